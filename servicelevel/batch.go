package servicelevel

import (
	"context"
	"iter"
	"runtime"
	"strconv"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// MaxWorkers is the most workers of one MonthEnd.
const MaxWorkers = 1024

// MonthEnd makes the statements of any number of contracts, on all cores and in
// the order of the input. The zero value is ready: contracts under NUXIT's and
// Magic's editions, a worker for each core that Go uses.
//
// A contract that is refused does not stop the others: its place in the sequence
// has a *ContractError. The results are the same, byte for byte, whatever the
// number of workers. What is in memory at a time is some contracts for each
// worker, however many there are in all.
//
// A MonthEnd is plain data and can be used for any number of runs at a time.
type MonthEnd struct {
	// Catalogues are the editions that the contracts name, so that one run takes contracts
	// whatever the edition they were signed under, or have changed to (D34). Two editions
	// under one id are refused. None are NUXIT and Magic.
	Catalogues []*Catalogue
	// Workers is how many statements are made at a time, at most MaxWorkers; zero is
	// runtime.GOMAXPROCS(0). One of the workers is the goroutine of the loop, while it
	// waits for the next result.
	Workers int
	// Explain has every statement explained, as Statement.Explain does.
	Explain bool
	// Reuse has Statements yield statements that are good until the loop goes on
	// only, as JSON's bytes are: they lie in memory that is used again, so that a run
	// leaves next to no garbage. Statement.Clone keeps one. Else each is the caller's
	// own.
	Reuse bool
	// Progress, where it is not nil, is called after each result has been taken,
	// with how many there have been and how many of them were errors. It is called
	// on the goroutine that takes them.
	Progress func(done, refused int)
}

// ContractError says which contract of a MonthEnd has no statement, and why.
type ContractError struct {
	Index    int    // in the input, from 0
	Contract string // Contract.ID; empty where the input itself failed
	Err      error  // what Catalogue.Statement says, or the error of the input
}

// Error implements error.
func (e *ContractError) Error() string {
	if e.Contract == "" {
		return "contract at index " + strconv.Itoa(e.Index) + ": " + e.Err.Error()
	}
	return "contract " + e.Contract + ": " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *ContractError) Unwrap() error { return e.Err }

// Statements yields the statement of each input, or a *ContractError, in the
// order of the inputs. An error that the inputs yield takes the place of its
// contract; whether more follow is theirs to say.
//
// A faulty MonthEnd yields one *FieldError and nothing else. When ctx ends, the
// last error is its cause. To stop earlier, leave the loop. However it ends, by a
// panic too, no goroutine is left behind: this waits for the statements at hand
// and for the inputs, which must heed ctx by themselves where they may block.
//
// The inputs run on the goroutine of the loop, ahead of it, and the loop's body runs
// while they stand at an element: what they hold open is open meanwhile.
func (m MonthEnd) Statements(ctx context.Context, inputs iter.Seq2[Input, error]) iter.Seq2[Statement, error] {
	return func(yield func(Statement, error) bool) {
		more := true
		_, err := m.run(ctx, inputs, nil, (*item).state, func(_ *parcel, it *item) bool {
			more = yield(it.out, it.err)
			return more
		})
		if err != nil && more {
			yield(Statement{}, err)
		}
	}
}

// Closings closes the month of each input that tells what happened as facts: it yields the
// statement and the state from which the next month goes on, both the caller's own. An
// input with an Activity, and one as of an instant, is refused. Else it is as Statements.
func (m MonthEnd) Closings(ctx context.Context, inputs iter.Seq2[Input, error]) iter.Seq2[Closing, error] {
	return func(yield func(Closing, error) bool) {
		more := true
		_, err := m.run(ctx, inputs, nil, (*item).close, func(_ *parcel, it *item) bool {
			more = yield(it.closing, it.err)
			it.closing = Closing{}
			return more
		})
		if err != nil && more {
			yield(Closing{}, err)
		}
	}
}

// JSON is Statements with each statement as the JSON that AppendJSON writes. The
// bytes are good until the loop goes on: they lie in memory that is used again,
// so that a run leaves next to no garbage, whatever Reuse says.
func (m MonthEnd) JSON(ctx context.Context, inputs iter.Seq2[Input, error]) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		more := true
		_, err := m.run(ctx, inputs, nil, (*item).write, func(p *parcel, it *item) bool {
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
	in    Input
	index int
	out   Statement
	mem   memory // of out, where it is used again
	raw   span   // in parcel.raw
	text  span   // in parcel.text
	err   error

	closing Closing
}

// job makes the result of an item.
type job func(*item, *worker, *parcel) error

// worker makes statements, one at a time.
type worker struct {
	catalogue *Catalogue // of all editions of the run
	biller    Biller
	book      Book
	reader    wire.Reader[Input]
	reuses    bool
	explains  bool
	explainer explainer
}

// state makes the statement of an item.
func (it *item) state(w *worker, _ *parcel) error {
	err := w.state(&it.out, &it.in)
	if err != nil {
		it.out = Statement{}
	}
	mem := &w.biller.mem
	if it.in.isBook() {
		mem = &w.book.scratch.b.mem
	}
	it.mem, *mem = *mem, it.mem
	if !w.reuses {
		it.mem = memory{} // the statement is the caller's
	}
	return err
}

// write makes the JSON of an item's statement.
func (it *item) write(w *worker, p *parcel) error {
	s := &w.biller.out
	*s = Statement{}
	if err := w.state(s, &it.in); err != nil {
		return err
	}
	from := len(p.text)
	var err error
	p.text, err = s.AppendJSON(p.text)
	it.text = span{from, len(p.text)}
	return err
}

func (w *worker) state(s *Statement, in *Input) error {
	var err error
	if in.isBook() {
		err = w.book.bill(w.catalogue, s, in)
	} else {
		err = w.biller.makeAsOf(w.catalogue, s, &in.Contract, &in.Activity, in.Month, in.AsOf)
	}
	if err == nil && w.explains {
		w.explainer.explain(s)
	}
	return err
}

// close closes the month of an item.
func (it *item) close(w *worker, _ *parcel) error {
	in := &it.in
	var l fault.List
	l.Check(in.Activity.isZero(), "activity", nil, "must be absent: a month is closed from its facts")
	l.Check(in.AsOf.IsZero(), "as_of", in.AsOf, "must be absent: a month is closed once it is over")
	l.In("", in.State.checkNext(in.Month))
	if !l.Empty() {
		return l.Err()
	}
	err := w.book.bill(w.catalogue, &it.closing.Statement, in)
	w.book.scratch.b.mem = memory{} // it is the caller's
	if err != nil {
		it.closing = Closing{}
		return err
	}
	it.closing.State = *w.book.closing(&it.closing.Statement)
	if w.explains {
		w.explainer.explain(&it.closing.Statement)
	}
	return nil
}

// check returns the catalogue of all editions.
func (m MonthEnd) check() (*Catalogue, error) {
	var l fault.List
	l.Check(m.Workers >= 0 && m.Workers <= MaxWorkers, "workers", m.Workers, "must lie from 0 to 1024")
	list := m.Catalogues
	if len(list) == 0 {
		list = []*Catalogue{NUXIT(), Magic()}
	}
	c, err := together("catalogues", 0, list)
	l.In("", err)
	return c, l.Err()
}

// run makes the results of all inputs and hands them on in order, until hand
// says that it wants no more. load, if there is one, is called with each input. It returns
// how many were handed on.
func (m MonthEnd) run(
	ctx context.Context, inputs iter.Seq2[Input, error], load func(*parcel, *item), do job, hand func(*parcel, *item) bool,
) (Tally, error) {
	catalogue, err := m.check()
	if err != nil || inputs == nil {
		return Tally{}, err
	}
	workers := m.Workers
	if workers == 0 {
		workers = min(runtime.GOMAXPROCS(0), MaxWorkers)
	}
	line := newLine(ctx, workers)
	defer line.close()
	for i := range workers {
		w := &worker{catalogue: catalogue, reader: wire.Reader[Input]{Lenient: true}, reuses: m.Reuse, explains: m.Explain}
		work := func(p *parcel) {
			w.work(line, p, do)
			p.ready <- struct{}{}
		}
		if i == 0 {
			line.help = work // the goroutine of the loop is a worker too
		} else {
			line.start(work)
		}
	}
	d := delivery{progress: m.Progress, line: line, load: load, hand: hand}
	err = d.run(inputs)
	return d.tally, err
}

// work makes the results of a parcel.
func (w *worker) work(l *line, p *parcel, do job) {
	p.text = p.text[:0]
	for i := range p.items {
		it := &p.items[i]
		it.out = Statement{}
		if it.err == nil && !l.stopped() {
			it.err = do(it, w, p)
		}
		if it.err != nil {
			it.err = &ContractError{it.index, it.in.Contract.ID, it.err}
		}
	}
}
