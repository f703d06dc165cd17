package billing

import (
	"strconv"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/zone"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
	"github.com/palier-go/palier/servicelevel/states"
)

// Hours is what there is to pay for work under a contract, and what was drawn of it:
// a fund.Fund, and the names of what it counts.
type Hours struct {
	Fund     fund.Fund
	terms    fundTerms // of the fund
	requests []int32   // of each intervention: in Activity.Requests
	Tickets  []int32   // the requests of the fund's tickets: in Activity.Requests
	lots     []lot     // by the fund's lots
	overdue  time.Duration
	Opened   int    // the fund's first move of the month
	rows     []row  // by Statement.Tickets
	chain    []link // of the rows
	order    []int  // of the lots, by purchase
	done     []session
	Works    []int32 // the fund's works, in the order in which they became known
	Next     int64   // when the month after the last one that has begun does

	named    map[string]int32 // the fund's lots by their names, as far as they are listed
	listed   int              // of the lots; none until one is asked for by its name
	workOf   []workOf         // by Activity.Interventions
	carried  []int32          // lots of what went on of allowances
	unsold   []int32          // lines of the invoice that are not after all
	returns  []returned
	stale    bool          // when work began is to be worked out anew
	credited []credited    // of invoices
	Gone     time.Duration // what the last removal took away
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
	how   decided.Set // of hours that were given back (D30)
	parts []returnOf
}

// returnOf is what is given back of one invoice of a lot.
type returnOf struct {
	invoice calendar.Month
	again   int   // in lot.again, from 1; 0 is of the invoice that had the lot first
	cents   int64 // excluding VAT
	noted   int32 // in Hours.returns if it is of the month, from 1
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
	fact   *Move
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

// begin empties h for a contract, and days that began otherwise than by the rules of
// the zone.
func (h *Hours) begin(t *agreed.Term, begun []zone.Begun) {
	h.count(t)
	for _, x := range begun {
		y, m, d := zone.Date(x.Day)
		h.Fund.Began(calendar.Date{Year: y, Month: m, Day: d}, time.Unix(0, x.At))
	}
	h.Tickets, h.lots, h.rows, h.chain, h.done, h.Works = h.Tickets[:0], h.lots[:0], h.rows[:0], h.chain[:0], h.done[:0], h.Works[:0]
	h.overdue, h.Opened, h.Next, h.carried = 0, 0, 0, h.carried[:0]
	h.listed, h.credited, h.stale = 0, h.credited[:0], false
	h.workOf, h.unsold, h.returns = h.workOf[:0], h.unsold[:0], h.returns[:0]
	clear(h.named)
	for i := range t.Runs {
		r := &t.Runs[i]
		_ = h.Fund.SetPlan(fund.Plan{ // of a valid plan, and there is no work yet
			From: r.From, Name: t.NumberOf(r.Level), Allowance: r.Plan.Data.Allowance.Monthly,
			Block: r.Plan.Data.Work.Block, Minimum: r.Plan.Data.Work.Minimum, Shared: r.Plan.Data.Work.Shared == plans.SharesAllowance,
		})
	}
	if end := t.Contract.End; end.Valid() {
		last := t.LastBlocks()
		_ = h.Fund.SetPlan(fund.Plan{From: end, Name: states.AfterEnd, Block: last.Size, Minimum: last.Minimum})
	}
	h.Fund.Overdraft(t.Overdraft())
}

// count has the fund count by the terms of a contract.
func (h *Hours) count(t *agreed.Term) {
	o := &t.Contract.Options
	terms := fundTerms{
		t.Zone, t.Runs[0].Plan.Data.Work.Blocks(),
		o.EachSession, o.SplitMonths, o.LoseRemainder, o.AllowanceAnyDay, o.ProRata, t.Drawing(), t.Cycle,
	}
	switch {
	case terms == h.terms:
		h.Fund.Clear()
	case h.Fund.ResetIn(t.CreditTerms(), t.Zones) == nil: // the contract is valid
		h.terms = terms
	}
}

// Pass notes that months have begun up to an instant: what is told from then on is late if
// it was before, and hours that are there by then pay for what is overdrawn, whether a
// statement was asked for or not.
func (b *Maker) Pass(at int64) {
	if at >= b.Hours.Next {
		b.begun(b.Wall.Period(b.Wall.Month(at)))
	}
}

// begun notes that a month has begun, and those since the last one that had: what is
// overdrawn at the end of each of them is sold, if that is to be (D29), what is left of its
// allowance goes on, if any is to, and what the next one gives of a yearly one is there.
func (b *Maker) begun(month calendar.Interval) {
	h, w := &b.Hours, &b.Wall
	for at := nano.Of(month.Start); h.Next > 0 && h.Next <= at && (h.Fund.Overdrawn() > 0 || b.Term.Carries); { // each by itself
		b.settle(nil, h.Next)
		b.endMonth(nil, h.Next)
		h.Fund.Pass(time.Unix(0, h.Next))
		h.Next = nano.Of(w.Period(w.Month(h.Next)).End)
	}
	h.Fund.Pass(month.Start)
	h.Next = nano.Of(month.End)
}

// open notes what is there when the month begins, and returns what is left. What the first
// day brings is of the month before, unless that is closed: then the contract has changed
// since, and it is of this one.
func (b *Maker) open() (left time.Duration) {
	h := &b.Hours
	closed := b.followed()
	if !closed {
		b.begun(b.Period)
	}
	for i := range h.lots {
		if b.givenAtStart(&h.lots[i]) {
			continue
		}
		lot := &h.lots[i].before
		*lot = h.Fund.Lot(i)
		left += lot.Left()
	}
	h.overdue = h.Fund.Overdrawn()
	h.Opened = h.Fund.Moves()
	if closed {
		b.begun(b.Period)
	}
	return left - h.overdue
}

// opens begins the month on its statement.
func (b *Maker) opens(s *statement.Statement) {
	s.Credit.Opening = b.open()
	b.sayGivenAtStart(s)
}

// buy adds a lot, and in its month a line of the invoice.
func (b *Maker) buy(s *statement.Statement, f *Move, now bool) error {
	p := &b.Act.Purchases[f.Index]
	plan := b.At(f.At)
	price, rule, err := plan.Price(p, b.Term.Unit)
	until := plan.EndOf(&b.Wall, p)
	if err == nil {
		_, err = b.Hours.Fund.Buy(fund.Hours{At: p.At, Known: time.Unix(0, f.Known), Until: until, Time: p.Time, Price: fund.Cents(price)})
	}
	if err != nil {
		return fault.In(fault.Index("activity.purchases", int(f.Index)), err)
	}
	lot := lot{id: p.ID, purchase: int(f.Index), known: f.Known, at: f.At}
	if price > 0 && !p.Elsewhere {
		lot.invoiced = b.MonthOf(f.Known)
	}
	if now {
		s.Credit.Bought += p.Time
		if !p.Gift && !p.Elsewhere {
			b.packLine(s, f.At, p.ID, p.Time, price, rule).Until = b.OfZone(until)
			lot.line = int32(len(s.Invoice.Lines)) // at most MaxFacts and some
		}
	}
	b.Hours.lots = append(b.Hours.lots, lot)
	return nil
}

// work charges one session (S21).
func (b *Maker) work(f *Move, now bool) error {
	h := &b.Hours
	in := &b.Act.Interventions[f.Index]
	if err := b.checkPayer(in, f.Request); err != nil {
		return fault.In(fault.Index("activity.interventions", int(f.Index)), err)
	}
	if in.ChargedTo != "" {
		h.Works = append(h.Works, ChargedElsewhere)
		b.attended(f, ChargedElsewhere, now)
		return nil
	}
	var err error
	w := fund.Work{Ticket: b.ticketOf(f.Request), At: in.Start, Time: time.Duration(f.End - f.At)}
	if f.Late {
		w.Known = time.Unix(0, f.Known)
	}
	if b.Parts != nil {
		w.Parts = b.Parts[f.Index]
	}
	if b.Term.Weighs && w.Parts == nil && w.Time > 0 {
		if w.Parts, err = b.Term.Parts(&b.Wall, f.At, f.End); err != nil {
			return fault.In(fault.Index("activity.interventions", int(f.Index)), err)
		}
	}
	i, err := h.Fund.Work(w)
	h.Works = append(h.Works, int32(i)) // at most MaxFacts
	if err != nil {
		return b.refused(err, in.Ticket, fault.Index("activity.interventions", int(f.Index)))
	}
	b.attended(f, i, now)
	return nil
}

// attended notes a session that was told, and its work of the fund.
func (b *Maker) attended(f *Move, work int, now bool) {
	h := &b.Hours
	sum := &b.Known[f.Request]
	sum.Took(&b.Act.Interventions[f.Index], 1)
	h.Worked(f.Index, f.Request, work)
	if sum.Attended == 0 || f.At < sum.Attended {
		sum.Attended = f.At
		if !now {
			sum.AttendedBefore = f.At
		}
	}
	if now {
		h.done = append(h.done, session{fact: f, index: f.Index, work: work})
	}
}

// Worked notes the fund's work of an intervention, and the request that it was charged to.
func (h *Hours) Worked(intervention, request int32, work int) {
	if n := int(intervention) + 1; n > len(h.workOf) {
		h.workOf = append(h.workOf, make([]workOf, n-len(h.workOf))...)
	}
	h.workOf[intervention] = workOf{int32(work) + 1, request} // at most MaxFacts
}

// FundTicket returns the fund's ticket of a request.
func (b *Maker) FundTicket(request int32) int {
	h, sum := &b.Hours, &b.Known[request]
	if sum.Ticket == 0 {
		sum.Ticket = int32(h.Fund.NewTicket()) + 1 // at most MaxFacts
		h.Tickets = append(h.Tickets, request)
	}
	return int(sum.Ticket - 1)
}

// refused words that there are no hours for a ticket, with the cheapest packs (D8).
func (b *Maker) refused(err error, ticket, path string) error {
	short, ok := err.(*credit.ShortfallError) //nolint:errorlint // the fund returns it as it is
	if !ok {
		return fault.In(path, err)
	}
	short.ID = ticket
	day := b.First
	if !day.Valid() {
		day = b.Term.Contract.Start
	}
	if p := &b.Term.Runs[b.Term.RunOn(day)].Plan.Data; p.Prices != nil {
		short.Offer, _ = b.Term.Cheapest(p, short.Missing) // no offer if the tariff cannot make one
	}
	refused := fault.Wrap("", ticket, short)
	refused.Reason += offered(b.Term.Unit, short.Offer)
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
