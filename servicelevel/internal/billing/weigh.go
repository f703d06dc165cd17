package billing

import (
	"maps"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// weigh fills in what of a session, or of the part of it that one month pays for, counts by which
// factor, if that is what it was found to count as when it was told. It is taken off if sign is
// negative.
func (b *Maker) weigh(w *statement.TicketWork, from, to int64, counted, sign time.Duration) error {
	list, err := b.Term.Stretches(&b.Wall, from, to, agreed.UsualHours)
	if err != nil {
		return err
	}
	var sum time.Duration
	for i := range list {
		sum += list[i].Counted()
	}
	if sum != counted {
		return nil
	}
	for i := range list {
		if s := &list[i]; s.Weighs() {
			addWeighed(w, s.Factor, sign*s.Held())
		}
	}
	b.weighedByFeasts(list, from, to)
	return nil
}

// addWeighed adds time that a factor held for.
func addWeighed(w *statement.TicketWork, f *agreed.Factor, d time.Duration) {
	if slices.ContainsFunc(f.Rules, func(id string) bool { return !w.Rules.Factors.Has(id) }) {
		w.Rules.Factors = plans.Cite(append(slices.Collect(w.Rules.Factors.All()), f.Rules...)...)
	}
	by := decimal.New(f.By, -3)
	for i := range w.Weighed {
		if x := &w.Weighed[i]; x.By.Equal(by) {
			x.Time += d
			return
		}
	}
	w.Weighed = append(w.Weighed, statement.Weighed{By: reduced(f.By, -3), Time: d})
}

// weighedByFeasts notes that what a session counts as rests on D26.
func (b *Maker) weighedByFeasts(list []agreed.Stretch, from, to int64) {
	t := &b.Term
	for i := t.RunOn(b.Wall.Date(from)); i <= t.RunOn(b.Wall.Date(to)); i++ {
		for j := range t.Runs[i].Plan.Factors {
			f := &t.Runs[i].Plan.Factors[j]
			other := b.FeastsBetween(f.Feasts, from, to)
			if other == nil {
				continue
			}
			hours := func(x *agreed.Factor) *calendar.Calendar {
				if x == f {
					return other
				}
				return x.Hours
			}
			if others, err := b.Term.Stretches(&b.Wall, from, to, hours); err == nil && !maps.Equal(heldBy(others), heldBy(list)) {
				b.Assumed |= f.Feasts.Choice
			}
		}
	}
}

// heldBy returns for how long which factors make a difference, by their thousandths.
func heldBy(list []agreed.Stretch) map[int64]time.Duration {
	held := make(map[int64]time.Duration)
	for i := range list {
		if s := &list[i]; s.Weighs() {
			held[s.Factor.By] += s.Held()
		}
	}
	return held
}

// settleWeighed leaves out what came to nothing, and Counted if it is Worked.
func settleWeighed(w *statement.TicketWork) {
	w.Weighed = slices.DeleteFunc(w.Weighed, func(x statement.Weighed) bool { return x.Time == 0 })
	if len(w.Weighed) == 0 {
		if w.Weighed = nil; w.Counted == w.Worked {
			w.Counted = 0
		}
	}
}
