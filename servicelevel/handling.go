package servicelevel

import (
	"errors"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Handling is what a contract makes of a request, by all that its book says. The targets of a ticket by its
// priority are not in it: record the request, and ask [Book.Due].
type Handling struct {
	Level    Level `json:"level"`
	Accepted bool  `json:"accepted"`
	// Rules are those that accept or refuse the request and that set its times.
	Rules []string `json:"rules,omitzero"`

	// Earliest is the first instant at which it can be worked on; zero if it is refused.
	// Anytime says that this is around the clock; Window is otherwise the span of open
	// hours that Earliest lies in.
	Earliest time.Time         `json:"earliest,omitzero"`
	Anytime  bool              `json:"anytime,omitzero"`
	Window   calendar.Interval `json:"window,omitzero"`
	// Guaranteed says that the intervention must begin within a time (S46, S63, D18), and
	// Due by when, itself still in time. Due is zero while a pause that goes on holds the
	// deadline off, which Paused says.
	Guaranteed bool      `json:"guaranteed,omitzero"`
	Due        time.Time `json:"due,omitzero"`
	Paused     bool      `json:"paused,omitzero"`
	Priority   bool      `json:"priority,omitzero"` // before others in the queue (S40)

	// Billable is the estimate in whole blocks (S19). FromAllowance and FromCredit are how
	// it would be drawn at Earliest (D6): FromCredit is what the allowance does not cover.
	// Shortfall is what the hours bought and the overdraft lack for it, beside what is held
	// for others (D38), and Offer the cheapest packs that cover it if the plan has prices.
	// ChargedTo is the other contract that the work on the ticket is charged to: then there is
	// nothing of it here (Sharing).
	ChargedTo     string        `json:"charged_to,omitzero"`
	Billable      time.Duration `json:"billable,omitzero"`
	FromAllowance time.Duration `json:"from_allowance,omitzero"`
	FromCredit    time.Duration `json:"from_credit,omitzero"`
	Shortfall     time.Duration `json:"shortfall,omitzero"`
	Offer         *credit.Offer `json:"offer,omitzero"`
	// NeedsCredit says that work waits for hours to be bought (S17, S50, D8).
	NeedsCredit bool `json:"needs_credit,omitzero"`
	// Uncovered is what is lacking in place of a Shortfall if no work is refused for want of
	// credit (D29). It is sold when the month ends, unless hours are bought before: for it
	// alone as the packs of Offer, or by the hour for Price.
	Uncovered time.Duration    `json:"uncovered,omitzero"`
	Price     *decimal.Decimal `json:"price,omitzero" wire:"money"`
}

// MarshalJSON implements json.Marshaler.
func (h Handling) MarshalJSON() ([]byte, error) { return wire.Append(nil, &h) }

// UnmarshalJSON implements json.Unmarshaler. It refuses unknown fields and values.
func (h *Handling) UnmarshalJSON(b []byte) error { return wire.Decode(b, h) }

// Handle answers what becomes of a request under the level that holds when it is
// made: refused, with the rule, or handled when, by which deadline, at which
// priority, and paid from what. It records nothing. Without an estimate one block is
// taken as the least that the work can need. On a ticket of the book the estimate is of all
// of its work, what was worked before included. A request outside the contract's days of
// service is an error. A request of another contract is answered by what pays for it here, from
// its own instant on: the other one's book says the rest. It is an error if the plan has no
// hours for it.
func (b *Book) Handle(r Request) (Handling, error) {
	if err := r.Check(); err != nil {
		return Handling{}, fault.In("request", err)
	}
	x, err := b.at(r.At)
	if err != nil {
		return Handling{}, fault.In("request", err)
	}
	if !x.b.serves(nano.Of(r.At)) {
		return Handling{}, fault.New("request.at", r.At, "must lie in the contract's days of service")
	}
	t := &x.b.term
	o := t.at(r.At)
	h := Handling{Level: o.plan.Level, Priority: o.plan.Desk.Priority}
	if i, ok := x.ticket(r.Ticket); ok {
		r.For, h.ChargedTo = x.act.Requests[i].For, x.b.hours.sums[i].payer
	}
	if r.For != "" {
		if err := x.handleOther(&h, o, &r); err != nil {
			return Handling{}, err
		}
		return h, nil
	}
	if rules, refused := o.plan.Desk.Refuses(r.Channel); refused {
		h.Rules, h.Priority = rules, false
		return h, nil
	}
	h.Accepted = true
	h.Rules = slices.Clone(o.plan.Desk.Rules)
	if err := t.schedule(&h, o, &r); err != nil {
		return Handling{}, err
	}
	if h.ChargedTo != "" {
		return h, nil
	}
	if err := x.fund(&h, o, &r); err != nil {
		return Handling{}, err
	}
	return h, nil
}

// anytime reports whether a request is handled around the clock.
func (o *offer) anytime(r *Request) bool { return r.Kind == Incident && o.plan.Hours.IncidentsAnytime }

// earliest returns the first instant at which a request can be worked on, around the clock as a zone shows it.
func (o *offer) earliest(r *Request, loc *time.Location) (time.Time, error) {
	if o.anytime(r) {
		return r.At.In(loc), nil
	}
	return o.hours.NextOpen(r.At)
}

// schedule fills in when the work can begin and by when it must.
func (t *term) schedule(h *Handling, o *offer, r *Request) error {
	var err error
	if h.Earliest, err = o.earliest(r, t.zone); err != nil {
		return fault.In("request.at", err)
	}
	if h.Anytime = o.anytime(r); h.Anytime {
		h.Rules = append(h.Rules, o.plan.Hours.IncidentRules...)
	} else {
		h.Rules = append(h.Rules, o.plan.Hours.Rules...)
		until := h.Earliest.AddDate(0, 0, 7)
		if end := o.hours.Window().End; end.Before(until) {
			until = end
		}
		open, err := o.hours.Open(h.Earliest, until)
		if err != nil {
			return fault.In("request.at", err)
		}
		for h.Window = range open {
			break
		}
	}
	var resp response.Answer
	ok, err := t.respond(&resp, o, r, r.Waiting, time.Time{}, r.At)
	if ok {
		h.Guaranteed, h.Due, h.Paused = true, resp.Due, resp.Due.IsZero()
		h.Rules = append(h.Rules, o.plan.Guarantee.Rules...)
	}
	return fault.In("request.at", err)
}

// fund fills in how the estimate would be paid, and what is missing: as the fund would
// charge it if it were worked from the earliest instant on.
func (x *fold) fund(h *Handling, o *offer, r *Request) error {
	f := &x.b.hours.fund
	h.Rules = append(h.Rules, o.plan.Work.BlockRules...)
	ticket, worked := x.hoursOf(r.Ticket)
	moves, err := f.Would(ticket, r.For != "", h.Earliest, max(r.Estimate-worked, 1))
	var short *credit.ShortfallError
	switch {
	case errors.As(err, &short):
		h.Shortfall, h.NeedsCredit = short.Missing, true
		if o.plan.SellsPacks() {
			offer, err := x.b.term.cheapest(&o.plan, short.Missing)
			if err != nil {
				return fault.In("request.estimate", err)
			}
			h.Offer = &offer
		}
	case err != nil:
		return fault.In("request.estimate", err)
	}
	for _, m := range moves {
		h.Billable += m.Time
		if m.Source == fund.FromAllowance {
			h.FromAllowance += m.Time
		} else {
			h.FromCredit += m.Time
		}
		if m.Source == fund.Overdrawn && sells(x.b.term.without) && !h.NeedsCredit {
			h.Uncovered += m.Time
		}
	}
	if h.FromAllowance > 0 {
		h.Rules = append(h.Rules, o.plan.Allowance.Rules...)
	}
	if h.FromCredit > 0 {
		h.Rules = append(append(h.Rules, o.plan.Work.PrepaidRules...), o.plan.Work.CreditRules...)
	}
	return x.sold(h)
}

// sold fills in what is sold of the estimate when the month ends (D29).
func (x *fold) sold(h *Handling) error {
	if h.Uncovered <= 0 {
		return nil
	}
	t := &x.b.term
	plan := &t.runs[t.on(t.Last(x.b.wall.Month(nano.Of(h.Earliest))))].offer.plan
	h.Rules = append(h.Rules, slices.Collect(t.soldRules(plan).All())...)
	if t.without == UncoveredHours {
		cents, err := x.b.round(x.b.inCents(*t.hourPrice(plan)), int64(h.Uncovered), int64(time.Hour))
		if err == nil {
			err = money.CheckSums("", t.unit, cents)
		}
		price := t.unit.Decimal(cents)
		h.Price = &price
		return fault.In("request.estimate", err)
	}
	offer, err := t.cheapest(plan, h.Uncovered)
	h.Offer = &offer
	return fault.In("request.estimate", err)
}

// cheapest returns the cheapest packs of a plan that cover a need. It refuses those that come to more than an
// amount of the currency can be.
func (t *term) cheapest(p *plans.Plan, needed time.Duration) (credit.Offer, error) {
	offer, err := p.Prices.Tariff.Cheapest(needed)
	if err == nil {
		err = money.CheckSums("", t.unit, t.unit.Count(offer.Price))
	}
	if err != nil {
		return credit.Offer{}, err
	}
	return offer, nil
}

// hoursOf returns the fund's number of a ticket and what was worked on it; a number below
// 0 if no hours were held or used for it.
func (x *fold) hoursOf(name string) (n int, worked time.Duration) {
	i, ok := x.ticket(name)
	if !ok || x.b.hours.sums[i].ticket == 0 {
		return -1, 0
	}
	n = x.b.hours.ticket(i)
	x.b.hours.fund.Ticket(&x.hours, n)
	for _, share := range x.hours.Shares {
		worked += share.Worked
	}
	return n, worked
}
