package servicelevel_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
)

// TestMonthsOfAContractThatHasChanged: a journal closes each month again by the contract by
// which it was closed, with snapshots and without: what was invoiced in advance is given back,
// what is owed at the end is sold, and what was sent stays as it was.
func TestMonthsOfAContractThatHasChanged(t *testing.T) {
	t.Parallel()
	owing := contract("nuxit", servicelevel.Standard, "2026-05-01")
	owing.Options.Overdraft = 10 * time.Hour
	priced := without(servicelevel.UncoveredHours)
	for name, c := range map[string]struct {
		ct     servicelevel.Contract
		change func(*servicelevel.Contract)
		want   string // on June's invoice
		back   string // on its credit note
	}{
		"it had ended":    {ahead("2026-05-01"), func(ct *servicelevel.Contract) { ct.End = day("2026-06-01") }, "", "fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00"},
		"another level":   {ahead("2026-05-01"), func(ct *servicelevel.Contract) { *ct = change(*ct, "2026-06-01", servicelevel.Standard) }, "", "fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00"},
		"in arrears":      {ahead("2026-05-01"), func(ct *servicelevel.Contract) { ct.Options.FeesInAdvance = false }, "", ""},
		"owed at its end": {owing, func(ct *servicelevel.Contract) { ct.End = day("2026-06-01") }, "pack 169.00 S 0.2; S 0.2 of 169.00 is 33.80", ""},
		"another price":   {priced, func(ct *servicelevel.Contract) { ct.Options.HourPrice = dec("100.00") }, "hours 50.00 S 0.2; S 0.2 of 50.00 is 10.00", ""},
	} {
		for _, store := range []servicelevel.Store{new(servicelevel.MemoryStore), &bare{new(servicelevel.MemoryStore)}} {
			ct, books := c.ct, booksOf(t, store)
			if ct.Level == servicelevel.Standard {
				require.NoError(t, books.Record(t.Context(), ct, did("T", "2026-05-12 09:00", time.Hour)...))
			}
			if ct.Options.Uncovered == servicelevel.UncoveredHours { // of a month that goes on when the contract changes
				require.NoError(t, books.Record(t.Context(), ct, did("U", "2026-06-02 09:00", 30*time.Minute)...))
			}
			may, err := books.Close(t.Context(), ct, month("2026-05"))
			require.NoError(t, err)
			c.change(&ct)
			var texts []string
			for _, again := range []*servicelevel.Books{books, books, booksOf(t, store)} {
				june, err := again.Close(t.Context(), ct, month("2026-06"))
				require.NoError(t, err)
				texts = append(texts, encode(t, june))
				assert.Equal(t, c.want, taxText(&june.Invoice), name)
				back := ""
				for _, n := range june.CreditNotes {
					back += taxText(&n.Document)
				}
				assert.Equal(t, c.back, back, name)
				same, err := again.Close(t.Context(), ct, month("2026-05"))
				require.NoError(t, err)
				requireSame(t, encode(t, may), encode(t, same), name)
			}
			assert.Equal(t, []string{texts[0], texts[0], texts[0]}, texts, name)
		}
	}
}

func booksOf(t require.TestingT, store servicelevel.Store) *servicelevel.Books {
	books, err := servicelevel.NewBooks(store, allEditions())
	require.NoError(t, err)
	return books
}

// TestContractThatDeniesAClosedMonth is refused, with a snapshot and without.
func TestContractThatDeniesAClosedMonth(t *testing.T) {
	t.Parallel()
	for _, store := range []servicelevel.Store{new(servicelevel.MemoryStore), &bare{new(servicelevel.MemoryStore)}} {
		ct := contract("nuxit", servicelevel.Pro, "2026-05-01")
		_, err := booksOf(t, store).Close(t.Context(), ct, month("2026-05"))
		require.NoError(t, err)
		ct.Level = servicelevel.Serenity
		_, err = booksOf(t, store).Close(t.Context(), ct, month("2026-06"))
		require.ErrorContains(t, err, "state.figures: must be those that the contract and the catalogue have for 2026-05")
	}
}

// TestJournalOfAnUnknownContract: a line whose contract is no contract of the catalogue is
// named.
func TestJournalOfAnUnknownContract(t *testing.T) {
	t.Parallel()
	store := &bare{new(servicelevel.MemoryStore)}
	ct := contract("nuxit", servicelevel.Pro, "2026-05-01")
	_, err := booksOf(t, store).Close(t.Context(), ct, month("2026-05"))
	require.NoError(t, err)
	other := &spoiled{Store: store, line: func(f *servicelevel.Fact) { f.Contract.Edition = "gone" }}
	_, err = booksOf(t, other).Close(t.Context(), ct, month("2026-06"))
	require.EqualError(t, err, `journal: "`+ct.ID+`", line 1: contract.edition: must be an edition of the catalogue (got "gone")`)
}

// TestContractOfAJournalLine: of a line that closes a month, and valid.
func TestContractOfAJournalLine(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-05-01")
	closed := servicelevel.Fact{ID: "closed 2026-05", Kind: servicelevel.Closed, At: wall("2026-05-01 00:00"), Contract: &ct}
	require.NoError(t, closed.Validate())
	assert.Equal(t, encode(t, closed), encode(t, readAgain(t, closed)))
	copied := closed.CloneLine()
	copied.Contract.ID = "another"
	assert.NotEqual(t, "another", ct.ID)
	ct.Level = "Platinum"
	require.ErrorContains(t, closed.Validate(), "contract.level: must be 1 to 40 of")
	p := pack("P", "2026-05-04 09:00", 3)
	p.Contract = &ct
	require.EqualError(t, p.Validate(), `contract: does not belong to a fact of this kind (got "`+ct.ID+`")`)
}
