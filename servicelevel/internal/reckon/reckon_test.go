package reckon_test

import (
	"math/big"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
)

// TestShares: however the months of a price follow one another, their shares are the price, and those up to any month
// are its part to the nearest cent.
func TestShares(t *testing.T) {
	t.Parallel()
	year := reckon.MonthsPrice{Cents: 119_000, Of: 12}
	assert.Equal(t, []int64{9917, 69_417, 119_000}, []int64{year.Share(1), year.Share(7), year.Share(12)})
	year.Before = 7
	assert.Equal(t, int64(49_583), year.Share(5))
	half := reckon.MonthsPrice{Cents: 1, Of: 2}
	assert.Equal(t, int64(1), half.Share(1))
	half.Rounding = penalty.HalfEven
	assert.Equal(t, int64(0), half.Share(1))
	rapid.Check(t, func(t *rapid.T) {
		p := reckon.MonthsPrice{
			Cents: rapid.Int64Range(0, 1e12).Draw(t, "cents"), Of: rapid.Int64Range(2, 120).Draw(t, "of"),
			Rounding: rapid.SampledFrom([]penalty.Rounding{penalty.HalfAway, penalty.HalfEven}).Draw(t, "rounding"),
		}
		sum := int64(0)
		for p.Before < p.Of {
			n := rapid.Int64Range(1, p.Of-p.Before).Draw(t, "months")
			sum += p.Share(n)
			p.Before += n
			off := new(big.Rat).Sub(big.NewRat(sum, 1), new(big.Rat).Mul(big.NewRat(p.Cents, 1), big.NewRat(p.Before, p.Of)))
			require.LessOrEqual(t, off.Abs(off).Cmp(big.NewRat(1, 2)), 0)
		}
		require.Equal(t, p.Cents, sum)
	})
}

func TestSurplus(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		held time.Duration
		by   int64
		want time.Duration
	}{
		{time.Hour, 1500, 30 * time.Minute},
		{time.Hour, 500, -30 * time.Minute},
		{time.Hour, reckon.Once, 0},
		{time.Microsecond, 1001, 1},
		{time.Microsecond - 1, 1500, 0}, // what is no whole microsecond counts once
		{time.Microsecond + 1, 1500, 500},
	} {
		assert.Equal(t, x.want, reckon.Surplus(x.held, x.by), "%v by %d", x.held, x.by)
	}
}

func TestMonthsBetween(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		from, to string
		want     int
	}{
		{"2026-05", "2026-05", 0},
		{"2026-05", "2026-06", 1},
		{"2026-12", "2027-01", 1},
		{"2027-01", "2026-12", -1},
		{"2024-02", "2027-05", 39},
	} {
		assert.Equal(t, x.want, reckon.MonthsBetween(calendar.MustParseMonth(x.from), calendar.MustParseMonth(x.to)), "%s to %s", x.from, x.to)
	}
}

func TestDaysBetween(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		from, until string
		want        int64
	}{
		{"2026-05-01", "2026-05-01", 0},
		{"2026-05-02", "2026-05-01", 0},
		{"2026-05-01", "2026-05-02", 1},
		{"2024-02-28", "2024-03-01", 2},
		{"2026-02-28", "2026-03-01", 1},
		{"2026-01-01", "2027-01-01", 365},
	} {
		assert.Equal(t, x.want, reckon.DaysBetween(calendar.MustParseDate(x.from), calendar.MustParseDate(x.until)), "%s to %s", x.from, x.until)
	}
}

// TestTaxDay: what is owed bears the VAT of its month's last day, all else that of its own (D33).
func TestTaxDay(t *testing.T) {
	t.Parallel()
	on := calendar.MustParseDate("2026-05-14")
	for day, owed := range map[int]string{0: "2026-05-31", 14: "2026-06-13", 15: "2026-05-14"} {
		for kind, want := range map[invoice.LineKind]string{
			invoice.FeeLine: "2026-05-14", invoice.PackLine: "2026-05-14", invoice.ChargeLine: "2026-05-14", invoice.PenaltyLine: owed, invoice.LateLine: owed,
		} {
			assert.Equal(t, want, reckon.TaxDay(cycle.Of(day), kind, on).String(), "%v from the %d", kind, day)
		}
	}
}

func TestOwedIn(t *testing.T) {
	t.Parallel()
	assert.Equal(t, money.Hundredths, reckon.OwedIn(money.UnitIn("JPY"), &penalty.Terms{Basis: penalty.ServiceDays}))
	assert.Equal(t, money.UnitIn("JPY"), reckon.OwedIn(money.UnitIn("JPY"), &penalty.Terms{}))
}

// TestCited: S61 and S62 are cited for their own figures alone, however these are counted, and only of a
// promise that is by them.
func TestCited(t *testing.T) {
	dec := decimal.RequireFromString
	for _, c := range []struct {
		terms        penalty.Terms
		target, rate string
	}{
		{penalty.Terms{Target: dec("0.999"), Rate: dec("0.05")}, "S61", "S62"},
		{penalty.Terms{Target: dec("0.9990"), Rate: dec("0.050"), Unit: time.Hour, Counting: penalty.Begun, Excess: true, PerOutage: true}, "S61", "S62"},
		{penalty.Terms{Target: dec("0.999000001"), Rate: dec("0.050000001")}, "", ""},
		{penalty.Terms{Target: dec("0.998999999"), Rate: dec("0.049999999")}, "", ""},
		{penalty.Terms{Target: dec("0.999"), Rate: dec("0.05"), Unit: time.Hour + 1}, "S61", ""},
		{penalty.Terms{Target: dec("0.999"), Rate: dec("0.05"), Counting: penalty.CalendarDays}, "S61", ""},
		{penalty.Terms{Target: dec("0.999"), Rate: dec("0.05"), Basis: penalty.Amount}, "S61", ""},
		{penalty.Terms{Target: dec("0.999"), Lengths: []penalty.Length{{Credit: dec("0.05")}}}, "S61", ""},
		{penalty.Terms{Target: dec("0.9"), Rate: dec("0.05"), Rules: penalty.Rules{Rate: "H2"}}, "", "H2"},
		{penalty.Terms{Target: dec("0.999"), Rate: dec("3"), Rules: penalty.Rules{Target: "H1"}}, "H1", ""},
		{penalty.Terms{}, "", ""},
	} {
		assert.Equal(t, penalty.Rules{Target: c.target, Rate: c.rate}, reckon.Cited(&c.terms, "S61, S62"), c.terms)
		for _, promise := range []plans.Citation{"", "H1, H2", "S610, S6"} {
			assert.Equal(t, c.terms.Rules, reckon.Cited(&c.terms, promise), "%v by %q", c.terms, promise)
		}
	}
	plain := penalty.Terms{Target: dec("0.999"), Rate: dec("0.05")}
	assert.Equal(t, penalty.Rules{Target: "S61"}, reckon.Cited(&plain, "S61, H2"))
	assert.Equal(t, penalty.Rules{Rate: "S62"}, reckon.Cited(&plain, "S62"))
}
