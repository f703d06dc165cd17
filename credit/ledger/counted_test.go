package ledger_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

// Work that counts otherwise than it took is charged by what it counts as, on the ticket, in the session
// and in each month that pays for a part of it.
func TestWorkThatCountsMore(t *testing.T) {
	t.Parallel()
	may, june := calendar.Date{Year: 2026, Month: time.May, Day: 31}, calendar.Date{Year: 2026, Month: time.June, Day: 1}
	part := func(d calendar.Date, took, counted time.Duration) credit.Part {
		return credit.Part{Day: d, Time: took * time.Minute, Counted: counted * time.Minute}
	}
	worked := func(id string, parts ...credit.Part) ledger.Entry {
		e := ledger.Entry{ID: id, Kind: credit.Debit, At: time.Date(2026, time.May, 31, 20, 0, 0, 0, time.UTC), Ticket: "T", Parts: parts}
		for _, p := range parts {
			e.Time += p.Time
		}
		return e
	}
	for name, x := range map[string]struct {
		terms   credit.Terms
		entries []ledger.Entry
		want    []time.Duration // charged for each
		months  map[string]time.Duration
	}{
		"as one":  {credit.Terms{}, []ledger.Entry{worked("a", part(may, 60, 75)), worked("b", part(may, 20, 10)), worked("c", part(may, 5, 0))}, []time.Duration{90, 0, 0}, map[string]time.Duration{"2026-05": 90}},
		"one ns":  {credit.Terms{}, []ledger.Entry{worked("a", credit.Part{Day: may, Time: 1, Counted: 30*time.Minute + 1})}, []time.Duration{60}, map[string]time.Duration{"2026-05": 60}},
		"each":    {credit.Terms{Blocks: credit.Blocks{Counting: credit.EachSession}}, []ledger.Entry{worked("a", part(may, 60, 75)), worked("b", part(may, 40, 10))}, []time.Duration{90, 30}, map[string]time.Duration{"2026-05": 120}},
		"minimum": {credit.Terms{Blocks: credit.Blocks{Minimum: 70 * time.Minute}}, []ledger.Entry{worked("a", part(may, 60, 75))}, []time.Duration{100}, map[string]time.Duration{"2026-05": 100}},
		"split": {
			credit.Terms{Paying: credit.SplitAtMidnight},
			[]ledger.Entry{worked("a", part(may, 60, 90), part(june, 60, 45))},
			[]time.Duration{150},
			map[string]time.Duration{"2026-05": 90, "2026-06": 60},
		},
	} {
		x.terms.Blocks.Size = 30 * time.Minute
		a, err := ledger.NewAccount(x.terms)
		require.NoError(t, err)
		_, err = a.Apply(ledger.Entry{ID: "g", Kind: credit.Gift, At: time.Date(2026, time.May, 1, 0, 0, 0, 0, time.UTC), Time: 100 * time.Hour})
		require.NoError(t, err)
		for i, e := range x.entries {
			r, err := a.Apply(e)
			require.NoError(t, err, name)
			assert.Equal(t, x.want[i]*time.Minute, r.Charged, name)
			assert.Equal(t, e.Time, r.Worked, name) // by the clock
		}
		for _, m := range a.View(time.Date(2026, time.July, 1, 0, 0, 0, 0, time.UTC), time.Time{}).Months() {
			assert.Equal(t, x.months[m.Month.String()]*time.Minute, m.Usage.Charged, "%s %s", name, m.Month)
		}
		var journal bytes.Buffer
		require.NoError(t, a.WriteJournal(&journal))
		again, err := ledger.NewAccount(x.terms)
		require.NoError(t, err)
		require.NoError(t, again.ReadJournal(&journal))
		image, err := ledger.NewAccount(x.terms)
		require.NoError(t, err)
		require.NoError(t, image.ReadImage(a.AppendImage(nil)))
		i := 0
		for _, other := range []*ledger.Account{again, image} {
			for e := range other.Entries() {
				if e.Kind == credit.Debit {
					assert.Equal(t, x.entries[i%len(x.entries)].Parts, e.Parts, name)
					i++
				}
			}
			_, err := other.Apply(ledger.Entry{ID: "r", Kind: credit.Reversal, At: x.entries[0].At, Of: "a"})
			require.NoError(t, err)
			for _, e := range x.entries[1:] {
				_, err := other.Apply(ledger.Entry{ID: "r" + e.ID, Kind: credit.Reversal, At: e.At, Of: e.ID})
				require.NoError(t, err)
			}
			assert.Equal(t, 100*time.Hour, other.View(x.entries[0].At, time.Time{}).Balance().Available, name)
		}
	}
}

// What work counts as has its limits.
func TestRefusedCounted(t *testing.T) {
	t.Parallel()
	day := calendar.Date{Year: 2026, Month: time.May, Day: 31}
	for field, p := range map[string]credit.Part{
		"parts[0].counted: must lie from 0 to 10000 h in all":                              {Day: day, Time: time.Hour, Counted: credit.MaxTime + 1},
		"parts[0].counted: must lie from 0 to 10000 h in all (got \"-PT0.000000001S\")":    {Day: day, Time: time.Hour, Counted: -1},
		"parts[0].counted: must be absent, as nothing was worked (got \"PT0.000000001S\")": {Day: day, Counted: 1},
	} {
		e := ledger.Entry{ID: "a", Kind: credit.Debit, At: time.Date(2026, time.May, 31, 20, 0, 0, 0, time.UTC), Time: p.Time, Parts: []credit.Part{p}}
		assert.ErrorContains(t, e.Validate(), field)
	}
	two := []credit.Part{{Day: day, Time: time.Hour, Counted: credit.MaxTime}, {Day: day.AddDays(1), Time: time.Hour, Counted: 1}}
	e := ledger.Entry{ID: "a", Kind: credit.Debit, At: time.Date(2026, time.May, 31, 20, 0, 0, 0, time.UTC), Time: 2 * time.Hour, Parts: two}
	assert.ErrorContains(t, e.Validate(), "parts[1].counted")
	two[0].Counted--
	assert.NoError(t, e.Validate())
}
