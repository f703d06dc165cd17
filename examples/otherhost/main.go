// Command otherhost lists the plans of another host, which are data in one file with a
// customer's quarter. It then states the clause of another one, and asks what an outage costs
// under it, what the clause leaves open, and what comes next.
package main

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/internal/amount"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

//go:embed clause.json
var clause []byte

//go:embed host.json
var host []byte

// list lists the levels of a host, the lowest first, with what each gives.
func list(w io.Writer, host []byte) error {
	var file struct {
		Edition plans.Edition `json:"edition"`
	}
	if err := json.Unmarshal(host, &file); err != nil {
		return err
	}
	c, err := servicelevel.Compile(file.Edition)
	if err != nil {
		return err
	}
	for _, level := range c.Levels() {
		p, _ := c.Plan(level)
		fmt.Fprintf(w, "%s (%s): %s %s a month", p.Name.EN, level, cmp.Or(file.Edition.Currency, "EUR"), amount.Text(file.Edition.Currency, p.Fee.Monthly))
		if !p.Fee.Price.IsZero() {
			fmt.Fprintf(w, ", or %s for %d at once", amount.Text(file.Edition.Currency, p.Fee.Price), p.Fee.Months)
		}
		fmt.Fprintf(w, ", %v of work free\n", p.Allowance.Monthly)
		for _, e := range slices.Concat(file.Edition.Always, p.Entitlements) {
			name, _ := c.FeatureName(e.Feature)
			fmt.Fprintf(w, "  %s / %s\n", name.EN, name.FR)
		}
	}
	return nil
}

// written writes an amount with the decimals of a clause. A clause by itself says no currency, only its smallest
// unit.
func written(t *penalty.Terms, d decimal.Decimal) string {
	places := map[penalty.Minor]int32{penalty.Whole: 0, penalty.Hundredths: 2, penalty.Thousandths: 3}
	return d.StringFixed(places[t.Minor])
}

func main() {
	log.SetFlags(0)
	if err := list(os.Stdout, host); err != nil {
		log.Fatal(err)
	}
	fmt.Println()
	var terms penalty.Terms
	if err := json.Unmarshal(clause, &terms); err != nil {
		log.Fatal(err)
	}
	utc := time.UTC
	at := func(hour, minute int) time.Time { return time.Date(2026, time.June, 9, hour, minute, 0, 0, utc) }
	c := penalty.Case{
		Rent:   decimal.RequireFromString("240.00"),
		Period: calendar.MustParseMonth("2026-06").Interval(utc),
		Outages: []penalty.Outage{
			{ID: "a", Start: at(8, 0), End: at(8, 45), Cause: "switch"},
			{ID: "b", Start: at(14, 0), Cause: "disk"},
		},
		Exclusions: []penalty.Exclusion{{Start: at(8, 30), End: at(9, 0), Reason: penalty.Maintenance}},
		AsOf:       at(14, 40),
	}
	a, err := penalty.Assess(terms, c)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("down %v, availability %s: owed %s so far\n", a.Availability.Down, a.Availability, written(&terms, a.Amount))
	for _, step := range a.Trace() {
		line, err := json.Marshal(step)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("  %s\n", line)
	}

	least, most, err := penalty.Readings(terms, c)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("the clause can be read to mean from %s to %s\n", written(&terms, least.Amount), written(&terms, most.Amount))
	for _, choice := range most.Choices {
		fmt.Printf("  at most with %s: %s\n", choice.Rule, choice.Choice)
	}

	next, err := penalty.Forecast(terms, c)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("the open outage costs more from %s on: %s\n", next.NextAt.Format("15:04"), written(&terms, next.NextAmount))
	fmt.Printf("the cap is reached at %s\n", next.CappedAt.Format("15:04 on 2 January"))

	terms.Bands = []penalty.Band{{Below: decimal.RequireFromString("0.99"), Credit: decimal.RequireFromString("0.1")}}
	fmt.Println("a clause cannot have both a rate and bands:")
	fmt.Println(" ", terms.Validate())
}
