// Package decided has the set of the decisions (D1 to D38) that the figures of a statement rest on, and of the choices
// that were taken for them. Figures note them here while they are reckoned; which words a statement has for them
// is for others to say.
package decided

import "github.com/palier-go/palier/penalty"

// Set is a set of decisions: bit n stands for D n, as in penalty.Decisions, and the bits
// above for choices that are not the contract's but those of single facts or terms. The zero value is empty.
type Set uint64

var ids = [...]string{
	"", "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "D11", "D12", "D13", "D14", "D15", "D16", "D17",
	"D18", "D19", "D20", "D21", "D22", "D23", "D24", "D25", "D26", "D27", "D28", "D29", "D30", "D31", "D32", "D33", "D34",
	"D35", "D36", "D37", "D38",
}

// Numbers is one more than the number of the last decision: bits of decisions are below it.
const Numbers = len(ids)

// ID returns the id of a decision by its number, which is below Numbers.
func ID(n int) string { return ids[n] }

// The decisions that figures of a statement rest on, besides those that
// penalty.Assess names.
const (
	D1  Set = 1 << 1
	D2  Set = 1 << 2
	D3  Set = 1 << 3
	D4  Set = 1 << 4
	D5  Set = 1 << 5
	D6  Set = 1 << 6
	D7  Set = 1 << 7
	D8  Set = 1 << 8
	D9  Set = 1 << 9
	D10 Set = 1 << 10
	D11 Set = 1 << 11
	D12 Set = 1 << 12
	D15 Set = 1 << 15
	D17 Set = 1 << 17
	D18 Set = 1 << 18
	D19 Set = 1 << 19
	D21 Set = 1 << 21
	D22 Set = 1 << 22
	D23 Set = 1 << 23
	D24 Set = 1 << 24
	D25 Set = 1 << 25
	D26 Set = 1 << 26
	D27 Set = 1 << 27
	D28 Set = 1 << 28
	D29 Set = 1 << 29
	D30 Set = 1 << 30
	D31 Set = 1 << 31
	D32 Set = 1 << 32
	D33 Set = 1 << 33
	D34 Set = 1 << 34
	D35 Set = 1 << 35
	D36 Set = 1 << 36
	D37 Set = 1 << 37
)

// The choices of which a statement may rest on several.
const (
	HalfAway     Set = 1 << (40 + iota) // D21
	HalfEven                            // D21
	FeastsHeld                          // D26
	FeastsWorked                        // D26: Pentecost Monday was a day like others in 2005–2007
	GaveAll                             // D30: all that was left, at its share of the price
	GavePart                            // D30
	GaveAmount                          // D30
	HoursKept                           // D32
	HoursLost                           // D32
	RulesChanged                        // D3: months were closed under other rules of the zone

	// Decisions are all decisions, without the choices.
	Decisions = HalfAway - 1
)

// Rounding returns the choice by which an amount was rounded (D21).
func Rounding(how penalty.Rounding) Set {
	if how == penalty.HalfEven {
		return D21 | HalfEven
	}
	return D21 | HalfAway
}
