// Package kit has what the tests of penalties and of answers say cases and amounts with.
package kit

import (
	"encoding/json"
	"errors"
	"math/big"
	"os"
	"reflect"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
)

// Dec is an amount or a share.
func Dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// At is an instant of RFC 3339.
func At(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		panic(err)
	}
	return t
}

// Paris is the zone of both catalogues.
func Paris(t testing.TB) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation("Europe/Paris")
	require.NoError(t, err)
	return loc
}

// Month is a month in Paris.
func Month(t testing.TB, s string) calendar.Interval {
	t.Helper()
	return calendar.MustParseMonth(s).Interval(Paris(t))
}

// Faults returns the fields of every fault in err, in order.
func Faults(t testing.TB, err error) []string {
	t.Helper()
	require.Error(t, err)
	var fields []string
	var walk func(error)
	walk = func(err error) {
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			for _, e := range joined.Unwrap() {
				walk(e)
			}
			return
		}
		var f *fault.Error
		require.True(t, errors.As(err, &f), "%v is not a FieldError", err)
		fields = append(fields, f.Field)
	}
	walk(err)
	return fields
}

// RoundTrip writes a value as JSON, reads it back, and wants the same JSON again.
func RoundTrip(t testing.TB, v any) {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	back := reflect.New(reflect.TypeOf(v))
	require.NoError(t, json.Unmarshal(b, back.Interface()), string(b))
	again, err := json.Marshal(back.Elem().Interface())
	require.NoError(t, err)
	assert.Equal(t, string(b), string(again))
}

// FuzzJSON feeds documents to a decoder: what it accepts must be written and read
// again to the same document.
func FuzzJSON[T any](f *testing.F, seeds ...string) {
	f.Helper()
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		var v T
		if json.Unmarshal(doc, &v) == nil {
			RoundTrip(t, v)
		}
	})
}

// Read reads a file of JSON.
func Read(t testing.TB, path string, v any) {
	t.Helper()
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, v), path)
}

// RoundRat rounds what is not negative to a whole number.
func RoundRat(r *big.Rat, how penalty.Rounding) *big.Int {
	whole := new(big.Int).Quo(r.Num(), r.Denom())
	rest := new(big.Rat).Sub(r, new(big.Rat).SetInt(whole))
	c := rest.Cmp(big.NewRat(1, 2))
	if c > 0 || c == 0 && (how == penalty.HalfAway || whole.Bit(0) == 1) {
		whole.Add(whole, big.NewInt(1))
	}
	return whole
}

// Mosts are the largest amounts, in units and as they are written.
func Mosts() []Most {
	return []Most{
		{penalty.Hundredths, 1_000_000_000_000, "10000000000.00"},
		{penalty.Whole, 10_000_000_000, "10000000000"},
		{penalty.Thousandths, 1_000_000_000_000, "1000000000.000"},
	}
}

// A Most is the largest amount of a currency.
type Most struct {
	Minor penalty.Minor
	Units int64
	Text  string
}

// AmountOf is so many units of a currency.
func AmountOf(m penalty.Minor, units int64) decimal.Decimal {
	return decimal.New(units, map[penalty.Minor]int32{penalty.Hundredths: -2, penalty.Whole: 0, penalty.Thousandths: -3}[m])
}

// Plain is the clause of both catalogues.
func Plain() penalty.Terms { return penalty.Terms{Target: Dec("0.999"), Rate: Dec("0.05")} }

// InJune is June 2026 in UTC, of 720 h.
func InJune() calendar.Interval {
	return calendar.Interval{Start: At("2026-06-01T00:00:00Z"), End: At("2026-07-01T00:00:00Z")}
}

// From is a case of one outage that begins a day after the period.
func From(p calendar.Interval, rent string, lengths ...time.Duration) penalty.Case {
	c := penalty.Case{Rent: Dec(rent), Period: p}
	at := p.Start.Add(24 * time.Hour)
	for _, d := range lengths {
		c.Outages = append(c.Outages, penalty.Outage{Start: at, End: at.Add(d)})
		at = at.Add(d + time.Hour)
	}
	return c
}
