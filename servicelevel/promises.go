package servicelevel

import (
	"cmp"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
)

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
func (t *term) respond(
	dst *penalty.Response, o *offer, r *Request, waiting []calendar.Pause, attended, asOf time.Time,
) (ok bool, err error) {
	if o.plan.Guarantee == nil || r.Kind != Incident {
		return false, nil
	}
	in := penalty.Incident{ID: r.Ticket, Answered: attended, AsOf: asOf}
	if r.Channel == ByMonitoring {
		in.Detected = r.At
	} else {
		in.Declared = r.At
	}
	if t.contract.Options.PauseWaiting {
		in.Pauses = waiting
	}
	var hours *calendar.Calendar
	if t.contract.Options.GuaranteeInHours {
		hours = o.hours
	}
	*dst, err = o.plan.Guarantee.Terms.Check(in, hours)
	return err == nil, err
}

// judge checks request i against its guarantee as it stands at an instant, with
// work on it known to have begun with a session, counted from 1. ok is false where
// nothing is guaranteed for it, where it is not made yet, or where the plan does
// not handle it.
func (b *Biller) judge(dst *penalty.Response, i int, session int32, at time.Time) (ok bool, err error) {
	r := &b.act.Requests[i]
	if r.Kind != Incident || !r.At.Before(at) {
		return false, nil
	}
	asked := nanos(r.At)
	o := b.at(asked)
	if !b.serves(asked) || !slices.Contains(o.plan.Desk.Channels, r.Channel) {
		return false, nil
	}
	attended := time.Time{}
	if session > 0 {
		attended = b.act.Interventions[session-1].Start
	}
	if ok, err = b.term.respond(dst, o, r, r.waitingBefore(at), attended, at); err != nil {
		err = fault.In(fault.Index("activity.requests", i), err)
	}
	return ok, err
}

// guarantees judges each guaranteed intervention once: on the statement of the
// month in which work began or the deadline passed, and again where late facts
// turned the judgement.
func (b *Biller) guarantees(s *Statement) error {
	list := &s.Guarantees
	var now penalty.Response
	for i := range b.act.Requests {
		r := &b.act.Requests[i]
		ok, err := b.judge(&now, i, b.tickets[i].attended, b.period.End)
		if err != nil {
			return err
		}
		if !ok || now.Outcome == penalty.Waiting {
			continue
		}
		if r.At.Before(b.period.Start) {
			var before penalty.Response // zero where nothing was asked yet
			if _, err := b.judge(&before, i, b.tickets[i].attendedBefore, b.period.Start); err != nil {
				return err
			}
			if before.Outcome == now.Outcome {
				continue
			}
			if before.Outcome == penalty.Late {
				b.turn(before.Due)
			}
		}
		b.assumed |= d18
		if now.Outcome == penalty.Late {
			b.assumed |= d19
		}
		if *list == nil {
			*list = room(&b.mem.guarantees, b.incidents(i))
		}
		g := extend(list)
		g.Ticket, g.Response, g.Rules = r.Ticket, now, b.at(nanos(r.At)).cites.guarantee
	}
	slices.SortFunc(*list, func(x, y Punctuality) int {
		return cmp.Or(x.Response.Start.Compare(y.Response.Start), cmp.Compare(x.Ticket, y.Ticket))
	})
	return b.late(s)
}

// incidents returns how many of the requests from one on are incidents, up to some.
func (b *Biller) incidents(from int) int {
	n := 0
	for i := from; i < len(b.act.Requests) && n < few; i++ {
		if b.act.Requests[i].Kind == Incident {
			n++
		}
	}
	return n
}

// turn notes that a deadline was met, though an earlier statement had it passed.
func (b *Biller) turn(due time.Time) {
	if m := b.monthOf(nanos(due)); !slices.Contains(b.turned, m) {
		b.turned = append(b.turned, m)
	}
}

// late charges interventions that came late, where the contract says so (D19),
// and gives back what earlier statements charged for those that were in time
// after all.
func (b *Biller) late(s *Statement) error {
	if b.term.contract.Options.Late == nil {
		return nil
	}
	slices.SortFunc(b.turned, calendar.Month.Compare)
	for _, m := range append(b.turned, b.month) {
		owed, err := b.lateCost(m, b.period.End)
		if err != nil {
			return err
		}
		corrects := calendar.Month{}
		if m != b.month {
			before, err := b.lateCost(m, b.period.Start)
			if err != nil {
				return err
			}
			owed, corrects = owed-before, m
		}
		if line := b.owe(s, owed); line != nil {
			line.Kind, line.Date, line.Corrects, line.Rules = LateLine, m.First(), corrects, "D19, D23"
		}
	}
	return nil
}

// lateCost returns the cents that the deadlines that passed in a month cost, by
// what was known before an instant and had happened by the end of that month.
func (b *Biller) lateCost(m calendar.Month, known time.Time) (int64, error) {
	var responses []penalty.Response
	period := m.Interval(b.term.zone)
	for i := range b.act.Requests {
		attended := b.tickets[i].attended
		if known.Equal(b.period.Start) {
			attended = b.tickets[i].attendedBefore
		}
		var resp penalty.Response
		ok, err := b.judge(&resp, i, attended, period.End)
		if err != nil {
			return 0, err
		}
		if ok && resp.Outcome == penalty.Late && period.Contains(resp.Due) {
			responses = append(responses, resp)
		}
	}
	if len(responses) == 0 {
		return 0, nil
	}
	g := penalty.Guarantee{Within: time.Second, Late: b.term.rounded(b.term.contract.Options.Late)}
	a, err := g.Penalty(*b.term.contract.Rent, period, responses)
	return inCents(a.Amount), fault.In("contract.options", err)
}

// notSubject is the VAT category of what is outside the scope of VAT (EN 16931).
const notSubject = "O"

// owe adds a line for what is owed to the customer: to the document of its own, or
// as a price reduction to the invoice (D23). What the line is for is to be filled
// in. Where nothing is owed there is none.
func (b *Biller) owe(s *Statement, cents int64) *Line {
	if cents == 0 {
		return nil
	}
	b.assumed |= d17 | d21 | d23
	var line *Line
	reduce := b.term.contract.Options.PriceReduction
	if reduce {
		line = b.invoice(s, -cents)
	} else {
		line = b.compensate(s, cents)
	}
	// EN 16931 has no negative prices: the quantity is, of what is taken off.
	line.Quantity, line.Unit, line.Price = one, unitOne, b.amounts.of(max(cents, -cents))
	if reduce != (cents < 0) { // a correction may give back
		line.Quantity = minusOne
	}
	return line
}

// compensate adds a line to the document of what is owed. It takes the room that
// the invoice, which has all its lines by then, has left.
func (b *Biller) compensate(s *Statement, cents int64) *Line {
	b.owed += cents
	if s.Compensation == nil {
		n := len(s.Invoice.Lines)
		s.Compensation = &b.mem.frame.compensation
		s.Compensation.Lines = s.Invoice.Lines[n:]
		s.Invoice.Lines = s.Invoice.Lines[:n:n]
	}
	line := extend(&s.Compensation.Lines)
	line.Amount, line.Category = b.amounts.of(cents), notSubject
	return line
}
