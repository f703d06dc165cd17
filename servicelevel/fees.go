package servicelevel

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
)

// The units of a line's quantity (UN/ECE recommendation 20).
const (
	unitMonth = "MON"
	unitDay   = "DAY"
	unitOne   = "C62"
)

// fees lists the days of the month at each level, and invoices them.
func (b *Biller) fees(s *Statement) {
	if b.mem.frame == nil {
		b.mem.frame = new(frame)
	}
	from, until, ok := b.term.service(b.month)
	if !ok {
		return
	}
	s.Levels = b.mem.frame.levels[:0]
	for day := from; day.Compare(until) < 0; {
		level := b.term.level(day)
		days := extend(&s.Levels)
		days.Level, days.Name, days.From, days.Until = level, b.term.offer(level).plan.Name, day, b.term.until(day, until)
		day = days.Until
	}
	whole := from == b.first && until == b.next && len(s.Levels) == 1
	if !whole || b.deferred() {
		b.assumed |= d24
	}
	s.Invoice.Lines = room(&b.mem.lines, len(s.Levels)+b.sold+b.penalties())
	for i := range s.Levels {
		b.fee(s, &s.Levels[i], whole || !b.term.contract.Options.ProRata)
	}
}

// penalties returns how many lines a month has as a rule for what is owed to the
// customer.
func (b *Biller) penalties() int {
	n := 0
	if b.term.promises() {
		n++
	}
	if b.term.contract.Options.Late != nil {
		n++
	}
	return n
}

// deferred reports whether a change of level in the month waits for the next one
// (D24).
func (b *Biller) deferred() bool {
	return slices.ContainsFunc(b.term.contract.Changes, func(ch Change) bool {
		return ch.On.MonthOf() == b.month && b.term.effective(ch) != ch.On
	})
}

// partOfMonth is the decisions by which part of a month has part of a fee.
const partOfMonth Citation = "D24, D21"

// fee invoices a level for the month, or for some days of it.
func (b *Biller) fee(s *Statement, days *LevelDays, whole bool) {
	o := b.term.offer(days.Level)
	if o.fee == 0 {
		return
	}
	cents, quantity, unit, base, rules := o.fee, one, unitMonth, 0, o.cites.fee
	if !whole {
		n := daysBetween(days.From, days.Until)
		quantity, unit, base, rules = decimal.New(n, 0), unitDay, b.month.Days(), o.cites.partOfFee
		cents, _ = b.round(o.fee, n, int64(base)) // a part of a fee that fits does fit
		b.assumed |= d21
	}
	line := b.invoice(s, cents)
	line.Kind, line.Quantity, line.Unit, line.Price, line.PriceBase = FeeLine, quantity, unit, b.amounts.of(o.fee), base
	line.Level, line.Date, line.Rules = days.Level, days.From, rules
}

// packLine invoices a purchase.
func (b *Biller) packLine(s *Statement, f *fact, p *Purchase, cents int64, rule Citation) {
	date := b.wall.date(f.at)
	line := b.invoice(s, cents)
	line.Kind, line.Quantity, line.Unit, line.Price = PackLine, one, unitOne, b.amounts.of(cents)
	line.Level, line.Date, line.Ref, line.Time = b.term.level(date), date, p.ID, p.Time
	line.Rules = rule
	if m := b.monthOf(f.at); m != b.month {
		line.Corrects = m
	}
}

// invoice adds a taxed line of an amount (D22), to be filled in.
func (b *Biller) invoice(s *Statement, cents int64) *Line {
	b.assumed |= d22
	b.net += cents
	line := extend(&s.Invoice.Lines)
	line.Amount, line.Category, line.Rate = b.amounts.of(cents), b.term.category, b.term.vat.share
	return line
}

// round returns cents × n ÷ of in cents by the contract's rounding (D21).
func (b *Biller) round(cents, n, of int64) (int64, error) {
	return money.Rounding(b.term.contract.Options.Rounding).Quo(cents, n, 1, of, 1)
}

func daysBetween(from, until calendar.Date) int64 {
	n := int64(0)
	for ; from.Compare(until) < 0; from = from.AddDays(1) {
		n++
	}
	return n
}

// total adds up the documents, whose lines have one category and rate each. The
// VAT of one is taken once, on its sum.
func (b *Biller) total(s *Statement) error {
	if len(s.Invoice.Lines) == 0 && s.Compensation == nil {
		return nil
	}
	taxes := b.mem.frame.taxes[:0]
	tax, err := b.round(b.net, b.term.vat.num, b.term.vat.den)
	if err != nil {
		return fault.In("contract", err)
	}
	if len(s.Invoice.Lines) > 0 {
		taxes = append(taxes, TaxTotal{Category: b.term.category, Rate: b.term.vat.share})
		if err := b.addUp(&s.Invoice, taxes[:1:1], b.net, tax); err != nil {
			return err
		}
	}
	if s.Compensation == nil {
		return nil
	}
	taxes = append(taxes, TaxTotal{Category: notSubject})
	return b.addUp(s.Compensation, taxes[len(taxes)-1:], b.owed, 0)
}

// addUp fills in the totals of a document, in cents.
func (b *Biller) addUp(d *Document, taxes []TaxTotal, net, tax int64) error {
	if gross := net + tax; max(gross, -gross) > money.Max { // the tax has the sign of net
		return fault.New("contract", money.Decimal(gross), "must not come to more than 10000000000.00 in a month")
	}
	taxes[0].Net, taxes[0].Tax = b.amounts.of(net), b.amounts.of(tax)
	d.Taxes = taxes
	d.Net, d.Tax, d.Gross = taxes[0].Net, taxes[0].Tax, b.amounts.of(net+tax)
	return nil
}
