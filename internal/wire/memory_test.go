//go:build !race

package wire_test

import (
	"fmt"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/servicelevel"
)

// taken returns how many bytes of memory f takes in all, what it lets go of too.
func taken(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// requireBounded reads doc into a new value of t, and returns the error.
func requireBounded(t *testing.T, typ reflect.Type, doc []byte) error {
	t.Helper()
	into := reflect.New(typ).Interface()
	_ = wire.Decode([]byte("{}"), into) // works out the shapes
	var err error
	got := taken(func() { err = wire.Decode(doc, into) })
	require.LessOrEqual(t, got, uint64(1<<20+8*len(doc)), "%s %.100s: %.100s", typ, doc, fmt.Sprint(err))
	return err
}

// hostile returns documents of about size bytes of each exported type: in each of its
// lists as many elements as fit, of many kinds, right and wrong.
func hostile(name string, size int, f func(doc []byte)) {
	for _, whole := range []bool{false, true} {
		lists(reflect.TypeOf(exported[name]), whole, "", "", func(before, behind string, elem reflect.Type) {
			elements := []string{"{}", specimen(elem)}
			if whole {
				elements = append(elements, `""`, "0")
			}
			for _, e := range elements {
				if n := (size - len(before) - len(behind)) / (len(e) + 1); n > 0 {
					f([]byte(before + strings.TrimSuffix(strings.Repeat(e+",", n), ",") + behind))
				}
			}
		})
	}
}

// To read a document takes less memory than 1 MiB and eight times its length, whatever it
// holds. Each type lies in one without a Validate here, whose memory is its own business.
func TestMemoryOfHostileDocuments(t *testing.T) { //nolint:paralleltest // it measures memory
	types := 0
	for name, v := range exported { // in any order
		if types++; testing.Short() && types%5 > 0 {
			continue
		}
		whole := reflect.StructOf([]reflect.StructField{{Name: "V", Type: reflect.TypeOf(v), Tag: `json:"v"`}})
		hostile(name, 128_000, func(doc []byte) {
			_ = requireBounded(t, whole, fmt.Appendf(nil, `{"v":%s}`, doc))
		})
	}
}

// Documents of empty elements, valid as far as they go, cost no more than others.
func TestMemoryOfManyEmptyElements(t *testing.T) { //nolint:paralleltest // it measures memory
	type empty struct {
		Name string    `json:"name,omitzero"`
		At   time.Time `json:"at,omitzero"`
		More []int8    `json:"more,omitzero"`
		To   *small    `json:"to,omitzero"`
	}
	for _, e := range []string{`{}`, `{"to":{}}`, `{"more":[1]}`, `{"at":"2026-05-03T22:10:00+01:31"},{"at":"2026-05-03T22:10:00+01:32"}`, `{"to":{"rate":"1.7"}},{"to":{"rate":"2"}}`} {
		const size = 1 << 20
		doc := []byte(`{"list":[` + strings.TrimSuffix(strings.Repeat(e+",", size/(len(e)+1)), ",") + `]}`)
		err := requireBounded(t, reflect.TypeFor[struct {
			List []empty `json:"list"`
		}](), doc)
		if strconv.IntSize == 64 { // else elements are smaller
			require.ErrorContains(t, err, "takes too much memory for the length of the document", e)
		}
	}
}

// A decimal takes memory of its own, unless it has been read just before.
func TestMemoryOfDecimals(t *testing.T) { //nolint:paralleltest // it measures memory
	type priced struct {
		Prices []decimal.Decimal  `json:"prices" wire:"money"`
		Rates  [8]decimal.Decimal `json:"rates,omitzero"`
	}
	var doc []byte
	for i := range 60_000 {
		doc = fmt.Appendf(doc, `,"%d.%d"`, i/10, i%10)
	}
	err := requireBounded(t, reflect.TypeFor[priced](), fmt.Appendf(nil, `{"prices":[%s]}`, doc[1:]))
	if strconv.IntSize == 64 { // else decimals are smaller
		require.ErrorContains(t, err, "takes too much memory")
	}

	same := []byte(`{"prices":[` + strings.TrimSuffix(strings.Repeat(`"12345678.90",`, 60_000), ",") + `]}`)
	require.NoError(t, requireBounded(t, reflect.TypeFor[priced](), same))

	doc = nil
	for i := range 6_000 {
		doc = fmt.Appendf(doc, `,{"prices":[],"rates":["%d","%[1]d.1","%[1]d.2","%[1]d.3","%[1]d.4","%[1]d.5","%[1]d.6","%[1]d.7"]}`, i%10)
	}
	many := reflect.TypeFor[struct {
		List []priced `json:"list"`
	}]()
	err = requireBounded(t, many, fmt.Appendf(nil, `{"list":[%s]}`, doc[1:]))
	if strconv.IntSize == 64 {
		require.ErrorContains(t, err, "takes too much memory")
	}
	err = requireBounded(t, many, fmt.Appendf(nil, `{"list":[%s`, doc[1:]))
	require.ErrorContains(t, err, "is not JSON: unexpected end")
}

// questioned has a Validate that finds a fault whatever is read.
type questioned struct {
	N    int `json:"n"`
	Part *struct {
		List []string `json:"list"`
	} `json:"part"`
}

func (questioned) Validate() error { return fault.New("part", nil, "is wrong") }

// Validate is asked twice if a value is missing, but the others do not lie in memory twice.
func TestMemoryOfTwoReadings(t *testing.T) { //nolint:paralleltest // it measures memory
	const n = 30_000
	doc := []byte(`{"part":{"list":[` + strings.TrimSuffix(strings.Repeat(`"a",`, n), ",") + `]}}`)
	var err error
	got := taken(func() { err = wire.Decode(doc, new(questioned)) })
	assert.Equal(t, []string{"n: is missing", "part: is wrong"}, faults(err))
	assert.Less(t, got, uint64(n*16*2))
}

// A long list of what is worth its length is read, into memory of just its size.
func TestMemoryOfLongLists(t *testing.T) {
	t.Parallel()
	const n = 100_000
	doc := []byte(`{"list":[` + strings.TrimSuffix(strings.Repeat(`{"name":"some, \\ \"body\"","n":12345},`, n), ",") + `]}`)
	var v small
	require.NoError(t, wire.Decode(doc, &v))
	require.Len(t, v.List, n)
	assert.Equal(t, n, cap(v.List))
	assert.Equal(t, small2{`some, \ "body"`, 12345}, v.List[n-1])
}

// Nothing more is said once a list is too long.
func TestTooMuchMemory(t *testing.T) {
	t.Parallel()
	doc := `{"text":5,"list":[` + strings.TrimSuffix(strings.Repeat(`{"name":"","n":1},`, 40_000), ",") + `],"list":0}`
	assert.Equal(t, []string{
		`text: must be a string, not a number (got "5")`,
		`list: takes too much memory for the length of the document (got "40000 elements")`,
	}, faults(wire.Decode([]byte(doc), &thin{})))
}

// thin has a list whose elements take far more memory than their text.
type thin struct {
	Text string `json:"text"`
	List []struct {
		Name string    `json:"name"`
		N    int       `json:"n"`
		Room [16]int64 `json:"-"`
	} `json:"list"`
}

func TestTimeIsLinear(t *testing.T) { //nolint:paralleltest // it measures time
	if testing.Short() {
		t.Skip("takes seconds")
	}
	times := func(size int) (d time.Duration) {
		hostile("facts.Activity", size, func(doc []byte) {
			best := time.Hour
			for range 3 {
				start := time.Now()
				_ = wire.Decode(doc, new(servicelevel.Activity))
				best = min(best, time.Since(start))
			}
			d += best
		})
		return d
	}
	var short, long time.Duration
	for range 5 { // another program may take the processor in the middle
		if short, long = times(100_000), times(800_000); long < 30*short {
			return
		}
	}
	assert.Less(t, long, 30*short, "eight times the length")
}
