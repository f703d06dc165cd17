package ledger

import (
	"encoding/binary"
	"slices"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fund"
)

// Kinds of moves in an image. What is drawn has its share and its time, and its lot; what
// goes back has the move that had drawn it, and its time; of a removal, which is of the
// lot of its entry, there are the time and the cents.
const (
	moveAllowance = iota
	moveOverdrawn
	moveLot
	moveBack
	moveRemoval
	moveDated // is added if it counts from another instant than its entry
)

// The first byte of a record is its kind, with these.
const (
	recordExplicit = 1 << 4 // it says when it was recorded
	recordParts    = 5      // the shift of how its parts are said, and whether its hours end
	partsListed    = 3      // one by one; else there is one: the day before that of UTC is 0
	hoursEnd       = 1      // they have an end
)

// Whose ticket a hold or a debit is for: a new one without a name, a new one with a name, or
// one that was named before, counted back from the latest from here on.
const (
	ticketUnnamed = iota
	ticketNamed
	ticketKnown
)

const (
	aSecond = 1_000_000_000 // in nanoseconds
	aDay    = 86_400 * aSecond
	endDay  = 73_049 // 2170-01-01, the day after the last one
)

// appendSpan appends a time of either sign: whole seconds mostly.
func appendSpan(b []byte, d int64) []byte {
	s, rest := d/aSecond, d%aSecond
	if rest < 0 {
		s, rest = s-1, rest+aSecond
	}
	if rest == 0 {
		return appendUint(b, zigzag(s)<<1)
	}
	return appendUint(appendUint(b, zigzag(s)<<1|1), uint64(rest))
}

func appendUint(b []byte, v uint64) []byte {
	if v < 0x80 {
		return append(b, byte(v))
	}
	return binary.AppendUvarint(b, v)
}

// zigzag makes small numbers of either sign small ones without.
func zigzag(v int64) uint64 { return uint64(v<<1) ^ uint64(v>>63) }

// imageWriter is where the writing of a body stands.
type imageWriter struct {
	a          *Account
	b          []byte
	at         int64 // of the entry before
	tickets    int32 // that were begun
	named      int32 // of those
	share, lot int32 // of the move before
}

func (a *Account) appendBody(b []byte) []byte {
	f := &a.fund
	text := 0
	for _, name := range a.plans {
		text += len(name)
	}
	for _, x := range [...]*index{&a.ids, &a.tickets.named} {
		for part := range x.names.First(x.len()) {
			for i := range part {
				text += len(part[i].name)
			}
		}
	}
	b = slices.Grow(b, text+16*a.records.Len()+8*f.MoveRows.Len()+4*f.ShareRows.Len()+256) // nearly always enough
	for _, n := range []int{
		a.records.Len(), f.MoveRows.Len(), f.ShareRows.Len(), len(f.AllowanceRows), a.begun(), f.WorkRows.Len(), len(a.plans), text,
	} {
		b = appendUint(b, uint64(n))
	}
	b = a.appendText(b)
	b = appendSpan(b, f.Known)
	for _, name := range a.plans {
		b = appendUint(b, uint64(len(name)))
	}
	month := int32(0)
	for i := range f.AllowanceRows {
		al := &f.AllowanceRows[i]
		b = appendUint(appendUint(b, zigzag(int64(al.Month-month))), uint64(al.Plan+1))
		month = al.Month
	}
	ticket, key := fund.None, int32(0)
	for part := range f.ShareRows.First(f.ShareRows.Len()) {
		for i := range part {
			s := &part[i]
			b = appendUint(appendUint(b, zigzag(int64(s.Ticket-ticket-1))), zigzag(int64(s.Key-key)))
			ticket, key = s.Ticket, s.Key
		}
	}
	w := imageWriter{a: a, b: b, share: fund.None}
	for i := range int32(a.records.Len()) { // at most credit.MaxEntries
		w.record(i)
	}
	w.lists()
	return w.holds()
}

// appendText appends the names in the order in which they are read.
func (a *Account) appendText(b []byte) []byte {
	for _, name := range a.plans {
		b = append(b, name...)
	}
	t, tickets, begun, named := &a.tickets, a.begun(), int32(0), int32(0)
	for i := range int32(a.ids.len()) { // at most credit.MaxEntries
		b = append(b, a.ids.at(i)...)
		if int(begun) == tickets || a.fund.TicketRows.At(begun).Entry != i {
			continue
		}
		if int(named) < t.of.Len() && *t.of.At(named) == begun {
			b = append(b, t.named.at(named)...)
			named++
		}
		begun++
	}
	return b
}

// record appends an entry and its moves.
func (w *imageWriter) record(i int32) {
	a := w.a
	r, end := a.records.At(i), a.fund.MoveRows.Len()
	if int(i)+1 < a.records.Len() {
		end = int(a.records.At(i + 1).moves)
	}
	has := fieldsOf[r.kind]
	head := byte(r.kind)
	if r.explicit {
		head |= recordExplicit
	}
	var one [1]fund.PartRow
	var parts []fund.PartRow
	if has&hasParts != 0 {
		parts = a.fund.PartsOf(a.fund.WorkRows.At(r.ref), &one)
		head |= partsCode(parts, r.at, a.fund.WorkRows.At(r.ref).Weighed) << recordParts
	}
	until := int64(0)
	if has&hasUntil != 0 {
		if until = a.fund.LotRows[r.ref].Until; until != 0 {
			head |= hoursEnd << recordParts
		}
	}
	w.b = append(w.b, head)
	w.b = appendUint(w.b, uint64(len(a.ids.at(i))))
	w.b = appendSpan(w.b, r.at-w.at)
	w.at = r.at
	if r.explicit {
		w.b = appendSpan(w.b, r.recorded-r.at)
	}
	if has&hasOf != 0 {
		w.b = appendUint(w.b, uint64(i-r.of))
	}
	if has&hasTicket != 0 {
		w.ticket(r.ticket, i)
	}
	if has&hasTime != 0 {
		w.b = appendSpan(w.b, r.time)
	}
	switch r.kind {
	case credit.Purchase, credit.Sale, credit.Refund:
		w.b = appendUint(w.b, uint64(r.amount))
	case credit.Allowance:
		p := &a.allowances[r.ref]
		w.b = appendSpan(appendUint(appendUint(w.b, uint64(p.Name)), uint64(p.From)), p.Unit.Block)
		w.b = appendSpan(w.b, p.Unit.Least)
	case credit.Hold, credit.Extend:
		w.b = appendSpan(w.b, r.amount)
	}
	if until != 0 {
		w.b = appendSpan(w.b, until-r.at)
	}
	if head>>recordParts == partsListed {
		w.parts(parts, r.at, a.fund.WorkRows.At(r.ref).Weighed)
	}
	w.b = appendUint(w.b, uint64(end-int(r.moves)))
	for n := int(r.moves); n < end; n++ {
		w.move(int32(n), r.at) // below fund.MaxMoves
	}
}

// ticket says which ticket a record is for.
func (w *imageWriter) ticket(n, record int32) {
	t := &w.a.tickets
	switch {
	case w.a.fund.TicketRows.At(n).Entry != record:
		i, _ := t.place(n) // it has a name, or no other record could be for it
		w.b = appendUint(w.b, uint64(ticketKnown+w.named-1-i))
		return
	case int(w.named) < t.of.Len() && *t.of.At(w.named) == n:
		w.b = appendUint(append(w.b, ticketNamed), uint64(len(t.named.at(w.named))))
		w.named++
	default:
		w.b = append(w.b, ticketUnnamed)
	}
	w.tickets++
}

// partsCode says how parts are told of work that began at an instant.
func partsCode(parts []fund.PartRow, at int64, weighed bool) byte {
	if d := int64(parts[0].Day) - at/aDay; len(parts) == 1 && d >= -1 && d <= 1 && !weighed {
		return byte(d + 1)
	}
	return partsListed
}

// parts appends parts one by one: what each took, and what it counts as if they are weighed.
func (w *imageWriter) parts(parts []fund.PartRow, at int64, weighed bool) {
	n := len(parts)
	if weighed {
		n += fund.MaxParts
	}
	w.b = appendUint(w.b, uint64(n))
	before := at / aDay
	for _, p := range parts {
		if w.b = appendSpan(appendUint(w.b, zigzag(int64(p.Day)-before)), p.Took); weighed {
			w.b = appendSpan(w.b, p.Time)
		}
		before = int64(p.Day)
	}
}

// move appends a move made by an entry of an instant.
func (w *imageWriter) move(n int32, at int64) {
	m := w.a.fund.MoveRows.At(n)
	kind := byte(moveLot)
	switch {
	case m.Share == fund.None:
		kind = moveRemoval
	case m.Of != fund.None:
		kind = moveBack
	case m.Source == fund.OverdrawnSource:
		kind = moveOverdrawn
	case m.Source == fund.AllowanceSource:
		kind = moveAllowance
	}
	if m.At == at {
		w.b = append(w.b, kind)
	} else {
		w.b = appendSpan(append(w.b, kind+moveDated), m.At-at)
	}
	switch kind {
	case moveRemoval:
		w.b = appendUint(appendSpan(w.b, m.Time), uint64(m.Cents))
		return
	case moveBack:
		w.b = appendSpan(appendUint(w.b, uint64(n-m.Of)), -m.Time)
		return
	}
	w.b = appendSpan(appendUint(w.b, zigzag(int64(m.Share-w.share-1))), m.Time)
	w.share = m.Share
	if kind == moveLot {
		w.b = appendUint(w.b, zigzag(int64(m.Source-w.lot)))
		w.lot = m.Source
	}
}

// lists appends the shares that others than their allowance pay for, from the latest on.
func (w *imageWriter) lists() {
	f := &w.a.fund
	for key := range f.AllowanceRows {
		count, before := 0, int32(0)
		for n := f.AllowanceRows[key].Top; n != fund.None; n = f.ShareRows.At(n).Below {
			count++
		}
		w.b = appendUint(w.b, uint64(count))
		for n := f.AllowanceRows[key].Top; n != fund.None; n = f.ShareRows.At(n).Below {
			w.b = appendUint(w.b, zigzag(int64(before-n)-1))
			before = n
		}
	}
}

// holds appends what of open holds is nowhere else.
func (w *imageWriter) holds() []byte {
	for i := range int32(w.a.records.Len()) { // at most credit.MaxEntries
		if r := w.a.records.At(i); r.kind == credit.Hold && r.closedBy == fund.None {
			t := w.a.fund.TicketRows.At(r.ticket)
			w.b = appendUint(w.b, uint64(t.Asked+1)) // the day before the first one is 0
			if t.Asked <= 0 {
				w.b = appendSpan(appendSpan(w.b, t.Unit.Block), t.Unit.Least) // which may be that of work taken back
			}
		}
	}
	return w.b
}
