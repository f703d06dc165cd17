//go:build !race

package wire_test

import (
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/wire"
)

// To read takes an allocation for each list and pointer and one for all strings; to write,
// none.
func TestAllocations(t *testing.T) { //nolint:paralleltest // it counts allocations
	n := 7
	v := &sample{
		Text: "text", At: time.Date(2026, 5, 3, 22, 10, 0, 5, time.UTC), Lasts: time.Hour, Rate: decimal.New(5, -2),
		Price: decimal.New(4500, -2), Pointers: []*int{&n}, List: make([]inner, 3), Quip: "quip", Note: "é\n",
		Prices: []decimal.Decimal{decimal.New(1, 0)}, Until: time.Unix(1, 0).UTC(), Share: decimal.New(1, 0),
		Colour: 2,
	}
	dst := make([]byte, 0, 4096)
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		var err error
		if dst, err = wire.Append(dst[:0], v); err != nil {
			t.Fatal(err)
		}
	}))

	doc := []byte(`{"text":"a text","at":"2026-05-03T22:10:00+02:00","lasts":"PT1H","int64":1234567890123,"colour":"red","price":"45.00",` +
		`"part":{"name":"some","n":1},"list":[{"name":"body","n":1},{"name":"else","n":2},{"name":"and","n":3}]}`)
	var in small
	assert.LessOrEqual(t, testing.AllocsPerRun(100, func() {
		in = small{}
		require.NoError(t, wire.Decode(doc, &in))
	}), 3.0)
}

// Strings stay good, and memory for lists is not made anew.
func TestReaderKeepsMemory(t *testing.T) { //nolint:paralleltest // it counts allocations
	doc := []byte(`{"name":"some","list":[{"name":"a","names":` + eggs(9, "x") + `},{"name":"b","names":` + eggs(9, "y") + `}]}`)
	var r wire.Reader[branching]
	first, err := r.Read(doc)
	require.NoError(t, err)
	name := first.List[1].Names[8].Name
	other := []byte(strings.ReplaceAll(string(doc), "y8", "z8"))
	assert.LessOrEqual(t, testing.AllocsPerRun(100, func() {
		if _, err := r.Read(other); err != nil {
			t.Fatal(err)
		}
	}), 1.0)
	again, err := r.Read(other)
	require.NoError(t, err)
	assert.Equal(t, "y8", name)
	assert.Equal(t, "z8", again.List[1].Names[8].Name)
}
