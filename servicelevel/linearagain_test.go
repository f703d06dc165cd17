package servicelevel_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/growth"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/internal/kit"
)

// withdrawnAll adds to facts that some of them were wrong, as became known at one instant.
func withdrawnAll(list []servicelevel.Fact, known time.Time, of func(*servicelevel.Fact) bool) []servicelevel.Fact {
	out := slices.Clone(list)
	for i := range list {
		if f := &list[i]; of(f) {
			out = append(out, servicelevel.Fact{ID: "W" + f.ID, Kind: servicelevel.Withdrawn, At: known, Of: f.ID})
		}
	}
	return out
}

// Many packs that one ticket has drawn on are withdrawn, one after the other, so that the
// next ones pay each time.
func TestManyPacksWithdrawn(t *testing.T) {
	kit.Growth(t, 20_000, func(n int, step growth.Step) {
		ct := contract("nuxit", servicelevel.Standard, "2020-01-01")
		var list []servicelevel.Fact
		for i := range n {
			f := givenHours(fmt.Sprintf("G%06d", i), "2024-05-02 10:00", time.Minute)
			f.At = f.At.Add(time.Duration(i) * time.Second)
			list = append(list, f)
		}
		at := wall("2024-05-20 10:00")
		list = append(list, requested("T", at, servicelevel.ServiceRequest))
		for i := range 30 { // which take most of them
			list = append(list, workedOn(fmt.Sprint("w", i), "T", at, at.Add(time.Duration(n/33)*time.Minute)))
		}
		given := func(f *servicelevel.Fact) bool { return f.Kind == servicelevel.Given }
		for _, known := range []string{"2024-05-30 10:00", "2024-06-01 10:00"} {
			bill(t, step, ct, withdrawnAll(list, wall(known), given), month("2024-05"))
			bill(t, step, ct, withdrawnAll(list, wall(known), given), month("2024-06"))
		}
	})
}

// Many parts of one pack are refunded, and then all of that is withdrawn.
func TestManyRefundsOfOnePack(t *testing.T) {
	kit.Growth(t, 20_000, func(n int, step growth.Step) {
		ct := contract("nuxit", servicelevel.Standard, "2020-01-01")
		list := []servicelevel.Fact{packOf("P", "2024-05-02 10:00", 9000*time.Hour, "100000.00")}
		for i := range n {
			f := gone(servicelevel.Refunded, fmt.Sprintf("R%06d", i), "P", "2024-05-03 10:00", time.Minute)
			f.At = f.At.Add(time.Duration(i) * time.Second)
			list = append(list, f)
		}
		refunded := func(f *servicelevel.Fact) bool { return f.Kind == servicelevel.Refunded }
		for _, known := range []string{"2024-05-30 10:00", "2024-06-01 10:00"} {
			bill(t, step, ct, withdrawnAll(list, wall(known), refunded), month("2024-05"))
			bill(t, step, ct, withdrawnAll(list, wall(known), refunded), month("2024-06"))
		}
	})
}

// All sessions of one ticket are withdrawn, from the first one to the last, which moves it
// from month to month; some of the ticket are too old for the last ones of them.
func TestManySessionsWithdrawn(t *testing.T) {
	kit.Growth(t, 40_000, func(n int, step growth.Step) {
		for _, split := range []bool{false, true} {
			ct := contract("nuxit", servicelevel.Pro, "2020-01-01")
			ct.Options.Overdraft, ct.Options.SplitMonths = servicelevel.MaxPeriod, split
			list := []servicelevel.Fact{requested("T", wall("2024-01-02 10:00"), servicelevel.ServiceRequest)}
			for i := range n {
				at := wall("2024-01-02 10:00").Add(time.Duration(i) * 5 * time.Minute)
				list = append(list, workedOn(fmt.Sprintf("w%06d", i), "T", at, at.Add(5*time.Second)))
			}
			all := slices.Clone(list)
			for i := range list[1:] { // one by one
				f := &list[1+i]
				all = append(all, servicelevel.Fact{ID: "W" + f.ID, Kind: servicelevel.Withdrawn, At: wall("2024-06-01 10:00").Add(time.Duration(i) * time.Second), Of: f.ID})
			}
			bill(t, step, ct, all, month("2024-05"))
			bill(t, step, ct, all, month("2024-06"))
		}
	})
}

// Many charges, outages, pauses and estimates are withdrawn at once.
func TestManyOtherFactsWithdrawn(t *testing.T) {
	kit.Growth(t, 15_000, func(n int, step growth.Step) {
		ct := businessContract()
		ct.Start = day("2020-01-01")
		var list []servicelevel.Fact
		at := wall("2024-05-02 10:00")
		for i := range n {
			at := at.Add(time.Duration(i) * time.Minute)
			list = append(list,
				servicelevel.Fact{ID: fmt.Sprintf("C%05d", i), Kind: servicelevel.Charged, At: at, Price: dec("1.00"), Label: servicelevel.Wording{FR: "Appel", EN: "Call"}},
				servicelevel.Fact{ID: fmt.Sprintf("O%05d", i), Kind: servicelevel.Down, At: at, End: at.Add(time.Second)},
				requested(fmt.Sprintf("T%05d", i), at, servicelevel.ServiceRequest))
		}
		list = append(list, givenHours("G", "2024-05-01 10:00", 100*time.Hour))
		for i := range n * 6 / 100 {
			list = append(list, servicelevel.Fact{ID: fmt.Sprintf("e%05d", i), Kind: servicelevel.Estimated, At: at.Add(time.Duration(i) * time.Second), Ticket: "T00000", Time: time.Hour})
		}
		wrong := func(f *servicelevel.Fact) bool {
			return f.Kind != servicelevel.Given && (f.Kind != servicelevel.Requested || f.Ticket != "T00000")
		}
		for _, known := range []string{"2024-05-30 10:00", "2024-06-01 10:00"} {
			all := withdrawnAll(list, wall(known), wrong)
			for _, mo := range []string{"2024-05", "2024-06"} {
				step("close "+mo, func() {
					book := openBook(t, ct, all...)
					if _, _, err := book.Close(month(mo)); err != nil {
						t.Fatal(err)
					}
				})
			}
		}
	})
}

// Work on a ticket goes on along a way of many mergers, each time, and one session of it is
// withdrawn, or all of them and then the mergers too.
func TestManyMergersOnTheWayOfWork(t *testing.T) {
	kit.Growth(t, 25_000, func(n int, step growth.Step) {
		ct := contract("nuxit", servicelevel.Pro, "2020-01-01")
		at := wall("2024-05-02 10:00")
		var list []servicelevel.Fact
		for i := range n * 2 / 5 {
			list = append(list, requested(fmt.Sprintf("T%05d", i), at, servicelevel.ServiceRequest))
			if i > 0 {
				list = append(list, servicelevel.Fact{
					ID: fmt.Sprintf("M%05d", i), Kind: servicelevel.Merged, Ticket: fmt.Sprintf("T%05d", i-1), Into: fmt.Sprintf("T%05d", i), At: at.Add(time.Hour),
				})
			}
		}
		for i := range n {
			at := at.Add(2*time.Hour + time.Duration(i)*time.Second)
			list = append(list, workedOn(fmt.Sprintf("w%05d", i), "T00000", at, at.Add(time.Nanosecond)))
		}
		for _, wrong := range []func(*servicelevel.Fact) bool{
			func(f *servicelevel.Fact) bool { return f.ID == "w00000" },
			func(f *servicelevel.Fact) bool { return f.Kind == servicelevel.Worked || f.Kind == servicelevel.Merged },
		} {
			for _, known := range []string{"2024-05-30 10:00", "2024-06-01 10:00"} {
				all := withdrawnAll(list, wall(known), wrong)
				var book *servicelevel.Book
				step("record", func() { book = openBook(t, ct, all...) })
				for _, mo := range []string{"2024-05", "2024-06"} {
					step("close "+mo, func() {
						_, _, err := book.Close(month(mo))
						require.NoError(t, err)
					})
				}
			}
		}
	})
}

// Sessions of a ticket with many estimates are told and withdrawn in turn, so that none of
// them stands each time.
func TestManySessionsWithdrawnInTurn(t *testing.T) {
	kit.Growth(t, 32_000, func(n int, step growth.Step) {
		ct := contract("nuxit", servicelevel.Standard, "2020-01-01")
		ct.Options.Overdraft = servicelevel.MaxPeriod
		at := wall("2024-05-02 10:00")
		list := []servicelevel.Fact{requested("T", at, servicelevel.ServiceRequest)}
		for i := range n {
			at := at.Add(time.Duration(i))
			list = append(list, servicelevel.Fact{ID: fmt.Sprintf("e%05d", i), Kind: servicelevel.Estimated, At: at, Ticket: "T", Time: time.Hour})
		}
		for i := range n {
			at := at.Add(time.Hour + time.Duration(2*i)*time.Second)
			s := workedOn(fmt.Sprintf("w%05d", i), "T", at, at.Add(time.Second))
			list = append(list, s, servicelevel.Fact{ID: "W" + s.ID, Kind: servicelevel.Withdrawn, At: s.End.Add(1), Of: s.ID})
		}
		var book *servicelevel.Book
		step("record", func() { book = openBook(t, ct, list...) })
		step("close", func() {
			_, _, err := book.Close(month("2024-05"))
			require.NoError(t, err)
		})
	})
}

// Tickets are merged into one another from the last one on, and then there is work on the
// first of them.
func TestManyMergersFromTheLast(t *testing.T) {
	kit.Growth(t, 48_000, func(n int, step growth.Step) {
		ct := contract("nuxit", servicelevel.Standard, "2020-01-01")
		ct.Options.Overdraft = servicelevel.MaxPeriod
		at := wall("2024-05-02 10:00")
		var list []servicelevel.Fact
		for i := range n / 2 {
			list = append(list, requested(fmt.Sprintf("T%05d", i), at, servicelevel.ServiceRequest))
			if i > 0 {
				list = append(list, servicelevel.Fact{
					ID: fmt.Sprintf("M%05d", i), Kind: servicelevel.Merged, Ticket: fmt.Sprintf("T%05d", i), Into: fmt.Sprintf("T%05d", i-1), At: at.Add(time.Duration(i) * time.Second),
				})
			}
		}
		for i := range n {
			at := at.Add(10*time.Hour + time.Duration(i)*time.Second)
			list = append(list, workedOn(fmt.Sprintf("w%05d", i), fmt.Sprintf("T%05d", n/2-1), at, at.Add(time.Nanosecond)))
		}
		var book *servicelevel.Book
		step("record", func() { book = openBook(t, ct, list...) })
		step("close", func() {
			_, _, err := book.Close(month("2024-05"))
			require.NoError(t, err)
		})
	})
}
