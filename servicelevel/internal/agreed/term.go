package agreed

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/contracts"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/states"
)

// Term is a contract read together with its catalogue: what holds on which day. Its fields are read by others, and
// set by Bind alone, but for Levels, which a state adds its own to.
type Term struct {
	Contract    *contracts.Contract
	Unit        money.Unit      // of the currency
	Editions    []Listed        // the editions from the first day on; it has one at least
	Zones       *calendar.Zones // nil: the machine's
	Zone        *time.Location
	cycle.Cycle                   // of its months
	Quotes      []*Plan           // the contract's own plan of a level on quote, at the start and after each change; nil: it has none
	rates       *Treatments       // of the editions
	indexed     Treatments        // the same, if there are several editions
	VAT         *Treatments       // how the contract taxes
	own         Treatments        // of the contract, where it has any
	Weighs      bool              // a plan has factors
	Prepays     bool              // a plan's fee is for several months at a time
	Carries     bool              // some of an allowance goes on, or is of a year
	Uncovered   plans.Uncovered   // what becomes of work without credit (D29): never as the plans say
	Levels      []plans.Level     // of the contract and its states, those that are none of the five: see NumberOf
	Runs        []Run             // from the first day on; it has one at least
	Targets     []TargetPlan      // what the plans promise of tickets; none if nothing
	Tracker     *response.Tracker // of all plans; nil: none promises anything of single tickets
	LateClauses []LateClause      // of what late interventions cost; none if that is nothing
}

// Listed is the days from one on, up to the next one's, on which one edition holds (D34).
type Listed struct {
	from      calendar.Date
	Catalogue *Catalogue
}

// Run is the days from one on, up to the next run, on which one plan holds. Plans of
// neighbours differ.
type Run struct {
	From      calendar.Date
	Level     plans.Level
	Plan      *Plan
	Catalogue *Catalogue // the edition
	// Promise is the first of the runs that have the same promise of availability: the
	// same terms at the same level. It is -1 without one.
	Promise int
	// Targets is which of Term.Targets the run has, if there are any.
	Targets int
	// Late is which of Term.LateClauses the run has, or -1.
	Late int
}

// Bind reads a contract together with its catalogue, in the memory of t, and checks it
// against the editions that it names. The contract itself has been validated.
func (c *Catalogue) Bind(t *Term, ct *contracts.Contract) error {
	t.reset()
	var err error
	t.Contract, t.Cycle = ct, cycle.Of(ct.Options.MonthDay)
	t.Zones, t.Zone, err = c.ZoneOf(ct)
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
	t.Unit = money.UnitIn(signed.Edition.Currency)
	t.checkAmounts(&l)
	t.Editions = append(t.Editions, Listed{ct.Start, signed})
	t.bindQuotes(&l, c)
	signed.checkQuote(&l, "quote", ct.Quote)
	t.checkLevel(&l, "level", t.plan(signed, ct.Level, 0), signed, ct.Level)
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
func (t *Term) reset() {
	lists, runs, levels, lates, own, indexed := t.Editions[:0], t.Runs[:0], t.Levels[:0], t.LateClauses[:0], t.own.later[:0], t.indexed.later[:0]
	*t = Term{}
	t.Editions, t.Runs, t.Levels, t.LateClauses, t.own.later, t.indexed.later = lists, runs, levels, lates, own, indexed
}

// bindQuotes lists the quoted plan that the contract has at the start and from each
// change on: the last one that was quoted (S72, D25).
func (t *Term) bindQuotes(l *fault.List, c *Catalogue) {
	ct := t.Contract
	if ct.Quote == nil && !slices.ContainsFunc(ct.Changes, func(ch contracts.Change) bool { return ch.Quote != nil }) {
		return
	}
	var last *Plan
	quoted := func(p *plans.Plan, field string) {
		if p != nil {
			var err error
			if err = p.ValidateIn(t.currency()); err == nil {
				last, err = c.plan(*p, t.Unit)
			}
			if err == nil {
				last.Quoted = true
			}
			l.In(field, err)
		}
		t.Quotes = append(t.Quotes, last)
	}
	quoted(ct.Quote, "quote")
	for i := range ct.Changes {
		quoted(ct.Changes[i].Quote, fault.Index("changes", i)+".quote")
	}
}

// checkChange checks a change against the edition that holds from then on, and lists that.
func (t *Term) checkChange(l *fault.List, c *Catalogue, i int) {
	ch := &t.Contract.Changes[i]
	now := t.Editions[len(t.Editions)-1].Catalogue
	if ch.Edition != "" && ch.Edition != now.Edition.ID {
		if now = c.under(ch.Edition); now == nil {
			c.unknown(l, fault.Index("changes", i)+".edition", ch.Edition)
			return
		}
		now.checkOffered(l, fault.Index("changes", i)+".on", ch.On)
		l.Check(now.Currency() == t.currency(), fault.Index("changes", i)+".edition", ch.Edition,
			"must be one whose currency is that of the contract's")
		t.list(t.EffectiveOn(*ch), now)
	}
	now.checkQuote(l, fault.Index("changes", i)+".quote", ch.Quote)
	t.checkLevel(l, fault.Index("changes", i)+".level", t.plan(now, ch.Level, i+1), now, ch.Level)
}

// list adds an edition that holds from a day on.
func (t *Term) list(from calendar.Date, cat *Catalogue) {
	if last := &t.Editions[len(t.Editions)-1]; last.from == from { // two changes wait for one month
		last.Catalogue = cat
		return
	}
	t.Editions = append(t.Editions, Listed{from, cat})
}

// unlist takes out the editions that never take effect, since the contract ends by then.
func (t *Term) unlist() {
	n := len(t.Editions)
	for n > 1 && t.Contract.End.Valid() && t.Editions[n-1].from.Compare(t.Contract.End) >= 0 {
		n--
	}
	t.Editions = t.Editions[:n]
}

// order lists the runs of the contract's plans.
func (t *Term) order() {
	edition := 0
	t.add(t.Contract.Start, t.Contract.Level, t.Editions[0].Catalogue, 0)
	changes := t.Contract.Changes
	for i, ch := range changes {
		on := t.EffectiveOn(ch)
		if t.Contract.End.Valid() && on.Compare(t.Contract.End) >= 0 {
			break // it never takes effect
		}
		if edition+1 < len(t.Editions) && t.Editions[edition+1].from.Compare(on) <= 0 {
			edition++
		}
		if i+1 < len(changes) && t.EffectiveOn(changes[i+1]) == on {
			continue // both wait for one month: it never takes effect, and the edition may not have its level
		}
		t.add(on, ch.Level, t.Editions[edition].Catalogue, i+1)
	}
}

// add adds the run of a level of an edition, after so many changes.
func (t *Term) add(from calendar.Date, level plans.Level, cat *Catalogue, changes int) {
	o := t.plan(cat, level, changes)
	n := len(t.Runs)
	if n > 0 && t.Runs[n-1].Level == level && t.Runs[n-1].Catalogue == cat && t.Runs[n-1].Plan == o {
		return
	}
	p := &o.Data
	t.Weighs = t.Weighs || len(o.Factors) > 0
	t.Prepays = t.Prepays || p.Fee.Months > 1 && o.Fee != 0
	t.Carries = t.Carries || p.Allowance.Carry != nil || p.Allowance.Yearly > 0
	r := Run{from, level, o, cat, -1, 0, -1}
	if p.Availability != nil {
		r.Promise = n
		for i := range t.Runs {
			if x := &t.Runs[i]; x.Level == level && x.Plan.promise == o.promise {
				r.Promise = x.Promise
				break
			}
		}
	}
	t.Runs = append(t.Runs, r)
}

// RunOn returns the number of the run that holds on a day. Days before the first one are
// as that one.
func (t *Term) RunOn(d calendar.Date) int {
	n := len(t.Runs) - 1
	if n > 16 && t.Runs[n].From.Compare(d) > 0 {
		i, found := slices.BinarySearchFunc(t.Runs, d, func(r Run, d calendar.Date) int { return r.From.Compare(d) })
		if !found {
			i--
		}
		return max(0, i)
	}
	for n > 0 && t.Runs[n].From.Compare(d) > 0 {
		n--
	}
	return n
}

// checkLevel refuses a level that an edition does not have, one on quote
// without a quote (S72, D25), and one that promises availability without a rent
// (D17).
func (t *Term) checkLevel(l *fault.List, field string, o *Plan, cat *Catalogue, level plans.Level) {
	switch {
	case o == nil:
		l.Add(field, level, "is not a level of the edition "+cat.Edition.ID+", which has "+check.ListCodes(cat.Edition.Levels()))
	case o.Data.Fee.OnQuote:
		l.Add(field, level, "is on quote (S72): the contract needs one in quote")
	case o.Data.Availability != nil && t.Contract.Rent == nil && t.PenaltyTerms(o).Basis != penalty.ServiceDays:
		l.Add("rent", nil, "must be given for the level "+level.String()+", whose penalties are a share of it (D17)")
	case quotasOwe(o.Data.Targets) && t.Contract.Rent == nil:
		l.Add("rent", nil, "must be given for the level "+level.String()+", whose quotas cost a share of it (D17)")
	case t.Contract.Rent == nil && t.charges(o):
		l.Add("rent", nil, "must be given where late interventions cost a share of it (D17, D19)")
	}
}

// plan returns the plan of a level of an edition as the contract has it after so many
// changes, or nil.
func (t *Term) plan(cat *Catalogue, level plans.Level, changes int) *Plan {
	if t.Quotes != nil && t.Quotes[changes] != nil && t.Quotes[changes].Data.Level == level {
		return t.Quotes[changes]
	}
	return cat.OfLevel(level)
}

// After the numbers of the five levels comes the one of days after the end of a contract, and
// then those of other levels in the order in which the contract came to have them.
const (
	endNumber  = states.AfterEnd
	ownNumbers = endNumber + 1
)

// NumberOf returns the number of a level by which allowances are told apart (D27).
func (t *Term) NumberOf(level plans.Level) int {
	if n, ok := level.Number(); ok {
		return n
	}
	n := slices.Index(t.Levels, level)
	if n < 0 {
		n = len(t.Levels)
		t.Levels = append(t.Levels, level)
	}
	return ownNumbers + n
}

// LevelOn returns the level that holds on a day.
func (t *Term) LevelOn(d calendar.Date) plans.Level { return t.Runs[t.RunOn(d)].Level }

// PlanAt returns the plan that holds at an instant.
func (t *Term) PlanAt(instant time.Time) *Plan {
	if len(t.Runs) == 1 {
		return t.Runs[0].Plan
	}
	return t.Runs[t.RunOn(calendar.DateOf(instant.In(t.Zone)))].Plan
}

// Serves reports whether a day is one of service.
func (t *Term) Serves(day calendar.Date) bool { return t.Contract.Serves(day) }

// Instant returns an instant in Unix nanoseconds as the contract's zone shows it.
func (t *Term) Instant(at int64) time.Time { return time.Unix(0, at).In(t.Zone) }
