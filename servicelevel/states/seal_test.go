package states_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/servicelevel/states"
)

// call has a mark without its name: its zero value.
func call[M any](seal func(M, ...*states.ClosedMonth)) {
	var mark M
	seal(mark)
}

// TestNobodyElseSeals: a state that nobody has checked stays one, whoever calls Seal.
func TestNobodyElseSeals(t *testing.T) {
	t.Parallel()
	var s states.State
	call(s.Seal)
	assert.False(t, s.Sealed())
}
