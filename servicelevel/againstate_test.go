package servicelevel_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
)

// TestAllowancesOfClosedMonths: what they have left, and whom they pay for next, is known
// from state to state.
func TestAllowancesOfClosedMonths(t *testing.T) {
	t.Parallel()
	service := servicelevel.ServiceRequest
	for what, list := range map[string][]servicelevel.Fact{
		"all of it came back": facts(
			pack("P", "2026-03-01 09:00", 20),
			request("T", "2026-03-31 09:00", service), worked("t", "T", "2026-04-06 10:00", time.Hour),
			request("U", "2026-04-08 09:00", service),
			told(worked("t2", "T", "2026-03-31 10:00", time.Minute), "2026-05-06 10:00"),
			told(worked("u", "U", "2026-04-08 10:00", 90*mins), "2026-06-09 10:00"),
		),
		"in their order": facts(
			pack("P", "2026-05-01 09:00", 5),
			request("A", "2026-04-30 09:00", service), worked("a", "A", "2026-05-04 10:00", 90*mins),
			request("T", "2026-05-05 09:00", service), worked("t", "T", "2026-05-05 10:00", time.Hour),
			request("S", "2026-05-06 09:00", service), worked("s", "S", "2026-05-06 10:00", time.Hour),
			request("X", "2026-05-29 09:00", service), worked("x", "X", "2026-06-02 10:00", 30*mins),
			told(worked("a2", "A", "2026-04-30 10:00", time.Minute), "2026-07-09 10:00"),
		),
	} {
		l := &life{ct: proSince2026(), facts: list, desk: true, first: month("2026-03"), months: 5}
		want := inOneCall(straight(t), l)
		requireModel(t, l, want)
		requireRoads(straight(t), l, want, roads)
		if what == "all of it came back" {
			var june servicelevel.Statement
			require.NoError(t, june.UnmarshalJSON([]byte(want[3])))
			require.Len(t, june.Tickets, 1)
			assert.Equal(t, 90*mins, june.Tickets[0].FromAllowance)
		}
	}
}

// TestBalanceOfALaterMonth: the allowance of a month that has begun since the last fact may
// pay for what was overdrawn, in the balance as in the preview.
func TestBalanceOfALaterMonth(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	ct.Changes = []servicelevel.Change{{On: day("2026-07-01"), Level: servicelevel.Pro}, {On: day("2026-08-01"), Level: servicelevel.Standard}}
	list := facts(
		pack("P", "2026-05-01 09:00", 3), request("H", "2026-05-04 09:00", servicelevel.ServiceRequest), estimated("e", "H", "2026-05-04 10:00", 90*mins),
		request("T", "2026-05-04 09:00", servicelevel.ServiceRequest), told(worked("a", "T", "2026-05-05 10:00", 150*mins), "2026-05-06 10:00"),
	)
	book := openBook(t, ct, list...)
	for at, overdrawn := range map[string]time.Duration{"2026-06-30 23:59": time.Hour, "2026-07-01 00:00": 0, "2026-08-06 10:00": 0} {
		b, err := book.Balance(wall(at))
		require.NoError(t, err)
		s, err := book.Preview(wall(at))
		require.NoError(t, err)
		assert.Equal(t, overdrawn, b.Overdrawn, at)
		assert.Equal(t, overdrawn, s.Credit.Overdrawn, at)
	}
	b, err := book.Balance(wall("2026-06-30 23:59"))
	require.NoError(t, err)
	assert.Equal(t, time.Hour, b.Overdrawn, "asking for July changed nothing")
}
