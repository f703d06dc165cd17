package plans_test

import (
	"fmt"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// What the two pages state differently.
func ExampleDiff() {
	nuxit, magic := plans.NUXIT(), plans.Magic()
	for _, d := range plans.Diff(&nuxit, &magic) {
		if len(d.Levels) == 0 || d.Levels[0] == plans.Standard {
			fmt.Printf("%s: %q, %q %v\n", d.Path, d.A, d.B, d.Rules)
		}
	}
	// Output:
	// provider: "NUXIT", "Magic" [S2]
	// dated: "", "2019-08-26" [S3]
	// always[assistance_around_the_clock]: "assistance_around_the_clock", "" [S4]
	// work.block: "PT30M", "PT1H" [S19]
	// work.prepaid_first: "true", "false" [S17]
	// prices.tariff.packs[PT3H].price: "169.00", "" [S23]
	// prices.tariff.packs[PT5H].price: "239.00", "" [S24]
	// prices.tariff.packs[PT10H].price: "399.00", "" [S25]
	// prices.tariff.packs[PT20H].price: "699.00", "" [S26]
	// prices.tariff.minimum: "PT3H", "" [S22]
	// duties[third_party_work].party: "customer", "third_party" [S10]
	// duties[order_credit_first].party: "customer", "" [S17]
}

// What Business promises beyond Pro.
func ExamplePlan_Diff() {
	pro, _ := servicelevel.NUXIT().Plan(plans.Pro)
	business, _ := servicelevel.NUXIT().Plan(plans.Business)
	for _, d := range pro.Diff(business) {
		switch d.Path {
		case "fee.monthly", "guarantee.terms.within", "availability.terms.target", "access", "duties[administer].party":
			fmt.Printf("%s: %q, %q %v\n", d.Path, d.A, d.B, d.Rules)
		}
	}
	// Output:
	// fee.monthly: "45.00", "90.00" [S38 S52]
	// guarantee.terms.within: "PT4H", "PT45M" [S46 S63]
	// availability.terms.target: "", "0.999" [S61 S62]
	// access: "administrator", "extended_user" [S56 S57]
	// duties[administer].party: "customer", "provider" [S51 S54]
}
