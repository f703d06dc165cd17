package fund

import (
	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
)

// AllowanceOf returns the allowance of a plan in a month: nothing if there is no such month.
// Of days on which no plan holds, and of all with AnyDay, the plan is -1.
func (f *Fund) AllowanceOf(m calendar.Month, plan int) AllowanceHours {
	if !f.Ready() || !m.Valid() {
		return AllowanceHours{Month: m, Plan: plan}
	}
	return f.AllowanceRows[f.keyOf(NumberOf(m), int32(plan))].hours() // a small number
}

// Carry has some of what is left of the allowance of a plan in a month go on as hours that
// cost nothing, and returns the number of their lot. It is there for no work of the month any
// more, nor for any of which it becomes known later that it was done then: that draws on the
// lot, as on hours bought since (D28). What comes back to the allowance stays there.
func (f *Fund) Carry(m calendar.Month, plan int, h Hours) (lot int, err error) {
	var l fault.List
	l.In("", h.Validate())
	l.Check(h.Price == 0, "price", h.Price, "must be absent from what an allowance gave")
	a := f.AllowanceOf(m, plan)
	l.Check(h.Time <= a.Granted-a.Used-a.Carried, "time", h.Time, "must be at most what is left of the allowance")
	if !l.Empty() {
		return 0, l.Err()
	}
	if int64(h.Time) > int64(credit.MaxBought)-f.Bought {
		return 0, credit.ErrFull
	}
	f.editAllowance(f.keyOf(NumberOf(m), int32(plan))).Carried += int64(h.Time) // a small number
	return f.BuyLot(h.lot(), KnownAt(h.Known, h.At))
}
