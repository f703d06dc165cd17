// Package fault builds the errors that every package of palier returns for bad
// input: each names the field by its path and shows the value, and all faults
// of one value are reported together.
package fault

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Error is one fault of one field. The public packages export it as FieldError.
type Error struct {
	// Field is the path of the field, such as "activity.outages[3].end". It is
	// empty where the value as a whole is at fault.
	Field string
	// Value is the refused value as text, shortened to at most 64 bytes.
	Value string
	// Reason says what is wrong, in English.
	Reason string
	// Err, where it is set, is the cause: errors.Is and errors.As find it.
	Err error
}

// Error renders the fault as `field: reason (got "value")`.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Field != "" {
		b.WriteString(e.Field)
		b.WriteString(": ")
	}
	b.WriteString(e.Reason)
	if e.Value != "" {
		fmt.Fprintf(&b, " (got %q)", e.Value)
	}
	return b.String()
}

// Unwrap returns the cause, or nil.
func (e *Error) Unwrap() error { return e.Err }

// New returns a fault of one field. The value is shown as it would be written
// in an input file: an instant in RFC 3339, anything else by fmt.Sprint.
func New(field string, value any, reason string) *Error {
	return &Error{Field: field, Value: text(value), Reason: reason}
}

// Wrap is New with a cause whose message is the reason.
func Wrap(field string, value any, cause error) *Error {
	return &Error{Field: field, Value: text(value), Reason: cause.Error(), Err: cause}
}

// maxValue bounds what an error repeats of its input.
const maxValue = 64

func text(value any) string {
	var s string
	switch v := value.(type) {
	case nil:
		return ""
	case time.Time:
		s = v.Format(time.RFC3339Nano)
	default:
		s = fmt.Sprint(v)
	}
	if len(s) > maxValue {
		s = strings.ToValidUTF8(s[:maxValue-3], "") + "..."
	}
	return s
}

// List collects the faults of one value. Its zero value is empty and ready.
type List struct{ errs []error }

// Add records that field holds value, which it may not, and why.
func (l *List) Add(field string, value any, reason string) {
	l.errs = append(l.errs, New(field, value, reason))
}

// Check records the fault unless ok.
func (l *List) Check(ok bool, field string, value any, reason string) {
	if !ok {
		l.Add(field, value, reason)
	}
}

// In records every fault found in err, with path put before its field. A nil
// err records nothing.
func (l *List) In(path string, err error) {
	l.errs = append(l.errs, flatten(path, err)...)
}

// Err returns nil where nothing was recorded, the one fault, or all of them
// joined.
func (l *List) Err() error {
	if len(l.errs) == 1 {
		return l.errs[0]
	}
	return errors.Join(l.errs...)
}

// Empty reports whether nothing was recorded.
func (l *List) Empty() bool { return len(l.errs) == 0 }

// In returns err with path put before the field of every fault in it.
func In(path string, err error) error {
	var l List
	l.In(path, err)
	return l.Err()
}

// Index returns the path of the i-th element of a list field.
func Index(field string, i int) string { return fmt.Sprintf("%s[%d]", field, i) }

// All returns every fault joined in err, in order; an error of another type is
// one of its own with an empty field.
func All(err error) []*Error {
	var all []*Error
	for _, e := range flatten("", err) {
		all = append(all, e.(*Error)) //nolint:errorlint,forcetypeassert // flatten makes nothing else
	}
	return all
}

func flatten(path string, err error) []error {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []error
		for _, e := range joined.Unwrap() {
			all = append(all, flatten(path, e)...)
		}
		return all
	}
	if e, ok := err.(*Error); ok { //nolint:errorlint // only the outermost fault carries the path
		c := *e
		c.Field = Join(path, e.Field)
		return []error{&c}
	}
	return []error{&Error{Field: path, Reason: err.Error(), Err: err}}
}

// Join puts a field's name behind the path of what holds it.
func Join(path, field string) string {
	switch {
	case path == "":
		return field
	case field == "" || field[0] == '[':
		return path + field
	}
	return path + "." + field
}
