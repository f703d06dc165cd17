package wire

import (
	"encoding"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/shopspring/decimal"
)

var (
	timeType        = reflect.TypeFor[time.Time]()
	durationType    = reflect.TypeFor[time.Duration]()
	decimalType     = reflect.TypeFor[decimal.Decimal]()
	textMarshaler   = reflect.TypeFor[encoding.TextMarshaler]()
	textAppender    = reflect.TypeFor[encoding.TextAppender]()
	textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// kind says how a type is written.
type kind uint8

const (
	unknown  kind = iota // a type that this codec does not write
	instant              // time.Time
	duration             // time.Duration
	number               // decimal.Decimal
	amount               // decimal.Decimal, an amount of money
	named                // a type with a text form of its own
	str
	boolean
	signed
	unsigned
	pointer
	object
	list
	array
)

// kindNames is what the JSON of each kind is called in a fault.
var kindNames = [...]string{
	instant: "a string", duration: "a string", number: "a string", amount: "a string", named: "a string", str: "a string",
	boolean: "true or false", signed: "a number", unsigned: "a number", object: "an object", list: "a list", array: "a list",
}

// shape is what the codec knows of a type at its place in a document. The shapes
// of a document are a tree: they are worked out once for each type that is read or
// written whole, and never changed after.
type shape struct {
	kind     kind
	put      put
	read     read
	size     uintptr
	elem     *shape  // of a pointer, a list or an array
	node     int     // of a list: its number in the tree
	names    *names  // of an enumeration
	fields   []field // of an object
	heads    []head  // of the fields
	after    int     // of an object: where a decoder keeps which field follows none, and behind it which one follows each
	telling  []telling
	flags    []telling // bytes in place of words
	required uint64    // the fields that must be there, a bit each
	asked    uint64    // the optional fields of which telling does not tell
	lost     []lost    // of an object
	currency uintptr   // of an object that says what its amounts are in: the place of that, and priced is its put
	meant    uint64    // the fields that say what leaving them out means, a bit each
	typ      reflect.Type

	// Nil pointers to typ, for located: as they are, and as what they are if typ has a
	// text form.
	pointer   any
	appender  encoding.TextAppender
	marshaler encoding.TextMarshaler
	reader    encoding.TextUnmarshaler
}

// field is a struct field that takes part, by its tag.
type field struct {
	start    [mostKey]byte // the first bytes of the key
	length   uint8         // of the key, if it is less than mostKey
	short    short
	key      string // `,"name":`
	shape    *shape
	offset   uintptr
	optional bool
	zero     []uintptr // see zeroWords
	without  *without
}

// without is what leaving a field out means if that is not what a zero says, in structs of
// some kinds alone if there are kinds.
type without struct {
	means string
	kinds []string
}

func (f *field) name() string { return f.key[len(`,"`) : len(f.key)-len(`":`)] }

// lost is a list in a struct that has no form in a document.
type lost struct {
	name   string
	offset uintptr
	reason string
}

// telling is a word in a struct that tells, if it is not 0, that an optional field is given. Such
// words lie in a row, as heads do: most optional fields are left out, and nothing else of them is
// looked at.
type telling struct {
	at    uintptr
	field uint64 // its bit
}

// maxFields is how many fields a struct may have: seen and required fields are
// the bits of one word.
const maxFields = 64

// program is what is worked out once for a type that is read or written whole.
type program struct {
	shape  *shape
	leaves map[leaf]*shape // those without parts: one of each type, which stays in the processor's cache
	lists  int             // in the tree
	usual  []uint8         // what a new decoder takes for the field that follows another one
	idle   sync.Pool       // of *decoder
}

type leaf struct {
	typ   reflect.Type
	money bool
}

// programs keeps the program of each type. It is a cache: a type has one program,
// whoever asks first.
var programs sync.Map // reflect.Type → *program

// programFor returns the program of t.
func programFor(t reflect.Type) *program {
	known, ok := programs.Load(t)
	if !ok {
		p := &program{leaves: map[leaf]*shape{}}
		p.shape = p.shapeOf(t, false, nil)
		p.leaves = nil
		known, _ = programs.LoadOrStore(t, p)
	}
	return known.(*program) //nolint:forcetypeassert // the only type stored
}

// shapeOf returns the shape of t. within are the types that t is a part of.
func (p *program) shapeOf(t reflect.Type, money bool, within []reflect.Type) *shape {
	if known := p.leaves[leaf{t, money}]; known != nil {
		return known
	}
	s := &shape{kind: kindOf(t, money), size: t.Size(), typ: t, pointer: reflect.Zero(reflect.PointerTo(t)).Interface()}
	s.currency = noCurrency
	defer func() {
		s.read = readOf(s.kind)
		if s.put = putOf(s.kind); s.kind == object && s.currency != noCurrency {
			s.put = (*encoder).priced
		}
	}()
	if slices.Contains(within, t) { // a type inside itself has no end
		s.kind = unknown
		return s
	}
	within = append(within, t)
	switch s.kind {
	case pointer, list, array:
		if s.kind == list {
			s.node = p.lists
			p.lists++
		}
		s.elem = p.shapeOf(t.Elem(), money, within)
		if s.elem.kind == unknown || s.kind == pointer && s.elem.kind == pointer {
			s.kind = unknown
		}
	case object:
		p.addFields(s, within)
		s.after = len(p.usual)
		for k := range len(s.fields) + 1 {
			p.usual = append(p.usual, uint8(k))
		}
		if len(s.fields) == 0 && t.NumField() > 0 || len(s.fields) > maxFields { // else it would be lost
			s.kind = unknown
		}
	case named:
		s.names = namesOf(t)
		s.appender, _ = s.pointer.(encoding.TextAppender)
		s.marshaler, _ = s.pointer.(encoding.TextMarshaler)
		s.reader, _ = s.pointer.(encoding.TextUnmarshaler)
		p.leaves[leaf{t, money}] = s
	default:
		p.leaves[leaf{t, money}] = s
	}
	return s
}

func (p *program) addFields(s *shape, within []reflect.Type) {
	for i := range s.typ.NumField() {
		f := s.typ.Field(i)
		name, opts, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" && f.Type.Kind() == reflect.Slice {
			s.lost = append(s.lost, lost{strings.ToLower(f.Name), f.Offset, f.Tag.Get("wire")})
		}
		if !f.IsExported() || name == "" || name == "-" {
			continue
		}
		tag := f.Tag.Get("wire")
		if tag == "currency" && f.Type.Kind() == reflect.String {
			s.currency = f.Offset
		}
		money, without := wireTag(tag)
		part := p.shapeOf(f.Type, money, within)
		if without != nil {
			s.meant |= 1 << len(s.fields)
		}
		if opts != "omitzero" {
			s.required |= 1 << len(s.fields)
		}
		s.fields = append(s.fields, field{key: `,"` + name + `":`, shape: part, offset: f.Offset, optional: opts == "omitzero", without: without})
		last := &s.fields[len(s.fields)-1]
		last.cut()
		s.heads = append(s.heads, headOf(last.key[1:]))
		if last.optional {
			last.zero = zeroWords(part)
			bit := uint64(1) << (len(s.fields) - 1)
			for _, at := range last.zero {
				s.telling = append(s.telling, telling{last.offset + at, bit})
			}
			switch {
			case last.zero != nil:
			case part.kind == boolean || part.kind == named && f.Type.Kind() == reflect.Uint8:
				s.flags = append(s.flags, telling{last.offset, bit})
			default:
				s.asked |= bit
			}
		}
	}
}

// noCurrency is no place in a struct.
const noCurrency = ^uintptr(0)

// wireTag reads the tag of a field: "money", "zero: what leaving it out means", "zero refund
// forfeit: …" for structs whose field kind is one of these, or both with a comma between them.
func wireTag(tag string) (money bool, of *without) {
	if first, rest, more := strings.Cut(tag, ","); first == "money" {
		if money = true; !more {
			return money, nil
		}
		tag = rest
	}
	head, means, ok := strings.Cut(tag, ": ")
	if words := strings.Fields(head); ok && words[0] == "zero" {
		of = &without{means, words[1:]}
	}
	return money, of
}

// cut takes the first bytes of the key.
func (f *field) cut() {
	copy(f.start[:], f.key)
	if f.short = notShort; len(f.key) < mostKey {
		f.length, f.short = uint8(len(f.key)), shortOf(f.shape)
	}
}

func kindOf(t reflect.Type, money bool) kind {
	switch {
	case t == timeType:
		return instant
	case t == durationType:
		return duration
	case t == decimalType && money:
		return amount
	case t == decimalType:
		return number
	case t.Kind() != reflect.Pointer && t.Kind() != reflect.Interface && hasText(reflect.PointerTo(t)):
		return named
	}
	switch t.Kind() {
	case reflect.String:
		return str
	case reflect.Bool:
		return boolean
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return signed
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return unsigned
	case reflect.Pointer:
		return pointer
	case reflect.Struct:
		return object
	case reflect.Slice:
		return list
	case reflect.Array:
		return array
	default:
		return unknown
	}
}

// hasText reports whether a pointer type has a text form. One that is only
// written or only read counts too: the other direction then gives a fault.
func hasText(p reflect.Type) bool {
	return p.Implements(textMarshaler) || p.Implements(textAppender) || p.Implements(textUnmarshaler)
}

// zeroWords returns where the words lie that are all 0 if, and only if, what lies at s is
// zero as omitzero means it. It is nil if words do not tell.
func zeroWords(s *shape) []uintptr {
	switch s.kind {
	case str, list:
		return []uintptr{wordSize} // the length
	case named, object, signed, unsigned, duration, pointer:
		return wordsOf(s.typ, 0)
	default:
		return nil
	}
}

// wordsOf is zeroWords for the zero value of Go alone.
func wordsOf(t reflect.Type, at uintptr) (words []uintptr) {
	switch t.Kind() {
	case reflect.Int, reflect.Int64, reflect.Uint, reflect.Uint64:
		if t.Size() != wordSize { // of 64 bits, on a machine of 32
			return nil
		}
		return []uintptr{at}
	case reflect.Pointer, reflect.Slice:
		return []uintptr{at}
	case reflect.String:
		return []uintptr{at + wordSize}
	case reflect.Struct:
		for i := range t.NumField() {
			more := wordsOf(t.Field(i).Type, at+t.Field(i).Offset)
			if more == nil {
				return nil
			}
			words = append(words, more...)
		}
		return words
	default:
		return nil
	}
}
