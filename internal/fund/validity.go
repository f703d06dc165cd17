package fund

// Lots that have an end are drawn on soonest to end first, before those without. They stay
// in their queue when they have ended: they are its first ones, and work that was done
// before their end and becomes known later still draws on them. Nothing moves when an end
// passes: what is left of a lot is lost at every instant from its end on, and the questions
// that are asked of an instant say so.

// Over reports whether what is left of a lot is lost at an instant.
func (l *LotRow) Over(at int64) bool { return l.Until != 0 && l.Until <= at }

// Lapse notes that what is left of a lot is lost, in a lot of which a figure is made.
func (l *LotRow) Lapse() { l.Removed.Forfeited += l.Left() }

// queueOf returns where a lot is listed if it has something left.
func (f *Fund) queueOf(n int32) *queue {
	l := &f.LotRows[n]
	s := f.poolOf(l)
	switch {
	case l.Until == 0:
		return &s.lasting
	case l.At > f.Known:
		return &s.coming
	}
	return &s.ending
}

// Change notes that a lot has more left than before, or less.
func (f *Fund) Change(n int32, before, after int64) {
	q := f.queueOf(n)
	if before > 0 && after > 0 && q.first() == n { // as nearly always
		q.runs[0].left += after - before
		return
	}
	q.change(f.LotRows, n, before, after)
}

// next returns the lot to be drawn on next by what counts from an instant on, or none.
func (f *Fund) next(at int64) int32 {
	for i := range f.inUse() {
		if n := f.nextOn(&f.pools[i], at); n != None {
			return n
		}
	}
	return None
}

// nextOn is next of the lots of a pool.
func (f *Fund) nextOn(s *pool, at int64) int32 {
	if len(s.ending.runs) > 0 {
		if r, i := s.ending.after(f.LotRows, at); r < len(s.ending.runs) {
			return s.ending.runs[r].lots[i]
		}
	}
	if n := s.lasting.first(); n != None && f.LotRows[n].At <= f.Known {
		return n
	}
	return None
}

// ended is next of a pool if that has ended by now, or none.
func (f *Fund) ended(s *pool, at int64) int32 {
	if len(s.ending.runs) == 0 || at >= f.Known {
		return None
	}
	if n := f.nextOn(s, at); n != None && f.LotRows[n].Over(f.Known) {
		return n
	}
	return None
}

// there returns what the lots of an instant, and those before it, have left. It must not be
// before what is known to have come, nor lots that end come in between.
func (f *Fund) there(at int64) (sum int64) {
	for i := range f.inUse() {
		s := &f.pools[i]
		sum += s.lasting.there(f.LotRows, at)
		if len(s.ending.runs) > 0 {
			sum += s.ending.valid(f.LotRows, at)
		}
	}
	return sum
}

// toCome returns the lot that ends and comes next, or none.
func (f *Fund) toCome() int32 {
	n := f.pools[0].coming.first()
	if other := f.pools[1].coming.first(); n == None || other != None && f.LotRows[other].At < f.LotRows[n].At {
		return other
	}
	return n
}

// comes reports whether lots that end come up to an instant.
func (f *Fund) comes(at int64) bool {
	n := f.toCome()
	return n != None && f.LotRows[n].At <= at
}

// reach notes that an instant has come.
func (f *Fund) reach(at int64) {
	f.Known = max(f.Known, at)
	for f.comes(f.Known) {
		n := f.toCome()
		s, left := f.poolOf(&f.LotRows[n]), f.LotRows[n].Left()
		s.coming.change(f.LotRows, n, left, 0)
		s.ending.change(f.LotRows, n, 0, left)
		f.came = append(f.came, n)
	}
}

// retreat takes back that instants after one have come. Lots that are not there any more
// are not listed.
func (f *Fund) retreat(to int64) {
	f.Known = to
	for i := len(f.came) - 1; i >= 0; i-- {
		n := f.came[i]
		if int(n) < len(f.LotRows) {
			l := &f.LotRows[n]
			if l.At <= to {
				break
			}
			s := f.poolOf(l)
			s.ending.change(f.LotRows, n, l.Left(), 0)
			s.coming.change(f.LotRows, n, 0, l.Left())
		}
		f.came = f.came[:i]
	}
}

// Lapsed returns what was left of the first lots at their ends, of those that an instant is
// not before, by what the first moves had drawn by then.
func (f *Fund) Lapsed(lots int, moves int32, at int64) (sum int64) {
	var left []int64
	for i := range lots {
		if l := &f.LotRows[i]; l.Over(at) {
			if left == nil {
				left = make([]int64, lots)
			}
			left[i] = l.Left()
		}
	}
	if left == nil { // as nearly always
		return 0
	}
	for n := range int32(f.MoveRows.Len()) { // below MaxMoves
		m := f.MoveRows.At(n)
		if later := n >= moves || m.At > at; later && m.Source >= 0 && int(m.Source) < lots && f.LotRows[m.Source].Over(at) {
			left[m.Source] += m.Time
		}
	}
	for _, time := range left {
		sum += max(0, time)
	}
	return sum
}
