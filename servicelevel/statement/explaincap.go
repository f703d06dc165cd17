package statement

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
	"github.com/palier-go/palier/servicelevel/internal/words"
)

// cap writes "at most 30% of the rent charged for the last 3 months (€447.00), less €40.00 for the earlier
// months of the year = €94.10 (D12)", or of the rent.
func (e *explainer) cap(s *penalty.Step) {
	e.By(" ; au plus ", "; at most ")
	switch {
	case s.Choice == penalty.CapOfCharges.String():
		e.Percent(s.Share)
		e.chargedFor(s)
	case s.Basis == penalty.ServiceDays:
		e.Percent(s.Share)
		e.By(" des ", " of the ")
		e.DaysOfService(decimal.New(int64(s.Count), 0))
		e.By(" de la période", " of the period")
	default:
		e.share(s.Share, penalty.Rent, s)
	}
	if s.Owed.Sign() > 0 {
		e.By(", moins ", ", less ")
		e.Euros(s.Owed)
		if s.CapLastMonths > 0 {
			e.By(" pour les autres des ", " for the others of the last ")
			e.Int(int64(s.CapLastMonths))
			e.By(" derniers mois", " months")
		} else {
			e.By(" pour les mois précédents de l'année", " for the earlier months of the year")
		}
	}
	e.Str(" = ")
	e.Euros(s.Amount)
	words.Cites(&e.Writer, s.Rules)
}

// chargedFor writes what was charged, and for how long.
func (e *explainer) chargedFor(s *penalty.Step) {
	switch {
	case s.CapMonths == 1:
		e.By(" du loyer facturé du dernier mois", " of the rent charged for the last month")
	case s.CapMonths > 1:
		e.By(" du loyer facturé des ", " of the rent charged for the last ")
		e.Int(int64(s.CapMonths))
		e.By(" derniers mois", " months")
	case s.CapDays == 1:
		e.By(" du loyer facturé du dernier jour", " of the rent charged for the last day")
	case s.CapDays > 1:
		e.By(" du loyer facturé des ", " of the rent charged for the last ")
		e.Int(int64(s.CapDays))
		e.By(" derniers jours", " days")
	default:
		e.By(" du loyer facturé", " of the rent charged")
	}
	e.Str(" (")
	e.Euros(s.Charges)
	e.Str(")")
}

// combined writes "; the greater of €12.00 and €15.00 = €15.00", or "; in all €12.00 + €15.00 = €27.00".
func (e *explainer) combined(s *penalty.Step) {
	sum := s.Choice == clauses.Sum.String()
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
