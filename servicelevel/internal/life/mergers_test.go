package life //nolint:testpackage // the trees are not exported

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// The trees of mergers answer as one does who walks each way step by step.
func TestRoads(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // not for secrets
	for range 300 {
		n := 2 + r.IntN(12)
		roads, next, over, passed := make([]*road, n), make([]int, n), make([]int64, n), make([]int, n)
		for i := range n {
			roads[i], next[i] = newRoad(strconv.Itoa(i)), -1
		}
		var went [][2]int // ways that count
		for range 200 {
			i, j, at := r.IntN(n), r.IntN(n), int64(r.IntN(20))
			top := j
			for next[top] >= 0 {
				top = next[top]
			}
			require.Equal(t, strconv.Itoa(top), roads[j].root().ticket)
			switch k := r.IntN(6); {
			case k < 2 && next[i] < 0 && i != j:
				roads[i].goesOn(roads[j], at)
				if top != i {
					next[i], over[i] = j, at
				}
			case k == 2 && passed[i] == 0:
				roads[i].stays()
				next[i] = -1
			case k == 3 && len(went) > 0:
				w := r.IntN(len(went))
				from, to := went[w][0], went[w][1]
				went = append(went[:w], went[w+1:]...)
				roads[from].pass(roads[to], -1)
				for ; from != to; from = next[from] {
					passed[from]--
				}
			default:
				end := i
				for next[end] >= 0 && over[end] <= at {
					passed[end]++
					end = next[end]
				}
				require.Equal(t, strconv.Itoa(end), roads[i].end(at).ticket)
				roads[i].pass(roads[end], 1)
				went = append(went, [2]int{i, end})
			}
			for i := range n {
				require.Equal(t, passed[i], roads[i].passes())
			}
		}
	}
}
