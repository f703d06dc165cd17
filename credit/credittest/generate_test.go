package credittest_test

import (
	"regexp"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/credittest"
	"github.com/palier-go/palier/credit/ledger"
)

// drawn is how many entries are drawn where shares of them are looked at. Each has
// a seed of its own, so that the shares are the same in every run.
const drawn = 2000

// share says that a part of all is from one to another of a hundred.
func share(t *testing.T, what string, part, all, from, to int) {
	t.Helper()
	require.Positive(t, all, what)
	if part*100 < all*from || part*100 > all*to {
		t.Errorf("%s: %d of %d, not from %d to %d %%", what, part, all, from, to)
	}
}

// The first entry of an account is mostly one that needs no other.
func TestFirstEntriesDrawn(t *testing.T) {
	first, last := may(-33, 18, 0), may(32, 4, 0) // with a nanosecond more or less
	kinds, instants := map[credit.Kind]int{}, map[time.Time]int{}
	var acting, late, early, nudged, long int
	for seed := range drawn {
		e := credittest.Entry(nil).Example(seed)
		require.NoError(t, e.Validate())
		require.Equal(t, "e1", e.ID)
		require.False(t, e.At.Before(first.Add(-1)) || e.At.After(last.Add(1)), "%v", e.At)
		require.LessOrEqual(t, e.Time, 10*time.Hour+time.Minute+1)
		require.False(t, e.Price.GreaterThan(decimal.NewFromInt(300)), "%v", e.Price)
		kinds[e.Kind]++
		instants[e.At.Round(time.Minute)]++
		if e.Of != "" {
			acting++
		}
		if e.Recorded.After(e.At) {
			late++
		} else if !e.Recorded.IsZero() {
			early++
		}
		switch e.At.Nanosecond() {
		case 999_999_999:
			nudged++
		case 0, 1:
		default:
			t.Errorf("%v", e.At)
		}
		if e.Time > time.Hour {
			long++
		}
	}
	assert.Len(t, kinds, int(credit.Sale), "every kind")
	assert.Greater(t, len(instants), 4*40, "nearly every quarter of an hour")
	share(t, "acts on others", acting, drawn, 1, 10)
	share(t, "recorded later", late, drawn, 15, 40)
	share(t, "recorded before", early, drawn, 5, 20)
	share(t, "a nanosecond early", nudged, drawn, 3, 20)
	share(t, "above an hour", long, drawn, 10, 60)
}

// What acts on others acts mostly on what no other has ended, and after it.
func TestLaterEntriesDrawn(t *testing.T) {
	at := may(12, 0, 0)
	there := []ledger.Entry{
		{ID: "h1", Kind: credit.Hold, At: at, Time: time.Hour},
		{ID: "l", Kind: credit.Release, At: at, Of: "h1"},
		{ID: "e5", Kind: credit.Hold, At: at, Time: time.Hour},
		{ID: "x", Kind: credit.Extend, At: at, Of: "e5", Time: 1},
	}
	var acting, open, after int
	for seed := range drawn {
		e := credittest.Entry(there).Example(seed)
		require.Equal(t, "e6", e.ID, "e5 is taken")
		if e.Kind != credit.Extend && e.Kind != credit.Capture && e.Kind != credit.Release {
			continue
		}
		acting++
		if e.Of != "e5" {
			continue
		}
		open++
		if !e.At.Before(at) && e.At.Before(at.Add(3*time.Hour)) {
			after++
		}
	}
	share(t, "acts on holds", acting, drawn, 15, 50)
	share(t, "acts on the open one", open, acting, 75, 98)
	share(t, "after it", after, open, 60, 95)
}

// Half of the instants follow what was there.
func TestInstantsDrawn(t *testing.T) {
	at := may(12, 0, 0)
	there := []ledger.Entry{{ID: "g", Kind: credit.Gift, At: at, Time: time.Hour}}
	var after, marches int
	for seed := range drawn {
		switch e := credittest.Entry(there).Example(seed); {
		case !e.At.Before(at.Add(-1)) && e.At.Before(at.Add(13*time.Hour)):
			after++
		case e.At.Month() == time.March:
			marches++
		}
	}
	share(t, "after the last", after, drawn, 35, 65)
	share(t, "in March", marches, drawn, 10, 40)
}

// Plans change on all kinds of days, with names and blocks of their own.
func TestPlansDrawn(t *testing.T) {
	days, names, blocks := map[int]int{}, map[string]int{}, map[time.Duration]int{}
	n := 0
	for seed := range drawn {
		if e := credittest.Entry(nil).Example(seed); e.Kind == credit.Allowance {
			n++
			days[e.From.Day]++
			names[e.Plan]++
			blocks[e.Block]++
		}
	}
	require.Greater(t, len(days), 20)
	require.Len(t, names, 3)
	require.Len(t, blocks, 5)
	share(t, "from the first of a month", days[1], n, 15, 60)
	share(t, "with the block of the terms", blocks[0], n, 25, 75)
}

func TestTariffsDrawn(t *testing.T) {
	var bounded, priced int
	half := regexp.MustCompile(`^(\d+h)?(30m|0m)0s$`)
	for seed := range drawn / 10 {
		tariff := credittest.Tariffs().Example(seed)
		require.NoError(t, tariff.Validate())
		for _, p := range tariff.Packs {
			require.Regexp(t, half, p.Time.String())
			require.LessOrEqual(t, p.Time, 24*time.Hour)
			require.False(t, p.Price.GreaterThan(decimal.NewFromInt(1000)), "%v", p.Price)
		}
		if tariff.Minimum != 0 {
			bounded++
			require.GreaterOrEqual(t, tariff.Minimum, time.Hour)
		}
		if len(credittest.Terms().Example(seed).Tariff.Packs) > 0 {
			priced++
		}
	}
	share(t, "with a minimum", bounded, drawn/10, 30, 70)
	share(t, "terms with a tariff", priced, drawn/10, 30, 70)
}
