package servicelevel_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// TestClaimsOfOutagesOnStatements: three hours down from 10 June on are 15.00, and two from 29 June on 10.00, each
// claimed within 10 days of its beginning.
func TestClaimsOfOutagesOnStatements(t *testing.T) {
	t.Parallel()
	first, second := time.Date(2026, time.June, 10, 0, 0, 0, 0, time.UTC), time.Date(2026, time.June, 29, 12, 0, 0, 0, time.UTC)
	outages := []servicelevel.Fact{
		{ID: "O", Kind: servicelevel.Down, At: first, End: first.Add(3 * time.Hour)},
		{ID: "P", Kind: servicelevel.Down, At: second, End: second.Add(2 * time.Hour)},
	}
	type said struct{ month, owed, fr, en string }
	const (
		lapsedEN = "; outage of 3 h not claimed before 20 June 2026 at 00:00: not counted (S62)"
		openEN   = "; outage of 2 h to be claimed before 9 July 2026 at 12:00, not claimed as yet: not counted (S62)"
	)
	lapsed := said{
		"2026-06", "",
		"0 min d'indisponibilité sur 720 h (D4) ; interruption de 3 h non réclamée avant le 20 juin 2026 à 00:00 : non comptée (S62) ; " +
			"interruption de 2 h à réclamer avant le 9 juillet 2026 à 12:00, non réclamée à ce jour : non comptée (S62) ; disponibilité 100,0000 % (1)",
		lapsedEN + openEN + "; availability 100.0000% (1), promised 99.9% (S61): kept, to spare 43 min 12 s (S61, D9)",
	}
	const hour = time.Hour
	for _, c := range []struct {
		name   string
		claims []servicelevel.Fact
		want   []said
	}{
		{"never", nil, []said{lapsed, {"2026-07", "", "", lapsedEN + "; outage of 2 h not claimed before 9 July 2026 at 12:00: not counted (S62)"}, {"2026-08", "", "", ""}}},
		{"in time", []servicelevel.Fact{claimOf("K", first.AddDate(0, 0, 10).Add(-1)), claimOf("L", second.AddDate(0, 0, 10).Add(-1))}, []said{
			{"2026-06", "15.00", "", openEN},
			{"2026-07", "10.00", "déjà dû 15,00 €, différence 10,00 €", "5 × 5% of the rent of €100.00 = €25.00 (S62, D21); owed before €15.00, difference €10.00"},
		}},
		{"too late", []servicelevel.Fact{claimOf("K", first.AddDate(0, 0, 10)), claimOf("L", second.AddDate(0, 0, 10))}, []said{
			{
				"2026-06", "",
				"interruption de 3 h réclamée trop tard, le 20 juin 2026 à 00:00, à réclamer avant le 20 juin 2026 à 00:00 : non comptée (S62)",
				"; outage of 3 h claimed too late, on 20 June 2026 at 00:00, to be claimed before 20 June 2026 at 00:00: not counted (S62)" + openEN,
			},
			{"2026-07", "", "", "; outage of 2 h claimed too late, on 9 July 2026 at 12:00, to be claimed before 9 July 2026 at 12:00: not counted (S62)"},
		}},
		{"a nanosecond later", []servicelevel.Fact{claimOf("K", first.AddDate(0, 0, 10).Add(1))}, []said{{"2026-06", "", "", "claimed too late, on 20 June 2026 at 00:00:00.000000001"}}},
		{"before it was down again", []servicelevel.Fact{claimOf("K", first.Add(hour))}, []said{{"2026-06", "15.00", "", openEN}, {"2026-07", "", "", ""}}},
		{"with one claim", []servicelevel.Fact{claimOf("K", second)}, []said{{"2026-06", "10.00", "", "; outage of 3 h claimed too late, on 29 June 2026 at 12:00, to be claimed"}}},
		{"told in August", []servicelevel.Fact{told(claimOf("K", first.Add(hour)), "2026-08-05 10:00")}, []said{
			lapsed,
			{"2026-07", "", "", ""},
			{"2026-08", "15.00", "", "; outage of 2 h not claimed before 9 July 2026 at 12:00: not counted (S62)"},
		}},
		{"withdrawn", []servicelevel.Fact{claimOf("K", first.Add(hour)), {ID: "W", Kind: servicelevel.Withdrawn, Of: "K", At: second.AddDate(0, 0, 5)}}, []said{
			{"2026-06", "15.00", "", ""}, {"2026-07", "-15.00", "", lapsedEN},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			ct := claimable(t, `{"days": 10}, "claim_from": "outage_start"`)
			list := append(append([]servicelevel.Fact{}, outages...), c.claims...)
			book := openBook(t, ct, list...)
			for m := ct.Start.MonthOf(); m != month("2026-06"); m = m.AddMonths(1) {
				_, _, err := book.Close(m)
				require.NoError(t, err)
			}
			for _, want := range c.want {
				s, state, err := book.Close(month(want.month))
				require.NoError(t, err)
				s.Explain()
				owed := compensated(s)
				assert.Equal(t, want.owed, owed, want.month)
				u := &s.Availability[0]
				if want.fr+want.en == "" {
					require.NotEmpty(t, u)
				} else {
					assert.Equal(t, month("2026-06"), u.Month, want.month)
				}
				require.NoError(t, checkSaid(u), "%s\n%s", u.Explained.EN, u.Explained.FR)
				checkCites(t, u)
				assert.True(t, strings.Contains(u.Explained.FR, want.fr), u.Explained.FR)
				assert.True(t, strings.Contains(u.Explained.EN, want.en), u.Explained.EN)
				assert.JSONEq(t, string(byActivity(t, ct, list, want.month)), string(asJSON(t, s)))
				book = goesOn(t, ct, state, list, s.Period.End)
			}
		})
	}
}

// TestClaimsOfOutagesOverMonths: one outage from 30 June to 2 July is claimed for each month by itself, within a
// month of its end; while it goes on nobody is late.
func TestClaimsOfOutagesOverMonths(t *testing.T) {
	t.Parallel()
	begins, ends := time.Date(2026, time.June, 30, 22, 0, 0, 0, time.UTC), time.Date(2026, time.July, 1, 1, 0, 0, 0, time.UTC)
	july := servicelevel.Fact{ID: "J", Kind: servicelevel.Claimed, At: ends.AddDate(0, 1, 0), Month: month("2026-07")}
	list := []servicelevel.Fact{
		{ID: "O", Kind: servicelevel.Down, At: begins},
		{ID: "R", Kind: servicelevel.Restored, Of: "O", At: ends},
		claimOf("K", ends.AddDate(0, 1, 0).Add(-1)), // 1 August 00:59:59.999999999
		july, // a nanosecond later
	}
	ct := claimable(t, `{"months": 1}, "claim_from": "outage_end"`)
	want := map[string][2]string{
		"2026-06": {"", "outage of 2 h that goes on, not claimed as yet: not counted"},
		"2026-07": {"", "outage of 2 h to be claimed before 1 August 2026 at 01:00, not claimed as yet: not counted"},
		"2026-08": {"10.00", "claimed too late, on 1 August 2026 at 01:00, to be claimed before 1 August 2026 at 01:00: not counted"},
	}
	for _, s := range requireAllRoads(t, ct, list, "2026-06", 3) {
		s.Explain()
		got, text := "", ""
		if s.Compensation != nil {
			got = s.Compensation.Net.StringFixed(2)
		}
		for i := range s.Availability {
			text += s.Availability[i].Explained.EN
			require.NoError(t, checkSaid(&s.Availability[i]))
		}
		assert.Equal(t, want[s.Month.String()][0], got, s.Month)
		assert.Contains(t, text, want[s.Month.String()][1], s.Month)
	}
}

// TestClaimsThatLapseAsAMonthEnds: an outage of June that can be claimed to the end of July is lost by the
// statement for July, not by a later one.
func TestClaimsThatLapseAsAMonthEnds(t *testing.T) {
	t.Parallel()
	first := time.Date(2026, time.June, 10, 0, 0, 0, 0, time.UTC)
	ct := claimable(t, `{"months": 1, "month_end": true}, "claim_from": "outage_start"`)
	list := []servicelevel.Fact{{ID: "O", Kind: servicelevel.Down, At: first, End: first.Add(3 * time.Hour)}}
	for i, s := range requireAllRoads(t, ct, list, "2026-06", 3) {
		s.Explain()
		require.Len(t, s.Availability, []int{1, 2, 1}[min(i, 2)], s.Month)
		if i == 1 {
			assert.Contains(t, s.Availability[0].Explained.EN, "; outage of 3 h not claimed before 1 August 2026 at 00:00: not counted (S62)")
		}
	}
}

// TestClaimsOfOutagesThatAreLonger: what a month said of an outage that nobody has claimed as yet is said again
// when its maintenance turns out not to have been any, though nothing is owed before or after.
func TestClaimsOfOutagesThatAreLonger(t *testing.T) {
	t.Parallel()
	first := time.Date(2026, time.June, 10, 0, 0, 0, 0, time.UTC)
	ct := claimable(t, `{"months": 2}, "claim_from": "outage_start"`)
	list := []servicelevel.Fact{
		{ID: "O", Kind: servicelevel.Down, At: first, End: first.Add(3 * time.Hour)},
		{ID: "X", Kind: servicelevel.Excluded, At: first, End: first.Add(time.Hour), Reason: penalty.Maintenance},
		{ID: "W", Kind: servicelevel.Withdrawn, Of: "X", At: first.AddDate(0, 1, 0)},
	}
	statements := requireAllRoads(t, ct, list, "2026-06", 2)
	for i, lasted := range []time.Duration{2 * time.Hour, 3 * time.Hour} {
		june := &statements[i].Availability[0]
		require.Equal(t, month("2026-06"), june.Month)
		require.Len(t, june.Assessment.NotClaimed, 1)
		assert.Equal(t, lasted, june.Assessment.NotClaimed[0].Lasted)
		assert.True(t, june.Owed().IsZero())
	}
}
