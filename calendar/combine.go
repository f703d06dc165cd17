package calendar

import (
	"slices"

	"github.com/palier-go/palier/internal/zone"
)

// A stream is the open time of a plan without its layers, as far as it is needed. It is told by its edges: the
// seconds at which it begins and ends in turn.
type stream struct {
	*builder
	walk *walk
}

func newStream(p *plan, lo, hi int64) *stream {
	b := newBuilder(&Calendar{lo: lo, hi: hi})
	b.listed = true
	return &stream{b, newWalk(p)}
}

// upTo returns the edges from the time that is open at an instant, or that comes next, as far as another at
// least, and behind them one that never comes.
func (s *stream) upTo(from, until int64) []int64 {
	over := 0
	for over < len(s.edges) && s.edges[over+1] <= from {
		over += 2
	}
	s.edges = s.edges[:copy(s.edges, s.edges[over:])]
	s.fill(s.walk, min(max(s.walk.n, (until+zone.Reach)/daySeconds+1), s.walk.end))
	return append(s.edges, s.start, s.end, forever) // the last time may grow, but what is before until is known
}

// combine adds the open time of a plan with its layers, some months at a time so that little memory is needed.
func (b *builder) combine(p *plan) {
	const step = 256 * daySeconds // what is read of each calendar stays in the nearest cache
	own := newStream(p, b.c.lo, b.c.hi)
	layers := make([]*stream, len(p.layers))
	for i, x := range p.layers {
		if x.plan != nil {
			layers[i] = newStream(x.plan, b.c.lo, b.c.hi)
		}
	}
	dates := newDating(p)
	var from, to []int64
	for at := b.c.lo; at < b.c.hi; at += step {
		until := min(at+step, b.c.hi)
		open := own.upTo(at, until)
		for i, x := range p.layers {
			other := []int64{forever}
			if layers[i] != nil {
				other = layers[i].upTo(at, until)
			}
			from, to = to, x.op.combine(from[:0], open, other, at, until)
			open = to
		}
		for i := 0; open[i] < until; i += 2 {
			b.add(open[i], open[i+1])
			dates.add(open[i], open[i+1])
		}
	}
	b.work = dates.days
}

// combine walks along the edges of what is open before the layer and in it, from lo to hi, and appends those
// of what is open together, and one that never comes. It is written so that instants decide no branch.
func (o LayerOp) combine(out, before, in []int64, lo, hi int64) []int64 {
	if o == LayerUnion {
		return unite(out, before, in, lo, hi)
	}
	i, j, n := 0, 0, 0
	for before[i] <= lo {
		i++
	}
	for in[j] <= lo {
		j++
	}
	open := o.open()
	out = slices.Grow(out, len(before)+len(in)+2)[:len(before)+len(in)+2]
	was := 0
	for at := lo; at < hi; {
		out[n] = at
		is := int(open>>(i&1|j&1<<1)) & 1
		n += is ^ was
		was = is
		x, y := before[i], in[j]
		at = min(x, y)
		if x == at {
			i++
		}
		if y == at {
			j++
		}
	}
	out[n] = hi
	n += was
	out[n] = forever
	return out[:n+1]
}

// unite is combine for a union, of which it takes a whole stretch of time at a step, in half of the time.
func unite(out, xs, ys []int64, lo, hi int64) []int64 {
	i, j, start, end := 0, 0, lo, lo
	for {
		first := min(xs[i], ys[j])
		if first > end || first >= hi {
			if start < end {
				out = append(out, start, end)
			}
			if first >= hi {
				return append(out, forever)
			}
			start = first
		}
		if xs[i] == first {
			end, i = max(end, min(xs[i+1], hi)), i+2
		} else {
			end, j = max(end, min(ys[j+1], hi)), j+2
		}
	}
}

// A dating collects the days on which open time lies, which is told in order.
type dating struct {
	plan   *plan
	days   dayset // from the first of the plan on
	lo, hi int64  // of the time in which the clocks are and were the same
	shift  int64  // what the seconds of that time are ahead of those of the days
}

func newDating(p *plan) *dating { return &dating{plan: p, days: newDayset(p.end - p.from)} }

func (d *dating) add(start, end int64) {
	if start < d.lo || end > d.hi {
		d.seek(start)
	}
	if start < d.lo || end > d.hi { // the clocks change about it
		for n, last := d.plan.dateAt(start), d.plan.dateAt(end-1); n <= last; n++ {
			if d.plan.begins(n) < d.plan.begins(n+1) { // no date that the zone skips
				d.days.set(n-d.plan.from, true)
			}
		}
		return
	}
	n := uint64(start+d.shift) / daySeconds
	for next := int64(n) * daySeconds; next < end+d.shift; next += daySeconds {
		d.days.blocks[n/blockDays] |= 1 << (n % blockDays)
		n++
	}
}

// seek finds the time in which the clocks are the same about a second.
func (d *dating) seek(sec int64) {
	i := d.plan.table.at(d.plan.regimes, sec)
	d.lo, d.hi = d.plan.regimes[i].from+zone.Reach, forever
	if i+1 < len(d.plan.regimes) {
		d.hi = d.plan.regimes[i+1].from
	}
	d.shift = d.plan.regimes[i].offset - d.plan.from*daySeconds
}
