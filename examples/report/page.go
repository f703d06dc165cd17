package main

import (
	"bytes"
	"cmp"
	_ "embed"
	"html/template"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

//go:embed page.html
var layout string

//go:embed page.css
var sheet string

// page is what the layout shows: the month in one language.
type page struct {
	*month
	words

	Style    template.CSS
	Days     []day
	Uptimes  []uptime
	Moves    []movement
	Chart    drawing
	Granted  drawing
	Rules    []plans.Rule // those of the documents that the page cites
	Decided  []decided    // the decisions that its figures rest on
	Kept     int          // guarantees, of those Judged
	Judged   int
	Explains map[string]bool // ids in Rules and Decided

	cited map[string]bool
}

// render makes the page of a month.
func render(m *month, lang servicelevel.Language) ([]byte, error) {
	p := &page{month: m, words: words{lang: lang, currency: m.Currency}, Style: template.CSS(style(sheet, m)), cited: map[string]bool{}} //nolint:gosec // the project's own
	if m.MonthDay > 1 {
		p.daysOf = m.DaysOf
	}
	var err error
	if p.Days, err = p.days(); err != nil {
		return nil, err
	}
	p.Uptimes = p.uptimes()
	p.Moves = p.movements()
	p.Chart, p.Granted = p.drawCredit(p.Moves), p.drawAllowance()
	for _, g := range m.Guarantees {
		if kept(g) {
			p.Kept++
		}
		if !waiting(g) {
			p.Judged++
		}
	}
	p.rules()
	t, err := template.New("page").Funcs(p.funcs()).Parse(layout)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = t.Execute(&out, p)
	return out.Bytes(), err
}

// cite notes rules that the page names.
func (p *page) cite(ids iter.Seq[string]) {
	for id := range ids {
		p.cited[id] = true
	}
}

var ruleID = regexp.MustCompile(`\b[SD][1-9][0-9]?\b`)

// rules looks up every rule that the page names, so that it explains them all.
func (p *page) rules() {
	texts := func(w servicelevel.Wording) { p.cite(slices.Values(ruleID.FindAllString(w.Text(p.lang), -1))) }
	documents := []*invoice.Document{&p.Invoice}
	if p.Compensation != nil {
		documents = append(documents, p.Compensation)
	}
	for i := range p.CreditNotes {
		documents = append(documents, &p.CreditNotes[i].Document)
	}
	for _, d := range documents {
		for _, l := range d.Lines {
			p.cite(l.Rules.All())
			texts(l.Explained)
		}
	}
	for _, t := range p.Tickets {
		p.cite(t.Rules.All())
		texts(t.Explained)
	}
	for _, g := range p.Guarantees {
		p.cite(g.Rules.All())
		texts(g.Explained)
	}
	for _, u := range p.Availability {
		p.cite(u.Rules.All())
		texts(u.Explained)
	}
	for _, x := range p.Lateness {
		texts(x.Explained)
	}
	for _, g := range p.Goals {
		p.cite(g.Rules.All())
		texts(g.Explained)
	}
	for _, q := range p.Quotas {
		p.cite(q.Rules.All())
		texts(q.Explained)
	}
	texts(p.Allowance.Explained)
	p.Explains = map[string]bool{}
	p.decide()
	for id := range p.cited {
		if r, ok := plans.LookupRule(id); ok && r.Kind != plans.KindDecision {
			p.Explains[id] = true
			p.Rules = append(p.Rules, r)
		}
	}
	slices.SortFunc(p.Rules, func(a, b plans.Rule) int { return cmp.Compare(number(a.ID), number(b.ID)) })
}

func number(id string) int {
	n, _ := strconv.Atoi(id[1:]) // a rule's id
	return n
}

// rule words a rule as the contract's own page states it.
func (p *page) rule(r plans.Rule) string {
	source := plans.FrenchPage
	if p.Edition == plans.Magic().ID {
		source = plans.EnglishPage
	}
	return p.held(cmp.Or(r.TextIn(source, p.lang), r.Text(p.lang)))
}

// decided is a decision, with what was chosen.
type decided struct {
	ID     string
	Chosen []servicelevel.Wording
}

// decide lists the decisions that the statement rests on.
func (p *page) decide() {
	for _, a := range p.Assumptions {
		p.Explains[a.Rule] = true
		if n := len(p.Decided); n == 0 || p.Decided[n-1].ID != a.Rule {
			p.Decided = append(p.Decided, decided{ID: a.Rule})
		}
		last := &p.Decided[len(p.Decided)-1]
		last.Chosen = append(last.Chosen, a.Explained)
	}
}

// part is a piece of an explanation; with a rule it is that rule's id.
type part struct{ Text, Rule string }

// explain splits an explanation at the rules that it names.
func (p *page) explain(w servicelevel.Wording) []part {
	text := p.held(w.Text(p.lang))
	var parts []part
	at := 0
	for _, found := range ruleID.FindAllStringIndex(text, -1) {
		id := text[found[0]:found[1]]
		if !p.Explains[id] {
			continue
		}
		parts = append(parts, part{Text: text[at:found[0]]}, part{id, id})
		at = found[1]
	}
	return append(parts, part{Text: text[at:]})
}

func kept(g statement.Punctuality) bool { return g.Response.Outcome == response.InTime }

func waiting(g statement.Punctuality) bool { return g.Response.Outcome == response.Waiting }

// instant writes an instant, with the offset of the clocks if they show it twice.
func (p *page) instant(t time.Time) string {
	text := p.words.instant(t)
	if p.Repeats(t) {
		text += nbsp + p.offset(t)
	}
	return text
}
