package main

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/internal/amount"
	"github.com/palier-go/palier/servicelevel"
)

// t chooses a text.
func (p *page) t(fr, en string) string {
	return servicelevel.Wording{FR: fr, EN: en}.Text(p.lang)
}

// amount writes an amount as the explanations do: "1 234,50 €", "€1,234.50", "CHF 1,234.50".
func (p *page) amount(d decimal.Decimal) string {
	sign := ""
	if d.Sign() < 0 {
		sign = "-"
	}
	whole, rest, broken := strings.Cut(amount.Text(p.currency, d.Abs()), ".")
	if whole = p.thousands(whole); broken {
		whole += p.t(",", ".") + rest
	}
	switch {
	case p.lang == servicelevel.French:
		return sign + whole + " " + cmp.Or(p.currency, "€")
	case p.currency != "":
		return sign + p.currency + " " + whole
	}
	return sign + "€" + whole
}

// thousands writes a whole number with its thousands apart.
func (p *page) thousands(digits string) string {
	for i := len(digits) - len("000"); i > 0; i -= 3 {
		digits = digits[:i] + p.t(" ", ",") + digits[i:]
	}
	return digits
}

// decimal writes a number with the language's decimal sign.
func (p *page) decimal(s string) string { return strings.Replace(s, ".", p.t(",", "."), 1) }

// percent writes a percentage.
func (p *page) percent(s string) string {
	return p.decimal(strings.TrimSuffix(s, " %")) + p.t(" %", "%")
}

// vat names a VAT: by its rate, or why there is none.
func (p *page) vat(category string, rate decimal.Decimal) string {
	switch category {
	case "S":
		return p.t("TVA ", "VAT ") + p.percent(rate.Shift(2).String())
	case "Z":
		return p.t("TVA au taux zéro", "VAT at the zero rate")
	case "E":
		return p.t("Exonéré de TVA", "Exempt from VAT")
	case "AE":
		return p.t("TVA, autoliquidation", "VAT, reverse charge")
	case "K":
		return p.t("Sans TVA, livraison intracommunautaire", "No VAT, intra-community supply")
	case "G":
		return p.t("Sans TVA, exportation", "No VAT, export")
	}
	return p.t("Hors du champ de la TVA", "Outside the scope of VAT")
}

// ofMonth writes "de mai 2026", "d'avril 2026", "for May 2026", or the days of the month.
func (p *page) ofMonth(m calendar.Month) string {
	name := p.month(m)
	if p.of.MonthDay > 1 {
		return p.t("", "for ") + name
	}
	if p.lang == servicelevel.French && strings.ContainsAny(name[:1], "ao") {
		return "d'" + name
	}
	return p.t("de ", "for ") + name
}

// month writes "mai 2026", or the days of a month that begins on another one than the first: "du 15 mai au 14
// juin 2026".
func (p *page) month(m calendar.Month) string {
	if p.of.MonthDay > 1 {
		return p.days(p.of.DaysOf(m))
	}
	return p.name(m)
}

// days writes "du 15 mai au 14 juin 2026", "15 May to 14 June 2026".
func (p *page) days(first, last calendar.Date) string {
	from := p.date(first)
	if first.Year == last.Year {
		from = strings.TrimSuffix(from, " "+strconv.Itoa(first.Year))
	}
	return p.t("du ", "") + from + p.t(" au ", " to ") + p.date(last)
}

// name writes "mai 2026".
func (p *page) name(m calendar.Month) string {
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
	return day + " " + p.name(d.MonthOf())
}

// instant writes an instant as the clocks of the contract's zone show it and as explanations do:
// with seconds if it has any, and with the clocks' offset if they show it twice.
func (p *page) instant(t time.Time) string {
	t = t.In(p.zone)
	clock := t.Format("15:04")
	if t.Second() != 0 || t.Nanosecond() != 0 {
		clock = p.decimal(t.Format("15:04:05.999999999"))
	}
	if p.twice(t) {
		clock += offset(t)
	}
	return p.date(calendar.DateOf(t)) + p.t(" à ", " at ") + clock
}

// offset writes how far clocks are ahead of UTC: " (UTC+2)", " (UTC-3:30)".
func offset(t time.Time) string {
	hours, minutes, _ := strings.Cut(t.Format("-07:00"), ":")
	n, _ := strconv.Atoi(hours[1:])
	text := hours[:1] + strconv.Itoa(n)
	if minutes != "00" {
		text += ":" + minutes
	}
	return " (UTC" + text + ")"
}

// lapse writes a time: "1 h 30 min", "50 min", "44 min 38,4 s".
func (p *page) lapse(d time.Duration) string {
	if d < 0 {
		return "-" + p.lapse(-d)
	}
	var parts []string
	if h := d / time.Hour; h > 0 {
		parts = append(parts, p.thousands(strconv.Itoa(int(h)))+" h")
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
