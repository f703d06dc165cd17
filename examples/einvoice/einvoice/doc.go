// Package einvoice makes electronic invoices of palier's statements: EN 16931 in the two
// syntaxes CII and UBL 2.1, plain or as companies in France send them.
//
// The figures are the statement's. What a statement cannot know – the number, the date, who
// sells and who buys, how to pay, what the law wants said – is one Data, which is JSON too:
//
//	s.Explain()                            // the lines need their names
//	doc, err := einvoice.Invoice(&s, data) // or CreditNote, Joint, JointNote, Separate
//	xml, err := doc.CII()                  // or doc.UBL()
//
// A document that the rules would refuse is not made: the error has every fault, each with its
// field, the business term (BT) and the rule. Those that need a look at the law stay the
// caller's: that numbers form one unbroken series, that the treatment of VAT is right, and that
// an intra-community supply (K) is one of goods, as services to a company in another member
// state are reverse charge (AE).
//
// What is owed for a promise not kept is outside the scope of VAT (D23). In France such a
// document is neither an electronic invoice nor reported: Compensation makes a plain one, with
// no XML. Whoever wants it on the invoice sets Options.PriceReduction of the contract.
//
// Nothing here reads a clock or keeps state. All functions are safe for concurrent use on
// values that nobody changes meanwhile.
package einvoice
