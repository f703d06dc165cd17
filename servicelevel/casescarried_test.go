package servicelevel_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/plans"
)

// carrying is NUXIT's edition, as a document, with an allowance of which some goes on.
func carrying(t *testing.T, rule string) *servicelevel.Catalogue {
	t.Helper()
	e := plans.NUXIT()
	p := &e.Plans[2]
	p.Allowance.Carry = new(credit.CarryOver)
	require.NoError(t, p.Allowance.Carry.UnmarshalJSON([]byte(rule)))
	text, err := e.MarshalJSON()
	require.NoError(t, err)
	var read plans.Edition
	require.NoError(t, read.UnmarshalJSON(text))
	return compiled(read)
}

// carriedIn words what goes on of each month.
func carriedIn(t *testing.T, c *servicelevel.Catalogue, ct servicelevel.Contract, first string, months int, list ...servicelevel.Fact) (out []string) {
	t.Helper()
	for _, s := range fromStateToState(t, c, ct, first, months, list...) {
		text := s.Month.String() + ": nothing"
		if x := s.Allowance.Carried; x != nil {
			text = fmt.Sprintf("%s: %s - %s, %s + %s of %s, lost %s, %s there", s.Month, x.Granted, x.Used, x.Before, x.Time, x.Most, s.Allowance.Lost, s.Credit.Closing)
		}
		out = append(out, text)
	}
	return out
}

// fromStateToState closes months, each in a book of the state that the one before left: the same
// statements as from an activity.
func fromStateToState(t *testing.T, c *servicelevel.Catalogue, ct servicelevel.Contract, first string, months int, list ...servicelevel.Fact) (out []servicelevel.Statement) {
	t.Helper()
	book, err := c.Open(ct)
	require.NoError(t, err)
	require.NoError(t, book.Record(list...))
	for n := range months {
		s, state, err := book.Close(month(first).AddMonths(n))
		require.NoError(t, err)
		require.NoError(t, s.Validate())
		whole, err := c.Statement(ct, activityOf(list), s.Month)
		require.NoError(t, err)
		assert.Equal(t, encode(t, whole), encode(t, s))
		after := book.Facts()
		book, err = c.Resume(ct, state)
		require.NoError(t, err)
		for f := range after {
			require.NoError(t, book.Record(f))
		}
		out = append(out, s)
	}
	return out
}

// Carry-over of 90 min a month up to 3 h: nothing used from January to April gives 3 h and 90 min
// in May.
func TestAllowanceCarriedOver(t *testing.T) {
	t.Parallel()
	c, ct := carrying(t, `{"most":"PT3H"}`), contract("nuxit", servicelevel.Pro, "2026-01-01")
	work := workAt("T", "2026-05-10 10:00", 5*60)
	assert.Equal(t, []string{
		"2026-01: 1h30m0s - 0s, 0s + 1h30m0s of 3h0m0s, lost 0s, 1h30m0s there", "2026-02: 1h30m0s - 0s, 1h30m0s + 1h30m0s of 3h0m0s, lost 0s, 3h0m0s there",
		"2026-03: 1h30m0s - 0s, 3h0m0s + 0s of 3h0m0s, lost 1h30m0s, 3h0m0s there", "2026-04: 1h30m0s - 0s, 3h0m0s + 0s of 3h0m0s, lost 1h30m0s, 3h0m0s there",
	}, carriedIn(t, c, ct, "2026-01", 4))
	book, err := c.Open(ct)
	require.NoError(t, err)
	left, err := book.Balance(wall("2026-05-01 00:00"))
	require.NoError(t, err)
	assert.Equal(t, credit.Balance{Allowance: 90 * time.Minute, Available: 3 * time.Hour}, left)
	left, err = book.Balance(wall("2026-05-01 00:00").Add(-1))
	require.NoError(t, err)
	assert.Equal(t, credit.Balance{Allowance: 90 * time.Minute, Available: 3 * time.Hour}, left)

	assert.ErrorContains(t, book.Record(work...), "4h30m0s is available, 30m0s is missing")
	require.NoError(t, book.Record(workAt("T", "2026-05-10 10:00", 200)...))
	for m := month("2026-01"); m.Month < time.May; m = m.AddMonths(1) {
		_, _, err = book.Close(m)
		require.NoError(t, err)
	}
	s, _, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	s.Explain()
	assert.Equal(t, "3 h 20 min → 7 blocks of 30 min (S18, S19); 90 min from the allowance for May 2026 (S43, S45), 90 min from the allowance for January 2026 carried over (S20, S21, D7), 30 min from the allowance for February 2026 carried over (S20, S21, D7); of which 3 h 20 min outside the plan's hours (S12, S13, S14, S15)",
		s.Tickets[0].Explained.EN)
	assert.Equal(t, "1 h 30 min of the allowance for May 2026 less 1 h 30 min used = 0 min; 0 min carried over (S43, S45), at most 3 h with 1 h from before", s.Allowance.Carried.Explained.EN)
	assert.Equal(t, "1 h 30 min d'allocation de mai 2026 moins 1 h 30 min utilisées = 0 min ; 0 min reportée (S43, S45), au plus 3 h avec 1 h d'avant", s.Allowance.Carried.Explained.FR)
}

// What goes on lasts for so many months; at the cap nothing more does, and after the contract, or
// at the end of a month whose last day has another plan, nothing either.
func TestHowLongAnAllowanceIsCarried(t *testing.T) {
	t.Parallel()
	c, ct := carrying(t, `{"most":"PT2H","months":2}`), contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Changes = []servicelevel.Change{{On: day("2026-06-01"), Level: servicelevel.Serenity}, {On: day("2026-07-01"), Level: servicelevel.Pro}}
	ct.End = day("2026-09-01")
	assert.Equal(t, []string{
		"2026-01: 1h30m0s - 0s, 0s + 1h30m0s of 2h0m0s, lost 0s, 1h30m0s there", "2026-02: 1h30m0s - 0s, 1h30m0s + 30m0s of 2h0m0s, lost 1h0m0s, 2h0m0s there",
		"2026-03: 1h30m0s - 30m0s, 30m0s + 1h0m0s of 2h0m0s, lost 0s, 1h30m0s there", "2026-04: 1h30m0s - 0s, 1h0m0s + 1h0m0s of 2h0m0s, lost 30m0s, 2h0m0s there",
		"2026-05: 1h30m0s - 0s, 1h0m0s + 1h0m0s of 2h0m0s, lost 30m0s, 2h0m0s there", "2026-06: nothing",
		"2026-07: 1h30m0s - 0s, 0s + 1h30m0s of 2h0m0s, lost 0s, 1h30m0s there", "2026-08: nothing",
	}, carriedIn(t, c, ct, "2026-01", 8, workAt("T", "2026-03-31 23:58", 1)...))
}

// An account has no months that end.
func TestAccountOfACarriedAllowance(t *testing.T) {
	t.Parallel()
	_, err := carrying(t, `{"most":"PT3H"}`).Account(contract("nuxit", servicelevel.Pro, "2026-01-01"))
	assert.ErrorContains(t, err, "contract.edition: has an allowance that is carried over when a month ends")
	_, err = carrying(t, `{"most":"PT3H"}`).Account(contract("nuxit", servicelevel.Serenity, "2026-01-01"))
	assert.NoError(t, err)
}

// Work of January of which it becomes known in February draws on what went on of January, and what
// comes back to the allowance of a month that is over stays there.
func TestLateWorkDrawsOnWhatWasCarried(t *testing.T) {
	t.Parallel()
	c, ct := carrying(t, `{"most":"PT3H"}`), contract("nuxit", servicelevel.Pro, "2026-01-01")
	late := workAt("L", "2026-01-31 10:00", 20)
	for i := range late {
		late[i].Recorded = wall("2026-02-03 10:00")
	}
	assert.Equal(t, []string{
		"2026-01: 1h30m0s - 30m0s, 0s + 1h0m0s of 3h0m0s, lost 0s, 1h0m0s there", "2026-02: 1h30m0s - 0s, 30m0s + 1h30m0s of 3h0m0s, lost 0s, 2h0m0s there",
	}, carriedIn(t, c, ct, "2026-01", 2, facts(workAt("T", "2026-01-10 10:00", 20), late)...))
}

func TestCarryOverIsChecked(t *testing.T) {
	t.Parallel()
	for rule, want := range map[string]string{
		`{"most":"PT0S"}`:              "most: must be above 0 and at most 10000 h",
		`{"most":"PT10000H1S"}`:        "most: must be above 0 and at most 10000 h",
		`{"most":"PT1H","months":-1}`:  "months: must lie from 0 to 600",
		`{"most":"PT1H","months":601}`: "months: must lie from 0 to 600",
	} {
		assert.ErrorContains(t, new(credit.CarryOver).UnmarshalJSON([]byte(rule)), want)
	}
	e := plans.NUXIT()
	e.Plans[2].Allowance.Carry = &credit.CarryOver{Months: 1}
	assert.ErrorContains(t, e.Validate(), "plans[2].allowance.carry.most: must be above 0")
	e = plans.NUXIT()
	e.Plans[4].Allowance.Carry = &credit.CarryOver{Most: time.Hour}
	assert.ErrorContains(t, e.Validate(), "plans[4].allowance.carry: must not be stated by a plan on quote")
	book := openBook(t, contract("nuxit", servicelevel.Pro, "2026-01-01"))
	assert.ErrorContains(t, book.Record(pack("carried/2026-01", "2026-01-10 09:00", 3)), "id: is kept for what is carried over of an allowance")
}

// What went on of January's allowance ends with March: it is there until the last nanosecond of
// March, and at midnight it is not. The statement of March is made when March is over: what was
// left has lapsed.
func TestWhatIsCarriedEndsWithItsMonth(t *testing.T) {
	t.Parallel()
	c, ct := carrying(t, `{"most":"PT3H","months":2}`), contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Changes = []servicelevel.Change{{On: day("2026-02-01"), Level: servicelevel.Serenity}}
	book, err := c.Open(ct)
	require.NoError(t, err)
	end := wall("2026-04-01 00:00")
	for _, x := range []struct {
		off  time.Duration
		want string
	}{
		{-1, "2026-03: 1h30m0s - 0s lapsed = 1h30m0s; there 1h30m0s"},
		{0, "2026-04: 0s - 0s lapsed = 0s; there 0s"},
		{1, "2026-04: 0s - 0s lapsed = 0s; there 0s"},
	} {
		s, err := book.Preview(end.Add(x.off))
		require.NoError(t, err)
		require.NoError(t, s.Validate())
		left, err := book.Balance(end.Add(x.off))
		require.NoError(t, err)
		assert.Equal(t, x.want, fmt.Sprintf("%s: %s - %s lapsed = %s; there %s", s.Month, s.Credit.Opening, s.Credit.Lapsed, s.Credit.Closing, left.Available), x.off)
	}
	for m := month("2026-01"); m.Month < time.March; m = m.AddMonths(1) {
		_, _, err = book.Close(m)
		require.NoError(t, err)
	}
	s, _, err := book.Close(month("2026-03"))
	require.NoError(t, err)
	assert.Equal(t, []string{"carried/2026-01 until 2026-03-31: 1h30m0s - 0s - 1h30m0s = 0s; earned 0.00 of 0.00, deferred 0.00"}, usesOf(&s))
	assert.Equal(t, []time.Duration{90 * time.Minute, 0}, []time.Duration{s.Credit.Lapsed, s.Credit.Closing})
	next, _, err := book.Close(month("2026-04"))
	require.NoError(t, err)
	assert.Empty(t, usesOf(&next))
}

// Work of the last nanosecond before the end draws on what was carried over; from the end on there
// is nothing that it could draw on.
func TestWorkAtTheEndOfWhatIsCarried(t *testing.T) {
	t.Parallel()
	c, ct := carrying(t, `{"most":"PT3H","months":2}`), contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Changes = []servicelevel.Change{{On: day("2026-02-01"), Level: servicelevel.Serenity}}
	for off, missing := range map[time.Duration]bool{-1: false, 0: true, 1: true} {
		from := wall("2026-04-01 00:00").Add(off)
		book, err := c.Open(ct)
		require.NoError(t, err)
		err = book.Record(requested("T", from, servicelevel.ServiceRequest), workedOn("w", "T", from, from.Add(-min(off, 0)+time.Minute)))
		assert.Equal(t, missing, err != nil, "%s: %v", off, err)
	}
}

// A comparison counts what went on of earlier allowances as of the allowances, as statements do:
// 2 h of February are 90 min of its own and 30 min of January's, which nobody has to buy.
func TestCompareWithACarriedAllowance(t *testing.T) {
	t.Parallel()
	c, ct := carrying(t, `{"most":"PT3H"}`), contract("nuxit", servicelevel.Pro, "2026-01-01")
	for minutes, want := range map[int]string{
		90: "90 + 0 carried; 1h30m0s charged, 1h30m0s by allowances, 0s to buy", 120: "90 + 30 carried; 2h0m0s charged, 2h0m0s by allowances, 0s to buy",
		180: "90 + 90 carried; 3h0m0s charged, 3h0m0s by allowances, 0s to buy", 181: "90 + 90 carried; 3h30m0s charged, 3h0m0s by allowances, 30m0s to buy",
	} {
		act := activityOf(workAt("T", "2026-02-10 10:00", minutes))
		got, err := compare.Levels(c, ct, act, month("2026-02"), month("2026-02"))
		require.NoError(t, err)
		require.NoError(t, got.Validate())
		own := compared(t, got, servicelevel.Pro)
		ct := ct
		ct.Options.Overdraft = servicelevel.MaxPeriod
		s, err := c.Statement(ct, act, month("2026-02"))
		require.NoError(t, err)
		w, carried := s.Tickets[0], time.Duration(0)
		for _, d := range w.Draws {
			carried += d.Time
		}
		assert.Equal(t, want, fmt.Sprintf("%d + %d carried; %s charged, %s by allowances, %s to buy",
			w.FromAllowance/time.Minute, carried/time.Minute, own.Charged, own.FromAllowance, own.Hours), minutes)
	}
}
