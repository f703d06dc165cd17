// Package clauses is for promises that several clauses stand for together: the greater of what two of them
// come to, or the sum of all, up to a cap of their own.
//
// One clause is [penalty.Terms]; what stands beside it is [Besides]. "5 % of the rent an hour, or 10 EUR an
// hour, whichever is more" is
//
//	first := penalty.Terms{Target: …, Rate: …} // 0.999, 0.05
//	besides := clauses.Besides{
//		By:     clauses.Greatest,
//		Others: []penalty.Terms{{Target: …, Rate: …, Basis: penalty.Amount}}, // 0.999, 10.00
//	}
//	a, all, err := besides.Assess(first, c)
//	a.Amount         // what the first clause comes to
//	all.Others       // what each of the others does, with all that led there
//	all.Amount       // what is owed
//	all.Trace(a)     // each step of all clauses, and what they make together
//
// Each clause is assessed by itself, to the smallest unit and with its own target, caps, minimum and claim.
// Then their amounts are put together in a [Combined]. A plan of package servicelevel has such clauses beside
// its own, and its statements say what each comes to.
//
// Bad input is one or more *calendar.FieldError values that name the field and the value; they come joined.
// Besides and Combined go through encoding/json and back, and what implements [driver.Valuer] stands in a
// column of a database as the same text. Values can be used from any goroutine as long as nobody changes
// them.
package clauses
