package servicelevel_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/statement"
)

// hoursContract is at a level without allowance.
func hoursContract(start string, overdraft time.Duration) servicelevel.Contract {
	ct := contract("nuxit", servicelevel.Standard, start)
	ct.Options.Overdraft = overdraft
	return ct
}

// long is many hours of work from an instant on, a day for each of several people.
func long(ticket string, from time.Time, hours int, recorded time.Time) (list []servicelevel.Fact) {
	for i := 0; hours > 0; i++ {
		h := min(hours, 24)
		f := workedOn(fmt.Sprintf("%s/%d", ticket, i), ticket, from, from.Add(time.Duration(h)*time.Hour))
		f.Recorded = recorded
		list = append(list, f)
		hours -= h
	}
	return list
}

// TestWorkBeforeThePack (P1): until the pack it is overdrawn, and from then on paid for,
// with an overdraft or without.
func TestWorkBeforeThePack(t *testing.T) {
	t.Parallel()
	utc := func(day, hour int) time.Time { return time.Date(2024, time.January, day, hour, 0, 0, 0, time.UTC) }
	price := dec("1000.00")
	for _, overdraft := range []time.Duration{1000 * time.Hour, 0} {
		ct := hoursContract("2024-01-01", overdraft)
		buy := servicelevel.Fact{ID: "P", Kind: servicelevel.Bought, At: utc(11, 0), Time: 100 * time.Hour, Price: price}
		list := facts(buy, requested("T", utc(1, 0), servicelevel.ServiceRequest), long("T", utc(1, 1), 50, utc(12, 0)))
		for _, order := range [][]servicelevel.Fact{list, reversed(list)} {
			book := openBook(t, ct)
			require.NoError(t, book.Record(order...))
			account := (&life{ct: ct, facts: list, first: month("2024-01"), months: -3}).accountOf(t)
			for at, want := range map[time.Time]credit.Balance{
				utc(1, 0):           {},
				utc(5, 0):           {Overdrawn: 50 * time.Hour, Used: 50 * time.Hour},
				utc(11, 0).Add(-1):  {Overdrawn: 50 * time.Hour, Used: 50 * time.Hour},
				utc(11, 0):          {Available: 50 * time.Hour, Used: 50 * time.Hour},
				utc(31, 0).Add(999): {Available: 50 * time.Hour, Used: 50 * time.Hour},
			} {
				got, err := book.Balance(at)
				require.NoError(t, err)
				assert.Equal(t, want, got, "overdraft %s at %s", overdraft, at)
				assert.Equal(t, want, account.View(at, time.Time{}).Balance(), "account, overdraft %s at %s", overdraft, at)
			}
		}
		tale{
			ct: ct, facts: list, first: "2024-01",
			rows: []string{"2024-01 T of 2024-01: 50h0m0s → 50h0m0s by P 50h0m0s 500.00"}, left: credit.Balance{Available: 50 * time.Hour, Used: 50 * time.Hour},
		}.check(t)
	}
	// All that was ever there has to cover it, to the block.
	for hours, ok := range map[int]bool{100: true, 101: false} {
		list := facts(
			servicelevel.Fact{ID: "P", Kind: servicelevel.Bought, At: utc(11, 0), Time: 100 * time.Hour, Price: price},
			requested("T", utc(1, 0), servicelevel.ServiceRequest), long("T", utc(1, 1), hours, utc(12, 0)),
		)
		err := openBook(t, hoursContract("2024-01-01", 0)).Record(list...)
		assert.Equal(t, ok, err == nil, "%d h: %v", hours, err)
		_, err = servicelevel.NUXIT().Statement(hoursContract("2024-01-01", 0), activityOf(list), month("2024-01"))
		assert.Equal(t, ok, err == nil, "%d h: %v", hours, err)
	}
}

func reversed[T any](list []T) []T {
	list = slices.Clone(list)
	slices.Reverse(list)
	return list
}

func permutations[T any](list []T) (all [][]T) {
	if len(list) < 2 {
		return [][]T{slices.Clone(list)}
	}
	for i := range list {
		rest := append(slices.Clone(list[:i]), list[i+1:]...)
		for _, p := range permutations(rest) {
			all = append(all, append([]T{list[i]}, p...))
		}
	}
	return all
}

// TestNeverAvailableAndOverdrawn (P2): 25 h on either side of a purchase of 100 h leave 50 h,
// in every order in which they become known.
func TestNeverAvailableAndOverdrawn(t *testing.T) {
	t.Parallel()
	at := wall("2026-05-11 10:00")
	known := wall("2026-05-20 10:00")
	ct := hoursContract("2026-01-01", 1000*time.Hour)
	ask := []servicelevel.Fact{requested("A", at.Add(-2*time.Hour), servicelevel.ServiceRequest), requested("B", at, servicelevel.ServiceRequest)}
	groups := [][]servicelevel.Fact{
		{{ID: "P", Kind: servicelevel.Bought, At: at, Time: 100 * time.Hour, Price: dec("1000.00")}},
		long("B", at.Add(time.Hour), 25, time.Time{}), long("A", at.Add(-time.Hour), 25, time.Time{}),
	}
	for n, order := range permutations(groups) {
		list := slices.Clone(ask)
		for i, group := range order {
			for _, f := range group {
				f.Recorded = known.Add(time.Duration(i) * time.Minute)
				list = append(list, f)
			}
		}
		got, err := openBook(t, ct, list...).Balance(known.Add(time.Hour))
		require.NoError(t, err)
		assert.Equal(t, credit.Balance{Available: 50 * time.Hour, Used: 50 * time.Hour}, got, n)
		s := stated(t, ct, activityOf(list), "2026-05")
		assert.Equal(t, 50*time.Hour, s.Credit.Closing)
		assert.Zero(t, s.Credit.Overdrawn)
	}
}

// TestHoldsOfOneDay (P10): what six estimates reserve, and what is left when they are worked
// or given up.
func TestHoldsOfOneDay(t *testing.T) {
	t.Parallel()
	ct := hoursContract("2026-01-01", 0)
	list := facts(servicelevel.Fact{ID: "P", Kind: servicelevel.Bought, At: wall("2026-05-04 09:00"), Time: 1000 * time.Hour, Price: dec("10000.00")})
	for i, hours := range []int{15, 15, 15, 15, 7, 1, 1} {
		ticket := fmt.Sprint("T", i)
		list = append(list, request(ticket, "2026-05-05 09:00", servicelevel.ServiceRequest))
		if i == 0 {
			list = append(list, worked("d", ticket, "2026-05-05 09:00", time.Duration(hours)*time.Hour))
			continue
		}
		list = append(list, estimated(fmt.Sprint("e", i), ticket, "2026-05-06 09:00", time.Duration(hours)*time.Hour))
	}
	tale{
		ct: ct, first: "2026-05", facts: list, rows: []string{"2026-05 T0 of 2026-05: 15h0m0s → 15h0m0s by P 15h0m0s 150.00"},
		left: credit.Balance{Available: 931 * time.Hour, Held: 54 * time.Hour, Used: 15 * time.Hour},
	}.check(t)
	end := func(i int, kind servicelevel.FactKind) servicelevel.Fact {
		return servicelevel.Fact{ID: fmt.Sprint("end", i), Kind: kind, At: wall("2026-05-08 09:00"), Ticket: fmt.Sprint("T", i)}
	}
	list = append(list,
		worked("c1", "T1", "2026-05-07 09:00", 13*time.Hour), end(1, servicelevel.Reported), end(2, servicelevel.Cancelled), end(3, servicelevel.Cancelled),
		worked("c4", "T4", "2026-05-07 09:00", 7*time.Hour), end(4, servicelevel.Reported), worked("c5", "T5", "2026-05-07 09:00", time.Hour), end(5, servicelevel.Reported),
		worked("c6", "T6", "2026-05-07 09:00", 0), end(6, servicelevel.Reported),
	)
	tale{
		ct: ct, first: "2026-05", facts: list,
		rows: []string{
			"2026-05 T0 of 2026-05: 15h0m0s → 15h0m0s by P 15h0m0s 150.00", "2026-05 T6 of 2026-05: 0s → 0s by",
			"2026-05 T5 of 2026-05: 1h0m0s → 1h0m0s by P 1h0m0s 10.00", "2026-05 T4 of 2026-05: 7h0m0s → 7h0m0s by P 7h0m0s 70.00",
			"2026-05 T1 of 2026-05: 13h0m0s → 13h0m0s by P 13h0m0s 130.00",
		},
		left: credit.Balance{Available: 964 * time.Hour, Used: 36 * time.Hour},
	}.check(t)
	book := openBook(t, ct, list...)
	require.NoError(t, book.Record(list...), "told again, all is passed over")
	err := book.Record(servicelevel.Fact{ID: "again", Kind: servicelevel.Cancelled, At: wall("2026-05-08 10:00"), Ticket: "T2"})
	assert.ErrorContains(t, err, "facts[0].ticket: is cancelled: only work and pauses can still be told")
}

// TestCentsOfAPack (B5): the parts of a price add up to the cent at every point, whatever
// draws on it and whatever comes back.
func TestCentsOfAPack(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		price  string
		blocks int
	}{{"100.00", 7}, {"1234.57", 97}, {"0.01", 6}} {
		ct := hoursContract("2026-01-01", 0)
		list := facts(servicelevel.Fact{ID: "P", Kind: servicelevel.Bought, At: wall("2026-01-05 09:00"), Time: time.Duration(c.blocks) * 30 * mins, Price: dec(c.price)})
		book := openBook(t, ct, list...)
		var sum int64
		for i := range c.blocks {
			ticket, at := fmt.Sprintf("T%02d", i), wall("2026-01-06 10:00").AddDate(0, 0, i)
			one := facts(requested(ticket, at, servicelevel.ServiceRequest), workedOn("w"+ticket, ticket, at, at.Add(30*mins)))
			require.NoError(t, book.Record(one...))
			list = append(list, one...)
			s, err := book.Preview(at.Add(time.Hour))
			require.NoError(t, err)
			exact := roundCents(ratio(centsOf(*dec(c.price))*int64(i+1), int64(c.blocks)), penalty.HalfAway)
			assert.Equal(t, exact, centsOf(s.Credit.Lots[0].Earned), "%s after %d", c.price, i+1)
			w := s.Tickets[len(s.Tickets)-1]
			require.Equal(t, ticket, w.Ticket)
			if len(w.Draws) > 0 {
				sum += centsOf(w.Draws[0].Cost)
			}
			assert.Equal(t, exact, sum, "%s after %d", c.price, i+1)
		}
		x := newSums()
		for i, text := range inOneCall(straight(t), &life{ct: ct, facts: list, first: month("2026-01"), months: 1}) {
			var s servicelevel.Statement
			require.NoError(t, s.UnmarshalJSON([]byte(text)))
			x.add(t, &s, i == 0)
		}
		assert.Equal(t, centsOf(*dec(c.price)), x.earned["P"])
	}
}

// TestThreeRequestsByTelephone: all faults come at once (S28).
func TestThreeRequestsByTelephone(t *testing.T) {
	t.Parallel()
	var act servicelevel.Activity
	var list []servicelevel.Fact
	for i := range 4 {
		ticket := fmt.Sprint("T", i)
		r := asked(ticket, "2026-05-12 10:00")
		if i > 0 {
			r.Channel = servicelevel.ByTelephone
		}
		act.Requests = append(act.Requests, r)
		act.Interventions = append(act.Interventions, session(ticket, "2026-05-12 11:00", 10*mins), session(ticket, "2026-05-12 12:00", 10*mins))
		f := requested(ticket, r.At, servicelevel.ServiceRequest)
		f.Channel = r.Channel
		list = append(list, f, workedOn("w"+ticket, ticket, r.At, r.At.Add(10*mins)))
	}
	_, err := servicelevel.NUXIT().Statement(proSince2026(), act, month("2026-05"))
	var fields []string
	for _, f := range fault.All(err) {
		fields = append(fields, f.Field)
	}
	assert.Equal(t, []string{"activity.requests[1].channel", "activity.requests[2].channel", "activity.requests[3].channel"}, fields)
	err = openBook(t, proSince2026()).Record(list...)
	fields = nil
	for _, f := range fault.All(err) {
		fields = append(fields, f.Field)
	}
	assert.Equal(t, []string{"facts[3].ticket", "facts[5].ticket", "facts[7].ticket"}, fields)
	assert.ErrorContains(t, err, "came by telephone, on which no work is taken (S28)")
}

// TestSessionsThatAreNone: of no length, without an end, forgotten (D2).
func TestSessionsThatAreNone(t *testing.T) {
	t.Parallel()
	tale{
		ct: proSince2026(), first: "2026-05",
		facts: facts(request("T", "2026-05-11 09:00", servicelevel.Incident), worked("a", "T", "2026-05-11 10:00", 0), worked("b", "T", "2026-05-12 10:00", 1)),
		rows:  []string{"2026-05 T of 2026-05: 1ns → 30m0s by allowance 30m0s"}, left: credit.Balance{Allowance: 60 * mins, Used: 30 * mins},
	}.check(t)
	tale{ // it is no beginning: June pays
		ct: proSince2026(), first: "2026-05", more: 1,
		facts: facts(request("T", "2026-05-31 20:00", servicelevel.Incident), worked("a", "T", "2026-05-31 21:00", 0), worked("b", "T", "2026-06-01 10:00", 30*mins)),
		rows:  []string{"2026-05 T of 2026-05: 0s → 0s by", "2026-06 T of 2026-06: 30m0s → 30m0s by allowance 30m0s"},
		left:  credit.Balance{Allowance: 60 * mins, Used: 30 * mins},
	}.check(t)
	for want, end := range map[string]time.Time{
		"end: is missing: a session is recorded once it has ended":       {},
		"end: must be at most 24 h after the start, 2026-05-11T10:00":    wall("2026-05-11 10:00").Add(600 * time.Hour),
		"end: must not be before the start, 2026-05-11T10:00:00+02:00 (": wall("2026-05-11 10:00").Add(-1),
	} {
		err := openBook(t, proSince2026()).Record(request("T", "2026-05-11 09:00", servicelevel.Incident), workedOn("a", "T", wall("2026-05-11 10:00"), end))
		require.Len(t, fault.All(err), 1)
		assert.ErrorContains(t, err, "facts[1]."+want)
		act := servicelevel.Activity{
			Requests:      []servicelevel.Request{incident("T", "2026-05-11 09:00")},
			Interventions: []servicelevel.Intervention{{Ticket: "T", Start: wall("2026-05-11 10:00"), End: end}},
		}
		_, err = servicelevel.NUXIT().Statement(proSince2026(), act, month("2026-05"))
		require.Len(t, fault.All(err), 1)
		assert.ErrorContains(t, err, "activity.interventions[0]."+want)
	}
	for took, ok := range map[time.Duration]bool{servicelevel.MaxSession: true, servicelevel.MaxSession + 1: false} {
		ct := hoursContract("2026-01-01", 1000*time.Hour)
		err := openBook(t, ct).Record(request("T", "2026-05-11 09:00", servicelevel.Incident), worked("a", "T", "2026-05-11 10:00", took))
		assert.Equal(t, ok, err == nil, err)
	}
}

// TestLevelsThatAreTheSame: changes to the level that holds cut no fee in two, and a dearer
// quote from the last day on changes nothing of what was promised before.
func TestLevelsThatAreTheSame(t *testing.T) {
	t.Parallel()
	ct := proSince2026()
	ct.Options.ProRata = true
	ct.Changes = []servicelevel.Change{{On: day("2026-05-11"), Level: servicelevel.Pro}, {On: day("2026-05-21"), Level: servicelevel.Pro}}
	s := stated(t, ct, servicelevel.Activity{}, "2026-05")
	assert.Equal(t, []string{"fee 45.00"}, amounts(&s.Invoice))
	assert.Equal(t, []statement.LevelDays{{Level: servicelevel.Pro, Name: s.Levels[0].Name, From: day("2026-05-01"), Until: day("2026-06-01")}}, s.Levels)
	assert.Equal(t, 90*mins, s.Allowance.Granted)

	ct = contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent, ct.Quote, ct.Options.ProRata = dec("149.00"), quote(), true
	act := servicelevel.Activity{Outages: []penalty.Outage{down("2026-05-10 10:00", "2026-05-10 12:30")}}
	want := stated(t, ct, act, "2026-05")
	s = stated(t, change(ct, "2026-05-31", servicelevel.CriticalBusiness), act, "2026-05")
	assert.Equal(t, []string{"penalty 18.63"}, amounts(want.Compensation))
	assert.Equal(t, amounts(want.Compensation), amounts(s.Compensation))
	require.Len(t, s.Availability, 2)
	assert.Equal(t, servicelevel.Business, s.Availability[0].Level)
	assert.Equal(t, 30*24*time.Hour, s.Availability[0].Assessment.Availability.Total)
	assert.Equal(t, 24*time.Hour, s.Availability[1].Assessment.Availability.Total)
}

// TestCompareCountsExclusionsWheneverKnown: one recorded in June for May counts for May.
func TestCompareCountsExclusionsWheneverKnown(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("100.00")
	for _, known := range []time.Time{{}, wall("2026-05-01 00:00"), wall("2026-06-15 10:00"), wall("2027-06-15 10:00")} {
		act := servicelevel.Activity{
			Outages:    []penalty.Outage{down("2026-05-12 10:00", "2026-05-12 14:00")},
			Exclusions: []penalty.Exclusion{{Start: wall("2026-05-12 12:00"), End: wall("2026-05-12 14:00"), Reason: penalty.Maintenance, Recorded: known}},
		}
		for _, to := range []calendar.Month{compareMay, compareJune} {
			c, err := compare.Levels(servicelevel.NUXIT(), ct, act, compareMay, to)
			require.NoError(t, err)
			business := compared(t, c, servicelevel.Business)
			assert.Equal(t, "10.00", business.Owed.StringFixed(2), known)
			assert.Equal(t, []calendar.Month{compareMay}, business.Missed)
		}
	}
}
