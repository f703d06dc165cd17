package penalty

import (
	"cmp"
	"database/sql/driver"
	"math/bits"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
)

// Availability is the exact share of a span of time during which something was up: (Total − Down) / Total. It
// is never rounded. A span without any time, the zero value, counts as wholly available.
type Availability struct {
	Down  time.Duration `json:"down"`
	Total time.Duration `json:"total"`
}

// Validate refuses a negative total and a Down outside 0 to Total.
func (a Availability) Validate() error {
	var l fault.List
	l.Check(a.Total >= 0, "total", a.Total, "must not be negative")
	l.Check(a.Down >= 0 && (a.Down <= a.Total || a.Total < 0), "down", a.Down, "must lie between 0 and the total")
	return l.Err()
}

// Ratio returns the availability reduced, such as 1483/1488.
func (a Availability) Ratio() Ratio {
	if a.Total <= 0 {
		return Ratio{1, 1}
	}
	return reduced(a.up(), int64(a.Total))
}

// up returns Total − Down, held within 0 to Total.
func (a Availability) up() int64 { return int64(a.Total - min(max(a.Down, 0), a.Total)) }

// Below reports whether the availability is strictly below a target such as 0.999 (D9), by
// cross-multiplication. Nothing is below a target of 0 or less.
func (a Availability) Below(target decimal.Decimal) bool {
	nano, ok := money.Billionths(target, billion)
	if !ok {
		return target.IsPositive() && a.Down > 0
	}
	return a.under(edge{nano: nano})
}

// under reports whether the availability is less than an edge of 0 to 1e9 billionths.
func (a Availability) under(e edge) bool {
	c := cmpProducts(uint64(a.up()), billion, uint64(e.nano), uint64(max(a.Total, 0)))
	return c < 0 || c == 0 && e.at && a.Total > 0
}

// rounded returns the availability rounded to a place in billionths, halves up.
func (a Availability) rounded(place int64) (nano int64) {
	r := a.Ratio()
	hi, lo := bits.Mul64(uint64(r.Num), uint64(2*(billion/place)))
	lo, carry := bits.Add64(lo, uint64(r.Den), 0)
	n, _ := bits.Div64(hi+carry, lo, 2*uint64(r.Den))
	return int64(n) * place
}

// allowed returns the longest downtime that meets a target in billionths.
func (a Availability) allowed(target int64) time.Duration {
	share := time.Duration(billion - target)
	return a.Total/billion*share + a.Total%billion*share/billion
}

// String returns Percent(4), such as "99.6639 %".
func (a Availability) String() string { return a.Percent(4) }

// Percent returns the availability in percent with 0 to 9 decimals. What does not fit is cut off, never
// rounded up, so that a missed target never reads as met: 2 593 s of April are "99.89 %" with two decimals.
func (a Availability) Percent(decimals int) string {
	decimals = min(max(decimals, 0), 9)
	r := a.Ratio()
	one := uint64(1)
	for range decimals {
		one *= 10
	}
	hi, lo := bits.Mul64(uint64(r.Num), 100*one)
	q, _ := bits.Div64(hi, lo, uint64(r.Den))
	var buf [16]byte
	b := strconv.AppendUint(buf[:0], q/one, 10)
	for sep := "."; one > 1; sep = "" {
		one /= 10
		b = append(append(b, sep...), byte('0'+q/one%10))
	}
	return string(append(b, " %"...))
}

// MarshalJSON implements json.Marshaler.
func (a Availability) MarshalJSON() ([]byte, error) { return wire.Append(nil, &a) }

// UnmarshalJSON implements json.Unmarshaler.
func (a *Availability) UnmarshalJSON(b []byte) error { return wire.Decode(b, a) }

// Ratio is an exact fraction of two whole numbers that are not negative, such as 1483/1488, reduced. The zero
// value is no ratio.
type Ratio struct{ Num, Den int64 }

// reduced returns num/den in its lowest terms; den must be positive.
func reduced(num, den int64) Ratio {
	a, b := num, den
	for b != 0 {
		a, b = b, a%b
	}
	return Ratio{num / a, den / a}
}

// cmpProducts compares a·b with c·d.
func cmpProducts(a, b, c, d uint64) int {
	h, l := bits.Mul64(a, b)
	i, m := bits.Mul64(c, d)
	if h == i {
		return cmp.Compare(l, m)
	}
	return cmp.Compare(h, i)
}

// String returns "1483/1488", or "5" if the denominator is 1.
func (r Ratio) String() string { return string(r.append(nil)) }

func (r Ratio) append(b []byte) []byte {
	b = strconv.AppendInt(b, r.Num, 10)
	if r.Den == 1 {
		return b
	}
	return strconv.AppendInt(append(b, '/'), r.Den, 10)
}

const wantRatio = `must be a ratio of whole numbers such as "1483/1488"`

// AppendText implements encoding.TextAppender.
func (r Ratio) AppendText(b []byte) ([]byte, error) {
	if r.Num < 0 || r.Den <= 0 {
		return b, fault.New("ratio", r.String(), wantRatio)
	}
	return r.append(b), nil
}

// MarshalText implements encoding.TextMarshaler.
func (r Ratio) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// UnmarshalText implements encoding.TextUnmarshaler. It reads a numerator of 0 or more and a positive
// denominator, which may be left out if it is 1, and reduces them.
func (r *Ratio) UnmarshalText(text []byte) error {
	a, b, ok := strings.Cut(string(text), "/")
	if !ok {
		b = "1"
	}
	num, err := strconv.ParseUint(a, 10, 63)
	den, err2 := strconv.ParseUint(b, 10, 63)
	if err != nil || err2 != nil || den == 0 {
		return fault.New("ratio", string(text), wantRatio)
	}
	*r = reduced(int64(num), int64(den)) // parsed with 63 bits
	return nil
}

// Value implements driver.Valuer.
func (r Ratio) Value() (driver.Value, error) { return column.Text(r.MarshalText()) }

// Scan implements sql.Scanner.
func (r *Ratio) Scan(src any) error { return column.Scan(r.UnmarshalText, "ratio", src) }
