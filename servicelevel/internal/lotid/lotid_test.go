package lotid_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel/internal/lotid"
)

// Each id is of one kind alone, and what only looks like one is of none.
func TestKinds(t *testing.T) {
	t.Parallel()
	may := calendar.Month{Year: 2026, Month: time.May}
	kinds := func(id string) (list string) {
		for name, is := range map[string]bool{"sold": lotid.IsSold(id), "carried": lotid.IsCarried(id), "yearly": lotid.IsYearly(id)} {
			if is {
				list += name
			}
		}
		assert.Equal(t, list != "", lotid.Kept(id) != "", id)
		return list
	}
	for id, want := range map[string]string{
		lotid.Sold(may): "sold", lotid.Sold(may) + "/1": "sold", lotid.Sold(may) + "/12": "sold", lotid.Carried(may): "carried", lotid.Yearly(may): "yearly",
		"": "", "uncovered/": "", "uncovered/2026-13": "", "uncovered/2026-05/": "", "uncovered/2026-05/0": "", "uncovered/2026-05/-1": "", "uncovered/2026-05/x": "",
		"uncovered/2026-05/1/1": "", "carried/": "", "carried/2026-00": "", "carried/2026-05/1": "", "yearly/2026": "", "yearly/2026-5": "", "xyearly/2026-05": "",
	} {
		assert.Equal(t, want, kinds(id), id)
	}
	assert.Equal(t, []string{"uncovered/2026-05", "carried/2026-05", "yearly/2026-05"}, []string{lotid.Sold(may), lotid.Carried(may), lotid.Yearly(may)})
	assert.True(t, lotid.IsSoldTime("uncovered/2026-05"))
	for _, id := range []string{"uncovered/2026-05/1", "carried/2026-05", "P"} {
		assert.False(t, lotid.IsSoldTime(id), id)
	}
	m, ok := lotid.CarriedOf("carried/2026-05")
	assert.Equal(t, may, m)
	assert.True(t, ok)
	m, ok = lotid.YearlyOf("yearly/2026-05")
	assert.Equal(t, may, m)
	assert.True(t, ok)
}
