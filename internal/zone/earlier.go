package zone

import "time"

// Earlier returns the earlier of two instants, of those that are not zero.
func Earlier(t, u time.Time) time.Time {
	if t.IsZero() || !u.IsZero() && u.Before(t) {
		return u
	}
	return t
}
