package servicelevel

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
)

// ofOutage writes "1 h 20 min dont 35 min → 1", for units, or the credit of its length.
func (e *explainer) ofOutage(s *penalty.Step, more bool, each Wording) {
	if more {
		e.str(", ")
	} else {
		e.by(" ; par ", "; by ")
		e.str(each.Text(e.lang))
		e.by(" : ", ": ")
	}
	e.lapse(s.Of)
	if s.Time != s.Of {
		e.by(" dont ", " of which ")
		e.lapse(s.Time)
	}
	switch {
	case s.Length != nil:
		e.str(" → ")
		e.bounds(s)
		e.by(" : ", ": ")
		if flat(s.Basis) {
			e.euros(s.Share)
		} else {
			e.percent(s.Share)
		}
	case s.Units.Den > 0:
		e.str(" → ")
		e.ratio(s.Units)
	}
}

// units writes "5/2 × 1 h, au prorata (S62, D11)", or "3 jours civils (D11)".
func (e *explainer) units(s *penalty.Step) {
	e.by(" ; ", "; ")
	e.ratio(s.Units)
	if s.Choice == "calendar_days" || s.Choice == "calendar_days_per_outage" {
		e.by(" jour", " calendar day")
		if s.Units.Num > 1 {
			e.str("s")
		}
		if e.by(" civil", ""); s.Units.Num > 1 {
			e.by("s", "")
		}
		e.citesIDs(s.Rules)
		return
	}
	e.str(" × ")
	e.lapse(s.Of)
	switch s.Choice {
	case "begun", "begun_per_outage":
		e.by(", chaque unité commencée comptant en entier", ", each unit begun counting in full")
	case "full", "full_per_outage":
		e.by(", seules les unités entières comptant", ", only full units counting")
	default:
		e.by(", au prorata", ", pro rata")
	}
	e.citesIDs(s.Rules)
}

// ratio writes an exact number: "3" or "5/2".
func (w *writer) ratio(r penalty.Ratio) {
	w.int(r.Num)
	if r.Den != 1 {
		w.str("/")
		w.int(r.Den)
	}
}

// bounds writes where a band or a length begins and ends: "99 % à moins de 99,9 %".
func (e *explainer) bounds(s *penalty.Step) {
	switch {
	case s.Band != nil:
		e.band(s.Band, s.Choice == "above")
	case s.Length == nil:
	case s.Length.Below == 0 && s.Length.From == 0:
		e.by("toute durée", "any length")
	case s.Length.Below == 0:
		e.by("durée de ", "length of ")
		e.lapse(s.Length.From)
		e.by(" et plus", " and more")
	case s.Length.From == 0:
		e.by("durée de moins de ", "length of less than ")
		e.lapse(s.Length.Below)
	default:
		e.by("durée de ", "length of ")
		e.lapse(s.Length.From)
		e.by(" à moins de ", " to less than ")
		e.lapse(s.Length.Below)
	}
}

// band writes "tranche de 99 % à moins de 99,9 %", or which of both belong to another band, or to
// this one: "tranche de plus de 99 % à 99,9 % inclus".
func (e *explainer) band(b *penalty.Band, above bool) {
	e.by("tranche de ", "band from ")
	if above {
		e.by("plus de ", "above ")
	}
	e.percent(b.From)
	if b.Through {
		e.by(" à ", " to ")
	} else {
		e.by(" à moins de ", " to below ")
	}
	e.percent(b.Below)
	if b.Through {
		e.by(" inclus", " inclusive")
	}
}

// amount writes "5/2 × 5 % du loyer de 149,00 € = 18,63 € (S62, D21)".
func (e *explainer) amount(s *penalty.Step) {
	e.by(" ; ", "; ")
	units := s.Units.Den > 0
	if units && s.Of == 0 {
		e.ratio(s.Units)
		e.str(" × ")
	}
	if units || !flat(s.Basis) { // else the credit is the amount
		e.share(s.Share, s.Basis, s)
		e.str(" = ")
	}
	e.upTo(s.Amount)
	e.rounding(s.Choice == "half_even")
	e.citesIDs(s.Rules)
}

// upTo writes what something comes to, as far as an amount goes.
func (e *explainer) upTo(d decimal.Decimal) {
	if e.unit.Count(d) >= e.unit.Max() {
		e.by("au moins ", "at least ")
	}
	e.euros(d)
}

// rounding writes how half a cent was rounded, if that is not as people do it (D21).
func (e *explainer) rounding(halfEven bool) {
	switch {
	case !halfEven:
	case e.unit == money.Hundredths:
		e.by(", les demi-centimes au pair", ", half cents to even")
	default:
		e.by(", les demies au pair", ", halves to even")
	}
}

// flat reports whether a rate or a credit is no share of anything: an amount, or days of service.
func flat(b penalty.Basis) bool { return b == penalty.Amount || b == penalty.ServiceDays }

// share writes what a rate, a credit or a cap comes to: "5 % du loyer de 149,00 €".
func (e *explainer) share(share decimal.Decimal, basis penalty.Basis, s *penalty.Step) {
	if flat(basis) {
		e.euros(share)
		return
	}
	if basis == penalty.ProRataRent && s.Of > 0 {
		e.factor(share)
		e.by(" × le loyer de ce temps (", " × the rent of that time (")
		e.euros(s.Rent)
		e.by(" pour ", " for ")
		e.lapse(s.Of)
		e.str(")")
		return
	}
	e.percent(share)
	if basis == penalty.DayRent {
		e.by(" du loyer d'un jour (", " of a day's rent (")
		e.euros(s.Rent)
		e.by(" pour ", " for ")
		e.int(int64(s.Count))
		e.by(" jour", " day")
		if s.Count > 1 {
			e.str("s")
		}
		e.str(")")
		return
	}
	e.by(" du loyer de ", " of the rent of ")
	e.euros(s.Rent)
}

// lump writes "en plus 10 % du loyer de 149,00 €, en tout 33,53 € (S62)", or "pas moins de" that.
func (e *explainer) lump(s *penalty.Step) {
	if s.Choice == "at_least" {
		e.by(" ; pas moins de ", "; no less than ")
		e.share(s.Share, s.Basis, s)
		e.str(" = ")
	} else {
		e.by(" ; en plus ", "; plus ")
		e.share(s.Share, s.Basis, s)
		e.by(", en tout ", ", in all ")
	}
	e.upTo(s.Amount)
	e.citesIDs(s.Rules)
}

// outages writes "4 interruptions, tranche de 3 à moins de 6", or "tranche à partir de 6".
func (e *explainer) outages(s *penalty.Step, each Wording) {
	e.int(int64(s.Count))
	e.str(" ")
	e.str(each.Text(e.lang))
	if s.Count > 1 {
		e.str("s")
	}
	if s.Number.Below == 0 {
		e.by(", tranche à partir de ", ", band from ")
		e.int(int64(s.Number.From))
		e.by("", " on")
		return
	}
	e.by(", tranche de ", ", band from ")
	e.int(int64(s.Number.From))
	e.by(" à moins de ", " to below ")
	e.int(int64(s.Number.Below))
}
