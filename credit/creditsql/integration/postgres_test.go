//go:build postgres

package integration

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit/creditsql"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/credit/ledger"
)

func databases(testing.TB) []database { return []database{sqlite, postgresql} }

var postgresql = database{creditsql.PostgreSQL, "pgx", schemaAddress}

var schemas atomic.Int64

// server is the URL of the server to test on.
func server(t testing.TB) string {
	t.Helper()
	address := os.Getenv("PALIER_POSTGRES")
	require.NotEmpty(t, address, "PALIER_POSTGRES must hold a server's URL; .ci/postgres starts one")
	return address
}

func serverHost(t testing.TB) string {
	t.Helper()
	address, err := url.Parse(server(t))
	require.NoError(t, err)
	return address.Hostname()
}

// schemaAddress makes a schema for one test, and returns an address whose
// connections work in it.
func schemaAddress(t testing.TB) string {
	t.Helper()
	address, err := url.Parse(server(t))
	require.NoError(t, err)
	schema := fmt.Sprintf("palier_%d_%d", os.Getpid(), schemas.Add(1))
	db, err := sql.Open("pgx", address.String())
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
	address.RawQuery = query.Encode()
	return address.String()
}

// The server ends the connection of a transaction that has appended: nothing of it
// is kept, and the same entries are applied once on another connection.
func TestPostgreSQLConnectionCutInATransaction(t *testing.T) {
	db, store := postgresql.fresh(t)
	invoices(t, db)
	require.NoError(t, store.Append(ctx, batch("a", 0, gift("gift", 3*block))))
	tx := bill(t, db, store)
	var process int
	require.NoError(t, tx.QueryRow(`SELECT pg_backend_pid()`).Scan(&process))
	var ended bool
	require.NoError(t, db.QueryRow(`SELECT pg_terminate_backend($1, 10000)`, process).Scan(&ended))
	require.True(t, ended)

	var failed *creditsql.Error
	require.ErrorAs(t, store.With(tx).Append(ctx, batch("a", 3, debit("d-3", block))), &failed)
	assert.NotErrorIs(t, failed, ledger.ErrStale)
	assert.Error(t, tx.Commit())
	a, byID := replayed(t, store, "a")
	assert.Len(t, byID, 1)
	assert.Equal(t, 3*block, available(a))

	require.NoError(t, bill(t, db, store).Commit())
	a, byID = replayed(t, store, "a")
	assert.Len(t, byID, 3)
	assert.Equal(t, block, available(a))
}

// cutter cuts a connection once the server has answered and before the answer
// arrives.
type cutter struct {
	net.Conn
	armed *atomic.Bool
}

func (c cutter) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if n > 0 && c.armed.Load() {
		c.armed.Store(false)
		_ = c.Conn.Close()
		return 0, io.ErrUnexpectedEOF
	}
	return n, err
}

// The connection breaks between the entry being kept and the caller learning of
// it: applied again it counts once, and the receipt is that of the first time.
func TestPostgreSQLConnectionCutBeforeTheAnswer(t *testing.T) {
	config, err := pgx.ParseConfig(schemaAddress(t))
	require.NoError(t, err)
	var armed atomic.Bool
	config.DialFunc = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
		return cutter{conn, &armed}, err
	}
	db := stdlib.OpenDB(*config)
	defer db.Close()
	db.SetMaxOpenConns(1)
	store, err := creditsql.New[ledger.Entry](db, creditsql.PostgreSQL)
	require.NoError(t, err)
	require.NoError(t, store.Migrate(ctx))
	l := newLedger(t, store)
	for i := range 2 { // so that the statement is known to the connection
		_, err = l.Apply(ctx, "a", gift(name("g", i), 2*block))
		require.NoError(t, err)
	}
	for i := range 10 {
		e := debit(name("d", i), time.Minute)
		_, err = l.Apply(ctx, "a", gift(name("g", 2+i), block)) // the statement again, on the new connection
		require.NoError(t, err)
		armed.Store(true)
		_, err = l.Apply(ctx, "a", e)
		require.ErrorAs(t, err, new(*creditsql.Error))
		r, err := l.Apply(ctx, "a", e)
		require.NoError(t, err)
		assert.Equal(t, block, r.Charged)
		_, byID := replayed(t, store, "a")
		assert.Len(t, byID, 2+2*(i+1))
		assert.Contains(t, byID, e.ID)
	}
}

// Two transactions append to two accounts in opposite order: the server ends one of
// them, and tried again it succeeds.
func TestPostgreSQLDeadlockEndsOneOfTwo(t *testing.T) {
	db, store := postgresql.fresh(t)
	first, err := db.BeginTx(ctx, nil)
	require.NoError(t, err)
	second, err := db.BeginTx(ctx, nil)
	require.NoError(t, err)
	require.NoError(t, store.With(first).Append(ctx, batch("a", 0, gift("1", block))))
	require.NoError(t, store.With(second).Append(ctx, batch("b", 0, gift("2", block))))
	crossed := make(chan error)
	finish := func(tx *sql.Tx, account, id string) {
		err := store.With(tx).Append(ctx, batch(account, 0, gift(id, block)))
		if err == nil {
			err = tx.Commit()
		} else {
			_ = tx.Rollback()
		}
		crossed <- err
	}
	go finish(first, "b", "1")
	go finish(second, "a", "2")
	one, other := <-crossed, <-crossed
	require.True(t, (one == nil) != (other == nil), "%v, %v", one, other)
	for _, account := range []string{"a", "b"} {
		_, byID := replayed(t, store, account)
		assert.Len(t, byID, 1)
	}
}

// A context that ends while another transaction holds the account ends the wait.
func TestPostgreSQLContextEndsAWait(t *testing.T) {
	db, store := postgresql.fresh(t)
	tx, err := db.BeginTx(ctx, nil)
	require.NoError(t, err)
	require.NoError(t, store.With(tx).Append(ctx, batch("a", 0, gift("1", block))))
	short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	assert.ErrorIs(t, store.Append(short, batch("a", 0, gift("2", block))), context.DeadlineExceeded)
	require.NoError(t, tx.Commit())
	_, byID := replayed(t, store, "a")
	assert.Contains(t, byID, "1")
}

// Migrate waits for the one who migrates, and a context ends that wait too.
func TestPostgreSQLContextEndsTheWaitToMigrate(t *testing.T) {
	address := schemaAddress(t)
	db, store := postgresql.open(t, address)
	tx, err := db.BeginTx(ctx, nil)
	require.NoError(t, err)
	_, err = tx.Exec(`SELECT pg_advisory_xact_lock(8097872804918223717)`)
	require.NoError(t, err)
	short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	assert.ErrorIs(t, store.Migrate(short), context.DeadlineExceeded)
	require.NoError(t, tx.Rollback())
	require.NoError(t, store.Migrate(ctx))
}

// An application's role may be granted no more than to read and to insert, and to replace
// snapshots.
func TestPostgreSQLNeedsOnlySelectAndInsert(t *testing.T) {
	db, store := postgresql.fresh(t)
	db.SetMaxOpenConns(1)
	role := pgx.Identifier{fmt.Sprintf("palier_role_%d", os.Getpid())}.Sanitize()
	var schema string
	require.NoError(t, db.QueryRow(`SELECT current_schema()`).Scan(&schema))
	schema = pgx.Identifier{schema}.Sanitize()
	for _, s := range []string{
		"CREATE ROLE " + role, "GRANT USAGE ON SCHEMA " + schema + " TO " + role,
		"GRANT SELECT ON palier_credit_migrations TO " + role, "GRANT SELECT, INSERT ON palier_entries TO " + role,
		"GRANT SELECT, INSERT, UPDATE ON palier_snapshots TO " + role, "SET ROLE " + role,
	} {
		_, err := db.Exec(s)
		require.NoError(t, err, s)
	}
	l := newLedger(t, store)
	for _, e := range []ledger.Entry{gift("gift", block), debit("d-1", block), debit("d-1", block)} {
		_, err := l.Apply(ctx, "a", e)
		assert.NoError(t, err)
	}
	for range 2 {
		require.NoError(t, store.SaveSnapshot(ctx, "a", journal.Snapshot{After: 2, Last: "d-1", Data: []byte("state")}))
	}
	s, err := store.LoadSnapshot(ctx, "a")
	require.NoError(t, err)
	assert.Equal(t, "state", string(s.Data))
	_, err = db.Exec(`DELETE FROM palier_entries`)
	assert.Error(t, err)
	_, err = db.Exec(`UPDATE palier_entries SET id = 'x'`)
	assert.Error(t, err)
	_, err = db.Exec("RESET ROLE")
	require.NoError(t, err)
	_, err = db.Exec("DROP OWNED BY " + role)
	require.NoError(t, err)
	_, err = db.Exec("DROP ROLE " + role)
	require.NoError(t, err)
}

// Reports read the fields of an entry in the database.
func TestPostgreSQLReadsFields(t *testing.T) {
	db, store := postgresql.fresh(t)
	require.NoError(t, store.Append(ctx, batch("a", 0, purchase("p-1"))))
	var kind, price string
	require.NoError(t, db.QueryRow(`SELECT line->>'kind', line->>'price' FROM palier_entries`).Scan(&kind, &price))
	assert.Equal(t, "purchase 169.00", kind+" "+price)
}
