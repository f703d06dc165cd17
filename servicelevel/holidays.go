package servicelevel

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/statement"
)

// feastsBetween returns hours without their Pentecost Mondays and 8 May, or nil if none of them can
// lie between two instants.
func (b *Biller) feastsBetween(f *agreed.Feasts, from, to int64) *calendar.Calendar {
	if f == nil || b.assumed&f.Choice == f.Choice {
		return nil
	}
	return f.Otherwise(b.wall.Day(from), b.wall.Day(to))
}

// restsOnFeasts notes that the earliest instant of a ticket rests on D26.
func (b *Biller) restsOnFeasts(w *statement.TicketWork) {
	if w.Earliest.IsZero() {
		return
	}
	at, earliest := nano.Of(w.Asked), nano.Of(w.Earliest)
	o := b.at(at)
	if w.Kind == Incident && o.Plan.Hours.IncidentsAnytime || at == earliest && o.Feasts.ClosesOnly() {
		return
	}
	if hours := b.feastsBetween(o.Feasts, at, earliest); hours != nil {
		if open, err := hours.NextOpen(w.Asked); err == nil && !open.Equal(w.Earliest) {
			b.assumed |= o.Feasts.Choice
		}
	}
}

// outside returns how much of a part of a session lay outside the hours of a plan, and notes
// that this rests on D26.
func (b *Biller) outside(o *agreed.Offer, from, to int64) (time.Duration, error) {
	start, end := b.instant(from), b.instant(to)
	open, err := o.Hours.Between(start, end)
	if err != nil {
		return 0, err
	}
	out := end.Sub(start) - open
	if out == 0 && o.Feasts.ClosesOnly() {
		return 0, nil
	}
	if hours := b.feastsBetween(o.Feasts, from, to); hours != nil {
		if other, err := hours.Between(start, end); err == nil && other != open {
			b.assumed |= o.Feasts.Choice
		}
	}
	return out, nil
}

// judgementRestsOnFeasts notes that how a request stands to a guarantee on the plan's hours rests
// on D26: it is what judge says of it.
func (b *Biller) judgementRestsOnFeasts(is *response.Answer, i int, st standing, at time.Time) {
	if !is.InHours {
		return
	}
	until := is.Due
	if end := b.asOf; until.Before(end) {
		until = end
	}
	o := b.at(nano.Of(is.Start))
	hours := b.feastsBetween(o.Feasts, nano.Of(is.Start), nano.Of(until))
	if hours == nil {
		return
	}
	under := *o
	under.Hours = hours
	var other response.Answer
	ok, err := b.judgeUnder(&under, &other, i, st, at)
	if err == nil && (!ok || other.Elapsed != is.Elapsed || !other.Due.Equal(is.Due)) {
		b.assumed |= o.Feasts.Choice
	}
}
