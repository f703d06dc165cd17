package credit

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// Usage is what interventions came to. What was reversed does not count.
type Usage struct {
	Worked    time.Duration `json:"worked"`
	Charged   time.Duration `json:"charged"`   // Allowance + Credit + Overdrawn
	Allowance time.Duration `json:"allowance"` // drawn from the monthly allowance
	Credit    time.Duration `json:"credit"`    // drawn from lots
	Overdrawn time.Duration `json:"overdrawn,omitzero"`
	Cost      Cents         `json:"cost"` // of what was drawn from lots
}

func (u *Usage) add(o Usage) {
	u.Worked += o.Worked
	u.Charged += o.Charged
	u.Allowance += o.Allowance
	u.Credit += o.Credit
	u.Overdrawn += o.Overdrawn
	u.Cost += o.Cost
}

// MonthUsage is one month of an account. Granted = Usage.Allowance + Held +
// Left + Lost.
type MonthUsage struct {
	Month calendar.Month `json:"month"`
	// Usage is what was worked in the interventions that the month pays for (D5).
	// Where they are split at midnight, credit and cost count in the month in which
	// the intervention starts.
	Usage   Usage         `json:"usage"`
	Granted time.Duration `json:"granted"` // the month's allowance
	Held    time.Duration `json:"held"`    // of it, by open holds
	Left    time.Duration `json:"left"`    // of it, while the month is not over
	Lost    time.Duration `json:"lost"`    // of it, once it is over: nothing is carried over
}

// Validate reports where the figures of m contradict each other.
func (m MonthUsage) Validate() error {
	var faults fault.List
	faults.Check(addUp(m.Granted, m.Usage.Allowance, m.Held, m.Left, m.Lost),
		"granted", m.Granted, "must be usage.allowance + held + left + lost, none of them negative")
	return faults.Err()
}

// MarshalJSON implements json.Marshaler.
func (m MonthUsage) MarshalJSON() ([]byte, error) { return wire.Append(nil, m) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what Validate refuses.
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
func (t TicketUsage) MarshalJSON() ([]byte, error) { return wire.Append(nil, t) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what Validate refuses.
func (t *TicketUsage) UnmarshalJSON(b []byte) error { return wire.Decode(b, t) }

// Month returns the use of one month.
func (v View) Month(m calendar.Month) MonthUsage {
	out := MonthUsage{Month: m}
	if !m.Valid() || v.a.months.loc == nil {
		return out
	}
	n := numberOf(m)
	v.uses(func(_, month int32, u Usage, h time.Duration) {
		if month == n {
			out.Usage.add(u)
			out.Held += h
		}
	})
	v.close(&out, n)
	return out
}

// close works out what became of the rest of a month's allowance.
func (v View) close(m *MonthUsage, n int32) {
	m.Granted = time.Duration(v.granted(n))
	rest := m.Granted - m.Usage.Allowance - m.Held
	if v.a.months.start(n+1) <= v.at {
		m.Lost = rest
	} else {
		m.Left = rest
	}
}

// Months returns, in order, every month with use or with an allowance from the
// first on up to the one of the view's instant.
func (v View) Months() []MonthUsage {
	var out []MonthUsage
	row := func(n int32) *MonthUsage {
		at, found := slices.BinarySearchFunc(out, n, func(m MonthUsage, n int32) int { return cmp.Compare(numberOf(m.Month), n) })
		if !found {
			out = slices.Insert(out, at, MonthUsage{Month: monthOf(n)})
		}
		return &out[at]
	}
	v.uses(func(_, n int32, u Usage, h time.Duration) {
		m := row(n)
		m.Usage.add(u)
		m.Held += h
	})
	if first, ok := v.firstGrant(); ok {
		for n := first; n <= v.a.months.of(v.at); n++ {
			row(n)
		}
	}
	for i := range out {
		v.close(&out[i], numberOf(out[i].Month))
	}
	return out
}

func (v View) firstGrant() (month int32, ok bool) {
	month = math.MaxInt32
	for i := range v.records() {
		if r := &v.a.records[i]; r.kind == Allowance {
			month, ok = min(month, int32(r.amount)), true // a month
		}
	}
	return month, ok
}

// Tickets returns the use of every ticket, sorted by its id. Interventions
// without a ticket are together under "".
func (v View) Tickets() []TicketUsage {
	byTicket := map[string]*Usage{}
	v.uses(func(debit, _ int32, u Usage, _ time.Duration) {
		ticket := v.a.texts[debit].ticket
		switch r := &v.a.records[debit]; r.kind {
		case Capture:
			ticket = v.a.texts[r.of].ticket
		case Hold:
			return
		}
		if byTicket[ticket] == nil {
			byTicket[ticket] = new(Usage)
		}
		byTicket[ticket].add(u)
	})
	out := make([]TicketUsage, 0, len(byTicket))
	for ticket, u := range byTicket {
		out = append(out, TicketUsage{ticket, *u})
	}
	slices.SortFunc(out, func(x, y TicketUsage) int { return cmp.Compare(x.Ticket, y.Ticket) })
	return out
}

// uses calls add for everything that a debit or a capture, or the reversal of
// one, adds to a month; and with a hold and h for what it holds of a month's
// allowance.
func (v View) uses(add func(debit, month int32, u Usage, h time.Duration)) {
	for i := range v.records() {
		r := &v.a.records[i]
		if r.at > v.at {
			continue
		}
		switch r.kind {
		case Debit, Capture:
			v.work(i, 1, add)
		case Reversal:
			v.work(r.of, -1, add)
		}
		for _, m := range v.a.movesOf(i) {
			if m.at > v.at {
				continue
			}
			v.drawn(&m, add)
		}
	}
}

// work adds the time worked and charged of a debit, by month.
func (v View) work(i int32, sign time.Duration, add func(debit, month int32, u Usage, h time.Duration)) {
	r := &v.a.records[i]
	start := v.a.months.of(r.at)
	if v.a.terms.Paying == StartMonth {
		add(i, start, Usage{Worked: sign * time.Duration(r.time), Charged: sign * time.Duration(r.amount)}, 0)
		return
	}
	parts, _ := v.a.split(r, start, nil)
	for _, p := range parts {
		add(i, p.source, Usage{Charged: sign * time.Duration(p.time)}, 0)
	}
	for _, p := range v.a.workedBy(r) {
		add(i, p.source, Usage{Worked: sign * time.Duration(p.time)}, 0)
	}
}

// workedBy returns the time worked of a debit or a capture by month, not rounded.
func (a *Account) workedBy(r *record) []share {
	s := splitter{a: a, exact: true}
	s.addAll(r)
	return s.parts
}

// drawn adds a move to the month that it belongs to.
func (v View) drawn(m *move, add func(debit, month int32, u Usage, h time.Duration)) {
	owner, t := m.owner, time.Duration(m.time)
	switch {
	case m.purpose == refunded:
	case m.source < overdrawn && m.purpose == held:
		add(owner, allowanceOf(m.source), Usage{}, t)
	case m.purpose == held:
	case m.source < overdrawn:
		add(owner, allowanceOf(m.source), Usage{Allowance: t}, 0)
	case m.source == overdrawn:
		add(owner, v.a.months.of(v.a.records[owner].at), Usage{Overdrawn: t}, 0)
	default:
		add(owner, v.a.months.of(v.a.records[owner].at), Usage{Credit: t, Cost: Cents(m.cents)}, 0)
	}
}
