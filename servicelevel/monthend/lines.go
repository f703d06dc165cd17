package monthend

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
	"strconv"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel"
)

// MaxLine is the most bytes of a line that Run.Lines, ReadInputs and ReadStatements
// read; a longer one is refused, and the next one read.
const MaxLine = 16 << 20

// LineError says in which line of a stream something is wrong.
type LineError struct {
	Line int // from 1
	Err  error
}

// Error implements error.
func (e *LineError) Error() string {
	return "monthend: line " + strconv.Itoa(e.Line) + ": " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *LineError) Unwrap() error { return e.Err }

// Tally is how many lines a run has answered, and how many of them it refused.
type Tally struct{ Done, Refused int }

// Lines makes a statement of each line that it reads, an Input as JSON, and writes a line
// for each in their order: the statement, as AppendJSON writes it, or a RefusedLine. An empty
// line is refused like any other that is no Input. ReadStatements reads what it wrote.
//
// It reads ahead, writes some lines at a time, and uses all its memory again: a run over any
// number of lines takes the same. It ends with the last line, or at an
// error of in, which is a *LineError, of out, of the Run itself, or of ctx; the lines
// answered till then are written. Like Statements it leaves no goroutine behind, and in and
// out must heed ctx by themselves if they may block.
func (r Run) Lines(ctx context.Context, in io.Reader, out io.Writer) (Tally, error) {
	var l fault.List
	l.Check(in != nil, "in", nil, "must be given")
	l.Check(out != nil, "out", nil, "must be given")
	if !l.Empty() {
		return Tally{}, l.Err()
	}
	var unread, unwritten error
	var line []byte
	lines := newLineReader(in)
	w := bufio.NewWriterSize(out, lineBuffer)
	inputs := func(yield func(servicelevel.Input, error) bool) {
		for {
			var err error
			if line, err = lines.next(); err != nil && err != errLongLine { //nolint:errorlint // the value itself
				unread = lines.failure(err)
				return
			}
			if !yield(servicelevel.Input{}, err) {
				return
			}
		}
	}
	load := func(p *parcel, it *item) {
		from := len(p.raw)
		p.raw = append(p.raw, line...)
		it.raw = piece{from, len(p.raw)}
	}
	t, err := r.run(ctx, inputs, load, (*item).line, func(p *parcel, it *item) bool {
		var answer []byte
		if it.err == nil {
			answer = p.text[it.text.from:it.text.to]
		} else {
			answer, unwritten = refusalOf(it).MarshalJSON()
			answer = append(answer, '\n')
		}
		if unwritten == nil {
			_, unwritten = w.Write(answer)
		}
		return unwritten == nil
	})
	return t, cmp.Or(err, unwritten, w.Flush(), unread)
}

// line makes the JSON of the statement that a line asks for. What is wrong with an activity
// its statement finds; only if that is refused are all faults asked for.
func (it *item) line(w *worker, p *parcel) error {
	in, err := w.biller.Read(p.raw[it.raw.from:it.raw.to])
	var s *servicelevel.Statement
	if err == nil {
		if s, err = w.biller.StatementOf(in); err != nil {
			err = cmp.Or(in.Validate(), err)
		}
	}
	if err != nil {
		if in != nil {
			it.in.Contract.ID = in.Contract.ID // for the refusal
		}
		return err
	}
	err = it.append(w, p, s)
	p.text = append(p.text, '\n')
	it.text.to = len(p.text)
	return err
}

// ReadInputs yields the inputs of JSON lines, for Run's other runs. A line that is none is
// a *LineError, and so is an error of in, which ends them.
func ReadInputs(in io.Reader) iter.Seq2[servicelevel.Input, error] {
	return readLines(in, func(line []byte) (in servicelevel.Input, err error) {
		err = in.UnmarshalJSON(line)
		return in, err
	})
}

// ReadStatements yields the statements of lines that Run.Lines wrote. The
// error of a line that was refused is a *RefusedLine; else it is as ReadInputs.
func ReadStatements(in io.Reader) iter.Seq2[servicelevel.Statement, error] {
	return readLines(in, func(line []byte) (s servicelevel.Statement, err error) {
		if !bytes.HasPrefix(line, []byte(`{"line":`)) {
			err = s.UnmarshalJSON(line)
			return s, err
		}
		r := new(RefusedLine)
		if err = r.UnmarshalJSON(line); err == nil {
			err = r
		}
		return s, err
	})
}

func readLines[T any](in io.Reader, read func([]byte) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		if in == nil {
			yield(zero, fault.New("in", nil, "must be given"))
			return
		}
		lines := newLineReader(in)
		for {
			line, err := lines.next()
			if err != nil && err != errLongLine { //nolint:errorlint // the value itself
				if err = lines.failure(err); err != nil {
					yield(zero, err)
				}
				return
			}
			v := zero
			if err == nil {
				v, err = read(line)
			}
			if _, answered := err.(*RefusedLine); err != nil && !answered { //nolint:errorlint // as read returned it
				v, err = zero, &LineError{lines.read, err}
			}
			if !yield(v, err) {
				return
			}
		}
	}
}

// lineReader cuts a stream into lines.
type lineReader struct {
	in   *bufio.Reader
	long []byte // a line that the buffer does not hold
	read int    // how many lines have been
}

const lineBuffer = 64 << 10

var errLongLine = fmt.Errorf("must not be longer than %d bytes", MaxLine)

func newLineReader(in io.Reader) *lineReader {
	return &lineReader{in: bufio.NewReaderSize(in, lineBuffer)}
}

// next returns the next line, without its end, good until the next call; errLongLine for one that
// is too long, which it passes over; or the error of the stream, which is io.EOF at its end.
func (r *lineReader) next() ([]byte, error) {
	line, err := r.in.ReadSlice('\n')
	if err == bufio.ErrBufferFull { //nolint:errorlint // bufio does not wrap it
		r.long = r.long[:0]
		for ; err == bufio.ErrBufferFull; line, err = r.in.ReadSlice('\n') { //nolint:errorlint // the same
			if len(r.long) <= MaxLine {
				r.long = append(r.long, line...)
			}
		}
		if len(r.long) <= MaxLine {
			r.long = append(r.long, line...)
		}
		line = r.long
	}
	if err != nil && (err != io.EOF || len(line) == 0) {
		return nil, err
	}
	r.read++
	line = bytes.TrimSuffix(line, []byte("\n"))
	if len(line) > MaxLine {
		return nil, errLongLine
	}
	return line, nil
}

// failure is what ended the stream, or nil if that is its end.
func (r *lineReader) failure(err error) error {
	if err == io.EOF { //nolint:errorlint // readers do not wrap it
		return nil
	}
	return &LineError{r.read + 1, err}
}
