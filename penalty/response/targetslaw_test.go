package response_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/penalty/response"
)

// A ticket that gets the priority which it has stands to its goals as before, whatever the
// nanosecond: its clocks go on, in one leg more.
func TestSamePriorityAgain(t *testing.T) {
	t.Parallel()
	k := tracker(t, desk())
	rapid.Check(t, func(t *rapid.T) {
		nano := func(label string) time.Time {
			return clock("08:00").Add(time.Duration(rapid.Int64Range(1, int64(72*time.Hour)).Draw(t, label)))
		}
		priority := rapid.SampledFrom([]string{"P1", "P2", "P3"}).Draw(t, "priority")
		ticket := response.Ticket{Events: []response.TicketEvent{{At: clock("08:00"), Priority: priority}}}
		add := func(e response.TicketEvent) { ticket.Events = append(ticket.Events, e) }
		for _, state := range []string{"waiting", "held", "open", "waiting", "open"} {
			add(response.TicketEvent{At: nano("moved"), Kind: response.TicketMoved, State: state})
		}
		add(response.TicketEvent{At: nano("answered"), Kind: response.TicketAnswered})
		resolved := nano("resolved")
		add(response.TicketEvent{At: resolved, Kind: response.TicketResolved})
		if rapid.Bool().Draw(t, "reopens") {
			add(response.TicketEvent{At: resolved.Add(nano("reopened").Sub(clock("08:00"))), Kind: response.TicketReopened})
		}
		asOf := clock("08:00").Add(time.Duration(rapid.Int64Range(0, int64(200*time.Hour)).Draw(t, "as of")))
		before, err := k.Check(ticket, asOf)
		if err != nil { // two moves at once
			t.Skip(err)
		}
		for range 3 {
			add(response.TicketEvent{At: nano("changed"), Kind: response.TicketChanged, Priority: priority})
		}
		after, err := k.Check(ticket, asOf)
		if err != nil {
			t.Skip(err)
		}
		require.Len(t, after, len(before))
		for i := range after {
			require.NoError(t, after[i].Validate())
			require.True(t, before[i].Due.Equal(after[i].Due), "%s, %s", before[i].Due, after[i].Due)
			for j := range after[i].Warnings {
				require.True(t, before[i].Warnings[j].At.Equal(after[i].Warnings[j].At))
			}
			for _, list := range [][]response.Standing{before, after} {
				list[i].Legs, list[i].Due, list[i].Warnings = nil, time.Time{}, nil
			}
		}
		require.Equal(t, before, after)
		slices.Reverse(ticket.Events)
		again, err := k.Check(ticket, asOf)
		require.NoError(t, err)
		require.Len(t, again, len(after))
	})
}
