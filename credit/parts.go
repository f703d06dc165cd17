package credit

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
)

// part is the time of a session from a day on, to the end of the month: what it took, and
// what it counts as, which is charged.
type part struct {
	day  int32
	time int64
	took int64
}

// partOf is p as a fund keeps it.
func partOf(p *Part) part {
	x := part{dayOf(p.Day), int64(p.Counted), int64(p.Time)}
	if x.time == 0 {
		x.time = x.took
	}
	return x
}

// of returns a part as it is told.
func (p part) of() Part {
	x := Part{Day: dateOf(p.day), Time: time.Duration(p.took)}
	if p.time != p.took {
		x.Counted = time.Duration(p.time)
	}
	return x
}

// maxParts is how many parts a session can have: MaxTime lies in fewer months.
const maxParts = 16

// checkParts refuses parts that do not make up the time worked.
func checkParts(parts []Part, worked time.Duration, paying Paying) error {
	if len(parts) == 0 {
		return nil
	}
	var l fault.List
	if len(parts) > 1 && (paying != SplitAtMidnight || len(parts) > maxParts) {
		l.Add("parts", len(parts), "must be one, or one for each month if work is split")
	}
	var before calendar.Date
	most := MaxTime
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
func checkPart(p *Part, before calendar.Date, left, most time.Duration) error {
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
	day := f.clock.Day(at)
	if f.terms.Paying == SplitAtMidnight {
		for end := at + took; ; {
			next := f.months.start(f.months.of(day)+1, &f.clock)
			if next >= end {
				took = end - at
				break
			}
			f.parts = append(f.parts, part{day, next - at, next - at})
			at = next
			day = f.clock.Day(at)
		}
	}
	f.parts = append(f.parts, part{day, took, took})
}

// partsOf returns the parts of a piece of work, which are in one if it has one.
func (f *Fund) partsOf(w *work, one *[1]part) []part {
	if w.n == 1 && !w.weighed {
		one[0] = part{w.first, w.took, w.took}
		return one[:]
	}
	return f.parts[w.first:][:w.n]
}

// dayOf returns the day on which a piece of work began.
func (f *Fund) dayOf(w *work) int32 {
	if w.n == 1 && !w.weighed {
		return w.first
	}
	return f.parts[w.first].day
}

// Parts returns the months that a piece of work lies in, as they were decided: nil if
// there is no such work.
func (f *Fund) Parts(work int) []Part { return f.AppendParts(nil, work) }

// AppendParts appends what Parts returns.
func (f *Fund) AppendParts(dst []Part, work int) []Part {
	if work < 0 || work >= f.works.Len() {
		return dst
	}
	var one [1]part
	for _, p := range f.partsOf(f.works.At(int32(work)), &one) { // at most MaxEntries
		dst = append(dst, p.of())
	}
	return dst
}
