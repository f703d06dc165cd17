package penalty

import (
	"maps"
	"slices"
	"time"
)

// weigh adds what counts of an outage to how long each weight does.
func (d *downtime) weigh(ones []piece) {
	for _, p := range ones {
		if d.byWeight == nil {
			d.byWeight = map[int64]int64{}
		}
		d.byWeight[p.weight] += p.end
	}
}

// shares lists how long each share of the platform was down, unless all of it always was.
func shares(byWeight map[int64]int64) (list []DownShare) {
	if len(byWeight) == 0 {
		return nil
	}
	for _, w := range slices.Backward(slices.Sorted(maps.Keys(byWeight))) {
		if took := byWeight[w]; took > 0 {
			list = append(list, DownShare{trimmed(w, -4), time.Duration(took)})
		}
	}
	if len(list) == 1 && byWeight[shareDecimals] > 0 {
		return nil
	}
	return list
}

// weighted is a sum of lengths times shares, exact: whole nanoseconds, and
// ten-thousandths of one.
type weighted struct{ whole, part int64 }

func (w *weighted) add(length, weight int64) {
	w.whole += length / shareDecimals * weight
	w.part += length % shareDecimals * weight
}

func (w *weighted) merge(v weighted) {
	w.whole += v.whole
	w.part += v.part
}

// floor returns the sum cut to the nanosecond.
func (w weighted) floor() time.Duration { return time.Duration(w.whole + w.part/shareDecimals) }

// rounded returns the sum to the nanosecond, half a nanosecond up.
func (w weighted) rounded() time.Duration {
	return time.Duration(w.whole + (w.part+shareDecimals/2)/shareDecimals)
}
