package compare

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/servicelevel/plans"
)

// Explain fills in Explained, in both languages, from the figures of b alone, whose amounts are in a currency by its ISO
// 4217 code, "" being euros, as Catalogue.Currency returns it. FindBreakEven leaves it empty.
func (b *BreakEven) Explain(currency string) {
	var e levelWords
	e.Begin(currency, 0)
	e.Say(&b.Explained, func() { e.breakEven(b) })
	e.End()
}

// breakEven writes "€45.00 a month (S38), instead of €0.00 a month; allowances of 1 h 30 min and 0 min; hours
// beyond at €699.00 for 20 h: 1 h 18 min there make up for the difference; no more from 1 h 18 min a month on, 1 h 30
// min billed in blocks of 30 min".
func (e *levelWords) breakEven(b *BreakEven) {
	e.fee(&b.Fee)
	e.By(", au lieu de ", ", instead of ")
	e.fee(&b.AgainstFee)
	e.By(" ; allocations de ", "; allowances of ")
	e.Lapse(b.Allowance)
	e.By(" et ", " and ")
	e.Lapse(b.AgainstAllowance)
	e.By(" ; heures au-delà à ", "; hours beyond at ")
	e.Euros(b.Hour.Price)
	e.By(" les ", " for ")
	e.Lapse(b.Hour.Time)
	switch gap := b.Allowance - b.AgainstAllowance; {
	case b.Never && b.dearer() && gap > 0:
		e.By(" : les ", ": the ")
		e.Lapse(gap)
		e.By(" d'allocation en plus coûtent moins que l'écart : jamais", " more of allowance cost less than the fee is higher: never")
	case b.Never && b.dearer():
		e.By(" : l'abonnement est plus cher et l'allocation pas plus grande : jamais", ": the fee is higher, and the allowance is not larger: never")
	case b.Never:
		e.By(" : les ", ": the ")
		e.Lapse(-gap)
		e.By(" d'allocation en moins y coûtent plus que l'écart : jamais, au-delà d'une certaine durée",
			" less of allowance cost more there than the fee is lower: never, beyond some amount")
	case b.From == 0:
		e.By(" : pas plus cher, quelle que soit la durée", ": no more at any amount")
	default:
		e.even(b)
	}
}

// even writes from what time on a plan that costs more at first costs no more.
func (e *levelWords) even(b *BreakEven) {
	e.By(" : ", ": ")
	e.Lapse(b.From - b.AgainstAllowance)
	e.By(" y compensent l'écart", " there make up for the difference")
	e.By(" ; pas plus cher à partir de ", "; no more from ")
	if b.AgainstAllowance != 0 {
		e.Lapse(b.AgainstAllowance)
		e.Str(" + ")
		e.Lapse(b.From - b.AgainstAllowance)
		e.Str(" = ")
	}
	e.Lapse(b.From)
	e.By(" par mois, soit ", " a month on, ")
	e.Lapse(b.Billed)
	e.By(" facturées par blocs de ", " billed in blocks of ")
	e.Lapse(b.Block)
	if b.Minimum != 0 {
		e.By(" au-delà de ", " beyond ")
		e.Lapse(b.Minimum)
	}
}

// fee writes "€45.00 a month (S38)", or "€1,190.00 for 12 months".
func (e *levelWords) fee(f *plans.Fee) {
	if price, months := priceOf(f); months > 1 {
		e.Euros(price)
		e.By(" pour ", " for ")
		e.Int(int64(months))
		e.By(" mois", " months")
	} else {
		e.Euros(price)
		e.By(" par mois", " a month")
	}
	e.cites(f.Rules...)
}

// dearer reports whether a month of the plan costs more than one of the other, without any work.
func (b *BreakEven) dearer() bool {
	fee, months := priceOf(&b.Fee)
	other, ofMonths := priceOf(&b.AgainstFee)
	return fee.Mul(decimal.NewFromInt(int64(ofMonths))).GreaterThan(other.Mul(decimal.NewFromInt(int64(months))))
}
