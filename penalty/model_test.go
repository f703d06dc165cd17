package penalty_test

import (
	"math/big"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
)

// The model steps through the seconds of a short period and reckons in fractions
// of integers. It shares nothing with the package but its input types.

const margin = 600 // seconds before and after the period in which outages may lie

var epoch = time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)

func second(i int) time.Time { return epoch.Add(time.Duration(i) * time.Second) }

func index(t time.Time) int { return int(t.Sub(epoch) / time.Second) }

type verdict struct {
	down, total *big.Rat // seconds
	missed      bool
	cents       *big.Int
	exact       *big.Rat // cents, before the cap of the period
	capped      bool
}

func ratOf(d decimal.Decimal) *big.Rat { return d.Rat() }

func rat(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }

func mul(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }

func quo(a, b *big.Rat) *big.Rat { return new(big.Rat).Quo(a, b) }

func add(a, b *big.Rat) *big.Rat { return new(big.Rat).Add(a, b) }

func sub(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }

func less(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) < 0 {
		return a
	}
	return b
}

func start(o penalty.Outage, from penalty.Start) (time.Time, bool) {
	switch {
	case from == penalty.Detected:
		return o.Start, !o.Start.IsZero()
	case from == penalty.Declared:
		return o.Declared, !o.Declared.IsZero()
	case o.Start.IsZero():
		return o.Declared, true
	case o.Declared.IsZero() || o.Start.Before(o.Declared):
		return o.Start, true
	}
	return o.Declared, true
}

// modelOutages returns, for each outage in order, how many seconds of it count.
func modelOutages(t penalty.Terms, c penalty.Case) (each []*big.Rat, excludedInService int) {
	n := index(c.Period.End)
	from, to := 0, n
	if !c.Service.Empty() {
		from, to = index(c.Service.Start), index(c.Service.End)
	}
	known := n + 10*margin
	if !c.AsOf.IsZero() {
		known = index(c.AsOf)
	}
	var run, lasted int
	counted := new(big.Rat)
	for i := -2 * margin; i <= n+2*margin; i++ {
		share, excluded := new(big.Rat), false
		for _, o := range c.Outages {
			begin, ok := start(o, t.From)
			end := o.End
			if end.IsZero() || index(end) > known {
				end = second(known)
			}
			if !ok || i < index(begin) || i >= index(end) {
				continue
			}
			s := ratOf(o.Share)
			if o.Share.IsZero() {
				s = rat(1)
			}
			if o.Excluded != penalty.Counts {
				excluded = true
			} else if s.Cmp(share) > 0 {
				share = s
			}
		}
		for _, x := range c.Exclusions {
			excluded = excluded || i >= index(x.Start) && i < index(x.End)
		}
		inService := i >= from && i < to
		if excluded && inService {
			excludedInService++
		}
		if share.Sign() > 0 {
			run++
			if !excluded {
				lasted++
				if inService {
					counted = add(counted, share)
				}
			}
			continue
		}
		if run > 0 && time.Duration(lasted)*time.Second >= t.MinOutage && counted.Sign() > 0 {
			each = append(each, counted)
		}
		run, lasted, counted = 0, 0, new(big.Rat)
	}
	return each, excludedInService
}

func model(t penalty.Terms, c penalty.Case) verdict {
	each, excluded := modelOutages(t, c)
	v := verdict{down: new(big.Rat), exact: new(big.Rat)}
	for _, x := range each {
		v.down = add(v.down, x)
	}
	total := index(c.Period.End)
	if !c.Service.Empty() && !t.WholePeriod {
		total = index(c.Service.End) - index(c.Service.Start)
	}
	if t.Period == penalty.ThirtyDays {
		total = 30 * 86400
	}
	if t.Shrink {
		total -= excluded
	}
	v.total = rat(int64(total))
	allowed := mul(sub(rat(1), ratOf(t.Target)), v.total)
	v.missed = v.down.Cmp(allowed) > 0
	if v.missed {
		v.exact, v.capped = modelAmount(t, c, v, each, allowed)
	}
	owed := v.exact
	if limit := mul(hundred(c.Rent), capOf(t)); !t.Uncapped && limit.Cmp(owed) < 0 {
		owed, v.capped = limit, true
	}
	v.cents = roundRat(owed, t.Rounding)
	return v
}

func hundred(d decimal.Decimal) *big.Rat { return mul(ratOf(d), rat(100)) }

func capOf(t penalty.Terms) *big.Rat {
	if t.Cap.IsZero() {
		return rat(1)
	}
	return ratOf(t.Cap)
}

func modelAmount(t penalty.Terms, c penalty.Case, v verdict, each []*big.Rat, allowed *big.Rat) (sum *big.Rat, capped bool) {
	rent := hundred(c.Rent)
	base := rent
	switch t.Basis {
	case penalty.DayRent:
		day := new(big.Rat).SetFrac64(86400, 1)
		days := roundRat(quo(v.total, day), penalty.HalfAway).Int64()
		base = quo(rent, rat(max(1, days)))
	case penalty.Amount:
		base = rat(100)
	}
	if len(t.Bands) > 0 {
		up := quo(sub(v.total, v.down), v.total)
		for _, b := range t.Bands {
			if up.Cmp(ratOf(b.From)) >= 0 && up.Cmp(ratOf(b.Below)) < 0 {
				return mul(base, ratOf(b.Credit)), false
			}
		}
		panic("the model has no band")
	}
	if !t.PerOutage {
		each = []*big.Rat{v.down}
	}
	if !t.Excess {
		allowed = new(big.Rat)
	}
	unit := rat(int64(t.Unit / time.Second))
	if t.Unit == 0 {
		unit = rat(3600)
	}
	sum = new(big.Rat)
	for _, x := range each {
		free := less(allowed, x)
		allowed, x = sub(allowed, free), sub(x, free)
		if x.Sign() == 0 {
			continue
		}
		var cost *big.Rat
		if len(t.Lengths) > 0 {
			for _, b := range t.Lengths {
				if x.Cmp(rat(int64(b.From/time.Second))) >= 0 && (b.Below == 0 || x.Cmp(rat(int64(b.Below/time.Second))) < 0) {
					cost = mul(base, ratOf(b.Credit))
				}
			}
		} else {
			units := quo(x, unit)
			whole := new(big.Int).Quo(units.Num(), units.Denom())
			switch {
			case t.Counting == penalty.Full:
				units = new(big.Rat).SetInt(whole)
			case t.Counting == penalty.Begun && !units.IsInt():
				units = add(new(big.Rat).SetInt(whole), rat(1))
			}
			cost = mul(mul(base, ratOf(t.Rate)), units)
			if t.Basis == penalty.ProRataRent {
				cost = quo(mul(cost, unit), v.total)
			}
		}
		if most := mul(rent, ratOf(t.OutageCap)); !t.OutageCap.IsZero() && cost.Cmp(most) > 0 {
			cost, capped = most, true
		}
		sum = add(sum, cost)
	}
	return sum, capped
}

// roundRat rounds a number that is not negative by looking at twice its fraction.
func roundRat(r *big.Rat, how penalty.Rounding) *big.Int {
	whole := new(big.Int).Quo(r.Num(), r.Denom())
	twice := mul(sub(r, new(big.Rat).SetInt(whole)), rat(2))
	c := twice.Cmp(rat(1))
	if c > 0 || c == 0 && (how == penalty.HalfAway || whole.Bit(0) == 1) {
		whole.Add(whole, big.NewInt(1))
	}
	return whole
}

func drawDecimal(t *rapid.T, name string, lo, hi int64, exp int32) decimal.Decimal {
	return decimal.New(rapid.Int64Range(lo, hi).Draw(t, name), exp)
}

func drawTerms(t *rapid.T) penalty.Terms {
	terms := penalty.Terms{
		Target:      drawDecimal(t, "target", 900, 1000, -3),
		Period:      rapid.SampledFrom([]penalty.Period{penalty.CalendarMonth, penalty.CalendarMonth, penalty.ThirtyDays}).Draw(t, "period"),
		From:        rapid.SampledFrom([]penalty.Start{penalty.Earliest, penalty.Earliest, penalty.Detected, penalty.Declared}).Draw(t, "from"),
		MinOutage:   rapid.SampledFrom([]time.Duration{0, 0, 60 * time.Second, 60*time.Second + 1}).Draw(t, "min"),
		WholePeriod: rapid.Bool().Draw(t, "whole"),
		Shrink:      rapid.Bool().Draw(t, "shrink"),
		Basis:       rapid.SampledFrom([]penalty.Basis{penalty.Rent, penalty.Rent, penalty.ProRataRent, penalty.DayRent, penalty.Amount}).Draw(t, "basis"),
		PerOutage:   rapid.Bool().Draw(t, "per outage"),
		Excess:      rapid.Bool().Draw(t, "excess"),
		Uncapped:    rapid.Bool().Draw(t, "uncapped"),
		Rounding:    rapid.SampledFrom([]penalty.Rounding{penalty.HalfAway, penalty.HalfEven}).Draw(t, "rounding"),
	}
	if terms.Period == penalty.ThirtyDays { // against 30 days of so short a period nothing would be missed
		terms.Target = drawDecimal(t, "high target", 999_000, 1_000_000, -6)
	}
	switch kind := rapid.IntRange(0, 5).Draw(t, "kind"); {
	case kind == 4:
		terms.PerOutage, terms.Excess = false, false
		if terms.Basis == penalty.ProRataRent {
			terms.Basis = penalty.Rent
		}
		middle := terms.Target.Sub(decimal.New(rapid.Int64Range(1, 899).Draw(t, "middle"), -3))
		terms.Bands = []penalty.Band{{From: middle, Below: terms.Target, Credit: dec("0.1")}, {Below: middle, Credit: dec("0.3")}}
	case kind == 5:
		if terms.Basis == penalty.ProRataRent {
			terms.Basis = penalty.Rent
		}
		middle := time.Duration(rapid.IntRange(1, 900).Draw(t, "middle")) * time.Second
		terms.Lengths = []penalty.Length{{Below: middle, Credit: dec("0.07")}, {From: middle, Credit: dec("0.11")}}
	default:
		terms.Rate = drawDecimal(t, "rate", 1, 300, -2)
		terms.Counting = penalty.Counting(rapid.IntRange(0, 2).Draw(t, "counting"))
		if terms.Basis != penalty.ProRataRent || terms.Counting != penalty.ProRata {
			terms.Unit = time.Duration(rapid.IntRange(0, 700).Draw(t, "unit")) * time.Second
		}
	}
	if !terms.Uncapped {
		terms.Cap = drawDecimal(t, "cap", 0, 200, -2)
	}
	if terms.PerOutage {
		terms.OutageCap = drawDecimal(t, "outage cap", 0, 40, -2)
	}
	return terms
}

func drawCase(t *rapid.T) penalty.Case {
	n := rapid.IntRange(1000, 3000).Draw(t, "period")
	c := penalty.Case{Rent: drawDecimal(t, "rent", 0, 50_000, -2), Period: calendar.Interval{Start: second(0), End: second(n)}}
	if rapid.Bool().Draw(t, "partial") {
		from := rapid.IntRange(0, n-1).Draw(t, "from")
		c.Service = calendar.Interval{Start: second(from), End: second(rapid.IntRange(from+1, n).Draw(t, "to"))}
	}
	if rapid.Bool().Draw(t, "as of") {
		c.AsOf = second(rapid.IntRange(0, n+margin).Draw(t, "as of second"))
	}
	spot := rapid.IntRange(-margin, n-1)
	length := rapid.OneOf(rapid.IntRange(1, 100), rapid.IntRange(1, 800))
	for range rapid.IntRange(0, 6).Draw(t, "outages") {
		from := spot.Draw(t, "start")
		to := max(1, from+length.Draw(t, "length"))
		o := penalty.Outage{Start: second(from), End: second(to)}
		switch rapid.IntRange(0, 9).Draw(t, "variety") {
		case 0:
			o.Share = drawDecimal(t, "share", 1, 10_000, -4)
		case 1:
			o.Declared = second(from + rapid.IntRange(-5, 20).Draw(t, "declared"))
		case 2:
			o.Declared, o.Start = o.Start, time.Time{}
		case 3:
			o.Excluded = penalty.Customer
		case 4:
			if !c.AsOf.IsZero() {
				o.End = time.Time{}
			}
		}
		c.Outages = append(c.Outages, o)
	}
	for range rapid.IntRange(0, 3).Draw(t, "exclusions") {
		from := spot.Draw(t, "start")
		to := max(1, from+length.Draw(t, "length"))
		c.Exclusions = append(c.Exclusions, penalty.Exclusion{Start: second(from), End: second(to), Reason: penalty.Maintenance})
	}
	return c
}

func TestModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		terms, c := drawTerms(rt), drawCase(rt)
		a, err := penalty.Assess(terms, c)
		if err != nil {
			rt.Fatal(err)
		}
		want := model(terms, c)
		if got := new(big.Rat).SetFrac64(int64(a.Availability.Down), int64(time.Second)); got.Cmp(want.down) != 0 {
			rt.Fatalf("down %s, the model has %s", got, want.down)
		}
		if got := new(big.Rat).SetFrac64(int64(a.Availability.Total), int64(time.Second)); got.Cmp(want.total) != 0 {
			rt.Fatalf("total %s, the model has %s", got, want.total)
		}
		if a.Missed != want.missed {
			rt.Fatalf("missed %t, the model says %t", a.Missed, want.missed)
		}
		if got := a.Amount.Shift(2).BigInt(); got.Cmp(want.cents) != 0 {
			rt.Fatalf("%s cents, the model has %s (exactly %s)", got, want.cents, want.exact)
		}
		if a.Capped != want.capped {
			rt.Fatalf("capped %t, the model says %t", a.Capped, want.capped)
		}
	})
}
