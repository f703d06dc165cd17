// Package choices lists what was chosen for the decisions that the figures of a statement rest on: its assumptions, in
// their order and each once, with their operands. They are data; package statement words them. It is tested through
// package servicelevel.
package choices

import (
	"math/bits"
	"slices"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/scope"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// Decide lists what was chosen for the decisions that a statement rests on, in their order,
// and of one decision in the order of what rests on it, in some memory, which it returns as it has become.
func Decide(v *scope.View, s *statement.Statement, mem []statement.Assumption) []statement.Assumption {
	b := chooser{v}
	of := choices{list: mem[:0], months: v.Term.Cycle}
	v.Assumed |= b.rests(s)
	for left := v.Assumed & decided.Decisions; left != 0; left &= left - 1 {
		of.begin(bits.TrailingZeros64(uint64(left)))
		b.choose(&of, s)
	}
	of.settle()
	s.Assumptions = of.list[:len(of.list):len(of.list)]
	return of.list
}

// chooser finds what was chosen for a statement of a month.
type chooser struct{ *scope.View }

// choose adds what was chosen for a decision.
func (b chooser) choose(of *choices, s *statement.Statement) {
	switch of.n {
	case 3:
		of.next(chosen(&b.Term, of.n)).Zone = s.Zone
		if b.Assumed&decided.RulesChanged != 0 {
			of.next("closed_as_it_was").Zone = s.Zone
		}
		return
	case 7:
		drawn := ""
		switch {
		case b.Term.Drawing() == credit.GiftsFirst:
			drawn = "gifts_first"
		case slices.ContainsFunc(s.Credit.Lots, func(l statement.LotUse) bool { return l.Until.Valid() }):
			drawn = "soonest_to_end"
		}
		if drawn != "" {
			of.next(drawn)
			of.next("share_of_price")
			return
		}
	case 8:
		if limit := b.Term.Contract.Options.Overdraft; limit > 0 && !b.Term.Sells() {
			of.next("overdraft").Time = limit
			return
		}
	case 4, 9, 10, 11, 12, 13, 14, 15, 16, 36:
		b.chooseTerms(of, s)
		return
	case 19:
		if len(b.Term.LateClauses) > 0 {
			b.chooseLate(of, s)
			return
		}
	case 22:
		of.addVAT(&s.Invoice, s.CreditNotes)
		return
	case 29:
		for i := range s.Invoice.Lines {
			if line := &s.Invoice.Lines[i]; line.Kind == invoice.HoursLine {
				of.next("hours").Price = line.Price
				return
			}
		}
	case 21, 26, 30, 32:
		b.chooseSeveral(of)
		return
	}
	of.next(chosen(&b.Term, of.n))
}

// chosen returns what a contract chose by its Options, or the default.
func chosen(t *agreed.Term, n int) string {
	o := &t.Contract.Options
	other := ""
	switch {
	case n == 1 && o.EachSession:
		other = "each_session"
	case n == 5 && o.SplitMonths:
		other = "split_at_midnight"
	case n == 5 && o.EachSession:
		other = "own_session"
	case n == 6 && o.LoseRemainder:
		other = "remainder_lost"
	case n == 8 && t.Sells():
		other = "until_sold"
	case n == 8:
		other = "afterwards"
	case n == 18 && o.GuaranteeInHours && o.PauseWaiting:
		other = "in_hours_with_pauses"
	case n == 18 && o.GuaranteeInHours:
		other = "in_hours"
	case n == 18 && o.PauseWaiting:
		other = "elapsed_with_pauses"
	case n == 23 && o.PriceReduction:
		other = "price_reduction"
	case n == 24 && o.ProRata:
		other = "pro_rata"
	case n == 27 && o.AllowanceAnyDay:
		other = "any_day"
	case n == 27 && o.ProRata:
		other = "share_of_days"
	case n == 29 && t.Uncovered == plans.UncoveredPacks:
		other = "packs"
	}
	if other == "" {
		return defaults[n]
	}
	return other
}

// defaults are the default choices of the decisions: a statement names a dozen of them, and to look each up
// copies its rule (5 % of BenchmarkStatement's biller).
var defaults = func() (names [decided.Numbers]string) {
	for n := range names {
		names[n] = byDefault(decided.ID(n))
	}
	return names
}()

// byDefault is the choice of a decision that is taken unless another is asked for.
func byDefault(rule string) string {
	r, _ := plans.LookupRule(rule)
	return r.Default().Name
}

// chooseSeveral adds the choices of facts, of decisions of which there can be several.
func (b chooser) chooseSeveral(of *choices) {
	for _, c := range [...]struct {
		n      int
		of     decided.Set
		choice string
	}{
		{21, decided.HalfAway, "half_away"},
		{21, decided.HalfEven, "half_even"},
		{26, decided.FeastsHeld, "every_year"},
		{26, decided.FeastsWorked, "not_2005_2007"},
		{30, decided.GaveAll, "share_of_price"},
		{30, decided.GavePart, "part"},
		{30, decided.GaveAmount, "amount"},
		{32, decided.HoursKept, "kept"},
		{32, decided.HoursLost, "forfeited"},
	} {
		if c.n == of.n && b.Assumed&c.of != 0 {
			of.next(c.choice)
		}
	}
}
