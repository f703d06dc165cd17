package fund

import (
	"math"

	"github.com/palier-go/palier/credit"
)

// ShareRow is the part of a ticket that one allowance pays for, as far as it goes (D5,
// D6).
type ShareRow struct {
	Ticket, Key int32
	Worked      int64
	Due         int64 // what it comes to in blocks
	Free        int64 // drawn from the allowance
	Outside     int64 // drawn from lots, or beyond what was there
	// The latest moves by which the allowance, lots and debts pay, those with something
	// left first.
	Takes, Lots, Debts int32

	Day          int32 // SplitAtMidnight: the latest that was worked on
	Next         int32 // the share of the ticket before this one
	User         int32 // the share of the allowance before this one
	Above, Below int32 // in the list of AllowanceRow.Top
}

// Charged returns what a share is charged.
func (s *ShareRow) Charged() int64 { return s.Free + s.Outside }

// Charged returns what a ticket is charged in all.
func (f *Fund) Charged(t *TicketRow) (sum int64) {
	for s := t.Shares; s != None; s = f.ShareRows.At(s).Next {
		sum += f.ShareRows.At(s).Charged()
	}
	return sum
}

// count adds a piece of work to what its ticket comes to, or takes it away.
func (f *Fund) count(w *WorkRow, sign int64) {
	t := f.TicketRows.At(w.Ticket)
	t.Worked += sign * w.Took
	switch {
	case f.Terms.Blocks.Counting == credit.EachSession:
		var one [1]PartRow
		parts := f.PartsOf(w, &one)
		rounding := f.UnitOn(parts[0].Day).Up(w.Took) - w.Took
		for j := range parts {
			s := f.share(w.Ticket, parts[j].Day)
			f.ShareRows.At(s).Worked += sign * parts[j].Time
			f.ShareRows.At(s).Due += sign * parts[j].Time
			if j == len(parts)-1 {
				f.ShareRows.At(s).Due += sign * rounding
			}
		}
	case f.Terms.Paying == credit.SplitAtMidnight:
		var one [1]PartRow
		for _, p := range f.PartsOf(w, &one) {
			s := f.ShareRows.At(f.share(w.Ticket, p.Day))
			s.Worked += sign * p.Time
			s.Day = max(s.Day, p.Day)
			t.Stale = t.Stale || sign < 0
		}
	}
}

// round works out what the shares of a ticket come to in blocks, if all its sessions
// are one intervention (D1, S19): the time of each, the last one with what rounding
// adds (D5).
func (f *Fund) round(n int32) {
	if f.Terms.Blocks.Counting == credit.EachSession {
		return
	}
	t := f.TicketRows.At(n)
	last := None
	switch {
	case f.Terms.Paying == credit.StartMonth && t.Worked > 0:
		if t.Paying == None {
			t.Paying = f.share(n, t.Day)
		}
		fallthrough
	case f.Terms.Paying == credit.StartMonth:
		if last = t.Paying; last != None {
			f.ShareRows.At(last).Worked = t.Worked
		}
	default:
		for s := t.Shares; s != None; s = f.ShareRows.At(s).Next {
			f.ShareRows.At(s).Due = f.ShareRows.At(s).Worked
			if f.ShareRows.At(s).Worked > 0 && (last == None || f.later(n, s, last)) {
				last = s
			}
		}
	}
	if last != None {
		f.ShareRows.At(last).Due = f.ShareRows.At(last).Worked + t.Unit.Up(t.Worked) - t.Worked
	}
}

// later reports whether a ticket was worked on later in one share than in another.
func (f *Fund) later(n, s, than int32) bool {
	x, y := f.ShareRows.At(s), f.ShareRows.At(than)
	if x, y := f.AllowanceRows[x.Key].Month, f.AllowanceRows[y.Key].Month; x != y {
		return x > y
	}
	if f.TicketRows.At(n).Stale {
		f.redate(n)
	}
	return x.Day > y.Day
}

// redate works out anew on which day a ticket was last worked on in each share.
func (f *Fund) redate(n int32) {
	if f.Terms.Paying == credit.StartMonth || f.Terms.Blocks.Counting == credit.EachSession {
		return
	}
	f.TicketRows.At(n).Stale = false
	for s := f.TicketRows.At(n).Shares; s != None; s = f.ShareRows.At(s).Next {
		f.ShareRows.At(s).Day = f.shareBefore(s).day
	}
	for i := f.TicketRows.At(n).Works; i != None; i = f.WorkRows.At(i).Prev {
		w := f.WorkRows.At(i)
		if w.Gone || w.Took == 0 {
			continue
		}
		var one [1]PartRow
		for _, p := range f.PartsOf(w, &one) {
			s := f.ShareRows.At(f.share(n, p.Day))
			s.Day = max(s.Day, p.Day)
		}
	}
}

// Recount works out anew what a ticket comes to under other plans: what was worked when it
// was restored, and its sessions since.
func (f *Fund) Recount(n int32) {
	f.touchTicket(n)
	t := f.TicketRows.At(n)
	t.Unit = f.UnitOn(t.Day)
	for s := t.Shares; s != None; s = f.ShareRows.At(s).Next {
		x, before := f.ShareRows.At(s), f.shareBefore(s)
		x.Worked, x.Due, x.Day = before.worked, before.due, before.day
		if f.Undivided() {
			x.Worked, x.Due = 0, 0
		}
	}
	t.Worked, t.Paying, t.Stale = f.ticketBefore(n).worked, None, false
	for i := t.Works; i != None; i = f.WorkRows.At(i).Prev {
		if w := f.WorkRows.At(i); !w.Gone && w.Took > 0 {
			f.count(w, 1)
		}
	}
	f.round(n)
}

// replan counts anew, and then pays anew, for every ticket that the plan of the days
// from one to another matters for.
func (f *Fund) replan(from, until int32) {
	var changed []int32
	for n := range int32(f.TicketRows.Len()) { // at most credit.MaxEntries
		switch t := f.TicketRows.At(n); {
		case f.workedOn(n, from, until):
			f.Recount(n)
			changed = append(changed, n)
		case t.Worked == 0 && t.Held && t.Asked >= from && t.Asked < until:
			f.editTicket(n).Unit = f.UnitOn(t.Asked)
		default:
			continue
		}
		f.Keep(f.TicketRows.At(n))
	}
	start := f.Clock.Start(from)
	for _, n := range changed {
		f.level(n, max(f.TicketRows.At(n).First, start))
		f.Keep(f.TicketRows.At(n))
	}
}

// workedOn reports whether some of the work on a ticket lies in months paid for by the
// plans of the days from one to another.
func (f *Fund) workedOn(n, from, until int32) bool {
	t := f.TicketRows.At(n)
	if t.Worked == 0 {
		return false
	}
	in := t.Day >= from && t.Day < until
	for i := t.Works; i != None && !in; i = f.WorkRows.At(i).Prev {
		w := f.WorkRows.At(i)
		var one [1]PartRow
		for _, p := range f.PartsOf(w, &one) {
			in = in || !w.Gone && p.Day >= from && p.Day < until
		}
	}
	return in
}

// share returns the share of a ticket that is paid by the allowance of a day.
func (f *Fund) share(t, day int32) int32 {
	return f.shareOf(t, f.keyFor(f.TicketRows.At(t), day))
}

// shareOf returns the share of a ticket that is paid by an allowance.
func (f *Fund) shareOf(t, key int32) int32 {
	for s := f.TicketRows.At(t).Shares; s != None; s = f.ShareRows.At(s).Next {
		if f.ShareRows.At(s).Key == key {
			return s
		}
	}
	n, a := int32(f.ShareRows.Len()), f.editAllowance(key) // no more than parts
	f.ShareRows.Add(ShareRow{Ticket: t, Key: key, Takes: None, Lots: None, Debts: None, Next: f.TicketRows.At(t).Shares, User: a.Users})
	f.TicketRows.At(t).Shares, a.Users = n, n
	return n
}

// needed returns what is to be charged for a ticket beyond what is.
func (f *Fund) needed(t int32) int64 {
	var sum int64
	for s := f.TicketRows.At(t).Shares; s != None; s = f.ShareRows.At(s).Next {
		sum += f.ShareRows.At(s).Due - f.ShareRows.At(s).Charged()
	}
	return sum
}

// level gives back what shares of a ticket have too much of, and draws what others lack,
// month by month. What the ticket needs beyond what it was charged counts from an
// instant on, and what goes from one month to another from when it had counted.
func (f *Fund) level(n int32, at int64) {
	if s := f.TicketRows.At(n).Shares; s != None && f.ShareRows.At(s).Next == None { // most have one
		switch need := f.ShareRows.At(s).Due - f.ShareRows.At(s).Charged(); {
		case need > 0:
			f.draw(s, need, at)
		case need < 0:
			f.giveBack(s, -need, at)
		}
		return
	}
	added, since := max(0, f.needed(n)), int64(math.MaxInt64)
	for s := f.uneven(n, 1); s != None; s = f.uneven(n, 1) {
		since = min(since, f.giveBack(s, f.ShareRows.At(s).Charged()-f.ShareRows.At(s).Due, at))
	}
	for s := f.uneven(n, -1); s != None; s = f.uneven(n, -1) {
		need := f.ShareRows.At(s).Due - f.ShareRows.At(s).Charged()
		fresh := min(need, added)
		added -= fresh
		f.drawMoved(s, need, fresh, at, since)
	}
}

// uneven returns the first share of a ticket, by month and plan, that is charged more
// than it is due, or less if sign is -1.
func (f *Fund) uneven(n int32, sign int64) int32 {
	found := None
	for s := f.TicketRows.At(n).Shares; s != None; s = f.ShareRows.At(s).Next {
		if x := f.ShareRows.At(s); sign*(x.Charged()-x.Due) > 0 && (found == None || f.compareKeys(x.Key, f.ShareRows.At(found).Key) < 0) {
			found = s
		}
	}
	return found
}

// Minimums returns what of a ticket that was worked on is charged as minimum: once, or for
// each of its sessions.
func (f *Fund) Minimums(t *TicketRow) (sum int64) {
	if f.Terms.Blocks.Counting != credit.EachSession {
		return f.UnitOf(t).Least
	}
	for i := t.Works; i != None; i = f.WorkRows.At(i).Prev {
		if w := f.WorkRows.At(i); !w.Gone && w.Took > 0 {
			sum += f.UnitOn(f.DayOf(w)).Least
		}
	}
	return sum
}
