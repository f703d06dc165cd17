package credit

// settle pays for what is overdrawn, first drawn first, out of lots with
// something left, first bought first. Record i is what made it possible. A lot
// that could not pay for one debt is not asked for the next, so that the work is
// bounded by the debts and the lots.
func (a *Account) settle(i int32) {
	next := a.head
	for len(a.debts) > 0 {
		owner := a.debts[0]
		r := &a.records[owner]
		owed := a.owed[owner]
		if owed == 0 {
			a.debts = a.debts[1:]
			continue
		}
		if next >= len(a.open) {
			return
		}
		lot := a.open[next]
		at := max(a.records[i].at, a.since(r))
		if a.lots[lot].at > at {
			return
		}
		take := min(owed, a.available(&a.lots[lot], at))
		if take > 0 {
			p := used
			if r.kind == Hold {
				p = held
			}
			a.book(owner, overdrawn, p, -take)
			a.book(owner, lot, p, take)
		}
		if take < owed || !a.lots[lot].open { // those before it move up by one where it is used up
			next++
		}
	}
}

// owe adds to what a record has drawn beyond what was there.
func (a *Account) owe(owner int32, time int64) {
	if a.owed == nil {
		a.owed = map[int32]int64{}
	}
	if a.owed[owner] += time; a.owed[owner] == 0 {
		delete(a.owed, owner)
	}
}
