package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit/creditsql"
	"github.com/palier-go/palier/servicelevel"
)

// The story prints what its recorded output says, and ends with book, ledger and statements
// saying the same.
func TestStart(t *testing.T) {
	t.Parallel()
	var got bytes.Buffer
	require.NoError(t, start(&got, ""))
	require.Equal(t, recorded(t), got.String())
}

func recorded(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("testdata/output.txt")
	require.NoError(t, err)
	return string(text)
}

// That the desk is stopped changes no figure.
func TestWithoutStops(t *testing.T) {
	t.Parallel()
	var got bytes.Buffer
	require.NoError(t, run(t.Context(), &got, filepath.Join(t.TempDir(), "desk.db"), false))
	want := recorded(t)
	require.Equal(t, 2, strings.Count(want, stopped+"\n"))
	require.Equal(t, strings.ReplaceAll(want, stopped+"\n", ""), got.String())
}

// On a file that has the whole story nothing is added, and the statements are the same.
func TestSecondTime(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "desk? 100%.db")
	first, lines := told(t, file)
	second, same := told(t, file)
	require.Equal(t, first, second)
	require.Equal(t, lines, same)
	require.Len(t, lines, len(days(time.UTC))+2, "the facts, and that two months are closed")
	require.NoError(t, run(t.Context(), io.Discard, file, true))
	require.FileExists(t, file)
}

// told tells the story on a file, and returns the statements and what the file has then.
func told(t *testing.T, file string) ([]servicelevel.Statement, []servicelevel.Fact) {
	t.Helper()
	d := opened(t, file)
	statements, err := tell(t.Context(), io.Discard, d, days(servicelevel.NUXIT().Location()), true)
	require.NoError(t, err)
	store, err := creditsql.New[servicelevel.Fact](d.db, creditsql.SQLite)
	require.NoError(t, err)
	lines, err := store.Load(t.Context(), contract().ID, 0)
	require.NoError(t, err)
	return statements, lines
}

func opened(t *testing.T, file string) *desk {
	t.Helper()
	d, err := openDesk(context.Background(), file)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, d.close()) })
	return d
}

// A desk that breaks down anywhere in the story tells the rest of it later.
func TestBreakdown(t *testing.T) {
	t.Parallel()
	want, _ := told(t, filepath.Join(t.TempDir(), "desk.db"))
	broken := 0
	for n := 1; ; n += 7 {
		file := filepath.Join(t.TempDir(), "desk.db")
		ctx, cancel := context.WithCancel(t.Context())
		_, err := tell(ctx, &fuse{n, cancel}, opened(t, file), days(servicelevel.NUXIT().Location()), false)
		cancel()
		if err == nil {
			break
		}
		require.ErrorIs(t, err, context.Canceled)
		got, _ := told(t, file)
		require.Equal(t, want, got, n)
		broken++
	}
	require.Greater(t, broken, 5)
}

// fuse blows when so many lines are written.
type fuse struct {
	left int
	blow func()
}

func (f *fuse) Write(line []byte) (int, error) {
	if f.left--; f.left == 0 {
		f.blow()
	}
	return len(line), nil
}

// A file that is no database is refused.
func TestNoDatabase(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "desk.db")
	require.NoError(t, os.WriteFile(file, []byte(strings.Repeat("no database ", 100)), 0o600))
	require.ErrorContains(t, start(io.Discard, file), "not a database")
}

// Statements or a book that say otherwise than the ledger are found.
func TestCompareFindsADifference(t *testing.T) {
	t.Parallel()
	events := days(servicelevel.NUXIT().Location())
	d := opened(t, filepath.Join(t.TempDir(), "desk.db"))
	statements, err := tell(t.Context(), io.Discard, d, events, false)
	require.NoError(t, err)
	left, err := d.left(t.Context(), statements[1].Period.End)
	require.NoError(t, err)
	statements[1].Tickets[0].FromAllowance += time.Minute
	require.ErrorContains(t, compare(io.Discard, events, statements, left), "T1: the ledger says")
	statements[1].Tickets[0].FromAllowance -= time.Minute
	require.NoError(t, compare(io.Discard, events, statements, left))
	require.ErrorContains(t, compare(io.Discard, events, statements, left-time.Minute), "the ledger has 14h0m0s left, the book 13h59m0s")
}
