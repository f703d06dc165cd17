package shelf

import (
	"container/heap"
	"sync"
)

// order lists things by when they were last used, as far as is known: a heap.
type order[T any] struct {
	mu   sync.Mutex
	list []listed[T]
}

// listed is a thing and the number of a use of it.
type listed[T any] struct {
	used  int64
	thing *Thing[T]
}

func (o *order[T]) push(t listed[T]) { heap.Push(o, t) }

func (o *order[T]) remove(n int) { heap.Remove(o, n) }

// Len implements heap.Interface.
func (o *order[T]) Len() int { return len(o.list) }

// Less implements heap.Interface.
func (o *order[T]) Less(i, j int) bool { return o.list[i].used < o.list[j].used }

// Swap implements heap.Interface.
func (o *order[T]) Swap(i, j int) {
	o.list[i], o.list[j] = o.list[j], o.list[i]
	o.list[i].thing.place, o.list[j].thing.place = int32(i), int32(j) // of things in memory
}

// Push implements heap.Interface.
func (o *order[T]) Push(x any) {
	t := x.(listed[T])                 //nolint:forcetypeassert // of push
	t.thing.place = int32(len(o.list)) // of things in memory
	o.list = append(o.list, t)
}

// Pop implements heap.Interface.
func (o *order[T]) Pop() any {
	last := len(o.list) - 1
	t := o.list[last]
	o.list[last] = listed[T]{}
	o.list = o.list[:last]
	return t
}
