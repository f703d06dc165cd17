package credit

// Lots that have an end are drawn on soonest to end first, before those without. They stay
// in their queue when they have ended: they are its first ones, and work that was done
// before their end and becomes known later still draws on them. Nothing moves when an end
// passes: what is left of a lot is lost at every instant from its end on, and the questions
// that are asked of an instant say so.

// over reports whether what is left of a lot is lost at an instant.
func (l *lot) over(at int64) bool { return l.until != 0 && l.until <= at }

// lapse notes that what is left of a lot is lost, in a lot of which a figure is made.
func (l *lot) lapse() { l.removed.forfeited += l.left() }

// queueOf returns where a lot is listed if it has something left.
func (f *Fund) queueOf(n int32) *queue {
	l := &f.lots[n]
	s := f.poolOf(l)
	switch {
	case l.until == 0:
		return &s.lasting
	case l.at > f.known:
		return &s.coming
	}
	return &s.ending
}

// change notes that a lot has more left than before, or less.
func (f *Fund) change(n int32, before, after int64) {
	q := f.queueOf(n)
	if before > 0 && after > 0 && q.first() == n { // as nearly always
		q.runs[0].left += after - before
		return
	}
	q.change(f.lots, n, before, after)
}

// next returns the lot to be drawn on next by what counts from an instant on, or none.
func (f *Fund) next(at int64) int32 {
	for i := range f.inUse() {
		if n := f.nextOn(&f.pools[i], at); n != none {
			return n
		}
	}
	return none
}

// nextOn is next of the lots of a pool.
func (f *Fund) nextOn(s *pool, at int64) int32 {
	if len(s.ending.runs) > 0 {
		if r, i := s.ending.after(f.lots, at); r < len(s.ending.runs) {
			return s.ending.runs[r].lots[i]
		}
	}
	if n := s.lasting.first(); n != none && f.lots[n].at <= f.known {
		return n
	}
	return none
}

// ended is next of a pool if that has ended by now, or none.
func (f *Fund) ended(s *pool, at int64) int32 {
	if len(s.ending.runs) == 0 || at >= f.known {
		return none
	}
	if n := f.nextOn(s, at); n != none && f.lots[n].over(f.known) {
		return n
	}
	return none
}

// there returns what the lots of an instant, and those before it, have left. It must not be
// before what is known to have come, nor lots that end come in between.
func (f *Fund) there(at int64) (sum int64) {
	for i := range f.inUse() {
		s := &f.pools[i]
		sum += s.lasting.there(f.lots, at)
		if len(s.ending.runs) > 0 {
			sum += s.ending.valid(f.lots, at)
		}
	}
	return sum
}

// toCome returns the lot that ends and comes next, or none.
func (f *Fund) toCome() int32 {
	n := f.pools[0].coming.first()
	if other := f.pools[1].coming.first(); n == none || other != none && f.lots[other].at < f.lots[n].at {
		return other
	}
	return n
}

// comes reports whether lots that end come up to an instant.
func (f *Fund) comes(at int64) bool {
	n := f.toCome()
	return n != none && f.lots[n].at <= at
}

// reach notes that an instant has come.
func (f *Fund) reach(at int64) {
	f.known = max(f.known, at)
	for f.comes(f.known) {
		n := f.toCome()
		s, left := f.poolOf(&f.lots[n]), f.lots[n].left()
		s.coming.change(f.lots, n, left, 0)
		s.ending.change(f.lots, n, 0, left)
		f.came = append(f.came, n)
	}
}

// retreat takes back that instants after one have come. Lots that are not there any more
// are not listed.
func (f *Fund) retreat(to int64) {
	f.known = to
	for i := len(f.came) - 1; i >= 0; i-- {
		n := f.came[i]
		if int(n) < len(f.lots) {
			l := &f.lots[n]
			if l.at <= to {
				break
			}
			s := f.poolOf(l)
			s.ending.change(f.lots, n, l.left(), 0)
			s.coming.change(f.lots, n, 0, l.left())
		}
		f.came = f.came[:i]
	}
}

// lapsed returns what was left of the first lots at their ends, of those that an instant is
// not before, by what the first moves had drawn by then.
func (f *Fund) lapsed(lots int, moves int32, at int64) (sum int64) {
	var left []int64
	for i := range lots {
		if l := &f.lots[i]; l.over(at) {
			if left == nil {
				left = make([]int64, lots)
			}
			left[i] = l.left()
		}
	}
	if left == nil { // as nearly always
		return 0
	}
	for n := range int32(f.moves.Len()) { // below maxMoves
		m := f.moves.At(n)
		if later := n >= moves || m.at > at; later && m.source >= 0 && int(m.source) < lots && f.lots[m.source].over(at) {
			left[m.source] += m.time
		}
	}
	for _, time := range left {
		sum += max(0, time)
	}
	return sum
}
