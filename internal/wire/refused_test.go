package wire_test

import (
	"flag"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/wire"
)

var update = flag.Bool("update", false, "write the faults of testdata/refused.txt anew")

// refusal is a document that is refused, and its faults.
type refusal struct {
	typ, doc string
	faults   []string
}

// refusals reads testdata/refused.txt: a type, the document behind a tab, and each of
// its faults behind two, as Go writes strings.
func refusals(t *testing.T) []refusal {
	t.Helper()
	data, err := os.ReadFile("testdata/refused.txt")
	require.NoError(t, err)
	var all []refusal
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		text := strings.TrimLeft(line, "\t")
		switch len(line) - len(text) {
		case 0:
			all = append(all, refusal{typ: line})
		case 1:
			all[len(all)-1].doc = unquoted(t, text)
		case 2:
			last := &all[len(all)-1]
			last.faults = append(last.faults, unquoted(t, text))
		}
	}
	return all
}

func unquoted(t *testing.T, s string) string {
	t.Helper()
	u, err := strconv.Unquote(s)
	require.NoError(t, err, s)
	return u
}

// The documents were refused with these words by the codec before this one.
func TestRefusedDocuments(t *testing.T) {
	t.Parallel()
	all := refusals(t)
	require.Greater(t, len(all), 300)
	var out strings.Builder
	for _, r := range all {
		v := reflect.New(reflect.TypeOf(exported[r.typ]))
		before := reflect.New(v.Type().Elem())
		got := faults(wire.Decode([]byte(r.doc), v.Interface()))
		for i := range got { // an int has 32 bits on some machines
			got[i] = strings.ReplaceAll(got[i], "-2147483648 to 2147483647", "-9223372036854775808 to 9223372036854775807")
		}
		if *update {
			r.faults = got
		}
		require.Equal(t, r.faults, got, "%s %s", r.typ, r.doc)
		require.Equal(t, before.Interface(), v.Interface(), "%s %s", r.typ, r.doc)
		out.WriteString(r.typ + "\n\t" + strconv.Quote(r.doc) + "\n")
		for _, f := range got {
			out.WriteString("\t\t" + strconv.Quote(f) + "\n")
		}
	}
	if *update {
		require.NoError(t, os.WriteFile("testdata/refused.txt", []byte(out.String()), 0o600))
	}
}
