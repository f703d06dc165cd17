package check

import (
	"errors"
	"slices"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
	"github.com/palier-go/palier/penalty/response"
)

// Terms returns terms whose amounts are in a unit.
func Terms(u money.Unit, t *penalty.Terms) *penalty.Terms {
	if t == nil || t.Minor == penalty.Minor(u) {
		return t
	}
	own := *t
	own.Minor = penalty.Minor(u)
	return &own
}

// Further returns clauses beside others whose amounts are in a unit.
func Further(u money.Unit, j clauses.Besides) clauses.Besides {
	j.Others = slices.Clone(j.Others)
	for i := range j.Others {
		j.Others[i].Minor = penalty.Minor(u)
	}
	return j
}

// Targets returns targets whose amounts are in a unit.
func Targets(u money.Unit, t response.Targets) response.Targets {
	for i := range t.Quotas {
		if t.Quotas[i].Minor != penalty.Minor(u) {
			t.Quotas = slices.Clone(t.Quotas)
			for j := range t.Quotas {
				t.Quotas[j].Minor = penalty.Minor(u)
			}
			break
		}
	}
	return t
}

// In checks clauses as they are in a unit. In whichever it is, if the currency is not known:
// then thousandths have what any other has.
func In(u money.Unit, check func(money.Unit) error) error {
	if u != money.Any {
		return check(u)
	}
	err := check(money.Hundredths)
	if errors.Is(err, money.ErrDecimals) {
		return check(money.Thousandths)
	}
	return err
}

// Minor refuses a unit of a clause that is not the one of its currency. Zero says nothing.
func Minor(l *fault.List, u money.Unit, field string, m penalty.Minor) {
	if m != 0 && u != money.Any && m != penalty.Minor(u) {
		l.Add(field+".minor", m, "must be that of the currency, "+penalty.Minor(u).String())
	}
}

// Guarantee checks a guarantee whose clause is in the unit of a currency.
func Guarantee(u money.Unit, g response.Guarantee) error {
	var l fault.List
	late := g.Late
	l.In("", In(u, func(u money.Unit) error {
		g.Late = Terms(u, late)
		return g.Validate()
	}))
	if late != nil {
		Minor(&l, u, "late", late.Minor)
	}
	return l.Err()
}

// Availability refuses terms of availability that have faults or that a statement does not know
// enough for.
func Availability(l *fault.List, u money.Unit, field string, t *penalty.Terms) {
	l.In(field, In(u, func(u money.Unit) error { return Terms(u, t).Validate() }))
	Minor(l, u, field, t.Minor)
	knowable(l, field, t)
}

// knowable refuses terms that a statement does not know enough for.
func knowable(l *fault.List, field string, t *penalty.Terms) {
	if t.CapOf == penalty.CapOfCharges && t.CapMonths == 0 && t.CapDays == 0 {
		l.Add(field+".cap_of", t.CapOf, "needs cap_months or cap_days: what else was charged is not known here")
	}
}

// Besides refuses further clauses that do not go with the first, or that a statement does not know
// enough for; nil is none.
func Besides(l *fault.List, u money.Unit, field string, first *penalty.Terms, j *clauses.Besides) {
	if j == nil {
		return
	}
	if first == nil {
		l.Add(field, nil, "needs the first clause, in penalty")
		return
	}
	for i := range j.Others {
		at := fault.Join(field, fault.Index("others", i))
		Minor(l, u, at, j.Others[i].Minor)
		knowable(l, at, &j.Others[i])
	}
	l.In(field, In(u, func(u money.Unit) error { return Further(u, *j).Fits(*Terms(u, first)) }))
}

// Rounding refuses a rounding that there is not.
func Rounding(l *fault.List, field string, r penalty.Rounding) {
	if r > penalty.HalfEven {
		l.Add(field, uint8(r), "must be one of "+penalty.HalfAway.String()+", "+penalty.HalfEven.String())
	}
}

// RemovalKind refuses a kind of entry by which no hours go.
func RemovalKind(l *fault.List, field string, k credit.Kind) {
	l.Check(k == credit.Refund || k == credit.Forfeit || k == credit.Transfer, field, k, "must be refund, forfeit or transfer")
}
