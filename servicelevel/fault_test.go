package servicelevel_test

import (
	"encoding/json"
	"os"

	sl "github.com/palier-go/palier/servicelevel"
)

func ExampleFaults() {
	var ct sl.Contract
	err := json.Unmarshal([]byte(`{"schema":"palier/1","id":"NX-1","customer":"Atelier du Port","edition":"nuxit","level":"Gold"}`), &ct)
	_ = json.NewEncoder(os.Stdout).Encode(sl.Faults(err))
	// Output:
	// [{"field":"level","value":"Gold","reason":"must be 1 to 40 of the characters a to z, 0 to 9, _, - and ., the first of them a letter or a digit, such as pro"},{"field":"start","reason":"is missing"}]
}
