package monthend

import (
	"context"
	"iter"
	"runtime"
	"strconv"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel"
)

// MaxWorkers is the most workers of one Run.
const MaxWorkers = 1024

// Run makes the statements of any number of contracts, on all cores and in
// the order of the input. The zero value is ready: contracts under NUXIT's and
// Magic's editions, a worker for each core that Go uses.
//
// A contract that is refused does not stop the others: its place in the sequence
// has a *ContractError. The results are the same, byte for byte, whatever the
// number of workers. What is in memory at a time is some contracts for each
// worker, however many there are in all.
//
// A Run is plain data and can be used for any number of runs at a time.
type Run struct {
	// Catalogue has the editions that the contracts name, so that one run takes contracts
	// whatever the edition they were signed under, or have changed to (D34): see
	// Catalogue.With. Nil is NUXIT and Magic.
	Catalogue *servicelevel.Catalogue
	// Workers is how many statements are made at a time, at most MaxWorkers; zero is
	// runtime.GOMAXPROCS(0). One of the workers is the goroutine of the loop, while it
	// waits for the next result.
	Workers int
	// Explain has every statement explained, as Statement.Explain does.
	Explain bool
	// Progress, if it is not nil, is called after each result has been taken,
	// with how many there have been and how many of them were errors. It is called
	// on the goroutine that takes them.
	Progress func(done, refused int)
}

// ContractError says which contract of a Run has no statement, and why.
type ContractError struct {
	Index    int    // in the input, from 0
	Contract string // Contract.ID; empty where the input itself failed
	Err      error  // what Catalogue.Statement says, or the error of the input
}

// Error implements error.
func (e *ContractError) Error() string {
	if e.Contract == "" {
		return "monthend: contract at index " + strconv.Itoa(e.Index) + ": " + e.Err.Error()
	}
	return "monthend: contract " + e.Contract + ": " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *ContractError) Unwrap() error { return e.Err }

// Statements yields the statement of each input, or a *ContractError, in the
// order of the inputs. An error that the inputs yield takes the place of its
// contract; whether more follow is theirs to say.
//
// A faulty Run yields one *FieldError and nothing else. When ctx ends, the
// last error is its cause. To stop earlier, leave the loop. However it ends, by a
// panic too, no goroutine is left behind: this waits for the statements at hand
// and for the inputs, which must heed ctx by themselves if they may block.
//
// The inputs run on the goroutine of the loop, ahead of it, and the loop's body runs
// while they stand at an element: what they hold open is open meanwhile.
func (r Run) Statements(ctx context.Context, inputs iter.Seq2[servicelevel.Input, error]) iter.Seq2[servicelevel.Statement, error] {
	return func(yield func(servicelevel.Statement, error) bool) {
		more := true
		_, err := r.run(ctx, inputs, nil, (*item).state, func(_ *parcel, it *item) bool {
			more = yield(it.statement, it.err)
			it.statement = servicelevel.Statement{}
			return more
		})
		if err != nil && more {
			yield(servicelevel.Statement{}, err)
		}
	}
}

// Closings closes the month of each input that tells what happened as facts: it yields the
// statement and the state from which the next month goes on, both the caller's own. An
// input with an Activity, and one as of an instant, is refused. Else it is as Statements.
func (r Run) Closings(ctx context.Context, inputs iter.Seq2[servicelevel.Input, error]) iter.Seq2[servicelevel.Closing, error] {
	return func(yield func(servicelevel.Closing, error) bool) {
		more := true
		_, err := r.run(ctx, inputs, nil, (*item).close, func(_ *parcel, it *item) bool {
			more = yield(it.closing, it.err)
			it.closing = servicelevel.Closing{}
			return more
		})
		if err != nil && more {
			yield(servicelevel.Closing{}, err)
		}
	}
}

// JSON is Statements with each statement as the JSON that AppendJSON writes. The
// bytes are good until the loop goes on: they lie in memory that is used again,
// so that a run leaves next to no garbage.
func (r Run) JSON(ctx context.Context, inputs iter.Seq2[servicelevel.Input, error]) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		more := true
		_, err := r.run(ctx, inputs, nil, (*item).write, func(p *parcel, it *item) bool {
			var text []byte
			if it.err == nil {
				text = p.text[it.text.from:it.text.to:it.text.to]
			}
			more = yield(text, it.err)
			return more
		})
		if err != nil && more {
			yield(nil, err)
		}
	}
}

// item is one contract of a run.
type item struct {
	in    servicelevel.Input
	index int
	raw   piece // in parcel.raw
	text  piece // in parcel.text
	err   error

	statement servicelevel.Statement
	closing   servicelevel.Closing
}

// piece is a part of the bytes of a parcel.
type piece struct{ from, to int }

// job makes the result of an item.
type job func(*item, *worker, *parcel) error

// worker makes statements, one at a time.
type worker struct {
	catalogue *servicelevel.Catalogue // of all editions of the run
	biller    *servicelevel.Biller
	explains  bool
}

// state makes the statement of an item, which is the caller's.
func (it *item) state(w *worker, _ *parcel) (err error) {
	if it.statement, err = w.catalogue.StatementOf(it.in); err == nil && w.explains {
		it.statement.Explain()
	}
	return err
}

// close closes the month of an item.
func (it *item) close(w *worker, _ *parcel) (err error) {
	if it.closing, err = w.catalogue.ClosingOf(it.in); err == nil && w.explains {
		it.closing.Statement.Explain()
	}
	return err
}

// write makes the JSON of an item's statement.
func (it *item) write(w *worker, p *parcel) error {
	s, err := w.biller.StatementOf(&it.in)
	if err != nil {
		return err
	}
	return it.append(w, p, s)
}

// append adds the JSON of an item's statement to that of the parcel.
func (it *item) append(w *worker, p *parcel, s *servicelevel.Statement) (err error) {
	if w.explains {
		s.Explain()
	}
	it.text.from = len(p.text)
	p.text, err = s.AppendJSON(p.text)
	it.text.to = len(p.text)
	return err
}

// catalogue returns that of all editions of the run.
func (r Run) catalogue() (*servicelevel.Catalogue, error) {
	var l fault.List
	l.Check(r.Workers >= 0 && r.Workers <= MaxWorkers, "workers", r.Workers, "must lie from 0 to 1024")
	c, others := r.Catalogue, []*servicelevel.Catalogue(nil)
	if c == nil {
		c, others = servicelevel.NUXIT(), append(others, servicelevel.Magic())
	}
	c, err := c.With(others...)
	l.In("", err)
	return c, l.Err()
}

// run makes the results of all inputs and hands them on in order, until hand
// says that it wants no more. load, if there is one, is called with each input. It returns
// how many were handed on.
func (r Run) run(
	ctx context.Context, inputs iter.Seq2[servicelevel.Input, error], load func(*parcel, *item), do job, hand func(*parcel, *item) bool,
) (Tally, error) {
	catalogue, err := r.catalogue()
	if err != nil || inputs == nil {
		return Tally{}, err
	}
	workers := r.Workers
	if workers == 0 {
		workers = min(runtime.GOMAXPROCS(0), MaxWorkers)
	}
	q := newQueue(ctx, workers)
	defer q.close()
	for i := range workers {
		w := &worker{catalogue: catalogue, biller: catalogue.Biller(), explains: r.Explain}
		work := func(p *parcel) {
			w.work(q, p, do)
			p.ready <- struct{}{}
		}
		if i == 0 {
			q.help = work // the goroutine of the loop is a worker too
		} else {
			q.start(work)
		}
	}
	d := delivery{progress: r.Progress, queue: q, load: load, hand: hand}
	err = d.run(inputs)
	return d.tally, err
}

// work makes the results of a parcel.
func (w *worker) work(q *queue, p *parcel, do job) {
	p.text = p.text[:0]
	for i := range p.items {
		it := &p.items[i]
		if it.err == nil && !q.stopped() {
			it.err = do(it, w, p)
		}
		if it.err != nil {
			it.err = &ContractError{it.index, it.in.Contract.ID, it.err}
		}
	}
}
