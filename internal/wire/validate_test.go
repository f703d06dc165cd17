package wire_test

import (
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// terms has rules of each kind that a type may have: about one field, about two,
// about the whole, about parts.
type terms struct {
	Name  string          `json:"name"`
	From  time.Time       `json:"from"`
	Until time.Time       `json:"until"`
	Floor int             `json:"floor"`
	Limit int             `json:"limit"`
	Rate  decimal.Decimal `json:"rate,omitzero"`
	Bands []band          `json:"bands,omitzero"`
	Grace time.Duration   `json:"grace,omitzero"`
	Best  *band           `json:"best,omitzero"`
}

type band struct {
	Below  int             `json:"below"`
	Credit decimal.Decimal `json:"credit" wire:"money"`
	Day    day             `json:"day,omitzero"`
}

func (b band) Validate() error {
	var l fault.List
	l.Check(b.Below > 0, "below", b.Below, "must be positive")
	l.Check(b.Credit.IsPositive(), "credit", b.Credit, "must be positive")
	return l.Err()
}

func (v terms) Validate() error {
	var l fault.List
	l.Check(v.Name != "", "name", v.Name, "must not be empty")
	l.Check(v.From.Before(v.Until), "from", v.From, "must be before the end")
	l.Check(v.Floor <= v.Limit, "floor", v.Floor, "must not exceed the limit")
	l.Check(v.Limit >= 0, "limit", v.Limit, "must not be negative")
	l.Check(v.Rate.IsZero() != (len(v.Bands) == 0), "", nil, "must have a rate or bands")
	l.Check(v.Grace >= 0, "grace", v.Grace, "must not be negative")
	for i, b := range v.Bands {
		l.In(fault.Index("bands", i), b.Validate())
		if i > 0 {
			l.Check(v.Bands[i-1].Below < b.Below, fault.Index("bands", i), b.Below, "must be above the band before")
		}
	}
	if v.Best != nil {
		l.In("best", v.Best.Validate())
		l.Check(v.Best.Day.Year >= v.From.Year(), "from", v.From, "must not be after the best day")
	}
	return l.Err()
}

const missing = "is missing"

func TestValidateTogetherWithTheDocument(t *testing.T) {
	t.Parallel()
	const dates = `"from": "2026-01-01T00:00:00Z", "until": "2026-02-01T00:00:00Z", `
	for _, c := range []struct {
		name, doc string
		want      []string
	}{
		{"Validate alone", `{"name": "", ` + dates + `"floor": 5, "limit": 2, "rate": "1", "grace": "-PT1S"}`, []string{
			"name: must not be empty", `floor: must not exceed the limit (got "5")`, `grace: must not be negative (got "-PT1S")`,
		}},
		{"a sibling of an unread field", `{"name": "", ` + dates + `"floor": 5, "limit": "2", "rate": "1", "grace": "-PT1S"}`, []string{
			`limit: must be a number, not a string (got "\"2\"")`, "name: must not be empty", `grace: must not be negative (got "-PT1S")`,
		}},
		{"a missing field", `{"name": "a", ` + dates + `"floor": 5, "rate": "1", "grace": "-PT1S"}`, []string{
			"limit: " + missing, `grace: must not be negative (got "-PT1S")`,
		}},
		{"an instant compared", `{"name": "a", "from": "2026-01-01T00:00:00Z", "until": "soon", "floor": 1, "limit": 2, "rate": "1"}`, []string{
			`until: must be an instant as RFC 3339 with at most nine decimals, such as "2026-05-03T22:10:00+02:00" (got "soon")`,
		}},
		{"either or, and the one is unread", `{"name": "a", ` + dates + `"floor": 1, "limit": 2, "rate": 5}`, []string{
			`rate: must be a string, not a number (got "5")`,
		}},
		{"either or, and the list is unread", `{"name": "a", ` + dates + `"floor": 1, "limit": 2, "bands": {}}`, []string{
			`bands: must be a list, not an object (got "{}")`,
		}},
		{"an unknown field is no unread one", `{"name": "a", ` + dates + `"floor": 1, "limit": 2, "rte": "5"}`, []string{
			`rte: is not a known field (got "rte")`, "must have a rate or bands",
		}},
		{"in an element", `{"name": "a", ` + dates + `"floor": 1, "limit": 2, "bands": [{"below": 3, "credit": 1}, {"below": -2, "credit": "0.00"}]}`, []string{
			`bands[0].credit: must be a string, not a number (got "1")`,
			`bands[1].below: must be positive (got "-2")`, `bands[1].credit: must be positive (got "0")`,
			`bands[1]: must be above the band before (got "-2")`,
		}},
		{"compared with an unread element", `{"name": "a", ` + dates + `"floor": 1, "limit": 2, "bands": [{"credit": "1.00"}, {"below": -2, "credit": "0.00"}, 5]}`, []string{
			"bands[0].below: " + missing, `bands[2]: must be an object, not a number (got "5")`,
			`bands[1].below: must be positive (got "-2")`, `bands[1].credit: must be positive (got "0")`,
			`bands[1]: must be above the band before (got "-2")`,
		}},
		{"within an unread pointer", `{"name": "", ` + dates + `"floor": 1, "limit": 2, "rate": "1", "best": "none"}`, []string{
			`best: must be an object, not a string (got "\"none\"")`, "name: must not be empty",
		}},
		{"compared with an unread text", `{"name": "", ` + dates + `"floor": 1, "limit": 2, "rate": "1", "best": {"below": 1, "credit": "1.00", "day": "?"}}`, []string{
			`best.day: must be a day (got "?")`, "name: must not be empty",
		}},
		{"nothing could be read", `[]`, []string{`must be an object, not a list (got "[]")`}},
	} {
		v := terms{Name: "untouched"}
		assert.ElementsMatch(t, c.want, faults(wire.Decode([]byte(c.doc), &v)), c.name)
		assert.Equal(t, terms{Name: "untouched"}, v, c.name)
	}
}

func TestValidatePasses(t *testing.T) {
	t.Parallel()
	var v terms
	assert.NoError(t, wire.Decode([]byte(`{"name": "a", "from": "2026-01-01T00:00:00Z", "until": "2026-01-01T00:00:00.000000001Z", "floor": 2, "limit": 2, "rate": "1"}`), &v))
	assert.Equal(t, "a", v.Name)
}

// every is of all the kinds that a value unread may be of.
type every struct {
	Sample sample `json:"sample"`
	Name   string `json:"name"`
}

func (v *every) Validate() error {
	if v.Name == "" && len(v.Sample.List) < 3 {
		return fault.New("name", v.Name, "must not be empty")
	}
	return nil
}

func TestValidateWithEveryKindUnread(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []string{"sample: is missing", "name: must not be empty"}, faults(wire.Decode([]byte(`{"name": ""}`), &every{})))
	got := faults(wire.Decode([]byte(`{"name": "", "sample": {"grid": [[300], [], []]}}`), &every{}))
	assert.Equal(t, "name: must not be empty", got[len(got)-1])
	assert.Contains(t, got, "sample.grid[0][0]: must be a whole number from 0 to 255 (got \"300\")")
	assert.Contains(t, got, "sample.grid: must be a list of 2 (got \"3 elements\")")
}

// Validate is asked twice at most, and not at all for a hopeless document.
type counted struct {
	List []int `json:"list"`
}

var asked = 0

func (counted) Validate() error { asked++; return fault.New("x", nil, "is never right") }

func TestValidateIsAskedAtMostTwice(t *testing.T) {
	asked = 0
	assert.Len(t, faults(wire.Decode([]byte(`{"list": ["a", "b"]}`), &counted{})), 3)
	assert.Equal(t, 2, asked)
	asked = 0
	assert.Len(t, faults(wire.Decode([]byte(`{"list": [1]}`), &counted{})), 1)
	assert.Equal(t, 1, asked)
	asked = 0
	assert.Len(t, faults(wire.Decode([]byte(`{"list": [`+strings.Repeat("null,", 100)+`1]}`), &counted{})), 101)
	assert.Equal(t, 2, asked, "a fault more, that is counted only")
	asked = 0
	assert.Len(t, faults(wire.Decode([]byte(`{"list": [`+strings.Repeat("null,", 101)+`1]}`), &counted{})), 101)
	assert.Zero(t, asked)
}

// last blames the last of a hundred, whatever it is.
type last struct {
	List []int `json:"list"`
}

func (last) Validate() error { return fault.New("list[99]", nil, "is never right") }

func TestTheHundredthFaultIsUnreadToo(t *testing.T) {
	t.Parallel()
	got := faults(wire.Decode([]byte(`{"list": [`+strings.Repeat("null,", 99)+`null]}`), &last{}))
	assert.Len(t, got, 100)
	assert.Equal(t, `list[99]: must be a number, not null (got "null")`, got[99])
}

// limits compares numbers without a sign.
type limits struct {
	Floor uint8  `json:"floor"`
	Limit uint8  `json:"limit"`
	Size  uint64 `json:"size"`
	Most  uint64 `json:"most"`
}

func (v limits) Validate() error {
	var l fault.List
	l.Check(v.Floor <= v.Limit, "floor", v.Floor, "must not exceed the limit")
	l.Check(v.Size <= v.Most, "size", v.Size, "must not exceed the most")
	return l.Err()
}

func TestValidateWithUnsignedUnread(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []string{"limit: is missing", "most: is missing"}, faults(wire.Decode([]byte(`{"floor": 255, "size": 18446744073709551615}`), &limits{})))
	assert.Equal(t, []string{"limit: is missing", `size: must not exceed the most (got "5")`}, faults(wire.Decode([]byte(`{"floor": 255, "size": 5, "most": 4}`), &limits{})))
}
