package servicelevel_test

import (
	"math/big"
	"strings"
)

// rounding is the least share that rounds to what meets a target.
func rounding(target, place *big.Rat, exactlyIsMissed bool) *big.Rat {
	up := multiplied(floor(divided(target, place)), place)
	for up.Cmp(target) < 0 || exactlyIsMissed && up.Cmp(target) == 0 {
		up = added(up, place)
	}
	return less(up, divided(place, fraction(2, 1)))
}

// charge takes what each outage, or all together, costs before any cap.
func (p *pocket) charge(kind string, v []*big.Rat) {
	n := len(v)
	said, atLeast := v[n-2], v[n-3] != nil
	p.halfEven = v[n-1] != nil
	var quantities []*big.Rat // of what costs the same each
	var price *big.Rat
	switch kind {
	case "rent":
		price = multiplied(v[1], v[2])
		quantities = p.shares(v[0], &price, v[2], v[1])
	case "euros":
		price = v[1]
		quantities = p.shares(v[0], &price, fraction(1, 1), v[1])
	case "credit":
		if len(p.credits) == 0 { // that of the band or of the length, which is not said twice
			p.credits = []*big.Rat{said}
		}
		quantities, price = p.credits, fraction(1, 1)
	case "day":
		price = divided(multiplied(v[1], v[2]), v[3])
		quantities = p.shares(v[0], &price, divided(v[2], v[3]), v[1])
	case "that_time":
		price = divided(multiplied(v[0], v[1]), v[2])
		switch {
		case p.whole != nil:
			for _, n := range p.units {
				quantities = append(quantities, multiplied(n, p.unit))
			}
		case len(p.parts) > 0:
			quantities = p.parts
		default:
			quantities = []*big.Rat{p.counted}
		}
	}
	for _, n := range quantities {
		p.costs = append(p.costs, multiplied(n, price))
	}
	p.amount = sumOf(p.costs)
	p.owed = p.cents(p.amount)
	if !atLeast {
		p.is("the amount", said, p.owed)
		return
	}
	p.is("the most that an amount can be", said, p.mostOfAll())
	p.lies("the amount", p.owed, said, nil)
}

// shares are the units that a share is charged for; or, with credits by length, the credit of each, of
// which credit is the sum.
func (p *pocket) shares(said *big.Rat, price **big.Rat, of, credit *big.Rat) []*big.Rat {
	switch {
	case len(p.credits) > 0:
		p.is("the credit", credit, sumOf(p.credits))
		*price = of
		if said != nil {
			p.fault("units of a credit")
		}
		return p.credits
	case p.whole != nil:
		p.is("the units that are charged", said, p.whole)
		return p.units
	case said != nil:
		p.fault("units from nowhere")
	}
	return []*big.Rat{fraction(1, 1)}
}

// limit takes the cap of an outage, which is said only if it makes a difference.
func (p *pocket) limit(v []*big.Rat) {
	most := multiplied(v[0], v[1])
	n, capped := int64(0), new(big.Rat)
	for _, cost := range p.costs {
		if cost.Cmp(most) > 0 {
			n++
		}
		capped.Add(capped, lesser(cost, most))
	}
	p.amount = capped
	p.is("how many outages exceed the cap", v[2], fraction(n, 1))
	if n == 0 {
		p.fault("no outage reaches the cap")
	}
	if said := v[len(v)-1]; said != nil {
		p.is("the amount after a cap", said, p.cents(p.amount))
	}
	p.owed = p.cents(p.amount)
}

// most takes the cap of a period, a share of a base less what is owed for others, which is said only
// if it makes a difference.
func (p *pocket) most(v []*big.Rat) {
	share, other := multiplied(v[0], v[1]), new(big.Rat)
	if v[2] != nil {
		if other = v[2]; other.Sign() == 0 {
			p.fault("less nothing")
		}
	}
	if added(p.amount, other).Cmp(share) <= 0 {
		p.fault("the cap %v is not reached by %v and %v", share, p.amount, other)
	}
	left := less(p.cents(share), other)
	if left.Sign() < 0 {
		left = new(big.Rat)
	}
	p.amount, p.owed = left, left
	p.is("the amount after a cap", v[4], left)
}

// lump takes what is owed once, beside what was charged or at the least.
func (p *pocket) lump(kind string, v []*big.Rat) {
	lump := v[0]
	if !strings.HasSuffix(kind, "_euros") {
		lump = multiplied(lump, v[1])
	}
	if strings.HasSuffix(kind, "_day") {
		lump = divided(lump, v[2])
	}
	if strings.HasPrefix(kind, "plus") {
		p.amount = added(p.amount, lump)
	} else {
		if p.amount.Cmp(lump) >= 0 {
			p.fault("%v is no less than %v", p.amount, lump)
		}
		p.amount = lump
	}
	said := v[len(v)-1]
	if p.owed = p.cents(p.amount); v[len(v)-2] == nil {
		p.is("the amount with a lump sum", said, p.owed)
	} else {
		p.is("the most that an amount can be", said, p.mostOfAll())
		p.lies("the amount", p.owed, said, nil)
	}
}
