package servicelevel_test

import (
	"fmt"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// A provider words its own rules, and a statement has the words of those that it cites.
func ExampleStatement_Clause() {
	e := plans.NUXIT()
	e.ID = "house"
	e.Plan(servicelevel.Pro).Fee.Rules = []string{"H7"}
	e.Clauses = []plans.Clause{{ID: "H7", Wording: servicelevel.Wording{
		FR: "Le niveau Pro coûte 45 € par mois.",
		EN: "Level Pro costs €45 a month.",
	}}}
	catalogue, err := servicelevel.Compile(e)
	if err != nil {
		panic(err)
	}
	may := calendar.Month{Year: 2026, Month: time.May}
	contract := servicelevel.Contract{ID: "C-1", Customer: "Example", Edition: "house", Level: servicelevel.Pro, Start: may.First()}
	s, err := catalogue.Statement(contract, servicelevel.Activity{}, may)
	if err != nil {
		panic(err)
	}
	for id := range s.Invoice.Lines[0].Rules.All() {
		words, _ := s.Clause(id)
		fmt.Println(id, words.EN)
	}
	// Output:
	// H7 Level Pro costs €45 a month.
}
