package wire

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"reflect"
	"slices"
	"strings"

	"github.com/palier-go/palier/internal/fault"
)

// Decode reads the JSON of one struct into v, a pointer to it, which is left
// untouched if there is a fault. If *v has a method Validate() error, the value must
// pass it.
//
// All faults are reported together: those of the document, and those of Validate
// that do not come from the first, for it saw zero values for what was missing or could
// not be read. A document that is not JSON has that one fault. If there are more faults
// than a fault.List keeps, the last one says so, and Validate is not asked.
func Decode(data []byte, v any) error {
	target := reflect.ValueOf(v)
	if target.Kind() != reflect.Pointer || target.IsNil() {
		return fault.New("", fmt.Sprintf("%T", v), "must be decoded into a pointer that is not nil")
	}
	p := programFor(target.Type().Elem())
	d := p.take()
	err := d.document(data, placeOf(d.fresh))
	if err == nil {
		target.Elem().Set(d.fresh.Elem())
	}
	d.fresh.Elem().SetZero()
	p.give(d)
	return err
}

// decoder reads one document after the other, in a single pass each.
type decoder struct {
	scanner
	trail
	store
	fresh  reflect.Value // a pointer to where a value is read before it is handed on
	faults fault.List
	unread map[string]bool // the paths whose value is missing or could not be read
	lost   bool            // nothing more is told: all that is left to find out is whether the document is JSON
	again  bool            // lists lie in scratch memory, of a Reader
	alone  bool            // a document without a fault of its own is not validated, of a Reader
	probe  bool            // the document is read once more, to put values other than zero in place of the unread ones
}

// take returns a decoder for a value of p's type.
func (p *program) take() *decoder {
	if d, ok := p.idle.Get().(*decoder); ok {
		return d
	}
	return p.decoder()
}

func (p *program) decoder() *decoder {
	return &decoder{trail: trail{root: p.shape}, store: store{scratch: make([]scratch, p.lists)}, fresh: reflect.New(p.shape.typ)}
}

// maxText bounds the memory for a text with escapes that a decoder keeps, in bytes.
const maxText = 64 << 10

// give takes back a decoder, which holds on to nothing that it has read. One that has
// met a document that is not JSON stopped anywhere: it is not used again.
func (p *program) give(d *decoder) {
	if d.why != "" || cap(d.text) > maxText {
		return
	}
	d.data, d.faults, d.unread, d.lost, d.probe = nil, fault.List{}, nil, false, false
	d.words.Reset()
	p.idle.Put(d)
}

// document reads data into top, which is zero, and returns every fault.
func (d *decoder) document(data []byte, top place) error {
	d.data, d.room = data, freeRoom+roomPerByte*len(data)
	i := d.value(d.root, top, d.space(0))
	if i >= 0 {
		if i = d.space(i); i < len(data) {
			i = d.fail(i, afterValue)
		}
	}
	if i < 0 {
		return d.syntaxFault()
	}
	if !d.lost && !(d.alone && d.faults.Empty()) {
		d.validate(top)
	}
	return d.faults.Err()
}

// told reports whether a fault is to be told, which is not so for one that is one too many.
func (d *decoder) told() bool {
	if d.faults.Full() && !d.probe && !d.lost {
		d.faults.Cut()
		d.lost = true
	}
	return !d.probe && !d.lost
}

// refuse is told, for what p stays without.
func (d *decoder) refuse(s *shape, p place) bool {
	if d.probe {
		fill(s, p)
	}
	return d.told()
}

// bad tells the fault of a value that could not be read.
func (d *decoder) bad(f *fault.Error) {
	if d.unread == nil {
		d.unread = make(map[string]bool)
	}
	d.unread[f.Field] = true
	d.faults.In("", f)
}

// value reads what stands at i, which is no white space, into p, which is zero, or
// holds what has been read there before.
func (d *decoder) value(s *shape, p place, i int) int {
	if s.kind == pointer {
		if d.char(i) == 'n' {
			return d.word(i, "null")
		}
		p = d.pointee(s, p)
		s = s.elem
	}
	switch c := d.char(i); s.kind {
	case str:
		if c == '"' {
			return d.str(s, p, i)
		}
	case instant:
		if c == '"' {
			return d.instant(s, p, i)
		}
	case duration, number, amount, named:
		if c == '"' {
			return d.textual(s, p, i)
		}
	case object:
		if c == '{' {
			return d.object(s, p, i)
		}
	case list:
		if c == '[' {
			return d.list(s, p, i)
		}
	case array:
		if c == '[' {
			return d.array(s, p, i)
		}
	case boolean:
		if c == 't' {
			*p.boolean() = true
			return d.word(i, "true")
		}
		if c == 'f' {
			return d.word(i, "false")
		}
	case signed, unsigned:
		if c == '-' || isDigit(c) {
			return d.integer(s, p, i)
		}
	default: // unknown
	}
	return d.otherKind(s, p, i)
}

// otherKind reads over a value of another kind than that of s.
func (d *decoder) otherKind(s *shape, p place, i int) int {
	next := d.skip(i, d.depth)
	if next < 0 || !d.refuse(s, p) {
		return next
	}
	if s.kind == unknown {
		d.bad(fault.New(d.path(), s.typ, "is of a type that has no JSON here"))
		return next
	}
	shown := string(d.data[i:min(next, i+100)])
	d.bad(fault.New(d.path(), shown, "must be "+kindNames[s.kind]+", not "+jsonName(d.data[i])))
	return next
}

// jsonName names the JSON value that begins with c.
func jsonName(c byte) string {
	switch c {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case '"':
		return "a string"
	case 't', 'f':
		return "true or false"
	case 'n':
		return "null"
	}
	return "a number"
}

func (d *decoder) object(s *shape, p place, i int) int {
	var seen uint64
	next := 0 // the field that is expected: most documents have them in their order
	if i = d.space(i + 1); d.char(i) == '}' {
		return d.closing(s, p, seen, i)
	}
	for {
		k, at := s.match(d.data, i, next)
		if k < 0 {
			if k, at = d.key(s, i); at < 0 {
				return at
			}
		}
		if at = d.space(at); k < 0 || seen>>k&1 != 0 {
			i = d.stray(i, at, k)
		} else {
			seen |= 1 << k
			next = k + 1
			f := &s.fields[k]
			d.enter(k)
			i = d.value(f.shape, p.plus(f.offset), at)
			d.leave()
		}
		if i < 0 {
			return i
		}
		switch i = d.space(i); d.char(i) {
		case ',':
			i = d.space(i + 1)
		case '}':
			return d.closing(s, p, seen, i)
		default:
			return d.fail(i, afterPair)
		}
	}
}

// closing leaves an object, and reports what is missing in it.
func (d *decoder) closing(s *shape, p place, seen uint64, i int) int {
	for absent := s.required &^ seen; absent != 0; absent &= absent - 1 {
		f := &s.fields[bits.TrailingZeros64(absent)]
		if d.refuse(f.shape, p.plus(f.offset)) {
			d.bad(fault.New(fault.Join(d.path(), f.name()), nil, "is missing"))
		}
	}
	for given := s.meant & seen; given != 0; given &= given - 1 {
		f := &s.fields[bits.TrailingZeros64(given)]
		path := fault.Join(d.path(), f.name())
		if f.absent(p.plus(f.offset)) && f.without.of(s, p) && !d.unread[path] && d.told() {
			d.bad(fault.New(path, "0", "must be left out for "+f.without.means+", not be zero"))
		}
	}
	return i + 1
}

// of reports whether it holds for the struct at p.
func (w *without) of(s *shape, p place) bool {
	if len(w.kinds) == 0 {
		return true
	}
	for i := range s.fields {
		if f := &s.fields[i]; f.name() == "kind" && f.shape.names != nil {
			return slices.Contains(w.kinds, strings.Trim(f.shape.names.json[*p.plus(f.offset).name()], `"`))
		}
	}
	return false
}

// match returns the field whose key is written at i just as Append writes it, and the
// index behind that; or -1. It looks from the field next on, and then from the first one.
func (s *shape) match(data []byte, i, next int) (k, value int) {
	if len(data)-i < 8 {
		return -1, i
	}
	word := binary.LittleEndian.Uint64(data[i:])
	for range len(s.heads) {
		if next == len(s.heads) {
			next = 0
		}
		if h := &s.heads[next]; word&h.mask == h.word {
			end := i + len(s.fields[next].key) - 1
			if h.mask != 1<<64-1 || end <= len(data) && string(data[i+8:end]) == s.fields[next].key[9:] {
				return next, end
			}
		}
		next++
	}
	return -1, i
}

// key reads a key in any way of writing. k is -1 if there is no such field.
func (d *decoder) key(s *shape, i int) (k, value int) {
	if d.char(i) != '"' {
		return -1, d.fail(i, beforeKey)
	}
	text, next := d.string(i)
	if next < 0 {
		return -1, next
	}
	for k := range s.fields {
		if s.fields[k].name() == string(text) {
			return k, d.colon(next)
		}
	}
	return -1, d.colon(next)
}

// stray reads over a field that is not known, or is given twice if k is its index. The
// path of the fault repeats only a name that looks like one.
func (d *decoder) stray(i, value, k int) int {
	next := d.skip(value, d.depth+1)
	if next < 0 || !d.told() {
		return next
	}
	text, _ := d.string(i)
	name, path, why := string(text), d.path(), "is not a known field"
	if len(name) < 64 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == "" {
		path = fault.Join(path, name)
	}
	if name == "" {
		name = `""`
	}
	if k >= 0 {
		why = "is given twice"
	}
	d.faults.Add(path, name, why)
	return next
}
