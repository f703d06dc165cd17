package servicelevel_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

func goodActivity() servicelevel.Activity {
	return servicelevel.Activity{
		Purchases: []servicelevel.Purchase{
			{ID: "P1", At: wall("2026-03-10 11:00"), Time: 5 * time.Hour, Price: dec("239.00")},
			{ID: "P2", At: wall("2026-03-11 11:00"), Time: time.Minute, Gift: true, Recorded: wall("2026-03-11 11:00")},
		},
		Requests: []servicelevel.Request{
			{Ticket: "T1", Kind: servicelevel.Incident, At: wall("2026-05-03 22:10"), Estimate: time.Hour, Waiting: []calendar.Pause{{Start: wall("2026-05-03 22:20")}}},
			{Ticket: "T2", At: wall("2026-05-04 10:00")},
		},
		Interventions: []servicelevel.Intervention{session("T1", "2026-05-03 22:10", time.Hour), session("T2", "2026-05-05 10:00", 0)},
		Outages:       []penalty.Outage{{ID: "O1", Start: wall("2026-05-12 10:00"), End: wall("2026-05-12 11:00"), Cause: "réseau"}},
		Exclusions:    []penalty.Exclusion{{Start: wall("2026-05-12 10:00"), End: wall("2026-05-12 10:10"), Reason: penalty.Maintenance, Note: "annoncée"}},
		Charges: []servicelevel.Charge{
			{ID: "C1", At: wall("2026-05-12 10:00"), Price: *dec("50.00"), Label: servicelevel.Wording{FR: "Mise en service", EN: "Set-up"}},
			{ID: "C2", At: wall("2026-05-12 10:00"), Price: *dec("-0.01"), Label: servicelevel.Wording{FR: "Geste", EN: "Goodwill"}, VAT: chargeVAT("E", "", "why", "")},
		},
	}
}

func TestActivityFaults(t *testing.T) {
	for _, c := range []struct {
		change func(*servicelevel.Activity)
		want   string
	}{
		{func(a *servicelevel.Activity) { a.Purchases[1].ID = "" }, `purchases\[1\].id: must be 1 to 100 bytes`},
		{func(a *servicelevel.Activity) { a.Purchases[1].ID = "P1" }, `purchases\[1\].id: must not be given twice, see purchases\[0\] \(got "P1"\)`},
		{func(a *servicelevel.Activity) { a.Purchases[0].At = time.Time{} }, `purchases\[0\].at: must lie in the years 1990 to 2089`},
		{func(a *servicelevel.Activity) { a.Purchases[0].At = time.Date(2090, 1, 1, 0, 0, 0, 0, time.UTC) }, `purchases\[0\].at: .*2090-01-01T00:00:00Z`},
		{func(a *servicelevel.Activity) { a.Purchases[0].At = time.Date(1990, 1, 1, 0, 0, 0, -1, time.UTC) }, `purchases\[0\].at: must lie`},
		{func(a *servicelevel.Activity) { a.Purchases[1].Recorded = a.Purchases[1].At.Add(-1) }, `purchases\[1\].recorded: must not be before the fact`},
		{func(a *servicelevel.Activity) { a.Purchases[1].Recorded = time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC) }, `purchases\[1\].recorded: must lie in the years`},
		{func(a *servicelevel.Activity) { a.Purchases[0].Time = time.Minute - 1 }, `purchases\[0\].time: must lie from PT1M to PT10000H`},
		{func(a *servicelevel.Activity) { a.Purchases[0].Time = -time.Hour }, `purchases\[0\].time: .*"-PT1H"`},
		{func(a *servicelevel.Activity) { a.Purchases[0].Time = servicelevel.MaxPeriod + 1 }, `purchases\[0\].time: must lie`},
		{func(a *servicelevel.Activity) { a.Purchases[0].Price = dec("1.0005") }, `purchases\[0\].price: must have at most three decimals \(got "1.0005"\)`},
		{func(a *servicelevel.Activity) { a.Purchases[0].Price = dec("-1") }, `purchases\[0\].price: must not be negative`},
		{func(a *servicelevel.Activity) { a.Purchases[1].Price = dec("1") }, `purchases\[1\].price: must be absent from a gift \(got "1"\)`},
		{func(a *servicelevel.Activity) { a.Purchases[1].Elsewhere = true }, `purchases\[1\].elsewhere: must be absent from a gift`},
		{func(a *servicelevel.Activity) { a.Charges[0].ID = "" }, `charges\[0\].id: must be 1 to 100 bytes`},
		{func(a *servicelevel.Activity) { a.Charges[1].ID = "C1" }, `charges\[1\].id: must not be given twice, see charges\[0\] \(got "C1"\)`},
		{func(a *servicelevel.Activity) { a.Charges[1].At = time.Time{} }, `charges\[1\].at: must lie in the years`},
		{func(a *servicelevel.Activity) { a.Charges[1].Recorded = a.Charges[1].At.Add(-1) }, `charges\[1\].recorded: must not be before the fact`},
		{func(a *servicelevel.Activity) { a.Charges[1].Price = *dec("0") }, `charges\[1\].price: must be given, and not be 0`},
		{func(a *servicelevel.Activity) { a.Charges[1].Price = *dec("1e40") }, `charges\[1\].price: must lie between`},
		{func(a *servicelevel.Activity) { a.Charges[1].Label.FR = "" }, `charges\[1\].label.fr: must not be empty`},
		{func(a *servicelevel.Activity) { a.Charges[1].VAT.Category = "S" }, `charges\[1\].vat.exemption: must be absent in category S or Z \(BR-S-10, BR-Z-10\) \(got "why"\)`},
		{func(a *servicelevel.Activity) { a.Charges = make([]servicelevel.Charge, servicelevel.MaxFacts+1) }, `charges: must be at most 100000`},
		{func(a *servicelevel.Activity) { a.Requests[0].Ticket = strings.Repeat("t", 101) }, `requests\[0\].ticket: must be`},
		{func(a *servicelevel.Activity) { a.Requests[1].Ticket = "T1" }, `requests\[1\].ticket: must not be given twice, see requests\[0\]`},
		{func(a *servicelevel.Activity) { a.Requests[1].At = time.Time{} }, `requests\[1\].at: must lie`},
		{func(a *servicelevel.Activity) { a.Requests[1].Kind = 2 }, `requests\[1\].kind: must be one of .* \(got "2"\)`},
		{func(a *servicelevel.Activity) { a.Requests[1].Channel = 4 }, `requests\[1\].channel: must be one of .* \(got "4"\)`},
		{func(a *servicelevel.Activity) { a.Requests[1].Estimate = -1 }, `requests\[1\].estimate: must lie from PT0S`},
		{func(a *servicelevel.Activity) { a.Requests[1].Estimate = servicelevel.MaxPeriod + 1 }, `requests\[1\].estimate: must lie`},
		{func(a *servicelevel.Activity) { a.Requests[1].Waiting = make([]calendar.Pause, 1001) }, `requests\[1\].waiting: must be at most 1000 \(got "1001"\)`},
		{func(a *servicelevel.Activity) { a.Requests[0].Waiting[0].End = wall("2026-05-03 22:00") }, `requests\[0\].waiting\[0\].end: `},
		{func(a *servicelevel.Activity) { a.Interventions[1].Ticket = "T9" }, `interventions\[1\].ticket: must be the ticket of a request \(S27\) \(got "T9"\)`},
		{func(a *servicelevel.Activity) { a.Interventions[0].Ticket = "" }, `interventions\[0\].ticket: must be 1 to 100`},
		{func(a *servicelevel.Activity) { a.Interventions[0].Start = wall("2026-05-03 22:09:59.999999999") }, `interventions\[0\].start: must not be before its request`},
		{func(a *servicelevel.Activity) { a.Interventions[0].End = wall("2026-05-03 22:09:59") }, `interventions\[0\].end: must not be before the start`},
		{func(a *servicelevel.Activity) {
			a.Interventions[0].End = a.Interventions[0].Start.Add(servicelevel.MaxSession + 1)
		}, `interventions\[0\].end: must be at most 24 h after the start, .*: was a timer left running\? \(got "2026-05-04T22:10:00.000000001\+02:00"\)$`},
		{func(a *servicelevel.Activity) {
			a.Interventions[0].End = a.Interventions[0].Start.Add(600 * time.Hour)
		}, `interventions\[0\].end: must be at most 24 h after the start, [^\n]*$`},
		{func(a *servicelevel.Activity) { a.Interventions[0].Start = time.Time{} }, `interventions\[0\].start: must lie in the years`},
		{func(a *servicelevel.Activity) { a.Interventions[0].End = time.Time{} }, `interventions\[0\].end: is missing: a session is recorded once it has ended$`},
		{func(a *servicelevel.Activity) { a.Interventions[0].ID = " " }, `interventions\[0\].id: must be 1 to 100`},
		{func(a *servicelevel.Activity) { a.Interventions[0].ID, a.Interventions[1].ID = "S", "S" }, `interventions\[1\].id: must not name two sessions, see interventions\[0\] \(got "S"\)$`},
		{func(a *servicelevel.Activity) { a.Interventions[0].Recorded = a.Interventions[0].End.Add(-1) }, `interventions\[0\].recorded: must not be before the fact`},
		{func(a *servicelevel.Activity) { a.Outages[0].End = wall("2026-05-12 09:00") }, `outages\[0\].end: `},
		{func(a *servicelevel.Activity) { a.Outages[0].Start = time.Time{} }, `outages\[0\].start: `},
		{func(a *servicelevel.Activity) { a.Exclusions[0].Reason = penalty.Counts }, `exclusions\[0\].reason: `},
		{func(a *servicelevel.Activity) { a.Exclusions[0].End = wall("2026-05-12 09:00") }, `exclusions\[0\].end: `},
		{func(a *servicelevel.Activity) { a.Purchases = make([]servicelevel.Purchase, servicelevel.MaxFacts+1) }, `purchases: must be at most 100000 \(got "100001"\)`},
		{func(a *servicelevel.Activity) { a.Requests = make([]servicelevel.Request, servicelevel.MaxFacts+1) }, `requests: must be at most 100000`},
		{func(a *servicelevel.Activity) {
			a.Interventions = make([]servicelevel.Intervention, servicelevel.MaxFacts+1)
		}, `interventions: must be at most 100000`},
		{func(a *servicelevel.Activity) { a.Outages = make([]penalty.Outage, servicelevel.MaxFacts+1) }, `outages: must be at most 100000`},
		{func(a *servicelevel.Activity) { a.Exclusions = make([]penalty.Exclusion, servicelevel.MaxFacts+1) }, `exclusions: must be at most 100000`},
	} {
		act := goodActivity()
		require.NoError(t, act.Validate())
		c.change(&act)
		assert.Regexp(t, "(?m)^"+c.want, fmt.Sprint(act.Validate()))
		_, err := servicelevel.NUXIT().Statement(contract("nuxit", servicelevel.Pro, "2026-01-01"), act, month("2026-05"))
		assert.Regexp(t, `(?m)^activity\.`+c.want, fmt.Sprint(err))
	}
	roundTrip(t, goodActivity())
	act := goodActivity()
	act.Exclusions = slices.Repeat(act.Exclusions[:1], servicelevel.MaxFacts)
	act.Requests[1].Waiting = slices.Repeat(act.Requests[0].Waiting[:1], 1000)
	assert.NoError(t, act.Validate())
	act = goodActivity() // the same outage may be listed twice
	act.Outages = append(act.Outages, act.Outages[0], act.Outages[0])
	act.Outages[1].Share = *dec("1.0")
	act.Outages[2].ID = ""
	assert.ErrorContains(t, act.Validate(), `outages[1].id: must not name two outages, see outages[0] (got "O1")`)
	act.Outages[0].Share = *dec("1")
	assert.NoError(t, act.Validate())
}

// TestManyTickets: beyond a handful, ids are found through an index.
func TestManyTickets(t *testing.T) {
	var act servicelevel.Activity
	for i := range 40 {
		at := fmt.Sprintf("2026-05-%02d 10:%02d", 4+i%5, i)
		act.Requests = append(act.Requests, asked(fmt.Sprint("T", i), at))
		act.Interventions = append(act.Interventions, session(fmt.Sprint("T", i), at, time.Minute))
		act.Purchases = append(act.Purchases, servicelevel.Purchase{ID: fmt.Sprint("P", i), At: wall("2026-01-01 00:00"), Time: time.Hour, Gift: true})
	}
	require.NoError(t, act.Validate())
	s := stated(t, contract("nuxit", servicelevel.Standard, "2026-01-01"), act, "2026-05")
	assert.Len(t, s.Tickets, 40)
	assert.Equal(t, 20*time.Hour, s.Credit.Closing)
	act.Requests[39].Ticket, act.Purchases[38].ID = "T7", "P8"
	err := act.Validate()
	assert.ErrorContains(t, err, "requests[39].ticket: must not be given twice, see requests[7]")
	assert.ErrorContains(t, err, "purchases[38].id: must not be given twice, see purchases[8]")
	assert.ErrorContains(t, err, "interventions[39].ticket: must be the ticket of a request (S27)")
}

func TestInputFaults(t *testing.T) {
	in := servicelevel.Input{Month: month("2026-05"), Contract: contract("nuxit", servicelevel.Pro, "2026-01-01"), Activity: goodActivity()}
	roundTrip(t, in)
	in.Month, in.Contract.Level, in.Activity.Interventions[1].End = calendar.Month{Year: 2026, Month: 13}, "", time.Time{}
	err := in.Validate()
	for _, field := range []string{"month: must be a month that exists", "contract.level: ", "activity.interventions[1].end: "} {
		assert.ErrorContains(t, err, field)
	}
	for doc, want := range map[string]string{
		`not json`: "", `{}`: "month", `{"month":"2026-5"}`: "month", `[]`: "", `null`: "",
		`{"month":"2026-05","contract":{"schema":"palier/1","id":"C","customer":"x","edition":"nuxit","level":"pro","start":"2026-01-01"},` +
			`"activity":{"schema":"palier/1","interventions":[{"ticket":"T1","start":"2026-05-01T10:00:00Z","end":"2026-05-01T09:00:00Z"}]}}`: "activity.interventions[0].end",
		`{"month":"2026-05","month":"2026-06"}`: "month",
	} {
		var got servicelevel.Input
		err := json.Unmarshal([]byte(doc), &got)
		require.Error(t, err, doc)
		assert.Contains(t, err.Error(), want)
		assert.Equal(t, servicelevel.Input{}, got)
	}
}

func TestServerAndMonthLimits(t *testing.T) {
	ct := contract("nuxit", servicelevel.Pro, "1990-01-01")
	for m, ok := range map[calendar.Month]bool{
		{Year: 1989, Month: 12}: false, {Year: 1990, Month: 1}: true, {Year: 2089, Month: 12}: true, {Year: 2090, Month: 1}: false, {Year: 2026, Month: 0}: false,
	} {
		_, err := servicelevel.NUXIT().Statement(ct, servicelevel.Activity{}, m)
		assert.Equal(t, ok, err == nil, m)
		if !ok {
			assert.ErrorContains(t, err, "month: ")
		}
	}
	ct.Options.Overdraft = time.Hour
	for _, d := range []string{"1990-01-01", "2089-12-31"} {
		s := stated(t, ct, servicelevel.Activity{
			Requests:      []servicelevel.Request{asked("T1", d+" 10:00")},
			Interventions: []servicelevel.Intervention{session("T1", d+" 10:00", time.Hour)},
		}, d[:7])
		assert.Equal(t, time.Hour, s.Tickets[0].Worked, d)
	}
}
