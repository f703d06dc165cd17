package credit

import (
	"time"
)

// unit is what time is billed in: a minimum, then whole blocks.
type unit struct{ block, least int64 }

// up rounds a time up to the minimum, and beyond it to whole blocks, a block begun being
// charged (S19); nothing is nothing (D2). It cannot overflow: both are at most a day.
func (u unit) up(d int64) int64 {
	if d < u.least {
		if d > 0 {
			return u.least
		}
		return d
	}
	if rest := (d - u.least) % u.block; rest != 0 {
		d += u.block - rest
	}
	return d
}

// unitOf returns a unit of a block and a minimum.
func unitOf(block, minimum time.Duration) unit { return unit{int64(block), int64(minimum)} }
