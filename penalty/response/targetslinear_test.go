package response_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty/internal/kit"
	"github.com/palier-go/palier/penalty/response"
)

// busy is a ticket of n events, each after the other by a minute, of the kinds in turn.
func busy(n int, kinds ...response.TicketEvent) response.Ticket {
	ticket := happened("10:00 opened P1")
	for i := 1; i < n; i++ {
		e := kinds[i%len(kinds)]
		e.At = clock("10:00").Add(time.Duration(i) * time.Minute)
		ticket.Events = append(ticket.Events, e)
	}
	return ticket
}

// TestManyEvents: ten times as many events take ten times as long, give or take what sorting
// and memory do; what takes time in the square of them takes a hundred times as long. The same
// holds of the memory, which does not vary.
func TestManyEvents(t *testing.T) {
	targets := desk()
	for i := range targets.Priorities {
		for j := range targets.Priorities[i].Goals {
			targets.Priorities[i].Goals[j].Warnings = []decimal.Decimal{dec("0.5"), dec("0.75"), dec("0.9"), dec("1")}
		}
	}
	k := tracker(t, targets)
	to := func(priority string) response.TicketEvent {
		return response.TicketEvent{Kind: response.TicketChanged, Priority: priority}
	}
	in := func(state string) response.TicketEvent {
		return response.TicketEvent{Kind: response.TicketMoved, State: state}
	}
	is := func(kind response.TicketEventKind) response.TicketEvent { return response.TicketEvent{Kind: kind} }
	for name, kinds := range map[string][]response.TicketEvent{
		"updates":              {is(response.TicketUpdated)},
		"states":               {in("waiting"), in("open")},
		"priorities":           {to("P2"), to("P3")},
		"priorities and waits": {to("P2"), in("waiting"), to("P3"), in("held")},
		"reopenings":           {is(response.TicketReopened), is(response.TicketResolved)},
		"of all kinds":         {is(response.TicketUpdated), in("waiting"), to("P3"), in("open"), is(response.TicketAnswered), to("P1")},
	} {
		t.Run(name, func(t *testing.T) {
			measured := func(n int) (least time.Duration, allocations float64) {
				ticket := busy(n, kinds...)
				asOf := ticket.Events[n-1].At.Add(time.Hour)
				var runs []time.Duration
				for range 20 {
					begun := time.Now()
					_, err := k.Check(ticket, asOf)
					runs = append(runs, time.Since(begun))
					require.NoError(t, err)
				}
				return slices.Min(runs), testing.AllocsPerRun(5, func() { _, _ = k.Check(ticket, asOf) })
			}
			few, fewAllocations := measured(100)
			many, manyAllocations := measured(1000)
			t.Log(few, many, fewAllocations, manyAllocations)
			require.Less(t, many, 50*few)
			require.Less(t, manyAllocations, 15*fewAllocations)
		})
	}
}

func TestTrackerAllocations(t *testing.T) {
	targets := desk()
	k := tracker(t, targets)
	ticket := happened("10:00 opened P1", "10:30 answered", "11:00 resolved")
	asOf := clock("12:00")
	n := testing.AllocsPerRun(100, func() { _, _ = k.Check(ticket, asOf) })
	assert.LessOrEqual(t, n, 40.0)
	list := answered(repeated(time.Hour, 100)...)
	q := promised()
	rent, day := dec("0"), calendar.Interval{Start: clock("00:00"), End: clock("00:00").AddDate(0, 0, 1)}
	n = testing.AllocsPerRun(100, func() { _, _ = q.Assess(rent, day, list) })
	assert.LessOrEqual(t, n, 9.0, "however long the list is")
}

func BenchmarkTrackerCheck(b *testing.B) {
	k := tracker(b, desk())
	ticket := happened("10:00 opened P3", "10:30 answered", "11:00 changed P1", "11:10 moved waiting", "12:00 moved open", "13:00 resolved")
	asOf := clock("15:00")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := k.Check(ticket, asOf); err != nil {
			b.Fatal(err)
		}
	}
}

func FuzzTargetsJSON(f *testing.F) {
	b, err := json.Marshal(desk())
	if err != nil {
		f.Fatal(err)
	}
	kit.FuzzJSON[response.Targets](f, string(b), `{"priorities":[{"goals":[{"kind":"update","within":"PT1H","warnings":["0.75"]}]}],"quotas":[{"kind":"response","target":"0.95"}]}`)
}

func FuzzTicketJSON(f *testing.F) {
	b, err := json.Marshal(happened("10:00 opened P1 new", "10:30 answered", "11:00 changed P2 gold", "11:30 moved waiting", "12:00 merged T2"))
	if err != nil {
		f.Fatal(err)
	}
	kit.FuzzJSON[response.Ticket](f, string(b))
}

func FuzzStandingJSON(f *testing.F) {
	list, err := tracker(f, desk()).Check(happened("10:00 opened P2", "10:30 answered", "11:00 changed P1", "11:30 moved waiting"), clock("12:00"))
	if err != nil {
		f.Fatal(err)
	}
	for i := range list {
		b, err := json.Marshal(list[i])
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	kit.FuzzJSON[response.Standing](f)
}

func FuzzQuotaJSON(f *testing.F) {
	b, err := json.Marshal(promised())
	if err != nil {
		f.Fatal(err)
	}
	kit.FuzzJSON[response.Quota](f, string(b))
}

// FuzzTracker looks for a panic, and for figures that contradict each other, at the ends of time.
func FuzzTracker(f *testing.F) {
	f.Add(int64(0), int64(60), int64(3600), int64(7200), int64(2700e9), uint8(0x45), uint8(0x23))
	f.Fuzz(func(t *testing.T, opened, first, second, asOf, within int64, kinds, states uint8) {
		row := func(name, pausing string, within int64) response.Priority {
			p := response.Priority{Name: name}
			for kind := range response.GoalKind(3) {
				p.Goals = append(p.Goals, response.Goal{Kind: kind, Within: time.Duration(within), Pausing: []string{pausing}, Warnings: []decimal.Decimal{dec("0.9"), dec("10")}})
			}
			return p
		}
		k, err := response.Targets{Priorities: []response.Priority{row("P1", "a", within), row("P2", "b", within/2)}}.Compile(nil)
		if err != nil {
			return
		}
		event := func(at int64, kind, state uint8) response.TicketEvent {
			e := response.TicketEvent{At: time.Unix(at, at&1), Kind: response.TicketEventKind(kind % 10)}
			switch e.Kind {
			case response.TicketChanged:
				e.Priority = []string{"P1", "P2"}[state&1]
			case response.TicketMoved:
				e.State = []string{"a", "b", "c", "d"}[state&3]
			case response.TicketMerged:
				e.Into = "T2"
			default:
			}
			return e
		}
		ticket := response.Ticket{Events: []response.TicketEvent{
			{At: time.Unix(opened, 0), Priority: "P1", State: "a"}, event(first, kinds&15, states), event(second, kinds>>4, states>>4),
		}}
		list, err := k.Check(ticket, time.Unix(asOf, 0))
		if err != nil {
			return
		}
		for i := range list {
			if err := list[i].Validate(); err != nil {
				t.Fatal(err)
			}
		}
	})
}
