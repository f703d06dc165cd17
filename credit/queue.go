package credit

import (
	"cmp"
	"slices"
)

// queue lists the lots with something left in the order in which they are drawn on
// (D7). Its runs are short, so that a lot bought long ago and told of today is put
// in its place by moving a few numbers, however many lots there are.
type queue struct {
	runs []run // in order, none of them empty
}

// run is a part of the queue.
type run struct {
	lots []int32
	left int64 // what they have left in all
}

// maxRun is how long a run grows before it is cut in two.
const maxRun = 512

// compareLots orders lots as they are drawn: first bought first (D7).
func (f *Fund) compareLots(x, y int32) int {
	a, b := &f.lots[x], &f.lots[y]
	return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.rank, b.rank))
}

func (q *queue) reset() { q.runs = q.runs[:0] }

// first returns the lot to be drawn on next, or none.
func (q *queue) first() int32 {
	if len(q.runs) == 0 {
		return none
	}
	return q.runs[0].lots[0]
}

// change notes that a lot has more left than before, or less: it is listed as long
// as it has something.
func (f *Fund) change(lot int32, before, after int64) {
	if before <= 0 && after <= 0 {
		return
	}
	q := &f.queue
	r := 0
	if len(q.runs) > 1 && q.runs[0].lots[0] != lot {
		r, _ = slices.BinarySearchFunc(q.runs, lot, func(r run, lot int32) int { return f.compareLots(r.lots[len(r.lots)-1], lot) })
		r = min(r, len(q.runs)-1)
	}
	if before <= 0 && after > 0 {
		f.enqueue(r, lot)
	}
	q.runs[r].left += max(after, 0) - max(before, 0)
	if before > 0 && after <= 0 {
		q.remove(r, f.place(r, lot))
	} else if len(q.runs[r].lots) > maxRun {
		f.cut(r)
	}
}

// place returns where a lot is in a run, or would be.
func (f *Fund) place(r int, lot int32) int {
	lots := f.queue.runs[r].lots
	if lots[0] == lot {
		return 0
	}
	at, _ := slices.BinarySearchFunc(lots, lot, f.compareLots)
	return at
}

// enqueue puts a lot into a run.
func (f *Fund) enqueue(r int, lot int32) {
	q := &f.queue
	if len(q.runs) == 0 {
		q.add(0)
		q.runs[0].lots = append(q.runs[0].lots, lot)
		return
	}
	list := &q.runs[r].lots
	if last := (*list)[len(*list)-1]; f.compareLots(last, lot) < 0 {
		*list = append(*list, lot)
		return
	}
	*list = slices.Insert(*list, f.place(r, lot), lot)
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
func (f *Fund) cut(r int) {
	q := &f.queue
	q.add(r + 1)
	one, other := &q.runs[r], &q.runs[r+1]
	half := len(one.lots) / 2
	other.lots = append(other.lots, one.lots[half:]...)
	one.lots = one.lots[:half]
	for _, lot := range other.lots {
		other.left += f.lots[lot].left()
	}
	one.left -= other.left
}

// there returns what the lots of an instant, and those before it, have left.
func (f *Fund) there(at int64) int64 {
	var sum int64
	for i := range f.queue.runs {
		r := &f.queue.runs[i]
		if f.lots[r.lots[len(r.lots)-1]].at <= at {
			sum += r.left
			continue
		}
		for _, lot := range r.lots {
			if f.lots[lot].at > at {
				return sum
			}
			sum += f.lots[lot].left()
		}
	}
	return sum
}
