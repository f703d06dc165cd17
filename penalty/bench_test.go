package penalty_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
)

// naive is what an assessment of the plain clause says, in decimals.
type naive struct {
	down, availability, allowed, over, hours, before, amount decimal.Decimal
	missed, capped                                           bool
}

var errNaive = errors.New("bad input")

// shopspring is the plain clause as a careful programmer writes it with
// shopspring/decimal: check the input, sort and join, then reckon in seconds.
func shopspring(rent, target, rate decimal.Decimal, period calendar.Interval, outages []penalty.Outage) (naive, error) {
	one := decimal.NewFromInt(1)
	if rent.IsNegative() || !rent.Equal(rent.Truncate(2)) || !target.IsPositive() || target.GreaterThan(one) || !rate.IsPositive() {
		return naive{}, errNaive
	}
	for _, o := range outages {
		if o.End.Before(o.Start) || !o.Start.Before(period.End) || !o.End.After(period.Start) {
			return naive{}, errNaive
		}
	}
	sorted := slices.Clone(outages)
	slices.SortFunc(sorted, func(a, b penalty.Outage) int { return a.Start.Compare(b.Start) })
	var down time.Duration
	var end time.Time
	for _, o := range sorted {
		from, to := o.Start, o.End
		if from.Before(period.Start) {
			from = period.Start
		}
		if to.After(period.End) {
			to = period.End
		}
		if from.Before(end) {
			from = end
		}
		if to.After(from) {
			down += to.Sub(from)
			end = to
		}
	}
	total := decimal.New(int64(period.End.Sub(period.Start)), -9)
	n := naive{down: decimal.New(int64(down), -9), amount: decimal.Zero}
	n.availability = total.Sub(n.down).Mul(decimal.NewFromInt(100)).Div(total)
	n.allowed = total.Mul(one.Sub(target))
	n.over = n.down.Sub(n.allowed)
	if n.missed = n.over.IsPositive(); !n.missed {
		return n, nil
	}
	n.hours = n.down.Div(decimal.NewFromInt(3600))
	n.before = rent.Mul(rate).Mul(n.down).Div(decimal.NewFromInt(3600))
	n.amount = n.before.Round(2)
	if n.before.GreaterThan(rent) {
		n.amount, n.capped = rent, true
	}
	return n, nil
}

func TestShopspringParity(t *testing.T) {
	terms := plain()
	rapid.Check(t, func(rt *rapid.T) {
		c := penalty.Case{Period: month(t, "2026-05"), Rent: decimal.New(rapid.Int64Range(0, 1_000_000).Draw(rt, "rent"), -2)}
		for range rapid.IntRange(0, 8).Draw(rt, "outages") {
			start := c.Period.Start.Add(time.Duration(rapid.Int64Range(0, 30*86400e9).Draw(rt, "start")))
			length := time.Duration(rapid.Int64Range(1, 5*3600e9).Draw(rt, "length"))
			c.Outages = append(c.Outages, penalty.Outage{Start: start, End: start.Add(length)})
		}
		got := assess(t, terms, c)
		want, err := shopspring(c.Rent, terms.Target, terms.Rate, c.Period, c.Outages)
		if err != nil {
			rt.Fatal(err)
		}
		if !got.Amount.Equal(want.amount) || got.Capped != want.capped || got.Missed != want.missed {
			rt.Fatalf("got %s, shopspring gives %s", got.Amount, want.amount)
		}
		if down := decimal.New(int64(got.Availability.Down), -9); !down.Equal(want.down) || !decimal.New(-int64(got.Margin), -9).Equal(want.over) {
			rt.Fatalf("got %s down, %s to spare, shopspring gives %s and %s over", down, got.Margin, want.down, want.over)
		}
		if percent := got.Availability.Percent(6); percent != want.availability.Truncate(6).StringFixed(6)+" %" {
			rt.Fatalf("got %s, shopspring gives %s", percent, want.availability)
		}
	})
}

func BenchmarkAssess(b *testing.B) {
	terms, c := plain(), sampleB(b, "149.00")
	b.Run("palier", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := penalty.Assess(terms, c); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("shopspring", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := shopspring(c.Rent, terms.Target, terms.Rate, c.Period, c.Outages); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkUsualMonth(b *testing.B) {
	terms, c := plain(), usual(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := penalty.Assess(terms, c); err != nil {
			b.Fatal(err)
		}
	}
}

// thousand is a case of a thousand outages of May, shuffled.
func thousand(tb testing.TB) penalty.Case {
	tb.Helper()
	c := penalty.Case{Rent: dec("149.00"), Period: month(tb, "2026-05")}
	for i := range 1000 {
		start := c.Period.Start.Add(time.Duration(i) * 44 * time.Minute)
		c.Outages = append(c.Outages, penalty.Outage{Start: start, End: start.Add(time.Minute)})
	}
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(len(c.Outages), func(i, j int) { c.Outages[i], c.Outages[j] = c.Outages[j], c.Outages[i] })
	return c
}

func TestThousandOutagesAllocateOneList(t *testing.T) {
	terms, c := plain(), thousand(t)
	n := testing.AllocsPerRun(20, func() { _, _ = penalty.Assess(terms, c) })
	assert.LessOrEqual(t, n, 3.0, "the list, and the two of the amount")
}

func BenchmarkThousandOutages(b *testing.B) {
	terms, c := plain(), thousand(b)
	assert.Equal(b, "124.17", assess(b, terms, c).Amount.StringFixed(2))
	b.Run("palier", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := penalty.Assess(terms, c); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("shopspring", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := shopspring(c.Rent, terms.Target, terms.Rate, c.Period, c.Outages); err != nil {
				b.Fatal(err)
			}
		}
	})
}
