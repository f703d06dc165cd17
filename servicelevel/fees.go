package servicelevel

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/money"
)

// The units of a line's quantity (UN/ECE recommendation 20).
const (
	unitMonth = "MON"
	unitDay   = "DAY"
	unitOne   = "C62"
)

// fees lists the days of the month under each plan, and invoices them.
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
		r := &b.term.runs[b.term.on(day)]
		days := extend(&s.Levels)
		days.Level, days.Name, days.From, days.Until = r.level, r.offer.plan.Name, day, b.term.until(day, until)
		if days.Edition = r.cat.edition.ID; days.Edition == s.Edition {
			days.Edition = ""
		}
		if r.cat != b.term.lists[0].cat {
			b.assumed |= d34
		}
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
	o := b.term.runs[b.term.on(days.From)].offer
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
	line := b.invoice(s, FeeLine, days.From, cents)
	line.Quantity, line.Unit, line.Price, line.PriceBase = quantity, unit, b.amounts.of(o.fee), base
	line.Level, line.Rules = days.Level, rules
}

// packLine invoices a purchase.
func (b *Biller) packLine(s *Statement, f *fact, p *Purchase, cents int64, rule Citation) {
	date := b.wall.date(f.at)
	line := b.invoice(s, PackLine, date, cents)
	b.single(line, cents)
	line.Level, line.Ref, line.Time = b.term.level(date), p.ID, p.Time
	line.Rules = rule
	if m := b.monthOf(f.at); m != b.month {
		line.Corrects = m
	}
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
