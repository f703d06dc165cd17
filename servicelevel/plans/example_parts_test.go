package plans_test

import (
	"encoding/json"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/servicelevel/plans"
)

// Nights from 22:00 count one and a half times.
func ExampleFactor() {
	var night plans.Factor
	err := json.Unmarshal([]byte(`{"by": "1.5", "schedule": {
		"zone": "Europe/Paris", "hours": [{"days": "mon-sun", "open": ["00:00-06:00", "22:00-24:00"]}]}, "rules": ["H4"]}`), &night)
	fmt.Println(night.By, night.Thousandths(), night.Rules, err)

	night.By = decimal.New(15001, -4) // which is finer than a thousandth
	plan := plans.NUXIT().Plans[0]
	plan.Work.Factors = []plans.Factor{night}
	fmt.Println(plan.Validate())
	// Output:
	// 1.5 1500 [H4] <nil>
	// work.factors[0].by: must be above 0, at most 100, with at most three decimals (got "1.5001")
}

// A plan whose hours, and what it gives each month, are good for the customer's other servers too.
func ExampleSharing() {
	plan := plans.NUXIT().Plans[2]
	fmt.Println(plan.Work.Shared)

	plan.Work.Shared, plan.Work.SharedRules = plans.SharesAllowance, []string{"H7"}
	text, err := json.Marshal(plan.Work)
	fmt.Println(string(text), err)
	fmt.Println(json.Unmarshal([]byte(`{"block": "PT30M", "shared": "everything"}`), &plan.Work))
	// Output:
	// nothing
	// {"block":"PT30M","block_rules":["S18","S19"],"prepaid_first":true,"prepaid_rules":["S17","S50"],"credit_rules":["S20","S21"],"shared":"allowance","shared_rules":["H7"]} <nil>
	// shared: must be one of nothing, hours, allowance (got "everything")
}

// Times within which each ticket is answered and resolved, by its priority; of a month's answers 95 % are
// promised to be in time, and less than that costs 5 % of the rent.
func ExampleTargets() {
	var t plans.Targets
	err := json.Unmarshal([]byte(`{
		"terms": {
			"priorities": [
				{"name": "P1", "goals": [{"kind": "response", "within": "PT45M"}, {"kind": "resolution", "within": "PT8H", "pausing": ["waiting"]}]},
				{"name": "P3", "goals": [{"kind": "response", "within": "PT4H"}]}],
			"quotas": [{"kind": "response", "target": "0.95", "bands": [{"below": "0.95", "credit": "0.05"}]}]},
		"rules": ["H4"]}`), &t)
	fmt.Println(err)
	for _, p := range t.Terms.Priorities {
		for _, g := range p.Goals {
			fmt.Println(p.Name, g.Kind, g.Within, g.Pausing)
		}
	}

	plan := plans.NUXIT().Plans[2]
	plan.Targets = &t
	fmt.Println(plan.Validate())
	t.Terms.Quotas[0].Priorities = []string{"P2"}
	fmt.Println(plan.Validate())
	// Output:
	// <nil>
	// P1 response 45m0s []
	// P1 resolution 8h0m0s [waiting]
	// P3 response 4h0m0s []
	// <nil>
	// targets.terms.quotas[0].priorities[0]: must be the name of a priority of the targets (got "P2")
}
