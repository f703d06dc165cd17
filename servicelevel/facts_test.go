package servicelevel_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/plans"
)

// ticketDay is a Monday, at midnight in Paris, and deskClock a time of that day.
var ticketDay = time.Date(2026, time.May, 10, 22, 0, 0, 0, time.UTC)

func deskClock(hour, minute int) time.Time {
	return ticketDay.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
}

func session(ticket, start string, worked time.Duration) servicelevel.Intervention {
	return servicelevel.Intervention{Ticket: ticket, Start: wall(start), End: wall(start).Add(worked)}
}

func asked(ticket, at string) servicelevel.Request {
	return servicelevel.Request{Ticket: ticket, At: wall(at)}
}

func stated(t *testing.T, ct servicelevel.Contract, act servicelevel.Activity, m string) servicelevel.Statement {
	t.Helper()
	c := servicelevel.NUXIT()
	if ct.Edition == "magic" {
		c = servicelevel.Magic()
	}
	s, err := c.Statement(ct, act, month(m))
	require.NoError(t, err)
	require.NoError(t, s.Validate())
	s.Explain()
	return s
}

// amounts are the amounts of the lines.
func amounts(d *invoice.Document) (list []string) {
	for _, l := range d.Lines {
		list = append(list, l.Kind.String()+" "+l.Amount.StringFixed(2))
	}
	return list
}

var sampleRequests = []servicelevel.Request{
	incident("T1", "2026-05-03 22:10"), asked("T2", "2026-05-13 10:00"), asked("T3", "2026-05-14 11:20"),
}

var sampleWork = []servicelevel.Intervention{
	session("T1", "2026-05-03 22:25", 50*time.Minute), session("T2", "2026-05-13 10:00", 65*time.Minute),
	session("T3", "2026-05-15 09:00", 20*time.Minute),
}

func change(ct servicelevel.Contract, on string, l servicelevel.Level) servicelevel.Contract {
	ct.Changes = []servicelevel.Change{{On: day(on), Level: l}}
	return ct
}

func ending(ct servicelevel.Contract, on string) servicelevel.Contract {
	ct.End = day(on)
	return ct
}

func bought(d time.Duration, price *decimal.Decimal) servicelevel.Activity {
	return servicelevel.Activity{Purchases: []servicelevel.Purchase{{ID: "P", At: wall("2026-05-02 10:00"), Time: d, Price: price}}}
}

// quote is a plan of level 4 as a customer's quote states it.
func quote() *plans.Plan {
	p, _ := servicelevel.NUXIT().Plan(servicelevel.Business)
	p.Level = servicelevel.CriticalBusiness
	p.Name = servicelevel.Wording{FR: "Sur mesure", EN: "Bespoke"}
	p.Includes = []servicelevel.Level{servicelevel.Business}
	p.Fee = plans.Fee{Monthly: *dec("1250.00"), Rules: []string{"Q-77"}}
	p.Allowance.Monthly = 5 * time.Hour
	p.Work.Block = 15 * time.Minute
	p.Guarantee.Terms.Within = 15 * time.Minute
	p.Availability.Terms.Target, p.Availability.Terms.Rate = *dec("0.9999"), *dec("0.1")
	p.Conditions = nil
	return &p
}

// dearerQuote is another quote for the same customer, with other packs too.
func dearerQuote() *plans.Plan {
	p := quote()
	p.Fee.Monthly, p.Allowance.Monthly, p.Work.Block = *dec("1375.00"), 4*time.Hour, 20*time.Minute
	p.Work.Minimum = 50 * time.Minute
	p.Guarantee.Terms.Within, p.Availability.Terms.Target = 20*time.Minute, *dec("0.999")
	p.Work.Shared, p.Work.SharedRules = plans.SharesHours, []string{"Q-12"}
	for i := range p.Prices.Tariff.Packs {
		p.Prices.Tariff.Packs[i].Price = p.Prices.Tariff.Packs[i].Price.Add(*dec("10.00"))
	}
	return p
}
