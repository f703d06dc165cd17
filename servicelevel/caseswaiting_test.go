package servicelevel_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
)

// TestChangesThatWaitForOneMonth: only the last of them takes effect, so that its edition
// need not have the levels of those before.
func TestChangesThatWaitForOneMonth(t *testing.T) {
	t.Parallel()
	short := editionOf("other")
	short.ID, short.Plans = "short", short.Plans[2:3]
	c, err := allEditions().With(compiled(short))
	require.NoError(t, err)
	for _, edition := range []string{"", "dearer"} { // of the level that there is none of
		ct := priced(contract("nuxit", servicelevel.Standard, "2026-05-01"), "2026-05-10", servicelevel.Serenity, edition)
		ct = priced(ct, "2026-05-20", servicelevel.Pro, "short")
		for mo, want := range map[string]string{"2026-05": "", "2026-06": "fee 49.99 S 0.055; S 0.055 of 49.99 is 2.75"} {
			s, err := c.Statement(ct, servicelevel.Activity{}, month(mo))
			require.NoError(t, err)
			assert.Equal(t, want, taxText(&s.Invoice), mo)
		}
		ct.Options.ProRata = true
		s, err := c.Statement(ct, servicelevel.Activity{}, month("2026-05"))
		require.NoError(t, err)
		assert.Len(t, s.Levels, 3)
	}
}
