package fund

import (
	"cmp"
	"slices"
)

// queue lists lots with something left in the order in which they are drawn on (D7), or
// come. Its runs are short, so that a lot bought long ago and told of today is put in its
// place by moving a few numbers, however many lots there are.
type queue struct {
	runs  []run // in order, none of them empty
	byEnd bool  // soonest to end first
}

// run is a part of the queue.
type run struct {
	lots []int32
	left int64 // what they have left in all
}

// maxRun is how long a run grows before it is cut in two.
const maxRun = 512

// compare orders lots: first bought first (D7), of those that end soonest to end first.
func (q *queue) compare(lots []LotRow, x, y int32) int {
	a, b := &lots[x], &lots[y]
	if q.byEnd && a.Until != b.Until {
		return cmp.Compare(a.Until, b.Until)
	}
	return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Rank, b.Rank))
}

func (q *queue) reset(byEnd bool) { q.runs, q.byEnd = q.runs[:0], byEnd }

func (q *queue) clone() queue {
	c := queue{slices.Clone(q.runs), q.byEnd}
	for i := range c.runs {
		c.runs[i].lots = slices.Clone(c.runs[i].lots)
	}
	return c
}

// first returns the first lot, or none.
func (q *queue) first() int32 {
	if len(q.runs) == 0 {
		return None
	}
	return q.runs[0].lots[0]
}

// change notes that a lot has more left than before, or less: it is listed as long as it
// has something.
func (q *queue) change(lots []LotRow, lot int32, before, after int64) {
	if before <= 0 && after <= 0 {
		return
	}
	r := 0
	if len(q.runs) > 1 && q.runs[0].lots[0] != lot {
		r, _ = slices.BinarySearchFunc(q.runs, lot, func(r run, lot int32) int { return q.compare(lots, r.lots[len(r.lots)-1], lot) })
		r = min(r, len(q.runs)-1)
	}
	if before <= 0 && after > 0 {
		q.enqueue(lots, r, lot)
	}
	q.runs[r].left += max(after, 0) - max(before, 0)
	if before > 0 && after <= 0 {
		q.remove(r, q.place(lots, r, lot))
	} else if len(q.runs[r].lots) > maxRun {
		q.cut(lots, r)
	}
}

// place returns where a lot is in a run, or would be.
func (q *queue) place(lots []LotRow, r int, lot int32) int {
	list := q.runs[r].lots
	if list[0] == lot {
		return 0
	}
	at, _ := slices.BinarySearchFunc(list, lot, func(x, y int32) int { return q.compare(lots, x, y) })
	return at
}

// enqueue puts a lot into a run.
func (q *queue) enqueue(lots []LotRow, r int, lot int32) {
	if len(q.runs) == 0 {
		q.add(0)
		q.runs[0].lots = append(q.runs[0].lots, lot)
		return
	}
	list := &q.runs[r].lots
	if last := (*list)[len(*list)-1]; q.compare(lots, last, lot) < 0 {
		*list = append(*list, lot)
		return
	}
	*list = slices.Insert(*list, q.place(lots, r, lot), lot)
}

// add makes room for a run, empty, in the memory of one that was there before.
func (q *queue) add(r int) {
	n := len(q.runs)
	if n == cap(q.runs) {
		q.runs = slices.Grow(q.runs, 1)
	}
	q.runs = q.runs[:n+1]
	spare := q.runs[n].lots[:0]
	copy(q.runs[r+1:], q.runs[r:n])
	q.runs[r] = run{lots: spare}
}

func (q *queue) remove(r, at int) {
	list := &q.runs[r].lots
	if *list = slices.Delete(*list, at, at+1); len(*list) > 0 {
		return
	}
	spare := q.runs[r]
	copy(q.runs[r:], q.runs[r+1:])
	q.runs[len(q.runs)-1] = spare
	q.runs = q.runs[:len(q.runs)-1]
}

// cut makes two runs of one.
func (q *queue) cut(lots []LotRow, r int) {
	q.add(r + 1)
	one, other := &q.runs[r], &q.runs[r+1]
	half := len(one.lots) / 2
	other.lots = append(other.lots, one.lots[half:]...)
	one.lots = one.lots[:half]
	for _, lot := range other.lots {
		other.left += lots[lot].Left()
	}
	one.left -= other.left
}

// there returns what the lots of an instant, and those before it, have left.
func (q *queue) there(lots []LotRow, at int64) int64 {
	var sum int64
	for i := range q.runs {
		r := &q.runs[i]
		if lots[r.lots[len(r.lots)-1]].At <= at {
			sum += r.left
			continue
		}
		for _, lot := range r.lots {
			if lots[lot].At > at {
				return sum
			}
			sum += lots[lot].Left()
		}
	}
	return sum
}

// after returns where the first lot is that has not ended at an instant, in a queue by
// ends: its run, and its place in it. The run is the number of runs if there is none.
func (q *queue) after(lots []LotRow, at int64) (r, i int) {
	if len(q.runs) == 0 || lots[q.runs[0].lots[0]].Until > at { // as nearly always
		return 0, 0
	}
	open := func(lot int32, at int64) int {
		if lots[lot].Until > at {
			return 1
		}
		return -1
	}
	r, _ = slices.BinarySearchFunc(q.runs, at, func(r run, at int64) int { return open(r.lots[len(r.lots)-1], at) })
	if r < len(q.runs) {
		i, _ = slices.BinarySearchFunc(q.runs[r].lots, at, open)
	}
	return r, i
}

// valid returns what the lots that have not ended at an instant have left, in a queue by
// ends.
func (q *queue) valid(lots []LotRow, at int64) int64 {
	var sum int64
	r, from := q.after(lots, at)
	for ; r < len(q.runs); r++ {
		sum += q.runs[r].left
		for _, lot := range q.runs[r].lots[:from] {
			sum -= lots[lot].Left()
		}
		from = 0
	}
	return sum
}
