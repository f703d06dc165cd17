package servicelevel_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/internal/kit"
)

// TestContractOfAJournalLine: of a line that closes a month, and valid.
func TestContractOfAJournalLine(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-05-01")
	closed := servicelevel.Fact{ID: "closed 2026-05", Kind: servicelevel.Closed, At: wall("2026-05-01 00:00"), Contract: &ct}
	require.NoError(t, closed.Validate())
	assert.Equal(t, encode(t, closed), encode(t, readAgain(t, closed)))
	copied := closed.CloneLine()
	copied.Contract.ID = "another"
	assert.NotEqual(t, "another", ct.ID)
	ct.Level = "Platinum"
	require.ErrorContains(t, closed.Validate(), "contract.level: must be 1 to 40 of")
	p := pack("P", "2026-05-04 09:00", 3)
	p.Contract = &ct
	require.EqualError(t, p.Validate(), `contract: does not belong to a fact of this kind (got "`+ct.ID+`")`)
}

// TestWhatIsTakenBack: facts that could not be kept leave no trace, and what a journal keeps of
// them is told again to the same effect.
func TestWhatIsTakenBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l, tr := drawDesk(t), atRandom(t)
		list := l.model().told(l.end())
		n := rapid.IntRange(0, len(list)).Draw(t, "kept")
		book, want := l.open(t, list[:n]...), l.open(t, list[:n]...)
		require.Equal(t, n, book.Len())
		require.NoError(t, book.Record(list[n:]...))
		lines := book.Lines(n)
		require.Len(t, lines, len(list)-n)
		for i := range lines {
			require.Equal(t, list[n+i].ID, lines[i].ID)
			require.NoError(t, lines[i].Conflict(list[n+i]))
		}
		book.Truncate(n)
		require.Equal(t, n, book.Len())
		require.Equal(t, encode(t, slices.Collect(want.Facts())), encode(t, slices.Collect(book.Facts())))
		balance, err := want.Balance(l.end())
		require.NoError(t, err)
		got, err := book.Balance(l.end())
		require.NoError(t, err)
		require.Equal(t, balance, got)
		require.NoError(t, want.Record(list[n:]...))
		require.NoError(t, book.Record(lines...))
		require.Equal(t, l.closeAll(tr, want), l.closeAll(tr, book))
	})
}

// TestLinesOfABook: those since it had a number of facts, or the next number to that.
func TestLinesOfABook(t *testing.T) {
	t.Parallel()
	early, late := pack("B", "2026-05-04 09:00", 3), pack("A", "2026-06-04 09:00", 5)
	for n, want := range map[int][]string{-1: {"A", "B"}, 0: {"A", "B"}, 1: {"B"}, 2: nil, 3: nil} {
		book := openBook(t, contract("nuxit", servicelevel.Pro, "2026-05-01"))
		require.NoError(t, book.Record(late, early))
		var ids []string
		for _, f := range book.Lines(n) {
			ids = append(ids, f.ID)
		}
		assert.Equal(t, want, ids, "in the order in which they were recorded")
		book.Truncate(n)
		assert.Equal(t, 2-len(want), book.Len(), n)
		require.NoError(t, book.Record(late, early))
		_, _, err := book.Close(month("2026-05"))
		require.NoError(t, err)
		assert.Equal(t, 1, book.Len(), "since the month closed")
		book.Truncate(0)
		balance, err := book.Balance(wall("2026-06-05 09:00"))
		require.NoError(t, err)
		assert.Equal(t, 3*time.Hour, balance.Available, "what was closed stays")
	}
	var none servicelevel.Book
	assert.Zero(t, none.Len())
	assert.Empty(t, none.Lines(0))
	none.Truncate(0)
}

// TestConflictOfFacts: with another content, whenever they were recorded.
func TestConflictOfFacts(t *testing.T) {
	t.Parallel()
	before := pack("P", "2026-05-04 09:00", 3)
	again := told(before, "2026-05-05 09:00")
	require.NoError(t, again.Conflict(before))
	again.Time = time.Hour
	require.Equal(t, &servicelevel.ConflictError{ID: "P", Field: "time"}, again.Conflict(before))
}

// TestMonthClosedAsItWas: a line has a month end as it did, by whatever rules it is read again.
func TestMonthClosedAsItWas(t *testing.T) {
	t.Parallel()
	ct := inCasablanca()
	before, after := casablancas(t)
	work := []servicelevel.Fact{
		{ID: "f1", Kind: servicelevel.Requested, At: inUTC(t, "2026-10-31T20:00:00Z"), Ticket: "T1", Request: servicelevel.ServiceRequest},
		{ID: "f2", Kind: servicelevel.Worked, At: inUTC(t, "2026-10-31T23:10:00Z"), End: inUTC(t, "2026-10-31T23:40:00Z"), Ticket: "T1"},
	}
	old, err := before.Open(ct)
	require.NoError(t, err)
	require.NoError(t, old.Record(work...))
	kept := old.Lines(0)
	sent, _, err := old.Close(month("2026-10"))
	require.NoError(t, err)
	line := kit.ClosingLine(ct, sent)
	assert.Equal(t, servicelevel.Fact{
		ID: "closed 2026-10", Kind: servicelevel.Closed, At: sent.Period.Start, End: sent.Period.End, Rules: sent.Rules, Contract: &ct,
	}, line)
	require.NoError(t, line.Validate())

	endless := line
	endless.End, endless.Rules = time.Time{}, ""
	usual := endless
	usual.At = inUTC(t, "2026-10-01T00:00:00Z")
	for _, c := range []struct {
		lines        []servicelevel.Fact
		begins, ends bool // as it did
	}{
		{nil, false, false},
		{[]servicelevel.Fact{line}, true, true},
		{[]servicelevel.Fact{line, endless}, true, false}, // the last one says it
		{[]servicelevel.Fact{endless, line}, true, true},
		{[]servicelevel.Fact{line, usual}, false, false},
	} {
		book, err := after.Open(ct)
		require.NoError(t, err)
		for _, x := range c.lines {
			m, err := book.ClosesAs(x)
			require.NoError(t, err)
			assert.Equal(t, month("2026-10"), m)
			require.NoError(t, book.Record(kept[0]))
		}
		require.NoError(t, book.Record(kept...))
		preview, err := book.Preview(inUTC(t, "2026-10-31T23:50:00Z"))
		require.NoError(t, err)
		assert.Equal(t, c.ends, preview.Month == month("2026-11"))
		again, state, err := book.Close(month("2026-10"))
		require.NoError(t, err)
		assert.Equal(t, c.begins, again.Period.Start.Equal(sent.Period.Start))
		assert.Equal(t, c.begins, closedAsItWas(&again))
		assert.Equal(t, c.ends, again.Period.End.Equal(sent.Period.End))
		assert.Equal(t, c.ends, state.Rules == sent.Rules)
		assert.NotEqual(t, sent.Rules, again.Rules)
		next, state, err := book.Close(month("2026-11"))
		require.NoError(t, err)
		assert.True(t, next.Period.Start.Equal(again.Period.End))
		assert.Equal(t, next.Rules, state.Rules, "a line is of one month")
	}
}

// TestLinesThatCloseNothing are refused, and the book closes as if they had not come.
func TestLinesThatCloseNothing(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-05-01")
	book := openBook(t, ct)
	sent, _, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	want, _, err := openBook(t, ct).Close(month("2026-05"))
	require.NoError(t, err)
	for _, c := range []struct {
		change func(*servicelevel.Fact)
		want   string
	}{
		{func(f *servicelevel.Fact) { f.Kind = servicelevel.Given }, `kind: must be that of the line of a journal that closes a month (got "given")`},
		{func(f *servicelevel.Fact) { f.ID = "closed" }, `id: must be that of the month of its instant, 2026-05 (got "closed")`},
		{func(f *servicelevel.Fact) { f.ID, f.At = "closed 2026-06", wall("2026-04-30 23:00") }, `id: must be that of the month of its instant, 2026-04 (got "closed 2026-06")`},
		{func(f *servicelevel.Fact) { f.Contract, f.At = nil, wall("2026-04-30 23:00") }, `id: must be that of the month of its instant, 2026-04 (got "closed 2026-05")`},
		{func(f *servicelevel.Fact) { f.End = wall("2026-06-04 00:00") }, "end: must be when the month ended, 2026-05 ("},
	} {
		line := kit.ClosingLine(ct, sent)
		c.change(&line)
		fresh := openBook(t, ct)
		_, err := fresh.ClosesAs(line)
		require.ErrorContains(t, err, c.want)
		got, _, err := fresh.Close(month("2026-05"))
		require.NoError(t, err)
		assert.Equal(t, encode(t, want), encode(t, got))
	}
	_, err = book.ClosesAs(kit.ClosingLine(ct, sent))
	require.EqualError(t, err, `month: must be the month after the last one closed, 2026-06 (got "2026-05")`)
	_, err = new(servicelevel.Book).ClosesAs(kit.ClosingLine(ct, sent))
	require.ErrorContains(t, err, "book: must be made by")
}
