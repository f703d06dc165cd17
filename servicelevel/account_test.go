package servicelevel_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/servicelevel"
)

// granted lists the entries with which the account of a contract starts.
func granted(t *testing.T, ct servicelevel.Contract) (list []string) {
	t.Helper()
	a, err := catalogueOf(ct).Account(ct)
	require.NoError(t, err)
	for e := range a.Entries() {
		id, ok := strings.CutPrefix(e.ID, "contract/")
		assert.True(t, ok, e.ID)
		text := id + " " + e.Kind.String()
		if e.Kind == credit.Allowance {
			text += " " + e.Plan + " from " + e.From.String() + " in " + e.Block.String()
			if e.Minimum > 0 {
				text += " after " + e.Minimum.String()
			}
		}
		list = append(list, text+" "+e.Time.String())
	}
	return list
}

// TestAccountOfAContract: each level gives its allowance from the day on which it holds, in
// its blocks (S19, S43, D24).
func TestAccountOfAContract(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-01-05")
	ct.Changes = []servicelevel.Change{
		{On: day("2026-03-15"), Level: servicelevel.Pro}, {On: day("2026-06-01"), Level: servicelevel.Pro}, {On: day("2026-07-01"), Level: servicelevel.CriticalBusiness},
	}
	ct.Quote, ct.Rent = quote(), dec("149.00")
	assert.Equal(t, []string{
		"2026-01-05 allowance standard from 2026-01-05 in 30m0s 0s", "2026-04-01 allowance pro from 2026-04-01 in 30m0s 1h30m0s",
		"2026-07-01 allowance critical_business from 2026-07-01 in 15m0s 5h0m0s",
	}, granted(t, ct))
	ct.Options.ProRata, ct.Options.Overdraft, ct.End = true, 2*time.Hour, day("2026-07-20")
	assert.Equal(t, []string{
		"2026-01-05 allowance standard from 2026-01-05 in 30m0s 0s", "2026-03-15 allowance pro from 2026-03-15 in 30m0s 1h30m0s",
		"2026-07-01 allowance critical_business from 2026-07-01 in 15m0s 5h0m0s", "end allowance end from 2026-07-20 in 15m0s 0s",
		"overdraft overdraft 2h0m0s",
	}, granted(t, ct))
}

// TestAccountOfAContractWithAMinimum: each level's blocks have the level's minimum, those past
// the end too.
func TestAccountOfAContractWithAMinimum(t *testing.T) {
	t.Parallel()
	ct := ending(contract("nuxit", servicelevel.CriticalBusiness, "2026-01-05"), "2026-07-20")
	ct.Quote, ct.Rent = quote(), dec("149.00")
	ct.Quote.Work.Minimum = time.Hour
	assert.Equal(t, []string{
		"2026-01-05 allowance critical_business from 2026-01-05 in 15m0s after 1h0m0s 5h0m0s",
		"end allowance end from 2026-07-20 in 15m0s after 1h0m0s 0s",
	}, granted(t, ct))
}

// TestAccountOfAContractThatEnds: work past the end has no allowance, and a change
// that would take effect by then gives none.
func TestAccountOfAContractThatEnds(t *testing.T) {
	t.Parallel()
	ct := change(contract("nuxit", servicelevel.Standard, "2026-01-01"), "2026-03-15", servicelevel.Pro)
	start, pro := "2026-01-01 allowance standard from 2026-01-01 in 30m0s 0s", "2026-04-01 allowance pro from 2026-04-01 in 30m0s 1h30m0s"
	for end, want := range map[string][]string{"2026-03-20": {start}, "2026-04-01": {start}, "2026-04-02": {start, pro}, "2026-05-01": {start, pro}} {
		assert.Equal(t, append(want, "end allowance end from "+end+" in 30m0s 0s"), granted(t, ending(ct, end)))
	}
}

func TestAccountCountsByTheContractsTerms(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	tariff, err := planIn(t, servicelevel.NUXIT(), servicelevel.Pro).Tariff()
	require.NoError(t, err)
	for _, c := range []struct {
		options servicelevel.Options
		want    credit.Terms
	}{
		{servicelevel.Options{}, credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}, Zone: "Europe/Paris", Tariff: tariff}},
		{
			servicelevel.Options{EachSession: true, SplitMonths: true, LoseRemainder: true, ProRata: true, Zone: "Indian/Reunion"},
			credit.Terms{
				Blocks: credit.Blocks{Size: 30 * time.Minute, Counting: credit.EachSession}, Zone: "Indian/Reunion",
				Paying: credit.SplitAtMidnight, Remainder: credit.LoseRemainder, PartMonth: credit.AllowanceByDays, Tariff: tariff,
			},
		},
		{
			servicelevel.Options{ProRata: true, AllowanceAnyDay: true},
			credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}, Zone: "Europe/Paris", PartMonth: credit.AnyDay, Tariff: tariff},
		},
	} {
		ct.Options = c.options
		a, err := servicelevel.NUXIT().Account(ct)
		require.NoError(t, err)
		assert.Equal(t, c.want, a.Terms())
	}
	ct.Options = servicelevel.Options{Overdraft: 2 * time.Hour}
	a, err := servicelevel.NUXIT().Account(ct)
	require.NoError(t, err)
	_, err = a.Apply(ledger.Entry{ID: "d", Kind: credit.Debit, At: deskClock(10, 0), Time: 210 * time.Minute})
	require.NoError(t, err, "90 min of allowance and 2 h of overdraft")
	_, err = a.Apply(ledger.Entry{ID: "e", Kind: credit.Debit, At: deskClock(14, 0), Time: 1})
	var short *credit.ShortfallError
	require.ErrorAs(t, err, &short)
}

func TestAccountRefusesABadContract(t *testing.T) {
	t.Parallel()
	for field, change := range map[string]func(*servicelevel.Contract){
		"contract.id":      func(c *servicelevel.Contract) { c.ID = "" },
		"contract.rent":    func(c *servicelevel.Contract) { c.Level = servicelevel.Business },
		"contract.edition": func(c *servicelevel.Contract) { c.Edition = "magic" },
	} {
		bad := contract("nuxit", servicelevel.Pro, "2026-01-01")
		change(&bad)
		_, err := servicelevel.NUXIT().Account(bad)
		var fe *servicelevel.FieldError
		require.ErrorAs(t, err, &fe)
		assert.Equal(t, field, fe.Field)
	}
}
