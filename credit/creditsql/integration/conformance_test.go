package integration

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
)

// stores runs a test on the store in memory, which sets the standard, and on one in
// each kind of database.
func stores(t *testing.T, test func(t *testing.T, s credit.Store)) {
	t.Run("memory", func(t *testing.T) { test(t, new(credit.MemoryStore)) })
	everywhere(t, func(t *testing.T, d database) {
		_, s := d.fresh(t)
		test(t, s)
	})
}

func TestStoreNumbersEntriesWithoutGaps(t *testing.T) {
	stores(t, func(t *testing.T, s credit.Store) {
		entries, err := s.Load(ctx, "a", 0)
		require.NoError(t, err)
		assert.Empty(t, entries)

		assert.ErrorIs(t, s.Append(ctx, "a", 1, gift("1", block)), credit.ErrStale, "there is no entry before it")
		require.NoError(t, s.Append(ctx, "a", 0, gift("1", block)))
		assert.ErrorIs(t, s.Append(ctx, "a", 0, gift("2", block)), credit.ErrStale, "the number is taken")
		assert.ErrorIs(t, s.Append(ctx, "a", 2, gift("2", block)), credit.ErrStale, "it leaves a gap")
		assert.ErrorIs(t, s.Append(ctx, "a", 1, gift("1", block)), credit.ErrStale, "the id is taken")
		assert.ErrorIs(t, s.Append(ctx, "a", -1, gift("2", block)), credit.ErrStale)
		require.NoError(t, s.Append(ctx, "a", 1, gift("2", block)))
		assert.ErrorIs(t, s.Append(ctx, "b", 1, gift("1", block)), credit.ErrStale, "the entry before it is another account's")
		require.NoError(t, s.Append(ctx, "b", 0, gift("1", 2*block)), "an id belongs to its account")

		for n, want := range [][]string{{"1", "2"}, {"2"}, nil, nil} {
			entries, err := s.Load(ctx, "a", n)
			require.NoError(t, err)
			var ids []string
			for _, e := range entries {
				ids = append(ids, e.ID)
			}
			assert.Equal(t, want, ids)
		}
		entries, err = s.Load(ctx, "a", -1)
		require.NoError(t, err)
		assert.Empty(t, entries)
	})
}

func TestStoreReturnsWhatWasAppended(t *testing.T) {
	busy := credit.Entry{ID: "busy", Kind: credit.Debit, At: start, Ticket: strings.Repeat("é", credit.MaxID/2)}
	for i := range credit.MaxSessions {
		from := start.Add(time.Duration(i) * time.Hour)
		busy.Sessions = append(busy.Sessions, calendar.Interval{Start: from, End: from.Add(1)})
	}
	first, last := gift("first", 1), gift("last", credit.MaxTime)
	first.At = time.Unix(0, 0).UTC()
	last.At = time.Date(2169, time.December, 31, 23, 59, 59, 999999999, time.UTC)
	last.Recorded = last.At
	entries := []credit.Entry{
		purchase(`'; DROP TABLE palier_credit_entries; --`), first, last, busy,
		{ID: "« 100 % » \\ _", Kind: credit.Allowance, At: start, From: calendar.Month{Year: 2026, Month: time.May}, Time: 90 * time.Minute},
		{ID: "\U0001f600", Kind: credit.Reversal, At: start, Of: "<&>\u00a0\""},
	}
	stores(t, func(t *testing.T, s credit.Store) {
		for i, e := range entries {
			require.NoError(t, s.Append(ctx, "a", i, e))
		}
		for range 2 {
			loaded, err := s.Load(ctx, "a", 0)
			require.NoError(t, err)
			require.Len(t, loaded, len(entries))
			for i := range entries {
				assert.Equal(t, text(t, entries[i]), text(t, loaded[i]))
				assert.True(t, entries[i].At.Equal(loaded[i].At))
			}
			loaded[3].Sessions[0].End = start.AddDate(1, 0, 0) // the caller's own
		}
	})
}

// An export of the table is a journal.
func TestTableHoldsTheLinesOfAJournal(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		db, s := d.fresh(t)
		e := purchase("p-1")
		require.NoError(t, s.Append(ctx, "a", 0, e))
		var line string
		require.NoError(t, db.QueryRow(`SELECT entry FROM palier_credit_entries`).Scan(&line))
		assert.Equal(t, text(t, e), line)
		a, _ := replayed(t, s, "a")
		var journal strings.Builder
		require.NoError(t, a.WriteJournal(&journal))
		assert.Equal(t, line+"\n", journal.String())
	})
}

func text(t *testing.T, e credit.Entry) string {
	t.Helper()
	line, err := e.MarshalJSON()
	require.NoError(t, err)
	return string(line)
}

func TestStoreKeepsInstantsOfAnyZone(t *testing.T) {
	stores(t, func(t *testing.T, s credit.Store) {
		for i, zone := range []*time.Location{time.UTC, time.FixedZone("", 5*3600+2700), time.FixedZone("", -2670)} {
			e := gift(name("g", i), block)
			e.At = start.In(zone)
			require.NoError(t, s.Append(ctx, "a", i, e))
		}
		entries, err := s.Load(ctx, "a", 0)
		require.NoError(t, err)
		for _, e := range entries {
			assert.True(t, start.Equal(e.At), "%v", e.At)
		}
	})
}

func TestStoreTellsAccountsApart(t *testing.T) {
	names := []string{
		"a", "A", "á", "a\u0301", "a%", "a_", "a b", "a  b", "aa", "'", `"`, "\\", "0", "00", "0.0", "1e0", "1", "NULL",
		strings.Repeat("x", credit.MaxID), strings.Repeat("x", credit.MaxID-1),
	}
	stores(t, func(t *testing.T, s credit.Store) {
		for i, n := range names {
			require.NoError(t, s.Append(ctx, n, 0, gift(n, time.Duration(i+1))), n)
		}
		for i, n := range names {
			entries, err := s.Load(ctx, n, 0)
			require.NoError(t, err)
			require.Len(t, entries, 1, n)
			assert.Equal(t, n, entries[0].ID)
			assert.Equal(t, time.Duration(i+1), entries[0].Time)
		}
	})
}

func TestStoreTellsIDsApart(t *testing.T) {
	ids := []string{"a", "A", "á", "a\u0301", "a%", "a b", "a  b", "0", "00", "0.0"}
	stores(t, func(t *testing.T, s credit.Store) {
		for i, id := range ids {
			require.NoError(t, s.Append(ctx, "a", i, gift(id, block)), id)
		}
		for _, id := range ids {
			assert.ErrorIs(t, s.Append(ctx, "a", len(ids), gift(id, block)), credit.ErrStale, id)
		}
	})
}

func TestStoreHonoursTheContext(t *testing.T) {
	stores(t, func(t *testing.T, s credit.Store) {
		over, cancel := context.WithCancel(ctx)
		cancel()
		assert.ErrorIs(t, s.Append(over, "a", 0, gift("1", block)), context.Canceled)
		_, err := s.Load(over, "a", 0)
		assert.ErrorIs(t, err, context.Canceled)
		entries, err := s.Load(ctx, "a", 0)
		require.NoError(t, err)
		assert.Empty(t, entries)
	})
}

// One of eight wins each number, and the others learn that they did not.
func TestStoreHasOneWinnerANumber(t *testing.T) {
	const writers, numbers = 8, 25
	stores(t, func(t *testing.T, s credit.Store) {
		for n := range numbers {
			var won, lost sync.Map
			var all sync.WaitGroup
			for w := range writers {
				all.Add(1)
				go func() {
					defer all.Done()
					id := name(name("n", n), w)
					err := s.Append(ctx, "a", n, gift(id, block))
					switch {
					case err == nil:
						won.Store(id, true)
					case errors.Is(err, credit.ErrStale):
						lost.Store(id, true)
					default:
						t.Error(err)
					}
				}()
			}
			all.Wait()
			entries, err := s.Load(ctx, "a", n)
			require.NoError(t, err)
			require.Len(t, entries, 1)
			_, ok := won.Load(entries[0].ID)
			assert.True(t, ok)
			assert.Equal(t, writers-1, count(&lost))
		}
	})
}

func count(m *sync.Map) (n int) {
	m.Range(func(any, any) bool { n++; return true })
	return n
}
