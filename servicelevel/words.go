package servicelevel

import (
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/money"
)

// passage is a text of the statement, written into the biller's buffer until all
// are cut from one string.
type passage struct {
	to   *string
	span span
}

// writer writes one text in one language.
type writer struct {
	buf  []byte
	lang Language
}

// say writes a text in both languages.
func (b *biller) say(to *Wording, write func(*writer)) {
	for lang, dst := range [...]*string{French: &to.FR, English: &to.EN} {
		w := writer{buf: b.text, lang: Language(lang)} //nolint:gosec // two languages
		from := len(w.buf)
		write(&w)
		b.text = w.buf
		b.words = append(b.words, passage{dst, span{from, len(w.buf)}})
	}
}

// hand gives every text its part of one string.
func (b *biller) hand() {
	all := string(b.text)
	for _, p := range b.words {
		*p.to = all[p.span.from:p.span.to]
	}
}

// by writes one of two texts.
func (w *writer) by(fr, en string) {
	if w.lang == English {
		fr = en
	}
	w.buf = append(w.buf, fr...)
}

func (w *writer) str(s string) { w.buf = append(w.buf, s...) }

func (w *writer) int(n int64) { w.buf = strconv.AppendInt(w.buf, n, 10) }

// cites writes rule ids in brackets.
func (w *writer) cites(ids ...string) {
	for i, id := range ids {
		if i == 0 {
			w.str(" (")
		} else {
			w.str(", ")
		}
		w.str(id)
	}
	if len(ids) > 0 {
		w.str(")")
	}
}

// minutes writes a time of work: "65 min", "65 min 30 s".
func (w *writer) minutes(d time.Duration) {
	if d < 0 {
		w.str("-")
		d = -d
	}
	if m := int64(d / time.Minute); m > 0 || d == 0 {
		w.int(m)
		w.str(" min")
		if d %= time.Minute; d == 0 {
			return
		}
		w.str(" ")
	}
	w.seconds(d)
}

// seconds writes whole seconds with as many decimals as they need.
func (w *writer) seconds(d time.Duration) {
	s := decimal.New(int64(d), -9).String()
	if w.lang == French {
		s = strings.Replace(s, ".", ",", 1)
	}
	w.str(s)
	w.str(" s")
}

// hours writes a time bought or promised: "5 h", "1 h 30", "45 min".
func (w *writer) hours(d time.Duration) {
	if d < time.Hour || d%time.Minute != 0 {
		w.minutes(d)
		return
	}
	w.int(int64(d / time.Hour))
	w.str(" h")
	if m := d % time.Hour / time.Minute; m > 0 {
		w.str(" ")
		if m < 10 {
			w.str("0")
		}
		w.int(int64(m))
	}
}

// euros writes an amount.
func (w *writer) euros(d decimal.Decimal) {
	cents, _ := money.FromDecimal(d) // an amount of the statement
	if w.lang == English {
		if cents < 0 {
			w.str("-")
			cents = -cents
		}
		w.str("€")
		w.buf = money.AppendText(w.buf, cents)
		return
	}
	w.buf = money.AppendText(w.buf, cents)
	w.buf[len(w.buf)-3] = ','
	w.str(" €")
}

// percent writes a share, such as "5 %" or "99,9 %".
func (w *writer) percent(share decimal.Decimal) { w.percentText(share.Shift(2).String()) }

// percentText writes a percentage that is text already.
func (w *writer) percentText(s string) {
	s = strings.TrimSuffix(strings.TrimSuffix(s, "%"), " ")
	if w.lang == French {
		w.str(strings.Replace(s, ".", ",", 1))
		w.str(" %")
		return
	}
	w.str(s)
	w.str("%")
}

var monthNames = [2][12]string{
	French: {
		"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
		"novembre", "décembre",
	},
	English: {
		"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
		"November", "December",
	},
}

func (w *writer) month(m calendar.Month) {
	w.str(monthNames[w.lang][m.Month-1])
	w.str(" ")
	w.int(int64(m.Year))
}

// ofMonth writes "de mai 2026", "d'août 2026" or "for May 2026".
func (w *writer) ofMonth(m calendar.Month) {
	switch {
	case w.lang == English:
		w.str("for ")
	case m.Month == time.April || m.Month == time.August || m.Month == time.October:
		w.str("d'")
	default:
		w.str("de ")
	}
	w.month(m)
}

func (w *writer) date(d calendar.Date) {
	w.int(int64(d.Day))
	if d.Day == 1 && w.lang == French {
		w.str("er")
	}
	w.str(" ")
	w.month(d.MonthOf())
}

// instant writes a date and a time of day: "4 mai 2026 à 02:10".
func (w *writer) instant(t time.Time) {
	w.date(calendar.DateOf(t))
	w.by(" à ", " at ")
	layout := "15:04"
	if t.Second() != 0 || t.Nanosecond() != 0 {
		layout = "15:04:05.999999999"
	}
	w.buf = t.AppendFormat(w.buf, layout)
}

func join(ids []string) string { return strings.Join(ids, ", ") }
