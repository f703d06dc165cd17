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
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/life"
	"github.com/palier-go/palier/servicelevel/internal/nano"
)

// Handling is what a contract makes of a request, by all that its book says. Targets of a ticket by its priority are not
// in it: record the request, and ask Book.Due.
type Handling struct {
	Level    Level `json:"level"`
	Accepted bool  `json:"accepted"`
	// Rules are those that accept or refuse the request and that set its times.
	Rules []string `json:"rules,omitzero"`

	// Earliest is the first instant at which it can be worked on; zero if it is refused. Anytime says that
	// this is around the clock; Window is otherwise the open hours that Earliest lies in.
	Earliest time.Time         `json:"earliest,omitzero"`
	Anytime  bool              `json:"anytime,omitzero"`
	Window   calendar.Interval `json:"window,omitzero"`
	// Guaranteed says that the intervention must begin within a time (S46, S63, D18), Due until when, that
	// instant included. Due is zero while a pause holds the deadline off, which Paused says.
	Guaranteed bool      `json:"guaranteed,omitzero"`
	Due        time.Time `json:"due,omitzero"`
	Paused     bool      `json:"paused,omitzero"`
	Priority   bool      `json:"priority,omitzero"` // before others in the queue (S40)

	// Billable is the estimate in whole blocks (S19). FromAllowance is what the allowance covers of it at
	// Earliest, and FromCredit the rest (D6). Shortfall is what the hours bought and the overdraft lack for
	// that, beside what is held for others (D38), and Offer the cheapest packs that cover it. ChargedTo is the
	// other contract that the work is charged to: then there is nothing of it here (Sharing).
	ChargedTo     string        `json:"charged_to,omitzero"`
	Billable      time.Duration `json:"billable,omitzero"`
	FromAllowance time.Duration `json:"from_allowance,omitzero"`
	FromCredit    time.Duration `json:"from_credit,omitzero"`
	Shortfall     time.Duration `json:"shortfall,omitzero"`
	Offer         *credit.Offer `json:"offer,omitzero"`
	// NeedsCredit says that work waits for hours to be bought (S17, S50, D8).
	NeedsCredit bool `json:"needs_credit,omitzero"`
	// Uncovered is what is lacking in place of a Shortfall if no work is refused for want of credit (D29): when
	// the month ends it is sold as the packs of Offer, or by the hour for Price.
	Uncovered time.Duration    `json:"uncovered,omitzero"`
	Price     *decimal.Decimal `json:"price,omitzero" wire:"money"`
}

// MarshalJSON implements json.Marshaler.
func (h Handling) MarshalJSON() ([]byte, error) { return wire.Append(nil, &h) }

// UnmarshalJSON implements json.Unmarshaler.
func (h *Handling) UnmarshalJSON(b []byte) error { return wire.Decode(b, h) }

// Handle answers what becomes of a request under the level that holds when it is made: refused by which rule, or handled
// when, by which deadline and paid from what. It records nothing. An estimate is of all work on the ticket; without one,
// one block is taken. A request outside the contract's days of service is an error, and so is one of another contract if
// the plan has no hours for it.
func (b *Book) Handle(r Request) (Handling, error) {
	if err := r.Check(); err != nil {
		return Handling{}, fault.In("request", err)
	}
	x, err := b.at(r.At)
	if err != nil {
		return Handling{}, fault.In("request", err)
	}
	if !x.Maker.Serves(nano.Of(r.At)) {
		return Handling{}, fault.New("request.at", r.At, "must lie in the contract's days of service")
	}
	t := &x.Maker.Term
	o := t.PlanAt(r.At)
	h := Handling{Level: o.Data.Level, Priority: o.Data.Desk.Priority}
	if i, ok := x.Ticket(r.Ticket); ok {
		r.For, h.ChargedTo = x.Maker.Act.Requests[i].For, x.Maker.Known[i].Payer
	}
	if r.For != "" {
		if err := h.ofOther(x, o, &r); err != nil {
			return Handling{}, err
		}
		return h, nil
	}
	if rules, refused := o.Data.Desk.Refuses(r.Channel); refused {
		h.Rules, h.Priority = rules, false
		return h, nil
	}
	h.Accepted = true
	h.Rules = slices.Clone(o.Data.Desk.Rules)
	if err := h.schedule(t, o, &r); err != nil {
		return Handling{}, err
	}
	if h.ChargedTo != "" {
		return h, nil
	}
	if err := h.fund(x, o, &r); err != nil {
		return Handling{}, err
	}
	return h, nil
}

// schedule fills in when the work can begin and by when it must.
func (h *Handling) schedule(t *agreed.Term, o *agreed.Plan, r *Request) error {
	var err error
	if h.Earliest, err = o.Earliest(r, t.Zone); err != nil {
		return fault.In("request.at", err)
	}
	if h.Anytime = o.Anytime(r); h.Anytime {
		h.Rules = append(h.Rules, o.Data.Hours.IncidentRules...)
	} else {
		h.Rules = append(h.Rules, o.Data.Hours.Rules...)
		until := h.Earliest.AddDate(0, 0, 7)
		if end := o.Hours.Window().End; end.Before(until) {
			until = end
		}
		open, err := o.Hours.Open(h.Earliest, until)
		if err != nil {
			return fault.In("request.at", err)
		}
		for h.Window = range open {
			break
		}
	}
	var resp response.Answer
	ok, err := t.Respond(&resp, o, r, r.Waiting, time.Time{}, r.At)
	if ok {
		h.Guaranteed, h.Due, h.Paused = true, resp.Due, resp.Due.IsZero()
		h.Rules = append(h.Rules, o.Data.Guarantee.Rules...)
	}
	return fault.In("request.at", err)
}

// fund fills in how the estimate would be paid, and what is missing: as the fund would
// charge it if it were worked from the earliest instant on.
func (h *Handling) fund(x *life.Fold, o *agreed.Plan, r *Request) error {
	f := &x.Maker.Hours.Fund
	h.Rules = append(h.Rules, o.Data.Work.BlockRules...)
	ticket, worked := x.HoursOf(r.Ticket)
	moves, err := f.Would(ticket, r.For != "", h.Earliest, max(r.Estimate-worked, 1))
	var short *credit.ShortfallError
	switch {
	case errors.As(err, &short):
		h.Shortfall, h.NeedsCredit = short.Missing, true
		if o.Data.SellsPacks() {
			offer, err := x.Maker.Term.Cheapest(&o.Data, short.Missing)
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
		if m.Source == fund.Overdrawn && x.Maker.Term.Sells() && !h.NeedsCredit {
			h.Uncovered += m.Time
		}
	}
	if h.FromAllowance > 0 {
		h.Rules = append(h.Rules, o.Data.Allowance.Rules...)
	}
	if h.FromCredit > 0 {
		h.Rules = append(append(h.Rules, o.Data.Work.PrepaidRules...), o.Data.Work.CreditRules...)
	}
	return h.sold(x)
}

// sold fills in what is sold of the estimate when the month ends (D29).
func (h *Handling) sold(x *life.Fold) error {
	if h.Uncovered <= 0 {
		return nil
	}
	t := &x.Maker.Term
	plan := &t.Runs[t.RunOn(t.Last(x.Maker.Wall.Month(nano.Of(h.Earliest))))].Plan.Data
	h.Rules = append(h.Rules, slices.Collect(t.SoldRules(plan).All())...)
	if t.Uncovered == UncoveredHours {
		cents, err := x.Maker.Round(x.Maker.InCents(*t.HourPrice(plan)), int64(h.Uncovered), int64(time.Hour))
		if err == nil {
			err = money.CheckSums("", t.Unit, cents)
		}
		price := t.Unit.Decimal(cents)
		h.Price = &price
		return fault.In("request.estimate", err)
	}
	offer, err := t.Cheapest(plan, h.Uncovered)
	h.Offer = &offer
	return fault.In("request.estimate", err)
}

// ofOther answers what pays for work on a request of another contract.
func (h *Handling) ofOther(x *life.Fold, o *agreed.Plan, r *Request) error {
	var l fault.List
	l.In("", x.Maker.CheckFor(r))
	l.In("", x.Maker.CheckShared(r, nano.Of(r.At)))
	if !l.Empty() {
		return fault.In("request", l.Err())
	}
	h.Accepted, h.Earliest, h.Priority = true, r.At.In(x.Maker.Term.Zone), false
	h.Rules = slices.Clone(o.Data.Work.SharedRules)
	return h.fund(x, o, r)
}
