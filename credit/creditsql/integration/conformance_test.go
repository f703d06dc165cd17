package integration

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/credittest"
)

func TestStoreConforms(t *testing.T) {
	everywhere(t, func(t *testing.T, d database) {
		credittest.TestStore(t, func() credit.Store {
			_, s := d.fresh(t)
			return s
		})
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
