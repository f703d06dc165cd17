package servicelevel_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
)

func TestTicketJSON(t *testing.T) {
	t.Parallel()
	tickets, _ := ticketsIn(t)
	for state, ticket := range tickets {
		b, err := json.Marshal(ticket)
		require.NoError(t, err, state)
		var back servicelevel.Ticket
		require.NoError(t, json.Unmarshal(b, &back), state)
		c, err := json.Marshal(back)
		require.NoError(t, err)
		assert.Equal(t, string(b), string(c))
		assert.Equal(t, state, back.State)
	}
	b, err := json.Marshal(tickets[servicelevel.TicketPerforming])
	require.NoError(t, err)
	performing := string(b)
	b, err = json.Marshal(tickets[servicelevel.TicketReported])
	require.NoError(t, err)
	reported := string(b)
	for _, c := range []struct{ from, old, new, field string }{
		{performing, `"performing"`, `"qualified"`, "estimate"},
		{performing, `"performing"`, `"estimated"`, "sessions"},
		{performing, `"performing"`, `"refused"`, "blocks"},
		{performing, `"performing"`, `"cancelled"`, "sessions"},
		{performing, `"performing"`, `"reported"`, "closed"},
		{performing, `"performing"`, `"lost"`, "state"},
		{performing, `"palier/1"`, `"palier/2"`, "schema"},
		{performing, `"estimate":"PT1H",`, ``, "estimate"},
		{performing, `"estimate":"PT1H"`, `"estimate":"PT1H","extensions":-1`, "extensions"},
		{performing, `"estimate":"PT1H"`, `"estimate":"PT1H","extended":"2026-05-11T10:00:00Z"`, "extended"},
		{performing, `"qualified":"2026-05-11T08:00:00Z"`, `"qualified":"2026-05-11T07:29:59.999999999Z"`, "qualified"},
		{performing, `"estimated":"2026-05-11T08:00:00Z"`, `"estimated":"2026-05-11T07:59:59Z"`, "estimated"},
		{performing, `"PT30M"`, `"PT0S"`, "blocks.size"},
		{performing, `"contract":"NX-1042"`, `"contract":""`, "contract"},
		{performing, `"level":"pro"`, `"level":"gold"`, "level"},
		{performing, `"S27"`, `""`, "rules[0]"},
		{reported, `"closed":"2026-05-11T09:00:00Z"`, `"closed":"2026-05-11T07:59:59Z"`, "closed"},
		{reported, `"reported"`, `"performing"`, "closed"},
		{performing, `"state"`, `"note":"x","state"`, "note"},
	} {
		require.Contains(t, c.from, c.old)
		var ticket servicelevel.Ticket
		err := ticket.UnmarshalJSON([]byte(strings.Replace(c.from, c.old, c.new, 1)))
		require.Error(t, err, c.new)
		assert.Contains(t, err.Error(), c.field, c.new)
		assert.Zero(t, ticket)
	}
}

// TestTicketFaults: what a ticket of its state lacks or has too much of.
func TestTicketFaults(t *testing.T) {
	t.Parallel()
	tickets, _ := ticketsIn(t)
	for _, c := range []struct {
		state  servicelevel.TicketState
		change func(*servicelevel.Ticket)
		want   string
	}{
		{servicelevel.TicketQualified, func(t *servicelevel.Ticket) { t.State = servicelevel.TicketCancelled + 1 }, "state: is not a known value"},
		{servicelevel.TicketQualified, func(t *servicelevel.Ticket) { t.Extensions = 1 }, "extensions: must be the raises of an estimate"},
		{servicelevel.TicketPerforming, func(t *servicelevel.Ticket) { t.Expected, t.Estimated = 0, time.Time{} }, "estimate: must be there in this state"},
		{servicelevel.TicketPerforming, func(t *servicelevel.Ticket) { t.Sessions = nil }, "sessions: must be at least one in this state"},
	} {
		ticket := tickets[c.state]
		require.NoError(t, ticket.Validate())
		c.change(&ticket)
		assert.ErrorContains(t, ticket.Validate(), c.want)
	}
}

func FuzzTicketJSON(f *testing.F) {
	f.Add([]byte(`{"schema":"palier/1","contract":"C","request":{"ticket":"T","kind":"incident","at":"2026-05-11T08:00:00Z"},` +
		`"state":"performing","level":"pro","blocks":{"size":"PT30M"},"qualified":"2026-05-11T08:00:00Z","estimate":"PT1H",` +
		`"estimated":"2026-05-11T08:00:00Z","sessions":[{"start":"2026-05-11T08:00:00Z","end":"2026-05-11T09:00:00Z"}]}`))
	f.Add([]byte(`{"state":"refused"}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var ticket servicelevel.Ticket
		if json.Unmarshal(b, &ticket) != nil {
			return
		}
		out, err := json.Marshal(ticket)
		require.NoError(t, err)
		var back servicelevel.Ticket
		require.NoError(t, json.Unmarshal(out, &back))
		apply := func(credit.Entry) (credit.Receipt, error) { return credit.Receipt{}, nil }
		at := ticket.Qualified.Add(time.Hour)
		for _, step := range []func() (servicelevel.Ticket, error){
			func() (servicelevel.Ticket, error) { return ticket.Estimate(apply, time.Hour, at) },
			func() (servicelevel.Ticket, error) {
				return ticket.Perform(calendar.Interval{Start: at, End: at.Add(time.Hour)})
			},
			func() (servicelevel.Ticket, error) { return ticket.Report(apply, at) },
			func() (servicelevel.Ticket, error) { return ticket.Cancel(apply, at) },
		} {
			if next, err := step(); err == nil && at.Year() < 2089 {
				require.NoError(t, next.Validate())
			}
		}
	})
}

func TestTicketStateText(t *testing.T) {
	t.Parallel()
	for s := range servicelevel.TicketState(6) {
		b, err := s.MarshalText()
		require.NoError(t, err)
		var back servicelevel.TicketState
		require.NoError(t, back.UnmarshalText(b))
		assert.Equal(t, s, back)
	}
	assert.Equal(t, "state(6)", servicelevel.TicketState(6).String())
	_, err := servicelevel.TicketState(6).MarshalText()
	assert.Error(t, err)
	assert.Error(t, new(servicelevel.TicketState).UnmarshalText([]byte("Qualified")))
}
