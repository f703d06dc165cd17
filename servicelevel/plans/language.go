package plans

import (
	"database/sql/driver"
	"unicode/utf8"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/internal/wire"
)

// Language is one of the two languages in which rules, lines and explanations are worded. The zero value is
// French.
type Language uint8

// The two languages.
const (
	French  Language = iota // "fr"
	English                 // "en"
)

var languageNames = [...]string{"fr", "en"}

// String returns the text form, or "language(9)" for what is no language.
func (l Language) String() string { return enum.String(languageNames[:], "language", l) }

// MarshalText implements encoding.TextMarshaler.
func (l Language) MarshalText() ([]byte, error) {
	return enum.Marshal(languageNames[:], "language", l)
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (l *Language) UnmarshalText(b []byte) error {
	return enum.Parse(l, languageNames[:], "language", b)
}

// Value implements driver.Valuer.
func (l Language) Value() (driver.Value, error) { return column.Text(l.MarshalText()) }

// Scan implements sql.Scanner.
func (l *Language) Scan(src any) error { return column.Scan(l.UnmarshalText, "language", src) }

// maxWording bounds a text in one language, in characters.
const maxWording = 500

// Wording is one text in both languages. The zero value is empty and refused.
type Wording struct {
	FR string `json:"fr"` // in French
	EN string `json:"en"` // in English
}

// Text returns the text in lang: the English one for English, the French one
// for anything else.
func (w Wording) Text(lang Language) string {
	if lang == English {
		return w.EN
	}
	return w.FR
}

// Validate refuses a text that is empty, longer than 500 characters, not UTF-8, or has a control character or
// a line break, naming "fr" or "en".
func (w Wording) Validate() error {
	var faults fault.List
	faults.In("", printed(w).Validate())
	for _, f := range [...]struct{ name, text string }{{"fr", w.FR}, {"en", w.EN}} {
		faults.Check(f.text != "", f.name, f.text, "must not be empty")
		faults.Check(utf8.RuneCountInString(f.text) <= maxWording, f.name, f.text, "must have at most 500 characters")
	}
	return faults.Err()
}

// printed is a Wording of any length, such as one that explains a figure.
type printed Wording

// Validate refuses what has no place in a line of text.
func (w printed) Validate() error {
	var faults fault.List
	for _, f := range [...]struct{ name, text string }{{"fr", w.FR}, {"en", w.EN}} {
		if reason := text.BadLine(f.text); reason != "" {
			faults.Add(f.name, f.text, reason)
		}
	}
	return faults.Err()
}

// MarshalJSON implements json.Marshaler.
func (w Wording) MarshalJSON() ([]byte, error) { return wire.Append(nil, &w) }

// UnmarshalJSON implements json.Unmarshaler. Unlike Validate it reads an empty text, and one longer than a
// name may be. If it refuses one, w stays as it was.
func (w *Wording) UnmarshalJSON(b []byte) error { return wire.Decode(b, (*printed)(w)) }
