// Package invoice has the documents that a contract's month comes to, as data: what is invoiced, what is owed
// to the customer, and what is given back.
//
// A [Document] is lines and what they add up to. Each [Line] has its quantity, its price and its amount, the
// rules that led to it and the VAT that it bears; each [TaxTotal] has the VAT once, on the sum of the lines
// that are taxed alike (D22).
//
//	d := &statement.Invoice
//	for i := range d.Lines {
//		line := &d.Lines[i]
//		line.Kind   // invoice.FeeLine, invoice.PackLine …
//		line.Amount // excl. VAT
//		line.Rules  // S38
//	}
//	d.Gross // Net + Tax
//
// A [CreditNote] is a document that gives back what an earlier invoice had, at the VAT of that (D33), or what
// was taken off beyond what an invoice had: [CreditNote.Reduces]. [Credited] is what all of them gave back so
// far of an invoice and a VAT, from which the next one goes on.
//
// Documents are made by package servicelevel, and put together by package joint. They have one form in JSON;
// Check refuses one that does not add up in its currency. Where a comment here names a Fact or Options, they
// are those of package servicelevel; a Statement, a LotUse, a QuotaMonth and a Lateness are those of package
// statement, a Consolidated is that of joint, Plan.Targets is [plans.Plan.Targets].
package invoice
