package servicelevel_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing/fstest"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// at reads an instant of an example.
func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

// proContract is a customer at the level Pro since the beginning of the year.
func proContract() servicelevel.Contract {
	return servicelevel.Contract{
		ID: "NX-1042", Customer: "Atelier du Port", Edition: "nuxit",
		Level: servicelevel.Pro, Start: calendar.MustParseDate("2026-01-01"),
	}
}

func ExampleNUXIT() {
	plan, _ := servicelevel.NUXIT().Plan(servicelevel.Pro)
	fmt.Println(plan.Name.Text(servicelevel.English), plan.Fee.Monthly.StringFixed(2), plan.Fee.Rules)
	fmt.Println("blocks of", plan.Work.Block, plan.Work.BlockRules)
	fmt.Println("allowance of", plan.Allowance.Monthly, plan.Allowance.Rules)
	fmt.Println("intervention within", plan.Guarantee.Terms.Within, plan.Guarantee.Rules)
	fmt.Println("hotline:", plan.Has(plans.Hotline))
	// Output:
	// Pro 45.00 [S38]
	// blocks of 30m0s [S18 S19]
	// allowance of 1h30m0s [S43 S45]
	// intervention within 4h0m0s [S46]
	// hotline: true
}

func ExampleMagic() {
	plan, _ := servicelevel.Magic().Plan(servicelevel.Standard)
	fmt.Println("blocks of", plan.Work.Block)
	_, err := plan.Tariff()
	fmt.Println(err)
	// Output:
	// blocks of 1h0m0s
	// plans: the plan standard states no prices for hours
}

func ExampleCatalogue_With() {
	// A price list of 2027: NUXIT's plans, of which Pro costs more.
	e := plans.NUXIT()
	e.ID, e.From = "nuxit-2027", calendar.MustParseDate("2027-01-01")
	e.Plan(servicelevel.Pro).Fee.Monthly = decimal.RequireFromString("46.35")
	dearer, err := servicelevel.Compile(e)
	if err != nil {
		panic(err)
	}
	both, err := servicelevel.NUXIT().With(dearer)
	if err != nil {
		panic(err)
	}
	ct := proContract() // which agrees to it
	ct.Changes = []servicelevel.Change{{On: e.From, Level: servicelevel.Pro, Edition: e.ID}}
	for _, month := range []string{"2026-12", "2027-01"} {
		s, err := both.Statement(ct, servicelevel.Activity{}, calendar.MustParseMonth(month))
		if err != nil {
			panic(err)
		}
		fmt.Println(s.Month, s.Edition, s.Invoice.Net.StringFixed(2))
	}
	// Output:
	// 2026-12 nuxit 45.00
	// 2027-01 nuxit-2027 46.35
}

func ExampleBook_Handle() {
	book, err := servicelevel.NUXIT().Open(proContract())
	if err != nil {
		fmt.Println(err)
		return
	}
	err = book.Record( // an hour of May's allowance is used up
		servicelevel.Fact{ID: "F1", Kind: servicelevel.Requested, At: at("2026-05-06T10:00:00+02:00"), Ticket: "T6"},
		servicelevel.Fact{ID: "F2", Kind: servicelevel.Worked, At: at("2026-05-06T10:30:00+02:00"), End: at("2026-05-06T11:20:00+02:00"), Ticket: "T6"},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	h, err := book.Handle(servicelevel.Request{Ticket: "T7", At: at("2026-05-14T11:20:00+02:00"), Estimate: 80 * time.Minute})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("earliest:", h.Earliest.Format(time.RFC3339)) // 14 May 2026 is Ascension Day
	fmt.Println("billable:", h.Billable, "missing:", h.Shortfall)
	fmt.Println("buy:", h.Offer.Time, "for", h.Offer.Price.StringFixed(2))

	h, _ = book.Handle(servicelevel.Request{Ticket: "T8", Kind: servicelevel.Incident, At: at("2026-05-14T11:20:00+02:00")})
	fmt.Println("incident:", h.Earliest.Format(time.RFC3339), "due", h.Due.Format(time.RFC3339))

	h, _ = book.Handle(servicelevel.Request{Ticket: "T9", At: at("2026-05-15T10:00:00+02:00"), Channel: servicelevel.ByTelephone})
	fmt.Println("by telephone:", h.Accepted, h.Rules)
	// Output:
	// earliest: 2026-05-15T09:00:00+02:00
	// billable: 1h30m0s missing: 1h0m0s
	// buy: 3h0m0s for 169.00
	// incident: 2026-05-14T11:20:00+02:00 due 2026-05-14T15:20:00+02:00
	// by telephone: false [S28]
}

func ExampleCatalogue_Statement() {
	activity := servicelevel.Activity{
		Purchases: []servicelevel.Purchase{{ID: "P1", At: at("2026-05-04T09:00:00+02:00"), Time: 3 * time.Hour}},
		Requests: []servicelevel.Request{
			{Ticket: "T1", Kind: servicelevel.Incident, At: at("2026-05-09T22:10:00+02:00")},
		},
		Interventions: []servicelevel.Intervention{
			{Ticket: "T1", Start: at("2026-05-09T22:30:00+02:00"), End: at("2026-05-10T00:35:00+02:00")},
		},
	}
	s, err := servicelevel.NUXIT().Statement(proContract(), activity, calendar.MustParseMonth("2026-05"))
	if err != nil {
		fmt.Println(err)
		return
	}
	s.Explain() // in words, where somebody reads it
	for _, line := range s.Invoice.Lines {
		fmt.Println(line.Label.EN, line.Amount.StringFixed(2), line.Rules)
	}
	fmt.Println(s.Invoice.Net.StringFixed(2), s.Invoice.Tax.StringFixed(2), s.Invoice.Gross.StringFixed(2))
	fmt.Println(s.Tickets[0].Explained.FR)
	fmt.Println("credit:", s.Credit.Opening, "+", s.Credit.Bought, "-", s.Credit.Used, "=", s.Credit.Closing)
	// Output:
	// Pro level, May 2026 45.00 S38
	// Pack of 3 h 169.00 S23
	// 214.00 42.80 256.80
	// 2 h 5 min → 5 tranches de 30 min (S18, S19) ; 90 min sur l'allocation de mai 2026 (S43, S45), 60 min sur le pack de 3 h du 4 mai 2026, déjà payé 56,33 € sur 169,00 € (S20, S21, D7)
	// credit: 0s + 3h0m0s - 1h0m0s = 2h0m0s
}

func ExampleCatalogue_Statement_shortfall() {
	activity := servicelevel.Activity{
		Requests: []servicelevel.Request{{Ticket: "T1", At: at("2026-05-11T10:00:00+02:00")}},
		Interventions: []servicelevel.Intervention{
			{Ticket: "T1", Start: at("2026-05-11T10:00:00+02:00"), End: at("2026-05-11T13:00:00+02:00")},
		},
	}
	_, err := servicelevel.NUXIT().Statement(proContract(), activity, calendar.MustParseMonth("2026-05"))
	var short *credit.ShortfallError
	if errors.As(err, &short) {
		fmt.Println(short.ID, "lacks", short.Missing, "– buy", short.Offer.Time, "for", short.Offer.Price.StringFixed(2))
	}
	// Output:
	// T1 lacks 1h30m0s – buy 3h0m0s for 169.00
}

func ExampleCatalogue_StatementOf() {
	s, err := servicelevel.NUXIT().StatementOf(servicelevel.Input{
		Month: calendar.MustParseMonth("2026-05"), Contract: proContract(),
		Facts: []servicelevel.Fact{
			{ID: "P1", Kind: servicelevel.Bought, At: at("2026-05-04T09:00:00+02:00"), Time: 3 * time.Hour},
			{ID: "R1", Kind: servicelevel.Refunded, At: at("2026-05-05T09:00:00+02:00"), Of: "P1", Time: time.Hour},
		},
		AsOf: at("2026-05-12T09:00:00+02:00"), // the month goes on
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Credit.Bought, s.Credit.Refunded, s.Credit.Closing, s.Provisional)
	// Output:
	// 3h0m0s 1h0m0s 2h0m0s true
}

func ExampleStatement_Explain() {
	s, err := servicelevel.NUXIT().Statement(proContract(), servicelevel.Activity{}, calendar.MustParseMonth("2026-05"))
	if err != nil {
		fmt.Println(err)
		return
	}
	line := &s.Invoice.Lines[0]
	fmt.Printf("%q\n", line.Explained.EN)
	s.Explain()
	fmt.Printf("%q\n%q\n", line.Explained.EN, line.Explained.FR)
	// Output:
	// ""
	// "Pro at €45.00 a month excl. VAT (S38)"
	// "niveau Pro à 45,00 € HT par mois (S38)"
}

// A contract in Brussels at another rate of VAT, whose part of a month is billed by its days.
func ExampleStatement_Explain_assumptions() {
	ct := proContract()
	ct.Start, ct.Options.Zone, ct.Options.ProRata = calendar.MustParseDate("2026-05-11"), "Europe/Brussels", true
	rate := decimal.RequireFromString("0.21")
	ct.VAT.Rate = &rate
	s, err := servicelevel.NUXIT().Statement(ct, servicelevel.Activity{}, calendar.MustParseMonth("2026-05"))
	if err != nil {
		fmt.Println(err)
		return
	}
	s.Explain()
	for _, a := range s.Assumptions {
		fmt.Println(a.Rule, a.Choice, a.Explained.EN)
	}
	// Output:
	// D3 zone The clock is that of Europe/Brussels; across clock changes, real elapsed time counts.
	// D4 calendar_month A month is the calendar month in the contract's zone, in real seconds.
	// D21 half_away Each line is rounded once, to the cent, halves away from zero, unless it says otherwise.
	// D22 rate Prices are excl. VAT; VAT at 21% is on the sum of those that bear it, to the cent, halves away from zero.
	// D24 pro_rata Part of a month is billed by its days.
	// D27 share_of_days The allowance pays only for work begun on a day of its level: its share of the days of the month, rounded down to the minute.
}

func ExampleBiller() {
	biller := servicelevel.NUXIT().Biller()
	var total decimal.Decimal
	for _, id := range []string{"NX-1042", "NX-1043", "NX-1044"} {
		ct := proContract()
		ct.ID = id
		s, err := biller.Statement(ct, servicelevel.Activity{}, calendar.MustParseMonth("2026-05"))
		if err != nil {
			fmt.Println(err)
			continue
		}
		total = total.Add(s.Invoice.Gross) // s is good until the next call
	}
	fmt.Println(total.StringFixed(2))
	// Output: 162.00
}

func ExampleStatement_Clone() {
	biller := servicelevel.NUXIT().Biller()
	may, june := calendar.MustParseMonth("2026-05"), calendar.MustParseMonth("2026-06")
	first, _ := biller.Statement(proContract(), servicelevel.Activity{}, may)
	kept := first.Clone()
	second, _ := biller.Statement(proContract(), servicelevel.Activity{}, june) // in the memory of the first
	fmt.Println(kept.Month, second.Month)
	// Output: 2026-05 2026-06
}

func ExampleStatement_AppendJSON() {
	s, err := servicelevel.NUXIT().Statement(proContract(), servicelevel.Activity{}, calendar.MustParseMonth("2026-05"))
	if err != nil {
		fmt.Println(err)
		return
	}
	data, err := s.AppendJSON(nil)
	var back servicelevel.Statement
	fmt.Println(err, json.Unmarshal(data, &back), back.Invoice.Gross.StringFixed(2))
	// Output:
	// <nil> <nil> 54.00
}

func ExampleCompile() {
	edition := plans.NUXIT() // a place to start from
	edition.ID, edition.Provider = "example", "Example Hosting"
	edition.Plans = edition.Plans[:1]
	edition.Plans[0].Work.Block = 15 * time.Minute
	edition.Plans[0].Fee.Monthly = decimal.New(950, -2)
	catalogue, err := servicelevel.Compile(edition)
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, _ := catalogue.Plan(servicelevel.Standard)
	fmt.Println(catalogue.Edition().Provider, plan.Fee.Monthly.StringFixed(2), plan.Work.Block)

	edition.Zone, edition.Plans[0].Work.Block = "Local", -time.Minute
	_, err = servicelevel.Compile(edition)
	fmt.Println(err)
	// Output:
	// Example Hosting 9.50 15m0s
	// zone: must be the IANA name of a zone, such as "Europe/Paris" (got "Local")
	// plans[0].work.block: must lie from PT1S to PT24H (got "-PT1M")
}

// Months and hours by a zone database that the program carries, whatever the machine has: here
// one in which Paris is an hour ahead of UTC all year.
func ExampleCompileIn() {
	zones, err := calendar.NewZones(fstest.MapFS{"Europe/Paris": {Data: zoneData(3600)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	catalogue, err := servicelevel.CompileIn(plans.NUXIT(), zones)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(time.Date(2026, time.July, 1, 12, 0, 0, 0, catalogue.Location()))
	// Output:
	// 2026-07-01 12:00:00 +0100 AAA
}
