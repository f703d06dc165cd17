package credittest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/credit"
)

const writers = 8

// together runs f for each of n writers at once and waits for them.
func together(n int, f func(writer int)) {
	var all sync.WaitGroup
	for w := range n {
		all.Add(1)
		go func() {
			defer all.Done()
			f(w)
		}()
	}
	all.Wait()
}

// checkEnding ends the context of a writer on its way. What was acknowledged must
// be there, and of the rest at most the entry that was being appended.
func checkEnding(k *check) {
	const most = 200
	ctx, cancel := context.WithCancel(k.ctx)
	defer cancel()
	entries := gifts(most)
	n := 0
	for ; n < most; n++ {
		if n == 5 {
			go cancel()
		}
		if err := k.store.Append(ctx, "acme", n, entries[n]); err != nil {
			if !errors.Is(err, context.Canceled) {
				k.wrong("Append gave %v, not %v", err, context.Canceled)
			}
			break
		}
	}
	there := len(k.load("acme", 0))
	if there != n && there != n+1 {
		k.wrong("%d entries were acknowledged and %d are there", n, there)
		return
	}
	k.holds("acme", 0, entries[:there])
	if there < most {
		k.add("acme", there, entries[there])
	}
}

// checkOneNumber lets writers append the same number: one of them wins.
func checkOneNumber(k *check) {
	for n := range 20 {
		var won [writers]bool
		together(writers, func(w int) {
			switch err := k.store.Append(k.ctx, "acme", n, gift(fmt.Sprint("e", n, "-", w))); {
			case err == nil:
				won[w] = true
			case !errors.Is(err, credit.ErrStale):
				k.wrong("Append(%d) gave %v, not ErrStale", n, err)
			}
		})
		var winners []credit.Entry
		for w, ok := range won {
			if ok {
				winners = append(winners, gift(fmt.Sprint("e", n, "-", w)))
			}
		}
		if len(winners) != 1 {
			k.wrong("%d of %d writers were told that they had appended number %d: %s", len(winners), writers, n+1, idsOf(winners))
			return
		}
		if !k.holds("acme", n, winners) {
			return
		}
	}
}

// maxTries bounds how often a writer tries one entry. The others together have
// far fewer that could be in its way.
const maxTries = 2000

// insert appends an entry wherever the journal ends, and returns its number.
func (k *check) insert(account string, e credit.Entry) int {
	n := 0
	for range maxTries {
		switch err := k.store.Append(k.ctx, account, n, e); {
		case err == nil:
			return n + 1
		case !errors.Is(err, credit.ErrStale):
			k.wrong("Append(%q, %d, %q) failed: %v", account, n, e.ID, err)
			return 0
		}
		n += len(k.load(account, n))
	}
	k.wrong("Append(%q, %q) was stale %d times", account, e.ID, maxTries)
	return 0
}

// checkOneAccount lets writers append to one account while others read it.
func checkOneAccount(k *check) {
	const each = 10
	numbers := make([]int, writers*each)
	var writing atomic.Int32
	writing.Store(writers)
	var seen [2][]credit.Entry
	together(writers+len(seen), func(w int) {
		if w >= writers {
			seen[w-writers] = k.watch("acme", &writing)
			return
		}
		defer writing.Add(-1)
		for i := range each {
			numbers[w*each+i] = k.insert("acme", gift(fmt.Sprint("e", w*each+i)))
		}
	})
	journal := k.load("acme", 0)
	if len(journal) != len(numbers) {
		k.wrong("%d entries were appended and %d are there", len(numbers), len(journal))
	}
	for i, n := range numbers {
		id := fmt.Sprint("e", i)
		if n == 0 || n > len(journal) || journal[n-1].ID != id {
			k.wrong("%q was appended as number %d and is not there", id, n)
		}
	}
	for _, entries := range seen {
		for i := range entries[:min(len(entries), len(journal))] {
			if entries[i].ID != journal[i].ID {
				k.wrong("number %d was read as %q first and as %q later", i+1, entries[i].ID, journal[i].ID)
			}
		}
	}
}

// watch reads an account until nobody writes any more.
func (k *check) watch(account string, writing *atomic.Int32) (last []credit.Entry) {
	for more := true; more; time.Sleep(50 * time.Microsecond) {
		more = writing.Load() > 0
		entries := k.load(account, 0)
		if len(entries) < len(last) {
			k.wrong("the account had %d entries and then %d", len(last), len(entries))
		}
		last = entries
	}
	return last
}

// checkManyAccounts lets writers append to accounts of their own, by turns.
func checkManyAccounts(k *check) {
	const accounts, each = 5, 6
	name := func(w, i int) string { return fmt.Sprint("customer ", i, " of ", w) }
	entry := func(w, i, n int) credit.Entry { // the ids are those of all accounts, the contents are not
		return credit.Entry{ID: fmt.Sprint("e", n), Kind: credit.Release, At: noon, Of: name(w, i)}
	}
	together(writers, func(w int) {
		for n := range each {
			for i := range accounts {
				k.add(name(w, i), n, entry(w, i, n))
			}
		}
	})
	for w := range writers {
		for i := range accounts {
			var want []credit.Entry
			for n := range each {
				want = append(want, entry(w, i, n))
			}
			k.holds(name(w, i), 0, want)
		}
	}
}

// checkLedgers lets two ledgers hold an hour each ten times on a fresh pack of
// three: three succeed and seven are short, whatever the order.
func checkLedgers(k *check) {
	terms := credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}}
	var ledgers [2]*credit.Ledger
	for i := range ledgers {
		ledgers[i], _ = credit.NewLedger(k.store, terms) // neither is refused
	}
	pack := credit.Entry{ID: "pack", Kind: credit.Purchase, At: noon, Time: 3 * time.Hour, Price: decimal.NewFromInt(169)}
	if _, err := ledgers[0].Apply(k.ctx, "acme", pack); err != nil {
		k.wrong("a ledger could not add a pack: %v", err)
		return
	}
	var held, short atomic.Int32
	together(10, func(w int) {
		e := credit.Entry{ID: fmt.Sprint("hold ", w), Kind: credit.Hold, At: noon, Time: time.Hour}
		_, err := ledgers[w%len(ledgers)].Apply(k.ctx, "acme", e)
		switch VerdictOf(err) {
		case Accepted:
			held.Add(1)
		case Short:
			short.Add(1)
		default:
			k.wrong("a ledger gave %v", err)
		}
	})
	if held.Load() != 3 || short.Load() != 7 {
		k.wrong("of ten holds %d were taken and %d were short, not 3 and 7", held.Load(), short.Load())
	}
	fresh, _ := credit.NewLedger(k.store, terms)
	for _, l := range append(ledgers[:], fresh) {
		a, err := l.Account(k.ctx, "acme")
		if err != nil {
			k.wrong("a ledger could not read the account: %v", err)
			continue
		}
		if b := a.View(noon, time.Time{}).Balance(); b != (credit.Balance{Held: 3 * time.Hour}) {
			k.wrong("a ledger finds the balance %+v, not three hours held", b)
		}
	}
}
