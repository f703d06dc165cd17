package credittest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/palier-go/palier/credit/journal"
)

func checkEmpty[L any, P journal.Line[L]](k *check[L, P]) {
	for _, after := range []int{0, 1, 1000} {
		k.holds("nobody", after)
	}
	k.stale("nobody", 1, k.line("a"), "the journal has no line")
	k.holds("nobody", 0)
	k.holdsSnapshot("nobody", journal.Snapshot{})
}

func checkNumbers[L any, P journal.Line[L]](k *check[L, P]) {
	lines := []L{k.line("a"), k.line("b"), k.line("c")}
	for n, line := range lines {
		for _, other := range []int{0, 1, 2, 3, 4, 1000} {
			if other != n {
				k.stale("acme", other, line, fmt.Sprintf("the journal has %d lines", n))
			}
		}
		if !k.addLine("acme", n, line) {
			return
		}
		k.holds("acme", 0, lines[:n+1]...)
	}
	k.stale("other", 1, k.line("x"), "the line before it is another owner's")
	k.addLine("other", 0, k.line("x"))
	k.holds("acme", 0, lines...)
	k.holds("other", 0, k.line("x"))
}

func checkIDs[L any, P journal.Line[L]](k *check[L, P]) {
	first, other := k.line("a"), k.lines.Line("a", 1)
	k.addLine("acme", 0, first)
	k.stale("acme", 1, first, "the id is taken, by the same content")
	k.stale("acme", 1, other, "the id is taken, by other content")
	k.addLine("acme", 1, k.line("b"))
	k.stale("acme", 2, k.line("a"), "the id is taken")
	k.stale("acme", 0, k.line("c"), "the journal has 2 lines")
	k.addLine("acme", 2, k.line("c")) // refused before under a wrong number, it is not taken
	k.addLine("other", 0, k.line("a"))
	k.holds("acme", 0, first, k.line("b"), k.line("c"))
	k.holds("other", 0, k.line("a"))
}

func checkRoundTrip[L any, P journal.Line[L]](k *check[L, P]) {
	lines := k.lines.Specimens()
	for n, line := range lines {
		if !k.addLine("acme", n, line) {
			return
		}
	}
	k.holds("acme", 0, lines...)
	for _, after := range []int{1, len(lines) / 2, len(lines) - 1, len(lines), len(lines) + 1} {
		k.holds("acme", after, lines[min(after, len(lines)):]...)
	}
	if k.add(batch("whole", 0, lines...)) {
		k.holds("whole", 0, lines...)
	}
}

func checkTexts[L any, P journal.Line[L]](k *check[L, P]) {
	var lines []L
	for n, text := range texts(k.lines.MaxID) {
		line := k.lines.Text(text, text)
		if !k.addLine("acme", n, line) {
			return
		}
		lines = append(lines, line)
	}
	for _, text := range texts(k.lines.MaxID) {
		k.stale("acme", len(lines), k.line(text), "the id is taken")
	}
	k.holds("acme", 0, lines...)
	if k.add(batch("whole", 0, lines...)) {
		k.holds("whole", 0, lines...)
	}
}

// checkOwners gives each owner one line and a snapshot, which tell whose they are.
func checkOwners[L any, P journal.Line[L]](k *check[L, P]) {
	names := texts(journal.MaxOwner)
	for i, name := range names {
		k.addLine(name, 0, k.lines.Line("a", i))
		k.saveSnapshot(name, journal.Snapshot{After: 1, Last: "a", Data: []byte(name)})
	}
	for i, name := range names {
		k.holds(name, 0, k.lines.Line("a", i))
		k.holdsSnapshot(name, journal.Snapshot{After: 1, Last: "a", Data: []byte(name)})
	}
}

func checkOrder[L any, P journal.Line[L]](k *check[L, P]) {
	lines := k.lines.mixed(300)
	for n, line := range lines {
		if !k.addLine("acme", n, line) {
			return
		}
		k.holds("acme", n, line) // at once
	}
	for n := 0; n <= len(lines); n += 37 {
		k.holds("acme", n, lines[n:]...)
	}
}

// checkCopies changes what it has given and what it was given.
func checkCopies[L any, P journal.Line[L]](k *check[L, P]) {
	want, single, batched := k.lines.Specimens(), k.lines.Specimens(), k.lines.Specimens()
	for n := range single {
		if !k.addLine("acme", n, single[n]) {
			return
		}
		k.lines.Change(&single[n])
	}
	k.add(batch("whole", 0, batched...), batch("other", 0, k.line("a")))
	for n := range batched {
		k.lines.Change(&batched[n])
		batched[n] = k.line("x")
	}
	if !k.holds("acme", 0, want...) || !k.holds("whole", 0, want...) {
		k.wrong("what was appended is still the caller's")
		return
	}
	loaded := k.load("acme", 0)
	mine := append(loaded, k.line("mine")) //nolint:gocritic // another slice on purpose
	k.addLine("acme", len(want), k.line("c"))
	if P(&mine[len(want)]).LineID() != "mine" {
		k.wrong("what Load returned was written to later")
	}
	want = append(want, k.line("c"))
	k.holds("acme", 0, want...)
	for n := range loaded {
		k.lines.Change(&loaded[n])
	}
	if !k.holds("acme", 0, want...) {
		k.wrong("what a loaded line points to is still the store's")
	}
	for n := range loaded {
		loaded[n] = k.line("x")
	}
	if !k.holds("acme", 0, want...) {
		k.wrong("the lines that Load returns are still the store's")
	}
}

func checkOver[L any, P journal.Line[L]](k *check[L, P]) {
	cancelled, cancel := context.WithCancel(k.ctx)
	cancel()
	late, cancelLate := context.WithDeadline(k.ctx, time.Unix(1, 0))
	defer cancelLate()
	kept := journal.Snapshot{After: 1, Last: "a", Data: []byte("kept")}
	k.add(batch("acme", 0, k.line("a"), k.line("b")))
	k.saveSnapshot("acme", kept)
	for _, over := range []context.Context{cancelled, late} {
		_, load := k.store.Load(over, "acme", 0)
		_, loadSnapshot := k.store.LoadSnapshot(over, "acme")
		for name, err := range map[string]error{
			"Append of a line": k.store.Append(over, batch("acme", 2, k.line("c"))),
			"Append of lines":  k.store.Append(over, batch("acme", 2, k.line("c"), k.line("d")), batch("other", 0, k.line("c"))),
			"SaveSnapshot":     k.store.SaveSnapshot(over, "acme", journal.Snapshot{After: 2, Last: "b"}),
			"Load":             load,
			"LoadSnapshot":     loadSnapshot,
		} {
			if !errors.Is(err, over.Err()) {
				k.wrong("%s gave %v, not %v", name, err, over.Err())
			}
		}
		k.holds("acme", 0, k.line("a"), k.line("b"))
		k.holdsSnapshot("acme", kept)
	}
	k.addLine("acme", 2, k.line("c"))
	k.holds("acme", 0, k.line("a"), k.line("b"), k.line("c"))
	k.holds("other", 0)
}
