package plans

import (
	"reflect"
	"slices"

	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/servicelevel/internal/check"
)

// Difference is one field in which two plans, or two editions, differ.
type Difference struct {
	// Path is the field's, as in the JSON: "work.block". A member of a list is named
	// by what it is about and not by its place: "duties[third_party_work].party".
	Path string `json:"path"`
	// Levels are the levels at which the field differs in this way; none for what holds for an edition as a
	// whole, and in what Plan.Diff returns.
	Levels []Level `json:"levels,omitzero"`
	// A and B are the two values as the JSON writes them, "" if nothing is stated.
	A string `json:"a,omitzero"`
	B string `json:"b,omitzero"`
	// Rules are the ids concerned: of those that the field cites the ones that one side alone cites and those
	// that the two pages word differently (S2, S10, S19, S74); if there are none of these, all that it cites.
	Rules []string `json:"rules,omitzero"`
}

// MarshalJSON implements json.Marshaler.
func (d Difference) MarshalJSON() ([]byte, error) { return wire.Append(nil, &d) }

// UnmarshalJSON implements json.Unmarshaler.
func (d *Difference) UnmarshalJSON(b []byte) error { return wire.Decode(b, d) }

// Diff lists every field in which two editions differ, a's value first: those of the editions themselves,
// then those of the plans in the order of their fields, each once with all the levels at which it differs so.
// A level that one edition alone has is one difference of the field "level", and levels of both in another
// order are one of "plans". The ids of the editions are not compared, and nil is an edition that states
// nothing.
//
// Ids of rules are no difference by themselves, unless a list of them differs and no other difference
// accounts for it.
func Diff(a, b *Edition) []Difference {
	if a == b {
		return nil
	}
	out := differences(data(a), data(b))
	if x, y := inBoth(a, b), inBoth(b, a); !slices.Equal(x, y) {
		out = append(out, Difference{Path: "plans", A: check.ListCodes(x), B: check.ListCodes(y), Rules: only([]string{"S1"}, citedByPlans(a, b))})
	}
	for _, level := range levelsOf(a, b) {
		for _, d := range diffPlans(a.Plan(level), b.Plan(level), level) {
			out = d.addTo(out, level)
		}
	}
	return out
}

// Diff lists every field in which the plan differs from another one, of the same edition or not: A is p's
// value, B the other's. See the function Diff.
func (p Plan) Diff(other Plan) []Difference {
	return differences(reflect.ValueOf(p), reflect.ValueOf(other))
}

// data returns the value of an edition, which of nil is absent.
func data(e *Edition) reflect.Value {
	if e == nil {
		return reflect.Value{}
	}
	return reflect.ValueOf(*e)
}

// inBoth returns the levels of one edition that another one has as well, in their order.
func inBoth(a, b *Edition) []Level {
	return slices.DeleteFunc(a.Levels(), func(l Level) bool { return b.Plan(l) == nil })
}

// citedByPlans returns the rules that the plans of editions cite themselves.
func citedByPlans(editions ...*Edition) (ids []string) {
	for _, e := range editions {
		for i := range e.Plans {
			ids = append(ids, e.Plans[i].Rules...)
		}
	}
	return ids
}

// levelsOf returns the levels of two editions, each once: those of a in its order, and before
// a level that both have what b has below it.
func levelsOf(a, b *Edition) []Level {
	list, more := make([]Level, 0, 8), b.Levels()
	for _, level := range a.Levels() {
		if slices.Contains(list, level) { // b has it in another order
			continue
		}
		i := slices.Index(more, level)
		list = append(append(list, more[:max(0, i)]...), level)
		more = more[i+1:]
	}
	return append(list, more...)
}

// diffPlans compares the plans of one level, either of which may be missing.
func diffPlans(a, b *Plan, level Level) []Difference {
	switch {
	case a == nil && b == nil:
		return nil
	case a == nil:
		return []Difference{{Path: "level", B: level.String(), Rules: only([]string{"S1"}, b.Rules)}}
	case b == nil:
		return []Difference{{Path: "level", A: level.String(), Rules: only([]string{"S1"}, a.Rules)}}
	}
	return a.Diff(*b)
}

// addTo adds a difference at a level to a list that may have it at others.
func (d Difference) addTo(list []Difference, level Level) []Difference {
	for i := range list {
		o := &list[i]
		if len(o.Levels) > 0 && o.Path == d.Path && o.A == d.A && o.B == d.B && slices.Equal(o.Rules, d.Rules) {
			o.Levels = append(o.Levels, level)
			return list
		}
	}
	d.Levels = []Level{level}
	return append(list, d)
}

// citing are the rules that a field of either side rests on.
type citing struct {
	a, b           []string
	packsA, packsB []string // of a tariff's packs, one each
}

// concerned returns the rules that a difference concerns.
func (c citing) concerned() []string {
	var ids []string
	for _, id := range union(c.a, c.b) {
		rule := find(id)
		if !slices.Contains(c.a, id) || !slices.Contains(c.b, id) || rule != nil && rule.Differs() {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		ids = union(c.a, c.b)
	}
	return ids
}

// union returns the ids of either list, each once.
func union(a, b []string) []string {
	var ids []string
	for _, id := range slices.Concat(a, b) {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// only returns the ids of a list that another one has too.
func only(ids, of []string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !slices.Contains(of, id) })
}

// without returns the ids of a list that none of the others has.
func without(ids []string, others ...[]string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		return slices.ContainsFunc(others, func(o []string) bool { return slices.Contains(o, id) })
	})
}

// rulesOf returns the rules of a struct that stand behind one of its fields. ok
// is false if it has none and those of what holds it count.
func rulesOf(v reflect.Value, field string) (ids []string, ok bool) {
	if !v.IsValid() {
		return nil, true
	}
	switch x := v.Interface().(type) {
	case Edition:
		return statedBy(field, x.Rules), true
	case Plan:
		return statedBy(field, x.Rules), true
	case Hours:
		if field == "incidents_anytime" {
			return x.IncidentRules, true
		}
	case Work:
		switch field {
		case "block", "minimum":
			return x.BlockRules, true
		case "uncovered":
			return x.UncoveredRules, true
		case "shared":
			return x.SharedRules, true
		}
		return x.PrepaidRules, true
	}
	if f := v.FieldByName("Rules"); f.IsValid() {
		ids, ok = f.Interface().([]string)
	}
	return ids, ok
}

// statedBy returns the rules behind a field of an edition or a plan that has no
// list of its own: those that the edition or plan cites, and decisions.
func statedBy(field string, cited []string) []string {
	switch field {
	case "provider":
		return only([]string{"S2"}, cited)
	case "dated":
		return only([]string{"S3"}, cited)
	case "zone":
		return []string{"D3"}
	case "vat_rate":
		return []string{"D22"}
	case "vat_changes":
		return []string{"D22", "D33"}
	case "level", "name":
		return only([]string{"S1"}, cited)
	case "audience":
		return only([]string{"S83"}, cited)
	case "default":
		return only([]string{"S5"}, cited)
	case "includes":
		return only([]string{"S39", "S58"}, cited)
	case "access":
		return only([]string{"S56", "S57"}, cited)
	}
	return nil
}
