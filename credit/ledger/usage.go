package ledger

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/internal/wire"
)

// Usage is what interventions came to. What was reversed does not count.
type Usage struct {
	Worked    time.Duration `json:"worked"`    // what that counts as: see credit.Part.Counted
	Charged   time.Duration `json:"charged"`   // Allowance + Credit + Overdrawn
	Allowance time.Duration `json:"allowance"` // drawn from the monthly allowance
	Credit    time.Duration `json:"credit"`    // drawn from lots
	Overdrawn time.Duration `json:"overdrawn,omitzero"`
	Cost      credit.Mills  `json:"cost"` // of what was drawn from lots
}

// MonthUsage is one month of an account. Granted = Usage.Allowance + Left + Lost.
type MonthUsage struct {
	Month calendar.Month `json:"month"`
	// Usage is what was worked, or what of it, that the month pays for (D5).
	Usage   Usage         `json:"usage"`
	Granted time.Duration `json:"granted"` // the month's allowance, of all plans in it
	Left    time.Duration `json:"left"`    // of it, while the month is not over
	Lost    time.Duration `json:"lost"`    // of it, once it is over: nothing is carried over
}

// Validate reports where the figures of m contradict each other.
func (m MonthUsage) Validate() error {
	var faults fault.List
	faults.Check(addUp(m.Granted, m.Usage.Allowance, m.Left, m.Lost),
		"granted", m.Granted, "must be usage.allowance + left + lost, none of them negative")
	return faults.Err()
}

// MarshalJSON implements json.Marshaler.
func (m MonthUsage) MarshalJSON() ([]byte, error) { return wire.Append(nil, &m) }

// UnmarshalJSON implements json.Unmarshaler.
func (m *MonthUsage) UnmarshalJSON(b []byte) error { return wire.Decode(b, m) }

// TicketUsage is what one ticket came to.
type TicketUsage struct {
	Ticket string `json:"ticket"`
	Usage  Usage  `json:"usage"`
}

// Validate reports where the figures of t contradict each other.
func (t TicketUsage) Validate() error {
	u, faults := t.Usage, fault.List{}
	faults.Check(addUp(u.Charged, u.Allowance, u.Credit, u.Overdrawn),
		"usage.charged", u.Charged, "must be allowance + credit + overdrawn, none of them negative")
	return faults.Err()
}

// MarshalJSON implements json.Marshaler.
func (t TicketUsage) MarshalJSON() ([]byte, error) { return wire.Append(nil, &t) }

// UnmarshalJSON implements json.Unmarshaler.
func (t *TicketUsage) UnmarshalJSON(b []byte) error { return wire.Decode(b, t) }

// Month returns the use of one month.
func (v View) Month(m calendar.Month) MonthUsage {
	out := MonthUsage{Month: m}
	if !m.Valid() || !v.ready() {
		return out
	}
	if u := v.byMonth()[fund.NumberOf(m)]; u != nil {
		out.Usage = *u
	}
	v.close(&out, v.planned())
	return out
}

// close works out what became of the rest of a month's allowance.
func (v View) close(m *MonthUsage, f *fund.Fund) {
	n := fund.NumberOf(m.Month)
	m.Granted = time.Duration(f.Granted(n))
	if over := m.Usage.Allowance - m.Granted; over > 0 { // late work has drawn what came back later
		m.Usage.Allowance -= over
		m.Usage.Overdrawn += over
	}
	rest := m.Granted - m.Usage.Allowance
	if f.Months.Start(n+1, &v.a.fund.Clock) <= v.at {
		m.Lost = rest
	} else {
		m.Left = rest
	}
}

// Months returns, in order, every month with use, and every one from the first with an
// allowance on up to that of the view's instant.
func (v View) Months() []MonthUsage {
	if !v.ready() {
		return nil
	}
	months := v.byMonth()
	f := v.planned()
	if len(f.PlanRows) > 0 {
		for n := f.Months.Of(f.PlanRows[0].From); n <= v.month(); n++ {
			if months[n] == nil {
				months[n] = new(Usage)
			}
		}
	}
	var out []MonthUsage
	for _, n := range slices.Sorted(maps.Keys(months)) {
		m := MonthUsage{Month: fund.MonthOf(n), Usage: *months[n]}
		v.close(&m, f)
		out = append(out, m)
	}
	return out
}

// Tickets returns the use of every ticket, sorted by its id. Interventions
// without a ticket are together under "".
func (v View) Tickets() []TicketUsage {
	if !v.ready() {
		return nil
	}
	usage := map[string]*Usage{}
	of := func(t int32) *Usage {
		name := v.a.ticket(t)
		if usage[name] == nil {
			usage[name] = new(Usage)
		}
		return usage[name]
	}
	for _, s := range v.sessions() {
		of(s.Ticket).Worked += time.Duration(s.Took)
	}
	v.drawn(func(m *fund.MoveRow) *Usage { return of(v.ticketOf(m)) })
	out := make([]TicketUsage, 0, len(usage))
	for ticket, u := range usage {
		out = append(out, TicketUsage{ticket, *u})
	}
	slices.SortFunc(out, func(x, y TicketUsage) int { return cmp.Compare(x.Ticket, y.Ticket) })
	return out
}

// byMonth returns the use of each month that has some.
func (v View) byMonth() map[int32]*Usage {
	usage := map[int32]*Usage{}
	of := func(n int32) *Usage {
		if usage[n] == nil {
			usage[n] = new(Usage)
		}
		return usage[n]
	}
	months := v.a.fund.Months
	sessions := v.sessions()
	begun := v.begun(sessions)
	for _, s := range sessions {
		if v.a.fund.Undivided() {
			first := begun[s.Ticket]
			of(months.Of(v.a.fund.DayOf(&first))).Worked += time.Duration(s.Took)
			continue
		}
		var one [1]fund.PartRow
		for _, p := range v.a.fund.PartsOf(&s, &one) {
			of(months.Of(p.Day)).Worked += time.Duration(p.Time)
		}
	}
	v.drawn(func(m *fund.MoveRow) *Usage { return of(v.allowanceOf(m).Month) })
	return usage
}

// begun returns the first of the sessions of each ticket.
func (v View) begun(sessions []fund.WorkRow) map[int32]fund.WorkRow {
	begun := map[int32]fund.WorkRow{}
	for _, s := range sessions {
		if first, ok := begun[s.Ticket]; !ok || s.At < first.At {
			begun[s.Ticket] = s
		}
	}
	return begun
}

// sessions returns the work of the view that was not taken back.
func (v View) sessions() []fund.WorkRow {
	gone := map[int32]bool{}
	for i := range int32(v.upto) { // at most credit.MaxEntries
		if r := v.a.records.At(i); r.kind == credit.Reversal && r.at <= v.at {
			gone[r.of] = true
		}
	}
	var out []fund.WorkRow
	for i := range int32(v.upto) { // at most credit.MaxEntries
		r := v.a.records.At(i)
		if (r.kind == credit.Debit || r.kind == credit.Capture) && r.at <= v.at && !gone[i] && r.time > 0 {
			out = append(out, *v.a.fund.WorkRows.At(r.ref))
		}
	}
	return out
}

// drawn adds what was drawn, each move to a usage of its own.
func (v View) drawn(of func(*fund.MoveRow) *Usage) {
	for n := range v.moves() {
		m := v.a.fund.MoveRows.At(n)
		if m.Share == fund.None || m.At > v.at {
			continue
		}
		u, t := of(m), time.Duration(m.Time)
		u.Charged += t
		switch m.Source {
		case fund.AllowanceSource:
			u.Allowance += t
		case fund.OverdrawnSource:
			u.Overdrawn += t
		default:
			u.Credit += t
			u.Cost += v.a.fund.Mills(m.Cents)
		}
	}
}

// MarshalJSON implements json.Marshaler.
func (u Usage) MarshalJSON() ([]byte, error) { return wire.Append(nil, &u) }

// UnmarshalJSON implements json.Unmarshaler.
func (u *Usage) UnmarshalJSON(b []byte) error { return wire.Decode(b, u) }
