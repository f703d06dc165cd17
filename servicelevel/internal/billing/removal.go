package billing

import (
	"cmp"
	"time"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// remove takes hours of a lot away, and gives back what they had cost if it is a refund.
func (b *Maker) remove(f *Move, now bool) error {
	h, r := &b.Hours, &b.Act.Removals[f.Index]
	path := fault.Index("activity.removals", int(f.Index))
	n, ok := h.lotNamed(r.Of)
	if !ok {
		return fault.In(path, fault.New("of", r.Of, "must be hours bought or given that are known by then, and not done with"))
	}
	removal := fund.Removal{Lot: n, Kind: r.Kind, At: r.At, Known: time.Unix(0, f.Known), Time: r.Time}
	if r.Price != nil {
		removal.Price = fund.Cents(b.InCents(*r.Price))
	}
	gone, err := h.Fund.Remove(removal)
	if inUse, ok := err.(*credit.InUseError); ok { //nolint:errorlint // the fund returns it as it is
		inUse.ID, inUse.Of = r.ID, r.Of
		err = fault.Wrap("time", r.Time, inUse)
	}
	if err != nil {
		return fault.In(path, err)
	}
	h.Gone = gone.Time
	lot, removed := &h.lots[n], removalOf{index: f.Index, known: f.Known, how: giving(r, h.left(n))}
	switch {
	case gone.Back == 0 || !lot.invoiced.Valid():
	case now:
		removed.parts = b.giveBack(lot, int64(gone.Back), &invoice.Line{
			Kind: invoice.RefundLine, Date: b.Wall.Date(f.At), Ref: r.Of, Time: gone.Time, Kept: gone.Kept, Share: b.Amount(int64(gone.Price)),
			Corrects: b.CorrectedMonth(f.At), Rules: "D30",
		})
	default:
		removed.parts = b.giveBack(lot, int64(gone.Back), nil)
	}
	lot.removals, lot.touched = append(lot.removals, removed), true
	return nil
}

// left returns what is left of a lot.
func (h *Hours) left(n int) time.Duration {
	lot := h.Fund.Lot(n)
	return lot.Left()
}

// giving returns how hours are given back (D30), by what is left of their lot then. Those that are lost or go to another contract are not.
func giving(r *facts.Removal, left time.Duration) decided.Set {
	switch {
	case r.Kind != credit.Refund:
		return 0
	case r.Price != nil:
		return decided.D30 | decided.GaveAmount
	case left > 0:
		return decided.D30 | decided.GavePart
	}
	return decided.D30 | decided.GaveAll
}

// lotNamed returns the fund's number of the lot of a purchase. The names are listed when
// the first one is asked for.
func (h *Hours) lotNamed(id string) (int, bool) {
	if h.named == nil {
		h.named = make(map[string]int32)
	}
	for ; h.listed < len(h.lots); h.listed++ {
		h.named[h.lots[h.listed].id] = int32(h.listed) // at most MaxFacts
	}
	n, ok := h.named[id]
	return int(n), ok
}

// withdraw takes back what a fact did to the hours, as if it had never been (D31). What
// others are to pay then is overdrawn as far as there are none.
func (b *Maker) withdraw(s *statement.Statement, f *Move, now bool) error {
	if now {
		b.Assumed |= decided.D31
	}
	switch f.Kind {
	case Ungone:
		return b.unremove(s, f, now)
	case Unworked:
		return b.unwork(f, now)
	default:
		return b.unbuy(s, f, now)
	}
}

// force has the fund refuse nothing, until the function that it returns is called.
func (b *Maker) force() (until func()) {
	limit := b.Hours.Fund.Overdraft(credit.MaxBought)
	return func() { b.Hours.Fund.Overdraft(limit) }
}

// unbuy takes a purchase back: its line of the invoice of the month is dropped, and what
// an earlier one invoiced is credited.
func (b *Maker) unbuy(s *statement.Statement, f *Move, now bool) error {
	h, p := &b.Hours, &b.Act.Purchases[f.Index]
	path := fault.Index("activity.purchases", int(f.Index))
	n, ok := h.lotNamed(p.ID)
	if !ok {
		return nil // it was refused
	}
	lot := &h.lots[n]
	if len(lot.removals) > 0 {
		last := b.Act.Removals[lot.removals[len(lot.removals)-1].index].ID
		return fault.In(path, fault.New("withdrawn", f.withdrawnAt(), "must not be before what went of it is withdrawn: "+last))
	}
	was := h.Fund.Lot(n)
	if err := h.Fund.WithdrawLot(n, time.Unix(0, f.Known), b.compareTickets); err != nil {
		return fault.In(path, err)
	}
	lot.touched = true
	fresh := now && lot.known >= b.From
	if fresh {
		s.Credit.Bought -= p.Time
	}
	price, month := int64(was.Price), b.MonthOf(f.Known)
	for i := range lot.again { // what no statement has
		if x := &lot.again[i]; x.month == month {
			price -= x.cents
			if x.cents = 0; now {
				h.unsold = append(h.unsold, x.line)
			}
		}
	}
	switch {
	case fresh && lot.line > 0:
		h.unsold = append(h.unsold, lot.line)
	case !lot.invoiced.Valid() || lot.invoiced == month: // no statement has it
	case now:
		b.giveBack(lot, price, &invoice.Line{
			Kind: invoice.WithdrawalLine, Date: b.Wall.Date(f.Known), Ref: p.ID, Time: was.Time, Corrects: b.CorrectedMonth(lot.at), Rules: "D31",
		})
	default:
		b.giveBack(lot, price, nil)
	}
	return nil
}

// compareTickets orders tickets of the fund by their names.
func (b *Maker) compareTickets(ticket, other int) int {
	t := b.Hours.Tickets
	return cmp.Compare(b.Act.Requests[t[ticket]].Ticket, b.Act.Requests[t[other]].Ticket)
}

// unremove gives back hours that went. What a credit note gave back for them is invoiced
// again, or dropped if that is in the month.
func (b *Maker) unremove(s *statement.Statement, f *Move, now bool) error {
	h, r := &b.Hours, &b.Act.Removals[f.Index]
	path := fault.Index("activity.removals", int(f.Index))
	n, ok := h.lotNamed(r.Of)
	if !ok || len(h.lots[n].removals) == 0 || h.lots[n].removals[len(h.lots[n].removals)-1].index != f.Index {
		return fault.In(path, fault.New("withdrawn", f.withdrawnAt(), "must not be before what went of "+r.Of+" later is withdrawn"))
	}
	lot := &h.lots[n]
	last := lot.removals[len(lot.removals)-1]
	gone, err := h.Fund.WithdrawRemoval(n, time.Unix(0, f.Known))
	if err != nil {
		return fault.In(path, err)
	}
	lot.removals, lot.touched = lot.removals[:len(lot.removals)-1], true
	if gone.Back == 0 || !lot.invoiced.Valid() {
		return nil
	}
	month := b.MonthOf(f.Known)
	if last.known != 0 && b.MonthOf(last.known) == month {
		b.keep(lot, last.parts, now)
		return nil
	}
	again := invoiced{month: month, cents: int64(gone.Back)}
	if now {
		line := b.again(s, b.saleOf(lot, month), again.cents)
		line.Date, line.Ref, line.Time = b.Wall.Date(f.Known), r.Of, gone.Time
		again.line = int32(len(s.Invoice.Lines)) // at most MaxFacts and some
	}
	lot.invoiceAgain(again)
	return nil
}

// unwork takes a session back.
func (b *Maker) unwork(f *Move, now bool) error {
	h, in := &b.Hours, &b.Act.Interventions[f.Index]
	if int(f.Index) >= len(h.workOf) || h.workOf[f.Index].work == 0 {
		return nil // it is listed again elsewhere
	}
	work := int(h.workOf[f.Index].work - 1)
	done := session{fact: f, index: f.Index, work: work, undone: true}
	for i := range h.Fund.Payers(work) {
		month, took, counted := h.Fund.Payer(work, i)
		done.paid = append(done.paid, payer{month, took, counted})
	}
	if work != ChargedElsewhere {
		defer b.force()()
		if err := h.Fund.Undo(work, in.Start, time.Unix(0, f.Known)); err != nil {
			return fault.In(fault.Index("activity.interventions", int(f.Index)), err)
		}
	}
	b.Known[h.workOf[f.Index].request].Took(in, -1)
	h.stale = true
	if !now {
		return nil
	}
	h.done = append(h.done, done)
	return nil
}

// withdrawnAt returns when a withdrawal became known.
func (f *Move) withdrawnAt() time.Time { return time.Unix(0, f.Known).UTC() }

// dropLines takes lines off the invoice that are of purchases withdrawn in the month.
func (b *Maker) dropLines(s *statement.Statement) {
	if len(b.Hours.unsold) == 0 {
		return
	}
	drop := make(map[int]bool, len(b.Hours.unsold))
	for _, n := range b.Hours.unsold {
		drop[int(n)-1] = true
	}
	b.KeepLines(s, func(i int) bool { return !drop[i] })
}

// Attend works out when work began on each request by the sessions that stand, as is known
// now and was before the month.
func (b *Maker) Attend() {
	h := &b.Hours
	if !h.stale {
		return
	}
	h.stale = false
	for i := range b.Known {
		b.Known[i].Attended, b.Known[i].AttendedBefore = b.Known[i].Older, b.Known[i].Older
	}
	first := func(at *int64, begun int64) {
		if *at == 0 || begun < *at {
			*at = begun
		}
	}
	for i, w := range h.workOf {
		if w.work == 0 {
			continue
		}
		in, sum := &b.Act.Interventions[i], &b.Known[w.request]
		begun, known := nano.Of(in.Start), nano.Known(in.Recorded, nano.Of(in.End))
		if known < b.From && nano.Stands(in.Withdrawn, b.From) {
			first(&sum.AttendedBefore, begun)
		}
		if in.Withdrawn.IsZero() || b.Until > 0 && nano.Stands(in.Withdrawn, b.Until) {
			first(&sum.Attended, begun)
		}
	}
}

// givenBack returns how hours of a lot were given back in the month (D30).
func (b *Maker) givenBack(l *lot) (how decided.Set) {
	for i := range l.removals {
		if r := &l.removals[i]; b.During(r.known) {
			how |= r.how
		}
	}
	return how
}

// closeRemovals fills in what of a lot went without being used.
func (b *Maker) closeRemovals(c *statement.CreditUse, use *statement.LotUse, now, was *fund.LotHours) {
	use.Refunded, use.Forfeited, use.Moved = now.Refunded-was.Refunded, now.Forfeited-was.Forfeited, now.Moved-was.Moved
	c.Refunded += use.Refunded
	c.Forfeited += use.Forfeited
	c.Moved += use.Moved
	use.Withdrawn, use.Lapsed = now.Withdrawn-was.Withdrawn, now.Lapsed-was.Lapsed
	c.Withdrawn += use.Withdrawn
	if c.Lapsed += use.Lapsed; use.Lapsed != 0 {
		b.Assumed |= decided.D7 // what is left at its end is lost
	}
	if now.Repaid != 0 {
		use.Repaid = b.Amount(int64(now.Repaid))
	}
	if now.Transferred != 0 {
		use.Transferred = b.Amount(int64(now.Transferred))
	}
	if use.Moved != 0 {
		b.Assumed |= decided.D32 | decided.HoursKept
	}
	if use.Forfeited != 0 {
		b.Assumed |= decided.D32 | decided.HoursLost
	}
}
