package credit

import (
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// CarryOver is what of a monthly allowance goes on when its month ends, as a lot that costs nothing. The zero
// value is nothing.
//
// What is left goes on up to Most with what of earlier months is still left. So 90 min a month with at most 3
// h give 3 h and the 90 min of May if nothing was used from January to April.
type CarryOver struct {
	Most time.Duration `json:"most"` // above 0, and at most MaxTime
	// Months is how many months it lasts: with 2 what is left of January is there in February and March. Zero is
	// for ever; at most 600.
	Months int `json:"months,omitzero"`
}

// Validate reports all faults of c.
func (c CarryOver) Validate() error {
	var l fault.List
	if c.Most <= 0 || c.Most > MaxTime {
		l.Add("most", c.Most, "must be above 0 and at most 10000 h")
	}
	if c.Months < 0 || c.Months > 600 {
		l.Add("months", c.Months, "must lie from 0 to 600")
	}
	return l.Err()
}

// MarshalJSON implements json.Marshaler.
func (c CarryOver) MarshalJSON() ([]byte, error) { return wire.Append(nil, &c) }

// UnmarshalJSON implements json.Unmarshaler.
func (c *CarryOver) UnmarshalJSON(b []byte) error { return wire.Decode(b, c) }
