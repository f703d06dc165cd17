package credit

import (
	"github.com/palier-go/palier/internal/money"
)

// record reads an entry and its moves.
func (r *imageReader) record(i int32) {
	a, head := &r.account, r.byte()
	kind := Kind(head & (recordExplicit - 1))
	if kind == 0 || int(kind) >= len(fieldsOf) {
		r.bad = true
		return
	}
	has := fieldsOf[kind]
	id := r.name(1)
	a.ids.names.Add(named{name: id})
	x := a.records.New()
	x.kind, x.of, x.closedBy, x.ticket, x.ref, x.moves = kind, none, none, none, none, int32(a.fund.moves.Len()) // below maxMoves
	x.at = r.instant(r.at)
	x.recorded, r.at = x.at, x.at
	if x.explicit = head&recordExplicit != 0; x.explicit {
		x.recorded = r.instant(x.at)
	}
	if x.known = x.recorded; i > 0 {
		x.known = max(x.known, a.records.At(i-1).known)
	}
	if has&hasOf != 0 {
		x.of = i - r.number(int(i)+1)
		r.check(x.of < i)
	}
	if r.bad {
		return
	}
	if has&hasTicket != 0 {
		if r.ticket(x, i); r.bad {
			return
		}
	}
	if has&hasTime != 0 {
		x.time = r.within(0, int64(MaxTime))
	}
	if r.content(x, i, head>>recordParts); r.bad {
		return
	}
	r.moves(x, r.number(r.counts.moves-a.fund.moves.Len()+1))
}

// ticket reads which ticket a hold or a debit is for.
func (r *imageReader) ticket(x *record, i int32) {
	t := &r.account.tickets
	code := int(r.number(ticketKnown + t.named.len()))
	if code >= ticketKnown {
		x.ticket = *t.of.At(int32(t.named.len() - 1 - (code - ticketKnown)))
		return
	}
	n := r.account.fund.NewTicket()
	if n >= len(r.tickets) {
		r.bad = true
		return
	}
	x.ticket = int32(n) // at most MaxEntries
	ticket := r.account.fund.tickets.At(x.ticket)
	ticket.entry, ticket.shares = i, r.tickets[n].latest-1
	if code == ticketNamed {
		name := r.name(1)
		t.named.names.Add(named{name: name})
		t.of.Add(x.ticket)
	}
}

// content reads what entries of its kind have, and gives it the effect that is not told by
// moves.
func (r *imageReader) content(x *record, i int32, parts byte) {
	f := &r.account.fund
	switch x.kind {
	case Purchase, Gift, Sale:
		if x.kind != Gift {
			x.amount = int64(min(r.uint(), money.Max+1))
		}
		f.bought += x.time
		until := int64(0)
		if parts == hoursEnd {
			until = r.instant(x.at)
			r.check(until > x.at)
		}
		r.check(parts <= hoursEnd && x.time > 0 && x.amount <= f.unit().Max() && f.bought <= int64(MaxBought))
		x.ref = int32(len(f.lots)) // at most MaxEntries
		f.lots = append(f.lots, lot{at: x.at, until: until, size: x.time, price: x.amount, rank: x.ref, entry: i})
	case Allowance:
		p := planned{name: r.number(len(r.account.plans)), from: r.number(endDay), time: x.time, unit: unit{r.within(0, aDay), r.within(0, aDay)}}
		r.check(x.time <= int64(MaxAllowance) && (p.unit.least == 0 || p.unit.block > 0))
		x.ref, r.account.allowances = int32(len(r.account.allowances)), append(r.account.allowances, p) // at most MaxEntries
	case Overdraft:
		f.limit = x.time
	case Hold:
		t := f.tickets.At(x.ticket)
		x.amount = r.within(0, int64(MaxBought))
		r.check(!t.held)
		t.held, t.estimate = true, x.time
		r.holds = append(r.holds, i)
	case Debit:
		r.session(x, parts)
	default:
		r.acts(x, i, parts)
	}
}

// acts gives an entry its effect on the one that it acts on.
func (r *imageReader) acts(x *record, i int32, parts byte) {
	f, of := &r.account.fund, r.account.records.At(x.of)
	x.ticket = of.ticket
	kind := of.kind
	r.check(of.closedBy == none && x.at >= of.at)
	switch x.kind {
	case Reversal:
		if r.check(kind == Debit || kind == Capture); !r.bad {
			f.works.At(of.ref).gone = true
		}
	case Refund, Forfeit, Transfer:
		if r.check(isLot(kind)); x.kind == Refund {
			x.amount = int64(min(r.uint(), money.Max+1))
			r.check(x.amount <= f.unit().Max())
		}
		return
	default:
		if r.check(kind == Hold); r.bad {
			return
		}
		if x.kind == Extend {
			t := f.tickets.At(x.ticket)
			x.amount = r.within(0, int64(MaxBought))
			t.estimate += x.time
			r.check(x.time > 0 && t.estimate <= int64(MaxTime))
			return
		}
		f.tickets.At(x.ticket).held = false
		if x.kind == Capture {
			r.session(x, parts)
		}
	}
	of.closedBy = i
}

// session reads the parts of a piece of work and lists it.
func (r *imageReader) session(x *record, code byte) {
	f, on := &r.account.fund, int32(x.at/aDay) // 200 years of days
	first, weighed, counted := len(f.parts), false, x.time
	if code != partsListed {
		r.check(code < partsListed)
		f.parts = append(f.parts, part{on + int32(code) - 1, x.time, x.time})
	} else {
		n, left, most := int(r.number(2*maxParts+1)), x.time, int64(MaxTime)
		if weighed = n > maxParts; weighed {
			n -= maxParts
		}
		r.check(n == 1 || n > 0 && f.terms.Paying == SplitAtMidnight)
		for j := range n {
			before := on
			on = int32(r.in(int64(on)+r.signed(), -1, endDay+maxParts*31)) // it may go on when the last year is over
			r.check(j == 0 || on > before)
			p := part{day: on, took: r.within(0, left)}
			if p.time = p.took; weighed {
				p.time = r.within(0, most)
				r.check(p.time > 0 == (p.took > 0))
			}
			left, most, counted = left-p.took, most-p.time, counted+p.time-p.took
			f.parts = append(f.parts, p)
		}
		r.check(left == 0)
	}
	if !r.bad {
		x.ref = f.listed(x.ticket, x.at, counted, first, weighed)
	}
}
