package creditsql_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit/creditsql"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/credit/ledger"
)

// Whatever is asked first of a store with tables of another version than it knows is
// refused, and nothing is read or written.
func TestOtherTablesAreRefused(t *testing.T) {
	for made, message := range map[int64]string{
		0: "there are no tables, this program needs those of version 4: Migrate makes them",
		1: "the tables are of version 1, this program needs version 4: Migrate brings them up to date",
		3: "the tables are of version 3, this program needs version 4: Migrate brings them up to date",
		5: "the tables are of version 5, this program knows versions up to 4",
	} {
		f := func() *fake { return &fake{version: func() (int64, error) { return made, nil }} }
		both(t, f, func(t *testing.T, f *fake, s ledger.Store) {
			_, load := s.Load(ctx, "a", 0)
			_, snapshot := s.LoadSnapshot(ctx, "a")
			for op, err := range map[string]error{
				`load "a"`:                   load,
				`load snapshot "a"`:          snapshot,
				`append "a", entry 3`:        s.Append(ctx, batch("a", 2, purchase)),
				`append "b", entry 1`:        s.Append(ctx, batch("b", 0, purchase, debit)),
				`save snapshot "a", entry 2`: s.SaveSnapshot(ctx, "a", journal.Snapshot{After: 2, Last: "d"}),
			} {
				assert.EqualError(t, err, "creditsql: "+op+": "+message)
				var other *creditsql.SchemaError
				require.ErrorAs(t, err, &other)
				assert.Equal(t, creditsql.SchemaError{Version: int(made), Known: 4}, *other)
			}
			assert.Empty(t, f.calls())
		})
	}
}

// Once the right tables were found the database is not asked for their version again,
// neither by the store nor in a transaction; before that it is asked each time.
func TestTablesAreLookedAtOnce(t *testing.T) {
	for _, d := range dialects {
		made, down := int64(0), errors.New("down")
		f := &fake{}
		f.version = func() (int64, error) { return made, down }
		s := store(t, f, d)
		_, err := s.Load(ctx, "a", 0)
		assert.EqualError(t, err, `creditsql: load "a": down`)
		down = nil
		_, err = s.Load(ctx, "a", 0)
		assert.ErrorAs(t, err, new(*creditsql.SchemaError))
		made = latest
		asked := f.asks()
		for range 3 {
			_, err = s.Load(ctx, "a", 0)
			require.NoError(t, err)
		}
		assert.Equal(t, asked+2, f.asks())
		require.NoError(t, s.With(mustBegin(t, f)).Append(ctx, batch("a", 0, purchase)))
		assert.Equal(t, asked+2, f.asks())
	}
}
