package penalty_test

import (
	"math/big"
	"time"

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

// modelGrain is what the terms leave of an outage that counts for some seconds.
func modelGrain(t penalty.Terms, counted *big.Rat, at map[int]*big.Rat) *big.Rat {
	switch {
	case t.Fixed:
		return modelFixed(t, at)
	case t.Grain > 0:
		grain := quo(rat(int64(t.Grain)), rat(1e9))
		return mul(grain, floored(quo(counted, grain)))
	}
	return counted
}

// modelFixed is what an outage has, second by second, of fixed intervals that it fills.
func modelFixed(t penalty.Terms, at map[int]*big.Rat) *big.Rat {
	sum, length := new(big.Rat), int(t.Grain/time.Second)
	for second := range at {
		if first := second / length * length; second == first {
			all := new(big.Rat)
			for i := range length {
				if at[first+i] == nil {
					all = new(big.Rat)
					break
				}
				all = add(all, at[first+i])
			}
			sum = add(sum, all)
		}
	}
	return sum
}

// modelSpent returns the second from which maintenance in the service is not excluded any more.
func modelSpent(t penalty.Terms, c penalty.Case, from, to, known int) int {
	seconds := 0
	for i := from; i < to; i++ {
		is := false
		for _, x := range c.Exclusions {
			is = is || x.Reason == penalty.Maintenance && i >= index(x.Start) && i < index(x.End)
		}
		for _, o := range c.Outages {
			begin, _ := start(o, penalty.Earliest)
			end := known
			if !o.End.IsZero() {
				end = min(end, index(o.End))
			}
			is = is || o.Excluded == penalty.Maintenance && i >= index(begin) && i < end
		}
		if !is || inBreak(c, i) {
			continue
		}
		if seconds++; t.MaintenanceBudget > 0 && time.Duration(seconds)*time.Second > t.MaintenanceBudget {
			return i
		}
	}
	return index(c.Period.End) + 100*margin
}
