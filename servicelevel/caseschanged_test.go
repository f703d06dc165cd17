package servicelevel_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
)

// TestAllowanceThatAChangeBrings: a level that is changed once a month is closed, from the
// first of the next one on, pays for what is held from then on, and sets hours free that pay
// for what is overdrawn: on that month's statement, and in its state.
func TestAllowanceThatAChangeBrings(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-05-01")
	ct.Options.Overdraft = time.Hour
	book := openBook(t, ct, facts(
		pack("P", "2026-05-04 09:00", 3),
		request("H", "2026-05-04 10:00", servicelevel.ServiceRequest), estimated("e", "H", "2026-05-04 11:00", 150*time.Minute),
		did("T", "2026-05-12 09:00", time.Hour),
	)...)
	may, state, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	require.Equal(t, 30*time.Minute, may.Credit.Overdrawn)
	ct = change(ct, "2026-06-01", servicelevel.Pro)
	book, err = servicelevel.NUXIT().Resume(ct, readAgain(t, state))
	require.NoError(t, err)
	june, state, err := book.Close(month("2026-06"))
	require.NoError(t, err)
	assert.Equal(t, may.Credit.Closing, june.Credit.Opening)
	assert.Zero(t, june.Credit.Overdrawn)
	assert.Equal(t, "28.16", june.Credit.Lots[0].EarnedMonth.StringFixed(2), "56.33 in all, 28.17 of it in May")
	require.Len(t, june.Tickets, 1)
	assert.Equal(t, "2026-06 T of 2026-05: 0s → 0s by P 30m0s 28.16 overdraft -30m0s", row(&june, &june.Tickets[0]))
	_, err = servicelevel.NUXIT().Resume(ct, readAgain(t, state))
	require.NoError(t, err)
}

// TestVATOfAClosedMonth: it stays. What was invoiced with it is given back with it.
func TestVATOfAClosedMonth(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-05-01")
	_, may, err := openBook(t, ct, pack("P", "2026-05-04 09:00", 3)).Close(month("2026-05"))
	require.NoError(t, err)
	state := readAgain(t, may)
	for name, edit := range map[string]func(*servicelevel.VAT){
		"a category": func(v *servicelevel.VAT) { v.Category = "AE" },
		"a rate":     func(v *servicelevel.VAT) { v.Rate = dec("0.21") },
		"from a day": func(v *servicelevel.VAT) { v.Changes = vatChanges("2026-05-31", "E", "") },
	} {
		other := ct
		edit(&other.VAT)
		_, err := servicelevel.NUXIT().Resume(other, state)
		require.ErrorContains(t, err, "state.figures: must be those that the contract and the catalogue have for 2026-05", name)
	}
	same := ct
	same.VAT.Category, same.VAT.Rate = "S", dec("0.20")
	_, err = servicelevel.NUXIT().Resume(same, state)
	require.NoError(t, err)
	ct.VAT.Changes = vatChanges("2026-06-01", "E", "")
	book, err := servicelevel.NUXIT().Resume(ct, state)
	require.NoError(t, err)
	require.NoError(t, book.Record(servicelevel.Fact{ID: "r", Kind: servicelevel.Refunded, At: wall("2026-06-05 09:00"), Of: "P"}))
	june, _, err := book.Close(month("2026-06"))
	require.NoError(t, err)
	assert.Equal(t, "refund 169.00 S 0.2; S 0.2 of 169.00 is 33.80", taxText(&june.CreditNotes[0].Document))
}
