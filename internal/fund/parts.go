package fund

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
)

// PartRow is the time of a session from a day on, to the end of the month: what it took, and
// what it counts as, which is charged.
type PartRow struct {
	Day  int32
	Time int64
	Took int64
}

// partOf is p as a fund keeps it.
func partOf(p *credit.Part) PartRow {
	x := PartRow{DayOf(p.Day), int64(p.Counted), int64(p.Time)}
	if x.Time == 0 {
		x.Time = x.Took
	}
	return x
}

// of returns a part as it is told.
func (p PartRow) of() credit.Part {
	x := credit.Part{Day: DateOf(p.Day), Time: time.Duration(p.Took)}
	if p.Time != p.Took {
		x.Counted = time.Duration(p.Time)
	}
	return x
}

// MaxParts is how many parts a session can have: MaxTime lies in fewer months.
const MaxParts = 16

// CheckParts refuses parts that do not make up the time worked.
func CheckParts(parts []credit.Part, worked time.Duration, paying credit.Paying) error {
	if len(parts) == 0 {
		return nil
	}
	var l fault.List
	if len(parts) > 1 && (paying != credit.SplitAtMidnight || len(parts) > MaxParts) {
		l.Add("parts", len(parts), "must be one, or one for each month if work is split")
	}
	var before calendar.Date
	most := credit.MaxTime
	for i := range parts {
		if p := &parts[i]; p.Time < 0 || p.Time > worked || p.Counted != 0 || !inYears(p.Day) || p.Day.Compare(before) <= 0 {
			l.In(fault.Index("parts", i), checkPart(p, before, worked, most))
		}
		before, worked, most = parts[i].Day, worked-parts[i].Time, most-max(parts[i].Counted, 0)
	}
	if worked != 0 {
		l.Add("parts", nil, "must make up the time worked")
	}
	return l.Err()
}

// checkPart says what is wrong with a part after a day, of so much time, that may count as so much.
func checkPart(p *credit.Part, before calendar.Date, left, most time.Duration) error {
	var l fault.List
	l.Check(inYears(p.Day), "day", p.Day, "must be a date of the years 1970 to 2169")
	l.Check(p.Time >= 0 && p.Time <= left, "time", p.Time, "must not be more than is left of the time worked")
	l.Check(p.Counted >= 0 && p.Counted <= most, "counted", p.Counted, "must lie from 0 to 10000 h in all")
	l.Check(p.Counted == 0 || p.Time > 0, "counted", p.Counted, "must be absent, as nothing was worked")
	l.Check(p.Day.Compare(before) > 0, "day", p.Day, "must be after the one before")
	return l.Err()
}

// split appends the parts of a session: one, or one for each month (D5).
func (f *Fund) split(at, took int64) {
	day := f.Clock.Day(at)
	if f.Terms.Paying == credit.SplitAtMidnight {
		for end := at + took; ; {
			next := f.Months.Start(f.Months.Of(day)+1, &f.Clock)
			if next >= end {
				took = end - at
				break
			}
			f.PartRows = append(f.PartRows, PartRow{day, next - at, next - at})
			at = next
			day = f.Clock.Day(at)
		}
	}
	f.PartRows = append(f.PartRows, PartRow{day, took, took})
}

// PartsOf returns the parts of a piece of work, which are in one if it has one.
func (f *Fund) PartsOf(w *WorkRow, one *[1]PartRow) []PartRow {
	if w.N == 1 && !w.Weighed {
		one[0] = PartRow{w.First, w.Took, w.Took}
		return one[:]
	}
	return f.PartRows[w.First:][:w.N]
}

// DayOf returns the day on which a piece of work began.
func (f *Fund) DayOf(w *WorkRow) int32 {
	if w.N == 1 && !w.Weighed {
		return w.First
	}
	return f.PartRows[w.First].Day
}

// Parts returns the months that a piece of work lies in, as they were decided: nil if
// there is no such work.
func (f *Fund) Parts(work int) []credit.Part { return f.AppendParts(nil, work) }

// AppendParts appends what Parts returns.
func (f *Fund) AppendParts(dst []credit.Part, work int) []credit.Part {
	if work < 0 || work >= f.WorkRows.Len() {
		return dst
	}
	var one [1]PartRow
	for _, p := range f.PartsOf(f.WorkRows.At(int32(work)), &one) { // at most credit.MaxEntries
		dst = append(dst, p.of())
	}
	return dst
}
