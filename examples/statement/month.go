package main

import (
	"encoding/json"

	"github.com/palier-go/palier/examples/internal/editions"
	"github.com/palier-go/palier/servicelevel"
)

// stated makes the statement of a file. Its error has one line a fault, each
// naming the file.
func stated(in editions.Document, known editions.Known) (servicelevel.Statement, error) {
	var doc servicelevel.Input
	if err := decode(in.Data, &doc); err != nil {
		return servicelevel.Statement{}, editions.Named(in.Name, err)
	}
	catalogue, err := known.Of(&doc.Contract)
	if err != nil {
		return servicelevel.Statement{}, editions.Named(in.Name, err)
	}
	s, err := catalogue.StatementOf(doc)
	s.Explain()
	return s, editions.Named(in.Name, err)
}

// decode calls the document's own decoder, whose faults say more than those of
// json.Unmarshal where the file is not JSON at all.
func decode(data []byte, doc *servicelevel.Input) error {
	var u json.Unmarshaler = doc
	return u.UnmarshalJSON(data)
}
