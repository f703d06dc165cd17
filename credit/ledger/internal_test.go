package ledger

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fund"
)

// Too much memory to be filled in a test.
func TestFull(t *testing.T) {
	for _, tt := range []struct {
		entries, moves int
		full           bool
	}{
		{0, 0, false},
		{credit.MaxEntries - 1, fund.MaxMoves - 1, false},
		{credit.MaxEntries, 0, true},
		{0, fund.MaxMoves, true},
	} {
		assert.Equal(t, tt.full, full(tt.entries, tt.moves), "%v", tt)
	}
}

func TestIndexIsHalfFullAtMost(t *testing.T) {
	for _, tt := range []struct{ there, more, slots int }{
		{0, 0, 16}, {0, 8, 16}, {0, 9, 32}, {8, 0, 16}, {8, 1, 32}, {10, 100, 256}, {100, 28, 256}, {100, 29, 512},
	} {
		var x index
		for range tt.there {
			x.names.New()
		}
		x.reserve(tt.more)
		assert.Len(t, x.slots, tt.slots, "%v", tt)
		x.names.Cut(0)
		x.reserve(1)
		assert.Len(t, x.slots, tt.slots, "it does not shrink")
	}
}

// Names are found among many, and others are not; an index that is cleared is empty and
// keeps its seed.
func TestIndexFindsNames(t *testing.T) {
	var x index
	n, _ := x.find("a")
	require.Equal(t, fund.None, n, "before the first reset")
	x.reset()
	for i := range 3000 {
		name := fmt.Sprint("id", i)
		n, hash := x.find(name)
		require.Equal(t, fund.None, n)
		x.add(name, hash)
	}
	clone := x.clone()
	_, before := x.find("a")
	x.reset()
	n, _ = x.find("id1")
	require.Equal(t, fund.None, n)
	_, after := x.find("a")
	for i, name := range clone.all() {
		n, _ := clone.find(name)
		require.Equal(t, int32(i), n)
	}
	require.Equal(t, 3000, clone.len())
	assert.Equal(t, before, after)
}

// Names whose hashes are alike are found one behind the other, around the end too.
func TestIndexOfCollisions(t *testing.T) {
	var x index
	x.reset()
	for i := range 40 {
		name := fmt.Sprint("id", i)
		_, hash := x.find(name)
		x.add(name, hash)
	}
	size := len(x.slots)
	clear(x.slots)
	for i, y := range x.names.Slice() { // all at the last place
		mask := uint32(size - 1)
		x.put(y.hash&^mask|mask, i+1)
	}
	assert.Zero(t, x.slots[size-1]&numberMask-1, "the first one")
	for i := 1; i < x.len(); i++ {
		assert.Equal(t, uint32(i+1), x.slots[i-1]&numberMask)
	}
}
