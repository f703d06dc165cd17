package servicelevel_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
)

func TestAccountOfAContract(t *testing.T) {
	t.Parallel()
	ct := proContract()
	ct.Level = servicelevel.Standard
	ct.Changes = []servicelevel.Change{
		{On: calendar.MustParseDate("2026-03-15"), Level: servicelevel.Pro},
		{On: calendar.MustParseDate("2026-06-01"), Level: servicelevel.Serenity},
	}
	ct.Options.Overdraft = 2 * time.Hour
	for _, c := range []struct {
		proRata bool
		month   string
		want    time.Duration
	}{
		{false, "2026-02", 0},
		{false, "2026-03", 0},
		{false, "2026-04", 90 * time.Minute},
		{false, "2026-05", 90 * time.Minute},
		{false, "2026-06", 0},
		{true, "2026-03", 90 * time.Minute},
		{true, "2026-02", 0},
		{true, "2026-06", 0},
	} {
		ct.Options.ProRata = c.proRata
		a, err := servicelevel.NUXIT().Account(ct)
		require.NoError(t, err)
		m := calendar.MustParseMonth(c.month)
		granted := a.View(m.Interval(servicelevel.NUXIT().Location()).Start, time.Time{}).Month(m).Granted
		assert.Equal(t, c.want, granted, c)
		for e := range a.Entries() {
			assert.True(t, strings.HasPrefix(e.ID, "contract/"), e.ID)
		}
	}
	ct.Options.EachSession, ct.Options.SplitMonths, ct.Options.LoseRemainder, ct.Options.Zone = true, true, true, "Indian/Reunion"
	a, err := servicelevel.NUXIT().Account(ct)
	require.NoError(t, err)
	tariff, err := planIn(t, servicelevel.NUXIT(), servicelevel.Standard).Tariff()
	require.NoError(t, err)
	assert.Equal(t, credit.Terms{
		Blocks: credit.Blocks{Size: 30 * time.Minute, Counting: credit.EachSession}, Zone: "Indian/Reunion",
		Paying: credit.SplitAtMidnight, Remainder: credit.LoseRemainder, Tariff: tariff,
	}, a.Terms())
	_, err = a.Apply(credit.Entry{ID: "d", Kind: credit.Debit, At: deskClock(10, 0), Time: 210 * time.Minute})
	require.NoError(t, err, "90 min of allowance and 2 h of overdraft")
	_, err = a.Apply(credit.Entry{ID: "e", Kind: credit.Debit, At: deskClock(12, 0), Time: 1})
	var short *credit.ShortfallError
	require.ErrorAs(t, err, &short)

	for field, change := range map[string]func(*servicelevel.Contract){
		"contract.id":   func(c *servicelevel.Contract) { c.ID = "" },
		"contract.rent": func(c *servicelevel.Contract) { c.Level = servicelevel.Business },
	} {
		bad := proContract()
		change(&bad)
		_, err := servicelevel.NUXIT().Account(bad)
		var fe *servicelevel.FieldError
		require.ErrorAs(t, err, &fe)
		assert.Equal(t, field, fe.Field)
	}
	e := servicelevel.NUXITEdition()
	e.Plans[2].Work.Block = time.Hour
	mixed, err := servicelevel.Compile(e)
	require.NoError(t, err)
	_, err = mixed.Account(ct)
	assert.ErrorContains(t, err, "contract.changes[0].level")
}

// TestAccountOfAContractThatEnds: work past the end has no allowance, and a change
// that would take effect by then gives none.
func TestAccountOfAContractThatEnds(t *testing.T) {
	t.Parallel()
	ct := proContract()
	ct.Level = servicelevel.Standard
	ct.Changes = []servicelevel.Change{{On: calendar.MustParseDate("2026-03-15"), Level: servicelevel.Pro}}
	ct.Options.Overdraft = time.Hour
	for end, want := range map[string][]string{
		"2026-03-20": {"a 2026-01 0s", "e 2026-04 0s", "o 0000-00 1h0m0s"},
		"2026-04-01": {"a 2026-01 0s", "e 2026-04 0s", "o 0000-00 1h0m0s"},
		"2026-04-02": {"a 2026-01 0s", "b2026-04-012026-03-15 2026-04 1h30m0s", "c2026-04-012026-03-15 2026-05 0s", "e 2026-05 0s", "o 0000-00 1h0m0s"},
		"2026-05-01": {"a 2026-01 0s", "b2026-04-012026-03-15 2026-04 1h30m0s", "c2026-04-012026-03-15 2026-05 0s", "e 2026-05 0s", "o 0000-00 1h0m0s"},
		"2026-05-02": {"a 2026-01 0s", "b2026-04-012026-03-15 2026-04 1h30m0s", "c2026-04-012026-03-15 2026-05 1h30m0s", "e 2026-06 0s", "o 0000-00 1h0m0s"},
	} {
		ct.End = calendar.MustParseDate(end)
		a, err := servicelevel.NUXIT().Account(ct)
		require.NoError(t, err)
		var got []string
		for e := range a.Entries() {
			got = append(got, strings.TrimPrefix(e.ID, "contract/")+" "+e.From.String()+" "+e.Time.String())
		}
		assert.Equal(t, want, got, end)
	}
}
