package penalty_test

import (
	"math/big"
	"strings"
	"time"

	"github.com/shopspring/decimal"

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
	figure      *big.Rat // the availability, rounded if the terms say so
	missed      bool
	cents       *big.Int
	withheld    *big.Int // cents
	claim       string
	unclaimed   *big.Int // cents
	exact       *big.Rat // cents, before the cap of the period
	capped      bool
	across      bool // what lies outside the service decided that an outage counts
	shares      map[string]time.Duration
	short       []time.Duration // outages of the service that are too short to count
	notClaimed  []string        // outages that were not claimed in time, and how they stand
	inTime      []string
	lasted      []time.Duration // with a grain: the others, to the nanosecond
	filled      []time.Duration // with fixed intervals: what they have of those
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

// modelOutages returns, for each outage in order, how many seconds of it count. The verdict says
// whether one counts, or what is excluded of it, that would be too short by what lies in the service
// (D35); how many seconds count with each share; how long those were that are too short to count,
// and the others that are cut.
func modelOutages(t penalty.Terms, c penalty.Case, v *verdict) (each []*big.Rat, excludedInService int) {
	n := index(c.Period.End)
	from, to := 0, n
	if !c.Service.Empty() {
		from, to = index(c.Service.Start), index(c.Service.End)
	}
	known := n + 10*margin
	if !c.AsOf.IsZero() {
		known = index(c.AsOf)
	}
	spent := modelSpent(t, c, from, to, known)
	var run, lasted, inside, gone int
	counted, of := new(big.Rat), map[string]time.Duration{}
	shares := map[string]time.Duration{}
	cut := new(big.Rat)
	at := map[int]*big.Rat{} // what counts of one outage, by its second
	for i := -2 * margin; i <= n+2*margin; i++ {
		share, excluded, spared := new(big.Rat), false, false
		for _, o := range c.Outages {
			from, spares := t.From, o.Excluded != penalty.Counts && (o.Excluded != penalty.Maintenance || i < spent)
			if spares {
				from = penalty.Earliest
			}
			begin, ok := start(o, from)
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
			if spares {
				spared = true
			} else if t.AddUp {
				share = less(add(share, s), rat(1))
			} else if s.Cmp(share) > 0 {
				share = s
			}
		}
		for _, x := range c.Exclusions {
			excluded = excluded || i >= index(x.Start) && i < index(x.End) && (x.Reason != penalty.Maintenance || i < spent || i >= to)
		}
		inService := i >= from && i < to && !inBreak(c, i)
		if (excluded || spared && share.Sign() == 0) && inService { // a spared outage takes nothing off another
			excludedInService++
		}
		if share.Sign() > 0 {
			run++
			switch {
			case excluded && inService:
				gone++
			case !excluded:
				lasted++
				if inService {
					inside++
					counted = add(counted, share)
					of[share.RatString()] += time.Second
					at[i] = share
				}
			}
			continue
		}
		long := func(seconds int) bool { return time.Duration(seconds)*time.Second >= t.MinOutage }
		if run > 0 && long(lasted) {
			text := modelOutageClaim(t, c, i-run, i)
			said := second(i-run).String() + ": " + nanoseconds(counted).String() + " " + text
			switch inTime := strings.HasPrefix(text, "claimed"); {
			case inTime && inside > 0:
				v.inTime = append(v.inTime, said)
			case text != "" && !inTime:
				if inside > 0 {
					v.notClaimed = append(v.notClaimed, said)
				}
				run, lasted, inside, gone, counted, of = 0, 0, 0, 0, new(big.Rat), map[string]time.Duration{}
				clear(at)
				continue
			}
		}
		v.across = v.across || long(lasted) && !long(inside) && inside+gone > 0
		whole := modelGrain(t, counted, at)
		if run > 0 && long(lasted) && whole.Sign() > 0 {
			each = append(each, whole)
			for share, took := range of {
				shares[share] += took
			}
		}
		if inside > 0 && !long(lasted) {
			v.short = append(v.short, time.Duration(lasted)*time.Second)
		}
		if inside > 0 && long(lasted) && t.Grain > 0 {
			v.lasted = append(v.lasted, nanoseconds(counted))
			before := cut
			if cut = add(cut, whole); t.Fixed { // what it adds to the sum, to the nearest
				v.filled = append(v.filled, nanoseconds(add(cut, big.NewRat(1, 2e9)))-nanoseconds(add(before, big.NewRat(1, 2e9))))
			}
		}
		run, lasted, inside, gone, counted, of = 0, 0, 0, 0, new(big.Rat), map[string]time.Duration{}
		clear(at)
	}
	if v.shares = shares; len(shares) == 1 && shares["1"] > 0 {
		v.shares = nil
	}
	return each, excludedInService
}

// nanoseconds cuts seconds to the nanosecond.
func nanoseconds(seconds *big.Rat) time.Duration {
	return time.Duration(floored(mul(seconds, rat(1e9))).Num().Int64())
}

func inBreak(c penalty.Case, i int) bool {
	for _, b := range c.Breaks {
		if i >= index(b.Start) && i < index(b.End) {
			return true
		}
	}
	return false
}

func model(t penalty.Terms, c penalty.Case) verdict {
	v := verdict{down: new(big.Rat), exact: new(big.Rat)}
	each, excluded := modelOutages(t, c, &v)
	for _, x := range each {
		v.down = add(v.down, x)
	}
	total := index(c.Period.End)
	if !t.WholePeriod {
		from, to := 0, total
		if !c.Service.Empty() {
			from, to = index(c.Service.Start), index(c.Service.End)
		}
		total = 0
		for i := from; i < to; i++ {
			if !inBreak(c, i) {
				total++
			}
		}
	}
	if t.Period == penalty.ThirtyDays {
		total = 30 * 86400
	}
	if t.Shrink {
		total -= excluded
	}
	v.total = rat(int64(total))
	allowed := mul(sub(rat(1), modelEnough(t)), v.total)
	if v.figure = rat(1); total > 0 {
		v.figure = modelFigure(t, quo(sub(v.total, v.down), v.total))
	}
	than := v.figure.Cmp(ratOf(t.Target))
	v.missed = than < 0 || t.AtTarget && than == 0
	if v.missed {
		v.exact, v.capped = modelAmount(t, c, v, each, allowed)
	}
	owed := v.exact
	before := new(big.Rat) // what the earlier periods of the year cost
	if t.CapYear || t.CapLastMonths > 0 {
		before = unitsOf(t, c.Owed)
	}
	limit := mul(unitsOf(t, c.Rent), capOf(t))
	if t.CapOf == penalty.CapOfCharges {
		limit = mul(unitsOf(t, c.Charges), capOf(t))
	}
	if t.Basis == penalty.ServiceDays {
		limit = mul(rat(100*max(1, modelRented(t, c, true))), capOf(t))
	}
	v.cents, v.withheld = roundRat(owed, t.Rounding), new(big.Int)
	if !t.Uncapped && limit.Cmp(add(owed, before)) < 0 {
		v.capped = v.missed
		left := new(big.Int).Sub(roundRat(limit, t.Rounding), before.Num())
		if left.Sign() < 0 {
			left = new(big.Int)
		}
		if v.cents.Cmp(left) > 0 {
			v.cents = left
		}
	}
	if c := rat(0).SetInt(v.cents).Cmp(unitsOf(t, t.Minimum)); c < 0 || c == 0 && t.OverMinimum {
		v.cents, v.withheld = v.withheld, v.cents
	}
	modelClaim(t, c, &v)
	return v
}

func floored(r *big.Rat) *big.Rat { return new(big.Rat).SetInt(new(big.Int).Quo(r.Num(), r.Denom())) }

// decimals is how many decimals what is owed has: of days it is two.
func decimals(t penalty.Terms) int32 {
	switch {
	case t.Basis == penalty.ServiceDays || t.Minor == penalty.Hundredths:
		return 2
	case t.Minor == penalty.Whole:
		return 0
	}
	return 3
}

func unitsOf(t penalty.Terms, d decimal.Decimal) *big.Rat { return ratOf(d.Shift(decimals(t))) }

func capOf(t penalty.Terms) *big.Rat {
	if t.Cap.IsZero() {
		return rat(1)
	}
	return ratOf(t.Cap)
}

// modelRented is how many seconds the rent goes over, or days to the nearest (D36): those of the
// period, or those in service, each stretch by itself.
func modelRented(t penalty.Terms, c penalty.Case, days bool) (sum int64) {
	ran := func(i int) bool {
		switch {
		case i < 0 || i >= index(c.Period.End):
			return false
		case !t.RentInService:
			return true
		}
		return (c.Service.Empty() || i >= index(c.Service.Start) && i < index(c.Service.End)) && !inBreak(c, i)
	}
	if t.Period == penalty.ThirtyDays && !t.RentInService {
		if days {
			return 30
		}
		return 30 * 86400
	}
	for i := range index(c.Period.End) {
		if ran(i) {
			sum++
		}
	}
	if days { // the periods are shorter than half a day
		return 0
	}
	return sum
}

func modelAmount(t penalty.Terms, c penalty.Case, v verdict, each []*big.Rat, allowed *big.Rat) (sum *big.Rat, capped bool) {
	rent := unitsOf(t, c.Rent)
	base := rent
	switch t.Basis {
	case penalty.DayRent:
		base = quo(rent, rat(max(1, modelRented(t, c, true))))
	case penalty.Amount, penalty.ServiceDays:
		base = unitsOf(t, dec("1"))
	}
	if len(t.Bands) > 0 {
		up := v.figure
		for i, b := range t.Bands {
			low, high := up.Cmp(ratOf(b.From)), up.Cmp(ratOf(b.Below))
			lost := i+1 < len(t.Bands) && t.Bands[i+1].Through
			if (low > 0 || low == 0 && !lost) && (high < 0 || high == 0 && b.Through) {
				return mul(base, ratOf(b.Credit)), false
			}
		}
		panic("the model has no band")
	}
	for _, n := range t.Numbers {
		if len(each) >= n.From && (n.Below == 0 || len(each) < n.Below) {
			return mul(base, ratOf(n.Credit)), false
		}
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
		x = sub(x, less(x, quo(rat(int64(t.Deductible)), rat(1e9))))
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
			case t.Counting == penalty.CalendarDays:
				units = rat(1) // all is on one date
			case t.Counting == penalty.Full:
				units = new(big.Rat).SetInt(whole)
			case t.Counting == penalty.Begun && !units.IsInt():
				units = add(new(big.Rat).SetInt(whole), rat(1))
			}
			cost = mul(mul(base, ratOf(t.Rate)), units)
			if t.Basis == penalty.ProRataRent {
				cost = quo(mul(cost, unit), rat(modelRented(t, c, false)))
			}
		}
		if most := mul(rent, ratOf(t.OutageCap)); !t.OutageCap.IsZero() && cost.Cmp(most) > 0 {
			cost, capped = most, true
		}
		sum = add(sum, cost)
	}
	lump := mul(base, ratOf(t.Lump))
	if !t.LumpAtLeast {
		sum = add(sum, lump)
	} else if sum.Cmp(lump) < 0 {
		sum = lump
	}
	return sum, capped
}
