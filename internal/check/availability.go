package check

import (
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
)

// Availability refuses terms of availability, and clauses beside them, that have faults or that a
// statement does not know enough for.
func Availability(l *fault.List, field string, t *penalty.Terms) {
	l.In(field, t.Validate())
	Knowable(l, field, t)
}

// Knowable refuses terms that a statement does not know enough for.
func Knowable(l *fault.List, field string, t *penalty.Terms) {
	if t.CapOf == penalty.CapOfCharges && t.CapMonths == 0 && t.CapDays == 0 {
		l.Add(field+".cap_of", t.CapOf, "needs cap_months or cap_days: what else was charged is not known here")
	}
}
