package penalty

import (
	"math"
	"math/big"
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
)

// errAmount refuses what no amount can hold. It is made anew each time, for the
// caller may change what it is given.
func errAmount() error { return fault.New("amount", nil, "would exceed 10000000000.00") }

// price turns what is counted into cents: a·b·x/(d·e), where x is a length of
// time in nanoseconds, or the credits of Lengths added up.
type price struct{ a, b, d, e int64 }

// quo returns the price of x in cents, rounded once. Some common factors go
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

// days returns over how many days the rent goes: those of the period, also if the service
// ran for part of it (D36), to the nearest for the hour of a clock change, one at least.
func (a *Assessment) days() int64 {
	length := thirtyDays
	if a.Terms.Period != ThirtyDays {
		length = a.Period.End.Sub(a.Period.Start)
	}
	return max(1, int64((length+day/2)/day))
}

// perTime prices a length of time by the rate.
func (p *price) perTime(f *figures, a *Assessment, rent int64) {
	p.a, p.b, p.d, p.e = rent, f.rate, billion, int64(f.unit)
	switch a.Terms.Basis {
	case Amount:
		p.a, p.d = 1, 1
	case ProRataRent:
		p.e = max(1, int64(a.Availability.Total))
	case DayRent:
		p.d = billion * a.days()
	case Rent:
	}
}

// perCredit prices a credit in billionths, or in cents where the basis is Amount.
func (p *price) perCredit(a *Assessment, rent int64) {
	p.a, p.b, p.d, p.e = rent, 1, billion, 1
	switch a.Terms.Basis {
	case Amount:
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
	case ProRata:
	}
	return down
}

// owed is what the counted downtime costs, exactly, before it becomes cents.
type owed struct {
	price price
	x     int64 // what is priced
	whole int64 // what would be, were there no cap for one outage
	// How many outages are above the cap for one, which is in billionths of the rent.
	// They are not in x.
	reached, outageCap int64
}

// most sets the cap of one outage, and returns the most that can be counted of one
// without exceeding it.
func (o *owed) most(rent, outageCap int64) int64 {
	o.outageCap = outageCap
	// a·b·x/(d·e) > rent·cap/1e9 where x is above the quotient of the one by the other.
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

// cents returns the amount rounded once, with the caps of the outages and without.
func (o *owed) cents(r money.Rounding, rent int64) (amount, without int64, err error) {
	if o.reached == 0 {
		amount, err = o.price.quo(r, o.x)
		return amount, amount, err
	}
	sum := o.exact(rent)
	v := r.Big(sum.Num(), sum.Denom())
	if !v.IsInt64() {
		return 0, 0, money.ErrOverflow
	}
	if without, err = o.price.quo(r, o.whole); err != nil {
		without = money.Max // as far as an amount can go
	}
	return v.Int64(), without, nil
}

// exact returns the amount in cents, with the caps of the outages.
func (o *owed) exact(rent int64) *big.Rat {
	p := o.price
	sum := new(big.Rat).SetFrac(product(p.a, p.b, o.x), product(p.d, p.e))
	return sum.Add(sum, new(big.Rat).SetFrac(product(rent, o.outageCap, o.reached), big.NewInt(billion)))
}

// below reports whether the amount is less than a cap in billionths of the rent.
func (o *owed) below(rent, most int64) bool {
	return o.exact(rent).Cmp(new(big.Rat).SetFrac(product(rent, most), big.NewInt(billion))) < 0
}

// above reports whether the amount exceeds a cap in billionths of the rent, be it
// by less than a cent.
func (o *owed) above(rent, most int64) bool {
	return o.exact(rent).Cmp(new(big.Rat).SetFrac(product(rent, most), big.NewInt(billion))) > 0
}

func product(factors ...int64) *big.Int {
	p := big.NewInt(1)
	for _, f := range factors {
		p.Mul(p, big.NewInt(f))
	}
	return p
}
