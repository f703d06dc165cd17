package servicelevel

import (
	"math/bits"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/internal/vat"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// decide lists what was chosen for the decisions that a statement rests on, in their order,
// and of one decision in the order of what rests on it.
func (b *Biller) decide(s *Statement) {
	of := choices{list: b.mem.assumptions[:0], months: b.term.Cycle}
	b.assumed |= b.rests(s)
	for left := b.assumed & decisionsAlone; left != 0; left &= left - 1 {
		of.begin(bits.TrailingZeros64(uint64(left)))
		b.choose(&of, s)
	}
	of.settle()
	b.mem.assumptions = of.list
	s.Assumptions = of.list[:len(of.list):len(of.list)]
}

// rests returns the decisions that can be told from the figures of a statement.
func (b *Biller) rests(s *Statement) assumed {
	of := restsOnVAT(&s.Invoice, s.CreditNotes)
	if of&d22 != 0 && len(b.term.vat.later) > 0 {
		of |= d33
	}
	for i := range s.Availability {
		u := &s.Availability[i]
		for n := range u.Clauses() {
			of |= restsOn(u.Assessed(n))
		}
		if cappedTogether(u) {
			of |= d12
		}
	}
	if b.term.quotes != nil && b.quotes(s) {
		of |= d25
	}
	return of
}

// quotes reports whether a figure of a statement comes from a quoted plan, besides those of work.
func (b *Biller) quotes(s *Statement) bool {
	quoted := func(d calendar.Date) bool { return b.term.runs[b.term.on(d)].offer.quoted }
	for _, list := range [...][]statement.LevelDays{s.Levels, s.InAdvance} {
		for i := range list {
			if quoted(list[i].From) {
				return true
			}
		}
	}
	lines := func(d *invoice.Document) bool {
		return slices.ContainsFunc(d.Lines, func(l invoice.Line) bool {
			return (l.Kind == invoice.PackLine || l.Kind == invoice.HoursLine) && quoted(l.Date)
		})
	}
	return lines(&s.Invoice) ||
		slices.ContainsFunc(s.Guarantees, func(g statement.Punctuality) bool { return b.at(nano.Of(g.Response.Start)).quoted }) ||
		slices.ContainsFunc(s.Availability, func(u statement.Uptime) bool { return b.term.quotedIn(u.Month, u.Level) })
}

// quotedIn reports whether a level was a quoted plan on a day up to the end of a month.
func (t *term) quotedIn(m calendar.Month, level Level) bool {
	last := t.on(t.Last(m))
	return slices.ContainsFunc(t.runs[:last+1], func(r run) bool { return r.level == level && r.offer.quoted })
}

// restsOnVAT returns those of the VAT and of what is given back of an invoice and of credit notes.
func restsOnVAT(d *invoice.Document, notes []invoice.CreditNote) assumed {
	of := restsOnTaxes(d, false)
	for i := range notes {
		of |= restsOnTaxes(&notes[i].Document, true)
	}
	return of
}

// restsOnTaxes is the same of one document, which is a credit note or none.
func restsOnTaxes(d *invoice.Document, note bool) (of assumed) {
	if len(d.Taxes) > 0 {
		of |= d22
	}
	if len(d.Taxes) > 1 {
		of |= d33
	}
	for i := range d.Lines {
		switch kind := d.Lines[i].Kind; {
		case kind == invoice.RefundLine:
			of |= d21 | halfAway | d33 // by what its part had cost
		case kind == invoice.WithdrawalLine, kind == invoice.FeeLine && note:
			of |= d33
		}
	}
	return of
}

// choose adds what was chosen for a decision.
func (b *Biller) choose(of *choices, s *Statement) {
	switch of.n {
	case 3:
		of.next(b.term.chosen(of.n)).Zone = s.Zone
		if b.assumed&rulesChanged != 0 {
			of.next("closed_as_it_was").Zone = s.Zone
		}
		return
	case 7:
		drawn := ""
		switch {
		case b.term.drawing() == credit.GiftsFirst:
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
		if limit := b.term.contract.Options.Overdraft; limit > 0 && !sells(b.term.without) {
			of.next("overdraft").Time = limit
			return
		}
	case 4, 9, 10, 11, 12, 13, 14, 15, 16, 36:
		b.chooseTerms(of, s)
		return
	case 19:
		if len(b.term.lates) > 0 {
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
	of.next(b.term.chosen(of.n))
}

// chosen returns what a contract chose by its Options, or the default.
func (t *term) chosen(n int) string {
	o := &t.contract.Options
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
	case n == 8 && sells(t.without):
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
	case n == 29 && t.without == UncoveredPacks:
		other = "packs"
	}
	if other == "" {
		return defaults[n]
	}
	return other
}

// defaults are the default choices of decisionIDs: a statement names a dozen of them, and to look each up
// copies its rule (5 % of BenchmarkStatement's biller).
var defaults = func() (names [len(decisionIDs)]string) {
	for n, id := range decisionIDs {
		names[n] = byDefault(id)
	}
	return names
}()

// byDefault is the choice of a decision that is taken unless another is asked for.
func byDefault(rule string) string {
	r, _ := plans.LookupRule(rule)
	return r.Default().Name
}

// chooseSeveral adds the choices of facts, of decisions of which there can be several.
func (b *Biller) chooseSeveral(of *choices) {
	for _, c := range [...]struct {
		n      int
		of     assumed
		choice string
	}{
		{21, halfAway, "half_away"},
		{21, halfEven, "half_even"},
		{26, feastsHeld, "every_year"},
		{26, feastsWorked, "not_2005_2007"},
		{30, gaveAll, "share_of_price"},
		{30, gavePart, "part"},
		{30, gaveAmount, "amount"},
		{32, hoursKept, "kept"},
		{32, hoursLost, "forfeited"},
	} {
		if c.n == of.n && b.assumed&c.of != 0 {
			of.next(c.choice)
		}
	}
}

// VATAssumptions lists what was chosen for the VAT of an invoice and of credit notes that are sent with it: each
// rate, or why there is none (D22), in the order in which they have them, and on which day's rate (D33) if
// lines of one differ in it, or give back what an earlier one had. They are not worded: see [statement.Assumption.Explain].
func VATAssumptions(d *invoice.Document, notes []invoice.CreditNote) []statement.Assumption {
	var of choices
	of.begin(22)
	of.addVAT(d, notes)
	if restsOnVAT(d, notes)&d33 != 0 {
		of.begin(33)
		of.next(byDefault(decisionIDs[33]))
	}
	of.settle()
	return of.list
}

// addVAT adds the treatments of what is invoiced and given back, in the order in which the documents have
// them.
func (c *choices) addVAT(d *invoice.Document, notes []invoice.CreditNote) {
	c.addTaxes(d)
	for i := range notes {
		c.addTaxes(&notes[i].Document)
	}
}

// addTaxes adds the treatments of a document.
func (c *choices) addTaxes(d *invoice.Document) {
	for i := range d.Taxes {
		t := &d.Taxes[i]
		if choice, _, ok := vat.WhyNone(t.Category); ok {
			c.next(choice)
		} else {
			c.next("rate").Share = t.Rate
		}
	}
}

// choices are a list of assumptions, of a contract whose months are those of a cycle, to which those of decision n
// are added since from, each once: settled when the next one comes, or at the end. One of many, as a hostile document
// has rates of VAT, is looked through by keys.
type choices struct {
	list   []statement.Assumption
	months cycle.Cycle
	n      int
	from   int
	known  map[assumptionKey]struct{}
}

// begin goes on to decision n.
func (c *choices) begin(n int) {
	c.settle()
	c.n, c.from, c.known = n, len(c.list), nil
}

// next adds a choice, and returns it for its operands: it stands in the list up to the next one.
func (c *choices) next(choice string) *statement.Assumption {
	c.settle()
	c.list = append(c.list, statement.Assumption{})
	d := &c.list[len(c.list)-1]
	d.Rule, d.Choice = decisionIDs[c.n], choice
	return d
}

// assumptionKey is what two that are the same have in common.
type assumptionKey struct {
	rule, choice, zone string
	day, months        int
	of                 statement.Subject
	time               time.Duration
	basis              penalty.Basis
	share              vat.Key
	price              int64
}

func keyOf(d *statement.Assumption) assumptionKey {
	return assumptionKey{d.Rule, d.Choice, d.Zone, d.Day, d.Months, d.Of, d.Time, d.Basis, vat.KeyOf("", d.Share), money.Any.Count(d.Price)}
}

// settle takes the last choice back if it is the same as an earlier one of the decision.
func (c *choices) settle() {
	last := len(c.list) - 1
	if last <= c.from {
		return
	}
	if c.known == nil && last-c.from < few {
		for i := c.from; i < last; i++ {
			if c.list[i].Equal(c.list[last]) {
				c.list = c.list[:last]
				return
			}
		}
		return
	}
	if c.known == nil {
		c.known = make(map[assumptionKey]struct{}, 2*few)
		for i := c.from; i < last; i++ {
			c.known[keyOf(&c.list[i])] = struct{}{}
		}
	}
	n := len(c.known)
	if c.known[keyOf(&c.list[last])] = struct{}{}; len(c.known) == n {
		c.list = c.list[:last]
	}
}
