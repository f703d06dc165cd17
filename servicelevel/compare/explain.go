package compare

import (
	"time"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/internal/reckon"
	"github.com/palier-go/palier/servicelevel/internal/words"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Explain fills in the Explained of every level and of every assumption, in both languages, from
// the figures of the comparison alone, as Statement.Explain does for those of a statement. Levels
// leaves them empty.
func (c *Comparison) Explain() {
	var e levelWords
	e.Begin(c.Currency, cycle.Of(c.MonthDay))
	for i := range c.Levels {
		x := &c.Levels[i]
		e.Offsets = x.needsOffsets()
		e.Say(&x.Explained, func() { e.level(x) })
		for j := range x.Assumptions {
			x.Assumptions[j].Explain(c.Currency)
		}
	}
	e.End()
}

// levelWords words what levels would have come to.
type levelWords struct{ words.Writer }

// cites writes rule ids in brackets.
func (e *levelWords) cites(rules ...string) { words.Cites(&e.Writer, rules) }

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
func (e *levelWords) level(x *LevelCost) {
	e.fees(x)
	if x.Charged != 0 {
		e.charged(x)
	}
	if x.Cost != nil {
		e.By(" ; en tout ", "; in all ")
		e.Euros(*x.Cost)
		e.By(" HT", " excl. VAT")
	}
	if x.Outside != 0 {
		e.By(" ; ", "; ")
		e.Lapse(x.Outside)
		e.By(" de travail hors des heures du niveau", " of work outside the level's hours")
	}
	e.kept(x)
	switch {
	case x.Owed == nil:
		e.By(" ; ce qui serait dû dépend d'un loyer, qui n'est pas donné", "; what would be owed depends on a rent, which is not given")
		e.cites("D17")
	case !x.Owed.IsZero():
		e.owedMonths(x)
	}
	for i := range x.Refused {
		e.refused(&x.Refused[i])
	}
	for i := range x.Later {
		r := &x.Later[i]
		e.By(" ; ", "; ")
		e.Str(r.Ticket)
		e.By(" attend jusqu'au ", " waits until ")
		e.Instant(r.Earliest)
		e.By(", soit ", ", ")
		e.Lapse(r.By)
		e.By(" de plus qu'à un autre niveau : le ", " longer than at another level: ")
		e.Instant(r.First)
	}
	e.verdict(x)
}

// fees writes "fees 2 × €45.00 + 16 of 31 days of €45.00 (€23.23) = €113.23 excl. VAT".
func (e *levelWords) fees(x *LevelCost) {
	e.By("abonnements ", "fees ")
	for i := range x.FeeParts {
		p := &x.FeeParts[i]
		if i > 0 {
			e.Str(" + ")
		}
		if p.OfMonths > 0 {
			e.shares(p)
			continue
		}
		if p.Months > 0 {
			e.Int(int64(p.Months))
			e.Str(" × ")
			e.Euros(p.Price)
			continue
		}
		e.Int(int64(p.Days))
		if e.By(" jour", ""); p.Days > 1 {
			e.By("s", "")
		}
		e.By(" sur ", " of ")
		e.Int(int64(p.OfDays))
		e.By(" de ", " days of ")
		e.Euros(p.Price)
		e.Str(" (")
		e.Euros(p.Amount)
		e.Rounding(p.Rounding == penalty.HalfEven)
		e.Str(")")
	}
	if len(x.FeeParts) > 0 {
		e.Str(" = ")
	}
	e.Euros(x.Fees)
	e.By(" HT", " excl. VAT")
}

// shares writes "3 of 12 months of €1,190.00 (€297.50)", and behind others "3 of 12 months of €1,190.00
// after 7 (€991.67 less €694.17 = €297.50)".
func (e *levelWords) shares(p *FeePart) {
	e.Int(int64(p.Months))
	e.By(" mois sur ", " of ")
	e.Int(int64(p.OfMonths))
	e.By(" de ", " months of ")
	e.Euros(p.Price)
	if p.MonthsBefore > 0 {
		e.By(" après ", " after ")
		e.Int(int64(p.MonthsBefore))
	}
	e.Str(" (")
	if p.MonthsBefore > 0 {
		all := reckon.MonthsPrice{Cents: e.Unit.Count(p.Price), Of: int64(p.OfMonths), Rounding: p.Rounding}
		e.Euros(e.Unit.Decimal(all.UpTo(int64(p.MonthsBefore + p.Months))))
		e.By(" moins ", " less ")
		e.Euros(e.Unit.Decimal(all.UpTo(int64(p.MonthsBefore))))
		e.Str(" = ")
	}
	e.Euros(p.Amount)
	e.Rounding(p.Rounding == penalty.HalfEven)
	e.Str(")")
}

// owedMonths writes "owed to the customer €11.18 for May 2026 + €3.00 for June 2026 = €14.18".
func (e *levelWords) owedMonths(x *LevelCost) {
	e.By(" ; dû au client ", "; owed to the customer ")
	for i := range x.OwedMonths {
		m := &x.OwedMonths[i]
		if i > 0 {
			e.Str(" + ")
		}
		e.Euros(m.Amount)
		e.By(" au relevé ", " by the statement ")
		e.OfMonth(m.Month)
	}
	if len(x.OwedMonths) != 1 {
		e.Str(" = ")
		e.Euros(*x.Owed)
	}
}

// charged writes what was worked, from what it would have been paid, and at which price.
func (e *levelWords) charged(x *LevelCost) {
	e.By(" ; ", "; ")
	e.Lapse(x.Charged)
	e.By(" de travail", " of work")
	e.Lapsed(x.Charged, " facturée", " charged")
	e.Str(", ")
	e.Lapse(x.FromAllowance)
	e.By(" sur les allocations, ", " from the allowances, ")
	e.Lapse(x.Hours)
	e.By(" à acheter", " to buy")
	switch {
	case x.Hours == 0:
	case x.Packs == nil:
		e.By(", à un prix qui n'est pas publié", ", at a price that is not stated")
	default:
		e.bought(x)
	}
}

// kept writes which promises would have been kept.
func (e *levelWords) kept(x *LevelCost) {
	if x.Guarantees != (response.Attainment{}) {
		e.By(" ; délais garantis : ", "; guaranteed times: ")
		e.Int(int64(x.Guarantees.InTime))
		e.By(" tenu", " kept")
		e.Plural(x.Guarantees.InTime)
		e.Str(", ")
		e.Int(int64(x.Guarantees.Late))
		e.By(" manqué", " missed")
		e.Plural(x.Guarantees.Late)
		for i, ticket := range x.Late {
			if i == 0 {
				e.Str(" (")
			} else {
				e.Str(", ")
			}
			e.Str(ticket)
		}
		if len(x.Late) > 0 {
			e.Str(")")
		}
	}
	for i, m := range x.Missed {
		if i == 0 {
			e.By(" ; disponibilité manquée : ", "; availability missed: ")
		} else {
			e.Str(", ")
		}
		e.Month(m)
	}
}

// channelWords are how a request was made that a level does not take.
var channelWords = [...]servicelevel.Wording{
	servicelevel.ByTicket: {FR: "par ticket", EN: "by ticket"}, servicelevel.ByTelephone: {FR: "par téléphone", EN: "by telephone"},
	servicelevel.ByMail: {FR: "par courriel", EN: "by mail"}, servicelevel.ByMonitoring: {FR: "par la surveillance", EN: "by monitoring"},
}

func (e *levelWords) refused(r *RefusedRequest) {
	e.By(" ; ", "; ")
	e.Str(r.Ticket)
	if int(r.Channel) < len(channelWords) {
		e.Str(", ")
		e.Str(channelWords[r.Channel].Text(e.Lang))
		e.Str(",")
	}
	e.By(" est refusé", " is refused")
	if r.Worked != 0 {
		e.By(", avec ", ", with ")
		e.Lapse(r.Worked)
		e.By(" de travail", " of work")
	}
	e.cites(r.Rules...)
}

// verdict writes whether the server can have the level.
func (e *levelWords) verdict(x *LevelCost) {
	if x.Verdict == nil {
		return
	}
	switch *x.Verdict {
	case plans.Refused:
		e.By(" ; pas pour ce serveur", "; not for this server")
	case plans.ContactUs:
		e.By(" ; à voir avec l'hébergeur pour ce serveur", "; for this server the provider must be asked")
	default:
		e.By(" ; possible pour ce serveur", "; this server can have it")
	}
	var rules []string
	for i := range x.Unmet {
		rules = append(rules, x.Unmet[i].Rules...)
	}
	e.cites(string(plans.Cite(rules...)))
}
