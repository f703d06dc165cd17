package integration

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const writers = 8

// together runs each writer with connections and a ledger of its own, as a
// process would have them.
func together(t *testing.T, d database, address string, write func(w int, apply applier) error) {
	t.Helper()
	var all sync.WaitGroup
	for w := range writers {
		_, store := d.open(t, address)
		l := newLedger(t, store)
		all.Add(1)
		go func() {
			defer all.Done()
			if err := write(w, applier{l}); err != nil {
				t.Error(err)
			}
		}()
	}
	all.Wait()
}

func TestEightWritersOnOneAccount(t *testing.T) {
	const each = 25
	everywhere(t, func(t *testing.T, d database) {
		address := d.address(t)
		_, store := d.open(t, address)
		require.NoError(t, store.Migrate(ctx))
		together(t, d, address, func(w int, a applier) error {
			if err := a.apply("one", gift("gift", writers*each*block)); err != nil { // all eight: it counts once
				return err
			}
			for i := range each {
				if err := a.apply("one", debit(name(name("w", w), i), block)); err != nil {
					return err
				}
			}
			return nil
		})
		a, byID := replayed(t, store, "one")
		assert.Len(t, byID, 1+writers*each)
		assert.Zero(t, available(a))
	})
}

// The time that is there suffices for half of what the writers would draw: it is
// drawn to the end and never beyond.
func TestWritersNeverDrawMoreThanThereIs(t *testing.T) {
	const each, enough = 10, writers * 10 / 2
	everywhere(t, func(t *testing.T, d database) {
		address := d.address(t)
		_, store := d.open(t, address)
		require.NoError(t, store.Migrate(ctx))
		_, err := newLedger(t, store).Apply(ctx, "one", gift("gift", enough*block))
		require.NoError(t, err)
		var mu sync.Mutex
		drawn, refused := 0, 0
		together(t, d, address, func(w int, a applier) error {
			for i := range each {
				err := a.apply("one", debit(name(name("w", w), i), time.Minute))
				mu.Lock()
				switch {
				case err == nil:
					drawn++
				case isShortfall(err):
					refused++
				default:
					mu.Unlock()
					return err
				}
				mu.Unlock()
			}
			return nil
		})
		assert.Equal(t, enough, drawn)
		assert.Equal(t, writers*each-enough, refused)
		a, byID := replayed(t, store, "one")
		assert.Len(t, byID, 1+enough)
		assert.Zero(t, available(a))
	})
}

func TestEightWritersOnAThousandAccounts(t *testing.T) {
	const accounts = 1000
	everywhere(t, func(t *testing.T, d database) {
		address := d.address(t)
		_, store := d.open(t, address)
		require.NoError(t, store.Migrate(ctx))
		together(t, d, address, func(w int, a applier) error {
			for i := range accounts {
				if i%4 != w%4 {
					continue // two writers have each account
				}
				account := name("customer", i)
				if err := a.apply(account, gift("gift", time.Hour)); err != nil {
					return err
				}
				if err := a.apply(account, debit(name("w", w), block)); err != nil {
					return err
				}
			}
			return nil
		})
		for i := range accounts {
			a, byID := replayed(t, store, name("customer", i))
			require.Len(t, byID, 3)
			require.Zero(t, available(a))
		}
	})
}
