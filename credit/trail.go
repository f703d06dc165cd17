package credit

import (
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/wire"
)

// Step is one step of a Trail: the rule and what it was applied to. Fields that
// the rule does not speak of are zero.
type Step struct {
	// Rule is what led to the step:
	//
	//	D1  the sessions were added up, or kept apart      Time worked
	//	D2  nothing was worked, so nothing is charged
	//	S19 the time was rounded up to blocks              Time charged, Blocks
	//	D5  the month pays                                 Month, Time it pays
	//	D6  it was drawn from the month's allowance        Month, Time
	//	D7  it was drawn from a lot                        Lot, Time, Cost
	//	D8  it was drawn beyond what was there             Time
	//
	// Time and Cost are negative where they went back.
	Rule   string         `json:"rule"`
	By     string         `json:"by"` // the entry that made the step
	At     time.Time      `json:"at"` // from when it counts
	Time   time.Duration  `json:"time,omitzero"`
	Blocks int64          `json:"blocks,omitzero"`
	Month  calendar.Month `json:"month,omitzero"`
	Lot    string         `json:"lot,omitzero"`
	Cost   Cents          `json:"cost,omitzero"`
	Held   bool           `json:"held,omitzero"` // set aside, not used
}

// MarshalJSON implements json.Marshaler.
func (s Step) MarshalJSON() ([]byte, error) { return wire.Append(nil, s) }

// UnmarshalJSON implements json.Unmarshaler.
func (s *Step) UnmarshalJSON(b []byte) error { return wire.Decode(b, s) }

// Trail returns how a hold, a debit or a capture came to what it cost, step by
// step: minutes, blocks, the month's allowance, lots, euros; and what later
// entries made of it, up to now. It is nil where there is no such entry.
func (a *Account) Trail(id string) []Step {
	i := a.find(id)
	if i == none {
		return nil
	}
	r := &a.records[i]
	switch r.kind {
	case Hold:
		charged := int64(a.terms.Blocks.up(time.Duration(r.time)))
		return a.drawSteps(a.billSteps(i, charged, []share{{source: a.months.of(r.at), time: charged}}), i)
	case Debit, Capture:
		parts, charged := a.split(r, a.months.of(r.at), nil)
		return a.drawSteps(a.billSteps(i, charged, parts), i)
	}
	return nil
}

// billSteps shows how time worked became time that months pay for.
func (a *Account) billSteps(i int32, charged int64, parts []share) []Step {
	r := &a.records[i]
	step := Step{By: a.texts[i].id, At: instant(r.at)}
	steps := make([]Step, 0, 8)
	add := func(rule string, time time.Duration, blocks int64, month calendar.Month) {
		s := step
		s.Rule, s.Time, s.Blocks, s.Month = rule, time, blocks, month
		steps = append(steps, s)
	}
	add("D1", time.Duration(r.time), 0, calendar.Month{})
	if charged == 0 {
		add("D2", 0, 0, calendar.Month{})
		return steps
	}
	add("S19", time.Duration(charged), charged/int64(a.terms.Blocks.Size), calendar.Month{})
	for _, p := range parts {
		add("D5", time.Duration(p.time), 0, monthOf(p.source))
	}
	return steps
}

// drawSteps adds every move that belongs to record i, oldest first.
func (a *Account) drawSteps(steps []Step, i int32) []Step {
	first := len(steps)
	for n := a.records[i].chain; n != none; n = a.moves[n].prev {
		m := &a.moves[n]
		d := a.drawOf(m)
		steps = append(steps, Step{
			Rule: d.Rule, By: a.texts[m.by].id, At: instant(m.at),
			Time: d.Time, Month: d.Month, Lot: d.Lot, Cost: d.Cost, Held: d.Held,
		})
	}
	slices.Reverse(steps[first:])
	return steps
}
