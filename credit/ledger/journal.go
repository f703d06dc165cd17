package ledger

import (
	"bufio"
	"io"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// maxLine is the longest line of a journal, in bytes.
const maxLine = 64 << 10

// Replay applies the entries of a journal. It stops at the first that is refused, or that has the id of an
// earlier one, with a *JournalError.
func (a *Account) Replay(entries []Entry) error {
	a.reserve(len(entries))
	for i := range entries {
		if err := a.applyNew(&entries[i]); err != nil {
			return &JournalError{Line: i + 1, Err: err}
		}
	}
	return nil
}

// reserve makes room for n more entries, so that nothing is moved while they
// come.
func (a *Account) reserve(n int) {
	a.ids.reserve(n)
	a.ids.names.Grow(n)
	a.records.Grow(n)
	a.fund.MoveRows.Grow(n)
}

func (a *Account) applyNew(e *Entry) error {
	_, repeated, err := a.apply(e)
	if err == nil && repeated {
		err = ErrRepeated
	}
	return err
}

// ReadJournal replays a journal of one JSON object a line, as WriteJournal writes it. It stops with a
// *JournalError at the first line that is empty, cannot be read, is longer than 64 KiB, or is refused. The
// last line may lack its line break.
func (a *Account) ReadJournal(r io.Reader) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 4096), maxLine)
	n := 0
	for lines.Scan() {
		n++
		var e Entry
		err := wire.Decode(lines.Bytes(), &e)
		if err == nil {
			err = a.applyNew(&e)
		}
		if err != nil {
			return &JournalError{Line: n, Err: err}
		}
	}
	if err := lines.Err(); err != nil {
		if err == bufio.ErrTooLong { //nolint:errorlint // Scanner returns it as it is
			err = fault.New("", nil, "must not be longer than 65536 bytes")
		}
		return &JournalError{Line: n + 1, Err: err}
	}
	return nil
}

// WriteJournal writes the entries as JSON, one a line.
func (a *Account) WriteJournal(w io.Writer) error {
	out := bufio.NewWriter(w)
	var line []byte
	for e := range a.Entries() {
		var err error
		if line, err = wire.Append(line[:0], &e); err != nil {
			return err
		}
		if _, err := out.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return out.Flush()
}
