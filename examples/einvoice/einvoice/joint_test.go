package einvoice_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/einvoice/einvoice"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/joint"
)

// TestJointNotes: hours of a joint invoice that are given back are on a joint credit note, those
// from before it on one of the contract's own.
func TestJointNotes(t *testing.T) {
	month := func(name, m string) servicelevel.Statement {
		var in servicelevel.Input
		load(t, name, &in)
		in.Month = calendar.MustParseMonth(m)
		s, err := statementOf(in)
		require.NoError(t, err)
		return s
	}
	_, d := sample(t, "refund.json", "credit.json")
	april, err := joint.Consolidate(nil, month("refund.json", "2026-04"), month("second.json", "2026-04"))
	require.NoError(t, err)
	may, err := joint.Consolidate(&april, month("refund.json", "2026-05"), month("second.json", "2026-05"))
	require.NoError(t, err)
	may.Explain()
	require.Len(t, may.CreditNotes, 1)
	doc, err := einvoice.JointNote(&may, 0, d)
	require.NoError(t, err)
	got := keeps(t, doc)
	assert.Equal(t, []string{"381", "114.72", "20260401"}, []string{got.kind, got.gross, got.from})

	alone, err := joint.Consolidate(nil, month("refund.json", "2026-05"), month("second.json", "2026-05"))
	require.NoError(t, err)
	require.Len(t, alone.Separate, 1)
	doc, err = einvoice.Separate(&alone, 0, 0, d)
	require.NoError(t, err)
	assert.Equal(t, "114.72", keeps(t, doc).gross)

	for _, err := range []error{second(einvoice.JointNote(&may, 1, d)), second(einvoice.Separate(&alone, 1, 0, d)), second(einvoice.Separate(&alone, 0, 1, d))} {
		assert.ErrorContains(t, err, "must be one of those of the month")
	}
	may.Provisional = true
	_, err = einvoice.Joint(&may, d)
	assert.ErrorContains(t, err, "a month that goes on")
	may.Currency = "CHF"
	_, err = einvoice.Joint(&may, d)
	assert.ErrorContains(t, err, "consolidated.currency: must be euros")
}

func second(_ *einvoice.Document, err error) error { return err }
