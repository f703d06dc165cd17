package billing

import (
	"time"

	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// restsOnFeasts notes that the earliest instant of a ticket rests on D26.
func (b *Maker) restsOnFeasts(w *statement.TicketWork) {
	if w.Earliest.IsZero() {
		return
	}
	at, earliest := nano.Of(w.Asked), nano.Of(w.Earliest)
	o := b.At(at)
	if w.Kind == plans.Incident && o.Data.Hours.IncidentsAnytime || at == earliest && o.Feasts.ClosesOnly() {
		return
	}
	if hours := b.FeastsBetween(o.Feasts, at, earliest); hours != nil {
		if open, err := hours.NextOpen(w.Asked); err == nil && !open.Equal(w.Earliest) {
			b.Assumed |= o.Feasts.Choice
		}
	}
}

// outside returns how much of a part of a session lay outside the hours of a plan, and notes
// that this rests on D26.
func (b *Maker) outside(o *agreed.Plan, from, to int64) (time.Duration, error) {
	start, end := b.Instant(from), b.Instant(to)
	open, err := o.Hours.Between(start, end)
	if err != nil {
		return 0, err
	}
	out := end.Sub(start) - open
	if out == 0 && o.Feasts.ClosesOnly() {
		return 0, nil
	}
	if hours := b.FeastsBetween(o.Feasts, from, to); hours != nil {
		if other, err := hours.Between(start, end); err == nil && other != open {
			b.Assumed |= o.Feasts.Choice
		}
	}
	return out, nil
}
