package fund_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fund"
)

// restored is a fund that was made from what another one says of itself.
func restored(t tester, f *fund.Fund, terms credit.Terms, plans []fund.Plan, limit time.Duration, now time.Time, tickets int) *fund.Fund {
	g := newFund(t, terms)
	for _, p := range plans {
		require.NoError(t, g.SetPlan(p))
	}
	g.Overdraft(limit)
	for n := range f.Lots() {
		_, err := g.RestoreLot(f.Lot(n))
		require.NoError(t, err)
	}
	for n := range tickets {
		var h fund.TicketHours
		f.Ticket(&h, n)
		_, err := g.RestoreTicket(h)
		require.NoError(t, err)
	}
	for _, d := range f.Debts() {
		require.NoError(t, g.RestoreDebt(d))
	}
	for _, a := range f.Allowances() {
		g.RestoreAllowance(a)
		g.RestoreRelieved(a.Month, a.Plan, f.Relieved(a.Month, a.Plan))
	}
	g.Pass(now)
	return g
}

// A fund that was restored goes on as the whole one does.
func TestRestoredFundGoesOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := credit.Terms{
			Blocks:    credit.Blocks{Size: 30 * minute, Counting: credit.Counting(rapid.Uint8Max(1).Draw(t, "counting"))},
			Paying:    credit.Paying(rapid.Uint8Max(1).Draw(t, "paying")),
			Drawing:   credit.Drawing(rapid.Uint8Max(1).Draw(t, "drawing")),
			PartMonth: credit.PartMonth(rapid.Uint8Max(2).Draw(t, "part month")),
			Remainder: credit.Remainder(rapid.Uint8Max(1).Draw(t, "remainder")),
		}
		f := newFund(t, terms)
		var g *fund.Fund
		var plans []fund.Plan
		var works, worksOf []int
		tickets, limit, now, cut, moves := 0, time.Duration(0), time.Unix(0, 0), rapid.IntRange(0, 20).Draw(t, "cut"), 0
		for i := range cut + rapid.IntRange(1, 12).Draw(t, "more") {
			if i == cut {
				g, moves = restored(t, f, terms, plans, limit, now, tickets), f.Moves()
				works, worksOf = nil, nil
			}
			taken := false
			both := func(do func(*fund.Fund) error) {
				err := do(f)
				taken = err == nil
				if g != nil {
					require.Equal(t, err, do(g))
				}
			}
			when := at(1, 0, 0).Add(time.Duration(rapid.IntRange(0, 60*24).Draw(t, "hour")) * hour)
			told := max(when.UnixNano(), now.UnixNano())
			d := time.Duration(rapid.IntRange(1, 200).Draw(t, "minutes")) * minute
			ticket := rapid.IntRange(0, tickets).Draw(t, "ticket")
			if ticket == tickets {
				tickets++
				both(func(f *fund.Fund) error { f.NewTicket(); return nil })
			}
			kind := rapid.SampledFrom([]string{"work", "buy", "work", "reserve", "undo", "plan", "release", "overdraft", "work"}).Draw(t, "kind")
			if f.Lots() == 0 || rapid.IntRange(0, 5).Draw(t, "buys") == 5 {
				kind = "buy"
			}
			switch kind {
			case "work":
				both(func(f *fund.Fund) error {
					n, err := f.Work(fund.Work{Ticket: ticket, At: when, Known: time.Unix(0, told), Time: d})
					if err == nil && f != g {
						works = append(works, n)
					} else if err == nil {
						worksOf = append(worksOf, n)
					}
					return err
				})
			case "buy":
				var until time.Time
				if rapid.Bool().Draw(t, "ends") {
					until = when.Add(time.Duration(rapid.IntRange(1, 30*24).Draw(t, "until")) * hour)
				}
				both(func(f *fund.Fund) error {
					_, err := f.Buy(fund.Hours{At: when, Known: time.Unix(0, told), Until: until, Time: 3 * d, Price: 16900})
					return err
				})
			case "reserve":
				both(func(f *fund.Fund) error {
					return f.Reserve(fund.Reservation{Ticket: ticket, At: when, Known: time.Unix(0, told), Estimate: d})
				})
			case "release":
				both(func(f *fund.Fund) error { f.Release(ticket, when, time.Unix(0, told)); return nil })
			case "undo":
				if len(works) == 0 {
					continue
				}
				j := rapid.IntRange(0, len(works)-1).Draw(t, "which")
				both(func(h *fund.Fund) error {
					if h == f {
						return h.Undo(works[j], time.Unix(0, told), time.Time{})
					}
					return h.Undo(worksOf[j], time.Unix(0, told), time.Time{})
				})
				if taken {
					works = slices.Delete(works, j, j+1)
					worksOf = slices.Delete(worksOf, min(j, len(worksOf)), min(j+1, len(worksOf)))
				}
			case "overdraft":
				limit = d
				both(func(f *fund.Fund) error { f.Overdraft(d); return nil })
				continue
			case "plan":
				p := fund.Plan{From: may.First().AddDays(rapid.IntRange(-1, 60).Draw(t, "from")), Name: rapid.IntRange(0, 2).Draw(t, "name"), Allowance: d}
				if p.Block = rapid.SampledFrom([]time.Duration{0, hour}).Draw(t, "block"); p.Block > 0 {
					p.Minimum = rapid.SampledFrom([]time.Duration{0, 0, 25 * minute, 2 * hour}).Draw(t, "minimum")
				}
				if g != nil {
					p.From = p.From.AddDays(100) // what was worked before is not counted anew
				}
				both(func(f *fund.Fund) error {
					err := f.SetPlan(p)
					if err == nil && f != g {
						plans = append(plans, p)
					}
					return err
				})
				continue
			}
			if taken && now.UnixNano() < told {
				now = time.Unix(0, told)
			}
			if g == nil {
				continue
			}
			what := fmt.Sprint(kind, " ", i)
			require.Equal(t, f.Free(), g.Free(), what)
			require.Equal(t, f.Overdrawn(), g.Overdrawn(), what)
			require.Equal(t, f.Debts(), g.Debts(), what)
			for n := range f.Lots() {
				require.Equal(t, f.Lot(n), g.Lot(n), what)
			}
			for n := range tickets {
				var a, b fund.TicketHours
				f.Ticket(&a, n)
				g.Ticket(&b, n)
				require.ElementsMatch(t, a.Shares, b.Shares, what)
				a.Shares, b.Shares = nil, nil
				require.Equal(t, a, b, what)
				require.Equal(t, f.Held(n), g.Held(n), what)
			}
			first := 0
			for first < g.Moves() {
				if _, ok := g.Move(first); ok {
					break
				}
				first++
			}
			require.Equal(t, f.Moves()-moves, g.Moves()-first, what)
			for n := range f.Moves() - moves {
				a, _ := f.Move(moves + n)
				b, _ := g.Move(first + n)
				require.Equal(t, a, b, what)
			}
		}
	})
}
