package wire_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// colour is an enumeration with text methods, written by MarshalText.
type colour uint8

var colourNames = []string{"red", `bl"ue`, "black", "grün"}

func (c colour) MarshalText() ([]byte, error) {
	if int(c) >= len(colourNames) {
		return nil, fault.New("colour", int(c), "is not a known value")
	}
	return []byte(colourNames[c]), nil
}

func (c *colour) UnmarshalText(b []byte) error {
	for i, n := range colourNames {
		if n == string(b) {
			*c = colour(i)
			return nil
		}
	}
	return fault.New("colour", string(b), "must be one of "+strings.Join(colourNames, ", "))
}

// day is a struct with text methods, written by AppendText.
type day struct{ Year, Day int }

func (d day) String() string { return fmt.Sprintf("%04d/%03d", d.Year, d.Day) }

var errDay = errors.New("must be a day")

func (d day) valid() bool { return d.Year >= 0 && d.Year <= 9999 && d.Day >= 0 && d.Day <= 366 }

func (d day) AppendText(b []byte) ([]byte, error) {
	if !d.valid() {
		return b, errDay
	}
	return fmt.Appendf(b, "%04d/%03d", d.Year, d.Day), nil
}

func (d *day) UnmarshalText(b []byte) error {
	var v day
	if _, err := fmt.Sscanf(string(b), "%04d/%03d", &v.Year, &v.Day); err != nil || v.String() != string(b) || !v.valid() {
		return errDay
	}
	*d = v
	return nil
}

// quip is text that needs escapes, written by AppendText.
type quip string

func (q quip) AppendText(b []byte) ([]byte, error) { return append(b, q...), nil }
func (q *quip) UnmarshalText(b []byte) error       { *q = quip(b); return nil }

type inner struct {
	At     time.Time       `json:"at"`
	Amount decimal.Decimal `json:"amount" wire:"money"`
	Tags   []string        `json:"tags,omitzero"`
}

// sample has a field of every kind.
type sample struct {
	Text     string            `json:"text"`
	Yes      bool              `json:"yes"`
	Int      int               `json:"int"`
	Int8     int8              `json:"int8"`
	Int64    int64             `json:"int64"`
	Uint8    uint8             `json:"uint8"`
	Uint64   uint64            `json:"uint64"`
	Colour   colour            `json:"colour"`
	Day      day               `json:"day"`
	Quip     quip              `json:"quip"`
	At       time.Time         `json:"at"`
	Lasts    time.Duration     `json:"lasts"`
	Rate     decimal.Decimal   `json:"rate"`
	Price    decimal.Decimal   `json:"price" wire:"money"`
	Inner    inner             `json:"inner"`
	Maybe    *inner            `json:"maybe"`
	Cap      *decimal.Decimal  `json:"cap,omitzero" wire:"money"`
	List     []inner           `json:"list"`
	Pointers []*int            `json:"pointers"`
	Prices   []decimal.Decimal `json:"prices" wire:"money"`
	Grid     [2][]uint8        `json:"grid"`
	Note     string            `json:"note,omitzero"`
	Until    time.Time         `json:"until,omitzero"`
	Pause    time.Duration     `json:"pause,omitzero"`
	Share    decimal.Decimal   `json:"share,omitzero"`
	More     []colour          `json:"more,omitzero"`
	Extra    inner             `json:"extra,omitzero"`
	Untagged string
	Skipped  string `json:"-"`
}

func (s sample) MarshalJSON() ([]byte, error)  { return wire.Append(nil, s) }
func (s *sample) UnmarshalJSON(b []byte) error { return wire.Decode(b, s) }

var genCents = rapid.Custom(func(t *rapid.T) decimal.Decimal {
	return decimal.New(rapid.Int64Range(-1e12, 1e12).Draw(t, "cents"), -2)
})

var genNumber = rapid.Custom(func(t *rapid.T) decimal.Decimal {
	return decimal.New(rapid.Int64().Draw(t, "coef"), rapid.Int32Range(-20, 18).Draw(t, "exp"))
})

var genTime = rapid.Custom(func(t *rapid.T) time.Time {
	offset := rapid.OneOf(rapid.IntRange(-86399, 86399), rapid.SampledFrom([]int{0, 3600, 7200, -3 * 3600})).Draw(t, "offset")
	sec := rapid.Int64Range(-62135596800+86400, 253402300799-86400).Draw(t, "sec")
	return time.Unix(sec, rapid.Int64Range(0, 999999999).Draw(t, "nsec")).In(time.FixedZone("somewhere", offset))
})

var genInner = rapid.Custom(func(t *rapid.T) inner {
	return inner{genTime.Draw(t, "at"), genCents.Draw(t, "amount"), rapid.SliceOf(rapid.String()).Draw(t, "tags")}
})

var genSample = rapid.Custom(func(t *rapid.T) sample {
	genColour := rapid.Custom(func(t *rapid.T) colour { return colour(rapid.IntRange(0, 3).Draw(t, "colour")) })
	genDuration := rapid.Custom(func(t *rapid.T) time.Duration { return time.Duration(rapid.Int64().Draw(t, "duration")) })
	s := sample{
		Text: rapid.String().Draw(t, "text"), Yes: rapid.Bool().Draw(t, "yes"),
		Int: rapid.Int().Draw(t, "int"), Int8: rapid.Int8().Draw(t, "int8"), Int64: rapid.Int64().Draw(t, "int64"),
		Uint8: rapid.Uint8().Draw(t, "uint8"), Uint64: rapid.Uint64().Draw(t, "uint64"),
		Colour: genColour.Draw(t, "colour"), Quip: quip(rapid.String().Draw(t, "quip")),
		Day: day{rapid.IntRange(0, 9999).Draw(t, "year"), rapid.IntRange(0, 366).Draw(t, "day")},
		At:  genTime.Draw(t, "at"), Lasts: genDuration.Draw(t, "lasts"),
		Rate: genNumber.Draw(t, "rate"), Price: genCents.Draw(t, "price"), Inner: genInner.Draw(t, "inner"),
		Maybe: rapid.Ptr(genInner, true).Draw(t, "maybe"), Cap: rapid.Ptr(genCents, true).Draw(t, "cap"),
		List: rapid.SliceOfN(genInner, 0, 4).Draw(t, "list"), Pointers: rapid.SliceOfN(rapid.Ptr(rapid.Int(), false), 0, 4).Draw(t, "pointers"),
		Prices: rapid.SliceOfN(genCents, 0, 4).Draw(t, "prices"),
		Grid:   [2][]uint8{rapid.SliceOf(rapid.Uint8()).Draw(t, "grid0"), rapid.SliceOf(rapid.Uint8()).Draw(t, "grid1")},
	}
	if rapid.Bool().Draw(t, "optional") {
		s.Note, s.Until, s.Pause = rapid.String().Draw(t, "note"), genTime.Draw(t, "until"), genDuration.Draw(t, "pause")
		s.Share, s.More, s.Extra = genNumber.Draw(t, "share"), rapid.SliceOf(genColour).Draw(t, "more"), genInner.Draw(t, "extra")
	}
	return s
})
