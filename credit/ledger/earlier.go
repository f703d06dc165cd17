package ledger

import (
	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/internal/list"
)

// earlier is what an account was when entries began to be applied that may be taken back.
type earlier struct {
	entries, plans, allowances, named int // how many there were
	spare                             int32
	records                           []list.Was[record]
	fund                              fund.Past
}

// begin has a remember in p what it is, until commit or rollback: entries may be applied
// meanwhile. p may have memory of earlier changes, which are over.
func (a *Account) begin(p *earlier) {
	p.entries, p.plans, p.allowances = a.records.Len(), len(a.plans), len(a.allowances)
	p.named, p.spare = a.tickets.named.len(), a.spare
	a.earlier = p
	a.fund.Remember(&p.fund)
}

// commit keeps what was applied since begin.
func (a *Account) commit() {
	a.earlier.end()
	a.earlier = nil
	a.fund.Commit()
}

// rollback takes back what was applied since begin, so that a is what it was.
func (a *Account) rollback() {
	p := a.earlier
	a.records.PutBack(p.records, p.entries)
	a.ids.cut(p.entries)
	a.tickets.named.cut(p.named)
	a.tickets.of.Cut(p.named)
	clear(a.plans[p.plans:])
	a.plans, a.allowances, a.spare = a.plans[:p.plans], a.allowances[:p.allowances], p.spare
	a.fund.Rollback()
	p.end()
	a.earlier = nil
}

// end forgets which records were changed, and keeps the memory of the list.
func (p *earlier) end() { p.records = p.records[:0] }

// editRecord returns a record to change it, and notes what it was.
func (a *Account) editRecord(n int32) *record {
	if p := a.earlier; p != nil {
		list.Note(&p.records, p.entries, n, a.records.At(n))
	}
	return a.records.At(n)
}
