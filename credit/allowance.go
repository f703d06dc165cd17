package credit

import (
	"cmp"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
)

// allowance is what a plan gives in a month, and what was drawn on it. Its number is
// the key by which a share of a ticket is paid.
type allowance struct {
	month, plan int32
	called      calendar.Month // the month
	size, used  int64
	carried     int64 // of what was left: it went on as a lot
	top         int32 // the shares that others than it pay for, from the latest on
	users       int32 // the shares of it, from the latest on
}

// planned is a Plan, from a day on.
type planned struct {
	from   int32
	name   int32
	time   int64
	unit   unit // no block: that of the terms
	shared bool
}

// noPlan is the name of the plan of days on which none holds, and of all days if any
// of them is paid by the allowance of a month (AnyDay).
const noPlan int32 = -1

// notShared is the name of what pays for work under another contract on days whose
// allowance is not for that: nothing.
const notShared int32 = -2

// on returns which of the plans holds on a day, or -1.
func (f *Fund) on(day int32) int {
	n := len(f.plans) - 1
	if n < 0 || f.plans[n].from <= day {
		return n
	}
	i, found := slices.BinarySearchFunc(f.plans, day, func(p planned, day int32) int { return cmp.Compare(p.from, day) })
	if !found {
		i--
	}
	return i
}

// unitOn returns what work begun on a day is billed in.
func (f *Fund) unitOn(day int32) unit {
	if i := f.on(day); i >= 0 && f.plans[i].unit.block > 0 {
		return f.plans[i].unit
	}
	return unitOf(f.terms.Blocks.Size, f.terms.Blocks.Minimum)
}

// unitOf returns what a ticket is billed in.
func (f *Fund) unitOf(t *ticket) unit {
	if t.unit.block > 0 {
		return t.unit
	}
	return unitOf(f.terms.Blocks.Size, f.terms.Blocks.Minimum)
}

// span is days that one allowance pays for: those of a plan in a month. It has one at least
// if it is one.
type span struct {
	from, until int32
	key         int32
}

// key returns the allowance that pays for work begun on a day (D5, D27).
func (f *Fund) key(day int32) int32 {
	if day < f.span.from || day >= f.span.until {
		f.span = f.spanOf(day)
	}
	return f.span.key
}

// keyFor is key for work on a ticket: the allowance of a plan may be for those of the
// contract itself alone.
func (f *Fund) keyFor(t *ticket, day int32) int32 {
	if t.other && !f.sharedOn(day) {
		return f.keyOf(f.months.of(day), notShared)
	}
	return f.key(day)
}

// sharedOn reports whether the allowance of a day is for work under other contracts too.
func (f *Fund) sharedOn(day int32) bool {
	i := f.on(day)
	return i >= 0 && f.plans[i].shared
}

func (f *Fund) spanOf(day int32) span {
	month, plan := f.months.of(day), noPlan
	from, until := f.months.days(month)
	if i := f.on(day); i >= 0 && f.terms.PartMonth != AnyDay {
		plan, from = f.plans[i].name, max(from, f.plans[i].from)
	}
	if next := f.on(day) + 1; next < len(f.plans) {
		until = min(until, f.plans[next].from)
	}
	return span{from, until, f.keyOf(month, plan)}
}

// keyOf returns the allowance of a plan in a month.
func (f *Fund) keyOf(month, plan int32) int32 {
	for i := len(f.allowances) - 1; i >= 0; i-- {
		if a := &f.allowances[i]; a.month == month && a.plan == plan {
			return int32(i) // few for each month of 200 years
		}
	}
	f.allowances = append(f.allowances, allowance{month: month, plan: plan, called: monthOf(month), size: f.size(month, plan), top: none, users: none})
	return int32(len(f.allowances) - 1)
}

// size returns what a plan gives in a month of which it may have some days only (D24,
// D27).
func (f *Fund) size(month, plan int32) int64 {
	from, until := f.months.days(month)
	var most, sum int64
	for i := max(0, f.on(from)); i < len(f.plans) && f.plans[i].from < until; i++ {
		p, end := &f.plans[i], until
		if i+1 < len(f.plans) {
			end = min(end, f.plans[i+1].from)
		}
		if days := end - max(from, p.from); days > 0 && (plan == noPlan || p.name == plan) {
			most = max(most, p.time)
			sum += int64(days) * p.time // 31 times 744 h fit
		}
	}
	switch {
	case plan == noPlan && f.terms.PartMonth != AnyDay:
		return 0
	case f.terms.PartMonth == AllowanceByDays:
		return sum / int64(until-from) / int64(time.Minute) * int64(time.Minute)
	}
	return most
}

// drawable returns what may be drawn on an allowance for work in blocks (D6).
func (f *Fund) drawable(key int32, block int64) int64 {
	a := &f.allowances[key]
	return f.whole(max(0, a.size-a.used-a.carried), block)
}

// whole returns what of the rest of an allowance may be drawn, or taken by what is
// reserved: all of it, or whole blocks (D6).
func (f *Fund) whole(left, block int64) int64 {
	if f.terms.Remainder == LoseRemainder {
		left -= left % block
	}
	return left
}

// SetPlan has a plan hold from a day on, until the next one. Work that was begun on its
// days is charged and paid anew: a *ShortfallError says that there is not enough for
// it, and then nothing changes.
func (f *Fund) SetPlan(p Plan) error {
	if err := p.Validate(); err != nil {
		return err
	}
	return f.setPlan(planned{from: dayOf(p.From), name: int32(p.Name), time: int64(p.Allowance), unit: unit{int64(p.Block), int64(p.Minimum)}, shared: p.Shared}) // a small number
}

func (f *Fund) setPlan(next planned) error {
	if f.tickets.Len() == 0 {
		f.plan(next)
		f.resize()
		return nil
	}
	undo, was, before := f.mark(), standing{owed: f.owed, late: true}, f.copyPlanned()
	f.plan(next)
	f.resize()
	until := int32(1<<31 - 1)
	if after := f.on(next.from) + 1; after < len(f.plans) {
		until = f.plans[after].from
	}
	f.replan(next.from, until)
	keys := f.sortedKeys()
	for _, key := range keys {
		f.squeeze(key)
	}
	if err := f.check(was, 0); err != nil {
		f.undo(undo)
		f.span = span{}
		f.plans, f.allowances, f.tickets, f.shares = before.plans, before.allowances, before.tickets, before.shares
		f.reserved, f.apart = before.reserved, before.apart
		return err
	}
	f.freed = append(f.freed[:0], keys...)
	f.relieve(0)
	return nil
}

// copyPlanned returns a copy of what a plan can change, save for moves.
func (f *Fund) copyPlanned() *Fund {
	return &Fund{
		plans: slices.Clone(f.plans), allowances: slices.Clone(f.allowances),
		tickets: f.tickets.Clone(), shares: f.shares.Clone(), sums: sums{reserved: f.reserved, apart: f.apart},
	}
}

// compareKeys orders allowances by month and plan.
func (f *Fund) compareKeys(x, y int32) int {
	a, b := &f.allowances[x], &f.allowances[y]
	return cmp.Or(cmp.Compare(a.month, b.month), cmp.Compare(a.plan, b.plan))
}

// sortedKeys lists the allowances in that order.
func (f *Fund) sortedKeys() []int32 {
	keys := make([]int32, len(f.allowances))
	for i := range keys {
		keys[i] = int32(i) // few
	}
	slices.SortFunc(keys, f.compareKeys)
	return keys
}

// plan inserts a plan, in the place of one that held from the same day on.
func (f *Fund) plan(next planned) {
	f.span = span{}
	f.editPlans()
	i := f.on(next.from)
	if i >= 0 && f.plans[i].from == next.from {
		f.plans[i] = next
		return
	}
	f.plans = slices.Insert(f.plans, i+1, next)
}

// resize works out anew what plans give.
func (f *Fund) resize() {
	for i := range f.allowances {
		a := f.editAllowance(int32(i)) // few
		a.size = f.size(a.month, a.plan)
	}
}

// granted returns what plans give in a month in all.
func (f *Fund) granted(month int32) int64 {
	if f.terms.PartMonth == AnyDay {
		return f.size(month, noPlan)
	}
	from, until := f.months.days(month)
	first := max(0, f.on(from))
	var sum int64
	for i := first; i < len(f.plans) && f.plans[i].from < until; i++ {
		name := f.plans[i].name
		if !slices.ContainsFunc(f.plans[first:i], func(p planned) bool { return p.name == name }) {
			sum += f.size(month, name)
		}
	}
	return sum
}

// Allowance returns what plans give in a month in all, and how much of it is used.
func (f *Fund) Allowance(m calendar.Month) (granted, used time.Duration) {
	if !f.ready() || !m.Valid() {
		return 0, 0
	}
	n := numberOf(m)
	for i := range f.allowances {
		if a := &f.allowances[i]; a.month == n {
			used += time.Duration(a.used)
		}
	}
	return time.Duration(f.granted(n)), used
}
