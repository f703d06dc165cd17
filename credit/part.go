package credit

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/wire"
)

// Part is work from a day on, in the month of that day. With SplitAtMidnight work that goes on over the end
// of a month has a part in each; else it has one.
type Part struct {
	Day  calendar.Date `json:"day"`
	Time time.Duration `json:"time"` // how long it took
	// Counted is what that counts as, if it is not Time: 75 min for an hour of which half was in the night, when
	// time counts one and a half times. It is what is charged, and was worked on a ticket and in a month. It is
	// at most MaxTime in all, and 0 if Time is.
	Counted time.Duration `json:"counted,omitzero"`
}

// MarshalJSON implements json.Marshaler.
func (p Part) MarshalJSON() ([]byte, error) { return wire.Append(nil, &p) }

// UnmarshalJSON implements json.Unmarshaler.
func (p *Part) UnmarshalJSON(b []byte) error { return wire.Decode(b, p) }
