package ledger

import (
	"context"
	"errors"

	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/inside"
	"github.com/palier-go/palier/internal/shelf"
)

// keptAccount is an account as its journal was last read.
type keptAccount struct {
	journal inside.Journal // of a Memory, once it was appended to
	saved   int            // entries of the latest snapshot
	// contended is that others append to it too, or that it is not known what the store has.
	// Then it pays to ask for what was added before, as an append would be too late.
	contended bool
	read      bool // it was read, and not left in the middle of an entry
	account   Account
}

// taken is an account that somebody has.
type taken = *shelf.Thing[keptAccount]

// take returns an account once nobody else has it, read at least once; and as it is in the
// store, if it is to be up to date.
func (l *Ledger) take(ctx context.Context, account string, upToDate bool) (taken, error) {
	if err := l.made(); err != nil {
		return nil, err
	}
	if reason := badText(account); reason != "" {
		return nil, fault.New("account", account, reason)
	}
	t, err := l.shelf.Take(ctx, account)
	if err != nil {
		return nil, err
	}
	done := false
	defer func() { // also if the store panics
		if !done {
			l.put(t)
		}
	}()
	switch {
	case !t.Value.read:
		err = l.open(ctx, account, &t.Value)
	case upToDate:
		err = l.refresh(ctx, account, &t.Value)
	}
	if err != nil {
		return nil, err
	}
	done = true
	return t, nil
}

// keptBase is how many entries an account counts for by itself.
const keptBase = 4

// put lets the next one have an account. What has no entries is not kept.
func (l *Ledger) put(t taken) {
	weight := 0
	if k := &t.Value; k.read && k.account.Len() > 0 {
		weight = keptBase + k.account.Len()
	}
	l.shelf.Put(t, weight)
}

// open reads an account from its snapshot, if there is one that can be read, and the
// entries that came later.
func (l *Ledger) open(ctx context.Context, account string, k *keptAccount) error {
	k.saved = 0
	k.account.resetAs(l.empty)
	snapshot, err := l.store.LoadSnapshot(ctx, account)
	if err != nil {
		return err
	}
	if snapshot.After > 0 && k.account.ReadImage(snapshot.Data) == nil {
		if k.account.Len() == snapshot.After && k.account.lastID() == snapshot.Last {
			k.saved = snapshot.After
		} else {
			k.account.resetAs(l.empty) // it is of other entries
		}
	}
	err = l.refresh(ctx, account, k)
	k.read = err == nil
	return err
}

// lock locks the journal of an account, if it has so many entries and no more.
func (k *keptAccount) lock(ctx context.Context, account string, after int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if !k.journal.Lock(after) {
		return &journal.StaleError{Owner: account}
	}
	return nil
}

// apply applies entries, and lists their records. An account that a panic leaves in the middle
// is read anew.
func (k *keptAccount) apply(d *doing, entries []Entry) error {
	d.numbers, k.read = d.numbers[:0], false
	for i := range entries {
		number, _, err := k.account.applyValid(&entries[i])
		if err != nil {
			k.read = true
			return &refusal{i, err}
		}
		d.numbers = append(d.numbers, number)
	}
	k.read = true
	return nil
}

// catchUp asks the store first for an account to which others append too, as long as that
// finds something: one question costs less than an append that comes too late.
func (l *Ledger) catchUp(ctx context.Context, account string, k *keptAccount) error {
	if !k.contended {
		return nil
	}
	n := k.account.Len()
	err := l.refresh(ctx, account, k)
	k.contended = k.account.Len() > n
	return err
}

// refresh reads what others have added.
func (l *Ledger) refresh(ctx context.Context, account string, k *keptAccount) error {
	n := k.account.Len()
	entries, err := l.store.Load(ctx, account, n)
	if err != nil {
		return err
	}
	err = k.account.Replay(entries)
	var damaged *JournalError
	if errors.As(err, &damaged) {
		damaged.Owner, damaged.Line = account, damaged.Line+n
	}
	return err
}

// A snapshot is saved after so many entries, or so large a part of the account if that is
// more: then writing them costs little beside the entries, and reading those that came
// later little beside the snapshot.
const (
	minUnsaved  = 1024
	unsavedPart = 64
)

// save keeps a snapshot of an account, if it is time for one. That it fails changes nothing
// but how long it takes to open the account.
func (l *Ledger) save(ctx context.Context, account string, k *keptAccount, d *doing) {
	n := k.account.Len()
	if n-k.saved < max(minUnsaved, n/unsavedPart) {
		return
	}
	k.saved, d.image = n, k.account.AppendImage(d.image[:0])
	_ = l.store.SaveSnapshot(ctx, account, journal.Snapshot{After: n, Last: k.account.lastID(), Data: d.image})
}

// resetAs empties a, to count by the terms of another account.
func (a *Account) resetAs(other *Account) {
	a.fund.ResetAs(&other.fund)
	a.clear()
}
