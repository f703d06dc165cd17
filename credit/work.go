package credit

import (
	"math"
	"time"

	"github.com/palier-go/palier/internal/fault"
)

// ticket is one intervention: all work on one request (D1).
type ticket struct {
	first  int64 // when its first session began (D5)
	day    int32 // the day of that
	asked  int32 // the day of its hold, by which an estimate is counted before it is begun
	paying int32 // StartMonth: the share that pays
	entry  int32 // of an account: its first entry
	works  int32 // its latest piece of work
	begun  int32 // its first piece of work: a heap of all
	shares int32 // its latest share
	held   bool
	stale  bool // the days of its shares may be too late
	other  bool // it is work under another contract

	unit   unit
	worked int64
	// estimate is what its hold expects it to take in all, and reserved what is
	// reserved for it (D38): what the estimate comes to in blocks, less what is charged.
	estimate, reserved int64
}

// work is one session of work, and what it counts as.
type work struct {
	at, took int64
	ticket   int32
	prev     int32 // the one before it of the same ticket
	first    int32 // of its parts in Fund.parts; of one part, which is not there, its day

	child, sibling int32 // in the heap of ticket.begun

	n       uint8 // how many parts it has: maxParts at most
	gone    bool  // given back
	weighed bool  // it counts as another time than it took: all of its parts are in Fund.parts
}

// took returns what a session counts as.
func (w *Work) took() int64 {
	sum := int64(w.Time)
	for i := range w.Parts {
		p := partOf(&w.Parts[i])
		sum += p.time - p.took
	}
	return sum
}

// Work is one session of work on a ticket.
type Work struct {
	Ticket int           // of NewTicket
	At     time.Time     // when it began
	Time   time.Duration // how long it took: from 0 to MaxTime
	Known  time.Time     // when it became known; zero: at once
	// Parts are the months that it lies in, as they were decided earlier, and what it counts as
	// there; nil is by the zone, and as long as it took.
	Parts []Part
}

// Work charges a session of work for what it adds to the blocks of its ticket (S19,
// D1), and draws that: from the allowance of the month that pays (D5, D6, D27), from
// lots, soonest to end and then first bought first (D7), and beyond, as far as the
// overdraft goes (D8). Work that became known late may also draw on hours that were bought
// since, as far as all that was ever there goes (D28), and on what is left of hours that
// ended after it. What others have reserved is left alone (D38).
//
// It returns the number of the work, for Undo. If there is not enough it is refused
// with a *ShortfallError without an id, and nothing changes.
func (f *Fund) Work(w Work) (int, error) {
	if err := f.checkWork(&w); err != nil {
		return 0, err
	}
	n, at, known := int32(w.Ticket), w.At.UnixNano(), knownAt(w.Known, w.At) // at most MaxEntries
	return f.work(n, at, known, int64(w.Time), w.Parts, false)
}

// plain reports whether work is the first on a ticket that one month pays for, told in
// its turn, while nothing is owed or reserved, and no lots that end have come meanwhile.
func (f *Fund) plain(t *ticket, at, known int64) bool {
	return t.works == none && t.shares == none && !t.held && f.owed == 0 && f.reserved == 0 && at >= f.known && known <= at && f.undivided() && !f.comes(at)
}

// open charges plain work: what work does if there is enough for it, and nothing to be
// given back, kept for others or paid anew. Most work is plain. ok is false if there is
// not enough.
func (f *Fund) open(n int32, at, took int64) (i int, ok bool) {
	day := f.clock.Day(at)
	key, unit := f.keyFor(f.tickets.At(n), day), f.unitOn(day)
	due := unit.up(took)
	if due > f.drawable(key, unit.block)+f.there(at) {
		return 0, false
	}
	f.touchTicket(n)
	f.known = at
	work, s := f.listedIn(n, at, took, day, 1), f.shareOf(n, key)
	f.only(n, work, s)
	f.draw(s, due, at)
	return int(work), true
}

// only has a ticket be one piece of work, which is paid in one share.
func (f *Fund) only(n, work, share int32) {
	t, w, s := f.tickets.At(n), f.works.At(work), f.shares.At(share)
	t.first, t.day, t.worked, t.paying, t.begun = w.at, f.dayOf(w), w.took, share, work
	t.unit = f.unitOn(t.day)
	s.worked, s.due = w.took, t.unit.up(w.took)
}

// undivided reports whether one month pays for all of a ticket.
func (f *Fund) undivided() bool {
	return f.terms.Paying == StartMonth && f.terms.Blocks.Counting == EachIntervention
}

func (f *Fund) checkWork(w *Work) error {
	var l fault.List
	f.checkTicket(&l, w.Ticket)
	checkInstant(&l, "at", w.At)
	if w.Time < 0 || w.Time > MaxTime {
		l.Add("time", w.Time, "must lie from 0 to 10000 h")
	}
	if len(w.Parts) > 0 {
		l.In("", checkParts(w.Parts, w.Time, f.terms.Paying))
	}
	return l.Err()
}

// checkTicket refuses a ticket that there is not, and everything before Reset.
func (f *Fund) checkTicket(l *fault.List, n int) {
	if n < 0 || n >= f.tickets.Len() || !f.ready() {
		l.Add("ticket", n, "must be a number of NewTicket")
	}
}

// work is Work. It refuses more than is reserved for the ticket if within is set.
func (f *Fund) work(n int32, at, known, took int64, parts []Part, within bool) (int, error) {
	if !within && len(parts) == 0 && took > 0 && f.plain(f.tickets.At(n), at, known) {
		if i, ok := f.open(n, at, took); ok {
			return i, nil
		}
	}
	undo := f.mark()
	f.pass(max(at, known))
	late := at < f.known
	f.touchTicket(n)
	before, was := *f.tickets.At(n), f.standing(n, late)
	f.save(n)
	i := f.session(n, at, took, parts)
	f.add(i)
	needed := f.needed(n)
	if within && needed > before.reserved {
		f.forget(undo, n, before)
		return 0, &HeldError{Needed: time.Duration(needed), Held: time.Duration(before.reserved)}
	}
	f.level(n, at)
	f.keep(f.tickets.At(n))
	if err := f.check(was, needed); err != nil {
		f.forget(undo, n, before)
		return 0, err
	}
	if took > 0 {
		f.push(i)
	}
	f.relieve(at)
	return int(i), nil
}

// forget takes back what was done for a piece of work, the last one, which is the last in
// the heap of its ticket too if it is in there.
func (f *Fund) forget(to mark, n int32, before ticket) {
	i := int32(to.works) // at most MaxEntries
	if root := before.begun; root != none && f.works.At(root).child == i {
		f.works.At(root).child = f.works.At(i).sibling
	}
	f.restore(to, n, before)
	f.works.Cut(to.works)
	f.parts = f.parts[:to.parts]
}

// session appends a piece of work that is not counted yet.
func (f *Fund) session(t int32, at, took int64, parts []Part) int32 {
	first, weighed := len(f.parts), false
	for i := range parts {
		p := partOf(&parts[i])
		f.parts = append(f.parts, p)
		took += p.time - p.took
		weighed = weighed || p.time != p.took
	}
	if len(parts) == 0 {
		f.split(at, took)
	}
	return f.listed(t, at, took, first, weighed)
}

// listed appends a piece of work whose parts are the last ones from one on. Most work has
// one, which is all of it: then its day is enough.
func (f *Fund) listed(t int32, at, took int64, first int, weighed bool) int32 {
	if len(f.parts)-first > 1 || weighed {
		i := f.listedIn(t, at, took, int32(first), uint8(len(f.parts)-first)) // at most MaxEntries, each of few parts
		f.works.At(i).weighed = weighed
		return i
	}
	day := f.parts[first].day
	f.parts = f.parts[:first]
	return f.listedIn(t, at, took, day, 1)
}

func (f *Fund) listedIn(t int32, at, took int64, first int32, n uint8) int32 {
	i := int32(f.works.Len()) // at most MaxEntries
	f.works.Add(work{at: at, took: took, ticket: t, prev: f.tickets.At(t).works, first: first, n: n, child: none, sibling: none})
	f.tickets.At(t).works = i
	return i
}

// add counts a piece of work on its ticket. Nothing worked is nothing charged, and no
// beginning (D2).
func (f *Fund) add(i int32) {
	w := f.works.At(i)
	if w.took == 0 {
		return
	}
	if t := f.tickets.At(w.ticket); t.worked == 0 || w.at < t.first {
		f.begin(w.ticket, w.at, f.dayOf(w))
	}
	f.count(w, 1)
	f.round(w.ticket)
}

// Undo takes back a piece of work, as if it had never been: it gives back what it was
// charged, from an instant on that must not be before the work. What the allowance of
// its month gets back pays for other work of that month that lots had paid for, and
// lots for what is overdrawn. An error is that of Work.
func (f *Fund) Undo(work int, at, known time.Time) error {
	if work < 0 || work >= f.works.Len() || f.works.At(int32(work)).gone {
		return fault.New("work", work, "must be a number of Work that was not undone")
	}
	return f.takeBack(int32(work), at.UnixNano(), knownAt(known, at)) // at most MaxEntries
}

func (f *Fund) takeBack(i int32, at, known int64) error {
	undo := f.mark()
	f.pass(max(at, known))
	w := f.editWork(i)
	n := w.ticket
	f.touchTicket(n)
	before, was := *f.tickets.At(n), f.standing(n, true)
	f.save(n)
	if w.gone = true; w.took > 0 {
		f.count(w, -1)
		f.rebegin(n)
		f.round(n)
	}
	f.level(n, at)
	f.keep(f.tickets.At(n))
	if err := f.check(was, 0); err != nil {
		begun := f.tickets.At(n).begun
		f.restore(undo, n, before)
		w.gone, f.tickets.At(n).begun = false, begun
		if before.begun == i {
			f.push(i)
		}
		return err
	}
	f.relieve(at)
	return nil
}

// Would returns what a session of work would draw, without doing it: on a ticket, or on
// one of its own if that is below 0, which other says is under another contract. If there is not enough for it the error is a
// *ShortfallError, and what is missing is among the moves as overdrawn.
func (f *Fund) Would(ticket int, other bool, at time.Time, worked time.Duration) ([]Move, error) {
	undo := f.mark()
	if ticket < 0 {
		if ticket = f.NewTicket(); other {
			f.ForOther(ticket)
		}
		defer func() { f.tickets.Cut(ticket) }()
	}
	w := Work{Ticket: ticket, At: at, Time: worked}
	if err := f.checkWork(&w); err != nil {
		return nil, err
	}
	f.pass(at.UnixNano())
	n := int32(ticket) // at most MaxEntries
	before, was, limit := *f.tickets.At(n), f.standing(n, false), f.limit
	charged := f.charged(&before)
	f.save(n)
	f.limit = math.MaxInt64 / 4 // so that all of it is drawn
	_, err := f.work(n, at.UnixNano(), at.UnixNano(), int64(worked), nil, false)
	if f.limit = limit; err == nil {
		err = f.check(was, f.charged(f.tickets.At(n))-charged)
	}
	var moves []Move
	for m := undo.moves; m < f.moves.Len(); m++ {
		if move, ok := f.Move(m); ok && move.Ticket == ticket {
			moves = append(moves, move)
		}
	}
	f.forget(undo, n, before)
	return moves, err
}
