package credit

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/palier-go/palier/internal/fault"
)

// maxAttempts bounds how often an entry is tried against a Store that others
// append to.
const maxAttempts = 16

// BusyError says that others appended to an account before each of the attempts
// to. The entry was not applied and may be tried again. errors.Is finds ErrStale.
type BusyError struct {
	Account  string
	ID       string
	Attempts int
}

// Error implements error.
func (e *BusyError) Error() string {
	return fmt.Sprintf("credit: %q was not applied to %q: others were faster %d times", e.ID, e.Account, e.Attempts)
}

// Unwrap returns ErrStale.
func (e *BusyError) Unwrap() error { return ErrStale }

// Ledger keeps many accounts over a Store, all under the same terms. It is safe
// for concurrent use, by many goroutines and by many processes on one Store: what
// two of them do to one account happens in some order, and what they do to two
// accounts does not wait.
//
// It remembers the accounts it has read, as long as Forget does not let go of
// them; a process that sees millions of accounts calls it.
type Ledger struct {
	store Store
	empty *Account // of the ledger's terms

	mu       sync.Mutex
	accounts map[string]*kept
}

// kept is an account as it was last read. Who has put a token into turn has it.
type kept struct {
	turn    chan struct{}
	account Account
}

// NewLedger returns a ledger over a store.
func NewLedger(store Store, terms Terms) (*Ledger, error) {
	a, err := NewAccount(terms)
	if err != nil {
		return nil, err
	}
	if store == nil {
		return nil, fault.New("store", nil, "must be given")
	}
	return &Ledger{store: store, empty: a, accounts: map[string]*kept{}}, nil
}

// Apply adds an entry to an account, as Account.Apply does, and to the store. The
// name of an account is text like an id. An entry is refused only after the
// store was asked for what others have added.
//
// Where the context ends or the store fails, it is not known whether the entry
// was added: to apply it again under its id is safe. A *BusyError says that it
// was not.
func (l *Ledger) Apply(ctx context.Context, account string, e Entry) (Receipt, error) {
	if err := e.Validate(); err != nil {
		return Receipt{}, err
	}
	k, err := l.take(ctx, account)
	if err != nil {
		return Receipt{}, err
	}
	defer l.leave(account, k)
	for range maxAttempts {
		i, err := l.attempt(ctx, account, k, &e)
		if err == nil {
			var r Receipt
			k.account.receipt(&r, i)
			return r, nil
		}
		if !errors.Is(err, ErrStale) {
			return Receipt{}, err
		}
		if err := l.refresh(ctx, account, k); err != nil {
			return Receipt{}, err
		}
	}
	return Receipt{}, &BusyError{account, e.ID, maxAttempts}
}

// attempt applies an entry to what is known of the account and appends it. It
// returns ErrStale where the store has more.
func (l *Ledger) attempt(ctx context.Context, account string, k *kept, e *Entry) (int32, error) {
	n := k.account.Len()
	i, repeated, err := k.account.apply(e)
	if err != nil {
		if more := l.refresh(ctx, account, k); more != nil {
			return 0, more
		}
		if k.account.Len() > n {
			return 0, ErrStale
		}
		return 0, err
	}
	if repeated {
		return i, nil
	}
	if err := l.store.Append(ctx, account, n, k.account.entry(i)); err != nil {
		k.account.cut(n)
		return 0, err
	}
	return i, nil
}

// Account returns a copy of an account as it is in the store, to ask questions
// of. An account that has no entries is empty.
func (l *Ledger) Account(ctx context.Context, account string) (*Account, error) {
	k, err := l.take(ctx, account)
	if err != nil {
		return nil, err
	}
	defer l.leave(account, k)
	if err := l.refresh(ctx, account, k); err != nil {
		return nil, err
	}
	return k.account.Clone(), nil
}

// Forget lets go of the memory of an account; it is read again when it is next
// asked for.
func (l *Ledger) Forget(account string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.accounts, account)
}

// take returns the account once nobody else has it, read at least once.
func (l *Ledger) take(ctx context.Context, account string) (*kept, error) {
	if reason := badText(account); reason != "" {
		return nil, fault.New("account", account, reason)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	l.mu.Lock()
	k := l.accounts[account]
	if k == nil {
		k = &kept{turn: make(chan struct{}, 1)}
		k.account.resetAs(l.empty)
		l.accounts[account] = k
	}
	l.mu.Unlock()
	select {
	case k.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if k.account.Len() == 0 {
		if err := l.refresh(ctx, account, k); err != nil {
			l.leave(account, k)
			return nil, err
		}
	}
	return k, nil
}

// leave lets the next one have the account. What has no entries is not kept.
func (l *Ledger) leave(account string, k *kept) {
	if k.account.Len() == 0 {
		l.mu.Lock()
		if l.accounts[account] == k {
			delete(l.accounts, account)
		}
		l.mu.Unlock()
	}
	<-k.turn
}

// refresh reads what others have added.
func (l *Ledger) refresh(ctx context.Context, account string, k *kept) error {
	n := k.account.Len()
	entries, err := l.store.Load(ctx, account, n)
	if err != nil {
		return err
	}
	err = k.account.Replay(entries)
	var damaged *JournalError
	if errors.As(err, &damaged) {
		damaged.Line += n
	}
	return err
}

// cut takes back the entries behind the first n, by applying those again.
func (a *Account) cut(n int) {
	entries := make([]Entry, 0, n)
	for e := range a.Entries() {
		if len(entries) == n {
			break
		}
		entries = append(entries, e)
	}
	a.resetAs(a)
	_ = a.Replay(entries) // they were applied before
}

// resetAs empties a, to count by the terms of another account.
func (a *Account) resetAs(other *Account) {
	a.fund.reset(other.fund.terms, other.fund.clock.Location())
	a.clear()
}
