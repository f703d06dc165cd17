package plans_test

import (
	"fmt"
	"time"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

func ExamplePlan_Answers() {
	for _, c := range []*servicelevel.Catalogue{servicelevel.NUXIT(), servicelevel.Magic()} {
		plan, _ := c.Plan(plans.Standard)
		who, _ := plan.Answers(plans.TaskThirdParty)
		fmt.Println(c.Edition().Provider, "– a third party's work:", who)
	}
	// Output:
	// NUXIT – a third party's work: customer
	// Magic – a third party's work: third_party
}

func ExamplePlan_Cites() {
	plan, _ := servicelevel.NUXIT().Plan(plans.Serenity)
	for _, id := range plan.Cites() {
		if rule, _ := plans.LookupRule(id); rule.At(plans.Serenity) && rule.Kind == plans.KindEntitlement {
			fmt.Println(id, rule.Text(plans.English))
		}
	}
	// Output:
	// S32 A check-up, at least monthly, covers the services and the updates on offer.
	// S33 A report by e-mail gives its problems, points of attention and advice.
	// S34 The operating system is updated monthly.
	// S35 Plesk is updated monthly.
}

func ExamplePlan_Eligible() {
	paris := servicelevel.NUXIT().Location()
	pro, _ := servicelevel.NUXIT().Plan(plans.Pro)
	business, _ := servicelevel.NUXIT().Plan(plans.Business)
	old := plans.Server{Ordered: time.Date(2014, time.June, 19, 23, 59, 59, 0, paris), InService: true}
	for _, plan := range []plans.Plan{pro, business} {
		d, err := plan.Eligible(old, paris)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(plan.Level, d.Verdict, d.Unmet[0].Rules)
	}
	// Output:
	// pro refused [S47 D20]
	// business contact_us [S69 S71]
}

func ExampleLookupChoice() {
	rule, _ := plans.LookupRule("D1")
	fmt.Println(rule.Question.EN+":", rule.Default().Name)
	choice, _ := plans.LookupChoice("D1", "each_session")
	fmt.Println(choice.Wording.EN)
	// Output:
	// Unit that is rounded: ticket
	// Each work session is rounded up to whole blocks by itself.
}
