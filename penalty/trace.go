package penalty

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
)

// Trace returns the steps that led to the amount, in order.
func (a Assessment) Trace() []Step { return a.AppendTrace(nil) }

// AppendTrace appends the steps of Trace to a list, to reuse its memory.
func (a *Assessment) AppendTrace(steps []Step) []Step {
	const most, idsOfStep = 10, 2 // of an assessment as a rule
	t := tracer{Assessment: a, cited: a.Terms.Rules, steps: slices.Grow(steps, most+len(a.Each)), ids: make([]string, 0, most*idsOfStep)}
	t.trace()
	return t.steps
}

// tracer adds the steps of an assessment, and the ids that they cite, to lists.
type tracer struct {
	*Assessment
	cited Rules
	steps []Step
	ids   []string // of all steps, each of which has a part of it
}

func (t *tracer) add(s Step) { t.steps = append(t.steps, s) }

// with returns the ids of a step: the one of a clause, if it has one, and those of decisions.
func (t *tracer) with(clause string, decisions ...string) []string {
	from := len(t.ids)
	t.cite(clause)
	t.cite(decisions...)
	return t.since(from)
}

// cite adds ids to those of the step at hand, but for a clause that has none.
func (t *tracer) cite(ids ...string) {
	for _, id := range ids {
		if id != "" {
			t.ids = append(t.ids, id)
		}
	}
}

// since returns the ids behind the first ones; none is nil.
func (t *tracer) since(from int) []string {
	if from == len(t.ids) {
		return nil
	}
	return t.ids[from:len(t.ids):len(t.ids)]
}

// decided returns those of the decisions that the assessment rests on.
func (t *tracer) decided(of Decisions) []string {
	from := len(t.ids)
	for one := range (of & (t.Assumed | t.Terms.Stated)).each() {
		t.ids = append(t.ids, one.String())
	}
	return t.since(from)
}

func (t *tracer) trace() {
	terms := &t.Terms
	t.measured()
	if place, _ := money.Billionths(terms.Figure, billion); place > 0 {
		t.add(Step{Kind: StepFigure, Rules: t.with(t.cited.Target), Share: trimmed(t.Availability.rounded(place), -9), Choice: text.Decimal(terms.Figure)})
	}
	t.add(Step{Kind: StepTarget, Rules: t.with(t.cited.Target), Share: terms.Target, Time: t.Allowed, Of: t.Availability.Total, Choice: terms.Choice(D9)})
	if !t.Missed {
		t.add(Step{Kind: StepMet, Rules: t.with(t.cited.Target, "D9"), Time: t.Margin})
		return
	}
	t.add(Step{Kind: StepMissed, Rules: t.with(t.cited.Target, "D9"), Time: -t.Margin})
	from := len(t.steps)
	if !terms.atOnce() {
		t.add(Step{Kind: StepCounted, Rules: t.with("D10"), Time: t.Counted, Of: t.all(), Choice: terms.Choice(D10)})
		t.outages()
	}
	switch {
	case !terms.Rate.IsZero():
		t.add(Step{Kind: StepUnits, Rules: t.with(t.cited.Rate, "D11"), Units: t.Units, Time: t.Counted, Of: terms.unit(), Choice: terms.Choice(D11)})
	case !terms.PerOutage || terms.atOnce():
		t.band()
	}
	t.amount(t.steps[from:])
	t.caps()
	if t.Withheld.Sign() > 0 {
		t.add(Step{Kind: StepMinimum, Rules: t.with(t.cited.Rate), Share: terms.Minimum, Choice: pick(terms.OverMinimum, "over", "at_least")})
	}
	if t.Claim != Unneeded {
		t.claimed()
	}
}

// measured adds what was down, and what of it counts.
func (t *tracer) measured() {
	total, down := t.Availability.Total, t.Availability.Down
	t.add(Step{Kind: StepTotal, Rules: t.decided(D4 | D16 | D14&t.shrunk()), Time: total})
	s := Step{Kind: StepDowntime, Rules: t.decided(D13 | D14 | D15 | D35), Time: down, Of: t.Excluded, Count: t.Outages}
	if len(t.Lasted) == 0 { // of which the downtime would add up, instead of shares
		s.Shares = slices.Clone(t.Shares)
	}
	t.add(s)
	if t.Maintenance > t.Terms.MaintenanceBudget {
		t.add(Step{Kind: StepMaintenance, Rules: t.with(t.cited.Target), Time: t.Terms.MaintenanceBudget, Of: t.Maintenance})
	}
	if len(t.Short) > 0 {
		t.add(Step{Kind: StepShort, Rules: t.with(t.cited.Target), Each: slices.Clone(t.Short), Of: t.Terms.MinOutage})
	}
	for i := range t.NotClaimed {
		c := &t.NotClaimed[i]
		t.add(Step{Kind: StepNotClaimed, Rules: t.with(t.cited.Rate), Time: c.Lasted, At: c.At, By: c.By, Choice: c.Claim.String()})
	}
	for i := range t.InTime {
		c := &t.InTime[i]
		t.add(Step{Kind: StepInTime, Rules: t.with(t.cited.Rate), Time: c.Lasted, At: c.At, By: c.By, Choice: c.Claim.String()})
	}
	if len(t.Lasted) > 0 {
		t.add(Step{Kind: StepGrain, Rules: t.with(t.cited.Target), Time: down, Of: t.Terms.Grain, Each: slices.Clone(t.Lasted), Filled: slices.Clone(t.Filled)})
	}
}

// all is what may be penalised: all downtime, or how late all answers came, each by itself, which
// together may be more than the period has.
func (a *Assessment) all() time.Duration {
	if len(a.Each) == 0 {
		return a.Availability.Down
	}
	sum := time.Duration(0)
	for _, down := range a.Each {
		sum = longer(sum, down)
	}
	return sum
}

// outages adds the outages, if each is counted by itself.
func (t *tracer) outages() {
	terms := &t.Terms
	free, f := t.free(), figures{unit: terms.unit()}
	for i, down := range t.Each {
		s := Step{Kind: StepOutage, Rules: t.with(t.cited.Rate), Time: terms.penalised(&free, down), Of: down, Basis: terms.Basis}
		switch {
		case s.Time == 0:
		case len(terms.Lengths) > 0:
			length := terms.Lengths[terms.length(s.Time)]
			s.Length, s.Share = &length, length.Credit
		case terms.Counting == CalendarDays:
			s.Units = Ratio{int64(of(t.Dates, i)), 1}
		default:
			s.Units = reduced(int64(f.counted(terms.Counting, s.Time)), int64(f.unit))
		}
		t.add(s)
	}
}

// band adds the band, or the length, that all downtime falls in.
func (t *tracer) band() {
	terms, down := &t.Terms, t.Availability.Down
	s := Step{Kind: StepBand, Time: t.Counted}
	switch {
	case len(terms.Bands) > 0:
		i := terms.band(t.Availability)
		band := terms.Bands[i]
		s.Rules, s.Band, s.Share, s.Time = t.with(t.cited.Rate), &band, band.Credit, down
		if i+1 < len(terms.Bands) && terms.Bands[i+1].Through {
			s.Choice = "above"
		}
	case len(terms.Numbers) > 0:
		number := terms.Numbers[terms.number(t.Outages)]
		s.Rules, s.Number, s.Share, s.Time, s.Count = t.with(t.cited.Rate), &number, number.Credit, down, t.Outages
	case len(terms.Lengths) > 0:
		length := terms.Lengths[terms.length(t.Counted)]
		s.Rules, s.Length, s.Share = t.with(t.cited.Rate, "D11"), &length, length.Credit // of all together
	default:
		s.Rules = t.with(t.cited.Rate)
	}
	t.add(s)
}

// amount adds what is owed before any cap, and of what it is a share, from the steps of the
// outages or of all together.
func (t *tracer) amount(counted []Step) {
	terms := &t.Terms
	s := Step{
		Kind: StepAmount, Share: terms.Rate, Units: t.Units, Amount: t.BeforeCap,
		Basis: terms.Basis, Rent: t.Rent, Choice: terms.Choice(D21),
	}
	from := len(t.ids)
	t.cite(t.cited.Rate)
	if terms.Rate.IsZero() {
		s.Share = terms.credits(counted)
		if terms.PerOutage {
			t.cite("D11")
		}
	}
	t.cite("D21")
	switch {
	case terms.Basis == ServiceDays:
		s.Rent = decimal.Decimal{}
	case terms.Basis == DayRent:
		s.Count = int(t.days()) // a few thousand
		t.cite("D36")
	case terms.Basis == ProRataRent && !terms.Rate.IsZero():
		s.Of = t.rentTime()
		if !t.whole() {
			t.cite("D36")
		}
	}
	s.Rules = t.since(from)
	t.add(s)
}

// whole reports whether the service ran for the whole period.
func (a *Assessment) whole() bool {
	return (a.Service == (calendar.Interval{}) || a.Service.Start.Equal(a.Period.Start) && a.Service.End.Equal(a.Period.End)) && len(a.Breaks) == 0
}

// credits is what bands and lengths give together.
func (t *Terms) credits(steps []Step) decimal.Decimal {
	var sum int64 // as many as there are outages
	for i := range steps {
		if s := &steps[i]; s.Band != nil || s.Length != nil || s.Number != nil {
			sum += t.creditValue(s.Share)
		}
	}
	if t.Basis.flat() {
		return t.owes().Decimal(sum)
	}
	return trimmed(sum, -9)
}

// trimmed returns n × 10^exp without zeros at its end, as it is read from JSON; exp is not above 0.
func trimmed(n int64, exp int32) decimal.Decimal {
	for exp < 0 && n%10 == 0 {
		n, exp = n/10, exp+1
	}
	return decimal.New(n, exp)
}

func (a *Assessment) shrunk() Decisions {
	if a.Terms.Shrink {
		return D14
	}
	return 0
}

func (t *Terms) unit() time.Duration {
	switch {
	case t.Unit != 0:
		return t.Unit
	case t.Counting == CalendarDays:
		return day
	}
	return time.Hour
}
