package journal_test

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/internal/fault"
)

// note is the smallest line: an id, and words that a copy must not share.
type note struct {
	ID    string   `json:"id"`
	Words []string `json:"words"`
}

// notes is a store of them.
type notes = journal.Memory[note, *note]

func (*note) LineKind() string { return "note" }
func (n *note) LineID() string { return n.ID }

func (n *note) CloneLine() note { return note{n.ID, slices.Clone(n.Words)} }

func (n *note) Validate() error {
	if n.ID == "" {
		return fault.New("id", n.ID, "must not be empty")
	}
	return nil
}

func (n *note) MarshalJSON() ([]byte, error) {
	type plain note
	return json.Marshal((*plain)(n))
}

func (n *note) UnmarshalJSON(b []byte) error {
	type plain note
	return json.Unmarshal(b, (*plain)(n))
}

// batch is notes with the ids that a text lists: "a b c".
func batch(owner string, after int, ids string) journal.Batch[note] {
	b := journal.Batch[note]{Owner: owner, After: after}
	for _, id := range strings.Fields(ids) {
		b.Lines = append(b.Lines, note{ID: id, Words: []string{"of " + owner}})
	}
	return b
}

// idsOf is the other way round.
func idsOf(lines []note) string {
	var ids []string
	for _, n := range lines {
		ids = append(ids, n.ID)
	}
	return strings.Join(ids, " ")
}
