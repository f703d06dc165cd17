package statement

import (
	"iter"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/plans"
)

// TicketWork is what was worked and charged on one ticket, and from what.
type TicketWork struct {
	Ticket string            `json:"ticket"`
	Kind   plans.RequestKind `json:"kind"`
	Asked  time.Time         `json:"asked"`
	// For is the other contract that the work was done for, and ChargedTo the one that is charged for it
	// (Sharing): then there is nothing but Worked and Outside here, and Month is the one in which it was worked.
	For       string `json:"for,omitzero"`
	ChargedTo string `json:"charged_to,omitzero"`
	// Earliest is when the plan's hours first let it be worked on; zero with For.
	Earliest time.Time `json:"earliest,omitzero"`
	// Worked is the time worked that this statement covers, Charged what it adds in whole blocks of Block to
	// what earlier ones charged for the ticket (D1, S19): blocks on top of Minimum, which is charged once for
	// the ticket, or for each session.
	Worked  time.Duration `json:"worked"`
	Block   time.Duration `json:"block"`
	Minimum time.Duration `json:"minimum,omitzero"`
	Charged time.Duration `json:"charged"`
	// Weighed is what of Worked the factors of the plan held for, and Counted what Worked counts as then:
	// Worked, and of each Weighed By less one times its Time. Counted becomes blocks. Both are absent if that is
	// Worked.
	Weighed []Weighed     `json:"weighed,omitzero"`
	Counted time.Duration `json:"counted,omitzero"`
	// WorkedBefore and ChargedBefore are what earlier statements cover of the ticket, as far as Month pays for
	// it: WorkedBefore and Worked, as they count, make whole blocks together, which are ChargedBefore and
	// Charged. They are zero if each session is rounded up by itself.
	WorkedBefore  time.Duration `json:"worked_before,omitzero"`
	ChargedBefore time.Duration `json:"charged_before,omitzero"`
	// OtherMonths is what other months pay for of the ticket's work, as it counts, if each month pays for its
	// own (Options.SplitMonths, D5): WorkedBefore, Worked and it make whole blocks together. The last of the
	// months pays for these less what the others do, each of these for its work alone.
	OtherMonths time.Duration `json:"other_months,omitzero"`
	// Sessions are those of Worked as they count, negative if they are taken back, if each of them is rounded up
	// by itself (D1) and none is paid for by two months.
	Sessions []time.Duration `json:"sessions,omitzero"`
	// Month is the one whose allowance paid.
	Month calendar.Month `json:"month"`
	// FromAllowance was drawn from the allowance of Month, Draws from packs, and FromOverdraft beyond them.
	// Together they are Charged.
	FromAllowance time.Duration `json:"from_allowance,omitzero"`
	Draws         []LotDraw     `json:"draws,omitzero"`
	FromOverdraft time.Duration `json:"from_overdraft,omitzero"`
	// Outside is the part of Worked that lay outside the hours of the plan.
	Outside   time.Duration  `json:"outside,omitzero"`
	Corrects  calendar.Month `json:"corrects,omitzero"` // the earlier month that late work belongs to
	Rules     WorkRules      `json:"rules"`
	Explained plans.Wording  `json:"explained,omitzero"` // by Statement.Explain
}

// WorkRules are the rules by which work was charged, each beside what it decided.
type WorkRules struct {
	Blocks    plans.Citation `json:"blocks,omitzero"`    // Charged: S18, S19
	Factors   plans.Citation `json:"factors,omitzero"`   // Weighed: those of Factor.Rules
	Hours     plans.Citation `json:"hours,omitzero"`     // Earliest and Outside: S12–S15, or S48 and S49
	Allowance plans.Citation `json:"allowance,omitzero"` // FromAllowance: S43, S45
	Credit    plans.Citation `json:"credit,omitzero"`    // Draws: S20, S21, D7
	Shared    plans.Citation `json:"shared,omitzero"`    // For: those of Work.SharedRules
}

// All returns the ids of all of them one by one.
func (r WorkRules) All() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, c := range [...]plans.Citation{r.Blocks, r.Factors, r.Hours, r.Allowance, r.Credit, r.Shared} {
			for id := range c.All() {
				if !yield(id) {
					return
				}
			}
		}
	}
}

// Weighed is time worked that a Factor held for.
type Weighed struct {
	By   decimal.Decimal `json:"by"`
	Time time.Duration   `json:"time"` // by the clock
}

// AsCounted returns what the work counts as: Counted, or Worked if no factor held.
func (w *TicketWork) AsCounted() time.Duration {
	if w.Counted == 0 && len(w.Weighed) == 0 {
		return w.Worked
	}
	return w.Counted
}

// factored returns what the work counts as by the factors that are told of it.
func (w *TicketWork) factored() time.Duration {
	sum := w.Worked
	for _, x := range w.Weighed {
		sum += reckon.Surplus(x.Time, plans.Factor{By: x.By}.Thousandths())
	}
	return sum
}
