package penalty

import (
	"cmp"
	"container/heap"
	"math"
	"slices"

	"github.com/palier-go/palier/internal/fault"
)

// sortPieces sorts by start. Outages are mostly few, and come mostly sorted.
func sortPieces(ps []piece) {
	if len(ps) > onStack {
		slices.SortFunc(ps, func(a, b piece) int { return cmp.Compare(a.start, b.start) })
		return
	}
	for i := range ps {
		for j := i; j > 0 && ps[j].start < ps[j-1].start; j-- {
			ps[j], ps[j-1] = ps[j-1], ps[j]
		}
	}
}

// join sorts the pieces and resolves their overlaps: if several cover an
// instant the largest share counts (D13), or all of them add up.
func (d *downtime) join(ps []piece, w *window, add bool) []piece {
	if len(ps) < 2 {
		return ps
	}
	sortPieces(ps)
	switch {
	case d.parts && add:
		return d.stack(ps, w)
	case d.parts:
		return d.layer(ps, w)
	}
	ps, d.overlap = union(ps, w.from, w.to)
	return ps
}

// merged sorts pieces of one weight and joins them where they overlap, in place.
func merged(ps []piece) []piece {
	if len(ps) == 0 {
		return ps
	}
	sortPieces(ps)
	ps, _ = union(ps, 0, 0)
	return ps
}

// union joins sorted pieces of one weight, one at least, where they overlap, in
// place, and reports whether any did between two instants.
func union(ps []piece, from, to int64) (joined []piece, overlap bool) {
	last := 0
	for _, p := range ps[1:] {
		if end := ps[last].end; p.start <= end {
			overlap = overlap || max(p.start, from) < min(p.end, end, to)
			ps[last].end = max(end, p.end)
			continue
		}
		last++
		ps[last] = p
	}
	return ps[:last+1], overlap
}

// layer turns sorted pieces of several weights into sorted pieces without
// overlap, each of the largest weight that covers it.
func (d *downtime) layer(ps []piece, w *window) []piece {
	var out []piece
	var active layers
	at := int64(math.MinInt64)
	for len(ps) > 0 || len(active) > 0 {
		if len(active) == 0 {
			at = ps[0].start
		}
		for len(ps) > 0 && ps[0].start <= at {
			d.overlap = d.overlap || len(active) > 0 && ps[0].start < w.to && ps[0].end > w.from
			heap.Push(&active, ps[0])
			ps = ps[1:]
		}
		top := active[0]
		until := top.end
		if len(ps) > 0 {
			until = min(until, ps[0].start)
		}
		out = append(out, piece{at, until, top.weight})
		at = until
		for len(active) > 0 && active[0].end <= at {
			heap.Pop(&active)
		}
	}
	return out
}

// stack turns sorted pieces of several weights into sorted pieces without overlap, each of all the
// weights that cover it, to the whole at most.
func (d *downtime) stack(ps []piece, w *window) (out []piece) {
	ends := slices.Clone(ps)
	slices.SortFunc(ends, func(a, b piece) int { return cmp.Compare(a.end, b.end) })
	at, sum := ps[0].start, int64(0)
	for len(ends) > 0 {
		next := ends[0].end
		if len(ps) > 0 {
			next = min(next, ps[0].start)
		}
		if sum > 0 && at < next {
			out = append(out, piece{at, next, min(sum, shareDecimals)})
		}
		for at = next; len(ends) > 0 && ends[0].end == at; ends = ends[1:] {
			sum -= ends[0].weight
		}
		for ; len(ps) > 0 && ps[0].start == at; ps = ps[1:] {
			d.overlap = d.overlap || sum > 0 && at < w.to && ps[0].end > w.from
			sum += ps[0].weight
		}
	}
	return out
}

// gatherOnce gathers what Assess has checked without outages that are listed again under their ids.
func (d *downtime) gatherOnce(c *Case, from Start, w *window, pieces, cuts []piece) (all, off []piece) {
	seen := make(map[string]bool, len(c.Outages))
	once := *c
	once.Outages = slices.DeleteFunc(slices.Clone(c.Outages), func(o Outage) bool {
		again := o.ID != "" && seen[o.ID]
		seen[o.ID] = true
		return again
	})
	if len(once.Outages) == len(c.Outages) {
		return pieces, cuts
	}
	*d = downtime{}
	return d.gather(&once, from, w, pieces[:0], cuts[:0], new(fault.List))
}

// layers is a heap of pieces with the largest weight on top.
type layers []piece

func (l layers) Len() int           { return len(l) }
func (l layers) Less(i, j int) bool { return l[i].weight > l[j].weight }
func (l layers) Swap(i, j int)      { l[i], l[j] = l[j], l[i] }
func (l *layers) Push(p any)        { *l = append(*l, p.(piece)) } //nolint:forcetypeassert // only pieces are pushed

func (l *layers) Pop() any {
	last := len(*l) - 1
	p := (*l)[last]
	*l = (*l)[:last]
	return p
}
