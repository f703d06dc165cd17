package credit

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// Receipt says what one entry did.
type Receipt struct {
	ID   string    `json:"id"`
	Kind Kind      `json:"kind"`
	At   time.Time `json:"at"`
	// Worked is the time worked or estimated, Charged what it comes to in blocks
	// (D1, S19). Both are 0 for entries that draw nothing.
	Worked  time.Duration `json:"worked,omitzero"`
	Charged time.Duration `json:"charged,omitzero"`
	// Draws is where the time came from, or went back to, in that order. The draws
	// with Held unset add up to Charged for a debit or a capture.
	Draws []Draw `json:"draws,omitzero"`
}

// Draw is time drawn from one source, or given back to it where Time is negative.
type Draw struct {
	// Rule is the id of the rule that named the source: "D6" for an allowance, "D7"
	// for a lot, "D8" for the overdraft.
	Rule string `json:"rule"`
	// Month is whose allowance it was; Lot is the id of the purchase or gift. One of
	// them is set, save for the overdraft.
	Month calendar.Month `json:"month,omitzero"`
	Lot   string         `json:"lot,omitzero"`
	Time  time.Duration  `json:"time"`
	// Cost is what the time had cost when it was bought, excluding VAT; 0 while it
	// is only held.
	Cost Cents `json:"cost,omitzero"`
	// Held says that the time is set aside and not used.
	Held bool `json:"held,omitzero"`
	// For is the id of the hold or debit that the time is for, where that is not the
	// entry itself.
	For string `json:"for,omitzero"`
}

// Cost returns what the time used had cost in all; it is negative where it goes
// back.
func (r *Receipt) Cost() Cents {
	var sum Cents
	for _, d := range r.Draws {
		sum += d.Cost
	}
	return sum
}

// Validate reports draws that do not add up to what a debit or a capture was
// charged, and draws whose source is not the one of their rule.
func (r *Receipt) Validate() error {
	var faults fault.List
	var drawn time.Duration
	for i, d := range r.Draws {
		month, lot := d.Month != calendar.Month{}, d.Lot != ""
		if month != (d.Rule == "D6") || lot != (d.Rule == "D7") || !month && !lot && d.Rule != "D8" {
			faults.Add(fault.Index("draws", i)+".rule", d.Rule, "must be D6 with a month, D7 with a lot, or D8 with neither")
		}
		if !d.Held {
			drawn += d.Time
		}
	}
	if r.Kind == Debit || r.Kind == Capture {
		faults.Check(drawn == r.Charged, "charged", r.Charged, "must be what the draws that are not held add up to")
	}
	return faults.Err()
}

// MarshalJSON implements json.Marshaler.
func (r Receipt) MarshalJSON() ([]byte, error) { return wire.Append(nil, r) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what Validate refuses.
func (r *Receipt) UnmarshalJSON(b []byte) error { return wire.Decode(b, r) }

// Receipt returns what the entry with an id did when it was applied. ok is false
// where there is no such entry.
func (a *Account) Receipt(id string) (r Receipt, ok bool) {
	i := a.find(id)
	if i == none {
		return Receipt{}, false
	}
	a.receipt(&r, i)
	return r, true
}

func (a *Account) find(id string) int32 {
	if a.months.loc == nil {
		return none
	}
	return a.index.find(a.texts, id, a.index.hash(id))
}

func (a *Account) receipt(dst *Receipt, i int32) {
	r := &a.records[i]
	dst.ID, dst.Kind, dst.At = a.texts[i].id, r.kind, instant(r.at)
	dst.Worked, dst.Charged = 0, 0
	switch r.kind {
	case Hold: // as it was before it was extended
		dst.Worked = time.Duration(r.time)
		dst.Charged = a.terms.Blocks.up(dst.Worked)
	case Extend, Capture, Debit:
		dst.Worked, dst.Charged = time.Duration(r.time), time.Duration(r.amount)
	}
	dst.Draws = dst.Draws[:0]
	for _, m := range a.movesOf(i) {
		dst.Draws = append(dst.Draws, a.drawOf(&m))
	}
}

// movesOf returns the moves made when record i was applied.
func (a *Account) movesOf(i int32) []move {
	end := len(a.moves)
	if int(i)+1 < len(a.records) {
		end = int(a.records[i+1].moves)
	}
	return a.moves[a.records[i].moves:end]
}

// drawOf shows a move.
func (a *Account) drawOf(m *move) Draw {
	d := Draw{Time: time.Duration(m.time), Cost: Cents(m.cents), Held: m.purpose == held}
	if m.owner != m.by {
		d.For = a.texts[m.owner].id
	}
	switch {
	case m.source >= 0:
		d.Rule, d.Lot = "D7", a.texts[a.lots[m.source].ref].id
	case m.source == overdrawn:
		d.Rule = "D8"
	default:
		d.Rule, d.Month = "D6", monthOf(allowanceOf(m.source))
	}
	return d
}
