package credit

// touch reads where an account was last written to, all at once. A ledger comes to an
// account after many others: each of its lists has left the cache by then, and to wait for
// one after the other while an entry is applied takes a tenth longer, and to wait for where
// the id of the first one to come would be listed takes another tenth.
//
//go:noinline
func (a *Account) touch(coming []Entry) (sum int64) {
	f := &a.fund
	if n := int32(a.records.Len()) - 1; n >= 0 { // at most MaxEntries, as the others
		sum += a.records.At(n).at + int64(len(*a.ids.At(n)))
	}
	if n := int32(f.tickets.Len()) - 1; n >= 0 {
		sum += f.tickets.At(n).first
	}
	if n := int32(f.shares.Len()) - 1; n >= 0 {
		sum += f.shares.At(n).worked
	}
	if n := int32(f.works.Len()) - 1; n >= 0 {
		sum += f.works.At(n).at
	}
	if n := int32(f.moves.Len()) - 1; n >= 0 {
		sum += f.moves.At(n).at
	}
	if next := f.next(f.known); next != none {
		sum += f.lots[next].at + int64(len(a.lotID(next)))
	}
	if n := len(f.allowances) - 1; n >= 0 {
		sum += f.allowances[n].used
	}
	if n := int32(a.index.hashes.Len()) - 1; n >= 0 && len(coming) > 0 {
		sum += int64(*a.index.hashes.At(n)) + int64(a.index.slots[a.index.hash(coming[0].ID)&uint32(len(a.index.slots)-1)])
	}
	return sum
}
