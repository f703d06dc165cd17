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
// ledger.Memory and books.Memory are such stores.
type Memory[L any, P Line[L]] struct {
	mu     sync.RWMutex
	owners map[string]*memory[L, P]
}

// memory is the journal of one owner. Its lock lets owners not wait for each other.
type memory[L any, P Line[L]] struct {
	mu       sync.Mutex
	packed   packed[L] // the lines after those of the list
	lines    list.List[L]
	ids      map[string]struct{} // of the lines of the list, once somebody needs them
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
	if after >= j.len() {
		return nil, nil
	}
	lines := make([]L, 0, j.len()-after)
	for n := after; n < j.lines.Len(); n++ {
		lines = append(lines, j.line(n).CloneLine())
	}
	return j.packed.appendTo(lines, max(0, after-j.lines.Len())), nil
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
	if b.After != j.len() {
		return false
	}
	j.unpack()
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

// unpack makes lines of those that are packed, and lists all ids.
func (j *memory[L, P]) unpack() {
	if j.ids == nil {
		j.ids = map[string]struct{}{}
	}
	for _, line := range j.packed.appendTo(nil, 0) {
		j.lines.Add(line)
	}
	j.packed.clear()
	for n := len(j.ids); n < j.lines.Len(); n++ {
		j.ids[j.line(n).LineID()] = struct{}{}
	}
}

// id returns the id of a line.
func (j *memory[L, P]) id(n int) string {
	if n < j.lines.Len() {
		return j.line(n).LineID()
	}
	line := j.packed.at(n - j.lines.Len())
	return P(&line).LineID()
}

func (j *memory[L, P]) len() int { return j.lines.Len() + j.packed.n }

func (j *memory[L, P]) line(n int) P { return j.lines.At(int32(n)) } // at most MaxLines

// Inside is for package ledger, whose ledgers append what they have made of the lines
// before, as bytes that unpack makes a line of: to check that again, to copy it and to list
// its ids would take as long as all else that a ledger does. For others it returns nil.
func (s *Memory[L, P]) Inside(call inside.Call, owner string, unpack func(line []byte) L) inside.Journal {
	if !call.Given() {
		return nil
	}
	j := s.journal(owner)
	j.mu.Lock()
	defer j.mu.Unlock()
	j.packed.unpack = unpack
	return j
}

// Lock implements inside.Journal.
func (j *memory[L, P]) Lock(after int) bool {
	j.mu.Lock()
	if after == j.len() {
		return true
	}
	j.mu.Unlock()
	return false
}

// Unlock implements inside.Journal.
func (j *memory[L, P]) Unlock() { j.mu.Unlock() }

// Room implements inside.Journal.
func (j *memory[L, P]) Room() []byte { return j.packed.room() }

// Add implements inside.Journal.
func (j *memory[L, P]) Add(lines []byte) { j.packed.add(lines) }

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
	if n >= j.snapshot.After && n <= j.len() && j.id(n-1) == snapshot.Last {
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
