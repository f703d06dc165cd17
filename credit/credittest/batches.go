package credittest

import (
	"fmt"

	"github.com/palier-go/palier/credit/journal"
)

// many is how many lines a large batch has: more than a statement of SQL takes.
const many = 333

func checkNothing[L any, P journal.Line[L]](k *check[L, P]) {
	k.add()
	k.add(batch[L]("acme", 0))
	k.add(batch[L]("acme", 7))
	k.holds("acme", 0)
	k.addLine("acme", 0, k.line("a"))
	k.add(batch[L]("acme", 7), batch("other", 0, k.line("a")), batch[L]("nobody", 1))
	k.holds("acme", 0, k.line("a"))
	k.holds("other", 0, k.line("a"))
	k.holds("nobody", 0)
}

func checkManyLines[L any, P journal.Line[L]](k *check[L, P]) {
	lines := k.lines.mixed(many)
	start, rest := many/3, many/2
	if !k.add(batch("acme", 0, lines[:start]...)) || !k.add(batch("acme", start, lines[start:rest]...)) {
		return
	}
	for _, after := range []int{0, start + 1, rest + 1} {
		k.staleOf("acme", fmt.Sprintf("the journal has %d lines", rest), batch("acme", after, lines[rest:]...))
	}
	for _, place := range []int{0, 1, len(lines[rest:]) / 2, len(lines[rest:]) - 1} {
		next := append([]L(nil), lines[rest:]...)
		next[place] = lines[start]
		k.staleOf("acme", "an id is taken", batch("acme", rest, next...))
	}
	k.holds("acme", 0, lines[:rest]...)
	if !k.add(batch("acme", rest, lines[rest:]...)) {
		return
	}
	for _, after := range []int{0, 1, start, rest, many - 1, many} {
		k.holds("acme", after, lines[after:]...)
	}
}

// checkSeveralOwners appends to owners whose names are not in order, and has each of them
// stale in turn.
func checkSeveralOwners[L any, P journal.Line[L]](k *check[L, P]) {
	names := []string{"m", "z", "a", "Z", "é"}
	batches := func(ids ...string) (all []journal.Batch[L]) {
		for i, name := range names {
			b := journal.Batch[L]{Owner: name, After: 2}
			for n, id := range ids {
				b.Lines = append(b.Lines, k.lines.Line(id, 10*i+n))
			}
			all = append(all, b)
		}
		return all
	}
	first := batches("a", "b")
	for i := range first {
		first[i].After = 0
	}
	if !k.add(first...) {
		return
	}
	for i, name := range names {
		gap, late, taken := batches("c", "d"), batches("c"), batches("c", "d", "e")
		gap[i].After, late[i].After = 3, 1
		taken[i].Lines[2] = k.lines.Line("a", 0)
		k.staleOf(name, "a line is missing before it", gap...)
		k.staleOf(name, "there is a line of that number", late...)
		k.staleOf(name, "an id is taken", taken...)
	}
	two := batches("c")
	two[1].After, two[3].After = 0, 0
	if err := k.store.Append(k.ctx, two...); err == nil {
		k.wrong("Append(%s) was taken, though two owners have other lines", k.describe(two))
	}
	next := batches("c")
	k.add(next...)
	for i, name := range names {
		k.holds(name, 0, first[i].Lines[0], first[i].Lines[1], next[i].Lines[0])
	}
	var hundred []journal.Batch[L]
	for i := range 100 {
		hundred = append(hundred, batch(fmt.Sprint("owner ", i*37%100), 0, k.lines.Line("a", i)))
	}
	k.add(hundred...)
	for _, b := range hundred {
		k.holds(b.Owner, 0, b.Lines...)
	}
}

func checkRepeatedIDs[L any, P journal.Line[L]](k *check[L, P]) {
	k.addLine("acme", 0, k.line("a"))
	lines := k.lines.mixed(50)
	for _, place := range []int{1, 25, 49} {
		twice := append([]L(nil), lines...)
		twice[place] = lines[0]
		k.refused(k.store.Append(k.ctx, batch("acme", 1, twice...)), "a batch with an id twice")
		k.refused(k.store.Append(k.ctx, batch("other", 0, k.line("b")), batch("acme", 1, twice...)), "a batch with an id twice")
	}
	k.refused(k.store.Append(k.ctx, batch("acme", 1, k.line("b")), batch("other", 0, k.line("b")), batch("acme", 2, k.line("c"))),
		"an owner with two batches")
	k.refused(k.store.Append(k.ctx, batch("other", 0, k.line("b")), batch("other", 0, k.line("b"))), "the same batch twice")
	k.holds("acme", 0, k.line("a"))
	k.holds("other", 0)
}

func checkInvalid[L any, P journal.Line[L]](k *check[L, P]) {
	k.addLine("acme", 0, k.line("a"))
	for i, bad := range k.lines.Invalid() {
		what := fmt.Sprintf("invalid line %d, %q,", i, P(&bad).LineID())
		k.refused(k.store.Append(k.ctx, batch("acme", 1, bad)), what)
		k.refused(k.store.Append(k.ctx, batch("acme", 1, k.line("b"), bad, k.line("c"))), what)
		k.refused(k.store.Append(k.ctx, batch("other", 0, k.line("b")), batch("acme", 1, bad)), what)
		k.refused(k.store.Append(k.ctx, batch("acme", 9, bad)), what+" under a wrong number")
	}
	k.refused(k.store.Append(k.ctx, batch("acme", -1, k.line("b"))), "a negative number")
	_, err := k.store.Load(k.ctx, "acme", -1)
	k.refused(err, "Load of a negative number")
	long := journal.MaxLines - 1
	k.refused(k.store.Append(k.ctx, batch("acme", long, k.line("b"), k.line("c"))), "a journal that is too long")
	k.refused(k.store.Append(k.ctx, batch("other", 0, k.line("b")), batch("acme", -1, k.line("b"))), "a negative number")
	k.holds("acme", 0, k.line("a"))
	k.holds("other", 0)
	k.addLine("acme", 1, k.line("b"))
}

func checkNames[L any, P journal.Line[L]](k *check[L, P]) {
	for _, name := range badNames() {
		what := fmt.Sprintf(" of %q", name)
		k.refused(k.store.Append(k.ctx, batch(name, 0, k.line("a"))), "Append"+what)
		k.refused(k.store.Append(k.ctx, batch("other", 0, k.line("a")), batch(name, 0, k.line("a"))), "Append"+what)
		_, err := k.store.Load(k.ctx, name, 0)
		k.refused(err, "Load"+what)
		_, err = k.store.LoadSnapshot(k.ctx, name)
		k.refused(err, "LoadSnapshot"+what)
		k.refused(k.store.SaveSnapshot(k.ctx, name, journal.Snapshot{After: 1, Last: "a"}), "SaveSnapshot"+what)
		k.refused(k.store.SaveSnapshot(k.ctx, "acme", journal.Snapshot{After: 1, Last: name}), "SaveSnapshot with the id"+what)
	}
	for _, after := range []int{-1, 0, journal.MaxLines + 1} {
		k.refused(k.store.SaveSnapshot(k.ctx, "acme", journal.Snapshot{After: after, Last: "a"}), fmt.Sprintf("SaveSnapshot of %d lines", after))
	}
	k.holds("other", 0)
}
