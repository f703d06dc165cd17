package servicelevel

import (
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/internal/zone"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/billing"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/internal/promises"
	"github.com/palier-go/palier/servicelevel/internal/scope"
	"github.com/palier-go/palier/servicelevel/states"
)

// fold is the facts of a book as the lists that statements are made of, from the state
// on in which a month was closed, in the order in which they became known.
type fold struct {
	b       billing.Maker
	opens   int64 // the end of the last month closed
	act     Activity
	jobs    []progress             // by act.Requests
	then    []promises.Standing    // by act.Requests, as they stood when the month began, or the state was made
	parts   [][]credit.Part        // by act.Interventions, as decided earlier
	moved   []int32                // by b.facts: the fact of the book
	ends    []int64                // by act.Outages: when the end became known
	tickets map[string]int32       // in act.Requests
	outages map[string]int32       // in act.Outages
	used    bool                   // allowances of closed months are restored
	all     bool                   // all tickets of closed months are
	downs   bool                   // outages, exclusions and claims are
	annals  annals                 // what may be withdrawn
	lots    map[string]int         // of the fund, of the state; nil until a ticket is restored
	spent   map[string]*states.Lot // of the state
	back    lengths                // how many of the lists came back from the state

	kept []keptJob // scratch of trace

	// Scratch of closing.
	hours          fund.TicketHours
	drawn, changed []bool
}

// progress is what is known of a request beside its content.
type progress struct {
	status  TicketStep
	held    bool
	changed bool           // something happened on it since the last month closed
	listed  bool           // it was open then
	told    calendar.Month // when the last fact about it became known
	into    int32          // the request that it was merged into, or -1
	worked  int32          // how many sessions of work it has, at most MaxFacts
	payer   string         // the other contract that these are charged to
	over    int64          // when it was merged or cancelled
	road    *road          // to what it was merged into; nil: neither it was, nor another into it
}

// lengths are those of the lists that a fact adds to.
type lengths struct{ purchases, removals, interventions int }

// begin makes x the facts of a contract from a state on, of which some may be withdrawn, and after
// days that are known to have begun otherwise than by the rules of the zone.
func (x *fold) begin(c *agreed.Catalogue, ct *Contract, base *State, begun []zone.Begun, withdraws bool) error {
	x.annals.begin(withdraws, base)
	x.opens, x.used, x.all, x.downs, x.lots, x.spent = 0, false, false, false, nil, nil
	x.act = Activity{
		Purchases: x.act.Purchases[:0], Removals: x.act.Removals[:0], Requests: x.act.Requests[:0], Interventions: x.act.Interventions[:0],
		Outages: x.act.Outages[:0], Exclusions: x.act.Exclusions[:0], Claims: x.act.Claims[:0], Charges: x.act.Charges[:0],
	}
	x.back = lengths{}
	x.jobs, x.then, x.parts, x.moved, x.ends = x.jobs[:0], x.then[:0], x.parts[:0], x.moved[:0], x.ends[:0]
	x.tickets, x.outages = forget(x.tickets), forget(x.outages)
	if err := x.b.Start(c, ct, &x.act, base, begun); err != nil {
		return err
	}
	if base != nil {
		return x.restore()
	}
	return nil
}

func forget(m map[string]int32) map[string]int32 {
	if m == nil {
		return make(map[string]int32)
	}
	clear(m)
	return m
}

// addRequest adds a request without anything that happened on it.
func (x *fold) addRequest(r Request) int32 {
	i := int32(len(x.act.Requests)) // at most MaxFacts
	x.act.Requests = append(x.act.Requests, r)
	x.jobs = append(x.jobs, progress{into: -1})
	x.then = append(x.then, promises.Standing{Waiting: r.Waiting})
	x.b.Known = append(x.b.Known, scope.Request{})
	x.tickets[r.Ticket] = i
	return i
}

// monthBegins notes how requests stand when the month of a statement begins.
func (x *fold) monthBegins() {
	for i := range x.then {
		x.then[i] = x.b.Stands(i)
	}
}

// add adds a fact, the next one to become known. If it moves hours it returns how.
func (x *fold) add(f *Fact) (move billing.Move, moves bool, err error) {
	move = billing.Move{Known: nano.Of(f.Known()), At: nano.Of(f.At)}
	if x.hasLot(f.ID) { // their fact is too old to be known
		return move, false, fault.New("id", f.ID, "is that of hours bought before")
	}
	switch f.Kind {
	case Requested:
		return move, false, x.request(f)
	case Bought, Given:
		p := Purchase{ID: f.ID, At: f.At, Recorded: f.Recorded, Time: f.Time, Price: f.Price, Gift: f.Kind == Given, Until: f.End, Elsewhere: f.Elsewhere}
		move.Kind, move.Index = billing.Bought, int32(len(x.act.Purchases)) // at most MaxFacts
		x.act.Purchases = append(x.act.Purchases, p)
		return move, true, nil
	case Refunded, Forfeited, Moved:
		move.Kind, move.Index = billing.Gone, int32(len(x.act.Removals)) // at most MaxFacts
		x.act.Removals = append(x.act.Removals, f.Removal())
		return move, true, nil
	case Withdrawn:
		return x.withdraw(f, move)
	case Charged:
		_, err := x.b.Term.TaxOfCharge(f.VAT, x.b.Wall.Date(move.At))
		if err == nil {
			x.act.Charges = append(x.act.Charges, f.Charge())
		}
		return move, false, err
	case Down:
		x.down(f)
		return move, false, nil
	case Restored:
		return move, false, x.up(f)
	case Excluded:
		x.act.Exclusions = append(x.act.Exclusions, f.Exclusion())
		return move, false, nil
	case Claimed:
		c := f.Claim()
		err := x.b.CheckClaimed(&c)
		if err == nil {
			x.act.Claims = append(x.act.Claims, c)
		}
		return move, false, err
	}
	return x.addTicket(f, move)
}

// request opens a ticket.
func (x *fold) request(f *Fact) error {
	if _, ok := x.ticket(f.Ticket); ok {
		return fault.New("ticket", f.Ticket, "was requested before")
	}
	if !x.b.Serves(nano.Of(f.At)) {
		return fault.New("at", f.At, "must lie in the contract's days of service")
	}
	r := Request{Ticket: f.Ticket, Kind: f.Request, Channel: f.Channel, At: f.At, Recorded: f.Recorded, For: f.For, Priority: f.Priority}
	if err := x.b.CheckFor(&r); err != nil {
		return err
	}
	i := x.addRequest(r)
	x.jobs[i].changed, x.jobs[i].told = true, x.b.Wall.Month(nano.Of(f.Known()))
	if f.For == "" && !slices.Contains(x.b.At(nano.Of(f.At)).Plan.Desk.Channels, f.Channel) {
		x.jobs[i].status = TicketRefused
	}
	return nil
}

func (x *fold) down(f *Fact) {
	x.outages[f.ID] = int32(len(x.act.Outages)) // at most MaxFacts
	x.act.Outages = append(x.act.Outages, f.Outage())
	x.ends = append(x.ends, 0)
}

// up ends an outage.
func (x *fold) up(f *Fact) error {
	i, ok := x.outages[f.Of]
	if !ok {
		x.restoreOutages()
		i, ok = x.outages[f.Of]
	}
	switch {
	case !ok:
		return fault.New("of", f.Of, "must be an outage that is known by then")
	case !x.act.Outages[i].End.IsZero():
		return fault.New("of", f.Of, "must be an outage that goes on")
	case f.At.Before(x.act.Outages[i].Start):
		return fault.New("at", f.At, "must not be before the outage")
	}
	x.act.Outages[i].End, x.ends[i] = f.At, nano.Of(f.Known())
	return nil
}

// addTicket adds a fact about a ticket.
func (x *fold) addTicket(f *Fact, move billing.Move) (_ billing.Move, moves bool, err error) {
	if f.Kind == Worked && x.b.Base != nil && nano.Of(f.At) < x.opens {
		x.restoreAll()
	}
	i, ok := x.ticket(f.Ticket)
	if !ok {
		return move, false, fault.New("ticket", f.Ticket, "must be the ticket of a request that is known by then (S27)")
	}
	r := &x.act.Requests[i]
	if f.At.Before(r.At) {
		return move, false, fault.New("at", f.At, "must not be before its request, "+r.At.Format(time.RFC3339))
	}
	if x.jobs[i].status == TicketWithdrawn {
		return move, false, fault.New("ticket", f.Ticket, "was never requested, as became known (D31)")
	}
	now := x.b.Wall.Month(move.Known)
	if err := x.lapsed(i, "ticket", now); err != nil {
		return move, false, err
	}
	x.jobs[i].changed, x.jobs[i].told = true, now
	switch f.Kind {
	case Waiting, Resumed:
		return move, false, x.pause(f, r)
	case Prioritized, Entered, Updated:
		return move, false, x.note(f, i)
	case Reopened:
		x.reopened(i)
		return move, false, x.note(f, i)
	case Worked:
		return x.worked(f, i, move)
	case Estimated:
		if payer := x.jobs[i].paidBy(); payer != "" {
			return move, false, fault.New("ticket", f.Ticket, "is charged to "+payer+", whose book takes its estimate")
		}
	}
	move, moves, err = x.step(f, i, move)
	if err == nil && f.Kind == Reported && x.b.Term.Tracker != nil { // else nothing asks when it was
		err = x.note(f, i)
	}
	return move, moves, err
}

// lapsed refuses a ticket that is done with, and was last told of before the months that
// corrections reach: no state has it any more.
func (x *fold) lapsed(i int32, field string, now calendar.Month) error {
	j := &x.jobs[i]
	if j.unbegun() || j.held || j.told.Compare(now.AddMonths(-x.b.Term.Contract.Options.Reach())) >= 0 {
		return nil
	}
	return fault.New(field, x.act.Requests[i].Ticket, "was last told of in "+j.told.String()+
		", which corrections do not reach (Options.CorrectionMonths): what is new needs a request of its own")
}

// pause stops the clock of a ticket, or lets it go on.
func (x *fold) pause(f *Fact, r *Request) error {
	open := -1
	for k := range r.Waiting {
		if r.Waiting[k].End.IsZero() {
			open = k
		}
	}
	if f.Kind == Waiting {
		switch {
		case open >= 0:
			return fault.New("ticket", f.Ticket, "waits for the customer already, since "+r.Waiting[open].Start.Format(time.RFC3339))
		case len(r.Waiting) >= facts.MaxWaiting:
			return fault.New("ticket", f.Ticket, "must not wait for the customer more than 1000 times")
		}
		r.Waiting = append(slices.Clip(r.Waiting), calendar.Pause{Start: f.At})
		return nil
	}
	if open < 0 || f.At.Before(r.Waiting[open].Start) {
		return fault.New("ticket", f.Ticket, "does not wait for the customer then")
	}
	r.Waiting = slices.Clone(r.Waiting)
	r.Waiting[open].End = f.At
	return nil
}

// worked adds a session of work: on the ticket that the request was merged into, if it
// was by then.
func (x *fold) worked(f *Fact, i int32, move billing.Move) (billing.Move, bool, error) {
	if !x.b.Serves(move.At) {
		return move, false, fault.New("at", f.At, "must lie in the contract's days of service")
	}
	if road := x.jobs[i].road; road != nil {
		to := x.tickets[road.end(move.At).ticket]
		move.Merged = to != i
		i = to
	}
	if x.b.Term.Contract.Options.SplitMonths && x.b.Base != nil {
		if t, _ := x.b.Base.Ticket(x.act.Requests[i].Ticket); t != nil {
			x.restoreAll() // what rounding added to a closed month may go from there
		}
	}
	r, j := &x.act.Requests[i], &x.jobs[i]
	if j.status == TicketRefused {
		rules, _ := x.b.At(nano.Of(r.At)).Plan.Desk.Refuses(r.Channel)
		return move, false, fault.New("ticket", f.Ticket, "came by "+r.Channel.String()+", on which no work is taken ("+strings.Join(rules, ", ")+")")
	}
	if err := x.b.CheckShared(r, move.At); err != nil {
		return move, false, err
	}
	if f.ChargedTo != "" && j.held {
		return move, false, fault.New("charged_to", f.ChargedTo, "must be absent, as hours are held here for the estimate of "+r.Ticket+", unless that is withdrawn (D31, D38)")
	}
	j.begin()
	if j.worked++; j.worked == 1 {
		j.payer = f.ChargedTo
	}
	move.Kind, move.End, move.Request = billing.Worked, nano.Of(f.End), i
	move.Late, move.Index = move.Known > move.End, int32(len(x.act.Interventions)) // at most MaxFacts
	x.act.Interventions = append(x.act.Interventions, Intervention{ID: f.ID, Ticket: r.Ticket, Start: f.At, End: f.End, Recorded: f.Recorded, ChargedTo: f.ChargedTo})
	x.parts = append(x.parts, f.Parts)
	return move, true, nil
}

// step takes a ticket on: an estimate, the report, its end.
func (x *fold) step(f *Fact, i int32, move billing.Move) (billing.Move, bool, error) {
	r, j := &x.act.Requests[i], &x.jobs[i]
	if j.status == TicketRefused || j.status == TicketCancelled || j.status == TicketMerged {
		return move, false, fault.New("ticket", f.Ticket, "is "+j.status.String()+": only work and pauses can still be told")
	}
	move.Request = i
	if f.Kind == Estimated {
		if err := x.b.CheckShared(r, move.At); err != nil {
			return move, false, err
		}
		r.Estimate, j.held = f.Time, true
		if j.status != TicketWorked {
			j.status = TicketEstimated
		}
		move.Kind, move.End = billing.Estimated, int64(f.Time)
		return move, true, nil
	}
	switch f.Kind {
	case Reported:
		j.status = TicketReported
	case Cancelled:
		j.status, j.over = TicketCancelled, move.At
	case Merged:
		into, ok := x.ticket(f.Into)
		j = &x.jobs[i] // it may have moved
		if !ok || x.jobs[into].status == TicketRefused || x.jobs[into].status == TicketWithdrawn {
			return move, false, fault.New("into", f.Into, "must be the ticket of a request that is known by then")
		}
		other := &x.act.Requests[into]
		if r = &x.act.Requests[i]; r.For != other.For { // it may have moved too
			return move, false, fault.New("into", f.Into, "must be a ticket of the same contract")
		}
		if f.At.Before(other.At) {
			return move, false, fault.New("at", f.At, "must not be before the request that it goes on as, "+other.At.Format(time.RFC3339))
		}
		if j.road != nil && x.road(into).root() == j.road {
			return move, false, fault.New("into", f.Into, "was merged into "+f.Ticket+" itself")
		}
		if err := x.lapsed(into, "into", j.told); err != nil {
			return move, false, err
		}
		j.status, j.over, j.into = TicketMerged, move.At, into
		x.rejoin(i)
		x.jobs[into].changed, x.jobs[into].told = true, j.told
	}
	x.b.Known[i].Over, x.b.Known[i].OverTold = j.over, 0
	if j.over > 0 {
		x.b.Known[i].OverTold = move.Known
	}
	moves := j.held
	j.held = false
	move.Kind = billing.Released
	return move, moves, nil
}

// begin notes that there was work on a ticket.
func (j *progress) begin() {
	if j.status < TicketWorked {
		j.status = TicketWorked
	}
}

// unbegun reports whether no work has begun on a ticket that is still to be done.
func (j *progress) unbegun() bool { return j.status < TicketWorked }

// paidBy returns the other contract that the work on a request is charged to, if there is any.
func (j *progress) paidBy() string {
	if j.worked == 0 {
		return ""
	}
	return j.payer
}
