// Package fault builds the errors that every package of palier returns for bad
// input: each names the field by its path and shows the value, and all faults
// of one value are reported together.
package fault

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/text"
)

// Error is one fault of one field. The public packages export it as FieldError.
type Error struct {
	// Field is the path of the field, such as "activity.outages[3].end". It is
	// empty if the value as a whole is at fault.
	Field string
	// Value is the refused value as text, shortened to at most 64 bytes. It is
	// empty if there is none, as for a missing field.
	Value string
	// Reason says what is wrong, in English.
	Reason string
	// Err, if it is set, is the cause: errors.Is and errors.As find it.
	Err error
}

// Error renders the fault as `field: reason (got "value")`.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Field != "" {
		b.WriteString(e.Field + ": ")
	}
	b.WriteString(e.Reason)
	if e.Value != "" {
		b.WriteString(" (got " + strconv.Quote(e.Value) + ")")
	}
	return b.String()
}

// Unwrap returns the cause, or nil.
func (e *Error) Unwrap() error { return e.Err }

// New returns a fault of one field. The value is shown as it would be written
// in an input file: an instant in RFC 3339, a duration in ISO 8601, a decimal in
// digits, anything else by fmt.Sprint. It is to be one field's value: a struct
// that holds decimals would have all their digits written out.
func New(field string, value any, reason string) *Error {
	return &Error{Field: field, Value: shown(value), Reason: reason}
}

// Wrap is New with a cause whose message is the reason.
func Wrap(field string, value any, cause error) *Error {
	return &Error{Field: field, Value: shown(value), Reason: cause.Error(), Err: cause}
}

// maxValue bounds what an error repeats of its input, in bytes.
const maxValue = 64

func shown(value any) string {
	var s string
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		s = v
	case time.Time:
		s = v.Format(time.RFC3339Nano)
	case time.Duration:
		s = string(text.AppendDuration(nil, v))
	case decimal.Decimal:
		s = text.Decimal(v) // its String would write out any exponent
	default:
		s = fmt.Sprint(v)
	}
	return shorten(s)
}

// shorten cuts s to maxValue bytes, between two characters.
func shorten(s string) string {
	if len(s) <= maxValue {
		return s
	}
	cut := maxValue - len("...")
	for i := range utf8.UTFMax {
		if utf8.RuneStart(s[cut-i]) {
			cut -= i
			break
		}
	}
	return s[:cut] + "..."
}

// Max is how many faults of one value a List keeps: a hostile document has millions,
// which nobody reads.
const Max = 100

// List collects the faults of one value, the first Max of them. Its zero value is empty
// and ready.
type List struct {
	errs []error
	more bool
}

// errMore stands for the faults that a List does not keep.
var errMore = fmt.Errorf("has more faults than the %d listed", Max)

// Full reports whether l keeps no more.
func (l *List) Full() bool { return len(l.errs) >= Max }

// Cut records that there are more faults than l keeps.
func (l *List) Cut() { l.more = true }

// Add records that field holds value, which it may not, and why.
func (l *List) Add(field string, value any, reason string) {
	if l.Full() {
		l.Cut()
		return
	}
	l.errs = append(l.errs, New(field, value, reason))
}

// Check records the fault unless ok.
func (l *List) Check(ok bool, field string, value any, reason string) {
	if !ok {
		l.Add(field, value, reason)
	}
}

// Text is Add of a text that is longer than most bytes, or of which bad says what is wrong.
func (l *List) Text(field, s string, most int, bad func(string) string) {
	if len(s) > most {
		l.Add(field, s, "must not be longer than "+strconv.Itoa(most)+" bytes")
	} else if reason := bad(s); reason != "" {
		l.Add(field, s, reason)
	}
}

// In records every fault found in err, with path put before its field; an error
// of another type is a fault of path itself. A nil err records nothing, at no cost.
func (l *List) In(path string, err error) {
	if err != nil {
		l.in(path, err)
	}
}

//go:noinline
func (l *List) in(path string, err error) {
	for _, e := range flatten(path, err) {
		if l.Full() || e.Err == errMore { //nolint:errorlint // the fault itself, not what it wraps
			l.Cut()
		} else {
			l.errs = append(l.errs, e)
		}
	}
}

// Err returns nil if nothing was recorded, the one fault, or all of them joined. The
// last one says if there are more than were kept.
func (l *List) Err() error {
	if l.Empty() {
		return nil
	}
	return l.join()
}

//go:noinline
func (l *List) join() error {
	switch {
	case l.more:
		return errors.Join(append(l.errs[:len(l.errs):len(l.errs)], Wrap("", nil, errMore))...)
	case len(l.errs) == 1:
		return l.errs[0]
	}
	return errors.Join(l.errs...)
}

// Empty reports whether nothing was recorded.
func (l *List) Empty() bool { return len(l.errs) == 0 && !l.more }

// In returns err with path put before the field of every fault in it.
func In(path string, err error) error {
	var l List
	l.In(path, err)
	return l.Err()
}

// Index returns the path of element i of a list field: "outages[3]".
func Index(field string, i int) string { return field + "[" + strconv.Itoa(i) + "]" }

// InList takes a path such as "facts[3].at" apart.
func InList(field string) (list string, i int, rest string, ok bool) {
	list, field, found := strings.Cut(field, "[")
	number, rest, closed := strings.Cut(field, "]")
	i, err := strconv.Atoi(number)
	return list, i, strings.TrimPrefix(rest, "."), found && closed && err == nil
}

// All returns a copy of every fault joined in err, in order; an error of another
// type is one of its own with an empty field.
func All(err error) []*Error {
	return flatten("", err)
}

func flatten(path string, err error) []*Error {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []*Error
		for _, e := range joined.Unwrap() {
			all = append(all, flatten(path, e)...)
		}
		return all
	}
	if e, ok := err.(*Error); ok { //nolint:errorlint // only the outermost fault carries the path
		if e == nil {
			return nil
		}
		c := *e
		c.Field = Join(path, e.Field)
		return []*Error{&c}
	}
	return []*Error{{Field: path, Reason: err.Error(), Err: err}}
}

// Join puts a field's name behind the path of what holds it: "activity.month".
func Join(path, field string) string {
	switch {
	case path == "":
		return field
	case field == "" || field[0] == '[':
		return path + field
	}
	return path + "." + field
}
