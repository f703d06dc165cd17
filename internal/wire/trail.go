package wire

import "strconv"

// maxSteps is how deep a trail names the way; no type here comes near.
const maxSteps = 16

// trail is the way from the document to the value at hand: the index of a field or an
// element for each step. It becomes text only for a fault, by the shapes that it leads
// through: a step is the writing of one number.
type trail struct {
	root  *shape
	steps [maxSteps + 1]int // the last one is of those that are deeper
	depth int
}

func (t *trail) enter(i int) { *t.into() = i }

// into is enter for all the steps beside each other of an object or a list: what it returns notes the
// one at hand.
func (t *trail) into() *int {
	t.depth++
	return &t.steps[min(t.depth-1, maxSteps)]
}

func (t *trail) leave() { t.depth-- }

// path returns the way as text, such as "outages[3].end".
func (t *trail) path() string {
	var b []byte
	s := t.root
	for _, i := range t.steps[:min(t.depth, maxSteps)] {
		if s.kind == pointer {
			s = s.elem
		}
		if s.kind != object {
			b = append(strconv.AppendInt(append(b, '['), int64(i), 10), ']')
			s = s.elem
			continue
		}
		f := &s.fields[i]
		if s = f.shape; len(b) > 0 {
			b = append(b, '.')
		}
		b = append(b, f.name()...)
	}
	return string(b)
}
