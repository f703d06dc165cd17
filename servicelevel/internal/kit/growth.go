package kit

import (
	"testing"

	"github.com/palier-go/palier/internal/growth"
)

// Growth is growth.Check of facts, which is too much for short tests and for the race detector.
func Growth(t testing.TB, most int, work func(n int, step growth.Step)) {
	t.Helper()
	if testing.Short() || RaceEnabled {
		t.Skip("large")
	}
	growth.Check(t, most, work)
}
