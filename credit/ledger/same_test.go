package ledger

import (
	"fmt"
	"slices"

	"github.com/palier-go/palier/internal/same"
)

// Past is what Begin remembers.
type Past = earlier

// Begin, Commit and Rollback are begin, commit and rollback.
func (a *Account) Begin(p *Past) { a.begin(p) }

// Commit keeps what was applied since Begin.
func (a *Account) Commit() { a.commit() }

// Rollback takes it back.
func (a *Account) Rollback() { a.rollback() }

// Noted is how many elements p has noted.
func (p *earlier) Noted() int { return len(p.records) + p.fund.Noted() }

// Differs names the first field in which two accounts differ, down to the last number,
// "" if they do in none: all but memory that is not in use, the places of names in an index, and
// what their funds may differ in.
func (a *Account) Differs(b *Account) string {
	if s := same.Fields(*a, *b, "fund", "ids", "tickets", "earlier"); s != "" {
		return s
	}
	if s := same.Fields(a.tickets, b.tickets, "named"); s != "" {
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
	if a.earlier != nil || b.earlier != nil {
		return "earlier"
	}
	if s := a.fund.Differs(&b.fund); s != "" {
		return "fund." + s
	}
	return ""
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
		for i, y := range x.names.Slice() {
			if n, hash := x.find(y.name); n != int32(i) || hash != y.hash {
				return "the index of " + y.name
			}
		}
	}
	return ""
}

// all returns the names of an index.
func (x *index) all() (names []string) {
	for _, y := range x.names.Slice() {
		names = append(names, y.name)
	}
	return names
}

// Means writes down what an account comes to with nothing in it that depends on how it came
// there: on entries that were refused, on the order in which something was looked up, or on
// notes that are of no use any more.
func (a *Account) Means() string {
	s := fmt.Sprintf("%+v\n%q %q %v\n%v %v\n", a.records.Slice(), a.ids.all(), a.plans, a.allowances, a.tickets.named.all(), a.tickets.of.Slice())
	return s + a.fund.Means(a.begun()) + a.brokenNames() + a.Broken()
}

// KeptNow is what the accounts count for that a ledger keeps and nobody uses.
func (l *Ledger) KeptNow() int {
	_, n := l.shelf.Names()
	return n
}
