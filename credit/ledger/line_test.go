package ledger_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/credit/credittest"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/credit/ledger"
)

// Entries of all kinds come back from lines as they were.
func TestLinesAreEntries(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := account(t, credittest.Terms().Draw(t, "terms"))
		grow(t, a, nil, rapid.IntRange(0, 40).Draw(t, "steps"))
		n := 0
		for want := range a.Entries() {
			line := a.Line(n)
			require.Len(t, line, int(binary.LittleEndian.Uint16(line)))
			require.Equal(t, want, ledger.ReadLine(line))
			n++
		}
	})
}

// What ledgers append to a Memory, and what others append to it, is one journal:
// whoever comes second is told, whoever reads finds all of it, and no id comes twice.
func TestMemoryStoreOfLedgersAndOthers(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := new(ledger.Memory)
	one, other := newLedger(t, s), newLedger(t, s)
	var ids []string
	for i := range 400 {
		id := fmt.Sprint("e", i)
		e := session(id, fmt.Sprint("T", i%7), at(2, 0, i), minute)
		if i == 0 {
			e = purchase(id, at(1, 0, 0), 10_000*hour, "9999")
		}
		var err error
		switch by := i % 9; {
		case by < 6 || i < 90:
			_, err = []*ledger.Ledger{one, other}[i/100%2].Apply(ctx, "A", e)
		case by < 8:
			err = s.Append(ctx, journal.Batch[ledger.Entry]{Owner: "A", After: i, Lines: []ledger.Entry{e}})
		default:
			err = s.Append(ctx, journal.Batch[ledger.Entry]{Owner: "A", After: i, Lines: []ledger.Entry{e}}, journal.Batch[ledger.Entry]{Owner: "B"})
		}
		require.NoError(t, err, id)
		ids = append(ids, id)
		again := journal.Batch[ledger.Entry]{Owner: "A", After: i + 1, Lines: []ledger.Entry{gift(ids[i/2], at(3, 0, 0), minute)}}
		if i%50 == 49 {
			require.ErrorIs(t, s.Append(ctx, again), ledger.ErrStale)
			require.ErrorIs(t, s.Append(ctx, journal.Batch[ledger.Entry]{Owner: "A", After: i, Lines: again.Lines}), ledger.ErrStale)
		}
		if i%20 != 0 {
			continue
		}
		require.NoError(t, s.SaveSnapshot(ctx, "A", journal.Snapshot{After: i/2 + 1, Last: ids[i/2]}))
		snapshot, err := s.LoadSnapshot(ctx, "A")
		require.NoError(t, err)
		require.Equal(t, ids[i/2], snapshot.Last)
	}
	for _, after := range []int{0, 1, 63, 64, 89, 90, 200, 399, 400, 401} {
		lines, err := s.Load(ctx, "A", after)
		require.NoError(t, err)
		var got []string
		for i := range lines {
			got = append(got, lines[i].ID)
		}
		assert.Equal(t, slices.Clone(ids[min(after, 400):]), append([]string{}, got...), after)
	}
	a, err := one.Account(ctx, "A")
	require.NoError(t, err)
	b, err := newLedger(t, s).Account(ctx, "A")
	require.NoError(t, err)
	assert.Equal(t, state(a), state(b))
	assert.Equal(t, 400, a.Len())
}
