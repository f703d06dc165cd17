package servicelevel_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// A taxed life is told by hand, and what it is invoiced by every road: a line of text for
// each month.
type taxed struct {
	ct      servicelevel.Contract
	cat     *servicelevel.Catalogue
	facts   []servicelevel.Fact
	first   string // month
	foreign bool   // the model does not know the plans of the edition
	want    []string
}

// check takes every road, and holds the model to the same.
func (x taxed) check(t *testing.T, say ...any) {
	t.Helper()
	l := &life{ct: x.ct, cat: x.cat, facts: x.facts, desk: !expressible(x.facts), first: month(x.first), months: len(x.want) - 4}
	way := straight(t)
	want := inOneCall(way, l)
	if !x.foreign {
		requireModel(t, l, want)
	}
	requireRoads(way, l, want, roads)
	if !l.desk {
		l.act = activityOf(x.facts)
		requireRoads(way, l, want, activityRoads)
	}
	var got []string
	for _, text := range want {
		var s servicelevel.Statement
		require.NoError(t, s.UnmarshalJSON([]byte(text)))
		got = append(got, taxText(&s.Invoice))
	}
	require.Equal(t, x.want, got, say...)
}

// ratedFrom is NUXIT's catalogue with changes of its rate: days and rates in turn.
func ratedFrom(list ...string) *servicelevel.Catalogue {
	return withRates(plans.NUXIT(), rateChanges(list...)...)
}

// vatChanges are made of a day, a category and a rate in turn, "" for none.
func vatChanges(list ...string) (out []servicelevel.VATChange) {
	for i := 0; i < len(list); i += 3 {
		ch := servicelevel.VATChange{On: day(list[i]), Category: list[i+1]}
		if list[i+2] != "" {
			ch.Rate = dec(list[i+2])
		}
		out = append(out, ch)
	}
	return out
}

func packAt(id string, at time.Time, known string) servicelevel.Fact {
	f := boughtHours(id, at, 3)
	if known != "" {
		f.Recorded = wall(known)
	}
	return f
}

// TestPackOfAnOldRate: a pack has the rate of the day on which it was bought, whenever it
// became known; the edition says so or the contract.
func TestPackOfAnOldRate(t *testing.T) {
	t.Parallel()
	first := wall("2026-09-01 00:00")
	for _, c := range []struct {
		at   time.Time
		zone string
		rate string
	}{
		{wall("2026-08-28 10:00"), "", "0.2"},
		{first.Add(-1), "", "0.2"},
		{first, "", "0.22"},
		{first.Add(1), "", "0.22"},
		{first.Add(-2 * time.Hour), "Indian/Reunion", "0.22"}, // where it is two hours later
		{first.Add(-2*time.Hour - 1), "Indian/Reunion", "0.2"},
		{first.Add(6*time.Hour - 1), "America/New_York", "0.2"},
		{first.Add(6 * time.Hour), "America/New_York", "0.22"},
	} {
		ct := contract("nuxit", servicelevel.Pro, "2026-08-01")
		ct.Options.Zone = c.zone
		september := "fee 45.00 S 0.22, pack 169.00 S 0.22; S 0.22 of 214.00 is 47.08"
		if c.rate == "0.2" {
			september = "fee 45.00 S 0.22, pack 169.00 S 0.2; S 0.22 of 45.00 is 9.90; S 0.2 of 169.00 is 33.80"
		}
		x := taxed{
			ct: ct, cat: ratedFrom("2026-09-01", "0.22"), facts: facts(packAt("P", c.at, "2026-09-02 09:00")), first: "2026-08",
			want: []string{"fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00", september},
		}
		x.check(t, c)
		x.ct.VAT.Changes, x.cat = vatChanges("2026-09-01", "", "0.22"), nil
		x.check(t, c)
		x.ct.VAT = servicelevel.VAT{Rate: dec("0.20"), Changes: vatChanges("2026-09-01", "S", "0.220")}
		x.check(t, c)
	}
}

// TestFeeOfTheFirstDay: a fee has the rate of the first of its days, whole or in part.
func TestFeeOfTheFirstDay(t *testing.T) {
	t.Parallel()
	for on, rate := range map[string]string{"2026-08-31": "0.22", "2026-09-01": "0.22", "2026-09-02": "0.2"} {
		tax := map[string]string{"0.2": "9.00", "0.22": "9.90"}[rate]
		taxed{
			ct: contract("nuxit", servicelevel.Pro, "2026-08-01"), cat: ratedFrom(on, "0.22"), first: "2026-08",
			want: []string{
				"fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00",
				"fee 45.00 S " + rate + "; S " + rate + " of 45.00 is " + tax,
				"fee 45.00 S 0.22; S 0.22 of 45.00 is 9.90",
			},
		}.check(t, on)
	}
	ct := change(contract("nuxit", servicelevel.Pro, "2026-09-01"), "2026-09-16", servicelevel.Serenity)
	ct.Options.ProRata = true
	for on, want := range map[string]string{
		"2026-09-15": "fee 22.50 S 0.2, fee 7.50 S 0.22; S 0.2 of 22.50 is 4.50; S 0.22 of 7.50 is 1.65",
		"2026-09-16": "fee 22.50 S 0.2, fee 7.50 S 0.22; S 0.2 of 22.50 is 4.50; S 0.22 of 7.50 is 1.65",
		"2026-09-17": "fee 22.50 S 0.2, fee 7.50 S 0.2; S 0.2 of 30.00 is 6.00",
	} {
		taxed{ct: ct, cat: ratedFrom(on, "0.22"), first: "2026-09", want: []string{want}}.check(t, on)
	}
	// A contract that begins midway, and pays for the whole month all the same.
	for on, want := range map[string]string{
		"2026-09-10": "fee 45.00 S 0.22; S 0.22 of 45.00 is 9.90",
		"2026-09-11": "fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00",
	} {
		taxed{ct: contract("nuxit", servicelevel.Pro, "2026-09-10"), cat: ratedFrom(on, "0.22"), first: "2026-09", want: []string{want}}.check(t, on)
	}
}

// TestPenaltyOfTheLastDay: what is taken off the invoice has the rate of the last day of
// the month that it is for, also where it corrects an earlier statement.
func TestPenaltyOfTheLastDay(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Business, "2026-08-01")
	ct.Rent, ct.Options.PriceReduction = dec("149.00"), true
	out := servicelevel.Fact{ID: "O", Kind: servicelevel.Down, At: wall("2026-08-12 10:00"), End: wall("2026-08-12 12:30")}
	late := out
	late.Recorded = wall("2026-09-04 10:00")
	for _, c := range []struct {
		fact servicelevel.Fact
		on   string
		want []string
	}{
		{out, "2026-08-30", []string{
			"fee 90.00 S 0.2, penalty -18.63 S 0.22; S 0.2 of 90.00 is 18.00; S 0.22 of -18.63 is -4.10", "fee 90.00 S 0.22; S 0.22 of 90.00 is 19.80",
		}},
		{out, "2026-08-31", []string{
			"fee 90.00 S 0.2, penalty -18.63 S 0.22; S 0.2 of 90.00 is 18.00; S 0.22 of -18.63 is -4.10", "fee 90.00 S 0.22; S 0.22 of 90.00 is 19.80",
		}},
		{out, "2026-09-01", []string{
			"fee 90.00 S 0.2, penalty -18.63 S 0.2; S 0.2 of 71.37 is 14.27", "fee 90.00 S 0.22; S 0.22 of 90.00 is 19.80",
		}},
		{late, "2026-08-31", []string{
			"fee 90.00 S 0.2; S 0.2 of 90.00 is 18.00", "fee 90.00 S 0.22, penalty -18.63 S 0.22; S 0.22 of 71.37 is 15.70",
		}},
		{late, "2026-09-01", []string{
			"fee 90.00 S 0.2; S 0.2 of 90.00 is 18.00",
			"fee 90.00 S 0.22, penalty -18.63 S 0.2; S 0.22 of 90.00 is 19.80; S 0.2 of -18.63 is -3.73",
		}},
		{late, "2026-09-02", []string{
			"fee 90.00 S 0.2; S 0.2 of 90.00 is 18.00", "fee 90.00 S 0.2, penalty -18.63 S 0.2; S 0.2 of 71.37 is 14.27",
		}},
	} {
		taxed{ct: ct, cat: ratedFrom(c.on, "0.22"), facts: facts(c.fact), first: "2026-08", want: c.want}.check(t, c.on)
	}
	// On a document of its own it bears none, whatever changes.
	ct.Options.PriceReduction = false
	taxed{ct: ct, cat: ratedFrom("2026-08-31", "0.22"), facts: facts(out), first: "2026-08", want: []string{"fee 90.00 S 0.2; S 0.2 of 90.00 is 18.00"}}.check(t)
}

// TestLateAnswersOfTheLastDay: the same for what late interventions cost.
func TestLateAnswersOfTheLastDay(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Business, "2026-08-01")
	ct.Rent, ct.Options.PriceReduction = dec("149.00"), true
	ct.Options.Late = &penalty.Terms{Target: *dec("1"), PerOutage: true, Lengths: []penalty.Length{{Credit: *dec("0.05")}}}
	asked := request("T", "2026-08-20 10:00", servicelevel.Incident)
	for on, want := range map[string][]string{
		"2026-08-31": {"fee 90.00 S 0.2, late -7.45 S 0.22; S 0.2 of 90.00 is 18.00; S 0.22 of -7.45 is -1.64", "fee 90.00 S 0.22; S 0.22 of 90.00 is 19.80"},
		"2026-09-01": {"fee 90.00 S 0.2, late -7.45 S 0.2; S 0.2 of 82.55 is 16.51", "fee 90.00 S 0.22; S 0.22 of 90.00 is 19.80"},
	} {
		taxed{ct: ct, cat: ratedFrom(on, "0.22"), facts: facts(asked), first: "2026-08", want: want}.check(t, on)
	}
	// What turns out to have been in time is given back at the rate at which it was taken off.
	begun := told(worked("W", "T", "2026-08-20 10:20", 0), "2026-09-03 09:00")
	taxed{
		ct: ct, cat: ratedFrom("2026-09-01", "0.22"), facts: facts(asked, begun), first: "2026-08",
		want: []string{
			"fee 90.00 S 0.2, late -7.45 S 0.2; S 0.2 of 82.55 is 16.51",
			"fee 90.00 S 0.22, late 7.45 S 0.2; S 0.22 of 90.00 is 19.80; S 0.2 of 7.45 is 1.49",
		},
	}.check(t)
}

// TestTreatmentsByDate: reverse charge from a day on, the edition's rate of the day again
// from another, and what bears the same VAT in one sum.
func TestTreatmentsByDate(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.VAT.Changes = vatChanges("2026-02-10", "AE", "", "2026-02-20", "", "", "2026-03-05", "S", "0.1")
	cat := ratedFrom("2026-02-12", "0.21", "2026-02-25", "0.22", "2026-03-10", "0.2")
	taxed{
		ct: ct, cat: cat, first: "2026-01",
		facts: facts(
			pack("A", "2026-01-31 23:59", 3), packAt("B", wall("2026-02-09 23:59"), ""), packAt("C", wall("2026-02-10 00:00"), ""),
			packAt("D", wall("2026-02-19 23:59"), ""), packAt("E", wall("2026-02-20 00:00"), ""), packAt("F", wall("2026-02-24 23:59"), ""),
			packAt("G", wall("2026-02-25 00:00"), ""), packAt("H", wall("2026-03-04 23:59"), ""), packAt("I", wall("2026-03-05 00:00"), ""),
			packAt("J", wall("2026-03-20 00:00"), ""), packAt("K", wall("2025-12-24 00:00"), "2026-03-21 00:00"),
		),
		want: []string{
			"fee 45.00 S 0.2, pack 169.00 S 0.2; S 0.2 of 214.00 is 42.80",
			"fee 45.00 S 0.2, pack 169.00 S 0.2, pack 169.00 AE 0, pack 169.00 AE 0, pack 169.00 S 0.21, pack 169.00 S 0.21, pack 169.00 S 0.22; " +
				"S 0.2 of 214.00 is 42.80; AE 0 of 338.00 is 0.00; S 0.21 of 338.00 is 70.98; S 0.22 of 169.00 is 37.18",
			"fee 45.00 S 0.22, pack 169.00 S 0.22, pack 169.00 S 0.1, pack 169.00 S 0.1, pack 169.00 S 0.2; " +
				"S 0.22 of 214.00 is 47.08; S 0.1 of 338.00 is 33.80; S 0.2 of 169.00 is 33.80",
		},
	}.check(t)
}

// TestChangesOfOneDay: where the contract's treatment and the edition's rate change on one
// day, the contract's holds from that day on, with the new rate if it has none of its own.
func TestChangesOfOneDay(t *testing.T) {
	t.Parallel()
	list := facts(
		packAt("A", wall("2026-05-09 23:59"), ""), packAt("B", wall("2026-05-10 00:00"), ""), packAt("C", wall("2026-05-10 23:59"), ""), packAt("D", wall("2026-05-11 00:00"), ""),
	)
	for own, want := range map[string]string{
		"":     "pack 169.00 S 0.2, pack 169.00 S 0.22, pack 169.00 S 0.22, pack 169.00 S 0.22; S 0.2 of 169.00 is 33.80; S 0.22 of 507.00 is 111.54",
		"0.1":  "pack 169.00 S 0.2, pack 169.00 S 0.1, pack 169.00 S 0.1, pack 169.00 S 0.1; S 0.2 of 169.00 is 33.80; S 0.1 of 507.00 is 50.70",
		"0.22": "pack 169.00 S 0.2, pack 169.00 S 0.22, pack 169.00 S 0.22, pack 169.00 S 0.22; S 0.2 of 169.00 is 33.80; S 0.22 of 507.00 is 111.54",
	} {
		ct := contract("nuxit", servicelevel.Standard, "2026-05-01")
		ct.VAT.Changes = vatChanges("2026-05-10", "", own)
		taxed{ct: ct, cat: ratedFrom("2026-05-10", "0.22"), facts: list, first: "2026-05", want: []string{want}}.check(t, own)
	}
	ct := contract("nuxit", servicelevel.Standard, "2026-05-01")
	ct.VAT.Changes = vatChanges("2026-05-10", "AE", "", "2026-05-11", "", "")
	taxed{ct: ct, cat: ratedFrom("2026-05-11", "0.22"), facts: list, first: "2026-05", want: []string{
		"pack 169.00 S 0.2, pack 169.00 AE 0, pack 169.00 AE 0, pack 169.00 S 0.22; S 0.2 of 169.00 is 33.80; AE 0 of 338.00 is 0.00; S 0.22 of 169.00 is 37.18",
	}}.check(t)
}

// TestOneSumForOneRate: two treatments that tax alike are one, wherever they come from.
func TestOneSumForOneRate(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	ct.VAT.Changes = vatChanges("2026-01-10", "", "0.20", "2026-01-20", "Z", "0", "2026-01-25", "E", "", "2026-01-28", "", "0.02")
	list := facts(
		pack("A", "2026-01-05 00:00", 3), pack("B", "2026-01-15 00:00", 3), pack("C", "2026-01-20 00:00", 3), pack("D", "2026-01-25 00:00", 3), pack("E", "2026-01-28 00:00", 3),
	)
	taxed{ct: ct, facts: list, first: "2026-01", want: []string{
		"pack 169.00 S 0.2, pack 169.00 S 0.2, pack 169.00 Z 0, pack 169.00 E 0, pack 169.00 S 0.02; " +
			"S 0.2 of 338.00 is 67.60; Z 0 of 169.00 is 0.00; E 0 of 169.00 is 0.00; S 0.02 of 169.00 is 3.38",
	}}.check(t)
}

// TestManyTreatments: as many as there may be, and where no more go in.
func TestManyTreatments(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-05-01")
	e := plans.NUXIT()
	for i := range 100 {
		on := day("2026-05-01").AddDays(i - 50)
		ct.VAT.Changes = append(ct.VAT.Changes, servicelevel.VATChange{On: on, Rate: dec(fmt.Sprintf("0.%04d", 1000+i))})
		e.VATChanges = append(e.VATChanges, plans.RateChange{On: on, Rate: *dec(fmt.Sprintf("0.%04d", 2000+i))})
	}
	ct.VAT.Changes[80].Rate = nil // the 31st of May, at the edition's
	cat, err := servicelevel.Compile(e)
	require.NoError(t, err)
	var act servicelevel.Activity
	for i := range 31 {
		at := day("2026-05-01").AddDays(i).Interval(cat.Location()).Start
		act.Purchases = append(act.Purchases, servicelevel.Purchase{ID: fmt.Sprint("P", i), At: at, Time: 3 * time.Hour})
	}
	s, err := cat.Statement(ct, act, month("2026-05"))
	require.NoError(t, err)
	require.Len(t, s.Invoice.Taxes, 31)
	for i, x := range s.Invoice.Taxes[:30] {
		assert.Equal(t, fmt.Sprintf("0.%04d", 1050+i), x.Rate.StringFixed(4))
	}
	assert.Equal(t, "0.208", s.Invoice.Taxes[30].Rate.String())
	assert.Contains(t, decisionsOf(s.Assumptions), "D33")
	roundTrip(t, s)
	roundTrip(t, ct)
	roundTrip(t, e)
	ct.VAT.Changes = append(ct.VAT.Changes, servicelevel.VATChange{On: day("2027-01-01")})
	assert.ErrorContains(t, ct.Validate(), `vat.changes: must be at most 100 (got "101")`)
	e.VATChanges = append(e.VATChanges, plans.RateChange{On: day("2027-01-01"), Rate: *dec("0.2")})
	assert.ErrorContains(t, e.Validate(), `vat_changes: must be at most 100 (got "101")`)
}

// TestWordsOfSeveralRates: where lines of a document differ in their VAT each says which it
// bears, and of which day.
func TestWordsOfSeveralRates(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Business, "2026-08-01")
	ct.Rent, ct.Options.PriceReduction = dec("149.00"), true
	ct.VAT.Changes = vatChanges("2026-09-01", "AE", "")
	act := activityOf(facts(packAt("P", wall("2026-08-28 10:00"), "2026-09-02 09:00")))
	out := down("2026-09-12 10:00", "2026-09-12 12:30")
	act.Outages = []penalty.Outage{out}
	s, err := servicelevel.NUXIT().Statement(ct, act, month("2026-09"))
	require.NoError(t, err)
	s.Explain()
	for i, want := range []servicelevel.Wording{
		{FR: " ; TVA du 1er septembre 2026 : aucune, autoliquidation (D33)", EN: "; VAT of 1 September 2026: none, reverse charge (D33)"},
		{FR: " ; TVA du 28 août 2026 : 20 % (D33)", EN: "; VAT of 28 August 2026: 20% (D33)"},
		{FR: " ; TVA du 30 septembre 2026 : aucune, autoliquidation (D33)", EN: "; VAT of 30 September 2026: none, reverse charge (D33)"},
	} {
		assert.True(t, strings.HasSuffix(s.Invoice.Lines[i].Explained.FR, want.FR), s.Invoice.Lines[i].Explained.FR)
		assert.True(t, strings.HasSuffix(s.Invoice.Lines[i].Explained.EN, want.EN), s.Invoice.Lines[i].Explained.EN)
	}
	assert.Contains(t, decisionsOf(s.Assumptions), "D33")
	ct.VAT.Changes = nil
	s, err = servicelevel.NUXIT().Statement(ct, act, month("2026-09"))
	require.NoError(t, err)
	s.Explain()
	assert.NotContains(t, fmt.Sprint(s.Invoice.Lines), "D33")
	assert.NotContains(t, decisionsOf(s.Assumptions), "D33")
}

// TestChangesAreTheCallersOwn: a book and a catalogue share none with whoever asks.
func TestChangesAreTheCallersOwn(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-05-01")
	ct.VAT.Changes = vatChanges("2026-05-10", "AE", "")
	book, err := servicelevel.NUXIT().Open(ct)
	require.NoError(t, err)
	book.Contract().VAT.Changes[0].Category = "K"
	assert.Equal(t, "AE", book.Contract().VAT.Changes[0].Category)
	e := plans.NUXIT()
	e.VATChanges = rateChanges("2026-05-10", "0.22")
	cat, err := servicelevel.Compile(e)
	require.NoError(t, err)
	e.VATChanges[0].Rate = *dec("0.3")
	cat.Edition().VATChanges[0].Rate = *dec("0.4")
	assert.Equal(t, "0.22", cat.Edition().VATChanges[0].Rate.String())
}
