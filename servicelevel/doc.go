// Package servicelevel knows the service levels of a hosting company and what
// they make of a contract's month.
//
// # Plans
//
// A [Catalogue] holds the plans of one provider, made ready to compute with: [NUXIT] and [Magic]
// return those of the two documents that palier covers, [Compile] makes one of any other
// edition. What plans promise, and what the rules say that state them, is data of package
// [plans]. A price list that changes is another edition, to which contracts change on a day:
// [Catalogue.With] returns a catalogue that knows both.
//
//	pro, _ := servicelevel.NUXIT().Plan(servicelevel.Pro)
//	pro.Fee.Monthly            // 45
//	pro.Has(plans.Hotline)     // true
//	pro.Guarantee.Terms.Within // 4 h
//
// # A contract's life
//
// A [Book] is the life of a [Contract], one customer's server: facts in, answers out. What a contract can say is data
// of package [contracts].
// A [Fact] has an id and an instant, and tells one thing: a request, an estimate, a
// session of work, hours bought, an outage, a line of the invoice that no plan states. It
// may be recorded late, and in any order. The kinds of fact, and what each has, are data of package [facts].
//
//	book, err := servicelevel.NUXIT().Open(contract)
//	err = book.Record(
//		servicelevel.Fact{ID: "f1", Kind: servicelevel.Requested, At: asked, Ticket: "T1", Request: servicelevel.Incident},
//		servicelevel.Fact{ID: "f2", Kind: servicelevel.Worked, At: begun, End: done, Ticket: "T1"},
//	)
//	book.Balance(now)  // what of the allowance and the packs is free, held, used
//	book.Due(now)      // by when work must begin, how much is left, paused or missed
//	book.Handle(r)     // what becomes of a request: refused by which rule, or when, and paid from what
//	book.Preview(now)  // what the running month comes to so far
//
// [Book.Close] closes a month. It returns the [Statement] – the lines of the invoice and
// its VAT, what is owed to the customer and why, where every minute of work was drawn
// from, what is left, which promises were kept – and a [State], from which
// [Catalogue.Resume] goes on: the facts that were known by the end of the month are not needed
// again. Those that the book knows of later months, as [Book.Facts] lists them then, are. What a
// state holds is data of package [states].
// Package [github.com/palier-go/palier/servicelevel/statement] has all that a statement is made of.
//
//	s, state, err := book.Close(month)
//	s.Invoice.Gross                // 256.80
//	s.Invoice.Lines[0].Rules       // S38
//	s.Explain()                    // in words, if somebody reads it
//	s.Invoice.Lines[0].Explained   // in French and in English, with the rules
//
// What an invoice is, and its lines and VAT, is data of package [invoice].
//
// What was wrong is not deleted. A fact says that a pack is given back, or that another fact
// never was: the statement of that month gives back hours, and money by an [invoice.CreditNote] that
// names the invoice.
//
//	book.Record(servicelevel.Fact{ID: "f8", Kind: servicelevel.Refunded, At: now, Of: "f3"})  // what is left of a pack (D30)
//	book.Record(servicelevel.Fact{ID: "f9", Kind: servicelevel.Withdrawn, At: now, Of: "f2"}) // as if it had never been (D31)
//
// Work that nobody has bought hours for is refused, unless a contract or its plans say that it
// is sold when the month ends, as packs or by the hour: see [Uncovered] (D29). If a plan says so,
// hours of one contract pay for work under others of the customer: see [plans.Sharing].
//
// Package [github.com/palier-go/palier/servicelevel/books] keeps the books of many contracts in a
// store, for any number of processes: in memory, or in SQLite or PostgreSQL. What it keeps is a
// journal a contract, of facts and of the months that were closed.
//
// Whoever keeps facts in tables of his own hands them over as an [Activity], lists by
// kind: [Catalogue.Statement] is Open, Record and Close at once. Package
// [github.com/palier-go/palier/servicelevel/monthend] makes the statements of any number of
// contracts, on all cores, in order and in bounded memory, also from JSON lines to JSON lines.
// [github.com/palier-go/palier/servicelevel/joint] makes one invoice of those of a customer's
// contracts, with the VAT once on the sum.
//
// # What else can be asked
//
// [Catalogue.Timeline] says which plan a contract has on which day, [plans.Diff] in what two
// catalogues or plans differ. [Catalogue.Account] is the credit account of a contract, for
// those who need its hours alone. Package [github.com/palier-go/palier/servicelevel/compare] says what
// months of activity would have come to at every level, and from how much work on one pays for itself.
//
// # Rules
//
// Everything cites rules: S1 to S84 are what the documents state, D1 to D38 what
// palier decides where they are silent or ambiguous. [plans.LookupRule] words each in
// French and in English. A decision is a default: a contract's Options take
// another, and a Statement carries what was chosen of those that its figures rest on, as a
// [statement.Assumption] with its operands.
//
// # Time
//
// The package reads no clock. A statement covers the facts known before the end
// of its month, so that it stays the same whatever is recorded later; a fact
// recorded late is a correction on the statement of the month in which it became
// known. Whenever it is invoiced, what it costs bears the VAT of its own day (D33), see
// [VAT]. Corrections reach back over a year, or Options.CorrectionMonths.
//
// # Zones that change
//
// Dates, months and hours are by the machine's zone database, or by one that is given
// ([CompileIn]): whoever wants the same bytes in ten years keeps one beside his facts. A
// statement and a state have a digest of the rules that they rest on (Statement.Rules), of what
// the clocks show in the month and the year before it: another release that says the same of
// these has the same digest.
//
// After an update a book goes on all the same. A state knows when its months ended, and so does
// a journal ([Book.ClosesAs]): they stay as they were, the next month begins where the last one
// ended, and its statement says that other rules closed it (D3, "closed_as_it_was"). No time is
// lost, and none is counted twice. Work that was recorded keeps the months that it was found to
// lie in (Fact.Parts). A month that is made again is made by the rules of now, from the same
// first to the same last instant. An [Activity] knows of no month that was closed: go on from
// states, or keep the database.
//
// # Documents
//
// Every type with tags has one form in JSON, alone and within others: a duration is
// "PT1H30M", an instant its offset, a level its name. An amount has the decimals of the currency that the
// document says; if it says none, as a [Fact] or a part by itself, two, or three if it needs them. Package
// schema has a JSON Schema of each, for tools that would make another of the Go type, and the
// folder servicelevel/schema those of the documents as files, for programs in other
// languages: [Contract], [Activity], [Input], [Statement], joint.Consolidated, [plans.Edition], [Fact] and
// [State].
//
// # Errors
//
// Bad input is refused whole: every fault is a FieldError with the path of the
// field ("activity.interventions[3].end"), the value and the reason, all joined.
// Nothing panics, whatever the input.
package servicelevel
