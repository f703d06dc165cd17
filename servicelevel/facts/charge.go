package facts

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/nano"
	"github.com/palier-go/palier/servicelevel/internal/vat"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Charge is a line of an invoice that no plan states: setting a server up, a call-out, a discount, a gesture
// of goodwill. It is on the statement of the month in which it became known, at the VAT of its own day (D33).
//
// Its day may be any. What became known before the contract's first month is on the statement of that, what
// is told after its end on one of its own.
type Charge struct {
	ID       string    `json:"id"`
	At       time.Time `json:"at"`
	Recorded time.Time `json:"recorded,omitzero"` // when it became known; zero is at once
	// Price excludes VAT. It is below 0 for what is given: a discount, goodwill. What that takes off beyond what
	// the invoice comes to is a credit note. It must not be 0.
	Price decimal.Decimal `json:"price" wire:"money"`
	Label plans.Wording   `json:"label"` // what it is for, as the invoice names it
	VAT   *ChargeVAT      `json:"vat,omitzero"`
	// Withdrawn is when it became known to be wrong (D31); zero: it stands.
	Withdrawn time.Time `json:"withdrawn,omitzero"`
}

// ChargeVAT is how one charge is taxed, in place of what the contract says of its day.
// Category and Rate are those of VAT. EN 16931 has what is of category "O" on an invoice of
// its own.
type ChargeVAT struct {
	Category  string            `json:"category,omitzero"`
	Rate      *decimal.Decimal  `json:"rate,omitzero"`
	Exemption invoice.Exemption `json:"exemption,omitzero"`
}

func (c *Charge) validate() error {
	var l fault.List
	check.ID(&l, "id", c.ID)
	check.Instant(&l, "at", c.At)
	checkRecorded(&l, c.Recorded, c.At)
	c.check(&l)
	checkWithdrawn(&l, c.Withdrawn, nano.Of(c.Known()))
	return l.Err()
}

// check reports the faults of what it shares with a fact.
func (c *Charge) check(l *fault.List) {
	n, err := money.Any.FromDecimal(c.Price)
	switch {
	case err != nil:
		l.In("price", fault.Wrap("", c.Price, err))
	case n == 0:
		l.Add("price", c.Price, "must be given, and not be 0")
	}
	l.In("label", c.Label.Validate())
	if c.VAT != nil {
		c.VAT.check(l)
	}
}

func (v *ChargeVAT) check(l *fault.List) {
	vat.CheckTreatment(l, "vat.category", "vat.rate", v.Category, v.Rate)
	l.In("vat.exemption", v.Exemption.Check(v.Category))
}

// same reports whether two tax alike, for the same reason.
func (v *ChargeVAT) same(w *ChargeVAT) bool {
	if v == nil || w == nil {
		return v == w
	}
	return v.Category == w.Category && v.Exemption == w.Exemption && (v.Rate == nil) == (w.Rate == nil) && (v.Rate == nil || v.Rate.Equal(*w.Rate))
}

// clone returns a copy that shares nothing that can change.
func (v *ChargeVAT) clone() *ChargeVAT {
	if v == nil {
		return nil
	}
	c := *v
	if v.Rate != nil {
		rate := *v.Rate
		c.Rate = &rate
	}
	return &c
}

// Charge returns the charge that the fact tells, as an Activity lists it, if it is of that kind.
func (f *Fact) Charge() Charge {
	c := Charge{ID: f.ID, At: f.At, Recorded: f.Recorded, Label: f.Label, VAT: f.VAT}
	if f.Price != nil {
		c.Price = *f.Price
	}
	return c
}

// Known returns when the charge became known: Recorded, or At.
func (c *Charge) Known() time.Time { return known(c.Recorded, c.At) }
