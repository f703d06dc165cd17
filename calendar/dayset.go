package calendar

import (
	"math/bits"
	"sort"
	"time"
)

// A dayset is a set of days that are counted from 0 on. How many of them come before a day,
// and which is the n-th of them, takes the same time for all; it holds two bits and a quarter
// for each day that can be in it.
type dayset struct {
	blocks []uint64 // per 32 days: how many of the set come before them << 32 | which of them are in it
	starts []uint16 // per 16 of the set: the block in which the first of these is
	size   int      // of the set
	limit  int64    // the days that can be in it are below
}

const (
	blockDays = 32
	startDays = 16
)

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
	s.starts = make([]uint16, 0, len(s.blocks)*blockDays/startDays+1)
	for i, b := range s.blocks {
		s.blocks[i] = uint64(s.size)<<blockDays | b
		s.size += bits.OnesCount64(b)
		for len(s.starts)*startDays < s.size {
			s.starts = append(s.starts, uint16(i))
		}
	}
	s.starts = append(s.starts, uint16(len(s.blocks)-1))
}

func (s *dayset) has(day int) bool { return s.blocks[day/blockDays]>>(day%blockDays)&1 != 0 }

// before returns how many days of the set come before a day.
func (s *dayset) before(day int) int {
	b := s.blocks[day/blockDays]
	return int(b>>blockDays) + bits.OnesCount32(uint32(b)&(1<<(day%blockDays)-1))
}

// at returns the day of the set before which n of them come.
func (s *dayset) at(n int) int {
	i, last := int(s.starts[n/startDays]), int(s.starts[n/startDays+1])
	if last-i > 4 { // a sparse stretch
		i += sort.Search(last-i, func(k int) bool { return int(s.blocks[i+k+1]>>blockDays) > n })
	}
	for i < last && int(s.blocks[i+1]>>blockDays) <= n {
		i++
	}
	b := s.blocks[i]
	left, which, day := n-int(b>>blockDays), uint32(b), i*blockDays
	if half := bits.OnesCount32(which & (1<<(blockDays/2) - 1)); left >= half {
		left, which, day = left-half, which>>(blockDays/2), day+blockDays/2
	}
	for ; left > 0; left-- {
		which &= which - 1
	}
	return day + bits.TrailingZeros32(which)
}
