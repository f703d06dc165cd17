package main

import (
	"html/template"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// funcs are what the layout calls besides methods.
func (p *page) funcs() template.FuncMap {
	return template.FuncMap{
		"t": p.t, "amount": p.amount, "percent": p.percent, "percentText": p.percentText, "hours": p.hours,
		"month": p.words.month, "ofMonth": p.ofMonth, "of": p.of, "dayMonth": p.dayMonth, "date": p.date, "short": p.short,
		"instant": p.instant, "moment": p.moment, "spans": p.spans,
		"local":   p.local,
		"explain": p.explain, "wording": func(w servicelevel.Wording) string { return p.held(w.Text(p.lang)) }, "rule": p.rule, "kept": kept, "waiting": waiting, "kind": p.kind,
		"taxed": taxed, "promised": p.promised, "number": p.number, "goal": p.goal, "owedBefore": p.owedBefore,
		"late":     func(g statement.GoalResult) bool { return g.Standing.State == response.GoalMissed },
		"quantity": p.quantity, "unitPrice": p.unitPrice, "tax": p.tax, "outageNote": p.outageNote, "lotNotes": p.lotNotes, "lot": p.lot, "ways": p.ways, "returned": p.returned, "lastDay": p.lastDay,
		"period": func() string { return p.span(p.DaysOf(p.Month)) },
		"change": p.change, "when": p.when, "clockChange": p.clockChange, "anytime": p.anytime,
		"lang": p.lang.String, "language": func() servicelevel.Language { return p.lang }, "zone": p.zone.String, "week": p.week, "legend": p.legend, "at": p.at, "stamp": p.stamp,
		"fromCredit": func(t statement.TicketWork) time.Duration { return t.Charged - t.FromAllowance },
		"capital": func(s string) string {
			_, n := utf8.DecodeRuneInString(s)
			return strings.ToUpper(s[:n]) + s[n:]
		},
	}
}

// goal names what is to be done by a goal.
func (p *page) goal(k response.GoalKind) string {
	return [...]string{
		response.ToRespond: p.t("réponse", "answer"), response.ToUpdate: p.t("nouvelles", "update"), response.ToResolve: p.t("résolution", "resolution"),
	}[k]
}

// owedBefore writes what an earlier statement owed for an availability: an amount, or days of service.
func (p *page) owedBefore(u uptime) string {
	if u.Assessment.Terms.Basis == penalty.ServiceDays {
		return p.number(u.Before.String()) + nbsp + p.counted(u.Before, p.t("jour", "day"))
	}
	return p.amount(u.Before)
}

// quantity writes how much of a line is charged, in words.
func (p *page) quantity(l invoice.Line) string {
	unit := l.Unit
	switch l.Unit {
	case "MON":
		unit = p.t("mois", p.counted(l.Quantity, "month"))
	case "DAY":
		unit = p.counted(l.Quantity, p.t("jour", "day"))
	case "HUR":
		unit = "h"
	case "MIN":
		unit = "min"
	case "SEC":
		unit = "s"
	case "C62":
		return p.number(l.Quantity.String())
	}
	return p.number(l.Quantity.String()) + nbsp + unit
}

// counted puts a noun into the number that a quantity asks for.
func (p *page) counted(n decimal.Decimal, noun string) string {
	if one := decimal.New(1, 0); n.Equal(one) || p.lang == servicelevel.French && n.Abs().LessThan(one.Add(one)) {
		return noun
	}
	return noun + "s"
}

// taxed reports whether a document has tax, be it on lines that come to nothing together.
func taxed(d invoice.Document) bool {
	return slices.ContainsFunc(d.Taxes, func(t invoice.TaxTotal) bool { return !t.Rate.IsZero() })
}

// promised writes a target, or that more than it was promised.
func (p *page) promised(t penalty.Terms) string {
	if t.AtTarget {
		return p.t("plus de ", "more than ") + p.percent(t.Target)
	}
	return p.percent(t.Target)
}

// unitPrice writes a line's price, and for how many units it is where that is
// not one.
func (p *page) unitPrice(l invoice.Line) string {
	s := p.amount(l.Price)
	if l.PriceBase > 1 {
		l.Quantity = decimal.New(int64(l.PriceBase), 0)
		s += p.t(" pour ", " for ") + p.quantity(l)
	}
	return s
}

// tax names the VAT of a category of EN 16931.
func (p *page) tax(category string, rate decimal.Decimal) string {
	switch category {
	case "S":
		return p.percent(rate)
	case "Z":
		return p.t("taux zéro", "zero rate")
	case "E":
		return p.t("exonéré", "exempt")
	case "AE":
		return p.t("autoliquidation", "reverse charge")
	case "K":
		return p.t("intracommunautaire", "intra-community")
	case "G":
		return p.t("exportation", "export")
	}
	return p.t("hors du champ", "out of scope")
}

// change writes a movement with its sign.
func (p *page) change(m movement) string {
	if m.Delta > 0 {
		return "+" + p.hours(m.Delta)
	}
	return p.hours(m.Delta)
}

// anytime reports whether incidents are handled around the clock at some time of
// the month.
func (p *page) anytime() bool {
	for _, l := range p.Levels {
		if p.plan(l).Hours.IncidentsAnytime {
			return true
		}
	}
	return false
}

// week lists the days of the week from Monday.
func (p *page) week() []string {
	var all []string
	for i := 1; i <= 7; i++ {
		all = append(all, p.weekday(time.Weekday(i%7)))
	}
	return all
}

// at writes an instant in the contract's zone; a zero one is none.
func (p *page) at(t time.Time) string {
	if t.IsZero() {
		return enDash
	}
	return p.instant(t.In(p.zone))
}

// stamp writes an instant for a narrow column: "12/05 10:00", "12 May 10:00".
func (p *page) stamp(t time.Time) string {
	return strings.ReplaceAll(t.Format(p.t("02/01", "2 Jan")), " ", nbsp) + " " + p.clock(t)
}

// legend explains the marks of the calendar.
func (p *page) legend() []drawing {
	var all []drawing
	add := func(id, title, desc string, r []rect, l []line, d []dot) {
		all = append(all, drawing{
			ID: "legend-" + id, Class: "swatch", Title: title, Desc: desc, Height: 20, Rects: r, Lines: l, Dots: d,
		})
	}
	const mid = whole / 2
	add("open", p.t("heures de bureau", "office hours"), p.t("bande large et claire", "a broad pale band"), []rect{{"open", 0, whole, 4, 12}}, nil, nil)
	add("request", p.t("demande", "request"), p.t("épingle à tête creuse", "a pin with a hollow head"), nil, []line{{"pin", mid, mid, 4, 20}}, []dot{{"request", mid, 4, 3}})
	add("incident", p.t("incident", "incident"), p.t("épingle à tête pleine", "a pin with a solid head"), nil, []line{{"pin", mid, mid, 4, 20}}, []dot{{"incident", mid, 4, 3}})
	add("work", p.t("intervention", "work"), p.t("trait épais au milieu", "a thick bar in the middle"), []rect{{"work", 0, whole, 7, 6}}, nil, nil)
	add("down", p.t("panne", "outage"), p.t("trait épais en bas", "a thick bar at the bottom"), []rect{{"down", 0, whole, 13, 6}}, nil, nil)
	add("spared", p.t("panne exclue", "outage excluded"), p.t("trait hachuré en bas", "a hatched bar at the bottom"), []rect{{"spared", 0, whole, 13, 6}}, nil, nil)
	return all
}
