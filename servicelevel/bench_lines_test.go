package servicelevel_test

import (
	"context"
	"encoding/json"
	"io"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/wire"
	sl "github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/monthend"
)

// linesAgain are n times one line.
type linesAgain struct {
	line string
	n    int
	rest string
}

func (r *linesAgain) Read(p []byte) (int, error) {
	if r.rest == "" {
		if r.n == 0 {
			return 0, io.EOF
		}
		r.n--
		r.rest = r.line
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

func lineMonths() map[string]sl.Input {
	return map[string]sl.Input{"pro": proMonth(), "business": businessMonth(), "serenity-quiet": quietMonth()}
}

// By hand the statement comes to the same figures, and says the same of them.
func TestByHandFromBytesToBytes(t *testing.T) {
	t.Parallel()
	for name, in := range lineMonths() {
		text, err := peers()["naive"].byHand([]byte(encode(t, in)))
		require.NoError(t, err)
		var got handStatement
		require.NoError(t, json.Unmarshal(text, &got))
		want, err := sl.NUXIT().Statement(in.Contract, in.Activity, in.Month)
		require.NoError(t, err)
		want.Explain()
		require.Equal(t, want.Invoice.Gross.StringFixed(2), got.Gross, name)
		require.Len(t, got.Lots, len(want.Credit.Lots), name)
		require.Equal(t, saidByStatement(&want), got.said(), name)
	}
}

// said returns all texts, in French and in English.
func (s *handStatement) said() (all []handWords) {
	lines := s.Lines
	if s.Owed != nil {
		lines = append(slices.Clone(lines), *s.Owed)
	}
	for _, l := range lines {
		all = append(all, l.Label, l.Why)
	}
	for _, t := range s.Tickets {
		all = append(all, t.Why)
	}
	for _, a := range s.Answers {
		all = append(all, a.Why)
	}
	if s.Why.FR != "" {
		all = append(all, s.Why)
	}
	for _, c := range s.Choices {
		all = append(all, c.Why)
	}
	return all
}

func saidByStatement(s *sl.Statement) (all []handWords) {
	add := func(w sl.Wording) { all = append(all, handWords{w.FR, w.EN}) }
	lines := s.Invoice.Lines
	if s.Compensation != nil {
		lines = append(slices.Clone(lines), s.Compensation.Lines...)
	}
	for _, l := range lines {
		add(l.Label)
		add(l.Explained)
	}
	for _, t := range s.Tickets {
		add(t.Explained)
	}
	for _, g := range s.Guarantees {
		add(g.Explained)
	}
	for _, u := range s.Availability {
		add(u.Explained)
	}
	for _, a := range s.Assumptions {
		add(a.Explained)
	}
	return all
}

// BenchmarkLines goes from bytes to bytes, on one core: a contract in JSON to its statement in
// JSON, and the same by hand with encoding/json.
func BenchmarkLines(b *testing.B) {
	for name, in := range lineMonths() {
		doc := encode(b, in)
		for run, m := range map[string]monthend.Run{"palier": {Workers: 1}, "palier-explained": {Workers: 1, Explain: true}} {
			b.Run(run+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(len(doc) + 1))
				_, _ = m.Lines(context.Background(), &linesAgain{line: doc + "\n", n: b.N}, io.Discard)
			})
		}
		for peer, n := range peers() {
			b.Run(peer+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(len(doc) + 1))
				for b.Loop() {
					_, _ = n.byHand([]byte(doc))
				}
			})
		}
	}
}

// BenchmarkInput reads a contract in JSON and checks it; by hand encoding/json reads it into structs of
// one's own, and nothing is checked. internal/wire/peers does the same beside codecs that do not link with every
// toolchain.
func BenchmarkInput(b *testing.B) {
	for name, in := range lineMonths() {
		doc := []byte(encode(b, in))
		b.Run("palier/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var in sl.Input
				_ = in.UnmarshalJSON(doc)
			}
		})
		b.Run("palier-reused/"+name, func(b *testing.B) {
			b.ReportAllocs()
			var r wire.Reader[sl.Input]
			for b.Loop() {
				_, _ = r.Read(doc)
			}
		})
		b.Run("encoding-json/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var h handMonth
				_ = json.Unmarshal(doc, &h)
			}
		})
	}
}

// BenchmarkWritten writes a statement, without its texts.
func BenchmarkWritten(b *testing.B) {
	for name, in := range lineMonths() {
		b.Run("palier/"+name, func(b *testing.B) {
			b.ReportAllocs()
			s, err := sl.NUXIT().Statement(in.Contract, in.Activity, in.Month)
			require.NoError(b, err)
			var text []byte
			for b.Loop() {
				text, _ = s.AppendJSON(text[:0])
			}
		})
	}
}
