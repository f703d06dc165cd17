package command_test

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/examples/internal/command"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ args, year, printed, fault string }{
		{args: "", year: "2026"},
		{args: "-year 2027", year: "2027"},
		{args: "-h", year: "2026", printed: "the `year` to print"},
		{args: "-month 5", year: "2026", fault: "flag provided but not defined: -month"},
		{args: "-year 2027 2028", year: "2027", fault: `must have flags alone (got "2028")`},
	} {
		flags := flag.NewFlagSet("test", flag.ContinueOnError)
		year := flags.String("year", "2026", "the `year` to print")
		var out bytes.Buffer
		done, err := command.Parse(flags, strings.Fields(c.args), &out)
		assert.Equal(t, c.printed != "", done, c.args)
		assert.Equal(t, c.year, *year, c.args)
		if c.printed == "" {
			assert.Empty(t, out.String(), c.args)
		} else {
			assert.Contains(t, out.String(), "-year year", c.args)
		}
		if c.fault == "" {
			assert.NoError(t, err, c.args)
		} else {
			assert.EqualError(t, err, c.fault, c.args)
		}
	}
}

func TestRead(t *testing.T) {
	file := filepath.Join(t.TempDir(), "month.json")
	require.NoError(t, os.WriteFile(file, bytes.Repeat([]byte{' '}, 1<<20), 0o600))
	data, err := command.Read(file, nil, 1)
	require.NoError(t, err)
	assert.Len(t, data, 1<<20)
	data, err = command.Read("-", strings.NewReader("{}"), 1)
	require.NoError(t, err)
	assert.Equal(t, "{}", string(data))

	_, err = command.Read("-", strings.NewReader(strings.Repeat(" ", 1<<20+1)), 1)
	assert.EqualError(t, err, "is larger than 1 MiB")
	_, err = command.Read(file+"x", nil, 1)
	assert.EqualError(t, err, "no such file or directory")
	_, err = command.Read("-", nil, 1)
	assert.EqualError(t, err, "no such file or directory")
	_, err = command.Read(".", nil, 1)
	assert.EqualError(t, err, "is a directory")
	_, err = command.Read("-", io.MultiReader(strings.NewReader("{"), broken{}), 1)
	assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
}

// broken is an input that ends too early.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
