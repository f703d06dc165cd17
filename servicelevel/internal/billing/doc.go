// Package billing says what a month of a contract comes to: the fees, the work and what paid for it, what was bought,
// given back, charged and carried on, each in the lines of a statement. A [Maker] does so for a whole statement, and
// for a book that has its facts counted one by one before any statement is asked for.
//
// What was promised is for package promises to say, what was chosen for package choices, and the documents are those
// of package draft: a Maker puts all of them together over one scope.View, so that they look at the same month. Its
// rules are proven through package servicelevel, whose models know nothing of it.
package billing
