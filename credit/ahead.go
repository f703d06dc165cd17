package credit

// touch reads what f will be written to, all at once, so that nothing of it is waited for while
// work is charged. It returns the lot that is drawn on next, or none.
func (f *Fund) touch() (next int32, sum int64) {
	if x := f.tickets.Ahead(); x != nil {
		sum += x.first + x.reserved // its beginning and its end, as it is longer than a line
	}
	if x := f.shares.Ahead(); x != nil {
		sum += int64(x.ticket + x.below)
	}
	if x := f.works.Ahead(); x != nil {
		sum += x.at + int64(x.sibling)
	}
	if x := f.moves.Ahead(); x != nil {
		sum += x.at + int64(x.of)
	}
	if n := len(f.allowances) - 1; n >= 0 {
		sum += f.allowances[n].used
	}
	if next = f.next(f.known); next != none {
		sum += f.lots[next].at
	}
	return next, sum
}
