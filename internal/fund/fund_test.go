package fund_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fund"
)

func newFund(t tester, terms credit.Terms) *fund.Fund {
	t.Helper()
	f := new(fund.Fund)
	require.NoError(t, f.Reset(terms))
	return f
}

func TestFundRefusesBadInput(t *testing.T) {
	f := newFund(t, halfHours)
	ticket := f.NewTicket()
	_, err := f.Buy(fund.Hours{At: at(1, 0, 0), Time: hour})
	require.NoError(t, err)
	done, err := f.Work(fund.Work{Ticket: ticket, At: at(2, 0, 0), Time: 1})
	require.NoError(t, err)
	work := func(w fund.Work) error { _, err := f.Work(w); return err }
	buy := func(at time.Time, d time.Duration, price fund.Cents) error {
		_, err := f.Buy(fund.Hours{At: at, Time: d, Price: price})
		return err
	}
	would := func(at time.Time, d time.Duration) error { _, err := f.Would(-1, false, at, d); return err }
	old := time.Unix(-1, 0)
	free := f.Free()
	for field, err := range map[string]error{
		"ticket":              work(fund.Work{Ticket: 1, At: at(2, 0, 0)}),
		"ticket ":             work(fund.Work{Ticket: -1, At: at(2, 0, 0)}),
		"at":                  work(fund.Work{At: old}),
		"time":                work(fund.Work{At: at(2, 0, 0), Time: -1}),
		"time ":               work(fund.Work{At: at(2, 0, 0), Time: credit.MaxTime + 1}),
		"parts":               work(fund.Work{At: at(2, 0, 0), Time: 2, Parts: parts(2, 1)}),
		"parts ":              work(fund.Work{At: at(2, 0, 0), Time: 2, Parts: parts(1, 1)}),
		"at ":                 buy(old, hour, 0),
		"time  ":              buy(at(1, 0, 0), 0, 0),
		"time   ":             buy(at(1, 0, 0), credit.MaxTime+1, 0),
		"price":               buy(at(1, 0, 0), hour, -1),
		"price ":              buy(at(1, 0, 0), hour, 1_000_000_000_001),
		"from":                f.SetPlan(fund.Plan{}),
		"allowance":           f.SetPlan(fund.Plan{From: may.First(), Allowance: -1}),
		"allowance ":          f.SetPlan(fund.Plan{From: may.First(), Allowance: credit.MaxAllowance + 1}),
		"block":               f.SetPlan(fund.Plan{From: may.First(), Block: 24*hour + 1}),
		"minimum":             f.SetPlan(fund.Plan{From: may.First(), Block: 1, Minimum: 24*hour + 1}),
		"minimum ":            f.SetPlan(fund.Plan{From: may.First(), Minimum: 1}),
		"ticket  ":            f.Reserve(fund.Reservation{Ticket: 1, At: at(2, 0, 0)}),
		"at  ":                f.Reserve(fund.Reservation{At: old}),
		"estimate":            f.Reserve(fund.Reservation{At: at(2, 0, 0), Estimate: -1}),
		"estimate ":           f.Reserve(fund.Reservation{At: at(2, 0, 0), Estimate: credit.MaxTime + 1}),
		"work":                f.Undo(done+1, at(2, 0, 0), time.Time{}),
		"work ":               f.Undo(-1, at(2, 0, 0), time.Time{}),
		"at   ":               would(old, 1),
		"time    ":            would(at(2, 0, 0), -1),
		"blocks.size":         f.Reset(credit.Terms{}),
		"zone":                f.Reset(credit.Terms{Blocks: halfHours.Blocks, Zone: "Mars/Olympus"}),
		"parts[0].day":        work(fund.Work{At: at(2, 0, 0), Time: 1, Parts: []credit.Part{{Time: 1}}}),
		"parts[0].day ":       work(fund.Work{At: at(2, 0, 0), Time: 1, Parts: []credit.Part{{Day: calendar.Date{Year: 2026, Month: 2, Day: 30}, Time: 1}}}),
		"parts[0].day  ":      work(fund.Work{At: at(2, 0, 0), Time: 1, Parts: []credit.Part{{Day: calendar.Date{Year: 2170, Month: 1, Day: 1}, Time: 1}}}),
		"parts[0].time of it": work(fund.Work{At: at(2, 0, 0), Time: 1, Parts: []credit.Part{{Day: may.First(), Time: 2}}}),
	} {
		var fault *credit.FieldError
		if assert.ErrorAs(t, err, &fault, field) {
			assert.Contains(t, field, fault.Field)
		}
	}
	assert.Equal(t, free, f.Free())
	assert.Equal(t, 1, f.Moves())
	f.Release(-1, at(3, 0, 0), time.Time{})
	f.Release(1, at(3, 0, 0), time.Time{})
	assert.Nil(t, f.Parts(-1))
	assert.Nil(t, f.Parts(1))
	require.NoError(t, f.Undo(done, at(2, 0, 0), time.Time{}))
	assert.Error(t, f.Undo(done, at(2, 0, 0), time.Time{}), "once")
}

func TestZeroFundRefuses(t *testing.T) {
	var f fund.Fund
	ticket := f.NewTicket()
	_, err := f.Work(fund.Work{Ticket: ticket, At: at(2, 0, 0), Time: 1})
	assert.Error(t, err)
	assert.Error(t, f.Reserve(fund.Reservation{Ticket: ticket, At: at(2, 0, 0)}))
	f.Release(ticket, at(2, 0, 0), time.Time{})
	assert.Zero(t, f.Free())
	assert.Zero(t, f.Balance(at(2, 0, 0)))
	granted, used := f.Allowance(may)
	assert.Zero(t, granted+used)
}

// A fund is what an account is, without names.
func TestFundOfAnAccount(t *testing.T) {
	f := newFund(t, halfHours)
	require.NoError(t, f.SetPlan(fund.Plan{From: may.First(), Allowance: 90 * minute}))
	lot, err := f.Buy(fund.Hours{At: at(1, 0, 0), Time: 3 * hour, Price: 16900})
	require.NoError(t, err)
	ticket := f.NewTicket()
	assert.Equal(t, 270*minute, f.Free())
	require.NoError(t, f.Reserve(fund.Reservation{Ticket: ticket, At: at(2, 0, 0), Known: at(3, 0, 0), Estimate: 100 * minute}))
	assert.Equal(t, 150*minute, f.Free())
	assert.Equal(t, 2*hour, f.Held(ticket))
	require.NoError(t, f.Reserve(fund.Reservation{Ticket: ticket, At: at(2, 0, 0), Estimate: 10 * minute}), "in place of the one before")
	assert.Equal(t, 4*hour, f.Free())
	var short *credit.ShortfallError
	require.ErrorAs(t, f.Reserve(fund.Reservation{Ticket: ticket, At: at(2, 0, 0), Estimate: 5 * hour}), &short)
	assert.Equal(t, &credit.ShortfallError{Needed: 270 * minute, Available: 4 * hour, Missing: 30 * minute}, short)
	work, err := f.Work(fund.Work{Ticket: ticket, At: at(2, 0, 0), Time: 100 * minute, Known: at(4, 0, 0)})
	require.NoError(t, err)
	assert.Equal(t, []credit.Part{{Day: may.First().AddDays(1), Time: 100 * minute}}, f.Parts(work))
	granted, used := f.Allowance(may)
	assert.Equal(t, []time.Duration{90 * minute, 90 * minute}, []time.Duration{granted, used})
	assert.Equal(t, credit.Balance{Available: 150 * minute, Used: 2 * hour}, f.Balance(at(4, 0, 0)))
	assert.Equal(t, credit.Balance{Available: 3 * hour, Allowance: 90 * minute}, f.Balance(at(1, 0, 0)))
	l := f.Lot(lot)
	assert.Equal(t, fund.Cents(2817), l.Earned)
	assert.Equal(t, 30*minute, l.Used)

	_, err = f.Work(fund.Work{Ticket: f.NewTicket(), At: at(5, 0, 0), Time: 4 * hour})
	require.ErrorAs(t, err, &short)
	assert.Equal(t, "", short.ID)
	f.Overdraft(2 * hour)
	_, err = f.Work(fund.Work{Ticket: f.NewTicket(), At: at(5, 0, 0), Time: 4 * hour})
	require.NoError(t, err)
	assert.Equal(t, 90*minute, f.Overdrawn())
	_, err = f.Buy(fund.Hours{At: at(6, 0, 0), Known: at(5, 0, 0), Time: hour})
	require.NoError(t, err)
	assert.Equal(t, 90*minute, f.Overdrawn(), "its day has not come")
	f.Pass(at(6, 0, 0).Add(-1))
	assert.Equal(t, 90*minute, f.Overdrawn())
	f.Pass(at(6, 0, 0))
	assert.Equal(t, 30*minute, f.Overdrawn())
	f.Clear()
	assert.Zero(t, f.Moves()+f.Lots())
	assert.Zero(t, f.Free())
}

// What would be drawn is what is drawn, and asking changes nothing.
func TestWouldIsWhatIs(t *testing.T) {
	for _, terms := range []credit.Terms{halfHours, {Blocks: halfHours.Blocks, Paying: credit.SplitAtMidnight}} {
		f := newFund(t, terms)
		require.NoError(t, f.SetPlan(fund.Plan{From: may.First(), Allowance: 45 * minute}))
		_, err := f.Buy(fund.Hours{At: at(1, 0, 0), Time: 3 * hour, Price: 16900})
		require.NoError(t, err)
		held := f.NewTicket()
		require.NoError(t, f.Reserve(fund.Reservation{Ticket: held, At: at(1, 0, 0), Estimate: 90 * minute}))
		begun := f.NewTicket()
		_, err = f.Work(fund.Work{Ticket: begun, At: at(2, 0, 0), Time: 70 * minute})
		require.NoError(t, err)
		begin := at(31, 21, 30)
		for i, d := range []time.Duration{0, 1, 70 * minute, 75 * minute, 136 * minute, 5 * hour} {
			for _, ticket := range []int{-1, held, begun} {
				before := []any{f.Moves(), f.Free(), f.Overdrawn(), f.Balance(begin), f.Lot(0), hoursOf(f, held), hoursOf(f, begun)}
				moves, refused := f.Would(ticket, false, begin, d)
				after := []any{f.Moves(), f.Free(), f.Overdrawn(), f.Balance(begin), f.Lot(0), hoursOf(f, held), hoursOf(f, begun)}
				assert.Equal(t, before, after, i)
				var sum time.Duration
				for _, m := range moves {
					sum += m.Time
				}
				want := blocksOf(d)
				if ticket == begun {
					want = blocksOf(d+70*minute) - blocksOf(70*minute)
				}
				assert.Equal(t, want, sum)
				n := ticket
				if n < 0 {
					n = f.NewTicket()
				}
				first := f.Moves()
				w, err := f.Work(fund.Work{Ticket: n, At: begin, Time: d})
				assert.Equal(t, refused, err, fmt.Sprint(d))
				if err != nil {
					continue
				}
				var got []fund.Move
				for m := first; m < f.Moves(); m++ {
					if move, ok := f.Move(m); ok && move.Ticket == n {
						got = append(got, move)
					}
				}
				for j := range moves {
					if ticket < 0 {
						moves[j].Ticket = n
					}
				}
				assert.Equal(t, moves, got)
				require.NoError(t, f.Undo(w, begin, time.Time{}))
			}
		}
	}
}

// blocksOf rounds to half hours begun.
func blocksOf(d time.Duration) time.Duration {
	return (d + 30*minute - 1) / (30 * minute) * (30 * minute)
}

func hoursOf(f *fund.Fund, ticket int) (h fund.TicketHours) {
	f.Ticket(&h, ticket)
	return h
}

// To ask what work would draw leaves nothing behind on its ticket, which goes on as if
// nobody had asked.
func TestWouldLeavesNothing(t *testing.T) {
	f := newFund(t, halfHours)
	_, err := f.Buy(fund.Hours{At: at(1, 0, 0), Time: 10 * hour})
	require.NoError(t, err)
	n := f.NewTicket()
	first, err := f.Work(fund.Work{Ticket: n, At: at(2, 0, 0), Time: hour})
	require.NoError(t, err)
	_, err = f.Would(n, false, at(3, 0, 0), hour)
	require.NoError(t, err)
	_, err = f.Work(fund.Work{Ticket: n, At: at(4, 0, 0), Time: hour})
	require.NoError(t, err)
	require.NoError(t, f.Undo(first, at(4, 0, 0), time.Time{}))
	assert.Equal(t, at(4, 0, 0), hoursOf(f, n).First)
}

// TestSellPaysWhateverIsHeld: what is sold pays for what is overdrawn and leaves an estimate
// short, which what is bought does not (D29, D38).
func TestSellPaysWhateverIsHeld(t *testing.T) {
	for name, c := range map[string]struct {
		add  func(*fund.Fund, fund.Hours) (int, error)
		owed time.Duration
	}{
		"bought": {(*fund.Fund).Buy, hour},
		"sold":   {(*fund.Fund).Sell, 0},
	} {
		f := newFund(t, halfHours)
		f.Overdraft(10 * hour)
		held := f.NewTicket()
		require.NoError(t, f.Reserve(fund.Reservation{Ticket: held, At: at(1, 0, 0), Estimate: 4 * hour}))
		_, err := f.Work(fund.Work{Ticket: f.NewTicket(), At: at(2, 0, 0), Time: hour})
		require.NoError(t, err)
		lot, err := c.add(f, fund.Hours{At: at(3, 0, 0), Time: 3 * hour, Price: 16900})
		require.NoError(t, err)
		assert.Equal(t, c.owed, f.Overdrawn(), name)
		assert.Equal(t, hour-c.owed, f.Lot(lot).Used, name)
		assert.Equal(t, 4*hour, f.Held(held), name)
		for _, bad := range []error{
			second(c.add(f, fund.Hours{At: time.Unix(-1, 0), Time: hour})), second(c.add(f, fund.Hours{At: at(3, 0, 0)})),
			second(c.add(f, fund.Hours{At: at(3, 0, 0), Time: hour, Price: -1})),
			second(c.add(f, fund.Hours{At: at(3, 0, 0), Time: hour, Until: at(3, 0, 0)})),
		} {
			var e *credit.FieldError
			require.ErrorAs(t, bad, &e, name)
		}
	}
}

func second(_ int, err error) error { return err }

// TestShareOfATicket: what each month pays for of work that is split between them, and
// nothing of a month or a ticket that there is not.
func TestShareOfATicket(t *testing.T) {
	for paying, want := range map[credit.Paying][2][2]time.Duration{
		credit.StartMonth:      {{50 * time.Minute, hour}, {}},
		credit.SplitAtMidnight: {{20 * time.Minute, 20 * time.Minute}, {30 * time.Minute, 40 * time.Minute}},
	} {
		terms := halfHours
		terms.Paying = paying
		f := newFund(t, terms)
		ticket := f.NewTicket()
		_, err := f.Buy(fund.Hours{At: at(1, 0, 0), Time: 10 * hour})
		require.NoError(t, err)
		_, err = f.Work(fund.Work{Ticket: ticket, At: at(31, 21, 40), Time: 50 * time.Minute})
		require.NoError(t, err)
		for i, m := range []calendar.Month{may, may.AddMonths(1)} {
			worked, charged := f.Share(ticket, m)
			assert.Equal(t, want[i], [2]time.Duration{worked, charged}, m)
		}
		for _, n := range []int{-1, ticket + 1} {
			worked, charged := f.Share(n, may)
			assert.Zero(t, worked+charged)
		}
	}
}
