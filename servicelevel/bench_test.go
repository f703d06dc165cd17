package servicelevel_test

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	sl "github.com/palier-go/palier/servicelevel"
)

var may = calendar.Month{Year: 2026, Month: time.May}

func instant(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		panic(err)
	}
	return t
}

func euros(s string) *decimal.Decimal {
	d := decimal.RequireFromString(s)
	return &d
}

// proMonth is a Pro contract with two packs and three tickets in the month.
func proMonth() sl.Input {
	return sl.Input{
		Month: may,
		Contract: sl.Contract{
			ID: "C-1042", Customer: "Boulangerie Martin", Edition: "nuxit", Level: sl.Pro, Start: calendar.MustParseDate("2025-09-01"),
		},
		Activity: sl.Activity{
			Purchases: []sl.Purchase{
				{ID: "P-1", At: instant("2026-03-10T10:00:00+01:00"), Time: 5 * time.Hour},
				{ID: "P-2", At: instant("2026-05-11T16:30:00+02:00"), Time: 3 * time.Hour},
			},
			Requests: []sl.Request{
				{Ticket: "T-7", Kind: sl.Incident, At: instant("2026-05-04T02:10:00+02:00")},
				{Ticket: "T-8", At: instant("2026-05-08T17:00:00+02:00")},
				{Ticket: "T-9", Kind: sl.Incident, At: instant("2026-05-16T21:00:00+02:00")},
			},
			Interventions: []sl.Intervention{
				{Ticket: "T-7", Start: instant("2026-05-04T03:00:00+02:00"), End: instant("2026-05-04T04:05:00+02:00")},
				{Ticket: "T-8", Start: instant("2026-05-11T09:30:00+02:00"), End: instant("2026-05-11T11:10:00+02:00")},
				{Ticket: "T-9", Start: instant("2026-05-16T22:00:00+02:00"), End: instant("2026-05-17T01:20:00+02:00")},
			},
		},
	}
}

// businessMonth is a Business contract with outages, one of them overlapping
// another and one partly excluded.
func businessMonth() sl.Input {
	return sl.Input{
		Month: may,
		Contract: sl.Contract{
			ID: "C-2001", Customer: "Éditions du Quai", Edition: "nuxit", Level: sl.Business,
			Start: calendar.MustParseDate("2025-01-01"), Rent: euros("149"),
		},
		Activity: sl.Activity{
			Outages: []penalty.Outage{
				{Start: instant("2026-05-03T22:10:00+02:00"), End: instant("2026-05-03T23:40:00+02:00")},
				{Start: instant("2026-05-12T08:00:00+02:00"), End: instant("2026-05-12T08:20:00+02:00")},
				{Start: instant("2026-05-03T23:00:00+02:00"), End: instant("2026-05-04T00:25:00+02:00")},
			},
			Exclusions: []penalty.Exclusion{
				{Start: instant("2026-05-12T08:10:00+02:00"), End: instant("2026-05-12T09:00:00+02:00"), Reason: penalty.Maintenance},
			},
			Requests: []sl.Request{{Ticket: "T-1", Kind: sl.Incident, Channel: sl.ByTicket, At: instant("2026-05-03T22:15:00+02:00")}},
			Interventions: []sl.Intervention{
				{Ticket: "T-1", Start: instant("2026-05-03T22:40:00+02:00"), End: instant("2026-05-04T00:25:00+02:00")},
			},
			Purchases: []sl.Purchase{{ID: "P-1", At: instant("2026-02-02T09:00:00+01:00"), Time: 3 * time.Hour}},
		},
	}
}

// generate draws a contract and an activity that the naive version knows.
func generate(r *rand.Rand, id int) sl.Input {
	hours := []time.Duration{3 * time.Hour, 5 * time.Hour, 10 * time.Hour, 20 * time.Hour}
	month := calendar.Month{Year: 2024 + r.IntN(3), Month: time.Month(1 + r.IntN(12))}
	period := month.Interval(sl.NUXIT().Location())
	first := period.Start.AddDate(0, -r.IntN(3), 0)
	in := sl.Input{Month: month, Contract: sl.Contract{
		ID: fmt.Sprintf("C-%d", id), Customer: "Customer", Edition: "nuxit", Level: sl.Level(r.IntN(4)),
		Start: calendar.DateOf(first.AddDate(0, 0, r.IntN(20))),
	}}
	in.Contract.Rent = new(decimal.Decimal)
	*in.Contract.Rent = decimal.New(int64(r.IntN(50_000)), -2)
	life := calendar.Interval{Start: in.Contract.Start.Interval(period.Start.Location()).Start, End: period.End.Add(72 * time.Hour)}
	at := func() time.Time {
		unit := []time.Duration{1, time.Second, time.Minute, 30 * time.Minute, time.Hour}[r.IntN(5)]
		return life.Start.Add(time.Duration(r.Int64N(int64(life.Duration()))).Truncate(unit))
	}
	in.Activity.Purchases = append(in.Activity.Purchases, sl.Purchase{ID: "P-0", At: life.Start, Time: 20 * time.Hour})
	for i := range r.IntN(4) {
		p := sl.Purchase{ID: fmt.Sprintf("P-%d", i+1), At: at(), Time: hours[r.IntN(4)]}
		switch r.IntN(4) {
		case 0:
			p.Price = euros(fmt.Sprintf("%d.%02d", r.IntN(500), r.IntN(100)))
		case 1:
			p.Gift = true
		}
		in.Activity.Purchases = append(in.Activity.Purchases, p)
	}
	for i := range r.IntN(6) {
		q := sl.Request{Ticket: fmt.Sprintf("T-%d", i), Kind: sl.RequestKind(r.IntN(2)), At: at()}
		in.Activity.Requests = append(in.Activity.Requests, q)
		begin := q.At
		for range r.IntN(4) {
			begin = begin.Add(time.Duration(r.Int64N(int64(6 * time.Hour))).Truncate(15 * time.Minute))
			took := time.Duration(r.Int64N(int64(4 * time.Hour))).Truncate(time.Minute)
			in.Activity.Interventions = append(in.Activity.Interventions, sl.Intervention{
				Ticket: q.Ticket, Start: begin, End: begin.Add(took),
			})
			begin = begin.Add(took)
		}
	}
	for range r.IntN(6) {
		from := at()
		o := penalty.Outage{Start: from, End: from.Add(time.Duration(r.Int64N(int64(8 * time.Hour))))}
		if r.IntN(5) == 0 {
			o.End = from.Add(time.Duration(r.Int64N(int64(30 * time.Minute))).Truncate(time.Second))
		}
		in.Activity.Outages = append(in.Activity.Outages, o)
	}
	for range r.IntN(3) {
		from := at()
		in.Activity.Exclusions = append(in.Activity.Exclusions, penalty.Exclusion{
			Start: from, End: from.Add(time.Duration(r.Int64N(int64(48 * time.Hour)))), Reason: penalty.Maintenance,
		})
	}
	return in
}

// inputs yields n generated contracts, the same at every call.
func inputs(n int) iter.Seq2[sl.Input, error] {
	return func(yield func(sl.Input, error) bool) {
		r := rand.New(rand.NewPCG(3, 5))
		for i := range n {
			if !yield(generate(r, i), nil) {
				return
			}
		}
	}
}

func TestNaiveGivesTheSameFigures(t *testing.T) {
	t.Parallel()
	peer := newNaive()
	same(t, peer, proMonth())
	same(t, peer, businessMonth())
	rapid.Check(t, func(rt *rapid.T) {
		seed := rapid.Uint64().Draw(rt, "seed")
		r := rand.New(rand.NewPCG(seed, 1))
		for i := range 20 {
			same(rt, peer, generate(r, i))
		}
	})
}

// same fails where the two statements differ in a figure.
func same(t require.TestingT, peer *naive, in sl.Input) {
	s, err := sl.NUXIT().Statement(in.Contract, in.Activity, in.Month)
	n, naiveErr := peer.statement(in.Contract, in.Activity, in.Month)
	require.Equal(t, naiveErr == nil, err == nil, "%v, naive: %v", err, naiveErr)
	if err != nil {
		return
	}
	equal := func(want, got decimal.Decimal, what string) {
		require.True(t, want.Equal(got), "%s: naive %s, palier %s", what, want, got)
	}
	require.Len(t, s.Invoice.Lines, len(n.lines))
	for i, line := range n.lines {
		equal(line.amount, s.Invoice.Lines[i].Amount, fmt.Sprint("line ", i))
	}
	equal(n.net, s.Invoice.Net, "net")
	equal(n.tax, s.Invoice.Tax, "tax")
	equal(n.gross, s.Invoice.Gross, "gross")
	require.Equal(t, sl.AllowanceUse{Granted: n.granted, Used: n.used, Lost: n.granted - n.used}, s.Allowance)
	require.Equal(t, []time.Duration{n.opening, n.bought}, []time.Duration{s.Credit.Opening, s.Credit.Bought})
	sameTickets(t, n, &s)
	sameLots(t, n, &s)
	require.Len(t, s.Guarantees, len(n.answers))
	for i, a := range n.answers {
		r := s.Guarantees[i].Response
		require.Equal(t, a.ticket, s.Guarantees[i].Ticket)
		require.True(t, a.due.Equal(r.Due))
		require.Equal(t, a.late, r.Outcome == penalty.Late)
	}
	if len(s.Availability) == 0 {
		require.Zero(t, n.total)
		return
	}
	a := s.Availability[0].Assessment
	require.Equal(t, penalty.Availability{Down: n.down, Total: n.total}, a.Availability)
	require.Equal(t, n.missed, a.Missed)
	equal(n.penalty, a.Amount, "penalty")
	require.Equal(t, n.penalty.IsPositive(), s.Compensation != nil)
	if s.Compensation != nil {
		equal(n.penalty, s.Compensation.Gross, "compensation")
	}
}

func sameTickets(t require.TestingT, n *naiveStatement, s *sl.Statement) {
	require.Len(t, s.Tickets, len(n.tickets))
	for i, w := range n.tickets {
		got := &s.Tickets[i]
		require.Equal(t, w.id, got.Ticket)
		require.Equal(t,
			[]time.Duration{w.worked, w.charged, w.fromAllowance, w.fromPacks, w.outside},
			[]time.Duration{got.Worked, got.Charged, got.FromAllowance, got.Charged - got.FromAllowance, got.Outside})
		require.True(t, w.earliest.Equal(got.Earliest), "%s, %s", w.earliest, got.Earliest)
		cost := decimal.Zero
		for _, d := range got.Draws {
			cost = cost.Add(d.Cost)
		}
		require.True(t, w.cost.Equal(cost), "%s, %s", w.cost, cost)
	}
}

func sameLots(t require.TestingT, n *naiveStatement, s *sl.Statement) {
	listed := map[string]sl.LotUse{}
	for _, l := range s.Credit.Lots {
		listed[l.Lot] = l
	}
	closing := time.Duration(0)
	for _, lot := range n.lots {
		closing += lot.time - lot.used
		got, ok := listed[lot.id]
		if !ok {
			require.Equal(t, lot.time, lot.usedBefore)
			continue
		}
		require.Equal(t, []time.Duration{lot.used - lot.usedBefore, lot.time - lot.used}, []time.Duration{got.Used, got.Closing})
		require.True(t, lot.earns.Equal(got.Earned))
		require.True(t, lot.earns.Sub(lot.earnedBefore).Equal(got.EarnedMonth))
		require.True(t, lot.price.Equal(got.Earned.Add(got.Deferred)))
	}
	require.Equal(t, closing, s.Credit.Closing)
}

var sinkStatement sl.Statement

func BenchmarkStatement(b *testing.B) {
	for name, in := range map[string]sl.Input{"pro": proMonth(), "business": businessMonth()} {
		b.Run("palier/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sinkStatement, _ = sl.NUXIT().Statement(in.Contract, in.Activity, in.Month)
			}
		})
		for peerName, peer := range peers() {
			b.Run(peerName+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					_, _ = peer.statement(in.Contract, in.Activity, in.Month)
				}
			})
		}
	}
}

// BenchmarkMonthEnd gives the time of one contract in a run of thousands.
func BenchmarkMonthEnd(b *testing.B) {
	const n = 4000
	var all []sl.Input
	for in := range inputs(n) {
		all = append(all, in)
	}
	endless := func(many int) iter.Seq2[sl.Input, error] {
		return func(yield func(sl.Input, error) bool) {
			for i := range many {
				if !yield(all[i%n], nil) {
					return
				}
			}
		}
	}
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("palier/statements/%d", workers), func(b *testing.B) {
			b.ReportAllocs()
			for s := range (sl.MonthEnd{Workers: workers}).Statements(context.Background(), endless(b.N)) {
				sinkStatement = s
			}
		})
		b.Run(fmt.Sprintf("palier/json/%d", workers), func(b *testing.B) {
			b.ReportAllocs()
			for range (sl.MonthEnd{Workers: workers}).JSON(context.Background(), endless(b.N)) {
			}
		})
	}
	for name, peer := range peers() {
		b.Run(name+"/1", func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				_, _ = peer.statement(all[i%n].Contract, all[i%n].Activity, all[i%n].Month)
			}
		})
	}
}

// peers are the naive version with the texts that the library gives, and with
// the figures alone.
func peers() map[string]*naive {
	figures := newNaive()
	worded := *figures
	worded.words = true
	return map[string]*naive{"naive": &worded, "naive-figures": figures}
}

// A statement takes one allocation for each list that it holds, one for all its
// texts and one for all its rule ids, and few beyond. Decimals are shared with the
// statements before it.
func TestStatementAllocations(t *testing.T) { //nolint:paralleltest // it counts allocations
	if raceEnabled {
		t.Skip("the race detector allocates")
	}
	for _, in := range []sl.Input{proMonth(), businessMonth()} {
		s, err := sl.NUXIT().Statement(in.Contract, in.Activity, in.Month)
		require.NoError(t, err)
		lists := 2 // texts and rule ids
		for _, n := range []int{
			len(s.Levels), len(s.Invoice.Lines), len(s.Invoice.Taxes), len(s.Tickets), len(s.Guarantees), len(s.Credit.Lots),
			len(s.Availability), len(s.Assumptions),
		} {
			lists += min(n, 1)
		}
		for _, w := range s.Tickets {
			lists += min(len(w.Draws), 1)
		}
		if c := s.Compensation; c != nil {
			lists += 3 // itself, its lines and taxes
		}
		got := testing.AllocsPerRun(200, func() { sinkStatement, _ = sl.NUXIT().Statement(in.Contract, in.Activity, in.Month) })
		t.Logf("%s: %v allocations for %d lists", in.Contract.Level, got, lists)
		beyond := map[sl.Level]int{sl.Pro: 10, sl.Business: 20}[in.Contract.Level] // an assessment makes its own decimals
		require.LessOrEqual(t, int(got), lists+beyond)
	}
}
