package servicelevel

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
)

// factKind orders facts of one instant: what gives hours comes before what uses
// them.
type factKind uint8

const (
	bought factKind = iota
	worked
)

// fact is a purchase or a piece of work in the order in which they count.
type fact struct {
	known, at time.Time // when it became known, and when it was
	end       time.Time // of work
	kind      factKind
	index     int // in Activity.Purchases or Activity.Interventions
	request   int // of work: in Activity.Requests
	lot       int // of a purchase, once it is in the account: in biller.lots
	id        string
}

// span is a part of a text that is still being written.
type span struct{ from, to int }

// gather lists the facts known before the end of the period, in the order in
// which they became known, whatever the order of the activity.
func (b *biller) gather(l *fault.List) {
	b.facts, b.sold = b.facts[:0], 0
	for i := range b.act.Purchases {
		p := &b.act.Purchases[i]
		b.add(fact{known: knownAt(p.Recorded, p.At), at: p.At, kind: bought, index: i})
	}
	if len(b.act.Interventions) > 0 {
		asked := index(len(b.act.Requests), func(i int) string { return b.act.Requests[i].Ticket })
		for i := range b.act.Interventions {
			in := &b.act.Interventions[i]
			b.checkWork(l, i)
			b.addWork(fact{
				known: knownAt(in.Recorded, in.Start), at: in.Start, end: in.End,
				kind: worked, index: i, request: asked.find(in.Ticket),
			})
		}
	}
	slices.SortFunc(b.facts, func(x, y fact) int { return b.compare(&x, &y) })
	for i := range b.facts {
		b.facts[i].id = b.name(b.facts[i].kind, i)
	}
}

// addWork adds work, or its part in each month where the contract splits it (D5).
func (b *biller) addWork(f fact) {
	if !b.term.contract.Options.SplitMonths {
		b.add(f)
		return
	}
	for {
		next := calendar.MonthOf(f.at.In(b.term.zone)).AddMonths(1).Interval(b.term.zone).Start
		if !f.end.After(next) {
			b.add(f)
			return
		}
		part := f
		part.end = next
		b.add(part)
		f.at = next
		if f.known.Before(next) {
			f.known = next
		}
	}
}

func (b *biller) add(f fact) {
	if !f.known.Before(b.period.End) {
		return
	}
	if f.kind == bought && !f.known.Before(b.period.Start) {
		b.sold++
	}
	b.facts = append(b.facts, f)
}

func knownAt(recorded, at time.Time) time.Time {
	if recorded.IsZero() {
		return at
	}
	return recorded
}

// compare orders facts as they became known, and those of one instant in an order
// that does not depend on how the activity lists them.
func (b *biller) compare(x, y *fact) int {
	if c := x.known.Compare(y.known); c != 0 {
		return c
	}
	if x.kind != y.kind {
		return cmp.Compare(x.kind, y.kind)
	}
	if c := x.at.Compare(y.at); c != 0 {
		return c
	}
	if x.kind == bought {
		return cmp.Compare(b.act.Purchases[x.index].ID, b.act.Purchases[y.index].ID)
	}
	return cmp.Or(cmp.Compare(b.act.Interventions[x.index].Ticket, b.act.Interventions[y.index].Ticket), x.end.Compare(y.end))
}

// name returns the id of fact i in the account: the letter of its kind and its
// place, a name that no two facts share. The names are the same in every
// statement and are kept.
func (b *biller) name(kind factKind, i int) string {
	names := &b.names[kind]
	for n := len(*names); n <= i; n++ {
		*names = append(*names, "pw"[kind:kind+1]+strconv.Itoa(n))
	}
	return (*names)[i]
}

// checkWork refuses work on a request that no channel takes (S27, S28), and work
// outside the days in service.
func (b *biller) checkWork(l *fault.List, i int) {
	if in := &b.act.Interventions[i]; !b.term.serves(b.wall.date(in.Start)) {
		l.Add(fault.Index("activity.interventions", i)+".start", in.Start, "must lie in the contract's days of service")
	}
}
