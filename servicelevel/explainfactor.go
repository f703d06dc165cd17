package servicelevel

import (
	"time"

	"github.com/shopspring/decimal"
)

// weighed reports whether the work counts otherwise than it took, or factors held for it.
func (w *TicketWork) weighed() bool { return w.Counted != 0 || len(w.Weighed) > 0 }

// weighed writes what work counts as, each factor with its part of it: "30 min + 30 min × 1.5
// = 75 min", behind what was worked before " and 30 min × 1.5 = 65 min". What is taken back is
// written as if it were not if back is set.
func (e *explainer) weighed(t *TicketWork, back bool) {
	n, all := 0, t.WorkedBefore+t.counted()
	if back {
		all = -all
	}
	for _, less := range [...]bool{false, true} {
		term := func(d time.Duration, by decimal.Decimal) {
			if d == 0 || d < 0 != (less != back) {
				return
			}
			switch first := n == 0 && t.WorkedBefore == 0; {
			case less && first:
				e.By("moins ", "less ")
			case less:
				e.By(" moins ", " less ")
			case n > 0:
				e.Str(" + ")
			case !first:
				e.By(" et ", " and ")
			}
			e.Work(d.Abs())
			if !by.IsZero() {
				e.Str(" × ")
				e.Factor(by)
			}
			n++
		}
		rest := t.Worked
		for _, x := range t.Weighed {
			rest -= x.Time
		}
		term(rest, decimal.Decimal{})
		for _, x := range t.Weighed {
			term(x.Time, x.By)
		}
	}
	e.Str(" = ")
	e.Work(all)
	e.cites(t.Rules.Factors)
}
