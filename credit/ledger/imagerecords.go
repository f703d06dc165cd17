package ledger

import (
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/block"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/internal/money"
)

// record reads an entry and its moves.
func (r *imageReader) record(i int32) {
	a, head := &r.account, r.byte()
	kind := credit.Kind(head & (recordExplicit - 1))
	if kind == 0 || int(kind) >= len(fieldsOf) {
		r.bad = true
		return
	}
	has := fieldsOf[kind]
	id := r.name(1)
	a.ids.names.Add(named{name: id})
	x := a.records.New()
	x.kind, x.of, x.closedBy, x.ticket, x.ref, x.moves = kind, fund.None, fund.None, fund.None, fund.None, int32(a.fund.MoveRows.Len()) // below fund.MaxMoves
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
		x.time = r.within(0, int64(credit.MaxTime))
	}
	if r.content(x, i, head>>recordParts); r.bad {
		return
	}
	r.moves(x, r.number(r.counts.moves-a.fund.MoveRows.Len()+1))
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
	x.ticket = int32(n) // at most credit.MaxEntries
	ticket := r.account.fund.TicketRows.At(x.ticket)
	ticket.Entry, ticket.Shares = i, r.tickets[n].latest-1
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
	case credit.Purchase, credit.Gift, credit.Sale:
		if x.kind != credit.Gift {
			x.amount = int64(min(r.uint(), money.Max+1))
		}
		f.Bought += x.time
		until := int64(0)
		if parts == hoursEnd {
			until = r.instant(x.at)
			r.check(until > x.at)
		}
		r.check(parts <= hoursEnd && x.time > 0 && x.amount <= f.MoneyUnit().Max() && f.Bought <= int64(credit.MaxBought))
		x.ref = int32(len(f.LotRows)) // at most credit.MaxEntries
		f.LotRows = append(f.LotRows, fund.LotRow{At: x.at, Until: until, Size: x.time, Price: x.amount, Rank: x.ref, Entry: i})
	case credit.Allowance:
		p := fund.PlanRow{Name: r.number(len(r.account.plans)), From: r.number(endDay), Time: x.time, Unit: block.Of(r.within(0, aDay), r.within(0, aDay))}
		r.check(x.time <= int64(credit.MaxAllowance) && (p.Unit.Least == 0 || p.Unit.Block > 0))
		x.ref, r.account.allowances = int32(len(r.account.allowances)), append(r.account.allowances, p) // at most credit.MaxEntries
	case credit.Overdraft:
		f.Limit = x.time
	case credit.Hold:
		t := f.TicketRows.At(x.ticket)
		x.amount = r.within(0, int64(credit.MaxBought))
		r.check(!t.Held)
		t.Held, t.Estimate = true, x.time
		r.holds = append(r.holds, i)
	case credit.Debit:
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
	r.check(of.closedBy == fund.None && x.at >= of.at)
	switch x.kind {
	case credit.Reversal:
		if r.check(kind == credit.Debit || kind == credit.Capture); !r.bad {
			f.WorkRows.At(of.ref).Gone = true
		}
	case credit.Refund, credit.Forfeit, credit.Transfer:
		if r.check(fund.IsLot(kind)); x.kind == credit.Refund {
			x.amount = int64(min(r.uint(), money.Max+1))
			r.check(x.amount <= f.MoneyUnit().Max())
		}
		return
	default:
		if r.check(kind == credit.Hold); r.bad {
			return
		}
		if x.kind == credit.Extend {
			t := f.TicketRows.At(x.ticket)
			x.amount = r.within(0, int64(credit.MaxBought))
			t.Estimate += x.time
			r.check(x.time > 0 && t.Estimate <= int64(credit.MaxTime))
			return
		}
		f.TicketRows.At(x.ticket).Held = false
		if x.kind == credit.Capture {
			r.session(x, parts)
		}
	}
	of.closedBy = i
}

// session reads the parts of a piece of work and lists it.
func (r *imageReader) session(x *record, code byte) {
	f, on := &r.account.fund, int32(x.at/aDay) // 200 years of days
	first, weighed, counted := len(f.PartRows), false, x.time
	if code != partsListed {
		r.check(code < partsListed)
		f.PartRows = append(f.PartRows, fund.PartRow{Day: on + int32(code) - 1, Time: x.time, Took: x.time})
	} else {
		n, left, most := int(r.number(2*fund.MaxParts+1)), x.time, int64(credit.MaxTime)
		if weighed = n > fund.MaxParts; weighed {
			n -= fund.MaxParts
		}
		r.check(n == 1 || n > 0 && f.Terms.Paying == credit.SplitAtMidnight)
		for j := range n {
			before := on
			on = int32(r.in(int64(on)+r.signed(), -1, endDay+fund.MaxParts*31)) // it may go on when the last year is over
			r.check(j == 0 || on > before)
			p := fund.PartRow{Day: on, Took: r.within(0, left)}
			if p.Time = p.Took; weighed {
				p.Time = r.within(0, most)
				r.check(p.Time > 0 == (p.Took > 0))
			}
			left, most, counted = left-p.Took, most-p.Time, counted+p.Time-p.Took
			f.PartRows = append(f.PartRows, p)
		}
		r.check(left == 0)
	}
	if !r.bad {
		x.ref = f.ListWork(x.ticket, x.at, counted, first, weighed)
	}
}
