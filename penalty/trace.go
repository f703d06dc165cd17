package penalty

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/text"
)

// Trace returns the steps that led to the amount, in order. The caller may change
// what it returns.
func (a Assessment) Trace() []Step {
	t := &a.Terms
	cited := t.Cited()
	total, down := a.Availability.Total, a.Availability.Down
	steps := append(make([]Step, 0, 10+len(a.Each)), []Step{
		{Kind: StepTotal, Rules: a.rules(nil, D4|D16|D14&a.shrunk()), Time: total},
		{Kind: StepDowntime, Rules: a.rules(nil, D13|D14|D15|D35), Time: down, Of: a.Excluded, Count: a.Outages, Shares: slices.Clone(a.Shares)},
	}...)
	if a.Maintenance > t.MaintenanceBudget {
		steps = append(steps, Step{Kind: StepMaintenance, Rules: with(cited.Target), Time: t.MaintenanceBudget, Of: a.Maintenance})
	}
	if len(a.Short) > 0 {
		steps = append(steps, Step{Kind: StepShort, Rules: with(cited.Target), Each: slices.Clone(a.Short), Of: t.MinOutage})
	}
	for i := range a.NotClaimed {
		c := &a.NotClaimed[i]
		steps = append(steps, Step{Kind: StepNotClaimed, Rules: with(cited.Rate), Time: c.Lasted, At: c.At, By: c.By, Choice: c.Claim.String()})
	}
	for i := range a.InTime {
		c := &a.InTime[i]
		steps = append(steps, Step{Kind: StepInTime, Rules: with(cited.Rate), Time: c.Lasted, At: c.At, By: c.By, Choice: c.Claim.String()})
	}
	if len(a.Lasted) > 0 { // of which the downtime adds up, instead of shares
		steps[1].Shares = nil
		steps = append(steps, Step{Kind: StepGrain, Rules: with(cited.Target), Time: down, Of: t.Grain, Each: slices.Clone(a.Lasted), Filled: slices.Clone(a.Filled)})
	}
	if place, _ := toNano(t.Figure, billion); place > 0 {
		steps = append(steps, Step{Kind: StepFigure, Rules: with(cited.Target), Share: trimmed(a.Availability.rounded(place), -9), Choice: text.Decimal(t.Figure)})
	}
	steps = append(steps, Step{Kind: StepTarget, Rules: with(cited.Target), Share: t.Target, Time: a.Allowed, Of: total, Choice: t.Choice(D9)})
	if !a.Missed {
		return append(steps, Step{Kind: StepMet, Rules: with(cited.Target, "D9"), Time: a.Margin})
	}
	steps = append(steps, Step{Kind: StepMissed, Rules: with(cited.Target, "D9"), Time: -a.Margin})
	if !t.atOnce() {
		steps = append(steps, Step{Kind: StepCounted, Rules: []string{"D10"}, Time: a.Counted, Of: a.all(), Choice: t.Choice(D10)})
		steps = a.outages(steps)
	}
	switch {
	case !t.Rate.IsZero():
		steps = append(steps, Step{Kind: StepUnits, Rules: with(cited.Rate, "D11"), Units: a.Units, Time: a.Counted, Of: t.unit(), Choice: t.Choice(D11)})
	case !t.PerOutage || t.atOnce():
		steps = append(steps, a.band(down))
	}
	steps = a.caps(append(steps, a.amount(steps)))
	if a.Withheld.Sign() > 0 {
		steps = append(steps, Step{Kind: StepMinimum, Rules: with(cited.Rate), Share: t.Minimum, Choice: pick(t.OverMinimum, "over", "at_least")})
	}
	if a.Claim != Unneeded {
		steps = append(steps, a.claimStep())
	}
	return steps
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
func (a *Assessment) outages(steps []Step) []Step {
	t := &a.Terms
	free, f, rate := a.free(), figures{unit: t.unit()}, t.Cited().Rate
	for i, down := range a.Each {
		s := Step{Kind: StepOutage, Rules: with(rate), Time: t.penalised(&free, down), Of: down, Basis: t.Basis}
		switch {
		case s.Time == 0:
		case len(t.Lengths) > 0:
			length := t.Lengths[t.length(s.Time)]
			s.Length, s.Share = &length, length.Credit
		case t.Counting == CalendarDays:
			s.Units = Ratio{int64(of(a.Dates, i)), 1}
		default:
			s.Units = reduced(int64(f.counted(t.Counting, s.Time)), int64(f.unit))
		}
		steps = append(steps, s)
	}
	return steps
}

// band is the band, or the length, that all downtime falls in.
func (a *Assessment) band(down time.Duration) Step {
	t := &a.Terms
	s := Step{Kind: StepBand, Rules: with(t.Cited().Rate), Time: a.Counted}
	switch {
	case len(t.Bands) > 0:
		i := t.band(a.Availability)
		band := t.Bands[i]
		s.Band, s.Share, s.Time = &band, band.Credit, down
		if i+1 < len(t.Bands) && t.Bands[i+1].Through {
			s.Choice = "above"
		}
	case len(t.Numbers) > 0:
		number := t.Numbers[t.number(a.Outages)]
		s.Number, s.Share, s.Time, s.Count = &number, number.Credit, down, a.Outages
	case len(t.Lengths) > 0:
		length := t.Lengths[t.length(a.Counted)]
		s.Length, s.Share = &length, length.Credit
		s.Rules = append(s.Rules, "D11") // of all together
	}
	return s
}

// amount is what is owed before any cap, and of what it is a share.
func (a *Assessment) amount(steps []Step) Step {
	t := &a.Terms
	s := Step{
		Kind: StepAmount, Rules: with(t.Cited().Rate, "D21"), Share: t.Rate, Units: a.Units, Amount: a.BeforeCap,
		Basis: t.Basis, Rent: a.Rent, Choice: t.Choice(D21),
	}
	if t.Rate.IsZero() {
		s.Share = t.credits(steps)
		if t.PerOutage {
			s.Rules = with(t.Cited().Rate, "D11", "D21")
		}
	}
	switch {
	case t.Basis == ServiceDays:
		s.Rent = decimal.Decimal{}
	case t.Basis == DayRent:
		s.Count = int(a.days()) // a few thousand
		s.Rules = append(s.Rules, "D36")
	case t.Basis == ProRataRent && !t.Rate.IsZero():
		s.Of = a.rentTime()
		if !a.whole() {
			s.Rules = append(s.Rules, "D36")
		}
	}
	return s
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

// rules adds those of the decisions that the assessment rests on.
func (a *Assessment) rules(ids []string, of Decisions) []string {
	for one := range (of & (a.Assumed | a.Terms.Stated)).All() {
		ids = append(ids, one.String())
	}
	return ids
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
