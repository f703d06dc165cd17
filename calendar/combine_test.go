package calendar

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestCombine compares what becomes of two lists of edges with what each second of them says.
func TestCombine(t *testing.T) {
	edges := rapid.Custom(func(t *rapid.T) []int64 {
		at := rapid.SliceOfNDistinct(rapid.Int64Range(-3, 43), 0, 12, rapid.ID[int64]).Draw(t, "at")
		slices.Sort(at)
		if at = at[:len(at)/2*2]; rapid.Bool().Draw(t, "empty") {
			at = append([]int64{-5, -5}, at...) // a stream begins with such a one
		}
		return append(at, forever)
	})
	within := func(xs []int64, at int64) bool {
		n := 0
		for xs[n] <= at {
			n++
		}
		return n%2 != 0
	}
	rapid.Check(t, func(t *rapid.T) {
		op := rapid.SampledFrom([]LayerOp{LayerUnion, LayerIntersection, LayerDifference, LayerComplement}).Draw(t, "op")
		xs, ys := edges.Draw(t, "before"), edges.Draw(t, "in")
		if op == LayerComplement {
			ys = []int64{forever}
		}
		got := op.combine(make([]int64, 0, rapid.IntRange(0, 50).Draw(t, "room")), xs, ys, 0, 40)
		var want []int64
		was := false
		for at := range int64(41) {
			x, y := within(xs, at), within(ys, at)
			is := map[LayerOp]bool{LayerUnion: x || y, LayerIntersection: x && y, LayerDifference: x && !y, LayerComplement: !x}[op] && at < 40
			if is != was {
				want, was = append(want, at), is
			}
		}
		require.Equal(t, append(want, forever), got)
	})
}
