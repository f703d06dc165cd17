package servicelevel_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// TestCapOfTheLastMonthsOfALongContract: what is owed for each month from the first outage on is found out once for
// a statement, be it one that corrects ten years: of a contract of 82 years, in which something was down once a
// month or three times a day, it takes seconds. Where outages are looked at whole, each month goes over all of them.
func TestCapOfTheLastMonthsOfALongContract(t *testing.T) {
	skipLarge(t)
	for _, n := range []int{1_000, 10_000, 90_000} {
		ct := businessContract()
		ct.Start, ct.Rent = day("1995-01-01"), dec("149.00")
		ct.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.05"), CapLastMonths: 120}
		var act servicelevel.Activity
		step := 82 * 365 * 24 * time.Hour / time.Duration(n)
		for i := range n {
			at := time.Date(1995, time.January, 1, 10, 0, 0, 0, paris).Add(time.Duration(i) * step)
			act.Outages = append(act.Outages, penalty.Outage{ID: fmt.Sprint("O", i), Start: at, End: at.Add(time.Minute)})
		}
		last := month("2076-06")
		soon(t, fmt.Sprint("statement of ", n), func() {
			s, err := servicelevel.NUXIT().Statement(ct, act, last)
			require.NoError(t, err)
			require.Len(t, s.Availability, 1)
		})
		ct.Options.CorrectionMonths = 120
		for i := range act.Outages {
			act.Outages[i].Recorded = wall("2076-06-10 10:00")
		}
		soon(t, fmt.Sprint("corrections of ", n), func() {
			_, err := servicelevel.NUXIT().Statement(ct, act, last)
			require.NoError(t, err)
		})
		for i := range act.Outages {
			act.Outages[i].Recorded = time.Time{}
		}
		if n > 10_000 { // would take half a minute
			continue
		}
		ct.Options.CorrectionMonths, ct.Options.Penalty.MinOutage = 0, time.Minute
		soon(t, fmt.Sprint("looked at whole, of ", n), func() {
			_, err := servicelevel.NUXIT().Statement(ct, act, last)
			require.NoError(t, err)
		})
	}
}
