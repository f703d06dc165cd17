package servicelevel_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
)

func requireShort(t require.TestingT, want *shortfall, err error) {
	var e *credit.ShortfallError
	require.ErrorAs(t, err, &e)
	require.Equal(t, *want, shortfall{e.Needed, e.Available, e.Missing})
	var f *servicelevel.FieldError
	require.True(t, errors.As(err, &f))
	require.Regexp(t, `^activity\.interventions\[\d+\]$`, f.Field)
}

func shuffle[T any](t *rapid.T, list []T, label string) []T {
	if len(list) == 0 {
		return nil
	}
	return rapid.Permutation(list).Draw(t, label)
}

// monthsOf lists the months of a life and some more, in which the last facts are known.
func (l *life) monthsOf() (list []calendar.Month) {
	for mo := l.first; mo.Compare(l.last()) <= 0; mo = mo.AddMonths(1) {
		list = append(list, mo)
	}
	return list
}

// A road leads from the facts of a life to the statements of its months, as JSON.
type road struct {
	name string
	take func(t *traveller, l *life) []string
}

// A traveller takes roads, and says in which order facts are told and which turns are
// taken.
type traveller struct {
	require.TestingT
	order func([]servicelevel.Fact) []servicelevel.Fact
	turns func() bool
}

// atRandom is a traveller who draws all that, and straight one who turns everything round
// and takes every turn.
func atRandom(t *rapid.T) *traveller {
	return &traveller{
		t, func(list []servicelevel.Fact) []servicelevel.Fact { return shuffle(t, list, "order") }, func() bool { return oneIn(t, 4, "turn") },
	}
}

func straight(t require.TestingT) *traveller {
	return &traveller{t, func(list []servicelevel.Fact) []servicelevel.Fact {
		list = slices.Clone(list)
		slices.Reverse(list)
		return list
	}, func() bool { return true }}
}

// roads are those that every life may take: through a book.
var roads = []road{
	{"in one call", inOneCall},
	{"one by one", oneByOne},
	{"shuffled", shuffled},
	{"twice", twice},
	{"as known", asKnown},
	{"skipping", skipping},
	{"resumed", resumed},
	{"month-end of facts", byFacts},
	{"closings", byClosings},
	{"books", byBooks},
}

// activityRoads are those of a life that an Activity can tell.
var activityRoads = []road{
	{"statement", byStatement},
	{"biller", byBiller},
	{"month-end", byMonthEnd},
	{"month-end as JSON", byMonthEndJSON},
	{"month-end by lines", byLines},
	{"month-end by lines of facts", byLinesOfFacts},
}

func byStatement(t *traveller, l *life) (out []string) {
	for _, mo := range l.monthsOf() {
		s, err := l.catalogue().Statement(l.ct, l.act, mo)
		require.NoError(t, err)
		out = append(out, encode(t, s))
	}
	return out
}

func byBiller(t *traveller, l *life) (out []string) {
	b := l.catalogue().Biller()
	for _, mo := range l.monthsOf() {
		s, err := b.Statement(l.ct, l.act, mo)
		require.NoError(t, err)
		out = append(out, encode(t, s))
	}
	return out
}

// inputs are the months of a life as a run takes them, with the facts as an Activity or
// as they are.
func (l *life) inputs(facts bool) iter.Seq2[servicelevel.Input, error] {
	return func(yield func(servicelevel.Input, error) bool) {
		for _, mo := range l.monthsOf() {
			in := servicelevel.Input{Month: mo, Contract: l.ct}
			if facts {
				in.Facts = l.facts
			} else {
				in.Activity = l.act
			}
			if !yield(in, nil) {
				return
			}
		}
	}
}

func byMonthEnd(t *traveller, l *life) (out []string) {
	for s, err := range l.monthEnd().Statements(context.Background(), l.inputs(false)) {
		require.NoError(t, err)
		out = append(out, encode(t, s))
	}
	return out
}

func byMonthEndJSON(t *traveller, l *life) (out []string) {
	for b, err := range l.monthEnd().JSON(context.Background(), l.inputs(false)) {
		require.NoError(t, err)
		out = append(out, string(b))
	}
	return out
}

func byLines(t *traveller, l *life) []string        { return l.lines(t, false) }
func byLinesOfFacts(t *traveller, l *life) []string { return l.lines(t, true) }

func (l *life) lines(t *traveller, facts bool) []string {
	var in, out strings.Builder
	for input := range l.inputs(facts) {
		in.WriteString(encode(t, input) + "\n")
	}
	_, err := l.monthEnd().Lines(context.Background(), strings.NewReader(in.String()), &out)
	require.NoError(t, err)
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
}

func byFacts(t *traveller, l *life) (out []string) {
	for s, err := range l.monthEnd().Statements(context.Background(), l.inputs(true)) {
		require.NoError(t, err)
		out = append(out, encode(t, s))
	}
	return out
}

// byClosings closes each month by a run of its own, from the state and the facts that
// became known in it.
func byClosings(t *traveller, l *life) (out []string) {
	m := l.model()
	var state *servicelevel.State
	told := m.told(time.Time{})
	for _, mo := range l.monthsOf() {
		_, until := m.bounds(mo)
		in := servicelevel.Input{Month: mo, Contract: l.ct, State: state, Facts: m.told(until)[len(told):]}
		told = m.told(until)
		for c, err := range l.monthEnd().Closings(context.Background(), one(in)) {
			require.NoError(t, err)
			out = append(out, encode(t, c.Statement))
			state = ptr(readAgain(t, c.State))
		}
	}
	return out
}

func one(in servicelevel.Input) iter.Seq2[servicelevel.Input, error] {
	return func(yield func(servicelevel.Input, error) bool) { yield(in, nil) }
}

func (l *life) open(t require.TestingT, facts ...servicelevel.Fact) *servicelevel.Book {
	book, err := l.catalogue().Open(l.ct)
	require.NoError(t, err)
	require.NoError(t, book.Record(facts...))
	return book
}

// closeAll closes every month that is open.
func (l *life) closeAll(t *traveller, book *servicelevel.Book) (out []string) {
	for _, mo := range l.monthsOf() {
		if closed := book.Closed(); closed.Valid() && mo.Compare(closed) <= 0 {
			continue
		}
		s, _, err := book.Close(mo)
		require.NoError(t, err, mo)
		out = append(out, encode(t, s))
	}
	return out
}

func inOneCall(t *traveller, l *life) []string { return l.closeAll(t, l.open(t, l.facts...)) }

func oneByOne(t *traveller, l *life) []string {
	book := l.open(t)
	for _, f := range l.model().told(l.end()) {
		require.NoError(t, book.Record(f), f)
	}
	return l.closeAll(t, book)
}

// end is an instant at which all is known.
func (l *life) end() time.Time {
	_, until := l.model().bounds(l.last())
	return until
}

// shuffled records each fact by itself, in any order. One that rests on others is refused
// until they are there.
func shuffled(t *traveller, l *life) []string {
	book := l.open(t)
	left := t.order(l.facts)
	for more := true; more; {
		var refused []servicelevel.Fact
		for _, f := range left {
			if book.Record(f) != nil {
				refused = append(refused, f)
			}
		}
		more, left = len(refused) < len(left), refused
	}
	require.NoError(t, book.Record(left...))
	return l.closeAll(t, book)
}

func twice(t *traveller, l *life) []string {
	book := l.open(t, t.order(append(slices.Clone(l.facts), l.facts...))...)
	require.NoError(t, book.Record(l.facts...))
	return l.closeAll(t, book)
}

// asKnown records what becomes known in a month, and closes that, month after month.
func asKnown(t *traveller, l *life) (out []string) {
	book, m, known := l.open(t), l.model(), 0
	for _, mo := range l.monthsOf() {
		_, until := m.bounds(mo)
		list := m.told(until)
		require.NoError(t, book.Record(list[known:]...), mo)
		known = len(list)
		s, _, err := book.Close(mo)
		require.NoError(t, err)
		out = append(out, encode(t, s))
	}
	return out
}

// skipping closes each month without the ones before it.
func skipping(t *traveller, l *life) (out []string) {
	for _, mo := range l.monthsOf() {
		s, state, err := l.open(t, l.facts...).Close(mo)
		require.NoError(t, err)
		out = append(out, encode(t, s))
		if next := mo.AddMonths(1); next.Compare(l.last()) <= 0 && t.turns() {
			want, _, err := l.open(t, l.facts...).Close(next)
			require.NoError(t, err)
			requireSame(t, encode(t, want), encode(t, l.closedFrom(t, readAgain(t, state), next)))
		}
	}
	return out
}

// closedFrom is the statement of a month after a state, by all facts that are not in that.
func (l *life) closedFrom(t *traveller, state servicelevel.State, mo calendar.Month) servicelevel.Statement {
	book, err := l.catalogue().Resume(l.ct, state)
	require.NoError(t, err)
	_, until := l.model().bounds(state.Month)
	require.NoError(t, book.Record(l.model().told(l.end())[len(l.model().told(until)):]...))
	s, _, err := book.Close(mo)
	require.NoError(t, err)
	return s
}

// resumed goes on in a fresh book from the JSON of every state, with what became known
// since; and from each state to the end, with all that became known.
func resumed(t *traveller, l *life) (out []string) {
	m := l.model()
	book := l.open(t)
	told := 0
	whole := l.open(t, l.facts...)
	for _, mo := range l.monthsOf() {
		_, until := m.bounds(mo)
		list := m.told(until)
		require.NoError(t, book.Record(t.order(list[told:])...), mo)
		told = len(list)
		s, state, err := book.Close(mo)
		require.NoError(t, err)
		out = append(out, encode(t, s))
		_, same, err := whole.Close(mo)
		require.NoError(t, err)
		requireSame(t, encode(t, same), encode(t, state)) // of those who had all facts, and had not
		require.NoError(t, state.Validate())
		book, err = l.catalogue().Resume(l.ct, readAgain(t, state))
		require.NoError(t, err)
		if t.turns() {
			other, err := l.catalogue().Resume(l.ct, readAgain(t, state))
			require.NoError(t, err)
			require.NoError(t, other.Record(m.told(l.end())[told:]...))
			rest := l.closeAll(t, other)
			require.Len(t, rest, len(l.monthsOf())-len(out))
			for i, text := range inOneCall(t, l)[len(out):] {
				requireSame(t, text, rest[i])
			}
		}
	}
	return out
}
