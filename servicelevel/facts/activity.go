package facts

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/lotid"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// Activity is what happened under a contract: from the first pack whose hours may still be there, up to any
// instant. Facts come in any order. Those of later months do not change the statement of an earlier one: what
// is recorded later than the month it belongs to is a correction on the later statement.
type Activity struct {
	Schema        statement.Schema    `json:"schema"`
	Purchases     []Purchase          `json:"purchases,omitzero"`
	Removals      []Removal           `json:"removals,omitzero"`
	Requests      []Request           `json:"requests,omitzero"`
	Interventions []Intervention      `json:"interventions,omitzero"`
	Outages       []penalty.Outage    `json:"outages,omitzero"`
	Exclusions    []penalty.Exclusion `json:"exclusions,omitzero"`
	Claims        []Claim             `json:"claims,omitzero"`
	Charges       []Charge            `json:"charges,omitzero"`
}

// Purchase is a pack of hours bought (S22–S26), or given.
type Purchase struct {
	ID       string        `json:"id"`
	At       time.Time     `json:"at"`
	Recorded time.Time     `json:"recorded,omitzero"`
	Time     time.Duration `json:"time"`
	// Price is what it costs excluding VAT. Without it that is the price of the first pack of that time in the
	// plan's tariff, which must have one.
	Price *decimal.Decimal `json:"price,omitzero" wire:"money"`
	Gift  bool             `json:"gift,omitzero"` // hours that cost nothing
	// Until is the first instant at which what is left of the hours is lost, and earned: for a last day of 30
	// June 1 July at midnight. Zero is as the pack says that was bought (credit.Pack.Validity): one of the plan
	// of that day, of that time and, if the purchase has a price, that price. Hours that are no pack, and gifts,
	// then never end (S20). Work that was done before Until draws on them whenever it becomes known, as far as
	// corrections reach: then fewer of them were lost.
	Until time.Time `json:"until,omitzero"`
	// Elsewhere says that another invoice has the hours, or another contract had them (D32): they have their
	// price, and earn it, but neither they nor a refund of them are on an invoice here. They may have been
	// bought long before, and be fewer than the least that is sold. Of hours that moved here the other
	// contract's LotUse has the day, Bought, the time, Moved, and the price: what Transferred is more than in
	// the month before.
	Elsewhere bool `json:"elsewhere,omitzero"`
	// Withdrawn is when it became known to be wrong (D31); zero: it stands.
	Withdrawn time.Time `json:"withdrawn,omitzero"`
}

// Removal is hours bought or given that go without being used (D30, D32).
type Removal struct {
	ID string `json:"id"`
	// Kind is credit.Refund if they are taken back for their price, credit.Forfeit if they are lost, so that
	// their price is earned, credit.Transfer if they go to another contract.
	Kind     credit.Kind   `json:"kind"`
	Of       string        `json:"of"` // the purchase, which is known by then, or what was sold (D29)
	At       time.Time     `json:"at"`
	Recorded time.Time     `json:"recorded,omitzero"`
	Time     time.Duration `json:"time,omitzero" wire:"zero: all that is left"` // zero is all that are left
	// Price is what a refund gives back, excluding VAT: at most, and without it, the share of the price that the
	// hours have.
	Price *decimal.Decimal `json:"price,omitzero" wire:"money"`
	// Withdrawn is when it became known to be wrong (D31); zero: it stands. The last hours that went of a
	// purchase are withdrawn first.
	Withdrawn time.Time `json:"withdrawn,omitzero"`
}

// Request is a ticket: what the customer asked, or the provider's monitoring
// found (S27, S64).
type Request struct {
	Ticket  string            `json:"ticket"`
	Kind    plans.RequestKind `json:"kind"`
	Channel plans.Channel     `json:"channel,omitzero"`
	At      time.Time         `json:"at"` // declared, or detected if Channel is ByMonitoring
	// Recorded is when it became known; zero is at once.
	Recorded time.Time `json:"recorded,omitzero"`
	// For is the other contract that it is of, if this one pays for the work on it: see Sharing. Empty is this
	// one.
	For string `json:"for,omitzero"`
	// Estimate is the time that the work is expected to take in all (S29); zero is none. In an Activity it holds
	// no hours; in a Book an estimate does.
	Estimate time.Duration `json:"estimate,omitzero"`
	// Waiting are the times during which the customer was waited for (D18). Until one has ended nobody knows
	// that it will.
	Waiting []calendar.Pause `json:"waiting,omitzero"`
	// Priority is the one with which it was made, and Notes what was told of the ticket since that its targets
	// depend on, at most 1000: see Targets.
	Priority string       `json:"priority,omitzero"`
	Notes    []TicketNote `json:"notes,omitzero"`
}

// Intervention is one session of work on a ticket, [Start, End), known once it has ended. The sessions of one
// ticket are one intervention (D1). One of no length is an action without work: it stops the clock of a
// guarantee and charges nothing (D2).
//
// What is listed again is the same session: the same ID, or the same ticket, start and end if neither has
// one. Two technicians at one hour are two sessions, each with an ID.
type Intervention struct {
	ID       string    `json:"id,omitzero"`
	Ticket   string    `json:"ticket"`
	Start    time.Time `json:"start"`
	End      time.Time `json:"end"` // at most MaxSession after Start
	Recorded time.Time `json:"recorded,omitzero"`
	// ChargedTo is the other contract that pays for it: see Sharing. Empty is this one. All sessions of a ticket
	// that stand are charged to one.
	ChargedTo string `json:"charged_to,omitzero"`
	// Withdrawn is when it became known that it was not worked (D31); zero: it was.
	Withdrawn time.Time `json:"withdrawn,omitzero"`
}

// MaxSession is the longest session of work: what is longer is a timer that nobody stopped. Work that goes on
// longer is several sessions.
const MaxSession = 24 * time.Hour

// MarshalJSON implements json.Marshaler.
func (a Activity) MarshalJSON() ([]byte, error) { return wire.Append(nil, &a) }

// UnmarshalJSON implements json.Unmarshaler.
func (a *Activity) UnmarshalJSON(b []byte) error { return wire.Decode(b, a) }

// Validate reports every fault of the activity that can be seen without its
// contract.
func (a *Activity) Validate() error {
	var l fault.List
	var of [fewIDs]int32 // what Join asks for
	a.check(&l, of[:0])
	return l.Err()
}

func (p *Purchase) validate() error {
	var l fault.List
	check.ID(&l, "id", p.ID)
	if reason := lotid.Kept(p.ID); reason != "" {
		l.Add("id", p.ID, reason)
	}
	check.Instant(&l, "at", p.At)
	checkRecorded(&l, p.Recorded, p.At)
	check.Time(&l, "time", p.Time, time.Minute, MaxPeriod)
	if p.Price != nil {
		money.CountUnsigned(&l, money.Any, "price", *p.Price)
		if p.Gift {
			l.Add("price", *p.Price, "must be absent from a gift")
		}
	}
	if !p.Until.IsZero() {
		checkEndOfHours(&l, "until", p.Until, p.At)
	}
	if p.Gift && p.Elsewhere {
		l.Add("elsewhere", p.Elsewhere, "must be absent from a gift")
	}
	checkWithdrawn(&l, p.Withdrawn, nano.Known(p.Recorded, nano.Of(p.At)))
	return l.Err()
}

func (r *Removal) validate() error {
	var l fault.List
	check.ID(&l, "id", r.ID)
	check.ID(&l, "of", r.Of)
	check.RemovalKind(&l, "kind", r.Kind)
	check.Instant(&l, "at", r.At)
	checkRecorded(&l, r.Recorded, r.At)
	check.Time(&l, "time", r.Time, 0, MaxPeriod)
	if r.Price != nil && r.Kind == credit.Refund {
		checkBack(&l, *r.Price)
	} else if r.Price != nil {
		l.Add("price", *r.Price, "must be that of a refund")
	}
	checkWithdrawn(&l, r.Withdrawn, nano.Known(r.Recorded, nano.Of(r.At)))
	return l.Err()
}

// checkBack reports what a refund cannot give back.
func checkBack(l *fault.List, price decimal.Decimal) {
	if money.CountUnsigned(l, money.Any, "price", price); price.IsZero() {
		l.Add("price", price, "must be above 0: hours that nothing is given back for are forfeited")
	}
}

// checkKind refuses what is no kind of request.
func checkKind(l *fault.List, field string, k plans.RequestKind) {
	if k > plans.Incident {
		l.Add(field, uint8(k), "must be one of "+plans.ServiceRequest.String()+", "+plans.Incident.String())
	}
}

// checkChannel refuses what is no channel.
func checkChannel(l *fault.List, c plans.Channel) {
	if c > plans.ByMonitoring { // for the others nothing is written
		_, err := c.MarshalText()
		l.In("", err)
	}
}

// MaxWaiting is the most times of Waiting of a Request.
const MaxWaiting = 1000

// Check reports every fault of the request that can be seen by itself. It is no Validate, which UnmarshalJSON would
// ask: a request is a part of an Activity, whose Validate reports its faults by their paths in that.
func (r *Request) Check() error {
	var l fault.List
	check.ID(&l, "ticket", r.Ticket)
	check.Instant(&l, "at", r.At)
	checkRecorded(&l, r.Recorded, r.At)
	if r.For != "" {
		check.ID(&l, "for", r.For)
	}
	checkKind(&l, "kind", r.Kind)
	checkChannel(&l, r.Channel)
	check.Time(&l, "estimate", r.Estimate, 0, MaxPeriod)
	if len(r.Waiting) > MaxWaiting {
		l.Add("waiting", len(r.Waiting), "must be at most 1000")
	}
	for i, w := range r.Waiting {
		l.In(fault.Index("waiting", i), w.Validate())
	}
	if r.Priority != "" {
		checkPriority(&l, Requested, r.Priority)
	}
	if len(r.Notes) > 0 {
		r.checkNotes(&l)
	}
	return l.Err()
}

// Known returns when the request became known: Recorded, or At.
func (r *Request) Known() time.Time { return known(r.Recorded, r.At) }

// known returns when what was at an instant became known: when it was recorded, or at once.
func known(recorded, at time.Time) time.Time {
	if recorded.IsZero() {
		return at
	}
	return recorded
}

func (in *Intervention) validate() error {
	var l fault.List
	if in.ID != "" {
		check.ID(&l, "id", in.ID)
	}
	check.ID(&l, "ticket", in.Ticket)
	if in.ChargedTo != "" {
		check.ID(&l, "charged_to", in.ChargedTo)
	}
	check.Instant(&l, "start", in.Start)
	if in.End.IsZero() {
		l.Add("end", nil, "is missing: a session is recorded once it has ended")
		return l.Err()
	}
	check.Instant(&l, "end", in.End)
	checkRecorded(&l, in.Recorded, in.End)
	if took := nano.Of(in.End) - nano.Of(in.Start); took < 0 {
		l.Add("end", in.End, "must not be before the start, "+in.Start.Format(time.RFC3339))
	} else if took > int64(MaxSession) {
		l.Add("end", in.End, "must be at most 24 h after the start, "+in.Start.Format(time.RFC3339)+": was a timer left running?")
	}
	checkWithdrawn(&l, in.Withdrawn, nano.Known(in.Recorded, nano.Of(in.End)))
	return l.Err()
}

// checkRecorded refuses a fact that was known before it happened.
func checkRecorded(l *fault.List, recorded, at time.Time) {
	if !recorded.IsZero() {
		checkKnown(l, recorded, at)
	}
}

func checkKnown(l *fault.List, recorded, at time.Time) {
	check.Instant(l, "recorded", recorded)
	if recorded.Before(at) {
		l.Add("recorded", recorded, "must not be before the fact, "+at.Format(time.RFC3339))
	}
}

// withdrawnError is checkWithdrawn by itself.
func withdrawnError(withdrawn time.Time, known int64) error {
	var l fault.List
	checkWithdrawn(&l, withdrawn, known)
	return l.Err()
}

// checkWithdrawn refuses that a fact is withdrawn before it was known.
func checkWithdrawn(l *fault.List, withdrawn time.Time, known int64) {
	if withdrawn.IsZero() {
		return
	}
	check.Instant(l, "withdrawn", withdrawn)
	if nano.Of(withdrawn) < known {
		l.Add("withdrawn", withdrawn, "must not be before the fact was known")
	}
}
