package credit

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// CarryOver is what of a monthly allowance goes on when its month ends. The zero value is
// nothing.
//
// What is left then goes on as a lot that costs nothing, up to Most with what of earlier
// months is still left. So 90 min a month with at most 3 h give 3 h and the 90 min of May if
// nothing was used from January to April.
type CarryOver struct {
	Most time.Duration `json:"most"` // above 0, and at most MaxTime
	// Months is how many months it lasts: with 2 what is left of January is there in February
	// and March. Zero is for ever; at most 600.
	Months int `json:"months,omitzero"`
}

// Validate reports all faults of c.
func (c CarryOver) Validate() error {
	var l fault.List
	if c.Most <= 0 || c.Most > MaxTime {
		l.Add("most", c.Most, "must be above 0 and at most 10000 h")
	}
	if c.Months < 0 || c.Months > 600 {
		l.Add("months", c.Months, "must lie from 0 to 600")
	}
	return l.Err()
}

// MarshalJSON implements json.Marshaler.
func (c CarryOver) MarshalJSON() ([]byte, error) { return wire.Append(nil, &c) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what Validate refuses.
func (c *CarryOver) UnmarshalJSON(b []byte) error { return wire.Decode(b, c) }

// AllowanceOf returns the allowance of a plan in a month: nothing if there is no such month.
// Of days on which no plan holds, and of all with AnyDay, the plan is -1.
func (f *Fund) AllowanceOf(m calendar.Month, plan int) AllowanceHours {
	if !f.ready() || !m.Valid() {
		return AllowanceHours{Month: m, Plan: plan}
	}
	return f.allowances[f.keyOf(numberOf(m), int32(plan))].hours() // a small number
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
	if int64(h.Time) > int64(MaxBought)-f.bought {
		return 0, ErrFull
	}
	f.editAllowance(f.keyOf(numberOf(m), int32(plan))).carried += int64(h.Time) // a small number
	return f.buy(h.lot(), knownAt(h.Known, h.At))
}
