package ledger_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/credit/ledger"
)

// counting is a store that counts what it is asked and what it gives.
type counting struct {
	ledger.Memory
	mu                    sync.Mutex
	loads, loaded, stales int
	appends               int
	asked                 map[string]int
}

func (s *counting) Load(ctx context.Context, account string, n int) ([]ledger.Entry, error) {
	entries, err := s.Memory.Load(ctx, account, n)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.asked == nil {
		s.asked = map[string]int{}
	}
	s.asked[account]++
	s.loads++
	s.loaded += len(entries)
	return entries, err
}

func (s *counting) Append(ctx context.Context, batches ...journal.Batch[ledger.Entry]) error {
	err := s.Memory.Append(ctx, batches...)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.appends++
	if err != nil {
		s.stales++
	}
	return err
}

func TestLedgerKeepsNoMoreThanItMay(t *testing.T) {
	ctx := context.Background()
	s := new(counting)
	l := newLedger(t, s)
	l.Keep(100)
	for i := range 500 {
		name := fmt.Sprint("account", i%50)
		_, err := l.Apply(ctx, name, gift(fmt.Sprint("g", i), at(1, 0, 0), minute))
		require.NoError(t, err)
		require.LessOrEqual(t, l.KeptNow(), 100)
	}
	require.Greater(t, l.KeptNow(), 100-2*14, "and not much less")

	// Those that were used last are kept: 10 entries and 4 each.
	clear(s.asked)
	for i := range 50 {
		_, err := l.Apply(ctx, fmt.Sprint("account", 49-i), gift("g0", at(1, 0, 0), minute))
		_ = err // there before, or not
	}
	assert.Zero(t, s.asked["account49"])
	assert.Zero(t, s.asked["account44"])
	assert.Positive(t, s.asked["account1"])

	// One that is used again is not the first to go.
	l.Keep(32)
	require.Equal(t, 2, l.Remembered())
	clear(s.asked)
	for _, name := range []string{"account30", "account31", "account30", "account32", "account30"} {
		_, _ = l.Apply(ctx, name, debit("d", at(1, 0, 0), 0))
	}
	assert.Equal(t, 1, s.asked["account30"])

	l.Keep(0)
	require.Equal(t, 1, l.Remembered(), "the last one")
	clear(s.asked)
	_, err := l.Apply(ctx, "account30", debit("e", at(1, 0, 0), 0))
	require.NoError(t, err)
	assert.Zero(t, s.asked["account30"])
	l.Forget("account30")
	l.Forget("nobody")
	assert.Zero(t, l.Remembered())
	assert.Zero(t, l.KeptNow())
}

func TestLedgerKeepsSoMuchByDefault(t *testing.T) {
	l := newLedger(t, new(ledger.Memory))
	assert.Equal(t, 1<<18, ledger.KeptEntries)
	for i := range 30 {
		_, err := l.Apply(t.Context(), fmt.Sprint("account", i), gift("g", at(1, 0, 0), minute))
		require.NoError(t, err)
	}
	assert.Equal(t, 30, l.Remembered())
}

// What is in use is not let go of, and what is waited for neither.
func TestLedgerKeepsWhatIsUsed(t *testing.T) {
	s := &waiting{in: make(chan struct{}), out: make(chan struct{})}
	l := newLedger(t, s)
	l.Keep(0)
	done := make(chan error)
	for i := range 2 {
		go func() {
			_, err := l.Apply(context.Background(), "acme", purchase(fmt.Sprint("A", i), at(1, 0, 0), hour, "60"))
			done <- err
		}()
	}
	<-s.in
	for i := range 5 {
		_, err := l.Account(context.Background(), fmt.Sprint("other", i))
		require.NoError(t, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := l.Account(&ending{Context: ctx}, "acme")
	require.ErrorIs(t, err, context.Canceled)
	s.out <- struct{}{}
	require.NoError(t, <-done)
	<-s.in
	l.Forget("acme")
	s.out <- struct{}{}
	require.NoError(t, <-done)
	assert.Zero(t, l.Remembered(), "it was forgotten")
}

// Two processes that take turns on a long account fold what is new, and ask once before
// they append: no append is in vain but the first.
func TestLedgersInTurn(t *testing.T) {
	ctx := context.Background()
	s := new(counting)
	require.NoError(t, s.Memory.Append(ctx, journal.Batch[ledger.Entry]{Owner: "acme", Lines: manyEntries(2000)}))
	one, two := newLedger(t, s), newLedger(t, s)
	const rounds = 100
	for i := range rounds {
		for j, l := range []*ledger.Ledger{one, two} {
			_, err := l.Apply(ctx, "acme", gift(fmt.Sprint("g", i, " ", j), far, minute))
			require.NoError(t, err)
		}
	}
	assert.Equal(t, 2*rounds+s.stales, s.appends)
	assert.LessOrEqual(t, s.stales, 2)
	assert.LessOrEqual(t, s.loads, 2*rounds+4)
	assert.LessOrEqual(t, s.loaded, 2*2000+2*rounds+4, "each entry is read once by each")

	// One alone stops asking.
	before := s.loads
	for i := range rounds {
		_, err := one.Apply(ctx, "acme", gift(fmt.Sprint("alone", i), far, minute))
		require.NoError(t, err)
	}
	assert.LessOrEqual(t, s.loads, before+2)
	a, err := two.Account(ctx, "acme")
	require.NoError(t, err)
	b, err := newLedger(t, s).Account(ctx, "acme")
	require.NoError(t, err)
	assert.Equal(t, b.Means(), a.Means())
}

// Many goroutines on many accounts, more than are kept.
func TestKeptConcurrently(t *testing.T) {
	ctx := context.Background()
	s := new(counting)
	ledgers := []*ledger.Ledger{newLedger(t, s), newLedger(t, s)}
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			l := ledgers[w%2]
			for i := range 200 {
				name := fmt.Sprint("account", (i*7+w)%20)
				if _, err := l.Apply(ctx, name, gift(fmt.Sprint(w, " ", i), at(1, 0, 0), minute)); err != nil {
					t.Error(err)
				}
				switch i % 20 {
				case 3:
					l.Forget(name)
				case 7:
					l.Keep(50 + i)
				}
			}
		}()
	}
	wg.Wait()
	total := 0
	for _, l := range ledgers {
		l.Keep(60)
		assert.LessOrEqual(t, l.KeptNow(), 60+100)
	}
	for i := range 20 {
		entries, err := s.Load(ctx, fmt.Sprint("account", i), 0)
		require.NoError(t, err)
		total += len(entries)
	}
	assert.Equal(t, 8*200, total)
}

// A ledger that was not made refuses everything.
func TestZeroLedger(t *testing.T) {
	var l ledger.Ledger
	_, err := l.Apply(t.Context(), "acme", gift("g", at(1, 0, 0), hour))
	require.EqualError(t, err, "ledger: must be made by New")
	_, err = l.Account(t.Context(), "acme")
	require.EqualError(t, err, "ledger: must be made by New")
}

// falling is a store that panics when it is read for the first time.
type falling struct {
	ledger.Memory
	fell bool
}

func (s *falling) Load(ctx context.Context, account string, n int) ([]ledger.Entry, error) {
	if !s.fell {
		s.fell = true
		panic("the store has fallen")
	}
	return s.Memory.Load(ctx, account, n)
}

// Whoever recovers, as a server does, can go on.
func TestLedgerOverAStoreThatPanics(t *testing.T) {
	l := newLedger(t, new(falling))
	assert.Panics(t, func() { _, _ = l.Account(t.Context(), "acme") })
	_, err := l.Apply(t.Context(), "acme", gift("g", at(1, 0, 0), hour))
	require.NoError(t, err)
}

// What another has added makes room for what would be refused, be it one entry.
func TestLedgerAsksBeforeItRefuses(t *testing.T) {
	s := new(ledger.Memory)
	one, two := newLedger(t, s), newLedger(t, s)
	_, err := one.Apply(t.Context(), "acme", gift("g", at(1, 0, 0), hour))
	require.NoError(t, err)
	_, err = two.Apply(t.Context(), "acme", gift("h", at(1, 0, 0), hour))
	require.NoError(t, err)
	_, err = one.Apply(t.Context(), "acme", debit("d", at(2, 0, 0), 2*hour))
	require.NoError(t, err)
}

// An account is read once when it is opened, and once each time that it is asked for.
func TestLedgerReadsOnce(t *testing.T) {
	s := new(counting)
	_, err := newLedger(t, s).Apply(t.Context(), "acme", gift("g", at(1, 0, 0), hour))
	require.NoError(t, err)
	l := newLedger(t, s)
	for loads := 2; loads < 5; loads++ {
		_, err := l.Account(t.Context(), "acme")
		require.NoError(t, err)
		assert.Equal(t, loads, s.loads)
	}
}
