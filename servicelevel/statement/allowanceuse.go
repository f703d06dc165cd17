package statement

import (
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel/plans"
)

// AllowanceUse is the month's allowance (S43, S45).
type AllowanceUse struct {
	Granted time.Duration `json:"granted"`
	Used    time.Duration `json:"used"`
	Left    time.Duration `json:"left,omitzero"` // while the month goes on
	Lost    time.Duration `json:"lost"`          // once it is over, beyond what goes on
	// Carried is what goes on to later months, if the plan lets any (Allowance.Carry).
	Carried *Carried `json:"carried,omitzero"`
	// Yearly is what a yearly allowance gave (Allowance.Yearly): in a contract's first month for that, and when
	// a month ends for the next one. It is no part of Granted.
	Yearly []YearlyHours `json:"yearly,omitzero"`
	// Explained is how Granted comes from Statement.Levels, if it is not that of one plan for the whole month
	// (D27); by Statement.Explain.
	Explained plans.Wording `json:"explained,omitzero"`
}

// Carried is what of a month's allowance goes on: Time is what is left of Granted less Used, up to
// Most with Before.
type Carried struct {
	Lot       string         `json:"lot"`     // the LotUse, "carried/2026-05"
	Granted   time.Duration  `json:"granted"` // by the plan of the last day
	Used      time.Duration  `json:"used"`    // of that
	Most      time.Duration  `json:"most"`    // that may go on in all
	Before    time.Duration  `json:"before"`  // what is left of earlier months and goes on
	Time      time.Duration  `json:"time"`
	Until     calendar.Date  `json:"until,omitzero"` // the last day on which it is there; zero: it never ends
	Rules     plans.Citation `json:"rules,omitzero"`
	Explained plans.Wording  `json:"explained,omitzero"` // by Statement.Explain
}

func (c *Carried) check(l *fault.List) {
	l.Check(c.Time == max(0, min(c.Granted-c.Used, c.Most-c.Before)), "allowance.carried.time", c.Time,
		"must be granted less used, and at most what is below most with before")
}

// YearlyHours is what a month gives of a yearly allowance: Time is Allowance less Before, from the
// day From on.
type YearlyHours struct {
	Lot       string         `json:"lot"`       // the LotUse, "yearly/2026-05"
	Allowance time.Duration  `json:"allowance"` // of a year, by the plan of From
	Before    time.Duration  `json:"before"`    // what earlier months of the year gave
	Time      time.Duration  `json:"time"`
	From      calendar.Date  `json:"from"`
	Until     calendar.Date  `json:"until,omitzero"` // the last day of the year; zero: it never ends
	Rules     plans.Citation `json:"rules,omitzero"`
	Explained plans.Wording  `json:"explained,omitzero"` // by Statement.Explain
}

func (y *YearlyHours) check(l *fault.List, at string) {
	l.Check(y.Time > 0 && y.Time == y.Allowance-y.Before, at+".time", y.Time, "must be above 0, and the allowance less what was given before")
}
