package ledger_test

import (
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/internal/kit"
	"github.com/palier-go/palier/credit/ledger"
)

const (
	minute = time.Minute
	hour   = time.Hour
)

var (
	halfHours = credit.Terms{Blocks: credit.Blocks{Size: 30 * minute}}
	hours     = credit.Terms{Blocks: credit.Blocks{Size: hour}}
	may       = month(2026, time.May)
	// far is later than anything that is drawn.
	far = time.Date(2027, time.January, 1, 0, 0, 0, 0, time.UTC)
)

func month(year int, m time.Month) calendar.Month { return calendar.Month{Year: year, Month: m} }

// at is an instant of May 2026 in UTC: a day, hours and minutes.
func at(day, h, m int) time.Time { return time.Date(2026, time.May, day, h, m, 0, 0, time.UTC) }

var euros, nuxit = kit.Euros, kit.Tariff

func purchase(id string, t time.Time, d time.Duration, price string) ledger.Entry {
	return ledger.Entry{ID: id, Kind: credit.Purchase, At: t, Time: d, Price: euros(price)}
}

func gift(id string, t time.Time, d time.Duration) ledger.Entry {
	return ledger.Entry{ID: id, Kind: credit.Gift, At: t, Time: d}
}

// debit is work without a ticket.
func debit(id string, t time.Time, worked time.Duration) ledger.Entry {
	return ledger.Entry{ID: id, Kind: credit.Debit, At: t, Time: worked}
}

// session is work on a ticket.
func session(id, ticket string, t time.Time, worked time.Duration) ledger.Entry {
	return ledger.Entry{ID: id, Kind: credit.Debit, At: t, Ticket: ticket, Time: worked}
}

func hold(id, ticket string, t time.Time, d time.Duration) ledger.Entry {
	return ledger.Entry{ID: id, Kind: credit.Hold, At: t, Ticket: ticket, Time: d}
}

// acts is an entry that acts on another.
func acts(k credit.Kind, id string, t time.Time, of string) ledger.Entry {
	return ledger.Entry{ID: id, Kind: k, At: t, Of: of}
}

// capture is work under a hold.
func capture(id string, t time.Time, of string, worked time.Duration) ledger.Entry {
	return ledger.Entry{ID: id, Kind: credit.Capture, At: t, Of: of, Time: worked}
}

// allowance is one from the first of a month on.
func allowance(id string, from calendar.Month, d time.Duration) ledger.Entry {
	return ledger.Entry{ID: id, Kind: credit.Allowance, At: at(1, 0, 0), From: from.First(), Time: d}
}

// plan is a plan from a day of May on.
func plan(id, name string, day int, d, block time.Duration) ledger.Entry {
	return ledger.Entry{ID: id, Kind: credit.Allowance, At: at(1, 0, 0), From: may.First().AddDays(day - 1), Time: d, Plan: name, Block: block}
}

func overdraft(d time.Duration) ledger.Entry {
	return ledger.Entry{ID: "over " + d.String(), Kind: credit.Overdraft, At: at(1, 0, 0), Time: d}
}

// known is an entry that became known at an instant.
func known(e ledger.Entry, t time.Time) ledger.Entry {
	e.Recorded = t
	return e
}

// tester is a *testing.T, a *testing.B or a *rapid.T.
type tester interface {
	require.TestingT
	Helper()
}

func account(t tester, terms credit.Terms, entries ...ledger.Entry) *ledger.Account {
	t.Helper()
	a, err := ledger.NewAccount(terms)
	require.NoError(t, err)
	apply(t, a, entries...)
	return a
}

// apply adds entries and returns the receipt of the last one.
func apply(t tester, a *ledger.Account, entries ...ledger.Entry) (r ledger.Receipt) {
	t.Helper()
	for _, e := range entries {
		var err error
		r, err = a.Apply(e)
		require.NoError(t, err, e.ID)
	}
	return r
}

// short says that an entry is refused as there is not enough for it.
func short(t tester, a *ledger.Account, e ledger.Entry) *credit.ShortfallError {
	t.Helper()
	_, err := a.Apply(e)
	var s *credit.ShortfallError
	require.ErrorAs(t, err, &s)
	return s
}

// balance is that at an instant by all that is known.
func balance(a *ledger.Account, t time.Time) credit.Balance { return a.View(t, time.Time{}).Balance() }

// used is how much of each lot is used in the end.
func used(a *ledger.Account) map[string]time.Duration {
	out := map[string]time.Duration{}
	for _, l := range a.View(far, time.Time{}).Lots() {
		out[l.ID] = l.Used
	}
	return out
}

// usage is what a ticket came to in the end; without a name, all that have none.
func usage(a *ledger.Account, ticket string) ledger.Usage {
	for _, u := range a.View(far, time.Time{}).Tickets() {
		if u.Ticket == ticket {
			return u.Usage
		}
	}
	return ledger.Usage{}
}
