package penalty

import (
	"math"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
)

// Assess returns what the case costs under the terms. Faults come under "terms.…" or the case's own field
// names; an uncapped amount above 10000000000.00, or 1000000000.000 with Thousandths, is one of "amount".
// Assess changes nothing. The result shares the bands of the terms and the breaks of the case.
func Assess(t Terms, c Case) (a Assessment, _ error) {
	err := a.Assess(&t, &c)
	return a, err
}

// Assess sets a to what the function Assess returns, and to zero if that is an error, for runs over many
// cases: only what a keeps is copied. The terms may be those of a.
func (a *Assessment) Assess(t *Terms, c *Case) error {
	if t == &a.Terms {
		own := *t
		t = &own
	}
	*a = Assessment{}
	var lt, lc fault.List
	var f figures
	f.read(t, &lt)
	var w window
	rent := w.read(c, t.money(), &lc)
	var d downtime
	if w.end > 0 {
		d.measure(t, c, &w, &lc)
	}
	if !lt.Empty() || !lc.Empty() {
		return together("terms", &lt, &lc)
	}
	a.Terms = *t
	a.Rent = c.Rent
	a.Period = c.Period
	a.Service = c.Service
	a.Breaks = c.Breaks
	a.AsOf = c.AsOf
	a.Claimed = c.claimed()
	a.Charges = c.Charges
	a.Owed = c.Owed
	if err := a.settle(&f, &w, &d, rent); err != nil {
		*a = Assessment{}
		return err
	}
	return nil
}

// settle works out what a downtime costs.
func (a *Assessment) settle(f *figures, w *window, d *downtime, rent int64) error {
	a.Availability = Availability{d.down, d.total}
	a.Outages, a.Short, a.Excluded, a.Lasted, a.Shares = d.outages, d.short, d.excluded, d.lasted, shares(d.byWeight)
	a.Maintenance, a.Filled, a.NotClaimed, a.InTime = d.maintenance, d.filled, d.unclaimed, d.claimed
	a.Provisional = w.known < w.to
	a.judge(f)
	a.Assumed = a.Terms.assumed(w, d, a.Missed)
	if !a.Missed {
		return nil
	}
	a.Dates = slices.Clone(d.dates)
	return a.charge(f, d, a.base(rent))
}

// base returns what a cap is a share of, in the unit of what is owed: the rent, or with ServiceDays the days of the
// period in hundredths.
func (a *Assessment) base(rent int64) int64 {
	if a.Terms.Basis == ServiceDays {
		return 100 * a.days()
	}
	return rent
}

// judge says whether the target is missed, and by how much.
func (a *Assessment) judge(f *figures) {
	a.Allowed = a.Availability.allowed(f.target.nano)
	a.Margin = a.Allowed - a.Availability.Down
	a.Missed = a.Availability.under(f.target)
}

// together joins the faults of the terms and those of the case.
func together(path string, terms, c *fault.List) error {
	var all fault.List
	all.In(path, terms.Err())
	all.In("", c.Err())
	return all.Err()
}

// assumed returns the decisions that the result rests on and that the clause
// does not settle.
func (t *Terms) assumed(w *window, d *downtime, missed bool) Decisions {
	used := D4 | D9
	if missed {
		used |= D12 | D21
		if !t.atOnce() {
			used |= D10 | D11
		}
	}
	if d.overlap {
		used |= D13
	}
	if d.excluded > 0 || t.Shrink {
		used |= D14
	}
	if d.cut {
		used |= D15
	}
	if w.from > 0 || w.to < w.end || len(d.breaks) > 0 {
		used |= D16
	}
	if d.across {
		used |= D35
	}
	return used &^ t.Stated
}

// charge fills in what a missed target costs.
func (a *Assessment) charge(f *figures, d *downtime, rent int64) error {
	var o owed
	if err := a.owed(&o, f, d, rent); err != nil {
		return err
	}
	r, u := money.Rounding(a.Terms.Rounding), a.Terms.owes()
	amount, before, err := o.units(r, rent)
	if !a.Terms.Uncapped {
		c := a.ceiling(f, rent)
		most := c.most(r)
		switch {
		case err != nil: // beyond 64 bits is above any cap
			amount, before, err, a.Capped = most, u.Max(), nil, true
		case amount > most || amount == most && c.compare(&o, rent) > 0:
			amount, a.Capped = most, true
		}
	}
	if err != nil || amount > u.Max() {
		return u.Exceeded("amount")
	}
	a.Capped, a.CappedOutages = a.Capped || o.reached > 0, int(o.reached)
	a.Amount = u.Decimal(amount)
	a.BeforeCap = a.Amount
	if before != amount {
		a.BeforeCap = u.Decimal(min(before, u.Max()))
	}
	if amount > 0 && (amount < f.minimum || amount == f.minimum && a.Terms.OverMinimum) {
		a.Amount, a.Withheld = decimal.Decimal{}, a.Amount
	}
	a.claim()
	return nil
}

// owed counts the downtime as the terms say: by band, by length, or in units.
func (a *Assessment) owed(o *owed, f *figures, d *downtime, rent int64) error {
	t := &a.Terms
	if t.atOnce() {
		var credit int64
		if len(t.Bands) > 0 {
			credit = t.creditValue(t.Bands[t.band(a.Availability)].Credit)
		} else {
			credit = t.creditValue(t.Numbers[t.number(a.Outages)].Credit)
		}
		a.Counted = d.down
		o.price.perCredit(a, rent)
		o.x.add(credit)
		o.whole = o.x
		return nil
	}
	each := d.each
	if t.PerOutage {
		a.Each = slices.Clone(each)
	} else {
		each = []time.Duration{d.down}
	}
	free := a.free()
	if len(t.Lengths) > 0 {
		o.price.perCredit(a, rent)
	} else {
		o.price.perTime(f, a, rent)
	}
	most := int64(math.MaxInt64)
	if f.outageCap != 0 {
		most = o.most(rent, f.outageCap)
	}
	for i, down := range each {
		if down = t.penalised(&free, down); down == 0 {
			continue
		}
		o.penalised++
		a.Counted = longer(a.Counted, down)
		x := int64(f.counted(t.Counting, down))
		if t.Counting == CalendarDays {
			x = int64(of(d.dates, i)) * int64(f.unit)
		}
		if len(t.Lengths) > 0 {
			x = t.creditValue(t.Lengths[t.length(down)].Credit)
		}
		if o.whole.add(x); x > most {
			o.reached++
		} else {
			o.x.add(x)
		}
	}
	if len(t.Lengths) == 0 {
		a.Units = o.whole.over(int64(f.unit))
		o.lumpSum(a, f.lump, rent)
	}
	return nil
}

// longer adds times, up to 292 years.
func longer(d, by time.Duration) time.Duration {
	if d > math.MaxInt64-by {
		return math.MaxInt64
	}
	return d + by
}

// free is the downtime that is not penalised (D10).
func (a *Assessment) free() time.Duration {
	if a.Terms.Excess {
		return a.Allowed
	}
	return 0
}

// penalised returns what of an outage is penalised, and takes the rest of it, but for the
// deductible, off what is free.
func (t *Terms) penalised(free *time.Duration, down time.Duration) time.Duration {
	down = max(0, down-t.Deductible)
	used := min(*free, down)
	*free -= used
	return down - used
}

// creditValue reads a credit that compile has accepted.
func (t *Terms) creditValue(d decimal.Decimal) int64 {
	if t.Basis.flat() {
		return t.owes().Count(d)
	}
	n, _ := money.Billionths(d, math.MaxInt64)
	return n
}
