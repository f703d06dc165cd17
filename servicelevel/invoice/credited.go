package invoice

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/vat"
)

// Credited is what credit notes gave back, excluding VAT, of the lines of an invoice
// that have one VAT.
type Credited struct {
	Invoice  calendar.Month  `json:"invoice"` // the month whose statement invoiced them
	Category string          `json:"category"`
	Rate     decimal.Decimal `json:"rate"`
	Net      decimal.Decimal `json:"net" wire:"money"`
}

// CreditedKey tells one Credited from the others: by the month of the invoice and by its VAT, however the
// rate is written.
type CreditedKey struct {
	Invoice calendar.Month
	tax     vat.Key
}

// Key returns what tells it from others.
func (c *Credited) Key() CreditedKey { return CreditedKey{c.Invoice, vat.KeyOf(c.Category, c.Rate)} }

// IndexCredited returns what was given back by invoice and VAT. It refuses what is given twice, by its
// place in the list: "[3].invoice".
func IndexCredited(list []Credited) (map[CreditedKey]decimal.Decimal, error) {
	var l fault.List
	credited := make(map[CreditedKey]decimal.Decimal, len(list))
	for i := range list {
		x := &list[i]
		key := x.Key()
		if _, ok := credited[key]; ok {
			l.Add(fault.Index("", i)+".invoice", x.Invoice, "must not be given twice with one VAT")
		}
		credited[key] = x.Net
	}
	return credited, l.Err()
}

// Check refuses a month that does not exist, a VAT that no contract has, and what is no amount of a
// currency, by its smallest unit.
func (c *Credited) Check(minor penalty.Minor) error {
	var l fault.List
	l.Check(c.Invoice.Valid(), "invoice", c.Invoice, "must be a month that exists")
	l.In("", checkGivenBack(c.Category, c.Rate))
	money.CountUnsigned(&l, money.Unit(minor), "net", c.Net)
	return l.Err()
}
