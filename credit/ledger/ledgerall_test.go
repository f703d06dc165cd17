package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/credit/ledger"
)

// Entries that are applied together are applied as one by one, and appended in one batch.
func TestApplyAll(t *testing.T) {
	ctx := t.Context()
	list := manyEntries(60)
	s := new(counting)
	l := newLedger(t, s)
	one := account(t, halfHours)
	for from := 0; from < len(list); from += 7 {
		got, err := l.ApplyAll(ctx, "acme", list[from:min(from+7, len(list))]...)
		require.NoError(t, err)
		for i, r := range got {
			want, err := one.Apply(list[from+i])
			require.NoError(t, err)
			require.Equal(t, want, r)
		}
	}
	assert.Equal(t, 9, s.appends)
	again, err := l.ApplyAll(ctx, "acme", list...)
	require.NoError(t, err)
	assert.Len(t, again, len(list))
	none, err := l.ApplyAll(ctx, "acme")
	require.NoError(t, err)
	assert.Empty(t, none)
	assert.Equal(t, 9, s.appends, "what is there is not appended again")
	a, err := l.Account(ctx, "acme")
	require.NoError(t, err)
	assert.Equal(t, one.Means(), a.Means())
}

// If one is refused none is applied, here or in the store.
func TestApplyAllOrNone(t *testing.T) {
	ctx := t.Context()
	s := new(counting)
	l := newLedger(t, s)
	pack := purchase("A", at(1, 0, 0), 3*hour, "60")
	short := debit("d", at(2, 0, 0), 4*hour)
	_, err := l.ApplyAll(ctx, "acme", pack, short, gift("g", at(1, 0, 0), hour))
	var shortfall *credit.ShortfallError
	require.ErrorAs(t, err, &shortfall)
	assert.EqualError(t, err, `entries[1]: credit: "d" needs 4h0m0s, 3h0m0s is available, 1h0m0s is missing`)
	_, err = l.Apply(ctx, "acme", short)
	assert.EqualError(t, err, `credit: "d" needs 4h0m0s, 0s is available, 4h0m0s is missing`)
	_, err = l.ApplyAll(ctx, "acme", pack, gift("", at(1, 0, 0), hour))
	assert.ErrorContains(t, err, `entries[1].id: must not be empty`)
	_, err = l.Apply(ctx, "acme", gift("", at(1, 0, 0), hour))
	assert.EqualError(t, err, `id: must not be empty`)
	_, err = l.ApplyAll(ctx, "acme", pack, purchase("A", at(1, 0, 0), 4*hour, "60"))
	assert.ErrorContains(t, err, `entries[1]`)
	assert.Zero(t, s.appends)
	assert.Zero(t, l.Remembered())
}

// snapshots is a store of which the snapshots are lost, or others.
type snapshots struct {
	counting
	saved  int
	fails  error
	change func(*journal.Snapshot)
}

func (s *snapshots) SaveSnapshot(ctx context.Context, owner string, x journal.Snapshot) error {
	s.saved++
	if s.fails != nil {
		return s.fails
	}
	return s.Memory.SaveSnapshot(ctx, owner, x)
}

func (s *snapshots) LoadSnapshot(ctx context.Context, owner string) (journal.Snapshot, error) {
	x, err := s.Memory.LoadSnapshot(ctx, owner)
	if err == nil && s.change != nil {
		s.change(&x)
	}
	return x, err
}

// A long account is saved now and then, and opened from what was saved and what came later;
// whatever becomes of snapshots, it is the same.
func TestLedgerSavesLongAccounts(t *testing.T) {
	ctx := t.Context()
	list := manyEntries(5000)
	want := account(t, halfHours, list...).Means()
	stored := func(fails error) *snapshots {
		s := &snapshots{fails: fails}
		l := newLedger(t, s)
		for batch := range slices.Chunk(list, 256) {
			_, err := l.ApplyAll(ctx, "acme", batch...)
			require.NoError(t, err)
		}
		assert.Equal(t, 4, s.saved)
		return s
	}
	saved := stored(nil)
	for name, c := range map[string]struct {
		store  *snapshots
		change func(*journal.Snapshot)
		loaded int // when it is opened
	}{
		"kept":             {saved, nil, 5000 - 4*1024},
		"lost":             {stored(errors.New("lost")), nil, 5000},
		"spoiled":          {saved, func(x *journal.Snapshot) { x.Data[len(x.Data)/2]++ }, 5000},
		"of other entries": {saved, func(x *journal.Snapshot) { x.After-- }, 5000},
		"of another account": {saved, func(x *journal.Snapshot) {
			x.Data = account(t, halfHours, append(slices.Clone(list[:x.After-1]), gift("other", at(1, 0, 0), 0+minute))...).AppendImage(nil)
		}, 5000},
		"of other terms":    {saved, func(x *journal.Snapshot) { x.Data = account(t, hours).AppendImage(nil) }, 5000},
		"of another format": {saved, func(x *journal.Snapshot) { x.Data = nil }, 5000},
	} {
		s := c.store
		s.change, s.loaded = c.change, 0
		a, err := newLedger(t, s).Account(ctx, "acme")
		require.NoError(t, err, name)
		assert.Equal(t, want, a.Means(), name)
		assert.Equal(t, c.loaded, s.loaded, name)
	}
	short := new(snapshots)
	l := newLedger(t, short)
	_, err := l.ApplyAll(ctx, "acme", list[:1023]...)
	require.NoError(t, err)
	assert.Zero(t, short.saved, "a short account is read from its journal")
	_, err = l.Apply(ctx, "acme", list[1023])
	require.NoError(t, err)
	assert.Equal(t, 1, short.saved)
}

// A snapshot is saved for every 64th part of a long account, so that what saving costs
// grows with the entries alone.
func TestLedgerSavesLongerAccountsLessOften(t *testing.T) {
	ctx := t.Context()
	s := new(snapshots)
	const n = 200_000
	entries := make([]ledger.Entry, n)
	for i := range entries {
		entries[i] = gift(fmt.Sprint("g", i), at(1, 0, 0), minute)
	}
	require.NoError(t, s.Memory.Append(ctx, journal.Batch[ledger.Entry]{Owner: "acme", Lines: entries}))
	l := newLedger(t, s)
	for i := range 2 * n / 64 {
		_, err := l.Apply(ctx, "acme", gift(fmt.Sprint("h", i), at(1, 0, 0), minute))
		require.NoError(t, err)
	}
	assert.Equal(t, 2, s.saved) // the first time since nothing was saved before
}
