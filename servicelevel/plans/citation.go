package plans

import (
	"iter"
	"slices"
	"strings"
)

// Citation names the rules and decisions that led to a figure, in their order: "S18, S19". It is a text, and
// a value: it can be compared, and is shared safely. The zero value cites nothing.
type Citation string

// Cite returns the citation of rule ids, each once. An id has no comma.
func Cite(ids ...string) Citation {
	var once []string
	for _, id := range ids {
		if !slices.Contains(once, id) {
			once = append(once, id)
		}
	}
	return Citation(strings.Join(once, ", "))
}

// All returns the ids one by one; LookupRule has what they say.
func (c Citation) All() iter.Seq[string] {
	return func(yield func(string) bool) {
		for rest := string(c); rest != ""; {
			var id string
			if id, rest, _ = strings.Cut(rest, ", "); !yield(id) {
				return
			}
		}
	}
}

// Has reports whether a rule is among those cited.
func (c Citation) Has(id string) bool {
	for one := range c.All() {
		if one == id {
			return true
		}
	}
	return false
}

// CitedClause is a clause that a document cites, with its words, to be read with the document.
type CitedClause struct {
	ID      string  `json:"id"`
	Edition string  `json:"edition"` // the Edition.ID of the one whose clause it is
	Wording Wording `json:"wording"`
}
