//go:build race

package servicelevel_test

const raceEnabled = true
