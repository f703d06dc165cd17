package servicelevel_test

import (
	"math/big"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/invoice"
)

// ofMonths reports whether a line is a fee for several months.
func ofMonths(line *invoice.Line) bool {
	return line.Kind == invoice.FeeLine && line.Unit == "MON" && line.Quantity.String() != "1"
}

// ofPrice reports whether a line is a fee for months that have a price together.
func ofPrice(line *invoice.Line) bool {
	return line.Kind == invoice.FeeLine && line.Unit == "MON" && line.PriceBase != 0
}

// feeKinds are the ones of what is said of a fee for whole months, which are those that it has.
func (x lineSaid) feeKinds() map[string]bool {
	line := x.line
	later, all := line.MonthsBefore > 0, line.Quantity.IntPart() == int64(line.PriceBase)
	is := func(returned, priced bool) bool {
		return line.Kind == invoice.FeeLine && returned != x.invoice && priced == ofPrice(line)
	}
	return map[string]bool{
		"fee": is(false, false), "days": is(false, false) && line.PriceBase != 0, "months": is(false, false) && ofMonths(line) || is(false, true) && all,
		"fee_together": is(false, true), "first_months": is(false, true) && !later && !all, "later_months": is(false, true) && later,
		"fee_returned": is(true, false) && !ofMonths(line), "fees_returned": is(true, false) && ofMonths(line),
		"all_returned": is(true, true) && all, "first_returned": is(true, true) && !later && !all, "later_returned": is(true, true) && later,
	}
}

// compareMonths recomputes what is said of a fee for whole months; false if the clause says nothing of one.
func (x lineSaid) compareMonths(p *pocket, c clause, list []clause) bool {
	line, v := x.line, c.values
	amount := line.Amount.Rat()
	first := func(said *big.Rat) {
		p.is("the first month", said, dateOf(calendar.Date{Year: x.month().Year, Month: x.month().Month, Day: max(1, p.day)}))
	}
	switch c.kind {
	case "months":
		p.is("the months", v[0], line.Quantity.Rat())
		p.is("the first day", v[1], dateOf(line.Date))
		p.is("the amount", v[2], amount)
		price := list[0].values
		all := multiplied(price[0], v[0])
		if list[0].kind == "fee_together" {
			all = divided(all, price[1])
		}
		p.is("the months", v[2], all)
	case "fees_returned":
		p.is("the months", v[0], line.Quantity.Rat())
		first(v[1])
		p.is("the months", v[2], v[0])
		p.is("the amount", v[4], multiplied(v[2], v[3]))
		p.is("the amount", v[4], amount)
	case "fee_together":
		x.together(p, v)
	case "first_months":
		p.is("the months of the price", v[1], list[0].values[1])
		p.is("the first day", v[2], dateOf(line.Date))
		x.shares(p, list[0].values, nil, v[3:4], []*big.Rat{v[0]}, v[4] != nil)
	case "later_months":
		p.is("the first day", v[2], dateOf(line.Date))
		p.is("the last of the months", v[1], v[4])
		from := v[0]
		if from == nil { // one alone
			from = v[1]
		}
		p.is("the first of the months", from, added(v[6], fraction(1, 1)))
		x.shares(p, list[0].values, v[7], []*big.Rat{v[3], v[5]}, []*big.Rat{v[4], v[6]}, v[8] != nil)
	case "all_returned":
		p.is("the months", v[0], v[3])
		first(v[1])
		x.together(p, v[2:])
		p.is("the amount", v[4], v[2])
		p.is("the amount", v[4], amount)
	case "first_returned", "later_returned":
		if (v[0] != nil) != ofMonths(line) {
			p.fault("months: %v", v[0])
		}
		if c.kind == "later_returned" {
			if v[0] != nil {
				p.is("the first of the months", v[0], added(v[9], fraction(1, 1)))
				p.is("the last of the months", v[1], v[7])
			}
			v = v[1:]
		} else if v[0] != nil {
			p.is("the months", v[0], line.Quantity.Rat())
		}
		if ofMonths(line) {
			first(v[1])
		} else {
			p.is("the month", v[2], p.month(x.month()))
		}
		if x.together(p, v[3:]); c.kind == "first_returned" {
			x.shares(p, v[3:], nil, v[5:6], v[6:7], v[7] != nil)
		} else {
			x.shares(p, v[3:], v[9], []*big.Rat{v[5], v[7]}, []*big.Rat{v[6], v[8]}, v[10] != nil)
		}
	default:
		return false
	}
	return true
}

// together compares a price that months have together, and how many these are.
func (x lineSaid) together(p *pocket, v []*big.Rat) {
	p.is("the price", v[0], x.line.Price.Rat())
	p.is("the months of the price", v[1], fraction(int64(x.line.PriceBase), 1))
}

// shares recomputes what months up to the last one come to by a price for several, and up to the one
// before the first unless there is none, and compares the difference.
func (x lineSaid) shares(p *pocket, price []*big.Rat, share *big.Rat, said, months []*big.Rat, halfEven bool) {
	p.halfEven = halfEven
	for i := range said {
		p.is("what months come to", said[i], p.cents(divided(multiplied(price[0], months[i]), price[1])))
	}
	p.halfEven = false
	if halfEven != (x.line.Rounding == penalty.HalfEven) {
		p.fault("half cents to even: %v", halfEven)
	}
	amount, before := said[0], new(big.Rat)
	if len(said) > 1 {
		before = months[1]
		amount = less(said[0], said[1])
		p.is("the share", share, amount)
	}
	p.is("the months before", before, fraction(int64(x.line.MonthsBefore), 1))
	p.is("the months", less(months[0], before), x.line.Quantity.Rat())
	p.is("the amount", amount, x.line.Amount.Rat())
}
