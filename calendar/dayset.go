package calendar

import (
	"math/bits"
	"time"
)

// A dayset is a set of days that are counted from 0 on. How many of them come before a day,
// and which is the n-th of them, takes the same time for all; it holds two bits for each day
// that can be in it, and two bytes for each that is.
type dayset struct {
	blocks []uint64 // per 32 days: how many of the set come before them << 32 | which of them are in it
	list   []uint16 // the days of the set, the last 16 bits of each
	far    int      // how many of them come before the day 1<<16
	size   int      // of the set
	limit  int64    // the days that can be in it are below, and it is below 1<<17
}

const blockDays = 32

// newDayset returns the empty set of days below limit. Nothing can be asked of it until it is counted.
func newDayset(limit int64) dayset {
	return dayset{blocks: make([]uint64, limit/blockDays+1), limit: limit}
}

// set puts a day in or takes it out.
func (s *dayset) set(day int64, in bool) {
	if in {
		s.blocks[day/blockDays] |= 1 << (day % blockDays)
	} else {
		s.blocks[day/blockDays] &^= 1 << (day % blockDays)
	}
}

// weekly puts in each of the days from one until another whose day of the week is in a set; from is a first.
func (s *dayset) weekly(from, until int64, set Days, first time.Weekday) {
	const nine = (1<<63 - 1) / (1<<7 - 1) // weeks, the first days of which it has
	weeks := uint64(set) * nine
	for day, shift := from, int64(first); day < until; {
		n := min(blockDays-day%blockDays, until-day)
		s.blocks[day/blockDays] |= weeks >> shift & (1<<n - 1) << (day % blockDays)
		day, shift = day+n, (shift+n)%7
	}
}

// count ends the making of the set.
func (s *dayset) count() {
	for _, b := range s.blocks {
		s.size += bits.OnesCount32(uint32(b))
	}
	list := make([]uint16, s.size+1) // each day is written, and the next one over it if it is not in the set
	n := 0
	for i, b := range s.blocks {
		s.blocks[i] = uint64(n)<<blockDays | b
		if i <= 1<<16/blockDays {
			s.far = n
		}
		for day, end := uint16(i*blockDays), uint16(i*blockDays+blockDays); day != end; day++ {
			list[n] = day
			n += int(b & 1)
			b >>= 1
		}
	}
	if len(s.blocks) <= 1<<16/blockDays {
		s.far = n
	}
	s.list = list[:s.size]
}

func (s *dayset) has(day int) bool { return s.blocks[day/blockDays]>>(day%blockDays)&1 != 0 }

// before returns how many days of the set come before a day.
func (s *dayset) before(day int) int {
	b := s.blocks[day/blockDays]
	return int(b>>blockDays) + bits.OnesCount32(uint32(b)&(1<<(day%blockDays)-1))
}

// at returns the day of the set before which n of them come.
func (s *dayset) at(n int) int {
	return int(s.list[n]) + int(uint64(s.far-n-1)>>63)<<16
}
