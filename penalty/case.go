package penalty

import (
	"math"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/internal/zone"
)

// Case is what happened in one period of one contract. A rent, a period and
// outages make the plain case.
type Case struct {
	// Rent is the rent of the period (D17), in the currency of all amounts: from 0, with no more decimals than
	// Terms.Minor has.
	Rent decimal.Decimal `json:"rent" wire:"money"`
	// Period is the span that is assessed, which may be any interval; Terms.Period.Interval makes those of the
	// calendar.
	Period calendar.Interval `json:"period"`
	// Service, if it is not zero, is the part of the period in which the service ran (D16). Outages outside it
	// do not count.
	Service calendar.Interval `json:"service,omitzero"`
	// Breaks, in any order, are parts of the service in which it did not run after all, such as weeks on a plan
	// that promises nothing. They are no time of the service (D16).
	Breaks []calendar.Interval `json:"breaks,omitzero"`
	// Outages, in any order, may overlap (D13). How long one lasted is looked at whole (D35): one beside the
	// period may be part of one that reaches into it.
	Outages []Outage `json:"outages,omitzero"`
	// Exclusions, in any order, may overlap. One beside the period may take time off an outage that reaches out
	// of it, which decides whether that lasted long enough (D35).
	Exclusions []Exclusion `json:"exclusions,omitzero"`
	// AsOf is the instant up to which the facts are known (D15): what lies after it does not count yet. Zero is
	// the end of the period; it must be given if an outage is still open.
	AsOf time.Time `json:"as_of,omitzero"`
	// Charges is, with Terms.CapOf, what was charged: of the last months, of an invoice.
	Charges decimal.Decimal `json:"charges,omitzero" wire:"money"`
	// Owed is, with Terms.CapYear, what is owed for the earlier periods of the year, with Terms.CapLastMonths
	// for those of the last months.
	Owed decimal.Decimal `json:"owed,omitzero" wire:"money"`
	// Claims are when the customer claimed the penalty, in any order, none before the period. The first counts,
	// or with Terms.ClaimFrom the first one after each outage began. A claim after AsOf, if that is given, is
	// not known as yet.
	Claims []time.Time `json:"claims,omitzero"`
}

// claimed returns the first of the claims; zero is that there was none.
func (c *Case) claimed() (first time.Time) {
	for _, at := range c.Claims {
		first = zone.Earlier(first, at)
	}
	return first
}

// Validate reports every fault of the case that can be seen without the terms. Its amounts may have three
// decimals.
func (c Case) Validate() error {
	var l fault.List
	c.check(&l)
	return l.Err()
}

// MarshalJSON implements json.Marshaler.
func (c Case) MarshalJSON() ([]byte, error) { return wire.Append(nil, &c) }

// UnmarshalJSON implements json.Unmarshaler.
func (c *Case) UnmarshalJSON(b []byte) error { return wire.Decode(b, c) }

func (c *Case) check(l *fault.List) {
	var w window
	if w.read(c, money.Any, l); w.end == 0 {
		return
	}
	if len(c.Breaks) > 0 {
		w.breaks(c, l)
	}
	var d downtime
	d.gather(c, Earliest, &w, nil, nil, l)
}

// window is the time of a case in nanoseconds from the start of its period.
type window struct {
	sec, nano int64 // the start, in Unix time
	end       int64 // of the period
	from, to  int64 // of the service
	known     int64 // the as-of instant; far off where there is none
}

// most is how far from the start of a period an instant is told apart: 126 years
// either way, so that the difference of two fits 64 bits as well.
const most = 4_000_000_000

// at returns t in the window's time. It looks at no monotonic reading, which an
// instant taken with time.Now carries.
func (w *window) at(t time.Time) int64 {
	return min(max(t.Unix()-w.sec, -most), most)*1e9 + int64(t.Nanosecond()) - w.nano
}

// read records the faults of everything but the lists, and returns the rent in
// the unit of its currency. The end is zero if the lists cannot be looked at.
func (w *window) read(c *Case, u money.Unit, l *fault.List) (rent int64) {
	rent = money.CountUnsigned(l, u, "rent", c.Rent)
	w.sec, w.nano = c.Period.Start.Unix(), int64(c.Period.Start.Nanosecond())
	w.known = math.MaxInt64
	w.end = w.at(c.Period.End)
	w.to = w.end
	if w.end <= 0 || w.end > int64(MaxPeriod) {
		l.Add("period", spanText(c.Period), "must end after it starts, 10 years later at most")
		w.end = 0
		return rent
	}
	if c.Service != (calendar.Interval{}) {
		w.from, w.to = w.at(c.Service.Start), w.at(c.Service.End)
		if w.from < 0 || w.from >= w.to || w.to > w.end {
			l.Add("service", spanText(c.Service), "must be a part of the period")
		}
	}
	if !c.AsOf.IsZero() {
		w.known = w.at(c.AsOf)
		if w.known < 0 {
			l.Add("as_of", c.AsOf, "must not be before the period, "+c.Period.Start.Format(time.RFC3339Nano))
		}
	}
	if !c.Charges.IsZero() {
		money.CountUnsigned(l, u, "charges", c.Charges)
	}
	if !c.Owed.IsZero() {
		money.CountUnsigned(l, u, "owed", c.Owed)
	}
	for i, at := range c.Claims {
		if w.at(at) < 0 {
			l.Add(fault.Index("claims", i), at, "must not be before the period, "+c.Period.Start.Format(time.RFC3339Nano))
		}
	}
	if most := max(len(c.Outages), len(c.Exclusions), len(c.Claims)); most > MaxOutages {
		l.Add("outages", most, "must not be more than 100000, nor the exclusions and the claims")
		w.end = 0
	}
	return rent
}

// maxBreaks is how many breaks one case may have.
const maxBreaks = 1000

// breaks returns the breaks of a case, sorted and joined, and records their faults.
func (w *window) breaks(c *Case, l *fault.List) []piece {
	if len(c.Breaks) > maxBreaks {
		l.Add("breaks", len(c.Breaks), "must not be more than 1000")
		return nil
	}
	ps := make([]piece, len(c.Breaks))
	for i, b := range c.Breaks {
		ps[i] = piece{start: w.at(b.Start), end: w.at(b.End)}
		if ps[i].start >= ps[i].end || ps[i].start < w.from || ps[i].end > w.to {
			l.Add(fault.Index("breaks", i), spanText(b), "must be a part of the service")
		}
	}
	ps = merged(ps)
	if ps[0].start <= w.from && ps[0].end >= w.to {
		l.Add("breaks", len(c.Breaks), "must leave some of the service")
	}
	return ps
}

// checkOutage records the faults of one outage and reports whether it has any.
func (c *Case) checkOutage(l *fault.List, i int) bool {
	o := &c.Outages[i]
	var own fault.List
	o.check(&own)
	if own.Empty() {
		own.Check(!o.End.IsZero() || !c.AsOf.IsZero(), "end", nil, "must be given, or as_of, up to which an open outage counts")
	}
	if !own.Empty() {
		l.In(fault.Index("outages", i), own.Err())
	}
	return own.Empty()
}

func (c *Case) checkExclusion(l *fault.List, i int) {
	x := &c.Exclusions[i]
	var own fault.List
	x.check(&own)
	if !own.Empty() {
		l.In(fault.Index("exclusions", i), own.Err())
	}
}

// few is how many outages are compared with each other one by one, without a map.
const few = 8

// checkIDs refuses different outages under one id.
func (c *Case) checkIDs(l *fault.List) {
	var first map[string]int
	if len(c.Outages) > few {
		first = make(map[string]int, len(c.Outages))
	}
	for i := range c.Outages {
		o := &c.Outages[i]
		if o.ID == "" {
			continue
		}
		j := i
		if first == nil {
			for j = 0; c.Outages[j].ID != o.ID; j++ {
			}
		} else if k, ok := first[o.ID]; ok {
			j = k
		} else {
			first[o.ID] = i
		}
		if j != i && !o.equal(&c.Outages[j]) {
			l.Add(fault.Index("outages", i)+".id", o.ID, "must not name two different outages, see "+fault.Index("outages", j))
		}
	}
}

func spanText(i calendar.Interval) string {
	return i.Start.Format(time.RFC3339Nano) + "/" + i.End.Format(time.RFC3339Nano)
}
