// Package facts has what happens under a contract, as data.
//
// A [Fact] tells one thing, at an instant: a request, an estimate, a session of work, hours bought, an
// outage, a line of the invoice that no plan states. As JSON it is one line. Facts may become known late, and
// in any order; one that was wrong is not deleted, but withdrawn by another.
//
//	list := []facts.Fact{
//		{ID: "f1", Kind: facts.Requested, At: asked, Ticket: "T1", Request: plans.Incident},
//		{ID: "f2", Kind: facts.Worked, At: begun, End: done, Ticket: "T1"},
//		{ID: "f3", Kind: facts.Withdrawn, At: now, Of: "f2"},
//	}
//	err := list[0].Validate() // every fault that can be seen without the contract
//	list[1].Known()           // when it became known: at its end, or when it was recorded
//	err = again.Conflict(list[0]) // a *ConflictError, if one id tells two things
//
// An [Activity] tells the same as lists by kind, for whoever keeps requests, work, purchases and outages in
// tables of his own. A journal of facts is one of package credit/journal, with a [ClosingLine] for each month
// that was closed.
//
// What facts come to is reckoned by package servicelevel, which has these types and kinds under the same
// names (a [Kind] is its FactKind). Where a comment here names a Book, a Catalogue or a statement, they are
// those of that package; Options are those of contracts, a Plan, Targets and Sharing those of plans, a LotUse
// is that of statement.
//
// All types go through encoding/json and back, and what implements [driver.Valuer] stands in a column as the
// same text, never as NULL. What is unknown is refused when read and when written, what Validate refuses when
// read, all faults together. Values can be used from any goroutine as long as nobody changes them.
package facts
