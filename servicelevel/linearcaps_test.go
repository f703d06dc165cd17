package servicelevel_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/internal/growth"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/internal/kit"
)

// TestCapOfTheLastMonthsOfALongContract: what is owed for each month from the first outage on is found out once for
// a statement, be it one that corrects ten years, of a contract of 82 years in which something was down once a
// month or three times a day. Where outages are looked at whole, each month goes over all of them.
func TestCapOfTheLastMonthsOfALongContract(t *testing.T) {
	last := month("2076-06")
	downFor82Years := func(n int) (ct servicelevel.Contract, act servicelevel.Activity) {
		ct = businessContract()
		ct.Start, ct.Rent = day("1995-01-01"), dec("149.00")
		ct.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.05"), CapLastMonths: 120}
		every := 82 * 365 * 24 * time.Hour / time.Duration(n)
		for i := range n {
			at := time.Date(1995, time.January, 1, 10, 0, 0, 0, paris).Add(time.Duration(i) * every)
			act.Outages = append(act.Outages, penalty.Outage{ID: fmt.Sprint("O", i), Start: at, End: at.Add(time.Minute)})
		}
		return ct, act
	}
	kit.Growth(t, 90_000, func(n int, step growth.Step) {
		ct, act := downFor82Years(n)
		step("statement", func() {
			s, err := servicelevel.NUXIT().Statement(ct, act, last)
			require.NoError(t, err)
			require.Len(t, s.Availability, 1)
		})
		ct.Options.CorrectionMonths = 120
		for i := range act.Outages {
			act.Outages[i].Recorded = wall("2076-06-10 10:00")
		}
		step("corrections", func() {
			_, err := servicelevel.NUXIT().Statement(ct, act, last)
			require.NoError(t, err)
		})
	})
	kit.Growth(t, 10_000, func(n int, step growth.Step) {
		ct, act := downFor82Years(n)
		ct.Options.Penalty.MinOutage = time.Minute
		step("looked at whole", func() {
			_, err := servicelevel.NUXIT().Statement(ct, act, last)
			require.NoError(t, err)
		})
	})
}
