package servicelevel

// TicketState is how far a request has come in its life (S29, S30). Its text form
// is a lower-case name: "qualified", "refused", "estimated", "performing",
// "reported", "cancelled".
type TicketState uint8

// The states. Refused, reported and cancelled are the ends.
const (
	TicketQualified  TicketState = iota // taken: an estimate comes next
	TicketRefused                       // not taken on its channel (S28)
	TicketEstimated                     // hours are held for it
	TicketPerforming                    // work has begun
	TicketReported                      // what was worked is charged, the rest of the hours is free again
	TicketCancelled                     // given up before any work, all its hours are free again
)

var ticketStateNames = [...]string{"qualified", "refused", "estimated", "performing", "reported", "cancelled"}

// String returns the text form, or "state(9)" for what is no state.
func (s TicketState) String() string { return nameOf(ticketStateNames[:], s, "state") }

// MarshalText implements encoding.TextMarshaler.
func (s TicketState) MarshalText() ([]byte, error) {
	return marshalName(ticketStateNames[:], s, "state")
}

// UnmarshalText implements encoding.TextUnmarshaler. It refuses any other text.
func (s *TicketState) UnmarshalText(b []byte) error {
	return unmarshalName(ticketStateNames[:], b, s, "state")
}

// closed reports whether nothing can follow.
func (s TicketState) closed() bool { return s == TicketReported || s == TicketCancelled }

// stepCancel is what a StepError calls Ticket.Cancel, which is no step of its own
// in the documents.
const stepCancel = "cancel"

// StepError says that a step was asked of a ticket out of order (S29).
type StepError struct {
	Ticket string
	Step   string // "estimate", "perform", "report" or "cancel"
	State  TicketState
}

// Error implements error.
func (e *StepError) Error() string {
	return "servicelevel: the ticket " + e.Ticket + " is " + e.State.String() + ": it cannot go on to " + e.Step
}
