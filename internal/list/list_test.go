package list_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/internal/list"
)

func elements(t require.TestingT, l *list.List[int]) []int {
	out := []int{}
	for part := range l.First(l.Len()) {
		out = append(out, part...)
	}
	require.Len(t, out, l.Len())
	for n := range l.Len() {
		require.Equal(t, out[n], *l.At(int32(n)))
	}
	return out
}

// Whatever is done with a list, it has what a slice would have.
func TestListIsASlice(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var l list.List[int]
		want := []int{}
		next := 0
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			switch rapid.IntRange(0, 5).Draw(t, "step") {
			case 0:
				n := rapid.IntRange(0, len(want)).Draw(t, "cut")
				want = want[:n]
				if rapid.Bool().Draw(t, "clear") {
					l.Clear(n)
				} else {
					l.Cut(n)
				}
			case 1:
				l.Grow(rapid.SampledFrom([]int{0, 1, 10, 32, 33, 300}).Draw(t, "grow"))
			case 2:
				before := slices.Clone(want)
				clone := l.Clone()
				for n := range l.Len() {
					*l.At(int32(n)) = -1
				}
				clone.Add(7)
				require.Equal(t, append(before, 7), elements(t, &clone))
				clone.Cut(len(before))
				l = clone
			default:
				for range rapid.SampledFrom([]int{1, 3, 31, 32, 33, 64, 65, 200}).Draw(t, "add") {
					next++
					if x := l.New(); next%2 == 0 {
						require.Zero(t, *x, "also where another one was cut off")
						*x = next
					} else {
						l.Cut(len(want))
						l.Add(next)
					}
					want = append(want, next)
				}
			}
			require.Equal(t, want, elements(t, &l))
		}
	})
}

// What is there stays where it is while others come, as soon as there is a second chunk.
func TestElementsStay(t *testing.T) {
	t.Parallel()
	var l list.List[int]
	for i := range 33 {
		l.Add(i)
	}
	first, last := l.At(0), l.At(32)
	for i := range 1000 {
		l.Add(i)
	}
	assert.Same(t, first, l.At(0))
	assert.Same(t, last, l.At(32))
}

// Memory is kept for what comes next.
func TestMemoryIsKept(t *testing.T) { // not parallel, as it counts allocations
	var l list.List[int]
	fill := func() {
		l.Cut(0)
		for i := range 1000 {
			l.Add(i)
		}
	}
	fill()
	assert.Zero(t, testing.AllocsPerRun(10, fill))
	var room list.List[int]
	room.Grow(1000)
	assert.Zero(t, testing.AllocsPerRun(1, func() {
		room.Cut(0)
		for i := range 1000 {
			room.Add(i)
		}
	}))
}
