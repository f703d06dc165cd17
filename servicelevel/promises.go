package servicelevel

import (
	"cmp"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// standing is what is known of a request that its guarantee and its goals depend on.
type standing struct {
	waiting  []calendar.Pause
	over     int64 // when it was merged or cancelled; 0: it was not
	attended int64 // when the first work on it began; 0: none did
	never    bool  // it was never requested, as is known by then (D31)
}

// stands returns how request i stands.
func (b *Biller) stands(i int) standing {
	sum := &b.hours.sums[i]
	return standing{b.act.Requests[i].Waiting, sum.over, sum.attended, sum.never}
}

// standsNow is stands by what was known when the month of the statement ended.
func (b *Biller) standsNow(i int) standing {
	st := b.stands(i)
	st.waiting = endedBefore(st.waiting, b.until)
	return st
}

// stoodBefore returns how request i stood by what was known when the month began.
func (b *Biller) stoodBefore(i int) standing {
	st := b.stands(i)
	if b.then != nil {
		st = b.then[i]
	}
	st.attended = b.hours.sums[i].attendedBefore
	st.waiting = endedBefore(st.waiting, b.from)
	return st
}

// endedBefore returns pauses as they were known before an instant: those that had not ended
// went on. An Activity tells of their ends without when these became known.
func endedBefore(pauses []calendar.Pause, known int64) []calendar.Pause {
	wentOn := func(p calendar.Pause) bool { return !p.End.IsZero() && nano.Of(p.End) >= known }
	if !slices.ContainsFunc(pauses, wentOn) {
		return pauses
	}
	pauses = slices.Clone(pauses)
	for i := range pauses {
		if wentOn(pauses[i]) {
			pauses[i].End = time.Time{}
		}
	}
	return pauses
}

// begunBefore returns the pauses that have begun before an instant: later ones are not
// known yet.
func begunBefore(pauses []calendar.Pause, until time.Time) []calendar.Pause {
	if len(pauses) == 0 {
		return nil
	}
	return keep(new([]calendar.Pause), pauses, func(p *calendar.Pause) bool { return p.Start.Before(until) })
}

// judge checks request i, as it stands, against its guarantee at an instant. ok is false if
// nothing is guaranteed for it, or no longer, if it is not known yet, or if the plan does
// not handle it.
func (b *Biller) judge(dst *response.Answer, i int, st standing, at time.Time) (ok bool, err error) {
	return b.judgeUnder(b.at(nano.Of(b.act.Requests[i].At)), dst, i, st, at)
}

// judgeUnder is judge under a plan.
func (b *Biller) judgeUnder(o *agreed.Offer, dst *response.Answer, i int, st standing, at time.Time) (ok bool, err error) {
	r := &b.act.Requests[i]
	if !guarded(r) || !r.Known().Before(at) {
		return false, nil
	}
	if st.over > 0 && st.over < nano.Of(at) {
		at = b.instant(st.over)
	}
	asked := nano.Of(r.At)
	if o.Plan.Guarantee == nil || !b.serves(asked) || !slices.Contains(o.Plan.Desk.Channels, r.Channel) {
		return false, nil
	}
	begun := time.Time{}
	if st.attended > 0 {
		begun = b.instant(st.attended)
	}
	if ok, err = b.term.Respond(dst, o, r, begunBefore(st.waiting, at), begun, at); err != nil {
		err = fault.In(fault.Index("activity.requests", i), err)
	}
	return ok && (st.over == 0 || dst.Outcome != response.Waiting), err
}

// guarded reports whether the request is of a kind that a guarantee can be for: an incident of the
// contract itself.
func guarded(r *Request) bool { return r.Kind == Incident && r.For == "" }

// guarantees judges each guaranteed intervention on the statement of the month in which
// work began or the deadline passed, and again on those of later months as long as what
// becomes known changes the judgement or how late it is: one that has not begun comes ever
// later.
func (b *Biller) guarantees(s *Statement) error {
	list := &s.Guarantees
	costs := &b.costs
	costs.reach = b.month.AddMonths(-b.term.Contract.Options.Reach())
	costs.now, costs.before, costs.changed = costs.now[:0], costs.before[:0], costs.changed[:0]
	for i := range b.act.Requests {
		r, sum := &b.act.Requests[i], &b.hours.sums[i]
		if !guarded(r) { // as judge would say, after some work
			continue
		}
		now, before := &b.judged[0], &b.judged[1]
		*now, *before = response.Answer{}, response.Answer{}
		is, was := outcome{response: now, stands: b.standsNow(i), at: b.asOf}, outcome{response: before}
		ok, err := b.judge(now, i, is.stands, is.at)
		if err != nil {
			return err
		}
		if is.judged = ok && now.Outcome != response.Waiting; !is.judged && b.during(sum.overTold) && !now.Start.IsZero() {
			b.assumed |= decided.D37 // its clock ran until then
		}
		if r.Known().Before(b.period.Start) {
			was.stands, was.at = b.stoodBefore(i), b.period.Start
			if ok, err = b.judge(before, i, was.stands, was.at); err != nil {
				return err
			}
			was.judged = ok && before.Outcome != response.Waiting
		}
		if changed := b.judgedAnew(costs, i, is, was); !is.judged || !changed {
			continue
		}
		b.assumed |= decided.D18
		if now.Answered.IsZero() && sum.over > 0 && now.AsOf.Before(b.asOf) {
			b.assumed |= decided.D37
		}
		b.judgementRestsOnFeasts(now, i, is.stands, is.at)
		if now.Outcome == response.Late {
			b.assumed |= decided.D19
		}
		if *list == nil {
			*list = room(&b.mem.guarantees, b.incidents(i))
		}
		g := extend(list)
		g.Ticket, g.Response, g.Revised, g.Rules = r.Ticket, *now, was.judged, b.at(nano.Of(r.At)).Cites.Guarantee
	}
	slices.SortFunc(*list, func(x, y statement.Punctuality) int {
		return cmp.Or(x.Response.Start.Compare(y.Response.Start), cmp.Compare(x.Ticket, y.Ticket))
	})
	return b.lateness(s, costs)
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

// owe adds a line for what is owed to the customer for a month: to the document of its
// own, or as a price reduction to the invoice (D23). The rest of it is to be filled in.
// If nothing is owed there is none.
func (b *Biller) owe(s *Statement, kind invoice.LineKind, m calendar.Month, cents int64) *invoice.Line {
	if cents == 0 {
		return nil
	}
	b.assumed |= decided.D17 | decided.D23
	if b.term.Contract.Options.PriceReduction {
		line := b.invoice(s, kind, b.term.First(m), -cents)
		b.single(line, -cents)
		return line
	}
	line := b.compensate(s, cents)
	line.Kind, line.Date = kind, b.term.First(m)
	b.single(line, cents)
	return line
}

// compensate adds a line to the document of what is owed. It takes the room that
// the invoice, which has all its lines by then, has left.
func (b *Biller) compensate(s *Statement, cents int64) *invoice.Line {
	b.owed += cents
	if s.Compensation == nil {
		n := len(s.Invoice.Lines)
		s.Compensation = &b.mem.frame.compensation
		s.Compensation.Lines = s.Invoice.Lines[n:]
		s.Invoice.Lines = s.Invoice.Lines[:n:n]
	}
	line := extend(&s.Compensation.Lines)
	line.Amount, line.Category, line.Rate = b.amounts.of(cents), outside.Category, outside.Rate.Share
	return line
}
