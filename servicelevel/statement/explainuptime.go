package statement

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/words"
	"github.com/palier-go/palier/servicelevel/plans"
)

// uptime writes how the availability was measured and what it costs: the steps of the
// trace, one after the other, with their operands and the rules that they cite.
func (e *explainer) uptime(u *Uptime, steps []penalty.Step) {
	e.InDays = u.Assessment.Terms.Basis == penalty.ServiceDays
	defer func() { e.InDays = false }()
	a := &u.Assessment
	for i := range steps {
		if steps[i].Kind == penalty.StepClause {
			a = u.Assessed(steps[i].Count - 1)
		}
		if i > 1 && steps[i].Kind == penalty.StepDowntime && sameDowntime(steps[:2], steps[i-1:i+1]) {
			e.By("même indisponibilité", "the same downtime")
			continue
		}
		e.uptimeStep(a, steps, i, theOutages)
	}
	e.before(u.Before, u.Owed())
}

// sameDowntime reports whether a further clause counts the downtime that the first one does, in the same length: of
// each the steps of both.
func sameDowntime(first, further []penalty.Step) bool {
	return slices.EqualFunc(first, further, func(s, t penalty.Step) bool {
		return s.Time == t.Time && s.Of == t.Of && slices.Equal(s.Rules, t.Rules) &&
			slices.EqualFunc(s.Shares, t.Shares, func(x, y penalty.DownShare) bool { return x.Time == y.Time && x.Share.Equal(y.Share) })
	})
}

// before writes what an earlier statement owed for a month, and what it comes to since.
func (e *explainer) before(owed, now decimal.Decimal) {
	if owed.Sign() == 0 {
		return
	}
	e.By(" ; déjà dû ", "; owed before ")
	e.Euros(owed)
	e.By(", différence ", ", difference ")
	e.Euros(money.Any.Decimal(money.Any.Count(now) - money.Any.Count(owed))) // of whatever a statement holds
}

// What a penalty counts by itself.
var (
	theOutages       = plans.Wording{FR: "interruption", EN: "outage"}
	theInterventions = plans.Wording{FR: "intervention", EN: "intervention"}
)

func (e *explainer) uptimeStep(a *penalty.Assessment, steps []penalty.Step, i int, each plans.Wording) {
	s := &steps[i]
	switch s.Kind {
	case penalty.StepTotal: // it stands beside the downtime
	case penalty.StepDowntime:
		e.downtime(s, &steps[i-1])
	case penalty.StepMaintenance:
		e.By(" ; au plus ", "; at most ")
		e.Lapse(s.Time)
		e.By(" sur ", " of ")
		e.Lapse(s.Of)
		e.By(" de maintenance ne comptant pas", " of maintenance not counted")
		words.Cites(&e.Writer, s.Rules)
	case penalty.StepShort:
		e.short(s)
	case penalty.StepNotClaimed:
		e.notClaimed(s)
	case penalty.StepInTime:
		e.inTime(s)
	case penalty.StepGrain:
		e.grain(s)
	case penalty.StepFigure: // it stands beside the target
	case penalty.StepTarget:
		e.target(a, s, &steps[i-1])
	case penalty.StepMet:
		e.By(" : tenu, reste ", ": kept, to spare ")
		e.Lapse(s.Time)
		words.Cites(&e.Writer, s.Rules)
	case penalty.StepMissed:
		e.By(" : manqué de ", ": missed by ")
		e.Lapse(s.Time)
		words.Cites(&e.Writer, s.Rules)
	case penalty.StepCounted:
		e.counted(a, s, each)
	case penalty.StepOutage:
		e.ofOutage(s, steps[i-1].Kind == penalty.StepOutage, each)
	case penalty.StepUnits:
		e.units(s)
	case penalty.StepBand:
		e.By(" ; ", "; ")
		if s.Number != nil {
			e.outages(s, each)
		} else {
			e.bounds(s)
		}
		words.Cites(&e.Writer, s.Rules)
	case penalty.StepAmount:
		e.amount(s)
	case penalty.StepOutageCap:
		more := i+1 < len(steps) && (steps[i+1].Kind == penalty.StepLump || steps[i+1].Kind == penalty.StepCap)
		e.outageCap(s, more, each)
	case penalty.StepLump:
		e.lump(s)
	case penalty.StepCap:
		e.cap(s)
	case penalty.StepMinimum:
		if s.Choice == "over" {
			e.By(" ; rien jusqu'à ", "; nothing up to ")
		} else {
			e.By(" ; rien en dessous de ", "; nothing below ")
		}
		e.Euros(s.Share)
		e.By(" : ", ": ")
		e.Euros(s.Amount)
		words.Cites(&e.Writer, s.Rules)
	case penalty.StepClaim:
		e.claim(s)
	case penalty.StepClause:
		e.By(" ; autre clause : ", "; further clause: ")
	case penalty.StepCombined:
		e.combined(s)
	}
}

// outageCap writes "au plus 5 % du loyer de 149,00 € par interruption, ce que 2 dépassent, en tout
// 14,90 € (D12)", without the amount if a lump sum or a cap of all follows.
func (e *explainer) outageCap(s *penalty.Step, more bool, each plans.Wording) {
	e.By(" ; au plus ", "; at most ")
	e.share(s.Share, penalty.Rent, s)
	e.By(" par ", " for an ")
	e.Str(each.Text(e.Lang))
	e.By(", ce que ", ", which ")
	e.Int(int64(s.Count))
	if s.Count > 1 {
		e.By(" dépassent", " exceed")
	} else {
		e.By(" dépasse", " exceeds")
	}
	if !more {
		e.By(", en tout ", ", in all ")
		e.Euros(s.Amount)
	}
	words.Cites(&e.Writer, s.Rules)
}

// downtime writes "2 h 30 min d'indisponibilité sur 744 h (D4)", or of a part of the platform
// "1 h 45 min d'indisponibilité : 1 h + 25 % de 3 h sur 744 h (D4)".
func (e *explainer) downtime(s, total *penalty.Step) {
	e.Lapse(s.Time)
	e.By(" d'indisponibilité", " of downtime")
	for i := range s.Shares {
		e.Item(i, " + ")
		if share := s.Shares[i].Share; !share.Equal(one) {
			e.Percent(share)
			e.By(" de ", " of ")
		}
		e.Lapse(s.Shares[i].Time)
	}
	words.Cites(&e.Writer, s.Rules)
	if s.Of > 0 {
		e.By(", ", ", ")
		e.Lapse(s.Of)
		e.By(" de plus ne comptant pas,", " more not counted,")
	}
	e.By(" sur ", " in ")
	e.Lapse(total.Time)
	words.Cites(&e.Writer, total.Rules)
}

// short writes "outages shorter than 5 min, not counted: 3 min, 4 min 10 s (S61)".
func (e *explainer) short(s *penalty.Step) {
	if len(s.Each) > 1 {
		e.By(" ; interruptions", "; outages")
	} else {
		e.By(" ; interruption", "; outage")
	}
	e.By(" de moins de ", " shorter than ")
	e.Lapse(s.Of)
	e.By(", non comptée", ", not counted")
	e.Plural(len(s.Each))
	for i, d := range s.Each {
		e.Item(i, ", ")
		e.Lapse(d)
	}
	words.Cites(&e.Writer, s.Rules)
}

// grain writes "chaque interruption en unités entières de 1 min : 1 min 59 s, 3 min (S61)", or
// "en intervalles fixes de 5 min : 13 min → 10 min".
func (e *explainer) grain(s *penalty.Step) {
	fixed := len(s.Filled) == len(s.Each)
	if fixed {
		e.By(" ; chaque interruption en intervalles fixes de ", "; each outage in fixed intervals of ")
	} else {
		e.By(" ; chaque interruption en unités entières de ", "; each outage in whole units of ")
	}
	e.Lapse(s.Of)
	for i, lasted := range s.Each {
		e.Item(i, ", ")
		e.Lapse(lasted)
		if fixed {
			e.Str(" → ")
			e.Lapse(s.Filled[i])
		}
	}
	words.Cites(&e.Writer, s.Rules)
}

// target writes "disponibilité 99,6639 % (1483/1488), engagement 99,9 % (S61)".
func (e *explainer) target(a *penalty.Assessment, s, before *penalty.Step) {
	e.By(" ; disponibilité ", "; availability ")
	e.PercentText(a.Availability.Percent(4))
	e.Str(" (")
	e.Ratio(a.Availability.Ratio())
	e.Str(")")
	e.rounded(a, before)
	e.promised(s)
}

// rounded writes ", arrondie à 0,01 % près : 99,95 %", if the availability is.
func (e *explainer) rounded(a *penalty.Assessment, s *penalty.Step) {
	if s.Kind != penalty.StepFigure {
		return
	}
	e.By(", arrondie à ", ", rounded to the nearest ")
	e.Percent(a.Terms.Figure)
	e.By(" près : ", ": ")
	e.Percent(s.Share)
}

// promised writes "engagement 99,9 % (S61)", or "de plus de 99,9 %" if exactly that is missed.
func (e *explainer) promised(s *penalty.Step) {
	e.By(", engagement ", ", promised ")
	if s.Choice == "at_or_below" {
		e.By("de plus de ", "more than ")
	}
	e.Percent(s.Share)
	words.Cites(&e.Writer, s.Rules)
}

// counted writes "compté en entier : 2 h 30 min (D10)", or what of it exceeds what is allowed.
func (e *explainer) counted(a *penalty.Assessment, s *penalty.Step, each plans.Wording) {
	switch {
	case a.Terms.Deductible > 0:
		e.beyond(a, each)
	case s.Choice == "excess":
		e.By(" ; compté : ", "; ")
		e.Lapse(s.Of)
		e.By(" moins ", " less ")
		e.Lapse(a.Allowed)
		e.By(" de tolérance = ", " allowed = ")
		e.Lapse(s.Time)
		e.By("", " counted")
	default:
		e.By(" ; compté en entier : ", "; ")
		e.Lapse(s.Time)
		e.By("", " counted in full")
	}
	words.Cites(&e.Writer, s.Rules)
}

// beyond writes "compté : 2 h 10 min, au-delà de 1 h par interruption".
func (e *explainer) beyond(a *penalty.Assessment, each plans.Wording) {
	e.By(" ; compté : ", "; ")
	e.Lapse(a.Counted)
	e.By(", au-delà de ", " counted, beyond ")
	e.Lapse(a.Terms.Deductible)
	e.By(" par ", " of each ")
	e.Str(each.Text(e.Lang))
}
