package penalty

import (
	"cmp"
	"database/sql/driver"
	"math"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
)

// Outcome is how an incident stands to its guarantee.
type Outcome uint8

// The outcomes.
const (
	InTime  Outcome = iota // answered while the clock showed at most what was guaranteed
	Late                   // not answered by then
	Waiting                // unanswered as yet, and in time so far
)

var outcomeNames = []string{"in_time", "late", "waiting"}

// String returns the name that the JSON form uses, such as "in_time".
func (o Outcome) String() string { return enum.String(outcomeNames, "outcome", o) }

// MarshalText implements encoding.TextMarshaler with the name that String gives.
func (o Outcome) MarshalText() ([]byte, error) { return enum.Marshal(outcomeNames, "outcome", o) }

// UnmarshalText implements encoding.TextUnmarshaler; unknown names are refused.
func (o *Outcome) UnmarshalText(b []byte) error { return enum.Parse(o, outcomeNames, "outcome", b) }

// Value implements driver.Valuer with the text form; it refuses an unknown value.
func (o Outcome) Value() (driver.Value, error) { return column.Text(o.MarshalText()) }

// Scan implements sql.Scanner. It reads the text form and refuses all else, NULL too.
func (o *Outcome) Scan(src any) error { return column.Scan(o.UnmarshalText, "outcome", src) }

// Response is what Guarantee.Check found.
type Response struct {
	ID     string        `json:"id,omitzero"`
	Start  time.Time     `json:"start"`  // when the clock started
	Within time.Duration `json:"within"` // what was guaranteed
	// Due is when the clock shows Within: the deadline, zero while an open pause holds it off.
	Due      time.Time `json:"due,omitzero"`
	Answered time.Time `json:"answered,omitzero"` // zero: not yet
	Outcome  Outcome   `json:"outcome"`
	// Elapsed is the time on the guarantee's clock to the answer, or to the as-of
	// instant.
	Elapsed time.Duration `json:"elapsed"`
	// Margin is Within less Elapsed: what was to spare on the clock, or if it is negative
	// how late the answer is on it (D19). Overdue is how late it is in real time.
	Margin time.Duration `json:"margin"`
	// InHours says that the clock ran in opening hours only; else it ran around the clock.
	InHours bool `json:"in_hours,omitzero"`
	// Pauses are when the clock stood still, as far as that matters to Due or Elapsed, in
	// order and without overlap.
	Pauses []calendar.Pause `json:"pauses,omitzero"`
	// AsOf is, of an incident that is not answered, the instant up to which it was looked at.
	AsOf time.Time `json:"as_of,omitzero"`
}

// Overdue returns how long after Due the answer came, or had not come by the as-of instant,
// in real time: hours and later pauses do not matter. It is 0 if the answer is not late.
func (r Response) Overdue() time.Duration {
	if r.Outcome != Late {
		return 0
	}
	until := r.Answered
	if until.IsZero() {
		until = r.AsOf
	}
	return until.Round(0).Sub(r.Due.Round(0)) // without a monotonic reading
}

// Lateness returns how late a response is by a clause: on the clock of the guarantee, or
// in real time (RealTime, D19). It is 0 if it is not late.
func (t *Terms) Lateness(r *Response) time.Duration {
	if t.RealTime {
		return r.Overdue()
	}
	return max(0, -r.Margin)
}

// Validate refuses a response whose figures contradict each other.
func (r Response) Validate() error {
	var l fault.List
	enum.Check(&l, "outcome", outcomeNames, r.Outcome)
	l.Check(r.Margin == r.Within-r.Elapsed, "margin", r.Margin, "must be what is guaranteed less what the clock shows")
	l.Check((r.Outcome == Late) == (r.Margin < 0), "margin", r.Margin, "must be negative where the answer is late, and only there")
	l.Check(r.Elapsed >= 0, "elapsed", r.Elapsed, "must not be negative")
	l.Check(r.Answered.IsZero() || r.AsOf.IsZero(), "as_of", r.AsOf, "must be absent where the incident is answered")
	for i := range r.Pauses {
		l.In(fault.Index("pauses", i), r.Pauses[i].Validate())
	}
	return l.Err()
}

// MarshalJSON implements json.Marshaler.
func (r Response) MarshalJSON() ([]byte, error) { return wire.Append(nil, &r) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what Validate refuses.
func (r *Response) UnmarshalJSON(b []byte) error { return wire.Decode(b, r) }

// Attainment is how many incidents were answered in time, of a month for
// instance. Those that still wait count neither way.
type Attainment struct {
	InTime  int `json:"in_time"`
	Late    int `json:"late"`
	Waiting int `json:"waiting,omitzero"`
}

// Validate refuses negative counts.
func (a Attainment) Validate() error {
	var l fault.List
	l.Check(a.InTime >= 0, "in_time", a.InTime, "must not be negative")
	l.Check(a.Late >= 0, "late", a.Late, "must not be negative")
	l.Check(a.Waiting >= 0, "waiting", a.Waiting, "must not be negative")
	return l.Err()
}

// Ratio returns the share answered in time, reduced; 1 if none was due.
func (a Attainment) Ratio() Ratio { return a.share().Ratio() }

// Below reports whether the share answered in time is strictly below a goal such
// as 0.95.
func (a Attainment) Below(goal decimal.Decimal) bool { return a.share().Below(goal) }

// Percent is Availability.Percent of the share answered in time.
func (a Attainment) Percent(decimals int) string { return a.share().Percent(decimals) }

// share is the same share as an availability, whose arithmetic it borrows.
func (a Attainment) share() Availability {
	inTime := max(a.InTime, 0)
	late := min(max(a.Late, 0), math.MaxInt-inTime)
	return Availability{Down: time.Duration(late), Total: time.Duration(inTime + late)}
}

// MarshalJSON implements json.Marshaler.
func (a Attainment) MarshalJSON() ([]byte, error) { return wire.Append(nil, &a) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what Validate refuses.
func (a *Attainment) UnmarshalJSON(b []byte) error { return wire.Decode(b, a) }

// Penalty returns what the late ones among the responses cost under g.Late: how
// late each is (Terms.Lateness), up to 10 years, counts like the length of one outage,
// though two that are late at the same time stay two. Unless each is counted by itself
// (Terms.PerOutage), what they are late together is at most the length of the period.
// "5 % of the rent per answer missed" is
//
//	Terms{Target: 1, PerOutage: true, Lengths: []Length{{Credit: 0.05}}}
//
// Without g.Late nothing is owed (D19). The period is the one of the rent. If g.Late
// names no rules of its own, the assessment cites D19.
func (g Guarantee) Penalty(rent decimal.Decimal, period calendar.Interval, responses []Response) (Assessment, error) {
	free := Terms{Target: decimal.New(1, 0), Lengths: []Length{{}}}
	t := g.Late
	if t == nil {
		t = &free
	}
	u := t.money()
	if g.Late == nil {
		u = money.Any // nothing is owed in it
	}
	var lt, lc fault.List
	var f figures
	f.read(t, &lt)
	lt.In("", t.checkLate())
	c := Case{Rent: rent, Period: period}
	var w window
	units := w.read(&c, u, &lc)
	lc.Check(len(responses) <= MaxOutages, "responses", len(responses), "must not be more than 100000")
	if !lt.Empty() || !lc.Empty() {
		return Assessment{}, together("late", &lt, &lc)
	}
	d := downtime{total: t.total(&w, 0)}
	for i := range responses {
		r := &responses[i]
		late := min(t.Lateness(r), MaxPeriod)
		if r.Outcome != Late || late < t.MinOutage {
			continue
		}
		d.outages++
		d.each = append(d.each, late)
		d.down = min(d.down+late, d.total)
	}
	a := Assessment{Terms: *t, Rent: rent, Period: period}
	a.Terms.Rules = Rules{Target: cmp.Or(t.Rules.Target, "D19"), Rate: cmp.Or(t.Rules.Rate, "D19")}
	if err := a.settle(&f, &w, &d, units); err != nil {
		return Assessment{}, err
	}
	if g.Late == nil {
		a.Assumed |= D19
	}
	return a, nil
}
