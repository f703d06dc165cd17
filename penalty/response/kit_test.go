package response_test

import "github.com/palier-go/palier/penalty/internal/kit"

var (
	dec       = kit.Dec
	at        = kit.At
	month     = kit.Month
	faults    = kit.Faults
	roundTrip = kit.RoundTrip
)
