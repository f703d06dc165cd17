// Package facturx makes the PDF of a document.
package facturx

import "github.com/palier-go/palier/examples/einvoice/einvoice"

func Electronic(doc *einvoice.Document) ([]byte, error) { return nil, nil }
func Plain(doc *einvoice.Document) ([]byte, error)      { return nil, nil }
