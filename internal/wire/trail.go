package wire

import "strconv"

// maxSteps is how deep a trail names the way; no type here comes near.
const maxSteps = 16

// trail is the way from the document to the value at hand. It becomes text only
// for a fault, and is an array so that it takes no allocation.
type trail struct {
	steps [maxSteps]step
	depth int
}

// step is a field, or an element where there is no name.
type step struct {
	name  string
	index int
}

func (t *trail) enter(s step) {
	if t.depth < maxSteps {
		t.steps[t.depth] = s
	}
	t.depth++
}

func (t *trail) leave() { t.depth-- }

// path returns the way as text, such as "outages[3].end".
func (t *trail) path() string {
	var b []byte
	for _, s := range t.steps[:min(t.depth, maxSteps)] {
		switch {
		case s.name == "":
			b = append(strconv.AppendInt(append(b, '['), int64(s.index), 10), ']')
			continue
		case len(b) > 0:
			b = append(b, '.')
		}
		b = append(b, s.name...)
	}
	return string(b)
}
