package penalty_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
)

func Example() {
	paris, err := calendar.LoadLocation("Europe/Paris")
	if err != nil {
		fmt.Println(err)
		return
	}
	clock := func(hour, minute int) time.Time { return time.Date(2026, time.May, 12, hour, minute, 0, 0, paris) }
	terms := penalty.Terms{
		Target: decimal.RequireFromString("0.999"), // 99.9 %
		Rate:   decimal.RequireFromString("0.05"),  // 5 % of the rent an hour
	}
	a, err := penalty.Assess(terms, penalty.Case{
		Rent:   decimal.RequireFromString("149.00"),
		Period: calendar.MustParseMonth("2026-05").Interval(paris),
		Outages: []penalty.Outage{
			{Start: clock(10, 0), End: clock(11, 0)},
			{Start: clock(10, 30), End: clock(12, 30)},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Availability.Down, "down,", a.Availability, "available, exactly", a.Availability.Ratio())
	fmt.Println("missed by", -a.Margin)
	fmt.Println(a.Units, "hours cost", a.Amount.StringFixed(2))
	fmt.Println("assuming", a.Assumed)
	// Output:
	// 2h30m0s down, 99.6639 % available, exactly 1483/1488
	// missed by 1h45m21.6s
	// 5/2 hours cost 18.63
	// assuming D4 D9 D10 D11 D12 D13 D21
}

// april is a case of one outage in April 2026, UTC.
func april(down time.Duration) penalty.Case {
	period := calendar.MustParseMonth("2026-04").Interval(time.UTC)
	start := period.Start.Add(100 * time.Hour)
	return penalty.Case{
		Rent: decimal.RequireFromString("90.00"), Period: period,
		Outages: []penalty.Outage{{Start: start, End: start.Add(down)}},
	}
}

func ExampleAssessment_Assess() {
	terms := penalty.Terms{Target: decimal.RequireFromString("0.999"), Rate: decimal.RequireFromString("0.05")}
	var a penalty.Assessment // of one server after the other
	for _, down := range []time.Duration{30 * time.Minute, 2 * time.Hour} {
		c := april(down)
		if err := a.Assess(&terms, &c); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(a.Availability, a.Amount.StringFixed(2))
	}
	// Output:
	// 99.9305 % 0.00
	// 99.7222 % 9.00
}

func ExampleAssess_faults() {
	c := april(time.Hour)
	c.Rent = decimal.RequireFromString("-90.00")
	c.Outages[0].End = c.Outages[0].Start.Add(-time.Second)
	_, err := penalty.Assess(penalty.Terms{Target: decimal.RequireFromString("0.999")}, c)
	fmt.Println(err)
	// Output:
	// terms.rate: exactly one of rate, bands, lengths and numbers must be given
	// rent: must not be negative (got "-90")
	// outages[0].end: must not be before the start 2026-04-05T04:00:00Z (got "2026-04-05T03:59:59Z")
}

func ExampleAssessment_Trace() {
	terms := penalty.Terms{Target: decimal.RequireFromString("0.999"), Rate: decimal.RequireFromString("0.05"), Counting: penalty.Begun}
	terms.Rules = penalty.Rules{Target: "S61", Rate: "S62"} // whatever the clause goes by
	a, _ := penalty.Assess(terms, april(90*time.Minute))
	for _, s := range a.Trace() {
		fmt.Println(s.Kind, s.Rules, s.Time, s.Units, s.Amount.StringFixed(2))
	}
	// Output:
	// total [D4] 720h0m0s 0/0 0.00
	// downtime [] 1h30m0s 0/0 0.00
	// target [S61] 43m12s 0/0 0.00
	// missed [S61 D9] 46m48s 0/0 0.00
	// counted [D10] 1h30m0s 0/0 0.00
	// units [S62 D11] 1h30m0s 2 0.00
	// amount [S62 D21] 0s 2 9.00
}

// The same steps in words, as a desk or a log has them.
func ExampleStep_String() {
	terms := penalty.Terms{Target: decimal.RequireFromString("0.999"), Rate: decimal.RequireFromString("0.05"), Counting: penalty.Begun}
	terms.Rules = penalty.Rules{Target: "S61", Rate: "S62"}
	a, _ := penalty.Assess(terms, april(90*time.Minute))
	for _, s := range a.Trace() {
		fmt.Println(s)
	}
	// Output:
	// measured against 720h0m0s (D4)
	// 1h30m0s down in 1 outage
	// target 0.999 allows 43m12s of 720h0m0s, missed if strictly_below it (S61)
	// missed by 46m48s (S61, D9)
	// 1h30m0s of 1h30m0s penalised, all (D10)
	// 1h30m0s in units of 1h0m0s: 2, begun (S62, D11)
	// 2 × 0.05 of the rent of 90.00 = 9.00, half_away (S62, D21)
}

// The steps of many assessments lie in the same memory, one after the other.
func ExampleAssessment_AppendTrace() {
	terms := penalty.Terms{Target: decimal.RequireFromString("0.999"), Rate: decimal.RequireFromString("0.05")}
	terms.Rules = penalty.Rules{Target: "CGV 5.2", Rate: "CGV 5.3"}
	var steps []penalty.Step
	for _, down := range []time.Duration{30 * time.Minute, time.Hour} {
		a, _ := penalty.Assess(terms, april(down))
		steps = a.AppendTrace(steps[:0])
		last := steps[len(steps)-1]
		fmt.Println(down, last.Kind, last.Rules)
	}
	// Output:
	// 30m0s met [CGV 5.2 D9]
	// 1h0m0s amount [CGV 5.3 D21]
}

func ExampleAssessment_Assumptions() {
	terms := penalty.Terms{Target: decimal.RequireFromString("0.999"), Rate: decimal.RequireFromString("0.05")}
	terms.Stated = penalty.D4 | penalty.D9 | penalty.D21
	a, _ := penalty.Assess(terms, april(time.Hour))
	for _, as := range a.Assumptions() {
		fmt.Println(as.Rule, as.Choice)
	}
	// Output:
	// D10 all
	// D11 pro_rata
	// D12 1
}

func ExampleTerms_Choice() {
	terms := penalty.Terms{Counting: penalty.Begun, PerOutage: true, Excess: true}
	fmt.Println(terms.Choice(penalty.D10), terms.Choice(penalty.D11), terms.Choice(penalty.D12))
	// Output: excess begun_per_outage 1
}

func ExampleTerms() {
	var terms penalty.Terms
	err := json.Unmarshal([]byte(`{
		"target": "0.9999",
		"bands": [
			{"from": "0.99", "below": "0.9999", "credit": "0.1"},
			{"below": "0.985", "credit": "0.3"}
		]
	}`), &terms)
	fmt.Println(err)
	// Output:
	// bands[1].below: leaves a gap: no credit from 0.985 to below 0.99 (got "0.985")
}

func ExampleAvailability() {
	a := penalty.Availability{Down: 2593 * time.Second, Total: 720 * time.Hour}
	fmt.Println(a, a.Percent(2), a.Ratio(), a.Below(decimal.RequireFromString("0.999")))
	// Output:
	// 99.8999 % 99.89 % 2589407/2592000 true
}

func ExampleRatio() {
	var r penalty.Ratio
	_ = r.UnmarshalText([]byte("6/4"))
	fmt.Println(r)
	// Output: 3/2
}

func ExamplePeriod_Interval() {
	quarter := penalty.Quarter.Interval(time.Date(2026, time.May, 12, 0, 0, 0, 0, time.UTC), time.UTC)
	fmt.Println(quarter.Start.Format(time.DateOnly), quarter.End.Format(time.DateOnly))
	// Output:
	// 2026-04-01 2026-07-01
}

func ExampleDecisions() {
	open := penalty.D10 | penalty.D9
	fmt.Println(open, open.Has(penalty.D10), open.Has(penalty.D12))
	// Output:
	// D9 D10 true false
}

func ExampleReadings() {
	terms := penalty.Terms{Target: decimal.RequireFromString("0.999"), Rate: decimal.RequireFromString("0.05")}
	least, greatest, _ := penalty.Readings(terms, april(90*time.Minute))
	fmt.Println("at least", least.Amount.StringFixed(2), least.Choices)
	fmt.Println("at most", greatest.Amount.StringFixed(2), greatest.Choices)
	// Output:
	// at least 0.00 [{D10 excess} {D11 full} {D12 1}]
	// at most 9.00 [{D10 all} {D11 begun} {D12 1}]
}

func ExampleForecast() {
	terms := penalty.Terms{Target: decimal.RequireFromString("0.999"), Rate: decimal.RequireFromString("0.05"), Counting: penalty.Begun}
	c := april(0)
	c.Outages[0].End = time.Time{} // still down, as of half past four
	c.AsOf = c.Outages[0].Start.Add(30 * time.Minute)
	o, _ := penalty.Forecast(terms, c)
	fmt.Println("now", o.Now.Amount.StringFixed(2))
	fmt.Println("missed after", o.MissedAt.Format(time.TimeOnly))
	fmt.Println("then", o.NextAmount.StringFixed(2))
	fmt.Println("capped at", o.CappedAt.Format(time.DateTime))
	// Output:
	// now 0.00
	// missed after 04:43:12
	// then 4.50
	// capped at 2026-04-05 23:00:00
}

// Two answers that came late, by a clause of 5 % of the rent for each, however late it is.
func ExampleAssessLate() {
	clause := penalty.Terms{
		Target: decimal.RequireFromString("1"), PerOutage: true,
		Lengths: []penalty.Length{{Credit: decimal.RequireFromString("0.05")}},
	}
	fmt.Println(clause.ValidateLate())
	late := []time.Duration{time.Minute, 3 * time.Hour}
	a, err := penalty.AssessLate(&clause, decimal.RequireFromString("90.00"), april(0).Period, late)
	fmt.Println(a.Amount.StringFixed(2), err)
	// Output:
	// <nil>
	// 9.00 <nil>
}

// Which credit is due for an availability of a month: a tenth of the rent from 99 % on, else a quarter.
func ExampleTerms_Band() {
	terms := penalty.Terms{Target: decimal.RequireFromString("0.999"), Bands: []penalty.Band{
		{From: decimal.RequireFromString("0.99"), Below: decimal.RequireFromString("0.999"), Credit: decimal.RequireFromString("0.1")},
		{Below: decimal.RequireFromString("0.99"), Credit: decimal.RequireFromString("0.25")},
	}}
	for _, down := range []time.Duration{30 * time.Minute, 3 * time.Hour, 30 * time.Hour} {
		band, ok := terms.Band(penalty.Availability{Down: down, Total: 720 * time.Hour})
		fmt.Println(band.Credit, ok)
	}
	// Output:
	// 0 false
	// 0.1 true
	// 0.25 true
}
