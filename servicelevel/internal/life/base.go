package life

import (
	"strconv"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/contracts"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/agreed"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/states"
)

// CheckState reports what keeps a contract from going on from the state, but for the zone.
func CheckState(l *fault.List, s *states.State, ct *contracts.Contract) {
	if !s.Sealed() {
		l.In("state", s.Validate())
	}
	l.Check(s.Contract == ct.ID, "state.contract", s.Contract, "must be the contract's, "+ct.ID)
	l.Check(cycle.Of(s.MonthDay) == cycle.Of(ct.Options.MonthDay), "state.month_day", s.MonthDay, "must be the contract's, "+strconv.Itoa(max(1, ct.Options.MonthDay)))
	l.Check(s.Edition == ct.Edition, "state.edition", s.Edition, "must be the contract's, "+ct.Edition)
}

// CheckNext refuses to close a month that is not the one after the state's. Without a
// state it may be any.
func CheckNext(s *states.State, m calendar.Month) error {
	if s == nil || m == s.Month.AddMonths(1) {
		return nil
	}
	return fault.New("month", m, "must be the month after the last one closed, "+s.Month.AddMonths(1).String())
}

// CheckTerm refuses a state that was made in another zone, or by other figures.
func CheckTerm(s *states.State, t *agreed.Term) error {
	if s.Zone != t.Zone.String() {
		return fault.New("state.zone", s.Zone, "must be the contract's, "+t.Zone.String())
	}
	if s.Minor != penalty.Minor(t.Unit) {
		return fault.New("state.minor", s.Minor, "must be that of the contract's currency, "+penalty.Minor(t.Unit).String())
	}
	if err := s.ValidateIn(t.Zone); err != nil {
		return fault.In("state", err)
	}
	return checkFigures(s, t)
}

// checkFigures refuses a state of a month in which other figures held.
func checkFigures(s *states.State, t *agreed.Term) error {
	if s.Figures == "" || s.Figures == t.Figures(s.Month) {
		return nil
	}
	return fault.New("state.figures", s.Figures, "must be those that the contract and the catalogue have for "+s.Month.String()+
		": a price list that changes is an edition of its own (D34), and another quote or VAT comes from a day on (D25, D33)")
}

// withdrawnIn lists the facts of a state that are withdrawn: nil if none are.
func withdrawnIn(s *states.State) (ids map[string]bool) {
	for _, m := range s.Past {
		for i := range m.Facts {
			if f := &m.Facts[i]; f.Kind == facts.Withdrawn {
				if ids == nil {
					ids = make(map[string]bool)
				}
				ids[f.Of] = true
			}
		}
	}
	return ids
}

// unbegun reports whether no work has begun on a ticket that is still to be done.
func unbegun(t *states.Ticket) bool { return t.Status < states.TicketWorked }
