package wire_test

import (
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/internal/wire"
)

// faults returns the lines of an error, in order.
func faults(err error) []string {
	var lines []string
	for _, f := range fault.All(err) {
		lines = append(lines, f.Error())
	}
	return lines
}

type small struct {
	Text   string          `json:"text,omitzero"`
	Yes    bool            `json:"yes,omitzero"`
	Int8   int8            `json:"int8,omitzero"`
	Int64  int64           `json:"int64,omitzero"`
	Uint8  uint8           `json:"uint8,omitzero"`
	Uint64 uint64          `json:"uint64,omitzero"`
	Colour colour          `json:"colour,omitzero"`
	Day    day             `json:"day,omitzero"`
	At     time.Time       `json:"at,omitzero"`
	Lasts  time.Duration   `json:"lasts,omitzero"`
	Rate   decimal.Decimal `json:"rate,omitzero"`
	Price  decimal.Decimal `json:"price,omitzero" wire:"money"`
	Part   *small2         `json:"part,omitzero"`
	List   []small2        `json:"list,omitzero"`
	Ints   []*int          `json:"ints,omitzero"`
	Pair   [2]int          `json:"pair,omitzero"`
}

type small2 struct {
	Name string `json:"name"`
	N    int    `json:"n"`
}

func TestDecodeFaults(t *testing.T) {
	t.Parallel()
	const inString = ": must be a string, not "
	for _, c := range []struct{ doc, want string }{
		{`{"text": null}`, `text` + inString + `null (got "null")`},
		{`{"text": 12.50}`, `text` + inString + `a number (got "12.50")`},
		{`{"text": {"a": ["}"]}}`, `text` + inString + `an object (got "{\"a\": [\"}\"]}")`},
		{`{"price": 45.00}`, `price` + inString + `a number (got "45.00")`},
		{`{"yes": "true"}`, `yes: must be true or false, not a string (got "\"true\"")`},
		{`{"int8": true}`, `int8: must be a number, not true or false (got "true")`},
		{`{"int8": 128}`, `int8: must be a whole number from -128 to 127 (got "128")`},
		{`{"int8": -129}`, `int8: must be a whole number from -128 to 127 (got "-129")`},
		{`{"int8": 1.0}`, `int8: must be a whole number from -128 to 127 (got "1.0")`},
		{`{"int8": 1e999999999}`, `int8: must be a whole number from -128 to 127 (got "1e999999999")`},
		{`{"int64": 9223372036854775808}`, `int64: must be a whole number from -9223372036854775808 to 9223372036854775807 (got "9223372036854775808")`},
		{`{"uint8": 256}`, `uint8: must be a whole number from 0 to 255 (got "256")`},
		{`{"uint8": -1}`, `uint8: must be a whole number from 0 to 255 (got "-1")`},
		{`{"uint64": 18446744073709551616}`, `uint64: must be a whole number from 0 to 18446744073709551615 (got "18446744073709551616")`},
		{`{"colour": "RED"}`, `colour: must be one of red, bl"ue, black, grün (got "RED")`},
		{`{"colour": 1}`, `colour` + inString + `a number (got "1")`},
		{`{"day": "2026/367"}`, `day: must be a day (got "2026/367")`},
		{`{"at": "2026-05-03"}`, `at: must be an instant as RFC 3339 with at most nine decimals, such as "2026-05-03T22:10:00+02:00" (got "2026-05-03")`},
		{`{"lasts": "1h"}`, `lasts: ` + text.ErrDuration.Error() + ` (got "1h")`},
		{`{"rate": "1e999999999"}`, `rate: ` + text.ErrDecimal.Error() + ` (got "1e999999999")`},
		{`{"rate": "` + strings.Repeat("1", 41) + `"}`, `rate: ` + text.ErrDecimal.Error() + ` (got "` + strings.Repeat("1", 41) + `")`},
		{`{"price": "45.0001"}`, `price: must have at most three decimals (got "45.0001")`},
		{`{"price": "45.0000"}`, `price: must have at most three decimals (got "45.0000")`},
		{`{"price": "10000000000.001"}`, `price: ` + money.ErrRange.Error() + ` (got "10000000000.001")`},
		{`{"price": "10000000000.01"}`, `price: ` + money.ErrRange.Error() + ` (got "10000000000.01")`},
		{`{"part": 1}`, `part: must be an object, not a number (got "1")`},
		{`{"part": {}}`, "part.name: is missing\npart.n: is missing"},
		{`{"list": {}}`, `list: must be a list, not an object (got "{}")`},
		{`{"list": null}`, `list: must be a list, not null (got "null")`},
		{`{"list": [{"name": "a", "n": 1}, {"name": "b"}, null]}`, "list[1].n: is missing\nlist[2]: must be an object, not null (got \"null\")"},
		{`{"ints": [1, null]}`, `ints[1]: must be a number, not null (got "null")`},
		{`{"pair": []}`, `pair: must be a list of 2 (got "0 elements")`},
		{`{"pair": [1]}`, `pair: must be a list of 2 (got "1 elements")`},
		{`{"pair": [1, 2, 3]}`, `pair: must be a list of 2 (got "3 elements")`},
		{`{"Text": "a"}`, `Text: is not a known field (got "Text")`},
		{`{"text": "a", "text": 5}`, `text: is given twice (got "text")`},
		{`{"text": "a", "t\u0065xt": "b"}`, `text: is given twice (got "text")`},
		{`{"part": {"name": "", "n": 1, "a.b": {"c": [1, {}]}}}`, `part: is not a known field (got "a.b")`},
		{`{"` + strings.Repeat("n", 63) + `": 1}`, strings.Repeat("n", 63) + `: is not a known field (got "` + strings.Repeat("n", 63) + `")`},
		{`{"` + strings.Repeat("n", 64) + `": 1}`, `is not a known field (got "` + strings.Repeat("n", 64) + `")`},
		{`{"": 1}`, `is not a known field (got "\"\"")`},
		{`{"text": "a\ud800b"}`, `text: must not hold half of a surrogate pair (got "\"a\\ud800b\"")`},
		{`[]`, `must be an object, not a list (got "[]")`},
		{`null`, `must be an object, not null (got "null")`},
		{`"` + strings.Repeat("é", 100) + `"`, `must be an object, not a string (got "\"` + strings.Repeat("é", 30) + `...")`},
		{`{"text": 1, "part": {"nome": 3, "n": "x"}, "colour": "", "int8": 300}`, `text: must be a string, not a number (got "1")
part.nome: is not a known field (got "nome")
part.n: must be a number, not a string (got "\"x\"")
part.name: is missing
colour: must be one of red, bl"ue, black, grün
int8: must be a whole number from -128 to 127 (got "300")`},
	} {
		v := small{Text: "untouched"}
		err := wire.Decode([]byte(c.doc), &v)
		assert.Equal(t, c.want, strings.Join(faults(err), "\n"), c.doc)
		assert.Equal(t, small{Text: "untouched"}, v, c.doc)
	}
}

func TestDecodeNotJSON(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("[", 1_000_000)
	for _, c := range []struct{ doc, want string }{
		{"", `is not JSON: unexpected end of JSON input, at line 1, column 1`},
		{"{", `is not JSON: unexpected end of JSON input, at line 1, column 2`},
		{"{\n \"é\" 1}", `is not JSON: invalid character '1' after object key, at line 2, column 6 (got "1}")`},
		{"{} x", `is not JSON: invalid character 'x' after top-level value, at line 1, column 4 (got "x")`},
		{"{}{}", `is not JSON: invalid character '{' after top-level value, at line 1, column 3 (got "{}")`},
		{"{\"text\": \"a\x80\"}", `is not JSON: a byte that is not UTF-8, at line 1, column 12 (got "\x80\"}")`},
		{"\ufeff{}", `is not JSON: a byte order mark stands before it, at line 1, column 1 (got "\ufeff{}")`},
		{`{"text": 01}`, `is not JSON: invalid character '1' after object key:value pair, at line 1, column 11 (got "1}")`},
		{`{"list": [1,]}`, `is not JSON: invalid character ']' looking for beginning of value, at line 1, column 13 (got "]}")`},
		{"x", `is not JSON: invalid character 'x' looking for beginning of value, at line 1, column 1 (got "x")`},
		{"\n{\"text\": é1}", `is not JSON: invalid character 'é' looking for beginning of value, at line 2, column 10 (got "é1}")`},
		{"[\"\x01\"]", `is not JSON: invalid character '\x01' in string literal, at line 1, column 3 (got "\x01\"]")`},
		{`{"a": "\u12`, `is not JSON: unexpected end of JSON input, at line 1, column 12`},
		{`{"a": tru`, `is not JSON: unexpected end of JSON input, at line 1, column 10`},
		{`{"a": -`, `is not JSON: unexpected end of JSON input, at line 1, column 8`},
		{`{"a": "b\`, `is not JSON: unexpected end of JSON input, at line 1, column 10`},
		{`{"pair": [1 2]}`, `is not JSON: invalid character '2' after array element, at line 1, column 13 (got "2]}")`},
		{`{"int8": -x}`, `is not JSON: invalid character 'x' in numeric literal, at line 1, column 11 (got "x}")`},
		{`{"x": {1: 2}}`, `is not JSON: invalid character '1' looking for beginning of object key string, at line 1, column 8 (got "1: 2}}")`},
		{`{"x": {"a\q": 2}}`, `is not JSON: invalid character 'q' in string escape code, at line 1, column 11 (got "q\": 2}}")`},
		{`{"x": "\ud800\u12x4"}`, `is not JSON: invalid character 'x' in \u hexadecimal character escape, at line 1, column 18 (got "x4\"}")`},
		{"{'text': 1}", `is not JSON: invalid character '\'' looking for beginning of object key string, at line 1, column 2 (got "'text': 1}")`},
	} {
		assert.Equal(t, []string{c.want}, faults(wire.Decode([]byte(c.doc), &small{})), "%.40s", c.doc)
	}
	assert.ErrorContains(t, wire.Decode([]byte(`{"list": `+deep), &small{}), "exceeded max depth, at line 1, column 10009")
	// As deep as encoding/json goes, under a field that is not known.
	n := 9998
	doc := `{"x": ` + strings.Repeat("[", n) + strings.Repeat("]", n) + `}`
	assert.Equal(t, []string{`x: is not a known field (got "x")`}, faults(wire.Decode([]byte(doc), &small{})))
}

func TestDecodeAccepts(t *testing.T) {
	t.Parallel()
	v := small{Text: "was", List: make([]small2, 9), Ints: []*int{nil}}
	doc := " {\"p\\u0061ir\" : [ 1,-2 ] , \"price\":\"-0.00\", \"rate\":\"-12.50\",\"text\":\"\\ud83d\\ude00\\ufffd\ufffd\",\"int8\":-0,\"part\":null,\"list\":[ ],\"at\":\"2026-05-03T22:10:00-00:00\"}\n"
	require.NoError(t, wire.Decode([]byte(doc), &v))
	assert.Equal(t, "😀\ufffd\ufffd", v.Text)
	assert.Equal(t, [2]int{1, -2}, v.Pair)
	assert.Equal(t, decimal.New(0, -2), v.Price)
	assert.Equal(t, decimal.New(-1250, -2), v.Rate)
	assert.Nil(t, v.List)
	assert.Nil(t, v.Ints)
	assert.Nil(t, v.Part)
	assert.Equal(t, time.UTC, v.At.Location())
}

func TestDecodeKeepsTheCause(t *testing.T) {
	t.Parallel()
	err := wire.Decode([]byte(`{"price": "1.2345", "day": "?"}`), &small{})
	require.ErrorIs(t, err, money.ErrDecimals)
	require.ErrorIs(t, err, errDay)
	var f *fault.Error
	require.ErrorAs(t, err, &f)
	assert.Equal(t, "price", f.Field)
	assert.Equal(t, "1.2345", f.Value)
}

func TestManyFaults(t *testing.T) {
	t.Parallel()
	decode := func(n int) []string {
		doc := `{"list": [` + strings.TrimSuffix(strings.Repeat("0,", n), ",") + `]}`
		return faults(wire.Decode([]byte(doc), &small{}))
	}
	assert.Len(t, decode(100), 100)
	for _, n := range []int{101, 10_000} {
		more := decode(n)
		require.Len(t, more, 101)
		assert.Equal(t, `list[99]: must be an object, not a number (got "0")`, more[99])
		assert.Equal(t, `has more faults than the 100 listed`, more[100])
	}
}

// tree contains itself.
type tree struct {
	Name string `json:"name"`
	Sub  []tree `json:"sub,omitzero"`
}

// turtles and loop have no end either.
type (
	turtles []turtles
	loop    *loop
)

type onlyWritten struct{}

func (onlyWritten) MarshalText() ([]byte, error) { return []byte("x"), nil }

type onlyRead struct{}

func (*onlyRead) UnmarshalText([]byte) error { return nil }

func TestTypesWithoutJSON(t *testing.T) {
	t.Parallel()
	const no = "v: is of a type that has no JSON here"
	check := func(v any, doc, encode, decode string) {
		t.Helper()
		_, err := wire.Append(nil, v)
		assert.ErrorContains(t, err, encode)
		assert.ErrorContains(t, wire.Decode([]byte(doc), v), decode)
	}
	check(&struct {
		V float64 `json:"v"`
	}{}, `{"v": 1}`, no, no)
	check(&struct {
		V turtles `json:"v"`
	}{}, `{"v": []}`, no, no)
	check(&struct {
		V loop `json:"v"`
	}{}, `{"v": null}`, no, no)
	check(&struct {
		V map[string]int `json:"v"`
	}{}, `{"v": {}}`, no, no)
	check(&struct {
		V any `json:"v"`
	}{}, `{"v": 1}`, no, no)
	check(&struct {
		V []error `json:"v"`
	}{}, `{"v": [1]}`, no, no)
	check(&struct {
		V **int `json:"v"`
	}{}, `{"v": null}`, no, no)
	check(&struct {
		V struct{ Untagged int } `json:"v"`
	}{}, `{"v": {}}`, no, no)
	check(&tree{Sub: []tree{{}}}, `{"name": "", "sub": []}`, "sub: is of a type", "sub: is of a type")
	_, err := wire.Append(nil, struct {
		V onlyRead `json:"v"`
	}{})
	assert.ErrorContains(t, err, "v: is of a type that is only read")
	assert.ErrorContains(t, wire.Decode([]byte(`{"v": "x"}`), &struct {
		V onlyWritten `json:"v"`
	}{}), `v: is of a type that is only written (got "x")`)
}

func TestNil(t *testing.T) {
	t.Parallel()
	for _, v := range []any{nil, (*small)(nil)} {
		got, err := wire.Append([]byte("before"), v)
		assert.Equal(t, "before", string(got))
		assert.EqualError(t, err, `must not be nil (got "nil")`)
	}
	for _, v := range []any{nil, (*small)(nil), small{}} {
		assert.ErrorContains(t, wire.Decode([]byte(`{}`), v), "must be decoded into a pointer that is not nil")
	}
}

func TestAppendFaults(t *testing.T) {
	t.Parallel()
	v := sample{
		Text: "a\xff", Colour: 9, Day: day{Year: -1}, Quip: "\xff",
		At:    time.Date(-1, 12, 31, 23, 59, 59, 999999999, time.UTC),
		Until: time.Date(10000, 1, 1, 0, 0, 0, 0, time.FixedZone("", 3600)), // the year counts where it is written
		Rate:  decimal.New(1, 2147483647), Price: decimal.New(1, -2147483648),
		Share:    decimal.New(1, -38),
		Prices:   []decimal.Decimal{decimal.New(1, -4), decimal.New(1e12+1, -2)},
		Pointers: []*int{nil},
		Maybe:    &inner{At: time.Date(0, 1, 1, 0, 0, 0, 0, time.FixedZone("", 1))}, // goes to UTC, in the year -1
	}
	got, err := wire.Append([]byte("before"), v)
	assert.Equal(t, "before", string(got))
	assert.Equal(t, []string{
		`text: must be UTF-8 (got "a\xff")`,
		`colour: is not a known value (got "9")`,
		`day: must be a day (got "-001/000")`,
		`quip: must be UTF-8 (got "\xff")`,
		`at: must lie in the years 0 to 9999 (got "-0001-12-31T23:59:59.999999999Z")`,
		`rate: ` + text.ErrDecimal.Error() + ` (got "1e2147483647")`,
		`price: must have at most three decimals (got "1e-2147483648")`,
		`maybe.at: must lie in the years 0 to 9999 (got "-0001-12-31T23:59:59Z")`,
		`pointers[0]: must not be nil (got "nil")`,
		`prices[0]: must have at most three decimals (got "0.0001")`,
		`prices[1]: ` + money.ErrRange.Error() + ` (got "10000000000.01")`,
		`until: must lie in the years 0 to 9999 (got "10000-01-01T00:00:00+01:00")`,
	}, faults(err))
	assert.ErrorIs(t, err, errDay)
	_, err = wire.Append(nil, small{Text: "\x80"})
	assert.EqualError(t, err, `text: must be UTF-8 (got "\x80")`)
}

// No variable of shopspring/decimal that a caller can set may have an effect.
func TestDecimalVariables(t *testing.T) {
	trim, sci, exp := decimal.TrimTrailingZeros, decimal.UseScientificNotation, decimal.MaxDecodeExponent
	defer func() {
		decimal.TrimTrailingZeros, decimal.UseScientificNotation, decimal.MaxDecodeExponent = trim, sci, exp
	}()
	decimal.TrimTrailingZeros, decimal.UseScientificNotation, decimal.MaxDecodeExponent = false, true, 0
	v := small{Rate: decimal.New(50, -3), Price: decimal.New(12, 2)}
	doc, err := wire.Append(nil, v)
	require.NoError(t, err)
	assert.Equal(t, `{"rate":"0.05","price":"1200.00"}`, string(doc))
	var back small
	require.NoError(t, wire.Decode(doc, &back))
	assert.True(t, v.Rate.Equal(back.Rate))
	assert.True(t, v.Price.Equal(back.Price))
}

type (
	nest[T any] struct {
		In T `json:"in"`
	}
	nest4[T any] = nest[nest[nest[nest[T]]]]
)

// A way longer than a trail is told as far as the trail goes.
func TestDeepTypes(t *testing.T) {
	t.Parallel()
	doc := func(n int) []byte { return []byte(strings.Repeat(`{"in":`, n) + `"x"` + strings.Repeat(`}`, n)) }
	path := func(n int) string { return strings.TrimSuffix(strings.Repeat("in.", n), ".") }
	const reason = `: must be a number, not a string (got "\"x\"")`
	assert.EqualError(t, wire.Decode(doc(16), &nest4[nest4[nest4[nest4[int]]]]{}), path(16)+reason)
	assert.EqualError(t, wire.Decode(doc(17), &nest[nest4[nest4[nest4[nest4[int]]]]]{}), path(16)+reason)
	var v nest[nest4[nest4[nest4[nest4[string]]]]]
	require.NoError(t, wire.Decode(doc(17), &v))
	got, err := wire.Append(nil, v)
	require.NoError(t, err)
	assert.Equal(t, string(doc(17)), string(got))
}

// Decimals are read right up to where they no longer fit into a word, and beyond.
func TestLongDecimals(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"999999999999999999", "-99999999999999999.9", "9999999999999999999", "-9999999999999999999", "99999999999999999.99", "0.000000000000000001", "92233720368547758070.5",
	} {
		var v small
		require.NoError(t, wire.Decode([]byte(`{"rate":"`+text+`"}`), &v))
		assert.Equal(t, text, v.Rate.String())
	}
}
