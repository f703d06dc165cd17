package words

import (
	"encoding/binary"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/internal/zone"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/internal/cycle"
	"github.com/palier-go/palier/servicelevel/plans"
)

// Writer writes the texts of documents, each in one language, one behind the other: between Begin and
// End, by Say. The zero value is ready, and keeps its memory from one document to the next.
type Writer struct {
	Lang   plans.Language // of the text that Say is writing
	Unit   money.Unit     // of amounts
	Months cycle.Cycle    // of the contract, or of all of them
	InDays bool           // what stands for amounts are days of service
	// Offsets says that instants are written with how far their clocks are ahead of UTC.
	Offsets bool

	currency string // of amounts: the ISO 4217 code; "" for euros
	// What is written are the first n bytes of buf: so no text that fits changes a pointer, which would
	// be work for the garbage collector.
	buf   []byte
	n     int
	texts []passage // of the document
	// zone is of the last instant that was written: to ask a time.Time for its date and its clock is
	// two looks at the changes of its zone.
	zone zone.Clock
}

// took notes what an append to the written part returned.
func (w *Writer) took(text []byte) {
	if w.n = len(text); w.n > len(w.buf) {
		w.buf = text[:cap(text)]
	}
}

// By writes one of two texts.
func (w *Writer) By(fr, en string) {
	if w.Lang == plans.English {
		fr = en
	}
	w.Str(fr)
}

// Item writes what stands before the i-th of some: a colon before the first.
func (w *Writer) Item(i int, sign string) {
	if i == 0 {
		w.By(" : ", ": ")
	} else {
		w.Str(sign)
	}
}

// Str writes a text that is the same in both languages.
func (w *Writer) Str(s string) {
	if len(w.buf)-w.n < len(s) {
		w.took(append(w.buf[:w.n], s...))
		return
	}
	w.n += copy(w.buf[w.n:], s)
}

// Int writes a whole number, its thousands apart: "1 444" with a narrow no-break space, "1,444".
func (w *Writer) Int(n int64) {
	if n < 0 {
		w.Str("-")
		n = -n // the least one is its own negative, and 1<<63
	}
	if n >= 0 && n < 1000 {
		w.Digits(n)
		return
	}
	var buf [20]byte
	w.thousands(text.AppendUint(buf[:0], uint64(n)))
}

// thousands writes the digits of a whole number.
func (w *Writer) thousands(digits []byte) {
	for from, to := 0, (len(digits)-1)%3+1; from < len(digits); from, to = to, to+3 {
		if from > 0 {
			w.By("\u202f", ",")
		}
		w.took(append(w.buf[:w.n], digits[from:to]...))
	}
}

// Digits writes a number from 0 on that is no quantity, such as a year, or that is below 1000.
func (w *Writer) Digits(n int64) {
	if n >= 10_000 {
		w.took(text.AppendUint(w.buf[:w.n], uint64(n)))
		return
	}
	word, bits := text.Word(uint(n))
	w.word(word, bits)
}

// two writes a number below 100 in two digits.
func (w *Writer) two(n int) { w.word(uint64(text.Pair(uint(n))), 16) }

// word writes the text of a word, of some bits.
func (w *Writer) word(word uint64, bits uint) {
	if len(w.buf)-w.n < 8 {
		w.buf = append(w.buf, make([]byte, 64)...)
		w.buf = w.buf[:cap(w.buf)]
	}
	binary.LittleEndian.PutUint64(w.buf[w.n:], word)
	w.n += int(bits / 8)
}

// Cites writes rule ids, or citations of several, in brackets.
func Cites[T ~string](w *Writer, rules []T) {
	sep := " ("
	for _, c := range rules {
		if c != "" {
			w.Str(sep)
			w.Str(string(c))
			sep = ", "
		}
	}
	if sep == ", " {
		w.Str(")")
	}
}

// Lapse writes a length of time as people say it: "2 h 30 min", "1 h 45 min 21,6 s", "744 h",
// "1 444 h 32 min".
func (w *Writer) Lapse(d time.Duration) {
	if d < 0 {
		w.Str("-")
		d = -d
	}
	if h := d / time.Hour; h > 0 {
		w.Int(int64(h))
		w.Str(" h")
		if d %= time.Hour; d == 0 {
			return
		}
		w.Str(" ")
	}
	w.minutes(d)
}

// Work writes a time of work as people count it in blocks: "65 min" of 30 min each, up to two
// hours, and as a lapse from there on.
func (w *Writer) Work(d time.Duration) {
	if d <= -2*time.Hour || d >= 2*time.Hour {
		w.Lapse(d)
		return
	}
	w.minutes(d)
}

// Lapsed writes what became of a time that lapse wrote: in French as of one or of several.
func (w *Writer) Lapsed(d time.Duration, fr, en string) {
	if d.Abs() == time.Hour { // one of a unit too
		w.By(fr, en)
		return
	}
	w.Worked(d, fr, en)
}

// Worked is the same of a time that work wrote.
func (w *Writer) Worked(d time.Duration, fr, en string) {
	w.By(fr, en)
	if w.Lang == plans.French && several(d) {
		w.Str("s")
	}
}

// Plural ends a French adjective that tells how many.
func (w *Writer) Plural(n int) {
	if n > 1 {
		w.By("s", "")
	}
}

// Agrees ends a French adjective that tells of an amount: from two of a currency on as of several.
func (w *Writer) Agrees(amount decimal.Decimal) {
	if n := money.Any.Count(amount); n >= 2000 || n <= -2000 {
		w.By("s", "")
	}
}

// several reports whether a time in minutes is more than one of a unit, as French counts: from
// two of it on, or of two units.
func several(d time.Duration) bool {
	d = d.Abs()
	return d > time.Minute || d >= 2*time.Second && d < time.Minute
}

// minutes writes a time in minutes: "65 min", "65 min 30 s".
func (w *Writer) minutes(d time.Duration) {
	if d < 0 {
		w.Str("-")
		d = -d
	}
	if m := int64(d / time.Minute); m > 0 || d == 0 {
		w.Int(m)
		w.Str(" min")
		if d %= time.Minute; d == 0 {
			return
		}
		w.Str(" ")
	}
	w.seconds(d)
}

// seconds writes whole seconds with as many decimals as they need.
func (w *Writer) seconds(d time.Duration) {
	if d < 0 {
		w.Str("-")
		d = -d
	}
	w.Int(int64(d / time.Second))
	w.decimals(int64(d%time.Second), int64(time.Second))
	w.Str(" s")
}

// decimals writes rest/of, which is below 1, behind the whole number: as many
// digits as it needs, of being a power of ten.
func (w *Writer) decimals(rest, of int64) {
	if rest <= 0 {
		return
	}
	w.By(",", ".")
	for ; rest > 0; rest %= of {
		of /= 10
		w.Digits(rest / of)
	}
}

// Euros writes an amount: "1 234,50 €", "€1,234.50"; in another currency "1 234,50 CHF",
// "CHF 1,234.50", with the decimals that it has: "1 235 JPY", "KWD 1,234.500".
func (w *Writer) Euros(d decimal.Decimal) {
	if w.InDays {
		w.DaysOfService(d)
		return
	}
	n, _ := w.Unit.FromDecimal(d) // an amount of the statement
	if n < 0 {
		w.Str("-")
		n = -n
	}
	switch {
	case w.Lang == plans.French:
	case w.currency == "":
		w.Str("€")
	default:
		w.Str(w.currency)
		w.Str(" ")
	}
	switch w.Unit.Decimals() {
	case 0:
		w.Int(n)
	case 2:
		w.Int(n / 100)
		w.By(",", ".")
		w.two(int(n % 100))
	default:
		w.Int(n / 1000)
		w.By(",", ".")
		w.two(int(n % 1000 / 10))
		w.Digits(n % 10)
	}
	switch {
	case w.Lang == plans.English:
	case w.currency == "":
		w.Str(" €")
	default:
		w.Str(" ")
		w.Str(w.currency)
	}
}

// Rounding writes how half a cent was rounded, if that is not as people do it (D21).
func (w *Writer) Rounding(halfEven bool) {
	switch {
	case !halfEven:
	case w.Unit == money.Hundredths:
		w.By(", les demi-centimes au pair", ", half cents to even")
	default:
		w.By(", les demies au pair", ", halves to even")
	}
}

// DaysOfService writes "1 jour", "2,5 jours", "-2.5 days": of a clause that owes days of service instead of amounts.
func (w *Writer) DaysOfService(d decimal.Decimal) {
	hundredths := money.Hundredths.Count(d)
	if hundredths < 0 {
		w.Str("-")
		hundredths = -hundredths
	}
	w.Int(hundredths / 100)
	w.decimals(hundredths%100, 100)
	w.By(" jour", " day")
	if w.Lang == plans.French && hundredths >= 200 || w.Lang == plans.English && hundredths != 100 {
		w.Str("s")
	}
}

// Number writes a number, and returns its text.
func (w *Writer) Number(d decimal.Decimal) string {
	var buf [text.MaxDecimal]byte
	digits, _ := text.AppendDecimal(buf[:0], d) // nothing, where it is absurd
	s := string(digits)
	w.Str(s)
	return s
}

// Ratio writes an exact number: "3" or "5/2".
func (w *Writer) Ratio(r penalty.Ratio) {
	w.Int(r.Num)
	if r.Den != 1 {
		w.Str("/")
		w.Int(r.Den)
	}
}

// Percent writes a share of valid terms, such as "5 %" or "99,9 %".
func (w *Writer) Percent(share decimal.Decimal) {
	num, den, ok := money.Fraction(share)
	if !ok {
		return // a share that is absurd
	}
	w.Int(num/den*100 + num%den*100/den)
	w.decimals(num%den*100%den, den)
	w.By(" %", "%")
}

// Factor writes a multiple of valid terms, such as "10" or "2,5".
func (w *Writer) Factor(d decimal.Decimal) {
	if num, den, ok := money.Fraction(d); ok {
		w.Int(num / den)
		w.decimals(num%den, den)
	}
}

// PercentText writes a percentage that is text already.
func (w *Writer) PercentText(s string) {
	s = strings.TrimSuffix(strings.TrimSuffix(s, "%"), " ")
	whole, frac, ok := strings.Cut(s, ".")
	w.Str(whole)
	if ok {
		w.By(",", ".")
		w.Str(frac)
	}
	w.By(" %", "%")
}

var monthNames = [2][12]string{
	plans.French: {
		"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
		"novembre", "décembre",
	},
	plans.English: {
		"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
		"November", "December",
	},
}
