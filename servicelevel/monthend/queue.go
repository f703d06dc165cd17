package monthend

import (
	"context"
	"sync"
)

const (
	parcelSize  = 16       // contracts that a worker takes at once
	parcelBytes = 64 << 10 // fewer, if their lines are as long as this together
	inFlight    = 4        // parcels for each worker
)

// parcel is what a worker takes at once: so many contracts that handing them on
// costs little beside their statements.
type parcel struct {
	items []item        // at most parcelSize
	raw   []byte        // the lines of all, if they are read from lines
	text  []byte        // the JSON of all
	ready chan struct{} // of capacity 1
}

// add makes room for one more contract.
func (p *parcel) add(index int) *item {
	p.items = p.items[:len(p.items)+1]
	it := &p.items[len(p.items)-1]
	it.index = index
	return it
}

func (p *parcel) full() bool { return len(p.items) == parcelSize || len(p.raw) >= parcelBytes }

// queue passes parcels to workers and back, in order. Its parcels go round.
type queue struct {
	ctx        context.Context
	parcels    []parcel
	head, tail int // parcels head to tail are on the way
	todo       chan *parcel
	help       func(*parcel) // what a worker does
	quit       chan struct{}
	workers    sync.WaitGroup
}

func newQueue(ctx context.Context, workers int) *queue {
	n := workers * inFlight
	q := &queue{ctx: ctx, parcels: make([]parcel, n), todo: make(chan *parcel, n), quit: make(chan struct{})}
	for i := range q.parcels {
		q.parcels[i] = parcel{items: make([]item, 0, parcelSize), ready: make(chan struct{}, 1)}
	}
	return q
}

// start adds a worker on a goroutine of its own.
func (q *queue) start(work func(*parcel)) {
	q.workers.Add(1)
	go func() {
		defer q.workers.Done()
		for p := range q.todo {
			work(p)
		}
	}()
}

// wait waits until a parcel is ready, and works on others meanwhile.
func (q *queue) wait(p *parcel) {
	for {
		select {
		case <-p.ready:
			return
		default:
		}
		select {
		case <-p.ready:
			return
		case other := <-q.todo:
			q.help(other)
		}
	}
}

// close ends the workers and waits for them.
func (q *queue) close() {
	close(q.quit)
	close(q.todo)
	q.workers.Wait()
}

// stopped reports that no result is wanted any more: what is left of the parcels on
// the way is then passed over.
func (q *queue) stopped() bool {
	select {
	case <-q.quit:
		return true
	default:
		return q.ctx.Err() != nil
	}
}

func (q *queue) room() bool { return q.tail-q.head < len(q.parcels) }

// free returns an empty parcel, if there is room.
func (q *queue) free() *parcel {
	p := &q.parcels[q.tail%len(q.parcels)]
	p.items, p.raw = p.items[:0], p.raw[:0]
	return p
}

func (q *queue) send(p *parcel) {
	q.tail++
	q.todo <- p
}

// oldest returns the parcel that comes next, or nil if none is on the way.
func (q *queue) oldest() *parcel {
	if q.head == q.tail {
		return nil
	}
	return &q.parcels[q.head%len(q.parcels)]
}

func (q *queue) taken() { q.head++ }
