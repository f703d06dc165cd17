//go:build !race

package servicelevel_test

const raceEnabled = false // the race detector allocates
