package compare

import (
	"cmp"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/zone"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/plans"
)

// MaxMonths is the most months of one Comparison.
const MaxMonths = 120

// Levels says what the months from one to another, both included, would have
// come to at each level of the contract's editions, had it been at that level all
// along: its own Level and Changes of it are ignored, its Options, and its Quote and
// edition with their changes, are not. A level on quote takes part only if the contract begins
// with a quote for it (S72, D25), and one that not all of the editions have does not.
//
// It makes the statements of these months at every level, with every hour beyond
// the allowance to be bought: by the hour when its month ends, if that is how the contract's Options or else
// the plan has work without credit paid (D29), or if the plan has no packs but states a price of an hour; else as
// packs. A pack that lapses pays for its month and for later months, as long as it lasts through the last day of
// them. What the customer really bought, had in stock or may
// overdraw, what was worked for other contracts or is charged to them, and what was charged
// besides, plays no part; work that another contract is charged for still answers a guarantee.
// Facts count when they happened, whenever they became known. Work of earlier months counts only in so far as a ticket goes
// on, an outage is assessed over a longer period, or what it left of an allowance goes on.
//
// The months must not begin before the contract, be at most MaxMonths, and come to no more in all than an
// amount can be. More than 10 000 h to be bought is a *credit.ShortfallError; other errors are
// FieldErrors under "contract", "activity", "from" and "to". It may be called
// from any goroutine.
func Levels(c *servicelevel.Catalogue, ct servicelevel.Contract, act servicelevel.Activity, from, to calendar.Month) (Comparison, error) {
	ct.Level, ct.Changes = servicelevel.Standard, editionChanges(ct.Changes) // any level: see comparer.level
	ct.Options.Overdraft = servicelevel.MaxPeriod
	var l fault.List
	l.In("contract", ct.Validate())
	l.In("activity", act.Validate())
	l.Check(from.Valid(), "from", from, "must be a month that exists")
	l.Check(to.Valid(), "to", to, "must be a month that exists")
	if !l.Empty() {
		return Comparison{}, l.Err()
	}
	start := ct.MonthOf(ct.Start)
	l.Check(from.Compare(start) >= 0, "from", from, "must not be before the contract's first month, "+start.String())
	l.Check(from.Compare(to) <= 0, "to", to, "must not be before from, "+from.String())
	l.Check(from.AddMonths(MaxMonths-1).Compare(to) >= 0, "to", to, "must be at most 120 months on")
	if !l.Empty() {
		return Comparison{}, l.Err()
	}
	uncovered := ct.Options.Uncovered
	ct.Options.Uncovered = servicelevel.UncoveredRefused
	x := comparer{cat: c, biller: c.Accruals(), ct: ct, uncovered: uncovered, noRent: ct.Rent == nil, from: from, to: to, months: cycle.Of(ct.Options.MonthDay)}
	out := Comparison{From: from, To: to, MonthDay: x.months.MonthDay()}
	if signed, ok := c.Under(ct.Edition); ok {
		out.Currency = signed.Currency()
	}
	x.unit = money.UnitIn(out.Currency)
	x.take(&act)
	if x.noRent {
		x.ct.Rent = new(decimal.Decimal)
	}
	for _, level := range x.levels() {
		cost, err := x.level(level)
		if err != nil {
			return Comparison{}, err
		}
		out.Levels = append(out.Levels, cost)
	}
	x.later(out.Levels)
	return out, nil
}

// editionChanges returns the changes of edition and of the quoted plan, with no levels of theirs.
func editionChanges(list []servicelevel.Change) (of []servicelevel.Change) {
	for _, ch := range list {
		if ch.Edition != "" || ch.Quote != nil {
			of = append(of, servicelevel.Change{On: ch.On, Level: servicelevel.Standard, Edition: ch.Edition, Quote: ch.Quote})
		}
	}
	return of
}

// comparer makes the statements of one comparison.
type comparer struct {
	cat       *servicelevel.Catalogue
	biller    *servicelevel.Biller   // which leaves what is overdrawn as it is
	ct        servicelevel.Contract  // without levels, at a rent of 0 if it has none
	uncovered servicelevel.Uncovered // of the contract (D29)
	noRent    bool
	unit      money.Unit               // of the currency
	act       servicelevel.Activity    // without purchases
	places    places                   // of what act has, in the caller's
	worked    map[string]time.Duration // on each ticket
	from, to  calendar.Month
	months    cycle.Cycle
	order     []int         // of the requests, by time
	earliest  [][]time.Time // of each request, by level; zero if refused
	clock     zone.Clock    // of the contract
}

// levels returns the levels that can be compared: those of the edition, and one above them if
// the contract has a quote for it.
func (x *comparer) levels() []servicelevel.Level {
	signed, ok := x.cat.Under(x.ct.Edition)
	if !ok { // which is refused later
		return []servicelevel.Level{x.ct.Level}
	}
	list := signed.Levels()
	if q := x.ct.Quote; q != nil && !slices.Contains(list, q.Level) {
		list = append(list, q.Level)
	}
	return slices.DeleteFunc(list, func(l servicelevel.Level) bool { return !x.on(l) })
}

// on reports whether a level can be compared.
func (x *comparer) on(level servicelevel.Level) bool {
	if x.ct.Quote != nil && x.ct.Quote.Level == level {
		return true
	}
	has := func(edition string) bool {
		c, ok := x.cat.Under(edition)
		if !ok { // which is refused later
			return true
		}
		plan, ok := c.Plan(level)
		return ok && !plan.Fee.OnQuote
	}
	return has(x.ct.Edition) && !slices.ContainsFunc(x.ct.Changes, func(ch servicelevel.Change) bool { return !has(ch.Edition) })
}

// level makes the statements at one level, and adds them up.
func (x *comparer) level(level servicelevel.Level) (LevelCost, error) {
	ct := x.ct
	ct.Level, ct.Changes = level, slices.Clone(ct.Changes)
	for i := range ct.Changes {
		ct.Changes[i].Level = level
	}
	t, err := x.cat.Timeline(ct)
	if err != nil {
		return LevelCost{}, err
	}
	x.clock.Use(t.Location)
	plan := &t.On(x.months.Last(x.to)).Plan
	out := LevelCost{Level: level, Name: plan.Name}
	sum := costSum{out: &out, unit: x.unit}
	if !ct.Server.Ordered.IsZero() { // it is described
		d, err := plan.Eligible(ct.Server, t.Location)
		if err != nil {
			return LevelCost{}, fault.In("contract.server", err)
		}
		out.Verdict, out.Unmet = &d.Verdict, d.Unmet
		if restsOnOrderDay(plan, ct.Server, t.Location) {
			sum.addDefault("D20")
		}
	}
	act, of, err := x.handle(&t, &out)
	if err != nil {
		return LevelCost{}, err
	}
	for m := x.from; m.Compare(x.to) <= 0; m = m.AddMonths(1) {
		s, err := x.biller.Statement(ct, act, m)
		if err != nil {
			return LevelCost{}, of.faults(err)
		}
		sum.add(s)
	}
	if x.noRent && t.Owes && sum.missed {
		sum.addDefault("D17")
		out.OwedMonths = nil // at a rent of 0 there is nothing
	} else {
		owed := x.unit.Decimal(sum.owed)
		out.Owed = &owed
	}
	if err := x.fits(sum.fees, sum.owed); err != nil {
		return LevelCost{}, err
	}
	if err := x.price(&sum, ct, act, &t); err != nil {
		return LevelCost{}, err
	}
	sum.sort()
	return out, nil
}

// price adds the hours to the fees.
func (x *comparer) price(sum *costSum, ct servicelevel.Contract, act servicelevel.Activity, t *servicelevel.Timeline) error {
	out := sum.out
	out.Fees = x.unit.Decimal(sum.fees)
	if priced, err := x.buy(sum, ct, act, t); !priced {
		return err
	}
	packs, all := x.unit.Count(out.Packs.Price), sum.fees+x.unit.Count(out.Packs.Price)
	for i := range out.HourMonths {
		all += x.unit.Count(out.HourMonths[i].Amount)
	}
	cost := x.unit.Decimal(all)
	out.Cost = &cost
	return x.fits(packs, all)
}

// fits refuses sums of all months that are too large to be read back.
func (x *comparer) fits(sums ...int64) error {
	for _, n := range sums {
		if max(n, -n) > x.unit.Max() {
			return fault.New("contract", x.unit.Decimal(n), "must not come to more than "+x.unit.Most()+" in all months")
		}
	}
	return nil
}

// later lists for each level the requests that another level begins sooner.
func (x *comparer) later(levels []LevelCost) {
	for _, i := range x.order {
		var first time.Time
		for j := range levels {
			if at := x.earliest[j][i]; !at.IsZero() && (first.IsZero() || at.Before(first)) {
				first = at
			}
		}
		for j := range levels {
			if at := x.earliest[j][i]; at.After(first) {
				levels[j].Later = append(levels[j].Later, LaterRequest{
					Ticket: x.act.Requests[i].Ticket, Earliest: at, First: first, By: at.Sub(first), Twice: x.twice(at) || x.twice(first),
				})
			}
		}
	}
}

// twice reports whether the clocks of the contract's zone show an instant twice.
func (x *comparer) twice(at time.Time) bool {
	_, _, ok := x.clock.Twice(at.Unix())
	return ok
}

// restsOnOrderDay reports whether a verdict names D20: the server was ordered too early, or on the
// first day that will do.
func restsOnOrderDay(p *plans.Plan, s plans.Server, loc *time.Location) bool {
	ordered := calendar.DateOf(s.Ordered.In(loc))
	return slices.ContainsFunc(p.Conditions, func(c plans.Condition) bool {
		return c.Requirement == plans.OrderedSince && ordered.Compare(c.Since) <= 0 && slices.Contains(c.Rules, "D20")
	})
}

// byTime orders requests by when they were made, whatever their order.
func byTime(requests []servicelevel.Request) []int {
	order := make([]int, len(requests))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := &requests[i], &requests[j]
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Ticket, b.Ticket))
	})
	return order
}
