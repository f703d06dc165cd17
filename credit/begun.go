package credit

// A ticket keeps its sessions in a heap, so that it knows its first one also after
// others were taken back: a pairing heap, in which one is added by one comparison, and
// the first one is taken out by a few.

// push adds a session to the heap of its ticket.
func (f *Fund) push(i int32) {
	t := f.tickets.At(f.works.At(i).ticket)
	if t.begun == none {
		t.begun = i
		return
	}
	t.begun = f.meld(t.begun, i)
}

// meld makes one heap of two and returns its first session.
func (f *Fund) meld(x, y int32) int32 {
	switch {
	case x == none:
		return y
	case y == none:
		return x
	case f.works.At(y).at < f.works.At(x).at || f.works.At(y).at == f.works.At(x).at && y < x:
		x, y = y, x
	}
	first, other := f.editWork(x), f.editWork(y)
	other.sibling, first.child = first.child, y
	return x
}

// pop takes the first session out of a heap and returns the one that is first then. It
// melds its children two by two, and then all of them from the last one on.
func (f *Fund) pop(root int32) int32 {
	pairs := none // by sibling, the last first
	for x := f.works.At(root).child; x != none; {
		y, next := f.works.At(x).sibling, none
		if y != none {
			next = f.works.At(y).sibling
		}
		pair := f.meld(x, y)
		f.editWork(pair).sibling, pairs = pairs, pair
		x = next
	}
	f.editWork(root).child = none
	root = none
	for pairs != none {
		pair := pairs
		pairs = f.works.At(pair).sibling
		root = f.meld(root, pair)
	}
	return root
}

// begin notes when the first session of a ticket began: by what blocks it is counted, and
// which month pays for all of it (D5).
func (f *Fund) begin(n int32, at int64, day int32) {
	t := f.tickets.At(n)
	t.first, t.day, t.unit = at, day, f.unitOn(day)
	if f.undivided() {
		if t.paying != none {
			f.shares.At(t.paying).worked, f.shares.At(t.paying).due = 0, 0
		}
		t.paying = f.share(n, day)
	}
}

// rebegin finds the session with which a ticket begins after one was taken back: of
// those there are and the first one before it was restored.
func (f *Fund) rebegin(n int32) {
	t := f.tickets.At(n)
	for t.begun != none && f.works.At(t.begun).gone {
		t.begun = f.pop(t.begun)
	}
	before := f.ticketBefore(n)
	at, day := before.first, before.day
	if i := t.begun; i != none && (before.worked == 0 || f.works.At(i).at < at) {
		at, day = f.works.At(i).at, f.dayOf(f.works.At(i))
	}
	switch {
	case t.worked == 0:
		if t.held && t.asked > 0 {
			t.unit = f.unitOn(t.asked)
		}
	case at != t.first || day != t.day:
		f.begin(n, at, day)
	}
}
