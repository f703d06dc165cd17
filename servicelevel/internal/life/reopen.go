package life

import (
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/servicelevel/facts"
	"github.com/palier-go/palier/servicelevel/internal/billing"
)

// unknown reports whether the state has no more of some sessions of a ticket than what they
// came to.
func (x *Fold) unknown(ticket string, on *ticketAnnals) bool {
	if on.counted || x.Maker.Base == nil {
		return on.unknown
	}
	on.counted = true
	state, _ := x.Maker.Base.Ticket(ticket)
	if state == nil {
		return false
	}
	others := state.Sessions
	for _, s := range on.sessions {
		if s.based && (!s.withdrawn || s.later) {
			others--
		}
	}
	on.unknown = others > 0
	return on.unknown
}

// reopen tells the sessions of a ticket of the state one by one, as far as the state has
// them.
func (x *Fold) reopen(t *told, i int32) error {
	if x.annals.reopened[t.ticket] {
		return fault.New("of", t.fact.ID, "must be a session that the state has")
	}
	x.annals.reopened[t.ticket] = true
	h := &x.Maker.Hours
	var sessions []*told
	var works []fund.Work
	sum, elsewhere := x.Maker.Known[i], time.Duration(0)
	for _, s := range x.annals.of(t.ticket).sessions {
		if !s.based || s.withdrawn {
			continue
		}
		sessions = append(sessions, s)
		switch took := s.fact.End.Sub(s.fact.At); {
		case s.fact.ChargedTo != sum.Payer:
			return fault.New("of", t.fact.ID, "must be of a ticket of whose sessions the state says who is charged, as that of "+s.fact.ID+" does")
		case sum.Payer != "":
			elsewhere += took
		default:
			works = append(works, fund.Work{Ticket: x.Maker.FundTicket(i), At: s.fact.At, Time: took, Parts: s.fact.Parts})
		}
	}
	if int64(elsewhere) > sum.Elsewhere {
		return fault.New("of", t.fact.ID, "must be of a ticket of which the state has all that is charged to "+sum.Payer)
	}
	numbers, err := h.Fund.RestoreWorks(x.Maker.FundTicket(i), works)
	if err != nil {
		return fault.In("of", err)
	}
	for k, s := range sessions {
		work := billing.ChargedElsewhere
		if len(numbers) > 0 {
			work = numbers[k]
		}
		s.index = int32(len(x.act.Interventions)) // at most MaxFacts
		f := s.fact
		x.act.Interventions = append(x.act.Interventions, facts.Intervention{ID: f.ID, Ticket: t.ticket, Start: f.At, End: f.End, Recorded: f.Recorded, ChargedTo: f.ChargedTo})
		x.parts = append(x.parts, nil)
		x.back.interventions++
		h.Worked(s.index, i, work)
	}
	if !x.unknown(t.ticket, x.annals.of(t.ticket)) {
		x.Maker.Known[i].Older = 0 // else the first one stays
	}
	return nil
}
