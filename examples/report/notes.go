package main

import (
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/statement"
)

// lastDay is the last day that the statement tells of.
func (p *page) lastDay() calendar.Date {
	if p.Provisional {
		return calendar.DateOf(p.AsOf.In(p.zone))
	}
	_, last := p.DaysOf(p.Month)
	return last
}

// returned is what all credit notes give back.
func (p *page) returned() decimal.Decimal {
	var sum decimal.Decimal
	for i := range p.CreditNotes {
		sum = sum.Add(p.CreditNotes[i].Document.Gross)
	}
	return sum
}

// sentence joins notes that are there.
func (w words) sentence(parts ...string) string {
	var said []string
	for _, s := range parts {
		if s != "" {
			said = append(said, s)
		}
	}
	return strings.Join(said, w.t(nbsp+"; ", "; "))
}

// spent writes a time behind its name, or nothing where it is zero.
func (w words) spent(fr, en string, d time.Duration) string {
	if d == 0 {
		return ""
	}
	return w.t(fr+nbsp+": ", en+": ") + w.hours(d)
}

func (w words) paid(fr, en string, d decimal.Decimal) string {
	if d.IsZero() {
		return ""
	}
	return w.t(fr+nbsp+": ", en+": ") + w.amount(d)
}

// ways says in what ways the hours bought came and went: Opening plus what was bought, less
// all others, is Closing.
func (p *page) ways() string {
	c := &p.Credit
	return p.sentence(
		p.t("acheté"+nbsp+": ", "bought: ")+p.hours(c.Bought),
		p.t("utilisé"+nbsp+": ", "used: ")+p.hours(c.Used),
		p.spent("remboursé", "refunded", c.Refunded),
		p.spent("perdu", "lost", c.Forfeited),
		p.spent("transféré", "moved", c.Moved),
		p.spent("achat annulé", "purchase withdrawn", c.Withdrawn),
		p.spent("expiré", "lapsed", c.Lapsed),
		p.spent("à découvert", "overdrawn", c.Overdrawn),
	)
}

// lotNotes says what a pack is, where its hours went besides work, and what became of its
// price.
func (p *page) lotNotes(l statement.LotUse) []string {
	what := p.hours(l.Time) + p.t(", du ", ", of ") + p.date(l.Bought) + ", " + p.amount(l.Price) + p.t(" HT", " excl. VAT")
	if l.Until.Valid() {
		what += p.t(", valable jusqu'au ", ", valid until ") + p.date(l.Until)
	}
	for _, e := range p.Sales() {
		if e.ID == l.Lot {
			what = p.sentence(what, p.t("vendu pour le travail fait sans crédit", "sold for work done without credit"))
		}
	}
	if c := p.Allowance.Carried; c != nil && c.Lot == l.Lot {
		what = p.sentence(what, p.t("reporté de l'allocation : ", "carried over of the allowance: ")+c.Explained.Text(p.lang))
	}
	for _, y := range p.Allowance.Yearly {
		if y.Lot == l.Lot {
			what = p.sentence(what, y.Explained.Text(p.lang))
		}
	}
	notes := []string{what}
	if gone := p.sentence(
		p.spent("acheté", "bought", l.Closing+l.Used+l.Refunded+l.Forfeited+l.Moved+l.Withdrawn+l.Lapsed-l.Opening), // what is not from before
		p.spent("remboursé", "refunded", l.Refunded), p.spent("perdu", "lost", l.Forfeited),
		p.spent("transféré", "moved", l.Moved), p.spent("achat annulé", "purchase withdrawn", l.Withdrawn),
		p.spent("expiré", "lapsed", l.Lapsed),
	); gone != "" {
		notes = append(notes, p.t("ce mois-ci, ", "this month, ")+gone)
	}
	return append(notes, p.sentence(
		p.t("consommé"+nbsp+": ", "used up: ")+p.amount(l.Earned)+p.t(" (ce mois-ci ", " (this month ")+p.amount(l.EarnedMonth)+")",
		p.t("à servir"+nbsp+": ", "still owed in hours: ")+p.amount(l.Deferred),
		p.paid("remboursé", "refunded", l.Repaid), p.paid("transféré", "moved", l.Transferred),
	))
}

// outageNote says what is known of an outage besides when it was.
func (p *page) outageNote(o outage) string {
	var excluded, share string
	if o.Excluded != penalty.Counts {
		excluded = p.t("exclue"+nbsp+": ", "excluded: ") + p.excluded(o.Excluded)
	}
	if !o.Share.IsZero() {
		share = p.percent(o.Share) + p.t(" de la plateforme", " of the platform")
	}
	switch {
	case o.Budget == 0:
	case o.Excluded == penalty.Counts:
		excluded = p.t("maintenance au-delà de ", "maintenance beyond ") + p.hours(o.Budget) + p.t(" par période, qui compte", " a period, which counts")
	default:
		excluded += p.t(", jusqu’à ", ", up to ") + p.hours(o.Budget) + p.t(" par période", " a period")
	}
	if !o.Detected.IsZero() {
		excluded = p.sentence(excluded, p.t("détectée le ", "detected on ")+p.instant(o.Detected)+p.t(", compte depuis que vous l’avez signalée", ", counts from when you reported it on"))
	}
	if o.Least > 0 {
		excluded = p.t("ne compte pas, car de moins de ", "does not count, as it is shorter than ") + p.hours(o.Least)
	}
	return p.sentence(o.Cause, excluded, share, p.unclaimed(&o.Claim))
}

// unclaimed says why an outage does not count that was to be claimed by itself.
func (p *page) unclaimed(c *penalty.OutageClaim) string {
	switch {
	case c.Claim == penalty.Unneeded:
		return ""
	case c.Claim == penalty.ClaimLate:
		return p.t("ne compte pas, car réclamée trop tard, le ", "does not count, as it was claimed too late, on ") + p.instant(c.At.In(p.zone))
	case c.By.IsZero():
		return p.t("ne compte pas tant qu’elle n’est pas réclamée", "does not count until it is claimed")
	case c.Claim == penalty.Lapsed:
		return p.t("ne compte pas, car non réclamée avant le ", "does not count, as it was not claimed before ") + p.instant(c.By.In(p.zone))
	default:
		return p.t("ne compte pas tant qu’elle n’est pas réclamée, avant le ", "does not count until it is claimed, before ") + p.instant(c.By.In(p.zone))
	}
}
