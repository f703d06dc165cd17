package wire

// skip reads any value, of which depth lists and objects are open around it. It keeps
// a bit for each that is open within it, so that a deep one takes no more of the stack.
func (s *scanner) skip(i, depth int) int {
	for around := depth; ; {
		switch c := s.char(i); c {
		case '{', '[':
			if depth == maxDepth {
				return s.fail(i, tooDeep)
			}
			s.open(depth, c == '{')
			depth++
			if i = s.space(i + 1); s.char(i) != c+2 { // '}' or ']'
				if i = s.member(i, depth); i < 0 {
					return i
				}
				continue
			}
		default:
			if i = s.scalar(i); i < 0 {
				return i
			}
		}
		if i, depth = s.behind(i, around, depth); i < 0 || depth == around {
			return i
		}
	}
}

// behind goes on after a value, or at the end of an empty list or object: out of what
// ends there, down to around, and on to the next value.
func (s *scanner) behind(i, around, depth int) (next, within int) {
	for depth > around {
		end, why := byte(']'), afterElement
		if s.isObject(depth) {
			end, why = '}', afterPair
		}
		i = s.space(i)
		switch s.char(i) {
		case end:
			i++
			depth--
		case ',':
			return s.member(s.space(i+1), depth), depth
		default:
			return s.fail(i, why), depth
		}
	}
	return i, depth
}

// member goes to the value of the next field, or stays at the next element of a list.
func (s *scanner) member(i, depth int) int {
	if !s.isObject(depth) {
		return i
	}
	if s.char(i) != '"' {
		return s.fail(i, beforeKey)
	}
	if _, i = s.string(i); i < 0 {
		return i
	}
	return s.colon(i)
}

// colon goes over the colon behind a name.
func (s *scanner) colon(i int) int {
	if i = s.space(i); s.char(i) != ':' {
		return s.fail(i, afterKey)
	}
	return s.space(i + 1)
}

func (s *scanner) open(depth int, object bool) {
	word, bit := &s.nested[depth/64], uint64(1)<<(depth%64)
	*word &^= bit
	if object {
		*word |= bit
	}
}

// isObject reports whether the innermost of depth lists and objects is an object.
func (s *scanner) isObject(depth int) bool {
	depth--
	return s.nested[depth/64]>>(depth%64)&1 != 0
}
