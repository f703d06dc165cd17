package plans

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
)

// Channel is the way by which a request comes in.
type Channel uint8

// The channels. The zero value is a ticket, the only way that the documents take.
const (
	ByTicket     Channel = iota // opened by the customer from the customer area (S27)
	ByTelephone                 // refused for security (S28)
	ByMail                      // no channel of the documents
	ByMonitoring                // the provider's own monitoring (S64, S65)
)

var channelNames = [...]string{"ticket", "telephone", "mail", "monitoring"}

// String returns the text form: "ticket", "telephone", "mail", "monitoring".
func (c Channel) String() string { return enum.String(channelNames[:], "channel", c) }

// MarshalText implements encoding.TextMarshaler.
func (c Channel) MarshalText() ([]byte, error) {
	return enum.Marshal(channelNames[:], "channel", c)
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (c *Channel) UnmarshalText(b []byte) error {
	return enum.Parse(c, channelNames[:], "channel", b)
}

// Value implements driver.Valuer.
func (c Channel) Value() (driver.Value, error) { return column.Text(c.MarshalText()) }

// Scan implements sql.Scanner.
func (c *Channel) Scan(src any) error { return column.Scan(c.UnmarshalText, "channel", src) }

// Step is a step in the life of a request (S29, S30).
type Step uint8

// The steps, in their order.
const (
	StepQualify  Step = iota // is it an incident, can it be done
	StepEstimate             // how long it will take
	StepPerform              // the work
	StepReport               // the reply to the ticket
)

var stepNames = [...]string{"qualify", "estimate", "perform", "report"}

// String returns the text form: "qualify", "estimate", "perform", "report".
func (s Step) String() string { return enum.String(stepNames[:], "step", s) }

// MarshalText implements encoding.TextMarshaler.
func (s Step) MarshalText() ([]byte, error) { return enum.Marshal(stepNames[:], "step", s) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *Step) UnmarshalText(b []byte) error { return enum.Parse(s, stepNames[:], "step", b) }

// Value implements driver.Valuer.
func (s Step) Value() (driver.Value, error) { return column.Text(s.MarshalText()) }

// Scan implements sql.Scanner.
func (s *Step) Scan(src any) error { return column.Scan(s.UnmarshalText, "step", src) }

// Operation is what the monthly allowance may be used for (S44).
type Operation uint8

// The operations.
const (
	OpIncidents Operation = iota
	OpAudit
	OpInvestigation
	OpInstallation
	OpUpdate
)

var operationNames = [...]string{"incidents", "audit", "investigation", "installation", "software_update"}

// String returns the text form, such as "audit".
func (o Operation) String() string { return enum.String(operationNames[:], "operation", o) }

// MarshalText implements encoding.TextMarshaler.
func (o Operation) MarshalText() ([]byte, error) {
	return enum.Marshal(operationNames[:], "operation", o)
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (o *Operation) UnmarshalText(b []byte) error {
	return enum.Parse(o, operationNames[:], "operation", b)
}

// Value implements driver.Valuer.
func (o Operation) Value() (driver.Value, error) { return column.Text(o.MarshalText()) }

// Scan implements sql.Scanner.
func (o *Operation) Scan(src any) error { return column.Scan(o.UnmarshalText, "operation", src) }

// RequestKind tells an incident from any other request.
type RequestKind uint8

// The kinds.
const (
	ServiceRequest RequestKind = iota // anything but an incident
	Incident                          // a disturbed or interrupted service (S49)
)

var requestKindNames = [...]string{"request", "incident"}

// String returns the text form: "request" or "incident".
func (k RequestKind) String() string { return enum.String(requestKindNames[:], "kind", k) }

// MarshalText implements encoding.TextMarshaler.
func (k RequestKind) MarshalText() ([]byte, error) {
	return enum.Marshal(requestKindNames[:], "kind", k)
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (k *RequestKind) UnmarshalText(b []byte) error {
	return enum.Parse(k, requestKindNames[:], "kind", b)
}

// Value implements driver.Valuer.
func (k RequestKind) Value() (driver.Value, error) { return column.Text(k.MarshalText()) }

// Scan implements sql.Scanner.
func (k *RequestKind) Scan(src any) error { return column.Scan(k.UnmarshalText, "kind", src) }
