package servicelevel

import "math/bits"

// assumed is a set of decisions: bit n stands for D n, as in penalty.Decisions.
type assumed uint32

var decisionIDs = [...]string{
	"", "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "D11", "D12", "D13", "D14", "D15", "D16", "D17",
	"D18", "D19", "D20", "D21", "D22", "D23", "D24", "D25", "D26",
}

// assume notes the decisions that a figure of the statement rests on.
func (b *biller) assume(decisions ...int) {
	for _, d := range decisions {
		b.assumed |= 1 << d
	}
}

// ids returns the ids in order, in a list of its own.
func (a assumed) ids() []string {
	list := make([]string, 0, bits.OnesCount32(uint32(a)))
	for d, id := range decisionIDs {
		if a>>d&1 == 1 {
			list = append(list, id)
		}
	}
	return list
}
