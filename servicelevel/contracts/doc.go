// Package contracts has what a provider and a customer have agreed on, as data: which server is under which plans of
// which edition, from when until when, what changes on which day, how it is taxed, and which decisions are taken
// otherwise than by default.
//
// A [Contract] names its edition and its levels by their ids, and says what they leave open:
//
//	ct := contracts.Contract{
//		ID: "C-1", Customer: "Marie", Edition: "nuxit", Level: plans.Pro,
//		Start:   calendar.Date{Year: 2026, Month: time.January, Day: 1},
//		Changes: []contracts.Change{{On: march, Level: plans.Business}}, // from the first of March on
//		Rent:    &rent,                                                 // what penalties are a share of (D17)
//		Options: contracts.Options{ProRata: true},                      // D24
//	}
//	err := ct.Validate() // every fault that can be seen without the edition
//
// A change never rewrites what was before it: another level, edition, quote or VAT holds from a day on, and what is
// corrected later is corrected by what held on its own day.
//
// What becomes of a contract is reckoned by package servicelevel, which has these types under the same names. It
// also checks what depends on the edition: whether that has the level, and was on offer on the day of signature.
// Where a comment here names a Catalogue, a Book or a statement, they are those of that package; facts and activities
// are what happens under a contract. A contract has one form in JSON, strict when it is read, and
// the same text in a column, never NULL.
package contracts
