package servicelevel

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/servicelevel/internal/billing"
	"github.com/palier-go/palier/servicelevel/internal/check"
)

// Biller makes statements one after the other in the same memory, for a run over many contracts: it takes a
// fraction of the time of Catalogue.Statement, whose statements are the caller's own. Catalogue.Biller returns one;
// the zero value refuses every contract. It must not be copied, nor used by two goroutines at a time.
type Biller struct {
	cat   *Catalogue
	out   Statement // the last one that Statement returned
	maker billing.Maker

	// What was asked. It stays until the next time, or until a collection empties the
	// pool of the catalogue.
	contract Contract
	activity Activity

	book   *Book // for inputs that tell facts; nil until one does
	reader wire.Reader[Input]
}

// Statement returns what a month of a contract comes to. The activity holds the facts from the oldest pack that
// may have hours left; those count that were known before the end of the month. The texts of the statement are empty
// until its Explain. Work that there was no credit for (D8) is an error that wraps a *credit.ShortfallError.
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
	err := b.maker.Make(c.compiled, &s, &b.contract, &b.activity, m, asOf)
	b.maker.GiveAway() // it is the caller's now
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

// Accruals returns a Biller of what months bear rather than of what they invoice: each has its own fee, of a price for
// several its share, and none in advance, and work beyond the credit stays overdrawn. A priority that a plan has no
// targets for is not refused. Such a statement is no invoice: package compare asks what other levels would have come to.
func (c *Catalogue) Accruals() *Biller { return &Biller{cat: c, maker: billing.Maker{Accrues: true}} }

// Statement is Catalogue.Statement, save that the statement and its lists are good until the next call only:
// Statement.Clone keeps one.
func (b *Biller) Statement(ct Contract, act Activity, m calendar.Month) (*Statement, error) {
	if err := b.made(); err != nil {
		return nil, err
	}
	b.out = Statement{}
	b.contract = ct
	b.activity = act
	if err := b.maker.Make(b.cat.compiled, &b.out, &b.contract, &b.activity, m, time.Time{}); err != nil {
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

// Preview is Statement for a month that goes on, by what is known at an instant in it, judged as of then (D15), and
// marked provisional.
func (c *Catalogue) Preview(ct Contract, act Activity, at time.Time) (Statement, error) {
	if err := c.made(); err != nil {
		return Statement{}, err
	}
	var l fault.List
	check.Instant(&l, "at", at)
	if !l.Empty() {
		return Statement{}, l.Err()
	}
	_, zone, err := c.compiled.ZoneOf(&ct)
	if err != nil {
		return Statement{}, fault.In("contract", err)
	}
	return c.statement(ct, act, ct.MonthOf(calendar.DateOf(at.In(zone))), at)
}
