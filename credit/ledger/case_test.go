package ledger_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

var paris = func() *time.Location {
	loc, err := calendar.LoadLocation("Europe/Paris")
	if err != nil {
		panic(err)
	}
	return loc
}()

// pro is an account of a contract at NUXIT's level Pro since January 2026.
func pro(t *testing.T, change func(*credit.Terms), entries ...ledger.Entry) *ledger.Account {
	terms := credit.Terms{Blocks: credit.Blocks{Size: 30 * minute}}
	if change != nil {
		change(&terms)
	}
	a := account(t, terms, ledger.Entry{ID: "plan", Kind: credit.Allowance, At: on(1, 1, 0, 0), From: calendar.Date{Year: 2026, Month: 1, Day: 1}, Time: 90 * minute})
	apply(t, a, entries...)
	return a
}

func on(month time.Month, day, h, m int) time.Time {
	return time.Date(2026, month, day, h, m, 0, 0, paris)
}

func pack(id string, at time.Time, hours int, price string) ledger.Entry {
	return ledger.Entry{ID: id, Kind: credit.Purchase, At: at, Time: time.Duration(hours) * hour, Price: euros(price)}
}

func work(id, ticket string, from, to time.Time) ledger.Entry {
	return ledger.Entry{ID: id, Kind: credit.Debit, At: from, Ticket: ticket, Time: to.Sub(from)}
}

func TestTicketOverAMonthsEnd(t *testing.T) {
	a := pro(t, nil, pack("P1", on(5, 1, 9, 0), 3, "169.00"),
		work("a", "T1", on(5, 31, 23, 0), on(5, 31, 23, 40)), work("b", "T1", on(6, 1, 0, 10), on(6, 1, 0, 50)),
		work("c", "T2", on(6, 10, 10, 0), on(6, 10, 11, 30)))
	require.Equal(t, ledger.Usage{Worked: 80 * minute, Charged: 90 * minute, Allowance: 90 * minute}, usage(a, "T1"))
	require.Equal(t, ledger.Usage{Worked: 90 * minute, Charged: 90 * minute, Allowance: 90 * minute}, usage(a, "T2"))
	v := a.View(on(7, 1, 0, 0), time.Time{})
	require.Equal(t, 3*hour, v.Balance().Available)
	require.Equal(t, 90*minute, v.Month(calendar.MustParseMonth("2026-05")).Usage.Allowance)
	require.Equal(t, 80*minute, v.Month(calendar.MustParseMonth("2026-05")).Usage.Worked)
}

func TestHoldChoosesNothing(t *testing.T) {
	a := pro(t, nil, pack("P", on(5, 1, 9, 0), 5, "239.00"),
		ledger.Entry{ID: "h", Kind: credit.Hold, At: on(5, 10, 9, 0), Ticket: "T1", Time: 90 * minute})
	require.Equal(t, credit.Balance{Available: 5 * hour, Held: 90 * minute}, a.View(on(5, 10, 9, 0), time.Time{}).Balance())
	apply(t, a, work("w", "T2", on(5, 11, 9, 0), on(5, 11, 10, 0)))
	require.Equal(t, 60*minute, usage(a, "T2").Allowance)
	b := a.Clone()
	apply(t, a, ledger.Entry{ID: "r", Kind: credit.Release, At: on(5, 12, 9, 0), Of: "h"})
	require.Equal(t, credit.Balance{Allowance: 30 * minute, Available: 5 * hour, Used: hour}, a.View(on(5, 12, 9, 0), time.Time{}).Balance())
	apply(t, b, ledger.Entry{ID: "c", Kind: credit.Capture, At: on(5, 12, 9, 0), Of: "h", Time: 90 * minute})
	require.Equal(t, ledger.Usage{Worked: 90 * minute, Charged: 90 * minute, Allowance: 30 * minute, Credit: 60 * minute, Cost: 47800}, usage(b, "T1"))
}

func TestSplitMonthsAndSessions(t *testing.T) {
	for _, split := range []bool{false, true} {
		for _, each := range []bool{false, true} {
			a := pro(t, func(terms *credit.Terms) {
				if split {
					terms.Paying = credit.SplitAtMidnight
				}
				if each {
					terms.Blocks.Counting = credit.EachSession
				}
			}, pack("P", on(5, 1, 9, 0), 3, "169.00"), work("w", "T", on(5, 31, 23, 50), on(6, 1, 0, 10)), work("x", "U", on(5, 31, 23, 20), on(6, 1, 0, 40)))
			require.Equal(t, 30*minute, usage(a, "T").Charged)
			require.Equal(t, 90*minute, usage(a, "U").Charged)
			may := a.View(on(12, 1, 0, 0), time.Time{}).Month(calendar.MustParseMonth("2026-05")).Usage.Allowance
			if split { // 10 and 40 min of work
				require.Equal(t, 50*minute, may)
			} else {
				require.Equal(t, 90*minute, may)
			}
		}
	}
}

// P1: work told after a pack that was bought later is overdrawn until then, with an
// overdraft and without; it is refused only if there is less in all.
func TestLateWorkDrawsOnWhatCameSince(t *testing.T) {
	day := func(d, h int) time.Time { return time.Date(2024, 1, d, h, 0, 0, 0, time.UTC) }
	terms := credit.Terms{Blocks: credit.Blocks{Size: hour}, Zone: "UTC"}
	for _, limit := range []time.Duration{0, 1000 * hour} {
		a := account(t, terms, ledger.Entry{ID: "o", Kind: credit.Overdraft, At: day(1, 0), Time: limit}, pack("p", day(11, 0), 100, "1.00"))
		b := a.Clone()
		apply(t, a, debit("w", day(1, 1), 50*hour))
		require.Equal(t, credit.Balance{}, balance(a, day(1, 1).Add(-1)))
		for _, on := range []time.Time{day(1, 1), day(5, 0), day(11, 0).Add(-1)} {
			require.Equal(t, credit.Balance{Used: 50 * hour, Overdrawn: 50 * hour}, balance(a, on))
		}
		require.Equal(t, credit.Balance{Available: 50 * hour, Used: 50 * hour}, balance(a, day(11, 0)))
		_, err := b.Apply(debit("w", day(1, 1), 100*hour+limit+1))
		require.Error(t, err)
		apply(t, b, debit("w", day(1, 1), 100*hour+limit))
		require.Equal(t, limit, balance(b, day(11, 0)).Overdrawn)
	}
}

// P2, in every order of knowledge.
func TestPackBetweenSessions(t *testing.T) {
	pack := gift("p", at(5, 0, 0), 100*hour)
	orders([]ledger.Entry{pack, debit("late", at(5, 1, 0), 25*hour), debit("early", at(4, 23, 0), 25*hour)}, func(order []ledger.Entry) {
		a := account(t, hours, overdraft(1000*hour))
		apply(t, a, order...)
		for on, want := range map[time.Time]credit.Balance{
			at(4, 23, 0).Add(-1): {},
			at(4, 23, 0):         {Overdrawn: 25 * hour, Used: 25 * hour},
			at(5, 0, 0).Add(-1):  {Overdrawn: 25 * hour, Used: 25 * hour},
			at(5, 0, 0):          {Available: 75 * hour, Used: 25 * hour},
			at(5, 1, 0).Add(-1):  {Available: 75 * hour, Used: 25 * hour},
			at(5, 1, 0):          {Available: 50 * hour, Used: 50 * hour},
		} {
			require.Equal(t, want, balance(a, on), "%v", on)
		}
		require.Equal(t, map[string]time.Duration{"p": 50 * hour}, used(a))
	})
}

// B5: the parts of a price add up to the cent at every point.
func TestPartsOfAPriceAddUp(t *testing.T) {
	for price, blocks := range map[string]int64{"100.00": 7, "1234.57": 97, "0.01": 6} {
		a := account(t, halfHours, purchase("A", at(1, 0, 0), time.Duration(blocks)*30*minute, price))
		cents := euros(price).Shift(2).IntPart()
		var sum credit.Mills
		for i := range blocks {
			r := apply(t, a, debit(fmt.Sprint(i), at(2, 0, 0), 1))
			sum += r.Cost()
			require.Equal(t, credit.Mills((2*cents*(i+1)+blocks)/(2*blocks)*10), sum, "%d of %s", i+1, price)
		}
		require.Equal(t, credit.Mills(10*cents), sum)
	}
}

// P10.
func TestHoldsCapturedAndReleased(t *testing.T) {
	at := on(1, 5, 9, 0)
	a := account(t, hours, pack("p", at, 1000, "1.00"), ledger.Entry{ID: "d", Kind: credit.Debit, At: at, Time: 15 * hour})
	for i, h := range []time.Duration{15, 15, 15, 7, 1, 1} {
		apply(t, a, ledger.Entry{ID: string(rune('A' + i)), Kind: credit.Hold, At: at, Time: h * hour})
	}
	require.Equal(t, credit.Balance{Available: 931 * hour, Held: 54 * hour, Used: 15 * hour}, a.View(at, time.Time{}).Balance())
	capture := func(id, of string, h time.Duration) ledger.Entry {
		return ledger.Entry{ID: id, Kind: credit.Capture, At: at, Of: of, Time: h * hour}
	}
	var held *credit.HeldError
	_, err := a.Apply(capture("x", "A", 16))
	require.ErrorAs(t, err, &held)
	apply(t, a, capture("a", "A", 13), ledger.Entry{ID: "b", Kind: credit.Release, At: at, Of: "B"}, ledger.Entry{ID: "c", Kind: credit.Release, At: at, Of: "C"},
		capture("d4", "D", 7), capture("e", "E", 1), capture("f", "F", 0))
	require.Equal(t, credit.Balance{Available: 964 * hour, Used: 36 * hour}, a.View(at, time.Time{}).Balance())
	var closed *ledger.ClosedError
	_, err = a.Apply(capture("y", "A", 1))
	require.ErrorAs(t, err, &closed)
	_, err = a.Apply(ledger.Entry{ID: "z", Kind: credit.Release, At: at, Of: "A"})
	require.ErrorAs(t, err, &closed)
}
