// Package accounts says what documents and months mean to an accountant: balanced entries, the
// French file of entries (FEC), and what is earned and deferred by lot.
//
// An invoice is a debit of the customer and a credit of what was sold and of the VAT; a credit
// note is the same the other way. Hours bought are deferred until they are used: the month's
// entry of Revenue earns what the statement says that it earned. What is invoiced before its
// first day, a fee in advance, is deferred until that day. A penalty is a charge, or a
// reduction if it was taken off the invoice.
package accounts

import (
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// Chart is the numbers of accounts. As JSON it is read strictly.
type Chart struct {
	Sales   Name `json:"sales"`   // the journal of invoices, such as VE
	General Name `json:"general"` // that of what is earned later, such as OD
	// Next is the number of the first entry: one series, which is the caller's to keep.
	Next int `json:"next"`
	// Validated is the day on which the entries are validated, none of which is of a later day;
	// zero: they are drafts.
	Validated calendar.Date `json:"validated,omitzero"`
	Customer  Name          `json:"customer"`           // 411
	Auxiliary Name          `json:"auxiliary,omitzero"` // the customer's own; zero has none
	Fees      Name          `json:"fees"`               // 706
	Hours     Name          `json:"hours"`              // 706, of packs as they are used and of hours
	Charges   Name          `json:"charges"`            // 706 or 708
	Deferred  Name          `json:"deferred"`           // 487
	Reduction Name          `json:"reduction"`          // 709
	Penalty   Name          `json:"penalty"`            // 658
	VAT       []VAT         `json:"vat"`                // 44571, by rate
}

// Name is a code or number with what it is called.
type Name struct {
	Number string `json:"number"`
	Name   string `json:"name"`
}

// VAT is the account of a rate: "0.2" for 20 %.
type VAT struct {
	Rate    decimal.Decimal `json:"rate"`
	Account Name            `json:"account"`
}

// Validate reports every fault: names that are missing, or that a file of columns cannot have.
func (c Chart) Validate() error {
	var l fault.List
	for _, f := range [...]struct {
		field string
		name  Name
	}{
		{"sales", c.Sales},
		{"general", c.General},
		{"customer", c.Customer},
		{"fees", c.Fees},
		{"hours", c.Hours},
		{"charges", c.Charges},
		{"deferred", c.Deferred},
		{"reduction", c.Reduction},
		{"penalty", c.Penalty},
	} {
		f.name.check(&l, f.field, f.field != "sales" && f.field != "general")
	}
	if c.Auxiliary != (Name{}) {
		c.Auxiliary.check(&l, "auxiliary", false)
	}
	l.Check(c.Next > 0, "next", c.Next, "must be above 0")
	l.Check(c.Validated.IsZero() || c.Validated.Valid(), "validated", c.Validated, "must be a date that exists")
	l.Check(len(c.VAT) <= 100, "vat", len(c.VAT), "must be at most 100")
	for i := range c.VAT {
		at := fault.Index("vat", i)
		c.VAT[i].Account.check(&l, at+".account", true)
		for j := range c.VAT[:i] {
			l.Check(!c.VAT[j].Rate.Equal(c.VAT[i].Rate), at+".rate", c.VAT[i].Rate, "must not be given twice")
		}
	}
	return l.Err()
}

// check refuses what is empty or has a tab or a line's end. An account begins with three digits.
func (n Name) check(l *fault.List, field string, account bool) {
	l.Check(isCell(n.Number), field+".number", n.Number, "must be given, at most 100 bytes without control characters")
	l.Check(isCell(n.Name), field+".name", n.Name, "must be given, at most 100 bytes without control characters")
	l.Check(!account || len(n.Number) >= 3 && strings.Trim(n.Number[:3], "0123456789") == "", field+".number", n.Number, "must begin with three digits of the general chart of accounts")
}

func isCell(s string) bool {
	return s != "" && len(s) <= 100 && s == strings.TrimSpace(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

// chart has no methods, so that the codec does not call them.
type chart Chart

func (c chart) Validate() error { return Chart(c).Validate() }

// MarshalJSON implements json.Marshaler.
func (c Chart) MarshalJSON() ([]byte, error) { return wire.Append(nil, (*chart)(&c)) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what Validate refuses.
func (c *Chart) UnmarshalJSON(b []byte) error { return wire.Decode(b, (*chart)(c)) }
