package statement

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Uptime is the availability of one month and what it costs.
type Uptime struct {
	Month      calendar.Month     `json:"month"`      // an earlier one if a late fact changed it
	Level      plans.Level        `json:"level"`      // whose promise it is
	Assessment penalty.Assessment `json:"assessment"` // by the clause, or the first of several
	// Combined is what several clauses come to together, and what each other one does; nil if there is one
	// alone.
	Combined *clauses.Combined `json:"combined,omitzero"`
	// Before is what an earlier statement owed for the month, in days if the clause owes those.
	Before    decimal.Decimal `json:"before,omitzero" wire:"money"`
	Rules     plans.Citation  `json:"rules,omitzero"`
	Explained plans.Wording   `json:"explained,omitzero"` // by Statement.Explain
}

// Owed returns what is owed for the month, in money or in days, by all clauses together.
func (u *Uptime) Owed() decimal.Decimal {
	if u.Combined != nil {
		return u.Combined.Amount
	}
	return u.Assessment.Amount
}

// Clauses returns by how many clauses the month was assessed.
func (u *Uptime) Clauses() int {
	if u.Combined != nil {
		return 1 + len(u.Combined.Others)
	}
	return 1
}

// Assessed returns the assessment by one of the Clauses, of which the first is 0.
func (u *Uptime) Assessed(clause int) *penalty.Assessment {
	if clause == 0 {
		return &u.Assessment
	}
	return &u.Combined.Others[clause-1]
}

// Trace returns the steps that led to what is owed for the month, and that Explained words: those of the
// clause, or of all of them together if there are several. A clause cites the rules of its own terms. For a
// figure without one it cites S61 or S62, if the promise is by these (Rules) and the figure is theirs. The
// caller may change what it returns.
func (u *Uptime) Trace() []penalty.Step { return u.trace(nil, new(penalty.Assessment)) }

// trace appends the steps to a list, by a copy of the first assessment that names what is cited.
func (u *Uptime) trace(steps []penalty.Step, first *penalty.Assessment) []penalty.Step {
	*first = u.Assessment
	first.Terms.Rules = reckon.Cited(&first.Terms, u.Rules)
	if u.Combined == nil {
		return first.AppendTrace(steps)
	}
	all := *u.Combined
	all.Others = slices.Clone(all.Others)
	for i := range all.Others {
		t := &all.Others[i].Terms
		t.Rules = reckon.Cited(t, u.Rules)
	}
	return all.AppendTrace(steps, first)
}

// Missed reports whether the availability is below what a clause promises.
func (u *Uptime) Missed() bool {
	if u.Combined != nil {
		return u.Combined.Missed(&u.Assessment)
	}
	return u.Assessment.Missed
}
