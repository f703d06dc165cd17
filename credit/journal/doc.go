// Package journal says what a store of journals must do, and has one in memory.
//
// A journal is what happened to one owner, written down line by line. An account is
// the owner of entries (ledger.Entry), a contract the owner of facts
// (servicelevel.Fact). Lines are numbered from 1 without gaps. They are added at the
// end and never change, so the state of an account is always what its lines come to,
// read from the first to the last.
//
//	store := new(ledger.Memory) // or creditsql.New[ledger.Entry](db, creditsql.SQLite)
//	err := store.Append(ctx, journal.Batch[ledger.Entry]{
//		Owner: "C-7", After: 2, Lines: []ledger.Entry{third, fourth},
//	})
//	lines, err := store.Load(ctx, "C-7", 2) // the third and the fourth
//
// # Who comes second
//
// Whoever appends says how many lines he has read. If somebody else has added lines
// since, the store adds nothing and returns a [StaleError]: read the new lines, decide
// again, append again. So any number of processes can share a store, and each line was
// decided by somebody who knew all the lines before it.
//
// An append that fails for another reason, such as a broken connection, may or may not
// have been carried out. Appending the same lines again is safe: if they are there, the
// store answers that it is stale, and reading it shows them.
//
// Append takes batches of several owners, of which all are kept or none. A transfer of
// hours between two contracts is two batches.
//
// # Snapshots
//
// A [Snapshot] is what the first lines of a journal came to, in a form that is up to its
// maker. Reading it and the lines after it replaces reading a long journal. Snapshots
// are there for speed alone: nothing is lost if one is deleted, and none is returned
// whose last line is not a line of the journal.
//
// # A store of one's own
//
// A table of (owner, sequence, id, line) with unique (owner, sequence) and unique
// (owner, id) is enough: an insert that breaks one of the two is stale. [CheckBatches],
// [CheckLoad] and [CheckSnapshot] refuse what every store refuses, so that a program
// finds its mistakes with whichever store it is tested. Package credittest has a test
// of all that is asked here.
package journal
