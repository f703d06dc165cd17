//go:build race

package kit

// RaceEnabled says that the race detector runs, which allocates.
const RaceEnabled = true
