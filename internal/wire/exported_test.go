package wire_test

import (
	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// exported are types that other packages export, by name.
var exported = map[string]any{
	"calendar.Exception":        calendar.Exception{},
	"calendar.Holiday":          calendar.Holiday{},
	"calendar.HolidaySet":       calendar.HolidaySet{},
	"calendar.Hours":            calendar.Hours{},
	"calendar.Interval":         calendar.Interval{},
	"calendar.Pause":            calendar.Pause{},
	"calendar.Schedule":         calendar.Schedule{},
	"calendar.Stretch":          calendar.Stretch{},
	"credit.Balance":            credit.Balance{},
	"credit.Blocks":             credit.Blocks{},
	"credit.OpenHold":           credit.OpenHold{},
	"credit.Entry":              credit.Entry{},
	"credit.Lot":                credit.Lot{},
	"credit.MonthUsage":         credit.MonthUsage{},
	"credit.Offer":              credit.Offer{},
	"credit.Pack":               credit.Pack{},
	"credit.Receipt":            credit.Receipt{},
	"credit.Step":               credit.Step{},
	"credit.Tariff":             credit.Tariff{},
	"credit.Terms":              credit.Terms{},
	"credit.TicketUsage":        credit.TicketUsage{},
	"penalty.Assessment":        penalty.Assessment{},
	"penalty.Assumption":        penalty.Assumption{},
	"penalty.Attainment":        penalty.Attainment{},
	"penalty.Availability":      penalty.Availability{},
	"penalty.Case":              penalty.Case{},
	"penalty.Exclusion":         penalty.Exclusion{},
	"penalty.Guarantee":         penalty.Guarantee{},
	"penalty.Incident":          penalty.Incident{},
	"penalty.Outage":            penalty.Outage{},
	"penalty.Outlook":           penalty.Outlook{},
	"penalty.Reading":           penalty.Reading{},
	"penalty.Response":          penalty.Response{},
	"penalty.Step":              penalty.Step{},
	"penalty.Terms":             penalty.Terms{},
	"servicelevel.Activity":     servicelevel.Activity{},
	"servicelevel.BreakEven":    servicelevel.BreakEven{},
	"servicelevel.Closing":      servicelevel.Closing{},
	"servicelevel.Comparison":   servicelevel.Comparison{},
	"servicelevel.Consolidated": servicelevel.Consolidated{},
	"servicelevel.Contract":     servicelevel.Contract{},
	"servicelevel.Deadline":     servicelevel.Deadline{},
	"servicelevel.Difference":   servicelevel.Difference{},
	"servicelevel.Edition":      servicelevel.Edition{},
	"servicelevel.Fact":         servicelevel.Fact{},
	"servicelevel.Handling":     servicelevel.Handling{},
	"servicelevel.Input":        servicelevel.Input{},
	"servicelevel.Plan":         servicelevel.Plan{},
	"servicelevel.State":        servicelevel.State{},
	"servicelevel.Statement":    servicelevel.Statement{},
	"servicelevel.Ticket":       servicelevel.Ticket{},
	"servicelevel.Wording":      servicelevel.Wording{},
}
