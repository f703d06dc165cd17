// Package creditsql keeps journals in a PostgreSQL or SQLite database, over database/sql
// and with whichever driver the program has: the entries of accounts, for a
// ledger.Ledger, and the facts of contracts.
//
//	db, err := sql.Open("pgx", "postgres://billing@localhost/billing")
//	entries, err := creditsql.New[ledger.Entry](db, creditsql.PostgreSQL)
//	facts, err := creditsql.New[servicelevel.Fact](db, creditsql.PostgreSQL)
//	err = entries.Migrate(ctx) // makes the tables of both
//	l, err := ledger.New(entries, terms)
//	receipt, err := l.Apply(ctx, "customer-42", entry)
//
// # What is kept, and how
//
// Entries are in the table palier_entries and facts in palier_facts, with one row a line:
//
//	owner     the account, or the id of the contract
//	sequence  the number of the line in its journal, from 1 on
//	id        the id of the entry or the fact
//	line      the entry or the fact itself, as one line of JSON
//
// Unique are (owner, sequence) and (owner, id). A line comes back as it went in, to the
// nanosecond and the cent, and a field that it gains later needs no migration. An export
// of the column line is a journal, such as ledger.Account.ReadJournal reads. Reports read
// the fields with the database's JSON operators, such as line->>'kind'.
//
// The table palier_snapshots has one row an owner and kind of line: kind ("entry" or
// "fact"), owner, the sequence and the id of the last line that the snapshot is of, and
// its data. A snapshot whose last line is not there is neither kept nor returned. Its
// rows may be deleted at any time, which costs no more than time.
//
// The table palier_credit_migrations says which version the tables are of. A store looks
// at it when it is first used. Tables of another version than it knows, or none, it
// refuses with a *SchemaError: call Migrate, or run a newer program. So an old program
// that still runs after a migration does no harm.
//
// # Roles
//
// Rows of lines are inserted and never changed or deleted. A role of an application needs
//
//	GRANT SELECT ON palier_credit_migrations TO app;
//	GRANT SELECT, INSERT ON palier_entries, palier_facts TO app;
//	GRANT SELECT, INSERT, UPDATE ON palier_snapshots TO app;
//
// Migrate creates tables and renames those of the first version, so its role must own
// them. On PostgreSQL the tables are in the schema that comes first in the connection's
// search_path.
//
// # Concurrency
//
// Any number of processes may use one database. A batch becomes the lines from n+1 on by
// statements that insert them only if number n is there and neither their numbers nor
// their ids are. Otherwise nothing is added and Append returns a *journal.StaleError,
// upon which a ledger.Ledger reads what it has missed and decides again. So the lines of a
// journal follow each other as if one process had written them.
//
// A single line is one statement. What is more is one transaction, which takes the owners
// in the order of their names, so that two appends never wait for each other for ever. On
// PostgreSQL appends to other journals do not wait. SQLite has one writer at a time for
// the whole file.
//
// If a connection breaks, a file is locked too long, or PostgreSQL ends a transaction that
// waits for another, the error is an *Error, and it may be unknown whether the lines were
// kept. To apply an entry again under its id is always safe: it counts once.
//
// # Setting up PostgreSQL
//
// Version 12 or later, with the encoding UTF8, and any driver for database/sql that takes
// $1 placeholders, such as github.com/jackc/pgx/v5/stdlib. A line that was acknowledged
// survives a power failure as long as fsync and synchronous_commit are on, as they are by
// default.
//
// # Setting up SQLite
//
// Version 3.37 or later, in a file. Writers wait for each other only if the connection has
// a busy timeout; without one they fail at once. With modernc.org/sqlite:
//
//	sql.Open("sqlite", "file:credit.db?_txlock=immediate"+
//		"&_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
//
// WAL lets readers go on while one writes, FULL makes what was acknowledged survive a
// power failure, and _txlock=immediate makes a transaction that reads before it writes
// (see Store.With) wait for its turn instead of failing. A writer that waits for another
// is not woken by its context before the busy timeout.
//
// Writers of one process are several times faster if they queue for one connection than
// if each polls the file: db.SetMaxOpenConns(1). Then, until a transaction ends,
// everything of that process goes through it.
//
// # Together with other rows
//
// Store.With gives the same store inside a transaction of the caller's, so that entries
// and, say, the invoice that they are on are kept together or not at all.
package creditsql
