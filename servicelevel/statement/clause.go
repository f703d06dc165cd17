package statement

import "github.com/palier-go/palier/servicelevel/plans"

// Clause returns what a rule says that the statement cites, from Clauses or the registry; of a clause that
// two editions word differently (D34), as that of the statement has it. ok is false if nobody has worded it.
func (s *Statement) Clause(id string) (w plans.Wording, ok bool) {
	for i := range s.Clauses {
		if c := &s.Clauses[i]; c.ID == id && (!ok || c.Edition == s.Edition) {
			w, ok = c.Wording, true
		}
	}
	if ok {
		return w, true
	}
	r, ok := plans.LookupRule(id)
	return r.Wording, ok
}
