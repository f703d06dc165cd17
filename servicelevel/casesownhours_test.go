package servicelevel_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// TestHoursOfAHostFromItsDocument: a host states in its edition's document alone that packs last a
// year, that gifts go first and that the allowance is carried over.
func TestHoursOfAHostFromItsDocument(t *testing.T) {
	t.Parallel()
	text, err := plans.NUXIT().MarshalJSON()
	require.NoError(t, err)
	for _, with := range [][2]string{
		{`"provider":"NUXIT"`, `"provider":"NUXIT","drawing":"gifts"`},
		{`"price":"239.00"}`, `"price":"239.00","validity":{"months":12,"through":"month"}}`},
		{`"allowance":{"monthly":"PT1H30M",`, `"allowance":{"monthly":"PT1H30M","carry":{"most":"PT3H","months":6},`},
	} {
		changed := strings.ReplaceAll(string(text), with[0], with[1])
		require.NotEqual(t, changed, string(text), with[0])
		text = []byte(changed)
	}
	var e plans.Edition
	require.NoError(t, e.UnmarshalJSON(text))
	again, err := e.MarshalJSON()
	require.NoError(t, err)
	require.JSONEq(t, string(text), string(again))
	book, err := compiled(e).Open(contract("nuxit", servicelevel.Pro, "2026-01-01"))
	require.NoError(t, err)
	require.NoError(t, book.Record(facts(pack("P", "2026-01-05 09:00", 5), givenHours("G", "2026-01-06 09:00", time.Hour), workAt("T", "2026-02-03 10:00", 6*60))...))
	_, _, err = book.Close(month("2026-01"))
	require.NoError(t, err)
	s, _, err := book.Close(month("2026-02"))
	require.NoError(t, err)
	assert.Equal(t, "2026-02 T of 2026-02: 6h0m0s → 6h0m0s by allowance 1h30m0s carried/2026-01 1h30m0s 0.00 G 1h0m0s 0.00 P 2h0m0s 95.60", row(&s, &s.Tickets[0]))
	assert.Equal(t, "P until 2027-01-31: 5h0m0s - 2h0m0s - 0s = 3h0m0s; earned 95.60 of 95.60, deferred 143.40", usesOf(&s)[0])

	var paths []string
	for _, x := range diff(servicelevel.NUXIT(), compiled(e)) {
		paths = append(paths, x.Path)
	}
	assert.Subset(t, paths, []string{"drawing", "allowance.carry.most", "allowance.carry.months", "prices.tariff.packs[PT5H].validity.months"})
}

// TestPriceOfAnHourFromItsDocument: a host states in its edition's document alone what an hour costs
// beyond the allowance.
func TestPriceOfAnHourFromItsDocument(t *testing.T) {
	t.Parallel()
	text, err := plans.NUXIT().MarshalJSON()
	require.NoError(t, err)
	changed := strings.ReplaceAll(string(text), `"prices":{`, `"prices":{"hour":"85.35",`)
	changed = strings.ReplaceAll(changed, `"work":{"block":"PT30M",`, `"work":{"block":"PT30M","uncovered":"hours",`)
	var e plans.Edition
	require.NoError(t, e.UnmarshalJSON([]byte(changed)))
	for minutes, want := range map[int]string{90: "fee 45.00 S 0.2", 91: "fee 45.00 S 0.2, hours 42.68 S 0.2", 120: "fee 45.00 S 0.2, hours 42.68 S 0.2", 121: "fee 45.00 S 0.2, hours 85.35 S 0.2"} {
		book, err := compiled(e).Open(contract("nuxit", servicelevel.Pro, "2026-05-01"))
		require.NoError(t, err)
		require.NoError(t, book.Record(workAt("T", "2026-05-12 09:00", minutes)...))
		s, _, err := book.Close(month("2026-05"))
		require.NoError(t, err)
		assert.Equal(t, want, strings.Split(taxText(&s.Invoice), ";")[0], minutes)
	}
}

// TestMinimumFromItsDocument: the first 20 min whole, and then blocks of 5.
func TestMinimumFromItsDocument(t *testing.T) {
	t.Parallel()
	text, err := plans.NUXIT().MarshalJSON()
	require.NoError(t, err)
	var e plans.Edition
	require.NoError(t, e.UnmarshalJSON([]byte(strings.ReplaceAll(string(text), `"work":{"block":"PT30M",`, `"work":{"minimum":"PT20M","block":"PT5M",`))))
	for worked, want := range map[time.Duration]time.Duration{
		1: 20 * time.Minute, 12 * time.Minute: 20 * time.Minute, 20 * time.Minute: 20 * time.Minute, 20*time.Minute + 1: 25 * time.Minute,
		32 * time.Minute: 35 * time.Minute, 35 * time.Minute: 35 * time.Minute, 35*time.Minute + 1: 40 * time.Minute,
	} {
		act := activityOf(did("T", "2026-05-12 09:00", worked))
		s, err := compiled(e).Statement(contract("nuxit", servicelevel.Pro, "2026-05-01"), act, month("2026-05"))
		require.NoError(t, err)
		assert.Equal(t, want, s.Tickets[0].Charged, worked)
	}
}
