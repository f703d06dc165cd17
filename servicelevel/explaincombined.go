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
		e.By(" ; en tout ", "; in all ")
	case len(s.Amounts) > 2:
		e.By(" ; le plus élevé de ", "; the greatest of ")
	default:
		e.By(" ; le plus élevé de ", "; the greater of ")
	}
	for i, amount := range s.Amounts {
		switch {
		case i == 0:
		case sum:
			e.Str(" + ")
		case i == len(s.Amounts)-1:
			e.By(" et ", " and ")
		default:
			e.Str(", ")
		}
		e.Euros(amount)
	}
	e.Str(" = ")
	e.Euros(s.Amount)
}
