package servicelevel_test

import (
	"math/big"
	"sync"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/plans"
)

// modelCurrency is a currency by its code, "" for euros. What the model knows of it is how many decimals
// its amounts have, and it reckons in whole units of the last of them.
type modelCurrency string

func (c modelCurrency) decimals() int32 {
	switch c {
	case "JPY":
		return 0
	case "KWD":
		return 3
	}
	return 2
}

// most is the largest amount that is drawn: a thousandth of what a month may come to, which is ten billion
// units of yen, and a thousand billion of dinars. In euros it is that of yen, to be the same in all units.
func (c modelCurrency) most() int64 {
	if c == "KWD" {
		return 1_000_000_000
	}
	return 10_000_000
}

// one is how many units make one of the currency.
func (c modelCurrency) one() *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(c.decimals())), nil))
}

// units counts an amount. It has no more decimals than the currency.
func (c modelCurrency) units(d decimal.Decimal) int64 {
	n := new(big.Rat).Mul(d.Rat(), c.one())
	if !n.IsInt() || !n.Num().IsInt64() {
		panic("a fraction of a unit of " + string(c) + ": " + d.String())
	}
	return n.Num().Int64()
}

// amount is so many units.
func (c modelCurrency) amount(n int64) *decimal.Decimal {
	d := decimal.New(n, -c.decimals())
	return &d
}

// text writes so many units.
func (c modelCurrency) text(n int64) string {
	return new(big.Rat).Quo(new(big.Rat).SetInt64(n), c.one()).FloatString(int(c.decimals()))
}

// of writes an amount that a statement states.
func (c modelCurrency) of(d decimal.Decimal) string { return c.text(c.units(d)) }

// edition is an edition in euros in the currency, with as many units as it has cents. Like one of a host, its
// clauses do not say in which unit they are.
func (c modelCurrency) edition(e plans.Edition) plans.Edition {
	if c == "" {
		return e
	}
	e = shifted(e, string(c))
	for i := range e.Plans {
		unstated(&e.Plans[i])
	}
	return e
}

// quote is quote() in it, and dearerQuote the other one.
func (c modelCurrency) quote() *plans.Plan       { return c.plan(quote()) }
func (c modelCurrency) dearerQuote() *plans.Plan { return c.plan(dearerQuote()) }

func (c modelCurrency) plan(p *plans.Plan) *plans.Plan {
	if c == "" {
		return p
	}
	p = shifted(p, string(c))
	unstated(p)
	return p
}

// unstated takes out of the clause of a plan in which unit it is.
func unstated(p *plans.Plan) {
	if p.Availability != nil {
		p.Availability.Terms.Minor = 0
	}
}

// inEachCurrency makes something of each currency once.
func inEachCurrency[T any](of func(modelCurrency) T) func(modelCurrency) T {
	made := map[modelCurrency]func() T{}
	for _, c := range []modelCurrency{"", "JPY", "KWD"} {
		made[c] = sync.OnceValue(func() T { return of(c) })
	}
	return func(c modelCurrency) T { return made[c]() }
}

// unlessDays is the currency of what a clause gives, or of hundredths if those are of days of service.
func (c modelCurrency) unlessDays(t *penalty.Terms) modelCurrency {
	if t.Basis == penalty.ServiceDays {
		return ""
	}
	return c
}

// drawCurrency draws that of a life.
func drawCurrency(t *rapid.T) modelCurrency {
	return rapid.SampledFrom([]modelCurrency{"", "JPY", "KWD"}).Draw(t, "currency")
}

// drawCredit draws what one unit of downtime gives: small, as there may be thousands.
func (c modelCurrency) drawCredit(t *rapid.T, label string) decimal.Decimal {
	return *c.amount(rapid.OneOf(rapid.SampledFrom([]int64{1, 2, 7_45}), rapid.Int64Range(1, 2_000)).Draw(t, label))
}

// drawAmount draws an amount: some that are given, any up to a bound, one unit or two, or the most there is.
func (c modelCurrency) drawAmount(t *rapid.T, label string, upTo int64, given ...int64) *decimal.Decimal {
	return c.amount(rapid.OneOf(
		rapid.SampledFrom(given), rapid.Int64Range(1, upTo), rapid.SampledFrom([]int64{1, 2, c.most()}),
	).Draw(t, label))
}
