package credittest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/credit/ledger"
)

// recorder is a store that remembers what it was asked.
type recorder struct {
	ledger.Memory
	mu      sync.Mutex
	batches []journal.Batch[ledger.Entry]
	taken   []ledger.Entry
	loaded  []int
	data    []int
}

func (r *recorder) Load(ctx context.Context, owner string, after int) ([]ledger.Entry, error) {
	r.mu.Lock()
	r.loaded = append(r.loaded, after)
	r.mu.Unlock()
	return r.Memory.Load(ctx, owner, after)
}

func (r *recorder) Append(ctx context.Context, batches ...journal.Batch[ledger.Entry]) error {
	err := r.Memory.Append(ctx, batches...)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.batches = append(r.batches, batches...)
	for _, b := range batches {
		if err == nil {
			r.taken = append(r.taken, b.Lines...)
		}
	}
	return err
}

func (r *recorder) SaveSnapshot(ctx context.Context, owner string, s journal.Snapshot) error {
	r.mu.Lock()
	r.data = append(r.data, len(s.Data))
	r.mu.Unlock()
	return r.Memory.SaveSnapshot(ctx, owner, s)
}

// asked is what one check asks of a store that is right.
func asked(t *testing.T, name string) *recorder {
	t.Helper()
	for _, p := range partsOf[ledger.Entry]() {
		if p.name == name {
			r := new(recorder)
			runPart(t, p, EntryLines(), r)
			return r
		}
	}
	t.Fatal("there is no check of ", name)
	return nil
}

// has says that a check meets every one of some values.
func has[V comparable](t *testing.T, r *recorder, of func(ledger.Entry) V, want ...V) {
	t.Helper()
	seen := map[V]bool{}
	for _, e := range r.taken {
		seen[of(e)] = true
	}
	for _, v := range want {
		assert.True(t, seen[v], "%v is not among %v", v, seen)
	}
}

func TestSuiteHasEveryFieldAtItsLimits(t *testing.T) {
	r := asked(t, "what is read is what was written")
	n := len(specimens())
	assert.Subset(t, r.loaded, []int{0, 1, n / 2, n - 1, n, n + 1})
	has(t, r, func(e ledger.Entry) credit.Kind { return e.Kind }, credit.Purchase, credit.Gift, credit.Allowance, credit.Overdraft,
		credit.Hold, credit.Extend, credit.Capture, credit.Release, credit.Debit, credit.Reversal, credit.Refund, credit.Forfeit, credit.Transfer, credit.Sale)
	has(t, r, func(e ledger.Entry) string { return fmt.Sprint(e.Kind, " ", e.Time) },
		"allowance 0s", "allowance 1h30m0s", "allowance 744h0m0s", "overdraft 0s", "purchase 1ns", "purchase 3h0m0s", "hold 50m0s", "hold 10000h0m0s",
		"capture 30m0.000000001s", "debit 59m59.999999999s")
	has(t, r, func(e ledger.Entry) string { return e.Price.String() }, "0", "0.01", "169", "123456789.09")
	has(t, r, func(e ledger.Entry) string { return e.From.String() }, "1970-01-01", "2169-12-31")
	has(t, r, func(e ledger.Entry) string { return e.Plan }, "", "Pro", "Sérénité")
	has(t, r, func(e ledger.Entry) time.Duration { return e.Block }, 0, 1, 24*time.Hour)
	has(t, r, func(e ledger.Entry) int { return e.At.Nanosecond() }, 0, 1, 123_456_789, 999_999_999)
	has(t, r, func(e ledger.Entry) time.Duration { return e.At.Sub(noon) }, -1, 0, 1, time.Second-1)
	has(t, r, func(e ledger.Entry) int { _, offset := e.At.Zone(); return offset },
		0, 5*3600+45*60, -3*3600-30*60, -2670, 3600, 2*3600)
	has(t, r, func(e ledger.Entry) time.Duration { return e.Recorded.Sub(e.At) }, 0, 1, -999_999_999)
	has(t, r, func(e ledger.Entry) int { return len(e.Parts) }, 0, 1, 2, 16)
	for _, e := range r.taken {
		if len(e.Parts) == 2 {
			assert.Equal(t, []time.Duration{1, 2}, []time.Duration{e.Parts[0].Time, e.Parts[1].Time})
		}
	}
}

func TestSuiteHasTheLongestTexts(t *testing.T) {
	r := asked(t, "ids of any text")
	has(t, r, func(e ledger.Entry) string { return fmt.Sprint(len(e.ID), " bytes, ", len([]rune(e.ID))) },
		"128 bytes, 128", "127 bytes, 127", "128 bytes, 64", "128 bytes, 32")
	has(t, r, func(e ledger.Entry) string { return e.Ticket }, strings.Repeat("x", 128))
	has(t, r, func(e ledger.Entry) string { return e.Of }, strings.Repeat("x", 127))
}

func TestSuiteHasLargeBatches(t *testing.T) {
	longest := 0
	for _, b := range asked(t, "batches of many lines").batches {
		longest = max(longest, len(b.Lines))
	}
	assert.Greater(t, longest, 150)
	assert.Subset(t, asked(t, "data of snapshots").data, []int{0, 1, 256, 3 << 20})
}

// What is to be refused for one reason has no other fault.
func TestSuiteRefusesForOneReason(t *testing.T) {
	for _, name := range []string{"names of owners", "what is not valid", "ids within a batch"} {
		reasons := map[string]bool{}
		for _, b := range asked(t, name).batches {
			if err := journal.CheckBatches([]journal.Batch[ledger.Entry]{b}); err != nil {
				reasons[err.Error()] = true
			}
		}
		assert.NotEmpty(t, reasons, name)
	}
	for _, name := range badNames() {
		assert.Error(t, journal.CheckLoad(name, 0), "%q", name)
	}
	seen := map[string]bool{}
	for _, e := range invalidEntries() {
		seen[fmt.Sprint(e.Validate())] = true
	}
	assert.Len(t, seen, len(invalidEntries()))
	assert.NotContains(t, seen, "<nil>")
}

// Neither ids nor instants give the order of a journal away.
func TestMixedLinesAreInNoOrder(t *testing.T) {
	const n = 300
	ids, instants := map[string]bool{}, map[time.Time]bool{}
	earlier, later, smaller := 0, 0, 0
	entries := EntryLines().mixed(n)
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
	assert.Greater(t, len(r.taken), 5)
}

// polite is a store that never says that it is stale.
type polite struct{ ledger.Memory }

func (p *polite) Append(ctx context.Context, batches ...journal.Batch[ledger.Entry]) error {
	_ = p.Memory.Append(ctx, batches...)
	return nil
}

func entryCheck(store ledger.Store) *check[ledger.Entry, *ledger.Entry] {
	return &check[ledger.Entry, *ledger.Entry]{lines: EntryLines(), store: store, ctx: context.Background()}
}

func TestSeveralWinnersAreNamed(t *testing.T) {
	k := entryCheck(new(polite))
	checkOneNumber(k)
	require.Len(t, k.faults, 1)
	assert.Contains(t, k.faults[0], "8 of 8 writers were told that they had appended number 1:")
}

func TestFaultsOfACheckAreBounded(t *testing.T) {
	k := entryCheck(nil)
	for i := range maxFaults + 2 {
		k.wrong("fault %d", i)
	}
	assert.Equal(t, []string{"fault 0", "fault 1", "fault 2", "fault 3", "fault 4"}, k.faults)
}

func TestMessageListsAFew(t *testing.T) {
	ids := []string{"e0", "e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8"}
	assert.Equal(t, `["e0" "e1" "e2" "e3" "e4" "e5" "e6" "e7"]`, few(ids[:8]))
	assert.Equal(t, `["e0" "e1" "e2" "e3" "e4" "e5" "e6" "e7"] and others`, few(ids))
	var batches []journal.Batch[ledger.Entry]
	for _, id := range ids[:5] {
		batches = append(batches, batch(id, 1, giftOf("g", 0)))
	}
	k := entryCheck(nil)
	assert.Equal(t, `["e0" 1 ["g"] "e1" 1 ["g"] "e2" 1 ["g"] "e3" 1 ["g"]]`, k.describe(batches[:4]))
	assert.Equal(t, `["e0" 1 ["g"] "e1" 1 ["g"] "e2" 1 ["g"] "e3" 1 ["g"] …]`, k.describe(batches))
}
