package plans_test

import (
	"encoding/json"
	"fmt"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// A host of one's own begins with the least that an edition can say, and grows from there:
// what is missing, misspelt or contradicts itself is said all at once, each with its path.
func ExampleEdition() {
	const host = `{
		"id": "mine-2026", "provider": "Mine", "zone": "Europe/Paris", "vat_rate": "0.2",
		"plans": [
			{
				"level": "bronze",
				"name": {"fr": "Bronze", "en": "Bronze"},
				"fee": {"monthly": "5.00"},
				"hours": {"schedule": {"zone": "Europe/Paris", "hours": [{"days": "mon-fri", "open": ["09:00-18:00"]}]}},
				"desk": {"channels": ["ticket"]},
				"work": {"block": "PT15M"}
			},
			{
				"level": "gold",
				"name": {"fr": "Or", "en": "Gold"},
				"fee": {"monthly": "60.00"},
				"hours": {"schedule": {"zone": "Europe/Paris", "hours": [{"days": "mon-fri", "open": ["09:00-18:00"]}]}},
				"desk": {"channels": ["ticket", "telephone"]},
				"work": {"minimum": "PT1H", "block": "PT15M", "uncovered": "hours"},
				"allowance": {"monthly": "PT2H"},
				"prices": {"tariff": {"packs": [{"time": "PT5H", "price": "400.00"}]}, "hour": "95.00"}
			}
		]
	}`
	var e plans.Edition
	if err := json.Unmarshal([]byte(host), &e); err != nil {
		fmt.Println(err)
		return
	}
	mine, err := servicelevel.Compile(e)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(mine.Levels())

	const month = `{
		"month": "2026-05",
		"contract": {"schema": "palier/1", "id": "C-1", "customer": "Atelier", "edition": "mine-2026", "level": "gold", "start": "2026-01-01"},
		"activity": {
			"schema": "palier/1",
			"requests": [{"ticket": "T1", "kind": "request", "at": "2026-05-04T10:00:00+02:00"}],
			"interventions": [{"ticket": "T1", "start": "2026-05-04T10:30:00+02:00", "end": "2026-05-04T13:05:00+02:00"}]
		}
	}`
	var in servicelevel.Input
	if err := json.Unmarshal([]byte(month), &in); err != nil {
		fmt.Println(err)
		return
	}
	s, err := mine.StatementOf(in)
	if err != nil {
		fmt.Println(err)
		return
	}
	s.Explain()
	for _, line := range s.Invoice.Lines {
		fmt.Println(line.Label.EN, line.Amount.StringFixed(2))
	}
	fmt.Println(s.Tickets[0].Explained.EN)

	in.Contract.Level = "golden"
	_, err = mine.StatementOf(in)
	fmt.Println(err)
	// Output:
	// [bronze gold]
	// Gold level, May 2026 60.00
	// Intervention without credit, 45 min 71.25
	// 2 h 35 min → the minimum of 60 min + 7 blocks of 15 min = 2 h 45 min; 2 h from the allowance for May 2026, 45 min of the 45 min billed by the hour on 31 May 2026, invoiced €71.25 of €71.25 (D7)
	// contract.level: is not a level of the edition mine-2026, which has bronze, gold (got "golden")
}
