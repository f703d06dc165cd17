package servicelevel_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// chargingLate is NUXIT's edition if its guarantees had a clause of what it costs to be late, and chargingLateIn
// in a currency.
func chargingLate(t require.TestingT, clauses map[servicelevel.Level]*penalty.Terms) *servicelevel.Catalogue {
	return chargingLateIn(t, "", clauses)
}

func chargingLateIn(t require.TestingT, currency modelCurrency, clauses map[servicelevel.Level]*penalty.Terms) *servicelevel.Catalogue {
	e := currency.edition(servicelevel.NUXIT().Edition())
	for i := range e.Plans {
		if p := &e.Plans[i]; p.Guarantee != nil {
			p.Guarantee.Terms.Late = clauses[p.Level]
		}
	}
	cat, err := servicelevel.Compile(e)
	require.NoError(t, err)
	return cat
}

// TestLateClausesOfPlans: what late interventions cost by the guarantees of the plans, by every road and
// by the model, in each currency: each plan's clause charges what was asked for under it.
func TestLateClausesOfPlans(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var clause *penalty.Terms
		currency := drawCurrency(t)
		l := drawLifeIn(t, currency, true, func(ct *servicelevel.Contract) {
			if ct.Edition != "nuxit" {
				ct.Edition, ct.Quote = "nuxit", nil
			}
			for i := range ct.Changes {
				ct.Changes[i].Edition = ""
			}
			if clause = ct.Options.Late; clause == nil {
				clause = perHour()
			}
			if ct.Options.Late = nil; oneIn(t, 5, "the contract's own, all the same") {
				ct.Options.Late = &penalty.Terms{Target: *dec("1"), PerOutage: true, Lengths: []penalty.Length{{Credit: *dec("0.125")}}}
			}
			charge := func(p *plans.Plan) {
				if p != nil {
					p.Guarantee.Terms.Late = clause
				}
			}
			charge(ct.Quote)
			for i := range ct.Changes {
				charge(ct.Changes[i].Quote)
			}
		})
		l.cat, l.byPlan = chargingLateIn(t, currency, map[servicelevel.Level]*penalty.Terms{servicelevel.Pro: clause, servicelevel.Business: clause}), 0
		l.late = clause
		l = l.possible()
		want := inOneCall(atRandom(t), l)
		requireModel(t, l, want)
		list := roads
		if testing.Short() {
			list = []road{rapid.SampledFrom(roads).Draw(t, "road")}
		}
		requireRoads(atRandom(t), l, want, list)
		for _, text := range want {
			var s servicelevel.Statement
			require.NoError(t, json.Unmarshal([]byte(text), &s))
			s.Explain()
			for _, x := range allSaid(&s) {
				require.NoError(t, x.check(), "%s\n%s", x.text.EN, x.text.FR)
			}
		}
	})
}

// TestLateClauseOfAPlan: a contract's own clause goes before its plan's; of two plans of a month each
// charges by itself, and one without a clause charges nothing.
func TestLateClauseOfAPlan(t *testing.T) {
	t.Parallel()
	each := func(share string) *penalty.Terms {
		return &penalty.Terms{Target: *dec("1"), PerOutage: true, Lengths: []penalty.Length{{Credit: *dec(share)}}}
	}
	late := servicelevel.Activity{
		Requests:      []servicelevel.Request{incident("T1", "2026-05-04 10:00"), incident("T2", "2026-05-20 10:00"), incident("T3", "2026-05-21 10:00")},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-04 15:00", 10*mins), session("T2", "2026-05-20 15:00", 10*mins), session("T3", "2026-05-21 14:00", 10*mins)},
	}
	for what, c := range map[string]struct {
		plans map[servicelevel.Level]*penalty.Terms
		own   *penalty.Terms
		lines []string
		d19   []string
	}{
		"both plans": {
			map[servicelevel.Level]*penalty.Terms{servicelevel.Pro: each("0.05"), servicelevel.Business: each("0.1")},
			nil,
			[]string{"Late interventions, May 2026, Pro pro 5.00", "Late interventions, May 2026, Business business 20.00"},
			[]string{"per_breach 0.05", "per_breach 0.1"},
		},
		"the same by both": {
			map[servicelevel.Level]*penalty.Terms{servicelevel.Pro: each("0.6"), servicelevel.Business: each("0.6")},
			nil,
			[]string{"Late interventions, May 2026, Pro pro 60.00", "Late interventions, May 2026, Business business 100.00"}, // each up to the rent
			[]string{"per_breach 0.6"},
		},
		"one of them": {
			map[servicelevel.Level]*penalty.Terms{servicelevel.Business: each("0.1")},
			nil,
			[]string{"Late interventions, May 2026 business 20.00"},
			[]string{"per_breach 0.1"},
		},
		"the contract's": {
			map[servicelevel.Level]*penalty.Terms{servicelevel.Pro: each("0.05"), servicelevel.Business: each("0.1")},
			each("0.02"),
			[]string{"Late interventions, May 2026  6.00"},
			[]string{"per_breach 0.02"},
		},
		"nobody's": {nil, nil, nil, []string{"none 0"}},
	} {
		ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
		ct.Rent, ct.Options.Late, ct.Options.ProRata, ct.Options.Overdraft = dec("100.00"), c.own, true, 1000*time.Hour
		ct.Changes = []servicelevel.Change{{On: day("2026-05-16"), Level: servicelevel.Business}}
		s := statementBy(t, chargingLate(t, c.plans), ct, late, "2026-05")
		s.Explain()
		var lines, d19 []string
		if s.Compensation != nil {
			for _, l := range s.Compensation.Lines {
				assert.Contains(t, l.Explained.EN, "interventions not begun within the guaranteed time", what)
				assert.Contains(t, l.Explained.EN, "= €"+l.Amount.StringFixed(2), what)
				lines = append(lines, l.Label.EN+" "+l.Ref+" "+l.Amount.StringFixed(2))
			}
		}
		for _, a := range s.Assumptions {
			if a.Rule == "D19" {
				d19 = append(d19, a.Choice+" "+a.Share.String())
			}
		}
		assert.Equal(t, c.lines, lines, what)
		assert.Equal(t, c.d19, d19, what)
	}
}

// TestLateClauseNeedsARent: a plan whose late interventions cost a share of the rent is not for a
// contract without one.
func TestLateClauseNeedsARent(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	_, err := chargingLate(t, map[servicelevel.Level]*penalty.Terms{servicelevel.Pro: perHour()}).Statement(ct, servicelevel.Activity{}, month("2026-05"))
	require.ErrorContains(t, err, "rent: must be given where late interventions cost a share of it (D17, D19)")
	ct.Rent = dec("0")
	statementBy(t, chargingLate(t, map[servicelevel.Level]*penalty.Terms{servicelevel.Pro: perHour()}), ct, servicelevel.Activity{}, "2026-05")
}
