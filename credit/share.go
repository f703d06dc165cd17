package credit

import "math"

// share is the part of a ticket that one allowance pays for, as far as it goes (D5,
// D6).
type share struct {
	ticket, key int32
	worked      int64
	due         int64 // what it comes to in blocks
	free        int64 // drawn from the allowance
	outside     int64 // drawn from lots, or beyond what was there
	// The latest moves by which the allowance, lots and debts pay, those with something
	// left first.
	takes, lots, debts int32

	day          int32 // SplitAtMidnight: the latest that was worked on
	next         int32 // the share of the ticket before this one
	user         int32 // the share of the allowance before this one
	above, below int32 // in the list of allowance.top
}

func (s *share) charged() int64 { return s.free + s.outside }

// charged returns what a ticket is charged in all.
func (f *Fund) charged(t *ticket) (sum int64) {
	for s := t.shares; s != none; s = f.shares.At(s).next {
		sum += f.shares.At(s).charged()
	}
	return sum
}

// count adds a piece of work to what its ticket comes to, or takes it away.
func (f *Fund) count(w *work, sign int64) {
	t := f.tickets.At(w.ticket)
	t.worked += sign * w.took
	switch {
	case f.terms.Blocks.Counting == EachSession:
		var one [1]part
		parts := f.partsOf(w, &one)
		rounding := f.unitOn(parts[0].day).up(w.took) - w.took
		for j := range parts {
			s := f.share(w.ticket, parts[j].day)
			f.shares.At(s).worked += sign * parts[j].time
			f.shares.At(s).due += sign * parts[j].time
			if j == len(parts)-1 {
				f.shares.At(s).due += sign * rounding
			}
		}
	case f.terms.Paying == SplitAtMidnight:
		var one [1]part
		for _, p := range f.partsOf(w, &one) {
			s := f.shares.At(f.share(w.ticket, p.day))
			s.worked += sign * p.time
			s.day = max(s.day, p.day)
			t.stale = t.stale || sign < 0
		}
	}
}

// round works out what the shares of a ticket come to in blocks, if all its sessions
// are one intervention (D1, S19): the time of each, the last one with what rounding
// adds (D5).
func (f *Fund) round(n int32) {
	if f.terms.Blocks.Counting == EachSession {
		return
	}
	t := f.tickets.At(n)
	last := none
	switch {
	case f.terms.Paying == StartMonth && t.worked > 0:
		if t.paying == none {
			t.paying = f.share(n, t.day)
		}
		fallthrough
	case f.terms.Paying == StartMonth:
		if last = t.paying; last != none {
			f.shares.At(last).worked = t.worked
		}
	default:
		for s := t.shares; s != none; s = f.shares.At(s).next {
			f.shares.At(s).due = f.shares.At(s).worked
			if f.shares.At(s).worked > 0 && (last == none || f.later(n, s, last)) {
				last = s
			}
		}
	}
	if last != none {
		f.shares.At(last).due = f.shares.At(last).worked + t.unit.up(t.worked) - t.worked
	}
}

// later reports whether a ticket was worked on later in one share than in another.
func (f *Fund) later(n, s, than int32) bool {
	x, y := f.shares.At(s), f.shares.At(than)
	if x, y := f.allowances[x.key].month, f.allowances[y.key].month; x != y {
		return x > y
	}
	if f.tickets.At(n).stale {
		f.redate(n)
	}
	return x.day > y.day
}

// redate works out anew on which day a ticket was last worked on in each share.
func (f *Fund) redate(n int32) {
	if f.terms.Paying == StartMonth || f.terms.Blocks.Counting == EachSession {
		return
	}
	f.tickets.At(n).stale = false
	for s := f.tickets.At(n).shares; s != none; s = f.shares.At(s).next {
		f.shares.At(s).day = f.shareBefore(s).day
	}
	for i := f.tickets.At(n).works; i != none; i = f.works.At(i).prev {
		w := f.works.At(i)
		if w.gone || w.took == 0 {
			continue
		}
		var one [1]part
		for _, p := range f.partsOf(w, &one) {
			s := f.shares.At(f.share(n, p.day))
			s.day = max(s.day, p.day)
		}
	}
}

// recount works out anew what a ticket comes to under other plans: what was worked when it
// was restored, and its sessions since.
func (f *Fund) recount(n int32) {
	f.touchTicket(n)
	t := f.tickets.At(n)
	t.unit = f.unitOn(t.day)
	for s := t.shares; s != none; s = f.shares.At(s).next {
		x, before := f.shares.At(s), f.shareBefore(s)
		x.worked, x.due, x.day = before.worked, before.due, before.day
		if f.undivided() {
			x.worked, x.due = 0, 0
		}
	}
	t.worked, t.paying, t.stale = f.ticketBefore(n).worked, none, false
	for i := t.works; i != none; i = f.works.At(i).prev {
		if w := f.works.At(i); !w.gone && w.took > 0 {
			f.count(w, 1)
		}
	}
	f.round(n)
}

// replan counts anew, and then pays anew, for every ticket that the plan of the days
// from one to another matters for.
func (f *Fund) replan(from, until int32) {
	var changed []int32
	for n := range int32(f.tickets.Len()) { // at most MaxEntries
		switch t := f.tickets.At(n); {
		case f.workedOn(n, from, until):
			f.recount(n)
			changed = append(changed, n)
		case t.worked == 0 && t.held && t.asked >= from && t.asked < until:
			f.editTicket(n).unit = f.unitOn(t.asked)
		default:
			continue
		}
		f.keep(f.tickets.At(n))
	}
	start := f.clock.Start(from)
	for _, n := range changed {
		f.level(n, max(f.tickets.At(n).first, start))
		f.keep(f.tickets.At(n))
	}
}

// workedOn reports whether some of the work on a ticket lies in months paid for by the
// plans of the days from one to another.
func (f *Fund) workedOn(n, from, until int32) bool {
	t := f.tickets.At(n)
	if t.worked == 0 {
		return false
	}
	in := t.day >= from && t.day < until
	for i := t.works; i != none && !in; i = f.works.At(i).prev {
		w := f.works.At(i)
		var one [1]part
		for _, p := range f.partsOf(w, &one) {
			in = in || !w.gone && p.day >= from && p.day < until
		}
	}
	return in
}

// share returns the share of a ticket that is paid by the allowance of a day.
func (f *Fund) share(t, day int32) int32 {
	return f.shareOf(t, f.keyFor(f.tickets.At(t), day))
}

// shareOf returns the share of a ticket that is paid by an allowance.
func (f *Fund) shareOf(t, key int32) int32 {
	for s := f.tickets.At(t).shares; s != none; s = f.shares.At(s).next {
		if f.shares.At(s).key == key {
			return s
		}
	}
	n, a := int32(f.shares.Len()), f.editAllowance(key) // no more than parts
	f.shares.Add(share{ticket: t, key: key, takes: none, lots: none, debts: none, next: f.tickets.At(t).shares, user: a.users})
	f.tickets.At(t).shares, a.users = n, n
	return n
}

// needed returns what is to be charged for a ticket beyond what is.
func (f *Fund) needed(t int32) int64 {
	var sum int64
	for s := f.tickets.At(t).shares; s != none; s = f.shares.At(s).next {
		sum += f.shares.At(s).due - f.shares.At(s).charged()
	}
	return sum
}

// level gives back what shares of a ticket have too much of, and draws what others lack,
// month by month. What the ticket needs beyond what it was charged counts from an
// instant on, and what goes from one month to another from when it had counted.
func (f *Fund) level(n int32, at int64) {
	if s := f.tickets.At(n).shares; s != none && f.shares.At(s).next == none { // most have one
		switch need := f.shares.At(s).due - f.shares.At(s).charged(); {
		case need > 0:
			f.draw(s, need, at)
		case need < 0:
			f.giveBack(s, -need, at)
		}
		return
	}
	added, since := max(0, f.needed(n)), int64(math.MaxInt64)
	for s := f.uneven(n, 1); s != none; s = f.uneven(n, 1) {
		since = min(since, f.giveBack(s, f.shares.At(s).charged()-f.shares.At(s).due, at))
	}
	for s := f.uneven(n, -1); s != none; s = f.uneven(n, -1) {
		need := f.shares.At(s).due - f.shares.At(s).charged()
		fresh := min(need, added)
		added -= fresh
		f.drawMoved(s, need, fresh, at, since)
	}
}

// uneven returns the first share of a ticket, by month and plan, that is charged more
// than it is due, or less if sign is -1.
func (f *Fund) uneven(n int32, sign int64) int32 {
	found := none
	for s := f.tickets.At(n).shares; s != none; s = f.shares.At(s).next {
		if x := f.shares.At(s); sign*(x.charged()-x.due) > 0 && (found == none || f.compareKeys(x.key, f.shares.At(found).key) < 0) {
			found = s
		}
	}
	return found
}

// minimums returns what of a ticket that was worked on is charged as minimum: once, or for
// each of its sessions.
func (f *Fund) minimums(t *ticket) (sum int64) {
	if f.terms.Blocks.Counting != EachSession {
		return f.unitOf(t).least
	}
	for i := t.works; i != none; i = f.works.At(i).prev {
		if w := f.works.At(i); !w.gone && w.took > 0 {
			sum += f.unitOn(f.dayOf(w)).least
		}
	}
	return sum
}
