package credit

import (
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// Balance is what may still be used or promised, and what is. What is held is taken off
// the allowance of the month first, then off the hours bought (D38). Available and
// Overdrawn are never both above 0.
type Balance struct {
	// Allowance is what is left of the month's, and not held.
	Allowance time.Duration `json:"allowance"`
	// Available is what is left of the hours bought, and not held.
	Available time.Duration `json:"available"`
	// Held is what open holds reserve.
	Held time.Duration `json:"held"`
	// Used is what work that the month pays for (D5) has drawn: from its allowance, from the hours bought, and
	// beyond.
	Used time.Duration `json:"used"`
	// Overdrawn is what was drawn beyond the hours bought that were not held.
	Overdrawn time.Duration `json:"overdrawn"`
}

// Validate refuses a balance with hours both available and overdrawn.
func (b Balance) Validate() error {
	var l fault.List
	l.Check(b.Available == 0 || b.Overdrawn == 0, "overdrawn", b.Overdrawn, "must be 0 while hours are available")
	return l.Err()
}

// MarshalJSON implements json.Marshaler.
func (b Balance) MarshalJSON() ([]byte, error) { return wire.Append(nil, &b) }

// UnmarshalJSON implements json.Unmarshaler.
func (b *Balance) UnmarshalJSON(data []byte) error { return wire.Decode(data, b) }
