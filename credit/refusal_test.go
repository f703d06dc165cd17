package credit_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
)

func TestBadInputNamesItsField(t *testing.T) {
	good := debit("d", at(2, 0, 0), minute)
	for _, tt := range []struct {
		field string
		edit  func(*credit.Entry)
	}{
		{"id", func(e *credit.Entry) { e.ID = "" }},
		{"id", func(e *credit.Entry) { e.ID = strings.Repeat("x", credit.MaxID+1) }},
		{"id", func(e *credit.Entry) { e.ID = "a\nb" }},
		{"id", func(e *credit.Entry) { e.ID = " a" }},
		{"id", func(e *credit.Entry) { e.ID = "\xff" }},
		{"id", func(e *credit.Entry) { e.ID = " " }},
		{"id", func(e *credit.Entry) { e.ID = "\x01" }},
		{"id", func(e *credit.Entry) { e.ID = "a\x7f" }},
		{"id", func(e *credit.Entry) { e.ID = "a\u009fb" }},
		{"id", func(e *credit.Entry) { e.ID = "a\u2028b" }},
		{"id", func(e *credit.Entry) { e.ID = "a\u2029b" }},
		{"ticket", func(e *credit.Entry) { e.Ticket = strings.Repeat("x", credit.MaxID+1) }},
		{"kind", func(e *credit.Entry) { e.Kind = 0 }},
		{"kind", func(e *credit.Entry) { e.Kind = credit.Refund + 1 }},
		{"at", func(e *credit.Entry) { e.At = time.Time{} }},
		{"at", func(e *credit.Entry) { e.At = time.Unix(-1, 999_999_999) }},
		{"at", func(e *credit.Entry) { e.At = time.Date(2170, 1, 1, 0, 0, 0, 0, time.UTC) }},
		{"recorded", func(e *credit.Entry) { e.Recorded = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC) }},
		{"time", func(e *credit.Entry) { e.Time = -1 }},
		{"time", func(e *credit.Entry) { e.Time = credit.MaxTime + 1 }},
		{"of", func(e *credit.Entry) { e.Of = "x" }},
		{"price", func(e *credit.Entry) { e.Price = euros("1") }},
		{"from", func(e *credit.Entry) { e.From = may }},
		{"price", func(e *credit.Entry) { e.Kind, e.Price = credit.Purchase, euros("1.001") }},
		{"price", func(e *credit.Entry) { e.Kind, e.Price = credit.Purchase, euros("-0.01") }},
		{"price", func(e *credit.Entry) { e.Kind, e.Price = credit.Purchase, decimal.New(1, 1<<30) }},
		{"price", func(e *credit.Entry) { e.Kind, e.Price = credit.Purchase, euros("10000000000.01") }},
		{"time", func(e *credit.Entry) { e.Kind, e.Time = credit.Purchase, 0 }},
		{"sessions", func(e *credit.Entry) {
			e.Kind, e.Sessions = credit.Hold, []calendar.Interval{{Start: at(2, 0, 0), End: at(2, 1, 0)}}
		}},
		{"ticket", func(e *credit.Entry) { e.Kind, e.Of, e.Time, e.Ticket = credit.Release, "h", 0, "T" }},
		{"time", func(e *credit.Entry) { e.Kind, e.Of = credit.Release, "h" }},
		{"of", func(e *credit.Entry) { e.Kind, e.Time = credit.Release, 0 }},
		{"from", func(e *credit.Entry) { e.Kind = credit.Allowance }},
		{"from", func(e *credit.Entry) { e.Kind, e.From = credit.Allowance, month(1969, time.December) }},
		{"from", func(e *credit.Entry) { e.Kind, e.From = credit.Allowance, month(2170, time.January) }},
		{"from", func(e *credit.Entry) { e.Kind, e.From = credit.Allowance, month(2026, 13) }},
		{"time", func(e *credit.Entry) { e.Kind, e.From, e.Time = credit.Allowance, may, credit.MaxAllowance+1 }},
		{"time", func(e *credit.Entry) { e.Sessions = []calendar.Interval{{Start: at(2, 0, 0), End: at(2, 1, 0)}} }},
		{"sessions[0].start", func(e *credit.Entry) {
			e.Time, e.Sessions = 0, []calendar.Interval{{Start: at(1, 0, 0), End: at(2, 1, 0)}}
		}},
		{"sessions[0].end", func(e *credit.Entry) {
			e.Time, e.Sessions = 0, []calendar.Interval{{Start: at(2, 1, 0), End: at(2, 0, 59)}}
		}},
		{"sessions", func(e *credit.Entry) {
			e.Time, e.Sessions = 0, make([]calendar.Interval, credit.MaxSessions+1)
		}},
		{"sessions[1]", func(e *credit.Entry) {
			long := calendar.Interval{Start: e.At, End: e.At.Add(credit.MaxTime)}
			e.Time, e.Sessions = 0, []calendar.Interval{long, {Start: e.At, End: e.At.Add(1)}}
		}},
	} {
		e := good
		tt.edit(&e)
		a := account(t, halfHours, purchase("A", at(1, 0, 0), 3*hour, "169"))
		before := state(a)
		_, err := a.Apply(e)
		var f *credit.FieldError
		if assert.ErrorAs(t, err, &f, "%s: %v", tt.field, e) {
			assert.Equal(t, tt.field, f.Field, "%v", err)
		}
		assert.Equal(t, before, state(a))
	}
	e := credit.Entry{Kind: credit.Debit, Time: -1}
	var joined interface{ Unwrap() []error }
	require.ErrorAs(t, e.Validate(), &joined)
	assert.Len(t, joined.Unwrap(), 3)
}

func TestRefusalsNameTheirOperands(t *testing.T) {
	a := account(t, halfHours, purchase("A", at(1, 0, 0), 3*hour, "169"),
		credit.Entry{ID: "h", Kind: credit.Hold, At: at(2, 0, 0), Time: hour},
		credit.Entry{ID: "c", Kind: credit.Capture, At: at(2, 1, 0), Of: "h", Time: minute},
		credit.Entry{ID: "h2", Kind: credit.Hold, At: at(3, 0, 0), Time: hour},
		credit.Entry{ID: "l", Kind: credit.Release, At: at(3, 0, 0), Of: "h2"},
		credit.Entry{ID: "h3", Kind: credit.Hold, At: at(3, 0, 0), Time: hour},
		debit("d", at(4, 0, 0), minute),
		credit.Entry{ID: "r", Kind: credit.Reversal, At: at(4, 0, 0), Of: "d"})
	do := func(k credit.Kind, of string, d time.Duration) credit.Entry {
		return credit.Entry{ID: "x", Kind: k, At: at(5, 0, 0), Of: of, Time: d}
	}
	for _, tt := range []struct {
		entry credit.Entry
		want  error
	}{
		{do(credit.Capture, "h", minute), &credit.ClosedError{ID: "x", Kind: credit.Capture, Of: "h", By: "c", ByKind: credit.Capture}},
		{do(credit.Capture, "h2", minute), &credit.ClosedError{ID: "x", Kind: credit.Capture, Of: "h2", By: "l", ByKind: credit.Release}},
		{do(credit.Extend, "h2", minute), &credit.ClosedError{ID: "x", Kind: credit.Extend, Of: "h2", By: "l", ByKind: credit.Release}},
		{do(credit.Capture, "h3", hour+1), &credit.HeldError{ID: "x", Of: "h3", Needed: 90 * minute, Held: hour}},
		{do(credit.Reversal, "r", 0), &credit.TargetError{ID: "x", Kind: credit.Reversal, Of: "r", OfKind: credit.Reversal}},
		{do(credit.Reversal, "h", 0), &credit.TargetError{ID: "x", Kind: credit.Reversal, Of: "h", OfKind: credit.Hold}},
		{do(credit.Reversal, "nobody", 0), &credit.TargetError{ID: "x", Kind: credit.Reversal, Of: "nobody"}},
		{do(credit.Reversal, "d", 0), &credit.ClosedError{ID: "x", Kind: credit.Reversal, Of: "d", By: "r", ByKind: credit.Reversal}},
		{do(credit.Refund, "A", 0), &credit.InUseError{ID: "x", Of: "A", Used: 30 * minute, Held: hour}},
		{do(credit.Extend, "h3", 91*minute), &credit.ShortfallError{ID: "x", Needed: 2 * hour, Available: 90 * minute, Missing: 30 * minute}},
		{debit("A", at(5, 0, 0), minute), &credit.ConflictError{ID: "A", Field: "kind"}},
		{debit("d", at(5, 0, 0), minute), &credit.ConflictError{ID: "d", Field: "at"}},
		{debit("d", at(4, 0, 0), 2*minute), &credit.ConflictError{ID: "d", Field: "time"}},
		{purchase("A", at(1, 0, 0), 3*hour, "169.01"), &credit.ConflictError{ID: "A", Field: "price"}},
	} {
		before := state(a)
		_, err := a.Apply(tt.entry)
		assert.Equal(t, tt.want, err)
		assert.NotEmpty(t, tt.want.Error())
		assert.Equal(t, before, state(a))
	}
	_, err := a.Apply(credit.Entry{ID: "x", Kind: credit.Capture, At: at(2, 23, 59), Of: "h3", Time: 1})
	var f *credit.FieldError
	require.ErrorAs(t, err, &f)
	assert.Equal(t, "at", f.Field)
	r, err := a.Apply(do(credit.Capture, "h3", hour))
	require.NoError(t, err, "a refused id may be tried again")
	again, err := a.Apply(do(credit.Capture, "h3", hour))
	require.NoError(t, err)
	assert.Equal(t, r, again)
}

func TestRefundGivesThePriceBack(t *testing.T) {
	a := account(t, halfHours, purchase("A", at(1, 0, 0), 3*hour, "169"),
		credit.Entry{ID: "r", Kind: credit.Refund, At: at(2, 0, 0), Of: "A"})
	lot := a.View(at(2, 0, 0), time.Time{}).Lots()[0]
	assert.Equal(t, credit.Cents(16900), lot.Repaid)
	assert.Zero(t, lot.Deferred)
	assert.Equal(t, credit.Cents(16900), a.View(at(1, 23, 0), time.Time{}).Lots()[0].Deferred)
	_, err := a.Apply(debit("d", at(3, 0, 0), 1))
	var short *credit.ShortfallError
	require.ErrorAs(t, err, &short)
}

func TestAllowanceCannotFallBelowItsUse(t *testing.T) {
	june := calendar.Month{Year: 2026, Month: time.June}
	a := account(t, halfHours, allowance("plan", may, 90*minute), debit("d", at(4, 0, 0), hour))
	_, err := a.Apply(allowance("less", may, hour-1))
	assert.Equal(t, &credit.InUseError{ID: "less", Month: may, Used: hour}, err)
	assert.NotEmpty(t, err.Error())
	_, err = a.Apply(allowance("exact", may, hour))
	require.NoError(t, err)
	_, err = a.Apply(allowance("none", june, 0))
	require.NoError(t, err)
}

// A month from which on another allowance is set does not mind what the one before
// it is.
func TestAllowanceOfAnEarlierMonth(t *testing.T) {
	june := may.AddMonths(1)
	a := account(t, halfHours, allowance("plan", may, hour), allowance("more", june, 2*hour),
		debit("d", at(31, 23, 0), 90*minute)) // in June already
	apply(t, a, allowance("none", may, 0))
	assert.Equal(t, 30*minute, a.View(far, time.Time{}).Month(june).Lost)
	_, err := a.Apply(allowance("less", june, hour))
	assert.Equal(t, &credit.InUseError{ID: "less", Month: june, Used: 90 * minute}, err)
}

func TestShortfallOffersPacks(t *testing.T) {
	terms := halfHours
	terms.Tariff = nuxit()
	a := account(t, terms)
	_, err := a.Apply(debit("d", at(1, 0, 0), 6*hour+1))
	var short *credit.ShortfallError
	require.ErrorAs(t, err, &short)
	assert.True(t, short.Offer.Price.Equal(euros("399")))
	o, err := terms.Tariff.TopUp(30*minute, 6*hour+30*minute)
	require.NoError(t, err)
	assert.True(t, o.Price.Equal(euros("338")))
}

func TestZeroAccountRefuses(t *testing.T) {
	var a credit.Account
	_, err := a.Apply(debit("d", at(1, 0, 0), 1))
	require.Error(t, err)
	_, ok := a.Receipt("d")
	assert.False(t, ok)
	v := a.View(at(1, 0, 0), time.Time{})
	assert.Zero(t, v.Balance())
	assert.Empty(t, v.Lots())
	assert.Empty(t, v.Months())
	assert.Empty(t, v.Tickets())
	assert.Zero(t, v.Month(may).Granted)
}

func TestJournalGoesThroughJSON(t *testing.T) {
	a := account(t, halfHours, allowance("plan", may, 90*minute), purchase("A", at(1, 0, 0), 3*hour, "169"),
		credit.Entry{ID: "h", Kind: credit.Hold, At: at(2, 0, 0), Time: hour, Ticket: "T\"1 é"},
		credit.Entry{
			ID: "c", Kind: credit.Capture, At: at(2, 1, 0), Recorded: at(9, 0, 0), Of: "h",
			Sessions: []calendar.Interval{{Start: at(2, 1, 0), End: at(2, 1, 20)}},
		})
	var b bytes.Buffer
	require.NoError(t, a.WriteJournal(&b))
	again := account(t, halfHours)
	require.NoError(t, again.ReadJournal(bytes.NewReader(b.Bytes())))
	assert.Equal(t, state(a), state(again))

	lines := strings.SplitAfter(b.String(), "\n")
	for _, tt := range []struct {
		text string
		line int
	}{
		{lines[0] + lines[0], 2},
		{lines[0] + "\n" + lines[1], 2},
		{lines[0] + lines[1][:20], 2},
		{lines[0] + lines[1] + lines[3], 3},
		{lines[0] + strings.Replace(lines[1], "169.00", "169,00 €", 1), 2},
		{lines[0] + strings.Replace(lines[1], "169.00", "169.000", 1), 2},
		{lines[0] + strings.Replace(lines[1], `"id"`, `"ID"`, 1), 2},
		{lines[0] + lines[1] + strings.Repeat("x", credit.MaxLine+1), 3},
	} {
		again = account(t, halfHours)
		err := again.ReadJournal(strings.NewReader(tt.text))
		var j *credit.JournalError
		require.ErrorAs(t, err, &j, tt.text)
		assert.Equal(t, tt.line, j.Line, "%v", err)
		assert.Equal(t, tt.line-1, again.Len())
	}
}

func TestOutputsGoThroughJSON(t *testing.T) {
	terms := halfHours
	terms.Tariff, terms.MonthDay = nuxit(), 15
	a := account(t, terms, allowance("plan", may, 90*minute), purchase("A", at(1, 0, 0), 3*hour, "169"),
		credit.Entry{ID: "h", Kind: credit.Hold, At: at(20, 0, 0), Time: hour, Ticket: "T"})
	r, err := a.Apply(debit("d", at(21, 0, 0), 100*minute))
	require.NoError(t, err)
	v := a.View(at(31, 0, 0), time.Time{})
	offer, err := nuxit().Cheapest(26 * hour)
	require.NoError(t, err)
	roundTrip(t, terms)
	roundTrip(t, r)
	roundTrip(t, offer)
	roundTrip(t, v.Lots()[0])
	roundTrip(t, v.Balance())
	roundTrip(t, v.Months()[0])
	roundTrip(t, v.Tickets()[0])
	roundTrip(t, v.Holds()[0])
	for _, s := range a.Trail("d") {
		roundTrip(t, s)
	}
	for _, bad := range []string{"28.1", "+1.00", "1,00", "01.00", "-0.00", "", "1.000", "a.00", "99999999999999999.00"} {
		var c credit.Cents
		require.Error(t, c.UnmarshalText([]byte(bad)), bad)
	}
}

func roundTrip[T any](t *testing.T, v T) {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	var back T
	require.NoError(t, json.Unmarshal(b, &back), string(b))
	b2, err := json.Marshal(back)
	require.NoError(t, err)
	assert.JSONEq(t, string(b), string(b2))
	if _, hasDecimal := any(v).(credit.Offer); !hasDecimal {
		assert.EqualExportedValues(t, v, back)
	}
	require.Error(t, json.Unmarshal([]byte(`{"other":1}`), &back))
}

func TestContradictionsAreRefused(t *testing.T) {
	a := account(t, halfHours, allowance("plan", may, 90*minute), purchase("A", at(1, 0, 0), 3*hour, "169"))
	r := apply(t, a, debit("d", at(21, 0, 0), 100*minute))
	v := a.View(at(31, 0, 0), time.Time{})
	text := func(v any) string {
		b, err := json.Marshal(v)
		require.NoError(t, err)
		return string(b)
	}
	for _, tt := range []struct {
		doc, old, other, field string
		into                   any
	}{
		{text(v.Lots()[0]), `"used":"PT30M"`, `"used":"PT31M"`, "time", new(credit.Lot)},
		{text(v.Lots()[0]), `"held":"PT0S","used":"PT30M"`, `"held":"-PT1M","used":"PT31M"`, "time", new(credit.Lot)},
		{text(v.Lots()[0]), `"earned":"28.17"`, `"earned":"28.18"`, "price", new(credit.Lot)},
		{text(v.Months()[0]), `"left":"PT0S"`, `"left":"PT1S"`, "granted", new(credit.MonthUsage)},
		{text(v.Tickets()[0]), `"credit":"PT30M"`, `"credit":"PT1H"`, "usage.charged", new(credit.TicketUsage)},
		{text(r), `"charged":"PT2H"`, `"charged":"PT1H"`, "charged", new(credit.Receipt)},
		{text(r), `"rule":"D6"`, `"rule":"D7"`, "draws[0].rule", new(credit.Receipt)},
		{text(r), `"rule":"D7"`, `"rule":"D8"`, "draws[1].rule", new(credit.Receipt)},
		{text(r), `"lot":"A",`, ``, "draws[1].rule", new(credit.Receipt)},
	} {
		require.NoError(t, json.Unmarshal([]byte(tt.doc), tt.into))
		changed := strings.Replace(tt.doc, tt.old, tt.other, 1)
		require.NotEqual(t, tt.doc, changed)
		var f *credit.FieldError
		require.ErrorAs(t, json.Unmarshal([]byte(changed), tt.into), &f, changed)
		assert.Equal(t, tt.field, f.Field)
	}
}

func TestMonthDay(t *testing.T) {
	terms := halfHours
	terms.Zone = "UTC"
	for day := range 32 {
		terms.MonthDay = day
		for d := time.Date(2027, 12, 25, 12, 0, 0, 0, time.UTC); d.Year() < 2028 || d.Month() < 4; d = d.AddDate(0, 0, 1) {
			first := time.Date(d.Year(), d.Month(), 1, 12, 0, 0, 0, time.UTC)
			begin := min(max(day, 1), first.AddDate(0, 1, -1).Day())
			want := first
			if d.Day() < begin {
				want = first.AddDate(0, -1, 0)
			}
			a := account(t, terms, allowance("plan", calendar.MonthOf(want), hour))
			r, err := a.Apply(debit("d", d, hour))
			require.NoError(t, err)
			assert.Equal(t, calendar.MonthOf(want), r.Draws[0].Month, "%d %v", day, d)
		}
	}
}

func TestErrorsUnwrap(t *testing.T) {
	a := account(t, halfHours)
	err := a.Replay([]credit.Entry{allowance("p", may, 0), allowance("p", may, 0)})
	require.ErrorIs(t, err, credit.ErrRepeated)
	assert.True(t, errors.Is(&credit.BusyError{}, credit.ErrStale))
}

func TestErrorsInWords(t *testing.T) {
	for text, err := range map[string]error{
		`credit: "d" was applied before with another time`:                            &credit.ConflictError{ID: "d", Field: "time"},
		`credit: "d" needs 1h0m0s, 20m0s is available, 40m0s is missing`:              &credit.ShortfallError{ID: "d", Needed: hour, Available: 20 * minute, Missing: 40 * minute},
		`credit: reversal "r" refers to "d", which is not there`:                      &credit.TargetError{ID: "r", Kind: credit.Reversal, Of: "d"},
		`credit: reversal "r" refers to "d", which is a gift`:                         &credit.TargetError{ID: "r", Kind: credit.Reversal, Of: "d", OfKind: credit.Gift},
		`credit: capture "c" refers to "h", closed before by release "l"`:             &credit.ClosedError{ID: "c", Kind: credit.Capture, Of: "h", By: "l", ByKind: credit.Release},
		`credit: capture "c" needs 1h0m0s, "h" holds 30m0s`:                           &credit.HeldError{ID: "c", Of: "h", Needed: hour, Held: 30 * minute},
		`credit: "r" cannot take back A: 1m0s used, 2m0s held`:                        &credit.InUseError{ID: "r", Of: "A", Used: minute, Held: 2 * minute},
		`credit: "p" cannot take back the allowance of 2026-05: 1m0s used, 2m0s held`: &credit.InUseError{ID: "p", Month: may, Used: minute, Held: 2 * minute},
		`credit: "d" was not applied to "acme": others were faster 16 times`:          &credit.BusyError{Account: "acme", ID: "d", Attempts: 16},
	} {
		assert.EqualError(t, err, text)
	}
}
