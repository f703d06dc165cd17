package credittest

import (
	"bytes"
	"fmt"
	"slices"
	"sync/atomic"

	"github.com/palier-go/palier/credit/journal"
)

// saveSnapshot saves a snapshot, which must be taken.
func (k *check[L, P]) saveSnapshot(owner string, s journal.Snapshot) {
	if err := k.store.SaveSnapshot(k.ctx, owner, s); err != nil {
		k.wrong("SaveSnapshot(%q, %s) failed: %v", owner, described(s), err)
	}
}

// holdsSnapshot checks that the snapshot of an owner is the one wanted.
func (k *check[L, P]) holdsSnapshot(owner string, want journal.Snapshot) {
	got, err := k.store.LoadSnapshot(k.ctx, owner)
	if err != nil {
		k.wrong("LoadSnapshot(%q) failed: %v", owner, err)
	} else if got.After != want.After || got.Last != want.Last || !bytes.Equal(got.Data, want.Data) {
		k.wrong("LoadSnapshot(%q) gave %s, not %s", owner, described(got), described(want))
	}
}

func described(s journal.Snapshot) string {
	return fmt.Sprintf("{%d %q %d bytes, %.20q}", s.After, s.Last, len(s.Data), s.Data)
}

// ten appends ten lines, "e0" to "e9", to an owner, and returns what makes snapshots of them.
func (k *check[L, P]) ten(owner string) func(after int, data string) journal.Snapshot {
	var lines []L
	for i := range 10 {
		lines = append(lines, k.line(fmt.Sprint("e", i)))
	}
	k.add(batch(owner, 0, lines...))
	return func(after int, data string) journal.Snapshot {
		return journal.Snapshot{After: after, Last: fmt.Sprint("e", after-1), Data: []byte(data)}
	}
}

func checkSnapshots[L any, P journal.Line[L]](k *check[L, P]) {
	of := k.ten("acme")
	k.ten("other")
	k.holdsSnapshot("acme", journal.Snapshot{})
	k.saveSnapshot("acme", of(3, "three"))
	k.holdsSnapshot("acme", of(3, "three"))
	k.saveSnapshot("acme", of(7, "seven"))
	k.holdsSnapshot("acme", of(7, "seven"))
	for _, after := range []int{1, 3, 6} {
		k.saveSnapshot("acme", of(after, "earlier"))
		k.holdsSnapshot("acme", of(7, "seven"))
	}
	k.saveSnapshot("acme", of(7, "seven, again"))
	k.holdsSnapshot("acme", of(7, "seven, again"))
	k.saveSnapshot("acme", of(10, "all"))
	k.holdsSnapshot("acme", of(10, "all"))
	k.holdsSnapshot("other", journal.Snapshot{})
	k.addLine("acme", 10, k.line("e10"))
	k.holdsSnapshot("acme", of(10, "all"))
	if got := k.load("acme", 0); len(got) != 11 {
		k.wrong("there are %d lines beside a snapshot, not 11", len(got))
	}
}

// checkForeignSnapshots saves snapshots that are not of lines that are there.
func checkForeignSnapshots[L any, P journal.Line[L]](k *check[L, P]) {
	foreign := []journal.Snapshot{{After: 1, Last: "x"}, {After: 4, Last: "e4"}, {After: 4, Last: "E3"}, {After: 11, Last: "e10"}, {After: 1000, Last: "e9"}}
	for _, s := range foreign {
		k.saveSnapshot("acme", s)
		k.holdsSnapshot("acme", journal.Snapshot{})
	}
	of := k.ten("acme")
	k.holdsSnapshot("acme", journal.Snapshot{})
	for _, s := range foreign {
		k.saveSnapshot("acme", s)
		k.holdsSnapshot("acme", journal.Snapshot{})
	}
	k.saveSnapshot("acme", of(3, "three"))
	for _, s := range foreign {
		k.saveSnapshot("acme", s)
		k.holdsSnapshot("acme", of(3, "three"))
	}
	k.addLine("acme", 10, k.line("another than e10"))
	k.holdsSnapshot("acme", of(3, "three"))
	k.saveSnapshot("acme", of(4, "four"))
	k.holdsSnapshot("acme", of(4, "four"))
	k.saveSnapshot("other", of(3, "of acme"))
	k.addLine("other", 0, k.line("a"))
	k.holdsSnapshot("other", journal.Snapshot{})
}

func checkSnapshotData[L any, P journal.Line[L]](k *check[L, P]) {
	of := k.ten("acme")
	every := make([]byte, 256)
	for i := range every {
		every[i] = byte(i)
	}
	large := make([]byte, 3<<20)
	for i, x := 0, uint32(1); i < len(large); i++ {
		x = x*1664525 + 1013904223 // so that nothing can be made smaller
		large[i] = byte(x >> 24)
	}
	for i, data := range [][]byte{nil, {}, {0}, []byte("a\x00b'\"\\\xff"), []byte(`{"a":1}`), every, large} {
		s := of(1+i, "")
		s.Data = slices.Clone(data)
		k.saveSnapshot("acme", s)
		if len(data) > 0 {
			s.Data[0]++ // what was saved is not the caller's any more
		}
		s.Data = data
		k.holdsSnapshot("acme", s)
		if got, err := k.store.LoadSnapshot(k.ctx, "acme"); err == nil && len(got.Data) > 0 {
			got.Data[0]++ // and what was loaded is not the store's
		}
		k.holdsSnapshot("acme", s)
	}
}

// checkSnapshotWriters lets writers save snapshots of one owner at once, while others
// read them. What anybody reads never goes back, nor behind what he has saved, and the
// latest is there in the end.
func checkSnapshotWriters[L any, P journal.Line[L]](k *check[L, P]) {
	of := k.ten("acme")
	var writing atomic.Int32
	writing.Store(writers)
	read := func(last int) int {
		s, err := k.store.LoadSnapshot(k.ctx, "acme")
		if err != nil || s.After < last {
			k.wrong("LoadSnapshot gave %s, %v after one of %d lines", described(s), err, last)
		}
		return s.After
	}
	together(writers+2, func(w int) {
		if w >= writers {
			for last := 0; writing.Load() > 0; {
				last = read(last)
			}
			return
		}
		defer writing.Add(-1)
		for i, last := 0, 0; i < 10; i++ {
			after := 1 + (w+i)%10
			k.saveSnapshot("acme", of(after, "same"))
			last = read(max(last, after))
		}
	})
	k.holdsSnapshot("acme", of(10, "same"))
}
