package credit_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/credittest"
)

// far is later than anything that is drawn.
var far = time.Date(2027, time.January, 1, 0, 0, 0, 0, time.UTC)

// Whatever is applied, an account takes it as the model does, and comes to what
// the model adds up.
func TestAccountIsWhatTheModelAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := credittest.Terms().Draw(t, "terms")
		m, err := credittest.NewModel(terms)
		require.NoError(t, err)
		a := account(t, terms)
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			e := credittest.Entry(m.Entries()).Draw(t, "entry")
			before := state(a)
			r, err := a.Apply(e)
			if got, want := credittest.VerdictOf(err), m.Apply(e); got != want {
				t.Fatalf("%+v: %v (%v), the model says %v", e, got, err, want)
			}
			require.Empty(t, a.Broken(), "%+v", e)
			if err != nil {
				require.Equal(t, before, state(a), "refused, %+v changed the account", e)
				continue
			}
			after := state(a)
			again, err := a.Apply(e)
			require.NoError(t, err)
			require.Equal(t, r, again, "the second time")
			require.Equal(t, after, state(a), "the second time, %+v changed the account", e)
			checkValid(t, a, r)
		}
		require.NoError(t, m.Check(a))
		quarter := rapid.IntRange(0, 33*24*4)
		start := time.Date(2026, time.April, 30, 18, 0, 0, 0, time.UTC)
		on := start.Add(time.Duration(quarter.Draw(t, "on")) * 15 * minute)
		known := start.Add(time.Duration(quarter.Draw(t, "known")) * 15 * minute)
		require.Equal(t, m.At(on, known), credittest.SnapshotOf(a.View(on, known)))
		checkReplay(t, a)
	})
}

// state is everything that can be asked of an account.
func state(a *credit.Account) string {
	s := fmt.Sprint(a.Len(), slices.Collect(a.Entries()))
	for _, v := range []credit.View{a.View(far, time.Time{}), a.View(at(1, 0, 0), time.Time{})} {
		s += fmt.Sprint(v.Lots(), v.Balance(), v.Holds(), v.Months(), v.Tickets())
	}
	for e := range a.Entries() {
		r, _ := a.Receipt(e.ID)
		s += fmt.Sprint(r, a.Trail(e.ID))
	}
	return s
}

// checkValid says that what is shown is what a reader accepts: figures that add up
// and are not negative.
func checkValid(t *rapid.T, a *credit.Account, r credit.Receipt) {
	require.NoError(t, r.Validate(), "%+v", r)
	for _, v := range []credit.View{a.View(far, time.Time{}), a.View(r.At, time.Time{}), a.View(r.At, r.At)} {
		for _, l := range v.Lots() {
			require.NoError(t, l.Validate(), "%+v", l)
		}
		for _, m := range v.Months() {
			require.NoError(t, m.Validate(), "%+v", m)
			require.Equal(t, m, v.Month(m.Month))
		}
		for _, u := range v.Tickets() {
			require.NoError(t, u.Validate(), "%+v", u)
		}
	}
	for _, l := range a.View(far, time.Time{}).Lots() {
		if l.Used == l.Time {
			require.Equal(t, l.Price, l.Earned, "used up, and not earned: %+v", l)
		}
	}
}

// checkReplay says that a fold split anywhere is the fold in one go.
func checkReplay(t *rapid.T, a *credit.Account) {
	entries := slices.Collect(a.Entries())
	cut := rapid.IntRange(0, len(entries)).Draw(t, "cut")
	b := account(t, a.Terms())
	require.NoError(t, b.Replay(entries[:cut]))
	b = b.Clone()
	require.NoError(t, b.Replay(entries[cut:]))
	require.Empty(t, b.Broken())
	require.Equal(t, state(a), state(b))
}
