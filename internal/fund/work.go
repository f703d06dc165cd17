package fund

import (
	"math"
	"time"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/block"
	"github.com/palier-go/palier/internal/fault"
)

// TicketRow is one intervention: all work on one request (D1).
type TicketRow struct {
	First  int64 // when its first session began (D5)
	Day    int32 // the day of that
	Asked  int32 // the day of its hold, by which an estimate is counted before it is begun
	Paying int32 // StartMonth: the share that pays
	Entry  int32 // of an account: its first entry
	Works  int32 // its latest piece of work
	Begun  int32 // its first piece of work: a heap of all
	Shares int32 // its latest share
	Held   bool
	Stale  bool // the days of its shares may be too late
	Other  bool // it is work under another contract

	Unit   block.Unit
	Worked int64
	// estimate is what its hold expects it to take in all, and reserved what is
	// reserved for it (D38): what the estimate comes to in blocks, less what is charged.
	Estimate, Reserved int64
}

// WorkRow is one session of work, and what it counts as.
type WorkRow struct {
	At, Took int64
	Ticket   int32
	Prev     int32 // the one before it of the same ticket
	First    int32 // of its parts in Fund.PartRows; of one part, which is not there, its day

	Child, Sibling int32 // in the heap of TicketRow.Begun

	N       uint8 // how many parts it has: MaxParts at most
	Gone    bool  // given back
	Weighed bool  // it counts as another time than it took: all of its parts are in Fund.PartRows
}

// took returns what a session counts as.
func (w *Work) took() int64 {
	sum := int64(w.Time)
	for i := range w.Parts {
		p := partOf(&w.Parts[i])
		sum += p.Time - p.Took
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
	Parts []credit.Part
}

// Work charges a session of work for what it adds to the blocks of its ticket (S19,
// D1), and draws that: from the allowance of the month that pays (D5, D6, D27), from
// lots, soonest to end and then first bought first (D7), and beyond, as far as the
// overdraft goes (D8). Work that became known late may also draw on hours that were bought
// since, as far as all that was ever there goes (D28), and on what is left of hours that
// ended after it. What others have reserved is left alone (D38).
//
// It returns the number of the work, for Undo. If there is not enough it is refused
// with a *credit.ShortfallError without an id, and nothing changes.
func (f *Fund) Work(w Work) (int, error) {
	if err := f.checkWork(&w); err != nil {
		return 0, err
	}
	n, at, known := int32(w.Ticket), w.At.UnixNano(), KnownAt(w.Known, w.At) // at most credit.MaxEntries
	return f.WorkAt(n, at, known, int64(w.Time), w.Parts, false)
}

// plain reports whether work is the first on a ticket that one month pays for, told in
// its turn, while nothing is owed or reserved, and no lots that end have come meanwhile.
func (f *Fund) plain(t *TicketRow, at, known int64) bool {
	return t.Works == None && t.Shares == None && !t.Held && f.Owed == 0 && f.Reserved == 0 && at >= f.Known && known <= at && f.Undivided() && !f.comes(at)
}

// open charges plain work: what work does if there is enough for it, and nothing to be
// given back, kept for others or paid anew. Most work is plain. ok is false if there is
// not enough.
func (f *Fund) open(n int32, at, took int64) (i int, ok bool) {
	day := f.Clock.Day(at)
	key, unit := f.keyFor(f.TicketRows.At(n), day), f.UnitOn(day)
	due := unit.Up(took)
	if due > f.drawable(key, unit.Block)+f.there(at) {
		return 0, false
	}
	f.touchTicket(n)
	f.Known = at
	work, s := f.listedIn(n, at, took, day, 1), f.shareOf(n, key)
	f.Only(n, work, s)
	f.draw(s, due, at)
	return int(work), true
}

// Only has a ticket be one piece of work, which is paid in one share.
func (f *Fund) Only(n, work, share int32) {
	t, w, s := f.TicketRows.At(n), f.WorkRows.At(work), f.ShareRows.At(share)
	t.First, t.Day, t.Worked, t.Paying, t.Begun = w.At, f.DayOf(w), w.Took, share, work
	t.Unit = f.UnitOn(t.Day)
	s.Worked, s.Due = w.Took, t.Unit.Up(w.Took)
}

// Undivided reports whether one month pays for all of a ticket.
func (f *Fund) Undivided() bool {
	return f.Terms.Paying == credit.StartMonth && f.Terms.Blocks.Counting == credit.EachIntervention
}

func (f *Fund) checkWork(w *Work) error {
	var l fault.List
	f.checkTicket(&l, w.Ticket)
	CheckInstant(&l, "at", w.At)
	if w.Time < 0 || w.Time > credit.MaxTime {
		l.Add("time", w.Time, "must lie from 0 to 10000 h")
	}
	if len(w.Parts) > 0 {
		l.In("", CheckParts(w.Parts, w.Time, f.Terms.Paying))
	}
	return l.Err()
}

// checkTicket refuses a ticket that there is not, and everything before Reset.
func (f *Fund) checkTicket(l *fault.List, n int) {
	if n < 0 || n >= f.TicketRows.Len() || !f.Ready() {
		l.Add("ticket", n, "must be a number of NewTicket")
	}
}

// WorkAt is Work. It refuses more than is reserved for the ticket if within is set.
func (f *Fund) WorkAt(n int32, at, known, took int64, parts []credit.Part, within bool) (int, error) {
	if !within && len(parts) == 0 && took > 0 && f.plain(f.TicketRows.At(n), at, known) {
		if i, ok := f.open(n, at, took); ok {
			return i, nil
		}
	}
	undo := f.Mark()
	f.PassTo(max(at, known))
	late := at < f.Known
	f.touchTicket(n)
	before, was := *f.TicketRows.At(n), f.standing(n, late)
	f.save(n)
	i := f.session(n, at, took, parts)
	f.add(i)
	needed := f.needed(n)
	if within && needed > before.Reserved {
		f.forget(undo, n, before)
		return 0, &credit.HeldError{Needed: time.Duration(needed), Held: time.Duration(before.Reserved)}
	}
	f.level(n, at)
	f.Keep(f.TicketRows.At(n))
	if err := f.check(was, needed); err != nil {
		f.forget(undo, n, before)
		return 0, err
	}
	if took > 0 {
		f.Push(i)
	}
	f.relieve(at)
	return int(i), nil
}

// forget takes back what was done for a piece of work, the last one, which is the last in
// the heap of its ticket too if it is in there.
func (f *Fund) forget(to Mark, n int32, before TicketRow) {
	i := int32(to.works) // at most credit.MaxEntries
	if root := before.Begun; root != None && f.WorkRows.At(root).Child == i {
		f.WorkRows.At(root).Child = f.WorkRows.At(i).Sibling
	}
	f.restore(to, n, before)
	f.WorkRows.Cut(to.works)
	f.PartRows = f.PartRows[:to.parts]
}

// session appends a piece of work that is not counted yet.
func (f *Fund) session(t int32, at, took int64, parts []credit.Part) int32 {
	first, weighed := len(f.PartRows), false
	for i := range parts {
		p := partOf(&parts[i])
		f.PartRows = append(f.PartRows, p)
		took += p.Time - p.Took
		weighed = weighed || p.Time != p.Took
	}
	if len(parts) == 0 {
		f.split(at, took)
	}
	return f.ListWork(t, at, took, first, weighed)
}

// ListWork appends a piece of work whose parts are the last ones from one on. Most work has
// one, which is all of it: then its day is enough.
func (f *Fund) ListWork(t int32, at, took int64, first int, weighed bool) int32 {
	if len(f.PartRows)-first > 1 || weighed {
		i := f.listedIn(t, at, took, int32(first), uint8(len(f.PartRows)-first)) // at most credit.MaxEntries, each of few parts
		f.WorkRows.At(i).Weighed = weighed
		return i
	}
	day := f.PartRows[first].Day
	f.PartRows = f.PartRows[:first]
	return f.listedIn(t, at, took, day, 1)
}

func (f *Fund) listedIn(t int32, at, took int64, first int32, n uint8) int32 {
	i := int32(f.WorkRows.Len()) // at most credit.MaxEntries
	f.WorkRows.Add(WorkRow{At: at, Took: took, Ticket: t, Prev: f.TicketRows.At(t).Works, First: first, N: n, Child: None, Sibling: None})
	f.TicketRows.At(t).Works = i
	return i
}

// add counts a piece of work on its ticket. Nothing worked is nothing charged, and no
// beginning (D2).
func (f *Fund) add(i int32) {
	w := f.WorkRows.At(i)
	if w.Took == 0 {
		return
	}
	if t := f.TicketRows.At(w.Ticket); t.Worked == 0 || w.At < t.First {
		f.begin(w.Ticket, w.At, f.DayOf(w))
	}
	f.count(w, 1)
	f.round(w.Ticket)
}

// Undo takes back a piece of work, as if it had never been: it gives back what it was
// charged, from an instant on that must not be before the work. What the allowance of
// its month gets back pays for other work of that month that lots had paid for, and
// lots for what is overdrawn. An error is that of Work.
func (f *Fund) Undo(work int, at, known time.Time) error {
	if work < 0 || work >= f.WorkRows.Len() || f.WorkRows.At(int32(work)).Gone {
		return fault.New("work", work, "must be a number of Work that was not undone")
	}
	return f.TakeBack(int32(work), at.UnixNano(), KnownAt(known, at)) // at most credit.MaxEntries
}

// TakeBack is Undo in the numbers of rows.
func (f *Fund) TakeBack(i int32, at, known int64) error {
	undo := f.Mark()
	f.PassTo(max(at, known))
	w := f.editWork(i)
	n := w.Ticket
	f.touchTicket(n)
	before, was := *f.TicketRows.At(n), f.standing(n, true)
	f.save(n)
	if w.Gone = true; w.Took > 0 {
		f.count(w, -1)
		f.rebegin(n)
		f.round(n)
	}
	f.level(n, at)
	f.Keep(f.TicketRows.At(n))
	if err := f.check(was, 0); err != nil {
		begun := f.TicketRows.At(n).Begun
		f.restore(undo, n, before)
		w.Gone, f.TicketRows.At(n).Begun = false, begun
		if before.Begun == i {
			f.Push(i)
		}
		return err
	}
	f.relieve(at)
	return nil
}

// Would returns what a session of work would draw, without doing it: on a ticket, or on
// one of its own if that is below 0, which other says is under another contract. If there is not enough for it the error is a
// *credit.ShortfallError, and what is missing is among the moves as overdrawn.
func (f *Fund) Would(ticket int, other bool, at time.Time, worked time.Duration) ([]Move, error) {
	undo := f.Mark()
	if ticket < 0 {
		if ticket = f.NewTicket(); other {
			f.ForOther(ticket)
		}
		defer func() { f.TicketRows.Cut(ticket) }()
	}
	w := Work{Ticket: ticket, At: at, Time: worked}
	if err := f.checkWork(&w); err != nil {
		return nil, err
	}
	f.PassTo(at.UnixNano())
	n := int32(ticket) // at most credit.MaxEntries
	before, was, limit := *f.TicketRows.At(n), f.standing(n, false), f.Limit
	charged := f.Charged(&before)
	f.save(n)
	f.Limit = math.MaxInt64 / 4 // so that all of it is drawn
	_, err := f.WorkAt(n, at.UnixNano(), at.UnixNano(), int64(worked), nil, false)
	if f.Limit = limit; err == nil {
		err = f.check(was, f.Charged(f.TicketRows.At(n))-charged)
	}
	var moves []Move
	for m := undo.moves; m < f.MoveRows.Len(); m++ {
		if move, ok := f.Move(m); ok && move.Ticket == ticket {
			moves = append(moves, move)
		}
	}
	f.forget(undo, n, before)
	return moves, err
}
