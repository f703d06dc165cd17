package servicelevel_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// besides writes a clause, and behind it others that are combined with it, as juneClause takes them.
func besides(clause, by string, others ...string) string {
	return clause + `, "penalty_besides": {"by": "` + by + `", "others": [` + strings.Join(others, ", ") + `]}`
}

// TestSeveralClauses: June by the greater of two clauses, the greatest of three, and all of them.
func TestSeveralClauses(t *testing.T) {
	t.Parallel()
	const (
		five    = `{"target": "0.999", "rate": "0.05"}`
		ten     = `{"target": "0.999", "rate": "10.00", "basis": "amount", "counting": "begun"}`
		bands   = `{"target": "0.9999", "bands": [{"from": "0.995", "below": "0.9999", "credit": "0.1"}, {"below": "0.995", "credit": "0.3"}]}`
		allowed = 43*time.Minute + 12*time.Second
	)
	capped := strings.Replace(besides(five, "sum", ten), `"by"`, `"cap": "0.2", "by"`, 1)
	hours := func(d time.Duration) []time.Duration { return []time.Duration{d} }
	for _, c := range []juneClause{
		{
			besides(five, "greatest", ten), "300.00",
			hours(time.Hour),
			0, "15.00",
			"1 × 5 % du loyer de 300,00 € = 15,00 € (S62, D21) ; autre clause : même indisponibilité ; disponibilité 99,8611 % (719/720), engagement 99,9 % (S61) : manqué de 16 min 48 s (S61, D9) ; " +
				"compté en entier : 1 h (D10) ; 1 × 1 h, chaque unité commencée comptant en entier (D11) ; 1 × 10,00 € = 10,00 € (D21) ; le plus élevé de 15,00 € et 10,00 € = 15,00 €",
			"1 × 5% of the rent of €300.00 = €15.00 (S62, D21); further clause: the same downtime; availability 99.8611% (719/720), promised 99.9% (S61): missed by 16 min 48 s (S61, D9); " +
				"1 h counted in full (D10); 1 × 1 h, each unit begun counting in full (D11); 1 × €10.00 = €10.00 (D21); the greater of €15.00 and €10.00 = €15.00",
		},
		{besides(five, "greatest", ten), "300.00", hours(time.Hour + 1), 0, "20.00", "le plus élevé de 15,00 € et 20,00 € = 20,00 €", "the greater of €15.00 and €20.00 = €20.00"},
		{besides(five, "greatest", ten), "400.00", hours(time.Hour + 1), 0, "20.00", "", "the greater of €20.00 and €20.00 = €20.00"},
		{besides(five, "greatest", ten), "400.20", hours(time.Hour + 1), 0, "20.01", "", "the greater of €20.01 and €20.00 = €20.01"},
		{besides(five, "greatest", ten), "300.00", hours(allowed), 0, "0.00", " : tenu, reste 0 min (S61, D9)", ": kept, to spare 0 min (S61, D9)"},
		{besides(five, "greatest", ten), "100.00", hours(allowed + 1), 0, "10.00", "", "the greater of €3.60 and €10.00 = €10.00"},
		{
			besides(five, "greatest", ten, bands), "100.00",
			hours(allowed),
			0, "10.00",
			"tranche de 99,5 % à moins de 99,99 % ; 10 % du loyer de 100,00 € = 10,00 € (D21) ; le plus élevé de 0,00 €, 0,00 € et 10,00 € = 10,00 €",
			"band from 99.5% to below 99.99%; 10% of the rent of €100.00 = €10.00 (D21); the greatest of €0.00, €0.00 and €10.00 = €10.00",
		},
		{besides(five, "sum", ten, bands), "100.00", hours(2 * time.Hour), 0, "40.00", "en tout 10,00 € + 20,00 € + 10,00 € = 40,00 €", "in all €10.00 + €20.00 + €10.00 = €40.00"},
		{besides(five, "sum", ten, bands), "100.00", hours(3*time.Hour + 36*time.Minute), 0, "68.00", "", "in all €18.00 + €40.00 + €10.00 = €68.00"},
		{besides(five, "sum", ten, bands), "100.00", hours(3*time.Hour + 36*time.Minute + 1), 0, "88.00", "", "in all €18.00 + €40.00 + €30.00 = €88.00"},
		{
			capped, "100.00",
			hours(2 * time.Hour),
			0, "20.00",
			"en tout 10,00 € + 20,00 € = 30,00 € ; au plus 20 % du loyer de 100,00 € = 20,00 € (D12)", "in all €10.00 + €20.00 = €30.00; at most 20% of the rent of €100.00 = €20.00 (D12)",
		},
		{capped, "100.00", hours(time.Hour), 0, "15.00", "", "in all €5.00 + €10.00 = €15.00"},
		{capped, "300.10", hours(2*time.Hour + 1), 0, "60.01", "", "in all €30.01 + €30.00 = €60.01"},
		{capped, "299.90", hours(2*time.Hour + 1), 0, "59.98", "", "in all €29.99 + €30.00 = €59.99; at most 20% of the rent of €299.90 = €59.98 (D12)"},
		{
			besides(`{"target": "0.999", "rate": "1", "basis": "service_days"}`, "greatest", `{"target": "0.999", "rate": "3", "counting": "full", "basis": "service_days"}`), "100.00",
			hours(time.Hour + 59*time.Minute),
			0, "3.00",
			"le plus élevé de 1,98 jour et 3 jours = 3 jours", "the greater of 1.98 days and 3 days = 3 days",
		},
	} {
		c.check(t)
	}
}

// TestSeveralClausesByEveryRoad: an outage that becomes known later changes which clause counts; one of them
// must be claimed, and one has a cap of the year.
func TestSeveralClausesByEveryRoad(t *testing.T) {
	t.Parallel()
	var ct servicelevel.Contract
	clause := besides(`{"target": "0.999", "rate": "0.05", "cap_year": true}`, "greatest",
		`{"target": "0.999", "rate": "0.1", "claim_within": {"days": 30}}`, `{"target": "0.9", "rate": "0.5", "min_outage": "PT4H"}`)
	require.NoError(t, json.Unmarshal([]byte(strings.NewReplacer("RENT", "100.00", "CLAUSE", clause).Replace(june)), &ct))
	first := time.Date(2026, time.June, 10, 0, 0, 0, 0, time.UTC)
	list := []servicelevel.Fact{
		{ID: "O", Kind: servicelevel.Down, At: first, End: first.Add(2 * time.Hour)},
		claimOf("K", time.Date(2026, time.July, 6, 0, 0, 0, 0, time.UTC)),
		told(servicelevel.Fact{ID: "P", Kind: servicelevel.Down, At: first.AddDate(0, 0, 1), End: first.AddDate(0, 0, 1).Add(80 * time.Hour)}, "2026-08-05 10:00"),
	}
	owed := map[string]string{"2026-06": "10.00", "2026-07": "10.00", "2026-08": "80.00"} // 5 %; 20.00 claimed; 100.00 by any of them
	for _, s := range requireAllRoads(t, ct, list, "2026-06", 4) {
		got := compensated(s)
		assert.Equal(t, owed[s.Month.String()], got, s.Month)
		s.Explain()
		for i := range s.Availability {
			u := &s.Availability[i]
			require.NoError(t, checkSaid(u), u.Explained.EN)
			checkCites(t, u)
		}
		require.NoError(t, s.Validate())
		if u := s.Availability; len(u) > 0 && u[0].Combined != nil && u[0].Owed().IsPositive() {
			wrong := s.Clone()
			wrong.Availability[0].Combined.Amount = *dec("0.01")
			require.ErrorContains(t, wrong.Validate(), "availability[0].combined.amount: must be")
		}
	}
}

// TestSeveralClausesOfAPlan: a plan has further clauses, which cite its own rules; the contract's clause
// stands alone unless it has some too.
func TestSeveralClausesOfAPlan(t *testing.T) {
	t.Parallel()
	edition := plans.NUXIT()
	plan := edition.Plans[3].Availability
	plan.Besides = &clauses.Besides{By: clauses.Sum, Others: []penalty.Terms{{
		Target: *dec("0.999"), Rate: *dec("7.00"), Basis: penalty.Amount, Rules: penalty.Rules{Target: "H1", Rate: "H2"},
	}}}
	edition.Clauses = []plans.Clause{{ID: "H2", Wording: servicelevel.Wording{FR: "Sept euros l'heure.", EN: "Seven euros an hour."}}}
	cat, err := servicelevel.Compile(edition)
	require.NoError(t, err)
	ct := businessContract()
	ct.Rent = dec("100.00")
	at := wall("2026-05-12 10:00")
	act := servicelevel.Activity{Outages: []penalty.Outage{{Start: at, End: at.Add(2 * time.Hour)}}}
	s, err := cat.Statement(ct, act, month("2026-05"))
	require.NoError(t, err)
	assert.Equal(t, "24.00", s.Compensation.Net.StringFixed(2))
	assert.Equal(t, "H2", s.Clauses[0].ID)
	assert.Equal(t, "S61, S62, D17, D23", string(s.Compensation.Lines[0].Rules))

	ct.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.1")}
	s, err = cat.Statement(ct, act, month("2026-05"))
	require.NoError(t, err)
	assert.Nil(t, s.Availability[0].Combined)
	assert.Equal(t, "20.00", s.Compensation.Net.StringFixed(2))

	ct.Options.PenaltyBesides = plan.Besides
	s, err = cat.Statement(ct, act, month("2026-05"))
	require.NoError(t, err)
	assert.Equal(t, "34.00", s.Compensation.Net.StringFixed(2))
	assert.Equal(t, "S61, H1, H2, D17, D23", string(s.Compensation.Lines[0].Rules))
}

// TestBesidesClausesAreRefused: those that do not go with the first, or whose cap a statement does not know.
func TestBesidesClausesAreRefused(t *testing.T) {
	t.Parallel()
	quarter := penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.05"), Period: penalty.Quarter}
	ct := businessContract()
	ct.Options.PenaltyBesides = &clauses.Besides{Others: []penalty.Terms{quarter}}
	require.ErrorContains(t, ct.Validate(), "options.penalty_besides: needs the first clause")
	ct.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.05")}
	require.ErrorContains(t, ct.Validate(), "options.penalty_besides.others[0].period: must be as long")
	other := &ct.Options.PenaltyBesides.Others[0]
	other.Period, other.CapOf = penalty.CalendarMonth, penalty.CapOfCharges
	require.ErrorContains(t, ct.Validate(), "options.penalty_besides.others[0].cap_of: needs cap_months")
	edition := plans.NUXIT()
	edition.Plans[3].Availability.Besides = &clauses.Besides{Others: []penalty.Terms{quarter}}
	require.ErrorContains(t, edition.Validate(), "plans[3].availability.besides.others[0].period: must be as long")
	edition.Plans[3].Availability.Besides = &clauses.Besides{}
	require.ErrorContains(t, edition.Validate(), "plans[3].availability.besides.others: must be from one to seven")
}
