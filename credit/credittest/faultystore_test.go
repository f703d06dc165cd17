package credittest_test

import (
	"context"
	"errors"
	"maps"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/credit/ledger"
)

// fault is what is wrong with a store, and the check that must find it. Its hooks stand
// in for parts of a store that is right without them.
type fault struct {
	name, found string
	owner       func(string) string                            // what it takes the name of an owner for
	id          func(string) string                            // what it takes an id for
	keep        func(ledger.Entry) ledger.Entry                // what it keeps of an entry
	load        func([]ledger.Entry, int) []ledger.Entry       // what it reads of a whole journal, behind n
	append      func(*faulty, string, int, ledger.Entry) error // how it appends one entry
	lines       func([]ledger.Entry) []ledger.Entry            // which of a batch it takes
	err         func(context.Context, error) error             // which error it gives
	check       func([]journal.Batch[ledger.Entry]) error      // which batches it refuses
	checkLoad   func(string, int) error                        // which arguments of Load and LoadSnapshot
	checkSave   func(string, journal.Snapshot) error           // which snapshots
	keeps       func(*faulty, string, journal.Snapshot) bool   // whether it keeps a snapshot
	returns     func(*faulty, string) bool                     // whether it returns it
	data        func([]byte) []byte                            // what it keeps of a snapshot's data
	halves      bool                                           // leaves what was added before an error
	apart       bool                                           // lets others look between two batches
	empty       bool                                           // looks at batches without lines
	racy        bool                                           // looks and acts in two steps
	racyAside   bool                                           // likewise, for snapshots
	shares      bool                                           // gives out what it keeps
	borrows     bool                                           // keeps what it is given
	lends       bool                                           // likewise, a snapshot that it gives out
	over        func(*faulty, string)                          // what it does when a context is over
	deaf        bool                                           // does not look at the context
	deafAside   bool                                           // likewise, for snapshots
	onceForAll  bool                                           // an id is taken in all journals
	unreadable  bool                                           // it cannot be read
}

// faulty is a naive store with a fault.
type faulty struct {
	fault
	mu        sync.Mutex
	journals  map[string][]ledger.Entry
	snapshots map[string]journal.Snapshot
	attempts  int
}

func newFaulty(f fault) *faulty {
	if f.check == nil {
		f.check = journal.CheckBatches[ledger.Entry]
	}
	if f.checkLoad == nil {
		f.checkLoad = journal.CheckLoad
	}
	if f.checkSave == nil {
		f.checkSave = journal.CheckSnapshot
	}
	if f.keeps == nil {
		f.keeps = func(s *faulty, owner string, n journal.Snapshot) bool {
			return n.After >= s.snapshots[owner].After && s.has(owner, n)
		}
	}
	if f.returns == nil {
		f.returns = func(*faulty, string) bool { return true }
	}
	if f.owner == nil {
		f.owner = func(owner string) string { return owner }
	}
	if f.data == nil {
		f.data = slices.Clone[[]byte]
	}
	return &faulty{fault: f, journals: map[string][]ledger.Entry{}, snapshots: map[string]journal.Snapshot{}}
}

func (s *faulty) Load(ctx context.Context, owner string, n int) ([]ledger.Entry, error) {
	if err := s.checkLoad(owner, n); err != nil {
		return nil, err
	}
	if ctx.Err() != nil && !s.deaf {
		return nil, s.error(ctx, ctx.Err())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	kept := s.journals[s.owner(owner)]
	if s.unreadable && len(kept) > 1 {
		return nil, errors.New("no such file")
	}
	if s.load != nil {
		return s.load(kept, n), nil
	}
	return s.copied(kept[min(max(0, n), len(kept)):]), nil
}

func (s *faulty) copied(entries []ledger.Entry) []ledger.Entry {
	if s.shares {
		return entries
	}
	entries = slices.Clone(entries)
	for i := range entries {
		entries[i].Parts = slices.Clone(entries[i].Parts)
	}
	return entries
}

func (s *faulty) error(ctx context.Context, err error) error {
	if s.err != nil {
		return s.err(ctx, err)
	}
	return err
}

func (s *faulty) Append(ctx context.Context, batches ...journal.Batch[ledger.Entry]) error {
	if err := s.check(batches); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if ctx.Err() != nil && !s.deaf {
		if s.over != nil && len(batches) > 0 {
			s.over(s, batches[0].Owner)
		}
		return s.error(ctx, ctx.Err())
	}
	if s.over != nil {
		time.Sleep(20 * time.Microsecond) // so that a context ends on the way
	}
	before := maps.Clone(s.journals)
	for _, b := range batches {
		if err := s.appendBatch(s.owner(b.Owner), b); err != nil {
			if !s.halves {
				s.journals = before
			}
			if err == ledger.ErrStale { //nolint:errorlint // itself
				err = &journal.StaleError{Owner: b.Owner}
			}
			return s.error(ctx, err)
		}
		if s.apart {
			s.mu.Unlock()
			time.Sleep(100 * time.Microsecond)
			s.mu.Lock()
		}
	}
	return nil
}

func (s *faulty) appendBatch(owner string, b journal.Batch[ledger.Entry]) error {
	if s.empty && b.After != len(s.journals[owner]) {
		return ledger.ErrStale
	}
	if s.lines != nil {
		b.Lines = s.lines(b.Lines)
	}
	for i, e := range b.Lines {
		s.attempts++
		if s.append != nil {
			if err := s.append(s, owner, b.After+i, e); err != nil {
				return err
			}
			continue
		}
		if b.After+i != len(s.journals[owner]) || s.taken(owner, e.ID) {
			return ledger.ErrStale
		}
		s.step()
		s.add(owner, e)
	}
	return nil
}

// step lets others in between looking and acting.
func (s *faulty) step() {
	if s.racy {
		s.mu.Unlock()
		runtime.Gosched()
		s.mu.Lock()
	}
}

func (s *faulty) taken(owner, id string) bool {
	same := func(e ledger.Entry) bool {
		if s.id != nil {
			return s.id(e.ID) == s.id(id)
		}
		return e.ID == id
	}
	for name, kept := range s.journals {
		if (name == owner || s.onceForAll) && slices.ContainsFunc(kept, same) {
			return true
		}
	}
	return false
}

func (s *faulty) add(owner string, e ledger.Entry) {
	if !s.borrows {
		e.Parts = slices.Clone(e.Parts)
	}
	if s.keep != nil {
		e = s.keep(e)
	}
	s.journals[owner] = append(s.journals[owner], e)
}

// has reports whether a snapshot is of lines that are there.
func (s *faulty) has(owner string, n journal.Snapshot) bool {
	kept := s.journals[owner]
	return n.After <= len(kept) && kept[n.After-1].ID == n.Last
}

func (s *faulty) LoadSnapshot(ctx context.Context, owner string) (journal.Snapshot, error) {
	if err := s.checkLoad(owner, 0); err != nil {
		return journal.Snapshot{}, err
	}
	if ctx.Err() != nil && !s.deafAside {
		return journal.Snapshot{}, ctx.Err()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	owner = s.owner(owner)
	n := s.snapshots[owner]
	if n.After == 0 || !s.returns(s, owner) {
		return journal.Snapshot{}, nil
	}
	if !s.lends {
		n.Data = slices.Clone(n.Data)
	}
	return n, nil
}

func (s *faulty) SaveSnapshot(ctx context.Context, owner string, n journal.Snapshot) error {
	if err := s.checkSave(owner, n); err != nil {
		return err
	}
	if ctx.Err() != nil && !s.deafAside {
		return ctx.Err()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	owner = s.owner(owner)
	if !s.keeps(s, owner, n) {
		return nil
	}
	for wait := 0; s.racyAside && wait < 20 && s.snapshots[owner].After <= n.After && n.After < 10; wait++ {
		s.mu.Unlock() // until somebody else has saved a later one
		time.Sleep(time.Millisecond)
		s.mu.Lock()
	}
	n.Data = s.data(n.Data)
	s.snapshots[owner] = n
	return nil
}
