package penalty_test

import (
	"math/big"

	"github.com/palier-go/palier/penalty"
)

// modelFigure rounds an availability to the place of the terms, halves up.
func modelFigure(t penalty.Terms, up *big.Rat) *big.Rat {
	if t.Figure.IsZero() {
		return up
	}
	place := ratOf(t.Figure)
	return mul(place, floored(add(quo(up, place), big.NewRat(1, 2))))
}

// modelEnough is the least availability that meets the target, or that nearly does: the first figure
// that is enough, less the half that rounding adds.
func modelEnough(t penalty.Terms) *big.Rat {
	if t.Figure.IsZero() {
		return ratOf(t.Target)
	}
	place := ratOf(t.Figure)
	figure := new(big.Rat)
	for c := figure.Cmp(ratOf(t.Target)); c < 0 || c == 0 && t.AtTarget; c = figure.Cmp(ratOf(t.Target)) {
		steps := floored(quo(sub(ratOf(t.Target), figure), place))
		figure = add(figure, mul(place, add(steps, rat(1))))
		if c = sub(figure, place).Cmp(ratOf(t.Target)); c == 0 && !t.AtTarget {
			figure = sub(figure, place)
		}
	}
	return sub(figure, quo(place, rat(2)))
}
