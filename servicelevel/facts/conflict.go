package facts

import "fmt"

// ConflictError says that a fact was recorded before under the same id with other
// content. The earlier one stands.
type ConflictError struct {
	ID    string
	Field string // the first field that differs, such as "time"
}

// Error implements error.
func (e *ConflictError) Error() string {
	return fmt.Sprintf("facts: the fact %q was recorded before with another %s", e.ID, e.Field)
}

// Conflict returns a *ConflictError if a fact is not the one that was recorded before under its ID. When it
// was recorded is not part of it, nor are its parts.
func (f *Fact) Conflict(before Fact) error {
	if field := f.differs(&before); field != "" {
		return &ConflictError{f.ID, field}
	}
	return nil
}

// differs returns the first field in which two facts differ; empty if they are one.
func (f *Fact) differs(g *Fact) string {
	switch {
	case f.Kind != g.Kind:
		return "kind"
	case !f.At.Equal(g.At):
		return "at"
	case f.Ticket != g.Ticket:
		return "ticket"
	case f.Request != g.Request:
		return "request"
	case f.Channel != g.Channel:
		return "channel"
	case f.Into != g.Into:
		return "into"
	case f.For != g.For:
		return "for"
	case f.Priority != g.Priority:
		return "priority"
	case f.ChargedTo != g.ChargedTo:
		return "charged_to"
	case !f.End.Equal(g.End):
		return "end"
	case f.Time != g.Time:
		return "time"
	case (f.Price == nil) != (g.Price == nil) || f.Price != nil && !f.Price.Equal(*g.Price):
		return "price"
	case f.Elsewhere != g.Elsewhere:
		return "elsewhere"
	case f.Month != g.Month:
		return "month"
	case f.Label != g.Label:
		return "label"
	case !f.VAT.same(g.VAT):
		return "vat"
	case f.Of != g.Of:
		return "of"
	case !f.Declared.Equal(g.Declared):
		return "declared"
	case !f.Share.Equal(g.Share):
		return "share"
	case f.Reason != g.Reason:
		return "reason"
	case f.Note != g.Note:
		return "note"
	}
	return ""
}
