package servicelevel_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/servicelevel"
)

// requireModel holds the statements of a life, as JSON, to the model.
func requireModel(t require.TestingT, l *life, texts []string) {
	m := l.model()
	for i, mo := range l.monthsOf() {
		var s servicelevel.Statement
		require.NoError(t, s.UnmarshalJSON([]byte(texts[i])), mo)
		require.Equal(t, m.month(mo), accountOf(&s), mo)
	}
}

// requireRoads takes roads, and wants statements from each of them.
func requireRoads(t *traveller, l *life, want []string, list []road) {
	for _, r := range list {
		got := r.take(t, l)
		require.Len(t, got, len(want), r.name)
		for i, text := range got {
			requireSame(t, want[i], text, r.name)
		}
	}
}

// TestAllRoadsLeadToOneStatement: whoever keeps his facts in tables and whoever keeps a
// book, of all at once or month by month, gets the same statements, byte for byte.
func TestAllRoadsLeadToOneStatement(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawLife(t)
		want := byStatement(atRandom(t), l)
		requireRoads(atRandom(t), l, want, append(slices.Clone(activityRoads), roads...))
	})
}

// TestAllRoadsOfADesk: the same with estimates, withdrawn and merged requests.
func TestAllRoadsOfADesk(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawDesk(t)
		want := inOneCall(atRandom(t), l)
		requireModel(t, l, want)
		requireRoads(atRandom(t), l, want, roads)
	})
}

// withinReach records facts as they become known, and closes every month, from state to
// state. What corrections do not reach any more is refused there, and left out.
func (l *life) withinReach(t *rapid.T) *life {
	m, book := l.model(), l.open(t)
	var facts []servicelevel.Fact
	told := 0
	for _, mo := range l.monthsOf() {
		_, until := m.bounds(mo)
		list := m.told(until)
		for _, f := range list[told:] {
			if book.Record(f) == nil {
				facts = append(facts, f)
			}
		}
		told = len(list)
		_, state, err := book.Close(mo)
		require.NoError(t, err)
		book, err = l.catalogue().Resume(l.ct, readAgain(t, state))
		require.NoError(t, err)
	}
	l.facts = facts
	return l
}

// TestRoadsWithinAWindow: the same if corrections reach back over a month or three, so that
// most of a life is not in the state any more.
func TestRoadsWithinAWindow(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawLifeOf(t, true, func(ct *servicelevel.Contract) { ct.Options.CorrectionMonths = rapid.IntRange(1, 3).Draw(t, "window") })
		l.possible().withinReach(t)
		want := inOneCall(atRandom(t), l)
		requireModel(t, l, want)
		requireRoads(atRandom(t), l, want, []road{{"as known", asKnown}, {"skipping", skipping}, {"resumed", resumed}, {"closings", byClosings}})
	})
}
