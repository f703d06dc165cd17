package statement

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
)

// What is to be done by a goal, and what was when it is reached.
var (
	goalNames = [...]plans.Wording{
		response.ToRespond: {FR: "réponse", EN: "answer"}, response.ToUpdate: {FR: "nouvelles", EN: "news"}, response.ToResolve: {FR: "résolution", EN: "resolution"},
	}
	goalsNamed = [...]plans.Wording{
		response.ToRespond: {FR: "réponses", EN: "answers"}, response.ToUpdate: {FR: "nouvelles", EN: "updates"}, response.ToResolve: {FR: "résolutions", EN: "resolutions"},
	}
)

// goal writes "T1, P1: answer due within 45 min, by 12 May 2026 at 10:45 (H4); from 12 May 2026 at
// 10:00 to 11:00 1 h; reached after 1 h: missed by 15 min".
func (e *explainer) goal(g *GoalResult) {
	s := &g.Standing
	e.Offsets = e.goalNeedsOffsets(s)
	e.Str(s.Ticket)
	if s.Priority != "" {
		e.Str(", ")
		e.Str(s.Priority)
	}
	e.By(" : ", ": ")
	e.Str(goalNames[s.Kind].Text(e.Lang))
	e.By(" à donner en ", " due within ")
	e.Lapse(s.Within)
	if !s.Due.IsZero() {
		e.By(", au plus tard le ", ", by ")
		e.Instant(s.Due)
	}
	e.cites(g.Rules)
	for i := range s.Legs {
		e.leg(s, i)
	}
	if s.Reached.IsZero() {
		e.By(" ; pas encore le ", "; not yet on ")
		e.Instant(s.AsOf)
	} else {
		e.By(" ; fait le ", "; done on ")
		e.Instant(s.Reached)
	}
	e.By(", après ", ", after ")
	e.Lapse(s.Elapsed)
	if s.Margin < 0 {
		e.By(" : manqué de ", ": missed by ")
		e.Lapse(-s.Margin)
	} else {
		e.By(" : dans le délai", ": in time")
	}
	if g.Revised {
		e.By(" ; un relevé précédent en disait autre chose", "; an earlier statement said something else of it")
	}
	e.Offsets = false
}

// leg writes from when to when the clock ran, by what, and what it showed: "; P3, hours office,
// from 12 May 2026 at 16:30 to 20:00, without waiting from …: 1 h 30 min".
func (e *explainer) leg(s *response.Standing, i int) {
	g := &s.Legs[i]
	e.By(" ; ", "; ")
	if len(s.Legs) > 1 {
		if g.Priority != "" {
			e.Str(g.Priority)
			e.Str(", ")
		}
		e.Str(g.Plan)
		e.Str(", ")
	}
	e.By("du ", "from ")
	e.Instant(g.From)
	e.By(" au ", " to ")
	e.Instant(g.To)
	switch {
	case g.Without:
		e.By(", sans délai promis", ", nothing promised")
	case g.Hours == "":
		e.By(", jour et nuit", ", around the clock")
	default:
		e.By(", heures ", ", hours ")
		e.Str(g.Hours)
	}
	for k, p := range g.Pauses {
		if e.Str(", "); k == 0 {
			e.By("sans ", "without ")
		}
		e.state(p.Reason)
		if p.End.IsZero() {
			e.By(" depuis le ", " since ")
			e.Instant(p.Start)
			continue
		}
		e.By(" du ", " from ")
		e.Instant(p.Start)
		e.By(" au ", " to ")
		e.Instant(p.End)
	}
	if len(s.Legs) > 1 || len(g.Pauses) > 0 {
		e.By(" : ", ": ")
		e.Lapse(g.Elapsed)
	}
}

// state writes why a clock stands still: a state of the host's own as it is called.
func (e *explainer) state(name string) {
	switch name {
	case reckon.StateWaiting:
		e.By("l'attente du client", "waiting for the customer")
	case "resolved":
		e.By("le temps résolu", "the time resolved")
	default:
		e.Str(name)
	}
}

// goalNeedsOffsets is needsOffsets of a goal.
func (e *explainer) goalNeedsOffsets(s *response.Standing) bool {
	first := e.Offset(s.Start)
	needs := func(t time.Time) bool { return !t.IsZero() && (e.Offset(t) != first || e.of.Repeats(t)) }
	pause := func(p calendar.Pause) bool { return needs(p.Start) || needs(p.End) }
	return needs(s.Start) || needs(s.Due) || needs(s.Reached) || needs(s.AsOf) ||
		slices.ContainsFunc(s.Legs, func(g response.Leg) bool { return needs(g.From) || needs(g.To) || slices.ContainsFunc(g.Pauses, pause) })
}

// quota writes "answers within 45 min (business/1): 18 of 20 in time = 90%, promised 95% (H4):
// missed; band from 80% to below 95%; 5% of the rent of €149.00 = €7.45 (D21)".
func (e *explainer) quota(m *QuotaMonth) {
	r := &m.Result
	e.Str(goalsNamed[r.Quota.Kind].Text(e.Lang))
	if r.Quota.Within > 0 {
		e.By(" en ", " within ")
		e.Lapse(r.Quota.Within)
	} else {
		e.By(" dans le délai promis", " within what is promised")
	}
	for i, name := range r.Quota.Priorities {
		e.Item(i, ", ")
		e.Str(name)
	}
	e.By(" ; ", "; ")
	decided := r.Attainment.InTime + r.Attainment.Late
	if decided == 0 {
		e.By("aucune échue", "none decided")
	} else {
		e.Int(int64(r.Attainment.InTime))
		e.By(" sur ", " of ")
		e.Int(int64(decided))
		e.By(" dans le délai, ", " in time, ")
		e.PercentText(r.Attainment.Percent(4))
		e.Str(" (")
		e.Ratio(r.Share)
		e.Str(")")
	}
	if n := r.Attainment.Waiting; n > 0 {
		e.Str(", ")
		e.Int(int64(n))
		e.By(" pas encore échue", " not decided yet")
		e.Plural(n)
	}
	e.By(", engagement ", ", promised ")
	e.Percent(r.Quota.Target)
	e.cites(m.Rules)
	switch {
	case r.Few:
		e.tooFew(r, decided)
	case r.Missed:
		e.By(" : manqué", ": missed")
		e.cites("D9")
	default:
		e.By(" : tenu", ": kept")
		e.cites("D9")
	}
	e.percentile(r, decided)
	e.quotaAmount(r)
	e.before(m.Before, r.Amount)
}

// tooFew writes why nothing is owed of too few: "; nothing is owed of fewer than 10".
func (e *explainer) tooFew(r *response.QuotaResult, decided int) {
	if decided == 0 {
		return
	}
	e.By(" ; rien n'est dû de moins de ", "; nothing is owed of fewer than ")
	e.Int(int64(r.Quota.Least))
}

// percentile writes "; 95% take 43 min at most, the 19th of 20".
func (e *explainer) percentile(r *response.QuotaResult, decided int) {
	if r.Quota.Percentile.IsZero() || decided == 0 {
		return
	}
	e.By(" ; ", "; ")
	e.Percent(r.Quota.Percentile)
	e.By(" en ", " take ")
	e.Lapse(r.Percentile)
	e.By(" au plus, au rang ", " at most, rank ")
	e.Int(int64(r.Rank()))
	e.By(" sur ", " of ")
	e.Int(int64(decided))
}

// quotaAmount writes what is owed of a share that is missed.
func (e *explainer) quotaAmount(r *response.QuotaResult) {
	if r.Band == nil {
		return
	}
	e.By(" ; ", "; ")
	e.band(r.Band, e.above(r))
	e.By(" : ", ": ")
	if r.Quota.Basis == penalty.Amount {
		e.Euros(r.Band.Credit)
	} else {
		e.Percent(r.Band.Credit)
		e.By(" du loyer de ", " of the rent of ")
		e.Euros(r.Rent)
	}
	if r.Capped {
		e.By(", au plus le loyer", ", at most the rent")
		if r.Quota.Basis == penalty.Amount {
			e.By(" de ", " of ")
			e.Euros(r.Rent)
		}
		e.cites("D12")
	}
	e.Str(" = ")
	e.upTo(r.Amount)
	e.Rounding(r.Quota.Rounding == penalty.HalfEven)
	e.cites("D21")
}

// above reports whether the lower edge of the band belongs to another one.
func (e *explainer) above(r *response.QuotaResult) bool {
	return slices.ContainsFunc(r.Quota.Bands, func(b penalty.Band) bool { return b.Through && b.Below.Equal(r.Band.From) })
}

// quotaOf returns the quota that a line is of, or nil.
func (e *explainer) quotaOf(line *invoice.Line) *QuotaMonth {
	for i := range e.of.Quotas {
		if m := &e.of.Quotas[i]; m.Month == e.monthOf(line) && m.Ref == line.Ref {
			return m
		}
	}
	return nil
}
