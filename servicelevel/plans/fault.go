package plans

import "github.com/palier-go/palier/internal/fault"

// FieldError is one fault of one field of an input; see calendar.FieldError.
type FieldError = fault.Error
