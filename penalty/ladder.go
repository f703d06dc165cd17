package penalty

import (
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/internal/fault"
)

// Length is the credit for a downtime of From or more and strictly less than
// Below; a zero Below is without end. The lengths of Terms are listed from the
// shortest up; the first begins at 0, each next one where the one before it ends,
// the last is without end, and no credit is smaller than the one before it.
type Length struct {
	From   time.Duration   `json:"from,omitzero"`
	Below  time.Duration   `json:"below,omitzero"`
	Credit decimal.Decimal `json:"credit"` // of the terms' Basis
}

// Number is the credit for From outages or more, and less than Below; a zero Below is without
// end. The numbers of Terms are listed from the lowest up, as lengths are.
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
