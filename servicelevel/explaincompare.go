package servicelevel

import (
	"time"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Explain fills in the Explained of every level and of every assumption, in both languages, from
// the figures of the comparison alone, as Statement.Explain does for those of a statement. Compare
// leaves them empty.
func (c *Comparison) Explain() {
	explained(c.Currency, cycleOf(c.MonthDay), func(e *explainer) {
		for i := range c.Levels {
			x := &c.Levels[i]
			e.offsets = x.needsOffsets()
			e.say(&x.Explained, func() { e.level(x) })
			e.offsets = false
			for j := range x.Assumptions {
				e.assumption(&x.Assumptions[j])
			}
		}
	})
}

// needsOffsets reports whether clocks were changed between the instants of a level, or show one of
// them twice.
func (x *LevelCost) needsOffsets() bool {
	offset := func(t time.Time) int { _, seconds := t.Zone(); return seconds }
	for i := range x.Later {
		if first := offset(x.Later[0].Earliest); x.Later[i].Twice || offset(x.Later[i].Earliest) != first || offset(x.Later[i].First) != first {
			return true
		}
	}
	return false
}

// level writes "fees €90.00 excl. VAT; 4 h of work charged, 1 h 30 min from the allowances, 2 h 30 min
// to buy: 1 × 3 h at €169.00 = €169.00; in all €259.00 excl. VAT", and how requests would
// have fared.
func (e *explainer) level(x *LevelCost) {
	e.fees(x)
	if x.Charged != 0 {
		e.charged(x)
	}
	if x.Cost != nil {
		e.by(" ; en tout ", "; in all ")
		e.euros(*x.Cost)
		e.by(" HT", " excl. VAT")
	}
	if x.Outside != 0 {
		e.by(" ; ", "; ")
		e.lapse(x.Outside)
		e.by(" de travail hors des heures du niveau", " of work outside the level's hours")
	}
	e.kept(x)
	switch {
	case x.Owed == nil:
		e.by(" ; ce qui serait dû dépend d'un loyer, qui n'est pas donné", "; what would be owed depends on a rent, which is not given")
		e.cites("D17")
	case !x.Owed.IsZero():
		e.owedMonths(x)
	}
	for i := range x.Refused {
		e.refused(&x.Refused[i])
	}
	for i := range x.Later {
		r := &x.Later[i]
		e.by(" ; ", "; ")
		e.str(r.Ticket)
		e.by(" attend jusqu'au ", " waits until ")
		e.instant(r.Earliest)
		e.by(", soit ", ", ")
		e.lapse(r.By)
		e.by(" de plus qu'à un autre niveau : le ", " longer than at another level: ")
		e.instant(r.First)
	}
	e.verdict(x)
}

// fees writes "fees 2 × €45.00 + 16 of 31 days of €45.00 (€23.23) = €113.23 excl. VAT".
func (e *explainer) fees(x *LevelCost) {
	e.by("abonnements ", "fees ")
	for i := range x.FeeParts {
		p := &x.FeeParts[i]
		if i > 0 {
			e.str(" + ")
		}
		if p.Months > 0 {
			e.int(int64(p.Months))
			e.str(" × ")
			e.euros(p.Price)
			continue
		}
		e.int(int64(p.Days))
		if e.by(" jour", ""); p.Days > 1 {
			e.by("s", "")
		}
		e.by(" sur ", " of ")
		e.int(int64(p.OfDays))
		e.by(" de ", " days of ")
		e.euros(p.Price)
		e.str(" (")
		e.euros(p.Amount)
		e.rounding(p.Rounding == penalty.HalfEven)
		e.str(")")
	}
	if len(x.FeeParts) > 0 {
		e.str(" = ")
	}
	e.euros(x.Fees)
	e.by(" HT", " excl. VAT")
}

// owedMonths writes "owed to the customer €11.18 for May 2026 + €3.00 for June 2026 = €14.18".
func (e *explainer) owedMonths(x *LevelCost) {
	e.by(" ; dû au client ", "; owed to the customer ")
	for i := range x.OwedMonths {
		m := &x.OwedMonths[i]
		if i > 0 {
			e.str(" + ")
		}
		e.euros(m.Amount)
		e.by(" au relevé ", " by the statement ")
		e.ofMonth(m.Month)
	}
	if len(x.OwedMonths) != 1 {
		e.str(" = ")
		e.euros(*x.Owed)
	}
}

// charged writes what was worked, from what it would have been paid, and at which price.
func (e *explainer) charged(x *LevelCost) {
	e.by(" ; ", "; ")
	e.lapse(x.Charged)
	e.by(" de travail", " of work")
	e.lapsed(x.Charged, " facturée", " charged")
	e.str(", ")
	e.lapse(x.FromAllowance)
	e.by(" sur les allocations, ", " from the allowances, ")
	e.lapse(x.Hours)
	e.by(" à acheter", " to buy")
	switch {
	case x.Hours == 0:
	case x.Packs == nil:
		e.by(", à un prix qui n'est pas publié", ", at a price that is not stated")
	default:
		for i := range x.Packs.Lines {
			line := &x.Packs.Lines[i]
			e.item(i, " + ")
			e.int(line.Count)
			e.by(" × ", " × ")
			e.lapse(line.Pack.Time)
			e.by(" à ", " at ")
			e.euros(line.Pack.Price)
		}
		e.str(" = ")
		e.euros(x.Packs.Price)
	}
}

// kept writes which promises would have been kept.
func (e *explainer) kept(x *LevelCost) {
	if x.Guarantees != (penalty.Attainment{}) {
		e.by(" ; délais garantis : ", "; guaranteed times: ")
		e.int(int64(x.Guarantees.InTime))
		e.by(" tenu", " kept")
		e.plural(x.Guarantees.InTime)
		e.str(", ")
		e.int(int64(x.Guarantees.Late))
		e.by(" manqué", " missed")
		e.plural(x.Guarantees.Late)
		for i, ticket := range x.Late {
			if i == 0 {
				e.str(" (")
			} else {
				e.str(", ")
			}
			e.str(ticket)
		}
		if len(x.Late) > 0 {
			e.str(")")
		}
	}
	for i, m := range x.Missed {
		if i == 0 {
			e.by(" ; disponibilité manquée : ", "; availability missed: ")
		} else {
			e.str(", ")
		}
		e.month(m)
	}
}

// plural ends a French adjective that tells how many.
func (e *explainer) plural(n int) {
	if n > 1 {
		e.by("s", "")
	}
}

// channelWords are how a request was made that a level does not take.
var channelWords = [...]Wording{
	ByTicket: {FR: "par ticket", EN: "by ticket"}, ByTelephone: {FR: "par téléphone", EN: "by telephone"},
	ByMail: {FR: "par courriel", EN: "by mail"}, ByMonitoring: {FR: "par la surveillance", EN: "by monitoring"},
}

func (e *explainer) refused(r *RefusedRequest) {
	e.by(" ; ", "; ")
	e.str(r.Ticket)
	if int(r.Channel) < len(channelWords) {
		e.by(" ", ", ")
		e.str(channelWords[r.Channel].Text(e.lang))
		e.by("", ",")
	}
	e.by(" est refusé", " is refused")
	if r.Worked != 0 {
		e.by(", avec ", ", with ")
		e.lapse(r.Worked)
		e.by(" de travail", " of work")
	}
	e.citesIDs(r.Rules)
}

// verdict writes whether the server can have the level.
func (e *explainer) verdict(x *LevelCost) {
	if x.Verdict == nil {
		return
	}
	switch *x.Verdict {
	case plans.Refused:
		e.by(" ; pas pour ce serveur", "; not for this server")
	case plans.ContactUs:
		e.by(" ; à voir avec l'hébergeur pour ce serveur", "; for this server the provider must be asked")
	default:
		e.by(" ; possible pour ce serveur", "; this server can have it")
	}
	var rules []string
	for i := range x.Unmet {
		rules = append(rules, x.Unmet[i].Rules...)
	}
	e.cites(Cite(rules...))
}
