package einvoice

import (
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel"
)

// LineOf makes the first line of an invoice.
func LineOf(s *servicelevel.Statement, d Data) Line {
	doc := &Document{Data: d}
	doc.addLine(new(fault.List), 0, &s.Invoice.Lines[0])
	return doc.Lines[0]
}
