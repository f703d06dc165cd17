// Package servicelevel knows the service levels of a hosting company and what
// they make of a contract's month.
//
// # Plans
//
// A [Catalogue] holds the plans of one provider, made ready to compute with: [NUXIT] and [Magic] return
// those of the two documents that palier covers, [Compile] makes one of any other edition: data of package
// plans. A price list that changes is another edition, to which contracts change on a day: see [Catalogue.With].
//
// # A contract's life
//
// A [Book] is the life of a [Contract], one customer's server: facts in, answers out. A [Fact] tells one thing: a
// request, an estimate, a session of work, hours bought, an outage. It may be recorded late, and in any order.
//
//	book, err := servicelevel.NUXIT().Open(contract)
//	err = book.Record(
//		servicelevel.Fact{ID: "f1", Kind: servicelevel.Requested, At: asked, Ticket: "T1", Request: servicelevel.Incident},
//		servicelevel.Fact{ID: "f2", Kind: servicelevel.Worked, At: begun, End: done, Ticket: "T1"},
//	)
//	book.Balance(now)  // of the allowance and the packs: free, held, used
//	book.Due(now)      // by when work must begin
//	book.Handle(r)     // refused by which rule, or handled when, and paid from what
//	book.Preview(now)  // the running month so far
//
// [Book.Close] closes a month. It returns the [Statement] – the invoice, what is owed to the customer and why,
// where every minute of work was drawn from, what is left, which promises were kept – and a [State], from which
// [Catalogue.Resume] goes on: the facts that were known by the end of the month are not needed again.
//
//	s, state, err := book.Close(month)
//	s.Invoice.Gross                // 256.80
//	s.Invoice.Lines[0].Rules       // S38
//	s.Explain()                    // in words, if somebody reads it
//	s.Invoice.Lines[0].Explained   // in French and in English, with the rules
//
// What was wrong is not deleted: a fact says that a pack is given back, or that another fact never was, and the
// statement of that month gives back hours, and money by a credit note.
//
//	book.Record(servicelevel.Fact{ID: "f8", Kind: servicelevel.Refunded, At: now, Of: "f3"})  // a pack (D30)
//	book.Record(servicelevel.Fact{ID: "f9", Kind: servicelevel.Withdrawn, At: now, Of: "f2"}) // a session of work (D31)
//
// Work that nobody has bought hours for is refused, unless it is sold when the month ends: see [Uncovered] (D29).
// Hours of one contract can pay for work under others of the customer: see [plans.Sharing].
//
// Package books keeps the books of many contracts in a store. Whoever keeps facts in tables of his own hands them
// over as an [Activity], lists by kind: [Catalogue.Statement] is Open, Record and Close at once. Package monthend
// makes the statements of any number of contracts, package joint one invoice of those of a customer's.
//
// # What else can be asked
//
// [Catalogue.Timeline] says which plan a contract has on which day, [plans.Diff] in what two plans differ, package
// compare what months would have come to at every level. [Catalogue.Account] is a contract's account of hours alone.
//
// # Rules
//
// S1 to S84 are what the documents state, D1 to D38 what palier decides where they are silent or ambiguous.
// Every figure cites them, and [plans.LookupRule] words each. A decision is a default: a contract's [Options] take
// another, and a Statement has what was chosen of those that its figures rest on, as a [statement.Assumption].
//
// # Time
//
// The package reads no clock. A statement covers the facts known before the end of its month, so that it stays
// the same whatever is recorded later. A fact recorded late is a correction on the statement of the month in
// which it became known, with the VAT of its own day (D33). Corrections reach back over a year, or
// Options.CorrectionMonths.
//
// Dates, months and hours are by the machine's zone database, or by one that is given ([CompileIn]). After an update
// of the database a book goes on: months that are closed stay as they were, and the next one begins where the last one
// ended (D3). An Activity knows of no month that was closed: go on from states, or keep the database.
//
// # Documents, columns and errors
//
// Every type with tags has one form in JSON, alone and within others: a duration is "PT1H30M", a level its name. An
// amount has the decimals of the currency that the document says, and else two, or three if it needs them. What is
// unknown, missing or given twice is refused, as is NULL in a column. Package schema has a JSON Schema of each document.
//
// Bad input is refused whole: every fault is a [FieldError] with the path of the field
// ("activity.interventions[3].end"), the value and the reason, all joined. Nothing panics, whatever the input.
package servicelevel
