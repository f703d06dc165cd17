package ledger

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/internal/wire"
)

// Receipt says what one entry did.
type Receipt struct {
	ID   string      `json:"id"`
	Kind credit.Kind `json:"kind"`
	At   time.Time   `json:"at"`
	// Worked is the time worked or estimated. Charged is what work adds to the blocks of its ticket (D1, S19),
	// or what an estimate reserves in blocks. Both are 0 for other entries.
	Worked  time.Duration `json:"worked,omitzero"`
	Charged time.Duration `json:"charged,omitzero"`
	// Draws is where time came from, or went back to, in that order. For a debit or a capture those that are not
	// for another ticket add up to Charged. A hold draws nothing (D38).
	Draws []Draw `json:"draws,omitzero"`
}

// Draw is time drawn from one source, or given back to it if Time is negative.
type Draw struct {
	// Rule is the id of the rule that named the source: "D6" for an allowance, "D7" for a lot, "D8" for the
	// overdraft; "D30" for what a refund takes from a lot, "D32" for what is forfeited or goes to another
	// account.
	Rule string `json:"rule"`
	// Month is whose allowance it was; Lot is the id of the purchase or gift. One of them is set, save for the
	// overdraft.
	Month calendar.Month `json:"month,omitzero"`
	Lot   string         `json:"lot,omitzero"`
	Time  time.Duration  `json:"time"`
	// Cost is what the time had cost when it was bought, excluding VAT; of a refund it is what is given back.
	Cost credit.Mills `json:"cost,omitzero"`
	// For is whom the time is for if that is not the entry's own ticket: the ticket, or the id of the debit if
	// that has none.
	For string `json:"for,omitzero"`
}

// Cost returns what the time used had cost in all; it is negative if it goes back.
func (r *Receipt) Cost() credit.Mills {
	var sum credit.Mills
	for _, d := range r.Draws {
		sum += d.Cost
	}
	return sum
}

// Validate reports draws that do not add up to what a debit or a capture was charged, and draws whose source
// is not the one of their rule.
func (r *Receipt) Validate() error {
	var faults fault.List
	var drawn time.Duration
	for i, d := range r.Draws {
		month, lot := d.Month != calendar.Month{}, d.Lot != ""
		of := d.Rule == "D7" || d.Rule == "D30" || d.Rule == "D32"
		if month != (d.Rule == "D6") || lot != of || !month && !lot && d.Rule != "D8" {
			faults.Add(fault.Index("draws", i)+".rule", d.Rule, "must be D6 with a month, D7, D30 or D32 with a lot, or D8 with neither")
		}
		if d.For == "" {
			drawn += d.Time
		}
	}
	if r.Kind == credit.Debit || r.Kind == credit.Capture {
		faults.Check(drawn == r.Charged, "charged", r.Charged, "must be what the draws for it add up to")
	}
	return faults.Err()
}

// MarshalJSON implements json.Marshaler.
func (r Receipt) MarshalJSON() ([]byte, error) { return wire.Append(nil, &r) }

// UnmarshalJSON implements json.Unmarshaler.
func (r *Receipt) UnmarshalJSON(b []byte) error { return wire.Decode(b, r) }

// Receipt returns what the entry with an id did when it was applied. ok is false if there is no such entry.
func (a *Account) Receipt(id string) (r Receipt, ok bool) {
	i := a.find(id)
	if i == fund.None {
		return Receipt{}, false
	}
	a.receipt(&r, i)
	return r, true
}

func (a *Account) find(id string) int32 {
	i, _ := a.ids.find(id)
	return i
}

func (a *Account) receipt(dst *Receipt, i int32) {
	r := a.records.At(i)
	*dst = Receipt{ID: a.ids.at(i), Kind: r.kind, At: fund.Instant(r.at)}
	for n, end := r.moves, a.movesUpTo(i); n < end; n++ {
		d := a.drawOf(r, n)
		if d.For == "" {
			dst.Charged += d.Time
		}
		dst.Draws = append(dst.Draws, d)
	}
	switch r.kind {
	case credit.Hold, credit.Extend: // a hold as it was before it was extended
		dst.Worked, dst.Charged = time.Duration(r.time), time.Duration(r.amount)
	case credit.Debit, credit.Capture:
		dst.Worked = time.Duration(r.time)
	default:
		dst.Charged = 0
	}
}

// movesUpTo returns how many moves were made up to when record i was applied: the ones
// from its own first one on are its.
func (a *Account) movesUpTo(i int32) int32 {
	if int(i)+1 < a.records.Len() {
		return a.records.At(i + 1).moves
	}
	return int32(a.fund.MoveRows.Len()) // below fund.MaxMoves
}

// drawOf shows a move that was made when a record was applied.
func (a *Account) drawOf(r *record, n int32) Draw {
	m := a.fund.MoveRows.At(n)
	d := Draw{Time: time.Duration(m.Time), Cost: a.fund.Mills(m.Cents)}
	ticket := r.ticket
	if m.Share != fund.None {
		ticket = a.fund.ShareRows.At(m.Share).Ticket
	}
	if ticket != r.ticket {
		d.For = a.name(ticket)
	}
	switch m.Source {
	case fund.OverdrawnSource:
		d.Rule = "D8"
	case fund.AllowanceSource:
		d.Rule, d.Month = "D6", a.fund.AllowanceRows[a.fund.ShareRows.At(m.Share).Key].Called
	default:
		d.Rule, d.Lot = "D7", a.lotID(m.Source)
	}
	if m.Share == fund.None {
		if d.Rule = "D32"; m.KindOf() == credit.Refund {
			d.Rule = "D30"
		}
	}
	return d
}

// name returns what a ticket is called: its name, or the id of its first entry.
func (a *Account) name(ticket int32) string {
	if name := a.ticket(ticket); name != "" {
		return name
	}
	return a.ids.at(a.fund.TicketRows.At(ticket).Entry)
}

// lotID returns the id of the purchase or gift that a lot is of.
func (a *Account) lotID(lot int32) string { return a.ids.at(a.fund.LotRows[lot].Entry) }

// MarshalJSON implements json.Marshaler.
func (d Draw) MarshalJSON() ([]byte, error) { return wire.Append(nil, &d) }

// UnmarshalJSON implements json.Unmarshaler.
func (d *Draw) UnmarshalJSON(b []byte) error { return wire.Decode(b, d) }
