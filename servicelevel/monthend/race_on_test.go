//go:build race

package monthend_test

const raceEnabled = true
