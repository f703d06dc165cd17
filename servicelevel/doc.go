// Package servicelevel knows the service levels of a hosting company and what
// they make of a contract's month.
//
// # Plans
//
// A [Catalogue] holds the plans of one provider: [NUXIT] and [Magic] return those of
// the two documents that palier covers, [Compile] makes one of any other [Edition].
// A [Plan] is plain data that code can branch on: what a level costs, gives, asks
// and leaves to the customer, each part with the ids of the rules that state it.
//
//	plan, _ := servicelevel.NUXIT().Plan(servicelevel.Pro)
//	plan.Fee.Monthly               // 45
//	plan.Has(servicelevel.Hotline) // true
//	plan.Guarantee.Terms.Within    // 4 h
//	plan.Eligible(server, zone)    // eligible, refused or contact us, and why
//
// # A month
//
// A [Contract] is one customer's server, an [Activity] what happened: packs bought,
// requests, interventions, outages. [Catalogue.Handle] says what becomes of a
// request, [Catalogue.Statement] what a month comes to: the lines of the invoice
// and its VAT, what is owed to the customer and why, where every minute of work
// was drawn from, what is left, which promises were kept.
//
//	s, err := servicelevel.NUXIT().Statement(contract, activity, month)
//	s.Invoice.Gross                // 256.80
//	s.Invoice.Lines[0].Rules       // S38
//	s.Explain()                    // in words, where somebody reads it
//	s.Invoice.Lines[0].Explained   // in French and in English, with the rules
//
// # What else can be asked
//
// [Catalogue.Qualify] begins the life of a ticket, whose estimate is held, charged
// and released on a credit account. [Catalogue.Compare] says what months of activity
// would have come to at every level, [Plan.BreakEven] from how much work on one
// pays for itself, [Diff] in what two catalogues or plans differ. [MonthEnd] makes
// the statements of any number of contracts, on all cores, in order and in
// bounded memory; a [Biller] makes them one after the other in the same memory.
//
// # Rules
//
// Everything cites rules: S1 to S84 are what the documents state, D1 to D26 what
// palier decides where they are silent or ambiguous. LookupRule words each in
// French and in English. A decision is a default: a contract's Options take
// another, and a Statement lists those that its figures rest on.
//
// # Time
//
// The package reads no clock. A statement covers the facts known before the end
// of its month, so that it stays the same whatever is recorded later; a fact
// recorded late is a correction on the statement of the month in which it became
// known.
//
// # Errors
//
// Bad input is refused whole: every fault is a FieldError with the path of the
// field ("activity.interventions[3].end"), the value and the reason, all joined.
// Nothing panics, whatever the input.
package servicelevel
