package text_test

import (
	"math"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/internal/text"
)

func TestDuration(t *testing.T) {
	t.Parallel()
	for want, d := range map[string]time.Duration{
		"PT0S": 0, "PT0.000000001S": 1, "-PT0.000000001S": -1, "PT0.1S": 1e8, "PT1S": time.Second, "PT59.999999999S": time.Minute - 1,
		"PT1M": time.Minute, "PT1M0.5S": time.Minute + 5e8, "PT1H": time.Hour, "PT1H30M": 90 * time.Minute, "PT1H0.01S": time.Hour + 1e7,
		"-PT25H1M1S": -25*time.Hour - 61*time.Second, "PT2562047H47M16.854775807S": math.MaxInt64, "-PT2562047H47M16.854775808S": math.MinInt64,
	} {
		assert.Equal(t, want, string(text.AppendDuration(nil, d)))
		got, err := text.ParseDuration(want)
		require.NoError(t, err)
		assert.Equal(t, d, got)
	}
	for s, want := range map[string]time.Duration{
		"PT90M": 90 * time.Minute, "PT0H": 0, "-PT0S": 0, "PT007S": 7 * time.Second, "PT1H3600S": 2 * time.Hour, "PT0.500S": 5e8,
		"PT9223372036.854775807S": math.MaxInt64, "-PT9223372036.854775808S": math.MinInt64, "PT153722867M16.854775807S": math.MaxInt64,
	} {
		got, err := text.ParseDuration(s)
		require.NoError(t, err, s)
		assert.Equal(t, want, got, s)
	}
}

func TestParseDurationRefuses(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"", "-", "P", "PT", "-PT", "P1D", "P1DT1H", "P1W", "1H", "pt1h", "PT1h", "PT1", "PTH", "PT1H1", "PT1M1H", "PT1H1H", "PT1S1M", "PT1.5H",
		"PT0.5M", "PT.5S", "PT5.S", "PT0.1234567891S", "PT1,5S", "PT+1H", "PT-1H", "+PT1H", "--PT1H", "PT 1H", "PT1H ", "PT1e3S", "PT1.2.3S", "PT１H", "PT1_0H",
	} {
		_, err := text.ParseDuration(s)
		assert.ErrorIs(t, err, text.ErrDuration, s)
	}
	for _, s := range []string{
		"PT2562048H", "PT5124096H", "PT307445735M", "PT18446744074S", "PT153722868M", "PT9223372037S", "PT9223372036.854775808S", "-PT9223372036.854775809S", "PT2562047H48M", "-PT2562047H153722867M9223372036.999999999S",
		"PT99999999999999999999H", "PT18446744073709551616S", "PT2562047H47M16.854775808S",
	} {
		_, err := text.ParseDuration(s)
		assert.ErrorIs(t, err, text.ErrDurationRange, s)
	}
}

func TestDurationRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := time.Duration(rapid.Int64().Draw(t, "d"))
		s := string(text.AppendDuration([]byte("x"), d))
		got, err := text.ParseDuration(s[1:])
		require.NoError(t, err)
		require.Equal(t, d, got)
		if d > math.MinInt64 { // the standard library reads the same with small letters
			std, err := time.ParseDuration(strings.ToLower(strings.Replace(s[1:], "PT", "", 1)))
			require.NoError(t, err)
			require.Equal(t, d, std)
		}
	})
}

func FuzzParseDuration(f *testing.F) {
	for _, s := range []string{"PT1H30M", "-PT0.5S", "PT9223372036.854775808S", "PT2562047H153722867M9223372036.999999999S"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := text.ParseDuration(s)
		if err != nil {
			require.Zero(t, d)
			return
		}
		back, err := text.ParseDuration(string(text.AppendDuration(nil, d)))
		require.NoError(t, err)
		require.Equal(t, d, back)
	})
}

func TestAppendDecimal(t *testing.T) {
	t.Parallel()
	huge, _ := new(big.Int).SetString(strings.Repeat("9", 38), 10)
	widest, _ := new(big.Int).SetString(strings.Repeat("9", 40), 10)
	padded := new(big.Int).Mul(big.NewInt(-45), new(big.Int).Exp(big.NewInt(10), big.NewInt(100), nil))
	for _, c := range []struct {
		d    decimal.Decimal
		want string
	}{
		{decimal.Decimal{}, "0"},
		{decimal.New(0, math.MaxInt32), "0"},
		{decimal.New(0, math.MinInt32), "0"},
		{decimal.New(45, 0), "45"},
		{decimal.New(-45, 2), "-4500"},
		{decimal.New(-4500, 1), "-45000"},
		{decimal.New(4500, -2), "45"},
		{decimal.New(4500, -4), "0.45"},
		{decimal.New(-50, -3), "-0.05"},
		{decimal.New(12345, -2), "123.45"},
		{decimal.New(12345, -5), "0.12345"},
		{decimal.New(math.MinInt64, -2), "-92233720368547758.08"},
		{decimal.New(1, 39), "1" + strings.Repeat("0", 39)},
		{decimal.New(-1, 38), "-1" + strings.Repeat("0", 38)},
		{decimal.New(1, -38), "0." + strings.Repeat("0", 37) + "1"},
		{decimal.New(-1, -37), "-0." + strings.Repeat("0", 36) + "1"},
		{decimal.NewFromBigInt(widest, 0), strings.Repeat("9", 40)},
		{decimal.NewFromBigInt(huge, -1), strings.Repeat("9", 37) + ".9"},
		{decimal.NewFromBigInt(padded, -100), "-45"},
		{decimal.NewFromBigInt(padded, -102), "-0.45"},
	} {
		got, ok := text.AppendDecimal([]byte("x"), c.d)
		assert.True(t, ok, c.want)
		assert.Equal(t, "x"+c.want, string(got))
		assert.Equal(t, c.want, text.Decimal(c.d))
		back, err := text.ParseDecimal(c.want)
		require.NoError(t, err)
		assert.Equal(t, c.d.IsZero(), back.IsZero())
		assert.True(t, c.d.IsZero() || c.d.Equal(back), c.want)
	}
}

func TestAppendDecimalTooLong(t *testing.T) {
	t.Parallel()
	huge := new(big.Int).Lsh(big.NewInt(1), 4_000_000)
	for _, c := range []struct {
		d    decimal.Decimal
		want string
	}{
		{decimal.New(1, 40), "1e40"},
		{decimal.New(-1, 39), "-1e39"},
		{decimal.New(1, -39), "1e-39"},
		{decimal.New(-1, -38), "-1e-38"},
		{decimal.New(-1250, math.MaxInt32), "-1.25e2147483650"},
		{decimal.New(12, math.MinInt32), "1.2e-2147483647"},
		{decimal.New(math.MaxInt64, 30), "9.223372036854775e48"},
		{decimal.NewFromBigInt(new(big.Int).Lsh(big.NewInt(1), 4096), 0), "a number of 4097 bits with exponent 0"},
		{decimal.NewFromBigInt(huge, 3), "a number of 4000001 bits with exponent 3"},
		{decimal.NewFromBigInt(new(big.Int).Lsh(big.NewInt(1), 4095), 0), "5.221944407065762e1232"},
	} {
		got, ok := text.AppendDecimal([]byte("x"), c.d)
		assert.False(t, ok, c.want)
		assert.Equal(t, "x", string(got))
		assert.Equal(t, c.want, text.Decimal(c.d))
	}
}

func TestParseDecimal(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"", "-", ".", "1.", ".5", "-.5", "+1", "--1", "1e5", "1E5", "1.2.3", "1,5", " 1", "1 ", "0x1", "1_000", "NaN", "Inf", "−1", "１", "1.-5", "1.+5",
		strings.Repeat("1", 41), "-" + strings.Repeat("1", 40), "0." + strings.Repeat("0", 39),
	} {
		got, err := text.ParseDecimal(s)
		assert.ErrorIs(t, err, text.ErrDecimal, s)
		assert.Zero(t, got)
	}
	rapid.Check(t, func(t *rapid.T) { // big.Rat reads the same text
		s := rapid.StringMatching(`-?[0-9]{1,20}(\.[0-9]{1,18})?`).Draw(t, "s")
		got, err := text.ParseDecimal(s)
		require.NoError(t, err)
		want, ok := new(big.Rat).SetString(s)
		require.True(t, ok)
		require.Zero(t, want.Cmp(got.Rat()), s)
		again, ok := text.AppendDecimal(nil, got)
		require.True(t, ok)
		require.Equal(t, got.String(), string(again))
	})
}

func TestAllocations(t *testing.T) {
	dst, d := make([]byte, 0, 64), decimal.New(-12345, -3)
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		dst, _ = text.AppendDecimal(dst[:0], d)
		dst = text.AppendDuration(dst[:0], -1)
		_, _ = text.ParseDuration("PT1H30M0.5S")
	}))
}
