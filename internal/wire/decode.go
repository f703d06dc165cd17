package wire

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
)

// maxFaults bounds how many faults of one document are listed.
const maxFaults = 1000

// Decode reads the JSON of one struct into v, a pointer to it, which is left
// untouched where there is a fault. Where *v has a method Validate() error, the
// value must pass it.
//
// All faults are reported together: those of the document, and those of Validate
// that do not come from the first, for it saw zero values where a field was
// missing or could not be read. A document that is not JSON has that one fault.
func Decode(data []byte, v any) error {
	target := reflect.ValueOf(v)
	if target.Kind() != reflect.Pointer || target.IsNil() {
		return fault.New("", fmt.Sprintf("%T", v), "must be decoded into a pointer that is not nil")
	}
	if err := check(data); err != nil {
		return err
	}
	shape := shapeFor(target.Type().Elem())
	d := decoder{scanner: scanner{data: data}}
	fresh := d.read(shape)
	if d.count <= maxFaults {
		d.validate(shape, fresh)
	}
	if d.count > maxFaults {
		d.faults.Add("", strconv.Itoa(d.count), fmt.Sprintf("has more faults than the %d listed", maxFaults))
	}
	if err := d.faults.Err(); err != nil {
		return err
	}
	target.Elem().Set(fresh.Elem())
	return nil
}

type decoder struct {
	scanner
	trail
	faults fault.List
	count  int             // of faults, those beyond maxFaults too
	unread map[string]bool // the paths whose value is missing or could not be read
	probe  bool            // put another value than zero there
}

func (d *decoder) read(s *shape) reflect.Value {
	fresh := reflect.New(s.typ)
	d.value(s, fresh.Elem())
	return fresh
}

func (d *decoder) report(f *fault.Error) {
	if d.count++; d.count <= maxFaults {
		d.faults.In("", f)
	}
}

// bad reports that v stays without the value that the document has for it.
func (d *decoder) bad(s *shape, v reflect.Value, f *fault.Error) {
	d.report(f)
	if d.unread == nil {
		d.unread = make(map[string]bool)
	}
	if d.count <= maxFaults {
		d.unread[f.Field] = true
	}
	if d.probe {
		fill(s, v)
	}
}

func (d *decoder) value(s *shape, v reflect.Value) {
	c := d.peek()
	if s.kind == pointer {
		if c == 'n' {
			d.raw()
			return
		}
		v.Set(reflect.New(s.elem.typ))
		s, v = s.elem, v.Elem()
	}
	switch got := jsonName(c); {
	case s.kind == unknown:
		d.raw()
		d.bad(s, v, fault.New(d.path(), s.typ, "is of a type that has no JSON here"))
	case kindNames[s.kind] != got:
		raw := d.raw()
		d.bad(s, v, fault.New(d.path(), string(raw[:min(len(raw), 100)]), "must be "+kindNames[s.kind]+", not "+got))
	case s.kind == object:
		d.object(s, v)
	case s.kind == list || s.kind == array:
		d.list(s, v)
	case s.kind == boolean:
		v.SetBool(c == 't')
		d.raw()
	case s.kind == signed || s.kind == unsigned:
		d.integer(s, v)
	default:
		d.text(s, v)
	}
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

func (d *decoder) object(s *shape, v reflect.Value) {
	d.pos++
	seen := make([]bool, len(s.fields))
	for d.more() {
		key := d.key()
		i := s.find(key)
		if i < 0 || seen[i] {
			d.report(strayField(d.path(), key, i))
			d.raw()
			continue
		}
		seen[i] = true
		f := &s.fields[i]
		d.enter(step{name: f.name})
		d.value(f.shape, v.Field(f.index))
		d.leave()
	}
	for i := range s.fields {
		if f := &s.fields[i]; !seen[i] && !f.optional {
			d.bad(f.shape, v.Field(f.index), fault.New(fault.Join(d.path(), f.name), nil, "is missing"))
		}
	}
}

// find returns the index of the field that a quoted name stands for, or -1.
func (s *shape) find(quoted []byte) int {
	inner := quoted[1 : len(quoted)-1]
	for i := range s.fields {
		if s.fields[i].name == string(inner) {
			return i
		}
	}
	if !plain(inner) { // an escape may stand for a plain letter
		name, _ := unquote(quoted)
		for i := range s.fields {
			if s.fields[i].name == name {
				return i
			}
		}
	}
	return -1
}

// strayField is the fault of a field that is not known, or is given twice where
// i is its index. The path repeats only a name that looks like one.
func strayField(path string, quoted []byte, i int) *fault.Error {
	name, _ := unquote(quoted)
	shown := name
	if len(name) < 64 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == "" {
		path = fault.Join(path, name)
	}
	if name == "" {
		shown = `""`
	}
	if i >= 0 {
		return fault.New(path, shown, "is given twice")
	}
	return fault.New(path, shown, "is not a known field")
}

func (d *decoder) list(s *shape, v reflect.Value) {
	d.pos++
	n := 0
	for ; d.more(); n++ {
		if s.kind == list {
			v.Grow(1)
			v.SetLen(n + 1)
		} else if n >= v.Len() {
			d.raw()
			continue
		}
		elem, ev := s.elem, v.Index(n)
		if elem.kind == pointer { // so that null is refused
			ev.Set(reflect.New(elem.elem.typ))
			elem, ev = elem.elem, ev.Elem()
		}
		d.enter(step{index: n})
		d.value(elem, ev)
		d.leave()
	}
	if s.kind == array && n != v.Len() {
		d.bad(s, v, fault.New(d.path(), fmt.Sprintf("%d elements", n), fmt.Sprintf("must be a list of %d", v.Len())))
	}
}

func (d *decoder) integer(s *shape, v reflect.Value) {
	raw, bits := string(d.raw()), s.typ.Bits()
	if s.kind == signed {
		if n, err := strconv.ParseInt(raw, 10, bits); err == nil {
			v.SetInt(n)
			return
		}
		low := int64(-1) << (bits - 1)
		d.bad(s, v, fault.New(d.path(), raw, fmt.Sprintf("must be a whole number from %d to %d", low, -(low+1))))
		return
	}
	if n, err := strconv.ParseUint(raw, 10, bits); err == nil {
		v.SetUint(n)
		return
	}
	d.bad(s, v, fault.New(d.path(), raw, fmt.Sprintf("must be a whole number from 0 to %d", ^uint64(0)>>(64-bits))))
}

var (
	errSurrogate = errors.New("must not hold half of a surrogate pair")
	errNotRead   = errors.New("is of a type that is only written")
)

// text reads a string into v, whose kind takes one.
func (d *decoder) text(s *shape, v reflect.Value) {
	quoted := d.quoted()
	in, ok := unquote(quoted)
	if !ok {
		d.bad(s, v, fault.Wrap(d.path(), string(quoted), errSurrogate))
		return
	}
	if err := setText(s, v, in); err != nil {
		d.bad(s, v, textFault(d.path(), in, err))
	}
}

// textFault words an error of a type's own text form as a fault of path. The
// fault that the type returns knows only itself.
func textFault(path string, value any, err error) *fault.Error {
	f := fault.Wrap(path, value, err)
	if own := fault.All(err); len(own) == 1 {
		f.Reason = own[0].Reason
		if own[0].Value != "" {
			f.Value = own[0].Value
		}
	}
	return f
}

func setText(s *shape, v reflect.Value, in string) error {
	switch s.kind {
	case instant:
		t, err := ParseTime(in)
		*v.Addr().Interface().(*time.Time) = t //nolint:forcetypeassert // checked by kind
		return err
	case duration:
		dur, err := text.ParseDuration(in)
		v.SetInt(int64(dur))
		return err
	case number, amount:
		dec, err := parseDecimal(in, s.kind)
		*v.Addr().Interface().(*decimal.Decimal) = dec //nolint:forcetypeassert // checked by kind
		return err
	case named:
		u, ok := v.Addr().Interface().(encoding.TextUnmarshaler)
		if !ok {
			return errNotRead
		}
		return u.UnmarshalText([]byte(in))
	default:
		v.SetString(in)
		return nil
	}
}

func parseDecimal(in string, k kind) (decimal.Decimal, error) {
	dec, err := text.ParseDecimal(in)
	if err != nil || k == number {
		return dec, err
	}
	cents, err := money.FromDecimal(dec)
	if _, frac, _ := strings.Cut(in, "."); err == nil && len(frac) > 2 {
		err = money.ErrDecimals
	}
	return money.Decimal(cents), err
}
