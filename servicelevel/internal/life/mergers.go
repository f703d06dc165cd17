package life

import "math"

// road is a ticket among those that others go on as: of the trees that mergers make, with a
// ticket at the root of which the work goes on nowhere. What is asked of the way from a
// ticket to its root, and what is noted on it, costs no more than the logarithm of how long
// it is: each tree is a link-cut tree of Sleator and Tarjan, whose ways are splay trees by
// how near to the root a ticket is.
type road struct {
	ticket string
	up     *road    // in the splay tree; of its root the ticket that the way goes on to
	kids   [2]*road // those of the way nearer to the root, and those farther from it
	over   int64    // when its work goes on to the next ticket; never at the root
	latest int64    // of over, of all of its splay tree
	passed int      // how much work went on from it
	owed   int      // what passed of its kids lacks
}

// never is when the work on a ticket goes on that was not merged.
const never = math.MaxInt64

func newRoad(ticket string) *road { return &road{ticket: ticket, over: never, latest: never} }

// goesOn lets the work on a ticket go on to another from an instant on, until stays.
func (r *road) goesOn(to *road, over int64) {
	r.stays()
	if to.root() == r {
		return // of no valid state
	}
	r.reach()
	r.up, r.over = to, over
	r.update()
}

// stays ends that the work on a ticket goes on.
func (r *road) stays() {
	r.reach()
	if next := r.kids[0]; next != nil {
		next.up, r.kids[0] = nil, nil
	}
	r.over = never
	r.update()
}

// end returns where work on a ticket of an instant goes on to in the end.
func (r *road) end(at int64) *road {
	r.reach()
	if r.over > at {
		return r
	}
	x := r.kids[0] // its root never goes on
	for x.settle(); ; x.settle() {
		switch far := x.kids[1]; {
		case far != nil && far.latest > at:
			x = far
		case x.over > at:
			x.splay()
			return x
		default:
			x = x.kids[0]
		}
	}
}

// pass notes that work went on from a ticket, and those after it, to one of them, or with -1
// that it has not.
func (r *road) pass(to *road, times int) {
	r.reach()
	to.splay()
	to.kids[1].owe(times)
}

// passes returns how much work went on from a ticket.
func (r *road) passes() int {
	r.reach()
	return r.passed
}

// root returns the ticket at which the way ends.
func (r *road) root() *road {
	r.reach()
	x := r
	for x.settle(); x.kids[0] != nil; x.settle() {
		x = x.kids[0]
	}
	x.splay()
	return x
}

// reach makes one splay tree of the way from a ticket to its root, with it on top.
func (r *road) reach() {
	var far *road
	for x := r; x != nil; far, x = x, x.up {
		x.splay()
		x.kids[1] = far
		x.update()
	}
	r.splay()
}

// splay brings a ticket to the top of its splay tree.
func (r *road) splay() {
	var above []*road
	for x := r; ; x = x.up {
		if above = append(above, x); x.top() {
			break
		}
	}
	for i := len(above) - 1; i >= 0; i-- {
		above[i].settle()
	}
	for ; !r.top(); r.rotate() {
		p := r.up
		switch {
		case p.top():
		case p.side() == r.side():
			p.rotate()
		default:
			r.rotate()
		}
	}
}

// rotate brings a ticket above the one that it is a kid of.
func (r *road) rotate() {
	p, side := r.up, r.side()
	if !p.top() {
		p.up.kids[p.side()] = r
	}
	r.up, p.up = p.up, r
	if p.kids[side] = r.kids[1-side]; p.kids[side] != nil {
		p.kids[side].up = p
	}
	r.kids[1-side] = p
	p.update()
	r.update()
}

// top reports whether a ticket is the top of its splay tree.
func (r *road) top() bool { return r.up == nil || r.up.kids[0] != r && r.up.kids[1] != r }

// side is which of the kids a ticket is.
func (r *road) side() int {
	if r.up.kids[1] == r {
		return 1
	}
	return 0
}

// update works out what is known of all of a splay tree from its kids.
func (r *road) update() {
	r.latest = r.over
	for _, kid := range r.kids {
		if kid != nil {
			r.latest = max(r.latest, kid.latest)
		}
	}
}

// settle gives the kids what they are owed.
func (r *road) settle() {
	if r.owed != 0 {
		r.kids[0].owe(r.owed)
		r.kids[1].owe(r.owed)
		r.owed = 0
	}
}

func (r *road) owe(times int) {
	if r != nil {
		r.passed += times
		r.owed += times
	}
}

// road returns the road that a ticket is on.
func (x *Fold) road(i int32) *road {
	j := &x.jobs[i]
	if j.road == nil {
		j.road = newRoad(x.act.Requests[i].Ticket)
	}
	return j.road
}

// rejoin lets the road of a ticket go on to what it was merged into, or end if that is
// nothing.
func (x *Fold) rejoin(i int32) {
	switch j := &x.jobs[i]; {
	case j.into >= 0:
		x.road(i).goesOn(x.road(j.into), j.over)
	case j.road != nil:
		j.road.stays()
	}
}

// passed notes that work on a ticket went on to another one, so that something happened on
// that, and on those between them.
func (x *Fold) passed(i, to int32) {
	if i != to {
		x.road(i).pass(x.road(to), 1)
		x.jobs[to].changed = true
	}
}

// touched reports whether something happened on a ticket since the last month closed.
func (x *Fold) touched(i int) bool {
	j := &x.jobs[i]
	return j.changed || j.road != nil && j.road.passes() > 0
}
