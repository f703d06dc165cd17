package creditsql_test

import (
	"context"
	"database/sql/driver"
	"errors"
	"io/fs"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit/creditsql"
)

// schema answers as a database whose tables have a version, and fails at the
// statement that begins with a text.
func schema(version int64, failAt string, failure error) *fake {
	return &fake{
		query: func(string, []driver.NamedValue) (*fakeRows, error) {
			return &fakeRows{rows: [][]driver.Value{{version}}}, nil
		},
		exec: func(query string, _ []driver.NamedValue) (driver.Result, error) {
			if failAt != "" && strings.HasPrefix(query, failAt) {
				return nil, failure
			}
			return driver.RowsAffected(0), nil
		},
	}
}

// shape is the first three words of each statement.
func shape(calls []call) []string {
	var shapes []string
	for _, c := range calls {
		words := strings.Fields(c.query)
		shapes = append(shapes, strings.Join(words[:min(3, len(words))], " "))
	}
	return shapes
}

var (
	begins = map[creditsql.Dialect][]string{
		creditsql.PostgreSQL: {"BEGIN ISOLATION LEVEL", "SELECT pg_advisory_xact_lock(8097872804918223717)"},
		creditsql.SQLite:     {"BEGIN IMMEDIATE"},
	}
	reads = []string{"CREATE TABLE IF", "SELECT COALESCE(MAX(version), 0)"}
	makes = []string{"CREATE TABLE palier_credit_entries", "INSERT INTO palier_credit_migrations"}
)

func join(lists ...[]string) (all []string) {
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

func TestMigrateMakesWhatIsMissing(t *testing.T) {
	for _, d := range dialects {
		f := schema(0, "", nil)
		require.NoError(t, store(t, f, d).Migrate(ctx))
		assert.Equal(t, join(begins[d], reads, makes, []string{"COMMIT"}), shape(f.calls()))
		assert.Equal(t, []any{int64(1), "0001_entries.sql"}, f.calls()[len(f.calls())-2].args)

		f = schema(1, "", nil)
		require.NoError(t, store(t, f, d).Migrate(ctx))
		assert.Equal(t, join(begins[d], reads, []string{"COMMIT"}), shape(f.calls()))
		assert.Zero(t, f.closed)
	}
}

func TestMigrateRefusesLaterTables(t *testing.T) {
	for _, d := range dialects {
		f := schema(2, "", nil)
		err := store(t, f, d).Migrate(ctx)
		var later *creditsql.SchemaError
		require.ErrorAs(t, err, &later)
		assert.Equal(t, creditsql.SchemaError{Version: 2, Known: 1}, *later)
		assert.Equal(t, "creditsql: migrate: the tables are of version 2, this program knows versions up to 1", err.Error())
		assert.Equal(t, join(begins[d], reads, []string{"ROLLBACK"}), shape(f.calls()))
	}
}

func TestMigrateRollsBack(t *testing.T) {
	broken := errors.New("broken")
	for _, d := range dialects {
		steps := join(begins[d], reads, makes, []string{"COMMIT"})
		for i, step := range steps {
			if step == reads[1] {
				continue // it is a query
			}
			f := schema(0, step, broken)
			err := store(t, f, d).Migrate(ctx)
			var failed *creditsql.Error
			require.ErrorAs(t, err, &failed, step)
			assert.ErrorIs(t, err, broken)
			assert.Equal(t, "migrate", failed.Op)
			version := 0
			if step == makes[0] || step == makes[1] {
				version = 1
			}
			assert.Equal(t, version, failed.Sequence, step)
			assert.Equal(t, join(steps[:i+1], []string{"ROLLBACK"}), shape(f.calls()))
			assert.Zero(t, f.closed)
		}
	}
}

func TestMigrateReportsWhatItCannotRead(t *testing.T) {
	for _, d := range dialects {
		f := &fake{query: func(string, []driver.NamedValue) (*fakeRows, error) { return nil, errors.New("unreadable") }}
		err := store(t, f, d).Migrate(ctx)
		assert.EqualError(t, err, "creditsql: migrate: unreadable")
		f = schema(0, "CREATE TABLE palier", errors.New("full"))
		assert.EqualError(t, store(t, f, d).Migrate(ctx), "creditsql: migrate to version 1: full")
	}
}

func TestMigrateDropsAConnectionItCannotRollBack(t *testing.T) {
	for _, d := range dialects {
		f := &fake{}
		f.exec = func(query string, _ []driver.NamedValue) (driver.Result, error) {
			if query == "ROLLBACK" || strings.HasPrefix(query, "CREATE") {
				return nil, errors.New("broken")
			}
			return driver.RowsAffected(0), nil
		}
		assert.Error(t, store(t, f, d).Migrate(ctx))
		assert.Equal(t, 1, f.closed)
	}
}

// Whoever opens a new SQLite file at the same moment as another may find it locked.
func TestMigrateConnectsAgainWhereTheFileIsLocked(t *testing.T) {
	locked := errors.New("database is locked (5) (SQLITE_BUSY)")
	f := schema(0, "", nil)
	f.refusals = []error{locked, locked}
	require.NoError(t, store(t, f, creditsql.SQLite).Migrate(ctx))

	f = schema(0, "", nil)
	f.refusals = []error{errors.New("unable to open database file"), locked}
	assert.EqualError(t, store(t, f, creditsql.SQLite).Migrate(ctx), "creditsql: migrate: unable to open database file")
	assert.Empty(t, f.calls())

	over, cancel := context.WithCancel(ctx)
	f = schema(0, "", nil)
	f.refusals = []error{locked, locked}
	f.refused = cancel
	assert.ErrorIs(t, store(t, f, creditsql.SQLite).Migrate(over), context.Canceled)
	assert.Empty(t, f.calls())
}

// It gives up after two seconds.
func TestMigrateDoesNotConnectForEver(t *testing.T) {
	t.Parallel()
	f := schema(0, "", nil)
	for range 1000 {
		f.refusals = append(f.refusals, errors.New("database is locked"))
	}
	assert.EqualError(t, store(t, f, creditsql.SQLite).Migrate(ctx), "creditsql: migrate: database is locked")
	assert.Len(t, f.refusals, 900)
}

func TestMigrateHonoursItsContext(t *testing.T) {
	for _, d := range dialects {
		over, cancel := context.WithCancel(ctx)
		f := schema(0, "", nil)
		answer := f.exec
		f.exec = func(query string, args []driver.NamedValue) (driver.Result, error) {
			if strings.HasPrefix(query, "CREATE TABLE IF") {
				cancel()
				return nil, over.Err()
			}
			return answer(query, args)
		}
		assert.ErrorIs(t, store(t, f, d).Migrate(over), context.Canceled)
		assert.Equal(t, join(begins[d], reads[:1], []string{"ROLLBACK"}), shape(f.calls()), "a context that is over still rolls back")
		assert.Zero(t, f.closed)

		assert.ErrorIs(t, store(t, f, d).Migrate(over), context.Canceled)
	}
}

func TestMigrationFiles(t *testing.T) {
	named := regexp.MustCompile(`^(\d{4})_[a-z_]+\.sql$`)
	var names [][]string
	for _, folder := range []string{"postgresql", "sqlite"} {
		files, err := fs.ReadDir(os.DirFS("."), folder)
		require.NoError(t, err)
		var list []string
		for i, file := range files {
			m := named.FindStringSubmatch(file.Name())
			require.NotNil(t, m, file.Name())
			version, err := strconv.Atoi(m[1])
			require.NoError(t, err)
			assert.Equal(t, i, version, "versions have no gaps")
			text, err := fs.ReadFile(os.DirFS("."), folder+"/"+file.Name())
			require.NoError(t, err)
			assert.NotContains(t, string(text), ";", "one statement a file")
			list = append(list, file.Name())
		}
		names = append(names, list)
	}
	assert.Equal(t, names[0], names[1], "both dialects have the same versions")
}
