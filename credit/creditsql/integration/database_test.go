package integration

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/creditsql"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/credit/ledger"
)

var (
	ctx   = context.Background()
	kills = flag.Int("kills", 15, "how many times a process is killed while it appends")
	start = time.Date(2026, time.May, 4, 9, 0, 0, 123456789, time.UTC)
	terms = credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}}
)

const block = 30 * time.Minute

func TestMain(m *testing.M) {
	if plan := os.Getenv(childVariable); plan != "" {
		runChild(plan)
		return
	}
	flag.Parse()
	os.Exit(m.Run())
}

// database is a kind of database; address makes a new, empty one for a test.
type database struct {
	dialect creditsql.Dialect
	driver  string
	address func(t testing.TB) string
}

var sqlite = database{creditsql.SQLite, "sqlite", func(t testing.TB) string {
	return sqliteFile(filepath.Join(t.TempDir(), "credit.db"))
}}

// sqliteFile is the address that the documentation recommends, but for a longer
// wait, since SQLite's writers take no turns and the machine may be busy. Pragmas
// given, as "name(value)", take the place of its own.
func sqliteFile(path string, pragmas ...string) string {
	escaped := url.URL{Path: path} // the folders of subtests have a # in their names
	address := "file:" + escaped.EscapedPath() + "?_txlock=immediate"
	given := strings.Join(pragmas, " ")
	for _, p := range []string{"busy_timeout(60000)", "journal_mode(WAL)", "synchronous(FULL)"} {
		if key, _, _ := strings.Cut(p, "("); !strings.Contains(given, key) {
			pragmas = append(pragmas, p)
		}
	}
	for _, p := range pragmas {
		address += "&_pragma=" + p
	}
	return address
}

// everywhere runs a test on each kind of database.
func everywhere(t *testing.T, test func(t *testing.T, d database)) {
	for _, d := range databases(t) {
		t.Run(d.dialect.String(), func(t *testing.T) { test(t, d) })
	}
}

// open opens a database as a process of its own would.
func (d database) open(t testing.TB, address string) (*sql.DB, *creditsql.Store[ledger.Entry]) {
	t.Helper()
	db, err := sql.Open(d.driver, address)
	require.NoError(t, err)
	t.Cleanup(func() { db.Close() })
	store, err := creditsql.New[ledger.Entry](db, d.dialect)
	require.NoError(t, err)
	return db, store
}

// fresh opens a new database with its tables.
func (d database) fresh(t testing.TB) (*sql.DB, *creditsql.Store[ledger.Entry]) {
	t.Helper()
	db, store := d.open(t, d.address(t))
	require.NoError(t, store.Migrate(ctx))
	return db, store
}

func newLedger(t testing.TB, store ledger.Store) *ledger.Ledger {
	t.Helper()
	l, err := ledger.New(store, terms)
	require.NoError(t, err)
	return l
}

// patiently applies an entry as often as others are faster.
func patiently(l *ledger.Ledger, account string, e ledger.Entry) (ledger.Receipt, error) {
	for {
		r, err := l.Apply(ctx, account, e)
		if !errors.As(err, new(*ledger.BusyError)) {
			return r, err
		}
	}
}

func gift(id string, d time.Duration) ledger.Entry {
	return ledger.Entry{ID: id, Kind: credit.Gift, At: start, Time: d}
}

func debit(id string, worked time.Duration) ledger.Entry {
	return ledger.Entry{ID: id, Kind: credit.Debit, At: start.Add(time.Hour), Ticket: id, Time: worked}
}

func purchase(id string) ledger.Entry {
	return ledger.Entry{ID: id, Kind: credit.Purchase, At: start, Time: 3 * time.Hour, Price: decimal.RequireFromString("169.00")}
}

// replayed is what the journal in a store makes, by entry's id.
func replayed(t testing.TB, store ledger.Store, account string) (*ledger.Account, map[string]ledger.Entry) {
	t.Helper()
	entries, err := store.Load(ctx, account, 0)
	require.NoError(t, err)
	a, err := ledger.NewAccount(terms)
	require.NoError(t, err)
	require.NoError(t, a.Replay(entries), "an id that is there twice is refused")
	byID := map[string]ledger.Entry{}
	for _, e := range entries {
		byID[e.ID] = e
	}
	return a, byID
}

func available(a *ledger.Account) time.Duration {
	return a.View(start.AddDate(1, 0, 0), time.Time{}).Balance().Available
}

func name(prefix string, i int) string { return fmt.Sprintf("%s-%04d", prefix, i) }

type applier struct{ ledger *ledger.Ledger }

func (a applier) apply(account string, e ledger.Entry) error {
	_, err := patiently(a.ledger, account, e)
	return err
}

func isShortfall(err error) bool { return errors.As(err, new(*credit.ShortfallError)) }

// batch is lines for one owner.
func batch[L any](owner string, after int, lines ...L) journal.Batch[L] {
	return journal.Batch[L]{Owner: owner, After: after, Lines: lines}
}
