package fund

import (
	"cmp"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/block"
)

// AllowanceRow is what a plan gives in a month, and what was drawn on it. Its number is
// the key by which a share of a ticket is paid.
type AllowanceRow struct {
	Month, Plan int32
	Called      calendar.Month // the month
	Size, Used  int64
	Carried     int64 // of what was left: it went on as a lot
	Top         int32 // the shares that others than it pay for, from the latest on
	Users       int32 // the shares of it, from the latest on
}

// PlanRow is a Plan, from a day on.
type PlanRow struct {
	From   int32
	Name   int32
	Time   int64
	Unit   block.Unit // no block: that of the terms
	Shared bool
}

// NoPlan is the name of the plan of days on which none holds, and of all days if any
// of them is paid by the allowance of a month (AnyDay).
const NoPlan int32 = -1

// notShared is the name of what pays for work under another contract on days whose
// allowance is not for that: nothing.
const notShared int32 = -2

// On returns which of the plans holds on a day, or -1.
func (f *Fund) On(day int32) int {
	n := len(f.PlanRows) - 1
	if n < 0 || f.PlanRows[n].From <= day {
		return n
	}
	i, found := slices.BinarySearchFunc(f.PlanRows, day, func(p PlanRow, day int32) int { return cmp.Compare(p.From, day) })
	if !found {
		i--
	}
	return i
}

// UnitOn returns what work begun on a day is billed in.
func (f *Fund) UnitOn(day int32) block.Unit {
	if i := f.On(day); i >= 0 && f.PlanRows[i].Unit.Block > 0 {
		return f.PlanRows[i].Unit
	}
	return block.Of(f.Terms.Blocks.Size, f.Terms.Blocks.Minimum)
}

// UnitOf returns what a ticket is billed in.
func (f *Fund) UnitOf(t *TicketRow) block.Unit {
	if t.Unit.Block > 0 {
		return t.Unit
	}
	return block.Of(f.Terms.Blocks.Size, f.Terms.Blocks.Minimum)
}

// payingDays is days that one allowance pays for: those of a plan in a month. It has one at least
// if it is one.
type payingDays struct {
	from, until int32
	key         int32
}

// Key returns the allowance that pays for work begun on a day (D5, D27).
func (f *Fund) Key(day int32) int32 {
	if day < f.paying.from || day >= f.paying.until {
		f.paying = f.payingOn(day)
	}
	return f.paying.key
}

// keyFor is key for work on a ticket: the allowance of a plan may be for those of the
// contract itself alone.
func (f *Fund) keyFor(t *TicketRow, day int32) int32 {
	if t.Other && !f.sharedOn(day) {
		return f.keyOf(f.Months.Of(day), notShared)
	}
	return f.Key(day)
}

// sharedOn reports whether the allowance of a day is for work under other contracts too.
func (f *Fund) sharedOn(day int32) bool {
	i := f.On(day)
	return i >= 0 && f.PlanRows[i].Shared
}

func (f *Fund) payingOn(day int32) payingDays {
	month, plan := f.Months.Of(day), NoPlan
	from, until := f.Months.days(month)
	if i := f.On(day); i >= 0 && f.Terms.PartMonth != credit.AnyDay {
		plan, from = f.PlanRows[i].Name, max(from, f.PlanRows[i].From)
	}
	if next := f.On(day) + 1; next < len(f.PlanRows) {
		until = min(until, f.PlanRows[next].From)
	}
	return payingDays{from, until, f.keyOf(month, plan)}
}

// keyOf returns the allowance of a plan in a month.
func (f *Fund) keyOf(month, plan int32) int32 {
	for i := len(f.AllowanceRows) - 1; i >= 0; i-- {
		if a := &f.AllowanceRows[i]; a.Month == month && a.Plan == plan {
			return int32(i) // few for each month of 200 years
		}
	}
	f.AllowanceRows = append(f.AllowanceRows, AllowanceRow{Month: month, Plan: plan, Called: MonthOf(month), Size: f.Size(month, plan), Top: None, Users: None})
	return int32(len(f.AllowanceRows) - 1)
}

// Size returns what a plan gives in a month of which it may have some days only (D24,
// D27).
func (f *Fund) Size(month, plan int32) int64 {
	from, until := f.Months.days(month)
	var most, sum int64
	for i := max(0, f.On(from)); i < len(f.PlanRows) && f.PlanRows[i].From < until; i++ {
		p, end := &f.PlanRows[i], until
		if i+1 < len(f.PlanRows) {
			end = min(end, f.PlanRows[i+1].From)
		}
		if days := end - max(from, p.From); days > 0 && (plan == NoPlan || p.Name == plan) {
			most = max(most, p.Time)
			sum += int64(days) * p.Time // 31 times 744 h fit
		}
	}
	switch {
	case plan == NoPlan && f.Terms.PartMonth != credit.AnyDay:
		return 0
	case f.Terms.PartMonth == credit.AllowanceByDays:
		return sum / int64(until-from) / int64(time.Minute) * int64(time.Minute)
	}
	return most
}

// drawable returns what may be drawn on an allowance for work in blocks (D6).
func (f *Fund) drawable(key int32, block int64) int64 {
	a := &f.AllowanceRows[key]
	return f.whole(max(0, a.Size-a.Used-a.Carried), block)
}

// whole returns what of the rest of an allowance may be drawn, or taken by what is
// reserved: all of it, or whole blocks (D6).
func (f *Fund) whole(left, block int64) int64 {
	if f.Terms.Remainder == credit.LoseRemainder {
		left -= left % block
	}
	return left
}

// SetPlan has a plan hold from a day on, until the next one. Work that was begun on its
// days is charged and paid anew: a *credit.ShortfallError says that there is not enough for
// it, and then nothing changes.
func (f *Fund) SetPlan(p Plan) error {
	if err := p.Validate(); err != nil {
		return err
	}
	return f.SetPlanRow(PlanRow{From: DayOf(p.From), Name: int32(p.Name), Time: int64(p.Allowance), Unit: block.Of(p.Block, p.Minimum), Shared: p.Shared}) // a small number
}

// SetPlanRow is SetPlan of a row.
func (f *Fund) SetPlanRow(next PlanRow) error {
	if f.TicketRows.Len() == 0 {
		f.InsertPlan(next)
		f.resize()
		return nil
	}
	undo, was, before := f.Mark(), standing{owed: f.Owed, late: true}, f.copyPlanned()
	f.InsertPlan(next)
	f.resize()
	until := int32(1<<31 - 1)
	if after := f.On(next.From) + 1; after < len(f.PlanRows) {
		until = f.PlanRows[after].From
	}
	f.replan(next.From, until)
	keys := f.sortedKeys()
	for _, key := range keys {
		f.squeeze(key)
	}
	if err := f.check(was, 0); err != nil {
		f.UndoTo(undo)
		f.paying = payingDays{}
		f.PlanRows, f.AllowanceRows, f.TicketRows, f.ShareRows = before.PlanRows, before.AllowanceRows, before.TicketRows, before.ShareRows
		f.Reserved, f.apart = before.Reserved, before.apart
		return err
	}
	f.freed = append(f.freed[:0], keys...)
	f.relieve(0)
	return nil
}

// copyPlanned returns a copy of what a plan can change, save for moves.
func (f *Fund) copyPlanned() *Fund {
	return &Fund{
		PlanRows: slices.Clone(f.PlanRows), AllowanceRows: slices.Clone(f.AllowanceRows),
		TicketRows: f.TicketRows.Clone(), ShareRows: f.ShareRows.Clone(), sums: sums{Reserved: f.Reserved, apart: f.apart},
	}
}

// compareKeys orders allowances by month and plan.
func (f *Fund) compareKeys(x, y int32) int {
	a, b := &f.AllowanceRows[x], &f.AllowanceRows[y]
	return cmp.Or(cmp.Compare(a.Month, b.Month), cmp.Compare(a.Plan, b.Plan))
}

// sortedKeys lists the allowances in that order.
func (f *Fund) sortedKeys() []int32 {
	keys := make([]int32, len(f.AllowanceRows))
	for i := range keys {
		keys[i] = int32(i) // few
	}
	slices.SortFunc(keys, f.compareKeys)
	return keys
}

// InsertPlan inserts a plan, in the place of one that held from the same day on.
func (f *Fund) InsertPlan(next PlanRow) {
	f.paying = payingDays{}
	f.editPlans()
	i := f.On(next.From)
	if i >= 0 && f.PlanRows[i].From == next.From {
		f.PlanRows[i] = next
		return
	}
	f.PlanRows = slices.Insert(f.PlanRows, i+1, next)
}

// resize works out anew what plans give.
func (f *Fund) resize() {
	for i := range f.AllowanceRows {
		a := f.editAllowance(int32(i)) // few
		a.Size = f.Size(a.Month, a.Plan)
	}
}

// Granted returns what plans give in a month in all.
func (f *Fund) Granted(month int32) int64 {
	if f.Terms.PartMonth == credit.AnyDay {
		return f.Size(month, NoPlan)
	}
	from, until := f.Months.days(month)
	first := max(0, f.On(from))
	var sum int64
	for i := first; i < len(f.PlanRows) && f.PlanRows[i].From < until; i++ {
		name := f.PlanRows[i].Name
		if !slices.ContainsFunc(f.PlanRows[first:i], func(p PlanRow) bool { return p.Name == name }) {
			sum += f.Size(month, name)
		}
	}
	return sum
}

// Allowance returns what plans give in a month in all, and how much of it is used.
func (f *Fund) Allowance(m calendar.Month) (granted, used time.Duration) {
	if !f.Ready() || !m.Valid() {
		return 0, 0
	}
	n := NumberOf(m)
	for i := range f.AllowanceRows {
		if a := &f.AllowanceRows[i]; a.Month == n {
			used += time.Duration(a.Used)
		}
	}
	return time.Duration(f.Granted(n)), used
}
