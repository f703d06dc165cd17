package penalty_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
)

// TestAddUp: of four machines some are down at the same time.
func TestAddUp(t *testing.T) {
	t.Parallel()
	out := func(id string, from, to int, share string) penalty.Outage {
		return penalty.Outage{ID: id, Start: second(from), End: second(to), Share: dec(share)}
	}
	quarter := func(list ...[2]int) (all []penalty.Outage) {
		for _, x := range list {
			all = append(all, out("", x[0], x[1], "0.25"))
		}
		return all
	}
	for _, c := range []struct {
		outages    []penalty.Outage
		down, once time.Duration // in milliseconds
		overlap    bool
	}{
		{quarter([2]int{0, 100}, [2]int{50, 100}), 37_500, 25_000, true},
		{quarter([2]int{0, 100}, [2]int{100, 200}), 50_000, 50_000, false},
		{quarter([2]int{0, 100}, [2]int{0, 100}, [2]int{0, 100}, [2]int{0, 100}), 100_000, 25_000, true},
		{quarter([2]int{0, 100}, [2]int{0, 100}, [2]int{0, 100}, [2]int{0, 100}, [2]int{0, 101}), 100_250, 25_250, true},
		{[]penalty.Outage{out("", 0, 100, "1"), out("", 0, 150, "0.5")}, 125_000, 125_000, true},
		{[]penalty.Outage{out("", 0, 100, "0.9999"), out("", 0, 100, "0.0001")}, 100_000, 99_990, true},
		{[]penalty.Outage{out("A", 0, 100, "0.5"), out("A", 0, 100, "0.5")}, 50_000, 50_000, false}, // listed again
		{[]penalty.Outage{out("A", 0, 100, "0.5"), out("B", 0, 100, "0.5")}, 100_000, 50_000, true},
		{quarter([2]int{900, 1100}, [2]int{1000, 1200}), 25_000, 25_000, false}, // beyond the period
	} {
		terms := penalty.Terms{Target: dec("1"), Rate: dec("0.05"), AddUp: true}
		told := penalty.Case{Rent: dec("1.00"), Period: calendar.Interval{Start: epoch, End: second(1000)}, Outages: c.outages}
		a := assess(t, terms, told)
		assert.Equal(t, c.down*time.Millisecond, a.Availability.Down, c)
		assert.Equal(t, c.overlap, a.Assumed.Has(penalty.D13), c)
		assert.Equal(t, "add_up", terms.Choice(penalty.D13))
		roundTrip(t, a)
		terms.AddUp = false
		assert.Equal(t, c.once*time.Millisecond, assess(t, terms, told).Availability.Down, c)
	}
	// An outage of several parts lasts as long as any of them.
	terms := penalty.Terms{Target: dec("1"), Rate: dec("0.05"), AddUp: true, MinOutage: 150 * time.Second}
	told := penalty.Case{Rent: dec("1.00"), Period: calendar.Interval{Start: epoch, End: second(1000)}, Outages: quarter([2]int{0, 100}, [2]int{50, 150})}
	assert.Equal(t, 50*time.Second, assess(t, terms, told).Availability.Down)
	terms.MinOutage++
	assert.Zero(t, assess(t, terms, told).Availability.Down)
}

// TestManyAddUp: a hundred thousand that all overlap are one pass.
func TestManyAddUp(t *testing.T) {
	t.Parallel()
	c := penalty.Case{Rent: dec("1.00"), Period: calendar.Interval{Start: epoch, End: second(penalty.MaxOutages)}}
	for i := range penalty.MaxOutages {
		c.Outages = append(c.Outages, penalty.Outage{Start: second(i), End: second(penalty.MaxOutages), Share: dec("0.0001")})
	}
	a, err := penalty.Assess(penalty.Terms{Target: dec("1"), Rate: dec("0.05"), AddUp: true}, c)
	require.NoError(t, err)
	// Each of the first 10 000 seconds has a ten-thousandth more.
	assert.Equal(t, 5000_500*time.Millisecond+90_000*time.Second, a.Availability.Down)
}

// TestTimesTheRent: fifty times the rent of the time, of outages of more than five minutes, each up to
// the rent, without a cap of the month.
func TestTimesTheRent(t *testing.T) {
	t.Parallel()
	terms := penalty.Terms{
		Target: dec("1"), Rate: dec("50"), Basis: penalty.ProRataRent, PerOutage: true, OutageCap: dec("1"), Uncapped: true, MinOutage: 5*time.Minute + 1,
	}
	for _, c := range []struct {
		lasted []time.Duration
		amount string
	}{
		{[]time.Duration{time.Hour, 5 * time.Minute, 20 * time.Hour}, "154.00"},
		{[]time.Duration{time.Hour, 5*time.Minute + 1, 20 * time.Hour}, "154.83"},
		{[]time.Duration{time.Hour, 5*time.Minute - 1, 14 * time.Hour}, "150.00"},
		{[]time.Duration{14*time.Hour + 24*time.Minute}, "144.00"},
		{[]time.Duration{14*time.Hour + 24*time.Minute - 4*time.Second}, "143.99"},
		{[]time.Duration{14*time.Hour + 24*time.Minute + 4*time.Second}, "144.00"},
	} {
		assert.Equal(t, c.amount, assess(t, terms, from(inJune(), "144.00", c.lasted...)).Amount.StringFixed(2), c.lasted)
	}
}
