package credit

import (
	"time"

	"github.com/palier-go/palier/internal/block"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// Blocks says how time worked becomes time billed: in whole blocks, a block begun being billed (S19).
type Blocks struct {
	// Size is the length of a block, above 0 and at most 24 h.
	Size time.Duration `json:"size"`
	// Minimum is what is billed at least for anything worked, and what the blocks come on top of: with 20 min
	// and then blocks of 5 min, 12 min are billed as 20 min and 32 min as 20 + 3 × 5 = 35 min. It is at most 24
	// h; zero is as if it were one block. It need not be a number of blocks.
	Minimum time.Duration `json:"minimum,omitzero"`
	// Counting says what is rounded up (D1): by default the intervention as a whole.
	Counting Counting `json:"counting,omitzero"`
}

// Billable returns the time billed for an intervention of the given work sessions. Nothing worked is nothing
// billed (D2). It refuses negative sessions, more than MaxTime in all, and blocks that are not valid.
func (b Blocks) Billable(sessions ...time.Duration) (time.Duration, error) {
	if err := b.Validate(); err != nil {
		return 0, err
	}
	var worked, billed time.Duration
	for i, s := range sessions {
		if s < 0 || s > MaxTime-worked {
			return 0, fault.New(fault.Index("sessions", i), s, "must not be negative, nor go beyond 10000 h in all")
		}
		worked += s
		billed += b.up(s)
	}
	if b.Counting == EachSession {
		return billed, nil
	}
	return b.up(worked), nil
}

// up is what a time worked is billed as.
func (b Blocks) up(d time.Duration) time.Duration {
	return time.Duration(block.Of(b.Size, b.Minimum).Up(int64(d)))
}

// Validate reports all faults of b.
func (b Blocks) Validate() error {
	var faults fault.List
	if b.Size <= 0 || b.Size > 24*time.Hour {
		faults.Add("size", b.Size, "must be above 0 and at most 24 h")
	}
	if b.Minimum < 0 || b.Minimum > 24*time.Hour {
		faults.Add("minimum", b.Minimum, "must be at most 24 h")
	}
	enum.Check(&faults, "counting", countings, b.Counting)
	return faults.Err()
}

// MarshalJSON implements json.Marshaler.
func (b Blocks) MarshalJSON() ([]byte, error) { return wire.Append(nil, &b) }

// UnmarshalJSON implements json.Unmarshaler.
func (b *Blocks) UnmarshalJSON(data []byte) error { return wire.Decode(data, b) }
