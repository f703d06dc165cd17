package leveltest

import (
	"database/sql/driver"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
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

// String returns the text form, or "question(99)" for what is no question.
func (q Question) String() string { return enum.String(questionNames[:], "question", q) }

// MarshalText implements encoding.TextMarshaler; it refuses an unknown value.
func (q Question) MarshalText() ([]byte, error) {
	return enum.Marshal(questionNames[:], "question", q)
}

// UnmarshalText implements encoding.TextUnmarshaler; it refuses any other text.
func (q *Question) UnmarshalText(b []byte) error {
	return enum.Parse(q, questionNames[:], "question", b)
}

// Value implements driver.Valuer with the text form; it refuses an unknown value.
func (q Question) Value() (driver.Value, error) { return column.Text(q.MarshalText()) }

// Scan implements sql.Scanner. It reads the text form and refuses all else, NULL too.
func (q *Question) Scan(src any) error { return column.Scan(q.UnmarshalText, "question", src) }
