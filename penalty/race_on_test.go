//go:build race

package penalty_test

const raceEnabled = true
