package zone

import (
	"encoding/binary"
	"errors"
	"strings"
	"time"
)

// maxData bounds the data of a zone; the longest of the zone database has some 4 kB.
const maxData = 1 << 16

// The faults of the data of a zone.
var (
	errData    = errors.New("is not the data of a zone (TZif, RFC 9636)")
	errLeap    = errors.New("counts leap seconds")
	errOffset  = errors.New("has an offset of more than 26 hours")
	errOrder   = errors.New("has changes that are not in order")
	errTooLong = errors.New("has more than 65536 bytes")
)

// parse makes a zone of its data. time.LoadLocationFromTZData reads it; what that lets
// pass, but would make an hour of another time or a day without an end, is refused.
func parse(name string, data []byte) (*time.Location, error) {
	if err := check(data); err != nil {
		return nil, err
	}
	return time.LoadLocationFromTZData(name, data)
}

// header is the counts of a block of TZif data.
type header struct {
	version                                byte
	isUT, isStd, leap, times, types, chars int
}

const headerSize = 44

func readHeader(data []byte) (h header, rest []byte, ok bool) {
	if len(data) < headerSize || string(data[:4]) != "TZif" {
		return h, nil, false
	}
	h.version = data[4]
	for i, n := range []*int{&h.isUT, &h.isStd, &h.leap, &h.times, &h.types, &h.chars} {
		count := binary.BigEndian.Uint32(data[20+4*i:])
		if count > maxData {
			return h, nil, false
		}
		*n = int(count)
	}
	return h, data[headerSize:], true
}

// size returns how long a block is whose times have so many bytes.
func (h *header) size(word int) int {
	return h.times*(word+1) + h.types*6 + h.chars + h.leap*(word+4) + h.isStd + h.isUT
}

// check refuses data that is no zone's.
func check(data []byte) error {
	if len(data) > maxData {
		return errTooLong
	}
	word := 4
	h, data, ok := readHeader(data)
	if !ok || len(data) < h.size(word) {
		return errData
	}
	if h.version != 0 { // the first block is for old readers
		data = data[h.size(word):]
		word = 8
		if h, data, ok = readHeader(data); !ok || len(data) < h.size(word) {
			return errData
		}
	}
	if h.leap > 0 {
		return errLeap
	}
	if !inOrder(data[:h.times*word], word) {
		return errOrder
	}
	types := data[h.times*(word+1):]
	for i := range h.types {
		if offset := int32(binary.BigEndian.Uint32(types[6*i:])); tooFar(int64(offset)) {
			return errOffset
		}
	}
	return checkFooter(string(data[h.size(word):]))
}

func tooFar(offset int64) bool { return offset <= -Reach || offset >= Reach }

// inOrder reports whether times of so many bytes ascend.
func inOrder(times []byte, word int) bool {
	last, first := int64(0), true
	for ; len(times) > 0; times = times[word:] {
		at := int64(int32(binary.BigEndian.Uint32(times)))
		if word == 8 {
			at = int64(binary.BigEndian.Uint64(times))
		}
		if !first && at <= last {
			return false
		}
		last, first = at, false
	}
	return true
}

// checkFooter refuses a rule for the time after the last change, such as
// "\nCET-1CEST,M3.5.0,M10.5.0/3\n", whose offsets are too far from UTC.
func checkFooter(rule string) error {
	rule = strings.Trim(rule, "\n")
	for range 2 { // standard time, and summer time
		if rule == "" || rule[0] == ',' {
			return nil
		}
		offset, rest, ok := ruleOffset(rule)
		switch {
		case !ok:
			return errData
		case tooFar(offset):
			return errOffset
		}
		rule = rest
	}
	return nil
}

// ruleOffset reads a name and an offset of a rule, such as "CET-1" or "<+0330>-3:30". One
// that is left out is 0, which is near enough.
func ruleOffset(rule string) (offset int64, rest string, ok bool) {
	if strings.HasPrefix(rule, "<") {
		if _, rule, ok = strings.Cut(rule, ">"); !ok {
			return 0, "", false
		}
	} else {
		n := len(rule) - len(strings.TrimLeft(rule, letters))
		if n < 3 {
			return 0, "", false
		}
		rule = rule[n:]
	}
	n := len(rule) - len(strings.TrimLeft(rule, "+-0123456789:"))
	digits := strings.TrimLeft(rule[:n], "+-")
	for i, part := range strings.Split(digits, ":") {
		if len(part) > 3 || i > 2 {
			return 0, "", false
		}
		value := int64(0)
		for _, c := range part {
			value = value*10 + int64(c-'0')
			if c < '0' || c > '9' {
				return 0, "", false
			}
		}
		offset += value * [3]int64{3600, 60, 1}[i]
	}
	return offset, rule[n:], true
}
