package leveltest

import (
	"fmt"

	"github.com/palier-go/palier/internal/fault"
)

// Question is what a CalendarVector asks: the method of calendar.Calendar. Its text
// form is in lower case, such as "next_open".
type Question uint8

// The questions.
const (
	IsOpen Question = iota
	Between
	Add
	NextOpen
	PrevOpen
	Elapsed
	Due
)

var questionNames = [...]string{"is_open", "between", "add", "next_open", "prev_open", "elapsed", "due"}

// String returns the text form, or "question(9)" for what is no question.
func (q Question) String() string {
	if int(q) < len(questionNames) {
		return questionNames[q]
	}
	return fmt.Sprintf("question(%d)", uint8(q))
}

// MarshalText implements encoding.TextMarshaler; it refuses an unknown value.
func (q Question) MarshalText() ([]byte, error) {
	if int(q) >= len(questionNames) {
		return nil, fault.New("", uint8(q), "is not a known question")
	}
	return []byte(questionNames[q]), nil
}

// UnmarshalText implements encoding.TextUnmarshaler; it refuses any other text.
func (q *Question) UnmarshalText(b []byte) error {
	for i, name := range questionNames {
		if string(b) == name {
			*q = Question(i)
			return nil
		}
	}
	return fault.New("", string(b), "is not a known question")
}
