package servicelevel_test

import (
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"strings"
)

// pocket recomputes what is said of an availability from the figures that are in the words.
type pocket struct {
	currency modelCurrency // of amounts: "" for days of service too
	halfEven bool          // how half units are rounded
	day      int           // on which months begin

	down, total, up, allowed *big.Rat
	figure                   *big.Rat   // the availability as it is compared
	grain, cut               *big.Rat   // of which outages have whole units, and those together; nil without
	deductible               *big.Rat   // of each outage; nil without
	counted                  *big.Rat   // what is penalised
	parts                    []*big.Rat // of it, outage by outage if they are listed
	units                    []*big.Rat // of each part, if they are said
	credits                  []*big.Rat // of each part, if a length gives it
	whole, unit              *big.Rat   // units in all, and what one is; nil without
	costs                    []*big.Rat // exact, of each part
	amount                   *big.Rat   // exact, after the caps so far
	owed                     *big.Rat   // the last amount that is said
	faults                   []error
}

// clauseOrder is the order of clauses: what counts, its units, the credit, the caps, the correction.
var clauseOrder = regexp.MustCompile(`^time(?: maintenance)?(?: short)?(?: lost_\w+)*(?: in_time(?:_so_far)?)*(?: grain(?: lasted)+| grain_fixed(?: filled)+)? (?:kept|missed (?:` +
	`(?:band(?:_through)?|number(?:_on)?) (?:rent|credit|day)|` +
	`(?:full|excess|past_free)(?: outage)*(?:(?: pro_rata| begun| full_units| dates) (?:rent|euros|that_time|day)| that_time)|` +
	`(?:full|excess|past_free)(?: length\w*|(?: outage_\w+| outage)+) (?:rent|credit|day)` +
	`)(?: outage_cap)?(?: (?:plus|least)(?:_day|_euros)?)?(?: cap(?:(?:_month|_day)?s?|_service))?(?: least_over| least_at)?(?: claim_made| claim_late| claim_open| claim_lapsed)?)(?: before)?$`)

func fraction(a, b int64) *big.Rat      { return big.NewRat(a, b) }
func added(a, b *big.Rat) *big.Rat      { return new(big.Rat).Add(a, b) }
func less(a, b *big.Rat) *big.Rat       { return new(big.Rat).Sub(a, b) }
func multiplied(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }

func divided(a, b *big.Rat) *big.Rat {
	if b.Sign() == 0 {
		return fraction(1, 1) // of no time at all everything
	}
	return new(big.Rat).Quo(a, b)
}

func lesser(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) < 0 {
		return a
	}
	return b
}

func sumOf(list []*big.Rat) *big.Rat {
	all := new(big.Rat)
	for _, v := range list {
		all.Add(all, v)
	}
	return all
}

// whole drops what is less than one.
func floor(v *big.Rat) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Quo(v.Num(), v.Denom()))
}

// nanosecond cuts seconds to the nanosecond.
func nanosecond(v *big.Rat) *big.Rat {
	return multiplied(floor(multiplied(v, fraction(1e9, 1))), fraction(1, 1e9))
}

// cents rounds an amount once, to the smallest unit of its currency.
func (p *pocket) cents(v *big.Rat) *big.Rat {
	n := multiplied(v, p.currency.one())
	low := floor(n)
	half := less(n, low).Cmp(fraction(1, 2))
	if half > 0 || half == 0 && (!p.halfEven || low.Num().Bit(0) == 1) {
		low = added(low, fraction(1, 1))
	}
	return divided(low, p.currency.one())
}

// is notes a figure that is not what the others make of it.
func (p *pocket) is(what string, said, want *big.Rat) {
	if said == nil || want == nil || said.Cmp(want) != 0 {
		p.fault("%s is said to be %v and comes to %v", what, said, want)
	}
}

func (p *pocket) fault(format string, args ...any) {
	p.faults = append(p.faults, fmt.Errorf(format, args...))
}

// lies notes a figure outside of [from, below); nil is without end.
func (p *pocket) lies(what string, v, from, below *big.Rat) {
	if v.Cmp(from) < 0 || below != nil && v.Cmp(below) >= 0 {
		p.fault("%s %v does not lie in [%v, %v)", what, v, from, below)
	}
}

// within notes an availability outside of a band, whose edges belong to it or not.
func (p *pocket) within(v []*big.Rat, through bool) {
	low, high := p.figure.Cmp(v[1]), p.figure.Cmp(v[2])
	if low < 0 || low == 0 && v[0] != nil || high > 0 || high == 0 && !through {
		p.fault("the availability %v does not lie in the band from %v to %v", p.figure, v[1], v[2])
	}
}

// recompute says what does not follow from the figures in the clauses.
func (p *pocket) recompute(list []clause) error {
	var kinds []string
	for _, c := range list {
		kinds = append(kinds, c.kind)
	}
	if !clauseOrder.MatchString(strings.Join(kinds, " ")) {
		return fmt.Errorf("no order of clauses: %q", kinds)
	}
	p.owed = new(big.Rat)
	for i, c := range list {
		if strings.HasPrefix(c.kind, "outage") && c.kind != "outage_cap" {
			p.outage(c)
			continue
		}
		if i > 0 && strings.HasPrefix(kinds[i-1], "outage") && kinds[i-1] != "outage_cap" {
			p.is("what is counted of all outages", sumOf(p.parts), p.counted)
		}
		p.clause(c.kind, c.values)
	}
	return errors.Join(p.faults...)
}

func (p *pocket) clause(kind string, v []*big.Rat) {
	switch kind {
	case "time":
		p.down, p.total = v[0], v[3]
		if v[1] != nil && nanosecond(added(v[1], fraction(1, 2e9))).Cmp(v[0]) != 0 && v[0].Cmp(p.total) < 0 { // no more than all of it
			p.fault("the downtime %s of shares that come to %s", v[0], v[1])
		}
		p.up = divided(less(p.total, p.down), p.total)
	case "maintenance":
		p.lies("the maintenance that is not counted", v[0], new(big.Rat), v[1])
	case "short": // see assessed
	case "lost_lapsed", "lost_open", "lost_so_far", "in_time_so_far":
	case "in_time":
		if equal(v[2], v[4]) && v[1].Cmp(v[3]) >= 0 {
			p.fault("claimed too late")
		}
	case "lost_late":
		if v[1].Cmp(v[3]) < 0 && equal(v[2], v[4]) {
			p.fault("claimed in time")
		}
	case "grain", "grain_fixed":
		p.grain, p.cut = v[0], new(big.Rat)
	case "lasted":
		p.cut = added(p.cut, multiplied(floor(divided(v[0], p.grain)), p.grain))
	case "filled":
		p.cut = added(p.cut, v[1])
		p.lies("what an outage has of intervals", v[1], fraction(0, 1), added(v[0], fraction(1, 1e9)))
	case "missed", "kept":
		if p.grain != nil {
			p.is("the downtime", p.down, lesser(p.cut, p.total))
		}
		p.is("the availability", v[1], p.up)
		p.is("the percentage", v[0], multiplied(floor(multiplied(p.up, fraction(1e6, 1))), fraction(1, 1e6)))
		enough := v[5]
		if p.figure = p.up; v[2] != nil && v[2].Sign() == 0 {
			p.fault("rounded to no place")
		} else if v[2] != nil {
			p.figure = multiplied(floor(added(divided(p.up, v[2]), fraction(1, 2))), v[2])
			p.is("the figure", v[3], p.figure)
			enough = rounding(enough, v[2], v[4] != nil)
		}
		p.allowed = nanosecond(multiplied(less(fraction(1, 1), enough), p.total))
		margin := less(p.down, p.allowed)
		if kind == "kept" {
			margin.Neg(margin)
		}
		p.is("the margin", v[6], margin)
		if (p.figure.Cmp(v[5]) < 0 || v[4] != nil && p.figure.Cmp(v[5]) == 0) != (kind == "missed") {
			p.fault("%s is wrong", kind)
		}
	case "full":
		p.is("what is counted", v[0], p.down)
		p.counted = p.down
	case "past_free":
		p.counted, p.deductible = v[0], v[1]
	case "excess":
		p.is("the downtime", v[0], p.down)
		p.is("what is allowed", v[1], p.allowed)
		p.counted = less(v[0], v[1])
		p.is("the excess", v[2], p.counted)
	case "pro_rata", "begun", "full_units":
		p.inUnits(kind, v[0], v[1])
	case "dates":
		if len(p.parts) == 0 {
			p.units = []*big.Rat{v[0]}
		}
		p.whole = sumOf(p.units)
		p.is("on how many dates", v[0], p.whole)
	case "band", "band_through":
		p.within(v, kind == "band_through")
	case "number":
		p.lies("how many outages there are", v[0], v[1], v[2])
	case "number_on":
		p.lies("how many outages there are", v[0], v[1], nil)
	case "length":
		p.lies("the downtime", p.counted, new(big.Rat), v[0])
	case "length_between":
		p.lies("the downtime", p.counted, v[0], v[1])
	case "length_any":
	case "length_above":
		p.lies("the downtime", p.counted, v[0], nil)
	case "rent", "euros", "credit", "that_time", "day":
		p.charge(kind, v)
	case "plus", "least", "plus_day", "least_day", "plus_euros", "least_euros":
		p.lump(kind, v)
	case "cap_months", "cap_days":
		p.most(append([]*big.Rat{v[0]}, v[2:]...))
	case "cap_service":
		p.most([]*big.Rat{v[0], v[1], nil, nil, v[2]})
	case "cap", "cap_month", "cap_day":
		p.most(v)
	case "outage_cap":
		p.limit(v)
	case "least_over", "least_at":
		if c := p.owed.Cmp(v[0]); p.owed.Sign() == 0 || c > 0 || c == 0 && kind == "least_at" {
			p.fault("%v is not too little for %v", p.owed, v[0])
		}
		p.owed = new(big.Rat)
		p.is("nothing", v[1], p.owed)
	case "claim_made":
		if v[0].Cmp(v[2]) >= 0 && equal(v[1], v[3]) {
			p.fault("claimed too late")
		}
		p.is("what is claimed", v[4], p.owed)
	case "claim_late":
		if v[0].Cmp(v[2]) < 0 && equal(v[1], v[3]) {
			p.fault("claimed in time")
		}
		p.nothing(v[4])
	case "claim_open", "claim_lapsed":
		p.nothing(v[2])
	case "before":
		p.is("the difference", v[1], less(p.owed, v[0]))
	default:
		p.fault("%s is not known", kind)
	}
}

// equal compares offsets, which are mostly not said.
func equal(a, b *big.Rat) bool { return a == nil && b == nil || a != nil && b != nil && a.Cmp(b) == 0 }

// nothing notes an amount that is said to be owed for what was not claimed in time.
func (p *pocket) nothing(said *big.Rat) {
	p.owed = new(big.Rat)
	p.is("nothing", said, p.owed)
}

// outage takes one of those that are listed: its length, what is counted of it, and its units or
// the length that gives its credit.
func (p *pocket) outage(c clause) {
	v, part := c.values, c.values[0]
	if v[1] != nil {
		part = v[1]
		p.lies("what is counted of an outage", part, new(big.Rat), added(v[0], fraction(1, 1e9)))
	}
	if p.deductible != nil {
		p.is("what of an outage is not free", part, less(v[0], lesser(v[0], p.deductible)))
	}
	p.parts = append(p.parts, part)
	switch c.kind {
	case "outage":
		if v[2] != nil {
			p.units = append(p.units, v[2])
		}
		return
	case "outage_length":
		p.lies("an outage", part, new(big.Rat), v[2])
	case "outage_between":
		p.lies("an outage", part, v[2], v[3])
	case "outage_above":
		p.lies("an outage", part, v[2], nil)
	}
	credit := v[len(v)-2] // a share, or an amount
	if credit == nil {
		credit = v[len(v)-1]
	}
	p.credits = append(p.credits, credit)
}

// inUnits counts the units of each outage that is listed, or of all that is counted.
func (p *pocket) inUnits(counting string, said, unit *big.Rat) {
	parts := p.parts
	if len(parts) == 0 {
		parts = []*big.Rat{p.counted}
	}
	var all []*big.Rat
	for _, part := range parts {
		n := divided(part, unit)
		switch full := floor(n); {
		case counting == "full_units":
			n = full
		case counting == "begun" && n.Cmp(full) > 0:
			n = added(full, fraction(1, 1))
		}
		if part.Sign() > 0 || len(p.parts) == 0 {
			all = append(all, n)
		}
	}
	if len(p.parts) > 0 {
		p.is("how many outages have units", fraction(int64(len(p.units)), 1), fraction(int64(len(all)), 1))
		for i := range min(len(p.units), len(all)) {
			p.is("the units of an outage", p.units[i], all[i])
		}
	}
	p.units, p.unit, p.whole = all, unit, sumOf(all)
	p.is("the units", said, p.whole)
}
