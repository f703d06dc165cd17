package response_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/response"
)

func ExampleGuarantee_Check() {
	declared := time.Date(2026, time.December, 25, 22, 0, 0, 0, time.UTC)
	g := response.Guarantee{Within: 4 * time.Hour}
	r, _ := g.Check(response.Incident{Declared: declared, Answered: declared.Add(4*time.Hour + time.Second)}, nil)
	fmt.Println(r.Outcome, "by", -r.Margin, "- due", r.Due.Format(time.DateTime))
	// Output:
	// late by 1s - due 2026-12-26 02:00:00
}

func ExampleAttainment() {
	a := response.Attainment{InTime: 2, Late: 1}
	fmt.Println(a.Ratio(), a.Percent(1), a.Below(decimal.RequireFromString("0.95")))
	// Output:
	// 2/3 66.6 % true
}

func ExampleGuarantee_Penalty() {
	g := response.Guarantee{Within: 45 * time.Minute, Late: &penalty.Terms{
		Target: decimal.RequireFromString("1"), PerOutage: true,
		Lengths: []penalty.Length{{Credit: decimal.RequireFromString("0.05")}}, // 5 % for each, however late
	}}
	late := response.Answer{Outcome: response.Late, Margin: -time.Minute}
	a, _ := g.Penalty(decimal.RequireFromString("90.00"), calendar.MustParseMonth("2026-04").Interval(time.UTC), []response.Answer{late, late})
	fmt.Println(a.Amount.StringFixed(2))
	// Output:
	// 9.00
}
