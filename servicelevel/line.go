package servicelevel

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

// line passes parcels to workers and back, in order. Its parcels go round.
type line struct {
	ctx        context.Context
	parcels    []parcel
	head, tail int // parcels head to tail are on the way
	todo       chan *parcel
	help       func(*parcel) // what a worker does
	quit       chan struct{}
	workers    sync.WaitGroup
}

func newLine(ctx context.Context, workers int) *line {
	n := workers * inFlight
	l := &line{ctx: ctx, parcels: make([]parcel, n), todo: make(chan *parcel, n), quit: make(chan struct{})}
	for i := range l.parcels {
		l.parcels[i] = parcel{items: make([]item, 0, parcelSize), ready: make(chan struct{}, 1)}
	}
	return l
}

// start adds a worker on a goroutine of its own.
func (l *line) start(work func(*parcel)) {
	l.workers.Add(1)
	go func() {
		defer l.workers.Done()
		for p := range l.todo {
			work(p)
		}
	}()
}

// wait waits until a parcel is ready, and works on others meanwhile.
func (l *line) wait(p *parcel) {
	for {
		select {
		case <-p.ready:
			return
		default:
		}
		select {
		case <-p.ready:
			return
		case other := <-l.todo:
			l.help(other)
		}
	}
}

// close ends the workers and waits for them.
func (l *line) close() {
	close(l.quit)
	close(l.todo)
	l.workers.Wait()
}

// stopped reports that no result is wanted any more: what is left of the parcels on
// the way is then passed over.
func (l *line) stopped() bool {
	select {
	case <-l.quit:
		return true
	default:
		return l.ctx.Err() != nil
	}
}

func (l *line) room() bool { return l.tail-l.head < len(l.parcels) }

// free returns an empty parcel, where there is room.
func (l *line) free() *parcel {
	p := &l.parcels[l.tail%len(l.parcels)]
	p.items, p.raw = p.items[:0], p.raw[:0]
	return p
}

func (l *line) send(p *parcel) {
	l.tail++
	l.todo <- p
}

// oldest returns the parcel that comes next, or nil where none is on the way.
func (l *line) oldest() *parcel {
	if l.head == l.tail {
		return nil
	}
	return &l.parcels[l.head%len(l.parcels)]
}

func (l *line) taken() { l.head++ }
