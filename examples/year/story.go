package main

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// editions returns the price lists of the year: NUXIT's, whose VAT is 22 % from September
// on; one from July on, in which all costs 3 % more; and Magic's, for the renewal.
func editions() (*servicelevel.Catalogue, error) {
	vat := []plans.RateChange{{On: date("2026-09-01"), Rate: decimal.RequireFromString("0.22")}}
	first := plans.NUXIT()
	first.VATChanges = vat
	dearer := plans.NUXIT()
	dearer.ID, dearer.From, dearer.VATChanges = "nuxit-2026-07", date("2026-07-01"), vat
	more := decimal.RequireFromString("1.03")
	for i := range dearer.Plans {
		p := &dearer.Plans[i]
		p.Fee.Monthly = p.Fee.Monthly.Mul(more).Round(2)
		if p.Prices != nil {
			for j := range p.Prices.Tariff.Packs {
				pack := &p.Prices.Tariff.Packs[j]
				pack.Price = pack.Price.Mul(more).Round(2)
			}
		}
	}
	after := plans.Magic()
	after.VATChanges = vat
	var all []*servicelevel.Catalogue
	for _, e := range []plans.Edition{first, dearer, after} {
		c, err := servicelevel.Compile(e)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all[0].With(all[1:]...)
}

// contract is a customer at the level Serenity in January, Pro from March on and Business
// from October on, who agrees to the new prices in July.
func contract() servicelevel.Contract {
	rent := decimal.RequireFromString("149.00")
	return servicelevel.Contract{
		ID: "NX-2041", Customer: "Atelier du Port", Edition: "nuxit", Level: servicelevel.Serenity,
		Start: date("2026-01-01"), End: date("2027-01-01"), Rent: &rent,
		Changes: []servicelevel.Change{
			{On: date("2026-02-16"), Level: servicelevel.Pro}, // which waits for March
			{On: date("2026-07-01"), Level: servicelevel.Pro, Edition: "nuxit-2026-07"},
			{On: date("2026-10-01"), Level: servicelevel.Business},
		},
	}
}

// facts is what happened in the year, as it became known.
func facts() []servicelevel.Fact {
	setUp := decimal.RequireFromString("60.00")
	goodwill := decimal.RequireFromString("-20.00")
	return []servicelevel.Fact{
		{ID: "set-up", Kind: servicelevel.Charged, At: at("2026-01-05 09:00"), Price: &setUp, Label: servicelevel.Wording{FR: "Mise en service", EN: "Setting up"}},
		{ID: "pack-jan", Kind: servicelevel.Bought, At: at("2026-01-12 10:00"), Time: 5 * time.Hour},
		ask("q1", "T1", "2026-01-20 10:30"), work("w1", "T1", "2026-01-20 14:00", 45), // two blocks of 30 min

		ask("q2", "T2", "2026-03-10 09:00"), work("w2", "T2", "2026-03-10 09:30", 130), // 90 min of allowance, an hour of the pack

		// Work of March is written down in April, when March's statement is out.
		ask("q3", "T3", "2026-03-31 16:00"), late(work("w3", "T3", "2026-03-31 16:30", 50), "2026-04-02 09:00"),
		{ID: "pack-apr", Kind: servicelevel.Bought, At: at("2026-04-15 11:00"), Time: 10 * time.Hour},

		// Work and a pack that were another customer's, which is seen in June.
		ask("q4", "T4", "2026-05-11 09:00"), work("w4", "T4", "2026-05-11 10:00", 100),
		{ID: "pack-may", Kind: servicelevel.Bought, At: at("2026-05-11 11:45"), Time: 3 * time.Hour},
		{ID: "wrong-1", Kind: servicelevel.Withdrawn, At: at("2026-06-03 09:00"), Of: "w4"},
		{ID: "wrong-2", Kind: servicelevel.Withdrawn, At: at("2026-06-03 09:01"), Of: "pack-may"},
		{ID: "sorry", Kind: servicelevel.Charged, At: at("2026-06-03 09:05"), Price: &goodwill, Label: servicelevel.Wording{FR: "Geste commercial", EN: "Goodwill"}},

		ask("q5", "T5", "2026-07-06 09:00"), work("w5", "T5", "2026-07-06 09:10", 240),

		// A pack of August is written down in September, when VAT has gone up.
		late(servicelevel.Fact{ID: "pack-aug", Kind: servicelevel.Bought, At: at("2026-08-28 15:00"), Time: 3 * time.Hour}, "2026-09-02 09:00"),
		ask("q6", "T6", "2026-09-14 09:00"), work("w6", "T6", "2026-09-14 09:15", 65),

		// The platform is down for 2 h 30, of which Business promises to answer for.
		{ID: "down", Kind: servicelevel.Down, At: at("2026-10-19 20:00"), End: at("2026-10-19 22:30")},

		// Three hours of the pack of April are given back.
		{ID: "back", Kind: servicelevel.Refunded, At: at("2026-11-16 10:00"), Of: "pack-apr", Time: 3 * time.Hour},
		ask("q7", "T7", "2026-11-23 09:00"), work("w7", "T7", "2026-11-23 09:05", 90),

		// The contract ends with the year, and what is left of its hours goes on.
		{ID: "on-1", Kind: servicelevel.Moved, At: at("2026-12-31 17:00"), Of: "pack-apr"},
		{ID: "on-2", Kind: servicelevel.Moved, At: at("2026-12-31 17:01"), Of: "pack-aug"},
	}
}

// renewal is the contract after it, and the hours that it begins with: those that went, of
// their age, at what the last statement says that they had cost.
func renewal(last servicelevel.Statement) (servicelevel.Contract, []servicelevel.Fact) {
	ct := servicelevel.Contract{
		ID: "MG-0007", Customer: "Atelier du Port", Edition: "magic", Level: servicelevel.Pro, Start: date("2027-01-01"),
	}
	var brought []servicelevel.Fact
	for _, lot := range last.Credit.Lots {
		if lot.Moved > 0 {
			price := lot.Transferred
			brought = append(brought, servicelevel.Fact{
				ID: lot.Lot, Kind: servicelevel.Bought, At: lot.Bought.Interval(last.Period.Start.Location()).Start,
				Recorded: at("2027-01-01 00:00"), Time: lot.Moved, Price: &price, Elsewhere: true,
			})
		}
	}
	return ct, brought
}

// factsAfter is what happens under it: an hour is what Magic counts in.
func factsAfter() []servicelevel.Fact {
	return []servicelevel.Fact{
		ask("q8", "T8", "2027-01-11 09:00"), work("w8", "T8", "2027-01-11 09:30", 140),
	}
}

func ask(id, ticket, when string) servicelevel.Fact {
	return servicelevel.Fact{ID: id, Kind: servicelevel.Requested, At: at(when), Ticket: ticket}
}

func work(id, ticket, from string, minutes int) servicelevel.Fact {
	return servicelevel.Fact{ID: id, Kind: servicelevel.Worked, At: at(from), End: at(from).Add(time.Duration(minutes) * time.Minute), Ticket: ticket}
}

// late is a fact that became known later.
func late(f servicelevel.Fact, known string) servicelevel.Fact {
	f.Recorded = at(known)
	return f
}

func date(s string) calendar.Date { return calendar.MustParseDate(s) }

// at is an instant on the wall in Paris.
func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, servicelevel.NUXIT().Location())
	if err != nil {
		panic(err) // of a constant
	}
	return t
}
