package main

import (
	"encoding/json"

	"github.com/palier-go/palier/examples/internal/editions"
	"github.com/palier-go/palier/servicelevel"
)

// stated makes the statement of a file. Its error has one line a fault, each
// naming the file.
func stated(in input, known editions.Known) (servicelevel.Statement, error) {
	var doc servicelevel.Input
	if err := decode(in.data, &doc); err != nil {
		return servicelevel.Statement{}, editions.Named(in.name, err)
	}
	catalogue, err := known.Of(&doc.Contract)
	if err != nil {
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
