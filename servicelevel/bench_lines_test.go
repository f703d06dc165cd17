package servicelevel_test

import (
	"context"
	"io"
	"strings"
	"testing"

	sl "github.com/palier-go/palier/servicelevel"
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

// BenchmarkLines goes from bytes to bytes: a contract in JSON to its statement in JSON.
func BenchmarkLines(b *testing.B) {
	for name, in := range map[string]sl.Input{"pro": proMonth(), "business": businessMonth(), "serenity-quiet": quietMonth()} {
		doc := encode(b, in) + "\n"
		b.Run("palier/"+name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(doc)))
			_, _ = sl.MonthEnd{Workers: 1}.Lines(context.Background(), &linesAgain{line: strings.Repeat(doc, 10), n: (b.N + 9) / 10}, io.Discard)
		})
	}
}
