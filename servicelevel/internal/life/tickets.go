package life

import (
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/billing"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/internal/promises"
	"github.com/palier-go/palier/servicelevel/internal/scope"
	"github.com/palier-go/palier/servicelevel/states"
)

// progress is what is known of a request beside its content.
type progress struct {
	status  states.TicketStep
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

// addRequest adds a request without anything that happened on it.
func (x *Fold) addRequest(r facts.Request) int32 {
	i := int32(len(x.act.Requests)) // at most MaxFacts
	x.act.Requests = append(x.act.Requests, r)
	x.jobs = append(x.jobs, progress{into: -1})
	x.then = append(x.then, promises.Standing{Waiting: r.Waiting})
	x.Maker.Known = append(x.Maker.Known, scope.Request{})
	x.tickets[r.Ticket] = i
	return i
}

// addTicket adds a fact about a ticket.
func (x *Fold) addTicket(f *facts.Fact, move billing.Move) (_ billing.Move, moves bool, err error) {
	if f.Kind == facts.Worked && x.Maker.Base != nil && nano.Of(f.At) < x.opens {
		x.restoreAll()
	}
	i, ok := x.Ticket(f.Ticket)
	if !ok {
		return move, false, fault.New("ticket", f.Ticket, "must be the ticket of a request that is known by then (S27)")
	}
	r := &x.act.Requests[i]
	if f.At.Before(r.At) {
		return move, false, fault.New("at", f.At, "must not be before its request, "+r.At.Format(time.RFC3339))
	}
	if x.jobs[i].status == states.TicketWithdrawn {
		return move, false, fault.New("ticket", f.Ticket, "was never requested, as became known (D31)")
	}
	now := x.Maker.Wall.Month(move.Known)
	if err := x.lapsed(i, "ticket", now); err != nil {
		return move, false, err
	}
	x.jobs[i].changed, x.jobs[i].told = true, now
	switch f.Kind {
	case facts.Waiting, facts.Resumed:
		return move, false, x.pause(f, r)
	case facts.Prioritized, facts.Entered, facts.Updated:
		return move, false, x.note(f, i)
	case facts.Reopened:
		x.reopened(i)
		return move, false, x.note(f, i)
	case facts.Worked:
		return x.worked(f, i, move)
	case facts.Estimated:
		if payer := x.jobs[i].paidBy(); payer != "" {
			return move, false, fault.New("ticket", f.Ticket, "is charged to "+payer+", whose book takes its estimate")
		}
	}
	move, moves, err = x.step(f, i, move)
	if err == nil && f.Kind == facts.Reported && x.Maker.Term.Tracker != nil { // else nothing asks when it was
		err = x.note(f, i)
	}
	return move, moves, err
}

// lapsed refuses a ticket that is done with, and was last told of before the months that
// corrections reach: no state has it any more.
func (x *Fold) lapsed(i int32, field string, now calendar.Month) error {
	j := &x.jobs[i]
	if j.unbegun() || j.held || j.told.Compare(now.AddMonths(-x.Maker.Term.Contract.Options.Reach())) >= 0 {
		return nil
	}
	return fault.New(field, x.act.Requests[i].Ticket, "was last told of in "+j.told.String()+
		", which corrections do not reach (Options.CorrectionMonths): what is new needs a request of its own")
}

// pause stops the clock of a ticket, or lets it go on.
func (x *Fold) pause(f *facts.Fact, r *facts.Request) error {
	open := -1
	for k := range r.Waiting {
		if r.Waiting[k].End.IsZero() {
			open = k
		}
	}
	if f.Kind == facts.Waiting {
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
func (x *Fold) worked(f *facts.Fact, i int32, move billing.Move) (billing.Move, bool, error) {
	if !x.Maker.Serves(move.At) {
		return move, false, fault.New("at", f.At, "must lie in the contract's days of service")
	}
	if road := x.jobs[i].road; road != nil {
		to := x.tickets[road.end(move.At).ticket]
		move.Merged = to != i
		i = to
	}
	if x.Maker.Term.Contract.Options.SplitMonths && x.Maker.Base != nil {
		if t, _ := x.Maker.Base.Ticket(x.act.Requests[i].Ticket); t != nil {
			x.restoreAll() // what rounding added to a closed month may go from there
		}
	}
	r, j := &x.act.Requests[i], &x.jobs[i]
	if j.status == states.TicketRefused {
		rules, _ := x.Maker.At(nano.Of(r.At)).Data.Desk.Refuses(r.Channel)
		return move, false, fault.New("ticket", f.Ticket, "came by "+r.Channel.String()+", on which no work is taken ("+strings.Join(rules, ", ")+")")
	}
	if err := x.Maker.CheckShared(r, move.At); err != nil {
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
	x.act.Interventions = append(x.act.Interventions, facts.Intervention{ID: f.ID, Ticket: r.Ticket, Start: f.At, End: f.End, Recorded: f.Recorded, ChargedTo: f.ChargedTo})
	x.parts = append(x.parts, f.Parts)
	return move, true, nil
}

// step takes a ticket on: an estimate, the report, its end.
func (x *Fold) step(f *facts.Fact, i int32, move billing.Move) (billing.Move, bool, error) {
	r, j := &x.act.Requests[i], &x.jobs[i]
	if j.status == states.TicketRefused || j.status == states.TicketCancelled || j.status == states.TicketMerged {
		return move, false, fault.New("ticket", f.Ticket, "is "+j.status.String()+": only work and pauses can still be told")
	}
	move.Request = i
	if f.Kind == facts.Estimated {
		if err := x.Maker.CheckShared(r, move.At); err != nil {
			return move, false, err
		}
		r.Estimate, j.held = f.Time, true
		if j.status != states.TicketWorked {
			j.status = states.TicketEstimated
		}
		move.Kind, move.End = billing.Estimated, int64(f.Time)
		return move, true, nil
	}
	switch f.Kind {
	case facts.Reported:
		j.status = states.TicketReported
	case facts.Cancelled:
		j.status, j.over = states.TicketCancelled, move.At
	case facts.Merged:
		into, ok := x.Ticket(f.Into)
		j = &x.jobs[i] // it may have moved
		if !ok || x.jobs[into].status == states.TicketRefused || x.jobs[into].status == states.TicketWithdrawn {
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
		j.status, j.over, j.into = states.TicketMerged, move.At, into
		x.rejoin(i)
		x.jobs[into].changed, x.jobs[into].told = true, j.told
	}
	x.Maker.Known[i].Over, x.Maker.Known[i].OverTold = j.over, 0
	if j.over > 0 {
		x.Maker.Known[i].OverTold = move.Known
	}
	moves := j.held
	j.held = false
	move.Kind = billing.Released
	return move, moves, nil
}

// begin notes that there was work on a ticket.
func (j *progress) begin() {
	if j.status < states.TicketWorked {
		j.status = states.TicketWorked
	}
}

// unbegun reports whether no work has begun on a ticket that is still to be done.
func (j *progress) unbegun() bool { return j.status < states.TicketWorked }

// paidBy returns the other contract that the work on a request is charged to, if there is any.
func (j *progress) paidBy() string {
	if j.worked == 0 {
		return ""
	}
	return j.payer
}

// Shown lists the requests on which something happened since the last month closed, and those that were open
// then, by their places in Activity.Requests.
func (x *Fold) Shown() (list []int) {
	if x.Maker.Base != nil {
		for _, name := range x.Maker.Base.Open {
			if i, ok := x.Ticket(name); ok {
				x.jobs[i].listed = true
			}
		}
	}
	for i := range x.jobs {
		if j := &x.jobs[i]; !j.listed && !x.touched(i) || j.status == states.TicketWithdrawn {
			continue // it was brought back for something else, or never was
		}
		list = append(list, i)
	}
	return list
}

// Status returns how far a request has come, by its place in Activity.Requests, and the ticket that it was merged
// into if it was.
func (x *Fold) Status(i int) (status states.TicketStep, into string) {
	j := &x.jobs[i]
	if j.into >= 0 {
		into = x.act.Requests[j.into].Ticket
	}
	return j.status, into
}

// HoursOf returns the fund's number of a ticket and what was worked on it; a number below
// 0 if no hours were held or used for it.
func (x *Fold) HoursOf(name string) (n int, worked time.Duration) {
	i, ok := x.Ticket(name)
	if !ok || x.Maker.Known[i].Ticket == 0 {
		return -1, 0
	}
	n = x.Maker.FundTicket(i)
	x.Maker.Hours.Fund.Ticket(&x.hours, n)
	for _, share := range x.hours.Shares {
		worked += share.Worked
	}
	return n, worked
}
