// Command einvoice makes the documents of a contract's month: electronic invoices, the PDF
// that people read with the XML in it, and what goes to the accountant.
//
//	go run .                                          the sample month as CII (EN 16931, French rules)
//	go run . -format ubl                              as UBL 2.1
//	go run . -format facturx > invoice.pdf            as Factur-X: a page to read, with the CII in it
//	go run . -document compensation -data samples/compensation.json -format pdf
//	                                                  what is owed to the customer: a plain document, as
//	                                                  it is outside the scope of VAT and not sent electronically
//	go run . -reduction                               the penalty as a price reduction on the invoice
//	go run . -in samples/refund.json -data samples/credit.json -document credit
//	                                                  a credit note, which names the invoice that it corrects
//	go run . -in samples/rates.json -data samples/plain.json
//	                                                  EN 16931 alone, a month with two treatments of VAT
//	go run . -in a.json -in b.json                    one invoice of several contracts
//	go run . -format journal                          the month as balanced entries, or as FEC (-format fec)
//	go run . -format earned                           what is earned and deferred, by lot
//	go run . -in month.json -edition host.json        under the edition of another host
//	go run . -host ../otherhost/host.json -month 2026-06 -data samples/swiss.json
//
// Every figure is the statement's own. All that it cannot know is in the file of -data:
// number, date, parties, payment, notes. What the rules would refuse is refused, with every
// fault, its business term and its rule.
package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/palier-go/palier/examples/einvoice/accounts"
	"github.com/palier-go/palier/examples/einvoice/einvoice"
	"github.com/palier-go/palier/examples/einvoice/facturx"
	"github.com/palier-go/palier/examples/internal/command"
	"github.com/palier-go/palier/examples/internal/editions"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/joint"
)

//go:embed samples/month.json
var sampleMonth []byte

//go:embed samples/french.json
var sampleData []byte

//go:embed samples/accounts.json
var sampleAccounts []byte

func main() { command.Main(run) }

// order is what is asked for.
type order struct {
	source           editions.Source
	data, accounts   string
	document, format string
	note             int
	reduction        bool
	statements       []servicelevel.Statement
	joint            *joint.Consolidated
}

func run(args []string, stdin io.Reader, stdout io.Writer) error {
	var o order
	flags := flag.NewFlagSet("einvoice", flag.ContinueOnError)
	o.source.Flags(flags, "a sample. Several make one invoice", false)
	flags.StringVar(&o.data, "data", "", "the `file` with number, date, parties and the rest; a sample if empty")
	flags.StringVar(&o.accounts, "accounts", "", "the `file` with the numbers of accounts; a sample if empty")
	flags.StringVar(&o.document, "document", "invoice", "invoice, credit or compensation")
	flags.IntVar(&o.note, "note", 1, "which of several credit notes")
	flags.StringVar(&o.format, "format", "cii", "cii, ubl, facturx, pdf, statement, journal, fec or earned")
	flags.BoolVar(&o.reduction, "reduction", false, "take a penalty off the invoice (D23)")
	if done, err := command.Parse(flags, args, stdout); done || err != nil {
		return err
	}
	if err := o.check(); err != nil {
		return err
	}
	if err := o.bill(stdin); err != nil {
		return err
	}
	out, err := o.write()
	if err != nil {
		return err
	}
	_, err = stdout.Write(out)
	return err
}

// check refuses flags that what is asked for does not look at.
func (o *order) check() error {
	if o.note != 1 && o.document != "credit" {
		return fmt.Errorf("-note: must not be given without -document credit (got %d)", o.note)
	}
	if o.accounts != "" && o.format != "journal" && o.format != "fec" {
		return fmt.Errorf("-accounts: must not be given without -format journal or fec (got %q)", o.accounts)
	}
	return nil
}

// bill makes the statements, and the joint invoice of several.
func (o *order) bill(stdin io.Reader) error {
	known, docs, err := o.source.Read(stdin, editions.Document{Name: "the sample", Data: sampleMonth})
	if err != nil {
		return err
	}
	for _, doc := range docs {
		var month servicelevel.Input
		if err := month.UnmarshalJSON(doc.Data); err != nil {
			return editions.Named(doc.Name, err)
		}
		month.Contract.Options.PriceReduction = month.Contract.Options.PriceReduction || o.reduction
		s, err := statement(&month, known)
		if err != nil {
			return editions.Named(doc.Name, err)
		}
		o.statements = append(o.statements, s)
	}
	if len(o.statements) > 1 {
		c, err := joint.Consolidate(nil, o.statements...)
		if err != nil {
			return err
		}
		c.Explain()
		o.joint = &c
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

func (o *order) write() ([]byte, error) {
	switch o.format {
	case "statement":
		if o.joint != nil {
			return line(o.joint.MarshalJSON())
		}
		return line(o.statements[0].AppendJSON(nil))
	case "earned":
		return accounts.Earned(o.statements...)
	}
	doc, err := o.make()
	if err != nil {
		return nil, err
	}
	switch o.format {
	case "cii":
		return line(doc.CII())
	case "ubl":
		return line(doc.UBL())
	case "facturx":
		return facturx.Electronic(doc)
	case "pdf":
		return facturx.Plain(doc)
	case "journal", "fec":
		return o.journal(doc)
	}
	return nil, fmt.Errorf("-format: must be one of cii, ubl, facturx, pdf, statement, journal, fec, earned (got %q)", o.format)
}

func line(out []byte, err error) ([]byte, error) { return append(out, '\n'), err }

// make makes the document that is asked for.
func (o *order) make() (*einvoice.Document, error) {
	var data einvoice.Data
	if err := read(o.data, sampleData, data.UnmarshalJSON); err != nil {
		return nil, err
	}
	return o.of(data)
}

func (o *order) of(data einvoice.Data) (*einvoice.Document, error) {
	s, c := &o.statements[0], o.joint
	switch {
	case o.document == "invoice" && c != nil:
		return einvoice.Joint(c, data)
	case o.document == "invoice":
		return einvoice.Invoice(s, data)
	case o.document == "credit" && c != nil:
		return einvoice.JointNote(c, o.note-1, data)
	case o.document == "credit":
		return einvoice.CreditNote(s, o.note-1, data)
	case o.document == "compensation" && c != nil:
		return nil, errors.New("-document: compensations are made contract by contract")
	case o.document == "compensation":
		return einvoice.Compensation(s, data)
	}
	return nil, fmt.Errorf("-document: must be invoice, credit or compensation (got %q)", o.document)
}

func (o *order) journal(doc *einvoice.Document) ([]byte, error) {
	var chart accounts.Chart
	if err := read(o.accounts, sampleAccounts, chart.UnmarshalJSON); err != nil {
		return nil, err
	}
	entries, err := accounts.Journal(doc, &chart)
	if err != nil {
		return nil, err
	}
	if o.document == "invoice" {
		for i := range o.statements {
			more, err := accounts.Revenue(&o.statements[i], chart.Next+len(entries), &chart)
			if err != nil {
				return nil, err
			}
			entries = append(entries, more...)
		}
	}
	if o.format == "fec" {
		return accounts.FEC(entries)
	}
	return accounts.CSV(entries)
}

func read(file string, sample []byte, into func([]byte) error) error {
	data, name := sample, "the sample"
	if file != "" {
		var err error
		if data, err = os.ReadFile(file); err != nil {
			return err
		}
		name = file
	}
	if err := into(data); err != nil {
		return editions.Named(name, err)
	}
	return nil
}
