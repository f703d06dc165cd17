package servicelevel

import (
	"cmp"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/check"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/vat"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/invoice"
)

// Charge is a line of an invoice that no plan states: setting a server up, a call-out, a
// discount, a gesture of goodwill. It is on the statement of the month in which it became
// known, at the VAT of its own day (D33).
//
// Its day may be any. What became known before the contract's first month is on the
// statement of that; what is told after the contract's end is on one of its own.
type Charge struct {
	ID       string    `json:"id"`
	At       time.Time `json:"at"`
	Recorded time.Time `json:"recorded,omitzero"` // when it became known; zero is at once
	// Price excludes VAT. It is below 0 for what is given: a discount, goodwill. What that
	// takes off beyond what the invoice comes to is a credit note. It must not be 0.
	Price decimal.Decimal `json:"price" wire:"money"`
	Label Wording         `json:"label"` // what it is for, as the invoice names it
	VAT   *ChargeVAT      `json:"vat,omitzero"`
	// Withdrawn is when it became known that there was no such charge (D31); zero: there was.
	Withdrawn time.Time `json:"withdrawn,omitzero"`
}

// ChargeVAT is how one charge is taxed, in place of what the contract says of its day.
// Category and Rate are those of VAT. EN 16931 has what is of category "O" on an invoice of
// its own.
type ChargeVAT struct {
	Category  string           `json:"category,omitzero"`
	Rate      *decimal.Decimal `json:"rate,omitzero"`
	Exemption Exemption        `json:"exemption,omitzero"`
}

func (c *Charge) validate() error {
	var l fault.List
	check.ID(&l, "id", c.ID)
	check.Instant(&l, "at", c.At)
	checkRecorded(&l, c.Recorded, c.At)
	c.check(&l)
	checkWithdrawn(&l, c.Withdrawn, c.known())
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

// charge returns the charge that a fact tells.
func (f *Fact) charge() Charge {
	c := Charge{ID: f.ID, At: f.At, Recorded: f.Recorded, Label: f.Label, VAT: f.VAT}
	if f.Price != nil {
		c.Price = *f.Price
	}
	return c
}

// charged returns how a charge of a day is taxed (D33).
func (t *term) charged(v *ChargeVAT, day calendar.Date) (*treatment, error) {
	switch {
	case v == nil:
		return t.vat.on(day), nil
	case v.Category != "" && v.Category != vat.Taxed:
		return &treatment{category: v.Category, rate: untaxed, exemption: v.Exemption}, nil
	case v.Rate != nil:
		return &treatment{category: vat.Taxed, rate: vat.RateOf(*v.Rate)}, nil
	}
	now := t.rates.on(day)
	if now.rate.Num == 0 {
		return nil, fault.New("vat.rate", nil, "must be given in category S: "+t.unstated())
	}
	return now, nil
}

// charges invoices what was charged, in the order in which it became known.
func (b *Biller) charges(s *Statement) error {
	if len(b.act.Charges) == 0 {
		return nil
	}
	var list, wrong []int
	for i := range b.act.Charges {
		c := &b.act.Charges[i]
		told, withdrawn := b.billed(c.known()), calendar.Month{}
		if at := c.Withdrawn; !at.IsZero() && nanos(at) < b.until {
			withdrawn = b.billed(nanos(at))
		}
		switch {
		case told == withdrawn || c.known() >= b.until: // no statement has it
		case told == b.month:
			list = append(list, i)
		case withdrawn.Valid():
			wrong = append(wrong, i)
		}
	}
	slices.SortFunc(list, func(i, j int) int { return b.act.Charges[i].compare(&b.act.Charges[j]) })
	slices.SortFunc(wrong, func(i, j int) int {
		c, d := &b.act.Charges[i], &b.act.Charges[j]
		return cmp.Or(c.Withdrawn.Compare(d.Withdrawn), d.compare(c)) // the last to have come goes first
	})
	var l fault.List
	for _, i := range list {
		if err := b.charge(s, &b.act.Charges[i]); err != nil {
			l.In(fault.Index("activity.charges", i), err)
		}
	}
	for _, i := range wrong {
		if err := b.uncharge(s, &b.act.Charges[i]); err != nil {
			l.In(fault.Index("activity.charges", i), err)
		}
	}
	return l.Err()
}

// billed returns the month whose statement has what became known at an instant: the
// contract's first one for what was before it.
func (b *Biller) billed(known int64) calendar.Month {
	m, start := b.monthOf(known), b.term.Of(b.term.contract.Start)
	if m.Compare(start) < 0 {
		return start
	}
	return m
}

// compare orders charges as they became known.
func (c *Charge) compare(d *Charge) int {
	return cmp.Or(cmp.Compare(c.known(), d.known()), c.At.Compare(d.At), cmp.Compare(c.ID, d.ID))
}

// uncharge gives back what an earlier statement charged by mistake, or charges what it gave.
func (b *Biller) uncharge(s *Statement, c *Charge) error {
	date := b.wall.date(nanos(c.At))
	tax, err := b.term.charged(c.VAT, reckon.TaxDay(b.term.Cycle, invoice.ChargeLine, date))
	if err != nil {
		return err
	}
	of, cents := sale{b.billed(c.known()), tax, b.term.level(date)}, b.inCents(c.Price)
	withdrawn := nanos(c.Withdrawn)
	now := b.billed(withdrawn) == b.month
	if now {
		b.assumed |= d31
	}
	switch {
	case cents > 0 && now:
		b.credit(of, cents, &invoice.Line{
			Kind: invoice.WithdrawalLine, Label: c.Label, Date: b.wall.date(withdrawn), Ref: c.ID,
			Corrects: b.correctedMonth(nanos(c.At)), Rules: "D31",
		})
	case cents > 0:
		b.credit(of, cents, nil)
	case now:
		line := b.again(s, of, -cents)
		line.Label, line.Date, line.Ref = c.Label, b.wall.date(withdrawn), c.ID
	}
	return nil
}

// known is when the charge became known, in Unix nanoseconds.
func (c *Charge) known() int64 { return knownAt(c.Recorded, nanos(c.At)) }

// charge invoices one. The first statement of a contract corrects no earlier one.
func (b *Biller) charge(s *Statement, c *Charge) error {
	date := b.wall.date(nanos(c.At))
	tax, err := b.term.charged(c.VAT, reckon.TaxDay(b.term.Cycle, invoice.ChargeLine, date))
	if err != nil {
		return err
	}
	cents := b.inCents(c.Price)
	line := b.taxedLine(s, tax, cents)
	line.Kind, line.Date, line.Label, line.Ref, line.Level = invoice.ChargeLine, date, c.Label, c.ID, b.term.level(date)
	b.single(line, cents)
	if m := b.term.Of(date); m != b.month && m.Compare(b.term.Of(b.term.contract.Start)) >= 0 {
		line.Corrects = m
	}
	return nil
}
