package einvoice_test

import (
	"fmt"
	"os"

	"github.com/palier-go/palier/examples/einvoice/einvoice"
	"github.com/palier-go/palier/servicelevel"
)

func ExampleInvoice() {
	var in servicelevel.Input
	month, _ := os.ReadFile("../samples/month.json")
	if err := in.UnmarshalJSON(month); err != nil {
		panic(err)
	}
	var data einvoice.Data
	caller, _ := os.ReadFile("../samples/french.json")
	if err := data.UnmarshalJSON(caller); err != nil {
		panic(err)
	}
	s, err := servicelevel.NUXIT().StatementOf(in)
	if err != nil {
		panic(err)
	}
	s.Explain()
	doc, err := einvoice.Invoice(&s, data)
	if err != nil {
		panic(err)
	}
	cii, _ := doc.CII()
	ubl, _ := doc.UBL()
	fmt.Println(doc.Gross, doc.Process, len(cii) > 0, len(ubl) > 0)

	data.Notes, data.Buyer.Electronic = nil, nil
	_, err = einvoice.Invoice(&s, data)
	fmt.Println(err)
	// Output:
	// 384.35 S1 true true
	// data.notes: BT-22 must be given with the subject PMD (BR-FR-05)
	// data.notes: BT-22 must be given with the subject PMT (BR-FR-05)
	// data.notes: BT-22 must be given with the subject AAB (BR-FR-05)
	// data.buyer.electronic: BT-49 must be given (BR-FR-12)
}
