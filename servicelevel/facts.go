package servicelevel

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/servicelevel/internal/nano"
)

// factKind orders facts of one instant: what gives hours comes before what uses
// them.
type factKind uint8

const (
	bought factKind = iota
	released
	worked
	estimated
	gone
	ungone // withdrawn (D31), the last to come first
	unworked
	unbought
)

// fact is what moves hours, in the order in which it counts. Its instants are Unix
// nanoseconds.
type fact struct {
	known, at int64 // when it became known, and when it was
	end       int64 // of work; of an estimate, how long it is
	kind      factKind
	late      bool  // work: known after its end
	merged    bool  // work: told of a ticket that was merged into another (D37)
	forced    bool  // an estimate that is there again, whether there are hours for it or not
	index     int32 // in Activity.Purchases, Removals or Interventions, at most MaxFacts
	request   int32 // of what is about a ticket: in Activity.Requests
}

// gather lists the facts known before the end of the period, in the order in
// which they became known, whatever the order of the activity. It refuses a month
// before the contract, work outside the days in service, and work on requests that
// are not taken.
func (b *maker) gather() error {
	var l fault.List
	if start := b.Term.Contract.Start; start.Compare(b.Next) >= 0 {
		l.Add("month", b.Month, "must not be before the contract's first, "+b.Term.Of(start).String())
	}
	b.hours.begin(&b.Term, nil)
	b.Ask(len(b.Act.Requests))
	b.startCarrying()
	b.facts, b.sold, b.sessions = b.facts[:0], 0, 0
	for i := range b.Act.Purchases {
		p := &b.Act.Purchases[i]
		b.add(b.buying(i))
		b.withdrawn(p.Withdrawn, unbought, i)
	}
	for i := range b.Act.Removals {
		r := &b.Act.Removals[i]
		b.add(b.removing(i))
		b.withdrawn(r.Withdrawn, ungone, i)
	}
	for i := range b.Act.Requests {
		if err := b.checkFor(&b.Act.Requests[i]); err != nil {
			l.In(fault.Index("activity.requests", i), err)
		}
		if b.Term.Tracker != nil && !b.accrues {
			b.checkPriorities(&l, i)
		}
	}
	b.CheckClaims(&l)
	recorded := false
	for i := range b.Act.Interventions {
		in := &b.Act.Interventions[i]
		f := b.working(i)
		if !b.Serves(f.at) {
			l.Add(fault.Index("activity.interventions", i)+".start", in.Start, "must lie in the contract's days of service")
		}
		b.checkTaken(&l, f.request)
		if err := b.checkShared(&b.Act.Requests[f.request], f.at); err != nil {
			l.In(fault.Index("activity.interventions", i), err)
		}
		recorded = recorded || f.late
		b.add(f)
		b.withdrawn(in.Withdrawn, unworked, i)
	}
	if again := b.sort(); again || recorded {
		b.once(recorded)
	}
	return l.Err()
}

// checkPriorities refuses priorities that the plans of their days do not have.
func (b *maker) checkPriorities(l *fault.List, i int) {
	r, path := &b.Act.Requests[i], fault.Index("activity.requests", i)
	b.Term.CheckPriority(l, path+".priority", r.Priority, b.At(nano.Of(r.At)))
	for k := range r.Notes {
		n := &r.Notes[k]
		b.Term.CheckPriority(l, path+"."+fault.Index("notes", k)+".priority", n.Priority, b.At(nano.Of(n.At)))
	}
}

func (b *maker) buying(i int) fact {
	p := &b.Act.Purchases[i]
	at := nano.Of(p.At)
	return fact{known: nano.Known(p.Recorded, at), at: at, kind: bought, index: int32(i)} // at most MaxFacts
}

func (b *maker) removing(i int) fact {
	r := &b.Act.Removals[i]
	at := nano.Of(r.At)
	return fact{known: nano.Known(r.Recorded, at), at: at, kind: gone, index: int32(i)} // at most MaxFacts
}

func (b *maker) working(i int) fact {
	in := &b.Act.Interventions[i]
	at, end := nano.Of(in.Start), nano.Of(in.End)
	known := nano.Known(in.Recorded, end)
	return fact{known: known, at: at, end: end, kind: worked, late: known > end, index: int32(i), request: b.hours.requests[i]} // at most MaxFacts
}

// origin returns the fact that another one withdraws.
func (b *maker) origin(f *fact) fact {
	switch f.kind {
	case ungone:
		return b.removing(int(f.index))
	case unworked:
		return b.working(int(f.index))
	default:
		return b.buying(int(f.index))
	}
}

// withdrawn adds that a fact was withdrawn, if it was.
func (b *maker) withdrawn(at time.Time, kind factKind, i int) {
	if !at.IsZero() {
		b.add(fact{known: nano.Of(at), at: nano.Of(at), kind: kind, index: int32(i)}) // at most MaxFacts
	}
}

// checkTaken refuses a request with work on it that came by a way on which none is
// taken (S28).
func (b *maker) checkTaken(l *fault.List, request int32) {
	r, sum := &b.Act.Requests[request], &b.Known[request]
	if sum.Checked {
		return
	}
	sum.Checked = true
	o := b.At(nano.Of(r.At))
	if rules, refused := o.Plan.Desk.Refuses(r.Channel); refused && r.For == "" {
		l.Add(fault.Index("activity.requests", int(request))+".channel", r.Channel,
			"is not a channel on which work is taken ("+strings.Join(rules, ", ")+")")
	}
}

func (b *maker) add(f fact) {
	if f.known >= b.Until {
		return
	}
	if f.known >= b.From {
		switch f.kind {
		case bought:
			b.sold++
		case gone, ungone, unbought:
		default:
			b.sessions++
		}
	}
	b.facts = append(b.facts, f)
}

// compare orders facts as they became known, and those of one instant in an order
// that does not depend on how the activity lists them.
func (b *maker) compare(x, y *fact) int {
	if x.known != y.known {
		return cmp.Compare(x.known, y.known)
	}
	if c := cmp.Or(cmp.Compare(x.kind, y.kind), cmp.Compare(x.at, y.at)); c != 0 {
		return c
	}
	switch x.kind {
	case bought:
		return cmp.Compare(b.Act.Purchases[x.index].ID, b.Act.Purchases[y.index].ID)
	case gone:
		return cmp.Compare(b.Act.Removals[x.index].ID, b.Act.Removals[y.index].ID)
	case ungone, unworked, unbought: // the last to have come goes first
		v, w := b.origin(x), b.origin(y)
		return b.compare(&w, &v)
	}
	return cmp.Or(cmp.Compare(x.end, y.end), b.compareWork(x, y))
}

func (b *maker) compareWork(x, y *fact) int {
	v, w := &b.Act.Interventions[x.index], &b.Act.Interventions[y.index]
	return cmp.Or(cmp.Compare(v.Ticket, w.Ticket), cmp.Compare(v.ID, w.ID))
}

// few is how many facts are sorted by insertion.
const few = 32

// sort puts the facts in their order. They come nearly so, and are mostly few. It reports
// whether one may be there twice.
func (b *maker) sort() (again bool) {
	facts := b.facts
	if len(facts) > few {
		slices.SortFunc(facts, func(x, y fact) int {
			c := b.compare(&x, &y)
			again = again || c == 0
			return c
		})
		return again
	}
	for i := 1; i < len(facts); i++ {
		for j := i; j > 0; j-- {
			c := b.compare(&facts[j], &facts[j-1])
			if c >= 0 {
				again = again || c == 0
				break
			}
			facts[j], facts[j-1] = facts[j-1], facts[j]
		}
	}
	return again
}

// once leaves out work that is listed again, which counts from when it first became
// known. Unless some was recorded late, the same work stands together.
func (b *maker) once(recorded bool) {
	type session struct {
		at, end int64
		request int32
		id      string
		payer   string
	}
	of := func(f *fact) session {
		in := &b.Act.Interventions[f.index]
		return session{f.at, f.end, f.request, in.ID, in.ChargedTo}
	}
	if !recorded {
		b.facts = slices.CompactFunc(b.facts, func(x, y fact) bool {
			return x.kind == worked && y.kind == worked && of(&x) == of(&y)
		})
		return
	}
	seen := make(map[session]bool, len(b.facts))
	b.facts = slices.DeleteFunc(b.facts, func(f fact) bool {
		if f.kind != worked {
			return false
		}
		again := seen[of(&f)]
		seen[of(&f)] = true
		return again
	})
}

// replay folds the facts, and notes what those of the month came to.
func (b *maker) replay(s *Statement) error {
	var l fault.List
	opened := false
	for i := range b.facts {
		f := &b.facts[i]
		if f.known < b.From {
			if f.known != f.at || b.hours.fund.Overdrawn() > 0 || b.Term.Settles() || b.Term.Carries { // else the fact itself lets its month begin
				b.pass(f.known)
			}
		} else if !opened {
			opened = true
			b.opens(s)
		}
		switch f.kind {
		case bought:
			l.In("", b.buy(s, f, opened))
		case gone:
			l.In("", b.remove(f, opened))
		case ungone, unworked, unbought:
			l.In("", b.withdraw(s, f, opened))
		default:
			l.In("", b.move(f, opened))
		}
	}
	if !opened {
		b.opens(s)
	}
	if !s.Provisional {
		b.settle(s, b.Until)
		b.endMonth(s, b.Until)
	}
	b.hours.fund.Pass(b.AsOf)
	return l.Err()
}

// move gives a fact about a ticket its effect on the hours.
func (b *maker) move(f *fact, now bool) error {
	h := &b.hours
	switch f.kind {
	case worked:
		return b.work(f, now)
	case estimated:
		if f.forced {
			defer b.force()()
		}
		err := h.fund.Reserve(fund.Reservation{
			Ticket: b.ticketOf(f.request), At: time.Unix(0, f.at), Known: time.Unix(0, f.known), Estimate: time.Duration(f.end),
		})
		return b.refused(err, b.Act.Requests[f.request].Ticket, "")
	case released:
		at := time.Unix(0, f.at)
		h.fund.Release(b.fundTicket(f.request), at, time.Unix(0, f.known))
	}
	return nil
}

// know gives a fact that became known its effect on the hours, outside of any statement. Of work that is told the
// months are those of parts, by Activity.Interventions: nil is by the zone.
func (b *maker) know(f *fact, parts [][]credit.Part) error {
	b.pass(f.known)
	switch f.kind {
	case bought:
		return b.buy(nil, f, false)
	case gone:
		return b.remove(f, false)
	case ungone, unworked, unbought:
		return b.withdraw(nil, f, false)
	}
	b.parts = parts
	return b.move(f, false)
}
