package servicelevel

import "github.com/palier-go/palier/penalty"

// claim writes "claimed on 12 July 2026 at 10:00, before 31 July 2026 at 00:00: €15.00", or that what
// is owed was claimed too late, was not claimed, or is still to be.
func (e *explainer) claim(s *penalty.Step) {
	_, asked := s.At.Zone()
	_, last := s.By.Zone()
	e.offsets = e.of.Repeats(s.At) || e.of.Repeats(s.By) || !s.At.IsZero() && asked != last
	switch s.Choice {
	case penalty.Claimed.String():
		e.by(" ; réclamé le ", "; claimed on ")
		e.instant(s.At)
		e.by(", avant le ", ", before ")
		e.instant(s.By)
	case penalty.ClaimLate.String():
		e.by(" ; réclamé trop tard, le ", "; claimed too late, on ")
		e.instant(s.At)
		e.by(", à réclamer avant le ", ", to be claimed before ")
		e.instant(s.By)
	case penalty.Lapsed.String():
		e.by(" ; non réclamé avant le ", "; not claimed before ")
		e.instant(s.By)
	default:
		e.by(" ; à réclamer avant le ", "; to be claimed before ")
		e.instant(s.By)
		e.by(", non réclamé à ce jour", ", not claimed as yet")
	}
	e.offsets = false
	e.by(" : ", ": ")
	e.euros(s.Amount)
	e.citesIDs(s.Rules)
}
