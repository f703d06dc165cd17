package statement

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
)

// blocks writes how work becomes blocks: "65 min → 3 tranches de 30 min (S18, S19)", of a
// ticket that goes on "20 min before and 35 min = 55 min → 2 blocks of 30 min, less 1 charged
// before", with a minimum "32 min → the minimum of 20 min + 3 blocks of 5 min = 35 min". What
// does not come out so, since each session is rounded up by itself and one was split between two
// months or is of a later plan with other blocks, is said without a sum. What sessions come to that are taken back for the most
// part is said so, and their figures as if they were not: "taken back: 10 min → 1 block of 30 min".
func (e *explainer) blocks(t *TicketWork) {
	of := credit.Blocks{Size: max(t.Block, 1), Minimum: t.Minimum}
	own, others := t.WorkedBefore+t.AsCounted(), t.OtherMonths
	if own%of.Size == 0 && of.Minimum == 0 && own == t.Charged+t.ChargedBefore {
		others = 0 // whole blocks without them
	}
	all := own + others
	var due tally
	switch {
	case len(t.Sessions) > 0:
		for _, d := range t.Sessions {
			due.add(d, of)
		}
	case all >= 0:
		due.add(all, of)
	}
	switch {
	case t.factored() != t.AsCounted(): // it was found to count otherwise than by the factors
		e.withoutSum(t)
		return
	case len(t.Sessions) > 0 && due.time(of) == t.Charged:
		back := t.Charged < 0 || t.Charged == 0 && t.AsCounted() < 0
		if back {
			e.By("repris : ", "taken back: ")
			due = tally{-due.minimums, -due.blocks}
		}
		if t.weighed() {
			e.weighed(t, back)
			if len(t.Sessions) > 1 {
				e.By(" : ", ": ")
			}
		}
		if !t.weighed() || len(t.Sessions) > 1 {
			e.sessions(t.Sessions, back)
		}
	case len(t.Sessions) == 0 && all >= 0 && due.time(of) == t.Charged+t.ChargedBefore+others:
		if e.goesOn(t); others != 0 {
			e.By(" et ", " and ")
			e.Work(others)
			e.By(" d'autres mois = ", " of other months = ")
			e.Work(all)
		}
	case len(t.Sessions) == 0 && others != 0 && own == t.Charged+t.ChargedBefore:
		e.goesOn(t)
		e.By(", un autre mois paie l'arrondi", ", another month pays for the rounding")
		e.cites(plans.Cite(append(slices.Collect(t.Rules.Blocks.All()), "D5")...))
		e.lessBefore(t)
		return
	default:
		e.withoutSum(t)
		return
	}
	e.Str(" → ")
	if of.Minimum > 0 {
		e.minimum(due, t, others)
		return
	}
	e.countBlocks(due.blocks, t.Block)
	e.cites(t.Rules.Blocks)
	if others != 0 || t.ChargedBefore%of.Size != 0 {
		e.lessOthers(t, others)
		return
	}
	if before := int64(t.ChargedBefore / of.Size); before != 0 && len(t.Sessions) == 0 {
		e.By(", moins ", ", less ")
		e.Int(before)
		if e.By(" facturée", " charged"); before > 1 {
			e.By("s", "")
		}
		e.By(" avant", " before")
	}
}

// withoutSum writes work and what it came to: "60 min worked, 75 min counted, 90 min charged".
func (e *explainer) withoutSum(t *TicketWork) {
	e.moreOrLess(t.Worked, " travaillée", " worked")
	e.Str(", ")
	if t.weighed() {
		e.moreOrLess(t.AsCounted(), " comptée", " counted")
		e.cites(t.Rules.Factors)
		e.Str(", ")
	}
	e.moreOrLess(t.Charged, " facturée", " charged")
	e.cites(t.Rules.Blocks)
}

// minimum writes what work comes to with a minimum: "the minimum of 20 min + 3 blocks of 5 min
// = 35 min (S19), less 20 min charged before".
func (e *explainer) minimum(due tally, t *TicketWork, others time.Duration) {
	of := credit.Blocks{Size: max(t.Block, 1), Minimum: t.Minimum}
	switch m, n := due.minimums, due.blocks; {
	case m == 0 && n == 0:
		e.Work(0)
	case m == 0:
		e.countBlocks(n, t.Block)
	case m < 0: // fewer sessions, and more work
		e.countBlocks(n, t.Block)
		e.By(" moins ", " less ")
		e.countMinimums(-m, t.Minimum)
	default:
		if e.countMinimums(m, t.Minimum); n < 0 {
			e.By(" moins ", " less ")
			e.countBlocks(-n, t.Block)
		} else if n > 0 {
			e.Str(" + ")
			e.countBlocks(n, t.Block)
		}
	}
	if due != (tally{}) && due != (tally{minimums: 1}) {
		e.Str(" = ")
		e.Work(due.time(of))
	}
	e.cites(t.Rules.Blocks)
	e.lessOthers(t, others)
}

// lessOthers writes what of whole blocks is not charged now: what other months pay for, "less
// those 20 min (D5)", and what was charged before.
func (e *explainer) lessOthers(t *TicketWork, others time.Duration) {
	if others != 0 && len(t.Sessions) == 0 {
		e.By(", moins ces ", ", less those ")
		e.Work(others)
		e.cites("D5")
	}
	e.lessBefore(t)
}

// lessBefore writes "less 20 min charged before".
func (e *explainer) lessBefore(t *TicketWork) {
	if t.ChargedBefore != 0 && len(t.Sessions) == 0 {
		e.By(", moins ", ", less ")
		e.Work(t.ChargedBefore)
		e.Worked(t.ChargedBefore, " facturée", " charged")
		e.By(" avant", " before")
	}
}

// goesOn writes the work on a ticket with what was worked on it before: "20 min before and 35
// min = 55 min".
func (e *explainer) goesOn(t *TicketWork) {
	switch {
	case t.WorkedBefore != 0:
		e.Work(t.WorkedBefore)
		e.By(" avant", " before")
	case !t.weighed():
		e.Work(t.Worked)
		return
	}
	switch {
	case t.weighed():
		e.weighed(t, false)
		return
	case t.Worked == 0:
		return
	case t.Worked < 0:
		e.By(" moins ", " less ")
	default:
		e.By(" et ", " and ")
	}
	e.Work(max(t.Worked, -t.Worked))
	e.Str(" = ")
	e.Work(t.WorkedBefore + t.Worked)
}

// moreOrLess writes a time of work and what became of it: "10 min charged", or of one below zero
// "10 min less charged".
func (e *explainer) moreOrLess(d time.Duration, fr, en string) {
	e.Work(d.Abs())
	if d < 0 {
		e.By("", " less")
	}
	if e.Worked(d, fr, en); d < 0 {
		e.By(" de moins", "")
	}
}

// countMinimums writes "2 × the minimum of 20 min".
func (e *explainer) countMinimums(n int64, minimum time.Duration) {
	if n != 1 {
		e.Int(n)
		e.Str(" × ")
	}
	e.By("le minimum de ", "the minimum of ")
	e.Work(minimum)
}

// countBlocks writes "3 blocks of 30 min".
func (e *explainer) countBlocks(n int64, size time.Duration) {
	e.Int(n)
	e.By(" tranche", " block")
	if n > 1 || n == 0 && e.Lang == plans.English {
		e.Str("s")
	}
	e.By(" de ", " of ")
	e.Work(size)
}

// sessions writes sessions that are rounded up each by itself: "10 min + 10 min, each", those that
// do not go the way of the others after them: "40 min less 10 min, each".
func (e *explainer) sessions(list []time.Duration, back bool) {
	n := 0
	for _, less := range [...]bool{false, true} {
		for _, d := range list {
			if d < 0 != (less != back) {
				continue
			}
			switch {
			case n == 0:
			case less:
				e.By(" moins ", " less ")
			default:
				e.Str(" + ")
			}
			e.Work(d.Abs())
			n++
		}
	}
	if len(list) > 1 {
		e.By(", chacune", ", each")
	}
}

// tally is what work comes to: so many minimums, and so many blocks on top of them.
type tally struct{ minimums, blocks int64 }

// add adds work, or takes it off if it is negative.
func (c *tally) add(d time.Duration, of credit.Blocks) {
	n := int64((max(0, max(d, -d)-of.Minimum) + of.Size - 1) / of.Size)
	switch {
	case d > 0:
		c.minimums, c.blocks = c.minimums+1, c.blocks+n
	case d < 0:
		c.minimums, c.blocks = c.minimums-1, c.blocks-n
	}
}

// time returns how long that is.
func (c tally) time(of credit.Blocks) time.Duration {
	return time.Duration(c.minimums)*of.Minimum + time.Duration(c.blocks)*of.Size
}

// soldHours writes "1 h 30 min sans crédit à 90,00 € HT l'heure = 135,00 € (D29, D21)".
func (e *explainer) soldHours(line *invoice.Line) {
	e.Lapse(line.Time)
	e.By(" sans crédit à ", " without credit at ")
	e.Euros(line.Price)
	e.By(" HT l'heure = ", " an hour excl. VAT = ")
	e.Euros(line.Amount)
	e.Rounding(line.Rounding == penalty.HalfEven)
	e.cites(line.Rules)
}

// weighed reports whether the work counts otherwise than it took, or factors held for it.
func (w *TicketWork) weighed() bool { return w.Counted != 0 || len(w.Weighed) > 0 }

// weighed writes what work counts as, each factor with its part of it: "30 min + 30 min × 1.5
// = 75 min", behind what was worked before " and 30 min × 1.5 = 65 min". What is taken back is
// written as if it were not if back is set.
func (e *explainer) weighed(t *TicketWork, back bool) {
	n, all := 0, t.WorkedBefore+t.AsCounted()
	if back {
		all = -all
	}
	for _, less := range [...]bool{false, true} {
		term := func(d time.Duration, by decimal.Decimal) {
			if d == 0 || d < 0 != (less != back) {
				return
			}
			switch first := n == 0 && t.WorkedBefore == 0; {
			case less && first:
				e.By("moins ", "less ")
			case less:
				e.By(" moins ", " less ")
			case n > 0:
				e.Str(" + ")
			case !first:
				e.By(" et ", " and ")
			}
			e.Work(d.Abs())
			if !by.IsZero() {
				e.Str(" × ")
				e.Factor(by)
			}
			n++
		}
		rest := t.Worked
		for _, x := range t.Weighed {
			rest -= x.Time
		}
		term(rest, decimal.Decimal{})
		for _, x := range t.Weighed {
			term(x.Time, x.By)
		}
	}
	e.Str(" = ")
	e.Work(all)
	e.cites(t.Rules.Factors)
}

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
