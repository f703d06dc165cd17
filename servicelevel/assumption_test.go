package servicelevel_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/statement"
)

// Lists belong to their statements: to change or to word one leaves others as they are.
func TestAssumptionsBelongToTheirStatement(t *testing.T) {
	t.Parallel()
	in := proMonth()
	made := func() servicelevel.Statement {
		s, err := servicelevel.NUXIT().Statement(in.Contract, in.Activity, in.Month)
		require.NoError(t, err)
		return s
	}
	first, second := made(), made()
	want := encode(t, first)
	second.Explain()
	second.Assumptions[0].Choice = "each_session"
	_ = append(second.Assumptions, statement.Assumption{Rule: "D2", Choice: "no_block"})
	requireSame(t, want, encode(t, first))
	requireSame(t, want, encode(t, made()))

	biller := servicelevel.NUXIT().Biller()
	for range 2 { // the words are gone with the statement before
		s, err := biller.Statement(in.Contract, in.Activity, in.Month)
		require.NoError(t, err)
		requireSame(t, want, encode(t, s))
		s.Explain()
	}
}
