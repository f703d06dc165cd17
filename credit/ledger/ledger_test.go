package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/credit/ledger"
)

func newLedger(t testing.TB, s ledger.Store) *ledger.Ledger {
	t.Helper()
	l, err := ledger.New(s, halfHours)
	require.NoError(t, err)
	return l
}

func TestTenHoldsOnOnePack(t *testing.T) {
	ctx := context.Background()
	var store ledger.Memory
	ledgers := []*ledger.Ledger{newLedger(t, &store), newLedger(t, &store), newLedger(t, &store)}
	_, err := ledgers[0].Apply(ctx, "acme", purchase("A", at(1, 0, 0), 3*hour, "169"))
	require.NoError(t, err)
	var ok, short atomic.Int32
	var wg sync.WaitGroup
	for i := range 10 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			_, err := ledgers[i%3].Apply(ctx, "acme", hold(fmt.Sprint("h", i), "", at(2, 0, 0), hour))
			var s *credit.ShortfallError
			switch {
			case err == nil:
				ok.Add(1)
			case errors.As(err, &s):
				short.Add(1)
			default:
				t.Error(err)
			}
		}()
	}
	wg.Wait()
	assert.EqualValues(t, 3, ok.Load())
	assert.EqualValues(t, 7, short.Load())
	var states []string
	for _, l := range append(ledgers, newLedger(t, &store)) {
		a, err := l.Account(ctx, "acme")
		require.NoError(t, err)
		assert.Equal(t, credit.Balance{Held: 3 * hour}, a.View(at(3, 0, 0), time.Time{}).Balance())
		states = append(states, state(a))
	}
	slices.Sort(states)
	assert.Len(t, slices.Compact(states), 1)
}

// Whatever several ledgers did at once to one store, its journal is a serial
// order that explains it: replaying it accepts every entry, and gives each the
// receipt that its caller was given.
func TestConcurrentRunsAreSerial(t *testing.T) {
	ctx := context.Background()
	var store ledger.Memory
	ledgers := []*ledger.Ledger{newLedger(t, &store), newLedger(t, &store)}
	var mu sync.Mutex
	given := map[string]ledger.Receipt{}
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 30 {
				name, id := fmt.Sprint("account", i%3), fmt.Sprintf("e%d-%d", w, i)
				e := debit(id, at(3, w, i), time.Duration(i)*minute)
				switch i % 6 {
				case 0, 1, 2:
					e = purchase(id, at(2, 0, w), 3*hour, "169")
				case 4:
					e = ledger.Entry{ID: fmt.Sprintf("e%d-%d", w, i-3), Kind: credit.Gift, At: at(2, 0, 0), Time: hour}
				}
				r, err := ledgers[(w+i)%2].Apply(ctx, name, e)
				var short *credit.ShortfallError
				var busy *ledger.BusyError
				var conflict *ledger.ConflictError
				if err != nil && !errors.As(err, &short) && !errors.As(err, &busy) && !errors.As(err, &conflict) {
					t.Error(err)
				}
				if err == nil {
					mu.Lock()
					given[name+e.ID] = r
					mu.Unlock()
				}
			}
		}()
	}
	wg.Wait()
	for i := range 3 {
		name := fmt.Sprint("account", i)
		entries, err := store.Load(ctx, name, 0)
		require.NoError(t, err)
		a := account(t, halfHours)
		require.NoError(t, a.Replay(entries))
		for _, e := range entries {
			r, _ := a.Receipt(e.ID)
			assert.Equal(t, given[name+e.ID], r)
		}
		for _, l := range ledgers {
			b, err := l.Account(ctx, name)
			require.NoError(t, err)
			assert.Equal(t, state(a), state(b))
		}
	}
}

func TestLedgerSeesWhatOthersAdded(t *testing.T) {
	ctx := context.Background()
	var store ledger.Memory
	one, two := newLedger(t, &store), newLedger(t, &store)
	_, err := one.Apply(ctx, "acme", purchase("A", at(1, 0, 0), hour, "60"))
	require.NoError(t, err)
	_, err = two.Apply(ctx, "acme", debit("d", at(2, 0, 0), hour))
	require.NoError(t, err)
	_, err = one.Apply(ctx, "acme", debit("e", at(2, 0, 0), hour))
	var short *credit.ShortfallError
	require.ErrorAs(t, err, &short, "one had not read the debit of two")
	_, err = two.Apply(ctx, "acme", purchase("B", at(3, 0, 0), hour, "60"))
	require.NoError(t, err)
	_, err = one.Apply(ctx, "acme", debit("e", at(4, 0, 0), hour))
	require.NoError(t, err, "the refusal was checked against the store")
	first, err := one.Apply(ctx, "acme", debit("d", at(2, 0, 0), hour))
	require.NoError(t, err)
	one.Forget("acme")
	second, err := one.Apply(ctx, "acme", debit("d", at(2, 0, 0), hour))
	require.NoError(t, err)
	assert.Equal(t, first, second)
	_, err = one.Apply(ctx, "acme", debit("d", at(2, 0, 0), minute))
	var conflict *ledger.ConflictError
	require.ErrorAs(t, err, &conflict)
}

// flaky is a store with faults.
type flaky struct {
	ledger.Memory
	load, before, after error
	damage              bool
}

func (s *flaky) Load(ctx context.Context, account string, n int) ([]ledger.Entry, error) {
	entries, err := s.Memory.Load(ctx, account, n)
	if s.damage && len(entries) > 1 {
		entries[1] = entries[0]
	}
	return entries, errors.Join(s.load, err)
}

func (s *flaky) Append(ctx context.Context, batches ...journal.Batch[ledger.Entry]) error {
	if s.before != nil {
		return s.before
	}
	return errors.Join(s.Memory.Append(ctx, batches...), s.after)
}

func TestStoreFaults(t *testing.T) {
	ctx := context.Background()
	broken := errors.New("broken")
	s := &flaky{before: broken}
	l := newLedger(t, s)
	buy := purchase("A", at(1, 0, 0), hour, "60")
	_, err := l.Apply(ctx, "acme", buy)
	require.ErrorIs(t, err, broken)
	s.before, s.after = nil, broken
	_, err = l.Apply(ctx, "acme", buy)
	require.ErrorIs(t, err, broken)
	s.after = nil
	_, err = l.Apply(ctx, "acme", buy)
	require.NoError(t, err, "it was written, and is not written twice")
	a, err := l.Account(ctx, "acme")
	require.NoError(t, err)
	assert.Equal(t, 1, a.Len())

	s.before = ledger.ErrStale
	_, err = l.Apply(ctx, "acme", debit("d", at(2, 0, 0), 1))
	var busy *ledger.BusyError
	require.ErrorAs(t, err, &busy)
	assert.Equal(t, "acme", busy.Owner)
	assert.NotEmpty(t, busy.Error())
	s.load = broken
	_, err = l.Apply(ctx, "acme", debit("d", at(2, 0, 0), 1))
	require.ErrorIs(t, err, broken, "what others have added cannot be read")
	s.before = nil
	_, err = l.Account(ctx, "acme")
	require.ErrorIs(t, err, broken)
	_, err = l.Apply(ctx, "acme", debit("big", at(2, 0, 0), 2*hour))
	require.ErrorIs(t, err, broken)
	_, err = l.Apply(ctx, "other", buy)
	require.ErrorIs(t, err, broken)
	s.load = nil
	_, err = l.Apply(ctx, "acme", debit("d", at(2, 0, 0), 1))
	require.NoError(t, err)
	s.damage = true
	_, err = newLedger(t, s).Account(ctx, "acme")
	var j *ledger.JournalError
	require.ErrorAs(t, err, &j)
	assert.Equal(t, 2, j.Line)
}

func TestLedgerRemembersAccountsWithEntries(t *testing.T) {
	ctx := context.Background()
	broken := errors.New("broken")
	s := new(flaky)
	l := newLedger(t, s)
	_, err := l.Account(ctx, "ghost")
	require.NoError(t, err)
	assert.Zero(t, l.Remembered())
	s.before = broken
	_, err = l.Apply(ctx, "ghost", purchase("A", at(1, 0, 0), hour, "60"))
	require.ErrorIs(t, err, broken)
	assert.Zero(t, l.Remembered())
	s.before = nil
	_, err = l.Apply(ctx, "acme", purchase("A", at(1, 0, 0), hour, "60"))
	require.NoError(t, err)
	assert.Equal(t, 1, l.Remembered())
	l.Forget("acme")
	assert.Zero(t, l.Remembered())
}

func TestLedgerInput(t *testing.T) {
	_, err := ledger.New(nil, halfHours)
	require.Error(t, err)
	_, err = ledger.New(new(ledger.Memory), credit.Terms{})
	require.Error(t, err)
	_, err = ledger.New(new(ledger.Memory), credit.Terms{Blocks: halfHours.Blocks, Zone: "Mars/Olympus"})
	require.Error(t, err)
	l := newLedger(t, new(ledger.Memory))
	_, err = l.Apply(context.Background(), "", debit("d", at(1, 0, 0), 0))
	require.Error(t, err)
	_, err = l.Apply(context.Background(), "acme", ledger.Entry{})
	require.Error(t, err)
	_, err = l.Account(context.Background(), "")
	require.Error(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = l.Apply(ctx, "acme", debit("d", at(1, 0, 0), 0))
	require.ErrorIs(t, err, context.Canceled)
}

// waiting is a store in which an append waits to be let through.
type waiting struct {
	ledger.Memory
	in, out chan struct{}
}

func (s *waiting) Append(ctx context.Context, batches ...journal.Batch[ledger.Entry]) error {
	s.in <- struct{}{}
	<-s.out
	return s.Memory.Append(ctx, batches...)
}

// ending is a context that is over from the second look on.
type ending struct {
	context.Context
	looked bool
}

func (c *ending) Err() error {
	if !c.looked {
		c.looked = true
		return nil
	}
	return c.Context.Err()
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	s := &waiting{in: make(chan struct{}), out: make(chan struct{})}
	l := newLedger(t, s)
	done := make(chan error)
	go func() {
		_, err := l.Apply(context.Background(), "acme", purchase("A", at(1, 0, 0), hour, "60"))
		done <- err
	}()
	<-s.in
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := l.Account(&ending{Context: ctx}, "acme")
	require.ErrorIs(t, err, context.Canceled)
	s.out <- struct{}{}
	require.NoError(t, <-done)
}
