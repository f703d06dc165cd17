package servicelevel_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/plans"
)

// TestOverWhatAnAvailabilityIsSaid: a line of what is owed for a quarter or a year does not say that
// it is for the month in which that ends, and one of several levels says whose it is.
func TestOverWhatAnAvailabilityIsSaid(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		period         penalty.Period
		month          string
		label, because servicelevel.Wording
	}{
		{
			penalty.CalendarMonth, "2026-04",
			servicelevel.Wording{FR: "Indisponibilité, avril 2026", EN: "Unavailability, April 2026"},
			servicelevel.Wording{FR: "disponibilité d'avril 2026 en dessous", EN: "availability of April 2026 below"},
		},
		{
			penalty.Quarter, "2026-06",
			servicelevel.Wording{FR: "Indisponibilité, avril à juin 2026", EN: "Unavailability, April to June 2026"},
			servicelevel.Wording{FR: "disponibilité d'avril à juin 2026 en dessous", EN: "availability of April to June 2026 below"},
		},
		{
			penalty.Year, "2026-12",
			servicelevel.Wording{FR: "Indisponibilité, 2026", EN: "Unavailability, 2026"},
			servicelevel.Wording{FR: "disponibilité de 2026 en dessous", EN: "availability of 2026 below"},
		},
	} {
		ct := contract("nuxit", servicelevel.Business, "2026-01-01")
		ct.Rent = dec("149.00")
		ct.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.05"), Period: c.period}
		act := servicelevel.Activity{Outages: []penalty.Outage{down("2026-04-12 10:00", "2026-04-12 20:00")}}
		s := stated(t, ct, act, c.month)
		s.Explain()
		line := &s.Compensation.Lines[0]
		assert.Equal(t, c.label, line.Label)
		assert.Contains(t, line.Explained.FR, c.because.FR)
		assert.Contains(t, line.Explained.EN, c.because.EN)
	}

	e := plans.NUXIT()
	for i := range e.Plans {
		if p := &e.Plans[i]; p.Level == servicelevel.Pro {
			p.Availability = &plans.Availability{Terms: penalty.Terms{Target: *dec("0.99"), Rate: *dec("0.01")}}
		}
	}
	cat, err := servicelevel.Compile(e)
	assert.NoError(t, err)
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Rent, ct.Options.ProRata = dec("149.00"), true
	ct.Changes = []servicelevel.Change{{On: day("2026-05-11"), Level: servicelevel.Business}}
	s, err := cat.Statement(ct, servicelevel.Activity{Outages: []penalty.Outage{down("2026-05-04 10:00", "2026-05-04 20:00"), down("2026-05-14 10:00", "2026-05-14 20:00")}}, month("2026-05"))
	assert.NoError(t, err)
	s.Explain()
	assert.Equal(t, "Unavailability, May 2026, Pro", s.Compensation.Lines[0].Label.EN)
	assert.Equal(t, "Indisponibilité, mai 2026, Business", s.Compensation.Lines[1].Label.FR)
}

// TestAnHourShownTwiceIsTold: of a request that waits for an instant which the clocks show twice.
func TestAnHourShownTwiceIsTold(t *testing.T) {
	t.Parallel()
	x := compare.LaterRequest{Ticket: "T1", Earliest: wall("2026-05-11 09:00"), First: wall("2026-05-11 08:00")}
	x.By = x.Earliest.Sub(x.First)
	for twice, want := range map[bool]string{
		false: "T1 waits until 11 May 2026 at 09:00, 1 h longer than at another level: 11 May 2026 at 08:00",
		true:  "T1 waits until 11 May 2026 at 09:00 (UTC+2), 1 h longer than at another level: 11 May 2026 at 08:00 (UTC+2)",
	} {
		x.Twice = twice
		c := compare.Comparison{Levels: []compare.LevelCost{{Later: []compare.LaterRequest{x}}}}
		c.Explain()
		assert.Contains(t, c.Levels[0].Explained.EN, want)
	}
}
