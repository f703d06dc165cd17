package servicelevel_test

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"runtime/metrics"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	sl "github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/monthend"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
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

// proMonth is the first sample month of examples/statement: two packs, and three
// tickets of which two are worked on in office hours.
func proMonth() sl.Input {
	return sl.Input{
		Month: may,
		Contract: sl.Contract{
			ID: "NX-1042", Customer: "Atelier du Port", Edition: "nuxit", Level: sl.Pro, Start: calendar.MustParseDate("2026-01-01"),
		},
		Activity: sl.Activity{
			Purchases: []sl.Purchase{
				{ID: "pack-5h", At: instant("2026-03-10T11:00:00+01:00"), Time: 5 * time.Hour},
				{ID: "pack-3h", At: instant("2026-05-20T14:30:00+02:00"), Time: 3 * time.Hour},
			},
			Requests: []sl.Request{
				{Ticket: "T1", Kind: sl.Incident, At: instant("2026-05-03T22:10:00+02:00")},
				{Ticket: "T2", At: instant("2026-05-13T10:00:00+02:00")},
				{Ticket: "T3", At: instant("2026-05-14T11:20:00+02:00")},
			},
			Interventions: []sl.Intervention{
				{Ticket: "T1", Start: instant("2026-05-03T22:25:00+02:00"), End: instant("2026-05-03T23:15:00+02:00")},
				{Ticket: "T2", Start: instant("2026-05-13T10:00:00+02:00"), End: instant("2026-05-13T11:05:00+02:00")},
				{Ticket: "T3", Start: instant("2026-05-15T09:00:00+02:00"), End: instant("2026-05-15T09:20:00+02:00")},
			},
		},
	}
}

// businessMonth is the second sample month: four outages, some of them overlapping.
func businessMonth() sl.Input {
	return sl.Input{
		Month: may,
		Contract: sl.Contract{
			ID: "NX-2007", Customer: "Boutique des Halles", Edition: "nuxit", Level: sl.Business,
			Start: calendar.MustParseDate("2026-01-01"), Rent: euros("149"),
		},
		Activity: sl.Activity{
			Outages: []penalty.Outage{
				{ID: "O1", Start: instant("2026-05-12T10:00:00+02:00"), End: instant("2026-05-12T11:00:00+02:00"), Cause: "network"},
				{ID: "O2", Start: instant("2026-05-12T10:30:00+02:00"), End: instant("2026-05-12T12:00:00+02:00"), Cause: "web server"},
				{ID: "O3", Start: instant("2026-05-12T11:59:59+02:00"), End: instant("2026-05-12T12:00:00+02:00"), Cause: "web server"},
				{ID: "O4", Start: instant("2026-05-12T12:00:00+02:00"), End: instant("2026-05-12T12:30:00+02:00"), Cause: "database"},
			},
		},
	}
}

// nightMonth is a Business contract with outages, one of them overlapping another
// and one partly excluded, and a ticket.
func nightMonth() sl.Input {
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

// busyMonth is proMonth with twenty tickets, each worked on in the hours of the next
// days.
func busyMonth() sl.Input {
	in := proMonth()
	in.Activity.Requests, in.Activity.Interventions = nil, nil
	in.Activity.Purchases[0].Time = 20 * time.Hour
	for i := range 20 {
		q := sl.Request{Ticket: fmt.Sprintf("T%02d", i), Kind: sl.RequestKind(i % 2), At: instant("2026-05-04T08:10:00+02:00").Add(time.Duration(i) * 29 * time.Hour)}
		begin := q.At.Add(2 * time.Hour)
		in.Activity.Requests = append(in.Activity.Requests, q)
		in.Activity.Interventions = append(in.Activity.Interventions, sl.Intervention{Ticket: q.Ticket, Start: begin, End: begin.Add(40 * time.Minute)})
	}
	return in
}

// quietMonth is a month of a fee and nothing else.
func quietMonth() sl.Input {
	in := proMonth()
	in.Contract.Level, in.Activity = sl.Serenity, sl.Activity{}
	return in
}

// generate draws a contract and an activity that the naive version knows.
func generate(r *rand.Rand, id int) sl.Input {
	return generateIn(r, id, calendar.Month{Year: 2024 + r.IntN(3), Month: time.Month(1 + r.IntN(12))})
}

func generateIn(r *rand.Rand, id int, month calendar.Month) sl.Input {
	hours := []time.Duration{3 * time.Hour, 5 * time.Hour, 10 * time.Hour, 20 * time.Hour}
	period := month.Interval(sl.NUXIT().Location())
	first := period.Start.AddDate(0, -r.IntN(3), 0)
	in := sl.Input{Month: month, Contract: sl.Contract{
		ID: fmt.Sprintf("C-%d", id), Customer: "Customer", Edition: "nuxit", Level: plans.Levels()[r.IntN(4)],
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
	for _, in := range []sl.Input{proMonth(), busyMonth(), businessMonth(), nightMonth(), quietMonth()} {
		_, err := sl.NUXIT().Statement(in.Contract, in.Activity, in.Month)
		require.NoError(t, err)
		same(t, peer, in)
	}
	rapid.Check(t, func(rt *rapid.T) {
		seed := rapid.Uint64().Draw(rt, "seed")
		r := rand.New(rand.NewPCG(seed, 1))
		for i := range 20 {
			if in := generate(r, i); !overlapping(in.Activity.Interventions) {
				same(rt, peer, in)
			}
		}
	})
}

// overlapping reports whether sessions of one ticket overlap, or two end at one instant: the
// naive one takes the first to end for the first to begin, and then the first listed.
func overlapping(sessions []sl.Intervention) bool {
	for i, a := range sessions {
		for _, b := range sessions[:i] {
			if a.End.Equal(b.End) || a.Ticket == b.Ticket && a.Start.Before(b.End) && b.Start.Before(a.End) {
				return true
			}
		}
	}
	return false
}

// same fails where the two statements differ in a figure.
func same(t require.TestingT, peer *naive, in sl.Input) {
	s, err := sl.NUXIT().Statement(in.Contract, in.Activity, in.Month)
	n, naiveErr := peer.statement(in.Contract, in.Activity, in.Month)
	require.Equal(t, naiveErr == nil, err == nil, "%v, naive: %v", err, naiveErr)
	if err != nil {
		return
	}
	require.Len(t, s.Levels, 1)
	zone := sl.NUXIT().Location()
	require.True(t, n.from.Equal(s.Levels[0].From.Interval(zone).Start) && n.until.Equal(s.Levels[0].Until.Interval(zone).Start))
	require.Len(t, s.Invoice.Lines, len(n.lines))
	for i, line := range n.lines {
		sameAmounts(t, line, []decimal.Decimal{line.quantity, line.price, line.amount, n.rate},
			s.Invoice.Lines[i].Quantity, s.Invoice.Lines[i].Price, s.Invoice.Lines[i].Amount, s.Invoice.Lines[i].Rate)
		require.Equal(t, calendar.DateOf(line.date), s.Invoice.Lines[i].Date)
	}
	sameAmounts(t, "totals", []decimal.Decimal{n.net, n.tax, n.gross}, s.Invoice.Net, s.Invoice.Tax, s.Invoice.Gross)
	require.Equal(t, statement.AllowanceUse{Granted: n.granted, Used: n.used, Lost: n.granted - n.used}, s.Allowance)
	require.Equal(t, []time.Duration{n.opening, n.bought, n.drawn, n.closing},
		[]time.Duration{s.Credit.Opening, s.Credit.Bought, s.Credit.Used, s.Credit.Closing})
	sameTickets(t, n, &s)
	sameLots(t, n, &s)
	require.Len(t, s.Guarantees, len(n.answers))
	for i, a := range n.answers {
		r := s.Guarantees[i].Response
		require.Equal(t, []any{a.ticket, a.elapsed, a.margin, a.late}, []any{s.Guarantees[i].Ticket, r.Elapsed, r.Margin, r.Outcome == response.Late})
		require.True(t, a.due.Equal(r.Due) && a.asked.Equal(r.Start) && a.done.Equal(r.Answered))
	}
	sameAvailability(t, n, &s)
}

func sameAmounts(t require.TestingT, what any, want []decimal.Decimal, got ...decimal.Decimal) {
	for i := range want {
		require.True(t, want[i].Equal(got[i]), "%v, amount %d: naive %s, palier %s", what, i, want[i], got[i])
	}
}

func sameAvailability(t require.TestingT, n *naiveStatement, s *sl.Statement) {
	if len(s.Availability) == 0 {
		require.Zero(t, n.total)
		return
	}
	a := s.Availability[0].Assessment
	require.Equal(t, penalty.Availability{Down: n.down, Total: n.total}, a.Availability)
	percent := decimal.RequireFromString(strings.TrimSuffix(a.Availability.Percent(4), " %"))
	sameAmounts(t, "availability", []decimal.Decimal{n.availability}, percent.Shift(-2))
	require.Equal(t, []any{n.allowed, n.margin, n.missed, n.capped}, []any{a.Allowed, a.Margin, a.Missed, a.Capped})
	hours := decimal.NewFromInt(a.Units.Num).Div(decimal.NewFromInt(max(a.Units.Den, 1)))
	sameAmounts(t, "penalty", []decimal.Decimal{n.hours, n.before, n.penalty}, hours, a.BeforeCap, a.Amount)
	require.Equal(t, n.penalty.IsPositive(), s.Compensation != nil)
	if s.Compensation != nil {
		sameAmounts(t, "compensation", []decimal.Decimal{n.penalty}, s.Compensation.Gross)
	}
}

func sameTickets(t require.TestingT, n *naiveStatement, s *sl.Statement) {
	require.Len(t, s.Tickets, len(n.tickets))
	for i, w := range n.tickets {
		got := &s.Tickets[i]
		require.Equal(t, []any{w.id, w.month, w.worked, w.charged, w.fromAllowance, w.outside},
			[]any{got.Ticket, got.Month.String(), got.Worked, got.Charged, got.FromAllowance, got.Outside})
		require.True(t, w.asked.Equal(got.Asked) && w.earliest.Equal(got.Earliest), "%s, %s", w.earliest, got.Earliest)
		require.Len(t, got.Draws, len(w.draws))
		for j, d := range w.draws {
			require.Equal(t, []any{d.lot.id, d.time}, []any{got.Draws[j].Lot, got.Draws[j].Time})
			sameAmounts(t, d.lot.id, []decimal.Decimal{d.cost}, got.Draws[j].Cost)
		}
	}
}

func sameLots(t require.TestingT, n *naiveStatement, s *sl.Statement) {
	lots := slices.DeleteFunc(slices.Clone(n.lots), func(l *naiveLot) bool { return l.opening == 0 && l.drawn == 0 && l.closing == 0 })
	require.Len(t, s.Credit.Lots, len(lots))
	for i, lot := range lots {
		got := &s.Credit.Lots[i]
		require.Equal(t, []any{lot.id, lot.time, lot.opening, lot.drawn, lot.closing},
			[]any{got.Lot, got.Time, got.Opening, got.Used, got.Closing})
		sameAmounts(t, lot.id, []decimal.Decimal{lot.price, lot.earnedMonth, lot.earns, lot.deferred},
			got.Price, got.EarnedMonth, got.Earned, got.Deferred)
	}
}

var sinkStatement sl.Statement

func BenchmarkStatement(b *testing.B) {
	months := map[string]sl.Input{
		"pro": proMonth(), "pro-20-tickets": busyMonth(), "business": businessMonth(), "business-ticket": nightMonth(), "serenity-quiet": quietMonth(),
	}
	for name, in := range months {
		b.Run("palier/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sinkStatement, _ = sl.NUXIT().Statement(in.Contract, in.Activity, in.Month)
			}
		})
		b.Run("palier-biller/"+name, func(b *testing.B) {
			b.ReportAllocs()
			biller := sl.NUXIT().Biller()
			for b.Loop() {
				_, _ = biller.Statement(in.Contract, in.Activity, in.Month)
			}
		})
		b.Run("palier-explained/"+name, func(b *testing.B) {
			b.ReportAllocs()
			biller := sl.NUXIT().Biller()
			for b.Loop() {
				s, _ := biller.Statement(in.Contract, in.Activity, in.Month)
				s.Explain()
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

// BenchmarkMonthEnd gives the time of one contract in a run of thousands, all of one
// month and none of them refused, on as many cores as -cpu says; the naive version is
// on one.
func BenchmarkMonthEnd(b *testing.B) {
	const n = 4000
	var all []sl.Input
	for r := rand.New(rand.NewPCG(3, 5)); len(all) < n; {
		in := generateIn(r, len(all), may)
		if _, err := sl.NUXIT().Statement(in.Contract, in.Activity, in.Month); err == nil {
			all = append(all, in)
		}
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
	b.Run("palier", func(b *testing.B) {
		b.ReportAllocs()
		for s := range (monthend.Run{}).Statements(context.Background(), endless(b.N)) {
			sinkStatement = s
		}
	})
	b.Run("palier-json", func(b *testing.B) {
		b.ReportAllocs()
		for range (monthend.Run{}).JSON(context.Background(), endless(b.N)) {
		}
	})
	for name, peer := range peers() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				_, _ = peer.statement(all[i%n].Contract, all[i%n].Activity, all[i%n].Month)
			}
		})
	}
}

// BenchmarkMonthEndMemory makes as many contracts as -benchtime says, such as
// 1000000x, one by one, and gives what the whole process has of memory after it.
func BenchmarkMonthEndMemory(b *testing.B) {
	for range (monthend.Run{}).JSON(context.Background(), inputs(b.N)) {
	}
	all := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(all)
	b.ReportMetric(float64(all[0].Value.Uint64()-all[1].Value.Uint64())/1e6, "MB")
}

// peers are the naive version with the texts that the library gives, and with
// the figures alone.
func peers() map[string]*naive {
	figures := newNaive()
	worded := *figures
	worded.words = true
	return map[string]*naive{"naive": &worded, "naive-figures": figures}
}

// A document that is read and checked takes an allocation for itself, for each of its lists and pointers and
// for all strings; none for itself and its lists if its memory is used again.
func TestInputAllocations(t *testing.T) { //nolint:paralleltest // it counts allocations
	if raceEnabled {
		t.Skip("the race detector allocates")
	}
	lists := map[string]int{"pro": 3, "business": 1}
	pointers := map[string]int{"business": 1} // to the rent
	for name, in := range lineMonths() {
		doc := []byte(encode(t, in))
		got := testing.AllocsPerRun(200, func() {
			var in sl.Input
			require.NoError(t, in.UnmarshalJSON(doc))
		})
		require.LessOrEqual(t, int(got), 2+lists[name]+pointers[name], name)
		var r wire.Reader[sl.Input]
		got = testing.AllocsPerRun(200, func() { _, _ = r.Read(doc) })
		require.LessOrEqual(t, int(got), 1+pointers[name], name)
	}
}

// A statement of an ordinary month takes few allocations: one for each list that it
// has, some of them together. Decimals are shared with the statements before it.
func TestStatementAllocations(t *testing.T) { //nolint:paralleltest // it counts allocations
	if raceEnabled {
		t.Skip("the race detector allocates")
	}
	most := []int{6, 5, 9}
	for i, in := range []sl.Input{proMonth(), businessMonth(), nightMonth()} {
		got := testing.AllocsPerRun(200, func() { sinkStatement, _ = sl.NUXIT().Statement(in.Contract, in.Activity, in.Month) })
		require.LessOrEqual(t, int(got), most[i], in.Contract.ID)

		biller := sl.NUXIT().Biller()
		buf := make([]byte, 0, 16<<10)
		got = testing.AllocsPerRun(200, func() {
			s, _ := biller.Statement(in.Contract, in.Activity, in.Month)
			_, _ = s.AppendJSON(buf)
		})
		amounts := 0
		if in.Contract.Level == sl.Business {
			amounts = 2 // of the penalty
		}
		require.LessOrEqual(t, int(got), amounts, in.Contract.ID)
	}
	for in, most := range map[*sl.Input]int{ptr(proMonth()): 2, ptr(businessMonth()): 10} {
		s, err := sl.NUXIT().Statement(in.Contract, in.Activity, may)
		require.NoError(t, err)
		got := int(testing.AllocsPerRun(200, s.Explain))
		require.LessOrEqual(t, got, most, "all texts are parts of one; the trace of a penalty has ids and figures of its own")
	}
}
