package servicelevel

import "github.com/palier-go/palier/calendar"

// yearly writes "24 h of yearly allowance from 1 March 2026 less 10 h given before = 14 h (S43);
// valid until 31 December 2026".
func (e *explainer) yearly(y *YearlyHours) {
	e.lapse(y.Allowance)
	e.by(" d'allocation annuelle à partir du ", " of yearly allowance from ")
	e.date(y.From)
	if y.Before > 0 {
		e.by(" moins ", " less ")
		e.lapse(y.Before)
		e.lapsed(y.Before, " déjà donnée", " given before")
		e.str(" = ")
		e.lapse(y.Time)
	}
	e.cites(y.Rules)
	if y.Until.Valid() {
		e.by(" ; valable jusqu'au ", "; valid until ")
		e.date(y.Until)
	}
}

// fromYearly writes " from the yearly allowance since March 2026 valid until 31 December 2026".
func (e *explainer) fromYearly(d *LotDraw, m calendar.Month, lot *LotUse) {
	e.drawn(d.Time, Wording{" sur l'allocation annuelle depuis ", " from the yearly allowance since "}, Wording{" à l'allocation annuelle depuis ", " to the yearly allowance since "})
	e.month(m)
	if lot != nil && lot.Until.Valid() {
		e.by(" valable jusqu'au ", " valid until ")
		e.date(lot.Until)
	}
}
