package servicelevel

import "math/bits"

// assumed is a set of decisions: bit n stands for D n, as in penalty.Decisions.
type assumed uint32

var decisionIDs = [...]string{
	"", "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "D11", "D12", "D13", "D14", "D15", "D16", "D17",
	"D18", "D19", "D20", "D21", "D22", "D23", "D24", "D25", "D26",
}

// assume notes the decisions that a figure of the statement rests on.
func (b *Biller) assume(decisions ...int) {
	for _, d := range decisions {
		b.assumed |= 1 << d
	}
}

// citation returns the ids in order.
func (a assumed) citation() Citation {
	var ids []string
	for left := a; left != 0; left &= left - 1 {
		ids = append(ids, decisionIDs[bits.TrailingZeros32(uint32(left))])
	}
	return Cite(ids...)
}
