package credittest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/palier-go/palier/credit"
)

// T is what TestStore asks of a test. *testing.T, *testing.B and *rapid.T have it.
type T interface {
	Helper()
	Errorf(format string, args ...any)
}

// checks are the parts of the suite. Each has a store of its own.
var checks = [...]struct {
	name string
	run  func(*check)
}{
	{"an empty account", checkEmpty},
	{"numbers without gaps", checkNumbers},
	{"unique ids", checkIDs},
	{"what is read is what was written", checkRoundTrip},
	{"ids of any text", checkTexts},
	{"accounts apart", checkAccounts},
	{"the order of the journal", checkOrder},
	{"copies not shared", checkCopies},
	{"a context that is over", checkOver},
	{"a context that ends", checkEnding},
	{"writers for one number", checkOneNumber},
	{"writers on one account", checkOneAccount},
	{"writers on many accounts", checkManyAccounts},
	{"ledgers over one store", checkLedgers},
}

// TestStore checks that a store does what credit.Store asks of it, and reports
// what it does not with t.Errorf. Each call of open returns a store without
// entries; there is one call for each of some fourteen checks, and the stores
// need not outlive TestStore.
//
// It looks at numbers and stale appends, at ids that must be unique in their
// account, at every field of every kind of entry, at instants to the nanosecond
// and in any zone, at the longest ids and the strangest texts, at journals of some
// hundred entries, at slices that must not be shared, at contexts that are over or
// end on the way, at writers and readers of one account and of many, and at two
// ledgers that share the store. Run it with the race detector as well.
//
// It does not look at what outlives a process; that is for a store's own tests.
func TestStore(t T, open func() credit.Store) {
	t.Helper()
	for _, c := range checks {
		runCheck(t, c.name, c.run, open())
	}
}

func runCheck(t T, name string, run func(*check), store credit.Store) {
	t.Helper()
	if store == nil {
		t.Errorf("%s: open returned no store", name)
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	k := &check{name: name, store: store, ctx: ctx}
	run(k)
	for _, fault := range k.faults {
		t.Errorf("%s: %s", name, fault)
	}
}

// check is one check at work. It is safe for concurrent use.
type check struct {
	name  string
	store credit.Store
	ctx   context.Context // it lives as long as the check

	mu     sync.Mutex
	faults []string
}

// maxFaults is how many faults of one check are reported: what is wrong once is
// often wrong everywhere.
const maxFaults = 5

// wrong reports a fault.
func (k *check) wrong(format string, args ...any) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.faults) < maxFaults {
		k.faults = append(k.faults, fmt.Sprintf(format, args...))
	}
}

// add appends an entry, which must be taken.
func (k *check) add(account string, n int, e credit.Entry) bool {
	if err := k.store.Append(k.ctx, account, n, e); err != nil {
		k.wrong("Append(%q, %d, %s %q) failed: %v", account, n, e.Kind, e.ID, err)
		return false
	}
	return true
}

// stale appends an entry, which must be refused because of why.
func (k *check) stale(account string, n int, e credit.Entry, why string) {
	switch err := k.store.Append(k.ctx, account, n, e); {
	case err == nil:
		k.wrong("Append(%q, %d, %q) was taken: %s", account, n, e.ID, why)
	case !errors.Is(err, credit.ErrStale):
		k.wrong("Append(%q, %d, %q) gave %v, not ErrStale: %s", account, n, e.ID, err, why)
	}
}

// load reads the entries behind the first n.
func (k *check) load(account string, n int) []credit.Entry {
	entries, err := k.store.Load(k.ctx, account, n)
	if err != nil {
		k.wrong("Load(%q, %d) failed: %v", account, n, err)
	}
	return entries
}

// holds checks that the entries of an account behind the first n are those wanted.
func (k *check) holds(account string, n int, want []credit.Entry) bool {
	got := k.load(account, n)
	if len(got) != len(want) {
		k.wrong("Load(%q, %d) gave %d entries, not %d: %s", account, n, len(got), len(want), idsOf(got))
		return false
	}
	ok := true
	for i := range want {
		if d := difference(&want[i], &got[i]); d != "" {
			k.wrong("Load(%q, %d)[%d]: %s", account, n, i, d)
			ok = false
		}
	}
	return ok
}

// idsOf lists ids for a message, not more than a few.
func idsOf(entries []credit.Entry) string {
	var ids []string
	for _, e := range entries[:min(len(entries), 8)] {
		ids = append(ids, e.ID)
	}
	if len(entries) > 8 {
		return fmt.Sprintf("%q and others", ids)
	}
	return fmt.Sprintf("%q", ids)
}

// difference says in which field a differs from b, "" where it does not. Instants
// are compared as instants and amounts as numbers.
func difference(a, b *credit.Entry) string {
	differ := func(field string, want, got any) string {
		return fmt.Sprintf("%s of %q is %v, not %v", field, a.ID, got, want)
	}
	switch {
	case a.ID != b.ID:
		return differ("id", a.ID, b.ID)
	case a.Kind != b.Kind:
		return differ("kind", a.Kind, b.Kind)
	case !a.At.Equal(b.At):
		return differ("at", a.At, b.At)
	case !a.Recorded.Equal(b.Recorded):
		return differ("recorded", a.Recorded, b.Recorded)
	case a.Of != b.Of:
		return differ("of", a.Of, b.Of)
	case a.Ticket != b.Ticket:
		return differ("ticket", a.Ticket, b.Ticket)
	case a.Time != b.Time:
		return differ("time", a.Time, b.Time)
	case !a.Price.Equal(b.Price):
		return differ("price", a.Price, b.Price)
	case a.From != b.From:
		return differ("from", a.From, b.From)
	case a.Plan != b.Plan:
		return differ("plan", a.Plan, b.Plan)
	case a.Block != b.Block:
		return differ("block", a.Block, b.Block)
	case !slices.Equal(a.Parts, b.Parts):
		return differ("parts", a.Parts, b.Parts)
	}
	return ""
}
