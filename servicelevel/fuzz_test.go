package servicelevel_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// fuzzDecoder feeds a decoder: what it takes must be written and read again as
// the same value, and what it refuses must leave the value as it was.
func fuzzDecoder[T any](f *testing.F, seeds ...any) {
	f.Helper()
	f.Add([]byte(`{}`))
	f.Add([]byte(`{"schema":"palier/1"}`))
	for _, s := range seeds {
		b, err := json.Marshal(s)
		require.NoError(f, err)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		var v, zero T
		if err := json.Unmarshal(doc, &v); err != nil {
			require.Equal(t, zero, v)
			return
		}
		_, back := writtenAndRead(t, v)
		if s, ok := any(&back).(*servicelevel.Statement); ok { // whatever it says can be worded
			s.Explain()
		}
	})
}

func seedContract() servicelevel.Contract {
	ct := change(contract("nuxit", servicelevel.Pro, "2026-01-01"), "2026-03-15", servicelevel.Business)
	ct.Rent, ct.End, ct.Options.ProRata = dec("149.00"), day("2026-06-20"), true
	ct.Options.SplitMonths, ct.Options.Overdraft = true, 3*time.Hour
	ct.Options.Late = &penalty.Terms{Target: *dec("1"), PerOutage: true, Lengths: []penalty.Length{{Credit: *dec("0.05")}}}
	return ct
}

func FuzzContract(f *testing.F) {
	quoted := seedContract()
	quoted.Quote = quote()
	fuzzDecoder[servicelevel.Contract](f, seedContract(), quoted)
}

func FuzzActivity(f *testing.F) { fuzzDecoder[servicelevel.Activity](f, goodActivity()) }

func FuzzPlan(f *testing.F) {
	for _, p := range plans.NUXIT().Plans {
		b, err := json.Marshal(p)
		require.NoError(f, err)
		f.Add(b)
	}
	fuzzDecoder[plans.Plan](f, *quote())
}

func FuzzEdition(f *testing.F) {
	fuzzDecoder[plans.Edition](f, plans.NUXIT(), plans.Magic())
}

func FuzzStatementJSON(f *testing.F) {
	s, err := servicelevel.NUXIT().Statement(seedContract(), goodActivity(), month("2026-05"))
	require.NoError(f, err)
	fuzzDecoder[servicelevel.Statement](f, s)
}

func FuzzInput(f *testing.F) {
	in := servicelevel.Input{Month: month("2026-05"), Contract: seedContract(), Activity: goodActivity()}
	book := servicelevel.Input{Month: month("2026-05"), Contract: seedContract(), State: ptr(seedState(f)), Facts: seedFacts()}
	fuzzDecoder[servicelevel.Input](f, in, book)
}

func FuzzFact(f *testing.F) {
	for _, fact := range seedFacts() {
		b, err := json.Marshal(fact)
		require.NoError(f, err)
		f.Add(b)
	}
	fuzzDecoder[servicelevel.Fact](f)
}

// seedFacts has a fact of every kind.
func seedFacts() []servicelevel.Fact {
	at := wall("2026-04-30 22:00")
	return []servicelevel.Fact{
		boughtHours("P", at, 3), givenHours("G", "2026-04-30 10:00", time.Hour),
		requested("T1", at, servicelevel.Incident), requested("T2", at, servicelevel.ServiceRequest), requested("T3", at, servicelevel.ServiceRequest),
		{ID: "w", Kind: servicelevel.Waiting, At: at, Ticket: "T1"},
		{ID: "r", Kind: servicelevel.Resumed, At: at.Add(time.Hour), Ticket: "T1"},
		{ID: "e", Kind: servicelevel.Estimated, At: at, Ticket: "T2", Time: 2 * time.Hour},
		workedOn("s1", "T1", at.Add(time.Hour), at.Add(3*time.Hour)), workedOn("s2", "T2", at, at.Add(80*time.Minute)),
		workedOn("s3", "T2", at, at.Add(110*time.Minute)), workedOn("s4", "T1", at, at.Add(118*time.Minute)), workedOn("s5", "T1", at.Add(time.Hour), at.Add(90*time.Minute)),
		{ID: "m", Kind: servicelevel.Merged, At: at, Ticket: "T3", Into: "T2", Recorded: at.Add(time.Minute)},
		{ID: "c", Kind: servicelevel.Cancelled, At: at.AddDate(0, 0, 1), Ticket: "T1"},
		{ID: "d", Kind: servicelevel.Down, At: at, Declared: at, Share: *dec("0.5"), Note: "disk"},
		{ID: "u", Kind: servicelevel.Restored, At: at.Add(90 * time.Minute), Of: "d"},
		{ID: "x", Kind: servicelevel.Excluded, At: at, End: at.Add(10 * time.Minute), Reason: penalty.Maintenance},
		{ID: "k", Kind: servicelevel.Claimed, At: at, Month: month("2026-03")},
		{
			ID: "l", Kind: servicelevel.Charged, At: at, Price: dec("-12.50"), Label: servicelevel.Wording{FR: "Geste", EN: "Goodwill"},
			VAT: &servicelevel.ChargeVAT{Category: "AE", Rate: dec("0"), Exemption: servicelevel.Exemption{Reason: "art. 283", Code: "VATEX-EU-AE"}},
		},
		{ID: "f", Kind: servicelevel.Reported, At: at.AddDate(0, 0, 2), Ticket: "T2"},
	}
}

func seedState(t require.TestingT) servicelevel.State {
	_, state, err := openBook(t, seedContract(), seedFacts()...).Close(month("2026-04"))
	require.NoError(t, err)
	return state
}

func FuzzState(f *testing.F) {
	fuzzDecoder[servicelevel.State](f, seedState(f))
}

func FuzzTicket(f *testing.F) {
	tickets, err := openBook(f, seedContract(), seedFacts()...).Tickets(wall("2026-05-01 10:00"))
	require.NoError(f, err)
	fuzzDecoder[servicelevel.Ticket](f, tickets[0], tickets[1])
}

func FuzzDeadline(f *testing.F) {
	fuzzDecoder[servicelevel.Deadline](f, servicelevel.Deadline{
		Ticket: "T", State: servicelevel.DeadlineMissed, Due: wall("2026-05-01 10:00"), Left: -time.Minute, Within: time.Hour, Began: wall("2026-05-01 10:01"),
	})
}

func FuzzHandling(f *testing.F) {
	h, err := openBook(f, seedContract()).Handle(incident("T", "2026-05-01 10:00"))
	require.NoError(f, err)
	fuzzDecoder[servicelevel.Handling](f, h)
}

func FuzzClosing(f *testing.F) {
	s, state, err := openBook(f, seedContract(), seedFacts()...).Close(month("2026-04"))
	require.NoError(f, err)
	fuzzDecoder[servicelevel.Closing](f, servicelevel.Closing{Statement: s, State: state})
}

// FuzzStatement makes the statement of whatever an Input can say, under both
// catalogues: it gives figures that add up, or faults.
func FuzzStatement(f *testing.F) {
	in := servicelevel.Input{Month: month("2026-05"), Contract: seedContract(), Activity: goodActivity()}
	b, err := json.Marshal(in)
	require.NoError(f, err)
	f.Add(b)
	b, err = json.Marshal(servicelevel.Input{Month: month("2026-05"), Contract: seedContract(), State: ptr(seedState(f)), Facts: seedFacts()[:3]})
	require.NoError(f, err)
	f.Add(b)
	samples, err := filepath.Glob("../examples/statement/samples/*.json")
	require.NoError(f, err)
	for _, name := range samples {
		doc, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(doc)
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		var in servicelevel.Input
		if err := json.Unmarshal(doc, &in); err != nil {
			require.Equal(t, servicelevel.Input{}, in)
			return
		}
		roundTrip(t, in)
		if in.State != nil || len(in.Facts) > 0 {
			fuzzBook(t, in)
			return
		}
		for _, c := range []*servicelevel.Catalogue{servicelevel.NUXIT(), servicelevel.Magic()} {
			in.Contract.Edition = c.Edition().ID
			s, err := c.Statement(in.Contract, in.Activity, in.Month)
			if err != nil {
				var fault *servicelevel.FieldError
				require.ErrorAs(t, err, &fault)
				require.NotEmpty(t, fault.Field)
				require.Equal(t, servicelevel.Statement{}, s)
				continue
			}
			require.NoError(t, s.Validate())
			roundTrip(t, s)
			s.Explain()
			roundTrip(t, s)
		}
	})
}

// fuzzBook closes months from a state and facts: it gives figures that add up, or faults.
func fuzzBook(t *testing.T, in servicelevel.Input) {
	book, err := servicelevel.NUXIT().Open(in.Contract)
	if in.State != nil {
		book, err = servicelevel.NUXIT().Resume(in.Contract, *in.State)
	}
	if err != nil {
		return
	}
	if err := book.Record(in.Facts...); err != nil {
		return
	}
	at := wall("2026-05-20 12:00")
	for _, ask := range []func() error{
		func() error { _, err := book.Balance(at); return err },
		func() error { _, err := book.Due(at); return err },
		func() error { _, err := book.Preview(at); return err },
	} {
		_ = ask()
	}
	if s, state, err := book.Close(in.Month); err == nil {
		require.NoError(t, s.Validate())
		roundTrip(t, s)
		require.NoError(t, state.Validate())
		roundTrip(t, state)
	}
}

// drawWild is a contract and an activity at the limits of what Validate takes.
func drawWild(t *rapid.T) (servicelevel.Contract, servicelevel.Activity, calendar.Month) {
	dates := []calendar.Date{
		day("1990-01-01"), day("1990-01-31"), day("2024-02-29"), day("2026-05-01"), day("2026-05-31"), day("2089-12-01"), day("2089-12-31"),
	}
	instants := []time.Time{
		time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC), wall("2024-02-29 12:00"), wall("2026-05-01 00:00"), wall("2026-05-03 22:10"), wall("2026-05-31 23:59"),
		wall("2026-06-01 00:00"), time.Date(2089, 12, 31, 23, 59, 59, 999999999, time.UTC),
	}
	money := []*decimal.Decimal{nil, dec("0"), dec("0.01"), dec("149.00"), dec("10000000000.00")}
	pick := func(label string) time.Time { return rapid.SampledFrom(instants).Draw(t, label) }
	long := rapid.SampledFrom([]time.Duration{0, 1, time.Minute, time.Hour, 1000 * time.Hour, servicelevel.MaxPeriod})
	ct := contract("nuxit", levelAt(rapid.IntRange(0, 4).Draw(t, "level")), rapid.SampledFrom(dates).Draw(t, "start").String())
	ct.Rent = rapid.SampledFrom(money).Draw(t, "rent")
	if oneIn(t, 2, "quote") {
		ct.Quote = quote()
		ct.Quote.Fee.Monthly = *rapid.SampledFrom(money[1:]).Draw(t, "fee")
		ct.Quote.Work.Block = rapid.SampledFrom([]time.Duration{time.Second, 7 * time.Minute, 24 * time.Hour}).Draw(t, "block")
		ct.Quote.Allowance.Monthly = rapid.SampledFrom([]time.Duration{0, time.Second, 744 * time.Hour}).Draw(t, "allowance")
		if oneIn(t, 3, "free") {
			ct.Quote.Prices, ct.Quote.Guarantee, ct.Quote.Availability = nil, nil, nil
		}
	}
	for range rapid.IntRange(0, 3).Draw(t, "changes") {
		ct.Changes = append(ct.Changes, servicelevel.Change{On: rapid.SampledFrom(dates).Draw(t, "on"), Level: levelAt(rapid.IntRange(0, 4).Draw(t, "to"))})
	}
	slices.SortFunc(ct.Changes, func(a, b servicelevel.Change) int { return a.On.Compare(b.On) })
	ct.Options = drawOptions(t, "")
	ct.Options.Overdraft = long.Draw(t, "overdraft")
	if oneIn(t, 3, "long period") {
		ct.Options.Penalty = &penalty.Terms{Target: *dec("0.5"), Rate: *dec("1000"), Uncapped: true, Period: penalty.Period(rapid.IntRange(0, 3).Draw(t, "period"))}
	}
	var act servicelevel.Activity
	for i := range rapid.IntRange(0, 3).Draw(t, "facts") {
		id := string(rune('a' + i))
		p := servicelevel.Purchase{ID: id, At: pick("at"), Time: max(time.Minute, long.Draw(t, "time")), Price: rapid.SampledFrom(money).Draw(t, "price")}
		p.Gift = p.Price == nil && oneIn(t, 2, "gift")
		act.Purchases = append(act.Purchases, p)
		r := servicelevel.Request{Ticket: id, At: pick("asked"), Kind: servicelevel.RequestKind(rapid.IntRange(0, 1).Draw(t, "kind")), Estimate: long.Draw(t, "estimate")}
		if oneIn(t, 2, "waiting") {
			r.Waiting = []calendar.Pause{{Start: pick("pause")}}
		}
		act.Requests = append(act.Requests, r)
		if start := pick("work"); !start.Before(r.At) {
			act.Interventions = append(act.Interventions, servicelevel.Intervention{Ticket: id, Start: start, End: start.Add(long.Draw(t, "worked"))})
		}
		o := penalty.Outage{Start: pick("down")}
		if end := pick("up"); !end.Before(o.Start) && oneIn(t, 2, "over") {
			o.End = end
		}
		act.Outages = append(act.Outages, o)
		if oneIn(t, 3, "claimed") {
			at := pick("claim")
			act.Claims = append(act.Claims, servicelevel.Claim{ID: id, At: at, Month: calendar.MonthOf(pick("claimed for"))})
		}
		if x := pick("from"); oneIn(t, 2, "excluded") {
			act.Exclusions = append(act.Exclusions, penalty.Exclusion{Start: x, End: x.Add(long.Draw(t, "for")), Reason: penalty.Maintenance})
		}
	}
	return ct, act, rapid.SampledFrom(dates).Draw(t, "month").MonthOf()
}

// TestAtTheLimits: whatever the input, a statement that adds up, or faults that
// name their fields.
func TestAtTheLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ct, act, m := drawWild(t)
		s, err := servicelevel.NUXIT().Statement(ct, act, m)
		if err != nil {
			var fault *servicelevel.FieldError
			require.ErrorAs(t, err, &fault, err)
			require.Regexp(t, `^(contract|activity|month)\b`, fault.Field, err)
			require.Equal(t, servicelevel.Statement{}, s)
			return
		}
		require.NoError(t, s.Validate())
		roundTrip(t, s)
		book, err := servicelevel.NUXIT().Open(ct)
		require.NoError(t, err)
		for _, r := range act.Requests {
			if _, err := book.Handle(r); err != nil {
				var fault *servicelevel.FieldError
				require.ErrorAs(t, err, &fault, err)
			}
		}
	})
}
