package servicelevel

import (
	"cmp"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
)

// lateCosts is what interventions that came late cost, while it is looked for: of each
// month all whose deadlines are in it, as they are known now and were before the statement.
type lateCosts struct {
	terms       *penalty.Terms // nil: nothing
	reach       calendar.Month // the first one that corrections reach
	now, before []lateOne
	changed     []calendar.Month // in which some are late by more or less than an earlier statement said
}

// lateOne is an intervention that is late.
type lateOne struct {
	month    calendar.Month // of its deadline
	level    Level          // whose guarantee it is
	response penalty.Response

	request int32
	stands  standing
	at      time.Time // as of which it was judged
}

// outcome is how a request was judged, if it was, as it stood at an instant.
type outcome struct {
	judged   bool
	response *penalty.Response
	stands   standing
	at       time.Time
}

// late reports whether it came late.
func (o outcome) late() bool { return o.judged && o.response.Outcome == penalty.Late }

// judgedAnew notes how request i was judged, and reports whether that is to be said: it
// was not judged before, or otherwise, or it is late by more or less, as far as
// corrections reach.
func (b *Biller) judgedAnew(costs *lateCosts, i int, now, before outcome) bool {
	if !now.late() && !before.late() {
		return !before.judged
	}
	same := now.late() && before.late() && costs.by(now.response) == costs.by(before.response) && now.response.Due.Equal(before.response.Due)
	reached := false
	for _, o := range [...]struct {
		outcome
		list *[]lateOne
	}{{now, &costs.now}, {before, &costs.before}} {
		if !o.late() {
			continue
		}
		m := b.monthOf(nanos(o.response.Due))
		if m.Compare(costs.reach) < 0 {
			continue
		}
		reached = true
		if costs.terms == nil {
			continue
		}
		level := b.at(nanos(b.act.Requests[i].At)).plan.Level
		*o.list = append(*o.list, lateOne{m, level, *o.response, int32(i), o.stands, o.at}) // at most MaxFacts
		if !same {
			costs.changed = append(costs.changed, m)
		}
	}
	return now.late() != before.late() || !same && reached
}

// by is how late a response is by the contract's clause, or on the clock without one.
func (c *lateCosts) by(r *penalty.Response) time.Duration {
	if c.terms == nil {
		return -r.Margin
	}
	return c.terms.Lateness(r)
}

// lateness charges interventions that came late, if the contract says so (D19): what the
// deadlines of a month come to, by all that is known of how late each was, less what
// earlier statements owed for them. So what of the lateness lies behind the end of the
// month, or was known wrongly, is corrected by the statements of the months in which it
// passes or becomes known, and all of them together owe what is right in the end, once
// under the cap of one month.
func (b *Biller) lateness(s *Statement, costs *lateCosts) error {
	slices.SortFunc(costs.changed, calendar.Month.Compare)
	slices.SortFunc(costs.now, lateOne.compare)
	slices.SortFunc(costs.before, lateOne.compare)
	for _, m := range slices.Compact(costs.changed) {
		var now, before Lateness
		level, err := b.lateCost(&before, m, costs.before, false)
		if err != nil {
			return err
		}
		now.Before = before.Assessment.Amount
		latest, err := b.lateCost(&now, m, costs.now, len(before.Late) > 0)
		if err != nil {
			return err
		}
		if len(now.Late) > 0 {
			level = latest
		}
		owed := inCents(now.Assessment.Amount) - inCents(now.Before)
		s.Lateness = append(s.Lateness, now)
		if now.Assessment.Missed {
			b.rounds(now.Assessment.Terms.Rounding)
		}
		b.lateRests |= now.rests()
		b.assumed |= b.lateRests | d19
		if line := b.owe(s, LateLine, m, owed); line != nil {
			line.Level, line.Rules = level, "D19, D17, D23"
			if m != b.month {
				line.Corrects = m
			}
		}
	}
	return nil
}

// compare orders by the months of the deadlines, and in one by when was asked.
func (x lateOne) compare(y lateOne) int {
	return cmp.Or(x.month.Compare(y.month), x.response.Start.Compare(y.response.Start), cmp.Compare(x.response.ID, y.response.ID))
}

// lateIn returns those of a sorted list whose deadlines were in a month.
func lateIn(list []lateOne, m calendar.Month) []lateOne {
	of := func(x lateOne, m calendar.Month) int { return x.month.Compare(m) }
	from, _ := slices.BinarySearchFunc(list, m, of)
	to, _ := slices.BinarySearchFunc(list, m.AddMonths(1), of)
	return list[from:to]
}

// lateCost fills in what the interventions cost whose deadlines were in a month: nothing,
// without an assessment, if none came late, unless it is to be said. It returns the level of
// the one that was asked for last.
func (b *Biller) lateCost(dst *Lateness, m calendar.Month, list []lateOne, say bool) (level Level, err error) {
	late := lateIn(list, m)
	terms := b.term.contract.Options.Late
	responses := make([]penalty.Response, len(late))
	for i := range late {
		b.judgementRestsOnFeasts(&late[i].response, int(late[i].request), late[i].stands, late[i].at)
		responses[i], level = late[i].response, late[i].level
		dst.Late = append(dst.Late, LateIntervention{Ticket: responses[i].ID, By: terms.Lateness(&responses[i])})
	}
	if dst.Month = m; len(late) == 0 && !say {
		return level, nil
	}
	g := penalty.Guarantee{Within: time.Second, Late: b.term.rounded(terms)}
	a, err := g.Penalty(*b.term.contract.Rent, b.wall.interval(m), responses)
	ownTables(&a.Terms)
	dst.Assessment = a
	return level, fault.In("contract.options", err)
}
