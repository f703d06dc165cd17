package journal

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"github.com/palier-go/palier/internal/inside"
	"github.com/palier-go/palier/internal/list"
)

// Memory is a Store in memory, for tests and for programs that keep their journals
// elsewhere. The zero value is empty and ready; it must not be copied after first use.
// credit.MemoryStore and servicelevel.MemoryStore are such stores.
type Memory[L any, P Line[L]] struct {
	mu     sync.RWMutex
	owners map[string]*memory[L, P]
}

// memory is the journal of one owner. Its lock lets owners not wait for each other.
type memory[L any, P Line[L]] struct {
	mu       sync.Mutex
	lines    list.List[L]
	ids      map[string]struct{} // of the first lines
	snapshot Snapshot
}

// Load implements Store.
func (s *Memory[L, P]) Load(ctx context.Context, owner string, after int) ([]L, error) {
	if err := first(ctx, CheckLoad(owner, after)); err != nil {
		return nil, err
	}
	j := s.find(owner)
	if j == nil {
		return nil, nil
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if after >= j.lines.Len() {
		return nil, nil
	}
	lines := make([]L, j.lines.Len()-after)
	for i := range lines {
		lines[i] = j.line(after + i).CloneLine()
	}
	return lines, nil
}

// first returns what is wrong with a call: that its context has ended, or its arguments.
func first(ctx context.Context, arguments error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return arguments
}

// Append implements Store.
func (s *Memory[L, P]) Append(ctx context.Context, batches ...Batch[L]) error {
	if err := first(ctx, CheckBatches[L, P](batches)); err != nil {
		return err
	}
	if len(batches) != 1 {
		return s.appendAll(batches)
	}
	b := &batches[0]
	j := s.journal(b.Owner)
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.takes(b) {
		return &StaleError{b.Owner}
	}
	j.add(b.Lines)
	return nil
}

// appendAll locks the journals of all batches in the order of their names, so that two
// appends of the same owners do not wait for each other for ever.
func (s *Memory[L, P]) appendAll(batches []Batch[L]) error {
	order := make([]int, len(batches))
	journals := make([]*memory[L, P], len(batches))
	for i := range batches {
		order[i], journals[i] = i, s.journal(batches[i].Owner)
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(batches[i].Owner, batches[j].Owner) })
	for _, i := range order {
		journals[i].mu.Lock()
		defer journals[i].mu.Unlock()
	}
	for i := range batches {
		if !journals[i].takes(&batches[i]) {
			return &StaleError{batches[i].Owner}
		}
	}
	for i := range batches {
		journals[i].add(batches[i].Lines)
	}
	return nil
}

// takes reports whether the lines of a batch are the next ones, and their ids are new.
func (j *memory[L, P]) takes(b *Batch[L]) bool {
	if len(b.Lines) == 0 {
		return true
	}
	if b.After != j.lines.Len() {
		return false
	}
	j.index()
	for i := range b.Lines {
		if _, taken := j.ids[P(&b.Lines[i]).LineID()]; taken {
			return false
		}
	}
	return true
}

func (j *memory[L, P]) add(lines []L) {
	for i := range lines {
		p := P(&lines[i])
		j.lines.Add(p.CloneLine())
		j.ids[p.LineID()] = struct{}{}
	}
}

// index adds the ids of lines that came from Inside: there are none for as long as all do.
func (j *memory[L, P]) index() {
	if j.ids == nil {
		j.ids = map[string]struct{}{}
	}
	for n := len(j.ids); n < j.lines.Len(); n++ {
		j.ids[j.line(n).LineID()] = struct{}{}
	}
}

func (j *memory[L, P]) line(n int) P { return j.lines.At(int32(n)) } // at most MaxLines

// Inside is for package credit, whose ledgers append what they have made of the lines
// before: to check it again, to copy it and to list its ids would take as long as all
// else that a ledger does.
func (s *Memory[L, P]) Inside(_ inside.Call, owner string) inside.Journal[L] { return s.journal(owner) }

// Append implements inside.Journal.
func (j *memory[L, P]) Append(after int, lines []L) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	if after != j.lines.Len() {
		return false
	}
	for i := range lines {
		j.lines.Add(lines[i])
	}
	return true
}

// LoadSnapshot implements Store.
func (s *Memory[L, P]) LoadSnapshot(ctx context.Context, owner string) (Snapshot, error) {
	if err := first(ctx, CheckLoad(owner, 0)); err != nil {
		return Snapshot{}, err
	}
	j := s.find(owner)
	if j == nil {
		return Snapshot{}, nil
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	snapshot := j.snapshot
	snapshot.Data = slices.Clone(snapshot.Data)
	return snapshot, nil
}

// SaveSnapshot implements Store. It passes over a snapshot whose last line is not there.
func (s *Memory[L, P]) SaveSnapshot(ctx context.Context, owner string, snapshot Snapshot) error {
	if err := first(ctx, CheckSnapshot(owner, snapshot)); err != nil {
		return err
	}
	j := s.find(owner)
	if j == nil {
		return nil
	}
	snapshot.Data = slices.Clone(snapshot.Data)
	j.mu.Lock()
	defer j.mu.Unlock()
	n := snapshot.After
	if n >= j.snapshot.After && n <= j.lines.Len() && j.line(n-1).LineID() == snapshot.Last {
		j.snapshot = snapshot
	}
	return nil
}

// find returns the journal of an owner, or nil.
func (s *Memory[L, P]) find(owner string) *memory[L, P] {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.owners[owner]
}

// journal returns the journal of an owner, a new one if there is none.
func (s *Memory[L, P]) journal(owner string) *memory[L, P] {
	if j := s.find(owner); j != nil {
		return j
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.owners == nil {
		s.owners = map[string]*memory[L, P]{}
	}
	j := s.owners[owner]
	if j == nil {
		j = new(memory[L, P])
		s.owners[owner] = j
	}
	return j
}
