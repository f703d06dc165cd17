package servicelevel_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
)

// TestGuaranteeOverClockChange: four real hours, on whatever the wall shows.
func TestGuaranteeOverClockChange(t *testing.T) {
	s := stated(t, contract("nuxit", servicelevel.Pro, "2026-01-01"), servicelevel.Activity{
		Requests: []servicelevel.Request{incident("T1", "2026-03-29 00:30")},
	}, "2026-03")
	r := s.Guarantees[0].Response
	assert.True(t, r.Due.Equal(wall("2026-03-29 05:30")), r.Due)
	assert.Equal(t, response.Late, r.Outcome)
}

func TestLateInterventions(t *testing.T) {
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	act := servicelevel.Activity{Requests: []servicelevel.Request{incident("T1", "2026-05-31 22:00"), incident("T2", "2026-05-10 10:00")}}
	may, june := stated(t, ct, act, "2026-05"), stated(t, ct, act, "2026-06")
	require.Len(t, may.Guarantees, 1)
	assert.Equal(t, "T2", may.Guarantees[0].Ticket)
	require.Len(t, june.Guarantees, 2)
	assert.Equal(t, "T1", june.Guarantees[1].Ticket) // its deadline is 02:00 on 1 June
	assert.False(t, june.Guarantees[1].Revised)
	assert.True(t, june.Guarantees[0].Revised, "nobody has come for T2 yet")
	assert.Nil(t, may.Compensation)
	assert.True(t, rests(may.Assumptions, "D19"))
	ct.Options.Late = &penalty.Terms{Target: *dec("1"), PerOutage: true, Lengths: []penalty.Length{{Credit: *dec("0.05")}}}
	_, err := servicelevel.NUXIT().Statement(ct, act, month("2026-05"))
	require.ErrorContains(t, err, "contract.rent")
	ct.Rent = dec("149.00")
	may = stated(t, ct, act, "2026-05")
	assert.Equal(t, []string{"late 7.45"}, amounts(may.Compensation))
}

// TestLateThatWasInTime: work recorded late turns a missed deadline into a kept
// one; what was charged is given back, and the sum of all statements is nothing.
func TestLateThatWasInTime(t *testing.T) {
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Rent = dec("149.00")
	ct.Options.Late = &penalty.Terms{Target: *dec("1"), PerOutage: true, Lengths: []penalty.Length{{Credit: *dec("0.05")}}}
	work := session("T2", "2026-05-10 11:00", 20*time.Minute)
	work.Recorded = wall("2026-06-02 09:00")
	act := servicelevel.Activity{
		Requests:      []servicelevel.Request{incident("T2", "2026-05-10 10:00"), incident("T3", "2026-05-11 10:00")},
		Interventions: []servicelevel.Intervention{work},
	}
	may, june, july := stated(t, ct, act, "2026-05"), stated(t, ct, act, "2026-06"), stated(t, ct, act, "2026-07")
	assert.Equal(t, []string{"late 14.90"}, amounts(may.Compensation))
	require.NotNil(t, june.Compensation)
	assert.Equal(t, []string{"late -7.45"}, amounts(june.Compensation))
	assert.Equal(t, month("2026-05"), june.Compensation.Lines[0].Corrects)
	assert.Equal(t, "-1", june.Compensation.Lines[0].Quantity.String())
	require.Len(t, june.Guarantees, 2)
	assert.Equal(t, response.InTime, june.Guarantees[0].Response.Outcome)
	assert.Nil(t, july.Compensation)
	roundTrip(t, june)
}

// TestPausesBeginWhenTheyBegin: a pause of June is not on the statement of May.
func TestPausesBeginWhenTheyBegin(t *testing.T) {
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Options.PauseWaiting = true
	r := incident("T1", "2026-05-31 23:00")
	r.Waiting = []calendar.Pause{
		{Start: wall("2026-05-31 23:30"), End: wall("2026-05-31 23:45")}, {Start: wall("2026-06-01 00:00"), End: wall("2026-06-01 06:00")},
	}
	act := servicelevel.Activity{Requests: []servicelevel.Request{r}, Interventions: []servicelevel.Intervention{session("T1", "2026-05-31 23:10", 30*time.Minute)}}
	s := stated(t, ct, act, "2026-05")
	assert.True(t, s.Guarantees[0].Response.Due.Equal(wall("2026-06-01 03:00")), "those that begin after the answer do not matter")
	act.Interventions = []servicelevel.Intervention{session("T1", "2026-05-31 23:50", 0)}
	for _, m := range []string{"2026-05", "2026-06"} {
		if s = stated(t, ct, act, m); m == "2026-06" {
			assert.Empty(t, s.Guarantees, "what begins later changes nothing")
			continue
		}
		assert.True(t, s.Guarantees[0].Response.Due.Equal(wall("2026-06-01 03:15")), s.Guarantees[0].Response.Due)
		assert.Equal(t, 4*time.Hour-35*time.Minute, s.Guarantees[0].Response.Margin)
	}
	act.Interventions = nil
	assert.Empty(t, stated(t, ct, act, "2026-05").Guarantees)
	s = stated(t, ct, act, "2026-06")
	assert.True(t, s.Guarantees[0].Response.Due.Equal(wall("2026-06-01 09:15")))
}
