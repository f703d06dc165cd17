package statement

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
)

// Repeats reports whether the clocks of the contract's zone show an instant of the statement twice, so that
// only its offset tells it from another: it lies in one of Repeated.
func (s *Statement) Repeats(t time.Time) bool {
	return slices.ContainsFunc(s.Repeated, func(x calendar.Interval) bool { return x.Contains(t) })
}

// checkRepeated refuses times that are none, or that are not one after the other.
func (s *Statement) checkRepeated(l *fault.List) {
	for i, x := range s.Repeated {
		at := fault.Index("repeated", i)
		l.In(at, x.Validate())
		l.Check(x.Start.Before(x.End), at+".end", x.End, "must be after the start")
		l.Check(i == 0 || !x.Start.Before(s.Repeated[i-1].End), at+".start", x.Start, "must not be before the end of the one before")
	}
}
