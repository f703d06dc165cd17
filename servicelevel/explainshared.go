package servicelevel

// elsewhere writes "65 min, facturées au contrat C-2", of work that another contract is
// charged for, or "65 min de moins, ..." of what is taken back of it.
func (e *explainer) elsewhere(t *TicketWork) {
	e.work(t.Worked.Abs())
	e.fewer(t.Worked)
	e.worked(t.Worked, ", facturée", ", charged")
	e.by(" au contrat ", " to the contract ")
	e.str(t.ChargedTo)
}

// forOther writes for which contract work was done that this one pays for.
func (e *explainer) forOther(t *TicketWork) {
	e.by(" ; pour le contrat ", "; for the contract ")
	e.str(t.For)
	e.cites(t.Rules.Shared)
}
