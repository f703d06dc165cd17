package servicelevel_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
)

// happenedBy is the model of what had happened by an instant, whenever it became known:
// no month after it has begun.
func (l *life) happenedBy(at time.Time) *story {
	went := l.model().read(l.end(), l.end())
	all := l.model()
	m := l.model()
	m.facts = slices.DeleteFunc(slices.Clone(m.facts), func(f servicelevel.Fact) bool {
		if f.Kind == servicelevel.Withdrawn { // whenever that became known
			f = *all.fact(f.Of)
		}
		return happened(&f).After(at)
	})
	m.present = at
	for i := range m.facts {
		for _, lot := range went.lots {
			for _, g := range lot.gone {
				if f := &m.facts[i]; g.id == f.ID { // as many hours as were left when it was told
					f.Time = g.time
				}
			}
		}
	}
	return m.read(at, l.end())
}

// balance is what is left at an instant by which all has happened.
func (s *story) balance(at time.Time) credit.Balance {
	purse := s.purseOf(s.dateOf(at))
	left := s.size(purse) - s.total(func(p *modelPiece) bool { return p.source == fromPurse && p.purse == purse })
	held := s.reservedBut("")
	free := min(held-s.apartBut("", s.dateOf(at)), s.drawable(purse, s.blockOn(s.dateOf(at))))
	var there time.Duration
	for _, l := range s.lots {
		if !l.ended(at) {
			there += s.rest(l)
		}
	}
	loose := max(0, there-(held-free)) // hours that are held repay nothing
	return credit.Balance{
		Allowance: left - free, Available: max(0, loose-s.owed()), Held: held, Overdrawn: max(0, s.owed()-loose),
		Used: s.total(func(p *modelPiece) bool { return p.purse.month == purse.month }),
	}
}

// ticket is how a ticket stands at an instant by which all has happened.
func (s *story) ticket(name string, at time.Time) string {
	t := s.tickets[name]
	var worked time.Duration
	for _, x := range s.sessions {
		if x.ticket == name {
			worked += s.counted(&x)
		}
	}
	waiting := slices.ContainsFunc(t.waiting, func(p calendar.Pause) bool {
		return !at.Before(p.Start) && (p.End.IsZero() || at.Before(p.End))
	})
	d := servicelevel.Deadline{State: servicelevel.NoGuarantee}
	if s.guaranteed(t) && !knownAt(&t.request).After(at) {
		if r, ok := s.respondKnowing(t, at, at.Add(1)); ok {
			d = servicelevel.Deadline{Due: r.due, Within: s.plan(t.request.At).within, Began: r.answered}
			d.Left = d.Within - r.elapsed
			switch {
			case r.outcome == "late":
				d.State = servicelevel.DeadlineMissed
			case r.outcome == "in_time":
				d.State = servicelevel.DeadlineMet
			case r.due.IsZero():
				d.State = servicelevel.DeadlinePaused
			default:
				d.State = servicelevel.DeadlineRuns
			}
		}
	}
	return ticketText(servicelevel.Ticket{
		Ticket: name, Kind: t.request.Request, Channel: t.request.Channel, Asked: t.request.At, Level: s.levelAt(t.request.At), Into: t.into,
		For: t.request.For, ChargedTo: s.payerOf(name),
		Waiting: waiting, Worked: worked, Charged: s.charged(name), Held: s.reserved(name), Deadline: d,
	})
}

// payerOf is the other contract that the sessions of a ticket are charged to.
func (s *story) payerOf(name string) string {
	for _, x := range s.sessions {
		if x.ticket == name {
			return x.payer
		}
	}
	return ""
}

func ticketText(t servicelevel.Ticket) string {
	d := t.Deadline
	return fmt.Sprintf("%s %s %s %s %s into %q waiting %t worked %s charged %s held %s; %s due %s left %s of %s began %s; for %q to %q", t.Ticket, t.Kind, t.Channel,
		stamp(t.Asked), t.Level, t.Into, t.Waiting, t.Worked, t.Charged, t.Held, d.State, stamp(d.Due), d.Left, d.Within, stamp(d.Began), t.For, t.ChargedTo)
}

// TestDeskAgainstModel: what is left, and how every ticket stands, at any instant.
func TestDeskAgainstModel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawDesk(t)
		m, book := l.model(), l.open(t, l.facts...)
		for range 4 {
			at := l.instant(t, m, "at").Add(time.Duration(rapid.IntRange(0, 60*24*20).Draw(t, "on")) * time.Minute)
			s := l.happenedBy(at)
			got, err := book.Balance(at)
			require.NoError(t, err)
			require.Equal(t, s.balance(at), got, at)
			tickets, err := book.Tickets(at)
			require.NoError(t, err)
			require.Len(t, tickets, len(s.order))
			late := 0
			for _, ticket := range tickets {
				require.Equal(t, s.ticket(ticket.Ticket, at), ticketText(ticket), at)
				if d := ticket.Deadline; d.State != servicelevel.NoGuarantee && d.Began.IsZero() {
					late++
				}
			}
			due, err := book.Due(at)
			require.NoError(t, err)
			require.Len(t, due, late)
			require.True(t, slices.IsSortedFunc(due, func(d, e servicelevel.Deadline) int {
				if d.Due.IsZero() || e.Due.IsZero() {
					return e.Due.Compare(d.Due)
				}
				return d.Due.Compare(e.Due)
			}))
		}
	})
}

// TestResumedDesk: a book that goes on from a state answers as one that never stopped.
func TestResumedDesk(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawDesk(t)
		m, whole, book := l.model(), l.open(t, l.facts...), l.open(t, l.facts...)
		mo := l.first.AddMonths(rapid.IntRange(0, l.months+1).Draw(t, "closed"))
		_, state, err := book.Close(mo)
		require.NoError(t, err)
		_, until := m.bounds(mo)
		again, err := l.catalogue().Resume(l.ct, readAgain(t, state))
		require.NoError(t, err)
		require.NoError(t, again.Record(l.facts...)) // those of closed months are known, and passed over
		at := until.Add(time.Duration(rapid.IntRange(0, 60*24*70).Draw(t, "on")) * time.Minute)
		for _, b := range []*servicelevel.Book{book, again} {
			for _, ask := range []func(*servicelevel.Book) (any, error){
				func(b *servicelevel.Book) (any, error) { return b.Balance(at) },
				func(b *servicelevel.Book) (any, error) { return b.Preview(at) },
				func(b *servicelevel.Book) (any, error) {
					return b.Handle(servicelevel.Request{Ticket: "new", At: at, Kind: servicelevel.Incident, Estimate: 2 * time.Hour})
				},
			} {
				want, wantErr := ask(whole)
				got, err := ask(b)
				if wantErr != nil {
					require.EqualError(t, err, wantErr.Error())
					continue
				}
				require.NoError(t, err)
				requireSame(t, encode(t, want), encode(t, got))
			}
			one, err := book.Due(at)
			require.NoError(t, err)
			other, err := b.Due(at)
			require.NoError(t, err)
			require.Equal(t, encode(t, one), encode(t, other)) // those of closed months are not listed
			for _, f := range l.facts {
				if f.Kind != servicelevel.Requested || f.At.After(at) {
					continue
				}
				want, wantErr := whole.Ticket(f.Ticket, at)
				got, err := b.Ticket(f.Ticket, at)
				if wantErr != nil { // it never was
					require.EqualError(t, err, wantErr.Error())
					continue
				}
				require.NoError(t, err)
				requireSame(t, encode(t, want), encode(t, got))
			}
		}
	})
}

// TestPreview: the running month as of any instant is what the model makes of it, and at its
// last one what it will come to.
func TestPreview(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawLifeOf(t, rapid.Bool().Draw(t, "desk")).possible()
		m, book := l.model(), l.open(t, l.facts...)
		at := l.instant(t, m, "at").Add(time.Duration(rapid.IntRange(0, 60*24*20).Draw(t, "on")) * time.Minute)
		s, err := book.Preview(at)
		require.NoError(t, err)
		require.NoError(t, s.Validate())
		require.True(t, s.Provisional)
		require.True(t, s.AsOf.Equal(at))
		require.Equal(t, m.preview(at), accountOf(&s))
		if !l.desk {
			again, err := l.catalogue().Preview(l.ct, l.act, at)
			require.NoError(t, err)
			requireSame(t, encode(t, s), encode(t, again))
		}
	})
}

// TestPreviewAtTheEnd: save that it is provisional, a preview at the last instant of a month
// is its statement. Only of what goes on an instant is missing, and what is left of hours that
// end with the month, whatever they come from, has not lapsed yet.
func TestPreviewAtTheEnd(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawLifeOf(t, false, func(ct *servicelevel.Contract) { // nothing is sold when a month ends
			ct.Options.PriceReduction, ct.Options.Uncovered, ct.End = false, servicelevel.UncoveredRefused, calendar.Date{}
		}).possible()
		book := l.open(t, l.facts...)
		for _, mo := range l.monthsOf() {
			_, until := l.model().bounds(mo)
			preview, err := book.Preview(until.Add(-1))
			require.NoError(t, err)
			closed, _, err := book.Close(mo)
			require.NoError(t, err)
			if closed.Allowance.Carried != nil || closed.Allowance.Yearly != nil {
				continue
			}
			lapse(&preview)
			preview.Provisional, preview.AsOf = false, time.Time{}
			preview.Allowance.Lost, preview.Allowance.Left = preview.Allowance.Left, 0
			want, got := accountOf(&closed), accountOf(&preview)
			for _, a := range []*account{&want, &got} {
				a.Uptimes, a.Guarantees, a.Owed, a.OwedTaxes, a.OwedTotals, a.Days = nil, nil, nil, nil, "", ""
				if len(closed.Availability)+len(closed.Guarantees) > 0 { // which rest on decisions too
					a.Decided = ""
				}
			}
			require.Equal(t, want, got, mo)
		}
	})
}

// lapse has what is left of the hours that end with the month of a statement be lost and earned.
func lapse(s *servicelevel.Statement) {
	for i := range s.Credit.Lots {
		u := &s.Credit.Lots[i]
		if monthIn(s, u.Until.AddDays(1)) == s.Month || monthIn(s, u.Until) != s.Month {
			continue
		}
		s.Credit.Closing, s.Credit.Lapsed = s.Credit.Closing-u.Closing, s.Credit.Lapsed+u.Closing
		u.Closing, u.Lapsed = 0, u.Lapsed+u.Closing
		u.EarnedMonth, u.Earned, u.Deferred = u.EarnedMonth.Add(u.Deferred), u.Earned.Add(u.Deferred), decimal.Decimal{}
	}
}
