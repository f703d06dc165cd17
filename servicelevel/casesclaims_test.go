package servicelevel_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// claimable is a contract of Business in UTC of which what is owed must be claimed, told as JSON.
func claimable(t *testing.T, within string) (ct servicelevel.Contract) {
	t.Helper()
	clause := `{"target": "0.999", "rate": "0.05", "claim_within": ` + within + `}`
	require.NoError(t, json.Unmarshal([]byte(strings.NewReplacer("RENT", "100.00", "CLAUSE", clause).Replace(june)), &ct))
	return ct
}

// claimOf tells that what is owed for June is asked for.
func claimOf(id string, at time.Time) servicelevel.Fact {
	return servicelevel.Fact{ID: id, Kind: servicelevel.Claimed, At: at, Month: month("2026-06")}
}

// TestClaimsOnStatements: three hours down in June are 15.00, within 30 days of June.
func TestClaimsOnStatements(t *testing.T) {
	t.Parallel()
	first := time.Date(2026, time.June, 10, 0, 0, 0, 0, time.UTC)
	out := servicelevel.Fact{ID: "O", Kind: servicelevel.Down, At: first, End: first.Add(3 * time.Hour)}
	last := time.Date(2026, time.July, 31, 0, 0, 0, 0, time.UTC)
	type said struct{ month, owed, fr, en string }
	const openFR, openEN = " = 15,00 € (S62, D21) ; à réclamer avant le 31 juillet 2026 à 00:00, non réclamé à ce jour : 0,00 € (S62)",
		" = €15.00 (S62, D21); to be claimed before 31 July 2026 at 00:00, not claimed as yet: €0.00 (S62)"
	open := said{"2026-06", "", openFR, openEN}
	for _, c := range []struct {
		name   string
		claims []servicelevel.Fact
		want   []said
	}{
		{"never", nil, []said{
			open,
			{"2026-07", "", " ; non réclamé avant le 31 juillet 2026 à 00:00 : 0,00 € (S62)", "; not claimed before 31 July 2026 at 00:00: €0.00 (S62)"},
		}},
		{"in June", []servicelevel.Fact{claimOf("K", first.Add(5*time.Hour))}, []said{
			{"2026-06", "15.00", " ; réclamé le 10 juin 2026 à 05:00, avant le 31 juillet 2026 à 00:00 : 15,00 € (S62)", "; claimed on 10 June 2026 at 05:00, before 31 July 2026 at 00:00: €15.00 (S62)"},
			{"2026-07", "", "", ""},
		}},
		{"at the last moment", []servicelevel.Fact{claimOf("K", last.Add(-1))}, []said{
			open,
			{"2026-07", "15.00", " ; réclamé le 30 juillet 2026 à 23:59:59,999999999, avant le 31 juillet 2026 à 00:00 : 15,00 € (S62)", ""},
		}},
		{"too late", []servicelevel.Fact{claimOf("K", last)}, []said{
			open,
			{"2026-07", "", " ; réclamé trop tard, le 31 juillet 2026 à 00:00, à réclamer avant le 31 juillet 2026 à 00:00 : 0,00 € (S62)", "; claimed too late, on 31 July 2026 at 00:00, to be claimed before 31 July 2026 at 00:00: €0.00 (S62)"},
		}},
		{"twice", []servicelevel.Fact{claimOf("K", last.Add(-time.Hour)), claimOf("L", last.Add(time.Hour))}, []said{open, {"2026-07", "15.00", "", ""}, {"2026-08", "", "", ""}}},
		{"told in August", []servicelevel.Fact{told(claimOf("K", last.Add(-time.Hour)), "2026-08-05 10:00")}, []said{
			open,
			{"2026-07", "", " ; non réclamé avant le 31 juillet 2026 à 00:00 : 0,00 € (S62)", ""},
			{"2026-08", "15.00", "", "; claimed on 30 July 2026 at 23:00, before 31 July 2026 at 00:00: €15.00 (S62)"},
		}},
		{"withdrawn", []servicelevel.Fact{claimOf("K", first.Add(5*time.Hour)), {ID: "W", Kind: servicelevel.Withdrawn, Of: "K", At: last.Add(-time.Hour)}}, []said{
			{"2026-06", "15.00", "", ""},
			{"2026-07", "-15.00", " ; non réclamé avant le 31 juillet 2026 à 00:00 : 0,00 € (S62) ; déjà dû 15,00 €, différence -15,00 €", "; owed before €15.00, difference -€15.00"},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			ct := claimable(t, `{"days": 30}`)
			list := append([]servicelevel.Fact{out}, c.claims...)
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
				if want.fr+want.en != "" {
					u := &s.Availability[0]
					assert.Equal(t, month("2026-06"), u.Month)
					require.NoError(t, checkSaid(u), "%s\n%s", u.Explained.EN, u.Explained.FR)
					checkCites(t, u)
					assert.True(t, strings.HasSuffix(u.Explained.FR, want.fr), u.Explained.FR)
					assert.True(t, strings.HasSuffix(u.Explained.EN, want.en), u.Explained.EN)
				} else {
					assert.NotEqual(t, 0, len(s.Availability))
				}
				assert.JSONEq(t, string(byActivity(t, ct, list, want.month)), string(asJSON(t, s)))
				book = goesOn(t, ct, state, list, s.Period.End)
			}
		})
	}
}

// byActivity is the statement of a month by an Activity.
func byActivity(t *testing.T, ct servicelevel.Contract, list []servicelevel.Fact, m string) []byte {
	t.Helper()
	s, err := servicelevel.NUXIT().Statement(ct, activityOf(list), month(m))
	require.NoError(t, err)
	s.Explain()
	return asJSON(t, s)
}

func asJSON(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return b
}

// goesOn goes on from a state with what became known since.
func goesOn(t *testing.T, ct servicelevel.Contract, state servicelevel.State, list []servicelevel.Fact, since time.Time) *servicelevel.Book {
	t.Helper()
	var back servicelevel.State
	require.NoError(t, json.Unmarshal(asJSON(t, state), &back))
	book, err := servicelevel.NUXIT().Resume(ct, back)
	require.NoError(t, err)
	for _, f := range list {
		if !f.Known().Before(since) {
			require.NoError(t, book.Record(f))
		}
	}
	return book
}

// TestClaimsRefused: a month that has not begun, one that corrections do not reach, and two claims
// under one id.
func TestClaimsRefused(t *testing.T) {
	t.Parallel()
	ct := claimable(t, `{"months": 24}`)
	may := time.Date(2026, time.May, 31, 23, 59, 59, 999_999_999, time.UTC)
	book := openBook(t, ct)
	require.ErrorContains(t, book.Record(claimOf("K", may)), "facts[0].month: must not be after that of the claim, 2026-05 (got \"2026-06\")")
	require.NoError(t, book.Record(claimOf("K", may.Add(1))))
	var past *servicelevel.PastError
	require.ErrorAs(t, book.Record(claimOf("L", may.AddDate(1, 0, 31))), &past)
	require.NoError(t, book.Record(claimOf("M", may.AddDate(1, 0, 30))))
	require.ErrorContains(t, book.Record(servicelevel.Fact{ID: "M", Kind: servicelevel.Claimed, At: may.AddDate(1, 0, 30), Month: month("2026-07")}), "another month")

	act := servicelevel.Activity{Claims: []servicelevel.Claim{{ID: "K", Month: month("2026-06"), At: may}}}
	_, err := servicelevel.NUXIT().Statement(ct, act, month("2026-05"))
	require.ErrorContains(t, err, "activity.claims[0].month: must not be after that of the claim, 2026-05 (got \"2026-06\")")
	act.Claims = append(act.Claims, act.Claims[0], servicelevel.Claim{})
	err = act.Validate()
	for _, want := range []string{"claims[1].id: must not be given twice, see claims[0]", "claims[2].id: ", "claims[2].month: must be a month that exists", "claims[2].at: "} {
		assert.ErrorContains(t, err, want)
	}
	act.Claims = make([]servicelevel.Claim, servicelevel.MaxFacts+1)
	require.ErrorContains(t, act.Validate(), "claims: must be at most 100000")
	ct.Options.Late = &penalty.Terms{Target: *dec("1"), Rate: *dec("0.05"), ClaimWithin: penalty.ClaimTime{Days: 1}}
	require.ErrorContains(t, ct.Validate(), "options.late.claim_within: must not be given")
}

// TestClaimOfAQuarter: any of its months is claimed, before it is over too; a month beside it is not.
func TestClaimOfAQuarter(t *testing.T) {
	t.Parallel()
	ct := claimable(t, `{"days": 30}`)
	ct.Options.Penalty.Period = penalty.Quarter
	ct.Options.CorrectionMonths = 1
	first := time.Date(2026, time.April, 10, 0, 0, 0, 0, time.UTC)
	for of, want := range map[string]string{"2026-03": "", "2026-04": "25.00", "2026-05": "25.00", "2026-06": "25.00", "2026-07": ""} {
		claim := servicelevel.Fact{ID: "K", Kind: servicelevel.Claimed, At: first.Add(5 * time.Hour), Month: month(of)}
		if m := month(of); claim.At.Before(m.Interval(time.UTC).Start) {
			claim.At = m.Interval(time.UTC).Start
		}
		book := openBook(t, ct, servicelevel.Fact{ID: "O", Kind: servicelevel.Down, At: first, End: first.Add(5 * time.Hour)}, claim)
		for m := ct.Start.MonthOf(); m != month("2026-08"); m = m.AddMonths(1) {
			s, state, err := book.Close(m)
			require.NoError(t, err)
			owed := compensated(s)
			if m == month("2026-06") {
				assert.Equal(t, want, owed, of)
			} else {
				assert.Empty(t, owed, of)
			}
			if !claim.At.Before(s.Period.End) {
				continue
			}
			var list []servicelevel.Fact
			book = goesOn(t, ct, state, list, s.Period.End)
		}
	}
}

// TestClaimOfAQuarterBehindTheEnd: what a quarter owes is assessed with the last month of a contract that
// ended in it, though its days for claims begin with the quarter's end and any of its months is claimed.
func TestClaimOfAQuarterBehindTheEnd(t *testing.T) {
	t.Parallel()
	ct := claimable(t, `{"days": 30}`)
	ct.Options.Penalty.Period = penalty.Quarter
	ct.Start, ct.Signed, ct.End = day("2026-04-01"), day("2026-04-01"), day("2026-05-01")
	first := time.Date(2026, time.April, 10, 0, 0, 0, 0, time.UTC)
	out := servicelevel.Fact{ID: "O", Kind: servicelevel.Down, At: first, End: first.Add(5 * time.Hour)}
	claim := servicelevel.Fact{ID: "K", Kind: servicelevel.Claimed, At: time.Date(2026, time.June, 5, 0, 0, 0, 0, time.UTC), Month: month("2026-06")}
	for what, c := range map[string]struct {
		list []servicelevel.Fact
		want map[string]string // how April stands, by the statements that say something of it
	}{
		"nobody claims": {[]servicelevel.Fact{out}, map[string]string{"2026-04": "open 0.00", "2026-07": "lapsed 0.00"}},
		"June claimed":  {[]servicelevel.Fact{out, claim}, map[string]string{"2026-04": "open 0.00", "2026-06": "claimed 25.00"}},
	} {
		for _, s := range requireAllRoads(t, ct, c.list, "2026-04", 1) {
			said := ""
			for _, u := range s.Availability {
				assert.Equal(t, month("2026-04"), u.Month)
				said += u.Assessment.Claim.String() + " " + u.Assessment.Amount.StringFixed(2)
			}
			assert.Equal(t, c.want[s.Month.String()], said, "%s %s", what, s.Month)
		}
	}
}

// compensated is what a statement owes the customer excl. VAT; nothing if it has no such document.
func compensated(s servicelevel.Statement) string {
	if s.Compensation == nil {
		return ""
	}
	return s.Compensation.Net.StringFixed(2)
}

// TestClaimThatRunsOutWithItsPeriod: "by the end of the month" is over when the period is. Of a contract that ended
// before, the statement of that month says so, with the last month of the contract.
func TestClaimThatRunsOutWithItsPeriod(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		period penalty.Period
		day    int
		over   string // the month in which it becomes too late
	}{
		{penalty.CalendarMonth, 0, "2026-01"},
		{penalty.Quarter, 0, "2026-03"},
		{penalty.Quarter, 15, "2026-04"}, // ends on 15 April, to be claimed by the end of that month
		{penalty.Year, 0, "2026-12"},
	} {
		ct := ending(contract("nuxit", servicelevel.Business, "2026-01-01"), "2026-01-31")
		if ct.Options.MonthDay = c.day; c.day > 0 {
			ct = ending(ct, "2026-02-02")
		}
		ct.Rent = dec("100.00")
		ct.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.05"), Period: c.period, Uncapped: true, ClaimWithin: penalty.ClaimTime{MonthEnd: true}}
		act := servicelevel.Activity{Outages: []penalty.Outage{down("2026-01-20 00:00", "2026-01-24 00:00")}}
		from := month("2026-01")
		for m := from; m.Compare(month("2027-02")) <= 0; m = m.AddMonths(1) {
			s := stated(t, ct, act, m.String())
			var states []string
			for _, u := range s.Availability {
				states = append(states, u.Month.String()+" "+u.Assessment.Claim.String())
			}
			var want []string
			switch m {
			case month(c.over):
				want = []string{"2026-01 lapsed"}
			case from:
				want = []string{"2026-01 open"}
			}
			require.Equal(t, want, states, "%s %d: %s", c.period, c.day, m)
		}
	}
}

// TestMoreOfWhatWasNotClaimed: an outage that does not count for want of a claim, and turns out to have lasted
// longer, or to have begun earlier, is stated again.
func TestMoreOfWhatWasNotClaimed(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("100.00")
	ct.Options.Penalty = &penalty.Terms{
		Target: *dec("0.999"), Rate: *dec("0.05"), ClaimWithin: penalty.ClaimTime{Days: 5}, ClaimFrom: penalty.OutageStart,
	}
	for more, want := range map[string]string{"": "", "2026-05-10 02:00": "2026-05 3h0m0s lapsed since 2026-05-09T22:00:00Z", "2026-05-09 23:00": "2026-05 3h0m0s lapsed since 2026-05-09T21:00:00Z"} {
		act := servicelevel.Activity{Outages: []penalty.Outage{down("2026-05-10 00:00", "2026-05-10 02:00")}}
		if more != "" {
			late := penalty.Outage{Start: wall(more), End: wall(more).Add(time.Hour), Recorded: wall("2026-06-03 09:00")}
			act.Outages = append(act.Outages, late)
		}
		june := stated(t, ct, act, "2026-06")
		said := ""
		for _, u := range june.Availability {
			for _, c := range u.Assessment.NotClaimed {
				said = fmt.Sprintf("%s %s %s since %s", u.Month, c.Lasted, c.Claim, stamp(c.Start))
			}
		}
		assert.Equal(t, want, said)
		assert.Nil(t, june.Compensation)
	}
}
