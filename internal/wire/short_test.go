package wire

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/internal/text"
)

// written returns what Append makes of a struct of one field named v.
func written(t require.TestingT, v any) string {
	b, err := Append(nil, v)
	require.NoError(t, err)
	again, err := Append(make([]byte, 0, 1), v)
	require.NoError(t, err)
	require.Equal(t, string(b), string(again), "the memory makes no difference")
	return strings.TrimSuffix(strings.TrimPrefix(string(b), `{"v":`), "}")
}

// Texts of any length are as encoding/json writes them, wherever something stands in them that
// needs more than a copy.
func TestShortTexts(t *testing.T) {
	t.Parallel()
	type one struct {
		V string `json:"v"`
	}
	for n := range 70 {
		plain := strings.Repeat("0123456789abcdef", 5)[:n]
		require.Equal(t, `"`+plain+`"`, written(t, one{plain}))
		for at := range n + 1 {
			for _, special := range []string{`"`, `\`, "\x00", "\x1f", "é", "\u202f", "𝄞", "\x7f", " "} {
				v := plain[:at] + special + plain[at:]
				var back string
				got := written(t, one{v})
				require.NoError(t, json.Unmarshal([]byte(got), &back))
				require.Equal(t, v, back)
				if special == "é" || special == " " {
					require.Equal(t, `"`+v+`"`, got)
				}
			}
			for _, bad := range []string{"\xff", "\xc3", "\xc3(", "\xe2\x80", "\xf0\x9d\x84"} {
				_, err := Append(nil, one{plain[:at] + bad + plain[at:]})
				require.ErrorContains(t, err, "must be UTF-8")
			}
		}
	}
}

func TestShortDurations(t *testing.T) {
	t.Parallel()
	type one struct {
		V time.Duration `json:"v"`
	}
	rapid.Check(t, func(t *rapid.T) {
		minutes := rapid.Int64Range(-2, 101*60).Draw(t, "minutes")
		d := time.Duration(minutes) * time.Minute
		if rapid.Bool().Draw(t, "beside") {
			d += time.Duration(rapid.SampledFrom([]int64{-1e9, -1, 1, 1e9}).Draw(t, "by"))
		}
		require.Equal(t, `"`+string(text.AppendDuration(nil, d))+`"`, written(t, one{d}))
	})
}

func TestShortAmountsAndNumbers(t *testing.T) {
	t.Parallel()
	type one struct {
		V decimal.Decimal `json:"v" wire:"money"`
	}
	type two struct {
		V decimal.Decimal `json:"v"`
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.OneOf(rapid.Int64Range(-20_000, 20_000), rapid.Int64Range(-2_000_000, 2_000_000), rapid.Int64()).Draw(t, "n")
		exp := rapid.Int32Range(-6, 3).Draw(t, "exp")
		d := decimal.New(n, exp)
		require.Equal(t, `"`+d.String()+`"`, written(t, two{d}))
		const most = 1e12
		if c := d.Shift(2); c.IsInteger() && c.Abs().LessThanOrEqual(decimal.New(most, 0)) {
			require.Equal(t, `"`+d.StringFixed(2)+`"`, written(t, one{d}))
		}
	})
	long := decimal.RequireFromString("18446744073709551617") // 2^64 + 1
	require.Equal(t, `"18446744073709551617"`, written(t, two{long}))
	require.Equal(t, `"1844674407370955161.7"`, written(t, two{long.Shift(-1)}))
}

func TestShortInstants(t *testing.T) {
	t.Parallel()
	type one struct {
		V time.Time `json:"v"`
	}
	paris, err := time.LoadLocation("Europe/Paris")
	require.NoError(t, err)
	zones := []*time.Location{time.UTC, paris, time.FixedZone("", -3*3600-1800), time.FixedZone("", 23*3600+59*60), time.FixedZone("", 561)}
	rapid.Check(t, func(t *rapid.T) {
		second := rapid.OneOf(rapid.Int64Range(-62167132800, 253402214400), rapid.Int64Range(1_600_000_000, 1_800_000_000)).Draw(t, "second")
		nano := rapid.SampledFrom([]int64{0, 0, 1, 120_000_000, 999_999_999}).Draw(t, "nano")
		at := time.Unix(second, nano).In(rapid.SampledFrom(zones).Draw(t, "zone"))
		shown := at
		if _, offset := at.Zone(); offset%60 != 0 {
			shown = at.UTC()
		}
		require.Equal(t, `"`+shown.Format(time.RFC3339Nano)+`"`, written(t, one{at}))
	})
}

// An amount has the decimals of the currency of the document around it. One that is of none, as days are,
// keeps its own.
func TestAmountsOfACurrency(t *testing.T) {
	t.Parallel()
	type part struct {
		V decimal.Decimal `json:"v" wire:"money"`
	}
	type doc struct {
		First    part   `json:"first"`
		Currency string `json:"currency,omitzero" wire:"currency"`
		List     []part `json:"list"`
	}
	for _, c := range []struct{ currency, amount, want string }{
		{"", "45", "45.00"},
		{"EUR", "45.000", "45.00"},
		{"EUR", "0.005", ""},
		{"CHF", "-0.07", "-0.07"},
		{"JPY", "16900", "16900"},
		{"JPY", "-1", "-1"},
		{"JPY", "9999", "9999"},
		{"JPY", "1.50", "1.50"},
		{"JPY", "1.505", ""},
		{"JPY", "10000000001", ""},
		{"KWD", "12.345", "12.345"},
		{"KWD", "12.3", "12.300"},
		{"KWD", "12.3456", ""},
		{"KWD", "1000000000.001", ""},
		{"ZZZ", "12.3", "12.30"}, // not known
		{"ZZZ", "12.345", "12.345"},
	} {
		v := part{decimal.RequireFromString(c.amount)}
		in := doc{First: v, Currency: c.currency, List: []part{v}}
		b, err := Append(nil, in)
		if c.want == "" {
			require.Error(t, err, c)
			continue
		}
		require.NoError(t, err, c)
		require.Equal(t, 2, strings.Count(string(b), `{"v":"`+c.want+`"}`), string(b))
		var back doc
		require.NoError(t, Decode(b, &back))
		require.True(t, back.First.V.Equal(v.V) && back.List[0].V.Equal(v.V))
		again, err := Append(nil, back)
		require.NoError(t, err)
		require.Equal(t, string(b), string(again))
	}
	for amount, want := range map[string]string{"45": "45.00", "12.345": "12.345", "12.340": "12.34", "0.001": "0.001", "10000000000": "10000000000.00", "9999999999.999": "9999999999.999"} {
		require.Equal(t, `"`+want+`"`, written(t, part{decimal.RequireFromString(amount)}))
		var back part
		require.NoError(t, Decode([]byte(`{"v":"`+want+`"}`), &back))
		require.Equal(t, `"`+want+`"`, written(t, back))
	}
	for text, exp := range map[string]int32{"16900": -2, "12.345": -3, "12.340": -2, "12.3": -2, "0.000": -2, "-0.001": -3} { // equal amounts are equal decimals
		var back part
		require.NoError(t, Decode([]byte(`{"v":"`+text+`"}`), &back))
		require.Equal(t, exp, back.V.Exponent(), text)
	}
	for _, amount := range []string{"12.3456", "10000000000.001"} {
		_, err := Append(nil, part{decimal.RequireFromString(amount)})
		require.Error(t, err, amount)
	}
}
