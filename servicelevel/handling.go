package servicelevel

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
)

// Funds is what there is to pay for work: what is left of the month's allowance,
// and of the hours bought.
type Funds struct {
	Allowance time.Duration
	Credit    time.Duration
}

// Handling is what a plan makes of a request.
type Handling struct {
	Level    Level
	Accepted bool
	// Rules are those that accept or refuse the request and that set its times.
	Rules []string

	// Earliest is the first instant at which it can be worked on; zero where it is
	// refused. Anytime says that this is around the clock; Window is otherwise the
	// span of open hours that Earliest lies in.
	Earliest time.Time
	Anytime  bool
	Window   calendar.Interval
	// Due is the instant by which the intervention must have begun (D18), itself
	// still in time. It is zero where the plan works by best effort (S16).
	Due      time.Time
	Priority bool // before others in the queue (S40)

	// Billable is the estimate in whole blocks (S19). FromAllowance and FromCredit
	// are how it would be drawn (D6); Shortfall is what the hours bought lack, and
	// Offer the cheapest packs that cover it where the plan has prices.
	Billable      time.Duration
	FromAllowance time.Duration
	FromCredit    time.Duration
	Shortfall     time.Duration
	Offer         credit.Offer
	// NeedsCredit says that work waits for hours to be bought (S17, S50, D8).
	NeedsCredit bool
}

// Handle answers what becomes of a request under the level that holds when it is
// made: refused, with the rule, or handled when, by which deadline, at which
// priority, and paid from what. Without an estimate one block is taken as the
// least that the work can need.
func (c *Catalogue) Handle(ct Contract, r Request, funds Funds) (Handling, error) {
	var l fault.List
	l.In("contract", ct.Validate())
	l.In("request", r.validate())
	checkTime(&l, "funds.allowance", funds.Allowance, 0, MaxPeriod)
	checkTime(&l, "funds.credit", funds.Credit, -MaxPeriod, 100*MaxPeriod)
	if !l.Empty() {
		return Handling{}, l.Err()
	}
	t, err := c.bind(&ct)
	if err != nil {
		return Handling{}, fault.In("contract", err)
	}
	o := t.at(r.At)
	h := Handling{Level: o.plan.Level, Priority: o.plan.Desk.Priority}
	if !slices.Contains(o.plan.Desk.Channels, r.Channel) {
		h.Rules, h.Priority = o.refuses(r.Channel), false
		return h, nil
	}
	h.Accepted = true
	h.Rules = slices.Clone(o.plan.Desk.Rules)
	if err := t.schedule(&h, o, &r); err != nil {
		return Handling{}, err
	}
	return h, t.fund(&h, o, &r, funds)
}

// refuses returns the rules by which a channel is not taken.
func (o *offer) refuses(ch Channel) []string {
	for _, r := range o.plan.Desk.Refused {
		if r.Channel == ch {
			return slices.Clone(r.Rules)
		}
	}
	return slices.Clone(o.plan.Desk.Rules)
}

// anytime reports whether a request is handled around the clock.
func (o *offer) anytime(r *Request) bool { return r.Kind == Incident && o.plan.Hours.IncidentsAnytime }

// schedule fills in when the work can begin and by when it must.
func (t *term) schedule(h *Handling, o *offer, r *Request) error {
	if h.Anytime = o.anytime(r); h.Anytime {
		h.Earliest = r.At.In(t.zone)
		h.Rules = append(h.Rules, o.plan.Hours.IncidentRules...)
	} else {
		var err error
		if h.Earliest, err = o.hours.NextOpen(r.At); err != nil {
			return fault.In("request.at", err)
		}
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
	var resp penalty.Response
	ok, err := t.respond(&resp, o, r, r.Waiting, time.Time{}, r.At)
	if ok {
		h.Due = resp.Due
		h.Rules = append(h.Rules, o.plan.Guarantee.Rules...)
	}
	return fault.In("request.at", err)
}

// fund fills in how the estimate would be paid, and what is missing.
func (t *term) fund(h *Handling, o *offer, r *Request, funds Funds) error {
	block := o.plan.Work.Block
	billable, err := credit.Blocks{Size: block}.Billable(max(r.Estimate, 1))
	if err != nil {
		return fault.In("request.estimate", err)
	}
	h.Billable = billable
	free := funds.Allowance
	if t.contract.Options.LoseRemainder {
		free -= free % block
	}
	h.FromAllowance = min(free, billable)
	h.FromCredit = billable - h.FromAllowance
	h.Shortfall = max(0, h.FromCredit-max(0, funds.Credit+t.contract.Options.Overdraft))
	h.NeedsCredit = h.Shortfall > 0
	h.Rules = append(h.Rules, o.plan.Work.BlockRules...)
	if h.FromAllowance > 0 {
		h.Rules = append(h.Rules, o.plan.Allowance.Rules...)
	}
	if h.FromCredit > 0 {
		h.Rules = append(append(h.Rules, o.plan.Work.PrepaidRules...), o.plan.Work.CreditRules...)
	}
	if h.NeedsCredit && o.plan.Prices != nil {
		h.Offer, err = o.plan.Prices.Tariff.Cheapest(h.Shortfall)
	}
	return fault.In("request.estimate", err)
}
