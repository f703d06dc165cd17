// Command holidays writes the public holidays of every list from 2000 to 2060, a line
// each: code, date and key. The script compare beside it sets them against two other sources.
package main

import (
	"bufio"
	"fmt"
	"log"
	"os"

	"github.com/palier-go/palier/calendar"
)

func main() {
	log.SetFlags(0)
	if err := write(); err != nil {
		log.Fatal(err)
	}
}

func write() error {
	w := bufio.NewWriter(os.Stdout)
	for _, code := range calendar.HolidayCodes() {
		for year := 2000; year <= 2060; year++ {
			days, err := calendar.HolidaySet{Code: code}.Year(year)
			if err != nil {
				return err
			}
			for _, h := range days {
				if _, err := fmt.Fprintf(w, "%s\t%s\t%s\n", code, h.Date, h.Key); err != nil {
					return err
				}
			}
		}
	}
	return w.Flush()
}
