package credit_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
)

func TestBillable(t *testing.T) {
	blocks := credit.Blocks{Size: 30 * minute}
	sessions := credit.Blocks{Size: 30 * minute, Counting: credit.EachSession}
	for _, tt := range []struct {
		worked      []time.Duration
		whole, each time.Duration
	}{
		{nil, 0, 0},
		{[]time.Duration{0}, 0, 0},
		{[]time.Duration{1}, 30 * minute, 30 * minute},
		{[]time.Duration{30*minute - 1}, 30 * minute, 30 * minute},
		{[]time.Duration{30 * minute}, 30 * minute, 30 * minute},
		{[]time.Duration{30*minute + 1}, hour, hour},
		{[]time.Duration{10 * minute, 10 * minute, 10 * minute}, 30 * minute, 90 * minute},
		{[]time.Duration{10 * minute, 0, 21 * minute}, hour, hour},
	} {
		for b, want := range map[credit.Blocks]time.Duration{blocks: tt.whole, sessions: tt.each} {
			got, err := b.Billable(tt.worked...)
			require.NoError(t, err)
			assert.Equal(t, want, got, tt.worked)
			a := account(t, credit.Terms{Blocks: b}, overdraft(9*hour)) // an account counts the same
			for i, worked := range tt.worked {
				apply(t, a, session(fmt.Sprint(i), "T", at(2, i, 0), worked))
			}
			assert.Equal(t, want, usage(a, "T").Charged, tt.worked)
		}
	}
	for _, bad := range [][]time.Duration{{-1}, {credit.MaxTime + 1}, {credit.MaxTime, 1}} {
		_, err := blocks.Billable(bad...)
		var f *credit.FieldError
		assert.ErrorAs(t, err, &f, bad)
	}
	_, err := blocks.Billable(credit.MaxTime)
	require.NoError(t, err)
	_, err = credit.Blocks{}.Billable(1)
	require.Error(t, err)
}
