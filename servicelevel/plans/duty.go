package plans

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
)

// Party is who answers for a duty.
type Party uint8

// The parties.
const (
	Customer   Party = iota // the customer, alone
	Provider                // the hosting company
	ThirdParty              // whoever the customer called in
)

var partyNames = [...]string{"customer", "provider", "third_party"}

// String returns the text form: "customer", "provider", "third_party".
func (p Party) String() string { return enum.String(partyNames[:], "party", p) }

// MarshalText implements encoding.TextMarshaler.
func (p Party) MarshalText() ([]byte, error) { return enum.Marshal(partyNames[:], "party", p) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (p *Party) UnmarshalText(b []byte) error { return enum.Parse(p, partyNames[:], "party", b) }

// Value implements driver.Valuer.
func (p Party) Value() (driver.Value, error) { return column.Text(p.MarshalText()) }

// Scan implements sql.Scanner.
func (p *Party) Scan(src any) error { return column.Scan(p.UnmarshalText, "party", src) }

// Task is something that one of the parties answers for.
type Task uint8

// The tasks that the documents assign.
const (
	TaskHardware       Task = iota // hardware and network (S6)
	TaskAdministration             // administration of the server (S7, S8, S51, S54)
	TaskUse                        // what the server is used for (S8)
	TaskUpdates                    // updates not given by a feature (S8)
	TaskSoftware                   // software, preinstalled too (S8, S55)
	TaskData                       // files and data (S8)
	TaskSkills                     // the skills to administer, or a third party (S9)
	TaskThirdParty                 // what a third party does to the server (S10)
	TaskTickets                    // asking in writing from the customer area (S27)
	TaskCredit                     // buying hours before an intervention (S17)
)

var taskNames = [...]string{
	"provide_hardware", "administer", "use", "update", "run_software", "keep_data", "have_skills", "third_party_work",
	"open_tickets", "order_credit_first",
}

// String returns the text form, such as "third_party_work".
func (t Task) String() string { return enum.String(taskNames[:], "task", t) }

// MarshalText implements encoding.TextMarshaler.
func (t Task) MarshalText() ([]byte, error) { return enum.Marshal(taskNames[:], "task", t) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (t *Task) UnmarshalText(b []byte) error { return enum.Parse(t, taskNames[:], "task", b) }

// Value implements driver.Valuer.
func (t Task) Value() (driver.Value, error) { return column.Text(t.MarshalText()) }

// Scan implements sql.Scanner.
func (t *Task) Scan(src any) error { return column.Scan(t.UnmarshalText, "task", src) }

// Duty says which party answers for a task under a plan, and by which rules.
type Duty struct {
	Task  Task     `json:"task"`
	Party Party    `json:"party"`
	Rules []string `json:"rules,omitzero"`
}

// Access is what the customer may do on the server himself.
type Access uint8

// The kinds of access.
const (
	AdministratorAccess Access = iota // the customer administers the server
	ExtendedUserAccess                // everything but the system's settings (S56, S57)
)

var accessNames = [...]string{"administrator", "extended_user"}

// String returns the text form: "administrator" or "extended_user".
func (a Access) String() string { return enum.String(accessNames[:], "access", a) }

// MarshalText implements encoding.TextMarshaler.
func (a Access) MarshalText() ([]byte, error) { return enum.Marshal(accessNames[:], "access", a) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (a *Access) UnmarshalText(b []byte) error { return enum.Parse(a, accessNames[:], "access", b) }

// Value implements driver.Valuer.
func (a Access) Value() (driver.Value, error) { return column.Text(a.MarshalText()) }

// Scan implements sql.Scanner.
func (a *Access) Scan(src any) error { return column.Scan(a.UnmarshalText, "access", src) }
