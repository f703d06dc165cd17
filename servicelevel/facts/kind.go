package facts

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
)

// Kind says what a Fact tells. The zero value is no kind. Its text form is the name in lower case, such as
// "worked".
type Kind uint8

// The kinds of fact.
const (
	Requested   Kind = iota + 1 // a ticket is opened, or monitoring found an incident (S27, S64)
	Waiting                     // the customer is waited for: the clock of a guarantee stands still (D18)
	Resumed                     // no longer
	Estimated                   // how long the work will take in all: hours are held for it (S29, D38)
	Worked                      // a session of work (S21); one of no length is an action, which answers a guarantee at once (D18)
	Reported                    // the reply to the ticket: no hours are held any more (S30), and its targets are met; it answers no guarantee, work does (D18)
	Cancelled                   // the request is withdrawn (D37); what was worked can still be told
	Merged                      // the request goes on as another one, Into (D37); what is told from then on of work since At is that of Into
	Bought                      // hours are bought (S22–S26)
	Given                       // hours that cost nothing
	Down                        // an outage begins (S61)
	Restored                    // outage Of is over
	Excluded                    // a time that does not count as downtime (D14)
	Claimed                     // what is owed for Month is asked for: see Claim
	Charged                     // a line of the invoice that no plan states: see Charge
	Refunded                    // what is left of the hours Of, or Time of it, is taken back for its price (D30)
	Forfeited                   // what is left of the hours Of, or Time of it, is lost: its price is earned (D32)
	Moved                       // what is left of the hours Of, or Time of it, goes to another contract (D32)
	Withdrawn                   // the fact Of was wrong: it is as if it had never been (D31)
	Closed                      // the month of At is closed: ClosingLine makes it, and nobody records it
	Prioritized                 // the ticket has another priority, Priority (Plan.Targets)
	Entered                     // it has another state, Into, in which clocks of its targets may stand still
	Updated                     // a word to the customer: the first is an answer, each lets the clock of the next begin
	Reopened                    // it was not done with its report after all
)

var factKindNames = [...]string{
	"", "requested", "waiting", "resumed", "estimated", "worked", "reported", "cancelled", "merged", "bought", "given",
	"down", "restored", "excluded", "claimed", "charged", "refunded", "forfeited", "moved", "withdrawn",
	"closed", "prioritized", "entered", "updated", "reopened",
}

// String returns the text form, or "kind(99)" for what is no kind.
func (k Kind) String() string { return enum.String(factKindNames[:], "kind", k) }

// MarshalText implements encoding.TextMarshaler.
func (k Kind) MarshalText() ([]byte, error) { return enum.Marshal(factKindNames[:], "kind", k) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (k *Kind) UnmarshalText(b []byte) error { return enum.Parse(k, factKindNames[:], "kind", b) }

// Value implements driver.Valuer.
func (k Kind) Value() (driver.Value, error) { return column.Text(k.MarshalText()) }

// Scan implements sql.Scanner.
func (k *Kind) Scan(src any) error { return column.Scan(k.UnmarshalText, "kind", src) }
