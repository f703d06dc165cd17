package servicelevel

import "github.com/palier-go/palier/penalty"

// claim writes "claimed on 12 July 2026 at 10:00, before 31 July 2026 at 00:00: €15.00", or that what
// is owed was claimed too late, was not claimed, or is still to be.
func (e *explainer) claim(s *penalty.Step) {
	e.claimOffsets(s)
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

// claimOffsets has the offsets of when it was claimed and of when it is too late be written, if they are needed.
func (e *explainer) claimOffsets(s *penalty.Step) {
	_, asked := s.At.Zone()
	_, last := s.By.Zone()
	e.offsets = e.of.Repeats(s.At) || e.of.Repeats(s.By) || !s.At.IsZero() && !s.By.IsZero() && asked != last
}

// notClaimed writes "; outage of 2 h not claimed before 2 July 2026 at 00:00: not counted", or that it was claimed
// too late, or is still to be.
func (e *explainer) notClaimed(s *penalty.Step) {
	e.claimOffsets(s)
	e.by(" ; interruption de ", "; outage of ")
	e.lapse(s.Time)
	switch {
	case s.Choice == penalty.ClaimLate.String():
		e.by(" réclamée trop tard, le ", " claimed too late, on ")
		e.instant(s.At)
		e.by(", à réclamer avant le ", ", to be claimed before ")
		e.instant(s.By)
	case s.Choice == penalty.Lapsed.String():
		e.by(" non réclamée avant le ", " not claimed before ")
		e.instant(s.By)
	case s.By.IsZero():
		e.by(" qui dure encore, non réclamée à ce jour", " that goes on, not claimed as yet")
	default:
		e.by(" à réclamer avant le ", " to be claimed before ")
		e.instant(s.By)
		e.by(", non réclamée à ce jour", ", not claimed as yet")
	}
	e.offsets = false
	e.by(" : non comptée", ": not counted")
	e.citesIDs(s.Rules)
}

// inTime writes "; outage of 2 h claimed on 3 June 2026 at 10:00, before 2 July 2026 at 00:00".
func (e *explainer) inTime(s *penalty.Step) {
	e.claimOffsets(s)
	e.by(" ; interruption de ", "; outage of ")
	e.lapse(s.Time)
	if s.By.IsZero() {
		e.by(" qui dure encore, réclamée le ", " that goes on, claimed on ")
		e.instant(s.At)
	} else {
		e.by(" réclamée le ", " claimed on ")
		e.instant(s.At)
		e.by(", avant le ", ", before ")
		e.instant(s.By)
	}
	e.offsets = false
	e.citesIDs(s.Rules)
}
