package journal_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit/journal"
)

// refusedNames are no names, and why.
var refusedNames = map[string]string{
	"":                       "must not be empty",
	strings.Repeat("x", 129): "must not be longer than 128 bytes",
	"a\x00b":                 "must be text without control characters",
	"a\nb":                   "must be text without control characters",
	"a\u2028b":               "must be text without control characters",
	"a\u0085b":               "must be text without control characters",
	"\xff":                   "must be UTF-8",
	" a":                     "must not begin or end with a space",
	"a\u00a0":                "must not begin or end with a space",
}

func TestNamesOfOwners(t *testing.T) {
	t.Parallel()
	s := new(notes)
	for name, reason := range refusedNames {
		_, loaded := s.Load(ctx, name, 0)
		_, snapshot := s.LoadSnapshot(ctx, name)
		for field, err := range map[string]error{
			"owner":            loaded,
			"batches[1].owner": s.Append(ctx, batch("A", 0, "a"), batch(name, 0, "a")),
			"last":             s.SaveSnapshot(ctx, "A", journal.Snapshot{After: 1, Last: name}),
		} {
			var f *journal.FieldError
			require.ErrorAs(t, err, &f, "%q", name)
			assert.Equal(t, field, f.Field)
			assert.Equal(t, reason, f.Reason)
		}
		assert.Equal(t, loaded, snapshot)
		assert.Equal(t, loaded, s.SaveSnapshot(ctx, name, journal.Snapshot{After: 1, Last: "a"}))
	}
	for _, name := range []string{"a", "« é » 42", strings.Repeat("x", 128), strings.Repeat("é", 64)} {
		require.NoError(t, s.Append(ctx, batch(name, 0, "a")))
		assert.Equal(t, "a", load(t, s, name, 0))
	}
	assert.Empty(t, load(t, s, "A", 0), "nothing of what was refused was added")
}

func TestEveryFaultIsNamed(t *testing.T) {
	t.Parallel()
	bad := batch("A", -1, "a b a b")
	bad.Lines[1].ID = ""
	err := new(notes).Append(ctx, bad, batch("B", 0, "a"), batch("A", 0, ""), batch("B", 0, ""))
	assert.EqualError(t, err, strings.Join([]string{
		`batches[0].after: must not be negative (got "-1")`,
		`batches[0].lines[1].id: must not be empty`,
		`batches[0].lines[2].id: must not be the id of two lines (got "a")`,
		`batches[2].owner: must not have two batches (got "A")`,
	}, "\n"))
	err = new(notes).Append(ctx, batch("A", 0, "a"), batch("A", 1, "b"))
	assert.EqualError(t, err, `batches[1].owner: must not have two batches (got "A")`)
	_, err = new(notes).Load(ctx, "", -1)
	assert.EqualError(t, err, "owner: must not be empty\nafter: must not be negative (got \"-1\")")
}

func TestLimits(t *testing.T) {
	t.Parallel()
	assert.EqualError(t, journal.CheckBatches([]journal.Batch[note]{batch("A", journal.MaxLines-1, "a b")}),
		`batches[0].lines: must not make the journal longer than 4194304 lines (got "2")`)
	assert.NoError(t, journal.CheckBatches([]journal.Batch[note]{batch("A", journal.MaxLines-2, "a b")}))
	assert.NoError(t, journal.CheckBatches([]journal.Batch[note]{batch("A", journal.MaxLines, "")}))
	assert.Error(t, journal.CheckBatches([]journal.Batch[note]{batch("A", int(^uint(0)>>1), "a")}))
	for after, ok := range map[int]bool{-1: false, 0: false, 1: true, journal.MaxLines: true, journal.MaxLines + 1: false} {
		err := journal.CheckSnapshot("A", journal.Snapshot{After: after, Last: "a"})
		if ok {
			assert.NoError(t, err)
		} else {
			assert.ErrorContains(t, err, "after: must lie from 1 to 4194304 (got ")
		}
	}
	assert.NoError(t, journal.CheckLoad("A", int(^uint(0)>>1)))
}
