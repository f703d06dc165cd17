package servicelevel

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// Ticket is the life of one request, from its qualification to the report
// (S29, S30): Catalogue.Qualify, Estimate, Perform, Report, or Cancel before any
// work.
//
// A Ticket is a value. Each step returns the ticket as it then is, or an error
// and nothing changed; what a desk stores as JSON goes on where it was. A step
// out of order is a *StepError.
//
// Steps that move hours are given the Apply of the customer's account:
//
//	ticket, err = ticket.Estimate(account.Apply, 90*time.Minute, now)
//
// With a credit.Ledger, it is a function of one line that calls the ledger's
// Apply with a context and the account's name. The ids of the entries are made
// from the ticket's own ("T1/hold", "T1/extend-1", "T1/capture", "T1/release"),
// so a step that was applied, but whose ticket was lost before it was stored, is
// asked for again with the same arguments and moves nothing twice.
//
// The account counts by the contract's terms; Catalogue.Account makes such a one.
type Ticket struct {
	Schema   Schema      `json:"schema"`
	Contract string      `json:"contract"` // Contract.ID
	Request  Request     `json:"request"`  // what was asked; its Ticket is the id
	State    TicketState `json:"state"`
	// Level is the one that held when the request was made, Blocks how its time is
	// charged (S19, D1); a refused ticket has none.
	Level  Level         `json:"level"`
	Blocks credit.Blocks `json:"blocks,omitzero"`
	// Rules are those that took or refused the request and that set its times.
	Rules []string `json:"rules,omitzero"`
	// Earliest, Due and Priority are those of Handling.
	Earliest time.Time `json:"earliest,omitzero"`
	Due      time.Time `json:"due,omitzero"`
	Priority bool      `json:"priority,omitzero"`

	Qualified time.Time `json:"qualified"`
	// Expected is the time that the work was estimated to take, with what it was
	// raised by; in whole blocks it is held. Estimated is when it was first made,
	// Extensions how often it was raised, and Extended when more blocks were last
	// held for it.
	Expected   time.Duration `json:"estimate,omitzero"`
	Estimated  time.Time     `json:"estimated,omitzero"`
	Extensions int           `json:"extensions,omitzero"`
	Extended   time.Time     `json:"extended,omitzero"`
	// Sessions is the work done, at most credit.MaxSessions of them.
	Sessions []calendar.Interval `json:"sessions,omitzero"`
	// Closed is when it was reported or cancelled.
	Closed time.Time `json:"closed,omitzero"`
	// Receipt says, once it is reported, what the work came to and what it was
	// drawn from.
	Receipt *credit.Receipt `json:"receipt,omitzero"`
}

// Qualify is the first step (S29): it says what the plan of the contract makes of
// a request, whose Kind is what the desk found it to be, incident or not. A
// channel on which no request is taken (S28) ends its life at once: the state is
// TicketRefused and Rules say why. It looks at no account; Handle does.
func (c *Catalogue) Qualify(ct Contract, r Request, at time.Time) (Ticket, error) {
	var l fault.List
	l.In("contract", ct.Validate())
	l.In("request", r.validate())
	checkInstant(&l, "at", at)
	l.Check(!at.Before(r.At), "at", at, "must not be before the request, "+r.At.Format(time.RFC3339))
	if !l.Empty() {
		return Ticket{}, l.Err()
	}
	t, err := c.bind(&ct)
	if err != nil {
		return Ticket{}, fault.In("contract", err)
	}
	day := calendar.DateOf(r.At.In(t.zone))
	if day.Compare(ct.Start) < 0 || ct.End.Valid() && day.Compare(ct.End) >= 0 {
		return Ticket{}, fault.New("request.at", r.At, "must lie in the contract's days of service")
	}
	o := t.at(r.At)
	r.Waiting = slices.Clone(r.Waiting)
	ticket := Ticket{Contract: ct.ID, Request: r, Level: o.plan.Level, Qualified: at}
	if !slices.Contains(o.plan.Desk.Channels, r.Channel) {
		ticket.State, ticket.Rules = TicketRefused, o.refuses(r.Channel)
		return ticket, nil
	}
	h := Handling{Rules: slices.Clone(o.plan.Desk.Rules)}
	if err := t.schedule(&h, o, &r); err != nil {
		return Ticket{}, err
	}
	ticket.Rules, ticket.Priority = slices.Concat(h.Rules, o.plan.Work.BlockRules), o.plan.Desk.Priority
	ticket.Earliest, ticket.Due = h.Earliest, h.Due
	ticket.Blocks = t.blocks(o)
	return ticket, nil
}

// blocks returns how the contract charges work under a plan (S19, D1).
func (t *term) blocks(o *offer) credit.Blocks {
	b := credit.Blocks{Size: o.plan.Work.Block}
	if t.contract.Options.EachSession {
		b.Counting = credit.EachSession
	}
	return b
}

// Estimate says how long the work will take in all, and holds the blocks for it
// (S17, S29). Asked again with a longer time, before or during the work, it holds
// what that adds; with the same time, it changes nothing; less than before is
// refused, for the report gives back what was not needed.
//
// Hours that are not there are a *credit.ShortfallError with the cheapest packs
// (D8). Other errors are those of credit.Account.Apply.
func (t Ticket) Estimate(apply func(credit.Entry) (credit.Receipt, error), estimate time.Duration, at time.Time) (Ticket, error) {
	if t.State != TicketEstimated && t.State != TicketPerforming && t.State != TicketQualified {
		return t, t.outOfOrder(StepEstimate.String())
	}
	var l fault.List
	checkTime(&l, "estimate", estimate, max(1, t.Expected), MaxPeriod)
	if err := t.ready(&l, apply != nil, at); err != nil || estimate == t.Expected {
		return t, err
	}
	if t.State == TicketQualified {
		_, err := apply(credit.Entry{
			ID: t.entry("hold"), Kind: credit.Hold, At: at, Ticket: t.Request.Ticket, Time: estimate,
		})
		if err != nil {
			return t, err
		}
		t.State, t.Expected, t.Estimated = TicketEstimated, estimate, at
		return t, nil
	}
	r, err := apply(credit.Entry{
		ID: t.extension(t.Extensions + 1), Kind: credit.Extend, At: at, Of: t.entry("hold"), Time: estimate - t.Expected,
	})
	if err != nil {
		return t, err
	}
	if r.Charged > 0 {
		t.Extended = at
	}
	t.Extensions++
	t.Expected = estimate
	return t, nil
}

// Perform notes a session of work, which must not begin before the estimate
// (S29). Work beyond the hours held is a *credit.HeldError: a longer Estimate
// comes first. A session that is there already is not noted twice.
func (t Ticket) Perform(session calendar.Interval) (Ticket, error) {
	if t.State != TicketEstimated && t.State != TicketPerforming {
		return t, t.outOfOrder(StepPerform.String())
	}
	next := t
	if !slices.ContainsFunc(t.Sessions, func(s calendar.Interval) bool {
		return s.Start.Equal(session.Start) && s.End.Equal(session.End)
	}) {
		next.Sessions = append(slices.Clip(t.Sessions), session)
	}
	next.State = TicketPerforming
	if err := next.Validate(); err != nil {
		return t, err
	}
	needed, held, err := next.time()
	if err != nil {
		return t, err
	}
	if needed > held {
		return t, &credit.HeldError{ID: t.Request.Ticket, Of: t.entry("hold"), Needed: needed, Held: held}
	}
	return next, nil
}

// Report ends the life of a ticket with the reply to it (S30): what was worked is
// charged in whole blocks, and the rest of what was held goes back to where it
// came from. Nothing worked is nothing charged (D2). Receipt then says what was
// drawn. Asked again at the same instant it changes nothing.
//
// The month in which the work began pays (D5), or the month in which more hours
// were last held for it, if that was later: hours are not used before they were
// set aside. Where that is another month than the estimate's, the hours are drawn
// anew, which can be a *credit.ShortfallError.
func (t Ticket) Report(apply func(credit.Entry) (credit.Receipt, error), at time.Time) (Ticket, error) {
	if t.State == TicketReported && t.Closed.Equal(at) {
		return t, nil
	}
	if t.State != TicketEstimated && t.State != TicketPerforming {
		return t, t.outOfOrder(StepReport.String())
	}
	var l fault.List
	for i := range t.Sessions {
		end := t.Sessions[i].End
		l.Check(!at.Before(end), "at", at, "must not be before the end of the work, "+end.Format(time.RFC3339))
	}
	if err := t.ready(&l, apply != nil, at); err != nil {
		return t, err
	}
	e, err := t.capture(at)
	if err != nil {
		return t, err
	}
	r, err := apply(e)
	if err != nil {
		return t, err
	}
	t.State, t.Closed, t.Receipt = TicketReported, at, &r
	return t, nil
}

// capture is the entry that charges the work.
func (t *Ticket) capture(at time.Time) (credit.Entry, error) {
	e := credit.Entry{ID: t.entry("capture"), Kind: credit.Capture, At: at, Recorded: at, Of: t.entry("hold")}
	for _, s := range t.Sessions {
		if s.Start.Before(e.At) {
			e.At = s.Start
		}
	}
	if !t.Extended.After(e.At) {
		e.Sessions = slices.Clone(t.Sessions)
		return e, nil
	}
	e.At = t.Extended // sessions before it are charged as their sum
	if t.Blocks.Counting == credit.EachSession {
		var err error
		e.Time, _, err = t.time()
		return e, err
	}
	for _, s := range t.Sessions {
		e.Time += s.Duration()
	}
	return e, nil
}

// Cancel gives a ticket up before any work, and gives back the hours that were
// held for it. Asked again at the same instant it changes nothing. Once work has
// begun it is out of order: what was worked is reported, and can be given back by
// a credit.Reversal.
func (t Ticket) Cancel(apply func(credit.Entry) (credit.Receipt, error), at time.Time) (Ticket, error) {
	if t.State == TicketCancelled && t.Closed.Equal(at) {
		return t, nil
	}
	if t.State != TicketQualified && t.State != TicketEstimated {
		return t, t.outOfOrder(stepCancel)
	}
	if err := t.ready(new(fault.List), apply != nil, at); err != nil {
		return t, err
	}
	if t.State == TicketEstimated {
		_, err := apply(credit.Entry{ID: t.entry("release"), Kind: credit.Release, At: at, Of: t.entry("hold")})
		if err != nil {
			return t, err
		}
	}
	t.State, t.Closed = TicketCancelled, at
	return t, nil
}

// MarshalJSON implements json.Marshaler.
func (t Ticket) MarshalJSON() ([]byte, error) { return wire.Append(nil, t) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what Validate refuses.
func (t *Ticket) UnmarshalJSON(b []byte) error { return wire.Decode(b, t) }
