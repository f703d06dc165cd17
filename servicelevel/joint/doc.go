// Package joint puts the statements of a customer's contracts on one invoice, with the VAT once on the sum.
//
// [Consolidate] takes the statements of a month, and what an earlier month came to:
//
//	january, err := joint.Consolidate(nil, web, mail, shop) // the statements of January
//	february, err := joint.Consolidate(&january, more...)   // those of February: who joins, who stays away
//	february.Invoice     // the lines of all, and their VAT
//	february.CreditNotes // what is given back of invoices that were joint
//	february.Separate    // credit notes that stay those of a contract
//	february.Explain()   // in words, if somebody reads it
//
// What is given back of a joint invoice is taxed as a part of it: all of it together comes to what was invoiced, to
// the cent (D22). For that [Consolidated.Joint] says which invoices were joint, and [Consolidated.Credited] what was
// given back of them: keep the document, as JSON, for the next month.
//
// A [Consolidated] is a document, as those of package servicelevel are: it has one form in JSON, which is read as
// strictly and is that of a column too, and a schema in package schema. Bad input is refused whole, each fault by its path.
//
// The package is made of the public parts of servicelevel and invoice.
package joint
