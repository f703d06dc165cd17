package joint

import (
	"database/sql/driver"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// Consolidated is what a month of several contracts of a customer comes to on one invoice:
// the lines of their statements, with the VAT once on the sum (D22). So three lines of 4.82
// at 20 % bear 2.89, and not three times 0.96. Consolidate makes one.
//
// The statements stay what they are: each says what its contract comes to, and how. They
// differ from the document in cents of VAT alone, so that what a contract costs does not
// depend on which others are invoiced with it.
//
// Which contracts belong together is the caller's choice. EN 16931 lets no other VAT stand
// beside category O on an invoice, so that contracts that are not subject to VAT are better
// consolidated by themselves.
//
// It is plain data: what it holds is the caller's own, and what the next month needs is in it.
type Consolidated struct {
	Schema   statement.Schema `json:"schema"`
	Customer string           `json:"customer"`
	Provider string           `json:"provider"`
	// Currency is the ISO 4217 code of what all amounts are in. Empty is euros.
	Currency string `json:"currency,omitzero" wire:"currency"`
	// MonthDay is that of all contracts (Options.MonthDay); zero is calendar months.
	MonthDay int            `json:"month_day,omitzero"`
	Month    calendar.Month `json:"month"`
	// Provisional says that a statement is: its month goes on (D15).
	Provisional bool `json:"provisional,omitzero"`
	// Contracts are the ids of the contracts, in the order in which the statements were given.
	// The lines of Invoice, Compensation and CreditNotes are in that order too, and each names
	// its contract.
	Contracts []string `json:"contracts,omitzero"`

	// Invoice holds what the invoices of the statements hold.
	Invoice invoice.Document `json:"invoice"`
	// Compensation is what is owed to the customer, on one document (D23). It is nil if no
	// statement has any.
	Compensation *invoice.Document `json:"compensation,omitzero"`
	// CreditNotes give back what consolidated invoices had, one for each of them. Their VAT
	// adds up over all contracts, as that of a contract's own credit notes does over its own:
	// what is given back in full, in whatever order, comes to what was invoiced, to the cent.
	CreditNotes []invoice.CreditNote `json:"credit_notes,omitzero"`
	// Separate are the credit notes that stay those of a contract.
	Separate []SeparateNotes `json:"separate,omitzero"`

	// Clauses are those that the statements have, each once.
	Clauses []plans.CitedClause `json:"clauses,omitzero"`

	// Assumptions are what was chosen where the pages leave it open, of what the documents come
	// to: the VAT that is taken once on all contracts (D22), and on which day's rate (D33). What
	// the lines rest on is among those of their statements.
	Assumptions []statement.Assumption `json:"assumptions,omitzero"`

	// Joint says which invoices of which contracts were consolidated, in the order in which
	// that began. It has one element for each contract, and another one each time that it
	// comes back. They are kept for good, as hours bought can be given back for good (S20).
	Joint []Months `json:"joint,omitzero"`
	// Credited is what credit notes gave back of consolidated invoices up to this one, in the
	// order in which the first of it was. It has one element for each VAT of each invoice of
	// which something was given back.
	Credited []invoice.Credited `json:"credited,omitzero"`
}

// SeparateNotes are the credit notes of a contract for invoices of its own, from before it was
// consolidated, and those for price reductions and goodwill beyond what its invoice has (D23).
// They are as its statement has them, with their own VAT. What is taken off stays one of its
// contract even if the invoice of all had room for it: it is that contract's promise that was
// not kept, and its statement has said what of it was taken off and what is given back.
type SeparateNotes struct {
	Contract    string               `json:"contract"`
	CreditNotes []invoice.CreditNote `json:"credit_notes,omitzero"`
}

// Months are months without a gap in which a contract was consolidated.
type Months struct {
	Contract string         `json:"contract"`
	First    calendar.Month `json:"first"`
	Last     calendar.Month `json:"last"`
}

// DaysOf returns the first and the last day of a month as the contracts have them (MonthDay).
func (c *Consolidated) DaysOf(m calendar.Month) (first, last calendar.Date) {
	return cycle.Of(c.MonthDay).Days(m)
}

// MarshalJSON implements json.Marshaler.
func (c Consolidated) MarshalJSON() ([]byte, error) { return wire.Append(nil, &c) }

// UnmarshalJSON implements json.Unmarshaler.
func (c *Consolidated) UnmarshalJSON(b []byte) error { return wire.Decode(b, c) }

// MarshalJSON implements json.Marshaler.
func (j Months) MarshalJSON() ([]byte, error) { return wire.Append(nil, &j) }

// UnmarshalJSON implements json.Unmarshaler.
func (j *Months) UnmarshalJSON(b []byte) error { return wire.Decode(b, j) }

// MarshalJSON implements json.Marshaler.
func (s SeparateNotes) MarshalJSON() ([]byte, error) { return wire.Append(nil, &s) }

// UnmarshalJSON implements json.Unmarshaler.
func (s *SeparateNotes) UnmarshalJSON(b []byte) error { return wire.Decode(b, s) }

// A document of its own can be the value of a column of text or of JSON.

// Value implements driver.Valuer.
func (c Consolidated) Value() (driver.Value, error) { return column.Text(c.MarshalJSON()) }

// Scan implements sql.Scanner.
func (c *Consolidated) Scan(src any) error { return column.Scan(c.UnmarshalJSON, "consolidated", src) }
