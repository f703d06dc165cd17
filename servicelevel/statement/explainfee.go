package statement

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
)

// one is the quantity of a line that is counted in itself, and the share that is all of something.
var one = decimal.New(1, 0)

// isOfMonths reports whether a fee is for several months.
func isOfMonths(l *invoice.Line) bool { return l.Unit == reckon.UnitMonth && !l.Quantity.Equal(one) }

// isPriced reports whether a fee is for months that have a price together, or for some of them.
func isPriced(l *invoice.Line) bool { return l.Unit == reckon.UnitMonth && l.PriceBase > 0 }

// fee writes "Pro at €45.00 a month excl. VAT (S38)", and then of days which they are, of several
// months that they are in advance, and of some that have a price together what their share is.
func (e *explainer) fee(line *invoice.Line) {
	e.By("niveau ", "")
	e.Str(e.levelName(line))
	e.By(" à ", " at ")
	e.Euros(line.Price)
	if isPriced(line) {
		e.pricedFee(line)
		return
	}
	e.By(" HT par mois", " a month excl. VAT")
	if line.PriceBase == 0 {
		e.cites(line.Rules)
		if isOfMonths(line) {
			e.inAdvance(line)
		}
		return
	}
	e.citesBut(line, reckon.PartOfMonth)
	e.By(" ; ", "; ")
	days := e.Number(line.Quantity)
	if e.By(" jour", ""); days != "1" {
		e.By("s", "")
	}
	e.By(" sur ", " of ")
	e.Int(int64(line.PriceBase))
	e.By(" à partir du ", " days from ")
	e.Date(line.Date)
	e.Str(" = ")
	e.Euros(line.Amount)
	e.Rounding(line.Rounding == penalty.HalfEven)
	e.cites(reckon.PartOfMonth)
}

// citesBut writes the rules of a line without those behind them, which stand elsewhere.
func (e *explainer) citesBut(line *invoice.Line, last plans.Citation) {
	rules, _ := strings.CutSuffix(string(line.Rules), string(last))
	e.cites(plans.Citation(strings.TrimSuffix(rules, ", ")))
}

// inAdvance writes "; 12 months in advance from 1 March 2026 = €540.00".
func (e *explainer) inAdvance(line *invoice.Line) {
	e.By(" ; ", "; ")
	e.Number(line.Quantity)
	e.By(" mois d'avance à partir du ", " months in advance from ")
	e.Date(line.Date)
	e.Str(" = ")
	e.Euros(line.Amount)
}

// pricedFee writes " for 12 months excl. VAT (S38)", and of some of them "; 7 of 12 months from
// 1 March 2026 = €694.17 (D21)", or "; months 8 to 10 from 1 October 2026: €991.67 for 10, less €694.17
// for 7 = €297.50 (D21)".
func (e *explainer) pricedFee(line *invoice.Line) {
	e.By(" HT pour ", " for ")
	e.Int(int64(line.PriceBase))
	e.By(" mois", " months excl. VAT")
	from, to := pricedMonths(line)
	if from == 0 && to == int64(line.PriceBase) {
		e.cites(line.Rules)
		e.inAdvance(line)
		return
	}
	e.citesBut(line, reckon.ShareOfPrice)
	e.By(" ; ", "; ")
	if from == 0 {
		e.Int(to)
		e.By(" mois sur ", " of ")
		e.Int(int64(line.PriceBase))
		e.By(" à partir du ", " months from ")
		e.Date(line.Date)
		e.Str(" = ")
		e.Euros(line.Amount)
	} else {
		if to == from+1 {
			e.By("mois ", "month ")
		} else {
			e.By("mois ", "months ")
			e.Int(from + 1)
			e.By(" à ", " to ")
		}
		e.Int(to)
		e.By(" à partir du ", " from ")
		e.Date(line.Date)
		e.By(" : ", ": ")
		e.shareOf(line)
	}
	e.Rounding(line.Rounding == penalty.HalfEven)
	e.cites(reckon.ShareOfPrice)
}

// pricedMonths returns how many months of those that have a price together lie before a fee's, and how
// many up to the end of these.
func pricedMonths(l *invoice.Line) (from, to int64) {
	from = int64(l.MonthsBefore)
	return from, from + money.Whole.Count(l.Quantity)
}

// shareOf writes "€991.67 for 10, less €694.17 for 7 = €297.50".
func (e *explainer) shareOf(line *invoice.Line) {
	p := reckon.MonthsPrice{Cents: e.Unit.Count(line.Price), Of: int64(line.PriceBase), Rounding: line.Rounding}
	from, to := pricedMonths(line)
	for i, months := range [...]int64{to, from} {
		if i > 0 {
			e.By(", moins ", ", less ")
		}
		e.Euros(e.Unit.Decimal(p.UpTo(months)))
		e.By(" pour ", " for ")
		e.Int(months)
	}
	e.Str(" = ")
	e.Euros(line.Amount)
}

// returnedFee writes "abonnement de juillet 2026 facturé d'avance, 45,00 € HT, comme le
// contrat a changé depuis (D24)", or of several months "fee for 7 months from July 2026 invoiced in
// advance, 7 × €45.00 = €315.00 excl. VAT, as the contract has changed since (D24)". Of months with a
// price together it is "fee for months 8 to 12 from October 2026 invoiced in advance, at €1,190.00 for 12
// months: €1,190.00 for 12, less €694.17 for 7 = €495.83".
func (e *explainer) returnedFee(line *invoice.Line) {
	e.By("abonnement ", "fee ")
	switch from, to := pricedMonths(line); {
	case isOfMonths(line) && from > 0:
		e.By("des mois ", "for months ")
		e.Int(from + 1)
		e.By(" à ", " to ")
		e.Int(to)
		e.By(" à partir ", " from ")
		e.FromMonth(e.monthOf(line))
	case isOfMonths(line):
		e.By("de ", "for ")
		e.Number(line.Quantity)
		e.By(" mois à partir ", " months from ")
		e.FromMonth(e.monthOf(line))
	default:
		e.OfMonth(e.monthOf(line))
	}
	e.By(" facturé d'avance, ", " invoiced in advance, ")
	switch {
	case isPriced(line):
		e.returnedShare(line)
	case isOfMonths(line):
		e.Number(line.Quantity)
		e.Str(" × ")
		e.Euros(line.Price)
		e.Str(" = ")
		e.Euros(line.Amount)
	default:
		e.Euros(line.Amount)
	}
	e.By(" HT", " excl. VAT")
	e.Rounding(line.Rounding == penalty.HalfEven)
	e.By(", comme le contrat a changé depuis", ", as the contract has changed since")
	e.cites(line.Rules)
	e.saleVAT(line)
}

// returnedShare writes "at €1,190.00 for 12 months: ", and what the months that are given back come to.
func (e *explainer) returnedShare(line *invoice.Line) {
	e.By("à ", "at ")
	e.Euros(line.Price)
	e.By(" pour ", " for ")
	e.Int(int64(line.PriceBase))
	switch from, to := pricedMonths(line); {
	case from > 0:
		e.By(" mois : ", " months: ")
		e.shareOf(line)
	case to == int64(line.PriceBase):
		e.By(" mois = ", " months = ")
		e.Euros(line.Amount)
	default:
		e.By(" mois : ", " months: ")
		e.Euros(line.Amount)
		e.By(" pour ", " for ")
		e.Int(to)
	}
}
