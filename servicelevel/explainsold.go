package servicelevel

// soldHours writes "1 h 30 min sans crédit à 90,00 € HT l'heure = 135,00 € (D29, D21)".
func (e *explainer) soldHours(line *Line) {
	e.hours(line.Time)
	e.by(" sans crédit à ", " without credit at ")
	e.euros(line.Price)
	e.by(" HT l'heure = ", " an hour excl. VAT = ")
	e.euros(line.Amount)
	e.cites(line.Rules)
}
