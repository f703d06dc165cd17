package ledger

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/internal/wire"
)

// Step is one step of a Trail: the rule and what it was applied to. Fields that
// the rule does not speak of are zero.
type Step struct {
	// Rule is what led to the step:
	//
	//	D1  the sessions were added up, or kept apart      Time worked
	//	D2  nothing was worked, so nothing is charged
	//	S19 the time was rounded up to blocks              Time charged, Blocks, Minimum
	//	D5  the month pays                                 Month, Time that it pays
	//	D6  it was drawn from the month's allowance        Month, Time
	//	D7  it was drawn from a lot                        Lot, Time, Cost
	//	D8  it was drawn beyond what was there             Time
	//
	// Time and Cost are negative if they went back.
	Rule string `json:"rule"`
	// By is the entry that made the step, and At from when that counts: of time drawn. Of D1, D2, S19 and D5, which
	// are of all work of the intervention as it stands, they are those of the entry that was asked for.
	By     string        `json:"by"`
	At     time.Time     `json:"at"`
	Time   time.Duration `json:"time,omitzero"`
	Blocks int64         `json:"blocks,omitzero"`
	// Minimum is what of Time is not blocks: the minimum of the intervention, or those of its sessions (see
	// credit.Blocks).
	Minimum time.Duration  `json:"minimum,omitzero"`
	Month   calendar.Month `json:"month,omitzero"`
	Lot     string         `json:"lot,omitzero"`
	Cost    credit.Mills   `json:"cost,omitzero"`
}

// MarshalJSON implements json.Marshaler.
func (s Step) MarshalJSON() ([]byte, error) { return wire.Append(nil, &s) }

// UnmarshalJSON implements json.Unmarshaler.
func (s *Step) UnmarshalJSON(b []byte) error { return wire.Decode(b, s) }

// Trail returns how the intervention that a debit, a capture or a hold belongs to came to what it cost, step
// by step: minutes, blocks, the month's allowance, lots, euros; and what later entries made of it. It is nil
// for any other entry, and if there is none.
func (a *Account) Trail(id string) []Step {
	i := a.find(id)
	if i == fund.None || a.records.At(i).ticket == fund.None {
		return nil
	}
	ticket := a.records.At(i).ticket
	t := a.fund.TicketRows.At(ticket)
	step := Step{By: a.ids.at(i), At: fund.Instant(a.records.At(i).at)}
	var steps []Step
	add := func(rule string, took int64, month calendar.Month) *Step {
		s := step
		s.Rule, s.Time, s.Month = rule, time.Duration(took), month
		steps = append(steps, s)
		return &steps[len(steps)-1]
	}
	add("D1", t.Worked, calendar.Month{})
	if charged := a.fund.Charged(t); charged == 0 {
		add("D2", 0, calendar.Month{})
	} else {
		s, least := add("S19", charged, calendar.Month{}), a.fund.Minimums(t)
		s.Blocks, s.Minimum = (charged-least)/a.fund.UnitOf(t).Block, time.Duration(least)
	}
	shares := len(steps)
	for s := t.Shares; s != fund.None; s = a.fund.ShareRows.At(s).Next {
		if x := a.fund.ShareRows.At(s); x.Due > 0 {
			add("D5", x.Due, a.fund.AllowanceRows[x.Key].Called)
		}
	}
	slices.SortFunc(steps[shares:], func(x, y Step) int { return x.Month.Compare(y.Month) })
	return a.drawSteps(steps, ticket)
}

// drawSteps adds every move for a ticket, oldest first.
func (a *Account) drawSteps(steps []Step, ticket int32) []Step {
	of := record{ticket: ticket}
	by := int32(0)
	for n := range int32(a.fund.MoveRows.Len()) { // below fund.MaxMoves
		m := a.fund.MoveRows.At(n)
		for int(by)+1 < a.records.Len() && a.records.At(by+1).moves <= n {
			by++
		}
		if m.Share == fund.None || a.fund.ShareRows.At(m.Share).Ticket != ticket {
			continue
		}
		d := a.drawOf(&of, n)
		steps = append(steps, Step{
			Rule: d.Rule, By: a.ids.at(by), At: fund.Instant(m.At), Time: d.Time, Month: d.Month, Lot: d.Lot, Cost: d.Cost,
		})
	}
	return steps
}
