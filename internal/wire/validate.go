package wire

import (
	"math"
	"reflect"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
)

// validate reports what Validate has to say of the value that was read into top. If
// parts of it could not be read, a fault counts only if it does not come from
// that: it names none of those parts, and it is found word for word when other
// values stand in their places.
func (d *decoder) validate(top place) {
	v, ok := top.pointer(d.root).(interface{ Validate() error })
	if !ok {
		return
	}
	found := fault.All(v.Validate())
	if len(d.unread) == 0 || len(found) == 0 {
		for _, f := range found {
			d.faults.In("", f)
		}
		return
	}
	d.probe = true // reads over the same values: only what could not be read becomes another one
	d.root.read(d, d.root, top, d.space(0))
	still := make(map[[3]string]bool)
	for _, f := range fault.All(v.Validate()) {
		still[[3]string{f.Field, f.Value, f.Reason}] = true
	}
	for _, f := range found {
		if !d.inUnread(f.Field) && still[[3]string{f.Field, f.Value, f.Reason}] {
			d.faults.In("", f)
		}
	}
}

// inUnread reports whether path is that of a value that could not be read, or
// of a part of one.
func (d *decoder) inUnread(path string) bool {
	for end := len(path); end > 0; end = strings.LastIndexAny(path[:end], ".[") {
		if d.unread[path[:end]] {
			return true
		}
	}
	return d.unread[""]
}

// fill sets what lies at p, which could not be read, to values as far from zero as may
// be. It leaves alone what it does not know how to set.
func fill(s *shape, p place) {
	switch s.kind {
	case instant:
		*p.instant() = time.Date(9999, time.December, 31, 23, 59, 59, 0, time.UTC)
	case number, amount:
		*p.decimal() = decimal.New(1, 9)
	case pointer:
		p.value(s).Set(reflect.New(s.elem.typ))
		fill(s.elem, *p.target())
	case object:
		for i := range s.fields {
			fill(s.fields[i].shape, p.plus(s.fields[i].offset))
		}
	case list:
		one := reflect.MakeSlice(s.typ, 1, 1)
		fill(s.elem, placeOf(one))
		p.value(s).Set(one)
	default:
		fillKind(p.value(s))
	}
}

// fillKind is fill for what has no parts, and for the parts of a type with a
// text form.
func fillKind(v reflect.Value) {
	switch {
	case !v.CanSet():
	case v.CanInt():
		v.SetInt(math.MaxInt64 >> (64 - v.Type().Bits()))
	case v.CanUint():
		v.SetUint(math.MaxUint64 >> (64 - v.Type().Bits()))
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.Kind() == reflect.String:
		v.SetString("?")
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			fillKind(v.Field(i))
		}
	}
}
