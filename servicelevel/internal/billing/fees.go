package billing

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel/contracts"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/draft"
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
)

// fees lists the days of the month under each plan, and invoices them.
func (b *Maker) fees(s *statement.Statement) {
	s.Levels = b.levels(b.RoomForLevels(), b.Month, s.Edition)
	if b.inAdvance() {
		b.advance(s)
		return
	}
	if len(s.Levels) > 0 {
		s.Invoice.Lines = draft.Room(&b.Memory.Lines, len(s.Levels)+b.sold+b.penalties())
		b.feesOf(s, s.Levels, nil)
	}
}

// levels appends the days of a month in service under each plan.
func (b *Maker) levels(dst []statement.LevelDays, m calendar.Month, edition string) []statement.LevelDays {
	from, until, ok := b.Term.Service(m)
	if !ok {
		return nil
	}
	for day := from; day.Compare(until) < 0; {
		r := &b.Term.Runs[b.Term.RunOn(day)]
		days := statement.LevelDays{Level: r.Level, Name: r.Plan.Data.Name, From: day, Until: b.Term.HoldsUntil(day, until)}
		if id := r.Catalogue.Edition.ID; id != edition {
			days.Edition = id
		}
		if r.Catalogue != b.Term.Editions[0].Catalogue {
			b.Assumed |= decided.D34
		}
		dst, day = append(dst, days), days.Until
	}
	return dst
}

// feesOf invoices the days of a month, those that are due if that is given.
func (b *Maker) feesOf(s *statement.Statement, days []statement.LevelDays, due func(feeOfDays) bool) {
	if len(days) == 0 {
		return
	}
	charged, whole := false, isWhole(b.Term.Cycle, days)
	for i := range days {
		fee := b.feeOf(&days[i], whole)
		if due != nil && !due(fee) {
			return // it is the month's only one
		}
		b.fee(s, &days[i], fee)
		charged = charged || fee.plan.Fee != 0
	}
	if charged && !whole || b.deferred(b.Term.Of(days[0].From)) {
		b.Assumed |= decided.D24
	}
}

// isWhole reports whether the days of a month are all of it, under one plan.
func isWhole(c cycle.Cycle, days []statement.LevelDays) bool {
	m := c.Of(days[0].From)
	return len(days) == 1 && days[0].From == c.First(m) && days[0].Until == c.Past(m)
}

// penalties returns how many lines a month has as a rule for what is owed to the
// customer.
func (b *Maker) penalties() int {
	n := 0
	if b.Term.Promises() {
		n++
	}
	if len(b.Term.LateClauses) > 0 {
		n++
	}
	return n
}

// deferred reports whether a change in a month waits for the next one (D24).
func (b *Maker) deferred(m calendar.Month) bool {
	return slices.ContainsFunc(b.Term.Contract.Changes, func(ch contracts.Change) bool {
		return b.Term.Of(ch.On) == m && b.Term.EffectiveOn(ch) != ch.On
	})
}

// feeOfDays is the fee of days under one plan.
type feeOfDays struct {
	cents int64
	part  int64 // of the month, in days; 0 is all of it
	plan  *agreed.Plan
	// months is how many are paid at a time from this one on, and paid the first of these months
	// as the contract says: zero if each is by itself.
	months int64
	paid   calendar.Month
	before int64 // of the months that are paid together, those before this one
}

// feeOf returns the fee of some of the days of a month, or of a whole one: of part of a month a part of it
// only with Options.ProRata (D24).
func (b *Maker) feeOf(days *statement.LevelDays, whole bool) feeOfDays {
	o := b.Term.Runs[b.Term.RunOn(days.From)].Plan
	if whole || !b.Term.Contract.Options.ProRata {
		fee := feeOfDays{cents: o.Fee, plan: o}
		if o.Data.Fee.Months > 1 && (!b.Accrues || o.Together != 0) {
			b.ofMonths(&fee, b.Term.Of(days.From))
		}
		return fee
	}
	n := reckon.DaysBetween(days.From, days.Until)
	cents, _ := b.Round(o.Fee, n, int64(b.Term.Of(days.From).Days())) // a part of a fee that fits does fit
	return feeOfDays{cents: cents, part: n, plan: o}
}

// fee invoices a level for a month, or for some days of it.
func (b *Maker) fee(s *statement.Statement, days *statement.LevelDays, fee feeOfDays) {
	o := fee.plan
	if o.Fee == 0 {
		return
	}
	line := b.InvoiceLine(s, invoice.FeeLine, days.From, fee.cents)
	line.Level, line.Price = days.Level, b.Amount(o.Fee)
	if fee.part == 0 {
		line.Quantity, line.Unit, line.Rules = draft.One(), reckon.UnitMonth, o.Cites.Fee
		if fee.months > 1 {
			line.Quantity = decimal.New(fee.months, 0)
		}
		if o.Together != 0 {
			if p := b.priceOf(&fee); !b.sharing(line, &p, max(1, fee.months)) {
				line.Rules = o.Cites.Share
			}
		}
		return
	}
	line.Quantity, line.Unit, line.PriceBase = decimal.New(fee.part, 0), reckon.UnitDay, b.Term.Of(days.From).Days()
	line.Rules, line.Rounding = o.Cites.PartOfFee, b.Term.Contract.Options.Rounding
	b.Rounds(line.Rounding)
}

// packLine invoices a purchase.
func (b *Maker) packLine(s *statement.Statement, at int64, id string, size time.Duration, cents int64, rule plans.Citation) *invoice.Line {
	date := b.Wall.Date(at)
	line := b.InvoiceLine(s, invoice.PackLine, date, cents)
	b.Single(line, cents)
	line.Level, line.Ref, line.Time = b.Term.LevelOn(date), id, size
	line.Rules = rule
	if m := b.MonthOf(at); m != b.Month {
		line.Corrects = m
	}
	return line
}

// Round returns cents × n ÷ of in whole cents by the contract's rounding (D21).
func (b *Maker) Round(cents, n, of int64) (int64, error) {
	return money.Rounding(b.Term.Contract.Options.Rounding).Quo(cents, n, 1, of, 1)
}
