package plans

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
)

// Sharing says which hours of a contract are good for work under other contracts of the same customer, such
// as those of his other servers.
//
// The book of the contract that has the hours is told of a request of the other one, by its
// servicelevel.Request.For, and then of estimates, work and the report as of its own: it holds, draws and
// sells hours for them by its own blocks, packs and decisions. When the work may be done, by which channels,
// and what is guaranteed for it is the other contract's. The book of that one is told of each session too,
// with the contract that pays as its servicelevel.Intervention.ChargedTo: it counts there for the guarantee,
// and is charged nothing. An estimate is for the book that pays: the other one refuses it once sessions are
// charged elsewhere, and refuses to charge these elsewhere while an estimate holds its own hours. RecordAll
// of package books keeps both or neither:
//
//	err := desk.RecordAll(ctx,
//		books.Recording{Contract: web, Facts: []servicelevel.Fact{ // its server was worked on
//			{ID: "w7", Kind: servicelevel.Worked, At: begun, Ticket: "T1", End: ended, ChargedTo: "mail"}}},
//		books.Recording{Contract: mail, Facts: []servicelevel.Fact{ // it has the hours
//			{ID: "r7", Kind: servicelevel.Requested, At: begun, Ticket: "web/T1", For: "web"},
//			{ID: "w7", Kind: servicelevel.Worked, At: begun, Ticket: "web/T1", End: ended}}})
//
// A book knows one ticket of a name and refuses a second request of it. If two contracts name their tickets
// alike, the book that pays has another name for the other's, as above.
type Sharing uint8

// The choices.
const (
	SharesNothing   Sharing = iota
	SharesHours             // those bought, and what may be overdrawn or is sold for work without credit
	SharesAllowance         // these, and the allowance of the month
)

var sharingNames = [...]string{"nothing", "hours", "allowance"}

// String returns the text form: "nothing", "hours", "allowance".
func (s Sharing) String() string { return enum.String(sharingNames[:], "sharing", s) }

// MarshalText implements encoding.TextMarshaler.
func (s Sharing) MarshalText() ([]byte, error) {
	return enum.Marshal(sharingNames[:], "sharing", s)
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *Sharing) UnmarshalText(b []byte) error {
	return enum.Parse(s, sharingNames[:], "sharing", b)
}

// Value implements driver.Valuer.
func (s Sharing) Value() (driver.Value, error) { return column.Text(s.MarshalText()) }

// Scan implements sql.Scanner.
func (s *Sharing) Scan(src any) error { return column.Scan(s.UnmarshalText, "sharing", src) }
