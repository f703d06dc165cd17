package ledger_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

// Gifts go first, though a pack ends sooner; of each kind the soonest to end first. What others
// have reserved stays, but what has ended is reserved for nobody.
func TestGiftsFirst(t *testing.T) {
	t.Parallel()
	at := func(day, h int) time.Time { return time.Date(2026, time.June, day, h, 0, 0, 0, time.UTC) }
	terms := credit.Terms{Blocks: credit.Blocks{Size: hour}, Zone: "UTC", Drawing: credit.GiftsFirst}
	for drawing, want := range map[credit.Drawing][]string{
		credit.GiftsFirst: {"e", "g", "p", "q"}, credit.BoughtFirst: {"p", "e", "q", "g"},
	} {
		terms.Drawing = drawing
		a := account(t, terms)
		for _, e := range []ledger.Entry{
			{ID: "q", Kind: credit.Purchase, At: at(1, 8), Time: hour, Price: euros("60")},
			{ID: "p", Kind: credit.Purchase, At: at(2, 8), Time: hour, Price: euros("60"), Until: at(20, 0)},
			{ID: "g", Kind: credit.Gift, At: at(3, 8), Time: hour},
			{ID: "e", Kind: credit.Purchase, At: at(3, 9), Time: hour, Price: euros("0"), Until: at(25, 0)},
		} {
			_, err := a.Apply(e)
			require.NoError(t, err)
		}
		for i, lot := range want {
			r, err := a.Apply(ledger.Entry{ID: string(rune('0' + i)), Kind: credit.Debit, At: at(10+i, 8), Time: hour})
			require.NoError(t, err)
			require.Len(t, r.Draws, 1)
			assert.Equal(t, lot, r.Draws[0].Lot)
		}
	}
	terms.Drawing = credit.GiftsFirst
	a := account(t, terms)
	for _, e := range []ledger.Entry{
		{ID: "p", Kind: credit.Purchase, At: at(2, 8), Time: 2 * hour, Price: euros("60"), Until: at(20, 0)},
		{ID: "g", Kind: credit.Gift, At: at(3, 8), Time: 2 * hour},
		{ID: "h", Kind: credit.Hold, At: at(21, 8), Time: hour},
	} {
		_, err := a.Apply(e)
		require.NoError(t, err)
	}
	r, err := a.Apply(ledger.Entry{ID: "late", Kind: credit.Debit, At: at(10, 8), Recorded: at(22, 8), Time: 3 * hour})
	require.NoError(t, err)
	require.Len(t, r.Draws, 2)
	assert.Equal(t, []any{"g", hour, "p", 2 * hour}, []any{r.Draws[0].Lot, r.Draws[0].Time, r.Draws[1].Lot, r.Draws[1].Time})
	assert.Equal(t, credit.Balance{Held: hour, Available: 0, Used: 3 * hour}, a.View(at(23, 0), time.Time{}).Balance())
}
