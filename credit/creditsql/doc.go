// Package creditsql keeps the journals of package credit in a PostgreSQL or
// SQLite database, over database/sql and with whichever driver the program has.
//
//	db, err := sql.Open("pgx", "postgres://billing@localhost/billing")
//	store, err := creditsql.New(db, creditsql.PostgreSQL)
//	err = store.Migrate(ctx)
//	ledger, err := credit.NewLedger(store, terms)
//	receipt, err := ledger.Apply(ctx, "customer-42", entry)
//
// # What is kept, and how
//
// One table, palier_credit_entries, with one row an entry: the account, the
// entry's number in it from 1 on, the entry's id, and the entry itself as the line
// of JSON that credit.Account.WriteJournal writes. So an entry comes back as it
// went in, to the nanosecond and the cent; a field that an entry gains later needs
// no migration; and an export of the table is a journal. Reports read the fields
// with the database's JSON operators, such as entry->>'kind'.
//
// Rows are only ever inserted: a role that may SELECT and INSERT is enough, save
// for Migrate, which creates tables. On PostgreSQL the tables are in the schema
// that comes first in the connection's search_path.
//
// # Concurrency
//
// Any number of processes may use one database. An entry becomes number n+1 by one
// statement that inserts it only where number n is there and neither n+1 nor the
// id is; everything else is credit.ErrStale, upon which the Ledger reads what it
// has missed and decides again. So the entries of an account follow each other as
// if one process had written them, at the default isolation level of either
// database, and accounts do not wait for each other on PostgreSQL. SQLite has one
// writer at a time for the whole file.
//
// Where a connection breaks it may be unknown whether an entry was kept. To apply
// it again under its id is always safe: it counts once.
//
// # Setting up PostgreSQL
//
// Version 12 or later, with the encoding UTF8, and any driver for database/sql
// that takes $1 placeholders, such as github.com/jackc/pgx/v5/stdlib. An entry
// that was acknowledged survives a power failure as long as fsync and
// synchronous_commit are on, as they are by default.
//
// # Setting up SQLite
//
// Version 3.37 or later, in a file. Writers wait for each other only where the
// connection has a busy timeout; without one they fail at once. With
// modernc.org/sqlite:
//
//	sql.Open("sqlite", "file:credit.db?_txlock=immediate"+
//		"&_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
//
// WAL lets readers go on while one writes, FULL makes what was acknowledged
// survive a power failure, and _txlock=immediate makes a transaction that reads
// before it writes (see Store.With) wait for its turn instead of failing. A writer
// that waits for another is not woken by its context before the busy timeout.
//
// Writers of one process are several times faster where they queue for one
// connection than where each polls the file: db.SetMaxOpenConns(1). Then, until a
// transaction ends, everything of that process goes through it.
//
// # Together with other rows
//
// Store.With gives the same store inside a transaction of the caller's, so that
// entries and, say, the invoice that they are on are kept together or not at all.
package creditsql
