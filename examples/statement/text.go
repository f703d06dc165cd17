package main

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// appendJSON appends the statement as one line of JSON; it holds both languages.
func appendJSON(dst []byte, s *servicelevel.Statement, _ servicelevel.Language) ([]byte, error) {
	dst, err := s.AppendJSON(dst)
	return append(dst, '\n'), err
}

// appendText appends the statement as a table for a terminal.
func appendText(dst []byte, s *servicelevel.Statement, lang servicelevel.Language) ([]byte, error) {
	zone, err := calendar.LoadLocation(s.Zone)
	if err != nil {
		return nil, err
	}
	p := page{lang: lang, currency: s.Currency, zone: zone, twice: s.Repeats, of: s}
	if len(dst) > 0 {
		p.buf.WriteByte('\n')
	}
	p.head(s)
	p.invoice(s)
	p.creditNotes(s)
	p.compensation(s)
	p.tickets(s)
	p.guarantees(s)
	p.credit(s)
	p.availability(s)
	p.lateness(s)
	p.goals(s)
	p.clauses(s)
	p.assumptions(s)
	return append(dst, p.buf.Bytes()...), nil
}

// page is a text under way.
type page struct {
	buf      bytes.Buffer
	lang     servicelevel.Language
	currency string               // of amounts: the ISO 4217 code; "" for euros
	zone     *time.Location       // of the contract
	twice    func(time.Time) bool // whether its clocks show an instant twice
	of       *servicelevel.Statement
}

func (p *page) title(fr, en string) { fmt.Fprintf(&p.buf, "\n%s\n", strings.ToUpper(p.t(fr, en))) }

func (p *page) head(s *servicelevel.Statement) {
	fmt.Fprintf(&p.buf, "%s — %s %s\n", s.Provider, p.t("relevé", "statement"), p.ofMonth(s.Month))
	fmt.Fprintf(&p.buf, "%s, %s %s\n", s.Customer, p.t("contrat", "contract"), s.Contract)
	for _, l := range s.Levels {
		fmt.Fprintf(&p.buf, "%s %s, %s → %s\n", p.t("niveau", "level"), l.Name.Text(p.lang), p.date(l.From), p.date(l.Until.AddDays(-1)))
	}
}

// row is a line of a table: what, how much, and underneath why.
type row struct{ what, amount, why string }

func (p *page) table(rows []row) {
	widest, broadest := 0, 0
	for _, r := range rows {
		widest, broadest = max(widest, len([]rune(r.what))), max(broadest, len([]rune(r.amount)))
	}
	for _, r := range rows {
		fmt.Fprintf(&p.buf, "  %s%s  %s%s\n",
			r.what, strings.Repeat(" ", widest-len([]rune(r.what))),
			strings.Repeat(" ", broadest-len([]rune(r.amount))), r.amount)
		if r.why != "" {
			p.why(r.why)
		}
	}
}

// why writes an explanation under its line, folded to the width of a terminal.
func (p *page) why(text string) {
	const width = 92
	line := "   "
	text = unit.ReplaceAllString(text, "$1\u00a0$2")
	text = next.ReplaceAllString(strings.NewReplacer(" ;", "\u00a0;", " :", "\u00a0:").Replace(text), "$1\u00a0$2")
	if p.currency != "" {
		text = strings.NewReplacer(" "+p.currency, "\u00a0"+p.currency, p.currency+" ", p.currency+"\u00a0").Replace(text)
	}
	for word := range strings.SplitSeq(text, " ") { // no-break spaces hold
		if len([]rune(line))+1+len([]rune(word)) > width {
			p.line(line)
			line = "   "
		}
		line += " " + word
	}
	p.line(line)
}

// unit is the space between a figure and its unit, next that between the units of a time: they
// stay on one line.
var (
	unit = regexp.MustCompile(`(\d) (h\b|min\b|s\b|€|%)`)
	next = regexp.MustCompile(`(\d\x{00a0}(?:h|min)) (\d)`)
)

// line ends a line of an explanation, with the spaces that it came with.
func (p *page) line(text string) { fmt.Fprintln(&p.buf, strings.ReplaceAll(text, "\u00a0", " ")) }

func (p *page) document(d *invoice.Document) {
	var rows []row
	for i := range d.Lines {
		l := &d.Lines[i]
		rows = append(rows, row{l.Label.Text(p.lang), p.amount(l.Amount), l.Explained.Text(p.lang)})
	}
	rows = append(rows, row{p.t("Total HT", "Total excl. VAT"), p.amount(d.Net), ""})
	for _, t := range d.Taxes {
		what := p.vat(t.Category, t.Rate)
		if len(d.Taxes) > 1 { // each on its part of the total
			what += p.t(" sur ", " on ") + p.amount(t.Net)
		}
		rows = append(rows, row{what, p.amount(t.Tax), t.Explained.Text(p.lang)})
	}
	rows = append(rows, row{p.t("Total TTC", "Total incl. VAT"), p.amount(d.Gross), ""})
	p.table(rows)
}

func (p *page) invoice(s *servicelevel.Statement) {
	p.title("Facture", "Invoice")
	p.document(&s.Invoice)
}

func (p *page) creditNotes(s *servicelevel.Statement) {
	for i := range s.CreditNotes {
		n := &s.CreditNotes[i]
		p.title("Avoir sur la facture "+p.ofMonth(n.Invoice), "Credit note for the invoice of "+p.month(n.Invoice))
		p.document(&n.Document)
	}
}

func (p *page) compensation(s *servicelevel.Statement) {
	if s.Compensation == nil {
		return
	}
	p.title("Dû au client, sur un document à part", "Owed to the customer, on a document of its own")
	var rows []row
	for i := range s.Compensation.Lines {
		l := &s.Compensation.Lines[i]
		rows = append(rows, row{l.Label.Text(p.lang), p.amount(l.Amount), l.Explained.Text(p.lang)})
	}
	p.table(append(rows, row{p.t("Total, sans TVA", "Total, no VAT"), p.amount(s.Compensation.Gross), ""}))
}

func (p *page) tickets(s *servicelevel.Statement) {
	if len(s.Tickets) == 0 {
		return
	}
	p.title("Interventions", "Interventions")
	var rows []row
	for i := range s.Tickets {
		t := &s.Tickets[i]
		what := fmt.Sprintf("%s  %s %s", t.Ticket, p.t("demandé le", "asked"), p.instant(t.Asked))
		if !t.Earliest.IsZero() { // another contract's hours say when
			what += fmt.Sprintf(", %s %s", p.t("au plus tôt le", "earliest"), p.instant(t.Earliest))
		}
		rows = append(rows, row{what, p.lapse(t.Charged), t.Explained.Text(p.lang)})
	}
	p.table(rows)
}

func (p *page) guarantees(s *servicelevel.Statement) {
	if len(s.Guarantees) == 0 {
		return
	}
	p.title("Délais d'intervention garantis", "Guaranteed intervention times")
	var rows []row
	for i := range s.Guarantees {
		g := &s.Guarantees[i]
		kept := p.t("tenu", "kept")
		if g.Response.Margin < 0 {
			kept = p.t("manqué", "missed")
		}
		rows = append(rows, row{g.Ticket, kept, g.Explained.Text(p.lang)})
	}
	p.table(rows)
}

func (p *page) credit(s *servicelevel.Statement) {
	p.title("Allocation et crédit d'heures", "Allowance and hours bought")
	rows := []row{{p.t("Allocation utilisée", "Allowance used"), fmt.Sprintf("%s / %s", p.lapse(s.Allowance.Used), p.lapse(s.Allowance.Granted)), s.Allowance.Explained.Text(p.lang)}}
	if s.Allowance.Left != 0 { // the month goes on
		rows = append(rows, row{p.t("Allocation restante", "Allowance left"), p.lapse(s.Allowance.Left), ""})
	}
	if s.Allowance.Carried != nil {
		rows = append(rows, row{p.t("Allocation reportée", "Allowance carried over"), p.lapse(s.Allowance.Carried.Time), ""})
	}
	rows = append(
		rows,
		row{p.t("Allocation perdue", "Allowance lost"), p.lapse(s.Allowance.Lost), ""},
		row{p.t("Crédit au début", "Credit before"), p.lapse(s.Credit.Opening), ""},
		row{p.t("Heures achetées", "Hours bought"), p.lapse(s.Credit.Bought), ""},
	)
	for _, y := range s.Allowance.Yearly {
		rows = append(rows, row{p.t("Allocation annuelle", "Yearly allowance"), p.lapse(y.Time), y.Explained.Text(p.lang)})
	}
	rows = append(
		rows,
		row{p.t("Heures utilisées", "Hours used"), p.lapse(s.Credit.Used), ""},
	)
	for _, r := range []struct {
		what string
		time time.Duration
	}{
		{p.t("Heures remboursées", "Hours refunded"), s.Credit.Refunded},
		{p.t("Heures perdues", "Hours forfeited"), s.Credit.Forfeited},
		{p.t("Heures transférées", "Hours moved to another contract"), s.Credit.Moved},
		{p.t("Achats annulés", "Purchases withdrawn"), s.Credit.Withdrawn},
		{p.t("Heures expirées", "Hours lapsed"), s.Credit.Lapsed},
	} {
		if r.time != 0 {
			rows = append(rows, row{r.what, p.lapse(r.time), ""})
		}
	}
	rows = append(rows, row{p.t("Crédit à la fin", "Credit after"), p.lapse(s.Credit.Closing), ""})
	p.table(rows)
	p.lots(s)
}

func (p *page) availability(s *servicelevel.Statement) {
	if len(s.Availability) == 0 {
		return
	}
	p.title("Disponibilité", "Availability")
	var rows []row
	for i := range s.Availability {
		u := &s.Availability[i]
		rows = append(rows, row{p.assessedOver(u) + p.levelOf(s, u), p.percent(u.Assessment.Availability.Percent(4)), u.Explained.Text(p.lang)})
	}
	if !s.ServiceDays.IsZero() {
		rows = append(rows, row{p.t("Jours de service ajoutés", "Days of service added"), p.decimal(s.ServiceDays.String()), ""})
	}
	p.table(rows)
}

// assessedOver writes over what an availability was assessed: "avril 2026", "avril à juin 2026", "2026", or
// the days of it.
func (p *page) assessedOver(u *statement.Uptime) string {
	if p.of.MonthDay > 1 {
		period := u.Assessment.Period
		return p.days(calendar.DateOf(period.Start.In(p.zone)), calendar.DateOf(period.End.In(p.zone)).AddDays(-1))
	}
	switch u.Assessment.Terms.Period {
	case penalty.Year:
		return strconv.Itoa(u.Month.Year)
	case penalty.Quarter:
		first := calendar.DateOf(u.Assessment.Period.Start.In(p.zone)).MonthOf()
		name, _, _ := strings.Cut(p.month(first), " ")
		return name + p.t(" à ", " to ") + p.month(first.AddMonths(2))
	}
	return p.month(u.Month)
}

// levelOf writes whose promise an availability is, if there are several of a month: ", Pro".
func (p *page) levelOf(s *servicelevel.Statement, u *statement.Uptime) string {
	if !slices.ContainsFunc(s.Availability, func(x statement.Uptime) bool { return x.Month == u.Month && x.Level != u.Level }) {
		return ""
	}
	for i := range s.Levels {
		if days := &s.Levels[i]; days.Level == u.Level {
			return ", " + days.Name.Text(p.lang)
		}
	}
	return ", " + u.Level.String()
}

// lateness writes what interventions cost that came late.
func (p *page) lateness(s *servicelevel.Statement) {
	if len(s.Lateness) == 0 {
		return
	}
	p.title("Interventions tardives", "Late interventions")
	var rows []row
	for i := range s.Lateness {
		x := &s.Lateness[i]
		rows = append(rows, row{p.month(x.Month), p.amount(x.Assessment.Amount), x.Explained.Text(p.lang)})
	}
	p.table(rows)
}

// goals writes which goals of tickets were missed, and what share of them was in time.
func (p *page) goals(s *servicelevel.Statement) {
	if len(s.Goals)+len(s.Quotas) == 0 {
		return
	}
	p.title("Délais des demandes", "Times of requests")
	var rows []row
	for i := range s.Goals {
		g := &s.Goals[i]
		rows = append(rows, row{g.Standing.Ticket, p.lapse(g.Standing.Elapsed), g.Explained.Text(p.lang)})
	}
	for i := range s.Quotas {
		q := &s.Quotas[i]
		rows = append(rows, row{p.month(q.Month), p.amount(q.Result.Amount), q.Explained.Text(p.lang)})
	}
	p.table(rows)
}

// clauses writes what is cited of the provider's own terms.
func (p *page) clauses(s *servicelevel.Statement) {
	if len(s.Clauses) == 0 {
		return
	}
	p.title("Conditions citées", "Terms cited")
	for i := range s.Clauses {
		c := &s.Clauses[i]
		fmt.Fprintf(&p.buf, "  %s  %s\n", c.ID, c.Wording.Text(p.lang))
	}
}

func (p *page) assumptions(s *servicelevel.Statement) {
	p.title("Décisions appliquées", "Decisions applied")
	for _, a := range s.Assumptions {
		fmt.Fprintf(&p.buf, "  %s  %s\n", a.Rule, a.Explained.Text(p.lang))
	}
}
