package monthend

import (
	"context"
	"iter"

	"github.com/palier-go/palier/servicelevel"
)

// delivery keeps the queue full and hands on the results in order, on the goroutine
// of the loop.
type delivery struct {
	progress func(done, refused int)
	queue    *queue
	load     func(*parcel, *item) // puts what else there is of an input into its parcel; may be nil
	hand     func(*parcel, *item) bool
	tally    Tally
}

// run reads all inputs. It returns the cause of ctx when that ends.
func (d *delivery) run(inputs iter.Seq2[servicelevel.Input, error]) error {
	if d.queue.ctx.Err() != nil {
		return context.Cause(d.queue.ctx)
	}
	read := 0
	p := d.queue.free()
	for in, err := range inputs {
		if d.queue.ctx.Err() != nil {
			return context.Cause(d.queue.ctx)
		}
		it := p.add(read)
		it.in, it.err = in, err
		if d.load != nil {
			d.load(p, it)
		}
		if read++; !p.full() {
			continue
		}
		d.queue.send(p)
		if !d.queue.room() {
			if more, err := d.take(); !more {
				return err
			}
		}
		p = d.queue.free()
	}
	if len(p.items) > 0 {
		d.queue.send(p)
	}
	for d.queue.oldest() != nil {
		if more, err := d.take(); !more {
			return err
		}
	}
	return nil
}

// take hands on the results of the oldest parcel. It reports whether more are
// wanted, and if ctx ended why.
func (d *delivery) take() (more bool, err error) {
	p := d.queue.oldest()
	d.queue.wait(p)
	for i := range p.items {
		it := &p.items[i]
		if d.queue.ctx.Err() != nil {
			return false, context.Cause(d.queue.ctx)
		}
		if !d.hand(p, it) {
			return false, nil
		}
		d.tally.Done++
		if it.err != nil {
			d.tally.Refused++
		}
		if d.progress != nil {
			d.progress(d.tally.Done, d.tally.Refused)
		}
	}
	d.queue.taken()
	return true, nil
}
