package servicelevel_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/monthend"
	"github.com/palier-go/palier/servicelevel/plans"
)

// priced adds a change of edition to a contract.
func priced(ct servicelevel.Contract, on string, l servicelevel.Level, edition string) servicelevel.Contract {
	ct.Changes = append(ct.Changes, servicelevel.Change{On: day(on), Level: l, Edition: edition})
	return ct
}

// TestPriceListThatChanges: fees and packs have the prices of their day, whole months or
// days; what was bought keeps its price (D34).
func TestPriceListThatChanges(t *testing.T) {
	t.Parallel()
	first := wall("2026-07-01 00:00")
	for _, c := range []struct {
		at    time.Time
		price string
	}{{first.Add(-1), "169.00"}, {first, "174.07"}, {first.Add(1), "174.07"}} {
		bought := packAt("P", c.at, "2026-07-02 09:00")
		for _, on := range []string{"2026-06-02", "2026-06-30", "2026-07-01"} { // all of them wait for the first
			taxed{
				ct:    priced(contract("nuxit", servicelevel.Pro, "2026-06-01"), on, servicelevel.Pro, "dearer"),
				facts: facts(bought), first: "2026-06",
				want: []string{
					"fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00",
					"fee 46.35 S 0.2, pack " + c.price + " S 0.2; S 0.2 of " + map[string]string{"169.00": "215.35 is 43.07", "174.07": "220.42 is 44.08"}[c.price],
					"fee 46.35 S 0.2; S 0.2 of 46.35 is 9.27",
				},
			}.check(t, on, c.at)
		}
	}
	ct := contract("nuxit", servicelevel.Pro, "2026-06-01")
	taxed{
		ct:    priced(ct, "2026-06-16", servicelevel.Pro, "other"), // which has another rate of VAT, and waits for July
		facts: facts(pack("P", "2026-06-20 09:00", 3), pack("Q", "2026-07-01 00:00", 3)), first: "2026-06",
		want: []string{
			"fee 45.00 S 0.2, pack 169.00 S 0.2; S 0.2 of 214.00 is 42.80",
			"fee 49.99 S 0.055, pack 150.00 S 0.055; S 0.055 of 199.99 is 11.00",
		},
	}.check(t)
	ct.Options.ProRata = true
	taxed{
		ct: priced(ct, "2026-06-16", servicelevel.Pro, "other"), first: "2026-06",
		want: []string{
			"fee 22.50 S 0.2, fee 25.00 S 0.055; S 0.2 of 22.50 is 4.50; S 0.055 of 25.00 is 1.38",
			"fee 49.99 S 0.055; S 0.055 of 49.99 is 2.75",
		},
	}.check(t)
	// The rates of an edition end where the other one begins.
	one := plans.NUXIT()
	one.VATChanges = rateChanges("2026-06-30", "0.21", "2026-07-01", "0.22", "2026-07-02", "0.23")
	cat, err := compiled(one).With(compiled(editionOf("other")))
	require.NoError(t, err)
	taxed{
		ct: priced(contract("nuxit", servicelevel.Pro, "2026-06-01"), "2026-07-01", servicelevel.Pro, "other"), cat: cat, first: "2026-06",
		facts: facts(pack("P", "2026-06-30 09:00", 3), pack("Q", "2026-07-01 00:00", 3), pack("R", "2026-07-02 00:00", 3)),
		want: []string{
			"fee 45.00 S 0.2, pack 169.00 S 0.21; S 0.2 of 45.00 is 9.00; S 0.21 of 169.00 is 35.49",
			"fee 49.99 S 0.055, pack 150.00 S 0.055, pack 150.00 S 0.055; S 0.055 of 349.99 is 19.25",
		},
	}.check(t)
	ct.VAT.Rate = dec("0.1") // its own, whatever the editions say
	taxed{
		ct: priced(ct, "2026-06-16", servicelevel.Pro, "other"), first: "2026-06",
		want: []string{"fee 22.50 S 0.1, fee 25.00 S 0.1; S 0.1 of 47.50 is 4.75", "fee 49.99 S 0.1; S 0.1 of 49.99 is 5.00"},
	}.check(t)
}

// TestEditionsInTurn: to another edition and back, within a month that waits, with a level
// that changes alone meanwhile, and not any more past the end.
func TestEditionsInTurn(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-05-01")
	ct = priced(ct, "2026-05-10", servicelevel.Pro, "dearer")
	ct = priced(ct, "2026-05-20", servicelevel.Serenity, "") // still dearer
	ct = priced(ct, "2026-06-10", servicelevel.Serenity, "other")
	ct = priced(ct, "2026-06-20", servicelevel.Serenity, "nuxit")
	ct = priced(ct, "2026-08-01", servicelevel.Serenity, "magic")
	ct = priced(ct, "2026-08-05", servicelevel.Serenity, "dearer")
	want := []string{
		"fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00", "fee 15.45 S 0.2; S 0.2 of 15.45 is 3.09", "fee 15.00 S 0.2; S 0.2 of 15.00 is 3.00",
		"fee 15.00 S 0.2; S 0.2 of 15.00 is 3.00", "",
	}
	taxed{ct: ending(ct, "2026-08-20"), first: "2026-05", want: want}.check(t)
	book, err := allEditions().Open(ending(ct, "2026-08-20"))
	require.NoError(t, err)
	for mo, edition := range map[string]string{"2026-05": "NUXIT nuxit", "2026-06": "NUXIT dearer", "2026-07": "NUXIT nuxit", "2026-08": "Magic magic", "2026-09": "Magic magic"} {
		s, err := book.Preview(wall(mo + "-02 12:00"))
		require.NoError(t, err)
		assert.Equal(t, edition, s.Provider+" "+s.Edition, mo)
		for _, days := range s.Levels {
			assert.Empty(t, days.Edition)
			assert.Equal(t, days.Level.String() != "" && s.Edition != "nuxit", rests(s.Assumptions, "D34"), mo)
		}
	}
	ct.Options.ProRata = true
	s, err := allEditions().Statement(ct, servicelevel.Activity{}, month("2026-06"))
	require.NoError(t, err)
	var got []string
	for _, days := range s.Levels {
		got = append(got, days.From.String()+" "+days.Until.String()+" "+days.Edition)
	}
	assert.Equal(t, []string{"2026-06-01 2026-06-10 dearer", "2026-06-10 2026-06-20 other", "2026-06-20 2026-07-01 "}, got)
	assert.Equal(t, "nuxit", s.Edition)
}

// TestEditionThatNeverHolds: a change that would take effect when the contract has ended
// changes nothing, the VAT of what is bought afterwards neither.
func TestEditionThatNeverHolds(t *testing.T) {
	t.Parallel()
	for end, want := range map[string]string{
		"2026-06-20": "pack 169.00 S 0.2; S 0.2 of 169.00 is 33.80",
		"2026-07-01": "pack 169.00 S 0.2; S 0.2 of 169.00 is 33.80",
		"2026-07-02": "fee 49.99 S 0.055, pack 150.00 S 0.055; S 0.055 of 199.99 is 11.00", // a day of it
	} {
		taxed{
			ct:    ending(priced(contract("nuxit", servicelevel.Pro, "2026-06-01"), "2026-06-10", servicelevel.Pro, "other"), end),
			facts: facts(pack("P", "2026-07-03 09:00", 3)), first: "2026-06",
			want: []string{"fee 45.00 S 0.2; S 0.2 of 45.00 is 9.00", want, ""},
		}.check(t, end)
	}
}

// TestWorkUnderTwoEditions: a ticket keeps the blocks of the day on which it was begun, a
// lot its price, and a level has one allowance, by the days under each edition.
func TestWorkUnderTwoEditions(t *testing.T) {
	t.Parallel()
	ct := priced(contract("nuxit", servicelevel.Standard, "2026-05-01"), "2026-06-01", servicelevel.Standard, "other")
	tale{
		ct: ct, first: "2026-05", more: 4,
		facts: facts(
			pack("P", "2026-05-04 09:00", 3),
			request("T1", "2026-05-29 10:00", servicelevel.ServiceRequest), request("T2", "2026-06-01 09:00", servicelevel.ServiceRequest),
			worked("w1", "T1", "2026-05-29 11:00", 20*time.Minute),
			worked("w2", "T1", "2026-06-01 11:00", 20*time.Minute), // 40 min in blocks of 30
			worked("w3", "T2", "2026-06-01 12:00", 21*time.Minute), // 35 at least, then blocks of 20
		),
		rows: []string{
			"2026-05 T1 of 2026-05: 20m0s → 30m0s by P 30m0s 28.17",
			"2026-06 T1 of 2026-05: 20m0s → 30m0s by P 30m0s 28.16",
			"2026-06 T2 of 2026-06: 21m0s → 35m0s by P 35m0s 32.86",
		},
		left: credit.Balance{Available: 85 * time.Minute},
	}.check(t)
	ct = contract("nuxit", servicelevel.Pro, "2026-06-01")
	ct.Options.ProRata = true
	ct = priced(ct, "2026-06-16", servicelevel.Pro, "other") // 90 min × 15 / 30 and 120 min × 15 / 30
	tale{
		ct: ct, first: "2026-06", more: 4,
		facts: facts(
			pack("P", "2026-06-01 09:00", 3),
			request("T1", "2026-06-15 10:00", servicelevel.ServiceRequest),
			worked("w1", "T1", "2026-06-15 11:00", 100*time.Minute),
		),
		rows: []string{"2026-06 T1 of 2026-06: 1h40m0s → 2h0m0s by allowance 1h45m0s P 15m0s 14.08"},
		left: credit.Balance{Available: 2*time.Hour + 45*time.Minute, Allowance: 2 * time.Hour},
	}.check(t)
}

// TestOnePromiseOfTwoEditions: a promise that both editions make is one; another one is
// assessed by itself, on its own days.
func TestOnePromiseOfTwoEditions(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Business, "2026-06-01")
	ct.Options.ProRata, ct.Rent = true, dec("149.00")
	for edition, want := range map[string][]string{
		"dearer": {"2h30m0s of 720h0m0s: 18.63"},
		"other":  {"1h0m0s of 360h0m0s: 7.45", "1h30m0s of 360h0m0s: 15.65"},
	} {
		ct := priced(ct, "2026-06-16", servicelevel.Business, edition)
		l := &life{ct: ct, first: month("2026-06"), months: 1, facts: facts(
			servicelevel.Fact{ID: "o1", Kind: servicelevel.Down, At: wall("2026-06-15 23:00"), End: wall("2026-06-16 01:30")},
		)}
		texts := inOneCall(straight(t), l)
		requireModel(t, l, texts)
		requireRoads(straight(t), l, texts, roads)
		var s servicelevel.Statement
		require.NoError(t, s.UnmarshalJSON([]byte(texts[0])))
		var got []string
		for _, u := range s.Availability {
			got = append(got, u.Assessment.Availability.Down.String()+" of "+u.Assessment.Availability.Total.String()+": "+u.Assessment.Amount.StringFixed(2))
		}
		assert.Equal(t, want, got, edition)
	}
}

// TestPromisesOfTwoLevels: two levels that promise alike are assessed each by itself.
func TestPromisesOfTwoLevels(t *testing.T) {
	t.Parallel()
	ct := change(contract("nuxit", servicelevel.Business, "2026-06-01"), "2026-06-16", servicelevel.CriticalBusiness)
	ct.Options.ProRata, ct.Rent, ct.Quote = true, dec("149.00"), quote()
	business, _ := servicelevel.NUXIT().Plan(servicelevel.Business)
	ct.Quote.Availability = business.Availability
	s := stated(t, ct, servicelevel.Activity{}, "2026-06")
	require.Len(t, s.Availability, 2)
	assert.Equal(t, []servicelevel.Level{servicelevel.Business, servicelevel.CriticalBusiness}, []servicelevel.Level{s.Availability[0].Level, s.Availability[1].Level})
}

// TestEditionsThatAContractCannotHave: every fault with its path.
func TestEditionsThatAContractCannotHave(t *testing.T) {
	t.Parallel()
	late := editionOf("other")
	late.ID, late.From, late.Until, late.Plans = "late", day("2026-06-01"), day("2026-07-01"), late.Plans[1:]
	all, err := servicelevel.NUXIT().With(compiled(late))
	require.NoError(t, err)
	pro := contract("nuxit", servicelevel.Pro, "2026-05-01")
	for want, c := range map[string]struct {
		cat *servicelevel.Catalogue
		ct  servicelevel.Contract
	}{
		`contract.changes[0].edition: must be the catalogue's, nuxit (got "late")`: {
			servicelevel.NUXIT(), priced(pro, "2026-06-01", servicelevel.Pro, "late"),
		},
		`contract.changes[0].edition: must be an edition of the catalogue (got "magic")`: {all, priced(pro, "2026-06-01", servicelevel.Pro, "magic")},
		`contract.changes[0].on: must not be before the edition's first day, 2026-06-01 (got "2026-05-31")`: {
			all, priced(pro, "2026-05-31", servicelevel.Pro, "late"),
		},
		`contract.changes[0].on: must be before the edition's end, 2026-07-01 (got "2026-07-01")`: {all, priced(pro, "2026-07-01", servicelevel.Pro, "late")},
		`contract.changes[0].level: is not a level of the edition late, which has serenity, pro, business, critical_business (got "standard")`: {
			all, priced(pro, "2026-06-01", servicelevel.Standard, "late"),
		},
		`contract.changes[1].level: is not a level of the edition late, which has serenity, pro, business, critical_business (got "standard")`: {
			all, priced(priced(pro, "2026-06-01", servicelevel.Pro, "late"), "2026-07-09", servicelevel.Standard, ""),
		},
		`contract.edition: must be an edition of the catalogue (got "magic")`: {all, contract("magic", servicelevel.Pro, "2026-05-01")},
		`contract.changes[0].edition: must be 1 to 100 bytes of text, with no space at either end and no control character (got " ")`: {
			all, priced(pro, "2026-06-01", servicelevel.Pro, " "),
		},
	} {
		_, err := c.cat.Open(c.ct)
		assert.EqualError(t, err, want)
		_, err = c.cat.Statement(c.ct, servicelevel.Activity{}, month("2026-06"))
		assert.EqualError(t, err, want)
		for _, err := range (monthend.Run{Catalogue: c.cat}).JSON(context.Background(), func(yield func(servicelevel.Input, error) bool) {
			yield(servicelevel.Input{Contract: c.ct, Month: month("2026-06")}, nil)
		}) {
			assert.ErrorContains(t, err, want)
		}
	}
	for _, ok := range []servicelevel.Contract{
		priced(pro, "2026-06-01", servicelevel.Pro, "late"), priced(pro, "2026-06-30", servicelevel.Pro, "late"),
		priced(pro, "2026-07-01", servicelevel.Pro, "nuxit"),                                             // as before
		priced(contract("late", servicelevel.Pro, "2026-06-30"), "2026-08-01", servicelevel.Pro, "late"), // likewise
	} {
		_, err := all.Open(ok)
		require.NoError(t, err)
	}
	unrated := editionOf("other")
	unrated.ID, unrated.VATRate = "unrated", *dec("0")
	all, err = all.With(compiled(unrated))
	require.NoError(t, err)
	_, err = all.Open(priced(pro, "2026-06-01", servicelevel.Pro, "unrated"))
	require.EqualError(t, err, "contract.vat.rate: must be given in category S: the edition unrated states none")
	pro.VAT.Changes = vatChanges("2026-05-20", "AE", "", "2026-06-01", "", "0.1")
	_, err = all.Open(priced(pro, "2026-06-01", servicelevel.Pro, "unrated"))
	require.NoError(t, err)
}

// TestCatalogueOfSeveralEditions: an edition is known by one set of figures only.
func TestCatalogueOfSeveralEditions(t *testing.T) {
	t.Parallel()
	nuxit, magic := servicelevel.NUXIT(), servicelevel.Magic()
	both, err := nuxit.With(magic, magic, nuxit)
	require.NoError(t, err)
	assert.Equal(t, "nuxit", both.Edition().ID)
	back, err := magic.With(both)
	require.NoError(t, err)
	assert.Equal(t, "magic", back.Edition().ID)
	for _, c := range []*servicelevel.Catalogue{both, back} {
		for _, edition := range []string{"nuxit", "magic"} {
			_, err := c.Open(contract(edition, servicelevel.Pro, "2026-05-01"))
			require.NoError(t, err)
		}
	}
	_, err = magic.Open(contract("nuxit", servicelevel.Pro, "2026-05-01"))
	require.Error(t, err, "it is not changed")
	_, err = both.With(nil, dearer(t))
	require.EqualError(t, err, "others[0]: must be made by Compile, NUXIT or Magic\n"+
		`others[1]: must not be another edition under the id of one that was given before (got "nuxit")`)
	_, err = dearer(t).With(both)
	require.ErrorContains(t, err, "others[0]")
	_, err = new(servicelevel.Catalogue).With(nuxit)
	require.EqualError(t, err, "catalogue: must be made by Compile, NUXIT or Magic")
}

// TestFiguresOfAClosedMonth: a contract goes on from a state by the figures by which it was
// made, whatever is said in other words.
func TestFiguresOfAClosedMonth(t *testing.T) {
	t.Parallel()
	ct := priced(contract("nuxit", servicelevel.Business, "2026-05-01"), "2026-07-01", servicelevel.Business, "dearer")
	ct.Rent, ct.Options.Uncovered = dec("149.00"), servicelevel.UncoveredRefused
	nuxit, err := servicelevel.NUXIT().With(compiled(editionOf("dearer")))
	require.NoError(t, err)
	book, err := nuxit.Open(ct)
	require.NoError(t, err)
	_, may, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	state := readAgain(t, may)

	resume := func(ct servicelevel.Contract, edit func(*plans.Edition)) error {
		t.Helper()
		e := plans.NUXIT()
		edit(&e)
		c, err := compiled(e).With(compiled(editionOf("dearer")))
		require.NoError(t, err)
		_, err = c.Resume(ct, state)
		for _, closing := range (monthend.Run{Catalogue: c}).Closings(context.Background(), func(yield func(servicelevel.Input, error) bool) {
			yield(servicelevel.Input{Contract: ct, State: &state, Month: month("2026-06")}, nil)
		}) {
			if err == nil {
				require.NoError(t, closing)
			} else {
				require.ErrorContains(t, closing, err.Error())
			}
		}
		return err
	}
	business := func(e *plans.Edition) *plans.Plan { return e.Plan(servicelevel.Business) }
	for name, edit := range map[string]func(*plans.Edition){
		"nothing":      func(*plans.Edition) {},
		"another plan": func(e *plans.Edition) { e.Plan(servicelevel.Pro).Fee.Monthly = *dec("46.00") },
		"words":        func(e *plans.Edition) { business(e).Name.EN = "Business!" },
		"rules": func(e *plans.Edition) {
			business(e).Fee.Rules, business(e).Availability.Terms.Rules.Rate = []string{"Art. 3"}, "Art. 4"
		},
		"features":         func(e *plans.Edition) { business(e).Entitlements = business(e).Entitlements[1:] },
		"the same, longer": func(e *plans.Edition) { business(e).Availability.Terms.Target = *dec("0.99900") },
		"a single day": func(e *plans.Edition) {
			s := &business(e).Hours.Schedule
			s.Exceptions = append(s.Exceptions, calendar.Exception{Date: day("2027-05-07")})
			s.Extra = append(s.Extra, &cal.Holiday{Name: "Fête", Month: time.June, Day: 24, Func: cal.CalcDayOfMonth})
		},
		"a later rate": func(e *plans.Edition) { e.VATChanges = rateChanges("2026-06-01", "0.22") },
	} {
		assert.NoError(t, resume(ct, edit), name)
	}
	for name, edit := range map[string]func(*plans.Edition){
		"fee":   func(e *plans.Edition) { business(e).Fee.Monthly = *dec("90.01") },
		"year":  func(e *plans.Edition) { business(e).Fee.Months, business(e).Fee.Price = 12, *dec("1080.00") },
		"hours": func(e *plans.Edition) { business(e).Hours.Schedule.Hours = nil },
		"a layer": func(e *plans.Edition) {
			business(e).Hours.Schedule.Layers = []calendar.Layer{{Op: calendar.LayerComplement}}
		},
		"incidents":    func(e *plans.Edition) { business(e).Hours.IncidentsAnytime = false },
		"blocks":       func(e *plans.Edition) { business(e).Work.Block = 15 * time.Minute },
		"allowance":    func(e *plans.Edition) { business(e).Allowance.Monthly += time.Minute },
		"a pack":       func(e *plans.Edition) { business(e).Prices.Tariff.Packs[0].Price = *dec("169.01") },
		"an hour":      func(e *plans.Edition) { business(e).Prices.Hour = dec("80.00") },
		"work without": func(e *plans.Edition) { business(e).Work.Uncovered = servicelevel.UncoveredPacks },
		"sharing":      func(e *plans.Edition) { business(e).Work.Shared = plans.SharesHours },
		"guarantee":    func(e *plans.Edition) { business(e).Guarantee.Terms.Within++ },
		"availability": func(e *plans.Edition) { business(e).Availability.Terms.Rate = *dec("0.06") },
		"rate":         func(e *plans.Edition) { e.VATRate = *dec("0.21") },
		"its last day": func(e *plans.Edition) { e.VATChanges = rateChanges("2026-05-31", "0.22") },
	} {
		err := resume(ct, edit)
		require.Error(t, err, name)
		assert.True(t, strings.HasPrefix(err.Error(), "state.figures: must be those that the contract and the catalogue have for 2026-05: "), err)
		own := ct // with other figures in a quote, or at another level, too
		own.Level = servicelevel.Pro
		assert.Error(t, resume(own, edit), name)
	}
	later := ct
	later.Changes = []servicelevel.Change{{On: day("2026-06-01"), Level: servicelevel.Pro}}
	require.NoError(t, resume(later, func(*plans.Edition) {}), "what is later may be decided later")

	state.Figures = "" // written by hand
	require.NoError(t, resume(ct, func(e *plans.Edition) { business(e).Fee.Monthly = *dec("90.01") }))
	state.Figures = " "
	require.ErrorContains(t, state.Validate(), "figures: must be 1 to 100 bytes of text")
}

// TestReasonsAreNoFigures: what an exception or a layer is there for may be said in other words; when it holds may not
// be otherwise.
func TestReasonsAreNoFigures(t *testing.T) {
	t.Parallel()
	with := func(reason, date string) *servicelevel.Catalogue {
		e := plans.NUXIT()
		eve := []calendar.Exception{{Date: day(date), Yearly: true, Reason: reason}}
		s := &e.Plans[2].Hours.Schedule
		s.Exceptions = eve
		s.Layers = []calendar.Layer{{Op: calendar.LayerUnion, Zone: "Europe/Paris", Exceptions: eve, Reason: reason}}
		return compiled(e)
	}
	ct := contract("nuxit", servicelevel.Pro, "2026-05-01")
	book, err := with("Christmas Eve", "2025-12-24").Open(ct)
	require.NoError(t, err)
	_, state, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	_, err = with("24 December", "2025-12-24").Resume(ct, state)
	require.NoError(t, err)
	_, err = with("Christmas Eve", "2025-12-23").Resume(ct, state)
	require.ErrorContains(t, err, "state.figures: ")
}

// TestZoneOfAContractThatChangesEdition: it stays.
func TestZoneOfAContractThatChangesEdition(t *testing.T) {
	t.Parallel()
	east := editionOf("other")
	east.ID, east.Zone = "east", "Indian/Reunion"
	c, err := servicelevel.NUXIT().With(compiled(east))
	require.NoError(t, err)
	ct := priced(contract("nuxit", servicelevel.Pro, "2026-05-01"), "2026-06-01", servicelevel.Pro, "east")
	s, err := c.Statement(ct, servicelevel.Activity{}, month("2026-06"))
	require.NoError(t, err)
	assert.Equal(t, "Europe/Paris", s.Zone)
	s, err = c.Statement(contract("east", servicelevel.Pro, "2026-05-01"), servicelevel.Activity{}, month("2026-06"))
	require.NoError(t, err)
	assert.Equal(t, "Indian/Reunion", s.Zone)
}

// TestCompareUnderTwoEditions: at every level each month has the prices of its edition, and
// a level that one of them does not have takes no part.
func TestCompareUnderTwoEditions(t *testing.T) {
	t.Parallel()
	act := servicelevel.Activity{
		Requests:      []servicelevel.Request{{Ticket: "T", At: wall("2026-06-01 09:00")}},
		Interventions: []servicelevel.Intervention{session("T", "2026-06-01 10:00", 150*time.Minute)},
	}
	ct := priced(contract("nuxit", servicelevel.Standard, "2026-05-01"), "2026-05-15", servicelevel.Standard, "other")
	got, err := compare.Levels(allEditions(), ct, act, month("2026-05"), month("2026-06"))
	require.NoError(t, err)
	costs := map[string]string{}
	for _, l := range got.Levels {
		costs[l.Level.String()] = l.Fees.StringFixed(2) + " " + l.Hours.String() + " " + l.Packs.Price.StringFixed(2)
	}
	assert.Equal(t, map[string]string{
		"standard": "4.90 2h35m0s 150.00", "serenity": "34.99 2h20m0s 150.00", "pro": "94.99 40m0s 150.00", "business": "189.99 0s 0.00",
	}, costs)
	short := editionOf("other")
	short.ID, short.Plans = "short", short.Plans[1:3]
	c, err := servicelevel.NUXIT().With(compiled(short))
	require.NoError(t, err)
	got, err = compare.Levels(c, priced(contract("nuxit", servicelevel.Pro, "2026-05-01"), "2026-06-01", servicelevel.Pro, "short"), act, month("2026-05"), month("2026-06"))
	require.NoError(t, err)
	require.Len(t, got.Levels, 2)
	_, err = compare.Levels(c, priced(contract("nuxit", servicelevel.Pro, "2026-05-01"), "2026-06-01", servicelevel.Pro, "gone"), act, month("2026-05"), month("2026-06"))
	require.EqualError(t, err, `contract.changes[0].edition: must be an edition of the catalogue (got "gone")`)
}

// TestManyEditions: a thousand changes, there and back.
func TestManyEditions(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Business, "2000-01-01")
	ct.Options.ProRata, ct.Rent = true, dec("149.00")
	on := calendar.MustParseDate("2000-01-02")
	for i := range 1000 {
		ct.Changes = append(ct.Changes, servicelevel.Change{On: on, Level: servicelevel.Business, Edition: []string{"other", "nuxit"}[i%2]})
		on = on.AddDays(1)
	}
	s, err := allEditions().Statement(ct, servicelevel.Activity{}, month("2002-05"))
	require.NoError(t, err)
	assert.Len(t, s.Levels, 31)
	assert.Len(t, s.Invoice.Lines, 31)
	assert.Len(t, s.Invoice.Taxes, 2)
	assert.Len(t, s.Availability, 2)
}

// TestEachSessionUnderTwoEditions: sessions that count each by itself are in the minimum and the
// blocks of their own day, and so is what the statement says of them.
func TestEachSessionUnderTwoEditions(t *testing.T) {
	t.Parallel()
	ct := priced(contract("nuxit", servicelevel.Standard, "2026-05-01"), "2026-06-01", servicelevel.Standard, "other")
	ct.Options.EachSession, ct.Options.Overdraft = true, 9*time.Hour
	list := requireAllRoads(t, ct, facts(
		request("T", "2026-05-29 10:00", servicelevel.ServiceRequest),
		worked("w1", "T", "2026-05-29 11:00", 31*time.Minute),
		worked("w2", "T", "2026-06-01 11:00", 36*time.Minute),
	), "2026-05", 1)
	for i, want := range [][3]time.Duration{{30 * time.Minute, 0, time.Hour}, {20 * time.Minute, 35 * time.Minute, 55 * time.Minute}} {
		w := list[i].Tickets[0]
		assert.Equal(t, want, [3]time.Duration{w.Block, w.Minimum, w.Charged})
	}
}

// dearer returns NUXIT's edition with other figures under the same id.
func dearer(t *testing.T) *servicelevel.Catalogue {
	t.Helper()
	e := plans.NUXIT()
	e.Plans[1].Fee.Monthly = *dec("15.01")
	c, err := servicelevel.Compile(e)
	require.NoError(t, err)
	return c
}
