package main

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/examples/internal/editions"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
)

// element is an element of a parsed page.
type element struct {
	name     string
	attr     map[string]string
	parent   *element
	children []*element
	text     string // its own and that of all in it, pieces apart
}

// parse reads a page as strict XML, which its HTML is meant to be as well.
func parse(t *testing.T, page []byte) (root *element, all []*element) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(string(page)))
	d.Strict = true
	root = &element{}
	at := root
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: token.Name.Local, parent: at, attr: map[string]string{}}
			for _, a := range token.Attr {
				e.attr[a.Name.Local] = a.Value
			}
			at.children = append(at.children, e)
			all = append(all, e)
			at = e
		case xml.EndElement:
			at = at.parent
		case xml.CharData:
			for e := at; e != nil; e = e.parent {
				e.text += string(token)
			}
		}
	}
	require.Same(t, root, at)
	return root, all
}

func opened(t *testing.T, file string) *month {
	t.Helper()
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	return monthOf(t, string(data))
}

func monthOf(t *testing.T, data string) *month {
	t.Helper()
	known, err := editions.Read([]string{"testdata/zloty-edition.json"})
	require.NoError(t, err)
	m, err := readMonth([]byte(data), known)
	require.NoError(t, err)
	return m
}

func pageOf(t *testing.T, m *month, lang servicelevel.Language) []byte {
	t.Helper()
	page, err := render(m, lang)
	require.NoError(t, err)
	return page
}

// each runs a test on the page of every sample in both languages.
func each(t *testing.T, test func(t *testing.T, m *month, lang servicelevel.Language, page []byte)) {
	for _, file := range files {
		m := opened(t, file)
		for _, lang := range both {
			t.Run(m.Contract+" "+lang.String(), func(t *testing.T) { test(t, m, lang, pageOf(t, m, lang)) })
		}
	}
}

func TestPageIsSelfContained(t *testing.T) {
	each(t, func(t *testing.T, _ *month, lang servicelevel.Language, page []byte) {
		_, all := parse(t, page)
		assert.Equal(t, "html", all[0].name)
		assert.Equal(t, lang.String(), all[0].attr["lang"])
		ids := map[string]*element{}
		for _, e := range all {
			if id := e.attr["id"]; id != "" {
				assert.NotContains(t, ids, id)
				ids[id] = e
			}
		}
		for _, e := range all {
			assert.NotContains(t, []string{"script", "link", "img", "iframe", "object", "embed", "base", "form", "image", "use"}, e.name)
			for name, value := range e.attr {
				assert.False(t, strings.HasPrefix(name, "on"), name)
				assert.NotContains(t, []string{"src", "srcset", "style", "action", "poster"}, name)
				if name == "href" {
					assert.Contains(t, ids, strings.TrimPrefix(value, "#"))
				}
				if name == "aria-labelledby" {
					for _, id := range strings.Fields(value) {
						assert.Contains(t, ids, id)
					}
				}
			}
		}
		assert.NotRegexp(t, `(?i)https?:|@import|url\((?:[^#])|//`, string(page))
	})
}

func TestPageIsAccessible(t *testing.T) {
	each(t, func(t *testing.T, _ *month, _ servicelevel.Language, page []byte) {
		_, all := parse(t, page)
		level, drawings := 0, 0
		for _, e := range all {
			switch e.name {
			case "h1", "h2", "h3":
				next := int(e.name[1] - '0')
				assert.LessOrEqual(t, next, level+1, "a heading is skipped before %q", e.text)
				level = next
				assert.NotEmpty(t, strings.TrimSpace(e.text))
			case "svg":
				drawings++
				require.GreaterOrEqual(t, len(e.children), 2)
				title, desc := e.children[0], e.children[1]
				assert.Equal(t, "img", e.attr["role"])
				assert.Equal(t, "title desc", title.name+" "+desc.name)
				assert.Equal(t, title.attr["id"]+" "+desc.attr["id"], e.attr["aria-labelledby"])
				assert.NotEmpty(t, title.text)
				assert.NotEmpty(t, desc.text)
			case "th":
				assert.Contains(t, []string{"col", "row", "rowgroup"}, e.attr["scope"])
			case "table":
				assert.Equal(t, "thead", e.children[0].name)
			}
		}
		assert.Greater(t, drawings, 31)
	})
}

// plain is a text with ordinary spaces and apostrophes, each run of spaces one.
func plain(s string) string {
	s = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "’", "'", "\u2212", "-").Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

// money and period write figures in the plainest way, apart from the page's code.
func money(d decimal.Decimal, currency string, lang servicelevel.Language) string {
	if lang == servicelevel.French {
		return strings.Replace(d.StringFixed(2), ".", ",", 1) + " " + cmp.Or(currency, "€")
	}
	sign := ""
	if d.IsNegative() {
		sign = "-"
	}
	if currency != "" {
		currency += " "
	}
	return sign + cmp.Or(currency, "€") + d.Abs().StringFixed(2)
}

func period(d time.Duration) string {
	h, m := int(d/time.Hour), int(d/time.Minute)%60
	switch {
	case d%time.Minute != 0:
		return "" // samples have seconds in downtime alone, which is looked for as text
	case h == 0:
		return fmt.Sprint(m, " min")
	case m == 0:
		return fmt.Sprint(h, " h")
	}
	return fmt.Sprint(h, " h ", m, " min")
}

func TestEveryFigureIsThere(t *testing.T) {
	each(t, func(t *testing.T, m *month, lang servicelevel.Language, page []byte) {
		root, _ := parse(t, page)
		thousands := regexp.MustCompile(map[servicelevel.Language]string{servicelevel.French: `(\d)\x{202f}(\d{3})`, servicelevel.English: `(\d),(\d{3})`}[lang])
		bare := func(s string) string {
			s = thousands.ReplaceAllString(s, "$1$2")
			return plain(thousands.ReplaceAllString(s, "$1$2")) // groups side by side
		}
		text := bare(root.text)
		says := func(want string) { assert.True(t, strings.Contains(text, bare(want)), want) }
		amount := func(all ...decimal.Decimal) {
			for _, d := range all {
				says(money(d, m.Currency, lang))
			}
		}
		w := words{lang: lang}
		times := func(all ...time.Duration) {
			for _, d := range all {
				says(period(d))
			}
		}
		s := &m.Statement
		says(s.Customer)
		says(s.Contract)
		says(s.Provider)
		docs := []*invoice.Document{&s.Invoice}
		if s.Compensation != nil {
			docs = append(docs, s.Compensation)
		}
		for i := range s.CreditNotes {
			docs = append(docs, &s.CreditNotes[i].Document)
			says(w.ofMonth(s.CreditNotes[i].Invoice))
		}
		for _, days := range append(s.Levels, s.InAdvance...) {
			says(days.Name.Text(lang))
			says(days.Edition)
		}
		if s.Provisional {
			says(w.instant(s.AsOf.In(m.zone)))
		}
		for _, d := range docs {
			amount(d.Net, d.Gross)
			for _, x := range d.Taxes {
				amount(x.Net)
				says(x.Explained.Text(lang))
				if x.Category != "O" {
					amount(d.Tax, x.Tax)
				}
			}
			for _, l := range d.Lines {
				amount(l.Price, l.Amount)
				says(l.Label.Text(lang))
				says(l.Explained.Text(lang))
			}
		}
		for _, k := range s.Tickets {
			says(k.Ticket)
			says(k.Explained.Text(lang))
			times(k.Worked, k.Charged, k.FromAllowance, k.Charged-k.FromAllowance)
			for _, d := range k.Draws {
				amount(d.Cost)
			}
		}
		for _, g := range s.Guarantees {
			says(g.Explained.Text(lang))
			says(w.instant(g.Response.Due.In(m.zone)))
		}
		for _, g := range s.Goals {
			says(g.Explained.Text(lang))
			says(w.instant(g.Standing.Due.In(m.zone)))
		}
		for _, q := range s.Quotas {
			says(q.Explained.Text(lang))
			says(w.percentText(q.Result.Attainment.Percent(4)))
		}
		times(s.Allowance.Granted, s.Allowance.Used, s.Allowance.Lost)
		times(s.Allowance.Left, s.Credit.Opening, s.Credit.Bought, s.Credit.Used, s.Credit.Closing, s.Credit.Overdrawn)
		for name, d := range map[[2]string]time.Duration{
			{"remboursé", "refunded"}: s.Credit.Refunded, {"perdu", "lost"}: s.Credit.Forfeited,
			{"transféré", "moved"}: s.Credit.Moved, {"achat annulé", "purchase withdrawn"}: s.Credit.Withdrawn,
			{"expiré", "lapsed"}: s.Credit.Lapsed,
		} {
			if d != 0 {
				says(w.t(name[0]+" : ", name[1]+": ") + period(d))
			}
		}
		for _, l := range s.Credit.Lots {
			says(words{lang: lang}.lot(l.Lot))
			amount(l.Price, l.Earned, l.EarnedMonth, l.Deferred)
			if !l.Repaid.IsZero() {
				amount(l.Repaid)
			}
			if !l.Transferred.IsZero() {
				amount(l.Transferred)
			}
			times(l.Time, l.Opening, l.Used, l.Closing, l.Refunded, l.Forfeited, l.Moved, l.Withdrawn, l.Lapsed)
		}
		for _, u := range s.Availability {
			says(u.Explained.Text(lang))
			times(u.Assessment.Availability.Down)
			if u.Assessment.Terms.Figure.IsZero() { // else more is allowed
				says(map[servicelevel.Language]string{servicelevel.French: "44 min 38,4 s", servicelevel.English: "44 min 38.4 s"}[lang])
			}
		}
		for _, a := range s.Assumptions {
			says(a.Explained.Text(lang))
		}
	})
}

// TestPictureAndWordsAgree looks for the same facts in a drawing's description.
func TestPictureAndWordsAgree(t *testing.T) {
	_, all := parse(t, pageOf(t, opened(t, files[0]), servicelevel.English))
	descs := map[string]string{}
	for _, e := range all {
		if e.name == "desc" {
			descs[e.attr["id"]] = plain(e.text)
		}
	}
	for id, want := range map[string]string{
		"day-1-d":                   "office closed; Labour Day.",
		"day-6-d":                   "office open 09:00–18:00; 16:20 request T42, refused (S28).",
		"day-12-d":                  "office open 09:00–18:00; 10:00 incident T43; 10:00–11:00 outage O1; 10:20–12:35 work on T43; 10:30–12:00 outage O2; 12:00–12:30 outage O3.",
		"day-14-d":                  "office closed; Ascension Day.",
		"day-28-d":                  "office open 09:00–18:00; 01:00–02:00 announced maintenance O5.",
		"budget-2026-05-d":          "Allowed: 44 min 38.4 s. Used: 2 h 37 min 30 s.",
		"period-2026-05-d":          "Time that counts: 12 May at 10:00 → 12 May at 12:30 (2 h 30 min), 21 May at 02:14 → 21 May at 02:21:30 (7 min 30 s). Time that does not count: 28 May at 01:00 → 28 May at 02:00 (1 h).",
		"down-2026-05-2026-05-28-d": "Time that counts: none. Time that does not count: 28 May at 01:00 → 28 May at 02:00 (1 h).",
		"credit-d":                  "At the start: 5 h; 12 May at 10:20, work on T43: 3 h; 18 May at 14:00, work on T44: 1 h; 20 May at 14:30, purchase pack-3h: 4 h; 25 May at 04:05, work on T45: 3 h 30 min; at the end: 3 h 30 min.",
		"allowance-d":               "Used: 1 h 30 min of 1 h 30 min; lost: 0 min.",
	} {
		assert.Equal(t, want, descs[id], id)
	}
}

func TestHostileNames(t *testing.T) {
	const script, image, end = `<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</desc></svg><script>`
	quoted := func(s string) string { return strings.Trim(strconv.Quote(s), `"`) }
	data := strings.NewReplacer(
		"Librairie des Quais", quoted(script), "T43", quoted(image), "serveur web", quoted(end), "pack-3h", "&amp;' javascript:",
		`"O4"`, `"{{.}}"`, "NX-3108", "</title></style>",
	).Replace(string(sample))
	m := monthOf(t, data)
	for _, lang := range both {
		root, all := parse(t, pageOf(t, m, lang))
		for _, e := range all {
			assert.NotContains(t, []string{"script", "img"}, e.name)
		}
		for _, name := range []string{script, image, end, "&amp;' javascript:", "{{.}}", "</title></style>"} {
			assert.Contains(t, root.text, name)
		}
	}
}

// TestContrast holds the palette to WCAG 2: 4.5 for text, 3 for what a drawing
// needs to be understood.
func TestContrast(t *testing.T) {
	colours := map[string]string{}
	for _, c := range palette() {
		colours[c.name] = c.value
		assert.Contains(t, sheet, "var(--"+c.name+")", "a colour is not used")
	}
	for _, c := range []struct {
		least float64
		pairs string
	}{
		{4.5, "ink/paper ink/wash ink/band soft/paper soft/wash brand/paper brand/wash good/goodwash bad/badwash"},
		{3, "brand/paper brand/wash brand/band edge/paper edge/wash bad/paper bad/wash bad/band paper/bad soft/wash ink/band"},
	} {
		for _, pair := range strings.Fields(c.pairs) {
			fore, back, _ := strings.Cut(pair, "/")
			got := contrast(t, colours[fore], colours[back])
			assert.GreaterOrEqual(t, got, c.least, "%s: %.2f", pair, got)
		}
	}
	for _, hex := range regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b`).FindAllString(sheet, -1) {
		assert.Contains(t, colours, "soft")
		assert.Equal(t, colours["soft"], hex, "a colour outside the palette")
	}
	assert.NotRegexp(t, `\b(rgba?|hsla?)\(|opacity`, sheet)
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 24)
	require.NoError(t, err)
	sum := 0.0
	for i, weight := range [...]float64{0.0722, 0.7152, 0.2126} {
		v := float64(n>>(8*i)&0xff) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}

func TestStyle(t *testing.T) {
	assert.Contains(t, sheet, "tabular-nums")
	assert.Contains(t, sheet, "@page{size:A4")
	assert.NotContains(t, sheet, "<")
	assert.Equal(t, strings.Count(sheet, "{"), strings.Count(sheet, "}"))
}

// TestEditionThatChanges has the hours of each plan on its own days.
func TestEditionThatChanges(t *testing.T) {
	known, err := editions.Read([]string{"../otherhost/edition.json"})
	require.NoError(t, err)
	m, err := readMonth([]byte(strings.NewReplacer(
		`"level": "business"`, `"level": "business", "changes": [{"on": "2026-05-18", "level": "business", "edition": "boreal-2026"}]`,
		`"rent"`, `"options": {"pro_rata": true, "uncovered": "packs"}, "rent"`, `"PT3H"`, `"PT3H", "price": "169.00"`,
	).Replace(string(sample))), known)
	require.NoError(t, err)
	root, all := parse(t, pageOf(t, m, servicelevel.English))
	text := plain(root.text)
	assert.Contains(t, text, "Business, from 1 May to 17 May")
	assert.NotContains(t, text[strings.Index(text, "Service level"):], "nuxit", "no customer knows the ids of editions")
	assert.Contains(t, text, "Continuous, from 18 May to 31 May")
	descs := map[string]string{}
	for _, e := range all {
		descs[e.attr["id"]] = e.text
	}
	assert.Equal(t, "office open 09:00–18:00.", descs["day-11-d"])
	assert.Equal(t, "office open 08:30–17:30.", descs["day-19-d"])
}

// TestPageFromThe15th: a page has the days of a month that begins on the 15th, and says them.
func TestPageFromThe15th(t *testing.T) {
	data, err := os.ReadFile(files[2])
	require.NoError(t, err)
	m := monthOf(t, strings.Replace(string(data), `"contract": {`, `"contract": {"options": {"month_day": 15},`, 1))
	for _, lang := range both {
		html, err := render(m, lang)
		require.NoError(t, err)
		_, all := parse(t, html)
		var days, ticks []string
		for _, e := range all {
			if e.name == "time" && e.parent.attr["class"] == "date" {
				days = append(days, e.attr["datetime"])
			}
			if e.name == "text" && e.attr["class"] == "axis" && len(strings.TrimSpace(e.text)) <= 2 {
				ticks = append(ticks, strings.TrimSpace(e.text))
			}
		}
		require.Len(t, days, 31)
		assert.Equal(t, "2026-05-15 2026-06-14", days[0]+" "+days[30])
		assert.Contains(t, strings.Join(ticks, " "), "15 22 29 5 12")
		text := strings.ReplaceAll(string(html), nbsp, " ")
		want := []string{"Votre relevé du 15 mai au 14 juin 2026", "du 15 mai au 14 juin 2026</dd>", "Du 15 mai au 14 juin 2026", "au</", "Pannes du 15 mai au 14 juin 2026"}
		if lang == servicelevel.English {
			want = []string{"Your statement of 15 May to 14 June 2026", "from 15 May to 14 June 2026</dd>", ">15 May to 14 June 2026</h2>"}
		}
		for _, part := range want {
			assert.Contains(t, text, part)
		}
	}
}
