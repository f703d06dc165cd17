package editions_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/examples/internal/editions"
)

func source(t *testing.T, all bool, args ...string) *editions.Source {
	t.Helper()
	var s editions.Source
	flags := flag.NewFlagSet("test", flag.ContinueOnError)
	s.Flags(flags, "a sample", all)
	require.NoError(t, flags.Parse(args))
	return &s
}

func TestSource(t *testing.T) {
	one, two := filepath.Join(t.TempDir(), "one.json"), filepath.Join(t.TempDir(), "two.json")
	require.NoError(t, os.WriteFile(one, []byte("1"), 0o600))
	require.NoError(t, os.WriteFile(two, []byte("2"), 0o600))
	sample := editions.Document{Name: "the sample", Data: []byte("0")}

	known, months, err := source(t, false).Read(nil, sample)
	require.NoError(t, err)
	assert.Len(t, known, 2)
	assert.Equal(t, []editions.Document{sample}, months)

	_, months, err = source(t, false, "-in", one, "-in", "-", "-in", two).Read(strings.NewReader("3"), sample)
	require.NoError(t, err)
	assert.Equal(t, []editions.Document{{one, []byte("1")}, {"standard input", []byte("3")}, {two, []byte("2")}}, months)

	for all, want := range map[bool]int{true: 3, false: 1} {
		known, months, err = source(t, all, "-host", host).Read(nil, sample)
		require.NoError(t, err)
		assert.Len(t, known, 3)
		assert.Len(t, months, want)
		assert.Equal(t, host, months[0].Name)
	}
	_, first, err := source(t, false, "-host", host).ReadOne(nil, sample)
	require.NoError(t, err)
	assert.Equal(t, months[0], first)
	_, may, err := source(t, false, "-host", host, "-month", "2026-05").ReadOne(nil, sample)
	require.NoError(t, err)
	assert.Contains(t, string(may.Data), `"month":"2026-05"`)

	for args, want := range map[string]string{
		"-month 2026-05":           "-month: must not be given without -host",
		"-host x -in y":            "-host: has its edition and its months, so -edition and -in must not be given",
		"-host x -edition y":       "-host: has its edition and its months, so -edition and -in must not be given",
		"-in a -in b":              "-in: must be given once",
		"-in missing":              "missing: no such file or directory",
		"-in -":                    "standard input: is larger than 16 MiB",
		"-edition -":               "-: no such file or directory",
		"-host missing -month 1/2": "missing: no such file or directory",
	} {
		_, _, err := source(t, false, strings.Fields(args)...).ReadOne(strings.NewReader(strings.Repeat(" ", 16<<20+1)), sample)
		assert.EqualError(t, err, want, args)
	}
}
