package credittest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/palier-go/palier/credit/journal"
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

// checkEnding ends the context of a writer on its way. What was acknowledged must be
// there, and of the rest at most the two lines that were being appended, or neither.
func checkEnding[L any, P journal.Line[L]](k *check[L, P]) {
	const most = 200
	ctx, cancel := context.WithCancel(k.ctx)
	defer cancel()
	lines := k.lines.mixed(most)
	n := 0
	for ; n < most; n += 2 {
		if n == 10 {
			go cancel()
		}
		if err := k.store.Append(ctx, batch("acme", n, lines[n:n+2]...)); err != nil {
			if !errors.Is(err, context.Canceled) {
				k.wrong("Append gave %v, not %v", err, context.Canceled)
			}
			break
		}
	}
	there := len(k.load("acme", 0))
	if there != n && there != n+2 {
		k.wrong("%d lines were acknowledged in pairs and %d are there", n, there)
		return
	}
	k.holds("acme", 0, lines[:there]...)
	if there < most {
		k.addLine("acme", there, lines[there])
	}
}

// checkOneNumber lets writers append the same number: one of them wins.
func checkOneNumber[L any, P journal.Line[L]](k *check[L, P]) {
	id := func(n, w int) string { return fmt.Sprint("e", n, "-", w) }
	for n := range 20 {
		var won [writers]bool
		together(writers, func(w int) {
			switch err := k.store.Append(k.ctx, batch("acme", n, k.line(id(n, w)))); {
			case err == nil:
				won[w] = true
			case !errors.Is(err, journal.ErrStale):
				k.wrong("Append(%d) gave %v, not ErrStale", n, err)
			}
		})
		var winners []L
		for w, ok := range won {
			if ok {
				winners = append(winners, k.line(id(n, w)))
			}
		}
		if len(winners) != 1 {
			k.wrong("%d of %d writers were told that they had appended number %d: %s", len(winners), writers, n+1, few(idsOf[L, P](winners)))
			return
		}
		if !k.holds("acme", n, winners...) {
			return
		}
	}
}

// maxTries bounds how often a writer tries one append. The others together have far
// fewer that could be in its way.
const maxTries = 200

// insert appends lines of one id to all owners wherever their journals end, and returns
// the number of the first owner's; the journals grow together.
func (k *check[L, P]) insert(id string, owners ...string) int {
	n := 0
	batches := make([]journal.Batch[L], len(owners))
	for range maxTries {
		for i, owner := range owners {
			batches[i] = batch(owner, n, k.line(id))
		}
		switch err := k.store.Append(k.ctx, batches...); {
		case err == nil:
			return n + 1
		case !errors.Is(err, journal.ErrStale):
			k.wrong("Append(%s) failed: %v", k.describe(batches), err)
			return 0
		}
		n += len(k.load(owners[0], n))
	}
	k.wrong("Append(%q, %q) was stale %d times", owners, id, maxTries)
	return 0
}

// checkOneOwner lets writers append to one journal while others read it.
func checkOneOwner[L any, P journal.Line[L]](k *check[L, P]) {
	const each = 10
	numbers := make([]int, writers*each)
	var writing atomic.Int32
	writing.Store(writers)
	var seen [2][]string
	together(writers+len(seen), func(w int) {
		if w >= writers {
			seen[w-writers] = k.watch("acme", &writing)
			return
		}
		defer writing.Add(-1)
		for i := range each {
			numbers[w*each+i] = k.insert(fmt.Sprint("e", w*each+i), "acme")
		}
	})
	kept := idsOf[L, P](k.load("acme", 0))
	if len(kept) != len(numbers) {
		k.wrong("%d lines were appended and %d are there", len(numbers), len(kept))
	}
	for i, n := range numbers {
		id := fmt.Sprint("e", i)
		if n == 0 || n > len(kept) || kept[n-1] != id {
			k.wrong("%q was appended as number %d and is not there", id, n)
		}
	}
	for _, ids := range seen {
		for i := range ids[:min(len(ids), len(kept))] {
			if ids[i] != kept[i] {
				k.wrong("number %d was read as %q first and as %q later", i+1, ids[i], kept[i])
			}
		}
	}
}

// watch reads a journal until nobody writes any more, and returns the ids in it.
func (k *check[L, P]) watch(owner string, writing *atomic.Int32) (last []string) {
	for more := true; more; time.Sleep(50 * time.Microsecond) {
		more = writing.Load() > 0
		ids := idsOf[L, P](k.load(owner, 0))
		if len(ids) < len(last) {
			k.wrong("the journal had %d lines and then %d", len(last), len(ids))
		}
		last = ids
	}
	return last
}

// checkManyOwners lets writers append to owners of their own, by turns.
func checkManyOwners[L any, P journal.Line[L]](k *check[L, P]) {
	const owners, each = 5, 6
	name := func(w, i int) string { return fmt.Sprint("customer ", i, " of ", w) }
	line := func(w, i, n int) L { return k.lines.Line(fmt.Sprint("e", n), w*owners+i) } // the ids are those of all owners
	together(writers, func(w int) {
		for n := range each {
			for i := range owners {
				k.addLine(name(w, i), n, line(w, i, n))
			}
		}
	})
	for w := range writers {
		for i := range owners {
			var want []L
			for n := range each {
				want = append(want, line(w, i, n))
			}
			k.holds(name(w, i), 0, want...)
		}
	}
}

// checkTwoOwners lets writers append to two owners at once, named in either order: no
// two of them wait for each other for ever, and a reader finds no half of an append.
func checkTwoOwners[L any, P journal.Line[L]](k *check[L, P]) {
	const each = 5
	var writing atomic.Int32
	writing.Store(writers)
	together(writers+1, func(w int) {
		if w == writers {
			for writing.Load() > 0 {
				one := len(k.load("one", 0))
				if other := len(k.load("other", 0)); other < one {
					k.wrong("one owner had %d lines and the other %d after that", one, other)
				}
			}
			return
		}
		defer writing.Add(-1)
		for i := range each {
			if id := fmt.Sprint("e", w, "-", i); w%2 == 0 {
				k.insert(id, "one", "other")
			} else {
				k.insert(id, "other", "one")
			}
		}
	})
	one, other := idsOf[L, P](k.load("one", 0)), idsOf[L, P](k.load("other", 0))
	if fmt.Sprint(one) != fmt.Sprint(other) || len(one) != writers*each {
		k.wrong("of %d lines appended to two owners at once %d and %d are there", writers*each, len(one), len(other))
	}
}
