package servicelevel

import (
	"cmp"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
)

// lateCosts is what interventions that came late cost, while it is looked for.
type lateCosts struct {
	on     bool
	turned []calendar.Month // in which a deadline passed that was met after all
	due    []dueOf
}

// dueOf is a request whose deadline is in a month.
type dueOf struct {
	request int32
	month   calendar.Month
}

// lateness charges interventions that came late, if the contract says so (D19), and gives
// back what earlier statements charged for those that were in time after all.
func (b *Biller) lateness(s *Statement, costs *lateCosts) error {
	months := slices.Compact(slices.SortedFunc(slices.Values(append(costs.turned, b.month)), calendar.Month.Compare))
	slices.SortStableFunc(costs.due, func(x, y dueOf) int { return x.month.Compare(y.month) })
	for _, m := range months {
		from, _ := slices.BinarySearchFunc(costs.due, m, func(d dueOf, m calendar.Month) int { return d.month.Compare(m) })
		due := costs.due[from:]
		for n := range due {
			if due[n].month != m {
				due = due[:n]
				break
			}
		}
		var now, before Lateness
		var corrects calendar.Month
		if m != b.month {
			corrects = m
			if err := b.lateCost(&before, m, due, true, false); err != nil {
				return err
			}
			now.Before = before.Assessment.Amount
		}
		if err := b.lateCost(&now, m, due, false, len(before.Late) > 0); err != nil {
			return err
		}
		if len(now.Late) == 0 && len(before.Late) == 0 {
			continue
		}
		owed := inCents(now.Assessment.Amount) - inCents(now.Before)
		s.Lateness = append(s.Lateness, now)
		if now.Assessment.Missed {
			b.rounds(now.Assessment.Terms.Rounding)
		}
		b.lateRests |= now.rests()
		b.assumed |= b.lateRests | d19
		if line := b.owe(s, LateLine, m, owed); line != nil {
			line.Corrects, line.Rules = corrects, "D19, D17, D23"
		}
	}
	return nil
}

// lateCost fills in what the deadlines that passed in a month cost, by what is known, or was
// before the period, and had happened by the end of that month: nothing, without an assessment,
// if none came late, unless it is to be said.
func (b *Biller) lateCost(dst *Lateness, m calendar.Month, due []dueOf, before, say bool) error {
	var responses []penalty.Response
	period := m.Interval(b.term.zone)
	asOf := period.End
	if b.asOf.Before(asOf) {
		asOf = b.asOf
	}
	for _, d := range due {
		attended := b.hours.sums[d.request].attended
		if before {
			attended = b.hours.sums[d.request].attendedBefore
		}
		var resp penalty.Response
		ok, err := b.judge(&resp, int(d.request), attended, asOf)
		if err != nil {
			return err
		}
		if ok && resp.Outcome == penalty.Late && period.Contains(resp.Due) {
			b.judgementRestsOnFeasts(&resp, int(d.request), attended, asOf)
			responses = append(responses, resp)
		}
	}
	slices.SortFunc(responses, func(x, y penalty.Response) int {
		return cmp.Or(x.Start.Compare(y.Start), cmp.Compare(x.ID, y.ID))
	})
	for i := range responses {
		dst.Late = append(dst.Late, LateIntervention{Ticket: responses[i].ID, By: -responses[i].Margin})
	}
	if dst.Month = m; len(responses) == 0 && !say {
		return nil
	}
	g := penalty.Guarantee{Within: time.Second, Late: b.term.rounded(b.term.contract.Options.Late)}
	a, err := g.Penalty(*b.term.contract.Rent, period, responses)
	a.Terms.Bands, a.Terms.Lengths = slices.Clone(a.Terms.Bands), slices.Clone(a.Terms.Lengths)
	dst.Assessment = a
	return fault.In("contract.options", err)
}
