package servicelevel_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/statement"
)

// TestClausesInWords: two hours and a half of May 2026, for a rent of 149.00, under clauses of several kinds.
func TestClausesInWords(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	act := servicelevel.Activity{Outages: []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 12:30")}}
	const (
		fr = "2 h 30 min d'indisponibilité sur 744 h (D4) ; disponibilité 99,6639 % (1\u202f483/1\u202f488), "
		en = "2 h 30 min of downtime in 744 h (D4); availability 99.6639% (1,483/1,488), "
		// Of 99.9 %, and all that counts.
		frMissed = fr + "engagement 99,9 % (S61) : manqué de 1 h 45 min 21,6 s (S61, D9) ; "
		enMissed = en + "promised 99.9% (S61): missed by 1 h 45 min 21.6 s (S61, D9); "
		frAll    = frMissed + "compté en entier : 2 h 30 min (D10) ; "
		enAll    = enMissed + "2 h 30 min counted in full (D10); "
	)
	target := *dec("0.999")
	for _, c := range []struct {
		terms          penalty.Terms
		amount, fr, en string
	}{
		{
			penalty.Terms{Target: target, Rate: *dec("3.00"), Basis: penalty.Amount, Unit: 30 * time.Minute},
			"15.00",
			frAll + "5 × 30 min, au prorata (D11) ; 5 × 3,00 € = 15,00 € (D21)",
			enAll + "5 × 30 min, pro rata (D11); 5 × €3.00 = €15.00 (D21)",
		},
		{
			penalty.Terms{Target: target, Rate: *dec("10"), Basis: penalty.ProRataRent},
			"5.01",
			frAll + "5/2 × 1 h, au prorata (D11) ; 10 × le loyer de ce temps (149,00 € pour 744 h) = 5,01 € (D21)",
			enAll + "5/2 × 1 h, pro rata (D11); 10 × the rent of that time (€149.00 for 744 h) = €5.01 (D21)",
		},
		{
			penalty.Terms{Target: target, Rate: *dec("1"), Basis: penalty.DayRent, Unit: 15 * time.Minute, Counting: penalty.Begun},
			"48.06",
			frAll + "10 × 15 min, chaque unité commencée comptant en entier (D11) ; 10 × 100 % du loyer d'un jour (149,00 € pour 31 jours) = 48,06 € (D21, D36)",
			enAll + "10 × 15 min, each unit begun counting in full (D11); 10 × 100% of a day's rent (€149.00 for 31 days) = €48.06 (D21, D36)",
		},
		{
			penalty.Terms{Target: target, Rate: *dec("0.05"), Counting: penalty.Begun},
			"22.35",
			frAll + "3 × 1 h, chaque unité commencée comptant en entier (S62, D11) ; 3 × 5 % du loyer de 149,00 € = 22,35 € (S62, D21)",
			enAll + "3 × 1 h, each unit begun counting in full (S62, D11); 3 × 5% of the rent of €149.00 = €22.35 (S62, D21)",
		},
		{
			penalty.Terms{Target: target, Bands: []penalty.Band{{From: *dec("0.99"), Below: target, Credit: *dec("0.1")}, {Below: *dec("0.99"), Credit: *dec("0.3")}}},
			"14.90",
			frMissed + "tranche de 99 % à moins de 99,9 % ; 10 % du loyer de 149,00 € = 14,90 € (D21)",
			enMissed + "band from 99% to below 99.9%; 10% of the rent of €149.00 = €14.90 (D21)",
		},
		{
			penalty.Terms{Target: *dec("0.9995"), Rate: *dec("0.1"), Rules: penalty.Rules{Target: "CGV 5.2", Rate: "CGV 5.3"}},
			"37.25",
			fr + "engagement 99,95 % (CGV 5.2) : manqué de 2 h 7 min 40,8 s (CGV 5.2, D9) ; compté en entier : 2 h 30 min (D10) ; " +
				"5/2 × 1 h, au prorata (CGV 5.3, D11) ; 5/2 × 10 % du loyer de 149,00 € = 37,25 € (CGV 5.3, D21)",
			en + "promised 99.95% (CGV 5.2): missed by 2 h 7 min 40.8 s (CGV 5.2, D9); 2 h 30 min counted in full (D10); " +
				"5/2 × 1 h, pro rata (CGV 5.3, D11); 5/2 × 10% of the rent of €149.00 = €37.25 (CGV 5.3, D21)",
		},
		{
			penalty.Terms{Target: target, Lengths: []penalty.Length{{Below: time.Hour}, {From: time.Hour, Credit: *dec("21")}}, Basis: penalty.Amount, PerOutage: true, Excess: true},
			"21.00",
			frMissed + "compté : 2 h 30 min moins 44 min 38,4 s de tolérance = 1 h 45 min 21,6 s (D10) ; " +
				"par interruption : 2 h 30 min dont 1 h 45 min 21,6 s → durée de 1 h et plus : 21,00 € ; 21,00 € (D11, D21)",
			enMissed + "2 h 30 min less 44 min 38.4 s allowed = 1 h 45 min 21.6 s counted (D10); " +
				"by outage: 2 h 30 min of which 1 h 45 min 21.6 s → length of 1 h and more: €21.00; €21.00 (D11, D21)",
		},
		{
			penalty.Terms{Target: target, Rate: *dec("2.5"), Basis: penalty.ProRataRent, Unit: time.Hour, Counting: penalty.Full, Cap: *dec("0.005")},
			"0.75",
			frAll + "2 × 1 h, seules les unités entières comptant (D11) ; 2,5 × le loyer de ce temps (149,00 € pour 744 h) = 1,00 € (D21) ; " +
				"au plus 0,5 % du loyer de 149,00 € = 0,75 € (D12)",
			enAll + "2 × 1 h, only full units counting (D11); 2.5 × the rent of that time (€149.00 for 744 h) = €1.00 (D21); " +
				"at most 0.5% of the rent of €149.00 = €0.75 (D12)",
		},
		{
			penalty.Terms{Target: target, Rate: *dec("0.005"), Unit: 24 * time.Hour, Counting: penalty.Begun, Rounding: penalty.HalfEven},
			"0.74", // of 0.745
			frAll + "1 × 24 h, chaque unité commencée comptant en entier (D11) ; 1 × 0,5 % du loyer de 149,00 € = 0,74 €, les demi-centimes au pair (D21)",
			enAll + "1 × 24 h, each unit begun counting in full (D11); 1 × 0.5% of the rent of €149.00 = €0.74, half cents to even (D21)",
		},
	} {
		ct.Options.Penalty = &c.terms
		s := stated(t, ct, act, "2026-05")
		u := s.Availability[0]
		for _, id := range []string{"S61", "S62", "CGV 5.2", "CGV 5.3"} { // the line cites what the steps do
			said := strings.Contains(c.en, "("+id+",") || strings.Contains(c.en, "("+id+")")
			assert.Equal(t, said, slices.Contains(slices.Collect(u.Rules.All()), id), "%s: %s", id, c.en)
			assert.Equal(t, said, slices.Contains(slices.Collect(s.Compensation.Lines[0].Rules.All()), id), "%s: %s", id, c.en)
		}
		assert.Equal(t, c.amount, u.Assessment.Amount.StringFixed(2))
		assert.Equal(t, servicelevel.Wording{FR: c.fr, EN: c.en}, u.Explained)
		require.NoError(t, checkSaid(&u))
		checkCites(t, &u)
	}
}

// TestDayRentOfAPartOfAMonth: a day's rent is that of the whole month, and the statement says
// that it rests on that (D36).
func TestDayRentOfAPartOfAMonth(t *testing.T) {
	t.Parallel()
	ct := ending(contract("nuxit", servicelevel.Business, "2026-05-11"), "2026-05-15")
	ct.Rent, ct.Options.ProRata = dec("93.00"), true
	ct.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Rate: *dec("1"), Basis: penalty.DayRent}
	act := servicelevel.Activity{Outages: []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 11:00")}}
	s := stated(t, ct, act, "2026-05")
	assert.Equal(t, "3.00 0.00 3.00", totals(s.Compensation))
	assert.True(t, rests(s.Assumptions, "D36"))
	for basis, owed := range map[penalty.Basis]string{penalty.DayRent: "23.25", penalty.ProRataRent: "0.97"} { // four of 31 days in service, 96 h
		ct.Options.Penalty.Basis, ct.Options.Penalty.RentInService = basis, true
		s = stated(t, ct, act, "2026-05")
		assert.Equal(t, owed, s.Compensation.Net.StringFixed(2))
		ct.Options.Penalty.RentInService = false
		s = stated(t, ct, act, "2026-05")
		assert.Equal(t, map[penalty.Basis]string{penalty.DayRent: "3.00", penalty.ProRataRent: "0.13"}[basis], s.Compensation.Net.StringFixed(2), "an hour of 744")
		assert.True(t, rests(s.Assumptions, "D36"))
	}
	act.Outages = nil
	s = stated(t, ct, act, "2026-05")
	assert.False(t, rests(s.Assumptions, "D36"))
}

// TestDayRentOfLateInterventions: what a day's rent is of is said as the clause has it (D36).
func TestDayRentOfLateInterventions(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Rent, ct.Options.Overdraft = dec("100.00"), time.Hour
	act := servicelevel.Activity{
		Requests:      []servicelevel.Request{{Ticket: "T1", Kind: servicelevel.Incident, At: wall("2026-05-11 09:00")}},
		Interventions: []servicelevel.Intervention{{Ticket: "T1", Start: wall("2026-05-11 15:00"), End: wall("2026-05-11 15:10")}},
	}
	for inService, choice := range map[bool]string{false: "calendar_days", true: "days_in_service"} {
		ct.Options.Late = &penalty.Terms{Target: *dec("1"), PerOutage: true, Rate: *dec("0.05"), Basis: penalty.DayRent, RentInService: inService}
		s := stated(t, ct, act, "2026-05")
		i := slices.IndexFunc(s.Assumptions, func(a statement.Assumption) bool { return a.Rule == "D36" })
		require.GreaterOrEqual(t, i, 0)
		assert.Equal(t, choice, s.Assumptions[i].Choice)
	}
}

// TestSharesInWords: of how much of the platform was down each time by its share stands there, so
// that the downtime can be recomputed; a part that all of it covers says nothing.
func TestSharesInWords(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	of := func(share, from, to string) penalty.Outage {
		o := down(from, to)
		if share != "" {
			o.Share = *dec(share)
		}
		return o
	}
	for _, c := range []struct {
		outages []penalty.Outage
		fr, en  string
	}{
		{
			[]penalty.Outage{of("0.25", "2026-05-12 08:30", "2026-05-12 11:00"), of("", "2026-05-20 08:30", "2026-05-20 09:15")},
			"1 h 22 min 30 s d'indisponibilité : 45 min + 25 % de 2 h 30 min sur 744 h (D4)",
			"1 h 22 min 30 s of downtime: 45 min + 25% of 2 h 30 min in 744 h (D4)",
		},
		{
			[]penalty.Outage{of("0.5", "2026-05-12 08:00", "2026-05-12 10:00"), of("0.25", "2026-05-12 09:00", "2026-05-12 13:00")},
			"1 h 45 min d'indisponibilité : 50 % de 2 h + 25 % de 3 h (D13) sur 744 h (D4)",
			"1 h 45 min of downtime: 50% of 2 h + 25% of 3 h (D13) in 744 h (D4)",
		},
		{
			[]penalty.Outage{of("0.5", "2026-05-12 08:00", "2026-05-12 10:00"), of("1", "2026-05-12 07:00", "2026-05-12 10:00")},
			"3 h d'indisponibilité (D13) sur 744 h (D4)",
			"3 h of downtime (D13) in 744 h (D4)",
		},
	} {
		s := stated(t, ct, servicelevel.Activity{Outages: c.outages}, "2026-05")
		u := &s.Availability[0]
		assert.True(t, strings.HasPrefix(u.Explained.FR, c.fr+" ;"), u.Explained.FR)
		assert.True(t, strings.HasPrefix(u.Explained.EN, c.en+";"), u.Explained.EN)
		require.NoError(t, checkSaid(u))
	}
}

// TestAnsweredAsTheMonthEnds: work that begins with the next month is as late as the month said that
// ended; begun later by whatever little, that is said again.
func TestAnsweredAsTheMonthEnds(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Options.Overdraft = 10 * time.Hour
	for off, want := range map[time.Duration]int{0: 0, 1: 1, time.Second: 1} {
		begun := wall("2026-06-01 00:00").Add(off)
		act := servicelevel.Activity{
			Requests:      []servicelevel.Request{incident("T", "2026-05-31 19:30")},
			Interventions: []servicelevel.Intervention{{Ticket: "T", Start: begun, End: begun.Add(time.Hour)}},
		}
		may := stated(t, ct, act, "2026-05")
		require.Len(t, may.Guarantees, 1)
		assert.Equal(t, -30*time.Minute, may.Guarantees[0].Response.Margin)
		june := stated(t, ct, act, "2026-06")
		require.Len(t, june.Guarantees, want, off)
		for _, g := range june.Guarantees {
			assert.True(t, g.Revised)
			assert.Equal(t, -30*time.Minute-off, g.Response.Margin)
		}
	}
}
