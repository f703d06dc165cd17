package joint

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/check"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/invoice"
)

// Validate refuses documents that do not add up, contracts that are given twice, lines of
// others, and credit notes that Joint and Credited contradict.
func (c Consolidated) Validate() error {
	var l fault.List
	check.Text(&l, "customer", c.Customer)
	check.Text(&l, "provider", c.Provider)
	check.Currency(&l, c.Currency)
	cycle.Check(&l, "month_day", c.MonthDay)
	l.In("", check.Month(c.Month))
	of, unit := c.checkContracts(&l), money.UnitIn(c.Currency)
	l.In("invoice", c.Invoice.Check(c.Currency, of))
	if c.Compensation != nil {
		l.In("compensation", c.Compensation.Check(c.Currency, of))
	}
	for i := range c.CreditNotes {
		if err := c.CreditNotes[i].Check(c.Currency, of); err != nil {
			l.In(fault.Index("credit_notes", i), err)
		}
	}
	for i := range c.Separate {
		for j := range c.Separate[i].CreditNotes {
			if err := c.Separate[i].CreditNotes[j].Check(c.Currency, nil); err != nil {
				l.In(fault.Index(fault.Index("separate", i)+".credit_notes", j), err)
			}
		}
	}
	for i := range c.Assumptions {
		if err := c.Assumptions[i].ValidateIn(c.Currency); err != nil {
			l.In(fault.Index("assumptions", i), err)
		}
	}
	joint := c.checkJoint(&l, of)
	credited := c.checkCredited(&l, unit)
	if l.Empty() {
		c.checkNotes(&l, unit, joint, credited)
		c.checkSeparate(&l, of, joint)
	}
	return l.Err()
}

// checkContracts returns the contracts of the month.
func (c *Consolidated) checkContracts(l *fault.List) map[string]bool {
	l.Check(len(c.Contracts) > 0, "contracts", nil, "must be at least one")
	l.Check(len(c.Contracts) <= MaxContracts, "contracts", len(c.Contracts), "must be at most 100000")
	of := make(map[string]bool, len(c.Contracts))
	for i, id := range c.Contracts {
		at := fault.Index("contracts", i)
		check.ID(l, at, id)
		l.Check(!of[id], at, id, "must not be given twice")
		of[id] = true
	}
	return of
}

// checkJoint refuses months that are not one after the other, and contracts of the month
// that are not in Joint up to it, or only there.
func (c *Consolidated) checkJoint(l *fault.List, of map[string]bool) jointly {
	joint, now := make(jointly, len(c.Joint)), 0
	for i, r := range c.Joint {
		at := fault.Index("joint", i)
		check.ID(l, at+".contract", r.Contract)
		l.Check(check.InYears(r.First.First()), at+".first", r.First, "must be a month of the years 1990 to 2089")
		l.Check(r.First.Compare(r.Last) <= 0 && r.Last.Compare(c.Month) <= 0, at+".last", r.Last, "must lie from the first one to the month")
		if runs := joint[r.Contract]; len(runs) > 0 && r.First.Compare(runs[len(runs)-1].Last.AddMonths(1)) <= 0 {
			l.Add(at+".first", r.First, "must be after a month without the contract")
		}
		joint.add(r)
		if r.Last == c.Month {
			now++
			l.Check(of[r.Contract], at+".contract", r.Contract, "must be among the contracts of the month")
		}
	}
	l.Check(now == len(of), "joint", now, "must have each contract of the month up to it")
	return joint
}

// checkCredited returns what was given back of consolidated invoices, in a unit.
func (c *Consolidated) checkCredited(l *fault.List, u money.Unit) map[invoice.CreditedKey]decimal.Decimal {
	for i := range c.Credited {
		if err := c.Credited[i].Check(penalty.Minor(u)); err != nil {
			l.In(fault.Index("credited", i), err)
		}
	}
	for i := range c.Credited {
		if m := c.Credited[i].Invoice; m.Compare(c.Month) > 0 {
			l.Add(fault.Index("credited", i)+".invoice", m, "must not be after the month")
		}
	}
	credited, err := invoice.IndexCredited(c.Credited)
	l.In("credited", err)
	return credited
}

// checkNotes refuses credit notes of what was not consolidated, and such as are not the last
// of what was credited.
func (c *Consolidated) checkNotes(l *fault.List, u money.Unit, joint jointly, credited map[invoice.CreditedKey]decimal.Decimal) {
	given := make(map[calendar.Month]bool, len(c.CreditNotes))
	for i := range c.CreditNotes {
		n, at := &c.CreditNotes[i], fault.Index("credit_notes", i)
		l.Check(!given[n.Invoice], at+".invoice", n.Invoice, "must not be given twice")
		given[n.Invoice] = true
		l.Check(!n.Reduces(), at, n.Invoice, "must be separate: it has what an invoice had no room for")
		for j := range n.Document.Lines {
			if id := n.Document.Lines[j].Contract; !joint.has(id, n.Invoice) {
				l.Add(fault.Index(at+".document.lines", j)+".contract", id, "must be consolidated in the month of the invoice")
			}
		}
		for j := range n.Document.Taxes {
			t := &n.Document.Taxes[j]
			all := u.Count(t.Before) + u.Count(t.Net)
			of := invoice.Credited{Invoice: n.Invoice, Category: t.Category, Rate: t.Rate}
			l.Check(u.Count(credited[of.Key()]) == all, fault.Index(at+".document.taxes", j)+".before", t.Before,
				"must make with net what is credited, "+u.Decimal(all).String())
		}
	}
}

// checkSeparate refuses credit notes of other contracts, and such as are to be on one of all.
func (c *Consolidated) checkSeparate(l *fault.List, of map[string]bool, joint jointly) {
	given := make(map[string]bool, len(c.Separate))
	for i := range c.Separate {
		x, at := &c.Separate[i], fault.Index("separate", i)
		l.Check(of[x.Contract] && !given[x.Contract], at+".contract", x.Contract, "must be a contract of the month, and not given twice")
		given[x.Contract] = true
		l.Check(len(x.CreditNotes) > 0, at+".credit_notes", nil, "must be at least one")
		for j := range x.CreditNotes {
			n := &x.CreditNotes[j]
			l.Check(n.Reduces() || !joint.has(x.Contract, n.Invoice), fault.Index(at+".credit_notes", j)+".invoice", n.Invoice,
				"must not be the month of a consolidated invoice")
		}
	}
}

// jointly are the months in which each contract was consolidated, the first ones first.
type jointly map[string][]Months

func (j jointly) add(r Months) { j[r.Contract] = append(j[r.Contract], r) }

// has reports whether a contract was consolidated in a month. There are at most 600 months
// with others between them, and nearly always the last one decides.
func (j jointly) has(contract string, m calendar.Month) bool {
	for _, r := range slices.Backward(j[contract]) {
		if r.First.Compare(m) <= 0 {
			return m.Compare(r.Last) <= 0
		}
	}
	return false
}
