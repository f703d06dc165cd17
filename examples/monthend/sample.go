package main

import (
	"bufio"
	"fmt"
	"io"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// write writes n contracts with what happened under them in May 2026, a line each: one in
// five has an outage, two have hours and tickets, and the others their fee alone.
func write(out io.Writer, n int) error {
	w := bufio.NewWriter(out)
	for i := range n {
		line, err := sample(i).MarshalJSON()
		if err != nil {
			return err
		}
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return w.Flush()
}

func sample(i int) servicelevel.Input {
	in := servicelevel.Input{
		Month: calendar.Month{Year: 2026, Month: time.May},
		Contract: servicelevel.Contract{
			ID: fmt.Sprintf("C%07d", i), Customer: fmt.Sprintf("Customer %d", i), Edition: "nuxit",
			Level: servicelevel.Serenity, Start: calendar.Date{Year: 2025, Month: time.January, Day: 1 + i%28},
		},
	}
	begin := time.Date(2026, time.May, 4+i%20, 7, i%60, 0, 0, time.UTC)
	switch i % 5 {
	case 0:
		rent := decimal.New(int64(9_900+i%10_000), -2)
		in.Contract.Level, in.Contract.Rent = servicelevel.Business, &rent
		in.Activity.Outages = []penalty.Outage{
			{ID: "O1", Start: begin, End: begin.Add(time.Duration(10+i%200) * time.Minute), Cause: "network"},
		}
	case 1, 2:
		in.Contract.Level = servicelevel.Pro
		in.Activity.Purchases = []servicelevel.Purchase{{ID: "P1", At: begin.AddDate(0, -1, 0), Time: 5 * time.Hour}}
		for k := range 1 + i%3 {
			ticket, asked := fmt.Sprintf("T%d", k), begin.AddDate(0, 0, k)
			in.Activity.Requests = append(in.Activity.Requests, servicelevel.Request{Ticket: ticket, At: asked})
			in.Activity.Interventions = append(in.Activity.Interventions, servicelevel.Intervention{
				Ticket: ticket, Start: asked.Add(time.Hour), End: asked.Add(time.Hour + time.Duration(10+i%70)*time.Minute),
			})
		}
	}
	return in
}
