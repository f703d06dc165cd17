package servicelevel

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// The other units of a line's quantity (UN/ECE recommendation 20).
const (
	unitHour   = "HUR"
	unitMinute = "MIN"
	unitSecond = "SEC"
	unitOne    = "C62"
)

// fees lists the days of the month under each plan, and invoices them.
func (b *Biller) fees(s *Statement) {
	if b.mem.frame == nil {
		b.mem.begin(b.term.promises())
	}
	s.Levels = b.levels(b.mem.frame.levels[:0], b.month, s.Edition)
	if b.inAdvance() {
		b.advance(s)
		return
	}
	if len(s.Levels) > 0 {
		s.Invoice.Lines = room(&b.mem.lines, len(s.Levels)+b.sold+b.penalties())
		b.feesOf(s, s.Levels, nil)
	}
}

// levels appends the days of a month in service under each plan.
func (b *Biller) levels(dst []statement.LevelDays, m calendar.Month, edition string) []statement.LevelDays {
	from, until, ok := b.term.service(m)
	if !ok {
		return nil
	}
	for day := from; day.Compare(until) < 0; {
		r := &b.term.runs[b.term.on(day)]
		days := statement.LevelDays{Level: r.level, Name: r.offer.plan.Name, From: day, Until: b.term.until(day, until)}
		if id := r.cat.edition.ID; id != edition {
			days.Edition = id
		}
		if r.cat != b.term.lists[0].cat {
			b.assumed |= d34
		}
		dst, day = append(dst, days), days.Until
	}
	return dst
}

// feesOf invoices the days of a month, those that are due if that is given.
func (b *Biller) feesOf(s *Statement, days []statement.LevelDays, due func(feeOfDays) bool) {
	if len(days) == 0 {
		return
	}
	charged, whole := false, isWhole(b.term.Cycle, days)
	for i := range days {
		fee := b.feeOf(&days[i], whole)
		if due != nil && !due(fee) {
			return // it is the month's only one
		}
		b.fee(s, &days[i], fee)
		charged = charged || fee.offer.fee != 0
	}
	if charged && !whole || b.deferred(b.term.Of(days[0].From)) {
		b.assumed |= d24
	}
}

// isWhole reports whether the days of a month are all of it, under one plan.
func isWhole(c cycle.Cycle, days []statement.LevelDays) bool {
	m := c.Of(days[0].From)
	return len(days) == 1 && days[0].From == c.First(m) && days[0].Until == c.Past(m)
}

// penalties returns how many lines a month has as a rule for what is owed to the
// customer.
func (b *Biller) penalties() int {
	n := 0
	if b.term.promises() {
		n++
	}
	if len(b.term.lates) > 0 {
		n++
	}
	return n
}

// deferred reports whether a change in a month waits for the next one (D24).
func (b *Biller) deferred(m calendar.Month) bool {
	return slices.ContainsFunc(b.term.contract.Changes, func(ch Change) bool {
		return b.term.Of(ch.On) == m && b.term.effective(ch) != ch.On
	})
}

// feeOfDays is the fee of days under one plan.
type feeOfDays struct {
	cents int64
	part  int64 // of the month, in days; 0 is all of it
	offer *offer
	// months is how many are paid at a time from this one on, and paid the first of these months
	// as the contract says: zero if each is by itself.
	months int64
	paid   calendar.Month
	before int64 // of the months that are paid together, those before this one
}

// feeOf returns the fee of some of the days of a month, or of a whole one: of part of a month a part of it
// only with Options.ProRata (D24).
func (b *Biller) feeOf(days *statement.LevelDays, whole bool) feeOfDays {
	o := b.term.runs[b.term.on(days.From)].offer
	if whole || !b.term.contract.Options.ProRata {
		fee := feeOfDays{cents: o.fee, offer: o}
		if o.plan.Fee.Months > 1 && (!b.accrues || o.together != 0) {
			b.ofMonths(&fee, b.term.Of(days.From))
		}
		return fee
	}
	n := reckon.DaysBetween(days.From, days.Until)
	cents, _ := b.round(o.fee, n, int64(b.term.Of(days.From).Days())) // a part of a fee that fits does fit
	return feeOfDays{cents: cents, part: n, offer: o}
}

// fee invoices a level for a month, or for some days of it.
func (b *Biller) fee(s *Statement, days *statement.LevelDays, fee feeOfDays) {
	o := fee.offer
	if o.fee == 0 {
		return
	}
	line := b.invoice(s, invoice.FeeLine, days.From, fee.cents)
	line.Level, line.Price = days.Level, b.amounts.of(o.fee)
	if fee.part == 0 {
		line.Quantity, line.Unit, line.Rules = one, reckon.UnitMonth, o.cites.fee
		if fee.months > 1 {
			line.Quantity = decimal.New(fee.months, 0)
		}
		if o.together != 0 {
			if p := b.priceOf(&fee); !b.sharing(line, &p, max(1, fee.months)) {
				line.Rules = o.cites.share
			}
		}
		return
	}
	line.Quantity, line.Unit, line.PriceBase = decimal.New(fee.part, 0), reckon.UnitDay, b.term.Of(days.From).Days()
	line.Rules, line.Rounding = o.cites.partOfFee, b.term.contract.Options.Rounding
	b.rounds(line.Rounding)
}

// packLine invoices a purchase.
func (b *Biller) packLine(s *Statement, at int64, id string, size time.Duration, cents int64, rule plans.Citation) *invoice.Line {
	date := b.wall.date(at)
	line := b.invoice(s, invoice.PackLine, date, cents)
	b.single(line, cents)
	line.Level, line.Ref, line.Time = b.term.level(date), id, size
	line.Rules = rule
	if m := b.monthOf(at); m != b.month {
		line.Corrects = m
	}
	return line
}

// round returns cents × n ÷ of in whole cents by the contract's rounding (D21).
func (b *Biller) round(cents, n, of int64) (int64, error) {
	return money.Rounding(b.term.contract.Options.Rounding).Quo(cents, n, 1, of, 1)
}
