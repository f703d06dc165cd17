package penalty

import (
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/money"
	"github.com/palier-go/palier/internal/text"
	"github.com/palier-go/palier/internal/wire"
)

// Band is the credit for an availability of From or more and strictly less than Below: shares such as 0.99
// and 0.999. The bands of Terms are listed from the highest availability down. The first ends at the target,
// each next one where the one before it begins, the last begins at 0, and no credit is smaller than the one
// before it.
type Band struct {
	From  decimal.Decimal `json:"from,omitzero"`
	Below decimal.Decimal `json:"below"`
	// Through adds exactly Below to the band, which the one above it, or what meets the target, loses: "99 % to
	// 99.9 % inclusive". The first band does as Terms.AtTarget says.
	Through bool            `json:"through,omitzero"`
	Credit  decimal.Decimal `json:"credit"` // of the terms' Basis
}

func (t *Terms) checkBands(l *fault.List, target int64) {
	if len(t.Bands) > MaxBands {
		l.Add("bands", len(t.Bands), "must not be more than 100")
		return
	}
	last, credit := target, int64(0)
	for i := range t.Bands {
		b, at := &t.Bands[i], fault.Index("bands", i)
		from, ok1 := money.Billionths(b.From, billion)
		below, ok2 := money.Billionths(b.Below, billion)
		if !ok1 || !ok2 || from >= below {
			l.Add(at, text.Decimal(b.From)+" to "+text.Decimal(b.Below), "must go from a share up to a larger one, both of 0 to 1 with at most nine decimals")
			return
		}
		switch {
		case below < last:
			l.Add(at+".below", b.Below, "leaves a gap: no credit from "+shareText(below)+" to below "+shareText(last))
		case below > last && i == 0:
			l.Add(at+".below", b.Below, "must be the target, "+shareText(last))
		case from >= last:
			l.Add(at+".below", b.Below, "is in the wrong order: bands go from the highest availability down")
		case below > last:
			l.Add(at+".below", b.Below, "overlaps the band before it from "+shareText(last)+" to below "+shareText(below))
		}
		if i == 0 && b.Through != t.AtTarget {
			l.Add(at+".through", b.Through, "must be what at_target is: the first band ends at the target")
		}
		if i == len(t.Bands)-1 && from > 0 {
			l.Add(at+".from", b.From, "leaves a gap: no credit from 0 to below "+shareText(from))
		}
		credit = t.nextCredit(l, at+".credit", b.Credit, credit, "availability falls")
		last = from
	}
}

// nextCredit reads the credit of a band and refuses one that is smaller than the
// one before it.
func (t *Terms) nextCredit(l *fault.List, at string, d decimal.Decimal, before int64, as string) int64 {
	c := t.credit(l, at, d)
	if c < before {
		l.Add(at, d, "must not fall as "+as)
	}
	return max(c, before)
}

// Band returns the band that an availability falls in. ok is false if it meets the target, or the terms have
// no bands. The terms must be valid.
func (t *Terms) Band(a Availability) (b Band, ok bool) {
	target, _ := money.Billionths(t.Target, billion)
	if len(t.Bands) == 0 || !a.under(t.edge(target, t.AtTarget)) {
		return Band{}, false
	}
	return t.Bands[t.band(a)], true
}

// band returns the index of the band that an availability falls in that misses the
// target.
func (t *Terms) band(a Availability) int {
	last := len(t.Bands) - 1
	for i := range last {
		if from, _ := money.Billionths(t.Bands[i].From, billion); !a.under(t.edge(from, t.Bands[i+1].Through)) {
			return i
		}
	}
	return last
}

// edge is where a share in billionths stops being enough.
type edge struct {
	nano int64
	at   bool // exactly that is too little
}

// edge returns where an availability stops being enough that is rounded before it is compared with
// a share: if it rounds to less than that, or to that at most.
func (t *Terms) edge(nano int64, at bool) edge {
	place, _ := money.Billionths(t.Figure, billion)
	switch low := nano - nano%max(1, place); {
	case place == 0:
		return edge{nano, at}
	case at || low < nano:
		return edge{nano: low + place/2}
	default:
		return edge{nano: nano - place/2}
	}
}

// places are those that a figure may be rounded to.
const coarsest, finest = billion / 100, billion / 100_000_000

func (t *Terms) checkFigure(l *fault.List) {
	n, ok := money.Billionths(t.Figure, coarsest)
	for n > finest && n%10 == 0 {
		n /= 10
	}
	l.Check(ok && n == finest, "figure", t.Figure, "must be a power of ten from 0.01 to 0.00000001")
}

// shareText is a share in billionths as decimal text.
func shareText(nano int64) string { return decimal.New(nano, -9).String() }

// Length is the credit for a downtime of From or more and strictly less than Below; a zero Below is without
// end. The lengths of Terms follow each other from 0 up, the last is without end, and no credit is smaller
// than the one before it.
type Length struct {
	From   time.Duration   `json:"from,omitzero"`
	Below  time.Duration   `json:"below,omitzero"`
	Credit decimal.Decimal `json:"credit"` // of the terms' Basis
}

// Number is the credit for From outages or more, and less than Below; a zero Below is without end. The
// numbers of Terms are listed as lengths are.
type Number struct {
	From   int             `json:"from,omitzero"`
	Below  int             `json:"below,omitzero"`
	Credit decimal.Decimal `json:"credit"` // of the terms' Basis
}

// rung is a Length or a Number.
type rung[N int | time.Duration] struct {
	from, below N
	credit      decimal.Decimal
}

func (t *Terms) checkLengths(l *fault.List) {
	at := func(i int) rung[time.Duration] {
		return rung[time.Duration]{t.Lengths[i].From, t.Lengths[i].Below, t.Lengths[i].Credit}
	}
	checkLadder(t, l, "lengths", len(t.Lengths), at, time.Duration.String, "lengths go from the shortest up", "must be longer than from", "downtime grows")
}

func (t *Terms) checkNumbers(l *fault.List) {
	at := func(i int) rung[int] { return rung[int]{t.Numbers[i].From, t.Numbers[i].Below, t.Numbers[i].Credit} }
	checkLadder(t, l, "numbers", len(t.Numbers), at, strconv.Itoa, "numbers go from the lowest up", "must be more than from", "there are more")
}

// checkLadder refuses rungs with a gap, an overlap, the wrong order or a credit that falls.
func checkLadder[N int | time.Duration](t *Terms, l *fault.List, field string, n int, rungAt func(int) rung[N], say func(N) string, order, more, as string) {
	if n > MaxBands {
		l.Add(field, n, "must not be more than 100")
		return
	}
	var last N
	var credit int64
	for i := range n {
		b, at, end := rungAt(i), fault.Index(field, i), i == n-1
		switch {
		case b.from < 0 || b.below <= b.from && !(end && b.below == 0):
			l.Add(at+".below", b.below, more+"; only the last is left out")
		case b.from > last:
			l.Add(at+".from", b.from, "leaves a gap: no credit from "+say(last)+" to below "+say(b.from))
		case b.from < last:
			l.Add(at+".from", b.from, "overlaps what is before it, or is in the wrong order: "+order)
		case end && b.below != 0:
			l.Add(at+".below", b.below, "leaves a gap: no credit from "+say(b.below)+" on")
		}
		credit = t.nextCredit(l, at+".credit", b.credit, credit, as)
		last = b.below
	}
}

// length returns the index of the length that a downtime falls in.
func (t *Terms) length(down time.Duration) int {
	for i := range t.Lengths {
		if down < t.Lengths[i].Below {
			return i
		}
	}
	return len(t.Lengths) - 1
}

// number returns the index of the number that so many outages fall in.
func (t *Terms) number(outages int) int {
	for i := range t.Numbers {
		if outages < t.Numbers[i].Below {
			return i
		}
	}
	return len(t.Numbers) - 1
}

// atOnce reports whether one credit is given for the whole period, without a look at how long any
// downtime was.
func (t *Terms) atOnce() bool { return len(t.Bands) > 0 || len(t.Numbers) > 0 }

// MarshalJSON implements json.Marshaler.
func (b Band) MarshalJSON() ([]byte, error) { return wire.Append(nil, &b) }

// UnmarshalJSON implements json.Unmarshaler.
func (b *Band) UnmarshalJSON(data []byte) error { return wire.Decode(data, b) }

// MarshalJSON implements json.Marshaler.
func (l Length) MarshalJSON() ([]byte, error) { return wire.Append(nil, &l) }

// UnmarshalJSON implements json.Unmarshaler.
func (l *Length) UnmarshalJSON(b []byte) error { return wire.Decode(b, l) }

// MarshalJSON implements json.Marshaler.
func (n Number) MarshalJSON() ([]byte, error) { return wire.Append(nil, &n) }

// UnmarshalJSON implements json.Unmarshaler.
func (n *Number) UnmarshalJSON(b []byte) error { return wire.Decode(b, n) }
