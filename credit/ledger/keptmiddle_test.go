package ledger

import (
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
)

// An account that was left in the middle of an entry is not kept, nor is its journal locked.
func TestLeftInTheMiddle(t *testing.T) {
	ctx := t.Context()
	l, err := New(new(Memory), credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}})
	require.NoError(t, err)
	gift := Entry{ID: "g", Kind: credit.Gift, At: time.Unix(0, 0), Time: time.Hour}
	for range 2 { // not locked yet, and locked
		_, err = l.Apply(ctx, "acme", gift)
		require.NoError(t, err)
		assert.Panics(t, func() {
			x, err := l.take(ctx, "acme", false)
			require.NoError(t, err)
			defer l.put(x)
			_ = l.add(ctx, "acme", &x.Value, new(doing), []Entry{{ID: "h", Kind: credit.Kind(len(fieldsOf))}})
		})
		assert.Zero(t, l.Remembered())
		gift.ID += "g"
	}
	a, err := l.Account(ctx, "acme")
	require.NoError(t, err)
	assert.Equal(t, 2, a.Len())
	_, err = l.Apply(ctx, "acme", Entry{ID: "d", Kind: credit.Debit, At: time.Unix(0, 0), Time: 9 * time.Hour})
	require.Error(t, err)
	assert.Equal(t, 1, l.Remembered(), "a refusal leaves it whole")
}

// What is refused leaves nothing behind in the store.
func TestRefusedLeavesNoJournal(t *testing.T) {
	s := new(Memory)
	l, err := New(s, credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}})
	require.NoError(t, err)
	_, err = l.Apply(t.Context(), "acme", Entry{ID: "d", Kind: credit.Debit, At: time.Unix(0, 0), Time: time.Hour})
	var short *credit.ShortfallError
	require.ErrorAs(t, err, &short)
	assert.Zero(t, reflect.ValueOf(s).Elem().FieldByName("owners").Len())
	assert.Zero(t, l.Remembered())
}
