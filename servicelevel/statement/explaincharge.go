package statement

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/words"
	"github.com/palier-go/palier/servicelevel/plans"
)

// ofOutage writes "1 h 20 min dont 35 min → 1", for units, or the credit of its length.
func (e *explainer) ofOutage(s *penalty.Step, more bool, each plans.Wording) {
	if more {
		e.Str(", ")
	} else {
		e.By(" ; par ", "; by ")
		e.Str(each.Text(e.Lang))
		e.By(" : ", ": ")
	}
	e.Lapse(s.Of)
	if s.Time != s.Of {
		e.By(" dont ", " of which ")
		e.Lapse(s.Time)
	}
	switch {
	case s.Length != nil:
		e.Str(" → ")
		e.bounds(s)
		e.By(" : ", ": ")
		if flat(s.Basis) {
			e.Euros(s.Share)
		} else {
			e.Percent(s.Share)
		}
	case s.Units.Den > 0:
		e.Str(" → ")
		e.Ratio(s.Units)
	}
}

// units writes "5/2 × 1 h, au prorata (S62, D11)", or "3 jours civils (D11)".
func (e *explainer) units(s *penalty.Step) {
	e.By(" ; ", "; ")
	e.Ratio(s.Units)
	if s.Choice == "calendar_days" || s.Choice == "calendar_days_per_outage" {
		e.By(" jour", " calendar day")
		if s.Units.Num > 1 {
			e.Str("s")
		}
		if e.By(" civil", ""); s.Units.Num > 1 {
			e.By("s", "")
		}
		words.Cites(&e.Writer, s.Rules)
		return
	}
	e.Str(" × ")
	e.Lapse(s.Of)
	switch s.Choice {
	case "begun", "begun_per_outage":
		e.By(", chaque unité commencée comptant en entier", ", each unit begun counting in full")
	case "full", "full_per_outage":
		e.By(", seules les unités entières comptant", ", only full units counting")
	default:
		e.By(", au prorata", ", pro rata")
	}
	words.Cites(&e.Writer, s.Rules)
}

// bounds writes where a band or a length begins and ends: "99 % à moins de 99,9 %".
func (e *explainer) bounds(s *penalty.Step) {
	switch {
	case s.Band != nil:
		e.band(s.Band, s.Choice == "above")
	case s.Length == nil:
	case s.Length.Below == 0 && s.Length.From == 0:
		e.By("toute durée", "any length")
	case s.Length.Below == 0:
		e.By("durée de ", "length of ")
		e.Lapse(s.Length.From)
		e.By(" et plus", " and more")
	case s.Length.From == 0:
		e.By("durée de moins de ", "length of less than ")
		e.Lapse(s.Length.Below)
	default:
		e.By("durée de ", "length of ")
		e.Lapse(s.Length.From)
		e.By(" à moins de ", " to less than ")
		e.Lapse(s.Length.Below)
	}
}

// band writes "tranche de 99 % à moins de 99,9 %", or which of both belong to another band, or to
// this one: "tranche de plus de 99 % à 99,9 % inclus".
func (e *explainer) band(b *penalty.Band, above bool) {
	e.By("tranche de ", "band from ")
	if above {
		e.By("plus de ", "above ")
	}
	e.Percent(b.From)
	if b.Through {
		e.By(" à ", " to ")
	} else {
		e.By(" à moins de ", " to below ")
	}
	e.Percent(b.Below)
	if b.Through {
		e.By(" inclus", " inclusive")
	}
}

// amount writes "5/2 × 5 % du loyer de 149,00 € = 18,63 € (S62, D21)".
func (e *explainer) amount(s *penalty.Step) {
	e.By(" ; ", "; ")
	units := s.Units.Den > 0
	if units && s.Of == 0 {
		e.Ratio(s.Units)
		e.Str(" × ")
	}
	if units || !flat(s.Basis) { // else the credit is the amount
		e.share(s.Share, s.Basis, s)
		e.Str(" = ")
	}
	e.upTo(s.Amount)
	e.Rounding(s.Choice == "half_even")
	words.Cites(&e.Writer, s.Rules)
}

// upTo writes what something comes to, as far as an amount goes. Days of service go as far in any currency.
func (e *explainer) upTo(d decimal.Decimal) {
	unit := e.Unit
	if e.InDays {
		unit = money.Hundredths
	}
	if unit.Count(d) >= unit.Max() {
		e.By("au moins ", "at least ")
	}
	e.Euros(d)
}

// flat reports whether a rate or a credit is no share of anything: an amount, or days of service.
func flat(b penalty.Basis) bool { return b == penalty.Amount || b == penalty.ServiceDays }

// share writes what a rate, a credit or a cap comes to: "5 % du loyer de 149,00 €".
func (e *explainer) share(share decimal.Decimal, basis penalty.Basis, s *penalty.Step) {
	if flat(basis) {
		e.Euros(share)
		return
	}
	if basis == penalty.ProRataRent && s.Of > 0 {
		e.Factor(share)
		e.By(" × le loyer de ce temps (", " × the rent of that time (")
		e.Euros(s.Rent)
		e.By(" pour ", " for ")
		e.Lapse(s.Of)
		e.Str(")")
		return
	}
	e.Percent(share)
	if basis == penalty.DayRent {
		e.By(" du loyer d'un jour (", " of a day's rent (")
		e.Euros(s.Rent)
		e.By(" pour ", " for ")
		e.Int(int64(s.Count))
		e.By(" jour", " day")
		if s.Count > 1 {
			e.Str("s")
		}
		e.Str(")")
		return
	}
	e.By(" du loyer de ", " of the rent of ")
	e.Euros(s.Rent)
}

// lump writes "en plus 10 % du loyer de 149,00 €, en tout 33,53 € (S62)", or "pas moins de" that.
func (e *explainer) lump(s *penalty.Step) {
	if s.Choice == "at_least" {
		e.By(" ; pas moins de ", "; no less than ")
		e.share(s.Share, s.Basis, s)
		e.Str(" = ")
	} else {
		e.By(" ; en plus ", "; plus ")
		e.share(s.Share, s.Basis, s)
		e.By(", en tout ", ", in all ")
	}
	e.upTo(s.Amount)
	words.Cites(&e.Writer, s.Rules)
}

// outages writes "4 interruptions, tranche de 3 à moins de 6", or "tranche à partir de 6".
func (e *explainer) outages(s *penalty.Step, each plans.Wording) {
	e.Int(int64(s.Count))
	e.Str(" ")
	e.Str(each.Text(e.Lang))
	if s.Count > 1 {
		e.Str("s")
	}
	if s.Number.Below == 0 {
		e.By(", tranche à partir de ", ", band from ")
		e.Int(int64(s.Number.From))
		e.By("", " on")
		return
	}
	e.By(", tranche de ", ", band from ")
	e.Int(int64(s.Number.From))
	e.By(" à moins de ", " to below ")
	e.Int(int64(s.Number.Below))
}
