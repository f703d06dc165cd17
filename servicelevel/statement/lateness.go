package statement

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Lateness is which interventions came late whose deadlines were in one month, and what that costs (D19). How
// late they came is counted with that month to its end. As long as it goes on, or if it was not known, later
// statements correct what the first one owed, so that all of them together owe what is right in the end,
// under the cap of one month. Corrections reach back over Options.CorrectionMonths.
type Lateness struct {
	Month calendar.Month `json:"month"` // of the deadlines
	// Ref is the plan whose clause it is, such as "business"; absent if it is the contract's. The line of what
	// is owed has it too.
	Ref string `json:"ref,omitzero"`
	// Late are the interventions that came late, as far as is known.
	Late []LateIntervention `json:"late,omitzero"`
	// Assessment is what they cost: its downtime is how late they came.
	Assessment penalty.Assessment `json:"assessment"`
	// Before is what earlier statements owed for the month.
	Before    decimal.Decimal `json:"before,omitzero" wire:"money"`
	Explained plans.Wording   `json:"explained,omitzero"` // by Statement.Explain
}

// Tolerant reports whether the clause lets some time pass: otherwise what is late at all is
// missed.
func (x *Lateness) Tolerant() bool {
	return len(x.Assessment.Terms.Bands) > 0 || x.Assessment.Allowed > 0
}

// LateIntervention is how late an intervention came, on the clock of its guarantee or, if the clause says so,
// in real time (response.Answer.Lateness): one that has not begun, up to the end of the statement's month.
type LateIntervention struct {
	Ticket string        `json:"ticket"`
	By     time.Duration `json:"by"`
}

// Punctuality is a guaranteed intervention that came to be judged in the month: it was in time, or its
// deadline passed (S46, S63, D18). It is listed again, Revised, by the statement of a month in which
// something became known that changes that, or how late it came: one that has not begun comes later from
// month to month (D19).
type Punctuality struct {
	Ticket    string          `json:"ticket"`
	Response  response.Answer `json:"response"`
	Revised   bool            `json:"revised,omitzero"` // an earlier statement judged it
	Rules     plans.Citation  `json:"rules,omitzero"`
	Explained plans.Wording   `json:"explained,omitzero"` // by Statement.Explain
}
