package servicelevel_test

import (
	"math/big"

	"github.com/palier-go/palier/penalty"
)

// either is the one of two figures that is said.
func either(v []*big.Rat) *big.Rat {
	if v[0] == nil {
		return v[1]
	}
	return v[0]
}

// oneCredit is that of the band or the length that all downtime falls in.
func oneCredit(list []clause) *big.Rat {
	for _, c := range list {
		switch c.kind {
		case "rent", "day":
			return c.values[1]
		case "credit":
			return c.values[1]
		}
	}
	return nil
}

// hasBand notes a band that the terms do not have with that credit.
func (p *pocket) hasBand(a *penalty.Assessment, v []*big.Rat, through bool, credit *big.Rat) {
	for i, b := range a.Terms.Bands {
		above := i+1 < len(a.Terms.Bands) && a.Terms.Bands[i+1].Through
		if b.From.Rat().Cmp(v[1]) == 0 && b.Below.Rat().Cmp(v[2]) == 0 && b.Through == through && above == (v[0] != nil) {
			p.is("the credit", credit, b.Credit.Rat())
			return
		}
	}
	p.fault("no such band")
}

// hasNumber notes a number of outages that the terms do not have with that credit.
func (p *pocket) hasNumber(a *penalty.Assessment, v []*big.Rat, credit *big.Rat) {
	for _, b := range a.Terms.Numbers {
		if fraction(int64(b.From), 1).Cmp(v[0]) == 0 && (b.Below == 0) == (len(v) == 1) && (len(v) == 1 || fraction(int64(b.Below), 1).Cmp(v[1]) == 0) {
			p.is("the credit", credit, b.Credit.Rat())
			return
		}
	}
	p.fault("no such number")
}

// hasLength notes a length that the terms do not have with that credit.
func (p *pocket) hasLength(a *penalty.Assessment, from, below, credit *big.Rat) {
	for _, b := range a.Terms.Lengths {
		if inSeconds(b.From).Cmp(from) == 0 && inSeconds(b.Below).Cmp(below) == 0 {
			p.is("the credit", credit, b.Credit.Rat())
			return
		}
	}
	p.fault("no such length")
}
