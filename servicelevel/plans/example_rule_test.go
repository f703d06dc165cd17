package plans_test

import (
	"fmt"

	"github.com/palier-go/palier/servicelevel/plans"
)

func ExampleLookupRule() {
	rule, ok := plans.LookupRule("S43")
	fmt.Println(ok, rule.Kind)
	fmt.Println(rule.Text(plans.French))
	fmt.Println(rule.Text(plans.English))
	// Output:
	// true figure
	// Une allocation de 1 h 30 d'intervention est comprise chaque mois.
	// An allowance of 1 h 30 of intervention is included each month.
}

// The two pages differ on the length of a block.
func ExampleRule_TextIn() {
	rule, _ := plans.LookupRule("S19")
	fmt.Println(rule.TextIn(plans.FrenchPage, plans.English))
	fmt.Println(rule.TextIn(plans.EnglishPage, plans.English))
	// Output:
	// Time counts in indivisible blocks of 30 min.
	// Time counts in indivisible blocks of 60 min.
}

// Whoever reads that a month's penalty is 18.63 may ask what else it could have
// been.
func ExampleRule_Decisions() {
	rule, _ := plans.LookupRule("S62")
	for _, id := range rule.Decisions()[:2] {
		decision, _ := plans.LookupRule(id)
		fmt.Printf("%s, %s: %s\n", id, decision.Question.EN, decision.Text(plans.English))
		for _, choice := range decision.Choices()[1:] {
			fmt.Printf("  or %s: %s\n", choice.Name, choice.Wording.EN)
		}
	}
	// Output:
	// D10, Hours that are penalised: Once the guarantee is missed, all downtime is penalised.
	//   or excess: Only what exceeds the {downtime|lateness} that is allowed is penalised.
	//   or past_deductible: Once the guarantee is missed, what each {outage lasts|intervention is late} beyond {time} is penalised.
	// D11, Part of an hour: The penalty for downtime is pro rata, fractions of a second included, and rounded once at the end.
	//   or begun: Each unit of {time} of {downtime|lateness} begun is penalised in full, on the total.
	//   or full: Only full units of {time} of {downtime|lateness} are penalised, on the total.
	//   or pro_rata_per_outage: The penalty for {downtime|late interventions} is pro rata, each {outage|intervention} by itself.
	//   or begun_per_outage: Each unit of {time} of {downtime|lateness} begun is penalised in full, each {outage|intervention} by itself.
	//   or full_per_outage: Only full units of {time} of {downtime|lateness} are penalised, each {outage|intervention} by itself.
	//   or calendar_days: Each calendar day of {downtime|lateness}, be it in part, counts as one unit, on the total.
	//   or calendar_days_per_outage: Each calendar day of {downtime|lateness}, be it in part, counts as one unit, each {outage|intervention} by itself.
	//   or by_length: The penalty goes by how long {the downtime|lateness} lasted in all, not pro rata.
	//   or by_length_per_outage: The penalty goes by how {long each outage lasted|late each intervention was}, not pro rata.
	//   or same: The penalty is the same however long {the downtime|lateness} lasted in all.
	//   or same_per_outage: Each {outage costs the same, however long it lasted|late intervention costs the same, however late it was}.
}

// What only Magic's page says.
func ExampleRules() {
	for rule := range plans.Rules() {
		if rule.Sources == plans.EnglishPage {
			fmt.Println(rule.ID, rule.Text(plans.French))
		}
	}
	// Output:
	// S3 La page anglaise est l'édition du 26 août 2019 ; la française n'est pas datée.
}
