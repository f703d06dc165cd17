package facturx_test

import (
	"bytes"
	"fmt"
	"os"

	"github.com/palier-go/palier/examples/einvoice/einvoice"
	"github.com/palier-go/palier/examples/einvoice/facturx"
	"github.com/palier-go/palier/servicelevel"
)

// samples makes the statement of the sample month, and reads a sample of its data.
func samples(file string) (servicelevel.Statement, einvoice.Data) {
	var in servicelevel.Input
	var data einvoice.Data
	for name, read := range map[string]func([]byte) error{"month.json": in.UnmarshalJSON, file: data.UnmarshalJSON} {
		b, err := os.ReadFile("../samples/" + name)
		if err != nil {
			panic(err)
		}
		if err := read(b); err != nil {
			panic(err)
		}
	}
	s, err := servicelevel.NUXIT().StatementOf(in)
	if err != nil {
		panic(err)
	}
	s.Explain()
	return s, data
}

func ExampleElectronic() {
	s, data := samples("french.json")
	doc, err := einvoice.Invoice(&s, data)
	if err != nil {
		panic(err)
	}
	pdf, err := facturx.Electronic(doc)
	fmt.Println(string(pdf[:8]), bytes.Contains(pdf, []byte("(factur-x.xml)")), err)

	doc.Data.Buyer.Name = "北京"
	_, err = facturx.Electronic(doc)
	fmt.Println(err)
	// Output:
	// %PDF-1.7 true <nil>
	// page: must have only characters that the fonts of the page can show (got "'京' '北'")
}

func ExamplePlain() {
	s, data := samples("compensation.json")
	doc, err := einvoice.Compensation(&s, data)
	if err != nil {
		panic(err)
	}
	pdf, err := facturx.Plain(doc)
	fmt.Println(string(pdf[:8]), bytes.Contains(pdf, []byte("factur-x.xml")), err)
	_, err = facturx.Electronic(doc)
	fmt.Println(err)
	// Output:
	// %PDF-1.7 false <nil>
	// must not be an electronic invoice: an indemnity outside the scope of VAT has no place in one (G2.33); it is a plain document, or a price reduction on the invoice (Options.PriceReduction)
}
