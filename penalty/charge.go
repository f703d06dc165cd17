package penalty

import (
	"math"
	"math/big"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/money"
)

// price turns what is counted into units of the currency: a·b·x/(d·e), where x is a length of
// time in nanoseconds, or the credits of Lengths added up.
type price struct{ a, b, d, e int64 }

// quo returns the price of x in them, rounded once. Some common factors go
// first, so that all but the oddest figures take the path of 128 bits.
func (p price) quo(r money.Rounding, x int64) (int64, error) {
	if x%billion == 0 && p.e%billion == 0 { // whole seconds, most often
		x, p.e = x/billion, p.e/billion
	} else {
		for p.b%10 == 0 && p.d%10 == 0 { // ends: no divisor is zero
			p.b, p.d = p.b/10, p.d/10
		}
	}
	return r.Quo(p.a, p.b, x, p.d, p.e)
}

// day is the grain of DayRent.
const day = 24 * time.Hour

// days returns over how many days DayRent spreads the rent, one at least.
func (a *Assessment) days() int64 {
	if a.Terms.Period == ThirtyDays && !a.Terms.RentInService {
		return int64(thirtyDays / day)
	}
	return max(1, a.rented(dates))
}

// rentTime returns over how much time ProRataRent spreads the rent.
func (a *Assessment) rentTime() time.Duration {
	if a.Terms.Period == ThirtyDays && !a.Terms.RentInService {
		return thirtyDays
	}
	return time.Duration(max(1, a.rented(func(i calendar.Interval) int64 { return int64(i.Duration()) })))
}

// rented measures what the rent is of: the period, also if the service ran for part of it, or
// with Terms.RentInService the part in which it ran (D36).
func (a *Assessment) rented(measure func(calendar.Interval) int64) int64 {
	if !a.Terms.RentInService {
		return measure(a.Period)
	}
	service := a.Service
	if service == (calendar.Interval{}) {
		service = a.Period
	}
	n := measure(service)
	for _, b := range calendar.Clip(slices.Clone(a.Breaks), service) {
		n -= measure(b)
	}
	return n
}

// dates counts the dates of an interval by what its bounds show, each at its own offset: that a
// clock is changed between them makes no difference. Bounds within a day are taken to the
// nearest.
func dates(i calendar.Interval) int64 {
	shown := func(t time.Time) time.Time {
		_, offset := t.Zone()
		return t.Add(time.Duration(offset) * time.Second)
	}
	return int64((shown(i.End).Sub(shown(i.Start)) + day/2) / day)
}

// perTime prices a length of time by the rate.
func (p *price) perTime(f *figures, a *Assessment, rent int64) {
	p.a, p.b, p.d, p.e = rent, f.rate, billion, int64(f.unit)
	switch a.Terms.Basis {
	case Amount, ServiceDays:
		p.a, p.d = 1, 1
	case ProRataRent:
		p.e = int64(a.rentTime())
	case DayRent:
		p.d = billion * a.days()
	case Rent:
	}
}

// perCredit prices a credit in billionths, or in units if it is no share of anything.
func (p *price) perCredit(a *Assessment, rent int64) {
	p.a, p.b, p.d, p.e = rent, 1, billion, 1
	switch a.Terms.Basis {
	case Amount, ServiceDays:
		p.a, p.d = 1, 1
	case DayRent:
		p.d = billion * a.days()
	case Rent, ProRataRent:
	}
}

// counted returns what units make of a length of time: itself, or whole units.
func (f *figures) counted(c Counting, down time.Duration) time.Duration {
	switch c {
	case Begun:
		return (down + f.unit - 1) / f.unit * f.unit
	case Full:
		return down / f.unit * f.unit
	case ProRata, CalendarDays: // dates are counted where they lie
	}
	return down
}

// owed is what the counted downtime costs, exactly, before it becomes whole units.
type owed struct {
	price price
	x     sum // what is priced
	whole sum // what would be, were there no cap for one outage
	// How many outages are above the cap for one, which is in billionths of the rent.
	// They are not in x.
	reached, outageCap int64
	penalised          int64 // outages of which more than nothing is
	// lump is owed beside that, or at the least; nil without one.
	lump    *big.Rat
	atLeast bool
}

// sum adds up what is counted. Outages lie in a period, but what many answers are late by
// together does not fit 64 bits.
type sum struct{ low, high int64 } // high counts wholes

// whole is what low stays below: with as much again it still fits.
const whole = 1 << 62

// add adds what is counted of one outage, which is below a whole and not negative.
func (s *sum) add(x int64) {
	if s.low += x; s.low >= whole {
		s.low, s.high = s.low-whole, s.high+1
	}
}

func (s sum) big() *big.Int {
	x := product(s.high, whole)
	return x.Add(x, big.NewInt(s.low))
}

// over returns the ratio of the sum to a unit, as far as a ratio goes.
func (s sum) over(unit int64) Ratio {
	if s.high == 0 {
		return reduced(s.low, unit)
	}
	r := new(big.Rat).SetFrac(s.big(), big.NewInt(unit))
	if !r.Num().IsInt64() {
		return Ratio{math.MaxInt64, 1}
	}
	return Ratio{r.Num().Int64(), r.Denom().Int64()}
}

// most sets the cap of one outage, and returns the most that can be counted of one
// without exceeding it.
func (o *owed) most(rent, outageCap int64) int64 {
	o.outageCap = outageCap
	// a·b·x/(d·e) > rent·cap/1e9 if x is above the quotient of the one by the other.
	num := product(rent, outageCap, o.price.d, o.price.e)
	den := product(o.price.a, o.price.b, billion)
	if den.Sign() == 0 {
		return math.MaxInt64
	}
	if num.Quo(num, den); !num.IsInt64() {
		return math.MaxInt64
	}
	return num.Int64()
}

// units returns the amount rounded once, with the caps of the outages and without.
func (o *owed) units(r money.Rounding, rent int64) (amount, without int64, err error) {
	if amount, err = o.round(r, rent); err != nil || o.reached == 0 {
		return amount, amount, err
	}
	uncapped := owed{price: o.price, x: o.whole, lump: o.lump, atLeast: o.atLeast}
	if without, err = uncapped.round(r, rent); err != nil {
		without = math.MaxInt64 // as far as an amount can go
	}
	return amount, without, nil
}

// round returns the amount rounded once.
func (o *owed) round(r money.Rounding, rent int64) (int64, error) {
	if o.x.high == 0 && o.reached == 0 && o.lump == nil {
		return o.price.quo(r, o.x.low)
	}
	exact := o.exact(rent)
	v := r.Big(exact.Num(), exact.Denom())
	if !v.IsInt64() {
		return 0, money.ErrOverflow
	}
	return v.Int64(), nil
}

// exact returns the amount in units, with the caps of the outages and the lump sum.
func (o *owed) exact(rent int64) *big.Rat {
	exact := o.price.of(o.x)
	exact.Add(exact, new(big.Rat).SetFrac(product(rent, o.outageCap, o.reached), big.NewInt(billion)))
	switch {
	case o.lump == nil:
	case !o.atLeast:
		exact.Add(exact, o.lump)
	case exact.Cmp(o.lump) < 0:
		return o.lump
	}
	return exact
}

// of returns the price of a sum in units.
func (p price) of(x sum) *big.Rat {
	num := product(p.a, p.b)
	return new(big.Rat).SetFrac(num.Mul(num, x.big()), product(p.d, p.e))
}

// lumpSum sets what is owed once.
func (o *owed) lumpSum(a *Assessment, lump, rent int64) {
	if lump > 0 {
		var p price
		p.perCredit(a, rent)
		o.lump, o.atLeast = p.of(sum{low: lump}), a.Terms.LumpAtLeast
	}
}

func product(factors ...int64) *big.Int {
	p := big.NewInt(1)
	for _, f := range factors {
		p.Mul(p, big.NewInt(f))
	}
	return p
}
