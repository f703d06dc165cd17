package statement

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel/plans"
)

// GoalResult is a goal of a ticket that was missed: it was reached late, or its time passed before. It is
// listed again, Revised, by the statement of a month in which it is reached, or in which something becomes
// known that changes that, its time or by how much: it may be met then. A goal that there is no more, as of a
// request that never was, is not. Corrections reach goals whose clocks started in the months of
// Options.CorrectionMonths.
type GoalResult struct {
	Standing  response.Standing `json:"standing"`
	Revised   bool              `json:"revised,omitzero"` // an earlier statement said that it was missed
	Rules     plans.Citation    `json:"rules,omitzero"`
	Explained plans.Wording     `json:"explained,omitzero"` // by Statement.Explain
}

// QuotaMonth is what share of a month's tickets was in time, for one quota of a plan, and what it costs. It
// counts the goals whose clocks started in the month while the ticket had the plan, whenever they are
// decided: as long as some are not, later statements correct what the first one owed. Each quota of a month
// is a share of the whole rent.
type QuotaMonth struct {
	Month calendar.Month `json:"month"` // an earlier one if something changed in it
	Level plans.Level    `json:"level"` // whose promise it is
	// Ref is the plan as response.Standing.Plan has it and the place of the quota among those of its targets,
	// such as "business/1". The line of what is owed has it too.
	Ref    string               `json:"ref"`
	Result response.QuotaResult `json:"result"`
	// Before is what earlier statements owed for the month.
	Before    decimal.Decimal `json:"before,omitzero" wire:"money"`
	Rules     plans.Citation  `json:"rules,omitzero"`
	Explained plans.Wording   `json:"explained,omitzero"` // by Statement.Explain
}
