// Command einvoice writes the statement of a contract's month as an electronic
// invoice: EN 16931 in the CII syntax, the XML that a Factur-X file carries.
//
//	go run ./examples/einvoice                                  the invoice of the sample month
//	go run ./examples/einvoice -document compensation           what is owed to the customer, not subject to VAT
//	go run ./examples/einvoice -reduction                       the penalty as a price reduction on the invoice
//	go run ./examples/einvoice -in rates.json                   a month after a change of the rate of VAT, with one-off lines
//	go run ./examples/einvoice -in month.json -parties who.json
//	go run ./examples/einvoice -in month.json -edition host.json    under the edition of another host
//
// Every figure is the statement's own; nothing is computed here.
package main

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/internal/editions"
	"github.com/palier-go/palier/servicelevel"
)

//go:embed month.json
var sampleMonth []byte

//go:embed parties.json
var sampleParties []byte

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string, stdout io.Writer) error {
	flags := flag.NewFlagSet("einvoice", flag.ContinueOnError)
	in := flags.String("in", "", "the `file` with a contract's month; a sample if empty")
	who := flags.String("parties", "", "the `file` with seller and buyer; a sample if empty")
	document := flags.String("document", "invoice", "invoice or compensation")
	reduction := flags.Bool("reduction", false, "take a penalty off the invoice (D23)")
	var others editions.Files
	flags.Var(&others, "edition", editions.Usage)
	asStatement := flags.Bool("statement", false, "print the statement as JSON instead")
	if err := flags.Parse(args); err != nil {
		return err
	}
	var month servicelevel.Input
	if err := read(*in, sampleMonth, &month); err != nil {
		return err
	}
	var parties Parties
	if err := read(*who, sampleParties, &parties); err != nil {
		return err
	}
	month.Contract.Options.PriceReduction = month.Contract.Options.PriceReduction || *reduction
	known, err := editions.Read(others)
	if err != nil {
		return err
	}
	s, err := statement(&month, known)
	if err != nil {
		return editions.Named(cmp.Or(*in, "the sample"), err)
	}
	var out []byte
	if *asStatement {
		out, err = s.AppendJSON(nil)
	} else {
		out, err = einvoice(&s, &parties, *document)
	}
	if err != nil {
		return err
	}
	_, err = stdout.Write(append(out, '\n'))
	return err
}

func read(file string, sample []byte, into any) error {
	data := sample
	if file != "" {
		var err error
		if data, err = os.ReadFile(file); err != nil {
			return err
		}
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

func statement(month *servicelevel.Input, known editions.Known) (servicelevel.Statement, error) {
	c, err := known.Of(&month.Contract)
	if err != nil {
		return servicelevel.Statement{}, err
	}
	s, err := c.StatementOf(*month)
	s.Explain()
	return s, err
}

// einvoice writes one document of the statement, issued on the day after the month.
func einvoice(s *servicelevel.Statement, p *Parties, document string) ([]byte, error) {
	issued := s.Month.AddMonths(1).First()
	switch document {
	case "invoice":
		return marshal(s, &s.Invoice, p, header{number: "F-" + s.Contract + "-" + s.Month.String(), kind: "380", issued: issued})
	case "compensation":
		if s.Compensation == nil {
			return nil, errors.New("nothing is owed to the customer on a document of its own")
		}
		return marshal(s, s.Compensation, p, header{number: "C-" + s.Contract + "-" + s.Month.String(), kind: "381", issued: issued})
	}
	return nil, fmt.Errorf("-document: must be invoice or compensation (got %q)", document)
}

// header is what a document has that the statement does not say.
type header struct {
	number string
	kind   string // UNTDID 1001: 380 an invoice, 381 a credit note
	issued calendar.Date
}
