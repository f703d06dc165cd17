package credittest

import (
	"context"
	"fmt"
	"strings"

	"github.com/palier-go/palier/credit/journal"
)

// Lines tells TestStore about the lines that a store is to keep. EntryLines is of
// entries, leveltest.FactLines of facts. Every function must be given; what they return
// is TestStore's to change.
type Lines[L any] struct {
	// MaxID is how long an id may be, in bytes.
	MaxID int
	// Line returns a valid line with an id. Lines with another n say something else, and
	// the instant of each is n minutes after that of line 0.
	Line func(id string, n int) L
	// Text returns a valid line that has a text in a field that can hold one; in which one
	// may depend on the text, which is valid as an id.
	Text func(id, text string) L
	// Specimens returns valid lines of every kind, with fields at their limits. Their ids
	// differ.
	Specimens func() []L
	// Invalid returns lines that are not valid, each for another reason.
	Invalid func() []L
	// Change changes in place whatever a line points to, so that a line that shares it
	// changes as well.
	Change func(*L)
	// Difference says in which field what was read differs from what was written; "" if
	// in none. It compares instants as instants and amounts as numbers.
	Difference func(wrote, read *L) string

	own []ownCheck[L]
}

// ownCheck is a check that only stores of one kind of line go through.
type ownCheck[L any] struct {
	name string
	run  func(ctx context.Context, store journal.Store[L], wrong func(format string, args ...any))
}

// mixed returns n lines whose ids and instants are not in the order of the list.
func (l Lines[L]) mixed(n int) []L {
	lines := make([]L, n)
	for i := range lines {
		place := i * 7919 % n
		lines[i] = l.Line(fmt.Sprint("e", place), place-i)
	}
	return lines
}

// texts are ids that differ, though a database or a file system may not think so. The
// last ones are as long as an id may be.
func texts(longest int) []string {
	return []string{
		"a", "A", "á", "a\u0301", "a b", "a  b", "a%", "a_", "aa", "ａ", "ß", "ss", "0", "00", "0.0", "1e0", "1", "true", "NULL", "null",
		"'", `"`, `\`, `\n`, "/", "..", ".", "a/b", "a:b", "*", "$1", "?", "--", "'; DROP TABLE entries; --", "<&>", "{}", "«\u00a0é\u00a0»",
		"\U0001f600", "日本語", "e\u200d", strings.Repeat("x", longest), strings.Repeat("x", longest-1), strings.Repeat("é", longest/2),
		strings.Repeat("\U0001f600", longest/4),
	}
}

// badNames are no names of owners.
func badNames() []string {
	return []string{
		"", " ", " a", "a ", "a\n", "a\x00b", "a\tb", "\x7f", "a\u0085b", "a\u2028b", "\xff", "a\xc3", "\u00a0a",
		strings.Repeat("x", journal.MaxOwner+1), strings.Repeat("é", journal.MaxOwner/2) + "e",
	}
}
