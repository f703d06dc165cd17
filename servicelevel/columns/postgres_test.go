//go:build postgres

package columns

import (
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	_ "github.com/jackc/pgx/v5/stdlib"
	_ "github.com/lib/pq"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var databases = []database{
	sqlite,
	{name: "pgx", driver: "pgx", postgres: true, address: schemaAddress()},
	{name: "pgx described", driver: "pgx", postgres: true, address: schemaAddress("default_query_exec_mode", "cache_describe")},
	{name: "pgx undescribed", driver: "pgx", postgres: true, address: schemaAddress("default_query_exec_mode", "exec")},
	{name: "pgx simple", driver: "pgx", postgres: true, address: schemaAddress("default_query_exec_mode", "simple_protocol")},
	{name: "pq", driver: "postgres", postgres: true, address: schemaAddress()},
	{name: "pq binary", driver: "postgres", postgres: true, address: schemaAddress("binary_parameters", "yes")},
}

var schemas atomic.Int64

// schemaAddress makes a schema for one test, and returns an address whose connections work in it,
// with the parameters given, by name and value.
func schemaAddress(parameters ...string) func(t testing.TB) string {
	return func(t testing.TB) string {
		t.Helper()
		server := os.Getenv("PALIER_POSTGRES")
		require.NotEmpty(t, server, "PALIER_POSTGRES must hold a server's URL; .ci/postgres starts one")
		address, err := url.Parse(server)
		require.NoError(t, err)
		schema := fmt.Sprintf("columns_%d_%d", os.Getpid(), schemas.Add(1))
		db, err := sql.Open("pgx", server)
		require.NoError(t, err)
		_, err = db.Exec("CREATE SCHEMA " + pgx.Identifier{schema}.Sanitize())
		require.NoError(t, err)
		t.Cleanup(func() {
			_, err := db.Exec("DROP SCHEMA " + pgx.Identifier{schema}.Sanitize() + " CASCADE")
			assert.NoError(t, err)
			assert.NoError(t, db.Close())
		})
		query := address.Query()
		query.Set("search_path", schema)
		query.Set("synchronous_commit", "off") // nothing is tried here that a power cut could undo
		for i := 0; i < len(parameters); i += 2 {
			query.Set(parameters[i], parameters[i+1])
		}
		address.RawQuery = query.Encode()
		return address.String()
	}
}
