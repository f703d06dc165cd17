package wire

import (
	"math"
	"reflect"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
)

// validate reports what Validate has to say of the value that was read. Where
// parts of it could not be read, a fault counts only if it does not come from
// that: it names none of those parts, and it is found word for word when other
// values stand in their places.
func (d *decoder) validate(s *shape, fresh reflect.Value) {
	found := faultsOf(fresh)
	if len(d.unread) == 0 || len(found) == 0 {
		for _, f := range found {
			d.report(f)
		}
		return
	}
	other := decoder{scanner: scanner{data: d.data}, probe: true}
	still := make(map[[3]string]bool)
	for _, f := range faultsOf(other.read(s)) {
		still[[3]string{f.Field, f.Value, f.Reason}] = true
	}
	for _, f := range found {
		if !d.inUnread(f.Field) && still[[3]string{f.Field, f.Value, f.Reason}] {
			d.report(f)
		}
	}
}

func faultsOf(fresh reflect.Value) []*fault.Error {
	if v, ok := fresh.Interface().(interface{ Validate() error }); ok {
		return fault.All(v.Validate())
	}
	return nil
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

// fill sets v, which could not be read, to values as far from zero as may be. It
// leaves alone what it does not know how to set.
func fill(s *shape, v reflect.Value) {
	switch s.kind {
	case instant:
		v.Set(reflect.ValueOf(time.Date(9999, time.December, 31, 23, 59, 59, 0, time.UTC)))
	case number, amount:
		v.Set(reflect.ValueOf(decimal.New(1, 9)))
	case pointer:
		v.Set(reflect.New(s.elem.typ))
		fill(s.elem, v.Elem())
	case object:
		for _, f := range s.fields {
			fill(f.shape, v.Field(f.index))
		}
	case list:
		v.Set(reflect.MakeSlice(s.typ, 1, 1))
		fill(s.elem, v.Index(0))
	default:
		fillKind(v)
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
