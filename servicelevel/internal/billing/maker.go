package billing

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/zone"
	"github.com/palier-go/palier/servicelevel/contracts"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/choices"
	"github.com/palier-go/palier/servicelevel/internal/decided"
	"github.com/palier-go/palier/servicelevel/internal/draft"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/internal/promises"
	"github.com/palier-go/palier/servicelevel/internal/scope"
	"github.com/palier-go/palier/servicelevel/statement"
	"github.com/palier-go/palier/servicelevel/states"
)

// Maker makes the statements of a contract's months, in memory that it uses again. The zero value is ready for Make, or
// for Start. It must not be used by two goroutines at a time.
type Maker struct {
	scope.View
	draft.Documents
	promises.Assessor
	Hours Hours
	moves []Move
	Base  *states.State // that a book goes on from; nil: none
	// rulesChanged says that the zone has other rules than those by which months were closed.
	rulesChanged bool
	// Accrues says that months are to bear what is theirs, whatever is invoiced when: see servicelevel.Catalogue.Accruals.
	Accrues bool
	// Of a book: the months that sessions lie in, by Activity.Interventions. Nil is by the zone.
	Parts    [][]credit.Part
	covered  states.Fee // what pays for the month, if an earlier statement invoiced it, or may have
	sold     int        // purchases of the month
	sessions int        // of the month
}

// connect has the parts of b look at one view. It comes before all else, since b may have been moved.
func (b *Maker) connect() {
	b.Documents.View = &b.View
	b.Assessor.View, b.Assessor.Documents = &b.View, &b.Documents
}

// Make fills in an empty statement of a month from all that is told, as of an instant in the month, or its end if
// that is zero.
func (b *Maker) Make(c *agreed.Catalogue, s *statement.Statement, ct *contracts.Contract, act *facts.Activity, m calendar.Month, asOf time.Time) error {
	if err := b.check(ct, act, m); err != nil {
		return err
	}
	if err := c.Bind(&b.Term, ct); err != nil {
		return fault.In("contract", err)
	}
	if err := checkIn(act, b.Term.Unit); err != nil {
		return fault.In("activity", err)
	}
	b.connect()
	b.Base, b.rulesChanged = nil, false
	b.Wall.Show(b.Term.Zone, b.Term.Cycle)
	if err := b.Begin(s, act, m, asOf); err != nil {
		return err
	}
	if err := b.gather(); err != nil {
		return err
	}
	return b.Finish(s)
}

// Start begins the life of a contract, of which nothing is told yet: from a state in which a month was closed, if there is
// one, and after days that are known to have begun otherwise than by the rules of the zone. What becomes known is
// put in act by the caller.
func (b *Maker) Start(c *agreed.Catalogue, ct *contracts.Contract, act *facts.Activity, base *states.State, begun []zone.Begun) error {
	b.connect()
	b.Act, b.moves, b.Base = act, b.moves[:0], base
	b.sold, b.sessions, b.From, b.Until, b.Served = 0, 0, 0, 0, false
	b.First = calendar.Date{}
	if err := c.Bind(&b.Term, ct); err != nil {
		return fault.In("contract", err)
	}
	if base != nil {
		b.Term.Levels = append(b.Term.Levels, base.Levels...)
	}
	b.Wall.Show(b.Term.Zone, b.Term.Cycle)
	b.goOn(base, begun)
	b.Hours.begin(&b.Term, b.Wall.Begun())
	b.Ask(0)
	if base == nil {
		b.startCarrying()
	}
	return nil
}

// Finish makes the statement of the moves that were added.
func (b *Maker) Finish(s *statement.Statement) error {
	b.fees(s)
	if err := b.replay(s); err != nil {
		return err
	}
	b.dropLines(s)
	if err := b.charges(s); err != nil {
		return err
	}
	if err := b.creditNotes(s); err != nil {
		return err
	}
	b.Attend()
	if err := b.close(s); err != nil {
		return err
	}
	if err := b.Guarantees(s); err != nil {
		return err
	}
	if err := b.Targets(s); err != nil {
		return err
	}
	if err := b.Availability(s); err != nil {
		return err
	}
	if err := b.BelowZero(s); err != nil {
		return err
	}
	if err := b.Total(s); err != nil {
		return err
	}
	b.repeated(s)
	b.Memory.Assumptions = choices.Decide(&b.View, s, b.Memory.Assumptions)
	b.clauses(s)
	return nil
}

// check reports every fault that can be seen without the catalogue.
func (b *Maker) check(ct *contracts.Contract, act *facts.Activity, m calendar.Month) error {
	var l fault.List
	var inActivity error
	inContract := ct.Validate()
	b.Hours.requests, inActivity = act.Join(b.Hours.requests[:0])
	err := check.Month(m)
	if inContract == nil && inActivity == nil && err == nil {
		return nil
	}
	l.In("contract", inContract)
	l.In("activity", inActivity)
	l.In("", err)
	return l.Err()
}

// Begin begins the statement of a month after Start, as of an instant in it unless that is zero. Moves are added to it,
// and then it is finished.
func (b *Maker) Begin(s *statement.Statement, act *facts.Activity, m calendar.Month, asOf time.Time) error {
	t := &b.Term
	b.Act, b.Month = act, m
	b.Documents.Begin()
	b.First, b.Next = t.First(m), t.Past(m)
	b.Period = b.Wall.Period(m)
	b.Assumed = decided.D3 | decided.D4
	b.Assessor.Forget()
	b.AsOf = b.Period.End
	b.From, b.Until = nano.Of(b.Period.Start), nano.Of(b.Period.End)
	if !asOf.IsZero() {
		if !b.Period.Contains(asOf) {
			return fault.New("as_of", asOf, "must lie in the month, "+m.String())
		}
		b.AsOf = asOf.In(t.Zone)
		b.Until = nano.Of(asOf) + 1 // what is known at the instant counts
		s.Provisional, s.AsOf = true, b.AsOf
		b.Assumed |= decided.D15
	}
	b.Served = t.Serves(b.First) && t.Serves(t.Last(m))
	s.Contract, s.Customer = t.Contract.ID, t.Contract.Customer
	last := t.Runs[t.RunOn(t.Last(m))].Catalogue
	s.Provider, s.Edition, s.Currency = last.Edition.Provider, last.Edition.ID, last.Currency()
	s.MonthDay, s.Month, s.Zone, s.Rules, s.Period = t.MonthDay(), m, t.Zone.String(), t.ClockRules(&b.Wall, m), b.Period
	if b.rulesChanged {
		b.Assumed |= decided.RulesChanged
	}
	return nil
}

// goOn goes on from a state, after days that are known to have begun otherwise than by the
// rules of the zone: the months that were closed stay as they were, and the next one begins
// where the last one ended.
func (b *Maker) goOn(base *states.State, begun []zone.Begun) {
	w := &b.Wall
	if b.rulesChanged = false; base != nil {
		b.rulesChanged = base.Rules != "" && base.Rules != b.Term.ClockRules(w, base.Month)
		for _, m := range base.Past {
			if !m.Until.IsZero() && !m.Until.Equal(w.ByRules(m.Month).End) {
				w.Begin(w.Began(m.Month.AddMonths(1), m.Until))
				b.rulesChanged = true
			}
		}
	}
	for _, x := range begun {
		w.Begin(x)
		b.rulesChanged = true
	}
}

// checkIn refuses amounts of an activity that a currency does not have.
func checkIn(a *facts.Activity, u money.Unit) error {
	var l fault.List
	for i := range a.Purchases {
		if price := a.Purchases[i].Price; price != nil {
			money.Count(&l, u, fault.Index("purchases", i)+".price", *price)
		}
	}
	for i := range a.Removals {
		if price := a.Removals[i].Price; price != nil {
			money.Count(&l, u, fault.Index("removals", i)+".price", *price)
		}
	}
	for i := range a.Charges {
		money.Count(&l, u, fault.Index("charges", i)+".price", a.Charges[i].Price)
	}
	return l.Err()
}
