package penalty_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
)

func mustAssess(t *rapid.T, terms penalty.Terms, c penalty.Case) penalty.Assessment {
	a, err := penalty.Assess(terms, c)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// onTotal makes terms count on the total, where more downtime never costs less:
// two outages that grow together into one are fewer, and so may cost less per outage.
func onTotal(terms penalty.Terms) penalty.Terms {
	if len(terms.Numbers) > 0 {
		terms.Numbers, terms.Rate = nil, dec("0.05")
	}
	terms.PerOutage, terms.OutageCap, terms.Deductible = false, decimal.Decimal{}, 0
	return terms
}

func TestMoreDowntimeNeverCostsLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms, c := onTotal(drawTerms(t)), drawCase(t)
		before := mustAssess(t, terms, c).Amount
		n := index(c.Period.End)
		from := rapid.IntRange(0, n-1).Draw(t, "from")
		more := penalty.Outage{Start: second(from), Declared: second(from), End: second(rapid.IntRange(from+1, n).Draw(t, "to"))}
		c.Outages = append(c.Outages, more)
		if after := mustAssess(t, terms, c).Amount; after.LessThan(before) {
			t.Fatalf("%s fell to %s", before, after)
		}
	})
}

func TestAddedExclusionNeverCostsMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms, c := drawTerms(t), drawCase(t)
		terms.Shrink = false // a shorter period makes what remains weigh more
		before := mustAssess(t, terms, c).Amount
		n := index(c.Period.End)
		from := rapid.IntRange(0, n-1).Draw(t, "from")
		x := penalty.Exclusion{Start: second(from), End: second(rapid.IntRange(from, n).Draw(t, "to")), Reason: penalty.ForceMajeure}
		c.Exclusions = append(c.Exclusions, x)
		if after := mustAssess(t, terms, c).Amount; after.GreaterThan(before) {
			t.Fatalf("%s rose to %s", before, after)
		}
	})
}

func TestOrderAndSplittingChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms, c := drawTerms(t), drawCase(t)
		terms.From = penalty.Earliest
		want := mustAssess(t, terms, c)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		var split []penalty.Outage
		for _, o := range c.Outages {
			o.Start, _ = start(o, penalty.Earliest)
			o.Declared = time.Time{}
			if o.End.IsZero() || o.Share.IsPositive() || !o.End.After(o.Start) {
				split = append(split, o)
				continue
			}
			middle := o.Start.Add(time.Duration(r.Int64N(int64(o.End.Sub(o.Start)) + 1)))
			for _, half := range []calendar.Interval{{Start: o.Start, End: middle}, {Start: middle, End: o.End}} {
				if half.End.After(c.Period.Start) && half.Start.Before(c.Period.End) { // else it would be refused
					h := o
					h.Start, h.End = half.Start, half.End
					split = append(split, h)
				}
			}
		}
		r.Shuffle(len(split), func(i, j int) { split[i], split[j] = split[j], split[i] })
		lasting := terms.MinOutage == 0 // a half outside the period is left out above, and so the outage is shorter
		c.Outages = split
		got := mustAssess(t, terms, c)
		if lasting && (!got.Amount.Equal(want.Amount) || got.Availability != want.Availability || got.Outages != want.Outages) {
			t.Fatalf("%s (%v) became %s (%v)", want.Amount, want.Availability, got.Amount, got.Availability)
		}
	})
}

// Where nothing is allowed, capped or rounded, three months cost what the quarter
// does: here a cent a second.
func TestMonthsAddUp(t *testing.T) {
	loc := paris(t)
	terms := penalty.Terms{Target: dec("1"), Rate: dec("36"), Basis: penalty.Amount, Uncapped: true}
	rapid.Check(t, func(t *rapid.T) {
		first := calendar.Month{Year: rapid.IntRange(2020, 2030).Draw(t, "year"), Month: time.Month(1 + 3*rapid.IntRange(0, 3).Draw(t, "quarter"))}
		quarter := penalty.Quarter.Interval(first.Interval(loc).Start, loc)
		var outages []penalty.Outage
		for range rapid.IntRange(0, 20).Draw(t, "outages") {
			from := quarter.Start.Add(time.Duration(rapid.IntRange(0, 89*86400).Draw(t, "from")) * time.Second)
			outages = append(outages, penalty.Outage{Start: from, End: from.Add(time.Duration(rapid.IntRange(1, 40*3600).Draw(t, "length")) * time.Second)})
		}
		whole := mustAssess(t, terms, penalty.Case{Rent: dec("90.00"), Period: quarter, Outages: outages})
		sum := decimal.Zero
		for i := range 3 {
			c := penalty.Case{Rent: dec("90.00"), Period: first.AddMonths(i).Interval(loc)}
			for _, o := range outages {
				if o.Start.Before(c.Period.End) && o.End.After(c.Period.Start) {
					c.Outages = append(c.Outages, o)
				}
			}
			sum = sum.Add(mustAssess(t, terms, c).Amount)
		}
		if !sum.Equal(whole.Amount) {
			t.Fatalf("the months cost %s, the quarter %s", sum, whole.Amount)
		}
	})
}

func TestAMissedTargetNeverReadsAsMet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.Int64Range(1, int64(penalty.MaxPeriod)).Draw(t, "total")
		decimals := rapid.IntRange(0, 7).Draw(t, "decimals")
		scale := int64(1)
		for range decimals {
			scale *= 10
		}
		percent := rapid.Int64Range(1, 100*scale).Draw(t, "target") // in units of its last decimal
		target := decimal.New(percent, int32(-decimals-2))
		down := rapid.Int64Range(0, total).Draw(t, "down")
		if rapid.Bool().Draw(t, "near") {
			allowed := decimal.NewFromInt(total).Mul(dec("1").Sub(target)).IntPart()
			down = min(max(allowed+rapid.Int64Range(-2, 2).Draw(t, "off"), 0), total)
		}
		a := penalty.Availability{Down: time.Duration(down), Total: time.Duration(total)}
		printed := dec(a.Percent(decimals)[:len(a.Percent(decimals))-2])
		if a.Below(target) != printed.LessThan(decimal.New(percent, int32(-decimals))) {
			t.Fatalf("%s printed as %s, target %s", a.Ratio(), printed, target)
		}
	})
}
