package journal_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit/journal"
)

var ctx = context.Background()

func load(t require.TestingT, s journal.Store[note], owner string, after int) string {
	lines, err := s.Load(ctx, owner, after)
	require.NoError(t, err)
	return idsOf(lines)
}

func staleOwner(err error) string {
	var stale *journal.StaleError
	if !errors.As(err, &stale) || !errors.Is(err, journal.ErrStale) {
		return fmt.Sprint("not stale: ", err)
	}
	return stale.Owner
}

func TestAppendAndLoad(t *testing.T) {
	t.Parallel()
	s := new(notes)
	require.NoError(t, s.Append(ctx))
	assert.Empty(t, load(t, s, "A", 0))
	require.NoError(t, s.Append(ctx, batch("A", 0, "a b")))
	require.NoError(t, s.Append(ctx, batch("A", 2, "c"), batch("B", 0, "a b c")))
	for after, want := range []string{"a b c", "b c", "c", "", ""} {
		assert.Equal(t, want, load(t, s, "A", after))
	}
	assert.Equal(t, "a b c", load(t, s, "B", 0))
	lines, err := s.Load(ctx, "A", 3)
	require.NoError(t, err)
	assert.Nil(t, lines)
}

func TestStale(t *testing.T) {
	t.Parallel()
	s := new(notes)
	require.NoError(t, s.Append(ctx, batch("A", 0, "a b"), batch("B", 0, "a")))
	for want, batches := range map[string][]journal.Batch[note]{
		"A": {batch("B", 1, "b"), batch("A", 1, "c")},
		"B": {batch("A", 2, "c"), batch("B", 2, "c"), batch("C", 0, "c")},
		"C": {batch("C", 1, "c")},
		"D": {batch("A", 2, "c"), batch("D", 1, "d")},
	} {
		err := s.Append(ctx, batches...)
		assert.Equal(t, want, staleOwner(err))
	}
	assert.Equal(t, "A", staleOwner(s.Append(ctx, batch("A", 2, "c b"))), "the id is taken")
	assert.Equal(t, "B", staleOwner(s.Append(ctx, batch("A", 2, "c"), batch("B", 1, "b a"))), "the id is taken")
	assert.EqualError(t, s.Append(ctx, batch("A\t", 0, "a")), `batches[0].owner: must be text without control characters (got "A\t")`)
	assert.EqualError(t, s.Append(ctx, batch("A", 1, "c")), `journal: "A": the journal has grown since it was read`)
	assert.Equal(t, "a b", load(t, s, "A", 0))
	assert.Equal(t, "a", load(t, s, "B", 0))
	assert.Empty(t, load(t, s, "C", 0))
	require.NoError(t, s.Append(ctx, batch("A", 7, ""), batch("B", 1, "b")), "no lines are not stale")
	require.NoError(t, s.Append(ctx, batch("A", 7, "")))
	assert.Equal(t, "a b", load(t, s, "B", 0))
}

func TestNothingIsShared(t *testing.T) {
	t.Parallel()
	s := new(notes)
	for _, mine := range [][]journal.Batch[note]{ // each has a road of its own
		{batch("A", 0, "n0")},
		{batch("A", 1, "n1"), batch("B", 0, "n1")},
	} {
		require.NoError(t, s.Append(ctx, mine...))
		mine[0].Lines[0].Words[0] = "changed"
	}
	for range 2 {
		lines, err := s.Load(ctx, "A", 0)
		require.NoError(t, err)
		assert.Equal(t, []note{{"n0", []string{"of A"}}, {"n1", []string{"of A"}}}, lines)
		lines[0].Words[0], lines[1] = "changed", note{}
	}
	data := []byte("state")
	require.NoError(t, s.SaveSnapshot(ctx, "A", journal.Snapshot{After: 1, Last: "n0", Data: data}))
	data[0] = 'X'
	for range 2 {
		snapshot, err := s.LoadSnapshot(ctx, "A")
		require.NoError(t, err)
		assert.Equal(t, journal.Snapshot{After: 1, Last: "n0", Data: []byte("state")}, snapshot)
		snapshot.Data[0] = 'X'
	}
}

func TestSnapshots(t *testing.T) {
	t.Parallel()
	s := new(notes)
	snapshot := func(owner string) string {
		got, err := s.LoadSnapshot(ctx, owner)
		require.NoError(t, err)
		return fmt.Sprint(got.After, got.Last, string(got.Data))
	}
	save := func(owner string, after int, last, data string) {
		require.NoError(t, s.SaveSnapshot(ctx, owner, journal.Snapshot{After: after, Last: last, Data: []byte(data)}))
	}
	save("A", 1, "a", "no lines")
	assert.Equal(t, "0", snapshot("A"))
	require.NoError(t, s.Append(ctx, batch("A", 0, "a b c"), batch("B", 0, "a b c")))
	assert.Equal(t, "0", snapshot("A"))
	save("A", 2, "b", "two")
	assert.Equal(t, "2btwo", snapshot("A"))
	save("A", 1, "a", "earlier")
	save("A", 4, "d", "not there")
	save("A", 3, "b", "of another line")
	assert.Equal(t, "2btwo", snapshot("A"))
	save("A", 2, "b", "again")
	assert.Equal(t, "2bagain", snapshot("A"))
	save("A", 3, "c", "")
	assert.Equal(t, "3c", snapshot("A"))
	assert.Equal(t, "0", snapshot("B"))
}

func TestContextThatHasEnded(t *testing.T) {
	t.Parallel()
	over, cancel := context.WithCancel(ctx)
	cancel()
	s := new(notes)
	require.NoError(t, s.Append(ctx, batch("A", 0, "a b")))
	require.NoError(t, s.SaveSnapshot(ctx, "A", journal.Snapshot{After: 1, Last: "a"}))
	lines, err := s.Load(over, "A", 0)
	assert.ErrorIs(t, err, context.Canceled)
	assert.Nil(t, lines)
	assert.ErrorIs(t, s.Append(over, batch("A", 2, "c")), context.Canceled)
	assert.ErrorIs(t, s.Append(over), context.Canceled)
	snapshot, err := s.LoadSnapshot(over, "A")
	assert.ErrorIs(t, err, context.Canceled)
	assert.Zero(t, snapshot)
	assert.ErrorIs(t, s.SaveSnapshot(over, "A", journal.Snapshot{After: 2, Last: "b"}), context.Canceled)
	assert.Equal(t, "a b", load(t, s, "A", 0))
	snapshot, err = s.LoadSnapshot(ctx, "A")
	require.NoError(t, err)
	assert.Equal(t, 1, snapshot.After)
}

// Writers that each add to two owners, in either order, do not wait for each other for
// ever, and what one of them adds is there in both journals or in none.
func TestWritersOfTwoOwners(t *testing.T) {
	t.Parallel()
	const writers, each = 8, 50
	s := new(notes)
	var all sync.WaitGroup
	for w := range writers {
		all.Add(1)
		go func() {
			defer all.Done()
			owners := [2]string{"A", "B"}
			if w%2 == 1 {
				owners = [2]string{"B", "A"}
			}
			for i := range each {
				id := fmt.Sprint("w", w, "-", i)
				n, err := 0, journal.ErrStale
				for errors.Is(err, journal.ErrStale) {
					lines, _ := s.Load(ctx, "A", n)
					n += len(lines)
					err = s.Append(ctx, batch(owners[0], n, id), batch(owners[1], n, id))
				}
				assert.NoError(t, err)
				_ = s.SaveSnapshot(ctx, owners[0], journal.Snapshot{After: i + 1, Last: id})
				_, _ = s.LoadSnapshot(ctx, owners[1])
			}
		}()
	}
	all.Wait()
	assert.Len(t, load(t, s, "A", 0), len(load(t, s, "B", 0)))
	assert.Equal(t, load(t, s, "A", 0), load(t, s, "B", 0))
	lines, err := s.Load(ctx, "A", 0)
	require.NoError(t, err)
	assert.Len(t, lines, writers*each)
}

// inside calls with an argument whose name only this module has: its zero value.
func inside[C, J any](call func(C, string, func([]byte) note) J) any {
	var c C
	return call(c, "A", func([]byte) note { return note{} })
}

// Nobody else gets at a journal past its checks.
func TestInsideIsForLedgersOnly(t *testing.T) {
	t.Parallel()
	assert.Nil(t, inside(new(notes).Inside))
}
