package kit

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Soon wants work to be done within seconds, though it is many facts: whatever takes time in
// the square of them takes minutes.
func Soon(t testing.TB, what string, do func()) {
	t.Helper()
	begun := time.Now()
	do()
	took := time.Since(begun)
	t.Log(what, took.Round(time.Millisecond))
	require.Less(t, took, 20*time.Second, what)
}

// SkipLarge skips a test of many facts if the tests are to be short.
func SkipLarge(t testing.TB) {
	t.Helper()
	if testing.Short() || RaceEnabled {
		t.Skip("large")
	}
}
