package creditsql

import (
	"embed"
	"strconv"
)

// Dialect is the SQL that a database speaks. The zero value is no dialect.
type Dialect uint8

// The dialects.
const (
	PostgreSQL Dialect = iota + 1
	SQLite
)

// String returns the name of the dialect.
func (d Dialect) String() string {
	switch d {
	case PostgreSQL:
		return "PostgreSQL"
	case SQLite:
		return "SQLite"
	default:
		return "Dialect(" + strconv.Itoa(int(d)) + ")"
	}
}

// migrations holds a folder a dialect; each file is one statement, and its name
// begins with its version. Version 0 makes the table that lists the others.
//
//go:embed postgresql/*.sql sqlite/*.sql
var migrations embed.FS

// statements is everything that is sent to a database, save the migrations. An
// insert that adds no row means that the account has grown: so no driver's error
// needs to be understood.
type statements struct {
	folder  string // of migrations
	load    string // account, n → sequence, id, entry
	insert  string // account, n, id, entry
	begin   string // a transaction that may wait for
	lock    string // the lock that migrations are made under; "" where begin takes it
	version string // → the last migration made
	record  string // version, name
}

func statementsOf(d Dialect) *statements {
	switch d {
	case PostgreSQL:
		return &postgresql
	case SQLite:
		return &sqlite
	default:
		return nil
	}
}

var postgresql = statements{
	folder: "postgresql",
	load: `SELECT sequence, id, entry FROM palier_credit_entries
WHERE account = $1 AND sequence > $2 ORDER BY sequence`,
	insert: `INSERT INTO palier_credit_entries (account, sequence, id, entry)
SELECT $1::text, $2::bigint + 1, $3::text, $4::json
WHERE $2::bigint = 0 OR EXISTS (SELECT 1 FROM palier_credit_entries WHERE account = $1::text AND sequence = $2::bigint)
ON CONFLICT DO NOTHING`,
	begin:   `BEGIN ISOLATION LEVEL READ COMMITTED`,
	lock:    `SELECT pg_advisory_xact_lock(8097872804918223717)`, // the bytes of "palierce"
	version: `SELECT COALESCE(MAX(version), 0) FROM palier_credit_migrations`,
	record:  `INSERT INTO palier_credit_migrations (version, name) VALUES ($1, $2)`,
}

var sqlite = statements{
	folder: "sqlite",
	load: `SELECT sequence, id, entry FROM palier_credit_entries
WHERE account = ?1 AND sequence > ?2 ORDER BY sequence`,
	insert: `INSERT INTO palier_credit_entries (account, sequence, id, entry)
SELECT ?1, ?2 + 1, ?3, ?4
WHERE ?2 = 0 OR EXISTS (SELECT 1 FROM palier_credit_entries WHERE account = ?1 AND sequence = ?2)
ON CONFLICT DO NOTHING`,
	begin:   `BEGIN IMMEDIATE`,
	version: `SELECT COALESCE(MAX(version), 0) FROM palier_credit_migrations`,
	record:  `INSERT INTO palier_credit_migrations (version, name) VALUES (?1, ?2)`,
}
