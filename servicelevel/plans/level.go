package plans

import (
	"database/sql/driver"
	"slices"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/servicelevel/internal/check"
)

// Level names a level of service. The pages of NUXIT and Magic have five (S1), below; an Edition of another
// host names its own, such as "bronze", "silver" and "gold", and is free to take these. The order of its
// Plans says which is above which. What a level is called on paper is its Plan.Name.
//
// Its text is 1 to 40 of the characters a to z, 0 to 9, "_", "-" and ".", the first of them a letter or a
// digit. The zero value is no level and has no text.
type Level string

// The five levels (S1), from the default of every ordered server (S5) to the one made to measure.
const (
	Standard         Level = "standard"          // 0: hardware and network, help on request
	Serenity         Level = "serenity"          // 1: check-up and updates
	Pro              Level = "pro"               // 2: priority, a monthly allowance, 4 h to intervene
	Business         Level = "business"          // 3: managed by the provider, 99.9 %, 45 min to intervene
	CriticalBusiness Level = "critical_business" // 4: on quote
)

var fiveLevels = [...]Level{Standard, Serenity, Pro, Business, CriticalBusiness}

// Levels returns the five levels of the pages in order.
func Levels() [5]Level { return fiveLevels }

// Number returns the number of a level among the five: 0 for Standard, 4 for CriticalBusiness (S1). ok is
// false for any other, and n is -1.
func (l Level) Number() (n int, ok bool) {
	n = slices.Index(fiveLevels[:], l)
	return n, n >= 0
}

// above reports whether l is a level of the five that stands above another one of them.
func (l Level) above(other Level) bool {
	n, five := l.Number()
	m, known := other.Number()
	return five && known && n > m
}

// String returns the text.
func (l Level) String() string { return string(l) }

// AppendText implements encoding.TextAppender.
func (l Level) AppendText(b []byte) ([]byte, error) { return check.AppendCode(b, "level", l, Pro) }

// MarshalText implements encoding.TextMarshaler.
func (l Level) MarshalText() ([]byte, error) { return l.AppendText(nil) }

// UnmarshalText implements encoding.TextUnmarshaler.
func (l *Level) UnmarshalText(b []byte) error {
	return check.ParseCode(l, fiveLevels[:], "level", b, Pro)
}

// Value implements driver.Valuer.
func (l Level) Value() (driver.Value, error) { return column.Text(l.MarshalText()) }

// Scan implements sql.Scanner.
func (l *Level) Scan(src any) error { return column.Scan(l.UnmarshalText, "level", src) }
