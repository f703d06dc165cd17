package ledger

import (
	"sort"
	"time"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fund"
)

// record is an entry as the account keeps it. Instants are nanoseconds since
// 1970, and indices count from 0. It has no pointers, so that a collection does
// not look at the records; their texts are beside them.
type record struct {
	at       int64
	recorded int64
	known    int64 // the latest recorded, of this and all earlier ones
	time     int64
	// amount is, of a purchase, a sale or a refund, what it is in the unit of the currency; of a hold or an extension, what it
	// reserved.
	amount   int64
	of       int32 // the entry that this one acts on
	closedBy int32 // the entry that closed this one
	ticket   int32 // of the fund
	ref      int32 // of the fund: the lot, the work; of an allowance, its number among them
	moves    int32 // the first move made when this entry was applied
	kind     credit.Kind
	explicit bool // recorded was given
}

// entry returns what was applied, its instants in UTC.
func (a *Account) entry(i int32) Entry {
	r := a.records.At(i)
	e := Entry{ID: a.ids.at(i), Kind: r.kind, At: fund.Instant(r.at), Time: time.Duration(r.time)}
	if r.explicit {
		e.Recorded = fund.Instant(r.recorded)
	}
	if fieldsOf[r.kind]&hasOf != 0 {
		e.Of = a.ids.at(r.of)
	}
	if fieldsOf[r.kind]&hasTicket != 0 {
		e.Ticket = a.ticket(r.ticket)
	}
	if fieldsOf[r.kind]&hasUntil != 0 {
		if until := a.fund.LotRows[r.ref].Until; until != 0 {
			e.Until = fund.Instant(until)
		}
	}
	switch r.kind {
	case credit.Purchase, credit.Sale, credit.Refund:
		e.Price = a.fund.MoneyUnit().Decimal(r.amount)
	case credit.Allowance:
		p := &a.allowances[r.ref]
		e.From, e.Plan = fund.DateOf(p.From), a.plans[p.Name]
		e.Block, e.Minimum = time.Duration(p.Unit.Block), time.Duration(p.Unit.Least)
	case credit.Debit, credit.Capture:
		e.Parts = a.fund.Parts(int(r.ref))
	}
	return e
}

// differs names the first field in which e is not what was applied as record i,
// "" if there is none. When it was recorded is not content, nor are its parts.
func (a *Account) differs(i int32, e *Entry) string {
	was := a.entry(i)
	switch {
	case e.Kind != was.Kind:
		return "kind"
	case !e.At.Equal(was.At):
		return "at"
	case e.Of != was.Of:
		return "of"
	case e.Ticket != was.Ticket:
		return "ticket"
	case e.Time != was.Time:
		return "time"
	case !e.Price.Equal(was.Price):
		return "price"
	case !e.Until.Equal(was.Until):
		return "until"
	case e.From != was.From:
		return "from"
	case e.Plan != was.Plan:
		return "plan"
	case e.Block != was.Block:
		return "block"
	case e.Minimum != was.Minimum:
		return "minimum"
	}
	return ""
}

// ticket returns the name of a ticket, or none.
func (a *Account) ticket(n int32) string {
	i, found := a.tickets.place(n)
	if !found {
		return ""
	}
	return a.tickets.named.at(i)
}

// place returns where a ticket is among those with a name.
func (t *tickets) place(n int32) (i int32, found bool) {
	end := t.of.Len()
	i = int32(sort.Search(end, func(i int) bool { return *t.of.At(int32(i)) >= n })) // they are named in order
	return i, int(i) < end && *t.of.At(i) == n
}

// lastID returns the id of the last entry, of which there is one.
func (a *Account) lastID() string { return a.ids.at(int32(a.ids.len() - 1)) } // at most credit.MaxEntries
