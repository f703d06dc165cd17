package main

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/internal/amount"
	"github.com/palier-go/palier/servicelevel"
)

// words writes texts, dates and figures in one language. What belongs together,
// such as a number and its unit, is held by no-break spaces.
type words struct {
	lang     servicelevel.Language
	currency string // of amounts: the ISO 4217 code; "" for euros
	// daysOf are the days of a month that begins on another one than the first; nil: none does.
	daysOf func(calendar.Month) (first, last calendar.Date)
}

const (
	nbsp   = "\u00a0"
	thin   = "\u202f" // between thousands, in French
	minus  = "\u2212"
	enDash = "–"
)

// t chooses a text.
func (w words) t(fr, en string) string { return servicelevel.Wording{FR: fr, EN: en}.Text(w.lang) }

// number writes a number's digits with the language's signs.
func (w words) number(s string) string {
	sign := ""
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		sign, s = minus, rest
	}
	whole, part, broken := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + w.t(thin, ",") + whole[i:]
	}
	if broken {
		whole += w.t(",", ".") + part
	}
	return sign + whole
}

// amount writes an amount to the unit: "1 234,50 €", "€1,234.50", "CHF 1,234.50", "JPY 1,235".
func (w words) amount(d decimal.Decimal) string {
	s := w.number(amount.Text(w.currency, d))
	if w.lang == servicelevel.French {
		return s + nbsp + cmp.Or(w.currency, "€")
	}
	sign := ""
	if rest, ok := strings.CutPrefix(s, minus); ok {
		sign, s = minus, rest
	}
	if w.currency != "" {
		return sign + w.currency + nbsp + s
	}
	return sign + "€" + s
}

// percent writes a share such as 0.2.
func (w words) percent(d decimal.Decimal) string { return w.percentText(d.Shift(2).String()) }

// percentText writes a percentage that is text already, such as "99.6639 %".
func (w words) percentText(s string) string {
	return w.number(strings.TrimRight(s, " %")) + w.t(nbsp+"%", "%")
}

// hours writes a time exactly, as the explanations do: "1 h 30 min", "44 min 38,4 s". One
// with seconds is long and may be broken between its parts.
func (w words) hours(d time.Duration) string {
	sign := ""
	if d < 0 {
		sign, d = minus, -d
	}
	var parts []string
	if d >= time.Hour {
		parts = append(parts, w.wholeHours(d))
	}
	if m := int64(d % time.Hour / time.Minute); m > 0 || d == 0 {
		parts = append(parts, strconv.FormatInt(m, 10)+nbsp+"min")
	}
	if s := d % time.Minute; s > 0 {
		parts = append(parts, w.seconds(s))
	}
	between := nbsp
	if d%time.Minute > 0 {
		between = " "
	}
	return sign + strings.Join(parts, between)
}

// wholeHours writes the whole hours of a time.
func (w words) wholeHours(d time.Duration) string {
	return w.number(strconv.FormatInt(int64(d/time.Hour), 10)) + nbsp + "h"
}

func (w words) seconds(d time.Duration) string {
	return w.number(decimal.New(int64(d), -9).String()) + nbsp + "s"
}

// names are those of the months from January, then of the days from Sunday.
func (w words) names() []string {
	return strings.Fields(w.t(
		"janvier février mars avril mai juin juillet août septembre octobre novembre décembre "+
			"dimanche lundi mardi mercredi jeudi vendredi samedi",
		"January February March April May June July August September October November December "+
			"Sunday Monday Tuesday Wednesday Thursday Friday Saturday",
	))
}

func (w words) weekday(d time.Weekday) string { return w.names()[12+int(d)] }

// short is the weekday in three letters.
func (w words) short(d time.Weekday) string { return w.weekday(d)[:3] + w.t(".", "") }

// month writes "mai 2026", or "du 15 mai au 14 juin 2026", "15 May to 14 June 2026".
func (w words) month(m calendar.Month) string {
	if w.daysOf != nil {
		first, last := w.daysOf(m)
		return w.t("du ", "") + w.span(first, last)
	}
	return w.names()[m.Month-1] + nbsp + strconv.Itoa(m.Year)
}

// span writes "1er au 31 mai 2026" with both months: "15 mai au 14 juin 2026", "15 May to 14 June 2026".
func (w words) span(first, last calendar.Date) string {
	from := w.dayMonth(first)
	if first.Year != last.Year {
		from = w.date(first)
	}
	return from + w.t(" au ", " to ") + w.date(last)
}

// ofMonth writes "de mai 2026", "d'avril 2026", "of May 2026", or the days of the month.
func (w words) ofMonth(m calendar.Month) string {
	if w.daysOf != nil {
		return w.t("", "of ") + w.month(m)
	}
	of := w.t("de ", "of ")
	if name := w.month(m); w.lang == servicelevel.French && strings.ContainsAny(name[:1], "ao") {
		of = "d’"
	}
	return of + w.month(m)
}

// dayMonth writes "1er mai", "14 May".
func (w words) dayMonth(d calendar.Date) string {
	day := strconv.Itoa(d.Day)
	if d.Day == 1 {
		day += w.t("er", "")
	}
	return day + nbsp + w.names()[d.Month-1]
}

func (w words) date(d calendar.Date) string { return w.dayMonth(d) + nbsp + strconv.Itoa(d.Year) }

// day writes a date with its weekday.
func (w words) day(d calendar.Date) string { return w.weekday(d.Weekday()) + " " + w.date(d) }

// clock writes the time of day, with seconds only where it has some.
func (w words) clock(t time.Time) string {
	if t.Second() != 0 || t.Nanosecond() != 0 {
		return strings.Replace(t.Format("15:04:05.999999999"), ".", w.t(",", "."), 1)
	}
	return t.Format("15:04")
}

// instant writes a date and a time of day in the zone of t.
func (w words) instant(t time.Time) string {
	return w.dayMonth(calendar.DateOf(t)) + w.t(" à ", " at ") + w.clock(t)
}

// offset writes how far the clocks are ahead of UTC, as explanations do: "(UTC+2)", "(UTC-3:30)".
func (words) offset(t time.Time) string {
	hours, minutes, _ := strings.Cut(t.Format("-07:00"), ":")
	n, _ := strconv.Atoi(hours[1:])
	text := "(UTC" + hours[:1] + strconv.Itoa(n)
	if minutes != "00" {
		text += ":" + minutes
	}
	return text + ")"
}

// clocks writes a span of one day; its end is 24:00 where the day ends.
func (w words) clocks(i calendar.Interval) string {
	end := w.clock(i.End)
	if calendar.DateOf(i.End) != calendar.DateOf(i.Start) {
		end = "24:00"
	}
	return w.clock(i.Start) + enDash + end
}

// unit finds a number and the unit after it.
var unit = regexp.MustCompile(`(\d) (h|min|s|j|€|%|[A-Z]{3}\b)`)

// price finds a currency and the amount after it.
var price = regexp.MustCompile(`\b([A-Z]{3}) (\d)`)

// negative finds the sign of a figure that is below 0.
var negative = regexp.MustCompile(`(^| |\()-((?:€|[A-Z]{3} )?\d)`)

// held binds the units of a text of the library to their numbers, and in French
// the signs to the words before them; figures below 0 have the sign of the page's.
func (w words) held(s string) string {
	if w.lang == servicelevel.French {
		s = strings.NewReplacer(" ;", nbsp+";", " :", nbsp+":", "'", "’").Replace(s)
	}
	s = negative.ReplaceAllString(s, "${1}"+minus+"${2}")
	return price.ReplaceAllString(unit.ReplaceAllString(s, "${1}"+nbsp+"${2}"), "${1}"+nbsp+"${2}")
}

// lot names a pack as the customer knows it: by the reference of the order, or of what was
// sold when a month ended by that month.
func (w words) lot(id string) string {
	rest, sold := strings.CutPrefix(id, "uncovered/")
	name, number, _ := strings.Cut(rest, "/")
	month, err := calendar.ParseMonth(name)
	if !sold || err != nil {
		return id
	}
	text := w.t("vente à la fin ", "sale at the end ") + w.ofMonth(month)
	if number != "" && number != "1" { // one of several packs
		text += " (" + number + ")"
	}
	return text
}
