// Package shelf keeps things by name in memory: each for one user at a time, those used
// last up to a weight in all.
package shelf

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"sync/atomic"
)

// Shelf keeps things by name. What nobody has taken is let go of, the one that was used
// longest ago first, if all together weigh more than the limit; but the one used last is
// kept, whatever it weighs. The zero value keeps no more than that. It is safe for
// concurrent use.
//
// It is in parts, so that two users seldom wait for each other: with one part, eight
// goroutines on two cores spend a fifth of their time on that (BenchmarkLedger). Each use is
// counted, and what was used longest ago is looked for only if there is too much.
type Shelf[T any] struct {
	parts  [parts]part[T]
	limit  atomic.Int64
	weight atomic.Int64 // of what nobody has
	uses   atomic.Int64 // how many there were
	order  order[T]
}

const parts = 16 // a power of two

// part is the things of some of the names.
type part[T any] struct {
	mu     sync.Mutex
	things map[string]*Thing[T]
	_      [48]byte // the next one is in another line of the cache
}

// Thing is a thing that was taken. Its Value belongs to whoever has taken it.
type Thing[T any] struct {
	name   string
	turn   chan struct{} // for whoever waits: it is his now
	used   int64         // the number of its last use
	weight int
	users  int32 // who have it or wait for it
	place  int32 // in the order
	part   uint8
	listed bool // in the order
	gone   bool // forgotten: whoever asks for the name gets another one

	Value T
}

// Names returns the names of what nobody has, the one used longest ago first, and what all
// that weighs.
func (s *Shelf[T]) Names() (names []string, weight int) {
	var all []*Thing[T]
	for i := range s.parts {
		p := &s.parts[i]
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, t := range p.things {
			if t.users == 0 {
				all = append(all, t)
			}
		}
	}
	slices.SortFunc(all, func(x, y *Thing[T]) int { return cmp.Compare(x.used, y.used) })
	for _, t := range all {
		names, weight = append(names, t.name), weight+t.weight
	}
	return names, weight
}

// Limit sets what all that nobody has may weigh.
func (s *Shelf[T]) Limit(weight int) {
	s.order.mu.Lock()
	defer s.order.mu.Unlock()
	s.limit.Store(int64(weight))
	s.shrink()
}

// Take returns the thing of a name once nobody else has it; one with a zero Value if there
// is none. Who has taken it must put it back.
func (s *Shelf[T]) Take(ctx context.Context, name string) (*Thing[T], error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	t, mine := s.claim(name)
	if mine {
		return t, nil
	}
	select {
	case <-t.turn:
		return t, nil
	case <-ctx.Done():
		s.leave(t)
		return nil, ctx.Err()
	}
}

// claim adds a user of a thing, who has it at once if he is the only one.
func (s *Shelf[T]) claim(name string) (t *Thing[T], mine bool) {
	n := partOf(name)
	p := &s.parts[n]
	p.mu.Lock()
	defer p.mu.Unlock()
	t = p.things[name]
	if t == nil {
		t = &Thing[T]{name: name, turn: make(chan struct{}, 1), part: n}
		if p.things == nil {
			p.things = map[string]*Thing[T]{}
		}
		p.things[name] = t
	}
	if t.users++; t.users > 1 {
		return t, false
	}
	s.weight.Add(-int64(t.weight))
	return t, true
}

// partOf returns the part of a name: FNV-1a of it.
func partOf(name string) uint8 {
	hash := uint32(2166136261)
	for i := range len(name) {
		hash = (hash ^ uint32(name[i])) * 16777619
	}
	return uint8(hash>>16) % parts
}

// Put puts a thing back for the next one, and says what it weighs. What weighs nothing is
// not kept.
func (s *Shelf[T]) Put(t *Thing[T], weight int) {
	p := &s.parts[t.part]
	p.mu.Lock()
	t.used, t.weight = s.uses.Add(1), weight
	if t.users--; t.users > 0 {
		t.turn <- struct{}{} // nobody else has it, so there is room for the turn
	}
	s.release(p, t)
}

// leave has one user less who waits for a thing.
func (s *Shelf[T]) leave(t *Thing[T]) {
	p := &s.parts[t.part]
	p.mu.Lock()
	if t.users--; t.users == 0 {
		<-t.turn // it was his already
	}
	s.release(p, t)
}

// release unlocks the part of a thing that has one user less, and keeps it if that was the
// last one.
func (s *Shelf[T]) release(p *part[T], t *Thing[T]) {
	free := t.users == 0 && !t.gone
	kept := t.weight > 0 && t.listed
	if free {
		s.weight.Add(int64(t.weight))
	}
	p.mu.Unlock()
	if free && (!kept || s.weight.Load() > s.limit.Load()) {
		s.settle(t)
	}
}

// settle lists a thing that nobody has any more, or lets go of it, and of what is too much.
func (s *Shelf[T]) settle(t *Thing[T]) {
	s.order.mu.Lock()
	defer s.order.mu.Unlock()
	p := &s.parts[t.part]
	p.mu.Lock()
	switch {
	case t.gone || t.users > 0: // meanwhile
	case t.weight == 0:
		s.drop(t)
	case !t.listed:
		t.listed = true
		s.order.push(listed[T]{t.used, t})
	}
	p.mu.Unlock()
	s.shrink()
}

// Forget lets go of a thing. Whoever has it, or waits for it, keeps it until he puts it
// back.
func (s *Shelf[T]) Forget(name string) {
	s.order.mu.Lock()
	defer s.order.mu.Unlock()
	p := &s.parts[partOf(name)]
	p.mu.Lock()
	defer p.mu.Unlock()
	if t := p.things[name]; t != nil {
		s.drop(t)
	}
}

// drop lets go of a thing. The order is locked, and its part.
func (s *Shelf[T]) drop(t *Thing[T]) {
	if t.users == 0 {
		s.weight.Add(-int64(t.weight))
	}
	if t.listed {
		s.order.remove(int(t.place))
	}
	t.gone, t.listed = true, false
	delete(s.parts[t.part].things, t.name)
}

// shrink lets go of what is too much, while the order is locked. What was used since it was
// listed is listed anew.
func (s *Shelf[T]) shrink() {
	var kept []listed[T]
	for s.weight.Load() > s.limit.Load() && len(s.order.list) > 0 {
		first := s.order.list[0]
		t := first.thing
		p := &s.parts[t.part]
		p.mu.Lock()
		switch {
		case first.used != t.used:
			s.order.remove(0)
			s.order.push(listed[T]{t.used, t})
		case t.users > 0, int64(t.weight) == s.weight.Load(): // somebody has it, or it is the last one
			s.order.remove(0)
			kept = append(kept, first)
		default:
			s.drop(t)
		}
		p.mu.Unlock()
	}
	for _, t := range kept {
		s.order.push(t)
	}
}
