// Package list has lists that grow without moving what is in them.
package list

import "iter"

// chunk is how many elements a chunk has. With twice as many the ends of a thousand accounts'
// lists are on so many pages of memory that a ledger takes a tenth longer (BenchmarkLedger);
// with half as many to allocate them begins to tell.
const (
	chunk     = 1 << chunkBits
	chunkBits = 5
)

// List is a list of which elements are added and cut off at the end. A long one is made of
// chunks that stay where they are. A slice is moved each time it is full: by the time it
// has a thousand elements, three times the memory that they need was asked for, and most
// of them were copied three times.
//
// The last chunk is at hand in the list itself, so that to add an element, or to look at
// one of the last, touches no more memory than with a slice. The first chunk is made as
// long as it is needed, as a slice is, so that a short list is one.
//
// The zero value is an empty list. A copy of a List is the same list until one of the two
// is changed.
type List[T any] struct {
	tail   []T    // the last chunk, as far as it is filled
	chunks *[][]T // as soon as there is a second one: all, and those kept for later; seldom looked at
	base   int32
}

// Len returns how many elements there are.
func (l *List[T]) Len() int { return int(l.base) + len(l.tail) }

// At returns element n, from 0. It is for elements that are there; it stays at its place
// until the list is changed.
func (l *List[T]) At(n int32) *T {
	if i := uint(n - l.base); i < uint(len(l.tail)) {
		return &l.tail[i]
	}
	return l.early(n)
}

// early is At for an element that is not in the last chunk.
func (l *List[T]) early(n int32) *T { return &(*l.chunks)[n>>chunkBits][n&(chunk-1)] }

// First returns the first n elements in their order, a chunk at a time.
func (l *List[T]) First(n int) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		for from := 0; from < n; from += chunk {
			part := l.tail
			if from < int(l.base) {
				part = (*l.chunks)[from>>chunkBits]
			}
			if !yield(part[:min(chunk, n-from)]) {
				return
			}
		}
	}
}

// Slice returns a copy of all elements.
func (l *List[T]) Slice() []T {
	all := make([]T, 0, l.Len())
	for part := range l.First(l.Len()) {
		all = append(all, part...)
	}
	return all
}

// Add adds an element at the end.
func (l *List[T]) Add(x T) {
	if len(l.tail) == chunk {
		l.next()
	}
	l.tail = append(l.tail, x)
}

// Ahead returns where the next element will be if there is room for it, else nil. It is to be
// read alone, and has what was cut off if anything.
func (l *List[T]) Ahead() *T {
	if n := len(l.tail); n < cap(l.tail) {
		return &l.tail[:n+1][n]
	}
	return nil
}

// New adds a zero element at the end and returns it to be filled in: to make a large one
// and then to copy it, as Add does, takes several times as long.
func (l *List[T]) New() *T {
	var zero T
	l.Add(zero)
	return &l.tail[len(l.tail)-1]
}

// next begins another chunk. It is rare, so it is a call and not a part of each Add.
//
//go:noinline
func (l *List[T]) next() {
	if l.chunks == nil {
		l.chunks = &[][]T{l.tail}
	}
	l.base += chunk
	n := int(l.base >> chunkBits)
	if n == len(*l.chunks) {
		*l.chunks = append(*l.chunks, make([]T, chunk))
	}
	l.tail = (*l.chunks)[n][:0]
}

// Cut leaves the first n elements, and keeps the memory of the others.
func (l *List[T]) Cut(n int) {
	if n <= int(l.base) && l.base > 0 {
		l.base = int32(max(n-1, 0) &^ (chunk - 1)) // no more than it was
		l.tail = (*l.chunks)[l.base>>chunkBits]
	}
	l.tail = l.tail[:n-int(l.base)]
}

// Clear is Cut that lets go of what the others hold.
func (l *List[T]) Clear(n int) {
	var nothing T
	for i := n; i < l.Len(); i++ {
		*l.At(int32(i)) = nothing // lists are shorter than that
	}
	l.Cut(n)
}

// Grow makes room for n more elements, in one piece.
func (l *List[T]) Grow(n int) {
	n += l.Len()
	if first := min(n, chunk); l.chunks == nil && first > cap(l.tail) {
		l.tail = append(make([]T, 0, first), l.tail...)
	}
	if n <= chunk {
		return
	}
	if l.chunks == nil {
		l.chunks = &[][]T{l.tail[:chunk]}
	}
	for room := make([]T, max(0, (n+chunk-1)>>chunkBits-len(*l.chunks))<<chunkBits); len(room) > 0; room = room[chunk:] {
		*l.chunks = append(*l.chunks, room[:chunk:chunk])
	}
}

// Clone returns a copy that shares nothing with l but what the elements point to.
func (l *List[T]) Clone() List[T] {
	var c List[T]
	c.Grow(l.Len())
	for i := range l.base >> chunkBits {
		copy((*c.chunks)[i], (*l.chunks)[i])
	}
	if l.base > 0 {
		c.base, c.tail = l.base, (*c.chunks)[l.base>>chunkBits][:0]
	}
	c.tail = append(c.tail, l.tail...)
	return c
}
