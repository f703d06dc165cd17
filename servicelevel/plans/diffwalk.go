package plans

import (
	"cmp"
	"encoding"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
)

// differ walks two values of one type side by side, along their json tags.
type differ struct {
	out   []Difference
	lists []ruleLists
}

// ruleLists are what one of two lists of rules has and the other has not.
type ruleLists struct {
	path string
	a, b []string
}

// differences compares two structs of one type.
func differences(a, b reflect.Value) []Difference {
	var d differ
	d.object("", a, b, citing{})
	var cited [][]string
	for i := range d.out {
		cited = append(cited, d.out[i].Rules)
	}
	for _, l := range d.lists {
		one, other := without(l.a, cited...), without(l.b, cited...)
		if len(one)+len(other) > 0 {
			d.out = append(d.out, Difference{Path: l.path, A: strings.Join(one, ", "), B: strings.Join(other, ", "), Rules: union(one, other)})
		}
	}
	return d.out
}

// object compares two structs, one of which may be absent: not valid.
func (d *differ) object(path string, a, b reflect.Value, by citing) {
	t := present(a, b).Type()
	for i := range t.NumField() {
		f := t.Field(i)
		name, opts, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Name == "Extra" && name == "-" {
			d.add(fault.Join(path, "extra"), holidayNames(part(a, i)), holidayNames(part(b, i)), by)
		}
		if name == "" || name == "-" || name == keyOf(t) || t == reflect.TypeFor[Edition]() && (name == "id" || name == "plans") {
			continue
		}
		at, x, y := fault.Join(path, name), part(a, i), part(b, i)
		if strings.HasSuffix(name, "rules") && f.Type == reflect.TypeFor[[]string]() {
			d.rules(at, x, y)
			continue
		}
		within := by
		if ids, ok := rulesOf(a, name); ok {
			within.a = ids
		}
		if ids, ok := rulesOf(b, name); ok {
			within.b = ids
		}
		if t == reflect.TypeFor[Prices]() {
			within.packsA, within.packsB = packRules(a), packRules(b)
		}
		d.value(at, x, y, within, leaf{money: strings.HasPrefix(f.Tag.Get("wire"), "money"), optional: opts == "omitzero"})
	}
}

// holidayNames names the holidays that a schedule has beside its form as data. More than
// their names cannot be compared.
func holidayNames(v reflect.Value) string {
	if !v.IsValid() {
		return ""
	}
	list, _ := v.Interface().([]*cal.Holiday)
	names := make([]string, len(list))
	for i, h := range list {
		if h != nil { // a plan that nobody has compiled
			names[i] = cmp.Or(h.Name, "holiday") // as a calendar calls one without a name
		}
	}
	return strings.Join(names, ", ")
}

// present returns the one of two values that is there.
func present(a, b reflect.Value) reflect.Value {
	if a.IsValid() {
		return a
	}
	return b
}

func part(v reflect.Value, i int) reflect.Value {
	if v.IsValid() {
		return v.Field(i)
	}
	return v
}

// pointed returns what a pointer points to; that of nil, and of none, is absent.
func pointed(v reflect.Value) reflect.Value {
	if v.IsValid() {
		return v.Elem()
	}
	return v
}

func packRules(v reflect.Value) []string {
	if !v.IsValid() {
		return nil
	}
	p, _ := v.Interface().(Prices)
	return p.PackRules
}

// rules notes what one of two lists of rules has and the other has not.
func (d *differ) rules(path string, a, b reflect.Value) {
	ids := func(v reflect.Value) []string {
		if !v.IsValid() {
			return nil
		}
		list, _ := v.Interface().([]string)
		return list
	}
	d.lists = append(d.lists, ruleLists{path, without(ids(a), ids(b)), without(ids(b), ids(a))})
}

// value compares two fields, one of which may be absent.
func (d *differ) value(path string, a, b reflect.Value, by citing, l leaf) {
	if t := present(a, b).Type(); t.Kind() == reflect.Pointer {
		a, b = pointed(a), pointed(b)
		if !a.IsValid() && !b.IsValid() {
			return
		}
	}
	switch t := present(a, b).Type(); {
	case t.Kind() == reflect.Struct && !plainText(t):
		d.object(path, a, b, by)
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct && !plainText(t.Elem()):
		d.list(path, a, b, by)
	default:
		d.add(path, l.text(a, b.IsValid()), l.text(b, a.IsValid()), by)
	}
}

func (d *differ) add(path, a, b string, by citing) {
	if a != b {
		d.out = append(d.out, Difference{Path: path, A: a, B: b, Rules: by.concerned()})
	}
}

// list compares two lists of structs member by member: those that are about the
// same thing, else those at the same place.
func (d *differ) list(path string, a, b reflect.Value, by citing) {
	names, inA := members(a)
	more, inB := members(b)
	for _, name := range more {
		if _, both := inA[name]; !both {
			names = append(names, name)
		}
	}
	for _, name := range names {
		i, isA := inA[name]
		j, isB := inB[name]
		within, at := by, path+"["+name+"]"
		var x, y reflect.Value
		if isA {
			x = a.Index(i)
			within.a = packRule(x, by.packsA, i, by.a)
		}
		if isB {
			y = b.Index(j)
			within.b = packRule(y, by.packsB, j, by.b)
		}
		before := len(d.out)
		d.object(at, x, y, within)
		if len(d.out) > before || isA && isB {
			continue
		}
		v := present(x, y)
		within.a, within.b = nil, nil
		if ids, ok := rulesOf(v, ""); ok {
			within.a = ids
		}
		d.add(at, stating(isA, name), stating(isB, name), within)
	}
}

// stating is the value of a member that has nothing but its name.
func stating(there bool, name string) string {
	if !there {
		return ""
	}
	name, _, _ = strings.Cut(name, "#")
	return name
}

// packRule returns the rule of a pack, or what holds for the whole list.
func packRule(v reflect.Value, packs []string, i int, all []string) []string {
	if v.Type() == reflect.TypeFor[credit.Pack]() && i < len(packs) {
		return packs[i : i+1]
	}
	return all
}

// members names the members of a list and says where each of them is.
func members(v reflect.Value) (names []string, at map[string]int) {
	at = make(map[string]int)
	if !v.IsValid() {
		return nil, at
	}
	key := keyOf(v.Type().Elem())
	for i := range v.Len() {
		name := strconv.Itoa(i)
		if key != "" {
			name = leaf{}.text(field(v.Index(i), key), true)
			for n := 2; ; n++ {
				if _, taken := at[name]; !taken {
					break
				}
				name, _, _ = strings.Cut(name, "#")
				name += "#" + strconv.Itoa(n) // a second one about the same thing
			}
		}
		at[name] = i
		names = append(names, name)
	}
	return names, at
}

// keyOf returns the json name of the field that says what a member of a list is
// about, "" where members have only their place.
func keyOf(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[Entitlement]():
		return "feature"
	case reflect.TypeFor[Duty]():
		return "task"
	case reflect.TypeFor[Condition]():
		return "requirement"
	case reflect.TypeFor[Refusal]():
		return "channel"
	case reflect.TypeFor[credit.Pack]():
		return "time"
	case reflect.TypeFor[calendar.Exception]():
		return "date"
	case reflect.TypeFor[RateChange]():
		return "on"
	case reflect.TypeFor[Clause]():
		return "id"
	}
	return ""
}

// field returns the field with a json name.
func field(v reflect.Value, name string) reflect.Value {
	for i := range v.NumField() {
		if tag, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ","); tag == name {
			return v.Field(i)
		}
	}
	return reflect.Value{}
}

// leaf is how a value without parts is written.
type leaf struct{ money, optional bool }

// plainText reports whether a struct is written as one text.
func plainText(t reflect.Type) bool {
	return t.Implements(reflect.TypeFor[encoding.TextMarshaler]())
}

// text writes a value as the JSON does, without quotes. What the JSON leaves out
// is "", but a yes or no and a name are written beside one that is there.
func (l leaf) text(v reflect.Value, beside bool) string {
	if !v.IsValid() {
		return ""
	}
	if l.optional && v.IsZero() && (!beside || v.Kind() != reflect.Bool && v.Kind() != reflect.Uint8) {
		return ""
	}
	switch x := v.Interface().(type) {
	case time.Duration:
		return string(text.AppendDuration(nil, x))
	case decimal.Decimal:
		if n, err := money.Any.FromDecimal(x); l.money && err == nil {
			return credit.Mills(n).String()
		}
		if l.optional && x.IsZero() {
			return ""
		}
		return text.Decimal(x)
	case encoding.TextMarshaler:
		if b, err := x.MarshalText(); err == nil {
			return string(b)
		}
		if v.IsZero() {
			return "" // no date, no month
		}
	}
	if v.Kind() == reflect.Slice {
		all := make([]string, v.Len())
		for i := range all {
			all[i] = leaf{}.text(v.Index(i), true)
		}
		return strings.Join(all, ", ")
	}
	return fmt.Sprint(v.Interface())
}
