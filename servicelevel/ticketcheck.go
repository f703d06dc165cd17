package servicelevel

import (
	"strconv"
	"time"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
)

// Validate reports every fault of a ticket: values outside their limits, and
// parts that do not belong to its state.
func (t Ticket) Validate() error {
	var l fault.List
	t.check(&l)
	return l.Err()
}

func (t *Ticket) check(l *fault.List) {
	checkID(l, "contract", t.Contract)
	l.In("request", t.Request.validate())
	checkRules(l, "rules", t.Rules)
	checkInstant(l, "qualified", t.Qualified)
	l.Check(!t.Qualified.Before(t.Request.At), "qualified", t.Qualified, "must not be before the request")
	l.Check(t.Level.Valid(), "level", t.Level, "must be one of the five levels")
	if int(t.State) >= len(ticketStateNames) {
		l.Add("state", t.State, "is not a known value")
		return
	}
	if t.State == TicketRefused {
		l.Check(t.Blocks == credit.Blocks{}, "blocks", t.Blocks.Size, "does not belong to a refused ticket")
	} else {
		l.In("blocks", t.Blocks.Validate())
	}
	t.checkEstimate(l)
	t.checkSessions(l)
	l.Check(t.State.closed() == !t.Closed.IsZero(), "closed", t.Closed, "must be there where the ticket is reported or cancelled, and nowhere else")
	l.Check(t.Closed.IsZero() || !t.Closed.Before(t.latest()), "closed", t.Closed, "must not be before what led to it")
	l.Check((t.State == TicketReported) == (t.Receipt != nil), "receipt", nil, "must be there where the ticket is reported, and nowhere else")
}

func (t *Ticket) checkEstimate(l *fault.List) {
	checkTime(l, "estimate", t.Expected, 0, MaxPeriod)
	switch t.State {
	case TicketQualified, TicketRefused:
		l.Check(t.Expected == 0, "estimate", t.Expected, "does not belong to a ticket in this state")
	case TicketEstimated, TicketPerforming, TicketReported:
		l.Check(t.Expected > 0, "estimate", t.Expected, "must be there in this state")
	case TicketCancelled:
	}
	l.Check((t.Expected == 0) == t.Estimated.IsZero(), "estimated", t.Estimated, "must be there where an estimate is, and nowhere else")
	if !t.Estimated.IsZero() {
		checkInstant(l, "estimated", t.Estimated)
		l.Check(!t.Estimated.Before(t.Qualified), "estimated", t.Estimated, "must not be before the qualification")
	}
	l.Check(t.Extensions >= 0 && (t.Extensions == 0 || t.Expected > 0), "extensions", t.Extensions, "must be the raises of an estimate")
	if !t.Extended.IsZero() {
		checkInstant(l, "extended", t.Extended)
		l.Check(t.Extensions > 0 && !t.Extended.Before(t.Estimated), "extended", t.Extended, "must be when an estimate was raised")
	}
}

func (t *Ticket) checkSessions(l *fault.List) {
	worked := t.State == TicketPerforming || t.State == TicketReported
	l.Check(worked || len(t.Sessions) == 0, "sessions", len(t.Sessions), "does not belong to a ticket in this state")
	l.Check(t.State != TicketPerforming || len(t.Sessions) > 0, "sessions", nil, "must be at least one in this state")
	l.Check(len(t.Sessions) <= credit.MaxSessions, "sessions", len(t.Sessions), "must be at most 500")
	for i, s := range t.Sessions[:min(len(t.Sessions), credit.MaxSessions)] {
		at := fault.Index("sessions", i)
		checkInstant(l, at+".start", s.Start)
		checkInstant(l, at+".end", s.End)
		l.In(at, s.Validate())
		l.Check(!s.Start.Before(t.Estimated), at+".start", s.Start, "must not be before the estimate")
		checkTime(l, at+".end", s.Duration(), 0, MaxPeriod)
	}
}

// latest returns the last instant at which something was done on the ticket.
func (t *Ticket) latest() time.Time {
	last := t.Qualified
	for _, at := range []time.Time{t.Estimated, t.Extended} {
		if at.After(last) {
			last = at
		}
	}
	return last
}

// ready checks a ticket before a step that moves hours at an instant.
func (t *Ticket) ready(l *fault.List, applies bool, at time.Time) error {
	l.In("ticket", t.Validate())
	l.Check(applies, "apply", nil, "must be given")
	checkInstant(l, "at", at)
	last := t.latest()
	l.Check(!at.Before(last), "at", at, "must not be before the step before, "+last.Format(time.RFC3339))
	return l.Err()
}

// time returns what the work so far is charged, and what is held for it.
func (t *Ticket) time() (needed, held time.Duration, err error) {
	worked := make([]time.Duration, len(t.Sessions))
	for i := range t.Sessions {
		worked[i] = t.Sessions[i].Duration()
	}
	if needed, err = t.Blocks.Billable(worked...); err != nil {
		return 0, 0, fault.In("sessions", err)
	}
	held, err = t.Blocks.Billable(t.Expected)
	return needed, held, err
}

func (t *Ticket) outOfOrder(step string) error {
	return &StepError{Ticket: t.Request.Ticket, Step: step, State: t.State}
}

// entry names an entry of the account that a step makes.
func (t *Ticket) entry(what string) string { return t.Request.Ticket + "/" + what }

func (t *Ticket) extension(n int) string { return t.entry("extend-" + strconv.Itoa(n)) }
