package servicelevel_test

import (
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
)

// decidesFigures are the decisions that are expected of every statement, and of no other, by what
// the facts are: the others are by what the statement says.
var decidesFigures = []string{"D25", "D26", "D35", "D37"}

// decidedOf is what a statement has of them.
func decidedOf(s *servicelevel.Statement) string {
	var ids []string
	for _, a := range s.Assumptions {
		if slices.Contains(decidesFigures, a.Rule) {
			ids = append(ids, a.Rule)
		}
	}
	return strings.Join(ids, " ")
}

// decides notes that a decision decided a figure of the month.
func (s *story) decides(id string, is bool) {
	if is {
		s.decided[id] = true
	}
}

func (s *story) decidedText() string {
	var ids []string
	for _, id := range decidesFigures {
		if s.decided[id] {
			ids = append(ids, id)
		}
	}
	return strings.Join(ids, " ")
}

// bespoke reports whether a day has the level that is quoted (D25).
func (m *model) bespoke(d calendar.Date) bool { return m.level(d) == servicelevel.CriticalBusiness }

// quotedFigures is D25, for fees, allowances and prices of hours.
func (s *story) quotedFigures(mo calendar.Month, lines []modelLine) {
	runs := s.runs(mo)
	if s.ct.Options.FeesInAdvance {
		runs = append(runs, s.runs(mo.AddMonths(1))...)
	}
	for _, r := range runs {
		s.decides("D25", r.level == servicelevel.CriticalBusiness)
	}
	for _, line := range lines {
		if line.kind == "pack" || line.kind == "hours" {
			s.decides("D25", s.bespoke(calendar.MustParseDate(line.date)))
		}
	}
}

// workDecided is D25 and D26 for a row: the block of work, and from when on it could be done.
func (s *story) workDecided(r *modelRow) {
	t := s.tickets[r.ticket]
	asked := t.request.At
	s.decides("D25", r.payer == "" && s.bespoke(s.dateOf(t.attended())))
	if s.others[r.ticket] {
		return
	}
	s.decides("D25", s.bespoke(s.dateOf(asked)))
	if !s.anytime(r.ticket, asked) {
		s.decides("D26", !office.next(asked).Equal(officeWithout.next(asked)))
	}
}

// without is the same under hours without the holidays of D26.
func (s *story) without() *story {
	other, hours, m := *s, *s.modelHours, *s.model
	m.office = officeWithout
	hours.model = &m
	other.modelHours = &hours
	return &other
}

// judgementDecided is D25, D26 and D37 for a guarantee that is judged, or D26 alone for what
// it cost.
func (s *story) judgementDecided(t *modelTicket, is modelResponse, at time.Time, cost bool) {
	if s.ct.Options.GuaranteeInHours {
		other, ok := s.without().respond(t, at)
		s.decides("D26", !ok || other.elapsed != is.elapsed || !other.due.Equal(is.due))
	}
	if !cost {
		s.decides("D25", s.bespoke(s.dateOf(t.request.At)))
		s.decides("D37", is.answered.IsZero() && !t.over.IsZero() && t.over.Before(at))
	}
}
