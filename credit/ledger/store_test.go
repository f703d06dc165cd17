package ledger_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit/ledger"
)

func TestDamageBehindWhatWasReadIsNamed(t *testing.T) {
	ctx := context.Background()
	s := new(flaky)
	one, two := newLedger(t, s), newLedger(t, s)
	_, err := one.Apply(ctx, "acme", purchase("A", at(1, 0, 0), hour, "60"))
	require.NoError(t, err)
	for _, id := range []string{"d", "e"} {
		_, err = two.Apply(ctx, "acme", debit(id, at(2, 0, 0), 1))
		require.NoError(t, err)
	}
	s.damage = true
	_, err = one.Account(ctx, "acme")
	var j *ledger.JournalError
	require.ErrorAs(t, err, &j)
	assert.Equal(t, 3, j.Line)
}

// A ledger takes back an entry that was not stored: what it knows of the account is as
// it was, with the parts that were decided.
func TestEntryThatIsNotStored(t *testing.T) {
	ctx := context.Background()
	s := &flaky{}
	l := newLedger(t, s)
	for _, e := range []ledger.Entry{purchase("A", at(1, 0, 0), hour, "60"), hold("h", "T", at(2, 0, 0), 30*minute)} {
		_, err := l.Apply(ctx, "acme", e)
		require.NoError(t, err)
	}
	a, err := l.Account(ctx, "acme")
	require.NoError(t, err)
	before := state(a)
	s.before = ledger.ErrStale
	for _, e := range []ledger.Entry{capture("c", at(2, 0, 0), "h", 1), session("d", "U", at(2, 0, 0), 1), plan("p", "Pro", 1, hour, 0)} {
		_, err := l.Apply(ctx, "acme", e)
		require.ErrorIs(t, err, ledger.ErrStale)
		a, err = l.Account(ctx, "acme")
		require.NoError(t, err)
		assert.Equal(t, before, state(a))
		assert.Empty(t, a.Broken())
	}
}
