package servicelevel_test

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/growth"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/internal/kit"
)

// answering is targets of all three kinds, in hours and around the clock, with states that pause,
// warnings and quotas.
const answering = `{"terms": {
	"hours": [{"name": "office", "schedule": {"zone": "Europe/Paris", "hours": [{"days": "mon-fri", "open": ["09:00-12:00", "13:00-18:00"]}]}}],
	"priorities": [
		{"name": "P1", "goals": [{"kind": "response", "within": "PT45M", "warnings": ["0.75", "0.9"]}, {"kind": "update", "within": "PT2H"}, {"kind": "resolution", "within": "PT8H", "hours": "office", "pausing": ["waiting", "held"]}]},
		{"name": "P2", "goals": [{"kind": "response", "within": "PT4H", "hours": "office"}, {"kind": "resolution", "within": "PT24H", "warnings": ["0.5"]}]}],
	"quotas": [{"kind": "response", "target": "0.95", "percentile": "0.9", "bands": [{"below": "0.95", "credit": "0.05"}]}]}, "rules": ["H4"]}`

// manyTickets are n facts about tickets that are each told in a few.
func manyTickets(n int) (list []servicelevel.Fact) {
	for i := 0; len(list) < n; i++ {
		at, ticket := wall("2026-05-04 09:00").Add(time.Duration(i)*time.Minute), fmt.Sprintf("T%06d", i)
		list = append(list,
			servicelevel.Fact{ID: "q" + ticket, Kind: servicelevel.Requested, Ticket: ticket, At: at, Request: servicelevel.Incident, Priority: []string{"P1", "P2"}[i%2]},
			servicelevel.Fact{ID: "u" + ticket, Kind: servicelevel.Updated, Ticket: ticket, At: at.Add(time.Duration(10+i%90) * time.Minute)},
			servicelevel.Fact{ID: "h" + ticket, Kind: servicelevel.Entered, Ticket: ticket, At: at.Add(time.Duration(20+i%90) * time.Minute), Into: "held"},
			servicelevel.Fact{ID: "r" + ticket, Kind: servicelevel.Reported, Ticket: ticket, At: at.Add(time.Duration(100+i%900) * time.Minute)},
		)
	}
	return list[:n]
}

// busyTickets are n facts about tickets of as many as one may have.
func busyTickets(n int) (list []servicelevel.Fact) {
	for i := range n {
		ticket, of := fmt.Sprintf("T%03d", i/1000), i%1000
		f := servicelevel.Fact{ID: fmt.Sprintf("n%06d", i), Ticket: ticket, At: wall("2026-05-04 09:00").Add(time.Duration(i/1000)*time.Hour + time.Duration(of)*30*time.Minute)}
		switch {
		case of == 0:
			f.Kind, f.Request, f.Priority = servicelevel.Requested, servicelevel.Incident, "P1"
		case of%7 == 0:
			f.Kind, f.Priority = servicelevel.Prioritized, []string{"P1", "P2"}[of/7%2]
		case of%7 == 1 || of%7 == 3:
			f.Kind, f.Into = servicelevel.Entered, []string{"held", "open"}[of/2%2]
		case of%7 == 4:
			f.Kind = servicelevel.Reported
		case of%7 == 6:
			f.Kind = servicelevel.Reopened
		default:
			f.Kind = servicelevel.Updated
		}
		list = append(list, f)
	}
	return list
}

// mergedInAChain are tickets each of which is merged into the next one.
func mergedInAChain(n int) (list []servicelevel.Fact) {
	for i := 0; len(list) < n; i++ {
		at, ticket := wall("2026-05-04 09:00").Add(time.Duration(i)*time.Minute), fmt.Sprintf("T%06d", i)
		list = append(list, servicelevel.Fact{ID: "q" + ticket, Kind: servicelevel.Requested, Ticket: ticket, At: at, Request: servicelevel.Incident, Priority: "P1"})
		if i > 0 {
			list = append(list, servicelevel.Fact{ID: "m" + ticket, Kind: servicelevel.Merged, Ticket: fmt.Sprintf("T%06d", i-1), Into: ticket, At: at.Add(time.Minute)})
		}
	}
	return list[:n]
}

// TestManyFactsUnderTargets: a hundred times as many facts take about a hundred times the time and the memory, give
// or take what lists grow by. The first half is told in order, and the rest from the last one on.
func TestManyFactsUnderTargets(t *testing.T) {
	cat := targetsEdition(t, answering, answering)
	for name, of := range map[string]func(int) []servicelevel.Fact{"tickets": manyTickets, "busy tickets": busyTickets, "mergers": mergedInAChain} {
		for _, late := range []bool{false, true} {
			if !late && name != "tickets" { // which costs no more
				continue
			}
			ct := targetsContract()
			ct.Options.ProRata = true
			for i := range 12 { // which a ticket that goes on goes through
				ct.Changes = append(ct.Changes, servicelevel.Change{On: day("2026-05-06").AddDays(2 * i), Level: []servicelevel.Level{servicelevel.Pro, servicelevel.Business}[i%2]})
			}
			allocations := map[int]uint64{}
			kit.Growth(t, 40_000, func(n int, step growth.Step) {
				list := of(n)
				if late { // in June, from the last one on
					for i := range list[n/2:] {
						if f := &list[n/2+i]; f.Kind != servicelevel.Requested {
							f.Recorded = later(f.At, wall("2026-06-20 12:00").Add(-time.Duration(i)*time.Second))
						}
					}
				}
				slices.Reverse(list[n/2:])
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				book, err := cat.Open(ct)
				require.NoError(t, err)
				step("record", func() { err = book.Record(list...) })
				require.NoError(t, err)
				var may, june servicelevel.Statement
				var state servicelevel.State
				step("close", func() { may, state, err = book.Close(month("2026-05")) })
				require.NoError(t, err)
				require.NotEmpty(t, may.Quotas)
				step("read and validate", func() { state = readAgain(t, state) })
				step("go on", func() {
					book, err = cat.Resume(ct, state)
					require.NoError(t, err)
					require.NoError(t, book.Record(list...))
				})
				step("due", func() { _, err = book.Due(wall("2026-06-21 12:00")) })
				require.NoError(t, err)
				step("close the next", func() { june, _, err = book.Close(month("2026-06")) })
				require.NoError(t, err)
				step("explain", func() { june.Explain() })
				runtime.ReadMemStats(&after)
				allocations[n] = after.Mallocs - before.Mallocs
			})
			require.Less(t, allocations[40_000], 300*allocations[400], "%s late %v", name, late)
		}
	}
}
