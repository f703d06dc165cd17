package penalty_test

import "github.com/palier-go/palier/penalty/internal/kit"

var (
	dec       = kit.Dec
	at        = kit.At
	paris     = kit.Paris
	month     = kit.Month
	faults    = kit.Faults
	roundTrip = kit.RoundTrip
	roundRat  = kit.RoundRat
	plain     = kit.Plain
	inJune    = kit.InJune
	from      = kit.From
)
