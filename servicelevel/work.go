package servicelevel

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
)

// work charges one session for what it adds to its ticket's blocks (D1): so a
// ticket is rounded as one intervention, and a session of a later month is paid
// by that month (D5) without touching the statement of an earlier one.
func (b *biller) work(f *fact, now bool) error {
	in := &b.act.Interventions[f.index]
	asked := &b.act.Requests[f.request]
	if desk := b.term.at(asked.At); !slices.Contains(desk.plan.Desk.Channels, asked.Channel) {
		return fault.New(fault.Index("activity.requests", f.request)+".channel", asked.Channel,
			"is not a channel on which work is taken ("+join(desk.refuses(asked.Channel))+")")
	}
	o := b.term.at(f.at)
	sum := &b.tickets[f.request]
	took := f.end.Sub(f.at)
	charged := blocks(took, o.plan.Work.Block)
	if !b.term.contract.Options.EachSession {
		charged = max(0, blocks(sum.worked+took, o.plan.Work.Block)-sum.charged)
	}
	if sum.attended.IsZero() || f.at.Before(sum.attended) {
		sum.attended = f.at
		if !now {
			sum.attendedBefore = f.at
		}
	}
	sum.worked += took
	sum.charged += charged
	b.receipt.Draws = b.receipt.Draws[:0]
	if charged > 0 {
		err := b.account.ApplyTo(&b.receipt, credit.Entry{
			ID: f.id, Kind: credit.Debit, At: f.at, Recorded: f.known, Time: charged,
		})
		if err != nil {
			return b.refused(f, in, err)
		}
	}
	if !now {
		b.draw(nil)
		return nil
	}
	w, err := b.ticket(f, o)
	if err != nil {
		return err
	}
	w.Worked += took
	w.Charged += charged
	b.draw(w)
	return nil
}

// blocks returns d in whole blocks, a block begun being charged (S19); nothing is
// nothing (D2).
func blocks(d, block time.Duration) time.Duration {
	if begun := d % block; begun > 0 {
		d += block - begun
	}
	return d
}

// refused words an error of the account in the activity's own terms.
func (b *biller) refused(f *fact, in *Intervention, err error) error {
	if short := (*credit.ShortfallError)(nil); errors.As(err, &short) {
		named := *short
		named.ID = in.Ticket
		wrapped := fault.Wrap("", in.Ticket, &named)
		wrapped.Reason += offered(named.Offer)
		err = wrapped
	}
	return fault.In(fault.Index("activity.interventions", f.index), err)
}

// offered words the cheapest packs that cover what is missing (D8).
func offered(o credit.Offer) string {
	if len(o.Lines) == 0 {
		return ""
	}
	packs := make([]string, len(o.Lines))
	for i, line := range o.Lines {
		packs[i] = strconv.FormatInt(line.Count, 10) + " of " + line.Pack.Time.String()
	}
	return "; the cheapest packs for it are " + strings.Join(packs, " and ") + " at " + o.Price.StringFixed(2)
}

// ticket returns the entry of the statement for a ticket and the month that pays.
func (b *biller) ticket(f *fact, o *offer) (*TicketWork, error) {
	asked := &b.act.Requests[f.request]
	month := b.wall.monthOf(f.at)
	anytime := o.anytime(asked)
	outside := time.Duration(0)
	if !anytime {
		open, err := o.hours.Between(f.at, f.end)
		if err != nil {
			return nil, fault.In(fault.Index("activity.interventions", f.index), err)
		}
		outside = f.end.Sub(f.at) - open
	}
	sum := &b.tickets[f.request]
	for i := sum.entry; i > 0; i = b.earlier[i-1] {
		if w := &b.out.Tickets[i-1]; w.Month == month {
			w.Outside += outside
			return w, nil
		}
	}
	earliest := asked.At.In(b.term.zone)
	if desk := b.term.at(asked.At); !desk.anytime(asked) {
		var err error
		if earliest, err = desk.hours.NextOpen(asked.At); err != nil {
			return nil, fault.In(fault.Index("activity.requests", f.request)+".at", err)
		}
	}
	if b.out.Tickets == nil {
		b.out.Tickets = make([]TicketWork, 0, min(len(b.act.Requests), 4))
	}
	b.out.Tickets = append(b.out.Tickets, TicketWork{
		Ticket: asked.Ticket, Kind: asked.Kind, Asked: asked.At, Earliest: earliest,
		Block: o.plan.Work.Block, Month: month, Outside: outside,
	})
	b.earlier = append(b.earlier, sum.entry)
	sum.entry = len(b.out.Tickets)
	w := &b.out.Tickets[sum.entry-1]
	if month != b.month {
		w.Corrects = month
	}
	b.assume(1, 5)
	hours := o.plan.Hours.Rules
	if anytime {
		hours = o.plan.Hours.IncidentRules
	}
	w.Rules = b.cite(o.plan.Work.BlockRules, hours)
	return w, nil
}

// draw books what the account drew into the lots, and into a ticket where it is
// for one of the month.
func (b *biller) draw(w *TicketWork) {
	for i := range b.receipt.Draws {
		d := &b.receipt.Draws[i]
		switch {
		case d.Lot != "":
			b.drawLot(w, d)
		case d.Month.Valid():
			b.drawAllowance(w, d)
		default:
			b.overdue += d.Time
			b.assume(8)
			if w != nil {
				w.FromOverdraft += d.Time
			}
		}
	}
}

func (b *biller) drawAllowance(w *TicketWork, d *credit.Draw) {
	if w == nil {
		return
	}
	w.FromAllowance += d.Time
	if w.Charged > w.FromAllowance {
		b.assume(6)
	}
	if d.Month == b.month {
		b.out.Allowance.Used += d.Time
	}
}

func (b *biller) drawLot(w *TicketWork, d *credit.Draw) {
	lot := &b.lots[b.lotOf(d.Lot)]
	lot.used += d.Time
	lot.earned += int64(d.Cost)
	if w == nil {
		return
	}
	b.assume(7)
	id := b.act.Purchases[b.facts[lot.fact].index].ID
	for i := range w.Draws {
		if w.Draws[i].Lot == id {
			w.Draws[i].Time += d.Time
			w.Draws[i].Cost = b.amounts.of(inCents(w.Draws[i].Cost) + int64(d.Cost))
			return
		}
	}
	w.Draws = append(w.Draws, LotDraw{Lot: id, Time: d.Time, Cost: b.amounts.of(int64(d.Cost))})
}

// lotOf finds a lot by its id in the account, which ends in the number of its
// fact.
func (b *biller) lotOf(id string) int {
	i, _ := strconv.Atoi(id[1:])
	return b.facts[i].lot
}

// close fills in the allowance and the hours bought over the month.
func (b *biller) close() {
	s := b.out
	for _, days := range s.Levels {
		s.Allowance.Granted = max(s.Allowance.Granted, b.allowance(days.Level))
	}
	s.Allowance.Lost = s.Allowance.Granted - s.Allowance.Used
	c := &s.Credit
	c.Overdrawn = b.overdue
	if len(b.lots) > 0 {
		c.Lots = make([]LotUse, 0, len(b.lots))
	}
	c.Used, c.Closing = b.overdue-b.overdueBefore, -b.overdue
	for _, i := range b.byPurchase() {
		lot := &b.lots[i]
		f := &b.facts[lot.fact]
		p := &b.act.Purchases[f.index]
		use := LotUse{
			Lot: p.ID, Bought: b.wall.date(f.at), Time: p.Time, Price: b.amounts.of(lot.price),
			Opening: p.Time - lot.usedBefore, Used: lot.used - lot.usedBefore, Closing: p.Time - lot.used,
			EarnedMonth: b.amounts.of(lot.earned - lot.earnedBefore),
			Earned:      b.amounts.of(lot.earned), Deferred: b.amounts.of(lot.price - lot.earned),
		}
		if !f.known.Before(b.period.Start) {
			use.Opening = 0
		}
		c.Used += use.Used
		c.Closing += use.Closing
		if use.Opening > 0 || use.Used > 0 || use.Closing > 0 {
			c.Lots = append(c.Lots, use)
		}
	}
}

// byPurchase lists the lots in the order in which they are drawn on: first
// bought first (D7), though some became known late.
func (b *biller) byPurchase() []int {
	at := func(i int) time.Time { return b.facts[b.lots[i].fact].at }
	b.order = b.order[:0]
	for i := range b.lots {
		b.order = append(b.order, i)
	}
	slices.SortStableFunc(b.order, func(i, j int) int { return at(i).Compare(at(j)) })
	return b.order
}
