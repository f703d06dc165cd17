package response

import (
	"database/sql/driver"
	"errors"
	"math"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
)

// Quota is a promise about the share of a period's tickets that are in time, and what it costs to miss it:
// "95 % within 45 minutes, else 5 % of the rent, below 80 % 10 %" is
//
//	Quota{
//		Kind: ToRespond, Within: 45 * time.Minute, Target: 0.95,
//		Bands: []penalty.Band{{From: 0.8, Below: 0.95, Credit: 0.05}, {Below: 0.8, Credit: 0.1}},
//	}
//
// A promise about a percentile is the same: the 95th is at most 45 minutes exactly if 95 % are within 45
// minutes.
type Quota struct {
	Kind GoalKind `json:"kind"`
	// Priorities are those whose tickets count, by their names, which rows of the Targets have; none is all.
	Priorities []string `json:"priorities,omitzero"`
	// Within is what the clock of a goal may show at most to count as in time; zero is what was promised of
	// each.
	Within time.Duration `json:"within,omitzero" wire:"zero: what was promised of each"`
	// Target is the share promised, above 0 and up to 1. Only what lies strictly below it is missed (D9).
	Target decimal.Decimal `json:"target"`
	// Least is the number of goals decided from which the share says anything: of fewer nothing is owed. Zero is
	// one.
	Least int `json:"least,omitzero" wire:"zero: one"`
	// Percentile asks for the time that this share of the decided goals kept to, QuotaResult.Percentile: 0.95
	// for the 95th, above 0 and up to 1, with at most nine decimals. Zero asks for none.
	Percentile decimal.Decimal `json:"percentile,omitzero"`
	// Bands are the credits by the share in time, as in penalty.Terms; without any nothing is owed.
	Bands []penalty.Band `json:"bands,omitzero"`
	// Basis is what a credit is of, Rent or Amount.
	Basis penalty.Basis `json:"basis,omitzero"`
	// Uncapped allows a credit of more than the rent (D12).
	Uncapped bool `json:"uncapped,omitzero"`
	// Rounding is how the amount becomes whole units of Minor (D21).
	Rounding penalty.Rounding `json:"rounding,omitzero"`
	// Minor is the smallest unit of the currency of all amounts, the rent too.
	Minor penalty.Minor `json:"minor,omitzero"`
	// Stated are the decisions that the clause itself settles; a result names the others as assumptions.
	Stated penalty.Decisions `json:"stated,omitzero"`
}

// maxLeast is the largest Least.
const maxLeast = 1_000_000_000

// Validate refuses figures outside their limits, bases of time, and what penalty.Terms refuse of a target and
// of bands.
func (q Quota) Validate() error {
	var l fault.List
	enum.Check(&l, "kind", goalKindNames, q.Kind)
	l.Check(q.Within >= 0 && q.Within <= penalty.MaxPeriod, "within", q.Within, "must lie between 0 and 10 years")
	l.Check(q.Least >= 0 && q.Least <= maxLeast, "least", q.Least, "must lie between 0 and 1000000000")
	l.Check(q.Basis == penalty.Rent || q.Basis == penalty.Amount, "basis", q.Basis, "must be rent or amount")
	if l.Check(len(q.Priorities) <= maxPriorities, "priorities", len(q.Priorities), "must not be more than 1000"); len(q.Priorities) <= maxPriorities {
		for i, name := range q.Priorities {
			l.Text(fault.Index("priorities", i), name, maxName, text.BadLine)
		}
	}
	_, ok := money.Billionths(q.Percentile, billion)
	l.Check(ok, "percentile", q.Percentile, "must lie between 0 and 1, with at most nine decimals")
	t := q.terms()
	l.In("", t.Validate())
	return l.Err()
}

// terms are the clause in the form in which its bands are checked and found.
func (q *Quota) terms() penalty.Terms {
	t := penalty.Terms{Target: q.Target, Bands: q.Bands, Basis: q.Basis, Uncapped: q.Uncapped, Rounding: q.Rounding, Minor: q.Minor, Stated: q.Stated}
	if len(q.Bands) == 0 {
		t.Lengths = []penalty.Length{{}} // nothing is owed
	}
	return t
}

// attain counts the goals of the quota whose clock started in a period. It appends the times of those that
// are decided to a list, unless that is nil.
func (q *Quota) attain(standings []Standing, period calendar.Interval, times []time.Duration) (a Attainment, _ []time.Duration) {
	for i := range standings {
		s := &standings[i]
		within := s.Within
		if q.Within != 0 {
			within = q.Within
		}
		switch {
		case !period.Contains(s.Start):
			continue
		case s.Kind != q.Kind || len(q.Priorities) > 0 && !slices.Contains(q.Priorities, s.Priority):
			continue
		case s.Elapsed > within:
			a.Late++
		case !s.Reached.IsZero():
			a.InTime++
		case s.State != GoalDropped:
			a.Waiting++
			continue
		default:
			continue
		}
		if times != nil {
			times = append(times, s.Elapsed)
		}
	}
	return a, times
}

// QuotaResult is what a quota costs in a period, with what led there.
type QuotaResult struct {
	Quota  Quota             `json:"quota"`
	Rent   decimal.Decimal   `json:"rent" wire:"money"`
	Period calendar.Interval `json:"period"`
	// Attainment is how many goals were in time, of those whose clock started in the period.
	Attainment Attainment `json:"attainment"`
	// Share is the share in time, exact; 1 if none was decided.
	Share penalty.Ratio `json:"share"`
	// Percentile is what Quota.Percentile asks for, the nearest rank. What is late and not reached counts with
	// what its clock shows so far. It is zero if none was decided.
	Percentile time.Duration `json:"percentile,omitzero"`
	// Few says that fewer goals than Quota.Least were decided: nothing is owed.
	Few bool `json:"few,omitzero"`
	// Missed says that the share is strictly below the target (D9), and not of too few.
	Missed bool `json:"missed,omitzero"`
	// Band is the one that the share falls in, if the target is missed.
	Band *penalty.Band `json:"band,omitzero"`
	// Amount is what is owed to the customer: the credit of the rent, rounded once (D21).
	Amount decimal.Decimal `json:"amount" wire:"money"`
	// Capped says that it is the rent, the credit being more (D12).
	Capped bool `json:"capped,omitzero"`
	// Provisional says that goals are still undecided (D15).
	Provisional bool `json:"provisional,omitzero"`
	// Assumed are the decisions that the result rests on and that the clause does not settle.
	Assumed penalty.Decisions `json:"assumed,omitzero"`
}

// Rank returns which of the decided goals Percentile is the time of, in the order of their times, from 1; 0
// if there is none.
func (r QuotaResult) Rank() int {
	decided := r.Attainment.InTime + r.Attainment.Late
	nano, ok := money.Billionths(r.Quota.Percentile, billion)
	if !ok || nano == 0 || decided <= 0 {
		return 0
	}
	return rank(nano, decided)
}

// assumed returns the decisions that a result rests on.
func (r *QuotaResult) assumed() (used penalty.Decisions) {
	if r.Attainment.InTime+r.Attainment.Late > 0 {
		used |= penalty.D9
	}
	if r.Missed && len(r.Quota.Bands) > 0 {
		used |= penalty.D12 | penalty.D21
	}
	if r.Provisional {
		used |= penalty.D15
	}
	return used &^ r.Quota.Stated
}

// Assumptions returns the decisions of Assumed with what was chosen for each, in order.
func (r QuotaResult) Assumptions() []penalty.Assumption {
	t := r.Quota.terms()
	return t.Choices(r.Assumed)
}

// Assess says what the quota costs in a period, the one of the rent: of the standings of any tickets, those
// count whose clock started in it, whenever they are decided. A goal counts neither way if it was dropped in
// time (D37), and waits if it still can be in time. The rent must not be negative.
func (q Quota) Assess(rent decimal.Decimal, period calendar.Interval, standings []Standing) (QuotaResult, error) {
	var lq, lc fault.List
	lq.In("quota", q.Validate())
	u := money.Unit(q.Minor)
	units := money.CountUnsigned(&lc, u, "rent", rent)
	lc.In("", penalty.Case{Period: period}.Validate())
	if !lq.Empty() || !lc.Empty() {
		lq.In("", lc.Err())
		return QuotaResult{}, lq.Err()
	}
	r := QuotaResult{Quota: q, Rent: rent, Period: period, Amount: u.Decimal(0)}
	var times []time.Duration
	if q.Percentile.Sign() > 0 {
		times = make([]time.Duration, 0, len(standings))
	}
	if r.Attainment, times = q.attain(standings, period, times); len(times) > 0 {
		r.Percentile, _ = Percentile(q.Percentile, times) // of a valid quota
	}
	r.Share = r.Attainment.Ratio()
	r.Few = r.Attainment.InTime+r.Attainment.Late < max(q.Least, 1)
	r.Missed = !r.Few && r.Attainment.Below(q.Target)
	r.Provisional = r.Attainment.Waiting > 0
	r.Assumed = r.assumed()
	if !r.Missed || len(q.Bands) == 0 {
		return r, nil
	}
	t := q.terms()
	band, _ := t.Band(r.Attainment.share())
	r.Band = &band
	owed, capped, ok := q.owed(band.Credit, units)
	if !ok {
		return QuotaResult{}, u.Exceeded("amount")
	}
	r.Amount, r.Capped = u.Decimal(owed), capped
	return r, nil
}

// owed returns what the credit of a band comes to in units of Minor, and whether the rent is less.
// ok is false if no amount can hold it.
func (q *Quota) owed(of decimal.Decimal, rent int64) (units int64, capped, ok bool) {
	credit, _ := money.Billionths(of, math.MaxInt64) // of a valid quota
	most := int64(billion)
	if q.Basis == penalty.Amount {
		credit, most = money.Unit(q.Minor).Count(of), rent
	}
	switch {
	case !q.Uncapped && credit > most:
		return rent, rent > 0 || q.Basis == penalty.Amount, true
	case q.Basis == penalty.Amount:
		return credit, false, true
	}
	units, err := money.Rounding(q.Rounding).Quo(rent, credit, 1, billion, 1)
	return units, false, err == nil && units <= money.Unit(q.Minor).Max()
}

// Validate refuses a result whose figures contradict each other. It does not assess again.
func (r QuotaResult) Validate() error {
	var l fault.List
	l.In("quota", r.Quota.Validate())
	l.In("period", r.Period.Validate())
	l.In("attainment", r.Attainment.Validate())
	l.Check(r.Share == r.Attainment.Ratio(), "share", r.Share, "must be the share of the goals in time")
	decided := r.Attainment.InTime + r.Attainment.Late
	l.Check(r.Percentile >= 0 && (r.Percentile == 0 || decided > 0 && !r.Quota.Percentile.IsZero()), "percentile", r.Percentile, "must be absent unless it is asked for and a goal was decided")
	l.Check(!r.Missed || !r.Few, "missed", r.Missed, "must not be true of too few")
	l.Check(r.Missed || r.Band == nil, "band", nil, "must be absent where the target is met")
	l.Check(r.Provisional == (r.Attainment.Waiting > 0), "provisional", r.Provisional, "must be true where goals wait, and only there")
	var unknown *fault.Error
	if _, err := r.Assumed.MarshalText(); errors.As(err, &unknown) {
		l.Add("assumed", uint64(r.Assumed), unknown.Reason)
	}
	money.CountUnsigned(&l, money.Unit(r.Quota.Minor), "rent", r.Rent)
	amount, err := money.Unit(r.Quota.Minor).FromDecimal(r.Amount)
	l.Check(err == nil && amount >= 0 && (amount == 0 || r.Missed), "amount", r.Amount, "must not be negative, nor above 0 where the target is met")
	return l.Err()
}

// MarshalJSON implements json.Marshaler.
func (q Quota) MarshalJSON() ([]byte, error) { return wire.Append(nil, &q) }

// UnmarshalJSON implements json.Unmarshaler.
func (q *Quota) UnmarshalJSON(b []byte) error { return wire.Decode(b, q) }

// Value implements driver.Valuer.
func (q Quota) Value() (driver.Value, error) { return column.Text(q.MarshalJSON()) }

// Scan implements sql.Scanner.
func (q *Quota) Scan(src any) error { return column.Scan(q.UnmarshalJSON, "quota", src) }

// MarshalJSON implements json.Marshaler.
func (r QuotaResult) MarshalJSON() ([]byte, error) { return wire.Append(nil, &r) }

// UnmarshalJSON implements json.Unmarshaler.
func (r *QuotaResult) UnmarshalJSON(b []byte) error { return wire.Decode(b, r) }

// Value implements driver.Valuer.
func (r QuotaResult) Value() (driver.Value, error) { return column.Text(r.MarshalJSON()) }

// Scan implements sql.Scanner.
func (r *QuotaResult) Scan(src any) error { return column.Scan(r.UnmarshalJSON, "quota", src) }
