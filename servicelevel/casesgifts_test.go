package servicelevel_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// The edition "other" has gifts drawn on before what was paid for, though a pack was bought before
// and ends sooner, and the gift that ends first.
func TestGiftsBeforePacks(t *testing.T) {
	t.Parallel()
	list := tale{
		ct: contract("other", servicelevel.Standard, "2026-05-01"), first: "2026-05", more: 4,
		facts: facts(
			pack("M", "2026-05-02 09:00", 5), givenHours("G", "2026-05-03 09:00", 40*time.Minute),
			lapsing(givenHours("E", "2026-05-04 09:00", 30*time.Minute), "2026-07-31"), workAt("T", "2026-05-20 10:00", 75),
		),
		rows: []string{"2026-05 T of 2026-05: 1h15m0s → 1h15m0s by E 30m0s 0.00 G 40m0s 0.00 M 5m0s 3.67"},
		left: credit.Balance{},
	}.told(t)
	list[0].Explain()
	var order []string
	for _, a := range list[0].Assumptions {
		if a.Rule == "D7" {
			order = append(order, a.Choice)
		}
	}
	assert.Equal(t, []string{"gifts_first", "share_of_price"}, order)
}

// Late work draws on the gifts first that were there when it was done, and then on what was left of
// a pack when that ended.
func TestLateWorkDrawsOnGiftsFirst(t *testing.T) {
	t.Parallel()
	work := workAt("T", "2026-05-20 10:00", 75)
	for i := range work {
		work[i].Recorded = wall("2026-07-06 10:00")
	}
	tale{
		ct: contract("other", servicelevel.Standard, "2026-05-01"), first: "2026-05", more: 4,
		facts: facts(
			pack("M", "2026-05-02 09:00", 5), givenHours("G", "2026-05-03 09:00", 40*time.Minute), givenHours("L", "2026-06-03 09:00", 10*time.Minute), work,
		),
		rows: []string{"2026-07 T of 2026-05: 1h15m0s → 1h15m0s by G 40m0s 0.00 L 10m0s 0.00 M 25m0s 18.33"},
		left: credit.Balance{},
	}.told(t)
}

// A state is of the order in which its month was drawn.
func TestOrderOfDrawingIsOfTheFigures(t *testing.T) {
	t.Parallel()
	e := plans.NUXIT()
	ct := contract("nuxit", servicelevel.Standard, "2026-05-01")
	book, err := compiled(e).Open(ct)
	require.NoError(t, err)
	_, state, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	e.Drawing = credit.GiftsFirst
	_, err = compiled(e).Resume(ct, state)
	assert.ErrorContains(t, err, "state.figures")
	e.Drawing = 2
	_, err = servicelevel.Compile(e)
	assert.ErrorContains(t, err, "drawing: must be one of bought, gifts")
	assert.ErrorContains(t, (&plans.Edition{}).UnmarshalJSON([]byte(`{"drawing":"paid"}`)), "drawing: must be one of bought, gifts")
}
