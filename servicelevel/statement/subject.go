package statement

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
)

// Subject is what an Assumption is of: the contract's clause of availability (Options.Penalty), that of late
// interventions (Options.Late, or Late of a plan's guarantee), the quotas of a plan's Targets, or no clause.
// Two clauses of one contract may choose differently for one decision, so that D9 to D12 and D36 name theirs.
// The zero value is no clause.
type Subject uint8

// The subjects.
const (
	OfStatement    Subject = iota // all that the statement says
	OfAvailability                // what is owed for downtime
	OfLateness                    // what late interventions cost
	OfQuotas                      // what fewer tickets in time than is promised cost
)

var subjectNames = [...]string{"statement", "availability", "lateness", "quotas"}

// String returns the text form: "statement", "availability", "lateness" or "quotas".
func (s Subject) String() string { return enum.String(subjectNames[:], "subject", s) }

// MarshalText implements encoding.TextMarshaler.
func (s Subject) MarshalText() ([]byte, error) { return enum.Marshal(subjectNames[:], "subject", s) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *Subject) UnmarshalText(b []byte) error { return enum.Parse(s, subjectNames[:], "subject", b) }

// Value implements driver.Valuer.
func (s Subject) Value() (driver.Value, error) { return column.Text(s.MarshalText()) }

// Scan implements sql.Scanner.
func (s *Subject) Scan(src any) error { return column.Scan(s.UnmarshalText, "subject", src) }
