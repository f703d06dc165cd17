package statement_test

import (
	"math"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// A statement that no catalogue made is explained as far as it goes.
func TestExplainTakesAnyStatement(t *testing.T) {
	t.Parallel()
	absurd := decimal.New(7, math.MaxInt32)
	line := invoice.Line{Kind: 9, Quantity: absurd, Price: absurd, Amount: absurd, PriceBase: 30, Date: calendar.Date{Month: 13}}
	s := statement.Statement{
		Zone:         "Europe/Atlantis",
		Compensation: &invoice.Document{Lines: []invoice.Line{{Kind: invoice.PenaltyLine}, {Kind: invoice.LateLine}}},
		Tickets: []statement.TicketWork{{
			Worked: -time.Minute, Charged: time.Hour, FromAllowance: 1, FromOverdraft: 1, Outside: 1,
			Draws: []statement.LotDraw{{Lot: "P-unknown", Time: -1, Cost: absurd}},
		}},
		Guarantees: []statement.Punctuality{{Response: response.Answer{Outcome: 9, Margin: -1}}},
		Credit:     statement.CreditUse{Lots: []statement.LotUse{{Lot: "P-known"}}},
		Availability: []statement.Uptime{
			{Assessment: penalty.Assessment{Missed: true, Rent: absurd, Amount: absurd, Capped: true, Terms: penalty.Terms{Target: absurd, Rate: absurd}}, Before: absurd},
			{Assessment: penalty.Assessment{Margin: -1}},
		},
	}
	for kind := range invoice.LineKind(5) {
		line.Kind = kind
		s.Invoice.Lines = append(s.Invoice.Lines, line)
	}
	s.Explain()
	assert.Contains(t, s.Tickets[0].Explained.EN, "to a pack bought before")
	assert.Contains(t, s.Invoice.Lines[0].Label.EN, " level")
	new(statement.Statement).Explain()
}

// TestWordsOfWorkTakenBack: every part of what is given back is said.
func TestWordsOfWorkTakenBack(t *testing.T) {
	t.Parallel()
	s := statement.Statement{Tickets: []statement.TicketWork{{
		Worked: -100 * time.Minute, Block: 30 * time.Minute, Charged: -2 * time.Hour, Month: calendar.MustParseMonth("2026-05"),
		WorkedBefore: 100 * time.Minute, ChargedBefore: 2 * time.Hour,
		FromAllowance: -90 * time.Minute, FromOverdraft: -30 * time.Minute, Outside: -10 * time.Minute,
	}}}
	s.Explain()
	assert.Equal(t, plans.Wording{
		FR: "100 min avant moins 100 min = 0 min → 0 tranche de 30 min, moins 4 facturées avant ; 90 min rendues à l'allocation de mai 2026, 30 min de moins à découvert (D8) ; 10 min de moins hors des heures prévues",
		EN: "100 min before less 100 min = 0 min → 0 blocks of 30 min, less 4 charged before; 90 min back to the allowance for May 2026, 30 min less overdrawn (D8); 10 min less outside the plan's hours",
	}, s.Tickets[0].Explained)
}

func TestWorkRules(t *testing.T) {
	t.Parallel()
	rules := statement.WorkRules{Blocks: "S18, S19", Credit: "D7"}
	var all []string
	for id := range rules.All() {
		all = append(all, id)
	}
	assert.Equal(t, []string{"S18", "S19", "D7"}, all)
	for id := range rules.All() {
		assert.Equal(t, "S18", id)
		break
	}
}

// TestExplainTakesAnyAssessment: whatever a statement holds, it is put into words in a moment.
func TestExplainTakesAnyAssessment(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		absurd := rapid.SampledFrom([]decimal.Decimal{
			{}, dec("0.999"), dec("5"), dec("-3.5"), decimal.New(7, math.MaxInt32), decimal.New(-7, math.MaxInt32), decimal.New(7, math.MinInt32), dec("99999999999999999999.999"), decimal.New(math.MaxInt64, -2),
		})
		span := rapid.SampledFrom([]time.Duration{0, 1, -1, time.Hour, -time.Hour, 744 * time.Hour, math.MaxInt64, math.MinInt64})
		share := func(label string) decimal.Decimal { return absurd.Draw(t, label) }
		a := penalty.Assessment{
			Terms: penalty.Terms{
				Target: share("target"), Rate: share("rate"), Cap: share("cap"), OutageCap: share("outage cap"), Unit: span.Draw(t, "unit"),
				Period: penalty.Period(rapid.Uint8Max(5).Draw(t, "period")), Basis: penalty.Basis(rapid.Uint8Max(5).Draw(t, "basis")),
				Counting: penalty.Counting(rapid.Uint8Max(4).Draw(t, "counting")), Rounding: penalty.Rounding(rapid.Uint8Max(3).Draw(t, "rounding")),
				PerOutage: rapid.Bool().Draw(t, "per outage"), Excess: rapid.Bool().Draw(t, "excess"), Uncapped: rapid.Bool().Draw(t, "uncapped"),
				Grain: span.Draw(t, "grain"), Lump: share("lump"), LumpAtLeast: rapid.Bool().Draw(t, "at least"), Fixed: rapid.Bool().Draw(t, "fixed"), Figure: share("figure"), MaintenanceBudget: span.Draw(t, "budget"), Deductible: span.Draw(t, "deductible"), AtTarget: rapid.Bool().Draw(t, "at the target"), Minimum: share("minimum"), OverMinimum: rapid.Bool().Draw(t, "over the minimum"),
				Stated: penalty.Decisions(rapid.Uint32().Draw(t, "stated")), Rules: penalty.Rules{Target: rapid.String().Draw(t, "rule")},
			},
			Rent: share("rent"), Amount: share("amount"), Withheld: share("withheld"), BeforeCap: share("before cap"),
			Availability: penalty.Availability{Down: span.Draw(t, "down"), Total: span.Draw(t, "total")},
			Allowed:      span.Draw(t, "allowed"), Margin: span.Draw(t, "margin"), Counted: span.Draw(t, "counted"), Excluded: span.Draw(t, "excluded"),
			Maintenance: span.Draw(t, "maintenance"), Short: rapid.SliceOfN(span, 0, 2).Draw(t, "short"), Lasted: rapid.SliceOfN(span, 0, 2).Draw(t, "lasted"), Filled: rapid.SliceOfN(span, 0, 2).Draw(t, "filled"), Each: rapid.SliceOfN(span, 0, 3).Draw(t, "each"), Units: penalty.Ratio{Num: rapid.Int64().Draw(t, "num"), Den: rapid.Int64().Draw(t, "den")},
			Missed: rapid.IntRange(1, 4).Draw(t, "met") > 1, Capped: rapid.Bool().Draw(t, "capped"), CappedOutages: rapid.Int().Draw(t, "capped outages"),
			Assumed: penalty.Decisions(rapid.Uint32().Draw(t, "assumed")),
		}
		if rapid.IntRange(1, 3).Draw(t, "an end of time") == 1 {
			a.Period.End = time.Unix(rapid.Int64().Draw(t, "end"), 0)
		}
		for range rapid.IntRange(0, 2).Draw(t, "bands") {
			a.Terms.Bands = append(a.Terms.Bands, penalty.Band{From: share("from"), Below: share("below"), Through: rapid.Bool().Draw(t, "through"), Credit: share("credit")})
		}
		for range rapid.IntRange(0, 2).Draw(t, "lengths") {
			a.Terms.Lengths = append(a.Terms.Lengths, penalty.Length{From: span.Draw(t, "from"), Below: span.Draw(t, "below"), Credit: share("credit")})
		}
		for range rapid.IntRange(0, 2).Draw(t, "numbers") {
			a.Terms.Numbers = append(a.Terms.Numbers, penalty.Number{From: rapid.Int().Draw(t, "from"), Below: rapid.Int().Draw(t, "below"), Credit: share("credit")})
		}
		s := statement.Statement{Availability: []statement.Uptime{{Assessment: a, Before: share("before")}}}
		s.Explain()
		require.NotEmpty(t, s.Availability[0].Explained.FR)
		a.Assumptions()
	})
}
