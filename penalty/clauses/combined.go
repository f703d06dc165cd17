package clauses

import (
	"database/sql/driver"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/enum"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
	"github.com/palier-go/palier/penalty"
)

// Combined is what several clauses come to together, beside the penalty.Assessment by the first of them.
type Combined struct {
	// By and Cap are those of the Besides.
	By  Combination     `json:"by"`
	Cap decimal.Decimal `json:"cap,omitzero" wire:"zero: none but those of the clauses"`
	// Others are what the further clauses come to, each by itself, in their order.
	Others []penalty.Assessment `json:"others"`
	// BeforeCap is the greatest of the amounts, or their sum as far as an amount goes, and Amount what
	// is owed to the customer in place of any of them. Both are days of service if the clauses owe those.
	BeforeCap decimal.Decimal `json:"before_cap" wire:"money"`
	Amount    decimal.Decimal `json:"amount" wire:"money"`
	// Capped reports whether Cap made the amount smaller.
	Capped bool `json:"capped,omitzero"`
}

// Of puts what the clauses come to together: the first, and the others in the order of Besides.Others. It
// refuses an amount above the largest that penalty.Assess returns, as "amount". The result shares the others.
func (j Besides) Of(first *penalty.Assessment, others []penalty.Assessment) (Combined, error) {
	x := Combined{By: j.By, Cap: j.Cap, Others: others}
	all := x.combined(first)
	amount := all
	if most, ok := x.most(first); ok && amount > most {
		amount, x.Capped = most, true
	}
	unit := owes(&first.Terms)
	if amount > unit.Max() {
		return Combined{}, unit.Exceeded("amount")
	}
	x.BeforeCap, x.Amount = unit.Decimal(min(all, unit.Max())), unit.Decimal(amount)
	return x, nil
}

// owes returns the unit of what is owed under terms: with days of service hundredths of a day.
func owes(t *penalty.Terms) money.Unit {
	if t.Basis == penalty.ServiceDays {
		return money.Hundredths
	}
	return money.Unit(t.Minor)
}

// combined returns the greatest of the amounts, or their sum, in the unit of the first.
func (x *Combined) combined(first *penalty.Assessment) int64 {
	unit := owes(&first.Terms)
	all := unit.Count(first.Amount)
	for i := range x.Others {
		switch cents := unit.Count(x.Others[i].Amount); x.By {
		case Sum:
			all += cents // eight at most
		default:
			all = max(all, cents)
		}
	}
	return all
}

// most returns the cap of all clauses in the unit of the currency. ok is false if there is none.
func (x *Combined) most(first *penalty.Assessment) (cents int64, ok bool) {
	of, known := money.Billionths(x.Cap, penalty.MaxShare*money.Billion)
	if of == 0 || !known {
		return 0, false
	}
	rent := money.Unit(first.Terms.Minor).Count(first.Rent)
	cents, err := money.Rounding(first.Terms.Rounding).Quo(rent, of, 1, money.Billion, 1) // a thousand rents fit
	return cents, err == nil
}

// Missed reports whether the target of any clause is missed, the first among them.
func (x *Combined) Missed(first *penalty.Assessment) bool {
	missed := first.Missed
	for i := range x.Others {
		missed = missed || x.Others[i].Missed
	}
	return missed
}

// Trace returns the steps that led to the amount: those of the first clause, then of each other one behind
// a penalty.StepClause, and if anything was missed what they make together. The caller may change what it returns.
func (x Combined) Trace(first penalty.Assessment) []penalty.Step { return x.AppendTrace(nil, &first) }

// AppendTrace appends the steps that Trace returns to a list, as [penalty.Assessment.AppendTrace] does.
func (x *Combined) AppendTrace(steps []penalty.Step, first *penalty.Assessment) []penalty.Step {
	steps = first.AppendTrace(steps)
	amounts := []decimal.Decimal{first.Amount}
	for i := range x.Others {
		steps = append(steps, penalty.Step{Kind: penalty.StepClause, Count: i + 2})
		steps = x.Others[i].AppendTrace(steps)
		amounts = append(amounts, x.Others[i].Amount)
	}
	if !x.Missed(first) {
		return steps
	}
	steps = append(steps, penalty.Step{Kind: penalty.StepCombined, Amounts: amounts, Amount: x.BeforeCap, Choice: x.By.String()})
	if x.Capped {
		steps = append(steps, penalty.Step{Kind: penalty.StepCap, Rules: []string{"D12"}, Share: x.Cap, Rent: first.Rent, Amount: x.Amount})
	}
	return steps
}

// Validate refuses faults of the other assessments and amounts that contradict each other; Check looks
// at the first too.
func (x Combined) Validate() error {
	var l fault.List
	enum.Check(&l, "by", combinationNames, x.By)
	l.Check(len(x.Others) > 0 && len(x.Others) < maxClauses, "others", len(x.Others), "must be from one to seven")
	for i := range x.Others {
		l.In(fault.Index("others", i), x.Others[i].Validate())
	}
	if !x.Cap.IsZero() {
		checkCap(&l, x.Cap)
	}
	unit := money.Hundredths
	if len(x.Others) > 0 {
		unit = owes(&x.Others[0].Terms)
	}
	before, amount := money.CountUnsigned(&l, unit, "before_cap", x.BeforeCap), money.CountUnsigned(&l, unit, "amount", x.Amount)
	l.Check(amount == before && !x.Capped || amount < before && x.Capped && !x.Cap.IsZero(), "amount", x.Amount,
		"must be the amount before the cap, or less if that made it smaller")
	return l.Err()
}

// Check refuses what the first clause and the others do not come to together. It reports what Validate
// does as well.
func (x Combined) Check(first penalty.Assessment) error {
	if err := x.Validate(); err != nil {
		return err
	}
	want, err := Besides{By: x.By, Cap: x.Cap}.Of(&first, x.Others)
	if err == nil && (!want.Amount.Equal(x.Amount) || !want.BeforeCap.Equal(x.BeforeCap)) {
		err = fault.New("amount", x.Amount, "must be what the clauses make together, "+want.Amount.String())
	}
	return err
}

// MarshalJSON implements json.Marshaler.
func (x Combined) MarshalJSON() ([]byte, error) { return wire.Append(nil, &x) }

// UnmarshalJSON implements json.Unmarshaler.
func (x *Combined) UnmarshalJSON(b []byte) error { return wire.Decode(b, x) }

// Value implements driver.Valuer.
func (x Combined) Value() (driver.Value, error) { return column.Text(x.MarshalJSON()) }

// Scan implements sql.Scanner.
func (x *Combined) Scan(src any) error { return column.Scan(x.UnmarshalJSON, "combined", src) }
