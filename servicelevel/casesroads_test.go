package servicelevel_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/statement"
)

// A tale is a life that is told by hand, and what must come of it by every road: the rows
// of its statements, and what is left at its end.
type tale struct {
	ct    servicelevel.Contract
	facts []servicelevel.Fact
	first string // month
	more  int    // months
	rows  []string
	left  credit.Balance // after them all
}

// row words what a statement says of a ticket: "2026-06 T1 of 2026-05: 40m0s → 30m0s by
// allowance 30m0s".
func row(s *servicelevel.Statement, w *statement.TicketWork) string {
	text := fmt.Sprintf("%s %s of %s: %s → %s by", s.Month, w.Ticket, w.Month, w.Worked, w.Charged)
	if w.FromAllowance != 0 {
		text += " allowance " + w.FromAllowance.String()
	}
	for _, d := range w.Draws {
		text += " " + d.Lot + " " + d.Time.String() + " " + d.Cost.StringFixed(2)
	}
	if w.FromOverdraft != 0 {
		text += " overdraft " + w.FromOverdraft.String()
	}
	if w.For != "" {
		text += " for " + w.For
	}
	if w.ChargedTo != "" {
		text += " to " + w.ChargedTo
	}
	return text
}

// expressible reports whether an Activity can tell facts.
func expressible(facts []servicelevel.Fact) bool {
	kinds := map[string]servicelevel.FactKind{}
	for _, f := range facts {
		kinds[f.ID] = f.Kind
	}
	return !slices.ContainsFunc(facts, func(f servicelevel.Fact) bool {
		switch f.Kind {
		case servicelevel.Estimated, servicelevel.Reported, servicelevel.Cancelled, servicelevel.Merged, servicelevel.Restored:
			return true
		}
		return f.Kind == servicelevel.Withdrawn && !withdrawable(kinds[f.Of])
	})
}

// check takes every road, holds the model to the same figures, and asks the book, and an
// account that can be told the same, what is left.
func (x tale) check(t *testing.T) {
	t.Helper()
	l := &life{ct: x.ct, facts: x.facts, desk: !expressible(x.facts), first: month(x.first), months: x.more - 3}
	if !l.desk {
		l.act = activityOf(x.facts)
	}
	way := straight(t)
	want := inOneCall(way, l)
	requireModel(t, l, want)
	requireRoads(way, l, want, roads)
	if !l.desk {
		requireRoads(way, l, want, activityRoads)
	}
	var rows []string
	for _, text := range want {
		var s servicelevel.Statement
		require.NoError(t, s.UnmarshalJSON([]byte(text)))
		for i := range s.Tickets {
			rows = append(rows, row(&s, &s.Tickets[i]))
		}
	}
	require.Equal(t, x.rows, rows)
	at := l.end().Add(-1)
	got, err := l.open(t, x.facts...).Balance(at)
	require.NoError(t, err)
	require.Equal(t, x.left, got)
	if ledgered(x.facts) && !l.model().carriesOver() {
		never := struct{ require.TestingT }{t} // a case is not skipped
		require.Equal(t, x.left, l.accountOf(never).View(at, time.Time{}).Balance())
	}
}

// ledgered reports whether an account can tell facts: it takes back work alone, and its
// allowance is for all work.
func ledgered(facts []servicelevel.Fact) bool {
	worked := map[string]bool{}
	for _, f := range facts {
		worked[f.ID] = f.Kind == servicelevel.Worked
	}
	return !slices.ContainsFunc(facts, func(f servicelevel.Fact) bool {
		return f.For != "" || f.Kind == servicelevel.Withdrawn && !worked[f.Of]
	})
}

// accountOf tells an account the facts of a life.
func (l *life) accountOf(t require.TestingT) *ledger.Account {
	account, err := l.catalogue().Account(l.ct)
	require.NoError(t, err)
	m, at := l.model(), l.end()
	x := &ledgerOf{story: m.fold(at, at), account: account, holds: map[string]ledger.Entry{}, sold: l.sold(t), parts: map[string][]credit.Part{}}
	for f := range l.open(t, l.facts...).Facts() {
		x.parts[f.ID] = f.Parts
	}
	for _, f := range m.told(at) {
		x.tell(t, &f)
	}
	x.begins(t, at)
	return account
}

// sold is what was sold when each month ended, by its statement.
func (l *life) sold(t require.TestingT) map[calendar.Month][]ledger.Entry {
	out := map[calendar.Month][]ledger.Entry{}
	for _, text := range l.closeAll(&traveller{TestingT: t}, l.open(t, l.facts...)) {
		var s servicelevel.Statement
		require.NoError(t, s.UnmarshalJSON([]byte(text)))
		out[s.Month] = s.Sales()
	}
	return out
}

// facts makes one list of facts and lists of them.
func facts(lists ...any) (out []servicelevel.Fact) {
	for _, x := range lists {
		switch x := x.(type) {
		case servicelevel.Fact:
			out = append(out, x)
		case []servicelevel.Fact:
			out = append(out, x...)
		}
	}
	return out
}

// worked is a session: "2026-05-31 23:00", for so long.
func worked(id, ticket, from string, took time.Duration) servicelevel.Fact {
	return workedOn(id, ticket, wall(from), wall(from).Add(took))
}

func estimated(id, ticket, at string, d time.Duration) servicelevel.Fact {
	return servicelevel.Fact{ID: id, Kind: servicelevel.Estimated, At: wall(at), Ticket: ticket, Time: d}
}

func request(ticket, at string, kind servicelevel.RequestKind) servicelevel.Fact {
	return requested(ticket, wall(at), kind)
}

func pack(id, at string, hours int) servicelevel.Fact { return boughtHours(id, wall(at), hours) }

func told(f servicelevel.Fact, at string) servicelevel.Fact {
	f.Recorded = wall(at)
	return f
}
