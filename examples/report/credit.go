package main

import (
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel/statement"
)

// movement is a change of the hours bought, and what is left after it.
type movement struct {
	At    time.Time
	Text  string
	Delta time.Duration
	Left  time.Duration
}

// movements lists what changed the hours bought over the month. A purchase that was
// withdrawn in the month in which it was told has changed nothing (D31). A ticket's hours
// are taken off, or given back, with its last session, in one sum over its rows.
func (p *page) movements() []movement {
	var all []movement
	for _, b := range p.in.Activity.Purchases {
		if at := p.learnt(b.Recorded, b.At); p.covered().Contains(at) && !p.covered().Contains(b.Withdrawn) {
			text := p.t("achat ", "purchase ")
			if b.Gift {
				text = p.t("heures offertes ", "hours given ")
			}
			all = append(all, movement{At: at.In(p.zone), Text: text + b.ID, Delta: b.Time})
		}
	}
	for _, e := range p.Sales() { // for work without credit, when the month ended (D29)
		all = append(all, movement{At: e.At, Text: p.lot(e.ID), Delta: e.Time})
	}
	if c := p.Allowance.Carried; c != nil && c.Time > 0 {
		all = append(all, movement{At: p.Period.End.Add(-1), Text: p.t("allocation reportée", "allowance carried over"), Delta: c.Time})
	}
	for _, y := range p.Allowance.Yearly {
		at := p.Period.End.Add(-1)
		if _, last := p.DaysOf(p.Month); y.From.Compare(last) <= 0 {
			at = p.Period.Start
		}
		all = append(all, movement{At: at, Text: p.t("allocation annuelle", "yearly allowance"), Delta: y.Time})
	}
	all = append(all, p.removals()...)
	rows := slices.Clone(p.Tickets)
	slices.SortStableFunc(rows, func(a, b statement.TicketWork) int { return strings.Compare(a.Ticket, b.Ticket) })
	for len(rows) > 0 {
		t, used := &rows[0], time.Duration(0)
		for len(rows) > 0 && rows[0].Ticket == t.Ticket {
			used += rows[0].Charged - rows[0].FromAllowance
			rows = rows[1:]
		}
		if used != 0 {
			all = append(all, movement{At: p.lastWork(t), Text: p.t("intervention ", "work on ") + t.Ticket, Delta: -used})
		}
	}
	slices.SortStableFunc(all, func(a, b movement) int { return a.At.Compare(b.At) })
	left := p.Credit.Opening
	for i := range all {
		left += all[i].Delta
		all[i].Left = left
	}
	return all
}

// when writes when a movement was; what is sold is so at the last instant of the month (D29).
func (p *page) when(m movement) string {
	if m.At.Equal(p.Period.End.Add(-1)) {
		return p.t("à la fin du mois", "at the end of the month")
	}
	return p.instant(m.At)
}

// removals lists the hours of each purchase that went in another way than by work:
// those of one way in one sum, with the last fact that told of it.
func (p *page) removals() []movement {
	var all []movement
	for i := range p.Credit.Lots {
		lot := &p.Credit.Lots[i]
		for _, way := range [...]struct {
			kind credit.Kind
			text string
			time time.Duration
		}{
			{credit.Refund, p.t("remboursement ", "refund of "), lot.Refunded},
			{credit.Forfeit, p.t("heures perdues ", "hours lost from "), lot.Forfeited},
			{credit.Transfer, p.t("heures transférées ", "hours moved from "), lot.Moved},
			{0, p.t("achat annulé ", "withdrawn purchase "), lot.Withdrawn},
		} {
			if way.time != 0 {
				all = append(all, movement{At: p.lastRemoval(lot.Lot, way.kind), Text: way.text + p.lot(lot.Lot), Delta: -way.time})
			}
		}
		if lot.Lapsed != 0 {
			all = append(all, movement{At: p.lapse(lot.Until), Text: p.t("heures expirées ", "hours lapsed of ") + p.lot(lot.Lot), Delta: -lot.Lapsed})
		}
	}
	return all
}

// lapse returns the last instant of the last day of hours, or the first one of the month if
// they ended before it: then fewer did than was known.
func (p *page) lapse(last calendar.Date) time.Time {
	if at := last.Interval(p.zone).End.Add(-1); at.After(p.Period.Start) {
		return at
	}
	return p.Period.Start
}

// lastRemoval returns when the last fact within the time covered was known that took hours of
// a purchase away in a way, or that took one of those back. Kind 0 is the withdrawal of
// the purchase.
func (p *page) lastRemoval(lot string, kind credit.Kind) time.Time {
	last := p.Period.Start
	told := func(at time.Time) {
		if at.After(last) && at.Before(p.covered().End) {
			last = at
		}
	}
	for _, b := range p.in.Activity.Purchases {
		if b.ID == lot && kind == 0 {
			told(b.Withdrawn)
		}
	}
	for _, r := range p.in.Activity.Removals {
		if r.Of == lot && r.Kind == kind {
			told(p.learnt(r.Recorded, r.At))
			told(r.Withdrawn)
		}
	}
	return last.In(p.zone)
}

// lastWork returns when the last session of a ticket that the statement covers
// was known, within the month.
func (p *page) lastWork(t *statement.TicketWork) time.Time {
	last := p.Period.Start
	for _, w := range p.in.Activity.Interventions {
		at := p.learnt(w.Recorded, w.Start)
		if w.Ticket == t.Ticket && at.After(last) && at.Before(p.covered().End) {
			last = at
		}
	}
	return last.In(p.zone)
}

// drawAllowance draws how much of the month's allowance was used.
func (p *page) drawAllowance() drawing {
	a := p.Allowance
	d := drawing{
		ID: "allowance", Class: "timeline", Height: 16,
		Title: p.t("Allocation du mois", "The month’s allowance"),
		Desc: p.t("Utilisée\u00a0: ", "Used: ") + p.hours(a.Used) + p.t(" sur ", " of ") + p.hours(a.Granted) +
			p.t("\u00a0; perdue\u00a0: ", "; lost: ") + p.hours(a.Lost) + ".",
	}
	if a.Carried != nil {
		d.Desc += " " + a.Carried.Explained.Text(p.lang) + "."
	}
	scale := calendar.Interval{Start: p.Period.Start, End: p.Period.Start.Add(max(a.Granted, a.Used, 1))}
	d.box("lost", scale, scale, 1, 14)
	d.box("used", calendar.Interval{Start: scale.Start, End: scale.Start.Add(a.Used)}, scale, 1, 14)
	return d
}
