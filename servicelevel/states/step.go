package states

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
)

// TicketStep is how far a ticket has come (S29, S30). Its text form is a lower-case name.
type TicketStep uint8

// The steps. The zero value is a ticket that was taken and waits for an estimate or for
// work.
const (
	TicketOpen      TicketStep = iota
	TicketEstimated            // hours are held for it
	TicketWorked               // work has begun
	TicketReported             // the reply was given; more work may follow all the same
	TicketCancelled            // withdrawn
	TicketMerged               // goes on as another one
	TicketRefused              // not taken on its channel (S28)
	TicketWithdrawn            // never requested, as is known now (D31)
)

var ticketStepNames = [...]string{"open", "estimated", "worked", "reported", "cancelled", "merged", "refused", "withdrawn"}

// String returns the text form, or "step(9)" for what is no step.
func (s TicketStep) String() string { return enum.String(ticketStepNames[:], "step", s) }

// MarshalText implements encoding.TextMarshaler.
func (s TicketStep) MarshalText() ([]byte, error) {
	return enum.Marshal(ticketStepNames[:], "step", s)
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *TicketStep) UnmarshalText(b []byte) error {
	return enum.Parse(s, ticketStepNames[:], "step", b)
}

// Value implements driver.Valuer.
func (s TicketStep) Value() (driver.Value, error) { return column.Text(s.MarshalText()) }

// Scan implements sql.Scanner.
func (s *TicketStep) Scan(src any) error { return column.Scan(s.UnmarshalText, "step", src) }
