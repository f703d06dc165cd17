package servicelevel_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/servicelevel"
)

// TestWordsOfAnAllowance: that of a month with several levels, or of a part of one, can be
// recomputed from what is said of it; that of one level for the whole month needs no words.
func TestWordsOfAnAllowance(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Rent = dec("149.00")
	change := func(on string, l servicelevel.Level) servicelevel.Change {
		return servicelevel.Change{On: day(on), Level: l}
	}
	for _, c := range []struct {
		name    string
		is      func(*servicelevel.Contract)
		granted time.Duration
		fr, en  string
	}{
		{"whole", func(*servicelevel.Contract) {}, 90 * time.Minute, "", ""},
		{"from the 7th", func(ct *servicelevel.Contract) { ct.Start, ct.Options.ProRata = day("2026-05-07"), true }, 72 * time.Minute, "Pro : 25 jours sur 31 de 1 h 30 min = 1 h 12 min (D27)", "Pro: 25 of 31 days of 1 h 30 min = 1 h 12 min (D27)"},
		{"whole from the 7th", func(ct *servicelevel.Contract) { ct.Start = day("2026-05-07") }, 90 * time.Minute, "Pro : 1 h 30 min (D27)", "Pro: 1 h 30 min (D27)"},
		{"two levels", func(ct *servicelevel.Contract) {
			ct.Options.ProRata, ct.Changes = true, []servicelevel.Change{change("2026-05-31", servicelevel.Business)}
		}, 89 * time.Minute, "Pro : 30 jours sur 31 de 1 h 30 min = 1 h 27 min, Business : 1 jour sur 31 de 1 h 30 min = 2 min ; en tout 1 h 29 min (D27)", "Pro: 30 of 31 days of 1 h 30 min = 1 h 27 min, Business: 1 of 31 days of 1 h 30 min = 2 min; in all 1 h 29 min (D27)"},
		{"back again", func(ct *servicelevel.Contract) {
			ct.Options.ProRata, ct.Changes = true, []servicelevel.Change{change("2026-05-11", servicelevel.Business), change("2026-05-12", servicelevel.Standard), change("2026-05-15", servicelevel.Pro)}
		}, 80 * time.Minute, "Pro : 10 jours sur 31 de 1 h 30 min + 17 jours sur 31 de 1 h 30 min = 1 h 18 min, Business : 1 jour sur 31 de 1 h 30 min = 2 min ; en tout 1 h 20 min (D27)", "Pro: 10 of 31 days of 1 h 30 min + 17 of 31 days of 1 h 30 min = 1 h 18 min, Business: 1 of 31 days of 1 h 30 min = 2 min; in all 1 h 20 min (D27)"},
		{"on any day", func(ct *servicelevel.Contract) {
			ct.Options.ProRata, ct.Options.AllowanceAnyDay, ct.Changes = true, true, []servicelevel.Change{change("2026-05-11", servicelevel.Business)}
		}, 90 * time.Minute, "Pro : 1 h 30 min, Business : 1 h 30 min ; la plus grande : 1 h 30 min (D27)", "Pro: 1 h 30 min, Business: 1 h 30 min; the greatest of them 1 h 30 min (D27)"},
	} {
		ct := ct
		c.is(&ct)
		s := stated(t, ct, servicelevel.Activity{}, "2026-05")
		s.Explain()
		assert.Equal(t, c.granted, s.Allowance.Granted, c.name)
		assert.Equal(t, servicelevel.Wording{FR: c.fr, EN: c.en}, s.Allowance.Explained, c.name)
	}
}
