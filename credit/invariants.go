package credit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/palier-go/palier/internal/same"
)

// brokenSums adds up the moves of every lot, allowance, share and ticket.
func (f *Fund) brokenSums() string {
	lots, refunds := make([]int64, len(f.lots)), make([]int64, len(f.lots))
	free, outside, charged := make([]int64, f.shares.Len()), make([]int64, f.shares.Len()), make([]int64, f.tickets.Len())
	allowances, rest := make([]int64, len(f.allowances)), make([]int64, f.moves.Len())
	var owed int64
	for n, m := range f.moves.Slice() {
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
	for n, m := range f.moves.Slice() {
		if m.share != none && m.left != rest[n] {
			return fmt.Sprint("what is left of move ", n)
		}
	}
	for i, l := range f.lots {
		if l.used != lots[i] || l.removed.time() != refunds[i] || l.left() < 0 {
			return fmt.Sprint("lot ", i)
		}
	}
	for i, s := range f.shares.Slice() {
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
	for i, t := range f.tickets.Slice() {
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
	for n, m := range f.moves.Slice() {
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
	for n, m := range f.moves.Slice() {
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

// queued lists the lots in their queues.
func (f *Fund) queued() (lots []int32) {
	for i := range f.pools {
		p := &f.pools[i]
		for _, q := range []*queue{&p.lasting, &p.ending, &p.coming} {
			for _, r := range q.runs {
				lots = append(lots, r.lots...)
			}
			lots = append(lots, none)
		}
	}
	return lots
}

// Broken names what f keeps in order to be fast and is not what its moves make of it; it is ""
// if nothing is. It is for tests.
func (f *Fund) Broken() string {
	for _, check := range []func() string{f.brokenSums, f.brokenQueue, f.brokenDebts, f.brokenLists, f.brokenTickets} {
		if s := check(); s != "" {
			return s
		}
	}
	return ""
}

// Differs names the first field in which two funds differ, down to the last number, "" if they
// do in none: all but memory that is not in use, how the queue of lots is cut into runs, and
// what was last looked up in a zone. It is for tests.
func (f *Fund) Differs(g *Fund) string {
	if s := same.Fields(*f, *g, "clock", "months", "pools", "came", "past", "saved"); s != "" {
		return s
	}
	switch {
	case f.past != nil || g.past != nil:
		return "past"
	case f.clock.Location() != g.clock.Location() || f.months.day != g.months.day:
		return "clock"
	case !slices.Equal(f.queued(), g.queued()):
		return fmt.Sprint("queue: ", f.queued(), " and ", g.queued())
	}
	return ""
}

// Means writes down what f comes to, of the first tickets alone, with nothing in it that depends
// on how it came there. It is for tests.
func (f *Fund) Means(tickets int) string {
	var s strings.Builder
	fmt.Fprintf(&s, "%+v %v\n", f.terms, f.plans)
	fmt.Fprintf(&s, "%v %v %v %v %v %v %v %v\n", f.known, f.limit, f.owed, f.reserved, f.bought, f.rank, f.opening, f.owing)
	fmt.Fprintf(&s, "%+v %v\n%+v\n", f.lots, f.queued(), f.parts)
	for i, w := range f.works.Slice() {
		fmt.Fprintln(&s, "work", i, w.at, w.took, w.ticket, w.prev, w.first, w.n, w.gone)
	}
	for n, m := range f.moves.Slice() {
		fmt.Fprintln(&s, "move", n, m.at, m.time, m.cents, m.left, m.share, m.source, m.of)
	}
	for n := range int32(tickets) { // at most MaxEntries
		f.redate(n)
		t := f.tickets.At(n)
		fmt.Fprintln(&s, "ticket", n, t.entry, t.works, t.begun, t.shares, t.worked, f.charged(t), t.reserved, t.held, f.ticketBefore(n))
		if t.worked > 0 {
			fmt.Fprintln(&s, t.first, t.day, t.unit, t.paying)
		}
		if t.held {
			fmt.Fprintln(&s, t.asked, t.unit, t.estimate)
		}
	}
	months := map[int32]string{}
	for key, x := range f.allowances {
		s := fmt.Sprintln(x.month, x.plan, x.called, x.size, x.used, x.top, x.users)
		for n := x.top; n != none; n = f.shares.At(n).below {
			s += fmt.Sprintln(n, f.shares.At(n).above)
		}
		months[int32(key)] = s
		if x.users == none {
			months[int32(key)] = ""
		}
	}
	written := map[string]int{} // a month's text stands once, by the first share of it: a long account has many
	for n, x := range f.shares.Slice() {
		month := months[x.key]
		if first, there := written[month]; there {
			month = fmt.Sprint("of share ", first)
		} else {
			written[month] = n
		}
		fmt.Fprintln(&s, "share", n, x.ticket, x.worked, x.due, f.shareBefore(int32(n)), x.free, x.outside, x.day, x.next, x.user, month)
		for _, source := range []int32{fromAllowance, overdrawn, 0} {
			for m := *x.list(source); m != none; m = f.moves.At(m).prev {
				if f.moves.At(m).left > 0 {
					fmt.Fprint(&s, m, " ")
				}
			}
			s.WriteString("\n")
		}
	}
	for _, d := range f.debts[f.paid:] {
		if f.moves.At(d).left > 0 {
			fmt.Fprintln(&s, "debt", d)
		}
	}
	return s.String()
}

// Noted returns how many elements p has noted. It is for tests.
func (p *past) Noted() int {
	c := &p.changed
	return len(p.planned) + len(c.allowances) + len(c.lots) + len(c.tickets) + len(c.shares) + len(c.works) + len(c.moves)
}
