package servicelevel

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/zone"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/plans"
)

// hours is what there is to pay for work under a contract, and what was drawn of it:
// a fund.Fund, and the names of what it counts.
type hours struct {
	fund     fund.Fund
	terms    fundTerms // of the fund
	requests []int32   // of each intervention: in Activity.Requests
	sums     []ticketSum
	tickets  []int32 // by the fund's tickets: in Activity.Requests
	lots     []lot   // by the fund's lots
	overdue  time.Duration
	opened   int    // the first move of the month
	rows     []row  // by Statement.Tickets
	chain    []link // of the rows
	order    []int  // of the lots, by purchase
	done     []session
	works    []int32 // of the fund, in the order in which they became known
	next     int64   // when the month after the last one that has begun does

	named    map[string]int32 // the fund's lots by their names, as far as they are listed
	listed   int              // of the lots; none until one is asked for by its name
	workOf   []workOf         // by Activity.Interventions
	carried  []int32          // lots of what went on of allowances
	unsold   []int32          // lines of the invoice that are not after all
	returns  []returned
	stale    bool          // sums.attended is to be worked out anew
	credited []credited    // of invoices
	gone     time.Duration // of the last removal
}

// fundTerms is what of a contract decides how the fund counts.
type fundTerms struct {
	zone                                    *time.Location // nil: the fund is not ready
	blocks                                  credit.Blocks
	eachSession, splitMonths, loseRemainder bool
	anyDay, proRata                         bool
	drawing                                 credit.Drawing
	months                                  cycle.Cycle
}

// ticketSum is what is known of a request: the fund's ticket from 1, and when the first
// work began, as known now and before the month, in Unix nanoseconds.
type ticketSum struct {
	ticket         int32
	row            int32 // the last one of the request, from 1
	attended       int64
	attendedBefore int64
	settled        bool  // a report of which nobody knows when it was resolved the ticket
	older          int64 // when the first one did of those that are not among Activity.Interventions
	over           int64 // from when it has no guarantee of its own, as merged or withdrawn (D37)
	overTold       int64 // when that became known; 0: before the state
	never          bool  // it was never requested, as is known now (D31)
	checked        bool
	sessions       int32  // those that stand
	payer          string // the other contract that these are charged to; empty: this one
	elsewhere      int64  // what was worked and is charged to it
}

// lot is a purchase and what it was before the month.
type lot struct {
	id        string
	purchase  int            // in Activity.Purchases; of what was sold when a month ended none has it
	known, at int64          // Unix nanoseconds
	invoiced  calendar.Month // zero: never
	before    fund.LotHours  // zero if it was not there
	removals  []removalOf    // those that stand, the last one last
	again     []invoiced     // what was invoiced once more
	givenBack int            // of again: from here on all of it was given back
	touched   bool           // something went of it, came back, or all of it was withdrawn
	line      int32          // of the invoice of the month, from 1
	row, draw int            // the row that drew on it last, from 1, and which of its draws that is
	cost      int64          // of that draw, in cents
}

// workOf is the work of the fund that an intervention is, from 1, or below 0, and the request that it
// was charged to.
type workOf struct{ work, request int32 }

// removalOf is one of Activity.Removals, when it became known in Unix nanoseconds (0: before
// the state), and what it gives back.
type removalOf struct {
	index int32
	known int64
	how   assumed // of hours that were given back (D30)
	parts []returnOf
}

// returnOf is what is given back of one invoice of a lot.
type returnOf struct {
	invoice calendar.Month
	again   int   // in lot.again, from 1; 0 is of the invoice that had the lot first
	cents   int64 // excluding VAT
	noted   int32 // in hours.returns if it is of the month, from 1
}

// invoiced is what of a lot was invoiced again, in cents excluding VAT, since it had been
// given back by mistake, and is not given back once more.
type invoiced struct {
	month calendar.Month
	cents int64
	line  int32 // of the invoice of the month, from 1
}

// session is work that became known in the month, or that was withdrawn in it.
type session struct {
	fact   *fact
	index  int32 // in Activity.Interventions
	work   int   // of the fund
	undone bool
	paid   []payer // of what is undone
}

// payer is a month that paid for a part of a session: what that took, and what it counts as.
type payer struct {
	month         calendar.Month
	time, counted time.Duration
}

// begin empties h for a contract and its requests, and days that began otherwise than by the rules of
// the zone.
func (h *hours) begin(t *term, begun []zone.Begun, requests int) {
	h.count(t)
	for _, x := range begun {
		y, m, d := zone.Date(x.Day)
		h.fund.Began(calendar.Date{Year: y, Month: m, Day: d}, time.Unix(0, x.At))
	}
	h.sums = slices.Grow(h.sums[:0], requests)[:requests]
	clear(h.sums)
	h.tickets, h.lots, h.rows, h.chain, h.done, h.works = h.tickets[:0], h.lots[:0], h.rows[:0], h.chain[:0], h.done[:0], h.works[:0]
	h.overdue, h.opened, h.next, h.carried = 0, 0, 0, h.carried[:0]
	h.listed, h.credited, h.stale = 0, h.credited[:0], false
	h.workOf, h.unsold, h.returns = h.workOf[:0], h.unsold[:0], h.returns[:0]
	clear(h.named)
	for i := range t.runs {
		r := &t.runs[i]
		_ = h.fund.SetPlan(fund.Plan{ // of a valid plan, and there is no work yet
			From: r.from, Name: t.number(r.level), Allowance: r.offer.plan.Allowance.Monthly,
			Block: r.offer.plan.Work.Block, Minimum: r.offer.plan.Work.Minimum, Shared: r.offer.plan.Work.Shared == plans.SharesAllowance,
		})
	}
	if end := t.contract.End; end.Valid() {
		last := t.lastBlocks()
		_ = h.fund.SetPlan(fund.Plan{From: end, Name: endNumber, Block: last.Size, Minimum: last.Minimum})
	}
	h.fund.Overdraft(t.overdraft())
}

// lastBlocks are those of work that goes on past the end: it has no allowance.
func (t *term) lastBlocks() credit.Blocks { return t.runs[len(t.runs)-1].offer.plan.Work.Blocks() }

// count has the fund count by the terms of a contract.
func (h *hours) count(t *term) {
	o := &t.contract.Options
	terms := fundTerms{
		t.zone, t.runs[0].offer.plan.Work.Blocks(),
		o.EachSession, o.SplitMonths, o.LoseRemainder, o.AllowanceAnyDay, o.ProRata, t.drawing(), t.Cycle,
	}
	switch {
	case terms == h.terms:
		h.fund.Clear()
	case h.fund.ResetIn(t.creditTerms(), t.zones) == nil: // the contract is valid
		h.terms = terms
	}
}

// drawing returns the order in which hours are drawn on (D7): that of the edition under which
// the contract was signed.
func (t *term) drawing() credit.Drawing { return t.lists[0].cat.edition.Drawing }

// creditTerms returns how the hours of a contract are counted (D1, D3, D5, D6, D7, D27).
func (t *term) creditTerms() credit.Terms {
	o := &t.contract.Options
	terms := credit.Terms{Blocks: t.runs[0].offer.plan.Work.Blocks(), Zone: t.zone.String(), MonthDay: t.MonthDay(), Drawing: t.drawing(), Minor: credit.Minor(t.unit)}
	if o.EachSession {
		terms.Blocks.Counting = credit.EachSession
	}
	if o.SplitMonths {
		terms.Paying = credit.SplitAtMidnight
	}
	if o.LoseRemainder {
		terms.Remainder = credit.LoseRemainder
	}
	switch {
	case o.AllowanceAnyDay:
		terms.PartMonth = credit.AnyDay
	case o.ProRata:
		terms.PartMonth = credit.AllowanceByDays
	}
	return terms
}

// pass notes that months have begun up to an instant: what is told from then on is late if
// it was before, and hours that are there by then pay for what is overdrawn, whether a
// statement was asked for or not.
func (b *Biller) pass(at int64) {
	if at >= b.hours.next {
		b.begun(b.wall.interval(b.wall.month(at)))
	}
}

// begun notes that a month has begun, and those since the last one that had: what is
// overdrawn at the end of each of them is sold, if that is to be (D29), what is left of its
// allowance goes on, if any is to, and what the next one gives of a yearly one is there.
func (b *Biller) begun(month calendar.Interval) {
	h, w := &b.hours, &b.wall
	for at := nano.Of(month.Start); h.next > 0 && h.next <= at && (h.fund.Overdrawn() > 0 || b.term.carries); { // each by itself
		b.settle(nil, h.next)
		b.endMonth(nil, h.next)
		h.fund.Pass(time.Unix(0, h.next))
		h.next = nano.Of(w.interval(w.month(h.next)).End)
	}
	h.fund.Pass(month.Start)
	h.next = nano.Of(month.End)
}

// open notes what is there when the month begins, and returns what is left. What the first
// day brings is of the month before, unless that is closed: then the contract has changed
// since, and it is of this one.
func (b *Biller) open() (left time.Duration) {
	h := &b.hours
	closed := b.followed()
	if !closed {
		b.begun(b.period)
	}
	for i := range h.lots {
		if b.givenAtStart(&h.lots[i]) {
			continue
		}
		lot := &h.lots[i].before
		*lot = h.fund.Lot(i)
		left += lot.Left()
	}
	h.overdue = h.fund.Overdrawn()
	h.opened = h.fund.Moves()
	if closed {
		b.begun(b.period)
	}
	return left - h.overdue
}

// opens begins the month on its statement.
func (b *Biller) opens(s *Statement) {
	s.Credit.Opening = b.open()
	b.sayGivenAtStart(s)
}

// buy adds a lot, and in its month a line of the invoice.
func (b *Biller) buy(s *Statement, f *fact, now bool) error {
	p := &b.act.Purchases[f.index]
	price, rule, err := b.at(f.at).price(p, b.term.unit)
	until := b.endOf(p)
	if err == nil {
		_, err = b.hours.fund.Buy(fund.Hours{At: p.At, Known: time.Unix(0, f.known), Until: until, Time: p.Time, Price: fund.Cents(price)})
	}
	if err != nil {
		return fault.In(fault.Index("activity.purchases", int(f.index)), err)
	}
	lot := lot{id: p.ID, purchase: int(f.index), known: f.known, at: f.at}
	if price > 0 && !p.Elsewhere {
		lot.invoiced = b.monthOf(f.known)
	}
	if now {
		s.Credit.Bought += p.Time
		if !p.Gift && !p.Elsewhere {
			b.packLine(s, f.at, p.ID, p.Time, price, rule).Until = b.ofZone(until)
			lot.line = int32(len(s.Invoice.Lines)) // at most MaxFacts and some
		}
	}
	b.hours.lots = append(b.hours.lots, lot)
	return nil
}

// work charges one session (S21).
func (b *Biller) work(f *fact, now bool) error {
	h := &b.hours
	in := &b.act.Interventions[f.index]
	if err := b.checkPayer(in, f.request); err != nil {
		return fault.In(fault.Index("activity.interventions", int(f.index)), err)
	}
	if in.ChargedTo != "" {
		h.works = append(h.works, chargedElsewhere)
		b.attended(f, chargedElsewhere, now)
		return nil
	}
	var err error
	w := fund.Work{Ticket: b.ticketOf(f.request), At: in.Start, Time: time.Duration(f.end - f.at)}
	if f.late {
		w.Known = time.Unix(0, f.known)
	}
	if b.parts != nil {
		w.Parts = b.parts[f.index]
	}
	if b.term.weighs && w.Parts == nil && w.Time > 0 {
		if w.Parts, err = b.counts(f.at, f.end); err != nil {
			return fault.In(fault.Index("activity.interventions", int(f.index)), err)
		}
	}
	i, err := h.fund.Work(w)
	h.works = append(h.works, int32(i)) // at most MaxFacts
	if err != nil {
		return b.refused(err, in.Ticket, fault.Index("activity.interventions", int(f.index)))
	}
	b.attended(f, i, now)
	return nil
}

// attended notes a session that was told, and its work of the fund.
func (b *Biller) attended(f *fact, work int, now bool) {
	h := &b.hours
	sum := &h.sums[f.request]
	sum.took(&b.act.Interventions[f.index], 1)
	h.worked(f.index, f.request, work)
	if sum.attended == 0 || f.at < sum.attended {
		sum.attended = f.at
		if !now {
			sum.attendedBefore = f.at
		}
	}
	if now {
		h.done = append(h.done, session{fact: f, index: f.index, work: work})
	}
}

// worked notes the fund's work of an intervention, and the request that it was charged to.
func (h *hours) worked(intervention, request int32, work int) {
	if n := int(intervention) + 1; n > len(h.workOf) {
		h.workOf = append(h.workOf, make([]workOf, n-len(h.workOf))...)
	}
	h.workOf[intervention] = workOf{int32(work) + 1, request} // at most MaxFacts
}

// ticket returns the fund's ticket of a request.
func (h *hours) ticket(request int32) int {
	sum := &h.sums[request]
	if sum.ticket == 0 {
		sum.ticket = int32(h.fund.NewTicket()) + 1 // at most MaxFacts
		h.tickets = append(h.tickets, request)
	}
	return int(sum.ticket - 1)
}

// refused words that there are no hours for a ticket, with the cheapest packs (D8).
func (b *Biller) refused(err error, ticket, path string) error {
	short, ok := err.(*credit.ShortfallError) //nolint:errorlint // the fund returns it as it is
	if !ok {
		return fault.In(path, err)
	}
	short.ID = ticket
	day := b.first
	if !day.Valid() {
		day = b.term.contract.Start
	}
	if p := &b.term.runs[b.term.on(day)].offer.plan; p.Prices != nil {
		short.Offer, _ = b.term.cheapest(p, short.Missing) // no offer if the tariff cannot make one
	}
	refused := fault.Wrap("", ticket, short)
	refused.Reason += offered(b.term.unit, short.Offer)
	return fault.In(path, refused)
}

// offered words the cheapest packs that cover what is missing (D8).
func offered(u money.Unit, o credit.Offer) string {
	if len(o.Lines) == 0 {
		return ""
	}
	packs := make([]string, len(o.Lines))
	for i, line := range o.Lines {
		packs[i] = strconv.FormatInt(line.Count, 10) + " of " + line.Pack.Time.String()
	}
	return "; the cheapest packs for it are " + strings.Join(packs, " and ") + " at " + u.Text(u.Count(o.Price))
}
