package main

import (
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
)

// t chooses a text.
func (p *page) t(fr, en string) string {
	return servicelevel.Wording{FR: fr, EN: en}.Text(p.lang)
}

// euros writes an amount as the explanations do: "1 234,50 €", "€1,234.50".
func (p *page) euros(d decimal.Decimal) string {
	s, sign := d.Abs().StringFixed(2), ""
	if d.Sign() < 0 {
		sign = "-"
	}
	for i := len(s) - len("000.00"); i > 0; i -= 3 {
		s = s[:i] + p.t("\u202f", ",") + s[i:]
	}
	if i := len(s) - len(".00"); p.lang == servicelevel.French {
		return sign + s[:i] + "," + s[i+1:] + " €"
	}
	return sign + "€" + s
}

// decimal writes a number with the language's decimal sign.
func (p *page) decimal(s string) string { return strings.Replace(s, ".", p.t(",", "."), 1) }

// percent writes a percentage.
func (p *page) percent(s string) string {
	return p.decimal(strings.TrimSuffix(s, " %")) + p.t(" %", "%")
}

// ofMonth writes "de mai 2026", "d'avril 2026", "for May 2026".
func (p *page) ofMonth(m calendar.Month) string {
	name := p.month(m)
	if p.lang == servicelevel.French && strings.ContainsAny(name[:1], "ao") {
		return "d'" + name
	}
	return p.t("de ", "for ") + name
}

// month writes "mai 2026".
func (p *page) month(m calendar.Month) string {
	names := strings.Fields(p.t(
		"janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
		"January February March April May June July August September October November December",
	))
	return names[m.Month-1] + " " + strconv.Itoa(m.Year)
}

// date writes "3 mai 2026".
func (p *page) date(d calendar.Date) string {
	day := strconv.Itoa(d.Day)
	if d.Day == 1 {
		day += p.t("er", "")
	}
	return day + " " + p.month(d.MonthOf())
}

// instant writes an instant to the minute, as the clocks of the contract's zone show it: with
// their offset if they show it twice.
func (p *page) instant(t time.Time) string {
	t = t.In(p.zone)
	layout := "15:04"
	if p.twice(t) {
		layout = "15:04 (UTC-07:00)"
	}
	return p.date(calendar.DateOf(t)) + p.t(" à ", " at ") + t.Format(layout)
}

// lapse writes a time: "1 h 30 min", "50 min", "44 min 38,4 s".
func (p *page) lapse(d time.Duration) string {
	if d < 0 {
		return "-" + p.lapse(-d)
	}
	var parts []string
	if h := d / time.Hour; h > 0 {
		parts = append(parts, strconv.Itoa(int(h))+" h")
	}
	if m := d % time.Hour / time.Minute; m > 0 || d == 0 {
		parts = append(parts, strconv.Itoa(int(m))+" min")
	}
	if s := d % time.Minute; s > 0 {
		parts = append(parts, p.decimal(decimal.New(int64(s), -9).String())+" s")
	}
	return strings.Join(parts, " ")
}

// lot names a pack as the customer knows it: by the reference of the order, or as sold for
// work without credit, on the day that stands beside it.
func (p *page) lot(id string) string {
	if strings.HasPrefix(id, "uncovered/") {
		return p.t("vendu après coup", "sold afterwards")
	}
	return id
}
