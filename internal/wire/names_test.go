package wire_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/wire"
)

// mood is an enumeration whose texts are not all read back as they are written: 1 is not
// read, 2 is read as 3, any case is taken.
type mood uint8

var moods = []string{"", "shy", "merry", "glad", "sad"}

func (m mood) MarshalText() ([]byte, error) {
	if int(m) >= len(moods) {
		return nil, errors.New("is no mood")
	}
	return []byte(moods[m]), nil
}

func (m *mood) UnmarshalText(b []byte) error {
	for i, name := range moods {
		if strings.EqualFold(name, string(b)) && i != 1 {
			*m = mood(i | i>>1&1) // 2 becomes 3
			return nil
		}
	}
	return errors.New("must be a mood")
}

// digit is an enumeration of more texts than are looked through.
type digit uint8

func (d digit) MarshalText() ([]byte, error) { return fmt.Appendf(nil, "#%d", uint8(d)), nil }

func (d *digit) UnmarshalText(b []byte) error {
	_, err := fmt.Sscanf(string(b), "#%d", (*uint8)(d))
	return err
}

type named struct {
	Mood  mood    `json:"mood"`
	Digit digit   `json:"digit,omitzero"`
	More  []mood  `json:"more,omitzero"`
	Many  []digit `json:"many,omitzero"`
}

func TestNames(t *testing.T) {
	t.Parallel()
	for doc, want := range map[string]named{
		`{"mood":""}`:                       {},
		`{"mood":"glad"}`:                   {Mood: 3},
		`{"mood":"GLAD"}`:                   {Mood: 3},
		`{"mood":"merry"}`:                  {Mood: 3},
		`{"mood":"s\u0061d"}`:               {Mood: 4},
		`{"mood":"sad","digit":"#255"}`:     {Mood: 4, Digit: 255},
		`{"mood":"sad","more":["","glad"]}`: {Mood: 4, More: []mood{0, 3}},
		`{"mood":"sad","many":["#7","#0"]}`: {Mood: 4, Many: []digit{7, 0}},
	} {
		var v named
		require.NoError(t, wire.Decode([]byte(doc), &v), doc)
		assert.Equal(t, want, v, doc)
	}
	for _, text := range []string{"shy", "gla", "gladd", "longer than any", "x"} {
		assert.EqualError(t, wire.Decode([]byte(`{"mood":"`+text+`"}`), &named{}), `mood: must be a mood (got "`+text+`")`)
	}
	got, err := wire.Append(nil, named{Mood: 1, Digit: 200})
	require.NoError(t, err)
	assert.Equal(t, `{"mood":"shy","digit":"#200"}`, string(got))
	_, err = wire.Append(nil, named{Mood: 5})
	assert.EqualError(t, err, `mood: is no mood (got "5")`)
}

// Faults of texts are not listed without end either.
func TestManyFaultsOfNames(t *testing.T) {
	t.Parallel()
	got := faults(wire.Decode([]byte(`{"mood":"sad","more":[`+strings.TrimSuffix(strings.Repeat(`"x",`, 150), ",")+`]}`), &named{}))
	require.Len(t, got, 101)
	assert.Equal(t, "has more faults than the 100 listed", got[100])
}

func TestFieldNames(t *testing.T) {
	t.Parallel()
	// Names of each length, some of which begin alike, some with others' whole.
	var fields []reflect.StructField
	for i := range 64 {
		name := "abcdefghijklmnopqrst"[:1+i%20] + []string{"", "X", "yY", "ZzZ"}[i/20]
		fields = append(fields, reflect.StructField{
			Name: fmt.Sprintf("F%d", i), Type: reflect.TypeFor[int](), Tag: reflect.StructTag(`json:"` + name + `,omitzero"`),
		})
	}
	typ := reflect.StructOf(fields)
	for i := range fields {
		v := reflect.New(typ)
		v.Elem().Field(i).SetInt(int64(i + 1))
		v.Elem().Field((i * 7) % 64).SetInt(9)
		doc, err := wire.Append(nil, v.Interface())
		require.NoError(t, err)
		back := reflect.New(typ)
		require.NoError(t, wire.Decode(doc, back.Interface()), "%s", doc)
		require.Equal(t, v.Interface(), back.Interface())
		spaced := strings.NewReplacer(`:`, " :\n", `,`, "\t, ", `a`, `\u0061`).Replace(string(doc))
		require.NoError(t, wire.Decode([]byte(spaced), back.Interface()), spaced)
		require.Equal(t, v.Interface(), back.Interface())
	}
	fields = append(fields, reflect.StructField{Name: "More", Type: reflect.TypeFor[int](), Tag: `json:"more"`})
	more := reflect.New(reflect.StructOf(fields)).Interface()
	assert.ErrorContains(t, wire.Decode([]byte(`{}`), more), "is of a type that has no JSON here")
	_, err := wire.Append(nil, more)
	assert.ErrorContains(t, err, "is of a type that has no JSON here")
}
