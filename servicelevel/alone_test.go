package servicelevel_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	sl "github.com/palier-go/palier/servicelevel"
)

// alone writes and reads each part of v that has methods of its own by itself: what stands in a
// document is read outside of it too.
func alone(t require.TestingT, v reflect.Value, path string, seen map[string]bool) {
	switch v.Type() {
	case reflect.TypeFor[time.Time](), reflect.TypeFor[time.Duration](), reflect.TypeFor[decimal.Decimal]():
		return // their form is that of their field
	}
	if v.IsZero() {
		return
	}
	if _, ok := v.Interface().(json.Marshaler); ok && v.Kind() == reflect.Struct {
		text, err := json.Marshal(v.Interface())
		require.NoError(t, err, path)
		back := reflect.New(v.Type())
		require.NoError(t, json.Unmarshal(text, back.Interface()), "%s %s", path, text)
		again, err := json.Marshal(back.Elem().Interface())
		require.NoError(t, err, path)
		require.Equal(t, string(text), string(again), path)
		seen[v.Type().String()] = true
	}
	switch v.Kind() {
	case reflect.Pointer:
		alone(t, v.Elem(), path, seen)
	case reflect.Slice:
		for i := range v.Len() {
			alone(t, v.Index(i), fmt.Sprintf("%s[%d]", path, i), seen)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				alone(t, v.Field(i), path+"."+f.Name, seen)
			}
		}
	}
}

// Each part of a statement, explained, is read by itself, however many outages it words.
func TestPartsOfStatementsAreReadAlone(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	broken := businessMonth()
	for i := range 60 {
		begin := instant("2026-05-02T10:00:00+02:00").Add(time.Duration(i) * 7 * time.Hour)
		broken.Activity.Outages = append(broken.Activity.Outages, penalty.Outage{ID: fmt.Sprintf("X%d", i), Start: begin, End: begin.Add(time.Minute)})
	}
	broken.Contract.Options.Penalty = &penalty.Terms{Target: decimal.New(999, -3), PerOutage: true, Rate: decimal.New(5, -2)}
	months := []sl.Input{proMonth(), businessMonth(), nightMonth(), broken}
	r := rand.New(rand.NewPCG(7, 7))
	for i := range 40 {
		months = append(months, generate(r, i))
	}
	for _, in := range months {
		alone(t, reflect.ValueOf(in), "input", seen)
		s, err := sl.NUXIT().Statement(in.Contract, in.Activity, in.Month)
		if err != nil {
			continue
		}
		s.Explain()
		alone(t, reflect.ValueOf(s), "statement", seen)
	}
	require.Greater(t, len(seen), 25, "%v", seen)
}
