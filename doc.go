// Package palier names the module; what it does is in the packages below it. They apply a hosting
// company's service levels exactly: what is promised, what happened, and what a month comes to,
// to the cent and to the second, with the rules and the operands behind each figure.
//
//   - [github.com/palier-go/palier/servicelevel]: plans, contracts, the facts of a contract's
//     life, and the statement of a month. Most programs import this one alone.
//   - [github.com/palier-go/palier/calendar]: opening hours, public holidays, working time and
//     working days.
//   - [github.com/palier-go/palier/credit]: blocks, packs and tariffs;
//     [github.com/palier-go/palier/credit/ledger] is what is left of hours bought, with holds, in a ledger over a store.
//   - [github.com/palier-go/palier/penalty]: downtime, availability, clauses, and what an outage
//     costs; [github.com/palier-go/palier/penalty/clauses] is for several clauses together.
//   - [github.com/palier-go/palier/penalty/response]: guaranteed interventions and targets of
//     tickets, and what it costs to miss them.
//
// The README has a first program, and go run ./examples/statement shows three customers' months.
package palier
