package servicelevel

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/states"
)

// Biller makes statements one after the other in the same memory, for a run over
// many contracts: it leaves next to no garbage, and takes a fraction of the time of
// Catalogue.Statement, whose statements are the caller's own. Catalogue.Biller
// returns one; the zero value refuses every contract. It must not be used by two
// goroutines at a time. Package monthend has one for each worker.
type Biller struct {
	cat *Catalogue
	out Statement // the last one that Statement returned
	mem memory    // of it

	// What is at hand, and memory that nothing in a Statement is part of.
	term        term
	act         *Activity
	month       calendar.Month
	first, next calendar.Date // the first day of the month, and of the one after
	period      calendar.Interval
	asOf        time.Time // the end of the period, or the instant of a preview
	from, until int64     // of what became known in the month, as Unix nanoseconds
	served      bool      // the whole month is in service
	assumed     assumed
	base        *State // that a book goes on from; nil: none
	// rulesChanged says that the zone has other rules than those by which months were closed.
	rulesChanged bool

	// What was asked. It stays until the next time, or until a collection empties the
	// pool of the catalogue.
	contract Contract
	activity Activity

	// Of a book: the months that sessions lie in, by Activity.Interventions, and when the
	// ends of outages became known, by Activity.Outages. Nil is by the zone, and at once.
	// And how requests stood by what was known when the month began, by Activity.Requests,
	// without who attended: nil is as they stand.
	parts [][]credit.Part
	ends  []int64
	then  []standing

	book       *Book // for inputs that tell facts; nil until one does
	reader     wire.Reader[Input]
	covered    states.Fee // what pays for the month, if an earlier statement invoiced it, or may have
	accrues    bool       // see Catalogue.Accruals
	amounts    *amounts   // of a biller that made a statement
	wall       wall
	facts      []fact
	hours      hours
	sold       int // purchases of the month
	sessions   int // of the month
	owed       int64
	sums       []taxSum         // of the invoice
	sum        [1]taxSum        // where they mostly lie
	outages    []penalty.Outage // those of the period that is assessed
	exclusions []penalty.Exclusion
	claims     []time.Time // of it
	past       []owedPast
	costs      lateCosts
	judged     [2]response.Answer // of a request, as it is and as it was before
}

// Statement returns what a month of a contract comes to. The activity holds the
// facts from the oldest pack that may have hours left; of those, the ones known
// before the end of the month count, so that the statement of a month stays the
// same whatever happens later. Its texts are empty until Statement.Explain.
//
// Bad input is reported whole, by paths under "contract", "activity" and
// "month". Work that there was no credit for (D8) is an error that wraps a
// *credit.ShortfallError. It may be called from any goroutine.
func (c *Catalogue) Statement(ct Contract, act Activity, m calendar.Month) (Statement, error) {
	if err := c.made(); err != nil {
		return Statement{}, err
	}
	return c.statement(ct, act, m, time.Time{})
}

// statement makes a statement as of an instant in its month, or the end of that if it is
// zero, with a Biller that is at hand.
func (c *Catalogue) statement(ct Contract, act Activity, m calendar.Month, asOf time.Time) (Statement, error) {
	b := c.pooled()
	defer c.billers.Put(b)
	b.contract, b.activity = ct, act // in place of parameters on the heap
	var s Statement
	err := b.makeAsOf(c, &s, &b.contract, &b.activity, m, asOf)
	b.mem = memory{} // it is the caller's now
	if err != nil {
		return Statement{}, err
	}
	return s, nil
}

// pooled returns a Biller that is at hand.
func (c *Catalogue) pooled() *Biller {
	b, _ := c.billers.Get().(*Biller)
	if b == nil {
		b = new(Biller)
	}
	return b
}

// Biller returns a Biller of the catalogue's contracts.
func (c *Catalogue) Biller() *Biller { return &Biller{cat: c} }

// Accruals returns a Biller of what months bear rather than of what they invoice: each has its own fee, of
// a price for several its share (plans.Fee.Price), and none in advance, whatever the contract and its plans
// say, and work beyond the credit stays overdrawn when the month ends, for it is never sold (D29). A priority that a plan has no targets for is not refused:
// nothing is promised for it. Such a statement is no invoice. Package compare asks it what other levels
// would have come to.
func (c *Catalogue) Accruals() *Biller { return &Biller{cat: c, accrues: true} }

// Statement is Catalogue.Statement, save that the statement and all its lists are
// good until the next call only: Statement.Clone keeps one.
func (b *Biller) Statement(ct Contract, act Activity, m calendar.Month) (*Statement, error) {
	if err := b.made(); err != nil {
		return nil, err
	}
	b.out = Statement{}
	b.contract = ct
	b.activity = act
	if err := b.make(b.cat, &b.out, &b.contract, &b.activity, m); err != nil {
		return nil, err
	}
	return &b.out, nil
}

// made refuses a Biller that is of no catalogue.
func (b *Biller) made() error {
	if b.cat.made() != nil {
		return fault.New("biller", nil, "must be made by Catalogue.Biller")
	}
	return nil
}

// Preview is Statement for a month that goes on: what it comes to by what is known at an
// instant, which lies in it, and judged as of then (D15). It is marked provisional.
func (c *Catalogue) Preview(ct Contract, act Activity, at time.Time) (Statement, error) {
	if err := c.made(); err != nil {
		return Statement{}, err
	}
	var l fault.List
	check.Instant(&l, "at", at)
	if !l.Empty() {
		return Statement{}, l.Err()
	}
	_, zone, err := c.zoneOf(&ct)
	if err != nil {
		return Statement{}, fault.In("contract", err)
	}
	return c.statement(ct, act, ct.MonthOf(calendar.DateOf(at.In(zone))), at)
}

// make fills in an empty statement.
func (b *Biller) make(c *Catalogue, s *Statement, ct *Contract, act *Activity, m calendar.Month) error {
	return b.makeAsOf(c, s, ct, act, m, time.Time{})
}

// makeAsOf is make as of an instant in the month, or its end if that is zero.
func (b *Biller) makeAsOf(c *Catalogue, s *Statement, ct *Contract, act *Activity, m calendar.Month, asOf time.Time) error {
	if err := b.check(ct, act, m); err != nil {
		return err
	}
	if err := c.bind(&b.term, ct); err != nil {
		return fault.In("contract", err)
	}
	if err := checkIn(act, b.term.unit); err != nil {
		return fault.In("activity", err)
	}
	b.base, b.rulesChanged = nil, false
	b.wall.use(b.term.zone, b.term.Cycle)
	if err := b.begin(s, act, m, asOf); err != nil {
		return err
	}
	if err := b.gather(); err != nil {
		return err
	}
	return b.finish(s)
}

// finish makes the statement of the facts that were gathered.
func (b *Biller) finish(s *Statement) error {
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
	b.attend()
	if err := b.close(s); err != nil {
		return err
	}
	if err := b.guarantees(s); err != nil {
		return err
	}
	if err := b.targets(s); err != nil {
		return err
	}
	if err := b.availability(s); err != nil {
		return err
	}
	if err := b.belowZero(s); err != nil {
		return err
	}
	if err := b.total(s); err != nil {
		return err
	}
	b.repeated(s)
	b.decide(s)
	b.clauses(s)
	return nil
}

// check reports every fault that can be seen without the catalogue.
func (b *Biller) check(ct *Contract, act *Activity, m calendar.Month) error {
	var l fault.List
	var inActivity error
	inContract := ct.Validate()
	b.hours.requests, inActivity = act.Join(b.hours.requests[:0])
	err := check.Month(m)
	if inContract == nil && inActivity == nil && err == nil {
		return nil
	}
	l.In("contract", inContract)
	l.In("activity", inActivity)
	l.In("", err)
	return l.Err()
}

// begin begins the statement of a month, as of an instant in it unless that is zero.
func (b *Biller) begin(s *Statement, act *Activity, m calendar.Month, asOf time.Time) error {
	t := &b.term
	b.act, b.month = act, m
	if b.amounts == nil {
		b.amounts = new(amounts)
	}
	b.amounts.in(t.unit)
	b.first, b.next = t.First(m), t.Past(m)
	b.period = b.wall.interval(m)
	b.assumed, b.owed, b.sums = d3|d4, 0, b.sum[:0]
	b.past = b.past[:0]
	b.asOf = b.period.End
	b.from, b.until = nano.Of(b.period.Start), nano.Of(b.period.End)
	if !asOf.IsZero() {
		if !b.period.Contains(asOf) {
			return fault.New("as_of", asOf, "must lie in the month, "+m.String())
		}
		b.asOf = asOf.In(t.zone)
		b.until = nano.Of(asOf) + 1 // what is known at the instant counts
		s.Provisional, s.AsOf = true, b.asOf
		b.assumed |= d15
	}
	b.served = t.serves(b.first) && t.serves(t.Last(m))
	s.Contract, s.Customer = t.contract.ID, t.contract.Customer
	last := t.runs[t.on(t.Last(m))].cat
	s.Provider, s.Edition, s.Currency = last.edition.Provider, last.edition.ID, last.Currency()
	s.MonthDay, s.Month, s.Zone, s.Rules, s.Period = t.MonthDay(), m, t.zone.String(), b.wall.rules(t, m), b.period
	if b.rulesChanged {
		b.assumed |= rulesChanged
	}
	return nil
}

// during reports whether an instant lies in the month.
func (b *Biller) during(at int64) bool { return at >= b.from && at < b.until }

// monthOf returns the month that an instant passes in, in the contract's zone.
func (b *Biller) monthOf(at int64) calendar.Month {
	if b.during(at) {
		return b.month
	}
	return b.wall.month(at)
}

// instant returns an instant as the contract's zone shows it.
func (b *Biller) instant(at int64) time.Time { return time.Unix(0, at).In(b.term.zone) }

// ofZone returns an instant in the contract's zone, and none as it is.
func (b *Biller) ofZone(at time.Time) time.Time {
	if at.IsZero() {
		return at
	}
	return at.In(b.term.zone)
}

// at returns the plan that holds at an instant.
func (b *Biller) at(at int64) *offer {
	if len(b.term.runs) == 1 {
		return b.term.runs[0].offer
	}
	return b.among(at)
}

func (b *Biller) among(at int64) *offer { return b.runAt(at).offer }

// runAt returns the run whose plan holds at an instant.
func (b *Biller) runAt(at int64) *run { return &b.term.runs[b.term.on(b.wall.date(at))] }

// serves reports whether an instant lies in the days of service.
func (b *Biller) serves(at int64) bool {
	return b.served && b.during(at) || b.term.serves(b.wall.date(at))
}
