package servicelevel_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	sl "github.com/palier-go/palier/servicelevel"
)

// texts lists every text of a statement, labels first.
func texts(s *sl.Statement) (labels, explained []sl.Wording) {
	documents := []*sl.Document{&s.Invoice}
	if s.Compensation != nil {
		documents = append(documents, s.Compensation)
	}
	for _, d := range documents {
		for _, line := range d.Lines {
			labels = append(labels, line.Label)
			explained = append(explained, line.Explained)
		}
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
		s, err := sl.NUXIT().Statement(in.Contract, in.Activity, in.Month)
		if err != nil {
			rt.Skip(err)
		}
		bare := encode(rt, s)
		labels, explained := texts(&s)
		for _, w := range append(labels, explained...) {
			require.Empty(rt, w)
		}
		var back sl.Statement
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
		forget := func(w *sl.Wording) { *w = sl.Wording{} }
		for _, d := range []*sl.Document{&s.Invoice, s.Compensation} {
			for i := range lines(d) {
				forget(&d.Lines[i].Label)
				forget(&d.Lines[i].Explained)
			}
		}
		for i := range s.Tickets {
			forget(&s.Tickets[i].Explained)
		}
		for i := range s.Guarantees {
			forget(&s.Guarantees[i].Explained)
		}
		for i := range s.Availability {
			forget(&s.Availability[i].Explained)
		}
		requireSame(rt, bare, encode(rt, s))
	})
}

func lines(d *sl.Document) []sl.Line {
	if d == nil {
		return nil
	}
	return d.Lines
}

// Every rule that a figure cites, and every operand of its own, is in its words.
func TestExplainNamesTheRules(t *testing.T) {
	t.Parallel()
	for i, in := range []sl.Input{proMonth(), businessMonth(), nightMonth()} {
		s, err := sl.NUXIT().Statement(in.Contract, in.Activity, in.Month)
		require.NoError(t, err)
		s.Explain()
		says := func(w sl.Wording, rules sl.Citation) {
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
			says(u.Explained, u.Rules)
			says(u.Explained, "D9, D10, D11, D13, D4, D17, D21")
		}
	}
}

// A statement that no catalogue made is explained as far as it goes.
func TestExplainTakesAnyStatement(t *testing.T) {
	t.Parallel()
	absurd := decimal.New(7, math.MaxInt32)
	line := sl.Line{Kind: 9, Quantity: absurd, Price: absurd, Amount: absurd, PriceBase: 30, Date: calendar.Date{Month: 13}}
	s := sl.Statement{
		Zone:         "Europe/Atlantis",
		Compensation: &sl.Document{Lines: []sl.Line{{Kind: sl.PenaltyLine}, {Kind: sl.LateLine}}},
		Tickets: []sl.TicketWork{{
			Worked: -time.Minute, Charged: time.Hour, FromAllowance: 1, FromOverdraft: 1, Outside: 1,
			Draws: []sl.LotDraw{{Lot: "P-unknown", Time: -1, Cost: absurd}},
		}},
		Guarantees: []sl.Punctuality{{Response: penalty.Response{Outcome: 9, Margin: -1}}},
		Credit:     sl.CreditUse{Lots: []sl.LotUse{{Lot: "P-known"}}},
		Availability: []sl.Uptime{
			{Assessment: penalty.Assessment{Missed: true, Rent: absurd, Amount: absurd, Capped: true, Terms: penalty.Terms{Target: absurd, Rate: absurd}}, Before: absurd},
			{Assessment: penalty.Assessment{Margin: -1}},
		},
	}
	for kind := range sl.LineKind(5) {
		line.Kind = kind
		s.Invoice.Lines = append(s.Invoice.Lines, line)
	}
	s.Explain()
	assert.Contains(t, s.Tickets[0].Explained.EN, "from the pack P-unknown")
	assert.Contains(t, s.Invoice.Lines[0].Label.EN, "standard level")
	new(sl.Statement).Explain()
}

func TestCitation(t *testing.T) {
	t.Parallel()
	assert.Equal(t, sl.Citation(""), sl.Cite())
	c := sl.Cite("S18", "D1", "S18", "CGV 4.2")
	assert.Equal(t, sl.Citation("S18, D1, CGV 4.2"), c)
	assert.True(t, c.Has("D1"))
	assert.True(t, c.Has("CGV 4.2"))
	assert.False(t, c.Has("S1"))
	assert.False(t, c.Has(""))
	assert.False(t, sl.Citation("").Has(""))
	for id := range c.All() {
		assert.Equal(t, "S18", id)
		break
	}
	rules := sl.WorkRules{Blocks: "S18, S19", Credit: "D7"}
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
