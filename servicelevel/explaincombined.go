package servicelevel

import "github.com/palier-go/palier/penalty"

// trace returns the steps of all clauses by which a month was assessed.
func (u *Uptime) trace(steps []penalty.Step) []penalty.Step {
	if u.Combined != nil {
		return u.Combined.AppendTrace(steps, &u.Assessment)
	}
	return u.Assessment.AppendTrace(steps)
}

// combined writes "; the greater of €12.00 and €15.00 = €15.00", or "; in all €12.00 + €15.00 = €27.00".
func (e *explainer) combined(s *penalty.Step) {
	sum := s.Choice == penalty.Sum.String()
	switch {
	case sum:
		e.by(" ; en tout ", "; in all ")
	case len(s.Amounts) > 2:
		e.by(" ; le plus élevé de ", "; the greatest of ")
	default:
		e.by(" ; le plus élevé de ", "; the greater of ")
	}
	for i, amount := range s.Amounts {
		switch {
		case i == 0:
		case sum:
			e.str(" + ")
		case i == len(s.Amounts)-1:
			e.by(" et ", " and ")
		default:
			e.str(", ")
		}
		e.euros(amount)
	}
	e.str(" = ")
	e.euros(s.Amount)
}
