// Package shelf keeps things by name in memory: each for one user at a time, those used
// last up to a weight in all.
package shelf

import (
	"context"
	"sync"
)

// Shelf keeps things by name. What nobody has taken is let go of, the one that was used
// longest ago first, if all together weigh more than the limit; but the one used last is
// kept, whatever it weighs. The zero value keeps no more than that. It is safe for
// concurrent use.
type Shelf[T any] struct {
	mu     sync.Mutex
	limit  int
	weight int // of what nobody has
	things map[string]*Thing[T]
	oldest *Thing[T] // of what nobody has
	latest *Thing[T]
}

// Thing is a thing that was taken. Its Value belongs to whoever has taken it.
type Thing[T any] struct {
	Value T

	name         string
	turn         chan struct{} // for whoever waits: it is his now
	users        int           // who have it or wait for it
	weight       int
	gone         bool // forgotten: whoever asks for the name gets another one
	older, newer *Thing[T]
}

// Names returns the names of what nobody has, the one used longest ago first, and what all
// that weighs.
func (s *Shelf[T]) Names() (names []string, weight int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for t := s.oldest; t != nil; t = t.newer {
		names = append(names, t.name)
	}
	return names, s.weight
}

// Limit sets what all that nobody has may weigh.
func (s *Shelf[T]) Limit(weight int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.limit = weight
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
		s.mu.Lock()
		defer s.mu.Unlock()
		s.leave(t)
		return nil, ctx.Err()
	}
}

// claim adds a user of a thing, who has it at once if he is the only one.
func (s *Shelf[T]) claim(name string) (t *Thing[T], mine bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t = s.things[name]
	if t == nil {
		t = &Thing[T]{name: name, turn: make(chan struct{}, 1)}
		if s.things == nil {
			s.things = map[string]*Thing[T]{}
		}
		s.things[name] = t
	} else if t.users == 0 {
		s.unlink(t)
	}
	t.users++
	return t, t.users == 1
}

// Put puts a thing back for the next one, and says what it weighs. What weighs nothing is
// not kept.
func (s *Shelf[T]) Put(t *Thing[T], weight int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t.weight = weight
	if t.users--; t.users > 0 {
		t.turn <- struct{}{} // nobody else has it, so there is room for the turn
		return
	}
	s.release(t)
}

// leave has one user less who waits for a thing.
func (s *Shelf[T]) leave(t *Thing[T]) {
	if t.users--; t.users == 0 {
		<-t.turn // it was his already
		s.release(t)
	}
}

// release keeps a thing that nobody has any more.
func (s *Shelf[T]) release(t *Thing[T]) {
	switch {
	case t.gone:
	case t.weight == 0:
		delete(s.things, t.name)
	default:
		s.link(t)
		s.shrink()
	}
}

// Forget lets go of a thing. Whoever has it, or waits for it, keeps it until he puts it
// back.
func (s *Shelf[T]) Forget(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.things[name]; t != nil {
		s.drop(t)
	}
}

func (s *Shelf[T]) drop(t *Thing[T]) {
	if t.users == 0 {
		s.unlink(t)
	}
	t.gone = true
	delete(s.things, t.name)
}

// shrink lets go of what is too much.
func (s *Shelf[T]) shrink() {
	for s.weight > s.limit && s.oldest != s.latest {
		s.drop(s.oldest)
	}
}

// link puts a thing at the end of the list of those that nobody has.
func (s *Shelf[T]) link(t *Thing[T]) {
	t.older, t.newer = s.latest, nil
	if s.latest == nil {
		s.oldest = t
	} else {
		s.latest.newer = t
	}
	s.latest = t
	s.weight += t.weight
}

func (s *Shelf[T]) unlink(t *Thing[T]) {
	if t.older == nil {
		s.oldest = t.newer
	} else {
		t.older.newer = t.newer
	}
	if t.newer == nil {
		s.latest = t.older
	} else {
		t.newer.older = t.older
	}
	s.weight -= t.weight
}
