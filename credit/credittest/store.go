package credittest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/palier-go/palier/credit/journal"
)

// T is what TestStore asks of a test. *testing.T, *testing.B and *rapid.T have it.
type T interface {
	Helper()
	Errorf(format string, args ...any)
}

// part is one check of the suite. Each has a store of its own.
type part[L any, P journal.Line[L]] struct {
	name string
	run  func(*check[L, P])
}

// partsOf returns the checks that stores of all kinds of line go through.
func partsOf[L any, P journal.Line[L]]() []part[L, P] {
	return []part[L, P]{
		{"an empty journal", checkEmpty[L, P]},
		{"numbers without gaps", checkNumbers[L, P]},
		{"unique ids", checkIDs[L, P]},
		{"what is read is what was written", checkRoundTrip[L, P]},
		{"ids of any text", checkTexts[L, P]},
		{"owners apart", checkOwners[L, P]},
		{"the order of the journal", checkOrder[L, P]},
		{"copies not shared", checkCopies[L, P]},
		{"nothing to add", checkNothing[L, P]},
		{"batches of many lines", checkManyLines[L, P]},
		{"batches of several owners", checkSeveralOwners[L, P]},
		{"ids within a batch", checkRepeatedIDs[L, P]},
		{"what is not valid", checkInvalid[L, P]},
		{"names of owners", checkNames[L, P]},
		{"which snapshot is kept", checkSnapshots[L, P]},
		{"snapshots of other lines", checkForeignSnapshots[L, P]},
		{"data of snapshots", checkSnapshotData[L, P]},
		{"a context that is over", checkOver[L, P]},
		{"a context that ends", checkEnding[L, P]},
		{"writers for one number", checkOneNumber[L, P]},
		{"writers of one owner", checkOneOwner[L, P]},
		{"writers of many owners", checkManyOwners[L, P]},
		{"writers of two owners at once", checkTwoOwners[L, P]},
		{"writers of snapshots", checkSnapshotWriters[L, P]},
	}
}

// TestStore checks that a store does what journal.Store asks of it, and reports what it
// does not with t.Errorf. Each call of open returns a store without lines; there is one
// call for each of some 25 checks, and the stores need not outlive TestStore.
//
// It looks at numbers and stale appends, at ids that must be unique in their journal, at
// every field of every kind of line, at the longest ids and the strangest texts, at
// journals of some hundred lines, at batches of many lines and of several owners that
// must be kept whole or not at all, at what must be refused, at snapshots, at memory
// that must not be shared, at contexts that are over or end on the way, at writers and
// readers of one owner and of many. With EntryLines it also lets two ledgers share the
// store. Run it with the race detector as well.
//
// It does not look at what outlives a process; that is for a store's own tests.
func TestStore[L any, P journal.Line[L]](t T, lines Lines[L], open func() journal.Store[L]) {
	t.Helper()
	for _, p := range partsOf[L, P]() {
		runPart(t, p, lines, open())
	}
	for _, own := range lines.own {
		runPart(t, part[L, P]{own.name, func(k *check[L, P]) { own.run(k.ctx, k.store, k.wrong) }}, lines, open())
	}
}

func runPart[L any, P journal.Line[L]](t T, p part[L, P], lines Lines[L], store journal.Store[L]) {
	t.Helper()
	if store == nil {
		t.Errorf("%s: open returned no store", p.name)
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	k := &check[L, P]{lines: lines, store: store, ctx: ctx}
	p.run(k)
	for _, fault := range k.faults {
		t.Errorf("%s: %s", p.name, fault)
	}
}

// check is one part at work. It is safe for concurrent use.
type check[L any, P journal.Line[L]] struct {
	lines Lines[L]
	store journal.Store[L]
	ctx   context.Context // it lives as long as the check

	mu     sync.Mutex
	faults []string
}

// maxFaults is how many faults of one part are reported: what is wrong once is often
// wrong everywhere.
const maxFaults = 5

// wrong reports a fault.
func (k *check[L, P]) wrong(format string, args ...any) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.faults) < maxFaults {
		k.faults = append(k.faults, fmt.Sprintf(format, args...))
	}
}

// line returns an ordinary line with an id.
func (k *check[L, P]) line(id string) L { return k.lines.Line(id, 0) }

// batch makes a batch of lines.
func batch[L any](owner string, after int, lines ...L) journal.Batch[L] {
	return journal.Batch[L]{Owner: owner, After: after, Lines: lines}
}

// add appends batches, which must be taken.
func (k *check[L, P]) add(batches ...journal.Batch[L]) bool {
	if err := k.store.Append(k.ctx, batches...); err != nil {
		k.wrong("Append(%s) failed: %v", k.describe(batches), err)
		return false
	}
	return true
}

// addLine appends a line, which must be taken.
func (k *check[L, P]) addLine(owner string, after int, line L) bool {
	return k.add(batch(owner, after, line))
}

// stale appends a batch, which must be refused because of why.
func (k *check[L, P]) stale(owner string, after int, line L, why string) {
	k.staleOf(owner, why, batch(owner, after, line))
}

// staleOf appends batches, which must be refused because of why, in the name of an owner.
func (k *check[L, P]) staleOf(owner, why string, batches ...journal.Batch[L]) {
	err := k.store.Append(k.ctx, batches...)
	var stale *journal.StaleError
	switch {
	case err == nil:
		k.wrong("Append(%s) was taken: %s", k.describe(batches), why)
	case !errors.Is(err, journal.ErrStale):
		k.wrong("Append(%s) gave %v, not ErrStale: %s", k.describe(batches), err, why)
	case !errors.As(err, &stale) || stale.Owner != owner:
		k.wrong("Append(%s) gave %v, not a StaleError of %q", k.describe(batches), err, owner)
	}
}

// refused checks that an error is about a field of the arguments.
func (k *check[L, P]) refused(err error, what string) {
	if err == nil {
		k.wrong("%s was not refused", what)
	} else if !errors.As(err, new(*journal.FieldError)) {
		k.wrong("%s gave %v, not a FieldError", what, err)
	}
}

// load reads the lines after the first ones.
func (k *check[L, P]) load(owner string, after int) []L {
	lines, err := k.store.Load(k.ctx, owner, after)
	if err != nil {
		k.wrong("Load(%q, %d) failed: %v", owner, after, err)
	}
	return lines
}

// holds checks that the lines of an owner after the first ones are those wanted.
func (k *check[L, P]) holds(owner string, after int, want ...L) bool {
	got := k.load(owner, after)
	if len(got) != len(want) {
		k.wrong("Load(%q, %d) gave %d lines, not %d: %s", owner, after, len(got), len(want), few(idsOf[L, P](got)))
		return false
	}
	ok := true
	for i := range want {
		if d := k.lines.Difference(&want[i], &got[i]); d != "" {
			k.wrong("Load(%q, %d)[%d]: %s", owner, after, i, d)
			ok = false
		}
	}
	return ok
}

// describe shows batches in a message: "acme" 2 ["c" "d"].
func (k *check[L, P]) describe(batches []journal.Batch[L]) string {
	var all []string
	for _, b := range batches {
		all = append(all, fmt.Sprintf("%q %d %s", b.Owner, b.After, few(idsOf[L, P](b.Lines))))
	}
	if len(all) > 4 {
		all = append(all[:4], "…")
	}
	return fmt.Sprint(all)
}

func idsOf[L any, P journal.Line[L]](lines []L) []string {
	ids := make([]string, len(lines))
	for i := range lines {
		ids[i] = P(&lines[i]).LineID()
	}
	return ids
}

// few lists ids for a message, not more than eight.
func few(ids []string) string {
	if len(ids) > 8 {
		return fmt.Sprintf("%q and others", ids[:8])
	}
	return fmt.Sprintf("%q", slices.Clip(ids))
}
