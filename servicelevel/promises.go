package servicelevel

import (
	"cmp"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
)

// incident returns a request as the guarantee sees it.
func (r *Request) incident(attended, asOf time.Time) penalty.Incident {
	in := penalty.Incident{ID: r.Ticket, Answered: attended, AsOf: asOf}
	if r.Channel == ByMonitoring {
		in.Detected = r.At
	} else {
		in.Declared = r.At
	}
	return in
}

// waitingBefore returns the pauses that have begun before an instant: later ones
// are not known yet.
func (r *Request) waitingBefore(until time.Time) []calendar.Pause {
	later := func(p calendar.Pause) bool { return !p.Start.Before(until) }
	if !slices.ContainsFunc(r.Waiting, later) {
		return r.Waiting
	}
	return slices.DeleteFunc(slices.Clone(r.Waiting), later)
}

// respond checks a request against the guarantee of its plan. ok is false where
// the plan works by best effort (S16), or guarantees nothing for it.
func (t *term) respond(o *offer, r *Request, waiting []calendar.Pause, attended, asOf time.Time) (resp penalty.Response, ok bool, err error) {
	if o.plan.Guarantee == nil || r.Kind != Incident {
		return penalty.Response{}, false, nil
	}
	in := r.incident(attended, asOf)
	if t.contract.Options.PauseWaiting {
		in.Pauses = waiting
	}
	var hours *calendar.Calendar
	if t.contract.Options.GuaranteeInHours {
		hours = o.hours
	}
	resp, err = o.plan.Guarantee.Terms.Check(in, hours)
	return resp, err == nil, err
}

// judge checks request i against its guarantee as it stands at an instant. ok is
// false where nothing is guaranteed for it, where it is not made yet, or where the
// plan does not handle it.
func (b *biller) judge(i int, attended, at time.Time) (resp penalty.Response, ok bool, err error) {
	r := &b.act.Requests[i]
	o := b.term.at(r.At)
	if !r.At.Before(at) || !b.term.serves(b.wall.date(r.At)) || !slices.Contains(o.plan.Desk.Channels, r.Channel) {
		return penalty.Response{}, false, nil
	}
	resp, ok, err = b.term.respond(o, r, r.waitingBefore(at), attended, at)
	return resp, ok, fault.In(fault.Index("activity.requests", i), err)
}

// guarantees judges each guaranteed intervention once: on the statement of the
// month in which work began or the deadline passed, and again where late facts
// turned the judgement.
func (b *biller) guarantees() error {
	for i := range b.act.Requests {
		r := &b.act.Requests[i]
		now, ok, err := b.judge(i, b.tickets[i].attended, b.period.End)
		if err != nil {
			return err
		}
		if !ok || now.Outcome == penalty.Waiting {
			continue
		}
		if r.At.Before(b.period.Start) {
			before, _, err := b.judge(i, b.tickets[i].attendedBefore, b.period.Start)
			if err != nil {
				return err
			}
			if before.Outcome == now.Outcome {
				continue
			}
			if m := b.wall.monthOf(before.Due); before.Outcome == penalty.Late && !slices.Contains(b.turned, m) {
				b.turned = append(b.turned, m)
			}
		}
		b.assume(18)
		if now.Outcome == penalty.Late {
			b.assume(19)
		}
		if b.out.Guarantees == nil {
			b.out.Guarantees = make([]Punctuality, 0, min(len(b.act.Requests)-i, 4))
		}
		b.out.Guarantees = append(b.out.Guarantees, Punctuality{
			Ticket: r.Ticket, Response: now, Rules: b.cite(b.term.at(r.At).plan.Guarantee.Rules, []string{"D18"}),
		})
	}
	slices.SortFunc(b.out.Guarantees, func(x, y Punctuality) int {
		return cmp.Or(x.Response.Start.Compare(y.Response.Start), cmp.Compare(x.Ticket, y.Ticket))
	})
	return b.late()
}

// late charges interventions that came late, where the contract says so (D19),
// and gives back what earlier statements charged for those that were in time
// after all.
func (b *biller) late() error {
	if b.term.contract.Options.Late == nil {
		return nil
	}
	slices.SortFunc(b.turned, calendar.Month.Compare)
	for _, m := range append(b.turned, b.month) {
		owed, err := b.lateCost(m, b.period.End)
		if err != nil {
			return err
		}
		line := Line{Kind: LateLine, Date: m.First()}
		if m != b.month {
			before, err := b.lateCost(m, b.period.Start)
			if err != nil {
				return err
			}
			owed, line.Corrects = owed.Sub(before), m
		}
		if owed.IsZero() {
			continue
		}
		line.Rules = b.cite([]string{"D19", "D23"})
		if err := b.owe(line, owed); err != nil {
			return err
		}
	}
	return nil
}

// lateCost returns what the deadlines that passed in a month cost, by what was
// known before an instant and had happened by the end of that month.
func (b *biller) lateCost(m calendar.Month, known time.Time) (decimal.Decimal, error) {
	var responses []penalty.Response
	period := m.Interval(b.term.zone)
	for i := range b.act.Requests {
		attended := b.tickets[i].attended
		if known.Equal(b.period.Start) {
			attended = b.tickets[i].attendedBefore
		}
		resp, ok, err := b.judge(i, attended, period.End)
		if err != nil {
			return decimal.Decimal{}, err
		}
		if ok && resp.Outcome == penalty.Late && period.Contains(resp.Due) {
			responses = append(responses, resp)
		}
	}
	if len(responses) == 0 {
		return decimal.Decimal{}, nil
	}
	terms := b.term.rounded(*b.term.contract.Options.Late)
	g := penalty.Guarantee{Within: time.Second, Late: &terms}
	a, err := g.Penalty(*b.term.contract.Rent, period, responses)
	return a.Amount, fault.In("contract.options", err)
}

// owe adds what is owed to the customer: to the document of its own, or as a
// price reduction to the invoice (D23).
func (b *biller) owe(line Line, amount decimal.Decimal) error {
	cents, err := money.FromDecimal(amount)
	if err != nil || cents == 0 {
		return err
	}
	b.assume(17, 21, 23)
	// EN 16931 has no negative prices: the quantity is, of what is taken off.
	line.Quantity, line.Unit = one, unitOne
	line.Price = b.amounts.of(max(cents, -cents))
	reduce := b.term.contract.Options.PriceReduction
	if reduce != (cents < 0) { // a correction may give back
		line.Quantity = one.Neg()
	}
	if reduce {
		b.invoice(line, -cents)
		return nil
	}
	line.Amount = b.amounts.of(cents)
	line.Category, line.Rate = "O", decimal.Decimal{}
	if b.out.Compensation == nil {
		b.out.Compensation = new(Document)
	}
	b.out.Compensation.Lines = append(b.out.Compensation.Lines, line)
	return nil
}
