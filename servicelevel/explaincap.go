package servicelevel

import (
	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/penalty"
)

// cap writes "at most 30% of the rent charged for the last 3 months (€447.00), less €40.00 for the earlier
// months of the year = €94.10 (D12)", or of the rent.
func (e *explainer) cap(s *penalty.Step) {
	e.by(" ; au plus ", "; at most ")
	switch {
	case s.Choice == penalty.CapOfCharges.String():
		e.percent(s.Share)
		e.chargedFor(s)
	case s.Basis == penalty.ServiceDays:
		e.percent(s.Share)
		e.by(" des ", " of the ")
		e.daysOfService(decimal.New(int64(s.Count), 0))
		e.by(" de la période", " of the period")
	default:
		e.share(s.Share, penalty.Rent, s)
	}
	if s.Owed.Sign() > 0 {
		e.by(", moins ", ", less ")
		e.euros(s.Owed)
		if s.CapLastMonths > 0 {
			e.by(" pour les autres des ", " for the others of the last ")
			e.int(int64(s.CapLastMonths))
			e.by(" derniers mois", " months")
		} else {
			e.by(" pour les mois précédents de l'année", " for the earlier months of the year")
		}
	}
	e.str(" = ")
	e.euros(s.Amount)
	e.citesIDs(s.Rules)
}

// chargedFor writes what was charged, and for how long.
func (e *explainer) chargedFor(s *penalty.Step) {
	switch {
	case s.CapMonths == 1:
		e.by(" du loyer facturé du dernier mois", " of the rent charged for the last month")
	case s.CapMonths > 1:
		e.by(" du loyer facturé des ", " of the rent charged for the last ")
		e.int(int64(s.CapMonths))
		e.by(" derniers mois", " months")
	case s.CapDays == 1:
		e.by(" du loyer facturé du dernier jour", " of the rent charged for the last day")
	case s.CapDays > 1:
		e.by(" du loyer facturé des ", " of the rent charged for the last ")
		e.int(int64(s.CapDays))
		e.by(" derniers jours", " days")
	default:
		e.by(" du loyer facturé", " of the rent charged")
	}
	e.str(" (")
	e.euros(s.Charges)
	e.str(")")
}
