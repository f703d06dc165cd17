package compare_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
)

// What two months would have cost at each level: an installation of 2 h 10, an
// incident on a Saturday night, a call, and an outage of 1 h 30.
func ExampleLevels() {
	contract := proContract()
	rent := decimal.New(149, 0)
	contract.Rent = &rent
	activity := servicelevel.Activity{
		Requests: []servicelevel.Request{
			{Ticket: "T1", At: at("2026-05-11T09:40:00+02:00")},
			{Ticket: "T2", At: at("2026-05-16T22:00:00+02:00"), Kind: servicelevel.Incident},
			{Ticket: "T3", At: at("2026-06-02T10:00:00+02:00"), Channel: servicelevel.ByTelephone},
		},
		Interventions: []servicelevel.Intervention{
			{Ticket: "T1", Start: at("2026-05-11T10:00:00+02:00"), End: at("2026-05-11T12:10:00+02:00")},
			{Ticket: "T2", Start: at("2026-05-16T22:40:00+02:00"), End: at("2026-05-16T23:55:00+02:00")},
		},
	}
	activity.Outages = append(activity.Outages, outage("2026-05-16T22:00:00+02:00", "2026-05-16T23:30:00+02:00"))

	c, err := compare.Levels(servicelevel.NUXIT(), contract, activity, calendar.MustParseMonth("2026-05"), calendar.MustParseMonth("2026-06"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range c.Levels {
		fmt.Printf("%s: %s = %s + %v bought for %s\n", l.Level, l.Cost.StringFixed(2), l.Fees.StringFixed(2), l.Hours, l.Packs.Price.StringFixed(2))
		for _, r := range l.Refused {
			fmt.Println("  refuses", r.Ticket, r.Rules)
		}
		for _, r := range l.Later {
			fmt.Println("  begins", r.Ticket, r.By, "later")
		}
		fmt.Println("  guarantees:", l.Guarantees.InTime, "kept,", l.Guarantees.Late, "not; owed", l.Owed.StringFixed(2))
	}
	// Output:
	// standard: 239.00 = 0.00 + 4h0m0s bought for 239.00
	//   refuses T3 [S28]
	//   begins T2 35h0m0s later
	//   guarantees: 0 kept, 0 not; owed 0.00
	// serenity: 269.00 = 30.00 + 4h0m0s bought for 239.00
	//   refuses T3 [S28]
	//   begins T2 35h0m0s later
	//   guarantees: 0 kept, 0 not; owed 0.00
	// pro: 259.00 = 90.00 + 2h30m0s bought for 169.00
	//   refuses T3 [S28]
	//   guarantees: 1 kept, 0 not; owed 0.00
	// business: 349.00 = 180.00 + 2h30m0s bought for 169.00
	//   refuses T3 [S28]
	//   guarantees: 1 kept, 0 not; owed 11.18
}

// From how much work a month Pro costs no more than Standard: with hours from the
// best pack, 20 h for 699 €, and at 60 € an hour.
func ExampleFindBreakEven() {
	standard, _ := servicelevel.NUXIT().Plan(servicelevel.Standard)
	pro, _ := servicelevel.NUXIT().Plan(servicelevel.Pro)
	business, _ := servicelevel.NUXIT().Plan(servicelevel.Business)

	b, _ := compare.FindBreakEven(pro, standard, credit.Pack{})
	fmt.Println(b.From, "in blocks", b.Billed)

	b, _ = compare.FindBreakEven(pro, standard, credit.Pack{Time: time.Hour, Price: decimal.New(60, 0)})
	fmt.Println(b.From, "in blocks", b.Billed)

	b, _ = compare.FindBreakEven(business, pro, credit.Pack{})
	fmt.Println("never:", b.Never) // the same allowance for twice the fee
	// Output:
	// 1h18m0s in blocks 1h30m0s
	// 45m0s in blocks 1h0m0s
	// never: true
}

func ExampleBreakEven_Explain() {
	pro, _ := servicelevel.NUXIT().Plan(servicelevel.Pro)
	standard, _ := servicelevel.NUXIT().Plan(servicelevel.Standard)
	b, err := compare.FindBreakEven(pro, standard, credit.Pack{Time: time.Hour, Price: decimal.New(60, 0)})
	if err != nil {
		fmt.Println(err)
		return
	}
	b.Explain(servicelevel.NUXIT().Currency())
	fmt.Println(b.Explained.EN)
	// Output:
	// €45.00 a month (S38), instead of €0.00 a month; allowances of 1 h 30 min and 0 min; hours beyond at €60.00 for 1 h: 45 min there make up for the difference; no more from 45 min a month on, 1 h billed in blocks of 30 min
}
