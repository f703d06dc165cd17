package wire

import (
	"encoding"
	"reflect"
	"slices"
)

// names are the texts of an enumeration: a type of bytes with a text form. To look
// one up saves the call of a method through an interface, and the garbage of
// MarshalText. What is not here is left to the type's own methods, which word the fault.
type names struct {
	json  []string // of each value, with its quotes; empty for one that has none
	short [256]shortName
	texts []nameText // those that are read back as the same value, shorter ones first
	from  []uint8    // from[n] is where the texts of n bytes begin
}

type nameText struct {
	text  string
	value uint8
}

// shortName is a text with its quotes if it is short; else its length is 0.
type shortName struct {
	text   [31]byte
	length uint8
}

// maxNames bounds the texts that are looked through one by one.
const maxNames = 64

// namesOf returns the texts of t, or nil if it is no enumeration.
func namesOf(t reflect.Type) *names {
	if t.Kind() != reflect.Uint8 || !reflect.PointerTo(t).Implements(textMarshaler) {
		return nil
	}
	n := &names{json: make([]string, 256)}
	for i := range n.json {
		v := reflect.New(t)
		v.Elem().SetUint(uint64(i))
		b, err := v.Interface().(encoding.TextMarshaler).MarshalText() //nolint:forcetypeassert // implements it
		if err != nil || !plain(b) {
			continue
		}
		n.json[i] = `"` + string(b) + `"`
		if s := &n.short[i]; len(n.json[i]) <= len(s.text) {
			s.length = uint8(copy(s.text[:], n.json[i]))
		}
		back := reflect.New(t)
		if u, ok := back.Interface().(encoding.TextUnmarshaler); ok && u.UnmarshalText(b) == nil && back.Elem().Uint() == uint64(i) {
			n.texts = append(n.texts, nameText{string(b), uint8(i)})
		}
	}
	if len(n.texts) > maxNames {
		n.texts = nil
	}
	slices.SortStableFunc(n.texts, func(a, b nameText) int { return len(a.text) - len(b.text) })
	for i, t := range n.texts {
		for len(n.from) <= len(t.text) {
			n.from = append(n.from, uint8(i)) // at most maxNames
		}
	}
	n.from = append(n.from, uint8(len(n.texts)))
	return n
}

// value returns the value whose text is b.
func (n *names) value(b []byte) (v uint8, ok bool) {
	if n == nil || len(b)+1 >= len(n.from) {
		return 0, false
	}
	for _, t := range n.texts[n.from[len(b)]:n.from[len(b)+1]] {
		if t.text == string(b) {
			return t.value, true
		}
	}
	return 0, false
}
