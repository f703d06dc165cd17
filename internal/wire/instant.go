package wire

import (
	"encoding/binary"
	"errors"
	"time"

	"github.com/palier-go/palier/internal/text"
)

var errTime = errors.New(`must be an instant as RFC 3339 with at most nine decimals, such as "2026-05-03T22:10:00+02:00"`)

// moment is an instant as it is written: seconds since 1970, nanoseconds, and how many
// seconds its clock was ahead of UTC.
type moment struct {
	sec, nsec int64
	offset    int
}

// in returns the instant in zone, or in UTC if that is what it was written in.
func (m moment) in(zone *time.Location) time.Time {
	t := time.Unix(m.sec, m.nsec)
	if m.offset == 0 {
		return t.UTC()
	}
	return t.In(zone)
}

const day = 24 * 60 * 60

// Forms of eight characters, which are looked at together: where one has a '0' there has to be a
// digit, and elsewhere just what stands there. Added to a byte that is more, a most sets its highest bit.
const (
	formYear   = '0' | '0'<<8 | '0'<<16 | '0'<<24 | '-'<<32 | '0'<<40 | '0'<<48 | '-'<<56
	mostYear   = 0x7f76767f_76767676
	formDay    = '0' | '0'<<8 | 'T'<<16 | '0'<<24 | '0'<<32 | ':'<<40 | '0'<<48 | '0'<<56
	mostDay    = 0x76767f76_767f7676
	formClock  = '0' | '0'<<8 | ':'<<16 | '0'<<24 | '0'<<32 | ':'<<40 | '0'<<48 | '0'<<56
	formOffset = '0' | '0'<<8 | ':'<<16 | '0'<<24 | '0'<<32
	mostOffset = 0x7f7f7f76_767f7676
)

// pairs returns in each byte the number that it and the one behind it stand for, both below ten.
func pairs(digits uint64) uint64 { return digits*10 + digits>>8 }

// parseInstant reads RFC 3339, in less than a third of the time that time.Parse takes, which is
// also more lenient: it takes an hour of one digit, a comma, more decimals than nine.
func parseInstant(s []byte) (m moment, ok bool) {
	const head = "2006-01-02T15:04:05"
	if len(s) <= len(head) {
		return moment{}, false
	}
	days := binary.LittleEndian.Uint64(s) ^ formYear
	hours := binary.LittleEndian.Uint64(s[8:]) ^ formDay
	clock := binary.LittleEndian.Uint64(s[11:]) ^ formClock
	if (days|hours|clock|(days+mostYear)|(hours+mostDay)|(clock+mostDay))&highBits != 0 {
		return moment{}, false
	}
	days, hours, clock = pairs(days), pairs(hours), pairs(clock)
	year, month, date := 100*uint(days&0xff)+uint(days>>16&0xff), uint(days>>40&0xff), uint(hours&0xff)
	hour, minute, second := uint(hours>>24&0xff), uint(hours>>48&0xff), uint(clock>>48&0xff)
	if month-1 > 11 || date-1 >= daysIn(year, month) || hour > 23 || minute > 59 || second > 59 {
		return moment{}, false
	}
	m.sec = daysBefore(year, month, date)*day + int64(hour*3600+minute*60+second)
	zone := s[len(head):]
	if zone[0] == '.' {
		if m.nsec, zone, ok = parseDecimals(zone[1:]); !ok {
			return moment{}, false
		}
	}
	if len(zone) == 1 && zone[0] == 'Z' {
		return m, true
	}
	if len(zone) != len("+07:00") || zone[0] != '+' && zone[0] != '-' {
		return moment{}, false
	}
	ahead := binary.LittleEndian.Uint64(s[len(s)-8:])>>24 ^ formOffset
	if (ahead|(ahead+mostOffset))&highBits != 0 {
		return moment{}, false
	}
	ahead = pairs(ahead)
	hour, minute = uint(ahead&0xff), uint(ahead>>24&0xff)
	if hour > 23 || minute > 59 {
		return moment{}, false
	}
	m.offset = int(hour*3600 + minute*60)
	if zone[0] == '-' {
		m.offset = -m.offset
	}
	m.sec -= int64(m.offset)
	return m, true
}

// parseDecimals reads one to nine decimals of a second, and returns what is behind them.
func parseDecimals(s []byte) (nsec int64, rest []byte, ok bool) {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		if n++; n > 9 {
			return 0, nil, false
		}
		nsec = 10*nsec + int64(s[n-1]-'0')
	}
	if n == 0 || n == len(s) {
		return 0, nil, false
	}
	for i := n; i < 9; i++ {
		nsec *= 10
	}
	return nsec, s[n:], true
}

func daysIn(year, month uint) uint {
	if month == 2 {
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 30 + (month+month/8)&1
}

// daysBefore returns the days from 1970-01-01 to a date. It counts in years that begin
// in March, so that the day more of a leap year is the last one, from 400 years before
// the year 0 on, so that no number is negative.
func daysBefore(year, month, date uint) int64 {
	year += 400
	if month < 3 {
		year--
		month += 12
	}
	days := 365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + date - 1
	const before1970 = 719468 + 146097
	return int64(days) - before1970
}

// civil is the opposite of daysBefore, for the years 0 to 9999. It is that of Neri and
// Schneider, "Euclidean affine functions and their application to calendar algorithms":
// multiplications take the place of most divisions.
func civil(days int64) (year, month, date uint) {
	const before1970 = 719468 + 146097
	n := 4*uint32(days+before1970) + 3
	century := n / 146097
	n = n%146097 | 3
	p := 2939745 * uint64(n)
	year = uint(100*century+uint32(p>>32)) - 400
	n = 2141*(uint32(p)/2939745/4) + 197913
	month, date = uint(n>>16), uint(n&(1<<16-1)/2141)+1
	if month > 12 {
		return year + 1, month - 12, date
	}
	return year, month, date
}

// stamp is the offset from UTC of the last instant that was written, as it stands behind it. The zero
// value is of none.
type stamp struct {
	offset int
	text   [8]byte // `+02:00"`
	length int
}

// set sets x to an offset.
func (x *stamp) set(offset int) {
	x.offset, x.length = offset, copy(x.text[:], `Z"`)
	if !writable(offset) || offset == 0 {
		return
	}
	sign, ahead := byte('+'), uint(offset)
	if offset < 0 {
		sign, ahead = '-', -ahead
	}
	x.length = copy(x.text[:], `+07:00"`)
	x.text[0] = sign
	binary.LittleEndian.PutUint16(x.text[1:], text.Pair(ahead/3600))
	binary.LittleEndian.PutUint16(x.text[4:], text.Pair(ahead/60%60))
}

// put writes t, which has an offset from UTC, as RFC 3339 between quotes into w, and returns how many
// bytes that takes; 0 if it lies beyond the years 0 to 9999. It takes a fifth of the time of
// AppendFormat, which looks up the zone for each of its parts.
func (x *stamp) put(w *[window]byte, t time.Time, offset int) int {
	if offset != x.offset || x.length == 0 {
		x.set(offset)
	}
	if x.length == 2 {
		offset = 0
	}
	const first, last = -62167219200, 253402300799
	since := uint64(t.Unix() + int64(offset) - first)
	if since > last-first {
		return 0
	}
	days := since / day
	year, month, date := civil(int64(days) + first/day)
	minutes := uint(since-days*day) / 60
	second := uint(since-days*day) - 60*minutes
	hour := minutes / 60
	const dashes, colons = '-'<<32 | '-'<<56, ':'<<16 | ':'<<40
	century := year / 100
	w[0] = '"'
	binary.LittleEndian.PutUint64(w[1:], dashes|uint64(text.Pair(century))|uint64(text.Pair(year-100*century))<<16|uint64(text.Pair(month))<<40)
	binary.LittleEndian.PutUint32(w[9:], uint32(text.Pair(date))|'T'<<16)
	binary.LittleEndian.PutUint64(w[12:], colons|uint64(text.Pair(hour))|uint64(text.Pair(minutes-60*hour))<<24|uint64(text.Pair(second))<<48)
	n := 20
	if nsec := t.Nanosecond(); nsec != 0 {
		n += len(appendDecimals(w[20:20], uint(nsec)))
	}
	*(*[8]byte)(w[n%(window-8):]) = x.text
	return n + x.length
}

// writable reports whether RFC 3339 can write an offset: it has no seconds. An instant
// of another one is written in UTC.
func writable(offset int) bool { return offset%60 == 0 && -day < offset && offset < day }

// appendDecimals appends nanoseconds, of which there are some, without zeros at their end.
func appendDecimals(dst []byte, nsec uint) []byte {
	dst = append(dst, '.')
	for unit := uint(1e8); nsec > 0; unit /= 10 {
		dst = append(dst, byte('0'+nsec/unit))
		nsec %= unit
	}
	return dst
}
