package fund_test

import (
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
)

const (
	minute = time.Minute
	hour   = time.Hour
)

var (
	halfHours = credit.Terms{Blocks: credit.Blocks{Size: 30 * minute}}
	hours     = credit.Terms{Blocks: credit.Blocks{Size: hour}}
	may       = calendar.Month{Year: 2026, Month: time.May}
	// far is later than anything that is drawn.
	far      = time.Date(2027, time.January, 1, 0, 0, 0, 0, time.UTC)
	endOfMay = time.Date(2026, time.May, 31, 22, 0, 0, 0, time.UTC)
)

// at is an instant of May 2026 in UTC: a day, hours and minutes.
func at(day, h, m int) time.Time { return time.Date(2026, time.May, day, h, m, 0, 0, time.UTC) }

// tester is a *testing.T, a *testing.B or a *rapid.T.
type tester interface {
	require.TestingT
	Helper()
}

// parts are some on as many days.
func parts(n int, each time.Duration) (list []credit.Part) {
	for i := range n {
		list = append(list, credit.Part{Day: may.First().AddDays(i), Time: each})
	}
	return list
}
