// Package books keeps the books of many contracts in a store, for any number of processes: what a service desk and a
// billing system call.
//
//	desk, err := books.New(store, servicelevel.NUXIT())
//	err = desk.Record(ctx, contract, facts...) // as they happen, or late
//	err = desk.View(ctx, contract, func(b books.View) error {
//		balance, err := b.Balance(now) // and whatever else a servicelevel.Book is asked
//		…
//	})
//	statement, err := desk.Close(ctx, contract, month) // once, whoever does it and how often
//
// A [Store] is in memory ([Memory]), or with package creditsql in SQLite or PostgreSQL:
//
//	store, err := creditsql.New[servicelevel.Fact](db, creditsql.SQLite)
//
// A contract's journal is its facts and the months that were closed, in the order in which
// that was done; its owner is the contract's ID. Nobody adds to it who does not know all of
// it: a fact that comes while another process closes its month is refused, or recorded
// before, and what a statement was made of stays as it was. If the store fails, or the
// context ends, it is not known whether what was to be added was: doing it again is safe.
//
// Contracts are the caller's, who stores them as he likes and gives them with every call.
// What holds for a contract in months that are closed is to stay, as [servicelevel.Catalogue.Resume] says:
// another level comes by its Changes, from a day on. The line of a month that is closed
// has the contract by which it was, for the journal to be read again.
//
// The package is made of servicelevel's public parts: whoever keeps journals in another way has the same. A
// [servicelevel.Book] says what a journal is to keep ([servicelevel.Book.Lines], [facts.ClosingLine]), takes back what could not
// be kept ([servicelevel.Book.Truncate]), and is told how a month was closed ([servicelevel.Book.ClosesAs]).
package books
