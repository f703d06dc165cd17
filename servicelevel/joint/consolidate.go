package joint

import (
	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/clone"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/internal/vat"
	"github.com/palier-go/palier/servicelevel/invoice"
)

// MaxContracts is the most contracts of one Consolidated.
const MaxContracts = 100_000

// Consolidate puts the statements of a month together, of different contracts that one
// customer has with one provider. Before is what an earlier month came to, the last one in
// which anything was consolidated; nil if nothing was. A contract may join in any month, and
// stay away in any: its credit notes in the months between are its own.
//
// Bad input is reported whole, by paths under "before" and "statements": what Validate refuses
// of them, another customer, provider, month or day on which months begin (Statement.MonthDay) than those of the
// first statement, a contract
// that is given twice, a month that is not after the one before, and one before that was
// provisional. What comes to more than 10000000000.00 is refused too, and the rare invoice that
// lines below 0 bring below nothing only as the VAT is rounded once on the sum. Lines have the
// words of their statements: Explain those first to have any. No statement is changed. It may be
// called from any goroutine.
func Consolidate(before *Consolidated, statements ...servicelevel.Statement) (Consolidated, error) {
	if err := checkTogether(before, statements); err != nil {
		return Consolidated{}, err
	}
	c := newConsolidation(before, statements)
	for i := range statements {
		c.add(&statements[i])
	}
	if err := c.total(); err != nil {
		return Consolidated{}, err
	}
	return c.out, nil
}

// checkTogether reports what keeps statements from being consolidated.
func checkTogether(before *Consolidated, list []servicelevel.Statement) error {
	var l fault.List
	if len(list) == 0 || len(list) > MaxContracts {
		l.Add("statements", len(list), "must be from 1 to 100000")
		return l.Err()
	}
	first, given := &list[0], make(map[string]int, len(list))
	for i := range list {
		s, at := &list[i], fault.Index("statements", i)
		l.In(at, s.Validate())
		if i == 0 {
			check.Text(&l, at+".customer", s.Customer)
			check.Text(&l, at+".provider", s.Provider)
			l.In(at, check.Month(s.Month))
		}
		l.Check(s.Customer == first.Customer, at+".customer", s.Customer, "must be that of statements[0]")
		l.Check(s.Provider == first.Provider, at+".provider", s.Provider, "must be that of statements[0]")
		l.Check(s.Currency == first.Currency, at+".currency", s.Currency, "must be that of statements[0]")
		l.Check(cycle.Of(s.MonthDay) == cycle.Of(first.MonthDay), at+".month_day", s.MonthDay, "must be that of statements[0]: an invoice has the months of one day")
		l.Check(s.Month == first.Month, at+".month", s.Month, "must be that of statements[0]")
		if same, ok := given[s.Contract]; ok {
			l.Add(at+".contract", s.Contract, "must not be given twice, see "+fault.Index("statements", same))
			continue
		}
		given[s.Contract] = i
	}
	if before != nil {
		l.In("before", before.Validate())
		l.Check(!before.Provisional, "before.provisional", before.Provisional, "must be absent: the month has to be closed")
		l.Check(before.Customer == first.Customer, "before.customer", before.Customer, "must be that of the statements")
		l.Check(before.Provider == first.Provider, "before.provider", before.Provider, "must be that of the statements")
		l.Check(before.Currency == first.Currency, "before.currency", before.Currency, "must be that of the statements")
		l.Check(cycle.Of(before.MonthDay) == cycle.Of(first.MonthDay), "before.month_day", before.MonthDay, "must be that of the statements")
		l.Check(before.Month.Compare(first.Month) < 0, "before.month", before.Month, "must be before that of the statements, "+first.Month.String())
	}
	return l.Err()
}

// consolidation is a Consolidated that is being made.
type consolidation struct {
	out      Consolidated
	joint    jointly
	unit     money.Unit                  // of the currency
	credited map[invoice.CreditedKey]int // places in out.Credited
	invoice  sharedLines
	owed     *sharedLines
	notes    map[calendar.Month]*sharedLines
	clauses  map[clauseOf]bool
}

// clauseOf tells a clause from others.
type clauseOf struct{ id, edition string }

// newConsolidation takes over what was before, and lets the contracts take part.
func newConsolidation(before *Consolidated, list []servicelevel.Statement) *consolidation {
	first := &list[0]
	c := &consolidation{
		unit: money.UnitIn(first.Currency), invoice: sharedLines{unit: money.UnitIn(first.Currency)},
		out:   Consolidated{Customer: first.Customer, Provider: first.Provider, Currency: first.Currency, MonthDay: cycle.Of(first.MonthDay).MonthDay(), Month: first.Month},
		joint: make(jointly, len(list)), credited: map[invoice.CreditedKey]int{}, notes: map[calendar.Month]*sharedLines{}, clauses: map[clauseOf]bool{},
	}
	last := make(map[string]int, len(list))
	if before != nil {
		c.out.Joint = append(c.out.Joint, before.Joint...)
		c.out.Credited = append(c.out.Credited, before.Credited...)
	}
	for i := range c.out.Joint {
		last[c.out.Joint[i].Contract] = i
	}
	for i := range c.out.Credited {
		c.credited[c.out.Credited[i].Key()] = i
	}
	for i := range list {
		id := list[i].Contract
		if at, ok := last[id]; ok && c.out.Joint[at].Last.AddMonths(1) == first.Month {
			c.out.Joint[at].Last = first.Month
			continue
		}
		c.out.Joint = append(c.out.Joint, Months{id, first.Month, first.Month})
	}
	for _, r := range c.out.Joint {
		c.joint.add(r)
	}
	return c
}

// add adds the documents of a contract.
func (c *consolidation) add(s *servicelevel.Statement) {
	c.out.Contracts = append(c.out.Contracts, s.Contract)
	c.out.Provisional = c.out.Provisional || s.Provisional
	c.invoice.add(s.Contract, s.Invoice.Lines)
	if s.Compensation != nil {
		if c.owed == nil {
			c.owed = &sharedLines{unit: c.unit}
		}
		c.owed.add(s.Contract, s.Compensation.Lines)
	}
	var own []invoice.CreditNote
	for i := range s.CreditNotes {
		n := &s.CreditNotes[i]
		if n.Reduces() || !c.joint.has(s.Contract, n.Invoice) {
			own = append(own, clone.Of(*n))
			continue
		}
		lines, ok := c.notes[n.Invoice]
		if !ok {
			lines = &sharedLines{unit: c.unit}
			c.notes[n.Invoice] = lines
			c.out.CreditNotes = append(c.out.CreditNotes, invoice.CreditNote{Invoice: n.Invoice})
		}
		lines.add(s.Contract, n.Document.Lines)
	}
	for _, x := range s.Clauses {
		if key := (clauseOf{x.ID, x.Edition}); !c.clauses[key] {
			c.clauses[key] = true
			c.out.Clauses = append(c.out.Clauses, x)
		}
	}
	if own != nil {
		c.out.Separate = append(c.out.Separate, SeparateNotes{s.Contract, own})
	}
}

// total adds up the documents.
func (c *consolidation) total() (err error) {
	if c.out.Invoice, err = c.invoice.total(); err != nil {
		return err
	}
	if d := &c.out.Invoice; d.Gross.IsNegative() {
		return fault.New("statements", d.Gross, "must not come to less than nothing, by VAT that is rounded once: one of them can be sent by itself")
	}
	if c.owed != nil {
		d, err := c.owed.total()
		if err != nil {
			return err
		}
		c.out.Compensation = &d
	}
	for i := range c.out.CreditNotes {
		n := &c.out.CreditNotes[i]
		if n.Document, err = c.note(n.Invoice, c.notes[n.Invoice]); err != nil {
			return err
		}
	}
	c.out.Assumptions = servicelevel.VATAssumptions(&c.out.Invoice, c.out.CreditNotes)
	return nil
}

// note adds up a credit note, and notes what is given back by it.
func (c *consolidation) note(of calendar.Month, lines *sharedLines) (invoice.Document, error) {
	for i := range lines.taxes {
		x := &lines.taxes[i]
		now := invoice.Credited{Invoice: of, Category: x.of.Category, Rate: x.of.Rate}
		key := now.Key()
		at, ok := c.credited[key]
		if !ok {
			at, c.credited[key] = len(c.out.Credited), len(c.out.Credited)
			c.out.Credited = append(c.out.Credited, now)
		}
		credited := &c.out.Credited[at]
		x.before = c.unit.Count(credited.Net)
		if err := money.CheckSums("statements", lines.unit, x.before+x.net); err != nil {
			return invoice.Document{}, err
		}
		credited.Net = c.unit.Decimal(x.before + x.net)
	}
	return lines.total()
}

// sharedLines are the lines of one document, of all contracts.
type sharedLines struct {
	unit   money.Unit
	lines  []invoice.Line
	taxes  []sharedTax
	places map[vat.Key]int // in taxes
}

// sharedTax is what the lines that are taxed alike come to, in the unit of the currency.
type sharedTax struct {
	key         vat.Key
	of          invoice.TaxTotal
	net, before int64
}

// add adds lines of a contract.
func (x *sharedLines) add(contract string, lines []invoice.Line) {
	if x.places == nil {
		x.places = map[vat.Key]int{}
	}
	for i := range lines {
		line := lines[i]
		line.Contract = contract
		x.lines = append(x.lines, line)
		key := vat.KeyOf(line.Category, line.Rate)
		at, ok := x.places[key]
		if !ok {
			at, x.places[key] = len(x.taxes), len(x.taxes)
			x.taxes = append(x.taxes, sharedTax{key: key, of: invoice.TaxTotal{Category: line.Category, Rate: line.Rate}})
		}
		x.taxes[at].net += x.unit.Count(line.Amount)
	}
}

// total adds them up: the VAT is taken once on the sum of those that are taxed alike, of a
// credit note with what was before.
func (x *sharedLines) total() (invoice.Document, error) {
	d := invoice.Document{Lines: x.lines}
	var net, tax int64
	for i := range x.taxes {
		s, t := &x.taxes[i], x.taxes[i].of
		due := vat.RateOf(t.Rate).After(s.before, s.net)
		net, tax = net+s.net, tax+due
		if err := money.CheckSums("statements", x.unit, s.net); err != nil {
			return d, err
		}
		if s.before > 0 {
			t.Before = x.unit.Decimal(s.before)
		}
		t.Net, t.Tax = x.unit.Decimal(s.net), x.unit.Decimal(due)
		d.Taxes = append(d.Taxes, t)
	}
	if err := money.CheckSums("statements", x.unit, net, tax, net+tax); err != nil {
		return d, err
	}
	d.Net, d.Tax, d.Gross = x.unit.Decimal(net), x.unit.Decimal(tax), x.unit.Decimal(net+tax)
	return d, nil
}
