package ledger_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

func TestBadInputNamesItsField(t *testing.T) {
	good := debit("d", at(2, 0, 0), minute)
	allow := func(e *ledger.Entry) { e.Kind, e.From = credit.Allowance, may.First() }
	for _, tt := range []struct {
		field string
		edit  func(*ledger.Entry)
	}{
		{"id", func(e *ledger.Entry) { e.ID = "" }},
		{"id", func(e *ledger.Entry) { e.ID = strings.Repeat("x", credit.MaxID+1) }},
		{"id", func(e *ledger.Entry) { e.ID = "a\nb" }},
		{"id", func(e *ledger.Entry) { e.ID = " a" }},
		{"id", func(e *ledger.Entry) { e.ID = "\xff" }},
		{"id", func(e *ledger.Entry) { e.ID = " " }},
		{"id", func(e *ledger.Entry) { e.ID = "\x01" }},
		{"id", func(e *ledger.Entry) { e.ID = "a\x7f" }},
		{"id", func(e *ledger.Entry) { e.ID = "a\u009fb" }},
		{"id", func(e *ledger.Entry) { e.ID = "a\u2028b" }},
		{"id", func(e *ledger.Entry) { e.ID = "a\u2029b" }},
		{"ticket", func(e *ledger.Entry) { e.Ticket = strings.Repeat("x", credit.MaxID+1) }},
		{"kind", func(e *ledger.Entry) { e.Kind = 0 }},
		{"kind", func(e *ledger.Entry) { e.Kind = credit.Sale + 1 }},
		{"at", func(e *ledger.Entry) { e.At = time.Time{} }},
		{"at", func(e *ledger.Entry) { e.At = time.Unix(-1, 999_999_999) }},
		{"at", func(e *ledger.Entry) { e.At = time.Date(2170, 1, 1, 0, 0, 0, 0, time.UTC) }},
		{"recorded", func(e *ledger.Entry) { e.Recorded = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC) }},
		{"time", func(e *ledger.Entry) { e.Time = -1 }},
		{"time", func(e *ledger.Entry) { e.Time = credit.MaxTime + 1 }},
		{"of", func(e *ledger.Entry) { e.Of = "x" }},
		{"price", func(e *ledger.Entry) { e.Price = euros("1") }},
		{"from", func(e *ledger.Entry) { e.From = may.First() }},
		{"plan", func(e *ledger.Entry) { e.Plan = "Pro" }},
		{"block", func(e *ledger.Entry) { e.Block = hour }},
		{"price", func(e *ledger.Entry) { e.Kind, e.Price = credit.Purchase, euros("1.001") }},
		{"price", func(e *ledger.Entry) { e.Kind, e.Price = credit.Purchase, euros("-0.01") }},
		{"price", func(e *ledger.Entry) { e.Kind, e.Price = credit.Purchase, decimal.New(1, 1<<30) }},
		{"price", func(e *ledger.Entry) { e.Kind, e.Price = credit.Purchase, euros("10000000000.01") }},
		{"time", func(e *ledger.Entry) { e.Kind, e.Time = credit.Purchase, 0 }},
		{"time", func(e *ledger.Entry) { e.Kind, e.Of, e.Time = credit.Extend, "h", 0 }},
		{"parts", func(e *ledger.Entry) { e.Kind, e.Parts = credit.Hold, parts(1, minute) }},
		{"ticket", func(e *ledger.Entry) { e.Kind, e.Of, e.Time, e.Ticket = credit.Release, "h", 0, "T" }},
		{"time", func(e *ledger.Entry) { e.Kind, e.Of = credit.Release, "h" }},
		{"of", func(e *ledger.Entry) { e.Kind, e.Time = credit.Release, 0 }},
		{"from", func(e *ledger.Entry) { e.Kind = credit.Allowance }},
		{"from", func(e *ledger.Entry) { allow(e); e.From = month(1969, time.December).First() }},
		{"from", func(e *ledger.Entry) { allow(e); e.From = month(2170, time.January).First() }},
		{"from", func(e *ledger.Entry) { allow(e); e.From = calendar.Date{Year: 2026, Month: 2, Day: 29} }},
		{"plan", func(e *ledger.Entry) { allow(e); e.Plan = strings.Repeat("x", credit.MaxID+1) }},
		{"block", func(e *ledger.Entry) { allow(e); e.Block = 24*hour + 1 }},
		{"block", func(e *ledger.Entry) { allow(e); e.Block = -1 }},
		{"minimum", func(e *ledger.Entry) { e.Minimum = hour }},
		{"minimum", func(e *ledger.Entry) { allow(e); e.Minimum = hour }},
		{"minimum", func(e *ledger.Entry) { allow(e); e.Block, e.Minimum = hour, 24*hour+1 }},
		{"minimum", func(e *ledger.Entry) { allow(e); e.Block, e.Minimum = hour, -1 }},
		{"time", func(e *ledger.Entry) { allow(e); e.Time = credit.MaxAllowance + 1 }},
		{"parts", func(e *ledger.Entry) { e.Parts = parts(1, minute-1) }},
		{"parts[0].time", func(e *ledger.Entry) { e.Parts = parts(1, minute+1) }},
		{"parts[0].time", func(e *ledger.Entry) {
			e.Parts = []credit.Part{{Day: may.First(), Time: -1}, {Day: may.First().AddDays(1), Time: minute + 1}}
		}},
		{"parts[0].day", func(e *ledger.Entry) { e.Parts = []credit.Part{{Time: minute}} }},
		{"parts[1].day", func(e *ledger.Entry) {
			e.Parts = []credit.Part{{Day: may.First(), Time: 1}, {Day: may.First(), Time: minute - 1}}
		}},
		{"parts", func(e *ledger.Entry) { e.Time, e.Parts = 17, parts(17, 1) }},
		{"parts", func(e *ledger.Entry) { e.Parts = parts(2, minute/2) }}, // the month in which it starts pays for all of it
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
	e := ledger.Entry{Kind: credit.Debit, Time: -1}
	var joined interface{ Unwrap() []error }
	require.ErrorAs(t, e.Validate(), &joined)
	assert.Len(t, joined.Unwrap(), 3)
}

func TestRefusalsNameTheirOperands(t *testing.T) {
	a := account(t, halfHours, purchase("A", at(1, 0, 0), 3*hour, "169"),
		hold("h", "", at(2, 0, 0), hour), capture("c", at(2, 1, 0), "h", minute),
		hold("h2", "", at(3, 0, 0), hour), acts(credit.Release, "l", at(3, 0, 0), "h2"),
		hold("h3", "T", at(3, 0, 0), hour), debit("d", at(4, 0, 0), minute), acts(credit.Reversal, "r", at(4, 0, 0), "d"),
		purchase("B", at(4, 0, 0), hour, "50"))
	do := func(k credit.Kind, of string, d time.Duration) ledger.Entry {
		return ledger.Entry{ID: "x", Kind: k, At: at(5, 0, 0), Of: of, Time: d}
	}
	for _, tt := range []struct {
		entry ledger.Entry
		want  error
	}{
		{do(credit.Capture, "h", minute), &ledger.ClosedError{ID: "x", Kind: credit.Capture, Of: "h", By: "c", ByKind: credit.Capture}},
		{do(credit.Capture, "h2", minute), &ledger.ClosedError{ID: "x", Kind: credit.Capture, Of: "h2", By: "l", ByKind: credit.Release}},
		{do(credit.Extend, "h2", minute), &ledger.ClosedError{ID: "x", Kind: credit.Extend, Of: "h2", By: "l", ByKind: credit.Release}},
		{do(credit.Capture, "h3", hour+1), &credit.HeldError{ID: "x", Of: "h3", Needed: 90 * minute, Held: hour}},
		{do(credit.Reversal, "r", 0), &ledger.TargetError{ID: "x", Kind: credit.Reversal, Of: "r", OfKind: credit.Reversal}},
		{do(credit.Reversal, "h", 0), &ledger.TargetError{ID: "x", Kind: credit.Reversal, Of: "h", OfKind: credit.Hold}},
		{do(credit.Reversal, "nobody", 0), &ledger.TargetError{ID: "x", Kind: credit.Reversal, Of: "nobody"}},
		{do(credit.Reversal, "d", 0), &ledger.ClosedError{ID: "x", Kind: credit.Reversal, Of: "d", By: "r", ByKind: credit.Reversal}},
		{do(credit.Refund, "A", 150*minute+1), &credit.InUseError{ID: "x", Of: "A", Asked: 150*minute + 1, Left: 150 * minute}},
		{do(credit.Extend, "h3", 151*minute), &credit.ShortfallError{ID: "x", Needed: 3 * hour, Available: 150 * minute, Missing: 30 * minute}},
		{session("d2", "U", at(5, 0, 0), 151*minute), &credit.ShortfallError{ID: "d2", Needed: 3 * hour, Available: 150 * minute, Missing: 30 * minute}},
		{hold("h4", "T", at(5, 0, 0), 0), &credit.FieldError{Field: "ticket", Value: "T", Reason: "has a hold already, which can be extended"}},
		{debit("A", at(5, 0, 0), minute), &ledger.ConflictError{ID: "A", Field: "kind"}},
		{debit("d", at(5, 0, 0), minute), &ledger.ConflictError{ID: "d", Field: "at"}},
		{debit("d", at(4, 0, 0), 2*minute), &ledger.ConflictError{ID: "d", Field: "time"}},
		{purchase("A", at(1, 0, 0), 3*hour, "169.01"), &ledger.ConflictError{ID: "A", Field: "price"}},
	} {
		before := state(a)
		_, err := a.Apply(tt.entry)
		assert.Equal(t, tt.want, err)
		assert.NotEmpty(t, tt.want.Error())
		assert.Equal(t, before, state(a))
		assert.Empty(t, a.Broken())
	}
	_, err := a.Apply(capture("x", at(2, 23, 59), "h3", 1))
	var f *credit.FieldError
	require.ErrorAs(t, err, &f)
	assert.Equal(t, "at", f.Field)
	r, err := a.Apply(do(credit.Capture, "h3", hour))
	require.NoError(t, err, "a refused id may be tried again")
	again, err := a.Apply(do(credit.Capture, "h3", hour))
	require.NoError(t, err)
	assert.Equal(t, r, again)
}

func TestConflictNamesTheField(t *testing.T) {
	worked, release := session("w", "T", at(3, 0, 0), hour), acts(credit.Release, "l", at(3, 0, 0), "h")
	pro := plan("p", "Pro", 1, 0, hour)
	a := account(t, halfHours, purchase("A", at(1, 0, 0), 3*hour, "169"), pro, worked, hold("h", "", at(2, 0, 0), hour), release)
	ticket, shorter, elsewhere, from, name, block, least := worked, worked, release, pro, pro, pro, pro
	ticket.Ticket = "U"
	shorter.Time--
	elsewhere.Of = "A"
	from.From = from.From.AddDays(1)
	name.Plan = ""
	block.Block = 0
	least.Minimum = 1
	for field, e := range map[string]ledger.Entry{"ticket": ticket, "time": shorter, "of": elsewhere, "from": from, "plan": name, "block": block, "minimum": least} {
		_, err := a.Apply(e)
		assert.Equal(t, &ledger.ConflictError{ID: e.ID, Field: field}, err)
	}
	worked.Recorded, worked.Parts = at(9, 0, 0), []credit.Part{{Day: may.First(), Time: hour}}
	_, err := a.Apply(worked)
	require.NoError(t, err, "neither when it was recorded nor its parts are content")
}

// Of an allowance that gets smaller, packs pay what was drawn on it; that is refused only
// if there are not enough.
func TestAllowanceThatGetsSmaller(t *testing.T) {
	june := may.AddMonths(1)
	a := account(t, halfHours, allowance("plan", may, 90*minute), debit("d", at(4, 0, 0), hour))
	before := state(a)
	s := short(t, a, allowance("less", may, hour-1))
	assert.Equal(t, &credit.ShortfallError{ID: "less", Needed: 1, Missing: 1}, s)
	assert.Equal(t, before, state(a))
	apply(t, a, allowance("exact", may, hour), allowance("none", june, 0), gift("g", at(5, 0, 0), 1))
	assert.Equal(t, []ledger.Draw{
		{Rule: "D6", Month: may, Time: -1, For: "d"}, {Rule: "D7", Lot: "g", Time: 1, For: "d"},
	}, apply(t, a, allowance("less", may, hour-1)).Draws)
	assert.Equal(t, []ledger.Draw{
		{Rule: "D7", Lot: "g", Time: -1, For: "d"}, {Rule: "D6", Month: may, Time: 1, For: "d"},
	}, apply(t, a, allowance("more", may, hour)).Draws)
}

func TestShortfallOffersPacks(t *testing.T) {
	terms := halfHours
	terms.Tariff = nuxit()
	s := short(t, account(t, terms), debit("d", at(1, 0, 0), 6*hour+1))
	assert.True(t, s.Offer.Price.Equal(euros("399")))
}

func TestZeroAccountRefuses(t *testing.T) {
	var a ledger.Account
	_, err := a.Apply(debit("d", at(1, 0, 0), 1))
	require.Error(t, err)
	_, ok := a.Receipt("d")
	assert.False(t, ok)
	assert.Nil(t, a.Trail("d"))
	v := a.View(at(1, 0, 0), time.Time{})
	assert.Zero(t, v.Balance())
	assert.Empty(t, v.Lots())
	assert.Empty(t, v.Holds())
	assert.Empty(t, v.Months())
	assert.Empty(t, v.Tickets())
	assert.Zero(t, v.Month(may).Granted)
}

func TestErrorsUnwrap(t *testing.T) {
	a := account(t, halfHours)
	err := a.Replay([]ledger.Entry{allowance("p", may, 0), allowance("p", may, 0)})
	require.ErrorIs(t, err, ledger.ErrRepeated)
	assert.True(t, errors.Is(&ledger.BusyError{}, ledger.ErrStale))
}

func TestErrorsInWords(t *testing.T) {
	for text, err := range map[string]error{
		`ledger: "d" was applied before with another time`:                  &ledger.ConflictError{ID: "d", Field: "time"},
		`credit: "d" needs 1h0m0s, 20m0s is available, 40m0s is missing`:    &credit.ShortfallError{ID: "d", Needed: hour, Available: 20 * minute, Missing: 40 * minute},
		`ledger: reversal "r" refers to "d", which is not there`:            &ledger.TargetError{ID: "r", Kind: credit.Reversal, Of: "d"},
		`ledger: reversal "r" refers to "d", which is a gift`:               &ledger.TargetError{ID: "r", Kind: credit.Reversal, Of: "d", OfKind: credit.Gift},
		`ledger: capture "c" refers to "h", closed before by release "l"`:   &ledger.ClosedError{ID: "c", Kind: credit.Capture, Of: "h", By: "l", ByKind: credit.Release},
		`credit: capture "c" needs 1h0m0s, "h" holds 30m0s`:                 &credit.HeldError{ID: "c", Of: "h", Needed: hour, Held: 30 * minute},
		`credit: "r" cannot take 3m0s of "A": 5m0s is left, 7m0s held`:      &credit.InUseError{ID: "r", Of: "A", Asked: 3 * minute, Left: 5 * minute, Held: 7 * minute},
		`journal: nothing was added to "acme": others were faster 16 times`: &ledger.BusyError{Owner: "acme", Attempts: 16},
	} {
		assert.EqualError(t, err, text)
	}
}
