// Package plans has what a hosting company promises, as data: levels of service, the plans of a price list,
// the rules that state them and what these say.
//
// # Plans and editions
//
// An [Edition] is a price list as its provider publishes it, with one [Plan] a level, the lowest level first.
// [NUXIT] and [Magic] return those of the two pages that palier covers; any other host writes its own, in Go
// or as JSON. A Plan is plain data that code can branch on: what a level costs, gives, asks and leaves to the
// customer, each part with the ids of the rules that state it.
//
//	edition := plans.NUXIT()
//	pro := edition.Plan(plans.Pro)
//	pro.Fee.Monthly               // 45
//	pro.Has(plans.Hotline)        // true
//	pro.Guarantee.Terms.Within    // 4 h
//	pro.Answers(plans.TaskUpdates) // who answers for updates: the customer, the provider …
//	pro.Eligible(server, zone)    // eligible, refused or contact us, and why
//
// [Diff] lists in what two editions differ, [Plan.Diff] in what two plans do, with the rules that are
// concerned. What a contract under such plans comes to says package servicelevel: its Compile makes a
// Catalogue of an edition. Where a comment here names a Catalogue, a Book or a statement, they are those of
// that package, and Options are those of contracts.
//
// # Rules
//
// [Rules] are all that the pages state, S1 to S84, and what palier decides if they are silent or ambiguous,
// D1 to D38, each as a sentence in both languages. Statements cite them by their ids:
//
//	rule, _ := plans.LookupRule("S19")
//	rule.TextIn(plans.FrenchPage, plans.English) // as NUXIT's page states it
//	rule.Decisions()                             // what completes it
//
// A decision has its [Choice] values, the default first. A provider's own rules stand in [Edition.Clauses].
//
// # Errors, JSON and columns
//
// Bad input is one or more [*calendar.FieldError] values that name the field and the value; they come joined.
// All types go through encoding/json and back, and what implements [driver.Valuer] stands in a column as the
// same text, never as NULL. What is unknown is refused when read and when written, what Validate refuses when
// read, all faults together. Values can be used from any goroutine as long as nobody changes them; what a
// function returns is the caller's own.
package plans
