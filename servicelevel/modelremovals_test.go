package servicelevel_test

import (
	"errors"
	"math/big"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// modelGone is hours of a lot that went without being used, the last ones of it.
type modelGone struct {
	id          string
	kind        servicelevel.FactKind
	at, known   time.Time
	time        time.Duration
	share, back int64 // what they had cost, and what of that was given back
}

// kept is what of a lot did not go.
func (l *modelLot) kept() time.Duration {
	if l.never {
		return 0
	}
	d := l.time
	for _, g := range l.gone {
		d -= g.time
	}
	return d
}

// ended reports whether what is left of a lot is lost at an instant.
func (l *modelLot) ended(at time.Time) bool { return !l.until.IsZero() && !at.Before(l.until) }

// rest is what nobody used of a lot, left what of that is there, and lapsed what was when it
// ended.
func (h *modelHours) rest(l *modelLot) time.Duration { return l.kept() - h.used(l) }

func (h *modelHours) left(l *modelLot) time.Duration {
	if l.ended(h.now) {
		return 0
	}
	return h.rest(l)
}

func (h *modelHours) lapsed(l *modelLot) time.Duration { return h.rest(l) - h.left(l) }

// lotsOf lists the lots that have something and end after an instant, if at all: soonest to
// end first, then first bought first (D7).
func (h *modelHours) lotsOf(at time.Time) (lots []*modelLot) {
	for _, l := range h.lots {
		if h.rest(l) > 0 && !l.ended(at) {
			lots = append(lots, l)
		}
	}
	slices.SortStableFunc(lots, func(a, b *modelLot) int {
		switch {
		case h.turn(a) != h.turn(b):
			return h.turn(a) - h.turn(b)
		case a.until.IsZero() || b.until.IsZero():
			return b.until.Compare(a.until) // the zero instant is before all others
		}
		return a.until.Compare(b.until)
	})
	return lots
}

// turn is 1 of what is drawn on only when nothing is left of what was given (D7).
func (h *modelHours) turn(l *modelLot) int {
	if modelEditions[h.ct.Edition].gifts && l.price > 0 {
		return 1
	}
	return 0
}

// back is what refunds of a lot gave back, and moved what hours had cost that went to
// another contract.
func (l *modelLot) back() (sum int64) {
	if l.never {
		return l.price
	}
	for _, g := range l.gone {
		sum += g.back
	}
	return sum
}

func (l *modelLot) moved() (sum int64) {
	for _, g := range l.gone {
		if g.kind == servicelevel.Moved {
			sum += g.share
		}
	}
	return sum
}

// deferred is what the hours that are left of a lot had cost, and revenue all that the
// customer has paid for and will not get.
func (h *modelHours) deferred(l *modelLot) int64 {
	return earned(l, l.kept()) - earned(l, l.kept()-h.left(l))
}

func (h *modelHours) revenue(l *modelLot) int64 {
	sum := earned(l, l.kept()-h.left(l))
	for _, g := range l.gone {
		if g.kind != servicelevel.Moved {
			sum += g.share - g.back
		}
	}
	return sum
}

// remove takes hours of a lot away that are left, unless they are needed for what is held
// (D30, D32, D38).
func (s *story) remove(f *servicelevel.Fact) error {
	if l := s.lot(f.Of); l == nil || l.never {
		return errors.New("nothing was bought")
	}
	was := *s.modelHours.clone()
	s.comes(knownAt(f))
	l := s.lot(f.Of)
	g := modelGone{id: f.ID, kind: f.Kind, at: f.At, known: knownAt(f), time: f.Time}
	if g.time == 0 {
		g.time = s.rest(l)
	}
	held := s.reservedBut("")
	over := max(0, s.overdraft()-s.owed())
	g.share = earned(l, l.kept()) - earned(l, l.kept()-g.time)
	if f.Kind == servicelevel.Refunded {
		if g.back = g.share; f.Price != nil {
			g.back = s.currency.units(*f.Price)
		}
	}
	var err error
	switch {
	case s.rest(l) == 0 || g.time > s.rest(l) || l.ended(f.At):
		err = errors.New("not so many are left")
	case held > 0 && !l.ended(s.now) && s.there()+over-g.time < s.stays("") && s.present.IsZero():
		err = errors.New("they are held")
	case g.back > g.share:
		err = errors.New("they had cost less")
	}
	if err != nil {
		*s.modelHours = was
		return err
	}
	l.gone = append(l.gone, g)
	l.give(f.ID, g.back)
	return nil
}

// give gives an amount back, of the last invoices first.
func (l *modelLot) give(by string, cents int64) {
	for i := len(l.bills) - 1; i >= 0; i-- {
		b := &l.bills[i]
		if part := min(cents, b.left); part > 0 {
			b.left, cents = b.left-part, cents-part
			l.given = append(l.given, modelGiven{by: by, bill: b.by, month: b.month, cents: part})
		}
	}
}

// keep takes back what was given back by mistake: in the month itself it never was, and
// later it is invoiced again.
func (l *modelLot) keep(g modelGone, by string, told, now calendar.Month) {
	if told != now {
		if g.back > 0 && len(l.bills) > 0 {
			l.bills = append(l.bills, modelBill{by: by, month: now, cents: g.back, left: g.back})
		}
		return
	}
	l.given = slices.DeleteFunc(l.given, func(x modelGiven) bool {
		if x.by != g.id {
			return false
		}
		for i := range l.bills {
			if l.bills[i].by == x.bill {
				l.bills[i].left += x.cents
			}
		}
		return true
	})
}

// taxOf is the VAT of an amount, rounded half away from zero.
func (m *model) taxOf(net int64, share string) int64 {
	rate, _ := new(big.Rat).SetString(share)
	return roundCents(times(ratio(net, 1), rate), penalty.HalfAway)
}
