package statement

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/internal/words"
)

// guarantee writes "incident of 4 May 2026 at 10:00; work to begin within 4 h around the
// clock, by 4 May 2026 at 19:00 (S46, D18); waiting for the customer from 4 May 2026 at 12:00
// to 17:00 does not count (D18); begun on 4 May 2026 at 20:00, after 5 h: missed by 1 h (D19)".
func (e *explainer) guarantee(g *Punctuality) {
	r := &g.Response
	e.Offsets = e.needsOffsets(r)
	e.By("incident du ", "incident of ")
	e.Instant(r.Start)
	e.By(" ; intervention à commencer en ", "; work to begin within ")
	e.Lapse(r.Within)
	if !r.InHours {
		e.By(", jour et nuit", " around the clock")
	}
	e.inHours(r)
	if !r.Due.IsZero() { // no pause holds it off for good
		e.By(", au plus tard le ", ", by ")
		e.Instant(r.Due)
	}
	e.cites(g.Rules)
	e.pauses(r.Pauses)
	if r.Answered.IsZero() {
		e.By(" ; aucune intervention connue le ", "; no intervention known on ")
		e.Instant(r.AsOf)
	} else {
		e.By(" ; commencée le ", "; begun on ")
		e.Instant(r.Answered)
	}
	e.By(", après ", ", after ")
	e.Lapse(r.Elapsed)
	e.inHours(r)
	switch r.Outcome {
	case response.InTime:
		e.By(" : tenu", ": kept")
	case response.Late:
		e.By(" : manqué de ", ": missed by ")
		e.Lapse(-r.Margin)
		e.cites("D19")
	}
	if g.Revised {
		e.By(" ; un relevé précédent en disait autre chose", "; an earlier statement said something else of it")
	}
	e.Offsets = false
}

// needsOffsets reports whether the instants of a guarantee do not tell by their clocks how much
// time lies between them, or which one of two that look alike they are.
func (e *explainer) needsOffsets(r *response.Answer) bool {
	first := e.Offset(r.Start)
	needs := func(t time.Time) bool { return !t.IsZero() && (e.Offset(t) != first || e.of.Repeats(t)) }
	return needs(r.Start) || needs(r.Due) || needs(r.Answered) || needs(r.AsOf) ||
		slices.ContainsFunc(r.Pauses, func(p calendar.Pause) bool { return needs(p.Start) || needs(p.End) })
}

// inHours writes behind a time that it is one of the plan's hours.
func (e *explainer) inHours(r *response.Answer) {
	if r.InHours {
		e.By(" des heures prévues", " of the plan's hours")
	}
}

// pauses writes when a clock stood still, the date of an end only if it is another one.
func (e *explainer) pauses(list []calendar.Pause) {
	for i, p := range list {
		switch {
		case i > 0 && i == len(list)-1:
			e.By(" et", " and")
		case i > 0:
			e.Str(",")
		default:
			e.By(" ; l'attente du client", "; waiting for the customer")
		}
		from := p.Start
		if p.End.IsZero() {
			e.By(" depuis le ", " since ")
			e.Instant(from)
			continue
		}
		to := p.End
		if calendar.DateOf(to) == calendar.DateOf(from) {
			e.By(" le ", " from ")
			e.Date(calendar.DateOf(from))
			e.By(" de ", " at ")
			e.Clock(from)
			e.By(" à ", " to ")
			e.Clock(to)
		} else {
			e.By(" du ", " from ")
			e.Instant(from)
			e.By(" au ", " to ")
			e.Instant(to)
		}
	}
	if len(list) > 0 {
		e.By(" ne compte pas", " does not count")
		e.cites("D18")
	}
}

// lateness writes "T1 late by 2 h 30 min; by intervention: 2 h 30 min → 5/2; 5/2 × 1 h, pro rata
// (D19, D11); 5/2 × 5% of the rent of €149.00 = €18.63 (D19, D21)": the steps of the trace
// as for an availability, with how late each intervention came for the outages.
func (e *explainer) lateness(x *Lateness) {
	a := &x.Assessment
	e.lateOnes(x)
	steps := a.AppendTrace(e.steps)
	defer e.keep(steps)
	tolerant := x.Tolerant()
	if tolerant || !a.Terms.PerOutage {
		e.By(" ; en tout ", "; in all ")
		e.Lapse(a.Availability.Down)
		if a.Availability.Down == a.Availability.Total {
			e.By(", la durée du mois", ", the length of the month")
		}
	}
	for i := range steps {
		switch kind := steps[i].Kind; {
		case kind == penalty.StepTotal || kind == penalty.StepDowntime || kind == penalty.StepShort || kind == penalty.StepFigure: // said above
		case kind == penalty.StepTarget && tolerant:
			e.punctual(a, steps[i-1:i+1], &steps[0])
		case kind == penalty.StepTarget:
		case kind == penalty.StepMissed && !tolerant || kind == penalty.StepCounted && !tolerant && a.Terms.Deductible == 0:
		case kind == penalty.StepMet && !tolerant:
			e.By(" ; rien n'est dû", "; nothing is owed")
			e.cites("D19")
		default:
			e.uptimeStep(a, steps, i, theInterventions)
		}
	}
	e.before(x.Before, a.Amount)
}

// lateOnes writes how late which intervention came.
func (e *explainer) lateOnes(x *Lateness) {
	if len(x.Late) == 0 {
		e.By("aucune en retard", "none late")
	}
	for i, late := range x.Late {
		if i > 0 {
			e.Str(", ")
		}
		e.Str(late.Ticket)
		e.By(" en retard de ", " late by ")
		e.Lapse(late.By)
		if x.Assessment.Terms.RealTime {
			e.By(" en temps réel", " in real time")
		}
		if least := x.Assessment.Terms.MinOutage; late.By < least {
			e.By(", non compté en dessous de ", ", not counted below ")
			e.Lapse(least)
		}
	}
}

// punctual writes "96,6398 % (719/744) des 744 h sans retard, engagement 99,9 % (D19)".
func (e *explainer) punctual(a *penalty.Assessment, steps []penalty.Step, total *penalty.Step) {
	e.By(" ; ", "; ")
	e.PercentText(a.Availability.Percent(4))
	e.Str(" (")
	e.Ratio(a.Availability.Ratio())
	e.By(") des ", ") of ")
	e.Lapse(total.Time)
	e.By(" sans retard", " without lateness")
	words.Cites(&e.Writer, total.Rules)
	e.rounded(a, &steps[0])
	e.promised(&steps[1])
}
