package servicelevel_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
)

// targetsEdition is an edition of one or two plans whose targets are JSON.
func targetsEdition(t *testing.T, business, pro string) *servicelevel.Catalogue {
	t.Helper()
	plan := func(level, targets string) string {
		return fmt.Sprintf(`{"level": %q, "name": {"fr": "Offre %s", "en": "Plan %s"}, "fee": {"monthly": "10.00"},
			"hours": {"schedule": {"zone": "Europe/Paris", "hours": [{"days": "mon-fri", "open": ["09:00-18:00"]}]}},
			"desk": {"channels": ["ticket"]}, "work": {"block": "PT15M"}, "targets": %s}`, level, level, level, targets)
	}
	rows := plan("business", business)
	if pro != "" {
		rows += "," + plan("pro", pro)
	}
	var e plans.Edition
	require.NoError(t, json.Unmarshal([]byte(`{"id": "boreal", "provider": "Boréal", "zone": "Europe/Paris", "vat_rate": "0.2", "plans": [`+rows+`]}`), &e))
	c, err := servicelevel.Compile(e)
	require.NoError(t, err)
	return c
}

// targetsContract is under that edition.
func targetsContract() servicelevel.Contract {
	return servicelevel.Contract{ID: "C-1", Customer: "Imprimerie", Edition: "boreal", Level: servicelevel.Business, Start: day("2026-01-01"), Rent: dec("240.00")}
}

// factLines reads facts that are lines of JSON.
func factLines(t *testing.T, lines string) (facts []servicelevel.Fact) {
	t.Helper()
	for line := range strings.Lines(lines) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		var f servicelevel.Fact
		require.NoError(t, json.Unmarshal([]byte(line), &f), line)
		facts = append(facts, f)
	}
	return facts
}

const within45 = `{"terms": {"priorities": [{"goals": [{"kind": "response", "within": "PT45M"}]}],
	"quotas": [{"kind": "response", "target": "0.95", "percentile": "0.95",
		"bands": [{"from": "0.8", "below": "0.95", "credit": "0.05"}, {"below": "0.8", "credit": "0.1"}]}]}, "rules": ["H4"]}`

// TestQuotaAtItsBounds: "95 % within 45 minutes" of twenty tickets of which some are answered at
// the deadline or a second about it.
func TestQuotaAtItsBounds(t *testing.T) {
	t.Parallel()
	cat := targetsEdition(t, within45, "")
	for _, c := range []struct {
		off        []int // seconds beyond 45 min, of the first tickets; the others take 10 min
		late       int
		amount     string
		percentile time.Duration
	}{
		{nil, 0, "0.00", 10 * time.Minute},
		{[]int{-1, -1}, 0, "0.00", 45*time.Minute - time.Second},
		{[]int{0, 0}, 0, "0.00", 45 * time.Minute},
		{[]int{1, 0}, 1, "0.00", 45 * time.Minute}, // 19 of 20 are 95 %
		{[]int{1, 1}, 2, "12.00", 45*time.Minute + time.Second},
		{[]int{1, 1, 1, 1}, 4, "12.00", 45*time.Minute + time.Second}, // 80 % exactly
		{[]int{1, 1, 1, 1, 1}, 5, "24.00", 45*time.Minute + time.Second},
	} {
		book, err := cat.Open(targetsContract())
		require.NoError(t, err)
		for i := range 20 {
			asked := wall("2026-05-04 10:00").Add(time.Duration(i) * 24 * time.Hour)
			took := 10 * time.Minute
			if i < len(c.off) {
				took = 45*time.Minute + time.Duration(c.off[i])*time.Second
			}
			require.NoError(t, book.Record(
				servicelevel.Fact{ID: fmt.Sprint("q", i), Kind: servicelevel.Requested, Ticket: fmt.Sprint("T", i), At: asked},
				servicelevel.Fact{ID: fmt.Sprint("u", i), Kind: servicelevel.Updated, Ticket: fmt.Sprint("T", i), At: asked.Add(took)},
			))
		}
		s, _, err := book.Close(month("2026-05"))
		require.NoError(t, err)
		require.NoError(t, s.Validate())
		require.Len(t, s.Quotas, 1, c)
		q := &s.Quotas[0]
		assert.Equal(t, response.Attainment{InTime: 20 - c.late, Late: c.late}, q.Result.Attainment, c)
		assert.Equal(t, c.amount, q.Result.Amount.StringFixed(2), c)
		assert.Equal(t, c.percentile, q.Result.Percentile, c)
		assert.Len(t, s.Goals, c.late, c)
		if c.amount == "0.00" {
			assert.Nil(t, s.Compensation, c)
			continue
		}
		line := s.Compensation.Lines[0]
		assert.Equal(t, invoice.QuotaLine, line.Kind)
		assert.Equal(t, c.amount, line.Amount.StringFixed(2))
		assert.Equal(t, "O", line.Category)
		assert.Equal(t, plans.Citation("H4, D17, D23"), line.Rules)
		assert.Equal(t, q.Ref, line.Ref)
	}
}

// TestWarningsAtTheDesk: 75 % and 90 % of 45 minutes are 33 min 45 s and 40 min 30 s.
func TestWarningsAtTheDesk(t *testing.T) {
	t.Parallel()
	cat := targetsEdition(t, `{"terms": {"priorities": [{"goals": [{"kind": "response", "within": "PT45M", "warnings": ["0.75", "0.9"]}]}]}}`, "")
	book, err := cat.Open(targetsContract())
	require.NoError(t, err)
	asked := wall("2026-05-12 10:00")
	require.NoError(t, book.Record(servicelevel.Fact{ID: "1", Kind: servicelevel.Requested, Ticket: "T1", At: asked}))
	for _, c := range []struct {
		after  time.Duration
		state  servicelevel.DeadlineState
		passed int
	}{
		{33*time.Minute + 45*time.Second - 1, servicelevel.DeadlineRuns, 0},
		{33*time.Minute + 45*time.Second, servicelevel.DeadlineRuns, 1},
		{40*time.Minute + 30*time.Second - 1, servicelevel.DeadlineRuns, 1},
		{40*time.Minute + 30*time.Second, servicelevel.DeadlineRuns, 2},
		{45 * time.Minute, servicelevel.DeadlineRuns, 2},
		{45*time.Minute + 1, servicelevel.DeadlineMissed, 2},
	} {
		due, err := book.Due(asked.Add(c.after))
		require.NoError(t, err)
		require.Len(t, due, 1, c)
		assert.Equal(t, servicelevel.ForResponse, due[0].Kind)
		assert.Equal(t, c.state, due[0].State, c)
		assert.Equal(t, 45*time.Minute-c.after, due[0].Left, c)
		assert.True(t, due[0].Due.Equal(asked.Add(45*time.Minute)), c)
		passed := 0
		for _, w := range due[0].Warnings {
			if w.Passed {
				passed++
			}
		}
		assert.Equal(t, c.passed, passed, c)
	}
}

// TestTargetsInMidTicket: a priority and a plan that change carry over what has passed; a ticket
// that was reopened goes on without the time for which it was resolved; one that was merged has
// no goals any more.
func TestTargetsInMidTicket(t *testing.T) {
	t.Parallel()
	business := `{"terms": {"priorities": [
		{"name": "P1", "goals": [{"kind": "resolution", "within": "PT8H", "pausing": ["waiting", "supplier"]}]},
		{"name": "P3", "goals": [{"kind": "resolution", "within": "PT48H"}]}]}}`
	pro := `{"terms": {"priorities": [{"name": "P1", "goals": [{"kind": "resolution", "within": "PT24H"}]}]}}`
	cat := targetsEdition(t, business, pro)
	for _, c := range []struct {
		what, facts, at string
		state           response.GoalState
		priority, plan  string
		elapsed, within time.Duration
	}{
		{
			"priority", `{"id":"1","kind":"requested","at":"2026-05-12T10:00:00+02:00","ticket":"T","priority":"P3"}
			{"id":"2","kind":"prioritized","at":"2026-05-12T16:00:00+02:00","ticket":"T","priority":"P1"}`,
			"2026-05-12 17:00", response.GoalRuns, "P1", "business", 7 * time.Hour, 8 * time.Hour,
		},
		{
			"priority, too late", `{"id":"1","kind":"requested","at":"2026-05-12T10:00:00+02:00","ticket":"T","priority":"P3"}
			{"id":"2","kind":"prioritized","at":"2026-05-12T19:00:00+02:00","ticket":"T","priority":"P1"}`,
			"2026-05-12 19:00", response.GoalMissed, "P1", "business", 9 * time.Hour, 8 * time.Hour,
		},
		{
			"plan", `{"id":"1","kind":"requested","at":"2026-05-31T20:00:00+02:00","ticket":"T","priority":"P1"}`,
			"2026-06-01 05:00", response.GoalRuns, "P1", "pro", 9 * time.Hour, 24 * time.Hour,
		},
		{
			"plan without the priority", `{"id":"1","kind":"requested","at":"2026-05-31T20:00:00+02:00","ticket":"T","priority":"P3"}`,
			"2026-05-31 22:00", response.GoalRuns, "P3", "business", 2 * time.Hour, 48 * time.Hour,
		},
		{
			"states", `{"id":"1","kind":"requested","at":"2026-05-12T10:00:00+02:00","ticket":"T","priority":"P1"}
			{"id":"2","kind":"entered","at":"2026-05-12T11:00:00+02:00","ticket":"T","into":"supplier"}
			{"id":"3","kind":"waiting","at":"2026-05-12T12:00:00+02:00","ticket":"T"}
			{"id":"4","kind":"entered","at":"2026-05-12T13:00:00+02:00","ticket":"T","into":"open"}
			{"id":"5","kind":"resumed","at":"2026-05-12T14:00:00+02:00","ticket":"T"}`,
			"2026-05-12 15:00", response.GoalRuns, "P1", "business", 2 * time.Hour, 8 * time.Hour,
		},
		{
			"reopened", `{"id":"1","kind":"requested","at":"2026-05-12T10:00:00+02:00","ticket":"T","priority":"P1"}
			{"id":"2","kind":"reported","at":"2026-05-12T12:00:00+02:00","ticket":"T"}
			{"id":"3","kind":"reopened","at":"2026-05-13T09:00:00+02:00","ticket":"T"}`,
			"2026-05-13 10:00", response.GoalRuns, "P1", "business", 3 * time.Hour, 8 * time.Hour,
		},
		{
			"reopened by mistake", `{"id":"1","kind":"requested","at":"2026-05-12T10:00:00+02:00","ticket":"T","priority":"P1"}
			{"id":"2","kind":"reported","at":"2026-05-12T12:00:00+02:00","ticket":"T"}
			{"id":"3","kind":"reopened","at":"2026-05-13T09:00:00+02:00","ticket":"T"}
			{"id":"4","kind":"withdrawn","at":"2026-05-13T09:30:00+02:00","of":"3"}`,
			"2026-05-13 10:00", response.GoalMet, "P1", "business", 2 * time.Hour, 8 * time.Hour,
		},
		{
			"merged", `{"id":"0","kind":"requested","at":"2026-05-12T09:00:00+02:00","ticket":"U"}
			{"id":"1","kind":"requested","at":"2026-05-12T10:00:00+02:00","ticket":"T","priority":"P1"}
			{"id":"2","kind":"merged","at":"2026-05-12T12:00:00+02:00","ticket":"T","into":"U"}`,
			"2026-05-13 10:00", response.GoalDropped, "P1", "business", 2 * time.Hour, 8 * time.Hour,
		},
	} {
		ct := targetsContract()
		ct.Changes = []servicelevel.Change{{On: day("2026-06-01"), Level: servicelevel.Pro}}
		book, err := cat.Open(ct)
		require.NoError(t, err)
		facts := factLines(t, c.facts)
		require.NoError(t, book.Record(facts...), c.what)
		require.NoError(t, book.Record(facts...), c.what) // once is enough
		ticket, err := book.Ticket("T", wall(c.at))
		require.NoError(t, err, c.what)
		require.Len(t, ticket.Goals, 1, c.what)
		g := &ticket.Goals[0]
		require.NoError(t, g.Validate(), c.what)
		assert.Equal(t, []any{c.state, c.priority, c.plan, c.elapsed, c.within}, []any{g.State, g.Priority, g.Plan, g.Elapsed, g.Within}, c.what)
		due, err := book.Due(wall(c.at))
		require.NoError(t, err)
		if c.state == response.GoalDropped || c.state == response.GoalMet {
			assert.Empty(t, due, c.what)
		} else {
			assert.Len(t, due, 1, c.what)
		}
	}
}

// TestQuotaIsCorrected: what is not decided as a month ends, and what becomes known later, changes
// what is owed for it by the later statement, in a book that goes on from a state too.
func TestQuotaIsCorrected(t *testing.T) {
	t.Parallel()
	cat := targetsEdition(t, within45, "")
	book, err := cat.Open(targetsContract())
	require.NoError(t, err)
	require.NoError(t, book.Record(factLines(t, `
		{"id":"1","kind":"requested","at":"2026-05-12T10:00:00+02:00","ticket":"T1"}
		{"id":"2","kind":"updated","at":"2026-05-12T11:00:00+02:00","ticket":"T1"}
		{"id":"3","kind":"requested","at":"2026-05-31T23:30:00+02:00","ticket":"T2"}`)...))
	may, state, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	assert.Equal(t, response.Attainment{Late: 1, Waiting: 1}, may.Quotas[0].Result.Attainment)
	assert.True(t, may.Quotas[0].Result.Provisional)
	assert.Equal(t, "24.00", may.Compensation.Gross.StringFixed(2))
	assert.Equal(t, []string{"T1", "T2"}, state.Open)

	book, err = cat.Resume(targetsContract(), readAgain(t, state))
	require.NoError(t, err)
	due, err := book.Due(wall("2026-06-01 00:10"))
	require.NoError(t, err)
	require.Len(t, due, 1)
	assert.Equal(t, 5*time.Minute, due[0].Left)
	require.NoError(t, book.Record(factLines(t, `
		{"id":"4","kind":"updated","at":"2026-06-01T00:15:00+02:00","ticket":"T2"}
		{"id":"5","kind":"updated","at":"2026-05-12T10:45:00+02:00","recorded":"2026-06-09T08:00:00+02:00","ticket":"T1"}`)...))
	june, _, err := book.Close(month("2026-06"))
	require.NoError(t, err)
	june.Explain()
	require.Len(t, june.Quotas, 2)
	assert.Equal(t, calendar.MustParseMonth("2026-05"), june.Quotas[0].Month)
	assert.Equal(t, response.Attainment{InTime: 2}, june.Quotas[0].Result.Attainment)
	assert.Equal(t, "24.00", june.Quotas[0].Before.StringFixed(2))
	require.Len(t, june.Compensation.Lines, 1)
	assert.Equal(t, "-24.00", june.Compensation.Lines[0].Amount.StringFixed(2))
	assert.Equal(t, calendar.MustParseMonth("2026-05"), june.Compensation.Lines[0].Corrects)
	require.Len(t, june.Goals, 1)
	assert.True(t, june.Goals[0].Revised)
	assert.Equal(t, response.GoalMet, june.Goals[0].Standing.State)
	assert.Equal(t, "answers within what is promised; 2 of 2 in time, 100.0000% (1), promised 95% (H4): kept (D9); 95% take 45 min at most, rank 2 of 2; owed before €24.00, difference -€24.00", june.Quotas[0].Explained.EN)
	assert.Equal(t, "réponses dans le délai promis ; aucune échue, engagement 95 % (H4)", june.Quotas[1].Explained.FR)
}

// TestGoalThatThereIsNoMore: a goal was missed, and the next month something else becomes known. If
// the request never was, no goal of it is listed; if it was cancelled before the goal was missed, or
// is reached, it is, in a book that goes on from a state too.
func TestGoalThatThereIsNoMore(t *testing.T) {
	t.Parallel()
	cat := targetsEdition(t, within45, "")
	for _, c := range []struct {
		what, fact string
		state      response.GoalState
		listed     bool
		of         response.Attainment
	}{
		{what: "never was", fact: `{"id":"2","kind":"withdrawn","of":"1","at":"2026-06-02T17:00:00+02:00"}`},
		{
			"cancelled as it was asked", `{"id":"2","kind":"cancelled","at":"2026-05-31T22:00:00+02:00","recorded":"2026-06-02T17:00:00+02:00","ticket":"T"}`,
			response.GoalDropped, true,
			response.Attainment{},
		},
		{
			"cancelled in time", `{"id":"2","kind":"cancelled","at":"2026-05-31T22:45:00+02:00","recorded":"2026-06-02T17:00:00+02:00","ticket":"T"}`,
			response.GoalDropped, true,
			response.Attainment{},
		},
		{
			"cancelled too late", `{"id":"2","kind":"cancelled","at":"2026-05-31T22:46:00+02:00","recorded":"2026-06-02T17:00:00+02:00","ticket":"T"}`,
			response.GoalMissed, false,
			response.Attainment{Late: 1},
		},
		{
			"answered in time", `{"id":"2","kind":"updated","at":"2026-05-31T22:45:00+02:00","recorded":"2026-06-02T17:00:00+02:00","ticket":"T"}`,
			response.GoalMet, true,
			response.Attainment{InTime: 1},
		},
	} {
		var statements [2]servicelevel.Statement
		for resumed := range statements {
			book, err := cat.Open(targetsContract())
			require.NoError(t, err)
			require.NoError(t, book.Record(factLines(t, `{"id":"1","kind":"requested","at":"2026-05-31T22:00:00+02:00","ticket":"T"}`)...))
			may, state, err := book.Close(month("2026-05"))
			require.NoError(t, err)
			require.Len(t, may.Goals, 1, c.what)
			if resumed == 1 {
				book, err = cat.Resume(targetsContract(), readAgain(t, state))
				require.NoError(t, err)
			}
			require.NoError(t, book.Record(factLines(t, c.fact)...), c.what)
			june, state, err := book.Close(month("2026-06"))
			require.NoError(t, err)
			statements[resumed] = june
			if c.listed {
				require.Len(t, june.Goals, 1, c.what)
				assert.True(t, june.Goals[0].Revised, c.what)
				assert.Equal(t, c.state, june.Goals[0].Standing.State, c.what)
			} else {
				assert.Empty(t, june.Goals, c.what)
			}
			if c.of.Late > 0 {
				require.Len(t, june.Quotas, 1, c.what) // that of June
			} else {
				require.Len(t, june.Quotas, 2, c.what)
				assert.Equal(t, c.of, june.Quotas[0].Result.Attainment, c.what)
				assert.Equal(t, "24.00", june.Quotas[0].Before.StringFixed(2), c.what)
			}
			if resumed == 1 {
				book, err = cat.Resume(targetsContract(), readAgain(t, state))
				require.NoError(t, err)
			}
			july, _, err := book.Close(month("2026-07"))
			require.NoError(t, err)
			assert.Empty(t, july.Goals, c.what)
			assert.Len(t, july.Quotas, 1, c.what)
		}
		requireSame(t, encode(t, statements[0]), encode(t, statements[1]), c.what)
	}
}

// TestTargetsAreChecked: faults of a plan's targets and of facts are told by their paths.
func TestTargetsAreChecked(t *testing.T) {
	t.Parallel()
	for targets, want := range map[string]string{
		`{"terms": {"priorities": []}}`:                                                                       `targets.terms.priorities: must be at least one`,
		`{"terms": {"priorities": [{"name": "P1", "plan": "pro"}]}}`:                                          `targets.terms.priorities\[0\].plan: must be absent`,
		`{"terms": {"priorities": [{"goals": [{"kind": "response", "within": "PT0S"}]}]}}`:                    `targets.terms.priorities\[0\].goals\[0\].within: `,
		`{"terms": {"priorities": [{"goals": [{"kind": "response", "within": "PT1H", "hours": "office"}]}]}}`: `targets.terms.priorities\[0\].goals\[0\].hours: must be the name of hours`,
		`{"terms": {"priorities": [{"name": "P1"}], "quotas": [{"kind": "response", "target": "0.9"}, {"kind": "response", "priorities": ["P1", "P3"], "target": "0.9"}]}}`: `targets.terms.quotas\[1\].priorities\[1\]: must be the name of a priority of the targets \(got "P3"\)`,
		`{"terms": {"priorities": [{}]}, "rules": ["a,b"]}`:                                                       `targets.rules\[0\]: `,
		`{"terms": {"priorities": [{}], "quotas": [{"kind": "response", "target": "0.9", "percentile": "1.1"}]}}`: `targets.terms.quotas\[0\].percentile: must lie between 0 and 1`,
	} {
		var p plans.Plan
		err := json.Unmarshal([]byte(`{"level": "business", "name": {"fr": "A", "en": "B"}, "fee": {"monthly": "10.00"},
			"hours": {"schedule": {"zone": "Europe/Paris", "hours": [{"days": "mon-fri", "open": ["09:00-18:00"]}]}},
			"desk": {"channels": ["ticket"]}, "work": {"block": "PT15M"}, "targets": `+targets+`}`), &p)
		require.Error(t, err, targets)
		assert.Regexp(t, want, err.Error())
	}
	cat := targetsEdition(t, `{"terms": {"priorities": [{"name": "P1"}]}}`, "")
	book, err := cat.Open(targetsContract())
	require.NoError(t, err)
	err = book.Record(factLines(t, `{"id":"1","kind":"requested","at":"2026-05-12T10:00:00+02:00","ticket":"T","priority":"P9"}`)...)
	require.ErrorContains(t, err, `facts[0].priority: must be a priority of the targets of the plan business (got "P9")`)
	act := servicelevel.Activity{Requests: []servicelevel.Request{{Ticket: "T", At: wall("2026-05-12 10:00"), Notes: []servicelevel.TicketNote{
		{ID: "1", Kind: servicelevel.Prioritized, At: wall("2026-05-12 11:00"), Priority: "P9"},
	}}}}
	_, err = cat.Statement(targetsContract(), act, month("2026-05"))
	require.ErrorContains(t, err, `activity.requests[0].notes[0].priority: must be a priority of the targets`)
	act.Requests[0].Notes[0] = servicelevel.TicketNote{ID: "1", Kind: servicelevel.Worked, At: wall("2026-05-12 09:59")}
	err = act.Validate()
	require.ErrorContains(t, err, `requests[0].notes[0].kind: must be prioritized, entered, updated, reported or reopened (got "worked")`)
	require.ErrorContains(t, err, `requests[0].notes[0].at: must not be before its request`)
	ct := targetsContract()
	ct.Rent = nil
	_, err = targetsEdition(t, within45, "").Open(ct)
	require.ErrorContains(t, err, `contract.rent: must be given for the level business, whose quotas cost a share of it (D17)`)
}

// TestTargetsOfAnActivity: an activity tells the same with notes.
func TestTargetsOfAnActivity(t *testing.T) {
	t.Parallel()
	cat := targetsEdition(t, within45, "")
	ct := targetsContract()
	asked := wall("2026-05-12 10:00")
	facts := []servicelevel.Fact{
		{ID: "1", Kind: servicelevel.Requested, Ticket: "T", At: asked},
		{ID: "2", Kind: servicelevel.Updated, Ticket: "T", At: asked.Add(40 * time.Minute)},
		{ID: "3", Kind: servicelevel.Updated, Ticket: "T", At: asked.Add(50 * time.Minute)},
		{ID: "4", Kind: servicelevel.Reported, Ticket: "T", At: asked.Add(time.Hour)},
		{ID: "5", Kind: servicelevel.Withdrawn, At: wall("2026-06-03 10:00"), Of: "2"},
	}
	r := servicelevel.Request{Ticket: "T", At: asked}
	for _, f := range facts[1:4] {
		r.Notes = append(r.Notes, servicelevel.TicketNote{ID: f.ID, Kind: f.Kind, At: f.At})
	}
	r.Notes[0].Withdrawn = facts[4].At
	act := servicelevel.Activity{Requests: []servicelevel.Request{r}}
	book, err := cat.Open(ct)
	require.NoError(t, err)
	require.NoError(t, book.Record(facts...))
	for _, m := range []string{"2026-05", "2026-06"} {
		want, _, err := book.Close(month(m))
		require.NoError(t, err)
		got := statementBy(t, cat, ct, act, m)
		requireSame(t, encode(t, want), encode(t, got), m)
		if m == "2026-06" {
			require.Len(t, got.Goals, 1)
			assert.Equal(t, 50*time.Minute, got.Goals[0].Standing.Elapsed)
			assert.Equal(t, "24.00", got.Compensation.Gross.StringFixed(2))
		}
	}
}

func statementBy(t *testing.T, cat *servicelevel.Catalogue, ct servicelevel.Contract, act servicelevel.Activity, m string) servicelevel.Statement {
	t.Helper()
	s, err := cat.Statement(ct, act, month(m))
	require.NoError(t, err)
	return s
}
