package penalty

import "github.com/palier-go/palier/internal/fault"

// FieldError is one fault of one field of an input: its path ("outages[3].end"),
// the value refused, and why. Several faults of one value come joined; errors.As
// finds the first.
type FieldError = fault.Error
