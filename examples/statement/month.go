package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/palier-go/palier/examples/internal/editions"
	"github.com/palier-go/palier/servicelevel"
)

// statement makes the statement of a file. Its error has one line a fault, each
// naming the file.
func statement(in input, known editions.Known) (servicelevel.Statement, error) {
	var doc servicelevel.Input
	if err := decode(in.data, &doc); err != nil {
		return servicelevel.Statement{}, editions.Named(in.name, err)
	}
	catalogue, err := known.Of(&doc.Contract)
	if err != nil {
		return servicelevel.Statement{}, editions.Named(in.name, err)
	}
	if err := insideMonth(&doc, catalogue); err != nil {
		return servicelevel.Statement{}, editions.Named(in.name, err)
	}
	s, err := catalogue.StatementOf(doc)
	s.Explain()
	return s, editions.Named(in.name, err)
}

// decode calls the document's own decoder, whose faults say more than those of
// json.Unmarshal where the file is not JSON at all.
func decode(data []byte, doc *servicelevel.Input) error {
	var u json.Unmarshaler = doc
	return u.UnmarshalJSON(data)
}

// insideMonth refuses outages of other months: this file is about one.
func insideMonth(doc *servicelevel.Input, c *servicelevel.Catalogue) error {
	var errs []error
	month := doc.Month.Interval(c.Location())
	for i, o := range doc.Activity.Outages {
		start := o.Start
		if start.IsZero() {
			start = o.Declared
		}
		if !start.Before(month.End) || !o.End.IsZero() && o.End.Before(month.Start) {
			errs = append(errs, &servicelevel.FieldError{
				Field: fmt.Sprintf("activity.outages[%d].start", i), Value: start.Format("2006-01-02T15:04:05Z07:00"),
				Reason: "must lie in the month " + doc.Month.String(),
			})
		}
	}
	return errors.Join(errs...)
}
