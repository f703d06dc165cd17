package servicelevel_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/servicelevel"
)

// TestDoneWithAndOutOfReach: a ticket on which no work has begun can be taken up however
// old it is; one that is done with is none any more once corrections do not reach it. The
// same is said by a book that has the whole life, and by one that has a state.
func TestDoneWithAndOutOfReach(t *testing.T) {
	t.Parallel()
	asked := request("T", "2026-02-10 09:00", servicelevel.Incident)
	begun := worked("a", "T", "2026-02-10 10:00", 30*mins)
	waiting := step("w", servicelevel.Waiting, "T", "2026-02-11 09:00")
	const lapsed = `ticket: was last told of in 2026-02, which corrections do not reach`
	for _, c := range []struct {
		what string
		list []servicelevel.Fact
		next servicelevel.Fact
		want string
	}{
		{"work a year on", facts(asked, begun), worked("b", "T", "2027-02-28 10:00", 30*mins), ""},
		{"work a year and a month on", facts(asked, begun), worked("b", "T", "2027-03-01 00:00", 30*mins), lapsed},
		{"report", facts(asked, begun), step("z", servicelevel.Reported, "T", "2027-04-10 09:00"), lapsed},
		{"estimate", facts(asked, begun), estimated("e", "T", "2027-04-10 09:00", 60*mins), lapsed},
		{"first work", facts(asked), worked("b", "T", "2027-04-10 10:00", 30*mins), ""},
		{"held", facts(asked, begun, estimated("e", "T", "2026-02-12 09:00", 60*mins)), worked("b", "T", "2027-04-10 10:00", 60*mins), ""},
		{"it goes on", facts(asked, waiting), step("r", servicelevel.Resumed, "T", "2027-04-10 09:00"), ""},
		{"it goes on, begun", facts(asked, begun, waiting), step("r", servicelevel.Resumed, "T", "2027-04-10 09:00"), lapsed},
		{"reported", facts(asked, step("z", servicelevel.Reported, "T", "2026-02-10 12:00")), worked("b", "T", "2027-04-10 10:00", 30*mins), lapsed},
		{
			"merged into one", facts(asked, begun, request("U", "2027-04-01 09:00", servicelevel.Incident)), merged("m", "U", "2027-04-10 09:00", "T"),
			strings.Replace(lapsed, "ticket", "into", 1),
		},
	} {
		ct := proSince2026()
		whole := openBook(t, ct, c.list...)
		told := whole.Record(c.next)
		book := openBook(t, ct)
		var since []servicelevel.Fact
		for _, f := range c.list {
			if f.Known().Before(wall("2027-03-01 00:00")) {
				require.NoError(t, book.Record(f))
			} else {
				since = append(since, f)
			}
		}
		for mo := month("2026-02"); mo.Compare(month("2027-05")) <= 0; mo = mo.AddMonths(1) {
			want, _, err := whole.Close(mo)
			require.NoError(t, err, "%s %s", c.what, mo)
			if from := c.next.Known().In(paris).Format("2006-01"); mo.String() == from {
				require.NoError(t, book.Record(since...))
				if err := book.Record(c.next); c.want == "" {
					require.NoError(t, err, c.what)
					require.NoError(t, told, c.what)
				} else {
					assert.ErrorContains(t, told, c.want, c.what)
					assert.Error(t, err, c.what) // the state may not even know the name
				}
			}
			got, state, err := book.Close(mo)
			require.NoError(t, err)
			requireSame(t, encode(t, want), encode(t, got))
			book, err = servicelevel.NUXIT().Resume(ct, readAgain(t, state))
			require.NoError(t, err)
		}
	}
}

// TestOutageOfAYearAgoEnds: also on a level that promises no availability.
func TestOutageOfAYearAgoEnds(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	down := servicelevel.Fact{ID: "o", Kind: servicelevel.Down, At: wall("2026-02-10 09:00")}
	book := openBook(t, ct, down)
	for mo := month("2026-02"); mo.Compare(month("2027-05")) <= 0; mo = mo.AddMonths(1) {
		if mo == month("2027-05") {
			require.NoError(t, book.Record(servicelevel.Fact{ID: "u", Kind: servicelevel.Restored, At: wall("2027-05-10 09:00"), Of: "o"}))
		}
		_, state, err := book.Close(mo)
		require.NoError(t, err)
		book, err = servicelevel.NUXIT().Resume(ct, readAgain(t, state))
		require.NoError(t, err)
	}
}

// TestWhatWasAcceptedIsClosed: facts that a book of the whole life takes are taken from
// state to state too, and every month can be closed.
func TestWhatWasAcceptedIsClosed(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawLifeOf(t, true, func(ct *servicelevel.Contract) { ct.Options.CorrectionMonths = rapid.IntRange(1, 3).Draw(t, "window") })
		m, whole := l.model(), l.open(t)
		var kept []servicelevel.Fact
		for _, f := range m.told(l.end()) {
			if whole.Record(f) == nil {
				kept = append(kept, f)
			}
		}
		l.facts = kept
		m = l.model()
		book, told := l.open(t), 0
		for _, mo := range l.monthsOf() {
			_, until := m.bounds(mo)
			list := m.told(until)
			require.NoError(t, book.Record(list[told:]...), mo)
			told = len(list)
			want, _, err := whole.Close(mo)
			require.NoError(t, err)
			got, state, err := book.Close(mo)
			require.NoError(t, err)
			requireSame(t, encode(t, want), encode(t, got))
			book, err = l.catalogue().Resume(l.ct, readAgain(t, state))
			require.NoError(t, err)
		}
	})
}
