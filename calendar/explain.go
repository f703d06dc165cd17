package calendar

// Reason says why a stretch of time counted or did not.
type Reason uint8

// The reasons.
const (
	Counted     Reason = iota // open
	ClosedHours               // outside the hours of the day
	DayOff                    // a day of the week without hours, such as the weekend
	OnHoliday                 // a public holiday
	ByException               // a date with a rule of its own
	Paused                    // open, but the clock was stopped
)
