package facts

import (
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/internal/check"
)

// Limits of what the package accepts.
const (
	// MaxFacts is the most purchases, removals, requests, interventions, outages,
	// exclusions, claims and charges, each, of one Activity.
	MaxFacts = 100_000
	// MaxPeriod is the longest time of one intervention, pack or guarantee.
	MaxPeriod = 10_000 * time.Hour
)

// checkEndOfHours refuses an end of hours that is not after they are there.
func checkEndOfHours(l *fault.List, field string, end, at time.Time) {
	if !end.After(at) {
		l.Add(field, end, "must be after at")
		return
	}
	check.Instant(l, field, end)
}
