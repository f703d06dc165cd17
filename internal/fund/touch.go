package fund

// Touch reads what f will be written to, all at once, so that nothing of it is waited for while
// work is charged. It returns the lot that is drawn on next, or none.
func (f *Fund) Touch() (next int32, sum int64) {
	if x := f.TicketRows.Ahead(); x != nil {
		sum += x.First + x.Reserved // its beginning and its end, as it is longer than a line
	}
	if x := f.ShareRows.Ahead(); x != nil {
		sum += int64(x.Ticket + x.Below)
	}
	if x := f.WorkRows.Ahead(); x != nil {
		sum += x.At + int64(x.Sibling)
	}
	if x := f.MoveRows.Ahead(); x != nil {
		sum += x.At + int64(x.Of)
	}
	if n := len(f.AllowanceRows) - 1; n >= 0 {
		sum += f.AllowanceRows[n].Used
	}
	if next = f.next(f.Known); next != None {
		sum += f.LotRows[next].At
	}
	return next, sum
}
