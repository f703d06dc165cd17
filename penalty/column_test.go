package penalty_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
)

// The empty set is an empty text in its column, and comes back from it.
func TestNoDecisionsInAColumn(t *testing.T) {
	t.Parallel()
	v, err := penalty.Decisions(0).Value()
	require.NoError(t, err)
	assert.Equal(t, "", v)
	for _, src := range []any{"", []byte{}} {
		d := penalty.D9
		require.NoError(t, d.Scan(src))
		assert.Zero(t, d)
	}
}
