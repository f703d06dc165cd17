package servicelevel

import (
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/internal/zone"
)

// writer writes texts, each in one language, one behind the other. What is
// written are the first n bytes of buf: so no text that fits changes a pointer,
// which would be work for the garbage collector.
type writer struct {
	buf      []byte
	n        int
	lang     Language
	currency string     // of amounts: the ISO 4217 code; "" for euros
	unit     money.Unit // of that
	inDays   bool       // what stands for amounts are days of service
	// offsets says that instants are written with how far their clocks are ahead of UTC.
	offsets bool
	months  cycle // of the contract, or of all of them
	// zone is of the last instant that was written: to ask a time.Time for its date and its clock is
	// two looks at the changes of its zone.
	zone zone.Clock
}

// took notes what an append to the written part returned.
func (w *writer) took(text []byte) {
	if w.n = len(text); w.n > len(w.buf) {
		w.buf = text[:cap(text)]
	}
}

// by writes one of two texts.
func (w *writer) by(fr, en string) {
	if w.lang == English {
		fr = en
	}
	w.str(fr)
}

// item writes what stands before the i-th of some: a colon before the first.
func (w *writer) item(i int, sign string) {
	if i == 0 {
		w.by(" : ", ": ")
	} else {
		w.str(sign)
	}
}

func (w *writer) str(s string) {
	if len(w.buf)-w.n < len(s) {
		w.took(append(w.buf[:w.n], s...))
		return
	}
	w.n += copy(w.buf[w.n:], s)
}

// int writes a whole number, its thousands apart: "1 444" with a narrow no-break space, "1,444".
func (w *writer) int(n int64) {
	if n < 0 {
		w.str("-")
		n = -n // the least one is its own negative, and 1<<63
	}
	if n >= 0 && n < 1000 {
		w.digits(n)
		return
	}
	var buf [20]byte
	w.thousands(text.AppendUint(buf[:0], uint64(n)))
}

// thousands writes the digits of a whole number.
func (w *writer) thousands(digits []byte) {
	for from, to := 0, (len(digits)-1)%3+1; from < len(digits); from, to = to, to+3 {
		if from > 0 {
			w.by("\u202f", ",")
		}
		w.took(append(w.buf[:w.n], digits[from:to]...))
	}
}

// digits writes a number from 0 on that is no quantity, such as a year, or that is below 1000.
func (w *writer) digits(n int64) { w.took(text.AppendUint(w.buf[:w.n], uint64(n))) }

// two writes a number in two digits.
func (w *writer) two(n int) {
	if n < 10 {
		w.str("0")
	}
	w.digits(int64(n))
}

// cites writes rule ids in brackets.
func (w *writer) cites(rules ...Citation) {
	sep := " ("
	for _, c := range rules {
		if c != "" {
			w.str(sep)
			w.str(string(c))
			sep = ", "
		}
	}
	if sep == ", " {
		w.str(")")
	}
}

// citesIDs is cites for a list.
func (w *writer) citesIDs(ids []string) {
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

// lapse writes a length of time as people say it: "2 h 30 min", "1 h 45 min 21,6 s", "744 h",
// "1 444 h 32 min".
func (w *writer) lapse(d time.Duration) {
	if d < 0 {
		w.str("-")
		d = -d
	}
	if h := d / time.Hour; h > 0 {
		w.int(int64(h))
		w.str(" h")
		if d %= time.Hour; d == 0 {
			return
		}
		w.str(" ")
	}
	w.minutes(d)
}

// work writes a time of work as people count it in blocks: "65 min" of 30 min each, up to two
// hours, and as a lapse from there on.
func (w *writer) work(d time.Duration) {
	if d <= -2*time.Hour || d >= 2*time.Hour {
		w.lapse(d)
		return
	}
	w.minutes(d)
}

// lapsed writes what became of a time that lapse wrote: in French as of one or of several.
func (e *explainer) lapsed(d time.Duration, fr, en string) {
	if d.Abs() == time.Hour { // one of a unit too
		e.by(fr, en)
		return
	}
	e.worked(d, fr, en)
}

// worked is the same of a time that work wrote.
func (e *explainer) worked(d time.Duration, fr, en string) {
	e.by(fr, en)
	if e.lang == French && several(d) {
		e.str("s")
	}
}

// agrees ends a French adjective that tells of an amount: from two of a currency on as of several.
func (w *writer) agrees(amount decimal.Decimal) {
	if n := money.Any.Count(amount); n >= 2000 || n <= -2000 {
		w.by("s", "")
	}
}

// several reports whether a time in minutes is more than one of a unit, as French counts: from
// two of it on, or of two units.
func several(d time.Duration) bool {
	d = d.Abs()
	return d > time.Minute || d >= 2*time.Second && d < time.Minute
}

// minutes writes a time in minutes: "65 min", "65 min 30 s".
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
	if d < 0 {
		w.str("-")
		d = -d
	}
	w.int(int64(d / time.Second))
	w.decimals(int64(d%time.Second), int64(time.Second))
	w.str(" s")
}

// decimals writes rest/of, which is below 1, behind the whole number: as many
// digits as it needs, of being a power of ten.
func (w *writer) decimals(rest, of int64) {
	if rest <= 0 {
		return
	}
	w.by(",", ".")
	for ; rest > 0; rest %= of {
		of /= 10
		w.digits(rest / of)
	}
}

// euros writes an amount: "1 234,50 €", "€1,234.50"; in another currency "1 234,50 CHF",
// "CHF 1,234.50", with the decimals that it has: "1 235 JPY", "KWD 1,234.500".
func (w *writer) euros(d decimal.Decimal) {
	if w.inDays {
		w.daysOfService(d)
		return
	}
	n, _ := w.unit.FromDecimal(d) // an amount of the statement
	if n < 0 {
		w.str("-")
		n = -n
	}
	switch {
	case w.lang == French:
	case w.currency == "":
		w.str("€")
	default:
		w.str(w.currency)
		w.str(" ")
	}
	var buf [32]byte
	text := w.unit.AppendText(buf[:0], n)
	if places := w.unit.Decimals(); places == 0 {
		w.thousands(text)
	} else {
		point := len(text) - places - 1
		w.thousands(text[:point])
		w.by(",", ".")
		w.took(append(w.buf[:w.n], text[point+1:]...))
	}
	switch {
	case w.lang == English:
	case w.currency == "":
		w.str(" €")
	default:
		w.str(" ")
		w.str(w.currency)
	}
}

// daysOfService writes "1 jour", "2,5 jours", "-2.5 days": of a clause that owes days of service instead of amounts.
func (w *writer) daysOfService(d decimal.Decimal) {
	hundredths := money.Hundredths.Count(d)
	if hundredths < 0 {
		w.str("-")
		hundredths = -hundredths
	}
	w.int(hundredths / 100)
	w.decimals(hundredths%100, 100)
	w.by(" jour", " day")
	if w.lang == French && hundredths >= 200 || w.lang == English && hundredths != 100 {
		w.str("s")
	}
}

// number writes a number, and returns its text.
func (w *writer) number(d decimal.Decimal) string {
	var buf [text.MaxDecimal]byte
	digits, _ := text.AppendDecimal(buf[:0], d) // nothing, where it is absurd
	s := string(digits)
	w.str(s)
	return s
}

// percent writes a share of valid terms, such as "5 %" or "99,9 %".
func (w *writer) percent(share decimal.Decimal) {
	num, den, ok := money.Fraction(share)
	if !ok {
		return // a share that is absurd
	}
	w.int(num/den*100 + num%den*100/den)
	w.decimals(num%den*100%den, den)
	w.by(" %", "%")
}

// factor writes a multiple of valid terms, such as "10" or "2,5".
func (w *writer) factor(d decimal.Decimal) {
	if num, den, ok := money.Fraction(d); ok {
		w.int(num / den)
		w.decimals(num%den, den)
	}
}

// percentText writes a percentage that is text already.
func (w *writer) percentText(s string) {
	s = strings.TrimSuffix(strings.TrimSuffix(s, "%"), " ")
	whole, frac, ok := strings.Cut(s, ".")
	w.str(whole)
	if ok {
		w.by(",", ".")
		w.str(frac)
	}
	w.by(" %", "%")
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

func join(ids []string) string { return strings.Join(ids, ", ") }
