package servicelevel

import (
	"slices"
	"sync"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/zone"
	"github.com/palier-go/palier/penalty"
)

// feasts are Pentecost Monday and 8 May in the hours of a plan (D26). Few contracts need to know
// what these decide, so that it is worked out when one does: memory, not state.
type feasts struct {
	schedule calendar.Schedule
	zones    *calendar.Zones
	hours    *calendar.Calendar

	listed sync.Once
	list   []calendar.Date // by which figures can rest on D26
	days   []int32         // the same, by their numbers

	compiled sync.Once
	others   *calendar.Calendar // see otherwise
}

// feastsOf returns those of hours, nil if they have no holidays.
func feastsOf(s *calendar.Schedule, z *calendar.Zones, hours *calendar.Calendar) *feasts {
	if s.Holidays.Code == "" {
		return nil
	}
	return &feasts{schedule: *s, zones: z, hours: hours}
}

// near reports whether one of them lies between two days, or next to them, as the hours may be
// those of another zone.
func (f *feasts) near(from, to int32) bool {
	f.listed.Do(f.read)
	i, _ := slices.BinarySearch(f.days, from-1)
	return i < len(f.days) && f.days[i] <= to+1
}

// read lists the days that are holidays for it alone, or that would be.
func (f *feasts) read() {
	all := f.schedule.Holidays
	all.PentecostWorked = false
	for year := 1990; year < 2090; year++ { // of contracts
		list, _ := all.Year(year) // of a valid schedule
		for _, h := range list {
			if h.Key != "pentecost_monday" && h.Key != "victory_1945" {
				continue
			}
			given := slices.ContainsFunc(f.schedule.Exceptions, func(x calendar.Exception) bool { return x.Covers(h.Date) })
			if held, err := f.hours.Holidays(h.Date); err == nil && len(held) <= 1 && !given {
				f.list = append(f.list, h.Date)
				f.days = append(f.days, zone.DayOf(h.Date.Year, h.Date.Month, h.Date.Day))
			}
		}
	}
}

// otherwise returns the hours as they would be if the holidays of the list were days like others,
// and those that are none were: what comes out alike rests on no decision. It is nil if they
// cannot be.
func (f *feasts) otherwise() *calendar.Calendar {
	f.compiled.Do(func() {
		s := f.schedule
		s.Exceptions = slices.Clone(s.Exceptions)
		for _, d := range f.list {
			held, _ := f.hours.Holidays(d) // of a year that has hours
			s.Exceptions = append(s.Exceptions, calendar.Exception{Date: d, Usual: len(held) > 0})
		}
		f.others, _ = calendar.CompileIn(s, f.zones) // nil if these exceptions are too many
	})
	return f.others
}

// closesOnly reports whether these holidays can only close what would be open.
func (f *feasts) closesOnly() bool {
	return f == nil || !f.schedule.Holidays.PentecostWorked &&
		!slices.ContainsFunc(f.schedule.Layers, func(x calendar.Layer) bool { return x.Op == calendar.LayerComplement })
}

// choice is what the hours choose.
func (f *feasts) choice() assumed {
	if f.schedule.Holidays.PentecostWorked {
		return d26 | feastsWorked
	}
	return d26 | feastsHeld
}

// feastsBetween returns the hours of a plan without its Pentecost Mondays and 8 May, or nil if
// none of them can lie between two instants.
func (b *Biller) feastsBetween(f *feasts, from, to int64) *calendar.Calendar {
	if f == nil || b.assumed&f.choice() == f.choice() || !f.near(b.wall.Day(from), b.wall.Day(to)) {
		return nil
	}
	return f.otherwise()
}

// restsOnFeasts notes that the earliest instant of a ticket rests on D26.
func (b *Biller) restsOnFeasts(w *TicketWork) {
	if w.Earliest.IsZero() {
		return
	}
	at, earliest := nanos(w.Asked), nanos(w.Earliest)
	o := b.at(at)
	if w.Kind == Incident && o.plan.Hours.IncidentsAnytime || at == earliest && o.feasts.closesOnly() {
		return
	}
	if hours := b.feastsBetween(o.feasts, at, earliest); hours != nil {
		if open, err := hours.NextOpen(w.Asked); err == nil && !open.Equal(w.Earliest) {
			b.assumed |= o.feasts.choice()
		}
	}
}

// outside returns how much of a part of a session lay outside the hours of a plan, and notes
// that this rests on D26.
func (b *Biller) outside(o *offer, from, to int64) (time.Duration, error) {
	start, end := b.instant(from), b.instant(to)
	open, err := o.hours.Between(start, end)
	if err != nil {
		return 0, err
	}
	out := end.Sub(start) - open
	if out == 0 && o.feasts.closesOnly() {
		return 0, nil
	}
	if hours := b.feastsBetween(o.feasts, from, to); hours != nil {
		if other, err := hours.Between(start, end); err == nil && other != open {
			b.assumed |= o.feasts.choice()
		}
	}
	return out, nil
}

// judgementRestsOnFeasts notes that how a request stands to a guarantee on the plan's hours rests
// on D26: it is what judge says of it.
func (b *Biller) judgementRestsOnFeasts(is *penalty.Response, i int, st standing, at time.Time) {
	if !is.InHours {
		return
	}
	until := is.Due
	if end := b.asOf; until.Before(end) {
		until = end
	}
	o := b.at(nanos(is.Start))
	hours := b.feastsBetween(o.feasts, nanos(is.Start), nanos(until))
	if hours == nil {
		return
	}
	under := *o
	under.hours = hours
	var other penalty.Response
	ok, err := b.judgeUnder(&under, &other, i, st, at)
	if err == nil && (!ok || other.Elapsed != is.Elapsed || !other.Due.Equal(is.Due)) {
		b.assumed |= o.feasts.choice()
	}
}
