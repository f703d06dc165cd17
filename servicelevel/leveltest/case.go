package leveltest

import (
	"fmt"
	"slices"

	"github.com/palier-go/palier/internal/fault"
	"github.com/palier-go/palier/servicelevel"
)

// Case is a contract's month and what its statement must say.
type Case struct {
	Name   string             `json:"name"`
	Source string             `json:"source"` // how the figures were worked out
	Input  servicelevel.Input `json:"input"`
	Want   Figures            `json:"want"`
}

func (c *Case) title() (name, source string) { return c.Name, c.Source }

func (c *Case) validate() error { return fault.In("input", c.Input.Validate()) }

// named returns a case of this package.
func named(name string) Case {
	cases := Vectors().Statements
	i := slices.IndexFunc(cases, func(c Case) bool { return c.Name == name })
	if i < 0 {
		panic(fmt.Sprintf("leveltest: no case is named %q", name)) // the tests call every function below
	}
	return cases[i]
}

// SampleA is a customer of NUXIT's Pro level in May 2026: an incident, two
// requests, one of them on a public holiday, an allowance that is used up, two packs.
func SampleA() Case { return named("sample a") }

// SampleB is a customer of NUXIT's Business level whose platform was down for two
// hours and a half, in four outages that overlap.
func SampleB() Case { return named("sample b") }

// SampleC is SampleA under Magic's Pro level, in blocks of an hour.
func SampleC() Case { return named("sample c") }

// ClockChange has an outage and an incident in the night in which summer time
// begins: March 2026 has 743 hours.
func ClockChange() Case { return named("clock change") }

// ExactTarget is an outage as long as the target allows, to the nanosecond (D9).
func ExactTarget() Case { return named("exact target") }

// LateFact is an outage over the end of a month that became known after it: the
// earlier month is corrected on the statement of the later one.
func LateFact() Case { return named("late fact") }

// LevelChange goes from Serenity to Pro within a month, pro rata by days (D24).
func LevelChange() Case { return named("level change") }

// Overdraft is work beyond the hours bought, granted (D8).
func Overdraft() Case { return named("overdraft") }

// PriceReduction takes a penalty off the invoice, before tax (D23).
func PriceReduction() Case { return named("price reduction") }

// HalfEven is SampleB's penalty of 18.625 with halves to even (D21).
func HalfEven() Case { return named("half even") }

// QuotedPlan is a contract of level 4, all of whose figures are its quote's (D25).
func QuotedPlan() Case { return named("quoted plan") }

// OverMidnight is work that went on into a new month, split at midnight: each month pays
// for its part (D5).
func OverMidnight() Case { return named("over midnight") }

// OneDay is a contract of one day, the 29 February 2024, pro rata (D16, D24).
func OneDay() Case { return named("one day") }

// OtherZone has its months in UTC and another rate of VAT (D3, D22).
func OtherZone() Case { return named("other zone") }

// LateAnswer is an incident that nobody attended to, for which the contract
// grants a share of the rent (D19).
func LateAnswer() Case { return named("late answer") }

// FirstMonthPays is a ticket worked on over the end of a month: the one in which it began
// pays for what is worked in the next one (D5).
func FirstMonthPays() Case { return named("the first month pays") }

// RecordedLate is work of a month before that is paid by what was bought since (D28).
func RecordedLate() Case { return named("work recorded late") }

// AllowanceByDays is a level from the last day of a month on, pro rata, whose allowance
// pays for nothing begun before (D27).
func AllowanceByDays() Case { return named("allowance of the last day") }

// RateOfItsOwnDay is a pack and a discount of August that became known after the rate of
// VAT had risen, a charge of September, and hours that another invoice has (D33).
func RateOfItsOwnDay() Case { return named("rate of its own day") }
