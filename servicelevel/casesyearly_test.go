package servicelevel_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// yearly is NUXIT's edition, as a document, whose allowances of Pro and Business say something else.
func yearly(t *testing.T, pro, managed string) *servicelevel.Catalogue {
	t.Helper()
	text, err := plans.NUXIT().MarshalJSON()
	require.NoError(t, err)
	const monthly = `"allowance":{"monthly":"PT1H30M",`
	parts := strings.Split(string(text), monthly)
	require.Len(t, parts, 3)
	var e plans.Edition
	require.NoError(t, e.UnmarshalJSON([]byte(parts[0]+`"allowance":{`+pro+parts[1]+`"allowance":{`+managed+parts[2])))
	return compiled(e)
}

// yearlyIn words what months give of a yearly allowance.
func yearlyIn(t *testing.T, c *servicelevel.Catalogue, ct servicelevel.Contract, first string, months int, list ...servicelevel.Fact) (out []string) {
	t.Helper()
	for _, s := range fromStateToState(t, c, ct, first, months, list...) {
		s.Explain()
		for _, y := range s.Allowance.Yearly {
			out = append(out, fmt.Sprintf("%s: %s - %s = %s from %s until %s, %s there", s.Month, y.Allowance, y.Before, y.Time, y.From, y.Until, s.Credit.Closing))
		}
	}
	return out
}

// TestYearlyAllowance: a year begins in the month of the contract's start, and what is left of it when
// it ends is gone. The month's allowance goes first, packs last.
func TestYearlyAllowance(t *testing.T) {
	t.Parallel()
	c, ct := yearly(t, `"monthly":"PT30M","yearly":"PT4H",`, `"monthly":"PT1H30M",`), contract("nuxit", servicelevel.Pro, "2026-03-15")
	list := facts(pack("P", "2026-03-15 00:00", 3), workAt("T", "2026-04-07 10:00", 120), workAt("U", "2027-02-28 23:30", 60))
	assert.Equal(t, []string{
		"2026-03: 4h0m0s - 0s = 4h0m0s from 2026-03-15 until 2027-02-28, 7h0m0s there",
		"2027-02: 4h0m0s - 0s = 4h0m0s from 2027-03-01 until 2028-02-29, 7h0m0s there",
	}, yearlyIn(t, c, ct, "2026-03", 15, list...))

	book, err := c.Open(ct)
	require.NoError(t, err)
	require.NoError(t, book.Record(list...))
	for at, want := range map[string]credit.Balance{
		"2026-03-15 00:00": {Allowance: 30 * time.Minute, Available: 7 * time.Hour},
		"2026-04-07 12:00": {Available: 5*time.Hour + 30*time.Minute, Used: 90 * time.Minute},
		"2027-02-28 23:29": {Allowance: 30 * time.Minute, Available: 5*time.Hour + 30*time.Minute, Used: 90 * time.Minute},
		"2027-03-01 00:00": {Allowance: 30 * time.Minute, Available: 7 * time.Hour},
	} {
		left, err := book.Balance(wall(at))
		require.NoError(t, err)
		assert.Equal(t, fmt.Sprint(want.Allowance, want.Available), fmt.Sprint(left.Allowance, left.Available), at)
	}
	var s servicelevel.Statement
	for m := month("2026-03"); m.Compare(month("2026-04")) <= 0; m = m.AddMonths(1) {
		s, _, err = book.Close(m)
		require.NoError(t, err)
		s.Explain()
		if m == month("2026-03") {
			assert.Equal(t, "4 h of yearly allowance from 15 March 2026 (S43, S45); valid until 28 February 2027", s.Allowance.Yearly[0].Explained.EN)
			assert.Equal(t, "4 h d'allocation annuelle à partir du 15 mars 2026 (S43, S45) ; valable jusqu'au 28 février 2027", s.Allowance.Yearly[0].Explained.FR)
			assert.Equal(t, 4*time.Hour, s.Credit.Yearly)
			assert.Zero(t, s.Credit.Opening)
		}
	}
	assert.Equal(t, "2 h → 4 blocks of 30 min (S18, S19); 30 min from the allowance for April 2026 (S43, S45), 90 min from the yearly allowance since March 2026 valid until 28 February 2027 (S20, S21, D7)", s.Tickets[0].Explained.EN)
	assert.Equal(t, "2 h → 4 tranches de 30 min (S18, S19) ; 30 min sur l'allocation d'avril 2026 (S43, S45), 90 min sur l'allocation annuelle depuis mars 2026 valable jusqu'au 28 février 2027 (S20, S21, D7)", s.Tickets[0].Explained.FR)
	assert.Contains(t, usesOf(&s), "yearly/2026-03 until 2027-02-28: 4h0m0s - 1h30m0s - 0s = 2h30m0s; earned 0.00 of 0.00, deferred 0.00")
}

// TestYearlyAllowanceOfCalendarYears: a year that the contract begins in is whole (D24).
func TestYearlyAllowanceOfCalendarYears(t *testing.T) {
	t.Parallel()
	c, ct := yearly(t, `"yearly":"PT4H","calendar_year":true,`, `"monthly":"PT1H30M",`), contract("nuxit", servicelevel.Pro, "2026-12-31")
	assert.Equal(t, []string{
		"2026-12: 4h0m0s - 0s = 4h0m0s from 2026-12-31 until 2026-12-31, 4h0m0s there",
		"2026-12: 4h0m0s - 0s = 4h0m0s from 2027-01-01 until 2027-12-31, 4h0m0s there",
		"2027-12: 4h0m0s - 0s = 4h0m0s from 2028-01-01 until 2028-12-31, 4h0m0s there",
	}, yearlyIn(t, c, ct, "2026-12", 14))

	ct.Start, ct.End = day("2026-01-01"), day("2027-01-01") // a year that is over gives nothing more
	assert.Equal(t, []string{"2026-01: 4h0m0s - 0s = 4h0m0s from 2026-01-01 until 2026-12-31, 4h0m0s there"}, yearlyIn(t, c, ct, "2026-01", 13))
	ct.End = day("2027-01-02")
	assert.Len(t, yearlyIn(t, c, ct, "2026-01", 13), 2)
}

// TestYearlyAllowanceOfSeveralLevels: in a year there is the most that a level of it gives, from the
// month on that it begins with. Less is never taken back, nor given twice.
func TestYearlyAllowanceOfSeveralLevels(t *testing.T) {
	t.Parallel()
	c, ct := yearly(t, `"yearly":"PT4H",`, `"monthly":"PT1H30M","yearly":"PT10H",`), contract("nuxit", servicelevel.Serenity, "2026-01-01")
	ct.Changes = []servicelevel.Change{
		{On: day("2026-03-01"), Level: servicelevel.Pro},
		{On: day("2026-05-02"), Level: servicelevel.Business},
		{On: day("2026-07-01"), Level: servicelevel.Pro},
		{On: day("2026-08-01"), Level: servicelevel.Business},
	}
	ct.Rent = cents(10000)
	want := []string{
		"2026-02: 4h0m0s - 0s = 4h0m0s from 2026-03-01 until 2026-12-31, 4h0m0s there",
		"2026-05: 10h0m0s - 4h0m0s = 6h0m0s from 2026-06-01 until 2026-12-31, 10h0m0s there",
		"2026-12: 10h0m0s - 0s = 10h0m0s from 2027-01-01 until 2027-12-31, 10h0m0s there",
	}
	assert.Equal(t, want, yearlyIn(t, c, ct, "2026-01", 13))
	ct.Options.ProRata = true // the plan of a month's first day gives
	assert.Equal(t, want, yearlyIn(t, c, ct, "2026-01", 13))
	book, err := c.Open(ct)
	require.NoError(t, err)
	for m := month("2026-01"); m.Month <= time.May; m = m.AddMonths(1) {
		s, _, err := book.Close(m)
		require.NoError(t, err)
		if s.Explain(); m.Month == time.May {
			assert.Equal(t, "10 h of yearly allowance from 1 June 2026 less 4 h given before = 6 h (S43, S45); valid until 31 December 2026", s.Allowance.Yearly[0].Explained.EN)
			assert.Equal(t, "10 h d'allocation annuelle à partir du 1er juin 2026 moins 4 h déjà données = 6 h (S43, S45) ; valable jusqu'au 31 décembre 2026", s.Allowance.Yearly[0].Explained.FR)
		}
	}
}

// TestYearlyAllowancePaysWhatIsOverdrawn: what a new year gives pays when the month before it ends.
func TestYearlyAllowancePaysWhatIsOverdrawn(t *testing.T) {
	t.Parallel()
	c, ct := yearly(t, `"yearly":"PT1H",`, `"monthly":"PT1H30M",`), contract("nuxit", servicelevel.Pro, "2026-01-15")
	ct.Options.Overdraft = 2 * time.Hour
	list := workAt("T", "2026-12-01 10:00", 150)
	assert.Equal(t, []string{
		"2026-01: 1h0m0s - 0s = 1h0m0s from 2026-01-15 until 2026-12-31, 1h0m0s there",
		"2026-12: 1h0m0s - 0s = 1h0m0s from 2027-01-01 until 2027-12-31, -30m0s there",
	}, yearlyIn(t, c, ct, "2026-01", 14, list...))
}

func TestYearlyAllowanceElsewhere(t *testing.T) {
	t.Parallel()
	c, ct := yearly(t, `"yearly":"PT4H",`, `"monthly":"PT1H30M",`), contract("nuxit", servicelevel.Pro, "2026-01-01")
	_, err := c.Account(ct)
	assert.ErrorContains(t, err, "contract.edition: has an allowance that is carried over when a month ends, or of a year, for which accounts have no entry")
	book, err := c.Open(ct)
	require.NoError(t, err)
	assert.ErrorContains(t, book.Record(givenHours("yearly/2026-05", "2026-05-01 10:00", time.Hour)), `is kept for what a yearly allowance gives (got "yearly/2026-05")`)
	assert.NoError(t, book.Record(givenHours("yearly/2026", "2026-05-01 10:00", time.Hour)))

	var paths []string
	for _, x := range diff(servicelevel.NUXIT(), yearly(t, `"yearly":"PT4H","calendar_year":true,`, `"monthly":"PT1H30M",`)) {
		paths = append(paths, x.Path)
	}
	assert.Equal(t, []string{"allowance.monthly", "allowance.yearly", "allowance.calendar_year"}, paths)

	for allowance, want := range map[string]string{
		`{"yearly":"PT-1S"}`:        `allowance.yearly: must`,
		`{"yearly":"PT8784H"}`:      "",
		`{"yearly":"PT8784H1S"}`:    "allowance.yearly: must lie from PT0S to PT8784H",
		`{"calendar_year":true}`:    "allowance.calendar_year: must be absent without a yearly allowance",
		`{"yearly":"PT1H","per":1}`: "allowance.per: ",
	} {
		p, _ := c.Plan(servicelevel.Standard)
		text, err := p.MarshalJSON()
		require.NoError(t, err)
		err = new(plans.Plan).UnmarshalJSON([]byte(strings.TrimSuffix(string(text), "}") + `,"allowance":` + allowance + "}"))
		if want == "" {
			assert.NoError(t, err, allowance)
		} else {
			assert.ErrorContains(t, err, want, allowance)
		}
	}
	quoted := plans.NUXIT()
	quoted.Plans[4].Allowance.Yearly = time.Hour
	assert.ErrorContains(t, quoted.Validate(), "plans[4].allowance.yearly: must not be stated by a plan on quote")

	s, _, err := book.Close(month("2026-01"))
	require.NoError(t, err)
	s.Allowance.Yearly[0].Before++
	s.Credit.Yearly++
	err = s.Validate()
	assert.ErrorContains(t, err, "allowance.yearly[0].time: must be above 0, and the allowance less what was given before")
	assert.ErrorContains(t, err, "credit.yearly: must be what a yearly allowance gave")
	assert.ErrorContains(t, err, "credit.closing: must be opening plus bought, carried and yearly less used")
}

// TestFiguresOfAYearlyAllowance: a contract does not go on under another one (D34).
func TestFiguresOfAYearlyAllowance(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	book, err := yearly(t, `"yearly":"PT4H",`, `"monthly":"PT1H30M",`).Open(ct)
	require.NoError(t, err)
	_, state, err := book.Close(month("2026-01"))
	require.NoError(t, err)
	for _, other := range []string{`"yearly":"PT5H",`, `"yearly":"PT4H","calendar_year":true,`} {
		_, err = yearly(t, other, `"monthly":"PT1H30M",`).Resume(ct, state)
		assert.ErrorContains(t, err, "state.figures: must be those that the contract and the catalogue have", other)
	}
}

// TestHoursThatEndBeforeAYearBegins: hours from before the contract that end in its first month, until
// its first day or from then on, are on its first statement; those of the year come with that day.
func TestHoursThatEndBeforeAYearBegins(t *testing.T) {
	t.Parallel()
	c, ct := yearly(t, `"yearly":"PT4H",`, `"monthly":"PT1H30M",`), contract("nuxit", servicelevel.Pro, "2026-03-15")
	for until, want := range map[string]string{
		"2026-03-01 00:00": "0s, 0s lapsed, 4h0m0s left",
		"2026-03-02 00:00": "3h0m0s, 3h0m0s lapsed, 4h0m0s left",
		"2026-03-15 00:00": "3h0m0s, 3h0m0s lapsed, 4h0m0s left",
		"2026-04-01 00:00": "3h0m0s, 3h0m0s lapsed, 4h0m0s left",
		"2026-04-02 00:00": "3h0m0s, 0s lapsed, 7h0m0s left",
	} {
		p := pack("P", "2026-02-20 00:00", 3)
		p.End = wall(until)
		yearlyIn(t, c, ct, "2026-03", 2, p)
		s, err := c.Statement(ct, activityOf(facts(p)), month("2026-03"))
		require.NoError(t, err)
		assert.Equal(t, want, fmt.Sprintf("%s, %s lapsed, %s left", s.Credit.Opening, s.Credit.Lapsed, s.Credit.Closing), until)
	}
}
