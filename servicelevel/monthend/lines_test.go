package monthend_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/monthend"
)

// answer is what a line has to be answered with: by reading it alone, and StatementOf. A refusal
// names the contract if the document itself can be read.
func answer(t require.TestingT, n int, line []byte) string {
	var in servicelevel.Input
	err := in.UnmarshalJSON(line)
	if err == nil {
		var s servicelevel.Statement
		if s, err = both(t).StatementOf(in); err == nil {
			return encode(t, s)
		}
	}
	type unchecked servicelevel.Input
	_ = wire.Decode(line, (*unchecked)(&in))
	return encode(t, monthend.RefusedLine{Line: n, Contract: in.Contract.ID, Faults: servicelevel.Faults(err)})
}

// spoil changes a document in one place: a value, a name, or a few bytes.
func spoil(r *rand.Rand, doc []byte) []byte {
	if r.IntN(8) == 0 {
		cut := r.IntN(len(doc) + 1)
		return bytes.ReplaceAll(append(bytes.Clone(doc[:cut]), doc[min(len(doc), cut+r.IntN(3)):]...), []byte("\n"), nil)
	}
	var v any
	if json.Unmarshal(doc, &v) != nil {
		return doc
	}
	values := []any{nil, 0, -1, "", "?", "0", "1.5", "PT1H", "2026-05-14T00:00:00Z", "2026-05", true, []any{}, map[string]any{}}
	at := v
	for {
		switch part := at.(type) {
		case map[string]any:
			names := slices.Sorted(maps.Keys(part))
			if len(names) == 0 {
				return doc
			}
			name := names[r.IntN(len(names))]
			switch r.IntN(4) {
			case 0:
				part[name] = values[r.IntN(len(values))]
			case 1:
				delete(part, name)
			default:
				at = part[name]
				continue
			}
		case []any:
			if len(part) == 0 {
				return doc
			}
			if i := r.IntN(len(part)); r.IntN(3) > 0 {
				at = part[i]
				continue
			} else {
				part[i] = part[r.IntN(len(part))] // an id twice
			}
		}
		out, _ := json.Marshal(v)
		return out
	}
}

// someLines are documents of contracts, many of them wrong in some way.
func someLines(t require.TestingT, r *rand.Rand, n int) (lines [][]byte) {
	for i := range n {
		doc, err := json.Marshal(generate(r, i))
		require.NoError(t, err)
		for r.IntN(2) == 0 {
			doc = spoil(r, doc)
		}
		switch r.IntN(12) {
		case 0:
			doc = nil
		case 1:
			doc = append(doc, '\r')
		}
		lines = append(lines, doc)
	}
	return lines
}

// Each line is answered as it is alone, whatever the lines before it left in memory.
func TestLinesAreAnsweredAsTheyAreAlone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		lines := someLines(t, r, rapid.IntRange(0, 100).Draw(t, "lines"))
		var want strings.Builder
		refused, done := 0, 0
		for i, line := range lines {
			a := answer(t, i+1, line)
			if strings.HasPrefix(a, `{"line":`) {
				refused++
			}
			want.WriteString(a + "\n")
		}
		in := bytes.Join(lines, []byte("\n"))
		if n := len(lines); n > 0 && len(lines[n-1]) == 0 || rapid.Bool().Draw(t, "end") && n > 0 {
			in = append(in, '\n')
		}
		run := monthend.Run{Workers: rapid.IntRange(1, 3).Draw(t, "workers"), Progress: func(d, n int) {
			require.Equal(t, done+1, d)
			require.LessOrEqual(t, n, d)
			done++
		}}
		var out strings.Builder
		tally, err := run.Lines(context.Background(), iotest.OneByteReader(bytes.NewReader(in)), &out)
		require.NoError(t, err)
		require.Equal(t, want.String(), out.String())
		require.Equal(t, monthend.Tally{Done: len(lines), Refused: refused}, tally)
		require.Equal(t, len(lines), done)

		n := 0
		for s, err := range monthend.ReadStatements(strings.NewReader(out.String())) {
			if n++; err != nil {
				var no *monthend.RefusedLine
				require.ErrorAs(t, err, &no)
				require.Equal(t, n, no.Line)
				refused--
				continue
			}
			require.Equal(t, strings.Split(out.String(), "\n")[n-1], encode(t, s))
		}
		require.Equal(t, []int{len(lines), 0}, []int{n, refused})
	})
}

// The inputs of lines are those that encoding/json reads one by one.
func TestReadInputs(t *testing.T) {
	t.Parallel()
	lines := someLines(t, rand.New(rand.NewPCG(1, 2)), 200)
	n := 0
	for in, err := range monthend.ReadInputs(bytes.NewReader(append(bytes.Join(lines, []byte("\n")), '\n'))) {
		var want servicelevel.Input
		wantErr := want.UnmarshalJSON(lines[n])
		require.Equal(t, want, in)
		if n++; wantErr == nil {
			require.NoError(t, err)
			continue
		}
		var of *monthend.LineError
		require.ErrorAs(t, err, &of)
		require.Equal(t, n, of.Line)
		require.Equal(t, wantErr.Error(), of.Err.Error())
		require.EqualError(t, err, fmt.Sprintf("monthend: line %d: %v", n, wantErr))
	}
	require.Equal(t, len(lines), n)
	for range monthend.ReadInputs(bytes.NewReader(lines[0])) {
		break
	}
}

// endless are a thousand million letters, in a line that has no end.
type endless struct{ left int }

func (e *endless) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), e.left)
	e.left -= n
	for i := range n {
		p[i] = 'a'
	}
	return n, nil
}

// A line that is too long is passed over in bounded memory, and the next one read.
func TestLinesThatAreTooLong(t *testing.T) {
	t.Parallel()
	doc := encode(t, proMonth())
	blank := strings.Repeat(" ", monthend.MaxLine-len(doc))
	for _, c := range []struct {
		line    io.Reader
		refused int
	}{
		{strings.NewReader(doc + blank), 0},
		{strings.NewReader(doc + blank + " "), 1},
		{&endless{200 << 20}, 1},
	} {
		var out strings.Builder
		tally, err := monthend.Run{Workers: 1}.Lines(context.Background(), io.MultiReader(c.line, strings.NewReader("\n"+doc)), &out)
		require.NoError(t, err)
		require.Equal(t, monthend.Tally{Done: 2, Refused: c.refused}, tally)
		answers := strings.Split(out.String(), "\n")
		assert.Equal(t, answer(t, 2, []byte(doc)), answers[1])
		if c.refused > 0 {
			assert.Equal(t, `{"line":1,"faults":[{"reason":"must not be longer than 16777216 bytes"}]}`, answers[0])
		} else {
			assert.Equal(t, answers[1], answers[0])
		}
	}
}

// full is a disk that is full after some bytes.
type full struct{ room int }

var errFull = errors.New("no space left")

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.room {
		return 0, errFull
	}
	f.room -= len(p)
	return len(p), nil
}

func TestLinesOfStreamsThatFail(t *testing.T) {
	t.Parallel()
	ctx, doc := context.Background(), encode(t, proMonth())+"\n"
	broken := func(lines int) io.Reader {
		return io.MultiReader(strings.NewReader(strings.Repeat(doc, lines)+"{"), iotest.ErrReader(errSource))
	}

	var out strings.Builder
	tally, err := monthend.Run{}.Lines(ctx, broken(300), &out)
	require.ErrorIs(t, err, errSource)
	require.EqualError(t, err, "monthend: line 301: the source failed")
	assert.Equal(t, monthend.Tally{Done: 300}, tally)
	assert.Equal(t, 300, strings.Count(out.String(), "\n"), "the lines before it are answered")

	n := 0
	for _, err = range monthend.ReadInputs(broken(3)) {
		n++
	}
	require.EqualError(t, err, "monthend: line 4: the source failed")
	assert.Equal(t, 4, n)

	_, err = monthend.Run{}.Lines(ctx, strings.NewReader(strings.Repeat(doc, 1000)), &full{100_000})
	require.ErrorIs(t, err, errFull)
	_, err = monthend.Run{}.Lines(ctx, strings.NewReader(doc), &full{})
	require.ErrorIs(t, err, errFull, "when it is flushed")

	ended, end := context.WithCancelCause(ctx)
	out.Reset()
	run := monthend.Run{Progress: func(done, _ int) {
		if done == 100 {
			end(errSource)
		}
	}}
	tally, err = run.Lines(ended, strings.NewReader(strings.Repeat(doc, 1000)), &out)
	require.ErrorIs(t, err, errSource)
	assert.Equal(t, monthend.Tally{Done: 100}, tally)
	assert.Equal(t, 100, strings.Count(out.String(), "\n"))
}

func TestLinesOfNothing(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	tally, err := monthend.Run{}.Lines(context.Background(), strings.NewReader(""), &out)
	require.NoError(t, err)
	assert.Equal(t, monthend.Tally{}, tally)
	assert.Empty(t, out.String())
	_, err = monthend.Run{}.Lines(context.Background(), nil, nil)
	require.EqualError(t, err, "in: must be given\nout: must be given")
	_, err = monthend.Run{Workers: -1}.Lines(context.Background(), strings.NewReader(""), &out)
	require.ErrorContains(t, err, "workers: must lie from 0 to 1024")
	for range monthend.ReadInputs(strings.NewReader("")) {
		t.Fatal("there is no line")
	}
	for _, err := range monthend.ReadStatements(nil) {
		require.EqualError(t, err, "in: must be given")
	}
	for _, err := range monthend.ReadStatements(strings.NewReader(`{"line":0,"faults":[{"reason":""}]}`)) {
		require.EqualError(t, err, "monthend: line 1: line: must be at least 1 (got \"0\")\nfaults[0].reason: must be given")
	}
}

// A run leaves no more garbage than the strings of what it reads.
func TestLinesInMemoryThatIsUsedAgain(t *testing.T) { //nolint:paralleltest // it counts allocations
	if raceEnabled {
		t.Skip("the race detector allocates")
	}
	doc := encode(t, proMonth()) + "\n"
	few, many := strings.Repeat(doc, 1000), strings.Repeat(doc, 3000)
	count := func(lines string) float64 {
		return testing.AllocsPerRun(5, func() {
			_, err := monthend.Run{Workers: 1}.Lines(context.Background(), strings.NewReader(lines), io.Discard)
			require.NoError(t, err)
		})
	}
	assert.LessOrEqual(t, (count(many)-count(few))/2000, 1.01, "allocations a line")
}

func ExampleRun_Lines() {
	in := strings.NewReader(`{"month":"2026-05","contract":{"schema":"palier/1","id":"NX-1","customer":"Atelier du Port","edition":"nuxit","level":"pro","start":"2026-01-01"}}
{"month":"2026-05","contract":{"schema":"palier/1","id":"NX-2","customer":"Boutique des Halles","edition":"nuxit","level":"gold","start":"2026-01-01"}}
`)
	var out bytes.Buffer
	tally, err := monthend.Run{}.Lines(context.Background(), in, &out)
	fmt.Println(tally, err)
	for s, err := range monthend.ReadStatements(&out) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(s.Contract, s.Invoice.Gross)
	}
	// Output:
	// {2 1} <nil>
	// NX-1 54
	// monthend: line 2: contract.level: is not a level of the edition nuxit, which has standard, serenity, pro, business, critical_business (got "gold")
}
