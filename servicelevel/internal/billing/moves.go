package billing

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/internal/nano"
)

// MoveKind orders moves of one instant: what gives hours comes before what uses
// them.
type MoveKind uint8

// The kinds of moves. The last three take back what was withdrawn (D31), the last to come first.
const (
	Bought MoveKind = iota
	Released
	Worked
	Estimated
	Gone
	Ungone
	Unworked
	Unbought
)

// Move is a fact that moves hours, in the order in which it counts. Its instants are Unix
// nanoseconds.
type Move struct {
	Known, At int64 // when it became known, and when it was
	End       int64 // of work; of an estimate, how long it is
	Kind      MoveKind
	Late      bool  // work: known after its end
	Merged    bool  // work: told of a ticket that was merged into another (D37)
	Forced    bool  // an estimate that is there again, whether there are hours for it or not
	Index     int32 // in Activity.Purchases, Removals or Interventions, at most MaxFacts
	Request   int32 // of what is about a ticket: in Activity.Requests
}

// gather lists the moves known before the end of the period, in the order in
// which they became known, whatever the order of the activity. It refuses a month
// before the contract, work outside the days in service, and work on requests that
// are not taken.
func (b *Maker) gather() error {
	var l fault.List
	if start := b.Term.Contract.Start; start.Compare(b.Next) >= 0 {
		l.Add("month", b.Month, "must not be before the contract's first, "+b.Term.Of(start).String())
	}
	b.Hours.begin(&b.Term, nil)
	b.Ask(len(b.Act.Requests))
	b.startCarrying()
	b.moves, b.sold, b.sessions = b.moves[:0], 0, 0
	for i := range b.Act.Purchases {
		p := &b.Act.Purchases[i]
		b.Add(b.buying(i))
		b.withdrawn(p.Withdrawn, Unbought, i)
	}
	for i := range b.Act.Removals {
		r := &b.Act.Removals[i]
		b.Add(b.removing(i))
		b.withdrawn(r.Withdrawn, Ungone, i)
	}
	for i := range b.Act.Requests {
		if err := b.CheckFor(&b.Act.Requests[i]); err != nil {
			l.In(fault.Index("activity.requests", i), err)
		}
		if b.Term.Tracker != nil && !b.Accrues {
			b.checkPriorities(&l, i)
		}
	}
	b.CheckClaims(&l)
	recorded := false
	for i := range b.Act.Interventions {
		in := &b.Act.Interventions[i]
		f := b.working(i)
		if !b.Serves(f.At) {
			l.Add(fault.Index("activity.interventions", i)+".start", in.Start, "must lie in the contract's days of service")
		}
		b.checkTaken(&l, f.Request)
		if err := b.CheckShared(&b.Act.Requests[f.Request], f.At); err != nil {
			l.In(fault.Index("activity.interventions", i), err)
		}
		recorded = recorded || f.Late
		b.Add(f)
		b.withdrawn(in.Withdrawn, Unworked, i)
	}
	if again := b.sort(); again || recorded {
		b.once(recorded)
	}
	return l.Err()
}

// checkPriorities refuses priorities that the plans of their days do not have.
func (b *Maker) checkPriorities(l *fault.List, i int) {
	r, path := &b.Act.Requests[i], fault.Index("activity.requests", i)
	b.Term.CheckPriority(l, path+".priority", r.Priority, b.At(nano.Of(r.At)))
	for k := range r.Notes {
		n := &r.Notes[k]
		b.Term.CheckPriority(l, path+"."+fault.Index("notes", k)+".priority", n.Priority, b.At(nano.Of(n.At)))
	}
}

func (b *Maker) buying(i int) Move {
	p := &b.Act.Purchases[i]
	at := nano.Of(p.At)
	return Move{Known: nano.Known(p.Recorded, at), At: at, Kind: Bought, Index: int32(i)} // at most MaxFacts
}

func (b *Maker) removing(i int) Move {
	r := &b.Act.Removals[i]
	at := nano.Of(r.At)
	return Move{Known: nano.Known(r.Recorded, at), At: at, Kind: Gone, Index: int32(i)} // at most MaxFacts
}

func (b *Maker) working(i int) Move {
	in := &b.Act.Interventions[i]
	at, end := nano.Of(in.Start), nano.Of(in.End)
	known := nano.Known(in.Recorded, end)
	return Move{Known: known, At: at, End: end, Kind: Worked, Late: known > end, Index: int32(i), Request: b.Hours.requests[i]} // at most MaxFacts
}

// origin returns the fact that another one withdraws.
func (b *Maker) origin(f *Move) Move {
	switch f.Kind {
	case Ungone:
		return b.removing(int(f.Index))
	case Unworked:
		return b.working(int(f.Index))
	default:
		return b.buying(int(f.Index))
	}
}

// withdrawn adds that a fact was withdrawn, if it was.
func (b *Maker) withdrawn(at time.Time, kind MoveKind, i int) {
	if !at.IsZero() {
		b.Add(Move{Known: nano.Of(at), At: nano.Of(at), Kind: kind, Index: int32(i)}) // at most MaxFacts
	}
}

// checkTaken refuses a request with work on it that came by a way on which none is
// taken (S28).
func (b *Maker) checkTaken(l *fault.List, request int32) {
	r, sum := &b.Act.Requests[request], &b.Known[request]
	if sum.Checked {
		return
	}
	sum.Checked = true
	o := b.At(nano.Of(r.At))
	if rules, refused := o.Data.Desk.Refuses(r.Channel); refused && r.For == "" {
		l.Add(fault.Index("activity.requests", int(request))+".channel", r.Channel,
			"is not a channel on which work is taken ("+strings.Join(rules, ", ")+")")
	}
}

// Add adds a move, the next one to become known, to those that the statement of the month is made of. What becomes known
// after the month is none of them.
func (b *Maker) Add(f Move) {
	if f.Known >= b.Until {
		return
	}
	if f.Known >= b.From {
		switch f.Kind {
		case Bought:
			b.sold++
		case Gone, Ungone, Unbought:
		default:
			b.sessions++
		}
	}
	b.moves = append(b.moves, f)
}

// compare orders moves as they became known, and those of one instant in an order
// that does not depend on how the activity lists them.
func (b *Maker) compare(x, y *Move) int {
	if x.Known != y.Known {
		return cmp.Compare(x.Known, y.Known)
	}
	if c := cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.At, y.At)); c != 0 {
		return c
	}
	switch x.Kind {
	case Bought:
		return cmp.Compare(b.Act.Purchases[x.Index].ID, b.Act.Purchases[y.Index].ID)
	case Gone:
		return cmp.Compare(b.Act.Removals[x.Index].ID, b.Act.Removals[y.Index].ID)
	case Ungone, Unworked, Unbought: // the last to have come goes first
		v, w := b.origin(x), b.origin(y)
		return b.compare(&w, &v)
	}
	return cmp.Or(cmp.Compare(x.End, y.End), b.compareWork(x, y))
}

func (b *Maker) compareWork(x, y *Move) int {
	v, w := &b.Act.Interventions[x.Index], &b.Act.Interventions[y.Index]
	return cmp.Or(cmp.Compare(v.Ticket, w.Ticket), cmp.Compare(v.ID, w.ID))
}

// few is how many moves are sorted by insertion.
const few = 32

// sort puts the moves in their order. They come nearly so, and are mostly few. It reports
// whether one may be there twice.
func (b *Maker) sort() (again bool) {
	list := b.moves
	if len(list) > few {
		slices.SortFunc(list, func(x, y Move) int {
			c := b.compare(&x, &y)
			again = again || c == 0
			return c
		})
		return again
	}
	for i := 1; i < len(list); i++ {
		for j := i; j > 0; j-- {
			c := b.compare(&list[j], &list[j-1])
			if c >= 0 {
				again = again || c == 0
				break
			}
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
	return again
}

// once leaves out work that is listed again, which counts from when it first became
// known. Unless some was recorded late, the same work stands together.
func (b *Maker) once(recorded bool) {
	type session struct {
		at, end int64
		request int32
		id      string
		payer   string
	}
	of := func(f *Move) session {
		in := &b.Act.Interventions[f.Index]
		return session{f.At, f.End, f.Request, in.ID, in.ChargedTo}
	}
	if !recorded {
		b.moves = slices.CompactFunc(b.moves, func(x, y Move) bool {
			return x.Kind == Worked && y.Kind == Worked && of(&x) == of(&y)
		})
		return
	}
	seen := make(map[session]bool, len(b.moves))
	b.moves = slices.DeleteFunc(b.moves, func(f Move) bool {
		if f.Kind != Worked {
			return false
		}
		again := seen[of(&f)]
		seen[of(&f)] = true
		return again
	})
}
