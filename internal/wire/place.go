package wire

import "github.com/palier-go/palier/internal/fault"

// place is where in a document a value stands: a field or an element of what
// stands at up. It is kept on the stack and becomes text only for a fault. A nil
// place is the document.
type place struct {
	up    *place
	name  string // of a field
	index int    // of an element, where there is no name
}

// String returns the path, such as "outages[3].end".
func (p *place) String() string {
	switch {
	case p == nil:
		return ""
	case p.name == "":
		return fault.Index(p.up.String(), p.index)
	}
	return fault.Join(p.up.String(), p.name)
}
