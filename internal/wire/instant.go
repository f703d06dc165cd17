package wire

import (
	"errors"
	"time"
)

var errTime = errors.New(`must be an instant as RFC 3339 with at most nine decimals, such as "2026-05-03T22:10:00+02:00"`)

// ParseTime reads an instant as RFC 3339. Its location is UTC or a fixed zone,
// never the machine's.
func ParseTime(s string) (time.Time, error) {
	at, ok := parseInstant([]byte(s))
	if !ok {
		return time.Time{}, errTime
	}
	return at.in(time.FixedZone("", at.offset)), nil
}

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

// parseInstant reads RFC 3339, in a third of the time that time.Parse takes, which is
// also more lenient: it takes an hour of one digit, a comma, more decimals than nine.
func parseInstant(s []byte) (m moment, ok bool) {
	const form = "2006-01-02T15:04:05"
	if len(s) <= len(form) || s[4] != '-' || s[7] != '-' || s[10] != 'T' || s[13] != ':' || s[16] != ':' {
		return moment{}, false
	}
	century, year, month, date := pair(s, 0), pair(s, 2), pair(s, 5), pair(s, 8)
	hour, minute, second := pair(s, 11), pair(s, 14), pair(s, 17)
	if century|year|month|date|hour|minute|second > 127 { // one of them is not two digits
		return moment{}, false
	}
	year += 100 * century
	if month-1 > 11 || date-1 >= daysIn(year, month) || hour > 23 || minute > 59 || second > 59 {
		return moment{}, false
	}
	m.sec = daysBefore(year, month, date)*day + int64(hour*3600+minute*60+second)
	s = s[len(form):]
	if s[0] == '.' {
		if m.nsec, s, ok = parseDecimals(s[1:]); !ok {
			return moment{}, false
		}
	}
	if len(s) == 1 && s[0] == 'Z' {
		return m, true
	}
	if len(s) != len("+07:00") || s[0] != '+' && s[0] != '-' || s[3] != ':' {
		return moment{}, false
	}
	hour, minute = pair(s, 1), pair(s, 4)
	if hour > 23 || minute > 59 {
		return moment{}, false
	}
	m.offset = int(hour*3600 + minute*60)
	if s[0] == '-' {
		m.offset = -m.offset
	}
	m.sec -= int64(m.offset)
	return m, true
}

// pair returns the number that two digits stand for, or a number above 127.
func pair(s []byte, i int) uint {
	tens, units := uint(s[i]-'0'), uint(s[i+1]-'0')
	if tens > 9 || units > 9 {
		return 1 << 16
	}
	return 10*tens + units
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

// appendInstant appends t as RFC 3339 with an offset from UTC, if that can be done. It takes
// half of the time of AppendFormat, which looks up the zone for each of its parts.
func appendInstant(dst []byte, t time.Time, offset int) ([]byte, bool) {
	if !writable(offset) {
		offset = 0
	}
	const first, last = -62167219200, 253402300799 // of the years 0 to 9999
	sec := t.Unix() + int64(offset)
	if sec < first || sec > last {
		return dst, false
	}
	days := (sec-first)/day + first/day
	rest := uint(sec - days*day)
	year, month, date := civil(days)
	n := len(dst)
	dst = append(dst, "2006-01-02T15:04:05"...)
	at := (*[19]byte)(dst[n:])
	putPair(at[0:], year/100)
	putPair(at[2:], year%100)
	putPair(at[5:], month)
	putPair(at[8:], date)
	putPair(at[11:], rest/3600)
	putPair(at[14:], rest/60%60)
	putPair(at[17:], rest%60)
	if nsec := t.Nanosecond(); nsec != 0 {
		dst = appendDecimals(dst, uint(nsec))
	}
	if offset == 0 {
		return append(dst, 'Z'), true
	}
	sign := byte('+')
	if offset < 0 {
		sign, offset = '-', -offset
	}
	n = len(dst)
	dst = append(dst, "-07:00"...)
	dst[n] = sign
	putPair(dst[n+1:], uint(offset)/3600)
	putPair(dst[n+4:], uint(offset)/60%60)
	return dst, true
}

// writable reports whether RFC 3339 can write an offset: it has no seconds. An instant
// of another one is written in UTC.
func writable(offset int) bool { return offset%60 == 0 && -day < offset && offset < day }

// putPair writes a number below 100 over two digits.
func putPair(b []byte, n uint) { b[0], b[1] = byte('0'+n/10), byte('0'+n%10) }

// appendDecimals appends nanoseconds, of which there are some, without zeros at their end.
func appendDecimals(dst []byte, nsec uint) []byte {
	dst = append(dst, '.')
	for unit := uint(1e8); nsec > 0; unit /= 10 {
		dst = append(dst, byte('0'+nsec/unit))
		nsec %= unit
	}
	return dst
}
