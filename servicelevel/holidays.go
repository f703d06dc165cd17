package servicelevel

import (
	"sync"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
)

// feasts are Pentecost Monday and 8 May in the hours of a plan (D26).
type feasts struct {
	schedule calendar.Schedule
	hours    *calendar.Calendar
	once     sync.Once
	others   *calendar.Calendar // see otherwise; memory, not state
}

// otherwise returns the hours as they would be if these holidays were days like others, or those
// that are none were: what comes out alike rests on no decision. It is nil if they cannot be. Few
// contracts need them, so that they are compiled when one does.
func (f *feasts) otherwise() *calendar.Calendar {
	f.once.Do(func() {
		s := f.schedule
		s.Exceptions = s.Exceptions[:len(s.Exceptions):len(s.Exceptions)]
		given := make(map[calendar.Date]bool, len(s.Exceptions))
		for _, x := range s.Exceptions {
			given[x.Date] = true
		}
		all := s.Holidays
		all.PentecostWorked = false
		for year := 1990; year < 2090; year++ { // of contracts
			list, _ := all.Year(year) // of a valid schedule
			for _, h := range list {
				if h.Key != "pentecost_monday" && h.Key != "victory_1945" || given[h.Date] {
					continue
				}
				switch held, err := f.hours.Holidays(h.Date); {
				case err != nil || len(held) > 1: // a year without hours, or a holiday all the same
				case len(held) == 1:
					s.Exceptions = append(s.Exceptions, calendar.Exception{Date: h.Date, Usual: true})
				default:
					s.Exceptions = append(s.Exceptions, calendar.Exception{Date: h.Date})
				}
			}
		}
		f.others, _ = calendar.Compile(s) // nil if these exceptions are too many
	})
	return f.others
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
func (b *Biller) feastsBetween(o *offer, from, to int64) *calendar.Calendar {
	if o.feasts == nil || b.assumed&o.feasts.choice() == o.feasts.choice() {
		return nil
	}
	first, last := b.wall.date(from), b.wall.date(to) // those of the hours are a day off at most
	if first.Year == last.Year && (dayOfYear(last) < 507 || dayOfYear(first) > 615) {
		return nil
	}
	return o.feasts.otherwise()
}

// dayOfYear is a day for comparisons with others of a year: 507 is 7 May.
func dayOfYear(d calendar.Date) int { return int(d.Month)*100 + d.Day }

// restsOnFeasts notes that the earliest instant of a ticket rests on D26.
func (b *Biller) restsOnFeasts(w *TicketWork) {
	if w.Earliest.IsZero() {
		return
	}
	at := nanos(w.Asked)
	o := b.at(at)
	if w.Kind == Incident && o.plan.Hours.IncidentsAnytime {
		return
	}
	if hours := b.feastsBetween(o, at, nanos(w.Earliest)); hours != nil {
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
	if hours := b.feastsBetween(o, from, to); hours != nil {
		if other, err := hours.Between(start, end); err == nil && other != open {
			b.assumed |= o.feasts.choice()
		}
	}
	return end.Sub(start) - open, nil
}

// judgementRestsOnFeasts notes that how a request stands to a guarantee on the plan's hours rests
// on D26: it is what judge says of it.
func (b *Biller) judgementRestsOnFeasts(is *penalty.Response, i int, attended int64, at time.Time) {
	if !is.InHours {
		return
	}
	until := is.Due
	if end := b.asOf; until.Before(end) {
		until = end
	}
	o := b.at(nanos(is.Start))
	hours := b.feastsBetween(o, nanos(is.Start), nanos(until))
	if hours == nil {
		return
	}
	under := *o
	under.hours = hours
	var other penalty.Response
	ok, err := b.judgeUnder(&under, &other, i, attended, at)
	if err == nil && (!ok || other.Elapsed != is.Elapsed || !other.Due.Equal(is.Due)) {
		b.assumed |= o.feasts.choice()
	}
}
