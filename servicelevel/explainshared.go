package servicelevel

// elsewhere writes "65 min, facturées au contrat C-2", of work that another contract is
// charged for, or "65 min de moins, ..." of what is taken back of it.
func (e *explainer) elsewhere(t *TicketWork) {
	e.Work(t.Worked.Abs())
	e.fewer(t.Worked)
	e.Worked(t.Worked, ", facturée", ", charged")
	e.By(" au contrat ", " to the contract ")
	e.Str(t.ChargedTo)
}

// forOther writes for which contract work was done that this one pays for.
func (e *explainer) forOther(t *TicketWork) {
	e.By(" ; pour le contrat ", "; for the contract ")
	e.Str(t.For)
	e.cites(t.Rules.Shared)
}
