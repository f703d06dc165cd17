package ledger

import (
	"fmt"
	"time"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fund"
)

// Broken names what an account keeps in order to be fast and is not what its journal and
// its moves make of it; it is "" if nothing is.
func (a *Account) Broken() string {
	for _, check := range []func() string{
		a.brokenIndex, a.brokenHolds, a.fund.Broken,
	} {
		if s := check(); s != "" {
			return s
		}
	}
	return ""
}

// Reset makes a an account without entries, over the machine's zone database, and keeps its
// memory for those to come. If the terms are refused a stays as it is.
func (a *Account) Reset(terms credit.Terms) error { return a.resetIn(terms, nil) }

// KeptEntries is how many entries a ledger keeps unless Keep says otherwise.
const KeptEntries = keptEntries

// Remembered is how many accounts a ledger keeps in memory.
func (l *Ledger) Remembered() int {
	names, _ := l.shelf.Names()
	return len(names)
}

// Line returns an entry as a Memory keeps it.
func (a *Account) Line(i int) []byte { return a.appendLine(nil, int32(i)) }

// ReadLine is readLine.
func ReadLine(b []byte) Entry { return readLine(b) }

// Moved is how many moves an account has made.
func (a *Account) Moved() int { return a.fund.MoveRows.Len() }

func (a *Account) brokenIndex() string {
	if len(a.ids.slots) < 2*a.records.Len() {
		return "the index is more than half full"
	}
	var known int64
	for i := range int32(a.records.Len()) { // at most credit.MaxEntries
		r := a.records.At(i)
		known = max(known, r.recorded)
		if a.find(a.ids.at(i)) != i || r.known != known {
			return "the record of " + a.ids.at(i)
		}
	}
	for i, name := range a.tickets.named.all() {
		if n, _ := a.tickets.named.find(name); n != int32(i) || a.ticket(*a.tickets.of.At(int32(i))) != name {
			return "the ticket " + name
		}
	}
	return ""
}

// brokenHolds compares what is reserved with what a view of all entries works out.
func (a *Account) brokenHolds() string {
	var held, latest int64
	for e := range a.Entries() {
		latest = max(latest, e.At.UnixNano())
	}
	for _, h := range a.View(fund.Instant(latest), time.Time{}).Holds() {
		held += int64(h.Held)
	}
	var reserved int64
	for i := range int32(a.fund.MoveRows.Len()) { // moves may count later than all entries
		if m := a.fund.MoveRows.At(i); m.At > latest {
			return ""
		}
	}
	if reserved = a.fund.Reserved; held != reserved {
		return fmt.Sprint("held ", held, ", reserved ", reserved)
	}
	return ""
}
