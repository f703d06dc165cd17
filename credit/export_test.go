package credit

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/palier-go/palier/internal/list"
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

// all returns what a list has.
func all[T any](l *list.List[T]) []T {
	var out []T
	for part := range l.First(l.Len()) {
		out = append(out, part...)
	}
	return out
}

// Line returns an entry as a MemoryStore keeps it.
func (a *Account) Line(i int) []byte { return a.appendLine(nil, int32(i)) }

// ReadLine is readLine.
func ReadLine(b []byte) Entry { return readLine(b) }

// Moved is how many moves an account has made.
func (a *Account) Moved() int { return a.fund.moves.Len() }

func (a *Account) brokenIndex() string {
	if len(a.ids.slots) < 2*a.records.Len() {
		return "the index is more than half full"
	}
	var known int64
	for i := range int32(a.records.Len()) { // at most MaxEntries
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
	for _, h := range a.View(instant(latest), time.Time{}).Holds() {
		held += int64(h.Held)
	}
	var reserved int64
	for i := range int32(a.fund.moves.Len()) { // moves may count later than all entries
		if m := a.fund.moves.At(i); m.at > latest {
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
	free, outside, charged := make([]int64, f.shares.Len()), make([]int64, f.shares.Len()), make([]int64, f.tickets.Len())
	allowances, rest := make([]int64, len(f.allowances)), make([]int64, f.moves.Len())
	var owed int64
	for n, m := range all(&f.moves) {
		switch {
		case m.share == none:
			refunds[m.source] += m.time
			continue
		case m.source == fromAllowance:
			free[m.share] += m.time
			allowances[f.shares.At(m.share).key] += m.time
		case m.source == overdrawn:
			owed += m.time
			outside[m.share] += m.time
		default:
			lots[m.source] += m.time
			outside[m.share] += m.time
		}
		charged[f.shares.At(m.share).ticket] += m.time
		if m.of == none {
			rest[n] += m.time
		} else {
			rest[m.of] += m.time
		}
	}
	for n, m := range all(&f.moves) {
		if m.share != none && m.left != rest[n] {
			return fmt.Sprint("what is left of move ", n)
		}
	}
	for i, l := range f.lots {
		if l.used != lots[i] || l.removed.time() != refunds[i] || l.left() < 0 {
			return fmt.Sprint("lot ", i)
		}
	}
	for i, s := range all(&f.shares) {
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
	for i, t := range all(&f.tickets) {
		if f.charged(&t) != charged[i] || !t.held && t.reserved != 0 || t.held && t.reserved != max(0, t.unit.up(t.estimate)-charged[i]) {
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
	for i := range f.pools {
		if broken := f.brokenPool(&f.pools[i]); broken != "" {
			return broken
		}
	}
	return ""
}

func (f *Fund) brokenPool(p *pool) string {
	for name, q := range map[string]*queue{"lasting": &p.lasting, "ending": &p.ending, "coming": &p.coming} {
		var open, queued []int32
		for i := range f.lots {
			if l := &f.lots[i]; f.poolOf(l) == p && l.left() > 0 && (name == "lasting") == (l.until == 0) && (l.until == 0 || (name == "coming") == (l.at > f.known)) {
				open = append(open, int32(i))
			}
		}
		slices.SortFunc(open, func(x, y int32) int {
			a, b := &f.lots[x], &f.lots[y]
			if a.until != b.until && name == "ending" {
				return cmp.Compare(a.until, b.until)
			}
			return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.rank, b.rank))
		})
		for _, r := range q.runs {
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
			return fmt.Sprint("the queue ", name, " ", queued, " of ", open)
		}
	}
	return ""
}

func (f *Fund) brokenDebts() string {
	var debts []int32
	for n, m := range all(&f.moves) {
		if m.share != none && m.source == overdrawn && m.of == none {
			debts = append(debts, int32(n))
		}
	}
	if !slices.Equal(debts, f.debts) {
		return fmt.Sprint("the debts ", f.debts, " of ", debts)
	}
	for _, n := range f.debts[:f.paid] {
		if f.moves.At(n).left > 0 {
			return fmt.Sprint("debt ", n, " is not paid")
		}
	}
	return ""
}

// brokenLists looks at the moves that each share has left, and at what each allowance
// would pay for.
func (f *Fund) brokenLists() string {
	lists := map[[2]int32][]int32{} // by share and kind of source
	for n, m := range all(&f.moves) {
		if m.share != none && m.of == none && m.left > 0 {
			k := [2]int32{m.share, min(m.source, 0)}
			lists[k] = append(lists[k], int32(n))
		}
	}
	listed := 0
	for i := range int32(f.shares.Len()) { // at most MaxEntries
		s := f.shares.At(i)
		for _, source := range []int32{fromAllowance, overdrawn, 0} {
			var got []int32
			for n := *s.list(source); n != none; n = f.moves.At(n).prev {
				if f.moves.At(n).left > 0 {
					got = append(got, n)
				}
			}
			slices.Reverse(got)
			if want := lists[[2]int32{i, source}]; !slices.Equal(got, want) {
				return fmt.Sprint("the moves ", got, " of share ", i, ", not ", want)
			}
		}
		if s.outside > 0 {
			listed++
		}
	}
	for key := range f.allowances {
		above := none
		for n := f.allowances[key].top; n != none; n = f.shares.At(n).below {
			if f.shares.At(n).outside == 0 || f.shares.At(n).above != above || f.shares.At(n).key != int32(key) {
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
	for n := range int32(f.tickets.Len()) { // at most MaxEntries
		t := f.tickets.At(n)
		first, worked := none, int64(0)
		for i := t.works; i != none; i = f.works.At(i).prev {
			w := f.works.At(i)
			if w.gone || w.took == 0 {
				continue
			}
			worked += w.took
			if first == none || w.at < f.works.At(first).at || w.at == f.works.At(first).at && i < first {
				first = i
			}
		}
		if worked != t.worked || t.begun != first || first != none && t.first != f.works.At(first).at {
			return fmt.Sprint("the first session of ticket ", n, " is ", t.begun, ", not ", first)
		}
		var due int64
		for s := t.shares; s != none; s = f.shares.At(s).next {
			if f.shares.At(s).ticket != n {
				return fmt.Sprint("share ", s, " of ticket ", n)
			}
			due += f.shares.At(s).due
		}
		if f.terms.Blocks.Counting == EachIntervention && worked > 0 && due != f.unitOn(t.day).up(worked) {
			return fmt.Sprint("what is due of ticket ", n)
		}
	}
	return ""
}
