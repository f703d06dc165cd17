package servicelevel_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// told takes a life by every road, holds the model to the same figures, and asks books at
// instants how things stand: one that has never closed a month, and one that goes on from
// the state of the month before.
func (l *life) told(t *testing.T, instants ...string) {
	t.Helper()
	way := straight(t)
	want := inOneCall(way, l)
	requireModel(t, l, want)
	requireRoads(way, l, want, roads)
	if !l.desk {
		requireRoads(way, l, want, activityRoads)
	}
	m := l.model()
	for _, text := range instants {
		at := wall(text)
		whole := l.open(t, l.facts...)
		s := l.happenedBy(at)
		balance, err := whole.Balance(at)
		require.NoError(t, err)
		require.Equal(t, s.balance(at), balance, text)
		preview, err := whole.Preview(at)
		require.NoError(t, err)
		require.Equal(t, m.preview(at), accountOf(&preview), text)
		tickets, err := whole.Tickets(at)
		require.NoError(t, err)
		require.Len(t, tickets, len(s.order), text)
		for _, ticket := range tickets {
			require.Equal(t, s.ticket(ticket.Ticket, at), ticketText(ticket), text)
		}
		// As seen by the desk that has closed every month before.
		if l.first.Compare(m.monthOf(at)) >= 0 {
			continue
		}
		book := l.open(t, l.facts...)
		_, state, err := book.Close(m.monthOf(at).AddMonths(-1))
		require.NoError(t, err)
		again, err := l.catalogue().Resume(l.ct, readAgain(t, state))
		require.NoError(t, err)
		require.NoError(t, again.Record(l.facts...))
		for _, b := range []*servicelevel.Book{book, again} {
			got, err := b.Balance(at)
			require.NoError(t, err)
			require.Equal(t, balance, got, text)
			other, err := b.Preview(at)
			require.NoError(t, err)
			requireSame(t, encode(t, preview), encode(t, other), text)
			for _, ticket := range tickets {
				one, err := b.Ticket(ticket.Ticket, at)
				require.NoError(t, err, text)
				require.Equal(t, encode(t, ticket), encode(t, one), text)
			}
		}
	}
}

func step(id string, kind servicelevel.FactKind, ticket, at string) servicelevel.Fact {
	return servicelevel.Fact{ID: id, Kind: kind, At: wall(at), Ticket: ticket}
}

// TestDeskOfIncidents: guarantees with pauses, withdrawn and merged requests, and what was
// told late of them (D18, D19, D37), over three months.
func TestDeskOfIncidents(t *testing.T) {
	t.Parallel()
	monitored := request("M", "2026-05-29 23:30", servicelevel.Incident)
	monitored.Channel = servicelevel.ByMonitoring
	phoned := request("tel", "2026-05-06 08:00", servicelevel.Incident)
	phoned.Channel = servicelevel.ByTelephone
	list := facts(
		pack("P", "2026-05-04 08:00", 20), phoned,
		// Answered at the deadline and a nanosecond after it, after pauses.
		request("T1", "2026-05-05 09:00", servicelevel.Incident),
		step("T1w", servicelevel.Waiting, "T1", "2026-05-05 09:10"), step("T1r", servicelevel.Resumed, "T1", "2026-05-05 10:10"),
		step("T1w2", servicelevel.Waiting, "T1", "2026-05-05 10:11"), step("T1r2", servicelevel.Resumed, "T1", "2026-05-05 10:11"),
		worked("a", "T1", "2026-05-05 13:00", 20*mins), worked("b", "T1", "2026-05-05 12:59", 20*mins),
		request("T2", "2026-05-05 09:00", servicelevel.Incident), worked("c", "T2", "2026-05-05 13:00:00.000000001", 20*mins),
		told(worked("c2", "T2", "2026-05-05 12:00", 5*mins), "2026-06-03 11:00"),
		// Withdrawn before its deadline, withdrawn after it, and told so late.
		request("T3", "2026-05-07 09:00", servicelevel.Incident), step("T3c", servicelevel.Cancelled, "T3", "2026-05-07 12:00"),
		request("T4", "2026-05-07 09:00", servicelevel.Incident), told(step("T4c", servicelevel.Cancelled, "T4", "2026-05-07 14:00"), "2026-06-03 10:00"),
		request("T5", "2026-05-07 09:00", servicelevel.Incident), told(step("T5c", servicelevel.Cancelled, "T5", "2026-05-07 10:00"), "2026-06-03 10:00"),
		// Merged into one that is merged in turn; work on it counts with the last.
		request("T6", "2026-05-11 09:00", servicelevel.Incident), request("T7", "2026-05-11 09:30", servicelevel.Incident), request("T8", "2026-05-11 09:40", servicelevel.Incident),
		estimated("T6e", "T6", "2026-05-11 09:50", 2*time.Hour), estimated("T8e", "T8", "2026-05-11 09:50", 30*mins), estimated("T8f", "T8", "2026-05-11 09:55", time.Hour),
		merged("T6m", "T6", "2026-05-11 10:00", "T7"), told(merged("T7m", "T7", "2026-05-11 11:00", "T8"), "2026-05-11 12:00"),
		told(worked("d2", "T7", "2026-05-11 11:30", 10*mins), "2026-05-11 13:00"), worked("d3", "T6", "2026-05-11 13:00", 10*mins),
		worked("d", "T6", "2026-05-11 10:30", 10*mins), worked("e", "T6", "2026-05-11 11:00", 40*mins), worked("f", "T7", "2026-06-02 11:00", 50*mins),
		// Asked and known later; asked in one month and late in the next; waiting for good.
		told(request("T9", "2026-05-12 09:00", servicelevel.Incident), "2026-06-04 09:00"), told(worked("g", "T9", "2026-05-12 12:00", 15*mins), "2026-06-04 10:00"),
		request("T10", "2026-05-31 21:00", servicelevel.Incident), worked("h", "T10", "2026-06-01 02:00", 30*mins),
		request("T11", "2026-05-31 23:00", servicelevel.Incident), step("T11w", servicelevel.Waiting, "T11", "2026-06-01 00:00"),
		request("T12", "2026-05-31 20:00", servicelevel.Incident), step("T12w", servicelevel.Waiting, "T12", "2026-05-31 23:59"), step("T12r", servicelevel.Resumed, "T12", "2026-06-15 10:00"),
		// Reported, and worked on again; nothing but an estimate.
		request("T13", "2026-05-20 09:00", servicelevel.ServiceRequest), worked("i", "T13", "2026-05-20 10:00", 25*mins), step("T13f", servicelevel.Reported, "T13", "2026-05-20 11:00"),
		worked("j", "T13", "2026-06-09 10:00", 10*mins), estimated("T13e", "T13", "2026-06-10 10:00", 3*time.Hour), told(step("T13g", servicelevel.Reported, "T13", "2026-06-12 10:00"), "2026-07-01 00:00"),
	)
	instants := []string{
		"2026-05-05 09:00", "2026-05-05 09:09:59.999999999", "2026-05-05 09:10", "2026-05-05 10:10", "2026-05-05 12:59", "2026-05-05 13:00", "2026-05-05 13:20",
		"2026-05-07 11:59", "2026-05-07 13:00", "2026-05-07 13:00:00.000000001", "2026-05-07 15:00", "2026-05-11 10:40", "2026-05-11 11:00", "2026-05-11 11:40", "2026-05-31 23:59",
		"2026-06-01 00:00", "2026-06-01 01:30", "2026-06-01 02:30", "2026-06-03 10:00", "2026-06-05 10:00", "2026-06-12 09:59", "2026-06-12 10:00", "2026-06-15 10:01", "2026-07-01 00:00",
	}
	for name, o := range map[string]servicelevel.Options{
		"as it is": {}, "pauses": {PauseWaiting: true}, "by hours": {PauseWaiting: true, GuaranteeInHours: true}, "few corrections": {CorrectionMonths: 2, PauseWaiting: true},
		"each session": {EachSession: true, Overdraft: time.Hour}, "months apart": {SplitMonths: true},
		"late": {PauseWaiting: true, Late: &penalty.Terms{Target: *dec("1"), PerOutage: true, Lengths: []penalty.Length{{Credit: *dec("0.05")}}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ct := proSince2026()
			ct.Options = o
			list := list
			if o.Late != nil {
				list = slices.DeleteFunc(slices.Clone(list), func(f servicelevel.Fact) bool { return f.Ticket == "T5" })
			}
			(&life{ct: ct, facts: list, desk: true, first: month("2026-05"), months: -1}).told(t, instants...)
		})
	}
	t.Run("managed", func(t *testing.T) {
		t.Parallel()
		ct := businessContract()
		ct.Start, ct.Changes = day("2026-01-01"), []servicelevel.Change{{On: day("2026-05-29"), Level: servicelevel.Pro}, {On: day("2026-06-10"), Level: servicelevel.Business}}
		ct.Options.ProRata = true
		// Found by monitoring on the last days that are monitored.
		monitored.At = wall("2026-05-28 23:30")
		(&life{ct: ct, facts: facts(list, monitored), desk: true, first: month("2026-05"), months: -1}).told(t, append(instants, "2026-05-29 00:14", "2026-05-29 00:16")...)
	})
}

// TestDeskOfOutages: what became known late of outages, of their ends and of what is
// excluded, of a plan that changes, by the month and by other periods (D9–D16, D35).
func TestDeskOfOutages(t *testing.T) {
	t.Parallel()
	out := func(id, at, end string) servicelevel.Fact {
		f := servicelevel.Fact{ID: id, Kind: servicelevel.Down, At: wall(at)}
		if end != "" {
			f.End = wall(end)
		}
		return f
	}
	over := func(id, of, at, known string) servicelevel.Fact {
		return told(servicelevel.Fact{ID: id, Kind: servicelevel.Restored, At: wall(at), Of: of}, known)
	}
	declared := told(out("D1", "2026-04-01 00:20", "2026-04-01 02:00"), "2026-04-01 00:00")
	declared.Declared = wall("2026-03-31 23:50")
	theirs := out("D3", "2026-04-11 10:00", "2026-04-11 14:00")
	theirs.Reason = penalty.ForceMajeure
	exclude := func(id, at, end, known string) servicelevel.Fact {
		return told(servicelevel.Fact{ID: id, Kind: servicelevel.Excluded, At: wall(at), End: wall(end), Reason: penalty.Maintenance}, known)
	}
	list := facts(
		declared, theirs, out("D0", "2026-04-05 10:00", ""), over("D0e", "D0", "2026-04-05 16:00", "2026-04-05 16:00"),
		// Over in April, known in May; goes on into May, and over in June, known in July.
		out("D4", "2026-04-20 10:00", ""), over("D4e", "D4", "2026-04-20 13:00", "2026-05-01 00:00"),
		out("D5", "2026-04-30 22:00", ""), over("D5e", "D5", "2026-05-01 01:00", "2026-05-01 01:00"),
		out("D6", "2026-05-30 10:00", ""), over("D6e", "D6", "2026-06-01 00:00", "2026-06-30 23:59:59.999999999"),
		out("D7", "2026-05-12 10:00", ""), over("D7e", "D7", "2026-05-12 10:00", "2026-05-12 10:00"), // none after all
		told(out("D8", "2026-05-14 10:00", "2026-05-14 12:00"), "2026-06-10 10:00"), out("D9", "2026-06-25 10:00", ""),
		exclude("X1", "2026-04-20 11:00", "2026-04-20 12:00", "2026-06-11 10:00"), exclude("X2", "2026-05-30 12:00", "2026-05-30 18:00", "2026-05-01 10:00"),
		exclude("X3", "2026-06-30 20:00", "2026-07-01 04:00", "2026-07-01 00:00"),
	)
	instants := []string{
		"2026-04-01 00:00", "2026-04-20 12:00", "2026-05-01 00:30", "2026-05-30 11:00", "2026-06-10 10:00", "2026-06-30 22:00", "2026-07-01 00:00",
	}
	terms := func(period penalty.Period, basis penalty.Basis) *penalty.Terms {
		return &penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.05"), Period: period, Basis: basis}
	}
	alone := businessContract()
	alone.Start = day("2026-04-01")
	away := alone
	away.Changes = []servicelevel.Change{{On: day("2026-05-11"), Level: servicelevel.Pro}, {On: day("2026-05-13"), Level: servicelevel.Business}}
	away.Options.ProRata = true
	ends := alone
	ends.End = day("2026-06-26")
	for name, c := range map[string]struct {
		ct servicelevel.Contract
		o  servicelevel.Options
	}{
		"as it is": {alone, servicelevel.Options{}}, "ends": {ends, servicelevel.Options{CorrectionMonths: 1}},
		"by the quarter":      {alone, servicelevel.Options{Penalty: terms(penalty.Quarter, 0), CorrectionMonths: 1}},
		"by the year":         {ends, servicelevel.Options{Penalty: terms(penalty.Year, 0)}},
		"away":                {away, servicelevel.Options{ProRata: true, PriceReduction: true, Rounding: penalty.HalfEven}},
		"away, by one clause": {away, servicelevel.Options{ProRata: true, Penalty: terms(0, 0), CorrectionMonths: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ct := c.ct
			ct.Options = c.o
			(&life{ct: ct, facts: list, desk: true, first: month("2026-04"), months: -1}).told(t, instants...)
		})
	}
}

// TestDeskOfHours: estimates and their ends told late, packs that became known in another
// order than they were bought, one instant for many facts (D5–D8, D28, D38).
func TestDeskOfHours(t *testing.T) {
	t.Parallel()
	at := "2026-05-11 10:00"
	same := facts( // of one instant: the request, the hours, the end of another, the estimate, the work
		pack("P2", at, 3), givenHours("G2", at, time.Hour), request("B", at, servicelevel.ServiceRequest), worked("B0", "B", at, 0),
		estimated("Be", "B", at, time.Hour), step("Ac", servicelevel.Cancelled, "A", at),
	)
	list := facts(
		request("A", "2026-05-04 09:00", servicelevel.ServiceRequest), request("C", "2026-05-04 09:00", servicelevel.ServiceRequest), request("D", "2026-05-04 10:00", servicelevel.ServiceRequest),
		pack("P1", "2026-05-04 09:00", 3), told(pack("P0", "2026-05-04 09:00", 5), "2026-05-20 10:00"), told(pack("P3", "2026-04-30 23:59", 3), "2026-06-03 10:00"),
		estimated("Ae", "A", "2026-05-04 11:00", 2*time.Hour), told(estimated("Ce", "C", "2026-05-29 11:00", 4*time.Hour), "2026-06-02 10:00"),
		worked("a", "A", "2026-05-05 10:00", 50*mins), told(worked("c", "C", "2026-05-06 10:00", 100*mins), "2026-05-06 10:00"),
		told(worked("d", "D", "2026-05-07 10:00", 40*mins), "2026-05-12 10:00"), worked("e", "D", "2026-06-04 10:00", 40*mins), same,
		told(step("Cf", servicelevel.Reported, "C", "2026-05-30 10:00"), "2026-06-08 10:00"), told(worked("f", "C", "2026-05-08 10:00", 90*mins), "2026-06-09 10:00"),
		worked("g", "B", "2026-05-31 23:40", 100*mins), told(worked("h", "A", "2026-04-30 12:00", 10*mins), "2026-06-10 10:00"),
		request("E", "2026-06-29 09:00", servicelevel.ServiceRequest), worked("i", "E", "2026-06-30 10:00", 5*time.Hour),
	)
	list[0].At, list[len(list)-2].At = wall("2026-04-30 09:00"), wall("2026-06-29 09:00")
	for i := range list {
		if f := &list[i]; f.Kind == servicelevel.Worked && !f.Recorded.IsZero() && f.Recorded.Before(f.End) {
			f.Recorded = f.End
		}
	}
	quoted := proSince2026()
	quoted.Quote, quoted.Rent = quote(), dec("100.00")
	quoted.Changes = []servicelevel.Change{{On: day("2026-05-11"), Level: servicelevel.CriticalBusiness}, {On: day("2026-06-04"), Level: servicelevel.Standard}}
	for name, c := range map[string]struct {
		ct servicelevel.Contract
		o  servicelevel.Options
	}{
		"as it is": {proSince2026(), servicelevel.Options{}}, "each session": {quoted, servicelevel.Options{EachSession: true}}, "months apart": {quoted, servicelevel.Options{SplitMonths: true}},
		"no remainder": {proSince2026(), servicelevel.Options{LoseRemainder: true}}, "any day": {quoted, servicelevel.Options{AllowanceAnyDay: true}},
		"elsewhere": {proSince2026(), servicelevel.Options{Zone: "Indian/Reunion", CorrectionMonths: 2}}, "pro rata": {quoted, servicelevel.Options{ProRata: true, CorrectionMonths: 2}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ct := c.ct
			ct.Options = c.o
			ct.Options.Overdraft = 10 * time.Hour
			l := (&life{ct: ct, facts: list, desk: true, first: month("2026-04"), months: 0}).possible()
			require.Len(t, l.facts, len(list))
			l.told(t, "2026-05-04 09:00", "2026-05-05 10:49", "2026-05-05 10:50", at, "2026-05-12 10:00", "2026-06-01 00:00", "2026-06-01 01:20", "2026-06-09 10:00", "2026-07-01 00:00")
		})
	}
}
