package servicelevel_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// TestCapsBeyondTheRent: June by a clause whose cap is a share of what was charged.
func TestCapsBeyondTheRent(t *testing.T) {
	t.Parallel()
	const clause = `{"target": "1", "rate": "0.05", "cap": "0.3", "cap_of": "charges", "cap_months": 3}`
	day := strings.NewReplacer(`"cap_months": 3`, `"cap_days": 31`)
	hours := func(n time.Duration) []time.Duration { return []time.Duration{n * time.Hour} }
	for _, c := range []juneClause{
		{clause, "100.00", hours(18), 0, "90.00", "= 90,00 € (S62, D21)", "= €90.00 (S62, D21)"},
		{
			clause, "100.00", hours(19), 0, "90.00",
			"= 95,00 € (S62, D21) ; au plus 30 % du loyer facturé des 3 derniers mois (300,00 €) = 90,00 € (D12)",
			"= €95.00 (S62, D21); at most 30% of the rent charged for the last 3 months (€300.00) = €90.00 (D12)",
		},
		{
			strings.Replace(clause, `"cap_months": 3`, `"cap_months": 1`, 1), "100.00", hours(7), 0, "30.00",
			"au plus 30 % du loyer facturé du dernier mois (100,00 €) = 30,00 € (D12)", "at most 30% of the rent charged for the last month (€100.00) = €30.00 (D12)",
		},
		{strings.Replace(clause, `"cap_months": 3`, `"cap_months": 12`, 1), "100.00", hours(37), 0, "180.00", "", "for the last 12 months (€600.00) = €180.00 (D12)"}, // there since January
		{
			day.Replace(clause), "100.00", hours(7), 0, "30.97", // and a day of May, of 3.23
			"au plus 30 % du loyer facturé des 31 derniers jours (103,23 €) = 30,97 € (D12)", "at most 30% of the rent charged for the last 31 days (€103.23) = €30.97 (D12)",
		},
		{strings.Replace(clause, `"cap_months": 3`, `"cap_days": 1`, 1), "100.00", hours(1), 0, "1.00", "du dernier jour (3,33 €) = 1,00 € (D12)", "for the last day (€3.33) = €1.00 (D12)"},
	} {
		c.check(t)
	}
}

// TestCapOfTheYearOnStatements: all months of a year cost 100.00 together, whatever becomes known when.
func TestCapOfTheYearOnStatements(t *testing.T) {
	t.Parallel()
	var ct servicelevel.Contract
	clause := `{"target": "1", "rate": "0.05", "cap_year": true}`
	require.NoError(t, json.Unmarshal([]byte(strings.NewReplacer("RENT", "100.00", "CLAUSE", clause).Replace(june)), &ct))
	out := func(id string, month time.Month, hours time.Duration) servicelevel.Fact {
		at := time.Date(2026, month, 10, 0, 0, 0, 0, time.UTC)
		return servicelevel.Fact{ID: id, Kind: servicelevel.Down, At: at, End: at.Add(hours * time.Hour)}
	}
	book := openBook(t, ct, out("a", time.February, 8), out("b", time.March, 10), out("c", time.April, 3), out("d", time.May, 1),
		told(out("e", time.January, 4), "2026-06-20 10:00"), out("f", time.January+12, 2))
	owed := map[string]string{
		"2026-02": "40.00", "2026-03": "50.00", "2026-04": "10.00",
		"2026-06": "0.00",  // January has 20.00 of it, March is left 40.00, April nothing
		"2027-01": "10.00", // another year
	}
	var facts []servicelevel.Fact
	for f := range book.Facts() {
		facts = append(facts, f)
	}
	for m := ct.Start.MonthOf(); m.Compare(month("2027-02")) <= 0; m = m.AddMonths(1) {
		s, state, err := book.Close(m)
		require.NoError(t, err)
		s.Explain()
		for i := range s.Availability {
			require.NoError(t, checkSaid(&s.Availability[i]))
		}
		got := compensated(s)
		assert.Equal(t, owed[m.String()], got, m)
		assert.JSONEq(t, string(byActivity(t, ct, facts, m.String())), string(asJSON(t, s)), m)
		switch m.String() {
		case "2026-04":
			assert.True(t, strings.HasSuffix(s.Availability[0].Explained.FR, " ; au plus 100 % du loyer de 100,00 €, moins 90,00 € pour les mois précédents de l'année = 10,00 € (D12)"), s.Availability[0].Explained.FR)
		case "2026-05":
			assert.True(t, strings.HasSuffix(s.Availability[0].Explained.EN, "; at most 100% of the rent of €100.00, less €100.00 for the earlier months of the year = €0.00 (D12)"), s.Availability[0].Explained.EN)
		case "2026-06":
			var before []string
			for _, u := range s.Availability {
				before = append(before, u.Month.String()+" "+u.Before.StringFixed(2)+" "+u.Assessment.Amount.StringFixed(2))
			}
			assert.Equal(t, []string{"2026-01 0.00 20.00", "2026-03 50.00 40.00", "2026-04 10.00 0.00", "2026-06 0.00 0.00"}, before)
		}
		book = goesOn(t, ct, state, facts, s.Period.End)
	}
}

// TestCapOfTheLastMonthsOnStatements: whichever three months follow one another cost 100.00 together, over the
// turn of a year, whatever becomes known when, and however long ago a state was closed.
func TestCapOfTheLastMonthsOnStatements(t *testing.T) {
	t.Parallel()
	var ct servicelevel.Contract
	clause := `{"target": "1", "rate": "0.05", "cap_last_months": 3}`
	require.NoError(t, json.Unmarshal([]byte(strings.NewReplacer("RENT", "100.00", "CLAUSE", clause).Replace(june)), &ct))
	ct.Options.CorrectionMonths = 2
	out := func(id string, month time.Month, lasts time.Duration) servicelevel.Fact {
		at := time.Date(2026, month, 10, 0, 0, 0, 0, time.UTC)
		return servicelevel.Fact{ID: id, Kind: servicelevel.Down, At: at, End: at.Add(lasts)}
	}
	const hour, cent = time.Hour, 7200 * time.Millisecond
	facts := []servicelevel.Fact{
		out("b", time.February, 8*hour), out("c", time.March, 10*hour), out("d", time.April, 3*hour), // 40.00, 50.00, 10.00 of 15.00
		out("e", time.May, 8*hour), out("f", time.June, 20*hour), // 40.00 that is left, 50.00 of 100.00
		out("k", time.November, 10*hour-cent), out("l", time.December, 0), out("m", time.January+12, 10*hour), out("n", time.February+12, 30*hour),
		told(out("z", time.December+12, 2*hour), "2028-01-05 10:00"), out("y", time.November+12, 19*hour),
	}
	facts[6].End = facts[6].At.Add(hour / 60) // a minute: 0.08
	owed := map[string]string{
		"2026-02": "40.00", "2026-03": "50.00", "2026-04": "10.00", "2026-05": "40.00", "2026-06": "50.00",
		"2026-11": "49.99", "2026-12": "0.08", "2027-01": "49.93", // of 50.00
		"2027-02": "49.99",                    // November is no more of the three
		"2027-11": "95.00", "2028-01": "5.00", // December's, of 10.00
	}
	book := openBook(t, ct, facts...)
	for m := ct.Start.MonthOf(); m.Compare(month("2028-02")) <= 0; m = m.AddMonths(1) {
		s, state, err := book.Close(m)
		require.NoError(t, err)
		s.Explain()
		for i := range s.Availability {
			require.NoError(t, checkSaid(&s.Availability[i]))
		}
		got := compensated(s)
		assert.Equal(t, owed[m.String()], got, m)
		assert.JSONEq(t, string(byActivity(t, ct, facts, m.String())), string(asJSON(t, s)), m)
		u := &s.Availability[0]
		switch m.String() {
		case "2026-04":
			assert.True(t, strings.HasSuffix(u.Explained.FR, " ; au plus 100 % du loyer de 100,00 €, moins 90,00 € pour les autres des 3 derniers mois = 10,00 € (D12)"), u.Explained.FR)
		case "2027-01":
			assert.True(t, strings.HasSuffix(u.Explained.EN, "; at most 100% of the rent of €100.00, less €50.07 for the others of the last 3 months = €49.93 (D12)"), u.Explained.EN)
		case "2026-05":
			assert.True(t, strings.HasSuffix(u.Explained.EN, "8 × 5% of the rent of €100.00 = €40.00 (S62, D21)"), u.Explained.EN)
		}
		book = goesOn(t, ct, state, facts, s.Period.End)
	}
}

// TestCapOfTheLastQuarters: two quarters that follow one another cost 100.00 together.
func TestCapOfTheLastQuarters(t *testing.T) {
	t.Parallel()
	var ct servicelevel.Contract
	clause := `{"target": "1", "rate": "0.05", "period": "quarter", "cap_last_months": 6}`
	require.NoError(t, json.Unmarshal([]byte(strings.NewReplacer("RENT", "100.00", "CLAUSE", clause).Replace(june)), &ct))
	var facts []servicelevel.Fact
	for i, hours := range []time.Duration{12, 12, 12, 1, 19} {
		at := time.Date(2026, time.Month(2+3*i), 10, 0, 0, 0, 0, time.UTC)
		facts = append(facts, servicelevel.Fact{ID: "O" + string(rune('a'+i)), Kind: servicelevel.Down, At: at, End: at.Add(hours * time.Hour)})
	}
	owed := map[string]string{"2026-03": "60.00", "2026-06": "40.00", "2026-09": "60.00", "2026-12": "5.00", "2027-03": "95.00"}
	for _, s := range requireAllRoads(t, ct, facts, "2026-03", 12) {
		got := compensated(s)
		assert.Equal(t, owed[s.Month.String()], got, s.Month)
	}
}

// TestCapsThatStatementsDoNotKnow: another invoice is not known.
func TestCapsThatStatementsDoNotKnow(t *testing.T) {
	t.Parallel()
	ct := businessContract()
	ct.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.05"), CapOf: penalty.CapOfCharges}
	require.ErrorContains(t, ct.Validate(), "options.penalty.cap_of: needs cap_months or cap_days")
	edition := plans.NUXIT()
	plan := &edition.Plans[3]
	plan.Availability.Terms.CapOf = penalty.CapOfCharges
	require.ErrorContains(t, edition.Validate(), "availability.terms.cap_of: needs cap_months or cap_days")
	plan.Availability.Terms.CapMonths = 1
	require.NoError(t, edition.Validate())
	ct.Options.Penalty.CapMonths = 12
	ct.Rent = dec("9000000000.00")
	_, err := servicelevel.NUXIT().Statement(ct, servicelevel.Activity{}, month("2026-05"))
	require.ErrorContains(t, err, "contract.rent: would be charged more than")
}
