package integration

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit/creditsql"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/servicelevel"
)

func given(id string) servicelevel.Fact {
	return servicelevel.Fact{ID: id, Kind: servicelevel.Given, At: start, Time: time.Hour}
}

// factsOf opens a store of facts beside that of entries.
func factsOf(t testing.TB, d database, address string) (*sql.DB, *creditsql.Store[servicelevel.Fact]) {
	t.Helper()
	db, entries := d.open(t, address)
	require.NoError(t, entries.Migrate(ctx))
	s, err := creditsql.New[servicelevel.Fact](db, d.dialect)
	require.NoError(t, err)
	return db, s
}

const factsEach = 40 // lines of each owner in one append: more than one statement has on SQLite

// jointly is append i to three owners.
func jointly(i int) (batches []journal.Batch[servicelevel.Fact]) {
	for _, owner := range []string{"z", "a", "m"} {
		b := batch[servicelevel.Fact](owner, factsEach*i)
		for k := range factsEach {
			b.Lines = append(b.Lines, given(fmt.Sprint("f", i, "-", k)))
		}
		batches = append(batches, b)
	}
	return batches
}

// appendFactsUntilKilled goes on where the journals end, and says what is acknowledged.
// They may have grown since they were read: a server may not know yet that the process
// before is dead.
func appendFactsUntilKilled(s *creditsql.Store[servicelevel.Fact]) {
	for i := 0; ; {
		err := s.Append(ctx, jointly(i)...)
		if errors.Is(err, journal.ErrStale) {
			there, err := s.Load(ctx, "a", 0)
			exitOn(err)
			i = len(there) / factsEach
			continue
		}
		exitOn(err)
		_, err = fmt.Fprintln(os.Stdout, i)
		exitOn(err)
		i++
	}
}

// appended reads the journals of all owners at one instant, and counts the appends there.
func appended(t *testing.T, db *sql.DB, s *creditsql.Store[servicelevel.Fact], isolation sql.IsolationLevel) (found int) {
	t.Helper()
	tx, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: isolation})
	require.NoError(t, err)
	defer func() { require.NoError(t, tx.Rollback()) }()
	for i, b := range jointly(0) {
		facts, err := s.With(tx).Load(ctx, b.Owner, 0)
		require.NoError(t, err)
		require.Zero(t, len(facts)%factsEach, "a part of a batch is there")
		for n := range facts {
			require.Equal(t, fmt.Sprint("f", n/factsEach, "-", n%factsEach), facts[n].ID)
		}
		if i == 0 {
			found = len(facts) / factsEach
		}
		require.Equal(t, found, len(facts)/factsEach, "all owners or none")
	}
	return found
}

// A process is killed at random moments while it appends batches of facts to three
// owners at once. What it had said to be kept is there; of what it was at, all is there
// or nothing; and nothing is there twice.
func TestKilledWhileAppendingBatches(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		address := d.address(t)
		db, s := factsOf(t, d, address)
		isolation := map[creditsql.Dialect]sql.IsolationLevel{creditsql.PostgreSQL: sql.LevelRepeatableRead}[d.dialect]
		random := rand.New(rand.NewPCG(7, 4))
		acknowledged, unsaid := 0, 0
		for range *kills {
			_, err := untilKilled(child("facts", d, 0, address), 1+random.IntN(12), random.IntN(20_000), func(line string) error {
				i, err := strconv.Atoi(line)
				if i < acknowledged {
					return fmt.Errorf("%d was acknowledged again after %d", i, acknowledged)
				}
				acknowledged = i + 1
				return err
			})
			require.NoError(t, err)
			found := appended(t, db, s, isolation)
			require.Contains(t, []int{acknowledged, acknowledged + 1}, found)
			unsaid += found - acknowledged
		}
		t.Logf("%d kills, %d appends acknowledged, %d kept of which nobody was told", *kills, acknowledged, unsaid)
	})
}

const (
	manyOwners = 1000
	atOnce     = 20 // owners of one append
	toOne      = 10 // appends of one process to the one owner
)

// appendMany appends one fact to each of a thousand owners, twenty at a time, and some
// to one that all processes share. Every process goes through the owners in its order.
func appendMany(s *creditsql.Store[servicelevel.Fact], process int) error {
	random := rand.New(rand.NewPCG(uint64(process), 5))
	order := random.Perm(manyOwners)
	for i := range toOne {
		if err := insert(s, fmt.Sprint("p", process, "-", i), "one"); err != nil {
			return err
		}
	}
	for some := range slices.Chunk(order, atOnce) {
		var owners []string
		for _, i := range some {
			owners = append(owners, name("owner", i))
		}
		if err := insert(s, fmt.Sprint("p", process), owners...); err != nil {
			return err
		}
	}
	return nil
}

// insert appends a fact to each of some owners, wherever their journals end.
func insert(s journal.Store[servicelevel.Fact], id string, owners ...string) error {
	batches := make([]journal.Batch[servicelevel.Fact], len(owners))
	for i, owner := range owners {
		batches[i] = batch(owner, 0, given(id))
	}
	for {
		for i := range batches {
			more, err := s.Load(ctx, batches[i].Owner, batches[i].After)
			if err != nil {
				return err
			}
			batches[i].After += len(more)
		}
		if err := s.Append(ctx, batches...); !errors.Is(err, journal.ErrStale) {
			return err
		}
	}
}

// Ten processes append to one owner, and to a thousand in batches of twenty owners that
// overlap: none of them fails, and nothing is lost or there twice.
func TestTenProcessesOnOneOwnerAndOnAThousand(t *testing.T) {
	const processes = 10
	everywhere(t, func(t *testing.T, d database) {
		address := d.address(t)
		_, s := factsOf(t, d, address)
		require.NoError(t, runChildren(processes, func(i int) *exec.Cmd { return child("many", d, i, address) }))
		facts, err := s.Load(ctx, "one", 0)
		require.NoError(t, err)
		ids := map[string]bool{}
		for _, f := range facts {
			ids[f.ID] = true
		}
		assert.Len(t, facts, processes*toOne)
		assert.Len(t, ids, processes*toOne)
		for i := range manyOwners {
			facts, err := s.Load(ctx, name("owner", i), 0)
			require.NoError(t, err)
			require.Len(t, facts, processes)
		}
	})
}

// Batches that are refused midway leave nothing, inside a transaction or not, and the
// transaction goes on.
func TestStaleMidwayLeavesNothing(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db, store := d.fresh(t)
		require.NoError(t, store.Append(ctx, batch("m", 0, gift("taken", block))))
		lines := func(owner string, after int, last string) journal.Batch[ledger.Entry] {
			b := batch[ledger.Entry](owner, after)
			for i := range 150 {
				b.Lines = append(b.Lines, gift(name("g", i), block))
			}
			b.Lines = append(b.Lines, gift(last, block))
			return b
		}
		refused := []journal.Batch[ledger.Entry]{lines("a", 0, "x"), lines("m", 1, "taken"), lines("z", 0, "x")}
		var stale *journal.StaleError
		require.ErrorAs(t, store.Append(ctx, refused...), &stale)
		assert.Equal(t, "m", stale.Owner)
		assert.Equal(t, 1, number(t, db, `SELECT COUNT(*) FROM palier_entries`))

		tx, err := db.BeginTx(ctx, nil)
		require.NoError(t, err)
		inside := store.With(tx)
		require.NoError(t, inside.Append(ctx, lines("b", 0, "x")))
		for range 3 {
			require.ErrorAs(t, inside.Append(ctx, refused...), &stale)
			assert.Equal(t, "m", stale.Owner)
		}
		refused[1] = lines("m", 1, "x")
		require.NoError(t, inside.Append(ctx, refused...))
		require.NoError(t, inside.SaveSnapshot(ctx, "m", journal.Snapshot{After: 152, Last: "x", Data: []byte{0}}))
		require.NoError(t, tx.Commit())
		assert.Equal(t, 1+4*151, number(t, db, `SELECT COUNT(*) FROM palier_entries`))
		s, err := store.LoadSnapshot(ctx, "m")
		require.NoError(t, err)
		assert.Equal(t, 152, s.After)
	})
}

// A program that has one connection, which is in use, waits until its context ends.
func TestNoConnectionLeft(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db, store := d.fresh(t)
		db.SetMaxOpenConns(1)
		require.NoError(t, store.Append(ctx, batch("a", 0, gift("g", block))))
		held, err := db.Conn(ctx)
		require.NoError(t, err)
		for name, use := range map[string]func(context.Context) error{
			"append": func(c context.Context) error { return store.Append(c, batch("a", 1, gift("h", block))) },
			"append both": func(c context.Context) error {
				return store.Append(c, batch("a", 1, gift("h", block), gift("i", block)))
			},
			"load":          func(c context.Context) error { _, err := store.Load(c, "a", 0); return err },
			"load snapshot": func(c context.Context) error { _, err := store.LoadSnapshot(c, "a"); return err },
			"save snapshot": func(c context.Context) error {
				return store.SaveSnapshot(c, "a", journal.Snapshot{After: 1, Last: "g"})
			},
			"migrate": func(c context.Context) error { return store.Migrate(c) },
		} {
			short, cancel := context.WithTimeout(ctx, 30*time.Millisecond)
			err := use(short)
			cancel()
			assert.ErrorIs(t, err, context.DeadlineExceeded, name)
			assert.ErrorAs(t, err, new(*creditsql.Error), name)
		}
		require.NoError(t, held.Close())
		require.NoError(t, store.Append(ctx, batch("a", 1, gift("h", block), gift("i", block))))
		_, byID := replayed(t, store, "a")
		assert.Len(t, byID, 3)
	})
}
