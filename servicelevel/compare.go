package servicelevel

import (
	"cmp"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Compare says what the months from one to another, both included, would have
// come to at each level of the contract's editions, had it been at that level all
// along: its own Level and Changes of it are ignored, its Options, and its Quote and
// edition with their changes, are not. A level on quote takes part only if the contract begins
// with a quote for it (S72, D25), and one that not all of the editions have does not.
//
// It makes the statements of these months at every level, with every hour beyond
// the allowance to be bought: what the customer really bought, had in stock or may
// overdraw, what was worked for other contracts or is charged to them, and what was charged
// besides, plays no part; work that another contract is charged for still answers a guarantee.
// Facts count when they happened, whenever they became known. Work of earlier months counts only in so far as a ticket goes
// on, an outage is assessed over a longer period, or what it left of an allowance goes on.
//
// The months must not begin before the contract, and be at most MaxCompared. More
// than 10 000 h to be bought is a *credit.ShortfallError; other errors are
// FieldErrors under "contract", "activity", "from" and "to". It may be called
// from any goroutine.
func (c *Catalogue) Compare(ct Contract, act Activity, from, to calendar.Month) (Comparison, error) {
	if err := c.made(); err != nil {
		return Comparison{}, err
	}
	ct.Level, ct.Changes = Standard, editionChanges(ct.Changes) // any level: see comparer.level
	ct.Options.Overdraft, ct.Options.FeesInAdvance = MaxPeriod, false
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
	l.Check(from.AddMonths(MaxCompared-1).Compare(to) >= 0, "to", to, "must be at most 120 months on")
	if !l.Empty() {
		return Comparison{}, l.Err()
	}
	ct.Options.Uncovered = UncoveredRefused
	out := Comparison{From: from, To: to, MonthDay: ct.Options.cycle().MonthDay()}
	if signed := c.under(ct.Edition); signed != nil {
		out.Currency = currencyOf(&signed.edition)
	}
	x := comparer{cat: c, biller: Biller{cat: c, owing: true}, ct: ct, act: act, from: from, to: to}
	x.act = x.act.withoutOthers()
	x.order = byTime(x.act.Requests)
	x.act.Purchases, x.act.Removals, x.act.Charges = nil, nil, nil
	x.act.Interventions = keep(new([]Intervention), x.act.Interventions, func(in *Intervention) bool { return in.Withdrawn.IsZero() })
	x.act.Outages = keep(new([]penalty.Outage), act.Outages, func(o *penalty.Outage) bool { return o.Withdrawn.IsZero() })
	x.act.Exclusions = keep(new([]penalty.Exclusion), act.Exclusions, func(e *penalty.Exclusion) bool { return e.Withdrawn.IsZero() })
	x.act.Claims = keep(new([]Claim), act.Claims, func(c *Claim) bool { return c.Withdrawn.IsZero() })
	if x.ct.Rent == nil {
		x.ct.Rent = new(decimal.Decimal)
	}
	for _, level := range x.levels() {
		cost, err := x.level(level, ct.Rent == nil)
		if err != nil {
			return Comparison{}, err
		}
		out.Levels = append(out.Levels, cost)
	}
	x.later(out.Levels)
	return out, nil
}

// editionChanges returns the changes of edition and of the quoted plan, with no levels of theirs.
func editionChanges(list []Change) (of []Change) {
	for _, ch := range list {
		if ch.Edition != "" || ch.Quote != nil {
			of = append(of, Change{On: ch.On, Level: Standard, Edition: ch.Edition, Quote: ch.Quote})
		}
	}
	return of
}

// comparer makes the statements of one comparison.
type comparer struct {
	cat      *Catalogue
	biller   Biller   // which leaves what is overdrawn as it is
	ct       Contract // without levels, at a rent of 0 if it has none
	act      Activity // without purchases
	from, to calendar.Month
	order    []int         // of the requests, by time
	earliest [][]time.Time // of each request by Comparison.Levels; zero where refused
}

// owes reports whether something is promised that costs a share of the rent.
func (t *term) owes() bool {
	charges := func(r run) bool { return t.charges(r.offer) }
	quotas := func(r run) bool { return quotasOwe(r.offer.plan.Targets) }
	return t.promises() || slices.ContainsFunc(t.runs, quotas) || slices.ContainsFunc(t.runs, charges)
}

// byTime orders requests by when they were made, whatever their order.
func byTime(requests []Request) []int {
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

// levels returns the levels that can be compared: those of the edition, and one above them if
// the contract has a quote for it.
func (x *comparer) levels() []Level {
	signed := x.cat.under(x.ct.Edition)
	if signed == nil { // which is refused later
		return []Level{x.ct.Level}
	}
	list := signed.Levels()
	if q := x.ct.Quote; q != nil && !slices.Contains(list, q.Level) {
		list = append(list, q.Level)
	}
	return slices.DeleteFunc(list, func(l Level) bool { return !x.on(l) })
}

// on reports whether a level can be compared.
func (x *comparer) on(level Level) bool {
	if x.ct.Quote != nil && x.ct.Quote.Level == level {
		return true
	}
	has := func(edition string) bool {
		c := x.cat.under(edition)
		if c == nil { // which is refused later
			return true
		}
		o := c.at(level)
		return o != nil && !o.plan.Fee.OnQuote
	}
	return has(x.ct.Edition) && !slices.ContainsFunc(x.ct.Changes, func(ch Change) bool { return !has(ch.Edition) })
}

// level makes the statements at one level, and adds them up.
func (x *comparer) level(level Level, noRent bool) (LevelCost, error) {
	ct := x.ct
	ct.Level, ct.Changes = level, slices.Clone(ct.Changes)
	for i := range ct.Changes {
		ct.Changes[i].Level = level
	}
	var t term
	if err := x.cat.bind(&t, &ct); err != nil {
		return LevelCost{}, fault.In("contract", err)
	}
	o := t.runs[t.on(t.Last(x.to))].offer
	out := LevelCost{Level: level, Name: o.plan.Name}
	sum := costSum{out: &out, unit: t.unit}
	if !isNone(&ct.Server) {
		d, err := o.plan.Eligible(ct.Server, t.zone)
		if err != nil {
			return LevelCost{}, fault.In("contract.server", err)
		}
		out.Verdict, out.Unmet = &d.Verdict, cloneConditions(d.Unmet)
		if restsOnOrderDay(&o.plan, ct.Server, t.zone) {
			sum.chosen.addDefault("D20")
		}
	}
	act, err := x.handle(&t, &out)
	if err != nil {
		return LevelCost{}, err
	}
	for m := x.from; m.Compare(x.to) <= 0; m = m.AddMonths(1) {
		s, err := x.biller.Statement(ct, act, m)
		if err != nil {
			return LevelCost{}, err
		}
		sum.add(s)
	}
	if noRent && t.owes() {
		sum.chosen.addDefault("D17")
		out.OwedMonths = nil // at a rent of 0 there is nothing
	} else {
		owed := t.unit.Decimal(sum.owed)
		out.Owed = &owed
	}
	out.Assumptions = sum.chosen.sorted()
	return out, x.price(&out, o, t.unit, sum.fees)
}

// handle finds what the level refuses, and when it would begin with the rest. It
// returns the activity as the level would have had it: every fact known at once,
// and requests that are refused without work or guarantee.
func (x *comparer) handle(t *term, out *LevelCost) (Activity, error) {
	act := x.act
	act.Requests = slices.Clone(act.Requests)
	act.Interventions = slices.Clone(act.Interventions)
	act.Outages = slices.Clone(act.Outages)
	for i := range act.Outages {
		act.Outages[i].Recorded = time.Time{}
	}
	act.Exclusions = slices.Clone(act.Exclusions)
	for i := range act.Exclusions {
		act.Exclusions[i].Recorded = time.Time{}
	}
	act.Claims = slices.Clone(act.Claims)
	for i := range act.Claims {
		act.Claims[i].Recorded = time.Time{}
	}
	worked := make(map[string]time.Duration)
	refused := make(map[string]bool)
	for i := range act.Interventions {
		in := &act.Interventions[i]
		in.Recorded = time.Time{}
		worked[in.Ticket] += in.End.Sub(in.Start)
	}
	window := x.window(t)
	begun := make([]time.Time, len(act.Requests))
	for _, i := range x.order {
		r := &act.Requests[i]
		o := t.at(r.At)
		r.Recorded = time.Time{}
		r.Notes = slices.Clone(r.Notes)
		for k := range r.Notes {
			r.Notes[k].Recorded = time.Time{}
		}
		if !slices.Contains(o.plan.Desk.Channels, r.Channel) {
			refused[r.Ticket] = true
			if window.Contains(r.At) {
				out.Refused = append(out.Refused, RefusedRequest{r.Ticket, r.Channel, worked[r.Ticket], o.refuses(r.Channel)})
			}
			r.Channel, r.Kind = o.plan.Desk.Channels[0], ServiceRequest
			continue
		}
		if window.Contains(r.At) {
			var h Handling
			if err := t.schedule(&h, o, r); err != nil {
				return act, fault.In(fault.Index("activity.requests", i), err)
			}
			begun[i] = h.Earliest
		}
	}
	for i := range act.Interventions {
		if in := &act.Interventions[i]; refused[in.Ticket] {
			in.End = in.Start
		}
	}
	x.biller.without = refused
	x.earliest = append(x.earliest, begun)
	return act, nil
}

// window is the time that is compared.
func (x *comparer) window(t *term) calendar.Interval {
	return calendar.Interval{Start: t.Interval(x.from, t.zone).Start, End: t.Interval(x.to, t.zone).End}
}

// price adds the hours to the fees.
func (x *comparer) price(out *LevelCost, o *offer, u money.Unit, fees int64) error {
	out.Fees = u.Decimal(fees)
	packs := credit.Offer{Price: u.Decimal(0)}
	if out.Hours > 0 {
		if !o.plan.SellsPacks() {
			return nil
		}
		var err error
		if packs, err = o.plan.Prices.Tariff.Cheapest(out.Hours); err != nil {
			return fault.In("plans["+out.Level.String()+"].prices.tariff", err)
		}
	}
	cost := out.Fees.Add(packs.Price)
	out.Packs, out.Cost = &packs, &cost
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
	_, _, ok := x.biller.wall.Twice(at.Unix())
	return ok
}

func cloneConditions(list []plans.Condition) []plans.Condition {
	list = slices.Clone(list)
	for i := range list {
		list[i].Rules = slices.Clone(list[i].Rules)
	}
	return list
}

// restsOnOrderDay reports whether a verdict names D20: the server was ordered too early, or on the
// first day that will do.
func restsOnOrderDay(p *plans.Plan, s plans.Server, loc *time.Location) bool {
	ordered := calendar.DateOf(s.Ordered.In(loc))
	return slices.ContainsFunc(p.Conditions, func(c plans.Condition) bool {
		return c.Requirement == plans.OrderedSince && ordered.Compare(c.Since) <= 0 && slices.Contains(c.Rules, "D20")
	})
}
