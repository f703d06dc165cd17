package billing

import (
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/lotid"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// maxSold is the most packs that are sold when one month ends.
const maxSold = 100

// settle sells what is overdrawn when a month ends, at an instant (D29), on the statement of
// the month if it is given. What is beyond MaxPeriod or maxSold, or what the tariff can make
// no offer for, stays overdrawn until the next month ends.
func (b *Maker) settle(s *statement.Statement, end int64) {
	h := &b.Hours
	owed := min(h.Fund.Overdrawn(), facts.MaxPeriod)
	if owed == 0 || b.Accrues {
		return
	}
	x := settlement{b: b, at: end - 1}
	day := b.Wall.Date(x.at)
	x.month = b.Term.Of(day)
	x.plan = b.Term.Runs[b.Term.RunOn(day)].Plan
	plan := &x.plan.Data
	x.rules = b.Term.SoldRules(plan)
	switch b.Term.SettledBy(x.month, plan) {
	case plans.UncoveredPacks:
		x.packs(s, owed)
	case plans.UncoveredHours:
		x.hours(s, owed, b.InCents(*b.Term.HourPrice(plan)))
	}
}

// settlement is what is sold when a month ends. Its methods take the statement of the month:
// nil is that another one has it.
type settlement struct {
	b     *Maker
	at    int64
	month calendar.Month
	plan  *agreed.Plan
	rules plans.Citation
}

// packs sells the cheapest packs that cover what is overdrawn: those first that end first, for
// they pay first (D7), then the longest.
func (x *settlement) packs(s *statement.Statement, owed time.Duration) {
	offer, err := x.b.Term.Cheapest(&x.plan.Data, owed)
	if err != nil {
		return
	}
	list, room := make([]soldPacks, 0, len(offer.Lines)), int64(maxSold)
	for _, line := range offer.Lines {
		pack := x.plan.PackOf(&facts.Purchase{Time: line.Pack.Time, Price: &line.Pack.Price}) // of the tariff
		count := min(line.Count, room)
		list, room = append(list, soldPacks{pack, count, pack.Until(&x.b.Wall, x.at)}), room-count
	}
	slices.SortStableFunc(list, func(p, q soldPacks) int { return sooner(p.until, q.until) })
	n := 0
	for _, p := range list {
		for range p.count {
			n++
			id := lotid.Sold(x.month) + "/" + strconv.Itoa(n)
			if !x.sell(s, id, fund.Hours{Time: p.pack.Time, Price: fund.Cents(p.pack.Cents), Until: p.until}) {
				return
			}
			if s != nil {
				x.b.packLine(s, x.at, id, p.pack.Time, p.pack.Cents, plans.Cite(append(slices.Collect(p.pack.Rule.All()), slices.Collect(x.rules.All())...)...)).Until = x.b.OfZone(p.until)
			}
		}
	}
}

// soldPacks are packs of a size that are sold at once.
type soldPacks struct {
	pack  *agreed.Pack
	count int64
	until time.Time
}

// sooner compares ends: zero is never.
func sooner(a, b time.Time) int {
	if a.IsZero() || b.IsZero() {
		return b.Compare(a)
	}
	return a.Compare(b)
}

// hours bills what is overdrawn by the hour.
func (x *settlement) hours(s *statement.Statement, owed time.Duration, price int64) {
	b, id := x.b, lotid.Sold(x.month)
	cents, err := b.Round(price, int64(owed), int64(time.Hour))
	if err != nil || !x.sell(s, id, fund.Hours{Time: owed, Price: fund.Cents(cents)}) || s == nil {
		return
	}
	date := b.Wall.Date(x.at)
	line := b.InvoiceLine(s, invoice.HoursLine, date, cents)
	line.Quantity, line.Unit, line.PriceBase = counted(owed)
	line.Price, line.Level, line.Ref, line.Time = b.Amount(price), b.Term.LevelOn(date), id, owed
	line.Rules, line.Rounding = plans.Cite(append(slices.Collect(x.rules.All()), "D21")...), b.Term.Contract.Options.Rounding
	b.Rounds(line.Rounding)
}

// sell adds a lot that pays for what is overdrawn. It reports whether there is room for it.
func (x *settlement) sell(s *statement.Statement, id string, hours fund.Hours) bool {
	h := &x.b.Hours
	hours.At = time.Unix(0, x.at)
	hours.Known = hours.At
	if _, err := h.Fund.Sell(hours); err != nil {
		return false
	}
	h.lots = append(h.lots, lot{id: id, known: x.at, at: x.at, invoiced: x.month})
	if s != nil {
		s.Credit.Bought += hours.Time
		x.b.Assumed |= decided.D29
	}
	return true
}

// counted returns time as the quantity of a line whose price is of an hour: in hours if
// those are a number with two decimals at most, else in minutes, else in seconds. An hour
// is base of them.
func counted(d time.Duration) (n decimal.Decimal, unit string, base int) {
	switch {
	case d%(time.Hour/100) == 0:
		return reduced(int64(d/(time.Hour/100)), -2), unitHour, 0
	case d%time.Minute == 0:
		return decimal.New(int64(d/time.Minute), 0), unitMinute, 60
	}
	return reduced(int64(d), -9), unitSecond, 3600
}

// reduced returns n × 10^exp without zeros at its end, as it is read from JSON.
func reduced(n int64, exp int32) decimal.Decimal {
	for ; exp < 0 && n%10 == 0; exp++ {
		n /= 10
	}
	return decimal.New(n, exp)
}
