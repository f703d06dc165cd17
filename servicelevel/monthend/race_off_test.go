//go:build !race

package monthend_test

const raceEnabled = false // the race detector allocates
