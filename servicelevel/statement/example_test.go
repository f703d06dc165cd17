package statement_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/palier-go/palier/servicelevel/statement"
)

// A choice with its operand: the sentence is made of these alone.
func ExampleAssumption() {
	overdraft := statement.Assumption{Rule: "D8", Choice: "overdraft", Time: 2 * time.Hour}
	overdraft.Explain("")
	fmt.Println(overdraft.Explained.EN)
	fmt.Println(overdraft.Explained.FR)

	text, err := json.Marshal(statement.Assumption{Rule: "D3", Choice: "zone", Zone: "Europe/Brussels"})
	fmt.Println(string(text), err)

	overdraft.Time = 0
	fmt.Println(overdraft.Validate())
	fmt.Println(statement.Assumption{Rule: "D8", Choice: "gladly"}.Validate())
	// Output:
	// There is an overdraft of up to 2 h.
	// Un découvert va jusqu'à 2 h.
	// {"rule":"D3","choice":"zone","zone":"Europe/Brussels"} <nil>
	// time: must be given where the choice has a time, and only there (got "PT0S")
	// choice: must be a choice of D8: refused, overdraft, until_sold, afterwards (got "gladly")
}
