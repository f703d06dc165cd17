package penalty

import (
	"cmp"
	"container/heap"
	"math"
	"slices"
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

// join sorts the pieces and resolves their overlaps: where several cover an
// instant the largest share counts (D13).
func (d *downtime) join(ps []piece, w *window) []piece {
	if len(ps) < 2 {
		return ps
	}
	sortPieces(ps)
	if d.parts {
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
