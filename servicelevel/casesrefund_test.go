package servicelevel_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/statement"
)

// notesOf words the credit notes of a statement.
func notesOf(s *servicelevel.Statement) (list []string) {
	for i := range s.CreditNotes {
		n := &s.CreditNotes[i]
		list = append(list, fmt.Sprintf("%s for %s: %v %s", s.Month, n.Invoice, amounts(&n.Document), totals(&n.Document)))
	}
	return list
}

// told takes every road, and returns the statements.
func (x tale) told(t *testing.T) (list []servicelevel.Statement) {
	t.Helper()
	x.check(t)
	book := openBook(t, x.ct, x.facts...)
	for n := range x.more {
		s, _, err := book.Close(month(x.first).AddMonths(n))
		require.NoError(t, err)
		list = append(list, s)
	}
	return list
}

// work2h is two hours of work on 12 May.
func work2h() []servicelevel.Fact {
	at := wall("2026-05-12 10:00")
	return facts(requested("T", at, servicelevel.ServiceRequest), workedOn("w", "T", at, at.Add(2*time.Hour)))
}

// Of 5 h at 239.00 two are used. The rest is 143.40 and 28.68 of VAT; what stays is as if
// 2 h had been bought at 95.60 (D30).
func TestRefundOfTheRest(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-04-01")
	list := tale{
		ct: ct, first: "2026-04", more: 4,
		facts: facts(
			servicelevel.Fact{ID: "P", Kind: servicelevel.Bought, At: wall("2026-04-20 09:00"), Time: 5 * time.Hour}, work2h(),
			gone(servicelevel.Refunded, "R", "P", "2026-06-03 11:00", 0),
		),
		rows: []string{"2026-05 T of 2026-05: 2h0m0s → 2h0m0s by P 2h0m0s 95.60"},
		left: credit.Balance{},
	}.told(t)
	assert.Equal(t, "239.00 47.80 286.80", totals(&list[0].Invoice))
	assert.Empty(t, list[1].CreditNotes)
	june := &list[2]
	assert.Equal(t, []string{"2026-06 for 2026-04: [refund 143.40] 143.40 28.68 172.08"}, notesOf(june))
	assert.Empty(t, june.Invoice.Lines)
	assert.Equal(t, statement.LotUse{
		Lot: "P", Bought: day("2026-04-20"), Time: 5 * time.Hour, Price: *dec("239.00"), Opening: 3 * time.Hour, Refunded: 3 * time.Hour,
		EarnedMonth: *dec("0.00"), Earned: *dec("95.60"), Deferred: *dec("0.00"), Repaid: *dec("143.40"),
	}, june.Credit.Lots[0])
	assert.Equal(t, 3*time.Hour, june.Credit.Refunded)
	assert.Empty(t, list[3].Credit.Lots)
	line := june.CreditNotes[0].Document.Lines[0]
	assert.Equal(t, "P 3h0m0s 2h0m0s 143.40 2026-06-03 D30", fmt.Sprintf("%s %s %s %s %s %s", line.Ref, line.Time, line.Kept, line.Share.StringFixed(2), line.Date, line.Rules))
	june.Explain()
	line = june.CreditNotes[0].Document.Lines[0]
	assert.Equal(t, servicelevel.Wording{FR: "Remboursement de 3 h", EN: "Refund of 3 h"}, line.Label)
	assert.Equal(t, servicelevel.Wording{
		FR: "3 h reprises du pack de 5 h du 20 avril 2026, 239,00 € HT ; 239,00 € pour 5 h, moins 95,60 € pour 2 h = 143,40 € (D30, D21) ; TVA de la vente : 20 % (D33)",
		EN: "3 h taken back of the pack of 5 h of 20 April 2026, €239.00 excl. VAT; €239.00 for 5 h, less €95.60 for 2 h = €143.40 (D30, D21); VAT of the sale: 20% (D33)",
	}, line.Explained)
	assert.Equal(t, "D3, D4, D21, D22, D30, D33", decisionsOf(june.Assumptions))

	// As if 2 h had been bought at 95.60, which the tariff does not sell.
	other := openBook(t, ct, facts(packOf("P", "2026-04-20 09:00", 3*time.Hour, "143.40"), work2h(), gone(servicelevel.Refunded, "R", "P", "2026-05-13 11:00", 0))...)
	s, _, err := other.Close(month("2026-05"))
	require.NoError(t, err)
	assert.Equal(t, "95.60 0.00", s.Credit.Lots[0].Earned.StringFixed(2)+" "+s.Credit.Lots[0].Deferred.StringFixed(2))
}

// B2: four amounts at 20 % are invoiced at 334.99; given back one by one, in four months,
// they are 334.99.
func TestRefundsAddUpToTheInvoice(t *testing.T) {
	t.Parallel()
	var notes []string
	list := fourRefunds(t)
	assert.Equal(t, "279.16 55.83 334.99", totals(&list[0].Invoice))
	for i := range list {
		notes = append(notes, notesOf(&list[i])...)
	}
	assert.Equal(t, []string{
		"2026-02 for 2026-01: [refund 68.33] 68.33 13.67 82.00", "2026-03 for 2026-01: [refund 68.33] 68.33 13.66 81.99",
		"2026-04 for 2026-01: [refund 57.50] 57.50 11.50 69.00", "2026-05 for 2026-01: [refund 85.00] 85.00 17.00 102.00",
	}, notes)
}

// Parts of a pack that are given back one by one, and another amount than their share.
func TestRefundsOfParts(t *testing.T) {
	t.Parallel()
	agreed := gone(servicelevel.Refunded, "R3", "P", "2026-07-03 11:00", 0)
	agreed.Price = dec("20.00")
	list := tale{
		ct: contract("nuxit", servicelevel.Standard, "2026-04-01"), first: "2026-04", more: 5,
		facts: facts(packOf("P", "2026-04-20 09:00", 7*time.Hour, "100.00"), work2h(),
			gone(servicelevel.Refunded, "R1", "P", "2026-06-03 11:00", time.Hour), gone(servicelevel.Refunded, "R2", "P", "2026-06-03 12:00", time.Hour), agreed),
		rows: []string{"2026-05 T of 2026-05: 2h0m0s → 2h0m0s by P 2h0m0s 28.57"},
	}.told(t)
	assert.Equal(t, []string{"2026-06 for 2026-04: [refund 14.29 refund 14.28] 28.57 5.71 34.28"}, notesOf(&list[2]))
	assert.Equal(t, []string{"2026-07 for 2026-04: [refund 20.00] 20.00 4.00 24.00"}, notesOf(&list[3])) // 9.714 in all
	lot := list[3].Credit.Lots[0]
	assert.Equal(t, "22.86 51.43 0.00 48.57", fmt.Sprint(lot.EarnedMonth.StringFixed(2), " ", lot.Earned.StringFixed(2), " ", lot.Deferred.StringFixed(2), " ", lot.Repaid.StringFixed(2)))
	list[2].Explain()
	list[3].Explain()
	assert.Contains(t, list[2].CreditNotes[0].Document.Lines[1].Explained.EN, "; €85.71 for 6 h, less €71.43 for 5 h = €14.28 (D30, D21)")
	assert.Contains(t, list[3].CreditNotes[0].Document.Lines[0].Explained.FR, " ; 71,43 € pour 5 h, moins 28,57 € pour 2 h = 42,86 € (D30, D21) ; montant convenu 20,00 €")
}

// Hours that are lost are earned, so that nothing is deferred when a contract ends, and
// hours that go to another contract are neither earned nor owed here (D32).
func TestHoursThatAreForfeitedOrMoved(t *testing.T) {
	t.Parallel()
	for kind, want := range map[servicelevel.FactKind]string{
		servicelevel.Forfeited: "143.40 239.00 0.00 0.00", servicelevel.Moved: "0.00 95.60 0.00 143.40",
	} {
		ct := contract("nuxit", servicelevel.Standard, "2026-04-01")
		ct.End = day("2026-06-01")
		list := tale{
			ct: ct, first: "2026-04", more: 4,
			facts: facts(packOf("P", "2026-04-20 09:00", 5*time.Hour, "239.00"), work2h(), gone(kind, "R", "P", "2026-06-03 11:00", 0)),
			rows:  []string{"2026-05 T of 2026-05: 2h0m0s → 2h0m0s by P 2h0m0s 95.60"},
		}.told(t)
		lot := list[2].Credit.Lots[0]
		assert.Equal(t, want, fmt.Sprint(lot.EarnedMonth.StringFixed(2), " ", lot.Earned.StringFixed(2), " ", lot.Deferred.StringFixed(2), " ", lot.Transferred.StringFixed(2)), kind)
		assert.Empty(t, list[2].CreditNotes)
		assert.Equal(t, "D3, D4, D32", decisionsOf(list[2].Assumptions))
		assert.Equal(t, 3*time.Hour, lot.Forfeited+lot.Moved)
		assert.Equal(t, 3*time.Hour, list[2].Credit.Forfeited+list[2].Credit.Moved)
	}
}

// A refund is of the month in which it becomes known, and its credit note for the month
// that invoiced the pack, to the last nanosecond of both.
func TestMonthsOfARefund(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		bought, told, back string
		want               []string
	}{
		{"2026-04-30 23:59:59.999999999", "", "2026-05-31 23:59:59.999999999", []string{"2026-05 for 2026-04: [refund 239.00] 239.00 47.80 286.80"}},
		{"2026-05-01 00:00", "", "2026-05-31 23:59:59.999999999", []string{"2026-05 for 2026-05: [refund 239.00] 239.00 47.80 286.80"}},
		{"2026-05-01 00:00", "", "2026-06-01 00:00", []string{"2026-06 for 2026-05: [refund 239.00] 239.00 47.80 286.80"}},
		{"2026-04-30 12:00", "2026-05-01 00:00", "2026-06-01 00:00", []string{"2026-06 for 2026-05: [refund 239.00] 239.00 47.80 286.80"}},
	} {
		p := packOf("P", c.bought, 5*time.Hour, "239.00")
		if c.told != "" {
			p.Recorded = wall(c.told)
		}
		var notes []string
		for _, s := range (tale{
			ct: contract("nuxit", servicelevel.Standard, "2026-04-01"), first: "2026-04", more: 4,
			facts: facts(p, gone(servicelevel.Refunded, "R", "P", c.back, 0)),
		}).told(t) {
			notes = append(notes, notesOf(&s)...)
		}
		assert.Equal(t, c.want, notes, c.back)
	}
	late := gone(servicelevel.Refunded, "R", "P", "2026-05-20 11:00", 0)
	late.Recorded = wall("2026-06-02 11:00")
	list := tale{
		ct: contract("nuxit", servicelevel.Standard, "2026-04-01"), first: "2026-04", more: 4,
		facts: facts(packOf("P", "2026-04-20 09:00", 5*time.Hour, "239.00"), late),
	}.told(t)
	assert.Equal(t, month("2026-05"), list[2].CreditNotes[0].Document.Lines[0].Corrects)
	list[2].Explain()
	assert.Contains(t, list[2].CreditNotes[0].Document.Lines[0].Explained.EN, " excl. VAT; €239.00 for 5 h (D30, D21); VAT of the sale: 20% (D33); known after the statement for May 2026")
}

// Hours that cost nothing are taken back without a credit note.
func TestRefundOfAGift(t *testing.T) {
	t.Parallel()
	list := tale{
		ct: contract("nuxit", servicelevel.Standard, "2026-04-01"), first: "2026-04", more: 4,
		facts: facts(servicelevel.Fact{ID: "G", Kind: servicelevel.Given, At: wall("2026-04-20 09:00"), Time: time.Hour}, gone(servicelevel.Refunded, "R", "G", "2026-05-03 11:00", 0)),
	}.told(t)
	assert.Empty(t, list[1].CreditNotes)
	assert.Equal(t, time.Hour, list[1].Credit.Refunded)
}

// What is not there cannot be taken back: a refusal names the fact, and changes nothing.
func TestRemovalsThatAreRefused(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-04-01")
	list := facts(packOf("P", "2026-04-20 09:00", 5*time.Hour, "239.00"), work2h())
	dear := gone(servicelevel.Refunded, "R", "P", "2026-06-03 11:00", 0)
	dear.Price = dec("143.41")
	early := gone(servicelevel.Forfeited, "R", "P", "2026-04-20 08:59:59.999999999", 0)
	early.Recorded = wall("2026-04-20 09:00")
	held := servicelevel.Fact{ID: "e", Kind: servicelevel.Estimated, At: wall("2026-05-13 10:00"), Ticket: "T", Time: 4 * time.Hour}
	for want, tried := range map[string][]servicelevel.Fact{
		"facts[0].of: must be hours bought or given that are known by then, and not done with (got \"Q\")": {gone(servicelevel.Refunded, "R", "Q", "2026-06-03 11:00", 0)},
		"facts[0].time: credit: \"R\" cannot take 3h0m0.000000001s of \"P\": 3h0m0s is left, 0s held":      {gone(servicelevel.Moved, "R", "P", "2026-06-03 11:00", 3*time.Hour+1)},
		"facts[0].at: must not be before what it acts on, 2026-04-20T07:00:00Z":                            {early},
		"facts[0].price: must not exceed what its hours had cost, 143.40":                                  {dear},
		"facts[1].time: credit: \"R\" cannot take 1h0m0.000000001s of \"P\": 3h0m0s is left, 2h0m0s held":  {held, gone(servicelevel.Refunded, "R", "P", "2026-05-13 10:00", time.Hour+1)},
		"facts[1].time: credit: \"R\" cannot take 0s of \"P\": 0s is left, 0s held":                        {gone(servicelevel.Refunded, "A", "P", "2026-06-03 11:00", 0), gone(servicelevel.Moved, "R", "P", "2026-06-03 11:00", 0)},
	} {
		book := openBook(t, ct, list...)
		before, err := book.Balance(wall("2026-06-04 10:00"))
		require.NoError(t, err)
		require.ErrorContains(t, book.Record(tried...), want)
		after, err := book.Balance(wall("2026-06-04 10:00"))
		require.NoError(t, err)
		assert.Equal(t, before, after)
		require.NoError(t, book.Record(gone(servicelevel.Refunded, "R", "P", "2026-06-03 11:00", 3*time.Hour)))
	}
	book := openBook(t, ct, append(list, held, gone(servicelevel.Refunded, "R", "P", "2026-05-13 10:00", time.Hour))...)
	got, err := book.Balance(wall("2026-05-13 10:00"))
	require.NoError(t, err)
	assert.Equal(t, credit.Balance{Held: 2 * time.Hour, Used: 2 * time.Hour}, got)
	_, err = servicelevel.NUXIT().Statement(ct, servicelevel.Activity{Removals: []servicelevel.Removal{
		{ID: "R", Kind: credit.Refund, Of: "P", At: wall("2026-05-13 10:00")}, {ID: "R", Kind: credit.Debit, Of: "P", At: wall("2026-05-13 10:00")},
	}}, month("2026-05"))
	require.ErrorContains(t, err, "activity.removals[1].kind: must be refund, forfeit or transfer (got \"debit\")")
	require.ErrorContains(t, err, "activity.removals[1].id: must not be given twice, see removals[0] (got \"R\")")
	_, err = servicelevel.NUXIT().Statement(ct, servicelevel.Activity{Removals: []servicelevel.Removal{
		{ID: "R", Kind: credit.Refund, Of: "P", At: wall("2026-05-13 10:00")},
	}}, month("2026-05"))
	require.ErrorContains(t, err, "activity.removals[0].of: must be hours bought or given")
}

// "All that is left" is what was left when it was told, also for who asks of a day before
// work that was told earlier.
func TestAllThatIsLeft(t *testing.T) {
	t.Parallel()
	refund := gone(servicelevel.Refunded, "R", "P", "2026-05-11 10:00", 0)
	refund.Recorded = wall("2026-05-13 10:00")
	book := openBook(t, contract("nuxit", servicelevel.Standard, "2026-04-01"), append(work2h(), packOf("P", "2026-04-20 09:00", 5*time.Hour, "239.00"), refund)...)
	for at, want := range map[string]time.Duration{"2026-05-11 09:59": 5 * time.Hour, "2026-05-11 10:00": 2 * time.Hour, "2026-05-12 12:00": 0} {
		got, err := book.Balance(wall(at))
		require.NoError(t, err)
		assert.Equal(t, want, got.Available, at)
	}
}

// A pack that a refund has emptied stays in the state as long as tickets that have drawn on
// it do, so that work that comes late finds it.
func TestStateOfARefundedPack(t *testing.T) {
	t.Parallel()
	at := wall("2026-05-20 10:00")
	ct := contract("nuxit", servicelevel.Pro, "2026-04-01")
	ct.Changes = []servicelevel.Change{{On: day("2026-05-01"), Level: servicelevel.Standard}}
	first := workedOn("v", "T", at.AddDate(0, 0, -30), at.AddDate(0, 0, -30).Add(time.Hour)) // in April, which has an allowance
	first.Recorded = wall("2026-07-05 10:00")
	list := tale{
		ct: ct, first: "2026-04", more: 6,
		facts: facts(packOf("P", "2026-04-20 09:00", 5*time.Hour, "239.00"), requested("T", at.AddDate(0, 0, -30), servicelevel.ServiceRequest),
			workedOn("w", "T", at, at.Add(3*time.Hour)), gone(servicelevel.Refunded, "R", "P", "2026-06-03 11:00", 0), first,
			gone(servicelevel.Refunded, "R2", "P", "2026-08-03 11:00", 0)),
		rows: []string{
			"2026-05 T of 2026-05: 3h0m0s → 3h0m0s by P 3h0m0s 143.40",
			"2026-07 T of 2026-04: 1h0m0s → 4h0m0s by allowance 1h30m0s P 2h30m0s 119.50", "2026-07 T of 2026-05: 0s → -3h0m0s by P -3h0m0s -143.40",
		},
		left: credit.Balance{},
	}.told(t)
	assert.Equal(t, []string{"2026-06 for 2026-04: [refund 95.60] 95.60 19.12 114.72"}, notesOf(&list[2]))
	assert.Equal(t, []string{"2026-08 for 2026-04: [refund 23.90] 23.90 4.78 28.68"}, notesOf(&list[4]))
}

// A price reduction beyond what the invoice has is given back by a credit note for the month
// of the promise: the invoice is not negative, to the cent (D23).
func TestReductionBelowZero(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Business, "2026-04-01")
	ct.Rent, ct.Options.PriceReduction = dec("149.00"), true
	list := []string{
		"12h invoice fee 90.00 penalty -89.40: 0.60 0.12 0.72",
		"12h4m52s invoice fee 90.00 penalty -90.00: 0.00 0.00 0.00",
		"12h4m53s invoice fee 90.00 penalty -90.00: 0.00 0.00 0.00; note 2026-05 penalty 0.01: 0.01 0.00 0.01",
		"14h invoice fee 90.00 penalty -90.00: 0.00 0.00 0.00; note 2026-05 penalty 14.30: 14.30 2.86 17.16",
	}
	for _, want := range list {
		length, _, _ := strings.Cut(want, " ")
		d, err := time.ParseDuration(length)
		require.NoError(t, err)
		out := down("2026-05-02 00:00", "2026-05-02 00:00")
		out.End = out.Start.Add(d)
		s := stated(t, ct, servicelevel.Activity{Outages: []penalty.Outage{out}}, "2026-05")
		got := length + " invoice " + strings.Join(amounts(&s.Invoice), " ") + ": " + totals(&s.Invoice)
		for i := range s.CreditNotes {
			n := &s.CreditNotes[i]
			got += "; note " + n.Invoice.String() + " " + strings.Join(amounts(&n.Document), " ") + ": " + totals(&n.Document)
		}
		assert.Equal(t, want, got)
		roundTrip(t, s)
		s.Explain()
		if length == "14h" {
			assert.Contains(t, s.Invoice.Lines[1].Explained.EN, "; €90.00 of €104.30 taken off the invoice, the rest by a credit note")
			assert.Contains(t, s.CreditNotes[0].Document.Lines[0].Explained.FR, " ; 14,30 € sur 104,30 € rendus par cet avoir, au-delà de ce que ce relevé facture")
		}
	}
}
