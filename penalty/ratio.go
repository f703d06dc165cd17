package penalty

import (
	"cmp"
	"database/sql/driver"
	"math/bits"
	"strconv"
	"strings"

	"github.com/palier-go/palier/internal/column"
	"github.com/palier-go/palier/internal/fault"
)

// Ratio is an exact fraction of two whole numbers that are not negative, such as
// 1483/1488. What this package returns is reduced. The zero value is no ratio.
type Ratio struct{ Num, Den int64 }

// reduced returns num/den in its lowest terms; den must be positive.
func reduced(num, den int64) Ratio {
	a, b := num, den
	for b != 0 {
		a, b = b, a%b
	}
	return Ratio{num / a, den / a}
}

// Compare returns -1 if r is the smaller, 0 if both are the same number,
// else +1, by cross-multiplication in 128 bits. Both must be ratios that
// UnmarshalText would read.
func (r Ratio) Compare(s Ratio) int {
	return cmpProducts(uint64(r.Num), uint64(s.Den), uint64(s.Num), uint64(r.Den))
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

// AppendText implements encoding.TextAppender with the text that String gives.
func (r Ratio) AppendText(b []byte) ([]byte, error) {
	if r.Num < 0 || r.Den <= 0 {
		return b, fault.New("ratio", r.String(), wantRatio)
	}
	return r.append(b), nil
}

// MarshalText implements encoding.TextMarshaler with the text that String gives.
func (r Ratio) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// UnmarshalText implements encoding.TextUnmarshaler. It reads a numerator of 0
// or more and a positive denominator, which may be left out if it is 1, and
// reduces them.
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

// Value implements driver.Valuer with the text form; it refuses what AppendText does.
func (r Ratio) Value() (driver.Value, error) { return column.Text(r.MarshalText()) }

// Scan implements sql.Scanner. It reads the text form and refuses all else, NULL too.
func (r *Ratio) Scan(src any) error { return column.Scan(r.UnmarshalText, "ratio", src) }
