package wire

import "time"

// ParseTime reads an instant as a decoder does, save that it keeps no zone for the next one.
func ParseTime(s string) (time.Time, error) {
	at, ok := parseInstant([]byte(s))
	if !ok {
		return time.Time{}, errTime
	}
	return at.in(time.FixedZone("", at.offset)), nil
}
