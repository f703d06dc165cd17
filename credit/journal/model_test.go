package journal_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/credit/journal"
)

// model keeps ids as text, one string for each owner: "a b c ".
type model map[string]string

// stale lists the owners whose batches are not the next ones.
func (m model) stale(batches []journal.Batch[note]) (owners []string) {
	for _, b := range batches {
		if len(b.Lines) == 0 {
			continue
		}
		taken := slices.ContainsFunc(b.Lines, func(n note) bool { return strings.Contains(" "+m[b.Owner], " "+n.ID+" ") })
		if taken || strings.Count(m[b.Owner], " ") != b.After {
			owners = append(owners, b.Owner)
		}
	}
	return owners
}

func (m model) add(batches []journal.Batch[note]) {
	for _, b := range batches {
		for _, n := range b.Lines {
			m[b.Owner] += n.ID + " "
		}
	}
}

// drawBatches draws batches of some owners, most of them after the last line.
func drawBatches(t *rapid.T, m model, owners []string) (batches []journal.Batch[note]) {
	for _, owner := range rapid.Permutation(owners).Draw(t, "owners")[:rapid.IntRange(0, len(owners)).Draw(t, "batches")] {
		after := strings.Count(m[owner], " ")
		if rapid.IntRange(0, 5).Draw(t, "wrong") == 0 {
			after = max(0, after+rapid.IntRange(-2, 2).Draw(t, "by"))
		}
		ids := rapid.SliceOfNDistinct(rapid.IntRange(0, 60), 0, 4, rapid.ID[int]).Draw(t, "ids")
		b := batch(owner, after, "")
		for _, id := range ids {
			b.Lines = append(b.Lines, note{ID: fmt.Sprint("n", id)})
		}
		batches = append(batches, b)
	}
	return batches
}

// Whatever is appended, Memory keeps what a naive model keeps, and of the snapshots the
// last one that was of lines it has.
func TestMemoryIsWhatTheModelKeeps(t *testing.T) {
	t.Parallel()
	owners := []string{"A", "B", "C"}
	rapid.Check(t, func(t *rapid.T) {
		s, m, snapshots := new(notes), model{}, map[string]journal.Snapshot{}
		for i := range rapid.IntRange(1, 30).Draw(t, "steps") {
			batches := drawBatches(t, m, owners)
			err := s.Append(ctx, batches...)
			if stale := m.stale(batches); len(stale) > 0 {
				require.Contains(t, stale, staleOwner(err))
			} else {
				require.NoError(t, err)
				m.add(batches)
			}
			owner := rapid.SampledFrom(owners).Draw(t, "owner")
			ids := strings.Fields(m[owner])
			snapshot := journal.Snapshot{After: rapid.IntRange(1, len(ids)+2).Draw(t, "after"), Last: "n1", Data: fmt.Append(nil, i)}
			if snapshot.After <= len(ids) && rapid.IntRange(0, 3).Draw(t, "right") > 0 {
				snapshot.Last = ids[snapshot.After-1]
			}
			require.NoError(t, s.SaveSnapshot(ctx, owner, snapshot))
			there := snapshot.After <= len(ids) && ids[snapshot.After-1] == snapshot.Last
			if there && snapshot.After >= snapshots[owner].After {
				snapshots[owner] = snapshot
			}
			for _, owner := range owners {
				ids := strings.Fields(m[owner])
				after := rapid.IntRange(0, len(ids)+1).Draw(t, "load after")
				require.Equal(t, strings.Join(ids[min(after, len(ids)):], " "), load(t, s, owner, after))
				got, err := s.LoadSnapshot(ctx, owner)
				require.NoError(t, err)
				require.Equal(t, snapshots[owner], got)
			}
		}
	})
}
