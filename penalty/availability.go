package penalty

import (
	"math/bits"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/wire"
)

// Availability is the exact share of a span of time during which something was
// up: (Total − Down) / Total. It is never rounded; it is compared by
// cross-multiplication. A span without any time, the zero value, counts as
// wholly available.
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

// Below reports whether the availability is strictly below a target such as
// 0.999 (D9): exactly the target is met. A target that Terms would refuse is
// compared with what fits: nothing is below 0 or less, everything below 1 is
// below more than 1.
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

// String returns the availability in percent with four decimals, such as
// "99.6639 %". It is Percent(4).
func (a Availability) String() string { return a.Percent(4) }

// Percent returns the availability in percent with the given number of decimals,
// 0 to 9. What does not fit is cut off, never rounded up, so that a missed
// target never reads as met: 2 593 s of April are "99.89 %" with two decimals.
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

// MarshalJSON implements json.Marshaler: {"down": "PT2H30M", "total": "PT744H"}.
func (a Availability) MarshalJSON() ([]byte, error) { return wire.Append(nil, &a) }

// UnmarshalJSON implements json.Unmarshaler. It refuses what Validate refuses.
func (a *Availability) UnmarshalJSON(b []byte) error { return wire.Decode(b, a) }
