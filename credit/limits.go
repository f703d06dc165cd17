package credit

import (
	"time"
)

// Limits of what is told, each time.
const (
	// MaxTime is the longest time that one entry, one pack or one need may state: ten thousand
	// hours.
	MaxTime      = 10_000 * time.Hour
	MaxAllowance = 744 * time.Hour // of one month
	MaxID        = 128             // bytes of an id or a ticket
)

// Limits of an account.
const (
	MaxEntries = 1 << 22             // entries
	MaxBought  = 500_000 * time.Hour // time bought and given, in all
)
