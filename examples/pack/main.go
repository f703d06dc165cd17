// Command pack sells hours: it finds the cheapest packs for a need, sells one,
// uses it block by block, and shows what of its price is earned.
package main

import (
	"fmt"
	"log"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
	"github.com/palier-go/palier/examples/internal/amount"
	"github.com/palier-go/palier/servicelevel"
)

// written writes an amount of NUXIT's prices, which are in euros.
func written(d decimal.Decimal) string { return amount.Text(servicelevel.NUXIT().Currency(), d) }

func main() {
	log.SetFlags(0)
	plan, _ := servicelevel.NUXIT().Plan(servicelevel.Standard)
	tariff, err := plan.Tariff()
	if err != nil {
		log.Fatal(err)
	}

	fmt.Println("The packs, and an hour in each:")
	for _, p := range tariff.Packs {
		fmt.Printf("  %4v  %7s  %6s an hour\n", p.Time.Hours(), written(p.Price), written(p.PerHour(credit.Hundredths)))
	}

	fmt.Println("\nThe cheapest way to cover a need:")
	for _, hours := range []int{1, 6, 7, 8, 26} {
		offer, err := tariff.Cheapest(time.Duration(hours) * time.Hour)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("  %2d h →", hours)
		for i, line := range offer.Lines {
			if i > 0 {
				fmt.Print(" +")
			}
			fmt.Printf(" %d × %v h", line.Count, line.Pack.Time.Hours())
		}
		fmt.Printf(" for %s\n", written(offer.Price))
	}

	if err := use(tariff); err != nil {
		log.Fatal(err)
	}
}

// use buys the smallest pack and draws it down, one block an intervention.
func use(tariff credit.Tariff) error {
	account, err := ledger.NewAccount(credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}, Tariff: tariff})
	if err != nil {
		return err
	}
	paris := servicelevel.NUXIT().Location()
	day := calendar.MustParseDate("2026-03-02")
	at := func(n int) time.Time { return day.AddDays(n).Interval(paris).Start.Add(10 * time.Hour) }

	pack := tariff.Packs[0]
	if _, err := account.Apply(ledger.Entry{ID: "pack", Kind: credit.Purchase, At: at(0), Time: pack.Time, Price: pack.Price}); err != nil {
		return err
	}
	fmt.Printf("\nA pack of %v h at %s, one block at a time:\n", pack.Time.Hours(), written(pack.Price))
	for n := 1; ; n++ {
		r, err := account.Apply(ledger.Entry{
			ID: fmt.Sprint("work ", n), Kind: credit.Debit, At: at(n), Time: 20 * time.Minute,
		})
		if err != nil {
			fmt.Println(" ", err)
			return nil
		}
		lot := account.View(at(n), time.Time{}).Lots()[0]
		fmt.Printf("  %s  %s worked, %s charged: %s of it earned, %s still owed\n",
			day.AddDays(n), r.Worked, r.Charged, lot.Earned, lot.Deferred)
	}
}
