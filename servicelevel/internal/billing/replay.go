package billing

import (
	"time"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/servicelevel/statement"
)

// replay folds the moves, and notes what those of the month came to.
func (b *Maker) replay(s *statement.Statement) error {
	var l fault.List
	opened := false
	for i := range b.moves {
		f := &b.moves[i]
		if f.Known < b.From {
			if f.Known != f.At || b.Hours.Fund.Overdrawn() > 0 || b.Term.Settles() || b.Term.Carries { // else the fact itself lets its month begin
				b.Pass(f.Known)
			}
		} else if !opened {
			opened = true
			b.opens(s)
		}
		switch f.Kind {
		case Bought:
			l.In("", b.buy(s, f, opened))
		case Gone:
			l.In("", b.remove(f, opened))
		case Ungone, Unworked, Unbought:
			l.In("", b.withdraw(s, f, opened))
		default:
			l.In("", b.move(f, opened))
		}
	}
	if !opened {
		b.opens(s)
	}
	if !s.Provisional {
		b.settle(s, b.Until)
		b.endMonth(s, b.Until)
	}
	b.Hours.Fund.Pass(b.AsOf)
	return l.Err()
}

// move gives one about a ticket its effect on the hours.
func (b *Maker) move(f *Move, now bool) error {
	h := &b.Hours
	switch f.Kind {
	case Worked:
		return b.work(f, now)
	case Estimated:
		if f.Forced {
			defer b.force()()
		}
		err := h.Fund.Reserve(fund.Reservation{
			Ticket: b.ticketOf(f.Request), At: time.Unix(0, f.At), Known: time.Unix(0, f.Known), Estimate: time.Duration(f.End),
		})
		return b.refused(err, b.Act.Requests[f.Request].Ticket, "")
	case Released:
		at := time.Unix(0, f.At)
		h.Fund.Release(b.FundTicket(f.Request), at, time.Unix(0, f.Known))
	}
	return nil
}

// Know gives a move that became known its effect on the hours, outside of any statement. Of work that is told the
// months are those of parts, by Activity.Interventions: nil is by the zone.
func (b *Maker) Know(f *Move, parts [][]credit.Part) error {
	b.Pass(f.Known)
	switch f.Kind {
	case Bought:
		return b.buy(nil, f, false)
	case Gone:
		return b.remove(f, false)
	case Ungone, Unworked, Unbought:
		return b.withdraw(nil, f, false)
	}
	b.Parts = parts
	return b.move(f, false)
}
