package servicelevel

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/states"
)

// term is a contract read together with its catalogue: what holds on which day.
type term struct {
	contract    *Contract
	unit        money.Unit      // of the currency
	lists       []listed        // the editions from the first day on; it has one at least
	zones       *calendar.Zones // nil: the machine's
	zone        *time.Location
	cycle.Cycle             // of its months
	quotes      []*offer    // the contract's own plan of a level on quote, at the start and after each change; nil: it has none
	rates       *treatments // of the editions
	indexed     treatments  // the same, if there are several editions
	vat         *treatments
	own         treatments // of the contract, where it has any
	ownClause   ownClause  // of Options.Penalty
	weighs      bool       // a plan has factors
	prepays     bool       // a plan's fee is for several months at a time
	carries     bool       // some of an allowance goes on, or is of a year
	without     Uncovered  // what becomes of work without credit (D29): never as the plans say
	levels      []Level    // of the contract and its states, those that are none of the five: see number
	runs        []run      // from the first day on; it has one at least
	targets     []targetPlan
	tracker     *response.Tracker // of all plans; nil: none promises anything of single tickets
	lates       []lateClause      // of what late interventions cost; none if that is nothing
}

// listed is the days from one on, up to the next, on which one edition holds (D34).
type listed struct {
	from calendar.Date
	cat  *Catalogue
}

// run is the days from one on, up to the next run, on which one plan holds. Plans of
// neighbours differ.
type run struct {
	from  calendar.Date
	level Level
	offer *offer
	cat   *Catalogue // the edition
	// promise is the first of the runs that have the same promise of availability: the
	// same terms at the same level. It is -1 without one.
	promise int
	// targets is which of term.targets the run has, if there are any.
	targets int
	// late is which of term.lates the run has, or -1.
	late int
}

// bind reads a contract together with its catalogue, in the memory of t, and checks it
// against the editions that it names. The contract itself has been validated.
func (c *Catalogue) bind(t *term, ct *Contract) error {
	t.reset()
	var err error
	t.contract, t.Cycle = ct, cycle.Of(ct.Options.MonthDay)
	t.zones, t.zone, err = c.zoneOf(ct)
	var l fault.List
	l.In("", err)
	signed := c.under(ct.Edition)
	if signed == nil {
		c.unknown(&l, "edition", ct.Edition)
		return l.Err()
	}
	on := ct.Signed
	if !on.Valid() {
		on = ct.Start
	}
	signed.checkOffered(&l, "signed", on)
	t.unit = money.UnitIn(signed.edition.Currency)
	t.checkAmounts(&l)
	t.lists = append(t.lists, listed{ct.Start, signed})
	t.bindQuotes(&l, c)
	signed.checkQuote(&l, "quote", ct.Quote)
	t.checkLevel(&l, "level", t.offer(signed, ct.Level, 0), signed, ct.Level)
	for i := range ct.Changes {
		t.checkChange(&l, c, i)
	}
	t.unlist()
	t.bindVAT(&l)
	if l.Empty() {
		t.order()
		t.bindTargets()
		t.bindLate()
		l.In("", t.bindUncovered())
	}
	return l.Err()
}

// reset forgets a contract, and keeps the memory of its lists.
func (t *term) reset() {
	lists, runs, levels, lates, own, indexed := t.lists[:0], t.runs[:0], t.levels[:0], t.lates[:0], t.own.later[:0], t.indexed.later[:0]
	*t = term{}
	t.lists, t.runs, t.levels, t.lates, t.own.later, t.indexed.later = lists, runs, levels, lates, own, indexed
}

// bindQuotes lists the quoted plan that the contract has at the start and from each
// change on: the last one that was quoted (S72, D25).
func (t *term) bindQuotes(l *fault.List, c *Catalogue) {
	ct := t.contract
	if ct.Quote == nil && !slices.ContainsFunc(ct.Changes, func(ch Change) bool { return ch.Quote != nil }) {
		return
	}
	var last *offer
	quoted := func(p *plans.Plan, field string) {
		if p != nil {
			var err error
			if err = p.ValidateIn(t.currency()); err == nil {
				last, err = c.offer(*p, t.unit)
			}
			if err == nil {
				last.quoted = true
			}
			l.In(field, err)
		}
		t.quotes = append(t.quotes, last)
	}
	quoted(ct.Quote, "quote")
	for i := range ct.Changes {
		quoted(ct.Changes[i].Quote, fault.Index("changes", i)+".quote")
	}
}

// checkChange checks a change against the edition that holds from then on, and lists that.
func (t *term) checkChange(l *fault.List, c *Catalogue, i int) {
	ch := &t.contract.Changes[i]
	now := t.lists[len(t.lists)-1].cat
	if ch.Edition != "" && ch.Edition != now.edition.ID {
		if now = c.under(ch.Edition); now == nil {
			c.unknown(l, fault.Index("changes", i)+".edition", ch.Edition)
			return
		}
		now.checkOffered(l, fault.Index("changes", i)+".on", ch.On)
		l.Check(now.Currency() == t.currency(), fault.Index("changes", i)+".edition", ch.Edition,
			"must be one whose currency is that of the contract's")
		t.list(t.effective(*ch), now)
	}
	now.checkQuote(l, fault.Index("changes", i)+".quote", ch.Quote)
	t.checkLevel(l, fault.Index("changes", i)+".level", t.offer(now, ch.Level, i+1), now, ch.Level)
}

// list adds an edition that holds from a day on.
func (t *term) list(from calendar.Date, cat *Catalogue) {
	if last := &t.lists[len(t.lists)-1]; last.from == from { // two changes wait for one month
		last.cat = cat
		return
	}
	t.lists = append(t.lists, listed{from, cat})
}

// unlist takes out the editions that never take effect, since the contract ends by then.
func (t *term) unlist() {
	n := len(t.lists)
	for n > 1 && t.contract.End.Valid() && t.lists[n-1].from.Compare(t.contract.End) >= 0 {
		n--
	}
	t.lists = t.lists[:n]
}

// order lists the runs of the contract's plans.
func (t *term) order() {
	edition := 0
	t.add(t.contract.Start, t.contract.Level, t.lists[0].cat, 0)
	changes := t.contract.Changes
	for i, ch := range changes {
		on := t.effective(ch)
		if t.contract.End.Valid() && on.Compare(t.contract.End) >= 0 {
			break // it never takes effect
		}
		if edition+1 < len(t.lists) && t.lists[edition+1].from.Compare(on) <= 0 {
			edition++
		}
		if i+1 < len(changes) && t.effective(changes[i+1]) == on {
			continue // both wait for one month: it never takes effect, and the edition may not have its level
		}
		t.add(on, ch.Level, t.lists[edition].cat, i+1)
	}
}

// add adds the run of a level of an edition, after so many changes.
func (t *term) add(from calendar.Date, level Level, cat *Catalogue, changes int) {
	o := t.offer(cat, level, changes)
	n := len(t.runs)
	if n > 0 && t.runs[n-1].level == level && t.runs[n-1].cat == cat && t.runs[n-1].offer == o {
		return
	}
	p := &o.plan
	t.weighs = t.weighs || len(o.factors) > 0
	t.prepays = t.prepays || p.Fee.Months > 1 && o.fee != 0
	t.carries = t.carries || p.Allowance.Carry != nil || p.Allowance.Yearly > 0
	r := run{from, level, o, cat, -1, 0, -1}
	if p.Availability != nil {
		r.promise = n
		for i := range t.runs {
			if x := &t.runs[i]; x.level == level && x.offer.promise == o.promise {
				r.promise = x.promise
				break
			}
		}
	}
	t.runs = append(t.runs, r)
}

// on returns the number of the run that holds on a day. Days before the first one are
// as that one.
func (t *term) on(d calendar.Date) int {
	n := len(t.runs) - 1
	if n > 16 && t.runs[n].from.Compare(d) > 0 {
		i, found := slices.BinarySearchFunc(t.runs, d, func(r run, d calendar.Date) int { return r.from.Compare(d) })
		if !found {
			i--
		}
		return max(0, i)
	}
	for n > 0 && t.runs[n].from.Compare(d) > 0 {
		n--
	}
	return n
}

// zoneOf returns the zone of a contract: its own, or that of the edition under which it was
// signed (D3), and the zone database that it is from.
func (c *Catalogue) zoneOf(ct *Contract) (*calendar.Zones, *time.Location, error) {
	signed := c.under(ct.Edition)
	if signed == nil {
		signed = c
	}
	if name := ct.Options.Zone; name != "" && name != signed.zone.String() {
		own, err := signed.zones.Load(name)
		return signed.zones, own, fault.In("options", err)
	}
	return signed.zones, signed.zone, nil
}

// checkOffered refuses a day of signature, or of a change to the edition, on which that was
// not on offer.
func (c *Catalogue) checkOffered(l *fault.List, field string, day calendar.Date) {
	from, until := c.edition.From, c.edition.Until
	if from.Valid() && day.Compare(from) < 0 {
		l.Add(field, day, "must not be before the edition's first day, "+from.String())
	}
	if until.Valid() && day.Compare(until) >= 0 {
		l.Add(field, day, "must be before the edition's end, "+until.String())
	}
}

// checkQuote refuses a quoted plan, nil being none, of a level of the edition's own that is not
// on quote in it, and features that nobody names.
func (c *Catalogue) checkQuote(l *fault.List, field string, p *plans.Plan) {
	if p == nil {
		return
	}
	if o := c.at(p.Level); p.Level != CriticalBusiness && (o == nil || !o.plan.Fee.OnQuote) {
		l.Add(field+".level", p.Level, "is not a level on quote of the edition "+c.edition.ID)
	}
	l.In(field+".entitlements", c.edition.CheckNamed(p.Entitlements))
}

// checkLevel refuses a level that an edition does not have, one on quote
// without a quote (S72, D25), and one that promises availability without a rent
// (D17).
func (t *term) checkLevel(l *fault.List, field string, o *offer, cat *Catalogue, level Level) {
	switch {
	case o == nil:
		l.Add(field, level, "is not a level of the edition "+cat.edition.ID+", which has "+check.ListCodes(cat.Levels()))
	case o.plan.Fee.OnQuote:
		l.Add(field, level, "is on quote (S72): the contract needs one in quote")
	case o.plan.Availability != nil && t.contract.Rent == nil && t.penaltyTerms(o).Basis != penalty.ServiceDays:
		l.Add("rent", nil, "must be given for the level "+level.String()+", whose penalties are a share of it (D17)")
	case quotasOwe(o.plan.Targets) && t.contract.Rent == nil:
		l.Add("rent", nil, "must be given for the level "+level.String()+", whose quotas cost a share of it (D17)")
	case t.contract.Rent == nil && t.charges(o):
		l.Add("rent", nil, "must be given where late interventions cost a share of it (D17, D19)")
	}
}

// offer returns the plan of a level of an edition as the contract has it after so many
// changes, or nil.
func (t *term) offer(cat *Catalogue, level Level, changes int) *offer {
	if t.quotes != nil && t.quotes[changes] != nil && t.quotes[changes].plan.Level == level {
		return t.quotes[changes]
	}
	return cat.at(level)
}

// effective returns the day on which a change takes effect: the first of the
// next month unless it is dated on a first of one, or its own date pro rata (D24).
func (t *term) effective(ch Change) calendar.Date {
	if t.contract.Options.ProRata || ch.On == t.First(t.Of(ch.On)) {
		return ch.On
	}
	return t.Past(t.Of(ch.On))
}

// After the numbers of the five levels comes the one of days after the end of a contract, and
// then those of other levels in the order in which the contract came to have them.
const (
	endNumber  = states.AfterEnd
	ownNumbers = endNumber + 1
)

// number returns the number of a level by which allowances are told apart (D27).
func (t *term) number(level Level) int {
	if n, ok := level.Number(); ok {
		return n
	}
	n := slices.Index(t.levels, level)
	if n < 0 {
		n = len(t.levels)
		t.levels = append(t.levels, level)
	}
	return ownNumbers + n
}

// level returns the level that holds on a day.
func (t *term) level(d calendar.Date) Level { return t.runs[t.on(d)].level }

// at returns the plan that holds at an instant.
func (t *term) at(instant time.Time) *offer {
	if len(t.runs) == 1 {
		return t.runs[0].offer
	}
	return t.runs[t.on(calendar.DateOf(instant.In(t.zone)))].offer
}

// serves reports whether a day is one of service.
func (t *term) serves(day calendar.Date) bool { return t.contract.Serves(day) }

// service returns the days in service of a month: the first, and the one after
// the last. ok is false if there is none.
func (t *term) service(m calendar.Month) (from, until calendar.Date, ok bool) {
	from, until = t.clip(t.First(m), t.Past(m))
	return from, until, from.Compare(until) < 0
}

// clip cuts days off that are not in service. There may be none left.
func (t *term) clip(from, until calendar.Date) (first, past calendar.Date) {
	if t.contract.Start.Compare(from) > 0 {
		from = t.contract.Start
	}
	if end := t.contract.End; end.Valid() && end.Compare(until) < 0 {
		until = end
	}
	return from, until
}

// until returns the first day after a day on which another plan holds, or end if that
// is earlier.
func (t *term) until(day, end calendar.Date) calendar.Date {
	if n := t.on(day) + 1; n < len(t.runs) && t.runs[n].from.Compare(end) < 0 {
		return t.runs[n].from
	}
	return end
}

// penaltyTerms returns the terms that a breach of availability is assessed by:
// the contract's own, or the plan's.
func (t *term) penaltyTerms(o *offer) *penalty.Terms {
	terms := &o.plan.Availability.Terms
	if t.contract.Options.Penalty != nil {
		terms = t.contract.Options.Penalty
	}
	return t.rounded(terms)
}

// rounded gives terms the unit of the currency and the contract's rounding, unless they have their own (D21).
func (t *term) rounded(terms *penalty.Terms) *penalty.Terms {
	terms = check.Terms(t.unit, terms)
	if terms.Rounding != penalty.HalfAway || t.contract.Options.Rounding == penalty.HalfAway {
		return terms
	}
	own := *terms
	own.Rounding = t.contract.Options.Rounding
	return &own
}
