package servicelevel

import (
	"maps"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// counts returns the months that a session lies in, with what it counts as there by the factors
// of the plans, or nil if that is as long as it takes.
func (b *Biller) counts(from, to int64) ([]credit.Part, error) {
	list, err := b.stretches(from, to, usualHours)
	if err != nil || !slices.ContainsFunc(list, func(s stretch) bool { return s.counted() != time.Duration(s.to-s.from) }) {
		return nil, err
	}
	day := b.wall.Date(from)
	parts := []credit.Part{{Day: day}}
	for end := b.monthEnds(day, to); len(list) > 0; {
		s := list[0]
		if s.to <= end {
			list = list[1:]
		} else {
			s.to, list[0].from = end, end
		}
		p := &parts[len(parts)-1]
		p.Time += time.Duration(s.to - s.from)
		p.Counted += s.counted()
		if s.to == end && len(list) > 0 {
			day = b.wall.Date(end)
			parts, end = append(parts, credit.Part{Day: day}), b.monthEnds(day, to)
		}
	}
	return parts, nil
}

// monthEnds returns when the month of a day ends as far as sessions are split there (D5), but not
// after an instant.
func (b *Biller) monthEnds(day calendar.Date, to int64) int64 {
	if !b.term.contract.Options.SplitMonths {
		return to
	}
	return min(to, nano.Of(b.wall.Period(b.term.Of(day)).End))
}

// weigh fills in what of a session, or of the part of it that one month pays for, counts by which
// factor, if that is what it was found to count as when it was told. It is taken off if sign is
// negative.
func (b *Biller) weigh(w *statement.TicketWork, from, to int64, counted, sign time.Duration) error {
	list, err := b.stretches(from, to, usualHours)
	if err != nil {
		return err
	}
	var sum time.Duration
	for i := range list {
		sum += list[i].counted()
	}
	if sum != counted {
		return nil
	}
	for i := range list {
		if s := &list[i]; s.weighs() {
			addWeighed(w, s.factor, sign*s.held())
		}
	}
	b.weighedByFeasts(list, from, to)
	return nil
}

// addWeighed adds time that a factor held for.
func addWeighed(w *statement.TicketWork, f *factor, d time.Duration) {
	if slices.ContainsFunc(f.rules, func(id string) bool { return !w.Rules.Factors.Has(id) }) {
		w.Rules.Factors = plans.Cite(append(slices.Collect(w.Rules.Factors.All()), f.rules...)...)
	}
	by := decimal.New(f.by, -3)
	for i := range w.Weighed {
		if x := &w.Weighed[i]; x.By.Equal(by) {
			x.Time += d
			return
		}
	}
	w.Weighed = append(w.Weighed, statement.Weighed{By: reduced(f.by, -3), Time: d})
}

// weighedByFeasts notes that what a session counts as rests on D26.
func (b *Biller) weighedByFeasts(list []stretch, from, to int64) {
	t := &b.term
	for i := t.on(b.wall.Date(from)); i <= t.on(b.wall.Date(to)); i++ {
		for j := range t.runs[i].offer.factors {
			f := &t.runs[i].offer.factors[j]
			other := b.feastsBetween(f.feasts, from, to)
			if other == nil {
				continue
			}
			hours := func(x *factor) *calendar.Calendar {
				if x == f {
					return other
				}
				return x.hours
			}
			if others, err := b.stretches(from, to, hours); err == nil && !maps.Equal(heldBy(others), heldBy(list)) {
				b.assumed |= f.feasts.choice
			}
		}
	}
}

// heldBy returns for how long which factors make a difference, by their thousandths.
func heldBy(list []stretch) map[int64]time.Duration {
	held := make(map[int64]time.Duration)
	for i := range list {
		if s := &list[i]; s.weighs() {
			held[s.factor.by] += s.held()
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
