package servicelevel_test

import (
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/internal/kit"
	"github.com/palier-go/palier/servicelevel/joint"
)

const raceEnabled = kit.RaceEnabled

// What the tests of several packages say contracts and facts with.
var (
	chargeVAT                    = kit.ChargeVAT
	plainFact                    = kit.PlainFact
	wall, day, month, dec        = kit.Wall, kit.Day, kit.Month, kit.Dec
	contract                     = kit.Contract
	packOf, gone, wrong, charged = kit.Pack, kit.Gone, kit.Wrong, kit.Charge
	totals                       = kit.Totals
	encode, requireSame          = kit.Encode, kit.RequireSame
	workOn, incident, down       = kit.WorkOn, kit.Incident, kit.Down
	taxText, decisionsOf, rests  = kit.TaxText, kit.DecisionsOf, kit.Rests
	serverOf, together           = kit.ServerOf, kit.Together
)

// readAgain writes a value and reads it, as another process would.
func readAgain[T any](t require.TestingT, v T) T { return kit.ReadAgain(t, v) }

// consolidate puts statements together, and writes and reads what comes of it.
func consolidate(t require.TestingT, before *joint.Consolidated, list ...servicelevel.Statement) *joint.Consolidated {
	c := kit.Consolidate(t, before, list...)
	roundTrip(t, *c)
	return c
}
