package servicelevel

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
)

// uptime writes how the availability was measured and what it costs: the steps of the
// trace, one after the other, with their operands and the rules that they cite.
func (e *explainer) uptime(u *Uptime, steps []penalty.Step) {
	for i := range steps {
		e.uptimeStep(&u.Assessment, steps, i, theOutages)
	}
	e.before(u.Before, u.Assessment.Amount)
}

// before writes what an earlier statement owed for a month, and what it comes to since.
func (e *explainer) before(owed, now decimal.Decimal) {
	if owed.Sign() == 0 {
		return
	}
	e.by(" ; déjà dû ", "; owed before ")
	e.euros(owed)
	e.by(", différence ", ", difference ")
	e.euros(money.Decimal(inCents(now) - inCents(owed)))
}

// What a penalty counts by itself.
var (
	theOutages       = Wording{"interruption", "outage"}
	theInterventions = Wording{"intervention", "intervention"}
)

func (e *explainer) uptimeStep(a *penalty.Assessment, steps []penalty.Step, i int, each Wording) {
	s := &steps[i]
	switch s.Kind {
	case penalty.StepTotal: // it stands beside the downtime
	case penalty.StepDowntime:
		e.downtime(s, &steps[i-1])
	case penalty.StepShort:
		e.short(s)
	case penalty.StepTarget:
		e.target(a, s)
	case penalty.StepMet:
		e.by(" : tenu, reste ", ": kept, to spare ")
		e.lapse(s.Time)
		e.citesIDs(s.Rules)
	case penalty.StepMissed:
		e.by(" : manqué de ", ": missed by ")
		e.lapse(s.Time)
		e.citesIDs(s.Rules)
	case penalty.StepCounted:
		e.counted(s, a.Allowed)
	case penalty.StepOutage:
		e.ofOutage(s, steps[i-1].Kind == penalty.StepOutage, each)
	case penalty.StepUnits:
		e.units(s)
	case penalty.StepBand:
		e.by(" ; ", "; ")
		e.bounds(s)
		e.citesIDs(s.Rules)
	case penalty.StepAmount:
		e.amount(s)
	case penalty.StepOutageCap:
		e.by(" ; au plus ", "; at most ")
		e.share(s.Share, penalty.Rent, s)
		e.by(" par ", " for an ")
		e.str(each.Text(e.lang))
		e.by(", ce que ", ", which ")
		e.int(int64(s.Count))
		if s.Count > 1 {
			e.by(" dépassent", " exceed")
		} else {
			e.by(" dépasse", " exceeds")
		}
		if i == len(steps)-1 {
			e.str(" = ")
			e.euros(s.Amount)
		}
		e.citesIDs(s.Rules)
	case penalty.StepCap:
		e.by(" ; au plus ", "; at most ")
		e.share(s.Share, penalty.Rent, s)
		e.str(" = ")
		e.euros(s.Amount)
		e.citesIDs(s.Rules)
	}
}

// downtime writes "2 h 30 min d'indisponibilité sur 744 h (D4)", or of a part of the platform
// "1 h 45 min d'indisponibilité : 1 h + 25 % de 3 h sur 744 h (D4)".
func (e *explainer) downtime(s, total *penalty.Step) {
	e.lapse(s.Time)
	e.by(" d'indisponibilité", " of downtime")
	for i := range s.Shares {
		if i == 0 {
			e.by(" : ", ": ")
		} else {
			e.str(" + ")
		}
		if share := s.Shares[i].Share; !share.Equal(one) {
			e.percent(share)
			e.by(" de ", " of ")
		}
		e.lapse(s.Shares[i].Time)
	}
	e.citesIDs(s.Rules)
	if s.Of > 0 {
		e.by(", ", ", ")
		e.lapse(s.Of)
		e.by(" de plus ne comptant pas,", " more not counted,")
	}
	e.by(" sur ", " in ")
	e.lapse(total.Time)
	e.citesIDs(total.Rules)
}

// short writes "outages shorter than 5 min, not counted: 3 min, 4 min 10 s (S61)".
func (e *explainer) short(s *penalty.Step) {
	if len(s.Each) > 1 {
		e.by(" ; interruptions", "; outages")
	} else {
		e.by(" ; interruption", "; outage")
	}
	e.by(" de moins de ", " shorter than ")
	e.lapse(s.Of)
	e.by(", non comptée", ", not counted")
	e.plural(len(s.Each))
	e.by(" : ", ": ")
	for i, d := range s.Each {
		if i > 0 {
			e.str(", ")
		}
		e.lapse(d)
	}
	e.citesIDs(s.Rules)
}

// target writes "disponibilité 99,6639 % (1483/1488), engagement 99,9 % (S61)".
func (e *explainer) target(a *penalty.Assessment, s *penalty.Step) {
	e.by(" ; disponibilité ", "; availability ")
	e.percentText(a.Availability.Percent(4))
	e.str(" (")
	e.ratio(a.Availability.Ratio())
	e.str(")")
	e.by(", engagement ", ", promised ")
	e.percent(s.Share)
	e.citesIDs(s.Rules)
}

// counted writes "compté en entier : 2 h 30 min (D10)", or what of it exceeds what is allowed.
func (e *explainer) counted(s *penalty.Step, allowed time.Duration) {
	if s.Choice == "excess" {
		e.by(" ; compté : ", "; ")
		e.lapse(s.Of)
		e.by(" moins ", " less ")
		e.lapse(allowed)
		e.by(" de tolérance = ", " allowed = ")
		e.lapse(s.Time)
		e.by("", " counted")
	} else {
		e.by(" ; compté en entier : ", "; ")
		e.lapse(s.Time)
		e.by("", " counted in full")
	}
	e.citesIDs(s.Rules)
}

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
		if s.Basis == penalty.Amount {
			e.euros(s.Share)
		} else {
			e.percent(s.Share)
		}
	case s.Units.Den > 0:
		e.str(" → ")
		e.ratio(s.Units)
	}
}

// units writes "5/2 × 1 h, au prorata (S62, D11)".
func (e *explainer) units(s *penalty.Step) {
	e.by(" ; ", "; ")
	e.ratio(s.Units)
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
		e.by("tranche de ", "band from ")
		e.percent(s.Band.From)
		e.by(" à moins de ", " to below ")
		e.percent(s.Band.Below)
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

// amount writes "5/2 × 5 % du loyer de 149,00 € = 18,63 € (S62, D21)".
func (e *explainer) amount(s *penalty.Step) {
	e.by(" ; ", "; ")
	units := s.Units.Den > 0
	if units && s.Of == 0 {
		e.ratio(s.Units)
		e.str(" × ")
	}
	if units || s.Basis != penalty.Amount { // else the credit is the amount
		e.share(s.Share, s.Basis, s)
		e.str(" = ")
	}
	if inCents(s.Amount) >= money.Max { // as far as an amount goes
		e.by("au moins ", "at least ")
	}
	e.euros(s.Amount)
	e.rounding(s.Choice == "half_even")
	e.citesIDs(s.Rules)
}

// rounding writes how half a cent was rounded, if that is not as people do it (D21).
func (e *explainer) rounding(halfEven bool) {
	if halfEven {
		e.by(", les demi-centimes au pair", ", half cents to even")
	}
}

// share writes what a rate, a credit or a cap comes to: "5 % du loyer de 149,00 €".
func (e *explainer) share(share decimal.Decimal, basis penalty.Basis, s *penalty.Step) {
	if basis == penalty.Amount {
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
