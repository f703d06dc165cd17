package servicelevel_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	sl "github.com/palier-go/palier/servicelevel"
)

func standardContract() sl.Contract {
	return sl.Contract{ID: "C-1", Customer: "c", Edition: "nuxit", Level: sl.Standard, Start: calendar.MustParseDate("2026-01-01")}
}

// Hours bought at the very instant at which work begins pay for it, however the
// activity lists the two.
func TestPurchaseCountsBeforeWorkOfItsInstant(t *testing.T) {
	t.Parallel()
	at := instant("2026-05-11T09:30:00+02:00")
	s, err := sl.NUXIT().Statement(standardContract(), sl.Activity{
		Purchases: []sl.Purchase{
			{ID: "Z", At: at, Time: 3 * time.Hour}, {ID: "A", At: at, Recorded: at.Add(time.Hour), Time: 5 * time.Hour},
		},
		Requests:      []sl.Request{{Ticket: "T", At: at}, {Ticket: "U", At: at}, {Ticket: "V", At: at}},
		Interventions: []sl.Intervention{{Ticket: "V", Start: at, End: at.Add(time.Hour)}, {Ticket: "T", Start: at, End: at.Add(time.Hour)}},
	}, may)
	require.NoError(t, err)
	require.Len(t, s.Tickets, 2)
	require.Equal(t, []string{"T", "V"}, []string{s.Tickets[0].Ticket, s.Tickets[1].Ticket})
	require.Equal(t, "Z", s.Tickets[0].Draws[0].Lot)
}

// A ticket has one entry for each month that pays, in whatever order the work became
// known: by default that of its first session, though others were known before (D5).
func TestTicketHasOneEntryForEachMonth(t *testing.T) {
	t.Parallel()
	session := func(start, recorded string) sl.Intervention {
		in := sl.Intervention{Ticket: "T", Start: instant(start), End: instant(start).Add(time.Hour)}
		if recorded != "" {
			in.Recorded = instant(recorded)
		}
		return in
	}
	act := sl.Activity{
		Purchases: []sl.Purchase{{ID: "P", At: instant("2026-04-01T09:00:00+02:00"), Time: 10 * time.Hour}},
		Requests:  []sl.Request{{Ticket: "T", At: instant("2026-04-20T09:00:00+02:00")}},
		Interventions: []sl.Intervention{
			session("2026-05-04T10:00:00+02:00", ""),
			session("2026-04-21T10:00:00+02:00", "2026-05-05T10:00:00+02:00"),
			session("2026-05-06T10:00:00+02:00", ""),
			session("2026-04-22T10:00:00+02:00", "2026-05-07T10:00:00+02:00"),
		},
	}
	for _, c := range []struct {
		options sl.Options
		worked  map[string]time.Duration // by the month that pays
	}{
		{sl.Options{}, map[string]time.Duration{"2026-04": 4 * time.Hour}},
		{sl.Options{EachSession: true}, map[string]time.Duration{"2026-04": 2 * time.Hour, "2026-05": 2 * time.Hour}},
		{sl.Options{SplitMonths: true}, map[string]time.Duration{"2026-04": 2 * time.Hour, "2026-05": 2 * time.Hour}},
	} {
		ct := standardContract()
		ct.Options = c.options
		s, err := sl.NUXIT().Statement(ct, act, may)
		require.NoError(t, err)
		seen := map[string]bool{}
		for _, w := range s.Tickets {
			month := w.Month.String()
			require.False(t, seen[month], month)
			seen[month] = true
			require.Equal(t, c.worked[month], w.Worked)
			require.Equal(t, c.worked[month], w.Charged)
			if month == "2026-04" {
				require.Equal(t, "2026-04", w.Corrects.String())
			}
		}
		for month := range c.worked {
			require.True(t, seen[month], month)
		}
	}
}

func TestInstantsOfFactsHaveBounds(t *testing.T) {
	t.Parallel()
	for at, ok := range map[string]bool{
		"1989-12-31T23:59:59.999999999Z": false, "1990-01-01T00:00:00Z": true,
		"2089-12-31T23:59:59.999999999Z": true, "2090-01-01T00:00:00Z": false,
	} {
		act := sl.Activity{Requests: []sl.Request{{Ticket: "T", At: instant(at)}}}
		err := act.Validate()
		require.Equal(t, ok, err == nil, at)
	}
}
