package servicelevel_test

import (
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
)

var compareMay, compareJune = calendar.MustParseMonth("2026-05"), calendar.MustParseMonth("2026-06")

// compared returns what a comparison says of one level.
func compared(t require.TestingT, c compare.Comparison, l servicelevel.Level) compare.LevelCost {
	for _, x := range c.Levels {
		if x.Level == l {
			return x
		}
	}
	require.Fail(t, "not compared", "%v", l)
	return compare.LevelCost{}
}
