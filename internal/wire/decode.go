package wire

import (
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
	usual  []uint8       // see match
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
	return &decoder{trail: trail{root: p.shape}, store: store{scratch: make([]scratch, p.lists)}, usual: slices.Clone(p.usual), fresh: reflect.New(p.shape.typ)}
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
	i := d.root.read(d, d.root, top, d.space(0))
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
	if d.char(i) != '{' {
		return d.otherKind(s, p, i)
	}
	if i = d.space(i + 1); d.char(i) == '}' {
		return d.closing(s, p, 0, i)
	}
	var seen uint64
	usual := d.usual[s.after:][:len(s.fields)+1] // see match
	last := 0                                    // of usual: behind which field the next one stands
	step := d.into()
	for {
		k, at := int(usual[last]), 0
		if k < len(s.heads) && i+8 <= len(d.data) {
			at = s.heads[k].end(d.data, i, wordAt(d.data, i))
		}
		if at == 0 {
			if k, at = d.match(s, i); at < 0 {
				return at
			}
		}
		at = d.space(at)
		if k < 0 || seen>>(k&63)&1 != 0 {
			d.leave()
			i = d.stray(i, at, k)
			step = d.into()
		} else {
			seen |= 1 << (k & 63)
			usual[last] = uint8(k)
			last = k + 1
			f := &s.fields[k]
			*step = k
			i = f.shape.read(d, f.shape, p.plus(f.offset), at)
		}
		if i < 0 {
			return i
		}
		c := d.char(i)
		if c <= ' ' {
			i = d.spaces(i)
			c = d.char(i)
		}
		switch c {
		case ',':
			i = d.space(i + 1)
		case '}':
			d.leave()
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
