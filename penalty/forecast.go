package penalty

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// Outlook says when an outage that is still open will cost more, should it last. An instant is zero if that
// has come already, or will not come in the period.
type Outlook struct {
	// Now is the case as it stands at its as-of instant.
	Now Assessment `json:"now"`
	// MissedAt is the last instant at which the target is met.
	MissedAt time.Time `json:"missed_at,omitzero"`
	// NextAt is when the next step of the penalty is reached: the target missed, a unit begun or full (pro rata,
	// another whole unit), another date, a band, a length.
	NextAt time.Time `json:"next_at,omitzero"`
	// NextAmount is what is owed from NextAt on, if that need not be claimed or is; zero if NextAt is.
	NextAmount decimal.Decimal `json:"next_amount" wire:"money"`
	// CappedAt is when the cap of the period is reached.
	CappedAt time.Time `json:"capped_at,omitzero"`
}

// Validate refuses what Assessment.Validate refuses of Now.
func (o Outlook) Validate() error { return fault.In("now", o.Now.Validate()) }

// MarshalJSON implements json.Marshaler.
func (o Outlook) MarshalJSON() ([]byte, error) { return wire.Append(nil, &o) }

// UnmarshalJSON implements json.Unmarshaler.
func (o *Outlook) UnmarshalJSON(b []byte) error { return wire.Decode(b, o) }

// Forecast looks ahead from the as-of instant of a case in which an outage is still open; it refuses a case
// without one. Outages that begin after that instant are left out.
func Forecast(t Terms, c Case) (Outlook, error) {
	now, err := Assess(t, c)
	if err != nil {
		return Outlook{}, err
	}
	c.Outages = slices.DeleteFunc(slices.Clone(c.Outages), func(o Outage) bool {
		begin, ok := o.began(t.From)
		return !ok || !begin.Before(c.AsOf)
	})
	if !slices.ContainsFunc(c.Outages, func(o Outage) bool { return o.End.IsZero() && o.Excluded == Counts }) {
		return Outlook{}, fault.New("outages", nil, "must have one that is still open and not excluded")
	}
	o := Outlook{Now: now}
	t.ClaimWithin, t.ClaimFrom = ClaimTime{}, PeriodEnd // as if it were claimed
	s := newSight(&t, &c)
	start := s.view(s.w.known)
	if at, ok := s.first(func(v view) bool { return v.missed }); ok && !start.missed {
		o.MissedAt = s.instant(at - 1)
	}
	if at, ok := s.first(func(v view) bool { return v.step > start.step }); ok {
		o.NextAt = s.boundary(at)
		c.AsOf = s.instant(at)
		next, err := Assess(t, c)
		if err != nil {
			return Outlook{}, err
		}
		o.NextAmount = next.Amount
	}
	if at, ok := s.first(func(v view) bool { return v.capped }); ok && !start.capped {
		o.CappedAt = s.boundary(at)
	}
	return o, nil
}

// view is how far a penalty has come at some instant.
type view struct {
	missed, capped bool
	step           int64         // grows with each step of the penalty
	penalised      int64         // outages of which more than nothing is
	down           time.Duration // what counts
}

// sight assesses one case as of any instant, in nanoseconds from its period's
// start.
type sight struct {
	t    *Terms
	c    *Case
	f    figures
	w    window
	rent int64
}

// newSight looks at terms and a case that Assess has accepted.
func newSight(t *Terms, c *Case) *sight {
	var l fault.List
	s := &sight{t: t, c: c}
	s.f.read(t, &l)
	s.rent = s.w.read(c, t.money(), &l)
	return s
}

func (s *sight) view(at int64) view {
	var l fault.List
	w := s.w
	w.known = at
	var d downtime
	d.measure(s.t, s.c, &w, &l)
	a := Assessment{
		Terms: *s.t, Period: s.c.Period, Service: s.c.Service, Breaks: s.c.Breaks, Charges: s.c.Charges, Owed: s.c.Owed,
		Availability: Availability{d.down, d.total}, Outages: d.outages,
	}
	a.judge(&s.f)
	v := view{missed: a.Missed, down: d.down}
	if !v.missed {
		return v
	}
	var o owed
	rent := a.base(s.rent)
	err := a.owed(&o, &s.f, &d, rent)
	switch unit := int64(s.f.unit); {
	case len(s.t.Bands) > 0:
		v.step = int64(s.t.band(a.Availability)) + 1
	case len(s.t.Numbers) > 0:
		v.step = int64(s.t.number(d.outages)) + 1
	case len(s.t.Lengths) > 0:
		v.step = o.whole.low
	case s.t.Counting == ProRata || s.f.lump > 0:
		v.step = o.whole.low/unit + 1 // the first with the target missed
	default:
		v.step = o.whole.low / unit
	}
	v.penalised = o.penalised
	c := a.ceiling(&s.f, rent)
	v.capped = !s.t.Uncapped && rent > 0 && (err != nil || c.compare(&o, rent) >= 0)
	return v
}

// first returns the first instant of the service, from the as-of instant on and
// within the period, at which is holds. is must go on holding from then on, as more
// downtime never takes a penalty back.
func (s *sight) first(is func(view) bool) (int64, bool) {
	// An outage at the very end may reach the length from which it counts later.
	end := s.w.end + int64(s.t.MinOutage)
	lo, hi := max(s.w.known, s.w.from), end+1 // is does not hold before lo, and does from hi on
	for lo < hi {
		if mid := lo + (hi-lo)/2; is(s.view(mid)) {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo, lo <= end
}

// boundary returns the instant to name for a step first seen at an instant. A
// step taken by exceeding something is seen a nanosecond after what it exceeds; one that is
// taken by reaching something is not, nor one that is taken as more comes to count at once: an
// outage that has lasted long enough, or another whole unit of it.
func (s *sight) boundary(at int64) time.Time {
	before, now := s.view(at-1), s.view(at)
	exceeds := s.t.Counting == Begun || s.t.Counting == CalendarDays
	switch {
	case s.t.Grain > 0 || now.down-before.down > 1:
		exceeds = false
	case !before.missed:
		exceeds = !s.f.target.at
	case len(s.t.Bands) > 0: // by the band that is entered
		exceeds = !s.t.Bands[now.step-1].Through || !s.t.Figure.IsZero()
	case len(s.t.Numbers) > 0: // by what counts of one more at all
		exceeds = true
	case len(s.t.Lengths) > 0: // by what an outage is penalised for at all
		exceeds = now.penalised > before.penalised
	}
	if exceeds {
		at--
	}
	return s.instant(at)
}

func (s *sight) instant(at int64) time.Time { return s.c.Period.Start.Add(time.Duration(at)) }
