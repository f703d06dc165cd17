//go:build postgres

package columns

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	sl "github.com/palier-go/palier/servicelevel"
)

// connect opens a connection of pgx itself, which knows the types of columns.
func connect(t *testing.T, parameters ...string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(ctx, schemaAddress(parameters...)(t))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, conn.Close(ctx)) })
	return conn
}

// described are the modes in which pgx asks the server for the types of parameters: it must know
// those of slices, unless they are registered.
var described = []string{"cache_statement", "cache_describe", "describe_exec"}

// natively runs a test on connections of pgx itself, in the modes given or all of them.
func natively(t *testing.T, test func(t *testing.T, conn *pgx.Conn), modes ...string) {
	if modes == nil {
		modes = slices.Concat(described, []string{"exec", "simple_protocol"})
	}
	for _, mode := range modes {
		t.Run(mode, func(t *testing.T) { test(t, connect(t, "default_query_exec_mode", mode)) })
	}
}

func TestPgxTexts(t *testing.T) {
	natively(t, func(t *testing.T, conn *pgx.Conn) {
		_, err := conn.Exec(ctx, `CREATE TABLE texts (id INTEGER, v TEXT)`)
		require.NoError(t, err)
		for i, v := range texts() {
			_, err := conn.Exec(ctx, `INSERT INTO texts (id, v) VALUES ($1, $2)`, i, v.v)
			require.NoError(t, err, "%T", v.v)
			var text string
			dst, null := v.empty(), v.null()
			require.NoError(t, conn.QueryRow(ctx, `SELECT v, v, v FROM texts WHERE id = $1 AND v = $2`, i, v.v).Scan(&text, dst, null), "%T", v.v)
			assert.Equal(t, v.text, text, "%T", v.v)
			assert.Equal(t, v.v, pointed(dst))
			assert.Equal(t, v.v, held(pointed(null)))
		}
	})
}

func TestPgxDocuments(t *testing.T) {
	natively(t, func(t *testing.T, conn *pgx.Conn) {
		for _, column := range []string{"TEXT", "JSON", "JSONB"} {
			_, err := conn.Exec(ctx, `CREATE TABLE documents_`+column+` (id INTEGER, v `+column+`)`)
			require.NoError(t, err)
			for i, v := range documents(t) {
				_, err := conn.Exec(ctx, `INSERT INTO documents_`+column+` (id, v) VALUES ($1, $2)`, i, v.v)
				require.NoError(t, err, "%T", v.v)
				dst := v.empty()
				require.NoError(t, conn.QueryRow(ctx, `SELECT v FROM documents_`+column+` WHERE id = $1`, i).Scan(dst), "%T", v.v)
				text, err := json.Marshal(dst)
				require.NoError(t, err)
				assert.Equal(t, v.text, string(text), "%T in %s", v.v, column)
			}
		}
	})
}

func TestPgxRows(t *testing.T) {
	natively(t, func(t *testing.T, conn *pgx.Conn) {
		_, err := conn.Exec(ctx, serversTable)
		require.NoError(t, err)
		want := servers()
		for _, s := range want {
			_, err = conn.Exec(ctx, `INSERT INTO servers VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
				s.ID, s.Level, s.Wished, s.Since, s.Until, s.Month, s.Opens, s.Contract)
			require.NoError(t, err)
		}
		rows, err := conn.Query(ctx, `SELECT * FROM servers WHERE since = $1 ORDER BY id`, want[0].Since)
		require.NoError(t, err)
		all, err := pgx.CollectRows(rows, pgx.RowToStructByName[server])
		require.NoError(t, err)
		assert.Equal(t, want[:], all)
		rows, err = conn.Query(ctx, `SELECT level FROM servers WHERE level IN ($1, $2) ORDER BY id`, sl.Pro, sl.Standard)
		require.NoError(t, err)
		levels, err := pgx.CollectRows(rows, pgx.RowTo[sl.Level])
		require.NoError(t, err)
		assert.Equal(t, []sl.Level{sl.Pro, sl.Standard}, levels)
		assert.Error(t, conn.QueryRow(ctx, `SELECT wished FROM servers WHERE id = 'a'`).Scan(new(sl.Level)), "NULL")
	})
}

func TestPgxCopies(t *testing.T) {
	conn := connect(t)
	_, err := conn.Exec(ctx, serversTable)
	require.NoError(t, err)
	want := servers()
	_, err = conn.CopyFrom(ctx, pgx.Identifier{"servers"}, []string{"id", "level", "wished", "since", "until", "month", "opens", "contract"},
		pgx.CopyFromSlice(len(want), func(i int) ([]any, error) {
			s := want[i]
			return []any{s.ID, s.Level, s.Wished, s.Since, s.Until, s.Month, s.Opens, s.Contract}, nil
		}))
	require.NoError(t, err)
	rows, err := conn.Query(ctx, `SELECT * FROM servers ORDER BY id`)
	require.NoError(t, err)
	all, err := pgx.CollectRows(rows, pgx.RowToStructByName[server])
	require.NoError(t, err)
	assert.Equal(t, want[:], all)
}

// PostgreSQL's own enumerations and arrays are of texts too.
func TestPgxTypes(t *testing.T) {
	natively(t, func(t *testing.T, conn *pgx.Conn) {
		_, err := conn.Exec(ctx, `CREATE TYPE level AS ENUM ('standard', 'serenity', 'pro', 'business', 'critical_business')`)
		require.NoError(t, err)
		_, err = conn.Exec(ctx, `CREATE TABLE own (level level, levels TEXT[], days DATE[])`)
		require.NoError(t, err)
		levels := []sl.Level{sl.Pro, sl.Business}
		days := []calendar.Date{calendar.MustParseDate("2026-05-01"), calendar.MustParseDate("2026-05-08")}
		_, err = conn.Exec(ctx, `INSERT INTO own (level, levels, days) VALUES ($1, $2, $3)`, sl.Pro, levels, days)
		require.NoError(t, err)
		var (
			level sl.Level
			back  []sl.Level
			dates []calendar.Date
			text  string
		)
		require.NoError(t, conn.QueryRow(ctx, `SELECT level, levels, days, levels::text || days::text FROM own`).Scan(&level, &back, &dates, &text))
		assert.Equal(t, "{pro,business}{2026-05-01,2026-05-08}", text)
		assert.Equal(t, sl.Pro, level)
		assert.Equal(t, levels, back)
		assert.Equal(t, days, dates)
		require.NoError(t, conn.QueryRow(ctx, `SELECT level FROM own WHERE level::text = ANY($1)`, levels).Scan(&level))
	}, described...)
}
