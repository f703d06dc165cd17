package credittest_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/credittest"
	"github.com/palier-go/palier/credit/ledger"
)

func TestAccountIsWhatTheModelAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := credittest.Terms().Draw(t, "terms")
		m, err := credittest.NewModel(terms)
		require.NoError(t, err)
		a, err := ledger.NewAccount(terms)
		require.NoError(t, err)
		for range rapid.IntRange(5, 25).Draw(t, "steps") {
			e := credittest.Entry(m.Entries()).Draw(t, "entry")
			require.NoError(t, e.Validate())
			_, err := a.Apply(e)
			if got, want := credittest.VerdictOf(err), m.Apply(e); got != want {
				t.Fatalf("%+v: %v (%v), the model says %v", e, got, err, want)
			}
		}
		require.NoError(t, m.Check(a))
	})
}

func TestEntriesAreAccepted(t *testing.T) {
	var longest int
	rapid.Check(t, func(t *rapid.T) {
		terms := credittest.Terms().Draw(t, "terms")
		entries := credittest.Entries(terms).Draw(t, "entries")
		a, err := ledger.NewAccount(terms)
		require.NoError(t, err)
		require.NoError(t, a.Replay(entries))
		longest = max(longest, len(entries))
	})
	assert.Greater(t, longest, 5)
}

func TestTariffsHaveACheapestOffer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tariff := credittest.Tariffs().Draw(t, "tariff")
		needed := time.Duration(rapid.Int64Range(1, int64(credit.MaxTime)).Draw(t, "needed"))
		offer, err := tariff.Cheapest(needed)
		require.NoError(t, err)
		require.GreaterOrEqual(t, offer.Time, needed)
	})
}

func TestModelVerdicts(t *testing.T) {
	gift := ledger.Entry{ID: "g", Kind: credit.Gift, At: may(1, 0, 0), Time: time.Hour}
	hold := ledger.Entry{ID: "h", Kind: credit.Hold, At: may(2, 0, 0), Ticket: "T", Time: time.Hour}
	capture := acts(credit.Capture, "c", "h", may(3, 0, 0))
	m := model(t, halfHours, gift, hold)
	before := m.Entries()
	late, other, second, beyond, early, much := gift, gift, hold, capture, capture, acts(credit.Extend, "x", "h", may(3, 0, 0))
	late.Recorded = may(9, 0, 0)
	other.Time++
	second.ID, second.Time = "h2", 0
	beyond.Time = time.Hour + 1
	early.At, early.Time = may(1, 0, 0), 1
	much.Time = credit.MaxTime
	two := work("two", "", may(3, 0, 0), 2)
	two.Parts = []credit.Part{{Day: plan("", "", 3, 0).From, Time: 1}, {Day: plan("", "", 4, 0).From, Time: 1}}
	for _, tt := range []struct {
		e    ledger.Entry
		want credittest.Verdict
	}{
		{gift, credittest.Accepted},
		{late, credittest.Accepted},
		{other, credittest.Conflict},
		{ledger.Entry{}, credittest.Invalid},
		{second, credittest.Invalid},
		{much, credittest.Invalid},
		{two, credittest.Invalid},
		{work("d", "", may(3, 0, 0), 1), credittest.Short},
		{acts(credit.Reversal, "r", "h", may(3, 0, 0)), credittest.NoTarget},
		{acts(credit.Reversal, "r", "nobody", may(3, 0, 0)), credittest.NoTarget},
		{beyond, credittest.BeyondHold},
		{early, credittest.Invalid},
	} {
		assert.Equal(t, tt.want, m.Apply(tt.e), "%+v", tt.e)
		assert.Equal(t, before, m.Entries())
		a, err := ledger.NewAccount(halfHours)
		require.NoError(t, err)
		require.NoError(t, a.Replay(before))
		_, err = a.Apply(tt.e)
		assert.Equal(t, tt.want, credittest.VerdictOf(err), "%+v", tt.e)
	}
	require.Equal(t, credittest.Accepted, m.Apply(capture))
	assert.Equal(t, credittest.Closed, m.Apply(acts(credit.Release, "l", "h", may(3, 0, 0))))
	_, err := credittest.NewModel(credit.Terms{})
	assert.Error(t, err)
	_, err = credittest.NewModel(credit.Terms{Blocks: halfHours.Blocks, Zone: "Nowhere/At_All"})
	assert.Error(t, err)
}

func TestCheckNamesTheDifference(t *testing.T) {
	gift := ledger.Entry{ID: "g", Kind: credit.Gift, At: may(1, 0, 0), Time: time.Hour}
	debit := work("d", "", may(2, 0, 0), time.Hour)
	account := func(entries ...ledger.Entry) *ledger.Account {
		a, err := ledger.NewAccount(halfHours)
		require.NoError(t, err)
		require.NoError(t, a.Replay(entries))
		return a
	}
	check := func(a *ledger.Account, want string, terms credit.Terms, entries ...ledger.Entry) {
		t.Helper()
		assert.ErrorContains(t, model(t, terms, entries...).Check(a), want)
	}
	a := account(gift, debit)
	longer, another := gift, gift
	longer.Time++
	another.ID = "another"
	check(a, `entry 1: time of "g" is 1h0m0s, not 1h0m0.000000001s`, halfHours, longer, debit)
	check(a, `entry 2 is "d", the model has 1`, halfHours, gift)
	check(a, "there are 2 entries, the model has 3", halfHours, gift, debit, another)
	hours := credit.Terms{Blocks: credit.Blocks{Size: time.Hour}, Zone: "UTC"}
	debit.Time = time.Minute
	check(account(gift, debit), `receipt {ID:d Kind:debit`, hours, gift, debit)
	p := plan("p", "", 1, time.Hour)
	check(account(p), "at 2026-04-30T23:59:59.999999999Z, known at 0001-01-01T00:00:00Z: balance", hours, p) // May has begun in Paris
	check(account(work("n", "", may(31, 22, 0), 0)), `entry 1: parts of "n" is [{2026-06-01 0s 0s}], not [{2026-05-31 0s 0s}]`, hours, work("n", "", may(31, 22, 0), 0))
}

func TestVerdictText(t *testing.T) {
	for v := credittest.Accepted; v <= credittest.Failed; v++ {
		b, err := json.Marshal(v)
		require.NoError(t, err)
		assert.Equal(t, `"`+v.String()+`"`, string(b))
		var back credittest.Verdict
		require.NoError(t, json.Unmarshal(b, &back))
		assert.Equal(t, v, back)
	}
	_, err := (credittest.Failed + 1).MarshalText()
	assert.Error(t, err)
	assert.Equal(t, "verdict(9)", (credittest.Failed + 1).String())
	v := credittest.Short
	assert.Error(t, v.UnmarshalText([]byte("Short")))
	assert.Equal(t, credittest.Short, v)
}

func TestVerdictOfEveryError(t *testing.T) {
	for want, err := range map[credittest.Verdict]error{
		credittest.Accepted: nil, credittest.Invalid: &credit.FieldError{}, credittest.Conflict: &ledger.ConflictError{},
		credittest.NoTarget: &ledger.TargetError{}, credittest.Closed: &ledger.ClosedError{}, credittest.Short: &credit.ShortfallError{},
		credittest.BeyondHold: &credit.HeldError{}, credittest.InUse: &credit.InUseError{}, credittest.Failed: credit.ErrFull,
	} {
		assert.Equal(t, want, credittest.VerdictOf(err))
		if err != nil {
			assert.Equal(t, want, credittest.VerdictOf(errors.Join(errors.New("while billing"), err)))
		}
	}
}

// Equal accounts have deeply equal snapshots, also if one of them was read from a
// journal in another zone.
func TestSnapshotsCompare(t *testing.T) {
	at := may(1, 0, 0)
	var snapshots []credittest.Snapshot
	for _, loc := range []*time.Location{time.UTC, time.FixedZone("", 3600)} {
		a, err := ledger.NewAccount(halfHours)
		require.NoError(t, err)
		_, err = a.Apply(ledger.Entry{ID: "g", Kind: credit.Gift, At: at.In(loc), Time: time.Hour})
		require.NoError(t, err)
		snapshots = append(snapshots, credittest.SnapshotOf(a.View(at, time.Time{})))
	}
	assert.True(t, reflect.DeepEqual(snapshots[0], snapshots[1]))
	assert.Nil(t, snapshots[0].Tickets)
}
