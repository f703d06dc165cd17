package servicelevel_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
)

// paperTicket is a ticket as a desk would keep it on paper, in minutes.
type paperTicket struct {
	state    string
	estimate int
	held     [2]int // from the allowance, from the pack
	worked   int
	sessions int
}

// paperDesk is the month's allowance and one pack, in minutes.
type paperDesk struct {
	free    [2]int
	charged int
	tickets []paperTicket
}

func paperBlocks(minutes int) int { return (minutes + 29) / 30 * 30 }

func (d *paperDesk) hold(n *paperTicket, minutes int) bool {
	if minutes > d.free[0]+d.free[1] {
		return false
	}
	for i := range d.free {
		take := min(minutes, d.free[i])
		d.free[i] -= take
		n.held[i] += take
		minutes -= take
	}
	return true
}

func (d *paperDesk) close(n *paperTicket, state string, charge int) {
	d.charged += charge
	for i := range d.free {
		used := min(charge, n.held[i])
		charge -= used
		d.free[i] += n.held[i] - used
		n.held[i] = 0
	}
	n.state = state
}

func (d *paperDesk) held() (minutes int) {
	for _, n := range d.tickets {
		minutes += n.held[0] + n.held[1]
	}
	return minutes
}

// Any steps in any order on several tickets leave the account as minutes on
// paper, however often a step is asked for again and the ticket stored.
func TestTicketsAgainstPaper(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		hours := rapid.IntRange(0, 6).Draw(t, "hours")
		account, _ := deskOf(t, proContract(), time.Duration(hours))
		desk := paperDesk{free: [2]int{90, hours * 60}, tickets: make([]paperTicket, 3)}
		tickets := make([]servicelevel.Ticket, 3)
		for i := range tickets {
			var err error
			r := servicelevel.Request{Ticket: fmt.Sprint("T", i), At: deskClock(9, 30)}
			tickets[i], err = servicelevel.NUXIT().Qualify(proContract(), r, deskClock(10, 0))
			require.NoError(t, err)
			desk.tickets[i].state = "qualified"
		}
		now := deskClock(10, 0)
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "pass")) * time.Minute)
			i := rapid.IntRange(0, 2).Draw(t, "ticket")
			minutes := rapid.IntRange(1, 200).Draw(t, "minutes")
			n := &desk.tickets[i]
			open := n.state == "estimated" || n.state == "performing"
			var step func(servicelevel.Ticket) (servicelevel.Ticket, error)
			ok := false
			switch what := rapid.SampledFrom([]string{"estimate", "estimate", "perform", "perform", "report", "cancel"}).Draw(t, "step"); what {
			case "estimate":
				at := now
				step = func(x servicelevel.Ticket) (servicelevel.Ticket, error) {
					return x.Estimate(account.Apply, time.Duration(minutes)*time.Minute, at)
				}
				ok = (open || n.state == "qualified") && minutes >= n.estimate && desk.hold(n, paperBlocks(minutes)-paperBlocks(n.estimate))
				if ok {
					n.estimate = minutes
					if n.state == "qualified" {
						n.state = "estimated"
					}
				}
			case "perform":
				start := now
				now = now.Add(time.Duration(minutes) * time.Minute)
				s := calendar.Interval{Start: start, End: now}
				step = func(x servicelevel.Ticket) (servicelevel.Ticket, error) { return x.Perform(s) }
				if ok = open && paperBlocks(n.worked+minutes) <= paperBlocks(n.estimate); ok {
					n.worked += minutes
					n.sessions++
					n.state = "performing"
				}
			case "report":
				at := now
				step = func(x servicelevel.Ticket) (servicelevel.Ticket, error) { return x.Report(account.Apply, at) }
				if ok = open; ok {
					desk.close(n, "reported", paperBlocks(n.worked))
				}
				if n.state == "reported" && tickets[i].Closed.Equal(at) {
					ok = true // asked again
				}
			case "cancel":
				at := now
				step = func(x servicelevel.Ticket) (servicelevel.Ticket, error) { return x.Cancel(account.Apply, at) }
				if ok = n.state == "qualified" || n.state == "estimated"; ok {
					desk.close(n, "cancelled", 0)
				}
				if n.state == "cancelled" && tickets[i].Closed.Equal(at) {
					ok = true
				}
			}
			next, err := step(tickets[i])
			require.Equal(t, ok, err == nil, "%v", err)
			if ok && rapid.Bool().Draw(t, "lost") {
				next, err = step(tickets[i])
				require.NoError(t, err)
			}
			b, err := json.Marshal(next)
			require.NoError(t, err)
			require.NoError(t, json.Unmarshal(b, &tickets[i]))

			require.Equal(t, n.state, tickets[i].State.String())
			require.Len(t, tickets[i].Sessions, n.sessions)
			require.Equal(t, time.Duration(n.estimate)*time.Minute, tickets[i].Expected)
			got := deskBalance(account, now)
			require.Equal(t, time.Duration(desk.free[0])*time.Minute, got.Allowance)
			require.Equal(t, time.Duration(desk.free[1])*time.Minute, got.Available)
			require.Equal(t, time.Duration(desk.held())*time.Minute, got.Held)
			var charged time.Duration
			for _, u := range account.View(now, time.Time{}).Tickets() {
				charged += u.Usage.Charged
			}
			require.Equal(t, time.Duration(desk.charged)*time.Minute, charged)
		}
	})
}
