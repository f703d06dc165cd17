package money_test

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/internal/money"
)

// shifted returns n·10^zeros·10^exp as a coefficient that is written out.
func shifted(n int64, zeros, exp int) decimal.Decimal {
	c := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(zeros)), nil)
	return decimal.NewFromBigInt(c.Mul(c, big.NewInt(n)), int32(exp))
}

func TestFromDecimal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		d    decimal.Decimal
		want int64
		err  error
	}{
		{decimal.Decimal{}, 0, nil},
		{decimal.New(0, math.MaxInt32), 0, nil},
		{decimal.New(0, math.MinInt32), 0, nil},
		{decimal.New(1, -2), 1, nil},
		{decimal.New(-7, -2), -7, nil},
		{decimal.New(45, 0), 4500, nil},
		{decimal.New(45000, -3), 4500, nil},
		{decimal.New(45001, -3), 0, money.ErrDecimals},
		{decimal.New(1, -3), 0, money.ErrDecimals},
		{decimal.New(1, 10), money.Max, nil},
		{decimal.New(-1, 10), -money.Max, nil},
		{decimal.New(money.Max, -2), money.Max, nil},
		{decimal.New(money.Max+1, -2), 0, money.ErrRange},
		{decimal.New(-money.Max-1, -2), 0, money.ErrRange},
		{decimal.New(1, 11), 0, money.ErrRange},
		{decimal.New(2, 10), 0, money.ErrRange},
		{decimal.New(math.MaxInt64, 0), 0, money.ErrRange},
		{decimal.New(math.MinInt64, 0), 0, money.ErrRange},
		{decimal.New(math.MinInt64, -2), 0, money.ErrRange},
		{decimal.New(1, math.MaxInt32), 0, money.ErrRange},
		{decimal.New(10, math.MaxInt32), 0, money.ErrRange},
		{decimal.New(1, math.MinInt32), 0, money.ErrDecimals},
		{shifted(45, 30, -30), 4500, nil},
		{shifted(-45, 1000, -1002), -45, nil},
		{shifted(45, 1000, -1003), 0, money.ErrDecimals},
		{shifted(8, 1232, -1234), 8, nil},                // 4096 bits
		{shifted(16, 1232, -1234), 0, money.ErrDecimals}, // 4097
		{shifted(1, 30, -20), money.Max, nil},
		{decimal.New(999_999_999_999, -2), 999_999_999_999, nil},
		{decimal.New(-999_999_999_999, -2), -999_999_999_999, nil},
		{shifted(1, 30, -19), 0, money.ErrRange},
		{shifted(1, 1_000_000, 0), 0, money.ErrRange},
		{shifted(1, 1_000_000, math.MaxInt32), 0, money.ErrRange},
		{shifted(1, 1_000_000, math.MinInt32), 0, money.ErrDecimals},
		{decimal.NewFromBigInt(new(big.Int).Lsh(big.NewInt(1), 64), -2), 0, money.ErrRange},
		{decimal.NewFromBigInt(new(big.Int).Lsh(big.NewInt(1), 64), -3), 0, money.ErrDecimals},
		{decimal.NewFromBigInt(new(big.Int).Lsh(big.NewInt(1), 64), 5), 0, money.ErrRange},
	} {
		got, err := money.Hundredths.FromDecimal(c.d)
		assert.Equal(t, c.err, err, "%d bits, exponent %d", c.d.Coefficient().BitLen(), c.d.Exponent())
		assert.Equal(t, c.want, got)
	}
}

var (
	allUnits = []money.Unit{money.Hundredths, money.Whole, money.Thousandths, money.Any}
	oneOf    = [...]int64{100, 1, 1000, 1000}
	mostOf   = [...]int64{1e12, 1e10, 1e12, 1e13}
)

// Each unit at its last decimal, and at its largest amount.
func TestUnits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		u    money.Unit
		d    string
		want int64
		err  string
	}{
		{money.Whole, "16900", 16900, ""},
		{money.Whole, "16900.00", 16900, ""},
		{money.Whole, "-1", -1, ""},
		{money.Whole, "0.50", 0, "must have no decimals"},
		{money.Whole, "0.5", 0, "must have no decimals"},
		{money.Whole, "10000000000", 1e10, ""},
		{money.Whole, "-10000000000", -1e10, ""},
		{money.Whole, "10000000001", 0, "must lie between -10000000000 and 10000000000"},
		{money.Whole, "-10000000001", 0, "must lie between -10000000000 and 10000000000"},
		{money.Hundredths, "1.005", 0, "must have at most two decimals"},
		{money.Hundredths, "10000000000.01", 0, "must lie between -10000000000.00 and 10000000000.00"},
		{money.Thousandths, "12.345", 12345, ""},
		{money.Thousandths, "12.3", 12300, ""},
		{money.Thousandths, "12.34", 12340, ""},
		{money.Thousandths, "12.3450", 12345, ""},
		{money.Thousandths, "1.2345", 0, "must have at most three decimals"},
		{money.Thousandths, "1000000000.000", 1e12, ""},
		{money.Thousandths, "999999999.999", 1e12 - 1, ""},
		{money.Thousandths, "1000000000.001", 0, "must lie between -1000000000.000 and 1000000000.000"},
		{money.Any, "1000000000.001", 1e12 + 1, ""},
		{money.Any, "10000000000", 1e13, ""},
		{money.Any, "10000000000.001", 0, "must lie between -10000000000.00 and 10000000000.00"},
		{money.Any, "0.0001", 0, "must have at most three decimals"},
	} {
		d := decimal.RequireFromString(c.d)
		got, err := c.u.FromDecimal(d)
		if c.err != "" {
			assert.EqualError(t, err, c.err, c.d)
			assert.Zero(t, got, c.d)
			continue
		}
		assert.NoError(t, err, c.d)
		assert.Equal(t, c.want, got, c.d)
		assert.Equal(t, c.want, c.u.Count(d), c.d)
	}
	for _, u := range allUnits {
		assert.Equal(t, mostOf[u], u.Max())
		for _, n := range []int64{0, 1, -1, 9, 10, 99, 100, -1000, 12345, 1e16 - 1, 1e15} { // sums beyond Max too
			assert.Equal(t, n, u.Count(u.Decimal(n)), "%d of %d", n, u)
		}
	}
}

// Amounts that are equal are equal decimals, whatever their unit.
func TestUnitsMakeEqualDecimals(t *testing.T) {
	t.Parallel()
	assert.Equal(t, decimal.New(1690000, -2), money.Whole.Decimal(16900))
	assert.Equal(t, decimal.New(1690000, -2), money.Hundredths.Decimal(1690000))
	assert.Equal(t, decimal.New(1690000, -2), money.Thousandths.Decimal(16900000))
	assert.Equal(t, decimal.New(1234, -2), money.Any.Decimal(12340))
	assert.Equal(t, decimal.New(-12345, -3), money.Thousandths.Decimal(-12345))
	assert.Equal(t, decimal.New(1, -3), money.Any.Decimal(1))
	assert.Equal(t, money.Hundredths.Decimal(0), money.Whole.Decimal(0))
}

// Against exact fractions.
func TestFromDecimalAndFraction(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := shifted(rapid.Int64().Draw(t, "n"), rapid.IntRange(0, 25).Draw(t, "zeros"), rapid.IntRange(-40, 12).Draw(t, "exp"))
		value := d.Rat()
		u := rapid.SampledFrom(allUnits).Draw(t, "unit")
		one, most := oneOf[u], mostOf[u]
		counted := new(big.Rat).Mul(value, big.NewRat(one, 1))
		got, err := u.FromDecimal(d)
		switch {
		case !counted.IsInt():
			require.ErrorIs(t, err, money.ErrDecimals)
			require.Zero(t, u.Count(d))
		case new(big.Rat).Abs(counted).Cmp(big.NewRat(most, 1)) > 0:
			require.ErrorIs(t, err, money.ErrRange)
		default:
			require.NoError(t, err)
			require.Zero(t, counted.Cmp(big.NewRat(got, 1)))
			require.True(t, u.Decimal(got).Equal(d))
			require.Equal(t, got, u.Count(d))
			require.Equal(t, d.StringFixed(int32(u.Decimals())), u.Text(got))
		}

		den := int64(1)
		for i := 0; i < 9 && !new(big.Rat).Mul(value, big.NewRat(den, 1)).IsInt(); i++ {
			den *= 10
		}
		whole := new(big.Rat).Mul(value, big.NewRat(den, 1))
		want := whole.IsInt() && whole.Num().IsInt64()
		n, dd, ok := money.Fraction(d)
		require.Equal(t, want, ok, "%v", d)
		if ok {
			require.Equal(t, whole.Num().Int64(), n)
			require.Equal(t, den, dd)
		}
	})
}

func TestFraction(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		d        decimal.Decimal
		num, den int64
	}{
		{decimal.Decimal{}, 0, 1},
		{decimal.New(0, math.MinInt32), 0, 1},
		{decimal.New(5, -2), 5, 100},
		{decimal.New(50, -3), 5, 100},
		{decimal.New(-1, -9), -1, 1_000_000_000},
		{decimal.New(100, 0), 100, 1},
		{decimal.New(9, 18), 9e18, 1},
		{decimal.New(math.MinInt64, 0), math.MinInt64, 1},
		{decimal.New(math.MaxInt64, -9), math.MaxInt64, 1_000_000_000},
		{decimal.New(922337203685477580, 1), 9223372036854775800, 1},
		{decimal.New(922337203685477581, 1), 0, 0},
		{decimal.New(-922337203685477581, 1), 0, 0},
		{decimal.New(10, 18), 0, 0},
		{decimal.New(1, -10), 0, 0},
		{decimal.New(1, math.MaxInt32), 0, 0},
		{decimal.New(10, math.MaxInt32), 0, 0},
		{decimal.New(1, math.MinInt32), 0, 0},
		{shifted(math.MaxInt64, 1, 0), 0, 0},
		{shifted(5, 100, -102), 5, 100},
	} {
		num, den, ok := money.Fraction(c.d)
		assert.Equal(t, c.den != 0, ok)
		assert.Equal(t, []int64{c.num, c.den}, []int64{num, den})
	}
}

func TestAppendText(t *testing.T) {
	t.Parallel()
	for want, cents := range map[string]int64{
		"0.00": 0, "0.01": 1, "-0.07": -7, "0.99": 99, "1.00": 100, "45.00": 4500, "-45.10": -4510,
		"92233720368547758.07": math.MaxInt64, "-92233720368547758.08": math.MinInt64,
	} {
		assert.Equal(t, "x"+want, string(money.Hundredths.AppendText([]byte("x"), cents)))
		assert.Equal(t, want, money.Hundredths.Decimal(cents).StringFixed(2))
	}
	for n, want := range map[int64][2]string{
		0: {"0", "0.000"}, 7: {"7", "0.007"}, -7: {"-7", "-0.007"}, 12345: {"12345", "12.345"}, -16900: {"-16900", "-16.900"},
		math.MaxInt64: {"9223372036854775807", "9223372036854775.807"}, math.MinInt64: {"-9223372036854775808", "-9223372036854775.808"},
	} {
		assert.Equal(t, "x"+want[0], string(money.Whole.AppendText([]byte("x"), n)))
		assert.Equal(t, want[1], money.Thousandths.Text(n))
		assert.Equal(t, want[1], money.Any.Text(n))
	}
}

// model rounds an exact fraction by comparing it with its neighbours.
func model(r money.Rounding, v *big.Rat) (int64, bool) {
	below := new(big.Int).Div(v.Num(), v.Denom()) // floor, as the denominator is positive
	above := new(big.Int).Add(below, big.NewInt(1))
	down := new(big.Rat).Sub(v, new(big.Rat).SetInt(below))
	out := below
	switch down.Cmp(big.NewRat(1, 2)) {
	case 1:
		out = above
	case 0:
		away := above
		if v.Sign() < 0 {
			away = below
		}
		out = away
		if r == money.HalfEven {
			out = below
			if below.Bit(0) == 1 {
				out = above
			}
		}
	}
	return out.Int64(), out.IsInt64()
}

func checkQuo(t require.TestingT, r money.Rounding, a, b, c, d, e int64) {
	got, err := r.Quo(a, b, c, d, e)
	if d <= 0 || e <= 0 {
		require.ErrorIs(t, err, money.ErrDivisor)
		require.Zero(t, got)
		return
	}
	num := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
	num.Mul(num, big.NewInt(c))
	den := new(big.Int).Mul(big.NewInt(d), big.NewInt(e))
	want, fits := model(r, new(big.Rat).SetFrac(num, den))
	if !fits {
		require.ErrorIs(t, err, money.ErrOverflow, "%d·%d·%d/(%d·%d)", a, b, c, d, e)
		require.Zero(t, got)
		return
	}
	require.NoError(t, err, "%d·%d·%d/(%d·%d)", a, b, c, d, e)
	require.Equal(t, want, got, "%d·%d·%d/(%d·%d)", a, b, c, d, e)
	require.Equal(t, want, r.Big(num, den).Int64())
}

func TestQuo(t *testing.T) {
	t.Parallel()
	const top, low = math.MaxInt64, math.MinInt64
	for _, q := range [][5]int64{
		{1, 1, 1, 2, 1},
		{3, 1, 1, 2, 1},
		{5, 1, 1, 2, 1},
		{-1, 1, 1, 2, 1},
		{-3, 1, 1, 2, 1},
		{-5, 1, 1, 2, 1},
		{1, 1, 1, 3, 1},
		{2, 1, 1, 3, 1},
		{0, 5, 5, 7, 7},
		{0, -5, 5, 7, 7},
		{1, 2, 3, 1, 1},
		{top, 1, 1, 1, 1},
		{low, 1, 1, 1, 1},
		{low, -1, 1, 1, 1},
		{top, 2, 1, 2, 1},
		{top, 2, 1, 1, 1},
		{low, low, 1, top, 1},
		{top, top, top, top, top},
		{low, low, low, top, top},
		{top, top, 2, top, 1},
		{top, 1, 1, 2, 1},
		{low, 1, 1, 2, 1},
		{1, 1, 1, top, top},
		{top, 4, 1, 2, 1},
		{top, 2, 3, 4, 1},
		{low, 3, 3, 9, 1},
		{low, 3, 3, 8, 1},
		{1 << 62, 1 << 62, 1 << 60, 1, 1}, // products beyond 128 bits
		{low, low, low, top, 1},
		{8249634742471189717, 8249634742471189719, 5, top, 1},
		{top, 1, 1, 1 << 33, 1 << 31}, // divisors beyond 64
		{top, 1, 1, 1 << 33, 1<<31 + 1},
		{top, top, 1, 1 << 33, 1 << 32},
		{-1, -1, -1, 2, 1},
		{1, -1, -1, 2, 1},
		{-1, -1, 1, 2, 1},
		{1, 1, 1, 0, 1},
		{1, 1, 1, 1, 0},
		{1, 1, 1, -1, -1},
		{1, 1, 1, low, 1},
		{1, 1, 1, 1, low},
	} {
		checkQuo(t, money.HalfAway, q[0], q[1], q[2], q[3], q[4])
		checkQuo(t, money.HalfEven, q[0], q[1], q[2], q[3], q[4])
	}
}

// Quotients at 2^63 and 2^64, from either side, halves and their neighbours.
func TestQuoAtTheEdges(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.Int64Range(1, 1000).Draw(t, "d")
		edge := new(big.Int).Lsh(big.NewInt(1), rapid.SampledFrom([]uint{62, 63, 64}).Draw(t, "edge"))
		edge.Mul(edge.Mul(edge, big.NewInt(d)), big.NewInt(2)) // in halves
		a := rapid.Int64Range(2, 1<<20).Draw(t, "a")
		b := new(big.Int).Div(edge, big.NewInt(2*a)).Int64() + rapid.Int64Range(-2, 2).Draw(t, "near")
		checkQuo(t, money.HalfAway, a, max(1, b), 1, d, 1)
		checkQuo(t, money.HalfEven, -a, max(1, b), 1, d, 1)
	})
}

func TestQuoWrapsNowhere(t *testing.T) {
	t.Parallel()
	// The product is 2^65 - 1: its half, 2^64 - ½, would wrap to 0 as it is rounded up.
	got, err := money.HalfAway.Quo(31, 8191, 145295143558111, 2, 1)
	assert.ErrorIs(t, err, money.ErrOverflow)
	assert.Zero(t, got)
	got, err = money.HalfAway.Quo(31, 8191, 145295143558111, 4, 1)
	assert.ErrorIs(t, err, money.ErrOverflow)
	assert.Zero(t, got)
	got, err = money.HalfAway.Quo(-31, 8191, 145295143558111, 8, 1)
	assert.NoError(t, err)
	assert.Equal(t, int64(-1<<62), got)
}

func TestQuoAgainstExactFractions(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		part := func(name string) int64 { // as often small as large
			return rapid.Int64().Draw(t, name) >> rapid.SampledFrom([]uint{0, 1, 20, 31, 40, 56}).Draw(t, name+" shift")
		}
		r := money.Rounding(rapid.IntRange(0, 1).Draw(t, "rounding"))
		checkQuo(t, r, part("a"), part("b"), part("c"), part("d")&math.MaxInt64, part("e")&math.MaxInt64)
	})
}

func FuzzQuo(f *testing.F) {
	f.Add(int64(15000), int64(5), int64(3661), int64(100), int64(3600))
	f.Add(int64(31), int64(8191), int64(145295143558111), int64(2), int64(1))
	f.Add(int64(math.MinInt64), int64(-1), int64(1), int64(1), int64(1))
	f.Fuzz(func(t *testing.T, a, b, c, d, e int64) {
		checkQuo(t, money.HalfAway, a, b, c, d, e)
		checkQuo(t, money.HalfEven, a, b, c, d, e)
	})
}

func TestAllocations(t *testing.T) {
	d, dst := decimal.New(4500, -2), make([]byte, 0, 32)
	var sink int64
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		cents, _ := money.Hundredths.FromDecimal(d)
		num, den, _ := money.Fraction(d)
		q, _ := money.HalfAway.Quo(cents, num, 1<<60, den, 3600)
		dst = money.Hundredths.AppendText(dst[:0], q)
		sink += q
	}))
	assert.NotEmpty(t, strings.TrimSpace(string(dst)), sink)
}

var sink int64

func BenchmarkQuo(b *testing.B) {
	b.Run("128 bits", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sink, _ = money.HalfAway.Quo(9000, 5, 3661, 100, 3600)
		}
	})
	b.Run("big", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sink, _ = money.HalfAway.Quo(1<<62, 1<<62, 1<<62, 1<<62, 1<<62)
		}
	})
	b.Run("decimal", func(b *testing.B) {
		b.ReportAllocs()
		rent, rate, sec := decimal.New(9000, -2), decimal.New(5, -2), decimal.New(3661, 0)
		for b.Loop() {
			_ = rent.Mul(rate).Mul(sec).DivRound(decimal.New(3600, 0), 2)
		}
	})
}
