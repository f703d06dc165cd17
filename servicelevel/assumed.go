package servicelevel

import "github.com/palier-go/palier/penalty"

// assumed is a set of decisions: bit n stands for D n, as in penalty.Decisions, and the bits
// above for choices that are not the contract's but those of single facts or terms.
type assumed uint64

var decisionIDs = [...]string{
	"", "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "D11", "D12", "D13", "D14", "D15", "D16", "D17",
	"D18", "D19", "D20", "D21", "D22", "D23", "D24", "D25", "D26", "D27", "D28", "D29", "D30", "D31", "D32", "D33", "D34",
	"D35", "D36", "D37", "D38",
}

// The decisions that figures of a statement rest on, besides those that
// penalty.Assess names.
const (
	d1  assumed = 1 << 1
	d2  assumed = 1 << 2
	d3  assumed = 1 << 3
	d4  assumed = 1 << 4
	d5  assumed = 1 << 5
	d6  assumed = 1 << 6
	d7  assumed = 1 << 7
	d8  assumed = 1 << 8
	d9  assumed = 1 << 9
	d10 assumed = 1 << 10
	d11 assumed = 1 << 11
	d12 assumed = 1 << 12
	d15 assumed = 1 << 15
	d17 assumed = 1 << 17
	d18 assumed = 1 << 18
	d19 assumed = 1 << 19
	d21 assumed = 1 << 21
	d22 assumed = 1 << 22
	d23 assumed = 1 << 23
	d24 assumed = 1 << 24
	d25 assumed = 1 << 25
	d26 assumed = 1 << 26
	d27 assumed = 1 << 27
	d28 assumed = 1 << 28
	d29 assumed = 1 << 29
	d30 assumed = 1 << 30
	d31 assumed = 1 << 31
	d32 assumed = 1 << 32
	d33 assumed = 1 << 33
	d34 assumed = 1 << 34
	d35 assumed = 1 << 35
	d36 assumed = 1 << 36
	d37 assumed = 1 << 37
)

// The choices of which a statement may rest on several.
const (
	halfAway     assumed = 1 << (40 + iota) // D21
	halfEven                                // D21
	feastsHeld                              // D26
	feastsWorked                            // D26: Pentecost Monday was a day like others in 2005–2007
	gaveAll                                 // D30: all that was left, at its share of the price
	gavePart                                // D30
	gaveAmount                              // D30
	hoursKept                               // D32
	hoursLost                               // D32
	rulesChanged                            // D3: months were closed under other rules of the zone

	decisionsAlone = halfAway - 1
)

// rounds notes that an amount was rounded in some way (D21).
func (b *Biller) rounds(how penalty.Rounding) {
	if how == penalty.HalfEven {
		b.assumed |= d21 | halfEven
	} else {
		b.assumed |= d21 | halfAway
	}
}
