package books_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit/journal"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/books"
)

// TestMonthsOfAContractThatHasChanged: a journal closes each month again by the contract by
// which it was closed, with snapshots and without: what was invoiced in advance is given back,
// what is owed at the end is sold, and what was sent stays as it was.
func TestMonthsOfAContractThatHasChanged(t *testing.T) {
	t.Parallel()
	owing := contract(servicelevel.Standard, "2026-05-01")
	owing.Options.Overdraft = 10 * time.Hour
	priced := contract(servicelevel.Standard, "2026-01-01")
	priced.Options.Uncovered, priced.Options.HourPrice = servicelevel.UncoveredHours, dec("90.00")
	ahead := contract(servicelevel.Pro, "2026-05-01")
	ahead.Options.FeesInAdvance = true
	for name, c := range map[string]struct {
		ct     servicelevel.Contract
		change func(*servicelevel.Contract)
		want   string // on June's invoice
		back   string // on its credit note
	}{
		"it had ended": {ahead, func(ct *servicelevel.Contract) { ct.End = day("2026-06-01") }, "", "fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00"},
		"another level": {ahead, func(ct *servicelevel.Contract) {
			ct.Changes = []servicelevel.Change{{On: day("2026-06-01"), Level: servicelevel.Standard}}
		}, "", "fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00"},
		"in arrears":      {ahead, func(ct *servicelevel.Contract) { ct.Options.FeesInAdvance = false }, "", ""},
		"owed at its end": {owing, func(ct *servicelevel.Contract) { ct.End = day("2026-06-01") }, "pack 169.00 S 0.2; S 0.2 of 169.00 is 33.80", ""},
		"another price":   {priced, func(ct *servicelevel.Contract) { ct.Options.HourPrice = dec("100.00") }, "hours 50.00 S 0.2; S 0.2 of 50.00 is 10.00", ""},
	} {
		for _, store := range []books.Store{new(books.Memory), &bare{new(books.Memory)}} {
			ct, desk := c.ct, booksIn(t, store)
			if ct.Level == servicelevel.Standard {
				require.NoError(t, desk.Record(t.Context(), ct, did("T", "2026-05-12 09:00", time.Hour)...))
			}
			if ct.Options.Uncovered == servicelevel.UncoveredHours { // of a month that goes on when the contract changes
				require.NoError(t, desk.Record(t.Context(), ct, did("U", "2026-06-02 09:00", 30*time.Minute)...))
			}
			may, err := desk.Close(t.Context(), ct, month("2026-05"))
			require.NoError(t, err)
			c.change(&ct)
			var texts []string
			for _, again := range []*books.Books{desk, desk, booksIn(t, store)} {
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
				require.Equal(t, encode(t, may), encode(t, same), name)
			}
			assert.Equal(t, []string{texts[0], texts[0], texts[0]}, texts, name)
		}
	}
}

// stuck is a store that keeps its first snapshot alone.
type stuck struct{ books.Store }

func (s stuck) SaveSnapshot(ctx context.Context, owner string, x journal.Snapshot) error {
	if before, err := s.LoadSnapshot(ctx, owner); err != nil || before.After > 0 {
		return err
	}
	return s.Store.SaveSnapshot(ctx, owner, x)
}

// TestContractsSinceASnapshot: months that were closed by other contracts since the snapshot go
// on from it.
func TestContractsSinceASnapshot(t *testing.T) {
	t.Parallel()
	var texts []string
	for _, store := range []books.Store{new(books.Memory), stuck{new(books.Memory)}, bare{new(books.Memory)}} {
		ct := contract(servicelevel.Pro, "2026-05-01")
		require.NoError(t, booksIn(t, store).Record(t.Context(), ct, pack("P", "2026-05-04 09:00", 3)))
		for m := month("2026-05"); m.Compare(month("2026-08")) < 0; m = m.AddMonths(1) {
			s, err := booksIn(t, store).Close(t.Context(), ct, m)
			require.NoError(t, err)
			texts = append(texts, encode(t, s))
			ct.VAT.Changes = append(ct.VAT.Changes, servicelevel.VATChange{On: m.AddMonths(1).First(), Rate: dec("0." + string(rune('0'+m.Month)))})
		}
		require.NoError(t, booksIn(t, store).View(t.Context(), ct, func(b books.View) error {
			balance, err := b.Balance(wall("2026-08-03 09:00"))
			assert.Equal(t, 3*time.Hour, balance.Available)
			return err
		}))
	}
	assert.Equal(t, texts[:3], texts[3:6])
	assert.Equal(t, texts[:3], texts[6:])
}

// TestContractThatDeniesAClosedMonth is refused, with a snapshot and without.
func TestContractThatDeniesAClosedMonth(t *testing.T) {
	t.Parallel()
	for _, store := range []books.Store{new(books.Memory), &bare{new(books.Memory)}} {
		ct := contract(servicelevel.Pro, "2026-05-01")
		_, err := booksIn(t, store).Close(t.Context(), ct, month("2026-05"))
		require.NoError(t, err)
		ct.Level = servicelevel.Serenity
		_, err = booksIn(t, store).Close(t.Context(), ct, month("2026-06"))
		require.ErrorContains(t, err, "state.figures: must be those that the contract and the catalogue have for 2026-05")
	}
}

// TestJournalOfAnUnknownContract: a line whose contract is no contract of the catalogue is
// named.
func TestJournalOfAnUnknownContract(t *testing.T) {
	t.Parallel()
	store := &bare{new(books.Memory)}
	ct := contract(servicelevel.Pro, "2026-05-01")
	_, err := booksIn(t, store).Close(t.Context(), ct, month("2026-05"))
	require.NoError(t, err)
	other := &spoiled{Store: store, line: func(f *servicelevel.Fact) { f.Contract.Edition = "gone" }}
	_, err = booksIn(t, other).Close(t.Context(), ct, month("2026-06"))
	require.EqualError(t, err, `journal: "`+ct.ID+`", line 1: contract.edition: must be the catalogue's, nuxit (got "gone")`)
}

// TestOneContractInTwoForms: one without changes is the same whether the list is empty or
// absent, and is not read again.
func TestOneContractInTwoForms(t *testing.T) {
	t.Parallel()
	store := &counting{Store: new(books.Memory)}
	desk := booksIn(t, store)
	ct := contract(servicelevel.Pro, "2026-05-01")
	require.NoError(t, desk.Record(t.Context(), ct, pack("P", "2026-05-02 10:00", 3)))
	ct.Changes, ct.VAT.Changes = []servicelevel.Change{}, []servicelevel.VATChange{}
	require.NoError(t, desk.Record(t.Context(), ct, pack("Q", "2026-05-03 10:00", 3)))
	assert.Equal(t, 1, store.snapshots)
	ct.VAT.Changes = []servicelevel.VATChange{{On: day("2026-05-03"), Category: "AE"}}
	s, err := desk.Close(t.Context(), ct, month("2026-05"))
	require.NoError(t, err)
	assert.Equal(t, 2, store.snapshots)
	assert.Equal(t, "fee 45.00 S 0.2, pack 169.00 S 0.2, pack 169.00 AE 0; S 0.2 of 214.00 is 42.80; AE 0 of 169.00 is 0.00", taxText(&s.Invoice))
}

// counting counts how often a store is asked for a snapshot.
type counting struct {
	books.Store
	snapshots int
}

func (s *counting) LoadSnapshot(ctx context.Context, owner string) (journal.Snapshot, error) {
	s.snapshots++
	return s.Store.LoadSnapshot(ctx, owner)
}
