package enum_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
)

type colour uint8

var (
	colours = []string{"red", "green"}
	marked  = []string{"", "red", "green"} // 0 is none
)

func TestText(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		names []string
		value colour
		text  string
		known bool
	}{
		{colours, 0, "red", true},
		{colours, 1, "green", true},
		{colours, 2, "colour(2)", false},
		{colours, 255, "colour(255)", false},
		{marked, 0, "colour(0)", false},
		{marked, 1, "red", true},
		{nil, 0, "colour(0)", false},
	} {
		assert.Equal(t, tt.text, enum.String(tt.names, "colour", tt.value))
		b, err := enum.Marshal(tt.names, "colour", tt.value)
		var l fault.List
		assert.Equal(t, tt.known, enum.Check(&l, "wall[3].paint", tt.names, tt.value))
		if tt.known {
			assert.NoError(t, err)
			assert.Equal(t, tt.text, string(b))
			assert.NoError(t, l.Err())
			continue
		}
		assert.Error(t, err)
		assert.Empty(t, b)
		assert.Error(t, l.Err())
	}
}

// One mistake gets one answer, wherever it is made: what there is, and what was said.
func TestFaults(t *testing.T) {
	t.Parallel()
	var v colour = 1
	for _, text := range []string{"blue", "Red", "red ", ""} {
		err := enum.Parse(&v, marked, "colour", []byte(text))
		want := &fault.Error{Field: "colour", Value: text, Reason: "must be one of red, green"}
		assert.Equal(t, want, err, text)
		assert.Equal(t, colour(1), v, "stays as it was")
	}
	assert.NoError(t, enum.Parse(&v, marked, "colour", []byte("green")))
	assert.Equal(t, colour(2), v)

	_, err := enum.Marshal(colours, "colour", colour(9))
	assert.EqualError(t, err, `colour: must be one of red, green (got "9")`)
	var l fault.List
	enum.Check(&l, "wall[3].paint", colours, colour(9))
	assert.EqualError(t, l.Err(), `wall[3].paint: must be one of red, green (got "9")`)
}
