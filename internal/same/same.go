// Package same tells how two values of one type differ, for tests: down to their unexported
// fields, and with lists (package list) that have the same elements alike.
package same

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Fields names the first field in which two structs of one type differ, and how they do; it is
// "" if they do in none. Lists without elements are alike. Some fields are left out.
func Fields(x, y any, but ...string) string {
	a, b := reflect.ValueOf(x), reflect.ValueOf(y)
	for i := range a.NumField() {
		name, x, y := a.Type().Field(i).Name, a.Field(i), b.Field(i)
		if slices.Contains(but, name) || x.Kind() == reflect.Slice && x.Len() == 0 && y.Len() == 0 {
			continue
		}
		if x, y := shown(x), shown(y); x != y {
			return name + ": " + x + " and " + y
		}
	}
	return ""
}

// shown writes down a value, and of a list its elements.
func shown(v reflect.Value) string {
	if v.Kind() != reflect.Struct || v.NumField() != 3 || v.Type().Field(0).Name != "tail" {
		return fmt.Sprintf("%+v", v)
	}
	tail, chunks, base := v.Field(0), v.Field(1), int(v.Field(2).Int())
	var s strings.Builder
	for i := range base {
		fmt.Fprintf(&s, "%+v ", chunks.Elem().Index(i/32).Index(i%32))
	}
	for i := range tail.Len() {
		fmt.Fprintf(&s, "%+v ", tail.Index(i))
	}
	return s.String()
}
