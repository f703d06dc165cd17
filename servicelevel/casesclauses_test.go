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
)

// june is a contract of Business in UTC with a clause of its own, which is told with it as JSON.
const june = `{
  "schema": "palier/1", "id": "C-1", "customer": "Atelier du Port", "edition": "nuxit", "level": "business", "start": "2026-01-01", "rent": "RENT",
  "options": {"zone": "UTC", "penalty": CLAUSE}
}`

// juneClause is what June 2026, or the quarter that ends with it, costs by a clause, and how that is explained.
type juneClause struct {
	clause, rent string
	outages      []time.Duration // from 10 June on, an hour apart
	maintenance  time.Duration   // announced from 10 June on
	amount       string
	fr, en       string // what the explanation ends with; empty: not looked at
}

func (c *juneClause) check(t *testing.T) {
	t.Helper()
	var ct servicelevel.Contract
	require.NoError(t, json.Unmarshal([]byte(strings.NewReplacer("RENT", c.rent, "CLAUSE", c.clause).Replace(june)), &ct))
	var act servicelevel.Activity
	first := time.Date(2026, time.June, 10, 0, 0, 0, 0, time.UTC)
	at := first
	for _, d := range c.outages {
		act.Outages = append(act.Outages, penalty.Outage{Start: at, End: at.Add(d)})
		at = at.Add(d + time.Hour)
	}
	if c.maintenance > 0 {
		act.Exclusions = []penalty.Exclusion{{Start: first, End: first.Add(c.maintenance), Reason: penalty.Maintenance}}
	}
	s := stated(t, ct, act, "2026-06")
	u := s.Availability[0]
	assert.Equal(t, c.amount, u.Owed().StringFixed(2), "%s\n%s", c.clause, u.Explained.EN)
	if u.Assessment.Terms.Basis == penalty.ServiceDays {
		assert.Equal(t, c.amount, s.ServiceDays.StringFixed(2))
		assert.Nil(t, s.Compensation)
	} else if owed := s.Compensation; c.amount == "0.00" {
		assert.Nil(t, owed)
	} else if assert.NotNil(t, owed) {
		assert.Equal(t, c.amount, owed.Net.StringFixed(2))
	}
	for _, said := range [...][2]string{{c.fr, u.Explained.FR}, {c.en, u.Explained.EN}} {
		assert.True(t, strings.HasSuffix(said[1], said[0]), said[1])
	}
	require.NoError(t, checkSaid(&u), "%s\n%s", u.Explained.EN, u.Explained.FR)
	checkCites(t, &u)
	whole, err := json.Marshal(s)
	require.NoError(t, err)
	var back servicelevel.Statement
	require.NoError(t, json.Unmarshal(whole, &back))
	back.Explain()
	again, err := json.Marshal(back)
	require.NoError(t, err)
	require.JSONEq(t, string(whole), string(again))
}

func TestAtOrBelow(t *testing.T) {
	t.Parallel()
	const (
		clause = `{"target": "0.999", "at_target": true, "period": "quarter", "bands": [
			{"from": "0.99", "below": "0.999", "through": true, "credit": "0.1"}, {"below": "0.99", "credit": "0.25"}]}`
		thousandth = 2*time.Hour + 11*time.Minute + 2400*time.Millisecond
	)
	for _, c := range []juneClause{
		{
			clause, "630.00",
			[]time.Duration{thousandth - 1},
			0, "0.00",
			"engagement de plus de 99,9 % (S61) : tenu, reste 0,000000001 s (S61, D9)",
			"promised more than 99.9% (S61): kept, to spare 0.000000001 s (S61, D9)",
		},
		{
			clause, "630.00",
			[]time.Duration{thousandth},
			0, "63.00",
			"99,9000 % (999/1 000), engagement de plus de 99,9 % (S61) : manqué de 0 min (S61, D9) ; tranche de 99 % à 99,9 % inclus ; 10 % du loyer de 630,00 € = 63,00 € (D21)",
			"99.9000% (999/1,000), promised more than 99.9% (S61): missed by 0 min (S61, D9); band from 99% to 99.9% inclusive; 10% of the rent of €630.00 = €63.00 (D21)",
		},
		{clause, "630.00", []time.Duration{thousandth + 1}, 0, "63.00", "", ""},
		{clause, "630.00", []time.Duration{10 * thousandth}, 0, "63.00", "", ""},
		{clause, "630.00", []time.Duration{10*thousandth + 1}, 0, "157.50", "tranche de 0 % à moins de 99 % ; 25 % du loyer de 630,00 € = 157,50 € (D21)", ""},
		{
			strings.Replace(clause, `"below": "0.99",`, `"below": "0.99", "through": true,`, 1), "630.00",
			[]time.Duration{10*thousandth - 1},
			0, "63.00",
			"tranche de plus de 99 % à 99,9 % inclus ; 10 % du loyer de 630,00 € = 63,00 € (D21)",
			"band from above 99% to 99.9% inclusive; 10% of the rent of €630.00 = €63.00 (D21)",
		},
		{strings.Replace(clause, `"below": "0.99",`, `"below": "0.99", "through": true,`, 1), "630.00", []time.Duration{10 * thousandth}, 0, "157.50", "", ""},
	} {
		c.check(t)
	}
}

func TestNothingUnlessOver(t *testing.T) {
	t.Parallel()
	const (
		clause = `{"target": "0.995", "minimum": "1.00", "over_minimum": true, "bands": [
			{"from": "0.99", "below": "0.995", "credit": "0.1"}, {"from": "0.95", "below": "0.99", "credit": "0.3"}, {"below": "0.95", "credit": "1"}]}`
		four = 4 * time.Hour
	)
	atLeast := strings.Replace(clause, `"over_minimum": true, `, "", 1)
	for _, c := range []juneClause{
		{
			clause, "9.00",
			[]time.Duration{four},
			0, "0.00",
			"10 % du loyer de 9,00 € = 0,90 € (D21) ; rien jusqu'à 1,00 € : 0,00 €",
			"10% of the rent of €9.00 = €0.90 (D21); nothing up to €1.00: €0.00",
		},
		{clause, "20.00", []time.Duration{four}, 0, "2.00", "20,00 € = 2,00 € (D21)", "€20.00 = €2.00 (D21)"},
		{clause, "10.00", []time.Duration{four}, 0, "0.00", "", ""},
		{clause, "10.05", []time.Duration{four}, 0, "1.01", "", ""},
		{atLeast, "10.00", []time.Duration{four}, 0, "1.00", "", ""},
		{
			atLeast, "9.94",
			[]time.Duration{four},
			0, "0.00",
			"= 0,99 € (D21) ; rien en dessous de 1,00 € : 0,00 €",
			"= €0.99 (D21); nothing below €1.00: €0.00",
		},
	} {
		c.check(t)
	}
}

func TestWholeMinutes(t *testing.T) {
	t.Parallel()
	const (
		clause = `{"target": "0.9995", "grain": "PT1M", "bands": [
			{"from": "0.99", "below": "0.9995", "credit": "0.1"}, {"from": "0.95", "below": "0.99", "credit": "0.25"}, {"below": "0.95", "credit": "0.5"}]}`
		almost = 2*time.Minute - time.Second
	)
	twelve := func(d time.Duration) (list []time.Duration) {
		for range 12 {
			list = append(list, d)
		}
		return list
	}
	for _, c := range []juneClause{
		{clause, "100.00", twelve(almost), 0, "0.00", "", ""},
		{clause, "100.00", twelve(2*time.Minute - 1), 0, "0.00", "", ""},
		{clause, "100.00", twelve(2 * time.Minute), 0, "10.00", "", ""},
		{strings.Replace(clause, `"grain": "PT1M",`, "", 1), "100.00", twelve(almost), 0, "10.00", "", ""},
		{
			clause, "100.00",
			[]time.Duration{almost, time.Second, 22 * time.Minute},
			0, "10.00",
			"23 min d'indisponibilité sur 720 h (D4) ; chaque interruption en unités entières de 1 min : 1 min 59 s, 1 s, 22 min ; " +
				"disponibilité 99,9467 % (43 177/43 200), engagement 99,95 % : manqué de 1 min 24 s (D9) ; tranche de 99 % à moins de 99,95 % ; 10 % du loyer de 100,00 € = 10,00 € (D21)",
			"23 min of downtime in 720 h (D4); each outage in whole units of 1 min: 1 min 59 s, 1 s, 22 min; " +
				"availability 99.9467% (43,177/43,200), promised 99.95%: missed by 1 min 24 s (D9); band from 99% to below 99.95%; 10% of the rent of €100.00 = €10.00 (D21)",
		},
	} {
		c.check(t)
	}
}

func TestFirstHourFree(t *testing.T) {
	t.Parallel()
	const clause = `{"target": "1", "rate": "0.05", "counting": "begun", "per_outage": true, "deductible": "PT1H"}`
	for _, c := range []juneClause{
		{
			clause, "100.00",
			[]time.Duration{50 * time.Minute, 3*time.Hour + 10*time.Minute},
			0, "15.00",
			"compté : 2 h 10 min, au-delà de 1 h par interruption (D10) ; par interruption : 50 min dont 0 min, 3 h 10 min dont 2 h 10 min → 3 ; " +
				"3 × 1 h, chaque unité commencée comptant en entier (S62, D11) ; 3 × 5 % du loyer de 100,00 € = 15,00 € (S62, D21)",
			"2 h 10 min counted, beyond 1 h of each outage (D10); by outage: 50 min of which 0 min, 3 h 10 min of which 2 h 10 min → 3; " +
				"3 × 1 h, each unit begun counting in full (S62, D11); 3 × 5% of the rent of €100.00 = €15.00 (S62, D21)",
		},
		{clause, "100.00", []time.Duration{time.Hour}, 0, "0.00", "", ""},
		{clause, "100.00", []time.Duration{time.Hour + 1}, 0, "5.00", "", ""},
		{clause, "100.00", []time.Duration{2 * time.Hour}, 0, "5.00", "", ""},
		{clause, "100.00", []time.Duration{2*time.Hour + 1}, 0, "10.00", "", ""},
	} {
		c.check(t)
	}
}

func TestMaintenanceUpToTwoHours(t *testing.T) {
	t.Parallel()
	const (
		clause  = `{"target": "0.999", "rate": "0.2", "counting": "full", "excess": true, "maintenance_budget": "PT2H"}`
		allowed = 43*time.Minute + 12*time.Second
	)
	all := strings.Replace(clause, `, "maintenance_budget": "PT2H"`, "", 1)
	for _, c := range []juneClause{
		{
			clause, "10.00",
			[]time.Duration{5 * time.Hour},
			5 * time.Hour, "4.00",
			"3 h d'indisponibilité (D14), 2 h de plus ne comptant pas, sur 720 h (D4) ; au plus 2 h sur 5 h de maintenance ne comptant pas (S61) ; disponibilité 99,5833 % (239/240), " +
				"engagement 99,9 % (S61) : manqué de 2 h 16 min 48 s (S61, D9) ; compté : 3 h moins 43 min 12 s de tolérance = 2 h 16 min 48 s (D10) ; " +
				"2 × 1 h, seules les unités entières comptant (D11) ; 2 × 20 % du loyer de 10,00 € = 4,00 € (D21)",
			"at most 2 h of 5 h of maintenance not counted (S61); availability 99.5833% (239/240), promised 99.9% (S61): missed by 2 h 16 min 48 s (S61, D9); " +
				"3 h less 43 min 12 s allowed = 2 h 16 min 48 s counted (D10); 2 × 1 h, only full units counting (D11); 2 × 20% of the rent of €10.00 = €4.00 (D21)",
		},
		{all, "10.00", []time.Duration{5 * time.Hour}, 5 * time.Hour, "0.00", "", ""},
		{clause, "10.00", []time.Duration{2 * time.Hour}, 2 * time.Hour, "0.00", "", ""},
		{clause, "10.00", []time.Duration{3*time.Hour + allowed - 1}, 5 * time.Hour, "0.00", "", ""},
		{clause, "10.00", []time.Duration{3*time.Hour + allowed}, 5 * time.Hour, "2.00", "", ""},
		{clause, "10.00", []time.Duration{3*time.Hour + allowed + 1}, 5 * time.Hour, "2.00", "", ""},
	} {
		c.check(t)
	}
}

func TestFigureOfTwoDecimals(t *testing.T) {
	t.Parallel()
	const (
		clause = `{"target": "0.9995", "figure": "0.0001", "bands": [{"from": "0.99", "below": "0.9995", "credit": "0.1"}, {"below": "0.99", "credit": "0.25"}]}`
		half   = 1425600 * time.Millisecond // 99.945 %
		lower  = 26049600 * time.Millisecond
	)
	for _, c := range []juneClause{
		{
			clause, "100.00",
			[]time.Duration{half},
			0, "0.00",
			"disponibilité 99,9450 % (19 989/20 000), arrondie à 0,01 % près : 99,95 %, engagement 99,95 % : tenu, reste 0 min (D9)",
			"availability 99.9450% (19,989/20,000), rounded to the nearest 0.01%: 99.95%, promised 99.95%: kept, to spare 0 min (D9)",
		},
		{
			clause, "100.00",
			[]time.Duration{half + time.Second},
			0, "10.00",
			"arrondie à 0,01 % près : 99,94 %, engagement 99,95 % : manqué de 1 s (D9) ; tranche de 99 % à moins de 99,95 % ; 10 % du loyer de 100,00 € = 10,00 € (D21)",
			"rounded to the nearest 0.01%: 99.94%, promised 99.95%: missed by 1 s (D9); band from 99% to below 99.95%; 10% of the rent of €100.00 = €10.00 (D21)",
		},
		{clause, "100.00", []time.Duration{half - 1}, 0, "0.00", "", ""},
		{clause, "100.00", []time.Duration{half + 1}, 0, "10.00", "", ""},
		{clause, "100.00", []time.Duration{lower}, 0, "10.00", "", ""},
		{clause, "100.00", []time.Duration{lower + 1}, 0, "25.00", "", ""},
	} {
		c.check(t)
	}
}

func TestTimesTheRent(t *testing.T) {
	t.Parallel()
	const clause = `{"target": "1", "rate": "50", "basis": "pro_rata_rent", "per_outage": true, "outage_cap": "1", "uncapped": true, "min_outage": "PT5M0.000000001S"}`
	for _, c := range []juneClause{
		{
			clause, "144.00",
			[]time.Duration{time.Hour, 5 * time.Minute, 20 * time.Hour},
			0, "154.00",
			"50 × le loyer de ce temps (144,00 € pour 720 h) = 210,00 € (D21) ; au plus 100 % du loyer de 144,00 € par interruption, ce que 1 dépasse, en tout 154,00 € (D12)",
			"50 × the rent of that time (€144.00 for 720 h) = €210.00 (D21); at most 100% of the rent of €144.00 for an outage, which 1 exceeds, in all €154.00 (D12)",
		},
		{clause, "144.00", []time.Duration{time.Hour, 5*time.Minute + 1, 20 * time.Hour}, 0, "154.83", "", ""},
		{clause, "144.00", []time.Duration{time.Hour, 5*time.Minute - 1, 20 * time.Hour}, 0, "154.00", "", ""},
	} {
		c.check(t)
	}
}

func TestFixedIntervals(t *testing.T) {
	t.Parallel()
	const clause = `{"target": "0.9999", "grain": "PT5M", "fixed": true, "rate": "0.01", "basis": "rent", "unit": "PT5M"}` // 4 min 19.2 s
	for _, c := range []juneClause{
		{
			clause, "100.00",
			[]time.Duration{13 * time.Minute, 7 * time.Minute}, // from 1:13 on there is one of 1:15
			0, "3.00",
			"15 min d'indisponibilité sur 720 h (D4) ; chaque interruption en intervalles fixes de 5 min : 13 min → 10 min, 7 min → 5 min ; disponibilité 99,9652 % (2 879/2 880), " +
				"engagement 99,99 % : manqué de 10 min 40,8 s (D9) ; compté en entier : 15 min (D10) ; 3 × 5 min, au prorata (D11) ; 3 × 1 % du loyer de 100,00 € = 3,00 € (D21)",
			"15 min of downtime in 720 h (D4); each outage in fixed intervals of 5 min: 13 min → 10 min, 7 min → 5 min; availability 99.9652% (2,879/2,880), " +
				"promised 99.99%: missed by 10 min 40.8 s (D9); 15 min counted in full (D10); 3 × 5 min, pro rata (D11); 3 × 1% of the rent of €100.00 = €3.00 (D21)",
		},
		{clause, "100.00", []time.Duration{5*time.Minute - 1}, 0, "0.00", "", ""},
		{clause, "100.00", []time.Duration{5 * time.Minute}, 0, "1.00", "", ""},
		{clause, "100.00", []time.Duration{5*time.Minute + 1, 5 * time.Minute}, 0, "1.00", "", ""}, // the second one begins a nanosecond late
	} {
		c.check(t)
	}
}

func TestLumpSumAndRate(t *testing.T) {
	t.Parallel()
	const clause = `{"target": "1", "rate": "10.00", "basis": "amount", "lump": "25.00"}`
	atLeast := strings.Replace(clause, `"lump"`, `"lump_at_least": true, "lump"`, 1)
	for _, c := range []juneClause{
		{
			clause, "100.00",
			[]time.Duration{90 * time.Minute},
			0, "40.00",
			"3/2 × 10,00 € = 15,00 € (D21) ; en plus 25,00 €, en tout 40,00 €",
			"3/2 × €10.00 = €15.00 (D21); plus €25.00, in all €40.00",
		},
		{
			atLeast, "100.00",
			[]time.Duration{150*time.Minute - 4*time.Second},
			0, "25.00",
			"= 24,99 € (D21) ; pas moins de 25,00 € = 25,00 €",
			"= €24.99 (D21); no less than €25.00 = €25.00",
		},
		{atLeast, "100.00", []time.Duration{150 * time.Minute}, 0, "25.00", "5/2 × 10,00 € = 25,00 € (D21)", "5/2 × €10.00 = €25.00 (D21)"},
		{atLeast, "100.00", []time.Duration{150*time.Minute + 4*time.Second}, 0, "25.01", "", ""},
		{clause, "100.00", nil, 0, "0.00", "", ""},
		{
			`{"target": "1", "rate": "0.05", "lump": "0.1", "per_outage": true, "outage_cap": "0.2", "cap": "0.25"}`, "100.00",
			[]time.Duration{5 * time.Hour},
			0, "25.00",
			"5 × 5 % du loyer de 100,00 € = 25,00 € (S62, D21) ; au plus 20 % du loyer de 100,00 € par interruption, ce que 1 dépasse (D12) ; " +
				"en plus 10 % du loyer de 100,00 €, en tout 30,00 € (S62) ; au plus 25 % du loyer de 100,00 € = 25,00 € (D12)",
			"plus 10% of the rent of €100.00, in all €30.00 (S62); at most 25% of the rent of €100.00 = €25.00 (D12)",
		},
	} {
		c.check(t)
	}
}

func TestByNumberOfOutages(t *testing.T) {
	t.Parallel()
	const clause = `{"target": "1", "min_outage": "PT1M", "numbers": [{"below": 3, "credit": "0"}, {"from": 3, "below": 6, "credit": "0.05"}, {"from": 6, "credit": "0.1"}]}`
	many := func(n int, d time.Duration) (list []time.Duration) {
		for range n {
			list = append(list, d)
		}
		return list
	}
	for _, c := range []juneClause{
		{clause, "100.00", many(2, time.Hour), 0, "0.00", "2 interruptions, tranche de 0 à moins de 3 ; 0 % du loyer de 100,00 € = 0,00 € (D21)", ""},
		{
			clause, "100.00", many(4, time.Minute), 0, "5.00",
			"4 interruptions, tranche de 3 à moins de 6 ; 5 % du loyer de 100,00 € = 5,00 € (D21)",
			"4 outages, band from 3 to below 6; 5% of the rent of €100.00 = €5.00 (D21)",
		},
		{clause, "100.00", many(3, time.Minute-1), 0, "0.00", "", ""},
		{clause, "100.00", many(5, time.Minute), 0, "5.00", "", ""},
		{clause, "100.00", many(6, time.Minute), 0, "10.00", "6 interruptions, tranche à partir de 6 ; 10 % du loyer de 100,00 € = 10,00 € (D21)", "6 outages, band from 6 on; 10% of the rent of €100.00 = €10.00 (D21)"},
		{clause, "100.00", many(1, time.Minute), 0, "0.00", "1 interruption, tranche de 0 à moins de 3 ; 0 % du loyer de 100,00 € = 0,00 € (D21)", ""},
	} {
		c.check(t)
	}
}

func TestServiceDays(t *testing.T) {
	t.Parallel()
	const clause = `{"target": "0.999", "rate": "1", "counting": "begun", "basis": "service_days"}`
	for _, c := range []juneClause{
		{
			clause, "0.00",
			[]time.Duration{2*time.Hour + time.Minute},
			0, "3.00",
			"compté en entier : 2 h 1 min (D10) ; 3 × 1 h, chaque unité commencée comptant en entier (D11) ; 3 × 1 jour = 3 jours (D21)",
			"2 h 1 min counted in full (D10); 3 × 1 h, each unit begun counting in full (D11); 3 × 1 day = 3 days (D21)",
		},
		{clause, "149.00", []time.Duration{time.Hour}, 0, "1.00", "1 × 1 jour = 1 jour (D21)", "1 × 1 day = 1 day (D21)"},
		{clause, "149.00", []time.Duration{time.Hour + 1}, 0, "2.00", "", ""},
		{clause, "149.00", []time.Duration{43*time.Minute + 12*time.Second}, 0, "0.00", "", ""},
		{
			clause, "149.00",
			[]time.Duration{30*time.Hour + 1},
			0, "30.00",
			"31 × 1 jour = 31 jours (D21) ; au plus 100 % des 30 jours de la période = 30 jours (D12)",
			"31 × 1 day = 31 days (D21); at most 100% of the 30 days of the period = 30 days (D12)",
		},
		{
			`{"target": "0.999", "rate": "0.25", "basis": "service_days", "cap": "0.05"}`, "149.00",
			[]time.Duration{5 * time.Hour},
			0, "1.25",
			"5 × 0,25 jour = 1,25 jour (D21)", "5 × 0.25 days = 1.25 days (D21)",
		},
		{
			`{"target": "0.999", "bands": [{"from": "0.99", "below": "0.999", "credit": "3"}, {"below": "0.99", "credit": "7.5"}], "basis": "service_days", "minimum": "3.01"}`,
			"149.00",
			[]time.Duration{2 * time.Hour},
			0, "0.00",
			"tranche de 99 % à moins de 99,9 % ; 3 jours (D21) ; rien en dessous de 3,01 jours : 0 jour", "band from 99% to below 99.9%; 3 days (D21); nothing below 3.01 days: 0 days",
		},
	} {
		c.check(t)
	}
}

func TestCalendarDayUnits(t *testing.T) {
	t.Parallel()
	const clause = `{"target": "0.999", "rate": "0.02", "counting": "calendar_days"}`
	for _, c := range []juneClause{
		{
			clause, "100.00",
			[]time.Duration{20 * time.Hour, 5 * time.Hour},
			0, "4.00",
			"compté en entier : 25 h (D10) ; 2 jours civils (D11) ; 2 × 2 % du loyer de 100,00 € = 4,00 € (D21)",
			"25 h counted in full (D10); 2 calendar days (D11); 2 × 2% of the rent of €100.00 = €4.00 (D21)",
		},
		{clause, "100.00", []time.Duration{24 * time.Hour}, 0, "2.00", "1 jour civil (D11) ; 1 × 2 % du loyer de 100,00 € = 2,00 € (D21)", "1 calendar day (D11); 1 × 2% of the rent of €100.00 = €2.00 (D21)"},
		{clause, "100.00", []time.Duration{24*time.Hour + 1}, 0, "4.00", "", ""},
		{clause, "100.00", []time.Duration{24*time.Hour - 1}, 0, "2.00", "", ""},
		{
			`{"target": "0.999", "rate": "1", "basis": "day_rent", "counting": "calendar_days", "per_outage": true}`, "300.00",
			[]time.Duration{20 * time.Hour, 5 * time.Hour},
			0, "30.00",
			"par interruption : 20 h → 1, 5 h → 2 ; 3 jours civils (D11) ; 3 × 100 % du loyer d'un jour (300,00 € pour 30 jours) = 30,00 € (D21, D36)",
			"by outage: 20 h → 1, 5 h → 2; 3 calendar days (D11); 3 × 100% of a day's rent (€300.00 for 30 days) = €30.00 (D21, D36)",
		},
	} {
		c.check(t)
	}
}

// TestServiceDaysThatAreCorrected: an outage that becomes known later adds days, one that never was takes
// them back, by every road; a contract whose clause owes days needs no rent.
func TestServiceDaysThatAreCorrected(t *testing.T) {
	t.Parallel()
	var ct servicelevel.Contract
	clause := `{"target": "0.999", "rate": "1", "counting": "begun", "basis": "service_days"}`
	require.NoError(t, json.Unmarshal([]byte(strings.NewReplacer("RENT", "100.00", "CLAUSE", clause).Replace(june)), &ct))
	first := time.Date(2026, time.June, 10, 0, 0, 0, 0, time.UTC)
	list := []servicelevel.Fact{
		{ID: "O", Kind: servicelevel.Down, At: first, End: first.Add(2 * time.Hour)},
		told(servicelevel.Fact{ID: "P", Kind: servicelevel.Down, At: first.AddDate(0, 0, 1), End: first.AddDate(0, 0, 1).Add(3 * time.Hour)}, "2026-07-05 10:00"),
		{ID: "W", Kind: servicelevel.Withdrawn, Of: "O", At: time.Date(2026, time.August, 2, 0, 0, 0, 0, time.UTC)},
	}
	for i, s := range requireAllRoads(t, ct, list, "2026-06", 3) {
		want := append([]string{"2.00", "3.00", "-2.00"}, make([]string, 9)...)[i]
		if want == "" {
			want = "0.00"
		}
		assert.Equal(t, want, s.ServiceDays.StringFixed(2), s.Month)
		assert.Nil(t, s.Compensation)
		require.NoError(t, s.Validate())
		s.ServiceDays = *dec("1")
		require.ErrorContains(t, s.Validate(), "service_days: must be what availability owes in days, less what was owed before")
	}
	ct.Rent = nil
	assert.Equal(t, "2.00", stated(t, ct, servicelevel.Activity{Outages: []penalty.Outage{{Start: first, End: first.Add(2 * time.Hour)}}}, "2026-06").ServiceDays.StringFixed(2))
}
