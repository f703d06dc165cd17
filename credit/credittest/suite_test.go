package credittest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
)

// recorder is a store that remembers what it was asked to append.
type recorder struct {
	credit.MemoryStore
	mu      sync.Mutex
	entries []credit.Entry
	numbers []int
	loaded  []int
}

func (r *recorder) Load(ctx context.Context, account string, n int) ([]credit.Entry, error) {
	r.mu.Lock()
	r.loaded = append(r.loaded, n)
	r.mu.Unlock()
	return r.MemoryStore.Load(ctx, account, n)
}

func (r *recorder) Append(ctx context.Context, account string, n int, e credit.Entry) error {
	r.mu.Lock()
	r.entries, r.numbers = append(r.entries, e), append(r.numbers, n)
	r.mu.Unlock()
	return r.MemoryStore.Append(ctx, account, n, e)
}

// asked is what one check asks of a store that is right.
func asked(t *testing.T, name string) *recorder {
	t.Helper()
	for _, c := range checks {
		if c.name == name {
			r := new(recorder)
			runCheck(t, name, c.run, r)
			return r
		}
	}
	t.Fatal("there is no check of ", name)
	return nil
}

// has says that a check meets every one of some values.
func has[V comparable](t *testing.T, r *recorder, of func(credit.Entry) V, want ...V) {
	t.Helper()
	seen := map[V]bool{}
	for _, e := range r.entries {
		seen[of(e)] = true
	}
	for _, v := range want {
		assert.True(t, seen[v], "%v is not among %v", v, seen)
	}
}

func TestSuiteHasEveryFieldAtItsLimits(t *testing.T) {
	r := asked(t, "what is read is what was written")
	n := len(r.entries)
	assert.Subset(t, r.loaded, []int{0, 1, n / 2, n - 1, n, n + 1})
	has(t, r, func(e credit.Entry) credit.Kind { return e.Kind }, credit.Purchase, credit.Gift, credit.Allowance, credit.Overdraft,
		credit.Hold, credit.Extend, credit.Capture, credit.Release, credit.Debit, credit.Reversal, credit.Refund)
	has(t, r, func(e credit.Entry) string { return fmt.Sprint(e.Kind, " ", e.Time) },
		"allowance 0s", "allowance 1h30m0s", "allowance 744h0m0s", "overdraft 0s", "purchase 1ns", "purchase 3h0m0s", "hold 50m0s", "hold 10000h0m0s",
		"capture 30m0.000000001s", "debit 59m59.999999999s")
	has(t, r, func(e credit.Entry) string { return e.Price.String() }, "0", "0.01", "169", "123456789.09")
	has(t, r, func(e credit.Entry) string { return e.From.String() }, "1970-01-01", "2169-12-31")
	has(t, r, func(e credit.Entry) string { return e.Plan }, "", "Pro", "Sérénité")
	has(t, r, func(e credit.Entry) time.Duration { return e.Block }, 0, 1, 24*time.Hour)
	has(t, r, func(e credit.Entry) int { return e.At.Nanosecond() }, 0, 1, 123_456_789, 999_999_999)
	has(t, r, func(e credit.Entry) time.Duration { return e.At.Sub(noon) }, -1, 0, 1, time.Second-1)
	has(t, r, func(e credit.Entry) int { _, offset := e.At.Zone(); return offset },
		0, 5*3600+45*60, -3*3600-30*60, -2670, 3600, 2*3600)
	has(t, r, func(e credit.Entry) time.Duration { return e.Recorded.Sub(e.At) }, 0, 1, -999_999_999)
	has(t, r, func(e credit.Entry) int { return len(e.Parts) }, 0, 1, 2, 16)
	for _, e := range r.entries {
		if len(e.Parts) == 2 {
			assert.Equal(t, []time.Duration{1, 2}, []time.Duration{e.Parts[0].Time, e.Parts[1].Time})
		}
	}
}

// A store may refuse what is not valid, and is not asked to take it.
func TestSuiteAppendsValidEntries(t *testing.T) {
	for _, c := range checks {
		for _, e := range asked(t, c.name).entries {
			assert.NoError(t, e.Validate(), "%s: %+v", c.name, e)
		}
	}
}

func TestSuiteHasTheLongestTexts(t *testing.T) {
	r := asked(t, "ids of any text")
	has(t, r, func(e credit.Entry) string { return fmt.Sprint(len(e.ID), " bytes, ", len([]rune(e.ID))) },
		"128 bytes, 128", "127 bytes, 127", "128 bytes, 64", "128 bytes, 32")
	has(t, r, func(e credit.Entry) string { return e.Ticket }, texts()[0])
	has(t, r, func(e credit.Entry) string { return e.Of }, texts()[1])
}

func TestSuiteAppendsUnderWrongNumbers(t *testing.T) {
	for _, name := range []string{"an empty account", "numbers without gaps"} {
		assert.Contains(t, asked(t, name).numbers, -1, name)
	}
}

// Neither ids nor instants give the order of a journal away.
func TestGiftsAreInNoOrder(t *testing.T) {
	const n = 300
	ids, instants := map[string]bool{}, map[time.Time]bool{}
	earlier, later, smaller := 0, 0, 0
	entries := gifts(n)
	for i, e := range entries {
		ids[e.ID], instants[e.At] = true, true
		require.NoError(t, e.Validate())
		require.Less(t, e.At.Sub(noon).Abs(), n*time.Minute)
		if i > 0 && e.At.Before(entries[i-1].At) {
			earlier++
		}
		if i > 0 && e.At.After(entries[i-1].At) {
			later++
		}
		if i > 0 && e.ID < entries[i-1].ID {
			smaller++
		}
	}
	assert.Len(t, ids, n)
	assert.Greater(t, len(instants), n/4)
	assert.Greater(t, earlier, n/4)
	assert.Greater(t, later, n/4)
	assert.Greater(t, smaller, n/4)
}

// A context ends after some entries were taken, and not before.
func TestContextEndsOnTheWay(t *testing.T) {
	r := asked(t, "a context that ends")
	assert.Greater(t, len(r.entries), 5)
}

// polite is a store that never says that it is stale.
type polite struct{ credit.MemoryStore }

func (p *polite) Append(ctx context.Context, account string, n int, e credit.Entry) error {
	_ = p.MemoryStore.Append(ctx, account, n, e)
	return nil
}

func TestSeveralWinnersAreNamed(t *testing.T) {
	k := &check{store: new(polite), ctx: context.Background()}
	checkOneNumber(k)
	require.Len(t, k.faults, 1)
	assert.Contains(t, k.faults[0], "8 of 8 writers were told that they had appended number 1:")
}

func TestFaultsOfACheckAreBounded(t *testing.T) {
	k := new(check)
	for i := range maxFaults + 2 {
		k.wrong("fault %d", i)
	}
	assert.Equal(t, []string{"fault 0", "fault 1", "fault 2", "fault 3", "fault 4"}, k.faults)
}

func TestMessageListsAFewIDs(t *testing.T) {
	assert.Equal(t, `["e0" "e1" "e2" "e3" "e4" "e5" "e6" "e7"]`, idsOf(inOrder(8)))
	assert.Equal(t, `["e0" "e1" "e2" "e3" "e4" "e5" "e6" "e7"] and others`, idsOf(inOrder(9)))
}

func inOrder(n int) (entries []credit.Entry) {
	for i := range n {
		entries = append(entries, gift(fmt.Sprint("e", i)))
	}
	return entries
}
