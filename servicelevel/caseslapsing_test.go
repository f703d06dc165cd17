package servicelevel_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/statement"
)

// lapsing has hours end with a day. They are billed elsewhere, as NUXIT sells no fewer than 3 h.
func lapsing(f servicelevel.Fact, last string) servicelevel.Fact {
	f.End, f.Elsewhere = wall(day(last).AddDays(1).String()+" 00:00"), f.Kind == servicelevel.Bought
	return f
}

// workAt is work of some minutes on a ticket of its own.
func workAt(ticket, at string, minutes int) []servicelevel.Fact {
	from := wall(at)
	return facts(requested(ticket, from, servicelevel.ServiceRequest), workedOn("w"+ticket, ticket, from, from.Add(time.Duration(minutes)*time.Minute)))
}

// usesOf words what became of lots in a month.
func usesOf(s *servicelevel.Statement) (list []string) {
	for _, l := range s.Credit.Lots {
		list = append(list, fmt.Sprintf("%s until %s: %s - %s - %s = %s; earned %s of %s, deferred %s", l.Lot, l.Until, l.Opening, l.Used, l.Lapsed,
			l.Closing, l.EarnedMonth.StringFixed(2), l.Earned.StringFixed(2), l.Deferred.StringFixed(2)))
	}
	return list
}

// TestPackThatLapsesUnused: what was lost of hours that nobody drew rests on D7, in that month alone.
func TestPackThatLapsesUnused(t *testing.T) {
	t.Parallel()
	list := tale{
		ct: contract("nuxit", servicelevel.Standard, "2026-05-01"), first: "2026-05", more: 3,
		facts: facts(lapsing(packOf("P", "2026-05-04 09:00", time.Hour, "60.00"), "2026-06-30")),
	}.told(t)
	for i, rests := range []bool{false, true, false} {
		soonest := func(a statement.Assumption) bool { return a.Rule == "D7" && a.Choice == "soonest_to_end" }
		assert.Equal(t, rests, slices.ContainsFunc(list[i].Assumptions, soonest), i)
	}
	assert.Equal(t, time.Hour, list[1].Credit.Lapsed)
}

// A pack of 1 h lapses on 30 June, and one never does: June's work draws on the first, and
// what is left of it when June is over is earned and gone.
func TestPackThatLapses(t *testing.T) {
	t.Parallel()
	list := tale{
		ct: contract("nuxit", servicelevel.Standard, "2026-06-01"), first: "2026-06", more: 4,
		facts: facts(
			lapsing(packOf("P", "2026-06-01 09:00", time.Hour, "60.00"), "2026-06-30"), packOf("Q", "2026-06-01 10:00", 3*time.Hour, "169.00"),
			workAt("T", "2026-06-10 10:00", 20), workAt("U", "2026-07-01 09:00", 20),
		),
		rows: []string{"2026-06 T of 2026-06: 20m0s → 30m0s by P 30m0s 30.00", "2026-07 U of 2026-07: 20m0s → 30m0s by Q 30m0s 28.17"},
		left: credit.Balance{Available: 150 * time.Minute},
	}.told(t)
	assert.Equal(t, []string{
		"P until 2026-06-30: 0s - 30m0s - 30m0s = 0s; earned 60.00 of 60.00, deferred 0.00",
		"Q until 0000-00-00: 0s - 0s - 0s = 3h0m0s; earned 0.00 of 0.00, deferred 169.00",
	}, usesOf(&list[0]))
	assert.Equal(t, 30*time.Minute, list[0].Credit.Lapsed)
	assert.Equal(t, []string{"Q until 0000-00-00: 3h0m0s - 30m0s - 0s = 2h30m0s; earned 28.17 of 28.17, deferred 140.83"}, usesOf(&list[1]))
	list[0].Explain()
	assert.True(t, slices.ContainsFunc(list[0].Assumptions, func(a statement.Assumption) bool { return a.Rule == "D7" && a.Choice == "soonest_to_end" }))
	assert.True(t, slices.ContainsFunc(list[1].Assumptions, func(a statement.Assumption) bool { return a.Rule == "D7" && a.Choice == "first_bought" }))
	assert.Contains(t, list[0].Tickets[0].Explained.EN, "30 min from the pack of 1 h of 1 June 2026 valid until 30 June 2026, already paid €30.00 of €60.00")
	assert.Contains(t, list[0].Tickets[0].Explained.FR, "30 min sur le pack de 1 h du 1er juin 2026 valable jusqu'au 30 juin 2026, déjà payé 30,00 € sur 60,00 €")
}

// June's work that becomes known in July draws on what was left of the pack when June was
// closed: less of it was lost, and it earns nothing more.
func TestLateWorkOnAPackThatHasLapsed(t *testing.T) {
	t.Parallel()
	work := workAt("T", "2026-06-30 23:50", 10)
	for i := range work {
		work[i].Recorded = wall("2026-07-06 10:00")
	}
	list := tale{
		ct: contract("nuxit", servicelevel.Standard, "2026-06-01"), first: "2026-06", more: 4,
		facts: facts(lapsing(packOf("P", "2026-06-01 09:00", time.Hour, "60.00"), "2026-06-30"), packOf("Q", "2026-06-01 10:00", 3*time.Hour, "169.00"), work),
		rows:  []string{"2026-07 T of 2026-06: 10m0s → 30m0s by P 30m0s 30.00"},
		left:  credit.Balance{Available: 3 * time.Hour},
	}.told(t)
	assert.Equal(t, "P until 2026-06-30: 0s - 0s - 1h0m0s = 0s; earned 60.00 of 60.00, deferred 0.00", usesOf(&list[0])[0])
	assert.Equal(t, "P until 2026-06-30: 0s - 30m0s - -30m0s = 0s; earned 0.00 of 60.00, deferred 0.00", usesOf(&list[1])[0])
	require.NoError(t, list[1].Validate())
}

// The last day of hours is whole, in the contract's zone, and is not before they are there.
func TestLastDayOfHours(t *testing.T) {
	t.Parallel()
	for off, want := range map[time.Duration]string{-1: "P", 0: "Q"} {
		at := wall("2026-07-01 00:00").Add(off)
		tale{
			ct: contract("nuxit", servicelevel.Standard, "2026-06-01"), first: "2026-06", more: 4,
			facts: facts(
				lapsing(packOf("P", "2026-06-30 09:00", 30*time.Minute, "30.00"), "2026-06-30"), servicelevel.Fact{ID: "Q", Kind: servicelevel.Given, At: wall("2026-06-30 09:00"), Time: 30 * time.Minute},
				requested("T", at, servicelevel.ServiceRequest), workedOn("w", "T", at, at.Add(time.Nanosecond)),
			),
			rows: []string{map[string]string{
				"P": "2026-07 T of 2026-06: 1ns → 30m0s by P 30m0s 30.00", "Q": "2026-07 T of 2026-07: 1ns → 30m0s by Q 30m0s 0.00",
			}[want]},
			left: map[string]credit.Balance{"P": {Available: 30 * time.Minute}, "Q": {}}[want],
		}.told(t)
	}
	book := openBook(t, contract("nuxit", servicelevel.Standard, "2026-06-01"))
	assert.ErrorContains(t, book.Record(lapsing(packOf("P", "2026-06-30 00:00", time.Hour, "60.00"), "2026-06-29")), "end: must be after at")
	assert.ErrorContains(t, book.Record(lapsing(packOf("P", "2026-06-30 09:00", time.Hour, "60.00"), "2090-01-01")), "end: must lie in")
	assert.ErrorContains(t, book.Record(lapsing(work2h()[0], "2026-06-30")), "end: does not belong to a fact of this kind")
}
