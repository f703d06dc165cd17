package servicelevel_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// TestOutageOverTheEndOfAMonth: how long it lasted is looked at whole, and the month that it
// began in is corrected when it has lasted long enough (D35).
func TestOutageOverTheEndOfAMonth(t *testing.T) {
	t.Parallel()
	out := func(id, from, to string) servicelevel.Fact {
		return servicelevel.Fact{ID: id, Kind: servicelevel.Down, At: wall(from), End: wall(to)}
	}
	off := func(id, from, to string) servicelevel.Fact {
		return servicelevel.Fact{ID: id, Kind: servicelevel.Excluded, At: wall(from), End: wall(to), Reason: penalty.Maintenance}
	}
	for what, c := range map[string]struct {
		list []servicelevel.Fact
		owed []string // by the statements of May and June
	}{
		"whole":              {facts(out("a", "2026-05-31 23:35", "2026-06-01 00:35")), []string{"0.00", "50.00"}},
		"split at midnight":  {facts(out("a", "2026-05-31 23:35", "2026-06-01 00:00"), out("b", "2026-06-01 00:00", "2026-06-01 00:35")), []string{"0.00", "50.00"}},
		"in three parts":     {facts(out("a", "2026-05-31 23:35", "2026-05-31 23:50"), out("b", "2026-05-31 23:45", "2026-06-01 00:00"), out("c", "2026-06-01 00:00", "2026-06-01 00:35")), []string{"0.00", "50.00"}},
		"a minute too short": {facts(out("a", "2026-05-31 23:35", "2026-06-01 00:04")), []string{"0.00", "0.00"}},
		"just long enough":   {facts(out("a", "2026-05-31 23:35", "2026-06-01 00:05")), []string{"0.00", "25.00"}},
		"its head excluded":  {facts(out("a", "2026-05-31 23:35", "2026-06-01 00:29"), off("x", "2026-05-31 23:30", "2026-06-01 00:00")), []string{"0.00", "0.00"}},
		"not all of it":      {facts(out("a", "2026-05-31 23:35", "2026-06-01 00:29"), off("x", "2026-05-31 23:30", "2026-05-31 23:59")), []string{"0.00", "25.00"}},
		"long enough at once": {
			facts(out("a", "2026-05-31 23:00", "2026-06-01 00:06")), []string{"50.00", "5.00"},
		},
		"it goes on": {
			facts(servicelevel.Fact{ID: "a", Kind: servicelevel.Down, At: wall("2026-05-31 23:36")}, servicelevel.Fact{ID: "b", Kind: servicelevel.Restored, At: wall("2026-06-01 00:36"), Of: "a"}),
			[]string{"0.00", "50.00"},
		},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			ct := contract("nuxit", servicelevel.Business, "2026-01-01")
			ct.Rent = dec("1000.00")
			ct.Options.Penalty = &penalty.Terms{Target: *dec("1"), Rate: *dec("0.05"), MinOutage: 30 * time.Minute}
			for i, s := range requireAllRoads(t, ct, c.list, "2026-05", 2) {
				if i >= len(c.owed) {
					assert.Nil(t, s.Compensation)
					continue
				}
				got := "0.00"
				if s.Compensation != nil {
					got = s.Compensation.Net.StringFixed(2)
				}
				assert.Equal(t, c.owed[i], got, s.Month)
			}
		})
	}
}
