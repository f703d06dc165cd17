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
func (b *biller) fees() error {
	from, until, ok := b.term.service(b.month)
	if !ok {
		return nil
	}
	b.out.Levels = make([]LevelDays, 0, 1+len(b.term.contract.Changes))
	for day := from; day.Compare(until) < 0; {
		days := LevelDays{Level: b.term.level(day), From: day, Until: until}
		for _, ch := range b.term.contract.Changes {
			if on := b.term.effective(ch); on.Compare(day) > 0 && on.Compare(days.Until) < 0 {
				days.Until = on
			}
		}
		b.out.Levels = append(b.out.Levels, days)
		day = days.Until
	}
	whole := from == b.month.First() && until == b.month.AddMonths(1).First() && len(b.out.Levels) == 1
	if !whole || b.deferred() {
		b.assume(24)
	}
	b.out.Invoice.Lines = make([]Line, 0, len(b.out.Levels)+b.sold)
	for i := range b.out.Levels {
		if err := b.fee(&b.out.Levels[i], whole || !b.term.contract.Options.ProRata); err != nil {
			return err
		}
	}
	return nil
}

// deferred reports whether a change of level in the month waits for the next one
// (D24).
func (b *biller) deferred() bool {
	return slices.ContainsFunc(b.term.contract.Changes, func(ch Change) bool {
		return ch.On.MonthOf() == b.month && b.term.effective(ch) != ch.On
	})
}

// fee invoices a level for the month, or for some days of it.
func (b *biller) fee(days *LevelDays, whole bool) error {
	plan := &b.term.offer(days.Level).plan
	cents, err := money.FromDecimal(plan.Fee.Monthly)
	if err != nil || cents == 0 {
		return err // a plan without a fee has no line; a valid plan has no error
	}
	line := Line{
		Kind: FeeLine, Quantity: one, Unit: unitMonth, Price: b.amounts.of(cents),
		Level: days.Level, Date: days.From, Rules: b.cite(plan.Fee.Rules),
	}
	if !whole {
		n := daysBetween(days.From, days.Until)
		line.Quantity, line.Unit, line.PriceBase = decimal.New(n, 0), unitDay, b.month.Days()
		line.Rules = b.cite(plan.Fee.Rules, []string{"D24", "D21"})
		b.assume(21)
		if cents, err = b.round(cents, n, int64(b.month.Days())); err != nil {
			return fault.In("contract", err)
		}
	}
	b.invoice(line, cents)
	return nil
}

// packLine invoices a purchase.
func (b *biller) packLine(p *Purchase, cents int64, rule string) {
	date := b.wall.date(p.At)
	line := Line{
		Kind: PackLine, Quantity: one, Unit: unitOne, Price: b.amounts.of(cents),
		Level: b.term.level(date), Date: date, Ref: p.ID, Time: p.Time,
	}
	if rule != "" {
		line.Rules = b.cite([]string{rule})
	}
	if date.MonthOf() != b.month {
		line.Corrects = date.MonthOf()
	}
	b.invoice(line, cents)
}

// invoice adds a taxed line of an amount (D22).
func (b *biller) invoice(line Line, cents int64) {
	b.assume(22)
	line.Amount = b.amounts.of(cents)
	line.Category, line.Rate = b.term.category, b.term.vat
	b.out.Invoice.Lines = append(b.out.Invoice.Lines, line)
}

// round returns cents × n ÷ of in cents by the contract's rounding (D21).
func (b *biller) round(cents, n, of int64) (int64, error) {
	return money.Rounding(b.term.contract.Options.Rounding).Quo(cents, n, 1, of, 1)
}

func daysBetween(from, until calendar.Date) int64 {
	n := int64(0)
	for ; from.Compare(until) < 0; from = from.AddDays(1) {
		n++
	}
	return n
}

// total adds up the documents.
func (b *biller) total() error {
	s := b.out
	if err := b.addUp(&s.Invoice); err != nil {
		return err
	}
	if s.Compensation != nil {
		return b.addUp(s.Compensation)
	}
	return nil
}

// addUp takes the VAT of a document, once for each category and rate.
func (b *biller) addUp(d *Document) error {
	var net, tax int64
	b.nets = b.nets[:0] // of each tax
	for i := range d.Lines {
		line := &d.Lines[i]
		cents := inCents(line.Amount)
		net += cents
		same := func(t TaxTotal) bool { return t.Category == line.Category && t.Rate.Equal(line.Rate) }
		j := slices.IndexFunc(d.Taxes, same)
		if j < 0 {
			j = len(d.Taxes)
			d.Taxes = append(d.Taxes, TaxTotal{Category: line.Category, Rate: line.Rate})
			b.nets = append(b.nets, 0)
		}
		b.nets[j] += cents
	}
	for j := range d.Taxes {
		t := &d.Taxes[j]
		num, den, _ := money.Fraction(t.Rate) // a rate that was checked
		cents, err := b.round(b.nets[j], num, den)
		if err != nil {
			return fault.In("contract", err)
		}
		t.Net, t.Tax = b.amounts.of(b.nets[j]), b.amounts.of(cents)
		tax += cents
	}
	if gross := net + tax; max(net, -net, gross, -gross) > money.Max {
		return fault.New("contract", money.Decimal(gross), "must not come to more than 10000000000.00 in a month")
	}
	d.Net, d.Tax, d.Gross = b.amounts.of(net), b.amounts.of(tax), b.amounts.of(net+tax)
	return nil
}
