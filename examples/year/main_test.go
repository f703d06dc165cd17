package main

import (
	"bytes"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/statement"
)

// TestTheYearReconciles: every equation of the last table holds, or run says which does not.
func TestTheYearReconciles(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	require.NoError(t, run(&out))
	for _, row := range []string{
		"672.15 fees + 981.07 packs + 40.00 the rest = 1693.22 excl. VAT",
		"981.07 invoiced = 288.70 credited + 318.80 earned + 373.57 still owed in hours",
		"21 h bought = 7 h used + 3 h given back + 3 h never bought + 8 h left",
		"16 h 30 granted = 7 h 30 used + 7 h 30 lost + 1 h 30 given back when its month was over",
	} {
		assert.Contains(t, out.String(), row)
	}
}

// TestATableThatDoesNotHold: a figure that is changed is found.
func TestATableThatDoesNotHold(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*sums){
		"nothing":      func(*sums) {},
		"invoices":     func(x *sums) { x.invoiced.net = x.invoiced.net.Add(x.owed) },
		"credit notes": func(x *sums) { x.credited.net = x.credited.net.Add(x.owed) },
		"packs":        func(x *sums) { x.earned = x.earned.Add(x.owed) },
		"hours":        func(x *sums) { x.used++ },
		"work":         func(x *sums) { x.charged++ },
		"allowances":   func(x *sums) { x.spare++ },
	} {
		x, err := year(io.Discard)
		require.NoError(t, err)
		change(x)
		if err := x.write(io.Discard); name == "nothing" {
			require.NoError(t, err)
		} else {
			require.ErrorContains(t, err, name+": ")
		}
	}
	x := newSums()
	require.NoError(t, x.add(&servicelevel.Statement{Contract: "C", Credit: statement.CreditUse{Closing: 1}}))
	require.ErrorContains(t, x.add(&servicelevel.Statement{Contract: "C"}), "opens with")
}
