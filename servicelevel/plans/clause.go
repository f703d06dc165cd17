package plans

import "github.com/palier-go/palier/internal/fault"

// Clause is a rule of a provider's own, under the id by which an edition, its plans and its terms cite it:
// what "H7" or "CGV 5.2" says.
type Clause struct {
	ID      string  `json:"id"`
	Wording Wording `json:"wording"`
}

// maxClauses bounds Edition.Clauses.
const maxClauses = 1000

// checkClauses refuses clauses that share an id, or have that of a rule of the registry.
func checkClauses(l *fault.List, field string, list []Clause) {
	l.Check(len(list) <= maxClauses, field, len(list), "must be at most 1000")
	seen := make(map[string]bool, len(list))
	for i := range list {
		c, at := &list[i], fault.Index(field, i)
		checkRule(l, at+".id", c.ID)
		l.Check(find(c.ID) == nil, at+".id", c.ID, "must not be the id of a rule of the registry, S1 to S84 or D1 to D38")
		l.Check(!seen[c.ID], at+".id", c.ID, "must not be given twice")
		seen[c.ID] = true
		l.In(at+".wording", c.Wording.Validate())
	}
}
