package calendar

import "github.com/palier-go/palier/internal/fault"

// FieldError is one fault of one field of an input, in all packages of palier. Several faults of one value
// come joined, and errors.As finds the first.
//
//	Field  string // the path of the field, such as "spans[1].end"
//	Value  string // the refused value as text
//	Reason string // what is wrong with it
//	Err    error  // the cause, or nil; Unwrap returns it
type FieldError = fault.Error
