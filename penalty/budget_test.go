package penalty_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
)

// twoHoursAMonth is 20 % of the rent per full hour beyond 99.9 %, with maintenance excluded up to
// two hours.
func twoHoursAMonth() penalty.Terms {
	return penalty.Terms{Target: dec("0.999"), Rate: dec("0.2"), Counting: penalty.Full, Excess: true, MaintenanceBudget: 2 * time.Hour}
}

func TestMaintenanceBudget(t *testing.T) {
	t.Parallel()
	night := inJune().Start.AddDate(0, 0, 9)
	const allowed = 43*time.Minute + 12*time.Second
	for _, c := range []struct {
		announced time.Duration
		budget    time.Duration
		down      time.Duration
		amount    string
	}{
		{5 * time.Hour, 2 * time.Hour, 3 * time.Hour, "4.00"},
		{5 * time.Hour, 0, 0, "0.00"},
		{2 * time.Hour, 2 * time.Hour, 0, "0.00"},
		{2*time.Hour + 1, 2 * time.Hour, 1, "0.00"},
		{3*time.Hour + allowed - 1, 2 * time.Hour, time.Hour + allowed - 1, "0.00"},
		{3*time.Hour + allowed, 2 * time.Hour, time.Hour + allowed, "2.00"},
		{3*time.Hour + allowed, 2*time.Hour - 1, time.Hour + allowed + 1, "2.00"},
		{3*time.Hour + allowed, 2*time.Hour + 1, time.Hour + allowed - 1, "0.00"},
	} {
		terms := twoHoursAMonth()
		terms.MaintenanceBudget = c.budget
		out := penalty.Outage{Start: night, End: night.Add(c.announced)}
		asOutage := penalty.Case{Rent: dec("10.00"), Period: inJune(), Outages: []penalty.Outage{out}}
		asOutage.Outages[0].Excluded = penalty.Maintenance
		asExclusion := penalty.Case{Rent: dec("10.00"), Period: inJune(), Outages: []penalty.Outage{out}}
		asExclusion.Exclusions = []penalty.Exclusion{{Start: out.Start, End: out.End, Reason: penalty.Maintenance}}
		for _, told := range []penalty.Case{asExclusion, asOutage} {
			a := assess(t, terms, told)
			assert.Equal(t, []any{c.down, c.announced - c.down, c.amount}, []any{a.Availability.Down, a.Excluded, a.Amount.StringFixed(2)}, c)
			roundTrip(t, a)
			if c.budget > 0 {
				assert.Equal(t, c.announced, a.Maintenance)
			}
			step := a.Trace()[2]
			assert.Equal(t, c.budget > 0 && c.announced > c.budget, step.Kind == penalty.StepMaintenance)
			if step.Kind == penalty.StepMaintenance {
				assert.Equal(t, []time.Duration{c.budget, c.announced}, []time.Duration{step.Time, step.Of})
			}
		}
	}
}

// TestMaintenanceBudgetOfSeveral: the earliest uses it up, also if nothing was down; what lies beside
// the service, and what is excluded for another reason, does not.
func TestMaintenanceBudgetOfSeveral(t *testing.T) {
	t.Parallel()
	terms := penalty.Terms{Target: dec("1"), Rate: dec("0.05"), MaintenanceBudget: 100 * time.Second}
	off := func(from, to int, why penalty.Reason) penalty.Exclusion {
		return penalty.Exclusion{Start: second(from), End: second(to), Reason: why}
	}
	const work = penalty.Maintenance
	for _, c := range []struct {
		off        []penalty.Exclusion
		service    calendar.Interval
		breaks     []calendar.Interval
		down, took int // of an outage from 500 to 700
	}{
		{[]penalty.Exclusion{off(500, 600, work)}, calendar.Interval{}, nil, 100, 100},
		{[]penalty.Exclusion{off(500, 601, work)}, calendar.Interval{}, nil, 100, 101},
		{[]penalty.Exclusion{off(550, 650, work), off(200, 230, work)}, calendar.Interval{}, nil, 130, 130},
		{[]penalty.Exclusion{off(550, 650, work), off(200, 300, work)}, calendar.Interval{}, nil, 200, 200},
		{[]penalty.Exclusion{off(550, 650, work), off(540, 640, work)}, calendar.Interval{}, nil, 100, 110}, // together
		{[]penalty.Exclusion{off(550, 650, work), off(800, 900, work)}, calendar.Interval{}, nil, 100, 200},
		{[]penalty.Exclusion{off(500, 600, penalty.Customer), off(600, 700, work)}, calendar.Interval{}, nil, 0, 100},
		{[]penalty.Exclusion{off(-50, 20, work), off(550, 650, work)}, calendar.Interval{}, nil, 120, 120},
		{[]penalty.Exclusion{off(-50, 20, work), off(550, 650, work)}, calendar.Interval{Start: second(20), End: second(1000)}, nil, 100, 100},
		{[]penalty.Exclusion{off(100, 150, work), off(550, 650, work)}, calendar.Interval{}, []calendar.Interval{{Start: second(90), End: second(140)}}, 110, 110},
	} {
		a := assess(t, terms, penalty.Case{
			Rent: dec("1.00"), Period: calendar.Interval{Start: second(0), End: second(1000)}, Service: c.service, Breaks: c.breaks,
			Outages: []penalty.Outage{{Start: second(500), End: second(700)}}, Exclusions: c.off,
		})
		assert.Equal(t, []time.Duration{time.Duration(c.down) * time.Second, time.Duration(c.took) * time.Second}, []time.Duration{a.Availability.Down, a.Maintenance}, c)
	}
}

// TestMaintenanceBehindTheService: it is excluded, budget or not, from how long an outage lasted.
func TestMaintenanceBehindTheService(t *testing.T) {
	t.Parallel()
	terms := penalty.Terms{Target: dec("1"), Rate: dec("0.05"), MaintenanceBudget: time.Second, MinOutage: 100*time.Second + 1}
	c := penalty.Case{Rent: dec("1.00"), Period: calendar.Interval{Start: second(0), End: second(1000)}, Outages: []penalty.Outage{{Start: second(900), End: second(1100)}}}
	c.Exclusions = []penalty.Exclusion{{Start: second(0), End: second(10), Reason: penalty.Maintenance}, {Start: second(1000), End: second(1100), Reason: penalty.Maintenance}}
	assert.Zero(t, assess(t, terms, c).Availability.Down)
	c.Exclusions[1].Start = second(1000).Add(1)
	assert.Equal(t, 100*time.Second, assess(t, terms, c).Availability.Down)
}

func TestMaintenanceBudgetRefuses(t *testing.T) {
	t.Parallel()
	for budget, ok := range map[time.Duration]bool{-1: false, 1: true, penalty.MaxPeriod: true, penalty.MaxPeriod + 1: false} {
		terms := plain()
		if terms.MaintenanceBudget = budget; ok {
			assert.NoError(t, terms.Validate())
		} else {
			assert.Equal(t, []string{"maintenance_budget"}, faults(t, terms.Validate()))
		}
	}
	c := penalty.Case{Rent: dec("1.00"), Period: calendar.Interval{Start: second(0), End: second(1000)}}
	c.Exclusions = []penalty.Exclusion{{Start: second(9), End: second(1), Reason: penalty.Maintenance}}
	c.Outages = []penalty.Outage{{Excluded: penalty.Maintenance}, {Start: second(9), End: second(1), Excluded: penalty.Maintenance}}
	c.Breaks = []calendar.Interval{{Start: second(5), End: second(4)}}
	_, err := penalty.Assess(twoHoursAMonth(), c)
	assert.Equal(t, []string{"outages[0].start", "outages[1].end", "exclusions[0].end", "breaks[0]"}, faults(t, err))
}

// TestManyMaintenances: a hundred thousand of each are one pass.
func TestManyMaintenances(t *testing.T) {
	t.Parallel()
	c := penalty.Case{Rent: dec("1.00"), Period: calendar.Interval{Start: epoch, End: epoch.Add(penalty.MaxPeriod)}}
	for i := range penalty.MaxOutages {
		c.Outages = append(c.Outages, penalty.Outage{Start: second(100 * i), End: second(100*i + 30), Excluded: penalty.Reason(i % 2)})
		c.Exclusions = append(c.Exclusions, penalty.Exclusion{Start: second(100*i + 20), End: second(100*i + 60), Reason: penalty.Maintenance})
	}
	for i := range 1000 {
		c.Breaks = append(c.Breaks, calendar.Interval{Start: second(200 * i), End: second(200*i + 10)})
	}
	terms := twoHoursAMonth()
	terms.MaintenanceBudget = 1000 * time.Hour
	a := assess(t, terms, c)
	assert.Equal(t, penalty.MaxOutages/2*100*time.Second, a.Maintenance, "of each second outage 60 s, of the others 40 s")
}
