package servicelevel

import (
	"time"

	"github.com/palier-go/palier/penalty"
)

// blocks writes how work becomes blocks: "65 min → 3 tranches de 30 min (S18, S19)", of a
// ticket that goes on "20 min before and 35 min = 55 min → 2 blocks of 30 min, less 1 charged
// before". What does not come out so, since the ticket was worked on under several plans or
// is paid for by several months, is said without a sum.
func (e *explainer) blocks(t *TicketWork) {
	size := max(t.Block, 1)
	n, before := int64(t.Charged/size), int64(t.ChargedBefore/size)
	switch all := t.WorkedBefore + t.Worked; {
	case len(t.Sessions) > 0 && sumOfBlocks(t.Sessions, size) == t.Charged:
		e.sessions(t.Sessions)
	case len(t.Sessions) == 0 && all >= 0 && t.ChargedBefore%size == 0 && wholeBlocks(all, size) == t.Charged+t.ChargedBefore:
		if n += before; t.WorkedBefore != 0 {
			e.work(t.WorkedBefore)
			e.by(" avant", " before")
			if t.Worked != 0 {
				if t.Worked < 0 {
					e.by(" moins ", " less ")
				} else {
					e.by(" et ", " and ")
				}
				e.work(max(t.Worked, -t.Worked))
				e.str(" = ")
				e.work(all)
			}
		} else {
			e.work(t.Worked)
		}
	default:
		e.work(t.Worked)
		e.worked(t.Worked, " travaillée", " worked")
		e.str(", ")
		e.work(t.Charged)
		e.worked(t.Charged, " facturée", " charged")
		e.cites(t.Rules.Blocks)
		return
	}
	e.str(" → ")
	e.int(n)
	e.by(" tranche", " block")
	if max(n, -n) > 1 || n == 0 && e.lang == English {
		e.str("s")
	}
	e.by(" de ", " of ")
	e.work(t.Block)
	e.cites(t.Rules.Blocks)
	if before != 0 && len(t.Sessions) == 0 {
		e.by(", moins ", ", less ")
		e.int(before)
		if e.by(" facturée", " charged"); before > 1 {
			e.by("s", "")
		}
		e.by(" avant", " before")
	}
}

// sessions writes sessions that are rounded up each by itself: "10 min + 10 min, each".
func (e *explainer) sessions(list []time.Duration) {
	for i, d := range list {
		if i > 0 {
			e.str(" + ")
		}
		e.work(d)
	}
	if len(list) > 1 {
		e.by(", chacune", ", each")
	}
}

// wholeBlocks rounds a time up to whole blocks.
func wholeBlocks(d, size time.Duration) time.Duration { return (d + size - 1) / size * size }

// sumOfBlocks is what sessions come to, each by itself.
func sumOfBlocks(sessions []time.Duration, size time.Duration) (sum time.Duration) {
	for _, d := range sessions {
		if d < 0 {
			sum -= wholeBlocks(-d, size)
		} else {
			sum += wholeBlocks(d, size)
		}
	}
	return sum
}

// soldHours writes "1 h 30 min sans crédit à 90,00 € HT l'heure = 135,00 € (D29, D21)".
func (e *explainer) soldHours(line *Line) {
	e.lapse(line.Time)
	e.by(" sans crédit à ", " without credit at ")
	e.euros(line.Price)
	e.by(" HT l'heure = ", " an hour excl. VAT = ")
	e.euros(line.Amount)
	e.rounding(line.Rounding == penalty.HalfEven)
	e.cites(line.Rules)
}
