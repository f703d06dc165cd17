package servicelevel_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// bothSaid is what a statement says of a decision in French and in English, or nothing.
func bothSaid(s *servicelevel.Statement, id string) (w servicelevel.Wording) {
	s.Explain()
	for _, a := range s.Assumptions {
		if a.Rule == id {
			w = a.Explained
		}
	}
	return w
}

var (
	quotedSaid = servicelevel.Wording{FR: "Rien n'est supposé : chaque chiffre vient du devis.", EN: "Nothing is assumed: every figure comes from the quote."}
	feastsSaid = servicelevel.Wording{
		FR: "Sont fériés le lundi de Pentecôte, chaque année, et le 8 Mai, de 1953 à 1959 et depuis 1982.",
		EN: "Pentecost Monday, every year, and 8 May, in 1953–1959 and from 1982, are public holidays.",
	}
	pentecostSaid = servicelevel.Wording{
		FR: "Sont fériés le lundi de Pentecôte, sauf de 2005 à 2007, et le 8 Mai, de 1953 à 1959 et depuis 1982.",
		EN: "Pentecost Monday, save in 2005–2007, and 8 May, in 1953–1959 and from 1982, are public holidays.",
	}
	acrossSaid = servicelevel.Wording{
		FR: "La durée d'une panne est regardée en entier, même hors de la période, telle qu'on la connaît ; ce qu'on apprend plus tard est une correction.",
		EN: "How long an outage lasted is looked at whole, also outside the period, as known; what becomes known later is a correction.",
	}
	mergedSaid = servicelevel.Wording{
		FR: "Une demande retirée, ou réunie à une autre, n'a plus de délai garanti à elle ; réunie, elle compte avec l'autre.",
		EN: "A request that was withdrawn, or merged into another, has no guarantee of its own any more; merged, it counts with the other.",
	}
	unsaid servicelevel.Wording
)

// TestQuoteIsSaid: of a month with days under a quoted plan, or with what one says of work, hours,
// guarantees and availability; not of others (D25).
func TestQuoteIsSaid(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Rent, ct.Quote = dec("149.00"), quote()
	ct.Options.Overdraft = 10 * time.Hour
	ct.Changes = []servicelevel.Change{{On: day("2026-05-01"), Level: servicelevel.CriticalBusiness}, {On: day("2026-06-01"), Level: servicelevel.Pro}}
	act := servicelevel.Activity{
		Requests:      []servicelevel.Request{asked("T", "2026-05-29 09:00"), incident("I", "2026-05-31 23:50")},
		Interventions: []servicelevel.Intervention{session("T", "2026-05-29 10:00", time.Hour), session("I", "2026-06-01 00:20", time.Hour)},
	}
	of := func(m string, act servicelevel.Activity) servicelevel.Wording {
		s := stated(t, ct, act, m)
		return bothSaid(&s, "D25")
	}
	assert.Equal(t, unsaid, of("2026-04", act))
	assert.Equal(t, quotedSaid, of("2026-05", servicelevel.Activity{}))
	assert.Equal(t, unsaid, of("2026-06", servicelevel.Activity{}))
	assert.Equal(t, quotedSaid, of("2026-06", act), "an incident of May is late in June, by the quote")
	act.Requests, act.Interventions = act.Requests[:1], append(act.Interventions[:1], session("T", "2026-06-02 10:00", time.Hour))
	assert.Equal(t, quotedSaid, of("2026-06", act), "a ticket goes on in the blocks of the quote")
	bought := []servicelevel.Purchase{{ID: "P", At: wall("2026-05-04 10:00"), Time: 3 * time.Hour}}
	for _, wrong := range []string{"2026-06-02 12:00", "2026-06-30 23:59", "2026-07-01 00:00"} {
		gone := session("T", "2026-06-02 10:00", time.Hour)
		gone.Withdrawn = wall(wrong)
		want := map[bool]servicelevel.Wording{true: unsaid, false: quotedSaid}[wrong < "2026-07"]
		assert.Equal(t, want, of("2026-06", servicelevel.Activity{
			Purchases: bought, Requests: act.Requests, Interventions: []servicelevel.Intervention{session("T", "2026-05-29 10:00", time.Hour), gone},
		}), "drawn and given back in the month: %s", wrong)
	}
	late := down("2026-05-10 10:00", "2026-05-10 12:00")
	late.Recorded = wall("2026-06-03 10:00")
	assert.Equal(t, quotedSaid, of("2026-06", servicelevel.Activity{Outages: []penalty.Outage{late}}))
	assert.Equal(t, quotedSaid, of("2026-06", servicelevel.Activity{Purchases: []servicelevel.Purchase{{
		ID: "P", At: wall("2026-05-10 10:00"), Recorded: wall("2026-06-03 10:00"), Time: 3 * time.Hour,
	}}}))
	assert.Equal(t, unsaid, of("2026-07", act))
	ct.Options.FeesInAdvance = true
	assert.Equal(t, quotedSaid, of("2026-04", act), "the fee of May")
}

// TestFeastsAreSaid: Pentecost Monday and 8 May decide when work can begin, what of it lies
// outside the hours, and how a clock of hours runs; and nothing on other days, on a Saturday, or
// around the clock (D26).
func TestFeastsAreSaid(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		month, asked, from string
		anyday             bool
		says               servicelevel.Wording
	}{
		"asked on the day, a Friday":           {"2026-05", "2026-05-08 10:00", "2026-05-11 09:00", false, feastsSaid},
		"asked on its evening":                 {"2026-05", "2026-05-08 18:00", "2026-05-11 09:00", false, unsaid},
		"asked the evening before":             {"2026-05", "2026-05-07 18:00", "2026-05-11 09:00", false, feastsSaid},
		"asked and worked the day before":      {"2026-05", "2026-05-07 10:00", "2026-05-07 11:00", false, unsaid},
		"over the weekend before Pentecost":    {"2026-05", "2026-05-22 18:00", "2026-05-26 09:00", false, feastsSaid},
		"worked on Pentecost Monday":           {"2026-05", "2026-05-22 10:00", "2026-05-25 10:00", false, feastsSaid},
		"worked on its evening":                {"2026-05", "2026-05-22 10:00", "2026-05-25 19:00", false, unsaid},
		"Ascension is no matter of it":         {"2026-05", "2026-05-14 10:00", "2026-05-15 09:00", false, unsaid},
		"a Saturday":                           {"2027-05", "2027-05-08 10:00", "2027-05-10 09:00", false, unsaid},
		"a Pentecost Monday in June":           {"2025-06", "2025-06-09 10:00", "2025-06-10 09:00", false, feastsSaid},
		"an incident is worked on at any time": {"2026-05", "2026-05-08 10:00", "2026-05-08 10:30", true, unsaid},
	} {
		ct := contract("nuxit", servicelevel.Pro, "2025-01-01")
		ct.Options.Overdraft = 10 * time.Hour
		r := asked("T", c.asked)
		if c.anyday {
			r.Kind = servicelevel.Incident
		}
		s := stated(t, ct, servicelevel.Activity{Requests: []servicelevel.Request{r}, Interventions: []servicelevel.Intervention{session("T", c.from, 30*time.Minute)}}, c.month)
		assert.Equal(t, c.says, bothSaid(&s, "D26"), name)
	}
}

// TestFeastsOnAClockOfHours: 4 h from Thursday 7 May 16:00 are over on Monday.
func TestFeastsOnAClockOfHours(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Options.Overdraft, ct.Options.GuaranteeInHours = 10*time.Hour, true
	act := servicelevel.Activity{Requests: []servicelevel.Request{incident("T", "2026-05-07 16:00")}, Interventions: []servicelevel.Intervention{session("T", "2026-05-11 12:00", time.Hour)}}
	s := stated(t, ct, act, "2026-05")
	assert.Equal(t, "2026-05-11T11:00:00+02:00", s.Guarantees[0].Response.Due.Format(time.RFC3339))
	assert.Equal(t, feastsSaid, bothSaid(&s, "D26"))
	act.Requests[0].Waiting = []calendar.Pause{{Start: wall("2026-05-07 18:00"), End: wall("2026-05-09 00:00")}}
	s = stated(t, ct, act, "2026-05")
	assert.Equal(t, feastsSaid, bothSaid(&s, "D26"), "without pauses it waits for nobody")
	ct.Options.PauseWaiting = true
	s = stated(t, ct, act, "2026-05")
	assert.Equal(t, unsaid, bothSaid(&s, "D26"), "the clock would have stood still all the same")
	ct.Options.GuaranteeInHours, ct.Options.PauseWaiting = false, false
	s = stated(t, ct, act, "2026-05")
	assert.Equal(t, unsaid, bothSaid(&s, "D26"))
}

// TestPentecostWorkedIsSaid: in the years in which it was worked, of the plans that say so.
func TestPentecostWorkedIsSaid(t *testing.T) {
	t.Parallel()
	e := plans.NUXIT()
	for i := range e.Plans {
		e.Plans[i].Hours.Schedule.Holidays.PentecostWorked = e.Plans[i].Hours.Schedule.Holidays.Code != ""
	}
	c, err := servicelevel.Compile(e)
	require.NoError(t, err)
	ct := contract("nuxit", servicelevel.Pro, "2004-01-01")
	ct.Options.Overdraft = 10 * time.Hour
	for _, x := range []struct {
		month, asked string
		says         servicelevel.Wording
	}{
		{"2004-06", "2004-05-31 10:00", pentecostSaid},
		{"2005-05", "2005-05-16 10:00", pentecostSaid},
		{"2005-05", "2005-05-17 10:00", unsaid},
		{"2006-05", "2006-05-08 10:00", pentecostSaid},
		{"2007-05", "2007-05-28 10:00", pentecostSaid},
		{"2007-05", "2007-05-28 18:00", unsaid},
		{"2008-05", "2008-05-12 10:00", pentecostSaid},
		{"2008-05", "2008-05-13 10:00", unsaid},
	} {
		at := wall(x.asked)
		act := servicelevel.Activity{
			Requests:      []servicelevel.Request{asked("T", x.asked)},
			Interventions: []servicelevel.Intervention{{Ticket: "T", Start: at.AddDate(0, 0, 2), End: at.AddDate(0, 0, 2).Add(time.Minute)}},
		}
		s, err := c.Statement(ct, act, month(x.month))
		require.NoError(t, err)
		assert.Equal(t, x.says, bothSaid(&s, "D26"), x.asked)
	}
}

// TestFeastsOfLayers: a plan that is there when the office is not, as data, is there on 8 May because that
// is a holiday, and no more than usual on a Saturday.
func TestFeastsOfLayers(t *testing.T) {
	t.Parallel()
	e := plans.NUXIT()
	for i := range e.Plans {
		if s := &e.Plans[i].Hours.Schedule; s.Holidays.Code != "" {
			s.Layers = []calendar.Layer{{Op: calendar.LayerComplement, Reason: "on call"}}
		}
	}
	doc, err := json.Marshal(e)
	require.NoError(t, err)
	var back plans.Edition
	require.NoError(t, json.Unmarshal(doc, &back))
	c, err := servicelevel.Compile(back)
	require.NoError(t, err)
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Options.Overdraft = 10 * time.Hour
	for start, says := range map[string]servicelevel.Wording{"2026-05-08 10:00": feastsSaid, "2026-05-16 10:00": unsaid, "2026-05-13 20:00": unsaid} {
		s, err := c.Statement(ct, servicelevel.Activity{
			Requests:      []servicelevel.Request{asked("T", start)},
			Interventions: []servicelevel.Intervention{session("T", start, 30*time.Minute)},
		}, month("2026-05"))
		require.NoError(t, err)
		assert.Equal(t, says, bothSaid(&s, "D26"), start)
	}
}

// TestFeastsOfParts: what a layer's holidays open or close rests on the decision as what the schedule's own do, whatever
// exceptions make of the day; not what other holidays do.
func TestFeastsOfParts(t *testing.T) {
	t.Parallel()
	const paris, office = `{"zone":"Europe/Paris"`, `"hours":[{"days":"mon-fri","open":["09:00-18:00"]}]`
	union := func(holidays string) string {
		return paris + `,"layers":[{"op":"union","zone":"Europe/Paris",` + office + `,"holidays":` + holidays + `}]}`
	}
	for _, x := range []struct {
		schedule string
		friday   servicelevel.Wording // 8 May 2026
		monday   servicelevel.Wording // 25 May 2026, Pentecost Monday
		in2006   servicelevel.Wording // 5 June 2006, Pentecost Monday
	}{
		{union(`{"code":"FR"}`), feastsSaid, feastsSaid, feastsSaid},
		{union(`{"code":"FR","pentecost_worked":true}`), pentecostSaid, pentecostSaid, pentecostSaid},
		{union(`{"code":"BE"}`), unsaid, unsaid, unsaid},
		{union(`{"code":"FR,BE"}`), feastsSaid, unsaid, unsaid}, // Whit Monday in Belgium
		{paris + `,"hours":[{"days":"mon-sun","open":["00:00-24:00"]}],"layers":[{"op":"difference","zone":"Europe/Paris",` + office + `,"holidays":{"code":"FR"}}]}`, feastsSaid, feastsSaid, feastsSaid},
		{paris + `,"hours":[{"days":"mon-sun","open":["00:00-24:00"]}],"layers":[{"op":"intersection","zone":"UTC",` + office + `,"holidays":{"code":"FR-974"}}]}`, feastsSaid, feastsSaid, feastsSaid},
		{paris + `,` + office + `,"holidays":{"code":"FR"},"layers":[{"op":"union","zone":"Europe/Paris",` + office + `}]}`, unsaid, unsaid, unsaid}, // open all the same
		{paris + `,` + office + `,"holidays":{"code":"FR"},"exceptions":[{"date":"2005-01-03","weeks":1,"if_open":true,"open":["07:00-19:00"]}]}`, feastsSaid, feastsSaid, feastsSaid},
		{paris + `,` + office + `,"holidays":{"code":"FR"},"exceptions":[{"date":"2005-01-03","weeks":1,"closed":["09:00-10:00"]}]}`, feastsSaid, feastsSaid, feastsSaid},
		{paris + `,` + office + `,"holidays":{"code":"FR"},"exceptions":[{"date":"2005-01-03","weeks":1,"days":"mon,fri","closed":["08:00-18:00"]}]}`, unsaid, unsaid, unsaid}, // closed all the same
		{paris + `,` + office + `,"holidays":{"code":"FR"},"exceptions":[{"date":"2005-01-03","weeks":1,"open":["07:00-19:00"]}]}`, unsaid, unsaid, unsaid},
		{paris + `,` + office + `,"holidays":{"code":"FR"},"exceptions":[{"date":"2026-05-25","usual":true}]}`, feastsSaid, unsaid, feastsSaid},
	} {
		e := plans.NUXIT()
		for i := range e.Plans {
			require.NoError(t, json.Unmarshal([]byte(x.schedule), &e.Plans[i].Hours.Schedule))
		}
		c, err := servicelevel.Compile(e)
		require.NoError(t, err)
		ct := contract("nuxit", servicelevel.Standard, "2004-01-01")
		ct.Options.Overdraft = 10 * time.Hour
		for start, says := range map[string]servicelevel.Wording{"2026-05-08 10:00": x.friday, "2026-05-25 10:00": x.monday, "2006-06-05 10:00": x.in2006, "2026-05-13 10:00": unsaid} {
			s, err := c.Statement(ct, servicelevel.Activity{
				Requests:      []servicelevel.Request{{Ticket: "T", At: wall(start).Add(-time.Minute)}},
				Interventions: []servicelevel.Intervention{session("T", start, 30*time.Minute)},
			}, calendar.MonthOf(wall(start)))
			require.NoError(t, err)
			assert.Equal(t, says, bothSaid(&s, "D26"), "%s by %s", start, x.schedule)
		}
	}
}

// TestOutageAcrossMonths: 20 minutes, of which 10 lie in May, count where 15 are the least (D35), and
// correct April, of which it was not known that they would.
func TestOutageAcrossMonths(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	ct.Options.Penalty = &penalty.Terms{Target: *dec("1"), Rate: *dec("0.05"), MinOutage: 15 * time.Minute}
	for start, says := range map[string]servicelevel.Wording{
		"2026-04-30 23:50": acrossSaid, // 10 min in April, which is too short for it alone, as for May
		"2026-04-30 23:56": acrossSaid, // 4 min in April
		"2026-04-30 23:00": unsaid,     // over before
		"2026-05-10 10:00": unsaid,
	} {
		s := stated(t, ct, servicelevel.Activity{Outages: []penalty.Outage{{Start: wall(start), End: wall(start).Add(20 * time.Minute)}}}, "2026-05")
		assert.Equal(t, says, bothSaid(&s, "D35"), start)
		if start != "2026-04-30 23:50" {
			continue
		}
		require.Len(t, s.Availability, 2)
		for i, period := range []string{"720 h", "744 h"} {
			assert.Equal(t, 10*time.Minute, s.Availability[i].Assessment.Availability.Down)
			assert.Contains(t, s.Availability[i].Explained.EN, "10 min of downtime (D35) in "+period+" (D4)")
			assert.Contains(t, s.Availability[i].Explained.FR, "10 min d'indisponibilité (D35) sur "+period+" (D4)")
		}
	}
}

// TestMergedAndWithdrawnAreSaid: in the month in which a clock stopped for it, and of work that
// counts with another ticket (D37).
func TestMergedAndWithdrawnAreSaid(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Options.Overdraft = 10 * time.Hour
	one, two := request("T1", "2026-05-11 09:00", servicelevel.Incident), request("T2", "2026-05-11 09:30", servicelevel.Incident)
	begun := []servicelevel.Fact{worked("w1", "T1", "2026-05-11 09:40", 10*mins), worked("w2", "T2", "2026-05-11 09:50", 10*mins)}
	for name, c := range map[string]struct {
		list      []servicelevel.Fact
		may, june servicelevel.Wording
	}{
		"merged while its clock runs":        {facts(one, two, begun[1], merged("m", "T1", "2026-05-11 10:00", "T2")), mergedSaid, unsaid},
		"merged after it was begun":          {facts(one, two, begun, merged("m", "T1", "2026-05-11 10:00", "T2")), unsaid, unsaid},
		"withdrawn while its clock runs":     {facts(one, step("c", servicelevel.Cancelled, "T1", "2026-05-11 10:00")), mergedSaid, unsaid},
		"withdrawn when it is late":          {facts(one, step("c", servicelevel.Cancelled, "T1", "2026-05-11 14:00")), mergedSaid, unsaid},
		"withdrawn a month after":            {facts(one, step("c", servicelevel.Cancelled, "T1", "2026-06-11 14:00")), unsaid, mergedSaid}, // it came ever later until then
		"told a month after":                 {facts(one, told(step("c", servicelevel.Cancelled, "T1", "2026-05-11 10:00"), "2026-06-03 10:00")), unsaid, mergedSaid},
		"work on it counts with the other":   {facts(one, two, begun, merged("m", "T1", "2026-05-11 10:00", "T2"), worked("w3", "T1", "2026-06-02 11:00", 10*mins)), unsaid, mergedSaid},
		"work of before it counts by itself": {facts(one, two, begun, merged("m", "T1", "2026-05-11 10:00", "T2"), told(worked("w3", "T1", "2026-05-11 09:55", 1*mins), "2026-06-02 11:00")), unsaid, unsaid},
		"no guarantee":                       {facts(request("T1", "2026-05-11 09:00", servicelevel.ServiceRequest), step("c", servicelevel.Cancelled, "T1", "2026-05-11 10:00")), unsaid, unsaid},
	} {
		for m, says := range map[string]servicelevel.Wording{"2026-05": c.may, "2026-06": c.june} {
			s, err := servicelevel.NUXIT().StatementOf(servicelevel.Input{Contract: ct, Facts: c.list, Month: month(m)})
			require.NoError(t, err)
			assert.Equal(t, says, bothSaid(&s, "D37"), "%s, %s", name, m)
		}
	}
}
