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
	if s := differs(reflect.ValueOf(*a), reflect.ValueOf(*b), "fund", "ids", "tickets"); s != "" {
		return s
	}
	if s := differs(reflect.ValueOf(a.tickets), reflect.ValueOf(b.tickets), "named"); s != "" {
		return "tickets." + s
	}
	if x, y := a.ids.all(), b.ids.all(); !slices.Equal(x, y) {
		return fmt.Sprintf("ids: %q and %q", x, y)
	}
	if x, y := a.tickets.named.all(), b.tickets.named.all(); !slices.Equal(x, y) {
		return fmt.Sprintf("tickets.named: %q and %q", x, y)
	}
	for _, x := range []*Account{a, b} {
		if s := x.brokenNames(); s != "" {
			return s
		}
	}
	f, g := &a.fund, &b.fund
	if s := differs(reflect.ValueOf(*f), reflect.ValueOf(*g), "clock", "months", "pools", "came", "past", "saved"); s != "" {
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
		if x, y := shown(x), shown(y); x != y {
			return name + ": " + x + " and " + y
		}
	}
	return ""
}

// shown writes down a value, and of a list its elements.
func shown(v reflect.Value) string {
	if v.Kind() != reflect.Struct || v.NumField() != 3 || v.Type().Field(0).Name != "tail" {
		return fmt.Sprintf("%+v", v)
	}
	tail, chunks, base := v.Field(0), v.Field(1), int(v.Field(2).Int())
	var s strings.Builder
	for i := range base {
		fmt.Fprintf(&s, "%+v ", chunks.Elem().Index(i/32).Index(i%32))
	}
	for i := range tail.Len() {
		fmt.Fprintf(&s, "%+v ", tail.Index(i))
	}
	return s.String()
}

// brokenNames looks for every name in the indexes, and for slots that are no name's.
func (a *Account) brokenNames() string {
	for _, x := range []*index{&a.ids, &a.tickets.named} {
		used := 0
		for _, slot := range x.slots {
			if slot != 0 {
				used++
			}
		}
		if used != x.len() {
			return fmt.Sprint(used, " slots for ", x.len(), " names")
		}
		for i, y := range all(&x.names) {
			if n, hash := x.find(y.name); n != int32(i) || hash != y.hash {
				return "the index of " + y.name
			}
		}
	}
	return ""
}

// all returns the names of an index.
func (x *index) all() (names []string) {
	for _, y := range all(&x.names) {
		names = append(names, y.name)
	}
	return names
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

// Means writes down what an account comes to with nothing in it that depends on how it came
// there: on entries that were refused, on the order in which something was looked up, or on
// notes that are of no use any more.
func (a *Account) Means() string {
	f := &a.fund
	var s strings.Builder
	fmt.Fprintf(&s, "%+v\n%q %q %v\n%+v %v %v %v\n", all(&a.records), a.ids.all(), a.plans, a.allowances, f.terms, a.tickets.named.all(), all(&a.tickets.of), f.plans)
	fmt.Fprintf(&s, "%v %v %v %v %v %v %v %v\n", f.known, f.limit, f.owed, f.reserved, f.bought, f.rank, f.opening, f.owing)
	fmt.Fprintf(&s, "%+v %v\n%+v\n", f.lots, f.queued(), f.parts)
	for i, w := range all(&f.works) {
		fmt.Fprintln(&s, "work", i, w.at, w.took, w.ticket, w.prev, w.first, w.n, w.gone)
	}
	for n, m := range all(&f.moves) {
		fmt.Fprintln(&s, "move", n, m.at, m.time, m.cents, m.left, m.share, m.source, m.of)
	}
	for n := range int32(a.begun()) { // at most MaxEntries
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
	for n, x := range all(&f.shares) {
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
	return s.String() + a.brokenNames() + a.Broken()
}

// KeptNow is what the accounts count for that a ledger keeps and nobody uses.
func (l *Ledger) KeptNow() int {
	_, n := l.shelf.Names()
	return n
}
