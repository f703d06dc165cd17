package compare

import (
	"cmp"
	"slices"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// costSum adds up statements.
type costSum struct {
	out        *LevelCost
	unit       money.Unit
	fees, owed int64
	missed     bool // a promise was not kept
}

func (c *costSum) add(s *servicelevel.Statement) {
	out, owed := c.out, c.owed
	for i := range s.Invoice.Lines {
		switch line := &s.Invoice.Lines[i]; line.Kind {
		case invoice.FeeLine:
			c.fee(line)
		case invoice.PenaltyLine, invoice.LateLine, invoice.QuotaLine: // taken off the invoice
			c.owed -= c.unit.Count(line.Amount)
		case invoice.PackLine, invoice.HoursLine, invoice.ChargeLine: // there are none
		}
	}
	for i := range s.CreditNotes { // beyond what the invoice has: nothing else is given back
		c.owed += c.unit.Count(s.CreditNotes[i].Document.Net)
	}
	if s.Compensation != nil {
		for i := range s.Compensation.Lines {
			c.owed += c.unit.Count(s.Compensation.Lines[i].Amount)
		}
	}
	if owed = c.owed - owed; owed != 0 {
		out.OwedMonths = append(out.OwedMonths, OwedMonth{s.Month, c.unit.Decimal(owed)})
	}
	for i := range s.Tickets {
		w := &s.Tickets[i]
		out.Charged += w.Charged
		out.FromAllowance += w.FromAllowance
		for _, d := range w.Draws {
			if d.OfAllowance() {
				out.FromAllowance += d.Time
			}
		}
		out.Hours += w.FromOverdraft
		out.Outside += w.Outside
	}
	for i := range s.Guarantees {
		if s.Guarantees[i].Revised { // it was counted
			continue
		}
		if s.Guarantees[i].Response.Outcome == response.Late {
			out.Guarantees.Late++
			out.Late = append(out.Late, s.Guarantees[i].Ticket)
		} else {
			out.Guarantees.InTime++
		}
	}
	for i := range s.Availability {
		u := &s.Availability[i] // of an earlier month too, that an outage over its end changed (D35)
		if at, listed := slices.BinarySearchFunc(out.Missed, u.Month, calendar.Month.Compare); u.Missed() && !listed {
			out.Missed = slices.Insert(out.Missed, at, u.Month)
		}
	}
	for i := range s.Quotas {
		c.missed = c.missed || s.Quotas[i].Result.Missed
	}
	for i := range s.Lateness {
		c.missed = c.missed || len(s.Lateness[i].Late) > 0
	}
	c.missed = c.missed || len(out.Missed) > 0
	for i := range s.Assumptions {
		if a := &s.Assumptions[i]; a.Rule != "D8" { // no credit falls short here
			c.assume(*a)
		}
	}
}

// fee adds a fee, with those of whole months that are alike.
func (c *costSum) fee(line *invoice.Line) {
	c.fees += c.unit.Count(line.Amount)
	if line.Amount.IsZero() && line.Unit == reckon.UnitDay {
		return
	}
	part := FeePart{Months: 1, OfMonths: line.PriceBase, MonthsBefore: line.MonthsBefore, Price: line.Price, Rounding: line.Rounding, Amount: line.Amount}
	if line.Unit == reckon.UnitDay {
		part.Months, part.Days = 0, int(line.Quantity.IntPart())
		part.OfMonths, part.OfDays = 0, line.PriceBase
	}
	for i := range c.out.FeeParts {
		if p := &c.out.FeeParts[i]; p.goesOn(&part) {
			p.Months++
			p.Amount = c.unit.Decimal(c.unit.Count(p.Amount) + c.unit.Count(line.Amount))
			return
		}
	}
	c.out.FeeParts = append(c.out.FeeParts, part)
}

// goesOn reports whether a month's fee is as those of the part: at the same price, and the next share of
// it if months have that together.
func (p *FeePart) goesOn(next *FeePart) bool {
	if p.Months == 0 || next.Months == 0 || !p.Price.Equal(next.Price) || p.OfMonths != next.OfMonths {
		return false
	}
	return p.OfMonths == 0 || next.MonthsBefore == p.MonthsBefore+p.Months
}

// assume adds what was chosen, once.
func (c *costSum) assume(a statement.Assumption) {
	if !slices.ContainsFunc(c.out.Assumptions, a.Equal) {
		c.out.Assumptions = append(c.out.Assumptions, a)
	}
}

// addDefault adds the default choice of a decision.
func (c *costSum) addDefault(rule string) {
	r, _ := plans.LookupRule(rule)
	c.assume(statement.Assumption{Rule: rule, Choice: r.Default().Name})
}

// assumeRounding adds how an amount was rounded (D21).
func (c *costSum) assumeRounding(how penalty.Rounding) {
	choice := "half_away"
	if how == penalty.HalfEven {
		choice = "half_even"
	}
	c.assume(statement.Assumption{Rule: "D21", Choice: choice})
}

// sort puts the assumptions in the order of the decisions, and of one decision as they were added.
func (c *costSum) sort() {
	slices.SortStableFunc(c.out.Assumptions, func(a, b statement.Assumption) int {
		return cmp.Or(len(a.Rule)-len(b.Rule), cmp.Compare(a.Rule, b.Rule))
	})
}
