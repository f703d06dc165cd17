package credit

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Past is what Begin remembers.
type Past = past

// Begin, Commit and Rollback are begin, commit and rollback.
func (a *Account) Begin(p *Past) { a.begin(p) }

// Commit keeps what was applied since Begin.
func (a *Account) Commit() { a.commit() }

// Rollback takes it back.
func (a *Account) Rollback() { a.rollback() }

// Noted is how many elements p has noted.
func (p *past) Noted() int {
	c := &p.changed
	return len(p.records) + len(p.planned) + len(c.allowances) + len(c.lots) + len(c.tickets) + len(c.shares) + len(c.works) + len(c.moves)
}

// Differs names the first field in which two accounts differ, down to the last number,
// "" if they do in none: all but memory that is not in use, how the queue of lots is cut
// into runs, where names are in an index, and what was last looked up in a zone.
func (a *Account) Differs(b *Account) string {
	if s := differs(reflect.ValueOf(*a), reflect.ValueOf(*b), "fund", "index", "tickets"); s != "" {
		return s
	}
	if s := differs(reflect.ValueOf(a.tickets), reflect.ValueOf(b.tickets), "index"); s != "" {
		return "tickets." + s
	}
	for _, x := range []*Account{a, b} {
		if s := x.brokenNames(); s != "" {
			return s
		}
	}
	f, g := &a.fund, &b.fund
	if s := differs(reflect.ValueOf(*f), reflect.ValueOf(*g), "clock", "months", "queue", "past", "saved"); s != "" {
		return "fund." + s
	}
	switch {
	case f.past != nil || g.past != nil:
		return "fund.past"
	case f.clock.Location() != g.clock.Location() || f.months.day != g.months.day:
		return "fund.clock"
	case !slices.Equal(f.queued(), g.queued()):
		return fmt.Sprint("fund.queue: ", f.queued(), " and ", g.queued())
	}
	return ""
}

// differs compares the fields of two structs, lists without elements being alike.
func differs(a, b reflect.Value, but ...string) string {
	for i := range a.NumField() {
		name, x, y := a.Type().Field(i).Name, a.Field(i), b.Field(i)
		if slices.Contains(but, name) || x.Kind() == reflect.Slice && x.Len() == 0 && y.Len() == 0 {
			continue
		}
		if x, y := fmt.Sprintf("%+v", x), fmt.Sprintf("%+v", y); x != y {
			return name + ": " + x + " and " + y
		}
	}
	return ""
}

// brokenNames looks for every name in the indexes, and for slots that are no name's.
func (a *Account) brokenNames() string {
	for _, x := range []struct {
		index *index
		names []string
	}{{&a.index, a.ids}, {&a.tickets.index, a.tickets.named}} {
		used := 0
		for _, slot := range x.index.slots {
			if slot != 0 {
				used++
			}
		}
		if used != len(x.names) || len(x.index.hashes) != used {
			return fmt.Sprint(used, " slots for ", len(x.names), " names")
		}
		for i, name := range x.names {
			if n, _ := x.index.find(x.names, name); n != int32(i) {
				return "the index of " + name
			}
		}
	}
	return ""
}

// queued lists the lots in their queue.
func (f *Fund) queued() (lots []int32) {
	for _, r := range f.queue.runs {
		lots = append(lots, r.lots...)
	}
	return lots
}

// Means writes down what an account comes to with nothing in it that depends on how it came
// there: on entries that were refused, on the order in which something was looked up, or on
// notes that are of no use any more.
func (a *Account) Means() string {
	f := &a.fund
	var s strings.Builder
	fmt.Fprintf(&s, "%+v\n%q %q %v %v\n%+v %v %v %v\n", a.records, a.ids, a.plans, a.lots, a.tickets.first, f.terms, a.tickets.named, a.tickets.of, f.plans)
	fmt.Fprintf(&s, "%v %v %v %v %v %v %v %v\n", f.known, f.limit, f.owed, f.reserved, f.bought, f.rank, f.opening, f.owing)
	fmt.Fprintf(&s, "%+v %v\n%+v\n", f.lots, f.queued(), f.parts)
	for i, w := range f.works {
		fmt.Fprintln(&s, "work", i, w.at, w.took, w.ticket, w.prev, w.first, w.n, w.gone)
	}
	for n, m := range f.moves {
		fmt.Fprintln(&s, "move", n, m.at, m.time, m.cents, m.left, m.share, m.source, m.of)
	}
	for n := range a.tickets.first {
		f.redate(int32(n))
		t := f.tickets[n]
		fmt.Fprintln(&s, "ticket", n, t.works, t.begun, t.shares, t.worked, t.charged, t.reserved, t.held, t.before, t.firstBefore, t.dayBefore)
		if t.worked > 0 {
			fmt.Fprintln(&s, t.first, t.day, t.block, t.paying)
		}
		if t.held {
			fmt.Fprintln(&s, t.asked, t.block, t.estimate)
		}
	}
	months := map[int32]string{}
	for key, x := range f.allowances {
		s := fmt.Sprintln(x.month, x.plan, x.called, x.size, x.used, x.top, x.users)
		for n := x.top; n != none; n = f.shares[n].below {
			s += fmt.Sprintln(n, f.shares[n].above)
		}
		months[int32(key)] = s
		if x.users == none {
			months[int32(key)] = ""
		}
	}
	for n, x := range f.shares {
		fmt.Fprintln(&s, "share", n, x.ticket, x.worked, x.due, x.before, x.dueBefore, x.free, x.outside, x.day, x.next, x.user, months[x.key])
		for _, source := range []int32{fromAllowance, overdrawn, 0} {
			for m := *x.list(source); m != none; m = f.moves[m].prev {
				if f.moves[m].left > 0 {
					fmt.Fprint(&s, m, " ")
				}
			}
			s.WriteString("\n")
		}
	}
	for _, d := range f.debts[f.paid:] {
		if f.moves[d].left > 0 {
			fmt.Fprintln(&s, "debt", d)
		}
	}
	return s.String() + a.brokenNames() + a.Broken()
}

// KeptNow is what the accounts count for that a ledger keeps and nobody uses.
func (l *Ledger) KeptNow() int {
	_, n := l.shelf.Names()
	return n
}
