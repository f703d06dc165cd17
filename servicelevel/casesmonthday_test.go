package servicelevel_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// from15 is a contract whose months begin on the 15th.
func from15(level servicelevel.Level, start string) servicelevel.Contract {
	ct := contract("nuxit", level, start)
	ct.Rent, ct.Options.MonthDay = dec("100.00"), 15
	return ct
}

// daysIn words the days of a statement: its period as its clocks show it, how long it is, and its levels.
func daysIn(s *servicelevel.Statement) string {
	const shown = "2 Jan 2006 15:04:05 -07"
	text := fmt.Sprintf("%s %s – %s = %s", s.Month, s.Period.Start.Format(shown), s.Period.End.Format(shown), s.Period.Duration())
	for _, l := range s.Levels {
		text += fmt.Sprintf(", %s %s %s", l.Level, l.From, l.Until)
	}
	return text
}

// TestMonthFromThe15th: from 15 May 00:00 to 15 June 00:00 in the contract's zone, in real seconds, over
// changes of the clocks, in February and over the year's end.
func TestMonthFromThe15th(t *testing.T) {
	t.Parallel()
	for m, want := range map[string]string{
		"2026-05": "2026-05 15 May 2026 00:00:00 +02 – 15 Jun 2026 00:00:00 +02 = 744h0m0s, business 2026-05-15 2026-06-15",
		"2026-03": "2026-03 15 Mar 2026 00:00:00 +01 – 15 Apr 2026 00:00:00 +02 = 743h0m0s, business 2026-03-15 2026-04-15",
		"2026-10": "2026-10 15 Oct 2026 00:00:00 +02 – 15 Nov 2026 00:00:00 +01 = 745h0m0s, business 2026-10-15 2026-11-15",
		"2026-02": "2026-02 15 Feb 2026 00:00:00 +01 – 15 Mar 2026 00:00:00 +01 = 672h0m0s, business 2026-02-15 2026-03-15",
		"2028-02": "2028-02 15 Feb 2028 00:00:00 +01 – 15 Mar 2028 00:00:00 +01 = 696h0m0s, business 2028-02-15 2028-03-15",
		"2026-12": "2026-12 15 Dec 2026 00:00:00 +01 – 15 Jan 2027 00:00:00 +01 = 744h0m0s, business 2026-12-15 2027-01-15",
	} {
		s := stated(t, from15(servicelevel.Business, "2026-01-15"), servicelevel.Activity{}, m)
		assert.Equal(t, want, daysIn(&s))
		assert.Equal(t, s.Period.Duration(), s.Availability[0].Assessment.Availability.Total, m)
		assert.Equal(t, "90.00", s.Invoice.Net.StringFixed(2), m)
		assert.Equal(t, 15, s.MonthDay)
		first, last := s.DaysOf(s.Month)
		assert.Equal(t, s.Levels[0].From, first)
		assert.Equal(t, s.Levels[0].Until, last.AddDays(1))
	}
	for _, monthDay := range []int{0, 1} {
		ct := from15(servicelevel.Business, "2026-01-01")
		ct.Options.MonthDay = monthDay
		s := stated(t, ct, servicelevel.Activity{}, "2026-05")
		assert.Equal(t, "2026-05 1 May 2026 00:00:00 +02 – 1 Jun 2026 00:00:00 +02 = 744h0m0s, business 2026-05-01 2026-06-01", daysIn(&s))
		assert.Zero(t, s.MonthDay)
		first, last := s.DaysOf(month("2026-02"))
		assert.Equal(t, "2026-02-01 2026-02-28", fmt.Sprint(first, " ", last))
	}
}

// TestFactsAboutThe15th: what is told one nanosecond before the 15th is of the month that ends.
func TestFactsAboutThe15th(t *testing.T) {
	t.Parallel()
	bound := wall("2026-05-15 00:00")
	for off, want := range map[time.Duration][3]string{-1: {"2026-04", "2026-05-14", "2026-04"}, 0: {"2026-05", "2026-05-15", "2026-05"}, 1: {"2026-05", "2026-05-15", "2026-05"}} {
		ct, at := from15(servicelevel.Business, "2026-03-15"), bound.Add(off)
		list := facts(servicelevel.Fact{ID: "P", Kind: servicelevel.Bought, At: at, Time: 3 * time.Hour}, charged("C", "2026-05-01 10:00", "", "10.00", nil),
			servicelevel.Fact{ID: "O", Kind: servicelevel.Down, At: at, End: at.Add(2 * time.Hour)}, told(charged("L", "2026-05-14 10:00", "", "1.00", nil), "2026-05-20 10:00"))
		for _, s := range fromStateToState(t, servicelevel.NUXIT(), ct, "2026-03", 4, list...) {
			lines := map[string]invoice.Line{}
			for _, line := range s.Invoice.Lines {
				lines[line.Ref] = line
			}
			pack, ok := lines["P"]
			assert.Equal(t, s.Month.String() == want[0], ok, "%s %s", off, s.Month)
			if ok {
				assert.Equal(t, want[1], pack.Date.String(), off)
			}
			_, ok = lines["C"]
			assert.Equal(t, s.Month.String() == "2026-04", ok, s.Month)
			late, ok := lines["L"]
			assert.Equal(t, s.Month.String() == "2026-05", ok, s.Month)
			if ok {
				assert.Equal(t, month("2026-04"), late.Corrects)
			}
			for _, u := range s.Availability {
				down := map[string]time.Duration{"2026-04": max(0, -off), "2026-05": 2*time.Hour - max(0, -off)}[s.Month.String()]
				assert.Equal(t, down, u.Assessment.Availability.Down, "%s %s", off, s.Month)
			}
		}
		book := openBook(t, ct)
		p, err := book.Preview(at)
		require.NoError(t, err)
		assert.Equal(t, want[2], p.Month.String())
		p, err = servicelevel.NUXIT().Preview(ct, servicelevel.Activity{}, at)
		require.NoError(t, err)
		assert.Equal(t, want[2], p.Month.String())
	}
}

// TestPartOfAMonthFromThe15th: the days of a month are counted from the 15th on (D24).
func TestPartOfAMonthFromThe15th(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ start, end, month, days, parts, whole string }{
		{"2026-05-20", "", "2026-05", "2026-05-20 2026-06-15", "26 of 31 = 37.74", "45.00"},
		{"2026-05-15", "", "2026-05", "2026-05-15 2026-06-15", "1 of 0 = 45.00", "45.00"},
		{"2026-05-16", "", "2026-05", "2026-05-16 2026-06-15", "30 of 31 = 43.55", "45.00"},
		{"2026-05-14", "", "2026-04", "2026-05-14 2026-05-15", "1 of 30 = 1.50", "45.00"},
		{"2026-05-01", "", "2026-04", "2026-05-01 2026-05-15", "14 of 30 = 21.00", "45.00"},
		{"2026-02-20", "", "2026-02", "2026-02-20 2026-03-15", "23 of 28 = 36.96", "45.00"},
		{"2026-05-15", "2026-06-15", "2026-05", "2026-05-15 2026-06-15", "1 of 0 = 45.00", "45.00"},
		{"2026-05-15", "2026-06-14", "2026-05", "2026-05-15 2026-06-14", "30 of 31 = 43.55", "45.00"},
		{"2026-05-15", "2026-06-16", "2026-06", "2026-06-15 2026-06-16", "1 of 30 = 1.50", "45.00"},
	} {
		ct := from15(servicelevel.Pro, c.start)
		if c.end != "" {
			ct.End = day(c.end)
		}
		for _, parts := range []bool{false, true} {
			ct.Options.ProRata = parts
			s := stated(t, ct, servicelevel.Activity{}, c.month)
			line := s.Invoice.Lines[0]
			assert.Equal(t, c.days, fmt.Sprint(s.Levels[0].From, " ", s.Levels[0].Until), c)
			if parts {
				assert.Equal(t, c.parts, fmt.Sprintf("%s of %d = %s", line.Quantity, line.PriceBase, line.Amount.StringFixed(2)), c)
			} else {
				assert.Equal(t, c.whole, line.Amount.StringFixed(2), c)
			}
		}
	}
	_, err := servicelevel.NUXIT().Statement(from15(servicelevel.Pro, "2026-05-20"), servicelevel.Activity{}, month("2026-04"))
	assert.ErrorContains(t, err, "must not be before the contract's first, 2026-05")
	_, err = servicelevel.NUXIT().Statement(from15(servicelevel.Pro, "2026-05-14"), servicelevel.Activity{}, month("2026-03"))
	assert.ErrorContains(t, err, "must not be before the contract's first, 2026-04")
}

// TestChangesAboutThe15th: a change waits for the next 15th, and one that is dated on it does not (D24).
func TestChangesAboutThe15th(t *testing.T) {
	t.Parallel()
	for on, want := range map[string]string{
		"2026-05-01": "2026-05-15 waits in 2026-04", "2026-05-14": "2026-05-15 waits in 2026-04", "2026-05-15": "2026-05-15", "2026-05-16": "2026-06-15 waits in 2026-05", "2026-06-14": "2026-06-15 waits in 2026-05",
	} {
		ct := change(from15(servicelevel.Pro, "2026-01-15"), on, servicelevel.Business)
		got := ""
		for _, s := range fromStateToState(t, servicelevel.NUXIT(), ct, "2026-04", 3) {
			require.Len(t, s.Levels, 1)
			if s.Levels[0].Level == servicelevel.Business && got == "" || got[:min(1, len(got))] == " " && s.Levels[0].Level == servicelevel.Business {
				got = s.Levels[0].From.String() + got
			}
			if rests(s.Assumptions, "D24") {
				got += " waits in " + s.Month.String()
			}
		}
		assert.Equal(t, want, got, on)
	}
	ct := change(from15(servicelevel.Pro, "2026-01-15"), "2026-05-14", servicelevel.Business)
	ct.Options.ProRata = true
	s := stated(t, ct, servicelevel.Activity{}, "2026-04")
	assert.Equal(t, "2026-04 15 Apr 2026 00:00:00 +02 – 15 May 2026 00:00:00 +02 = 720h0m0s, pro 2026-04-15 2026-05-14, business 2026-05-14 2026-05-15", daysIn(&s))
	assert.Equal(t, "43.50 3.00", s.Invoice.Lines[0].Amount.StringFixed(2)+" "+s.Invoice.Lines[1].Amount.StringFixed(2))
}

// TestAllowanceUntilThe14th: what is unused on the 14th is lost, and from the 15th on there is a new one;
// work over midnight is split there if the contract says so (D5).
func TestAllowanceUntilThe14th(t *testing.T) {
	t.Parallel()
	ct := from15(servicelevel.Pro, "2026-01-15")
	list := facts(pack("P", "2026-05-20 10:00", 3), workAt("T", "2026-06-10 10:00", 60), workAt("U", "2026-06-14 23:00", 150))
	book := openBook(t, ct, list...)
	for at, want := range map[string]string{
		"2026-06-11 00:00": "30m0s", "2026-06-15 02:00": "1h30m0s", "2026-07-14 23:59": "1h30m0s",
	} {
		left, err := book.Balance(wall(at))
		require.NoError(t, err)
		assert.Equal(t, want, left.Allowance.String(), at)
	}
	for off, want := range map[time.Duration]time.Duration{-1: 30 * time.Minute, 0: 90 * time.Minute, 1: 90 * time.Minute} {
		left, err := openBook(t, ct, list[:len(list)-2]...).Balance(wall("2026-06-15 00:00").Add(off))
		require.NoError(t, err)
		assert.Equal(t, want, left.Allowance, off)
	}
	use := func(s *servicelevel.Statement) string {
		return fmt.Sprintf("%s %s - %s, %s lost", s.Month, s.Allowance.Granted, s.Allowance.Used, s.Allowance.Lost)
	}
	var got []string // the work that is over on 15 June is known by then, and drawn from what was left on the 14th
	for _, s := range fromStateToState(t, servicelevel.NUXIT(), ct, "2026-04", 3, list...) {
		got = append(got, use(&s))
	}
	assert.Equal(t, []string{"2026-04 1h30m0s - 0s, 1h30m0s lost", "2026-05 1h30m0s - 1h0m0s, 30m0s lost", "2026-06 1h30m0s - 0s, 1h30m0s lost"}, got)
	ct.Options.SplitMonths, got = true, nil
	for _, s := range fromStateToState(t, servicelevel.NUXIT(), ct, "2026-04", 3, list...) {
		got = append(got, use(&s))
	}
	assert.Equal(t, []string{"2026-04 1h30m0s - 0s, 1h30m0s lost", "2026-05 1h30m0s - 1h0m0s, 30m0s lost", "2026-06 1h30m0s - 1h30m0s, 0s lost"}, got)

	account, err := servicelevel.NUXIT().Account(ct)
	require.NoError(t, err)
	assert.Equal(t, 15, account.Terms().MonthDay)
}

// TestAllowancesOfAYearFromThe15th: a year of the calendar begins on 15 January, one of the contract in the month of
// its start; what goes on does so on the 15th.
func TestAllowancesOfAYearFromThe15th(t *testing.T) {
	t.Parallel()
	ct := from15(servicelevel.Pro, "2026-03-03")
	assert.Equal(t, []string{
		"2026-02: 4h0m0s - 0s = 4h0m0s from 2026-03-03 until 2027-02-14, 4h0m0s there",
		"2027-01: 4h0m0s - 0s = 4h0m0s from 2027-02-15 until 2028-02-14, 4h0m0s there",
	}, yearlyIn(t, yearly(t, `"monthly":"PT30M","yearly":"PT4H",`, `"monthly":"PT1H30M",`), ct, "2026-02", 14))
	assert.Equal(t, []string{
		"2026-02: 4h0m0s - 0s = 4h0m0s from 2026-03-03 until 2027-01-14, 4h0m0s there",
		"2026-12: 4h0m0s - 0s = 4h0m0s from 2027-01-15 until 2028-01-14, 4h0m0s there",
	}, yearlyIn(t, yearly(t, `"monthly":"PT30M","yearly":"PT4H","calendar_year":true,`, `"monthly":"PT1H30M",`), ct, "2026-02", 14))
	list := fromStateToState(t, carrying(t, `{"most":"PT3H","months":1}`), ct, "2026-02", 3, workAt("T", "2026-04-20 10:00", 150)...)
	for i := range list {
		list[i].Explain()
	}
	assert.Equal(t, "1 h 30 min of the allowance for 15 March to 14 April 2026 less 0 min used = 1 h 30 min; 1 h 30 min carried over (S43, S45), at most 3 h with 0 min from before; valid until 14 May 2026", list[1].Allowance.Carried.Explained.EN)
	assert.Equal(t, "1 h 30 min d'allocation du 15 mars au 14 avril 2026 moins 0 min utilisée = 1 h 30 min ; 1 h 30 min reportées (S43, S45), au plus 3 h avec 0 min d'avant ; valable jusqu'au 14 mai 2026", list[1].Allowance.Carried.Explained.FR)
	assert.Equal(t, "2 h 30 min → 5 blocks of 30 min (S18, S19); 90 min from the allowance for 15 April to 14 May 2026 (S43, S45), 60 min from the allowance for 15 March to 14 April 2026 carried over and valid until 14 May 2026 (S20, S21, D7)", list[2].Tickets[0].Explained.EN)
}

// TestPaymentsFromThe15th: fees in advance and of several months are of months from the 15th on.
func TestPaymentsFromThe15th(t *testing.T) {
	t.Parallel()
	ct := from15(servicelevel.Pro, "2026-05-20")
	ct.Options.FeesInAdvance, ct.Options.ProRata = true, true
	list := fromStateToState(t, servicelevel.NUXIT(), ct, "2026-05", 2)
	s := &list[0]
	require.Len(t, s.Invoice.Lines, 2)
	assert.Equal(t, "2026-05-20 37.74, 2026-06-15 45.00", fmt.Sprintf("%s %s, %s %s", s.Invoice.Lines[0].Date, s.Invoice.Lines[0].Amount.StringFixed(2), s.Invoice.Lines[1].Date, s.Invoice.Lines[1].Amount.StringFixed(2)))
	assert.Equal(t, "2026-06-15 2026-07-15", fmt.Sprint(s.InAdvance[0].From, " ", s.InAdvance[0].Until))
	require.Len(t, list[1].Invoice.Lines, 1)
	assert.Equal(t, "2026-07-15", list[1].Invoice.Lines[0].Date.String())

	ct.Options.FeesInAdvance = false
	taxed{ct: ct, cat: prepaid(t, "3", ""), foreign: true, first: "2026-05", want: []string{
		"fee 37.74 S 0.2; S 0.2 of 37.74 is 7.55", "fee 135.00 S 0.2; S 0.2 of 135.00 is 27.00", "", "", "fee 135.00 S 0.2; S 0.2 of 135.00 is 27.00",
	}}.check(t)
	whole := ct // from the first day of a month
	whole.Start = day("2026-05-15")
	taxed{ct: whole, cat: prepaid(t, "3", ""), foreign: true, first: "2026-05", want: []string{
		"fee 135.00 S 0.2; S 0.2 of 135.00 is 27.00", "", "", "fee 135.00 S 0.2; S 0.2 of 135.00 is 27.00",
	}}.check(t)
	m := statementBy(t, prepaid(t, "3", ""), ct, servicelevel.Activity{}, "2026-06")
	m.Explain()
	assert.Equal(t, servicelevel.Wording{FR: "Niveau Pro, 3 mois à partir du 15 juin 2026", EN: "Pro level, 3 months from 15 June 2026"}, m.Invoice.Lines[0].Label)
}

// TestPromisesFromThe15th: quarters and years of availability are of such months, and what is owed is claimed for them.
func TestPromisesFromThe15th(t *testing.T) {
	t.Parallel()
	act := servicelevel.Activity{}
	act.Outages = append(act.Outages, down("2026-04-14 22:00", "2026-04-15 03:00"))
	for _, c := range []struct {
		period    penalty.Period
		month     string
		down      time.Duration
		fr, en    string
		choice    string
		said, dit string
	}{
		{penalty.CalendarMonth, "2026-03", 2 * time.Hour, "Indisponibilité, du 15 mars au 14 avril 2026", "Unavailability, 15 March to 14 April 2026", "anniversary_month", "availability of 15 March to 14 April 2026 below what was promised", "disponibilité du 15 mars au 14 avril 2026 en dessous de l'engagement"},
		{penalty.CalendarMonth, "2026-04", 3 * time.Hour, "Indisponibilité, du 15 avril au 14 mai 2026", "Unavailability, 15 April to 14 May 2026", "anniversary_month", "availability of 15 April to 14 May 2026 below what was promised", "disponibilité du 15 avril au 14 mai 2026 en dessous de l'engagement"},
		{penalty.Quarter, "2026-03", 2 * time.Hour, "Indisponibilité, du 15 janvier au 14 avril 2026", "Unavailability, 15 January to 14 April 2026", "anniversary_quarter", "availability of 15 January to 14 April 2026 below", "disponibilité du 15 janvier au 14 avril 2026 en dessous"},
		{penalty.Quarter, "2026-06", 3 * time.Hour, "Indisponibilité, du 15 avril au 14 juillet 2026", "Unavailability, 15 April to 14 July 2026", "anniversary_quarter", "availability of 15 April to 14 July 2026 below", "disponibilité du 15 avril au 14 juillet 2026 en dessous"},
		{penalty.Year, "2026-12", 5 * time.Hour, "Indisponibilité, du 15 janvier 2026 au 14 janvier 2027", "Unavailability, 15 January 2026 to 14 January 2027", "anniversary_year", "availability of 15 January 2026 to 14 January 2027 below", "disponibilité du 15 janvier 2026 au 14 janvier 2027 en dessous"},
	} {
		ct := from15(servicelevel.Business, "2026-01-15")
		ct.Options.Penalty = &penalty.Terms{Target: *dec("0.9999"), Rate: *dec("0.05"), Period: c.period}
		s := stated(t, ct, act, c.month)
		s.Explain()
		require.Len(t, s.Availability, 1, c)
		assert.Equal(t, c.down, s.Availability[0].Assessment.Availability.Down, c)
		require.NotNil(t, s.Compensation)
		line := s.Compensation.Lines[0]
		assert.Equal(t, servicelevel.Wording{FR: c.fr, EN: c.en}, line.Label)
		assert.Equal(t, c.month+"-15", line.Date.String())
		assert.Contains(t, line.Explained.EN, c.said)
		assert.Contains(t, line.Explained.FR, c.dit)
		var choices []string
		for _, a := range s.Assumptions {
			if a.Rule == "D4" {
				assert.Equal(t, 15, a.Day)
				choices = append(choices, a.Choice)
			}
		}
		if want := []string{"anniversary_month", c.choice}; c.period == penalty.CalendarMonth {
			assert.Equal(t, want[:1], choices)
		} else {
			assert.Equal(t, want, choices)
		}
		if c.period == penalty.Quarter && c.month == "2026-06" {
			for _, m := range []string{"2026-04", "2026-05"} {
				before := stated(t, ct, act, m)
				assert.Empty(t, before.Availability, m)
			}
		}
	}
	ct := from15(servicelevel.Business, "2026-01-15")
	ct.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.05"), ClaimWithin: penalty.ClaimTime{Days: 30}}
	for at, refused := range map[string]bool{"2026-05-14 23:59": true, "2026-05-15 00:00": false} {
		f := servicelevel.Fact{ID: "K", Kind: servicelevel.Claimed, At: wall(at), Month: month("2026-05")}
		err := openBook(t, ct).Record(f)
		assert.Equal(t, refused, err != nil, at)
		if refused {
			assert.ErrorContains(t, err, "month: must not be after that of the claim, 2026-04")
		}
	}
	act.Outages[0] = down("2026-05-20 10:00", "2026-05-20 13:00")
	act.Claims = []servicelevel.Claim{{ID: "K", Month: month("2026-05"), At: wall("2026-07-14 23:59")}}
	s := stated(t, ct, act, "2026-06")
	assert.Equal(t, "15.00", s.Compensation.Net.StringFixed(2), "30 days after 15 June are up to 15 July")
	act.Claims[0].At = wall("2026-07-15 00:00")
	s = stated(t, ct, act, "2026-07")
	assert.Nil(t, s.Compensation)
}

// TestVATOfAMonthFromThe15th: what is owed for a month bears the VAT of its last day, the 14th (D33).
func TestVATOfAMonthFromThe15th(t *testing.T) {
	t.Parallel()
	act := servicelevel.Activity{}
	act.Outages = append(act.Outages, down("2026-05-20 10:00", "2026-05-20 13:00"))
	for on, want := range map[string]string{"2026-05-15": "0.1", "2026-05-16": "0.1", "2026-06-14": "0.1", "2026-06-15": "0.2"} {
		ct := from15(servicelevel.Business, "2026-01-15")
		ct.Options.PriceReduction = true
		ct.VAT.Changes = []servicelevel.VATChange{{On: day(on), Rate: dec("0.1")}}
		s := stated(t, ct, act, "2026-05")
		require.Len(t, s.Invoice.Lines, 2)
		assert.Equal(t, want, s.Invoice.Lines[1].Rate.String(), on)
		assert.Equal(t, map[bool]string{true: "0.1", false: "0.2"}[on == "2026-05-15"], s.Invoice.Lines[0].Rate.String(), on)
	}
}

// TestWordsOfMonthsFromThe15th: wherever a month is said as a period, its days are.
func TestWordsOfMonthsFromThe15th(t *testing.T) {
	t.Parallel()
	ct := from15(servicelevel.Pro, "2026-01-15")
	late := told(workedOn("W", "T", wall("2026-05-10 10:00"), wall("2026-05-10 11:00")), "2026-05-20 10:00")
	list := fromStateToState(t, servicelevel.NUXIT(), ct, "2026-04", 2, requested("T", wall("2026-05-10 09:00"), servicelevel.ServiceRequest), late)
	s := &list[1]
	s.Explain()
	assert.Equal(t, servicelevel.Wording{FR: "Niveau Pro, du 15 mai au 14 juin 2026", EN: "Pro level, 15 May to 14 June 2026"}, s.Invoice.Lines[0].Label)
	assert.Contains(t, s.Tickets[0].Explained.EN, "60 min from the allowance for 15 April to 14 May 2026 (S43, S45); of which 60 min outside the plan's hours (S12, S13, S14, S15); known after the statement for 15 April to 14 May 2026")
	assert.Contains(t, s.Tickets[0].Explained.FR, "60 min sur l'allocation du 15 avril au 14 mai 2026 (S43, S45) ; dont 60 min hors des heures prévues (S12, S13, S14, S15) ; connu après le relevé du 15 avril au 14 mai 2026")
	d4 := slices.IndexFunc(s.Assumptions, func(a statement.Assumption) bool { return a.Rule == "D4" })
	assert.Equal(t, "A month begins on day 15 of the calendar month whose name it has, in the contract's zone, in real seconds.", s.Assumptions[d4].Explained.EN)

	ct.Options.MonthDay, ct.Start = 2, day("2026-01-02")
	first := stated(t, ct, servicelevel.Activity{}, "2026-12")
	first.Explain()
	assert.Equal(t, servicelevel.Wording{FR: "Niveau Pro, du 2 décembre 2026 au 1er janvier 2027", EN: "Pro level, 2 December 2026 to 1 January 2027"}, first.Invoice.Lines[0].Label)

	refund := facts(pack("P", "2026-05-20 10:00", 3), servicelevel.Fact{ID: "R", Kind: servicelevel.Refunded, Of: "P", At: wall("2026-06-20 10:00")})
	notes := fromStateToState(t, servicelevel.NUXIT(), from15(servicelevel.Pro, "2026-01-15"), "2026-05", 2, refund...)
	notes[1].Explain()
	assert.Equal(t, servicelevel.Wording{FR: "avoir sur la facture du 15 mai au 14 juin 2026 du contrat C-1", EN: "credit note for the invoice of 15 May to 14 June 2026 of the contract C-1"}, notes[1].CreditNotes[0].Explained)

	act := servicelevel.Activity{}
	act.Outages = append(act.Outages, down("2026-05-20 10:00", "2026-05-20 13:00"))
	c, err := compare.Levels(servicelevel.NUXIT(), from15(servicelevel.Business, "2026-01-15"), act, month("2026-05"), month("2026-06"))
	require.NoError(t, err)
	c.Explain()
	business := compared(t, c, servicelevel.Business)
	assert.Equal(t, 15, c.MonthDay)
	assert.Contains(t, business.Explained.EN, "availability missed: 15 May to 14 June 2026; owed to the customer €15.00 by the statement for 15 May to 14 June 2026")
	assert.Contains(t, business.Explained.FR, "disponibilité manquée : du 15 mai au 14 juin 2026 ; dû au client 15,00 € au relevé du 15 mai au 14 juin 2026")
	assert.Equal(t, "180.00", business.Fees.StringFixed(2))
}

// TestSoldOnThe14th: work without credit is sold by the plan of the last day of the month (D29).
func TestSoldOnThe14th(t *testing.T) {
	t.Parallel()
	for on, want := range map[string]string{"2026-06-14": "174.07", "2026-06-15": "169.00"} {
		ct := from15(servicelevel.Standard, "2026-01-15")
		ct.Options.ProRata, ct.Options.Uncovered = true, servicelevel.UncoveredPacks
		ct.Changes = []servicelevel.Change{{On: day(on), Level: servicelevel.Standard, Edition: "dearer"}}
		book, err := allEditions().Open(ct)
		require.NoError(t, err)
		h, err := book.Handle(servicelevel.Request{Ticket: "T", At: wall("2026-05-20 10:00"), Estimate: time.Hour})
		require.NoError(t, err)
		require.NotNil(t, h.Offer)
		assert.Equal(t, want, h.Offer.Price.StringFixed(2), on)
		require.NoError(t, book.Record(workAt("T", "2026-05-20 10:00", 60)...))
		s, _, err := book.Close(month("2026-05"))
		require.NoError(t, err)
		require.Len(t, s.Invoice.Lines, 1)
		assert.Equal(t, want+" uncovered/2026-05/1 2026-06-14", s.Invoice.Lines[0].Amount.StringFixed(2)+" "+s.Invoice.Lines[0].Ref+" "+s.Invoice.Lines[0].Date.String())
	}
}
