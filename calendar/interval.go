package calendar

import (
	"math"
	"slices"
	"time"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/internal/wire"
)

// Interval is a span of real time, half-open: Start belongs to it, End does not. If End is not after Start,
// as of the zero value, it is empty.
type Interval struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

// Empty reports whether no instant lies in the interval.
func (i Interval) Empty() bool { return !i.Start.Before(i.End) }

// Contains reports whether t lies in [Start, End).
func (i Interval) Contains(t time.Time) bool { return !t.Before(i.Start) && t.Before(i.End) }

// Duration returns the real time that the interval lasts, 0 if it is empty.
// Beyond 292 years it is the longest time.Duration.
func (i Interval) Duration() time.Duration { return max(0, i.End.Sub(i.Start)) }

// Intersect returns the time that lies in both; the zero Interval if there is none.
func (i Interval) Intersect(other Interval) Interval {
	if other.Start.After(i.Start) {
		i.Start = other.Start
	}
	if other.End.Before(i.End) {
		i.End = other.End
	}
	if i.Empty() {
		return Interval{}
	}
	return i
}

// Validate refuses an interval that ends before it starts. An empty one passes.
func (i Interval) Validate() error {
	if i.End.Before(i.Start) {
		return fault.New("end", i.End, "must not be before the start "+i.Start.Format(time.RFC3339Nano))
	}
	return nil
}

// MarshalJSON implements json.Marshaler.
func (i Interval) MarshalJSON() ([]byte, error) { return wire.Append(nil, &i) }

// UnmarshalJSON implements json.Unmarshaler.
func (i *Interval) UnmarshalJSON(b []byte) error { return wire.Decode(b, i) }

// Union returns the time that lies in at least one of xs: sorted, without
// overlap, touching intervals joined, empty ones left out (D13). xs is not
// changed. It is nil if nothing is left.
func Union(xs []Interval) []Interval {
	sorted := slices.DeleteFunc(slices.Clone(xs), Interval.Empty)
	slices.SortFunc(sorted, func(a, b Interval) int { return a.Start.Compare(b.Start) })
	var out []Interval
	for _, x := range sorted {
		if n := len(out); n > 0 && !x.Start.After(out[n-1].End) {
			if x.End.After(out[n-1].End) {
				out[n-1].End = x.End
			}
			continue
		}
		out = append(out, x)
	}
	return out
}

// Subtract returns the time that lies in one of xs and in none of ys, in the
// form of Union.
func Subtract(xs, ys []Interval) []Interval {
	var out []Interval
	cuts := Union(ys)
	for _, x := range Union(xs) {
		for len(cuts) > 0 && !cuts[0].End.After(x.Start) {
			cuts = cuts[1:]
		}
		for _, cut := range cuts {
			if !cut.Start.Before(x.End) {
				break
			}
			if cut.Start.After(x.Start) {
				out = append(out, Interval{x.Start, cut.Start})
			}
			x.Start = cut.End
		}
		if !x.Empty() {
			out = append(out, x)
		}
	}
	return out
}

// Clip returns the time of xs that lies in bounds, in the form of Union.
func Clip(xs []Interval, bounds Interval) []Interval {
	out := Union(xs)
	for i := range out {
		out[i] = out[i].Intersect(bounds)
	}
	return slices.DeleteFunc(out, Interval.Empty)
}

// Total returns the time that lies in at least one of xs. Beyond 292 years it is
// the longest time.Duration.
func Total(xs []Interval) time.Duration {
	var sum time.Duration
	for _, x := range Union(xs) {
		d := x.Duration()
		if d > math.MaxInt64-sum {
			return math.MaxInt64
		}
		sum += d
	}
	return sum
}
