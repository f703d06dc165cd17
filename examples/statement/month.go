package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/palier-go/palier/servicelevel"
)

// statement makes the statement of a file. Its error has one line a fault, each
// naming the file.
func statement(in input) (servicelevel.Statement, error) {
	var doc servicelevel.Input
	if err := decode(in.data, &doc); err != nil {
		return servicelevel.Statement{}, named(in.name, err)
	}
	catalogue, err := catalogueOf(doc.Contract.Edition)
	if err != nil {
		return servicelevel.Statement{}, named(in.name, err)
	}
	if err := insideMonth(&doc, catalogue); err != nil {
		return servicelevel.Statement{}, named(in.name, err)
	}
	s, err := catalogue.StatementOf(doc)
	s.Explain()
	return s, named(in.name, err)
}

// decode calls the document's own decoder, whose faults say more than those of
// json.Unmarshal where the file is not JSON at all.
func decode(data []byte, doc *servicelevel.Input) error {
	var u json.Unmarshaler = doc
	return u.UnmarshalJSON(data)
}

func catalogueOf(edition string) (*servicelevel.Catalogue, error) {
	for _, c := range []*servicelevel.Catalogue{servicelevel.NUXIT(), servicelevel.Magic()} {
		if c.Edition().ID == edition {
			return c, nil
		}
	}
	return nil, &servicelevel.FieldError{Field: "contract.edition", Value: edition, Reason: "must be nuxit or magic"}
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

// named puts the file's name before every line of an error.
func named(file string, err error) error {
	if err == nil {
		return nil
	}
	lines := strings.Split(err.Error(), "\n")
	for i := range lines {
		lines[i] = file + ": " + lines[i]
	}
	return errors.New(strings.Join(lines, "\n"))
}
