package columns

import (
	"context"
	"database/sql"
	"net/url"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite"
)

var ctx = context.Background()

// database is a kind of database with a driver for it.
type database struct {
	name   string
	driver string
	// postgres says that it is PostgreSQL, and not SQLite.
	postgres bool
	// address makes a new, empty database for a test.
	address func(t testing.TB) string
}

var sqlite = database{name: "modernc", driver: "sqlite", address: func(t testing.TB) string {
	escaped := url.URL{Path: filepath.Join(t.TempDir(), "columns.db")}   // the folders of subtests have a # in their names
	return "file:" + escaped.EscapedPath() + "?_pragma=synchronous(OFF)" // nothing is tried here that a power cut could undo
}}

// everywhere runs a test on each kind of database.
func everywhere(t *testing.T, test func(t *testing.T, d database)) {
	for _, d := range databases {
		t.Run(d.name, func(t *testing.T) { test(t, d) })
	}
}

// fresh opens a new database and makes tables in it.
func (d database) fresh(t testing.TB, tables ...string) *sql.DB {
	t.Helper()
	db, err := sql.Open(d.driver, d.address(t))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	for _, table := range tables {
		_, err := db.Exec(table)
		require.NoError(t, err, table)
	}
	return db
}

// typ is a column's type: for PostgreSQL, or else for SQLite.
func (d database) typ(postgres, sqlite string) string {
	if d.postgres {
		return postgres
	}
	return sqlite
}
