package servicelevel_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

func documentsOf(s *servicelevel.Statement) []*invoice.Document {
	documents := []*invoice.Document{&s.Invoice}
	if s.Compensation != nil {
		documents = append(documents, s.Compensation)
	}
	for i := range s.CreditNotes {
		documents = append(documents, &s.CreditNotes[i].Document)
	}
	return documents
}

// texts lists every text of a statement, labels first.
func texts(s *servicelevel.Statement) (labels, explained []servicelevel.Wording) {
	for _, d := range documentsOf(s) {
		for _, line := range d.Lines {
			labels = append(labels, line.Label)
			explained = append(explained, line.Explained)
		}
		for _, x := range d.Taxes {
			if !x.Before.IsZero() && !x.Rate.IsZero() {
				explained = append(explained, x.Explained)
			}
		}
	}
	for _, n := range s.CreditNotes {
		explained = append(explained, n.Explained)
	}
	for _, t := range s.Tickets {
		explained = append(explained, t.Explained)
	}
	for _, g := range s.Guarantees {
		explained = append(explained, g.Explained)
	}
	for _, u := range s.Availability {
		explained = append(explained, u.Explained)
	}
	for _, x := range s.Lateness {
		explained = append(explained, x.Explained)
	}
	for _, a := range s.Assumptions {
		explained = append(explained, a.Explained)
	}
	if slices.ContainsFunc(s.Levels, func(d statement.LevelDays) bool { return d.Allowance > 0 }) {
		explained = append(explained, s.Allowance.Explained)
	}
	return labels, explained
}

// A statement read from JSON is explained word for word as it was when it was made,
// and its figures stay as they are.
func TestExplainTakesWhatTheStatementHolds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		in := generate(rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 2)), 1)
		in.Contract.Options.Zone = rapid.SampledFrom([]string{"", "UTC", "America/Havana"}).Draw(rt, "zone")
		in.Contract.Options.PriceReduction = rapid.Bool().Draw(rt, "reduction")
		in.Contract.Options.ProRata = rapid.Bool().Draw(rt, "prorata")
		in.Contract.Options.Overdraft = 100 * time.Hour
		s, err := servicelevel.NUXIT().Statement(in.Contract, in.Activity, in.Month)
		if err != nil {
			rt.Skip(err)
		}
		bare := encode(rt, s)
		labels, explained := texts(&s)
		for _, w := range append(labels, explained...) {
			require.Empty(rt, w)
		}
		var back servicelevel.Statement
		require.NoError(rt, json.Unmarshal([]byte(bare), &back))
		s.Explain()
		back.Explain()
		labels, explained = texts(&s)
		for _, w := range append(labels, explained...) {
			require.NoError(rt, w.Validate())
		}
		requireSame(rt, encode(rt, s), encode(rt, back))
		again := s
		again.Explain()
		requireSame(rt, encode(rt, s), encode(rt, again))
		requireSame(rt, bare, encode(rt, unworded(&s)))
	})
}

// Every rule that a figure cites, and every operand of its own, is in its words.
func TestExplainNamesTheRules(t *testing.T) {
	t.Parallel()
	for i, in := range []servicelevel.Input{proMonth(), businessMonth(), nightMonth()} {
		s, err := servicelevel.NUXIT().Statement(in.Contract, in.Activity, in.Month)
		require.NoError(t, err)
		s.Explain()
		says := func(w servicelevel.Wording, rules plans.Citation) {
			for id := range rules.All() {
				assert.Contains(t, w.FR, id, i)
				assert.Contains(t, w.EN, id, i)
			}
		}
		for _, line := range s.Invoice.Lines {
			says(line.Explained, line.Rules)
		}
		for _, w := range s.Tickets {
			says(w.Explained, w.Rules.Blocks)
			says(w.Explained, w.Rules.Allowance)
			says(w.Explained, w.Rules.Credit)
			if w.Outside > 0 {
				says(w.Explained, w.Rules.Hours)
			}
		}
		for _, g := range s.Guarantees {
			says(g.Explained, g.Rules)
		}
		for _, u := range s.Availability {
			for _, step := range u.Trace() {
				says(u.Explained, plans.Cite(step.Rules...))
			}
			for _, x := range u.Assessment.Assumptions() {
				if x.Rule != "D12" { // no cap is reached
					says(u.Explained, plans.Cite(x.Rule))
				}
			}
		}
	}
}

// TestExplanations words what figures alone do not show.
func TestExplanations(t *testing.T) {
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Options.PauseWaiting, ct.Options.ProRata, ct.Options.Overdraft = true, true, 10*time.Hour
	ct.End = day("2026-06-02")
	r := incident("T1", "2026-05-12 10:00")
	r.Waiting = []calendar.Pause{{Start: wall("2026-05-12 10:30")}}
	act := servicelevel.Activity{
		Requests: []servicelevel.Request{r, incident("T2", "2026-05-13 10:00"), asked("T3", "2026-05-14 10:00"), incident("T4", "2026-05-15 10:00:07.5")},
		Interventions: []servicelevel.Intervention{
			session("T1", "2026-05-12 11:00", time.Hour), session("T2", "2026-05-13 14:01", 90*time.Second), session("T3", "2026-05-14 10:00", 2*time.Hour),
		},
	}
	act.Interventions[2].Recorded = wall("2026-06-01 09:00")
	s := stated(t, ct, act, "2026-05")
	for i, want := range [][2]string{
		{
			"incident du 12 mai 2026 à 10:00 ; intervention à commencer en 4 h, jour et nuit (S46, D18) ; l'attente du client depuis le 12 mai 2026 à 10:30 ne compte pas (D18) ; commencée le 12 mai 2026 à 11:00, après 30 min : tenu",
			"incident of 12 May 2026 at 10:00; work to begin within 4 h around the clock (S46, D18); waiting for the customer since 12 May 2026 at 10:30 does not count (D18); begun on 12 May 2026 at 11:00, after 30 min: kept",
		},
		{
			"incident du 13 mai 2026 à 10:00 ; intervention à commencer en 4 h, jour et nuit, au plus tard le 13 mai 2026 à 14:00 (S46, D18) ; commencée le 13 mai 2026 à 14:01, après 4 h 1 min : manqué de 1 min (D19)",
			"incident of 13 May 2026 at 10:00; work to begin within 4 h around the clock, by 13 May 2026 at 14:00 (S46, D18); begun on 13 May 2026 at 14:01, after 4 h 1 min: missed by 1 min (D19)",
		},
	} {
		assert.Equal(t, servicelevel.Wording{FR: want[0], EN: want[1]}, s.Guarantees[i].Explained)
	}
	assert.Contains(t, s.Guarantees[2].Explained.FR, "10:00:07,5")
	assert.Contains(t, s.Guarantees[2].Explained.EN, "no intervention known on 1 June 2026 at 00:00, after 397 h 59 min 52.5 s: missed by 393 h 59 min 52.5 s (D19)")
	assert.Equal(t, "1 min 30 s → 1 tranche de 30 min (S18, S19) ; 30 min sur l'allocation de mai 2026 (S43, S45)", s.Tickets[1].Explained.FR)
	june := stated(t, ct, act, "2026-06")
	assert.Contains(t, june.Invoice.Lines[0].Explained.FR, "1 jour sur 30 à partir du 1er juin 2026 = 1,50 € (D24, D21)")
	assert.Contains(t, june.Invoice.Lines[0].Explained.EN, "1 of 30 days from 1 June 2026 = €1.50 (D24, D21)")
	assert.Equal(t, "2 h → 4 tranches de 30 min (S18, S19) ; 2 h sur le pack de 3 h du 30 juin 2026, facturé 112,67 € sur 169,00 € (S20, S21, D7) ; dont 2 h hors des heures prévues (S12, S13, S14, S15) ; "+
		"connu après le relevé de mai 2026", june.Tickets[0].Explained.FR)
	assert.Equal(t, "2 h → 4 blocks of 30 min (S18, S19); 2 h from the pack of 3 h of 30 June 2026, invoiced €112.67 of €169.00 (S20, S21, D7); of which 2 h outside the plan's hours (S12, S13, S14, S15); "+
		"known after the statement for May 2026", june.Tickets[0].Explained.EN)
	sold := june.Invoice.Lines[len(june.Invoice.Lines)-1]
	assert.Equal(t, servicelevel.Wording{FR: "Pack de 3 h", EN: "Pack of 3 h"}, sold.Label)
	assert.Equal(t, "3 h d'intervention vendues pour le travail fait sans crédit, le 30 juin 2026, 169,00 € HT (S23, D29)", sold.Explained.FR)
	assert.Equal(t, "3 h of intervention sold for work done without credit, on 30 June 2026, €169.00 excl. VAT (S23, D29)", sold.Explained.EN)
}

// TestExplanationsOfWhatIsOwed: the words are one thing for a compensation and another
// for a reduction of the invoice.
func TestExplanationsOfWhatIsOwed(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	ct.Options.Late = &penalty.Terms{Target: *dec("1"), PerOutage: true, Lengths: []penalty.Length{{Credit: *dec("0.05")}}}
	act := servicelevel.Activity{
		Outages:  []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 11:00"), down("2026-04-12 11:00", "2026-04-12 12:00"), down("2026-04-12 10:00", "2026-04-12 11:00")},
		Requests: []servicelevel.Request{incident("T1", "2026-05-10 10:00")},
	}
	act.Outages[2].Recorded = wall("2026-05-04 10:00")
	for _, reduction := range []bool{false, true} {
		ct.Options.PriceReduction = reduction
		s := stated(t, ct, act, "2026-05")
		lines, how := s.Invoice.Lines[1:], "; taken off the invoice"
		if !reduction {
			lines, how = s.Compensation.Lines, "; a compensation outside the scope of VAT"
		}
		require.Len(t, lines, 3)
		for i, want := range []string{
			"interventions not begun within the guaranteed time (D19, D17, D23): T1 late by 517 h 15 min; by intervention: 517 h 15 min → any length: 5%; 5% of the rent of €149.00 = €7.45 (D19, D11, D21)" + how,
			"availability of April 2026 below what was promised (S61, S62, D17, D23)" + how + "; known after the statement for April 2026",
			"availability of May 2026 below what was promised (S61, S62, D17, D23)" + how,
		} {
			assert.Equal(t, want, lines[i].Explained.EN)
		}
		require.Len(t, s.Availability, 2)
		assert.Equal(t, "2 h of downtime in 720 h (D4); availability 99.7222% (359/360), promised 99.9% (S61): missed by 1 h 16 min 48 s (S61, D9); "+
			"2 h counted in full (D10); 2 × 1 h, pro rata (S62, D11); 2 × 5% of the rent of €149.00 = €14.90 (S62, D21); owed before €7.45, difference €7.45", s.Availability[0].Explained.EN)
		assert.Equal(t, "1 h of downtime in 744 h (D4); availability 99.8655% (743/744), promised 99.9% (S61): missed by 15 min 21.6 s (S61, D9); "+
			"1 h counted in full (D10); 1 × 1 h, pro rata (S62, D11); 1 × 5% of the rent of €149.00 = €7.45 (S62, D21)", s.Availability[1].Explained.EN)
	}
	s := stated(t, ct, servicelevel.Activity{}, "2026-05")
	assert.Equal(t, "0 min of downtime in 744 h (D4); availability 100.0000% (1), promised 99.9% (S61): kept, to spare 44 min 38.4 s (S61, D9)",
		s.Availability[0].Explained.EN)
}

func TestCapAndMonthsInWords(t *testing.T) {
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	for m, want := range map[string]string{"2026-04": "d'avril 2026", "2026-08": "d'août 2026", "2026-10": "d'octobre 2026", "2026-05": "de mai 2026"} {
		late := session("T1", m+"-01 10:00", 0)
		late.Recorded = wall("2026-11-02 10:00")
		s := stated(t, ct, servicelevel.Activity{
			Requests: []servicelevel.Request{asked("T1", m+"-01 10:00")}, Interventions: []servicelevel.Intervention{late},
		}, "2026-11")
		assert.Contains(t, s.Tickets[0].Explained.FR, "connu après le relevé "+want)
	}
	for end, capped := range map[string]bool{"2026-05-12 06:00": false, "2026-05-12 06:00:00.000000001": true} { // 20 h
		s := stated(t, ct, servicelevel.Activity{Outages: []penalty.Outage{down("2026-05-11 10:00", end)}}, "2026-05")
		assert.Equal(t, "149.00 0.00 149.00", totals(s.Compensation))
		assert.Equal(t, capped, strings.Contains(s.Availability[0].Explained.FR, " ; au plus 100 % du loyer de 149,00 € = 149,00 € (D12)"), end)
		assert.Equal(t, capped, strings.Contains(s.Availability[0].Explained.EN, "; at most 100% of the rent of €149.00 = €149.00 (D12)"))
	}
}

// TestShortOutagesAreSaid: an outage that is too short to count is named, with how long it was and
// from which length on it would.
func TestShortOutagesAreSaid(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	ct.Options.Penalty = &penalty.Terms{Target: *dec("0.9995"), Rate: *dec("0.1"), MinOutage: 5 * time.Minute, Rules: penalty.Rules{Target: "CGV 5.2", Rate: "CGV 5.3"}}
	act := servicelevel.Activity{Outages: []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 11:00"), down("2026-05-13 10:00", "2026-05-13 10:04:10"), down("2026-04-30 23:59", "2026-05-01 00:02")}}
	s := stated(t, ct, act, "2026-05")
	s.Explain()
	assert.Equal(t, servicelevel.Wording{
		FR: "1 h d'indisponibilité sur 744 h (D4) ; interruptions de moins de 5 min, non comptées : 3 min, 4 min 10 s (CGV 5.2) ; disponibilité 99,8655 % (743/744), engagement 99,95 % (CGV 5.2) : manqué de 37 min 40,8 s (CGV 5.2, D9) ; " +
			"compté en entier : 1 h (D10) ; 1 × 1 h, au prorata (CGV 5.3, D11) ; 1 × 10 % du loyer de 149,00 € = 14,90 € (CGV 5.3, D21)",
		EN: "1 h of downtime in 744 h (D4); outages shorter than 5 min, not counted: 3 min, 4 min 10 s (CGV 5.2); availability 99.8655% (743/744), promised 99.95% (CGV 5.2): missed by 37 min 40.8 s (CGV 5.2, D9); " +
			"1 h counted in full (D10); 1 × 1 h, pro rata (CGV 5.3, D11); 1 × 10% of the rent of €149.00 = €14.90 (CGV 5.3, D21)",
	}, s.Availability[0].Explained)
	act.Outages = act.Outages[1:2]
	s = stated(t, ct, act, "2026-05")
	s.Explain()
	assert.Contains(t, s.Availability[0].Explained.FR, "0 min d'indisponibilité sur 744 h (D4) ; interruption de moins de 5 min, non comptée : 4 min 10 s (CGV 5.2) ; disponibilité 100,0000 % (1)")
	assert.Contains(t, s.Availability[0].Explained.EN, "; outage shorter than 5 min, not counted: 4 min 10 s (CGV 5.2);")
	// Beside one that whole units leave nothing of.
	ct.Options.Penalty.Grain = 10 * time.Minute
	act.Outages = append(act.Outages, down("2026-05-14 10:00", "2026-05-14 10:09:59"))
	s = stated(t, ct, act, "2026-05")
	s.Explain()
	assert.Contains(t, s.Availability[0].Explained.FR, "0 min d'indisponibilité sur 744 h (D4) ; interruption de moins de 5 min, non comptée : 4 min 10 s (CGV 5.2) ; chaque interruption en unités entières de 10 min : 9 min 59 s (CGV 5.2) ; disponibilité 100,0000 % (1)")
	assert.Contains(t, s.Availability[0].Explained.EN, "; outage shorter than 5 min, not counted: 4 min 10 s (CGV 5.2); each outage in whole units of 10 min: 9 min 59 s (CGV 5.2);")
}
