package compare

import (
	"cmp"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// lack is what the work of a month lacks of hours, under the plan of its last day.
type lack struct {
	month calendar.Month
	plan  *plans.Plan
	time  time.Duration
}

// buy buys the hours that months lack: all at once as packs of the last day, or by the month. It reports false, and buys
// none, if some have no price.
func (x *comparer) buy(sum *costSum, ct servicelevel.Contract, act servicelevel.Activity, t *servicelevel.Timeline) (bool, error) {
	out, plan := sum.out, &t.On(x.months.Last(x.to)).Plan
	if byMonth, lasts := x.sells(t); byMonth || lasts {
		lacks, err := x.lacks(ct, act, t)
		if err != nil {
			return false, err
		}
		out.Hours = 0
		for i := range lacks {
			out.Hours += lacks[i].time
		}
		if out.FromAllowance = out.Charged - out.Hours; byMonth {
			return x.buyByMonth(sum, lacks)
		}
	}
	packs := credit.Offer{Price: x.unit.Decimal(0)}
	if out.Hours > 0 {
		if !plan.SellsPacks() {
			return false, nil
		}
		var err error
		if packs, err = cheapest(out.Level, plan, out.Hours); err != nil {
			return false, err
		}
	}
	out.Packs = &packs
	return true, nil
}

// sells reports whether some month bills by the hour or sells packs that lapse: then hours are bought month by month;
// and whether one has an allowance that goes on to later months, which must not pay for the work of earlier ones.
func (x *comparer) sells(t *servicelevel.Timeline) (byMonth, lasts bool) {
	for m := x.from; m.Compare(x.to) <= 0; m = m.AddMonths(1) {
		plan := &t.On(x.months.Last(m)).Plan
		_, hourly := x.hourPrice(plan)
		byMonth = byMonth || hourly || lapses(plan)
		lasts = lasts || plan.Allowance.Carry != nil || plan.Allowance.Yearly > 0
	}
	return byMonth, lasts
}

// lacks returns what each month lacks that lacks something: what its statement bills if work without credit is billed
// by the hour (D29), so that no allowance of a later month pays for it.
func (x *comparer) lacks(ct servicelevel.Contract, act servicelevel.Activity, t *servicelevel.Timeline) (list []lack, err error) {
	price := x.unit.Decimal(1)
	ct.Options.Uncovered, ct.Options.HourPrice, ct.Options.FeesInAdvance = servicelevel.UncoveredHours, &price, false
	act.Requests = slices.Clone(act.Requests)
	for i := range act.Requests { // a priority that not all levels have plays no part
		r := &act.Requests[i]
		r.Priority, r.Notes = "", slices.DeleteFunc(slices.Clone(r.Notes), func(n servicelevel.TicketNote) bool { return n.Priority != "" })
	}
	biller := x.cat.Biller()
	for m := x.from; m.Compare(x.to) <= 0; m = m.AddMonths(1) {
		s, err := biller.Statement(ct, act, m)
		if err != nil {
			return nil, err
		}
		for i := range s.Invoice.Lines {
			if line := &s.Invoice.Lines[i]; line.Kind == invoice.HoursLine {
				list = append(list, lack{m, &t.On(x.months.Last(m)).Plan, line.Time})
			}
		}
	}
	return list, nil
}

// buyByMonth is buy of what months lack, by the hour if that is how a month sells it, and else as packs.
func (x *comparer) buyByMonth(sum *costSum, lacks []lack) (bool, error) {
	out := sum.out
	var hours []HourMonth
	var rest []lack
	priced := true
	for i := range lacks {
		price, hourly := x.hourPrice(lacks[i].plan)
		switch {
		case !hourly:
			rest = append(rest, lacks[i])
		case price == nil:
			priced = false
		default:
			h, err := x.byTheHour(&lacks[i], *price)
			if err != nil {
				return false, err
			}
			hours = append(hours, h)
		}
	}
	packs, months, err := x.packsByMonth(out.Level, rest)
	if err != nil || packs == nil || !priced {
		return false, err
	}
	out.Packs, out.PackMonths, out.HourMonths = packs, months, hours
	for i := range hours {
		sum.assume(statement.Assumption{Rule: "D29", Choice: "hours", Price: hours[i].Price})
		sum.assumeRounding(hours[i].Rounding)
	}
	if months != nil {
		sum.assume(statement.Assumption{Rule: "D29", Choice: "packs"})
	}
	return true, nil
}

// hourPrice returns what an hour without credit costs under a plan, nil if that is not stated, and whether it is
// billed by the hour: if the contract says so, or the plan for it (D29), or if there are no packs but such a price.
func (x *comparer) hourPrice(p *plans.Plan) (price *decimal.Decimal, hourly bool) {
	if price = x.ct.Options.HourPrice; price == nil && p.Prices != nil {
		price = p.Prices.Hour
	}
	says := x.uncovered
	if says == servicelevel.UncoveredByPlan {
		says = p.Work.Uncovered
	}
	switch says {
	case servicelevel.UncoveredHours:
		return price, true
	case servicelevel.UncoveredPacks:
		return nil, false
	}
	return price, price != nil && !p.SellsPacks()
}

// byTheHour returns what a month's statement bills by the hour.
func (x *comparer) byTheHour(of *lack, price decimal.Decimal) (HourMonth, error) {
	rounding := x.ct.Options.Rounding
	n, err := money.Rounding(rounding).Quo(x.unit.Count(price), int64(of.time), 1, int64(time.Hour), 1)
	if err == nil {
		err = x.fits(n)
	}
	if err != nil {
		return HourMonth{}, fault.In("contract", err)
	}
	return HourMonth{of.month, of.time, price, rounding, x.unit.Decimal(n)}, nil
}

// cheapest returns the cheapest packs of a plan that cover a need.
func cheapest(level servicelevel.Level, p *plans.Plan, needed time.Duration) (credit.Offer, error) {
	offer, err := p.Prices.Tariff.Cheapest(needed)
	return offer, fault.In("plans["+level.String()+"].prices.tariff", err)
}

// lapses reports whether a plan sells packs that do not last for ever.
func lapses(p *plans.Plan) bool {
	return p.Prices != nil && slices.ContainsFunc(p.Prices.Tariff.Packs, func(pack credit.Pack) bool { return !pack.Validity.IsZero() })
}

// left is what is left of packs that last through a day; the zero day is for ever.
type left struct {
	last calendar.Date
	time time.Duration
}

// packsByMonth buys the packs of each month on its last day, and pays from those of earlier months first that last
// through that day: from those that end first (D7).
func (x *comparer) packsByMonth(level servicelevel.Level, lacks []lack) (*credit.Offer, []PackMonth, error) {
	var months []PackMonth
	var stock []left
	for i := range lacks {
		l := &lacks[i]
		day := x.months.Last(l.month)
		stock = slices.DeleteFunc(stock, func(s left) bool { return s.time == 0 || s.last.Valid() && s.last.Compare(day) < 0 })
		m := PackMonth{Month: l.month, Hours: draw(stock, l.time), Packs: credit.Offer{Price: x.unit.Decimal(0)}}
		if m.Earlier = l.time - m.Hours; m.Hours > 0 {
			if !l.plan.SellsPacks() {
				return nil, nil, nil
			}
			var err error
			if m.Packs, err = cheapest(level, l.plan, m.Hours); err != nil {
				return nil, nil, err
			}
			fresh := make([]left, 0, len(m.Packs.Lines))
			for _, line := range m.Packs.Lines {
				fresh = append(fresh, left{line.Pack.Validity.Last(day), line.Pack.Time * time.Duration(line.Count)})
			}
			slices.SortStableFunc(fresh, func(a, b left) int { return sooner(a.last, b.last) })
			draw(fresh, m.Hours)
			stock = fresh // all of before is used up
		}
		months = append(months, m)
	}
	return x.together(months), months, nil
}

// draw takes time from what is left, and returns what that does not cover.
func draw(stock []left, needed time.Duration) time.Duration {
	for i := range stock {
		d := min(stock[i].time, needed)
		stock[i].time -= d
		needed -= d
	}
	return needed
}

// sooner compares last days: zero is never.
func sooner(a, b calendar.Date) int {
	if a.Valid() && b.Valid() {
		return a.Compare(b)
	}
	return b.Compare(a)
}

// together adds up what is bought month by month, each pack once, longest first.
func (x *comparer) together(months []PackMonth) *credit.Offer {
	var all credit.Offer
	price := int64(0)
	for i := range months {
		packs := &months[i].Packs
		all.Time += packs.Time
		price += x.unit.Count(packs.Price)
		for _, line := range packs.Lines {
			at := slices.IndexFunc(all.Lines, func(o credit.OfferLine) bool {
				return o.Pack.Time == line.Pack.Time && o.Pack.Price.Equal(line.Pack.Price) && o.Pack.Validity == line.Pack.Validity
			})
			if at < 0 {
				all.Lines = append(all.Lines, line)
			} else {
				all.Lines[at].Count += line.Count
			}
		}
	}
	slices.SortStableFunc(all.Lines, func(a, b credit.OfferLine) int { return cmp.Compare(b.Pack.Time, a.Pack.Time) })
	all.Price = x.unit.Decimal(price)
	return &all
}
