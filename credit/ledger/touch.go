package ledger

import "github.com/palier-go/palier/internal/fund"

// touch reads what an account will be written to, all at once. A ledger comes to an account
// after many others: each of its lists has left the cache by then, and to wait for one after
// the other while an entry is applied takes a tenth longer, and to wait for where the id of
// the first one to come would be listed takes another tenth.
//
//go:noinline
func (a *Account) touch(coming []Entry) int64 {
	next, sum := a.fund.Touch()
	if x := a.ids.names.Ahead(); x != nil {
		sum += int64(x.hash)
	}
	if x := a.records.Ahead(); x != nil {
		sum += x.at + int64(x.moves)
	}
	if n := int32(a.records.Len()) - 1; n >= 0 { // at most credit.MaxEntries
		sum += a.records.At(n).known
	}
	if next != fund.None {
		sum += int64(len(a.lotID(next)))
	}
	if a.ids.len() > 0 && len(coming) > 0 {
		sum += int64(a.ids.slots[a.ids.hash(coming[0].ID)&uint32(len(a.ids.slots)-1)])
	}
	return sum
}
