package fund

// A ticket keeps its sessions in a heap, so that it knows its first one also after
// others were taken back: a pairing heap, in which one is added by one comparison, and
// the first one is taken out by a few.

// Push adds a session to the heap of its ticket.
func (f *Fund) Push(i int32) {
	t := f.TicketRows.At(f.WorkRows.At(i).Ticket)
	if t.Begun == None {
		t.Begun = i
		return
	}
	t.Begun = f.meld(t.Begun, i)
}

// meld makes one heap of two and returns its first session.
func (f *Fund) meld(x, y int32) int32 {
	switch {
	case x == None:
		return y
	case y == None:
		return x
	case f.WorkRows.At(y).At < f.WorkRows.At(x).At || f.WorkRows.At(y).At == f.WorkRows.At(x).At && y < x:
		x, y = y, x
	}
	first, other := f.editWork(x), f.editWork(y)
	other.Sibling, first.Child = first.Child, y
	return x
}

// pop takes the first session out of a heap and returns the one that is first then. It
// melds its children two by two, and then all of them from the last one on.
func (f *Fund) pop(root int32) int32 {
	pairs := None // by sibling, the last first
	for x := f.WorkRows.At(root).Child; x != None; {
		y, next := f.WorkRows.At(x).Sibling, None
		if y != None {
			next = f.WorkRows.At(y).Sibling
		}
		pair := f.meld(x, y)
		f.editWork(pair).Sibling, pairs = pairs, pair
		x = next
	}
	f.editWork(root).Child = None
	root = None
	for pairs != None {
		pair := pairs
		pairs = f.WorkRows.At(pair).Sibling
		root = f.meld(root, pair)
	}
	return root
}

// begin notes when the first session of a ticket began: by what blocks it is counted, and
// which month pays for all of it (D5).
func (f *Fund) begin(n int32, at int64, day int32) {
	t := f.TicketRows.At(n)
	t.First, t.Day, t.Unit = at, day, f.UnitOn(day)
	if f.Undivided() {
		if t.Paying != None {
			f.ShareRows.At(t.Paying).Worked, f.ShareRows.At(t.Paying).Due = 0, 0
		}
		t.Paying = f.share(n, day)
	}
}

// rebegin finds the session with which a ticket begins after one was taken back: of
// those there are and the first one before it was restored.
func (f *Fund) rebegin(n int32) {
	t := f.TicketRows.At(n)
	for t.Begun != None && f.WorkRows.At(t.Begun).Gone {
		t.Begun = f.pop(t.Begun)
	}
	before := f.ticketBefore(n)
	at, day := before.first, before.day
	if i := t.Begun; i != None && (before.worked == 0 || f.WorkRows.At(i).At < at) {
		at, day = f.WorkRows.At(i).At, f.DayOf(f.WorkRows.At(i))
	}
	switch {
	case t.Worked == 0:
		if t.Held && t.Asked > 0 {
			t.Unit = f.UnitOn(t.Asked)
		}
	case at != t.First || day != t.Day:
		f.begin(n, at, day)
	}
}
