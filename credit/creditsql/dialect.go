package creditsql

import (
	"database/sql"
	"strconv"
	"strings"
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

// statements is everything that is sent to a database, save the migrations. An insert
// that adds fewer rows than it has lines means that the journal has grown: so no driver's
// error needs to be understood. {lines} stands for the table of a kind of line.
type statements struct {
	folder   string         // of migrations
	begin    string         // a transaction that may wait for
	lock     string         // the lock that migrations are made under; "" if begin takes it
	isolated *sql.TxOptions // of a transaction that appends
	exists   string         // → whether migrations were ever made, 1 or 0
	version  string         // → the last migration made
	record   string         // version, name

	load   string    // owner, after → sequence, id, line
	insert [2]string // owner, after, and between the two pieces each line
	line   [3]string // of an insert: number, and the parameters of its id and text after the first two
	chunk  int       // the most lines that one insert takes
	one    string    // an insert of one line
	full   string    // an insert of a whole chunk

	loadSnapshot string // kind, owner → sequence, id, data
	saveSnapshot string // kind, owner, sequence, id, data
}

func statementsOf(d Dialect, table string) *statements {
	var s statements
	switch d {
	case PostgreSQL:
		s = postgresql
	case SQLite:
		s = sqlite
	default:
		return nil
	}
	for _, text := range []*string{&s.load, &s.insert[0], &s.insert[1], &s.loadSnapshot, &s.saveSnapshot} {
		*text = strings.ReplaceAll(*text, "{lines}", table)
	}
	s.one, s.full = s.values(1), s.values(s.chunk)
	return &s
}

// inserting returns the statement that inserts n lines, of which the most common ones
// are made once.
func (s *statements) inserting(n int) string {
	switch n {
	case 1:
		return s.one
	case s.chunk:
		return s.full
	default:
		return s.values(n)
	}
}

// values puts an insert together.
func (s *statements) values(n int) string {
	b := append(make([]byte, 0, 512+64*n), s.insert[0]...)
	for i := range int64(n) {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = strconv.AppendInt(append(b, '('), i+1, 10)
		b = strconv.AppendInt(append(b, s.line[0]...), 2*i+3, 10)
		b = strconv.AppendInt(append(b, s.line[1]...), 2*i+4, 10)
		b = append(b, s.line[2]...)
	}
	return string(append(b, s.insert[1]...))
}

const (
	version = `SELECT COALESCE(MAX(version), 0) FROM palier_credit_migrations`

	// The last line of a snapshot must be there, when it is saved and when it is loaded.
	loadSnapshot = `SELECT s.sequence, s.id, s.data FROM palier_snapshots s
JOIN {lines} l ON l.owner = s.owner AND l.sequence = s.sequence AND l.id = s.id
WHERE s.kind = $1 AND s.owner = $2`
	saveSnapshot = ` ON CONFLICT (kind, owner) DO UPDATE
SET sequence = excluded.sequence, id = excluded.id, data = excluded.data
WHERE excluded.sequence >= palier_snapshots.sequence`
)

var postgresql = statements{
	folder:   "postgresql",
	begin:    `BEGIN ISOLATION LEVEL READ COMMITTED`,
	lock:     `SELECT pg_advisory_xact_lock(8097872804918223717)`, // the bytes of "palierce"
	isolated: &sql.TxOptions{Isolation: sql.LevelReadCommitted},
	exists:   `SELECT COUNT(to_regclass('palier_credit_migrations'))`,
	version:  version,
	record:   `INSERT INTO palier_credit_migrations (version, name) VALUES ($1, $2)`,
	load:     `SELECT sequence, id, line FROM {lines} WHERE owner = $1 AND sequence > $2 ORDER BY sequence`,
	line:     [3]string{", $", "::text, $", "::json)"},
	insert: [2]string{
		`INSERT INTO {lines} (owner, sequence, id, line)
SELECT $1::text, $2::bigint + column1, column2, column3 FROM (VALUES `,
		`) AS added
WHERE $2::bigint = 0 OR EXISTS (SELECT 1 FROM {lines} WHERE owner = $1::text AND sequence = $2::bigint)
ON CONFLICT DO NOTHING`,
	},
	chunk:        100,
	loadSnapshot: loadSnapshot,
	saveSnapshot: `INSERT INTO palier_snapshots (kind, owner, sequence, id, data)
SELECT $1::text, $2::text, $3::bigint, $4::text, $5::bytea
WHERE EXISTS (SELECT 1 FROM {lines} WHERE owner = $2::text AND sequence = $3::bigint AND id = $4::text)` + saveSnapshot,
}

var sqlite = statements{
	folder:  "sqlite",
	begin:   `BEGIN IMMEDIATE`,
	exists:  `SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'palier_credit_migrations'`,
	version: version,
	record:  `INSERT INTO palier_credit_migrations (version, name) VALUES ($1, $2)`,
	load:    `SELECT sequence, id, line FROM {lines} WHERE owner = $1 AND sequence > $2 ORDER BY sequence`,
	line:    [3]string{", ?", ", ?", ")"},
	insert: [2]string{
		`INSERT INTO {lines} (owner, sequence, id, line)
SELECT ?1, ?2 + column1, column2, column3 FROM (VALUES `,
		`)
WHERE ?2 = 0 OR EXISTS (SELECT 1 FROM {lines} WHERE owner = ?1 AND sequence = ?2)
ON CONFLICT DO NOTHING`,
	},
	chunk:        25, // a longer statement takes longer to prepare than it saves
	loadSnapshot: loadSnapshot,
	saveSnapshot: `INSERT INTO palier_snapshots (kind, owner, sequence, id, data)
SELECT $1, $2, $3, $4, $5
WHERE EXISTS (SELECT 1 FROM {lines} WHERE owner = $2 AND sequence = $3 AND id = $4)` + saveSnapshot,
}
