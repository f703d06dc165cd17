// Package nano has instants as facts are checked and folded by: Unix nanoseconds, each in an int64.
package nano

import (
	"time"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/check"
)

// Of returns an instant in Unix nanoseconds. Those of outages may lie outside
// the years of contracts, far enough not to fit: they become some instant outside, after the end of
// the last month, which may be on 28 January (Options.MonthDay).
func Of(t time.Time) int64 {
	const outside = 40 * 24 * 60 * 60
	s := t.Unix()
	if s < check.FirstSecond || s >= check.EndSecond {
		return min(max(s, check.FirstSecond-outside), check.EndSecond+outside) * 1e9
	}
	return s*1e9 + int64(t.Nanosecond())
}

// Known returns when something became known that was at an instant: when it was recorded, or at once.
func Known(recorded time.Time, at int64) int64 {
	if recorded.IsZero() {
		return at
	}
	return Of(recorded)
}

// Stands reports whether a fact that was withdrawn at some time, or never, was not yet by
// what is known before an instant.
func Stands(withdrawn time.Time, before int64) bool {
	return withdrawn.IsZero() || Of(withdrawn) >= before
}

// OfOutage returns the earliest sign of an outage, and when it became known.
func OfOutage(o *penalty.Outage) (began, known int64) {
	at := o.Start
	if at.IsZero() || !o.Declared.IsZero() && o.Declared.Before(at) {
		at = o.Declared
	}
	began = Of(at)
	return began, Known(o.Recorded, began)
}

// OfExclusion returns when an exclusion began, and when it became known.
func OfExclusion(x *penalty.Exclusion) (began, known int64) {
	began = Of(x.Start)
	return began, Known(x.Recorded, began)
}
