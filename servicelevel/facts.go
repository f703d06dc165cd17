package servicelevel

import (
	"cmp"
	"slices"
	"time"

	"github.com/palier-go/palier/internal/fault"
)

// factKind orders facts of one instant: what gives hours comes before what uses
// them.
type factKind uint8

const (
	bought factKind = iota
	worked
)

// fact is a purchase or a piece of work in the order in which they count. Its
// instants are Unix nanoseconds.
type fact struct {
	known, at int64 // when it became known, and when it was
	end       int64 // of work
	kind      factKind
	index     int32 // in Activity.Purchases or Activity.Interventions, at most MaxFacts
	request   int32 // of work: in Activity.Requests
}

// gather lists the facts known before the end of the period, in the order in
// which they became known, whatever the order of the activity. It refuses a month
// before the contract and work outside the days in service.
func (b *Biller) gather() error {
	var l fault.List
	if start := b.term.contract.Start; start.Compare(b.next) >= 0 {
		l.Add("month", b.month, "must not be before the contract's first, "+start.MonthOf().String())
	}
	b.facts, b.sold, b.sessions = b.facts[:0], 0, 0
	for i := range b.act.Purchases {
		p := &b.act.Purchases[i]
		at := nanos(p.At)
		b.add(fact{known: knownAt(p.Recorded, at), at: at, kind: bought, index: int32(i)})
	}
	for i := range b.act.Interventions {
		in := &b.act.Interventions[i]
		at := nanos(in.Start)
		if !b.serves(at) {
			l.Add(fault.Index("activity.interventions", i)+".start", in.Start, "must lie in the contract's days of service")
		}
		b.addWork(fact{
			known: knownAt(in.Recorded, at), at: at, end: nanos(in.End),
			kind: worked, index: int32(i), request: b.requests[i],
		})
	}
	b.sort()
	return l.Err()
}

// addWork adds work, or its part in each month where the contract splits it (D5).
func (b *Biller) addWork(f fact) {
	if !b.term.contract.Options.SplitMonths {
		b.add(f)
		return
	}
	for {
		next := nanos(b.monthOf(f.at).Interval(b.term.zone).End)
		if f.end <= next {
			b.add(f)
			return
		}
		part := f
		part.end = next
		b.add(part)
		f.at, f.known = next, max(f.known, next)
	}
}

func (b *Biller) add(f fact) {
	if f.known >= b.until {
		return
	}
	if f.known >= b.from {
		if f.kind == bought {
			b.sold++
		} else {
			b.sessions++
		}
	}
	b.facts = append(b.facts, f)
}

func knownAt(recorded time.Time, at int64) int64 {
	if recorded.IsZero() {
		return at
	}
	return nanos(recorded)
}

// compare orders facts as they became known, and those of one instant in an order
// that does not depend on how the activity lists them.
func (b *Biller) compare(x, y *fact) int {
	if x.known != y.known {
		return cmp.Compare(x.known, y.known)
	}
	if c := cmp.Or(cmp.Compare(x.kind, y.kind), cmp.Compare(x.at, y.at)); c != 0 {
		return c
	}
	if x.kind == bought {
		return cmp.Compare(b.act.Purchases[x.index].ID, b.act.Purchases[y.index].ID)
	}
	return cmp.Or(cmp.Compare(b.act.Interventions[x.index].Ticket, b.act.Interventions[y.index].Ticket), cmp.Compare(x.end, y.end))
}

// sort puts the facts in their order. They come nearly so, and are mostly few.
func (b *Biller) sort() {
	facts := b.facts
	if len(facts) > few {
		slices.SortFunc(facts, func(x, y fact) int { return b.compare(&x, &y) })
		return
	}
	for i := 1; i < len(facts); i++ {
		for j := i; j > 0 && b.compare(&facts[j], &facts[j-1]) < 0; j-- {
			facts[j], facts[j-1] = facts[j-1], facts[j]
		}
	}
}

// replay folds the facts, and notes what those of the month came to.
func (b *Biller) replay(s *Statement) error {
	b.tickets = slices.Grow(b.tickets, len(b.act.Requests))[:len(b.act.Requests)]
	clear(b.tickets)
	opened := false
	for i := range b.facts {
		f := &b.facts[i]
		if f.known >= b.from && !opened {
			opened = true
			b.open(s)
		}
		var err error
		if f.kind == bought {
			err = b.buy(s, f, opened)
		} else {
			err = b.work(s, f, opened)
		}
		if err != nil {
			return err
		}
	}
	if !opened {
		b.open(s)
	}
	return nil
}

// open notes how much was used of each lot when the month began.
func (b *Biller) open(s *Statement) {
	for i := range b.purse.lots {
		lot := &b.purse.lots[i]
		lot.usedBefore, lot.earnedBefore = lot.used, lot.earned
		s.Credit.Opening += lot.left()
	}
	b.overdue = b.purse.overdue
	s.Credit.Opening -= b.overdue
}
