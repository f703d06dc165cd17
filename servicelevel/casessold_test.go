package servicelevel_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
)

// without is NUXIT's level 0 with a choice for work without credit.
func without(u servicelevel.Uncovered) servicelevel.Contract {
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	if ct.Options.Uncovered = u; u == servicelevel.UncoveredHours {
		ct.Options.HourPrice = dec("90.00")
	}
	return ct
}

// did is a request and one session of work on it.
func did(ticket, at string, took time.Duration) []servicelevel.Fact {
	return facts(request(ticket, at, servicelevel.ServiceRequest), worked("w"+ticket, ticket, at, took))
}

// TestWorkWithoutCredit: what a month leaves overdrawn is sold when it ends (D29).
func TestWorkWithoutCredit(t *testing.T) {
	t.Parallel()
	packs, hours := without(servicelevel.UncoveredPacks), without(servicelevel.UncoveredHours)
	left := func(d time.Duration) credit.Balance { return credit.Balance{Available: d} }
	for name, x := range map[string]tale{
		"a pack exactly": {
			ct: packs, facts: did("T", "2026-05-12 09:00", 3*time.Hour),
			rows: []string{"2026-05 T of 2026-05: 3h0m0s → 3h0m0s by uncovered/2026-05/1 3h0m0s 169.00"},
		},
		"a block less than a pack": {
			ct: packs, facts: did("T", "2026-05-12 09:00", 150*time.Minute),
			rows: []string{"2026-05 T of 2026-05: 2h30m0s → 2h30m0s by uncovered/2026-05/1 2h30m0s 140.83"},
			left: left(30 * time.Minute),
		},
		"a second more than a pack": {
			ct: packs, facts: did("T", "2026-05-12 09:00", 3*time.Hour+time.Second),
			rows: []string{"2026-05 T of 2026-05: 3h0m1s → 3h30m0s by uncovered/2026-05/1 3h30m0s 167.30"},
			left: left(90 * time.Minute),
		},
		"two packs, and the rest for the next month's work": {
			ct:    packs,
			facts: facts(did("A", "2026-05-11 00:00", 20*time.Hour), did("B", "2026-05-12 09:00", 150*time.Minute), did("C", "2026-06-02 09:00", 60*time.Minute)),
			rows: []string{
				"2026-05 A of 2026-05: 20h0m0s → 20h0m0s by uncovered/2026-05/1 20h0m0s 699.00",
				"2026-05 B of 2026-05: 2h30m0s → 2h30m0s by uncovered/2026-05/2 2h30m0s 140.83",
				"2026-06 C of 2026-06: 1h0m0s → 1h0m0s by uncovered/2026-05/2 30m0s 28.17 uncovered/2026-06/1 30m0s 28.17",
			},
			left: left(150 * time.Minute),
		},
		"bought in the month": {
			ct: packs, facts: facts(did("T", "2026-05-12 09:00", 2*time.Hour), pack("P", "2026-05-31 23:59:59.999999999", 3)),
			rows: []string{"2026-05 T of 2026-05: 2h0m0s → 2h0m0s by P 2h0m0s 112.67"},
			left: left(time.Hour),
		},
		"bought when the month is over": {
			ct: packs, facts: facts(did("T", "2026-05-12 09:00", 2*time.Hour), pack("P", "2026-06-01 00:00", 3)),
			rows: []string{"2026-05 T of 2026-05: 2h0m0s → 2h0m0s by uncovered/2026-05/1 2h0m0s 112.67"},
			left: left(4 * time.Hour),
		},
		"bought in the month, told later": {
			ct: packs, facts: facts(did("T", "2026-05-12 09:00", 2*time.Hour), told(pack("P", "2026-05-20 09:00", 3), "2026-06-02 09:00")),
			rows: []string{"2026-05 T of 2026-05: 2h0m0s → 2h0m0s by uncovered/2026-05/1 2h0m0s 112.67"},
			left: left(4 * time.Hour),
		},
		"over the month's end": {
			ct: hours, facts: did("T", "2026-05-31 23:00", 90*time.Minute),
			rows: []string{"2026-06 T of 2026-05: 1h30m0s → 1h30m0s by uncovered/2026-06 1h30m0s 135.00"},
		},
		"told a month later": {
			ct: hours, facts: facts(request("T", "2026-05-12 09:00", servicelevel.ServiceRequest), told(worked("w", "T", "2026-05-12 09:00", 20*time.Minute), "2026-06-30 23:59:59.999999999")),
			rows: []string{"2026-06 T of 2026-05: 20m0s → 30m0s by uncovered/2026-06 30m0s 45.00"},
		},
		"the month in which the clocks change": {
			ct: hours, first: "2026-03", facts: did("T", "2026-03-29 01:30", 2*time.Hour), // until 04:30
			rows: []string{"2026-03 T of 2026-03: 2h0m0s → 2h0m0s by uncovered/2026-03 2h0m0s 180.00"},
		},
		"each month by itself": {
			ct: hours, facts: facts(did("A", "2026-05-12 09:00", 40*time.Minute), did("B", "2026-06-12 09:00", time.Hour)),
			rows: []string{
				"2026-05 A of 2026-05: 40m0s → 1h0m0s by uncovered/2026-05 1h0m0s 90.00",
				"2026-06 B of 2026-06: 1h0m0s → 1h0m0s by uncovered/2026-06 1h0m0s 90.00",
			},
		},
		"beyond a pack and the allowance": {
			ct:    change(hours, "2026-05-01", servicelevel.Pro),
			facts: facts(pack("P", "2026-05-04 09:00", 3), did("T", "2026-05-12 09:00", 5*time.Hour)),
			rows:  []string{"2026-05 T of 2026-05: 5h0m0s → 5h0m0s by allowance 1h30m0s P 3h0m0s 169.00 uncovered/2026-05 30m0s 45.00"},
			left:  credit.Balance{Allowance: 90 * time.Minute},
		},
		"a purchase that never was": { // withdrawn two months after it was used
			ct: packs, first: "2026-03",
			facts: facts(pack("P", "2026-03-04 09:00", 3), did("T", "2026-03-12 09:00", time.Hour),
				servicelevel.Fact{ID: "x", Kind: servicelevel.Withdrawn, At: wall("2026-05-12 09:00"), Of: "P"}),
			rows: []string{
				"2026-03 T of 2026-03: 1h0m0s → 1h0m0s by P 1h0m0s 56.33",
				"2026-05 T of 2026-03: 0s → 0s by P -1h0m0s -56.33 uncovered/2026-05/1 1h0m0s 56.33",
			},
			left: left(2 * time.Hour),
		},
		"held for others": { // 3 h are held, and 3 h bought: nothing of them pays
			ct: packs,
			facts: facts(request("H", "2026-05-04 09:00", servicelevel.ServiceRequest), estimated("e", "H", "2026-05-04 10:00", 4*time.Hour),
				pack("P", "2026-05-05 09:00", 3), did("T", "2026-05-12 09:00", time.Hour)),
			rows: []string{"2026-05 T of 2026-05: 1h0m0s → 1h0m0s by P 1h0m0s 56.33"},
			left: credit.Balance{Available: time.Hour, Held: 4 * time.Hour},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if x.more = 3; x.first == "" {
				x.first = "2026-05"
			}
			x.check(t)
		})
	}
}

// TestWhatIsOwedAtTheEnd: what is overdrawn when the contract is over is sold, if there are
// packs (D29).
func TestWhatIsOwedAtTheEnd(t *testing.T) {
	t.Parallel()
	over := func(edition, end string) servicelevel.Contract {
		ct := contract(edition, servicelevel.Standard, "2026-01-01")
		if ct.Options.Overdraft = 10 * time.Hour; end != "" {
			ct = ending(ct, end)
		}
		return ct
	}
	work := did("T", "2026-05-12 09:00", time.Hour)
	owed := []string{"2026-05 T of 2026-05: 1h0m0s → 1h0m0s by overdraft 1h0m0s"}
	sold := []string{"2026-05 T of 2026-05: 1h0m0s → 1h0m0s by uncovered/2026-05/1 1h0m0s 56.33"}
	left, debt := credit.Balance{Available: 2 * time.Hour}, credit.Balance{Overdrawn: time.Hour}
	for name, x := range map[string]tale{
		"it goes on":            {ct: over("nuxit", ""), facts: work, rows: owed, left: debt},
		"over on the first":     {ct: over("nuxit", "2026-06-01"), facts: work, rows: sold, left: left},
		"over on the second":    {ct: over("nuxit", "2026-06-02"), facts: work, rows: append(owed, "2026-06 T of 2026-05: 0s → 0s by uncovered/2026-06/1 1h0m0s 56.33 overdraft -1h0m0s"), left: left},
		"over in the month":     {ct: over("nuxit", "2026-05-13"), facts: work, rows: sold, left: left},
		"over, without packs":   {ct: over("magic", "2026-06-01"), facts: work, rows: owed, left: debt},
		"over, and then bought": {ct: over("nuxit", "2026-05-13"), facts: facts(work, pack("P", "2026-05-30 09:00", 3)), rows: []string{"2026-05 T of 2026-05: 1h0m0s → 1h0m0s by P 1h0m0s 56.33"}, left: left},
		"told when it is over": {
			ct: over("nuxit", "2026-06-01"), left: left,
			facts: facts(work[0], told(work[1], "2026-07-02 09:00")),
			rows:  []string{"2026-07 T of 2026-05: 1h0m0s → 1h0m0s by uncovered/2026-07/1 1h0m0s 56.33"},
		},
		"by the hour": {
			ct: ending(without(servicelevel.UncoveredHours), "2026-05-13"), facts: work,
			rows: []string{"2026-05 T of 2026-05: 1h0m0s → 1h0m0s by uncovered/2026-05 1h0m0s 90.00"},
		},
		"held for what will not be": { // an estimate keeps nothing from what was sold
			ct: over("nuxit", "2026-06-01"), left: credit.Balance{Held: 5 * time.Hour},
			facts: facts(work, request("H", "2026-05-04 09:00", servicelevel.ServiceRequest), estimated("e", "H", "2026-05-04 10:00", 5*time.Hour)),
			rows:  sold,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x.first, x.more = "2026-05", 3
			x.check(t)
		})
	}
}

// TestSoldHoursAreTheCustomers: what was sold is hours as any other: what work gives back
// that never was is left of it, and can be refunded.
func TestSoldHoursAreTheCustomers(t *testing.T) {
	t.Parallel()
	work := did("T", "2026-05-12 09:00", 2*time.Hour)
	wrong := servicelevel.Fact{ID: "x", Kind: servicelevel.Withdrawn, At: wall("2026-06-03 09:00"), Of: "wT"}
	back := servicelevel.Fact{ID: "r", Kind: servicelevel.Refunded, At: wall("2026-07-02 09:00"), Of: "uncovered/2026-05"}
	x := tale{
		ct: without(servicelevel.UncoveredHours), first: "2026-05", more: 4, facts: facts(work, wrong, back),
		rows: []string{
			"2026-05 T of 2026-05: 2h0m0s → 2h0m0s by uncovered/2026-05 2h0m0s 180.00",
			"2026-06 T of 2026-05: -2h0m0s → -2h0m0s by uncovered/2026-05 -2h0m0s -180.00",
		},
	}
	x.check(t)
	book := openBook(t, x.ct, x.facts...)
	for _, mo := range []string{"2026-05", "2026-06", "2026-07"} {
		s, _, err := book.Close(month(mo))
		require.NoError(t, err)
		s.Explain()
		switch mo {
		case "2026-05":
			line := s.Invoice.Lines[0]
			assert.Equal(t, invoice.HoursLine, line.Kind)
			assert.Equal(t, []string{"2", "HUR", "90", "180", "D29, D21"},
				[]string{line.Quantity.String(), line.Unit, line.Price.String(), line.Amount.String(), string(line.Rules)})
			assert.Equal(t, servicelevel.Wording{FR: "Intervention sans crédit, 2 h", EN: "Intervention without credit, 2 h"}, line.Label)
			assert.Equal(t, servicelevel.Wording{
				FR: "2 h sans crédit à 90,00 € HT l'heure = 180,00 € (D29, D21)",
				EN: "2 h without credit at €90.00 an hour excl. VAT = €180.00 (D29, D21)",
			}, line.Explained)
			assert.Equal(t, "2 h → 4 blocks of 30 min (S18, S19); 2 h of the 2 h billed by the hour on 31 May 2026, invoiced €180.00 of €180.00 (S20, S21, D7)", s.Tickets[0].Explained.EN)
			assert.Equal(t, "2 h → 4 tranches de 30 min (S18, S19) ; 2 h sur les 2 h facturées à l'heure le 31 mai 2026, facturé 180,00 € sur 180,00 € (S20, S21, D7)", s.Tickets[0].Explained.FR)
			assert.True(t, rests(s.Assumptions, "D29"))
			assert.Equal(t, "180.00", s.Credit.Lots[0].Earned.StringFixed(2))
		case "2026-06":
			assert.False(t, rests(s.Assumptions, "D29"))
			assert.Equal(t, "180.00", s.Credit.Lots[0].Deferred.StringFixed(2))
		case "2026-07":
			note := s.CreditNotes[0]
			assert.Equal(t, month("2026-05"), note.Invoice)
			assert.Equal(t, "216.00", note.Document.Gross.StringFixed(2))
			assert.Equal(t, "2 h taken back of the time billed by the hour, 2 h of 31 May 2026, €180.00 excl. VAT; €180.00 for 2 h (D30, D21); VAT of the sale: 20% (D33)",
				note.Document.Lines[0].Explained.EN)
		}
	}
	other := openBook(t, x.ct, work...)
	err := other.Record(servicelevel.Fact{ID: "x", Kind: servicelevel.Withdrawn, At: wall("2026-06-03 09:00"), Of: "uncovered/2026-05"})
	assert.ErrorContains(t, err, "facts[0].of: ", "it is no fact")
}

// Of packs that are sold together those that end first pay first, whatever their size: what is left
// is left of the one that lasts longest. Ends that are alike leave the longest first.
func TestSoldPacksPayInTheOrderOfTheirEnds(t *testing.T) {
	t.Parallel()
	two, three, long := credit.Validity{Months: 2}, credit.Validity{Months: 3}, credit.Validity{Months: 11}
	for name, x := range map[string]struct {
		short, most credit.Validity // of the packs of 3 h and of 20 h
		row         string
		left        []string
	}{
		"the small one first": {
			two, long, "2026-01 T of 2026-01: 22h0m0s → 22h0m0s by uncovered/2026-01/1 3h0m0s 169.00 uncovered/2026-01/2 19h0m0s 664.05",
			[]string{"uncovered/2026-01/1: 3h0m0s, 0s left", "uncovered/2026-01/2: 20h0m0s, 1h0m0s left"},
		},
		"the great one first": {
			long, two, "2026-01 T of 2026-01: 22h0m0s → 22h0m0s by uncovered/2026-01/1 20h0m0s 699.00 uncovered/2026-01/2 2h0m0s 112.67",
			[]string{"uncovered/2026-01/1: 20h0m0s, 0s left", "uncovered/2026-01/2: 3h0m0s, 1h0m0s left"},
		},
		"at once": {
			three, three, "2026-01 T of 2026-01: 22h0m0s → 22h0m0s by uncovered/2026-01/1 20h0m0s 699.00 uncovered/2026-01/2 2h0m0s 112.67",
			[]string{"uncovered/2026-01/1: 20h0m0s, 0s left", "uncovered/2026-01/2: 3h0m0s, 1h0m0s left"},
		},
		"one never does": {
			credit.Validity{},
			long, "2026-01 T of 2026-01: 22h0m0s → 22h0m0s by uncovered/2026-01/1 20h0m0s 699.00 uncovered/2026-01/2 2h0m0s 112.67",
			[]string{"uncovered/2026-01/1: 20h0m0s, 0s left", "uncovered/2026-01/2: 3h0m0s, 1h0m0s left"},
		},
		"the great one never does": {
			long,
			credit.Validity{},
			"2026-01 T of 2026-01: 22h0m0s → 22h0m0s by uncovered/2026-01/1 3h0m0s 169.00 uncovered/2026-01/2 19h0m0s 664.05",
			[]string{"uncovered/2026-01/1: 3h0m0s, 0s left", "uncovered/2026-01/2: 20h0m0s, 1h0m0s left"},
		},
	} {
		e := plans.NUXIT()
		for i := range e.Plans {
			if e.Plans[i].Prices == nil {
				continue
			}
			for k := range e.Plans[i].Prices.Tariff.Packs {
				switch p := &e.Plans[i].Prices.Tariff.Packs[k]; p.Time {
				case 3 * time.Hour:
					p.Validity = x.short
				case 20 * time.Hour:
					p.Validity = x.most
				}
			}
		}
		book, err := compiled(e).Open(without(servicelevel.UncoveredPacks))
		require.NoError(t, err)
		require.NoError(t, book.Record(did("T", "2026-01-12 00:00", 22*time.Hour)...))
		s, _, err := book.Close(month("2026-01"))
		require.NoError(t, err)
		require.NoError(t, s.Validate())
		assert.Equal(t, x.row, row(&s, &s.Tickets[0]), name)
		var left []string
		for _, l := range s.Credit.Lots {
			left = append(left, fmt.Sprintf("%s: %s, %s left", l.Lot, l.Time, l.Closing))
		}
		assert.Equal(t, x.left, left, name)
	}
}
