package clauses_test

import "github.com/palier-go/palier/penalty/internal/kit"

var (
	dec       = kit.Dec
	faults    = kit.Faults
	roundTrip = kit.RoundTrip
	plain     = kit.Plain
	inJune    = kit.InJune
	from      = kit.From
)
