package credit

import (
	"context"
	"errors"
	"slices"
	"sync"
)

// ErrStale is what a Store returns from Append when the account has grown since.
var ErrStale = errors.New("credit: the account has grown since it was read")

// Store keeps the journals of accounts. Its entries are numbered from 1 in each
// account, without gaps; they are never changed or removed. It must be safe for
// concurrent use, and return entries that the caller may keep.
//
// A table with unique (account, sequence) and unique (account, id) is enough: an
// insert that breaks one of them is ErrStale.
type Store interface {
	// Load returns the entries of an account behind the first n, in order; none
	// where the account has no more, or is not there.
	Load(ctx context.Context, account string, n int) ([]Entry, error)
	// Append adds one entry as number n+1. It returns ErrStale, and adds nothing,
	// where the account does not have exactly n entries or has one with the id.
	Append(ctx context.Context, account string, n int, e Entry) error
}

// MemoryStore is a Store in memory. The zero value is empty and ready; it must
// not be copied after first use.
type MemoryStore struct {
	mu       sync.RWMutex
	accounts map[string]*memoryJournal
}

type memoryJournal struct {
	mu      sync.RWMutex
	entries []Entry
	ids     map[string]struct{}
}

// Load implements Store.
func (s *MemoryStore) Load(ctx context.Context, account string, n int) ([]Entry, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.RLock()
	j := s.accounts[account]
	s.mu.RUnlock()
	if j == nil {
		return nil, nil
	}
	j.mu.RLock()
	defer j.mu.RUnlock()
	if n < 0 {
		return nil, nil
	}
	entries := slices.Clone(j.entries[min(n, len(j.entries)):])
	for i := range entries {
		entries[i].Parts = slices.Clone(entries[i].Parts)
	}
	return entries, nil
}

// Append implements Store.
func (s *MemoryStore) Append(ctx context.Context, account string, n int, e Entry) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j := s.journal(account)
	j.mu.Lock()
	defer j.mu.Unlock()
	if _, taken := j.ids[e.ID]; taken || n != len(j.entries) {
		return ErrStale
	}
	e.Parts = slices.Clone(e.Parts)
	j.entries = append(j.entries, e)
	j.ids[e.ID] = struct{}{}
	return nil
}

func (s *MemoryStore) journal(account string) *memoryJournal {
	s.mu.RLock()
	j := s.accounts[account]
	s.mu.RUnlock()
	if j != nil {
		return j
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.accounts == nil {
		s.accounts = map[string]*memoryJournal{}
	}
	if j = s.accounts[account]; j == nil {
		j = &memoryJournal{ids: map[string]struct{}{}}
		s.accounts[account] = j
	}
	return j
}
