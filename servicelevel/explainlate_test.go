package servicelevel_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// TestWordsOfLateInterventions: each says how late it came, and what that costs.
func TestWordsOfLateInterventions(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Rent = dec("149.00")
	act := servicelevel.Activity{
		Requests:      []servicelevel.Request{incident("T1", "2026-05-04 10:00"), incident("T2", "2026-05-05 10:00"), incident("T3", "2026-05-06 10:00")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-04 16:30", 0), session("T2", "2026-05-05 14:15", 0), session("T3", "2026-05-06 14:14", 0)},
	}
	for _, c := range []struct{ clause, fr, en string }{
		{
			`{"target":"1","rate":"0.05","counting":"begun","per_outage":true,"min_outage":"PT15M"}`,
			"T1 en retard de 2 h 30 min, T2 en retard de 15 min, T3 en retard de 14 min, non compté en dessous de 15 min ; par intervention : 2 h 30 min → 3, 15 min → 1 ; " +
				"4 × 1 h, chaque unité commencée comptant en entier (D19, D11) ; 4 × 5 % du loyer de 149,00 € = 29,80 € (D19, D21)",
			"T1 late by 2 h 30 min, T2 late by 15 min, T3 late by 14 min, not counted below 15 min; by intervention: 2 h 30 min → 3, 15 min → 1; " +
				"4 × 1 h, each unit begun counting in full (D19, D11); 4 × 5% of the rent of €149.00 = €29.80 (D19, D21)",
		},
		{
			`{"target":"1","rate":"0.05","rules":{"rate":"CGV 5"}}`,
			"T1 en retard de 2 h 30 min, T2 en retard de 15 min, T3 en retard de 14 min ; en tout 2 h 59 min ; 179/60 × 1 h, au prorata (CGV 5, D11) ; " +
				"179/60 × 5 % du loyer de 149,00 € = 22,23 € (CGV 5, D21)",
			"T1 late by 2 h 30 min, T2 late by 15 min, T3 late by 14 min; in all 2 h 59 min; 179/60 × 1 h, pro rata (CGV 5, D11); " +
				"179/60 × 5% of the rent of €149.00 = €22.23 (CGV 5, D21)",
		},
		{
			`{"target":"0.9","rate":"0.05"}`,
			"T1 en retard de 2 h 30 min, T2 en retard de 15 min, T3 en retard de 14 min ; en tout 2 h 59 min ; " +
				"99,5990 % (44\u202f461/44\u202f640) des 744 h sans retard (D4), engagement 90 % (D19) : tenu, reste 71 h 25 min (D19, D9)",
			"T1 late by 2 h 30 min, T2 late by 15 min, T3 late by 14 min; in all 2 h 59 min; " +
				"99.5990% (44,461/44,640) of 744 h without lateness (D4), promised 90% (D19): kept, to spare 71 h 25 min (D19, D9)",
		},
	} {
		ct.Options.Late = new(penalty.Terms)
		require.NoError(t, ct.Options.Late.UnmarshalJSON([]byte(c.clause)))
		s := stated(t, ct, act, "2026-05")
		require.Len(t, s.Lateness, 1)
		assert.Equal(t, servicelevel.Wording{FR: c.fr, EN: c.en}, s.Lateness[0].Explained)
		if s.Compensation == nil {
			continue
		}
		assert.Equal(t, "interventions not begun within the guaranteed time (D19, D17, D23): "+c.en+"; a compensation outside the scope of VAT", s.Compensation.Lines[0].Explained.EN)
	}
}

// TestWordsOfLatenessTakenBack: what was owed by mistake is taken back in words too.
func TestWordsOfLatenessTakenBack(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Rent = dec("149.00")
	ct.Options.Late = &penalty.Terms{Target: *dec("1"), Rate: *dec("0.05"), PerOutage: true}
	in := session("T1", "2026-05-31 20:00", time.Minute)
	in.Recorded = wall("2026-06-02 09:00")
	act := servicelevel.Activity{
		Requests: []servicelevel.Request{incident("T1", "2026-05-31 19:00")}, Interventions: []servicelevel.Intervention{in},
	}
	for reduction, how := range map[bool]string{false: "taken off the compensation, outside the scope of VAT", true: "added to the invoice"} {
		ct.Options.PriceReduction = reduction
		s := stated(t, ct, act, "2026-06")
		lines := s.Invoice.Lines[1:]
		if !reduction {
			lines = s.Compensation.Lines
		}
		require.Len(t, lines, 1)
		assert.Equal(t, "Late interventions, May 2026", lines[0].Label.EN)
		assert.Equal(t, "interventions not begun within the guaranteed time (D19, D17, D23): none late; nothing is owed (D19); owed before €7.45, difference -€7.45; "+how+
			"; known after the statement for May 2026", lines[0].Explained.EN)
	}
}

// TestLatenessWithoutCostTakenBack: what cost less than half a cent is taken back as well, and the
// statement is read again.
func TestLatenessWithoutCostTakenBack(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	in := session("T1", "2026-05-31 20:00", time.Minute)
	in.Recorded = wall("2026-06-02 09:00")
	act := servicelevel.Activity{
		Requests: []servicelevel.Request{incident("T1", "2026-05-31 19:00")}, Interventions: []servicelevel.Intervention{in},
	}
	for rent, owed := range map[string]string{"0.00": "0", "0.09": "0", "0.10": "0.01"} { // 5 % of it, for an hour that is late
		ct.Rent = dec(rent)
		ct.Options.Late = &penalty.Terms{Target: *dec("1"), Rate: *dec("0.05"), PerOutage: true}
		s := stated(t, ct, act, "2026-06")
		require.Len(t, s.Lateness, 1)
		assert.Equal(t, owed, s.Lateness[0].Before.String(), rent)
		assert.Empty(t, s.Lateness[0].Late)
		again := readAgain(t, s)
		assert.Equal(t, encode(t, s), encode(t, again))
	}
}

// TestWordsOfAGuaranteeInHours: the clock, its pauses and the exact difference are said.
func TestWordsOfAGuaranteeInHours(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Options.PauseWaiting, ct.Options.GuaranteeInHours = true, true
	r := incident("T1", "2026-05-04 10:00")
	r.Waiting = []calendar.Pause{
		{Start: wall("2026-05-04 12:00"), End: wall("2026-05-04 17:00")}, {Start: wall("2026-05-04 17:30"), End: wall("2026-05-05 09:30")},
	}
	act := servicelevel.Activity{Requests: []servicelevel.Request{r}, Interventions: []servicelevel.Intervention{session("T1", "2026-05-05 12:00", 0)}}
	s := stated(t, ct, act, "2026-05")
	assert.Equal(t, servicelevel.Wording{
		FR: "incident du 4 mai 2026 à 10:00 ; intervention à commencer en 4 h des heures prévues, au plus tard le 5 mai 2026 à 11:00 (S46, D18) ; " +
			"l'attente du client le 4 mai 2026 de 12:00 à 17:00 et du 4 mai 2026 à 17:30 au 5 mai 2026 à 09:30 ne compte pas (D18) ; " +
			"commencée le 5 mai 2026 à 12:00, après 5 h des heures prévues : manqué de 1 h (D19)",
		EN: "incident of 4 May 2026 at 10:00; work to begin within 4 h of the plan's hours, by 5 May 2026 at 11:00 (S46, D18); " +
			"waiting for the customer from 4 May 2026 at 12:00 to 17:00 and from 4 May 2026 at 17:30 to 5 May 2026 at 09:30 does not count (D18); " +
			"begun on 5 May 2026 at 12:00, after 5 h of the plan's hours: missed by 1 h (D19)",
	}, s.Guarantees[0].Explained)
}
