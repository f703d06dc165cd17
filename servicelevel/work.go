package servicelevel

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
)

// ticketSum is what was worked and charged on a request so far. Its sessions are
// numbers in Activity.Interventions, from 1; its entry is one of the biller's,
// from 1.
type ticketSum struct {
	worked, charged time.Duration
	first           int64 // when the first work began, as Unix nanoseconds
	attended        int32 // the session of it
	attendedBefore  int32 // the same, as known before the month
	entry           int32 // the last one of the ticket
}

// entry goes with one of Statement.Tickets. Its draws are numbers in Biller.drawn,
// from 1.
type entry struct {
	before    int32 // the entry of the same ticket before this one
	from, end int   // the first and the last of its draws
}

// work charges one session for what it adds to its ticket's blocks (D1): so a
// ticket is rounded as one intervention, and a session of a later month is paid
// by that month (D5) without touching the statement of an earlier one.
func (b *Biller) work(s *Statement, f *fact, now bool) error {
	asked := &b.act.Requests[f.request]
	if desk := b.at(nanos(asked.At)); !slices.Contains(desk.plan.Desk.Channels, asked.Channel) {
		return fault.New(fault.Index("activity.requests", int(f.request))+".channel", asked.Channel,
			"is not a channel on which work is taken ("+strings.Join(desk.refuses(asked.Channel), ", ")+")")
	}
	o := b.at(f.at)
	sum := &b.tickets[f.request]
	took := time.Duration(f.end - f.at)
	charged := blocks(took, o.plan.Work.Block)
	if !b.term.contract.Options.EachSession {
		charged = max(0, blocks(sum.worked+took, o.plan.Work.Block)-sum.charged)
	}
	if sum.attended == 0 || f.at < sum.first {
		sum.first, sum.attended = f.at, f.index+1
		if !now {
			sum.attendedBefore = f.index + 1
		}
	}
	sum.worked += took
	sum.charged += charged
	month := b.monthOf(f.at)
	free := b.purse.allowance(&b.term, month, charged)
	from := len(b.drawn)
	var short time.Duration
	b.drawn, short = b.purse.draw(charged-free, f.at, b.drawn)
	if short > 0 {
		if err := b.overdraw(f, charged, short); err != nil {
			return err
		}
	}
	if !now {
		b.drawn = b.drawn[:from]
		return nil
	}
	i, err := b.ticket(s, f, o, month)
	if err != nil {
		return err
	}
	w := &s.Tickets[i]
	w.Worked += took
	w.Charged += charged
	w.FromOverdraft += short
	b.payFrom(s, i, o, free, from)
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

// overdraw draws what is short beyond the hours there are, as far as the contract
// lets it (D8).
func (b *Biller) overdraw(f *fact, needed, short time.Duration) error {
	room := b.term.contract.Options.Overdraft - b.purse.overdue
	if short <= room {
		b.assumed |= d8
		b.purse.owe(short, f.at)
		return nil
	}
	short -= max(0, room)
	ticket := b.act.Interventions[f.index].Ticket
	refused := &credit.ShortfallError{ID: ticket, Needed: needed, Available: needed - short, Missing: short}
	if p := b.term.offer(b.term.level(b.first)).plan.Prices; p != nil {
		refused.Offer, _ = p.Tariff.Cheapest(short) // no offer where the tariff cannot make one
	}
	err := fault.Wrap("", ticket, refused)
	err.Reason += offered(refused.Offer)
	return fault.In(fault.Index("activity.interventions", int(f.index)), err)
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

// ticket returns the place in the statement of a ticket and the month that pays.
func (b *Biller) ticket(s *Statement, f *fact, o *offer, month calendar.Month) (int, error) {
	asked := &b.act.Requests[f.request]
	anytime := o.anytime(asked)
	outside := time.Duration(0)
	if !anytime {
		open, err := o.hours.Between(b.instant(f.at), b.instant(f.end))
		if err != nil {
			return 0, fault.In(fault.Index("activity.interventions", int(f.index)), err)
		}
		outside = time.Duration(f.end-f.at) - open
	}
	sum := &b.tickets[f.request]
	for i := sum.entry; i > 0; i = b.entries[i-1].before {
		if w := &s.Tickets[i-1]; w.Month == month {
			w.Outside += outside
			return int(i - 1), nil
		}
	}
	earliest := asked.At.In(b.term.zone)
	if desk := b.at(nanos(asked.At)); !desk.anytime(asked) {
		var err error
		if earliest, err = desk.hours.NextOpen(asked.At); err != nil {
			return 0, fault.In(fault.Index("activity.requests", int(f.request))+".at", err)
		}
	}
	tickets := &s.Tickets
	if *tickets == nil {
		*tickets = room(&b.mem.tickets, min(len(b.act.Requests), b.sessions))
	}
	w := extend(tickets)
	b.entries = append(b.entries, entry{before: sum.entry})
	sum.entry = int32(len(*tickets)) // at most MaxFacts
	w.Ticket, w.Kind, w.Asked, w.Earliest = asked.Ticket, asked.Kind, asked.At, earliest
	w.Block, w.Month, w.Outside = o.plan.Work.Block, month, outside
	if month != b.month {
		w.Corrects = month
	}
	b.assumed |= d1 | d5
	w.Rules.Blocks = o.cites.blocks
	if anytime {
		w.Rules.Hours = o.cites.incidents
	} else {
		w.Rules.Hours = o.cites.hours
	}
	return int(sum.entry - 1), nil
}

// payFrom notes what a ticket drew: free from the allowance of its month, and what
// was drawn from lots last.
func (b *Biller) payFrom(s *Statement, i int, o *offer, free time.Duration, from int) {
	w := &s.Tickets[i]
	if free > 0 {
		w.Rules.Allowance = o.cites.allowance
		if w.FromAllowance += free; w.Charged > w.FromAllowance {
			b.assumed |= d6
		}
		if w.Month == b.month {
			s.Allowance.Used += free
		}
	}
	fresh := b.drawn[from:]
	if len(fresh) == 0 {
		return
	}
	w.Rules.Credit = o.cites.credit
	b.assumed |= d7
	b.drawn = b.drawn[:from]
	for _, d := range fresh {
		b.put(&b.entries[i], d)
	}
}

// put adds a draw to those of a ticket, which has one for each lot.
func (b *Biller) put(e *entry, d drawn) {
	for i := e.from; i > 0; i = b.drawn[i-1].next {
		if same := &b.drawn[i-1]; same.lot == d.lot {
			same.time += d.time
			same.cost += d.cost
			return
		}
	}
	b.drawn = append(b.drawn, d)
	n := len(b.drawn)
	if e.from == 0 {
		e.from = n
	} else {
		b.drawn[e.end-1].next = n
	}
	e.end = n
}

// close fills in what tickets drew from lots, and the allowance and the hours
// bought over the month.
func (b *Biller) close(s *Statement) {
	b.giveDraws(s)
	for i := range s.Levels {
		s.Allowance.Granted = max(s.Allowance.Granted, b.term.offer(s.Levels[i].Level).plan.Allowance.Monthly)
	}
	s.Allowance.Lost = s.Allowance.Granted - s.Allowance.Used
	c, overdue := &s.Credit, b.purse.overdue
	c.Overdrawn = overdue
	c.Used, c.Closing = overdue-b.overdue, -overdue
	if len(b.purse.lots) > 0 {
		c.Lots = room(&b.mem.lots, len(b.purse.lots))
	}
	b.order = b.purse.byPurchase(b.order)
	for _, i := range b.order {
		lot := &b.purse.lots[i]
		used, opening := lot.used-lot.usedBefore, lot.time-lot.usedBefore
		if lot.known >= b.from {
			opening = 0
		}
		c.Used += used
		c.Closing += lot.left()
		if opening == 0 && used == 0 && lot.left() == 0 {
			continue
		}
		use := extend(&c.Lots)
		use.Lot, use.Bought, use.Time = b.act.Purchases[lot.purchase].ID, b.wall.date(lot.at), lot.time
		use.Opening, use.Used, use.Closing = opening, used, lot.left()
		use.Price, use.EarnedMonth = b.amounts.of(lot.price), b.amounts.of(lot.earned-lot.earnedBefore)
		use.Earned, use.Deferred = b.amounts.of(lot.earned), b.amounts.of(lot.price-lot.earned)
	}
}

// giveDraws gives each ticket its part of one list.
func (b *Biller) giveDraws(s *Statement) {
	if len(b.drawn) == 0 {
		return
	}
	list := room(&b.mem.draws, len(b.drawn))
	for i := range b.entries {
		from := len(list)
		for j := b.entries[i].from; j > 0; j = b.drawn[j-1].next {
			d := &b.drawn[j-1]
			id := b.act.Purchases[b.purse.lots[d.lot].purchase].ID
			list = append(list, LotDraw{Lot: id, Time: d.time, Cost: b.amounts.of(d.cost)})
		}
		if len(list) > from {
			s.Tickets[i].Draws = list[from:len(list):len(list)]
		}
	}
}
