package reckon

import "time"

// Once is what a plans.Factor's Thousandths that change nothing are.
const Once = 1000

// Surplus returns what a time of whole microseconds counts more than it took by a factor, or less: a
// microsecond counts as many nanoseconds as the factor has thousandths.
func Surplus(held time.Duration, by int64) time.Duration {
	return held / time.Microsecond * time.Duration(by-Once)
}

// StateWaiting is the state of a ticket whose customer is waited for, if facts do not say another.
const StateWaiting = "waiting"
