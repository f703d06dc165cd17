// Package check refuses what has no place in the data of plans and contracts, each kind of value
// once: ids, texts, amounts, lengths of time, dates and instants. What is refused goes into a list
// of faults under the name of its field.
package check

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
)

// MaxID is how many bytes an id has at most, maxText a name or a note.
const (
	MaxID   = 100
	maxText = 500
)

// ID refuses what cannot name something: nothing, more than 100 bytes, a
// space at either end, control characters, broken UTF-8.
func ID(l *fault.List, field, id string) {
	if len(id) > MaxID || text.BadName(id) != "" {
		l.Add(field, id, "must be 1 to 100 bytes of text, with no space at either end and no control character")
	}
}

// Text refuses what is no line of text.
func Text(l *fault.List, field, s string) {
	if s == "" || len(s) > maxText || text.BadLine(s) != "" {
		l.Add(field, s, "must be 1 to 500 bytes of text without control characters")
	}
}

// All reports the faults of what is in a list, by its places in that.
func All[T any](l *fault.List, list string, items []T, validate func(*T) error) {
	for i := range items {
		if err := validate(&items[i]); err != nil {
			l.In(fault.Index(list, i), err)
		}
	}
}

// Time refuses a length of time that does not lie from least to most.
func Time(l *fault.List, field string, d, least, most time.Duration) {
	if d < least || d > most {
		l.Add(field, d, "must lie from "+string(text.AppendDuration(nil, least))+" to "+string(text.AppendDuration(nil, most)))
	}
}

// The years 1990 to 2089 in UTC, as seconds since 1970.
const (
	FirstSecond = 631_152_000
	EndSecond   = 3_786_912_000
)

// Instant refuses what no contract lives in: years before 1990 or from 2090.
func Instant(l *fault.List, field string, t time.Time) {
	if s := t.Unix(); s < FirstSecond || s >= EndSecond {
		refuseInstant(l, field, t)
	}
}

func refuseInstant(l *fault.List, field string, t time.Time) {
	l.Add(field, t, "must lie in the years 1990 to 2089")
}

// Date refuses what no contract lives in: what does not exist, or lies
// before 1990 or from 2090 on. It reports whether d is none of that.
func Date(l *fault.List, field string, d calendar.Date) bool {
	ok := InYears(d)
	if !ok {
		l.Add(field, d, "must be a date of the years 1990 to 2089")
	}
	return ok
}

// InYears reports whether a date exists and contracts live in it.
func InYears(d calendar.Date) bool { return d.Valid() && d.Year >= 1990 && d.Year < 2090 }

// HourPrice refuses a price of an hour that is none.
func HourPrice(l *fault.List, u money.Unit, field string, price *decimal.Decimal) {
	if price == nil {
		return
	}
	money.CountUnsigned(l, u, field, *price)
	l.Check(!price.IsZero(), field, *price, "must be above 0")
}

// Currency refuses what is no code of a currency with at most three decimals; none is euros.
func Currency(l *fault.List, code string) {
	_, ok := money.UnitOf(code)
	l.Check(ok, "currency", code, "must be the ISO 4217 code of a currency with at most three decimals, such as \"CHF\"")
}

// Month refuses a month that nobody bills.
func Month(m calendar.Month) error {
	if !InYears(m.First()) {
		return fault.New("month", m, "must be a month of the years 1990 to 2089")
	}
	return nil
}
