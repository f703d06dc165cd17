// Package facturx makes the PDF of a document: a page that people read, with the XML in it that
// programs read. It is PDF/A-3b, as Factur-X asks: fonts within, an output intent, metadata, the
// attachment named in the catalogue.
//
// The page is drawn from the same einvoice.Document as the XML, so that both say the same. The
// same document gives the same bytes: the file's dates are the day of issue.
package facturx

import (
	"github.com/palier-go/palier/examples/einvoice/einvoice"
)

// attachment is the name that Factur-X gives to the XML.
const attachment = "factur-x.xml"

// Electronic makes a Factur-X file: profile EN 16931, the document's CII attached. It refuses
// what CII refuses, and text that the fonts of the page cannot show.
func Electronic(doc *einvoice.Document) ([]byte, error) {
	xml, err := doc.CII()
	if err != nil {
		return nil, err
	}
	return write(doc, xml)
}

// Plain makes a PDF/A-3b without XML: for what is no electronic invoice, such as a compensation.
func Plain(doc *einvoice.Document) ([]byte, error) { return write(doc, nil) }

func write(doc *einvoice.Document, xml []byte) ([]byte, error) {
	fonts, err := load()
	if err != nil {
		return nil, err
	}
	p := &page{doc: doc, fonts: fonts, words: wordsOf(doc)}
	p.draw()
	if err := fonts.missing(); err != nil {
		return nil, err
	}
	return assemble(p, xml)
}
