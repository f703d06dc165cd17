package fund_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/internal/fund"
)

// A ticket goes on in the minimum that it had when its hours were stored.
func TestMinimumRestored(t *testing.T) {
	b := credit.Blocks{Size: 5 * minute, Minimum: 20 * minute}
	f := newFund(t, credit.Terms{Blocks: b})
	_, err := f.Buy(fund.Hours{At: at(1, 0, 0), Time: 9 * hour})
	require.NoError(t, err)
	n := f.NewTicket()
	_, err = f.Work(fund.Work{Ticket: n, At: at(2, 0, 0), Time: 12 * minute})
	require.NoError(t, err)
	require.NoError(t, f.Reserve(fund.Reservation{Ticket: n, At: at(2, 0, 0), Estimate: 32 * minute}))
	assert.Equal(t, b, f.Blocks(n))
	assert.Equal(t, b, f.Blocks(-1))

	g, h := newFund(t, halfHours), hoursOf(f, n)
	_, err = g.RestoreLot(fund.LotHours{At: at(1, 0, 0), Time: 9 * hour, Used: 20 * minute})
	require.NoError(t, err)
	m, err := g.RestoreTicket(h)
	require.NoError(t, err)
	assert.Equal(t, h, hoursOf(g, m))
	assert.Equal(t, b, g.Blocks(m))
	assert.Equal(t, 15*minute, g.Balance(at(3, 0, 0)).Held)

	for minimum, wrong := range map[time.Duration]bool{-1: true, 0: false, 24 * hour: false, 24*hour + 1: true} {
		h.Minimum = minimum
		_, err := g.RestoreTicket(h)
		var f *credit.FieldError
		if assert.Equal(t, wrong, err != nil, fmt.Sprint(minimum)) && wrong {
			require.ErrorAs(t, err, &f)
			assert.Equal(t, "minimum", f.Field)
		}
	}
}
