package servicelevel_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/internal/growth"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/internal/kit"
)

// bill makes the statement of a month from an Activity and by a book, and the next month by
// one that goes on from its state.
func bill(t *testing.T, step growth.Step, ct servicelevel.Contract, list []servicelevel.Fact, mo calendar.Month) {
	t.Helper()
	act := activityOf(list)
	var want servicelevel.Statement
	var err error
	step("statement", func() { want, err = catalogueOf(ct).Statement(ct, act, mo) })
	require.NoError(t, err)
	var book *servicelevel.Book
	step("record", func() { book = openBook(t, ct, list...) })
	var got servicelevel.Statement
	var state servicelevel.State
	step("close", func() { got, state, err = book.Close(mo) })
	require.NoError(t, err)
	requireSame(t, encode(t, want), encode(t, got))
	step("read and validate", func() { state = readAgain(t, state) })
	step("go on", func() {
		book, err = catalogueOf(ct).Resume(ct, state)
		require.NoError(t, err)
		require.NoError(t, book.Record(list[:len(list)/2]...), "known before, and passed over")
		_, _, err = book.Close(mo.AddMonths(1))
		require.NoError(t, err)
	})
}

func TestManyOpenOutages(t *testing.T) {
	kit.Growth(t, 20_000, func(n int, step growth.Step) {
		ct := businessContract()
		ct.Start = day("1995-01-01")
		var list []servicelevel.Fact
		for i := range n {
			at := time.Date(1995, time.January, 1+i*3/2, 10, 0, 0, 0, paris) // over 82 years
			list = append(list, servicelevel.Fact{ID: fmt.Sprintf("O%05d", i), Kind: servicelevel.Down, At: at})
		}
		bill(t, step, ct, list, month("2077-06"))
		ct.Options.CorrectionMonths = 120
		for i := range list { // told at once, they correct ten years
			list[i].Recorded = wall("2077-06-10 10:00")
			if i%100 > 0 {
				list[i].End = list[i].At.Add(time.Hour)
			}
		}
		step("corrections", func() {
			s, err := servicelevel.NUXIT().Statement(ct, activityOf(list), month("2077-06"))
			require.NoError(t, err)
			require.Len(t, s.Availability, 121)
		})
	})
}

func TestManyLateAnswers(t *testing.T) {
	kit.Growth(t, 41_000, func(n int, step growth.Step) {
		ct := contract("nuxit", servicelevel.Pro, "1995-01-01")
		ct.Rent, ct.Options.ProRata, ct.Options.Overdraft = dec("149.00"), true, servicelevel.MaxPeriod
		ct.Options.Late = &penalty.Terms{Target: *dec("1"), PerOutage: true, Lengths: []penalty.Length{{Credit: *dec("0.05")}}}
		for i := range n / 41 {
			ct.Changes = append(ct.Changes, servicelevel.Change{On: day("1995-01-02").AddDays(30 * i), Level: levelAt(3 - i%2)})
		}
		var list []servicelevel.Fact
		start := wall("2074-07-20 10:00").Add(-time.Duration(n) * 17 * time.Hour)
		for i := range n {
			at := start.Add(time.Duration(i) * 17 * time.Hour)
			ticket := fmt.Sprintf("T%05d", i)
			list = append(list, requested(ticket, at, servicelevel.Incident))
			if i >= n-n/37 { // answered in time, as is told much later
				f := workedOn("w"+ticket, ticket, at.Add(time.Minute), at.Add(2*time.Minute))
				f.Recorded = wall("2076-06-10 10:00")
				list = append(list, f)
			}
		}
		ct.Options.CorrectionMonths = 120
		bill(t, step, ct, list, month("2076-06"))
	})
}

func TestManySessionsOfOneTicket(t *testing.T) {
	kit.Growth(t, 99_999, func(n int, step growth.Step) {
		for _, options := range []servicelevel.Options{{}, {EachSession: true}, {SplitMonths: true}} {
			ct := contract("nuxit", servicelevel.Pro, "2020-01-01")
			ct.Options = options
			ct.Options.Overdraft = servicelevel.MaxPeriod
			list := []servicelevel.Fact{requested("T", wall("2024-01-02 10:00"), servicelevel.ServiceRequest)}
			took := 5 * time.Second
			if options.EachSession {
				ct.Options.Overdraft, took = 0, 0
			}
			for i := range n {
				at := wall("2024-01-02 10:00").Add(time.Duration(i) * 5 * time.Minute)
				list = append(list, workedOn(fmt.Sprintf("w%06d", i), "T", at, at.Add(took)))
			}
			bill(t, step, ct, list, month("2024-12"))
		}
	})
}

// The sessions of a ticket told from the last one to the first move it from month to month.
func TestSessionsOfOneTicketToldInReverse(t *testing.T) {
	kit.Growth(t, 50_000, func(n int, step growth.Step) {
		for _, split := range []bool{false, true} {
			ct := contract("nuxit", servicelevel.Pro, "2020-01-01")
			ct.Options.Overdraft, ct.Options.SplitMonths = servicelevel.MaxPeriod, split
			list := []servicelevel.Fact{requested("T", wall("2024-01-02 10:00"), servicelevel.ServiceRequest)}
			for i := range n {
				at := wall("2024-01-02 10:00").Add(time.Duration(i) * 10 * time.Minute)
				f := workedOn(fmt.Sprintf("w%06d", i), "T", at, at.Add(5*time.Second))
				f.Recorded = wall("2024-12-31 20:00").Add(-time.Duration(i) * time.Millisecond)
				list = append(list, f)
			}
			bill(t, step, ct, list, month("2024-12"))
		}
	})
}

func TestManyPurchasesToldInReverse(t *testing.T) {
	kit.Growth(t, 99_000, func(n int, step growth.Step) {
		ct := contract("nuxit", servicelevel.Standard, "2020-01-01")
		var list []servicelevel.Fact
		for i := range n {
			f := givenHours(fmt.Sprintf("G%06d", i), "2024-01-02 10:00", time.Minute)
			f.At = f.At.Add(time.Duration(i) * time.Minute)
			f.Recorded = wall("2024-06-10 10:00").Add(-time.Duration(i) * time.Millisecond)
			list = append(list, f)
		}
		at := wall("2024-06-20 10:00")
		for i := range 60 { // one ticket over very many lots
			list = append(list, workedOn(fmt.Sprint("w", i), "T", at, at.Add(time.Duration(n/83)*time.Minute)))
		}
		list = append(list, requested("T", at, servicelevel.ServiceRequest))
		bill(t, step, ct, list, month("2024-06"))
	})
}

// Work told late on tickets of a closed month, which were merged one into the other in a
// long chain.
func TestManyTicketsOfAClosedMonth(t *testing.T) {
	kit.Growth(t, 15_000, func(n int, step growth.Step) {
		ct := contract("nuxit", servicelevel.Pro, "2020-01-01")
		ct.Options.Overdraft, ct.Options.SplitMonths = servicelevel.MaxPeriod, true
		var list []servicelevel.Fact
		for i := range n {
			ticket := fmt.Sprintf("T%05d", i)
			at := wall("2024-05-02 10:00").Add(time.Duration(i) * time.Minute)
			list = append(list, requested(ticket, at, servicelevel.ServiceRequest), workedOn("w"+ticket, ticket, at, at.Add(10*time.Minute)))
			if i > 0 {
				list = append(list, servicelevel.Fact{
					ID: "m" + ticket, Kind: servicelevel.Merged, At: at.Add(10 * time.Minute), Ticket: ticket, Into: fmt.Sprintf("T%05d", i-1),
				})
			}
		}
		book := openBook(t, ct)
		step("record", func() { require.NoError(t, book.Record(list...)) })
		var state servicelevel.State
		var err error
		step("close", func() { _, state, err = book.Close(month("2024-05")) })
		require.NoError(t, err)
		step("read and validate", func() { state = readAgain(t, state) })
		step("go on", func() {
			book, err := servicelevel.NUXIT().Resume(ct, state)
			require.NoError(t, err)
			for i := range n/150 + 1 {
				f := workedOn(fmt.Sprint("late", i), fmt.Sprintf("T%05d", i*149), wall("2024-05-28 10:00"), wall("2024-05-28 10:45"))
				f.Recorded = wall("2024-06-03 10:00").Add(time.Duration(i) * time.Minute)
				require.NoError(t, book.Record(f))
			}
			_, _, err = book.Close(month("2024-06"))
			require.NoError(t, err)
		})
	})
}

func TestManySessionsListedTwice(t *testing.T) {
	kit.Growth(t, 50_000, func(n int, step growth.Step) {
		ct := contract("nuxit", servicelevel.Pro, "2020-01-01")
		ct.Options.Overdraft = servicelevel.MaxPeriod
		act := servicelevel.Activity{Requests: []servicelevel.Request{asked("T", "2024-05-01 10:00")}}
		for i := range n {
			at := wall("2024-05-02 10:00").Add(time.Duration(i) * 30 * time.Second)
			act.Interventions = append(act.Interventions, servicelevel.Intervention{ID: fmt.Sprint(i), Ticket: "T", Start: at, End: at.Add(5 * time.Second)})
		}
		want, err := servicelevel.NUXIT().Statement(ct, act, month("2024-05"))
		require.NoError(t, err)
		act.Interventions = append(act.Interventions, slices.Clone(act.Interventions)...)
		step("statement", func() {
			got, err := servicelevel.NUXIT().Statement(ct, act, month("2024-05"))
			require.NoError(t, err)
			requireSame(t, encode(t, want), encode(t, got))
		})
	})
}

// Whatever is wrong with very many facts is told at once.
func TestManyFaults(t *testing.T) {
	kit.Growth(t, 60_000, func(n int, step growth.Step) {
		ct := contract("nuxit", servicelevel.Pro, "2020-01-01")
		list := []servicelevel.Fact{requested("T", wall("2024-05-01 10:00"), servicelevel.ServiceRequest)}
		for i := range n { // far beyond the hours
			at := wall("2024-05-02 10:00").Add(time.Duration(i) * 30 * time.Second)
			list = append(list, workedOn(fmt.Sprintf("w%05d", i), "T", at, at.Add(20*time.Hour)))
		}
		for what, list := range map[string][]servicelevel.Fact{"shortfalls": list, "tickets": list[1:]} {
			book := openBook(t, ct)
			var err error
			step(what+" in a book", func() { err = book.Record(list...) })
			assert.ErrorContains(t, err, "facts[1]")
			step(what+" again", func() { assert.EqualError(t, book.Record(list...), err.Error()) })
			step(what+" in an activity", func() { _, err = servicelevel.NUXIT().Statement(ct, activityOf(list), month("2024-05")) })
			assert.Error(t, err)
		}
	})
}
