package credit

import (
	"fmt"
	"slices"
	"time"
)

// Broken names what an account keeps in order to be fast and is not what its journal and
// its moves make of it; it is "" if nothing is.
func (a *Account) Broken() string {
	for _, check := range []func() string{
		a.brokenIndex, a.brokenHolds, a.fund.brokenSums, a.fund.brokenQueue, a.fund.brokenDebts, a.fund.brokenLists, a.fund.brokenTickets,
	} {
		if s := check(); s != "" {
			return s
		}
	}
	return ""
}

// Remembered is how many accounts a ledger keeps in memory.
func (l *Ledger) Remembered() int {
	names, _ := l.shelf.Names()
	return len(names)
}

// Moved is how many moves an account has made.
func (a *Account) Moved() int { return len(a.fund.moves) }

func (a *Account) brokenIndex() string {
	if len(a.index.slots) < 2*len(a.records) {
		return "the index is more than half full"
	}
	var known, latest int64
	for i := range a.records {
		r := &a.records[i]
		known, latest = max(known, r.recorded), max(latest, r.at)
		if a.find(a.ids[i]) != int32(i) || r.known != known || r.latest != latest {
			return "the record of " + a.ids[i]
		}
	}
	for i, name := range a.tickets.named {
		if n, _ := a.tickets.index.find(a.tickets.named, name); n != int32(i) || a.ticket(a.tickets.of[i]) != name {
			return "the ticket " + name
		}
	}
	return ""
}

// brokenHolds compares what is reserved with what a view of all entries works out.
func (a *Account) brokenHolds() string {
	if len(a.records) == 0 {
		return ""
	}
	var held int64
	for _, h := range a.View(instant(a.records[len(a.records)-1].latest), time.Time{}).Holds() {
		held += int64(h.Held)
	}
	var reserved int64
	for i := range a.fund.moves { // moves may count later than all entries
		if m := &a.fund.moves[i]; m.at > a.records[len(a.records)-1].latest {
			return ""
		}
	}
	if reserved = a.fund.reserved; held != reserved {
		return fmt.Sprint("held ", held, ", reserved ", reserved)
	}
	return ""
}

// brokenSums adds up the moves of every lot, allowance, share and ticket.
func (f *Fund) brokenSums() string {
	lots, refunds := make([]int64, len(f.lots)), make([]int64, len(f.lots))
	free, outside, charged := make([]int64, len(f.shares)), make([]int64, len(f.shares)), make([]int64, len(f.tickets))
	allowances, rest := make([]int64, len(f.allowances)), make([]int64, len(f.moves))
	var owed int64
	for n, m := range f.moves {
		switch {
		case m.share == none:
			refunds[m.source] += m.time
			continue
		case m.source == fromAllowance:
			free[m.share] += m.time
			allowances[f.shares[m.share].key] += m.time
		case m.source == overdrawn:
			owed += m.time
			outside[m.share] += m.time
		default:
			lots[m.source] += m.time
			outside[m.share] += m.time
		}
		charged[f.shares[m.share].ticket] += m.time
		if m.of == none {
			rest[n] += m.time
		} else {
			rest[m.of] += m.time
		}
	}
	for n, m := range f.moves {
		if m.share != none && m.left != rest[n] {
			return fmt.Sprint("what is left of move ", n)
		}
	}
	for i, l := range f.lots {
		if l.used != lots[i] || l.refunded != refunds[i] || l.left() < 0 {
			return fmt.Sprint("lot ", i)
		}
	}
	for i, s := range f.shares {
		if s.free != free[i] || s.outside != outside[i] || s.charged() != s.due || s.free < 0 || s.outside < 0 {
			return fmt.Sprint("share ", i)
		}
	}
	for i, a := range f.allowances {
		if a.used != allowances[i] || a.used > a.size || a.size != f.size(a.month, a.plan) {
			return fmt.Sprint("allowance ", i)
		}
	}
	var reserved int64
	for i, t := range f.tickets {
		if t.charged != charged[i] || !t.held && t.reserved != 0 || t.held && t.reserved != max(0, up(t.estimate, t.block)-t.charged) {
			return fmt.Sprint("ticket ", i)
		}
		reserved += t.reserved
	}
	if owed != f.owed || reserved != f.reserved {
		return fmt.Sprint("overdrawn ", f.owed, ", reserved ", f.reserved)
	}
	return ""
}

func (f *Fund) brokenQueue() string {
	var open, queued []int32
	for i := range f.lots {
		if f.lots[i].left() > 0 {
			open = append(open, int32(i))
		}
	}
	slices.SortFunc(open, f.compareLots)
	for _, r := range f.queue.runs {
		var left int64
		for _, l := range r.lots {
			left += f.lots[l].left()
		}
		if left != r.left || len(r.lots) == 0 || len(r.lots) > maxRun {
			return "a run of lots"
		}
		queued = append(queued, r.lots...)
	}
	if !slices.Equal(open, queued) {
		return fmt.Sprint("the queue ", queued, " of ", open)
	}
	return ""
}

func (f *Fund) brokenDebts() string {
	var debts []int32
	for n, m := range f.moves {
		if m.share != none && m.source == overdrawn && m.of == none {
			debts = append(debts, int32(n))
		}
	}
	if !slices.Equal(debts, f.debts) {
		return fmt.Sprint("the debts ", f.debts, " of ", debts)
	}
	for _, n := range f.debts[:f.paid] {
		if f.moves[n].left > 0 {
			return fmt.Sprint("debt ", n, " is not paid")
		}
	}
	return ""
}

// brokenLists looks at the moves that each share has left, and at what each allowance
// would pay for.
func (f *Fund) brokenLists() string {
	lists := map[[2]int32][]int32{} // by share and kind of source
	for n, m := range f.moves {
		if m.share != none && m.of == none && m.left > 0 {
			k := [2]int32{m.share, min(m.source, 0)}
			lists[k] = append(lists[k], int32(n))
		}
	}
	listed := 0
	for i := range f.shares {
		s := f.shares[i]
		for _, source := range []int32{fromAllowance, overdrawn, 0} {
			var got []int32
			for n := *s.list(source); n != none; n = f.moves[n].prev {
				if f.moves[n].left > 0 {
					got = append(got, n)
				}
			}
			slices.Reverse(got)
			if want := lists[[2]int32{int32(i), source}]; !slices.Equal(got, want) {
				return fmt.Sprint("the moves ", got, " of share ", i, ", not ", want)
			}
		}
		if s.outside > 0 {
			listed++
		}
	}
	for key := range f.allowances {
		above := none
		for n := f.allowances[key].top; n != none; n = f.shares[n].below {
			if f.shares[n].outside == 0 || f.shares[n].above != above || f.shares[n].key != int32(key) {
				return fmt.Sprint("share ", n, " in the list of allowance ", key)
			}
			above = n
			listed--
		}
	}
	if listed != 0 {
		return "a share is not listed"
	}
	return ""
}

// brokenTickets looks at the shares and the first session of each ticket.
func (f *Fund) brokenTickets() string {
	for n := range f.tickets {
		t := &f.tickets[n]
		first, worked := none, int64(0)
		for i := t.works; i != none; i = f.works[i].prev {
			w := &f.works[i]
			if w.gone || w.took == 0 {
				continue
			}
			worked += w.took
			if first == none || w.at < f.works[first].at || w.at == f.works[first].at && i < first {
				first = i
			}
		}
		if worked != t.worked || t.begun != first || first != none && t.first != f.works[first].at {
			return fmt.Sprint("the first session of ticket ", n, " is ", t.begun, ", not ", first)
		}
		var due int64
		for s := t.shares; s != none; s = f.shares[s].next {
			if f.shares[s].ticket != int32(n) {
				return fmt.Sprint("share ", s, " of ticket ", n)
			}
			due += f.shares[s].due
		}
		if f.terms.Blocks.Counting == EachIntervention && worked > 0 && due != up(worked, f.blockOn(t.day)) {
			return fmt.Sprint("what is due of ticket ", n)
		}
	}
	return ""
}
