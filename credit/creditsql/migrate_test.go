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
		version: func() (int64, error) { return version, nil },
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
	reads   = []string{"CREATE TABLE IF"}
	records = "INSERT INTO palier_credit_migrations"
	renames = "ALTER TABLE palier_entries"
	makes   = [][]string{
		1: {"CREATE TABLE palier_credit_entries", records},
		2: {"ALTER TABLE palier_credit_entries", renames, renames, records},
		3: {"CREATE TABLE palier_facts", records},
		4: {"CREATE TABLE palier_snapshots", records},
	}
)

func join(lists ...[]string) (all []string) {
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

func TestMigrateMakesWhatIsMissing(t *testing.T) {
	for _, d := range dialects {
		for made := range latest + 1 {
			f := schema(int64(made), "", nil)
			require.NoError(t, store(t, f, d).Migrate(ctx))
			assert.Equal(t, join(begins[d], reads, join(makes[made+1:]...), []string{"COMMIT"}), shape(f.calls()))
			assert.Zero(t, f.closed)
			for _, c := range f.calls() {
				assert.NotContains(t, c.query, ";", "one statement at a time")
			}
		}
		f := schema(latest-1, "", nil)
		require.NoError(t, store(t, f, d).Migrate(ctx))
		assert.Equal(t, []any{int64(4), "0004_snapshots.sql"}, f.calls()[len(f.calls())-2].args)
	}
}

func TestMigrateRefusesLaterTables(t *testing.T) {
	for _, d := range dialects {
		f := schema(latest+1, "", nil)
		err := store(t, f, d).Migrate(ctx)
		var later *creditsql.SchemaError
		require.ErrorAs(t, err, &later)
		assert.Equal(t, creditsql.SchemaError{Version: 5, Known: 4}, *later)
		assert.Equal(t, "creditsql: migrate: the tables are of version 5, this program knows versions up to 4", err.Error())
		assert.Equal(t, join(begins[d], reads, []string{"ROLLBACK"}), shape(f.calls()))
	}
}

func TestMigrateRollsBack(t *testing.T) {
	broken := errors.New("broken")
	for _, d := range dialects {
		for version := 1; version <= latest; version++ {
			before := join(begins[d], reads)
			for i, step := range join(before, makes[version], []string{"COMMIT"}) {
				f := schema(int64(version-1), "", nil)
				f.exec = func(string, []driver.NamedValue) (driver.Result, error) {
					if len(f.calls()) == i+1 {
						return nil, broken
					}
					return driver.RowsAffected(0), nil
				}
				if step == "COMMIT" && version < latest {
					continue // the next version comes first
				}
				err := store(t, f, d).Migrate(ctx)
				var failed *creditsql.Error
				require.ErrorAs(t, err, &failed, step)
				assert.ErrorIs(t, err, broken)
				assert.Equal(t, "migrate", failed.Op)
				during := 0
				if i >= len(before) && step != "COMMIT" {
					during = version
				}
				assert.Equal(t, during, failed.Sequence, step)
				assert.Equal(t, "ROLLBACK", f.calls()[len(f.calls())-1].query)
				assert.Len(t, f.calls(), i+2)
				assert.Zero(t, f.closed)
			}
		}
	}
}

func TestMigrateReportsWhatItCannotRead(t *testing.T) {
	for _, d := range dialects {
		f := &fake{version: func() (int64, error) { return 0, errors.New("unreadable") }}
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
			for statement := range strings.SplitSeq(strings.TrimSpace(string(text)), ";\n") {
				assert.NotContains(t, strings.TrimSuffix(statement, ";"), ";", "a statement ends at the end of a line")
			}
			list = append(list, file.Name())
		}
		names = append(names, list)
	}
	assert.Len(t, names[0], latest+1)
	assert.Equal(t, names[0], names[1], "both dialects have the same versions")
}
