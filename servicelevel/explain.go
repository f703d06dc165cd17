package servicelevel

import (
	"time"

	"github.com/palier-go/palier/penalty"
)

// explain words every line and result of the statement.
func (b *biller) explain() {
	b.writer.n = 0
	s := b.out
	for i := range s.Invoice.Lines {
		b.explainLine(&s.Invoice.Lines[i])
	}
	if s.Compensation != nil {
		for i := range s.Compensation.Lines {
			b.explainLine(&s.Compensation.Lines[i])
		}
	}
	for i := range s.Tickets {
		t := &s.Tickets[i]
		b.say(&t.Explained, func(w *writer) { b.sayTicket(w, t) })
	}
	for i := range s.Guarantees {
		g := &s.Guarantees[i]
		b.say(&g.Explained, func(w *writer) { b.sayGuarantee(w, g) })
	}
	for i := range s.Availability {
		u := &s.Availability[i]
		b.say(&u.Explained, func(w *writer) { b.sayUptime(w, u) })
	}
	b.hand()
}

func (b *biller) explainLine(line *Line) {
	name := &b.term.offer(line.Level).plan.Name
	b.say(&line.Label, func(w *writer) { b.sayLabel(w, line, name) })
	b.say(&line.Explained, func(w *writer) {
		switch line.Kind {
		case FeeLine:
			b.sayFee(w, line, name)
		case PackLine:
			b.sayPack(w, line)
		case PenaltyLine, LateLine:
			b.sayOwed(w, line)
		}
		if line.Corrects.Valid() {
			w.by(" ; connu après le relevé ", "; known after the statement ")
			w.ofMonth(line.Corrects)
		}
	})
}

func (b *biller) sayLabel(w *writer, line *Line, name *Wording) {
	switch line.Kind {
	case FeeLine:
		w.by("Niveau ", "")
		w.str(name.Text(w.lang))
		w.by(", ", " level, ")
		w.month(b.month)
	case PackLine:
		w.by("Pack de ", "Pack of ")
		w.hours(line.Time)
	case PenaltyLine:
		w.by("Indisponibilité, ", "Unavailability, ")
		w.month(line.Date.MonthOf())
	case LateLine:
		w.by("Interventions tardives, ", "Late interventions, ")
		w.month(b.month)
	}
}

func (b *biller) sayFee(w *writer, line *Line, name *Wording) {
	w.by("niveau ", "")
	w.str(name.Text(w.lang))
	w.by(" à ", " at ")
	w.euros(line.Price)
	w.by(" HT par mois", " a month excl. VAT")
	w.cites(b.term.offer(line.Level).plan.Fee.Rules...)
	if line.PriceBase > 0 {
		w.by(" ; ", "; ")
		w.str(line.Quantity.String())
		if w.by(" jour", ""); !line.Quantity.Equal(one) {
			w.by("s", "")
		}
		w.by(" sur ", " of ")
		w.int(int64(line.PriceBase))
		w.by(" à partir du ", " days from ")
		w.date(line.Date)
		w.str(" = ")
		w.euros(line.Amount)
		w.cites("D24", "D21")
	}
}

func (b *biller) sayPack(w *writer, line *Line) {
	w.hours(line.Time)
	w.by(" d'intervention achetées le ", " of intervention bought on ")
	w.date(line.Date)
	w.by(", ", ", ")
	w.euros(line.Price)
	w.by(" HT", " excl. VAT")
	w.cites(line.Rules...)
}

func (b *biller) sayOwed(w *writer, line *Line) {
	if line.Kind == PenaltyLine {
		w.by("disponibilité de ", "availability of ")
		w.month(line.Date.MonthOf())
		w.by(" en dessous de l'engagement", " below what was promised")
	} else {
		w.by("interventions commencées après le délai garanti", "interventions begun after the guaranteed time")
	}
	w.cites(line.Rules...)
	if b.term.contract.Options.PriceReduction {
		w.by(" ; déduit de la facture", "; taken off the invoice")
		return
	}
	w.by(" ; indemnité hors du champ de la TVA", "; a compensation outside the scope of VAT")
}

// sayTicket writes "65 min → 3 tranches de 30 min (S18, S19) ; 30 min sur
// l'allocation de mai 2026 (S43, S45), 60 min sur le pack de 5 h du 10 mars 2026".
func (b *biller) sayTicket(w *writer, t *TicketWork) {
	plan := &b.term.at(t.Asked).plan
	w.minutes(t.Worked)
	w.str(" → ")
	n := int64(t.Charged / t.Block)
	w.int(n)
	w.by(" tranche", " block")
	if n > 1 {
		w.str("s")
	}
	w.by(" de ", " of ")
	w.minutes(t.Block)
	w.cites(plan.Work.BlockRules...)
	sep := "; "
	if w.lang == French {
		sep = " ; "
	}
	if t.FromAllowance > 0 {
		w.str(sep)
		w.minutes(t.FromAllowance)
		w.by(" sur l'allocation ", " from the allowance ")
		w.ofMonth(t.Month)
		w.cites(plan.Allowance.Rules...)
		sep = ", "
	}
	for i := range t.Draws {
		w.str(sep)
		b.sayDraw(w, &t.Draws[i], plan)
		sep = ", "
	}
	if t.FromOverdraft > 0 {
		w.str(sep)
		w.minutes(t.FromOverdraft)
		w.by(" à découvert", " overdrawn")
		w.cites("D8")
	}
	if t.Outside > 0 {
		w.by(" ; dont ", "; of which ")
		w.minutes(t.Outside)
		w.by(" hors des heures prévues", " outside the plan's hours")
		w.cites(plan.Hours.Rules...)
	}
	if t.Corrects.Valid() {
		w.by(" ; connu après le relevé ", "; known after the statement ")
		w.ofMonth(t.Corrects)
	}
}

func (b *biller) sayDraw(w *writer, d *LotDraw, plan *Plan) {
	lot := b.lotUse(d.Lot)
	w.minutes(d.Time)
	w.by(" sur le pack de ", " from the pack of ")
	w.hours(lot.Time)
	w.by(" du ", " of ")
	w.date(lot.Bought)
	w.by(", coût ", ", cost ")
	w.euros(d.Cost)
	w.cites(append(append(make([]string, 0, 4), plan.Work.CreditRules...), "D7")...)
}

// lotUse finds a pack that was drawn on in the month, which is among the last.
func (b *biller) lotUse(id string) *LotUse {
	lots := b.out.Credit.Lots
	i := len(lots) - 1
	for i > 0 && lots[i].Lot != id {
		i--
	}
	return &lots[i]
}

func (b *biller) sayGuarantee(w *writer, g *Punctuality) {
	r := &g.Response
	w.by("incident du ", "incident of ")
	w.instant(b.wall.at(r.Start))
	w.by(" ; intervention à commencer en ", "; work to begin within ")
	w.hours(r.Within)
	if !r.Due.IsZero() { // no pause holds it off for good
		w.by(", au plus tard le ", ", by ")
		w.instant(b.wall.at(r.Due))
	}
	w.cites(g.Rules...)
	if r.Answered.IsZero() {
		w.by(" ; pas encore commencée", "; not yet begun")
	} else {
		w.by(" ; commencée le ", "; begun on ")
		w.instant(b.wall.at(r.Answered))
	}
	switch {
	case r.Outcome == penalty.InTime:
		w.by(" : tenu", ": kept")
	case r.Margin < 0:
		w.by(" : manqué de ", ": missed by ")
		w.minutes(-r.Margin)
		w.cites("D19")
	}
}

// sayUptime writes how the availability was measured and what it costs.
func (b *biller) sayUptime(w *writer, u *Uptime) {
	a := &u.Assessment
	w.seconds(a.Availability.Down)
	w.by(" d'indisponibilité sur ", " of downtime in ")
	w.seconds(a.Availability.Total)
	w.cites("D13", "D4")
	w.by(" ; disponibilité ", "; availability ")
	w.percentText(a.Availability.Percent(4))
	w.str(" (")
	ratio := a.Availability.Ratio()
	w.int(ratio.Num)
	if ratio.Den != 1 {
		w.str("/")
		w.int(ratio.Den)
	}
	w.str(")")
	w.by(", engagement ", ", promised ")
	w.percent(a.Terms.Target)
	w.cites(append(append(make([]string, 0, 4), u.Rules...), "D9")...)
	if !a.Missed {
		w.by(" : tenu, reste ", ": kept, to spare ")
		w.seconds(a.Margin)
		return
	}
	w.by(" : manqué de ", ": missed by ")
	w.seconds(-a.Margin)
	w.by(" ; ", "; ")
	if a.Terms.Rate.IsZero() {
		w.by("selon le barème", "by the scale")
	} else {
		w.seconds(a.Counted)
		w.str(" × ")
		w.percent(a.Terms.Rate)
		w.by(" par ", " per ")
		w.hours(unitOf(&a.Terms))
		w.cites("D10", "D11")
	}
	w.by(" d'un loyer de ", " of a rent of ")
	w.euros(a.Rent)
	w.cites("D17")
	w.str(" = ")
	w.euros(a.Amount)
	w.cites("D21")
	if a.Capped {
		w.by(", plafonné", ", capped")
		w.cites("D12")
	}
	if u.Before.Sign() != 0 {
		w.by(" ; déjà dû ", "; owed before ")
		w.euros(u.Before)
	}
}

func unitOf(t *penalty.Terms) time.Duration {
	if t.Unit == 0 {
		return time.Hour
	}
	return t.Unit
}
