package main

import (
	"encoding/json"
	"errors"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/textio"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/internal/batch"
	"github.com/palier-go/palier/servicelevel"
)

// Beam wants to know before main begins what may run on another machine.
func init() {
	register.DoFn2x0[Range, func(int64)](&numbersFn{})
	register.DoFn4x1[int64, func(batch.Totals), func(string), func(string), error](&statementFn{})
	register.DoFn1x2[batch.Totals, string, error](&lineFn{})
	register.Combiner1[batch.Totals](&sumFn{})
	register.Emitter1[int64]()
	register.Emitter1[batch.Totals]()
	register.Emitter1[string]()
}

// Run is a month of contracts numbered from 1, made from the seed.
type Run struct {
	Month     calendar.Month
	Contracts int64
	Seed      int64
	Shards    int64 // ranges of numbers that workers share; at least 1
}

// Validate says what is wrong with the run.
func (r Run) Validate() error {
	if r.Contracts < 1 || r.Contracts > 1_000_000_000 || r.Shards < 1 || r.Shards > 100_000 {
		return errors.New("-contracts must be from 1 to 1 000 000 000, -shards from 1 to 100 000")
	}
	return nil
}

// Files of a folder that a pipeline writes.
const (
	totalsFile     = "totals.json"
	statementsFile = "statements.jsonl"
	refusedFile    = "refused.txt"
)

// Build adds the month to a pipeline. It writes the totals into the folder and,
// where all is true, each statement and each refusal too: a line each, in no
// particular order.
//
// A contract is one element and never meets another: nothing is grouped until the
// totals, which workers add up before they send them.
func Build(s beam.Scope, r Run, folder string, all bool) {
	// Without the reshuffle a runner would fuse this with what follows, and one
	// worker would do everything.
	ranges := beam.Reshuffle(s, beam.CreateList(s, r.ranges()))
	numbers := beam.ParDo(s, &numbersFn{}, ranges)
	totals, statements, refused := beam.ParDo3(s, &statementFn{Seed: r.Seed, Month: r.Month, Text: all}, numbers)
	sum := beam.Combine(s, &sumFn{}, totals)
	textio.Write(s, folder+"/"+totalsFile, beam.ParDo(s, &lineFn{}, sum))
	if all {
		textio.Write(s, folder+"/"+statementsFile, statements)
		textio.Write(s, folder+"/"+refusedFile, refused)
	}
}

// Range is the numbers [First, Past).
type Range struct{ First, Past int64 }

// ranges are the numbers of all contracts in parts of nearly the same size.
func (r Run) ranges() []Range {
	n := min(r.Shards, r.Contracts)
	list := make([]Range, n)
	for i := range n {
		list[i] = Range{1 + i*r.Contracts/n, 1 + (i+1)*r.Contracts/n}
	}
	return list
}

// numbersFn turns a range into its numbers, an element each.
type numbersFn struct{}

func (*numbersFn) ProcessElement(r Range, emit func(int64)) {
	for number := r.First; number < r.Past; number++ {
		emit(number)
	}
}

// statementFn makes the statement of a contract.
type statementFn struct {
	Seed  int64
	Month calendar.Month
	Text  bool // emit statements and refusals too

	catalogue *servicelevel.Catalogue
	text      []byte
}

// StartBundle takes the catalogue, which a process compiles once.
func (f *statementFn) StartBundle(func(batch.Totals), func(string), func(string)) {
	f.catalogue = servicelevel.NUXIT()
}

// ProcessElement emits what the contract adds to the totals, and its statement's
// JSON or why it has none. A refusal is a result; only a fault of the program
// itself fails the bundle.
func (f *statementFn) ProcessElement(number int64, totals func(batch.Totals), statement, refused func(string)) error {
	in := contract(f.Seed, f.Month, number)
	s, err := f.catalogue.StatementOf(in)
	if err != nil {
		totals(batch.Totals{Refused: 1})
		if f.Text {
			refused(in.Contract.ID + ": " + err.Error())
		}
		return nil
	}
	if f.text, err = s.AppendJSON(f.text[:0]); err != nil {
		return err
	}
	b, err := batch.BillOf(&s, f.text)
	if err != nil {
		return err
	}
	var t batch.Totals
	t.Add(&b)
	totals(t)
	if f.Text {
		statement(string(f.text))
	}
	return nil
}

// sumFn adds up totals.
type sumFn struct{}

func (*sumFn) MergeAccumulators(a, b batch.Totals) batch.Totals { return a.Plus(b) }

// lineFn writes totals as JSON.
type lineFn struct{}

func (*lineFn) ProcessElement(t batch.Totals) (string, error) {
	b, err := json.Marshal(t)
	return string(b), err
}
