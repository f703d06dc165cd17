package wire_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/servicelevel"
)

// part has fields that mean something else if they are left out than a zero says.
type partOfAll struct {
	Kind  colour          `json:"kind,omitzero"`
	Share decimal.Decimal `json:"share,omitzero" wire:"zero: all"`
	Price decimal.Decimal `json:"price,omitzero" wire:"money,zero: the usual one"`
	Years int             `json:"years,omitzero" wire:"zero black: any"`
	Lasts time.Duration   `json:"lasts,omitzero" wire:"zero red black: always"`
	Name  string          `json:"name,omitzero" wire:"zero: its own"`
	Free  int             `json:"free,omitzero"`
}

func TestZeroThatMeansSomethingElse(t *testing.T) {
	t.Parallel()
	for doc, want := range map[string][]string{
		`{}`: nil,
		`{"share":"0.0001","price":"0.01","years":1,"lasts":"PT0.000000001S","name":"a","free":0}`: nil,
		`{"share":"0"}`:                                    {`share: must be left out for all, not be zero (got "0")`},
		`{"share":"-0.00"}`:                                {`share: must be left out for all, not be zero (got "0")`},
		`{"price":"0.00","name":""}`:                       {`price: must be left out for the usual one, not be zero (got "0")`, `name: must be left out for its own, not be zero (got "0")`},
		`{"share":0}`:                                      {`share: must be a string, not a number (got "0")`},
		`{"years":0,"lasts":"PT0S"}`:                       {`lasts: must be left out for always, not be zero (got "0")`},
		`{"kind":"black","years":0,"lasts":"PT0S"}`:        {`years: must be left out for any, not be zero (got "0")`, `lasts: must be left out for always, not be zero (got "0")`},
		`{"years":0,"lasts":"PT0S","kind":"grün"}`:         nil,
		`{"years":0,"kind":"black","share":"1","share":1}`: {`share: is given twice (got "share")`, `years: must be left out for any, not be zero (got "0")`},
	} {
		assert.Equal(t, want, faults(wire.Decode([]byte(doc), new(partOfAll))), doc)
	}
}

// What a field says by a zero is not turned into what it means if it is left out.
func TestZerosOfDocuments(t *testing.T) {
	t.Parallel()
	found := 0
	for name, v := range exported {
		typ := reflect.TypeOf(v)
		for i := range typ.NumField() {
			f := typ.Field(i)
			tag, isZero := f.Tag.Get("wire"), false
			for _, part := range strings.Split(tag, ",") {
				isZero = isZero || strings.HasPrefix(part, "zero: ")
			}
			if !isZero {
				continue
			}
			found++
			field, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			zero, err := wire.Append(nil, reflect.New(reflect.StructOf([]reflect.StructField{{Name: "V", Type: f.Type, Tag: `json:"v"`}})).Interface())
			require.NoError(t, err)
			doc := strings.Replace(string(zero), `"v"`, `"`+field+`"`, 1)
			assert.Contains(t, strings.Join(faults(wire.Decode([]byte(doc), reflect.New(typ).Interface())), "\n"), field+": must be left out for ", "%s %s", name, doc)
		}
	}
	assert.Greater(t, found, 8)

	for doc, v := range map[string]any{
		`{"id":"r","kind":"refund","of":"p","at":"2026-05-04T10:00:00Z","time":"PT0S","price":"0.00"}`: new(ledger.Entry),
		`{"id":"r","kind":"forfeit","of":"p","at":"2026-05-04T10:00:00Z","time":"PT0S"}`:               new(ledger.Entry),
		`{"id":"r","kind":"transfer","of":"p","at":"2026-05-04T10:00:00Z","time":"PT0S"}`:              new(ledger.Entry),
		`{"id":"r","kind":"refunded","of":"p","at":"2026-05-04T10:00:00Z","time":"PT0S"}`:              new(servicelevel.Fact),
		`{"id":"r","kind":"moved","of":"p","at":"2026-05-04T10:00:00Z","time":"PT0S"}`:                 new(servicelevel.Fact),
		`{"id":"r","kind":"forfeited","of":"p","at":"2026-05-04T10:00:00Z","time":"PT0S"}`:             new(servicelevel.Fact),
	} {
		assert.ErrorContains(t, wire.Decode([]byte(doc), v), "time: must be left out for all that is left, not be zero", doc)
	}
	for doc, v := range map[string]any{
		`{"id":"d","kind":"debit","at":"2026-05-04T10:00:00Z","time":"PT0S"}`:                       new(ledger.Entry),
		`{"id":"e","kind":"estimated","ticket":"T","at":"2026-05-04T10:00:00Z","time":"PT0S"}`:      new(servicelevel.Fact),
		`{"id":"o","kind":"down","at":"2026-05-04T10:00:00Z","share":"0.0001","reason":"counts"}`:   new(servicelevel.Fact),
		`{"id":"r","kind":"refunded","of":"p","at":"2026-05-04T10:00:00Z","time":"PT0.000000001S"}`: new(servicelevel.Fact),
	} {
		assert.NoError(t, wire.Decode([]byte(doc), v), doc)
	}
}
