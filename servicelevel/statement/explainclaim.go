package statement

import (
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/words"
)

// claim writes "claimed on 12 July 2026 at 10:00, before 31 July 2026 at 00:00: €15.00", or that what
// is owed was claimed too late, was not claimed, or is still to be.
func (e *explainer) claim(s *penalty.Step) {
	e.claimOffsets(s)
	switch s.Choice {
	case penalty.Claimed.String():
		e.By(" ; réclamé le ", "; claimed on ")
		e.Instant(s.At)
		e.By(", avant le ", ", before ")
		e.Instant(s.By)
	case penalty.ClaimLate.String():
		e.By(" ; réclamé trop tard, le ", "; claimed too late, on ")
		e.Instant(s.At)
		e.By(", à réclamer avant le ", ", to be claimed before ")
		e.Instant(s.By)
	case penalty.Lapsed.String():
		e.By(" ; non réclamé avant le ", "; not claimed before ")
		e.Instant(s.By)
	default:
		e.By(" ; à réclamer avant le ", "; to be claimed before ")
		e.Instant(s.By)
		e.By(", non réclamé à ce jour", ", not claimed as yet")
	}
	e.Offsets = false
	e.By(" : ", ": ")
	e.Euros(s.Amount)
	words.Cites(&e.Writer, s.Rules)
}

// claimOffsets has the offsets of when it was claimed and of when it is too late be written, if they are needed.
func (e *explainer) claimOffsets(s *penalty.Step) {
	e.Offsets = e.of.Repeats(s.At) || e.of.Repeats(s.By) || !s.At.IsZero() && !s.By.IsZero() && e.Offset(s.At) != e.Offset(s.By)
}

// notClaimed writes "; outage of 2 h not claimed before 2 July 2026 at 00:00: not counted", or that it was claimed
// too late, or is still to be.
func (e *explainer) notClaimed(s *penalty.Step) {
	e.claimOffsets(s)
	e.By(" ; interruption de ", "; outage of ")
	e.Lapse(s.Time)
	switch {
	case s.Choice == penalty.ClaimLate.String():
		e.By(" réclamée trop tard, le ", " claimed too late, on ")
		e.Instant(s.At)
		e.By(", à réclamer avant le ", ", to be claimed before ")
		e.Instant(s.By)
	case s.Choice == penalty.Lapsed.String():
		e.By(" non réclamée avant le ", " not claimed before ")
		e.Instant(s.By)
	case s.By.IsZero():
		e.By(" qui dure encore, non réclamée à ce jour", " that goes on, not claimed as yet")
	default:
		e.By(" à réclamer avant le ", " to be claimed before ")
		e.Instant(s.By)
		e.By(", non réclamée à ce jour", ", not claimed as yet")
	}
	e.Offsets = false
	e.By(" : non comptée", ": not counted")
	words.Cites(&e.Writer, s.Rules)
}

// inTime writes "; outage of 2 h claimed on 3 June 2026 at 10:00, before 2 July 2026 at 00:00".
func (e *explainer) inTime(s *penalty.Step) {
	e.claimOffsets(s)
	e.By(" ; interruption de ", "; outage of ")
	e.Lapse(s.Time)
	if s.By.IsZero() {
		e.By(" qui dure encore, réclamée le ", " that goes on, claimed on ")
		e.Instant(s.At)
	} else {
		e.By(" réclamée le ", " claimed on ")
		e.Instant(s.At)
		e.By(", avant le ", ", before ")
		e.Instant(s.By)
	}
	e.Offsets = false
	words.Cites(&e.Writer, s.Rules)
}
