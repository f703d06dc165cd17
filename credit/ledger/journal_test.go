package ledger_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

func TestJournalThatCannotBeRead(t *testing.T) {
	broken := errors.New("broken")
	err := account(t, halfHours).ReadJournal(iotest.ErrReader(broken))
	assert.Equal(t, &ledger.JournalError{Line: 1, Err: broken}, err)
	assert.EqualError(t, err, "journal: line 1: broken")

	err = account(t, halfHours).ReadJournal(strings.NewReader(strings.Repeat(" ", 64<<10+1)))
	var f *credit.FieldError
	require.ErrorAs(t, err, &f)
	assert.Equal(t, "must not be longer than 65536 bytes", f.Reason)
}

// full is a writer that takes n bytes.
type full struct{ n int }

func (w *full) Write(b []byte) (int, error) {
	if w.n -= len(b); w.n < 0 {
		return 0, io.ErrShortWrite
	}
	return len(b), nil
}

func TestJournalThatCannotBeWritten(t *testing.T) {
	a := account(t, halfHours)
	require.NoError(t, a.Replay(manyEntries(200)))
	for _, n := range []int{0, 4096, 8192} {
		assert.ErrorIs(t, a.WriteJournal(&full{n}), io.ErrShortWrite)
	}
	assert.NoError(t, a.WriteJournal(&full{1 << 20}))
}
