package servicelevel

import (
	"context"
	"iter"
)

// delivery keeps the line full and hands on the results in order, on the goroutine
// of the loop.
type delivery struct {
	progress func(done, refused int)
	line     *line
	load     func(*parcel, *item) // puts what else there is of an input into its parcel; may be nil
	hand     func(*parcel, *item) bool
	tally    Tally
}

// run reads all inputs. It returns the cause of ctx where that ends.
func (d *delivery) run(inputs iter.Seq2[Input, error]) error {
	if d.line.ctx.Err() != nil {
		return context.Cause(d.line.ctx)
	}
	read := 0
	p := d.line.free()
	for in, err := range inputs {
		if d.line.ctx.Err() != nil {
			return context.Cause(d.line.ctx)
		}
		it := p.add(read)
		it.in, it.err = in, err
		if d.load != nil {
			d.load(p, it)
		}
		if read++; !p.full() {
			continue
		}
		d.line.send(p)
		if !d.line.room() {
			if more, err := d.take(); !more {
				return err
			}
		}
		p = d.line.free()
	}
	if len(p.items) > 0 {
		d.line.send(p)
	}
	for d.line.oldest() != nil {
		if more, err := d.take(); !more {
			return err
		}
	}
	return nil
}

// take hands on the results of the oldest parcel. It reports whether more are
// wanted, and where ctx ended why.
func (d *delivery) take() (more bool, err error) {
	p := d.line.oldest()
	d.line.wait(p)
	for i := range p.items {
		it := &p.items[i]
		if d.line.ctx.Err() != nil {
			return false, context.Cause(d.line.ctx)
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
	d.line.taken()
	return true, nil
}
