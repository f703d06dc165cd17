package wire

// read reads what stands at i, which is no white space, into a place that is zero, or holds what has been
// read there before. Each shape has the one of its kind.
type read func(d *decoder, s *shape, p place, i int) int

func readOf(k kind) read {
	switch k {
	case instant:
		return (*decoder).instant
	case duration, number, amount, named:
		return (*decoder).textual
	case str:
		return (*decoder).str
	case boolean:
		return (*decoder).boolean
	case signed, unsigned:
		return (*decoder).integer
	case pointer:
		return (*decoder).pointed
	case object:
		return (*decoder).object
	case list:
		return (*decoder).list
	case array:
		return (*decoder).array
	default:
		return (*decoder).otherKind
	}
}

func (d *decoder) pointed(s *shape, p place, i int) int {
	if d.char(i) == 'n' {
		return d.word(i, "null")
	}
	p = d.pointee(s, p)
	return s.elem.read(d, s.elem, p, i)
}
