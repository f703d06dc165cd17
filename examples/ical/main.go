// Command ical publishes a schedule as an iCalendar feed, and reads closures from
// one.
//
//	go run . > feed.ics                                       a year of the sample schedule
//	go run . -territory FR-67 -year 2027 > feed.ics           with the holidays of Bas-Rhin
//	go run . -schedule schedule.json > feed.ics               a schedule of your own
//	go run . -closures works.ics                              the working days that a feed of closures leaves
//
// Closures are read as RFC 5545 has them, recurring ones for the year that is asked for. What it
// leaves open is refused with its line; the README lists both.
package main

import (
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/examples/internal/command"
)

//go:embed testdata/schedule.json
var sample []byte

func main() { command.Main(run) }

func run(args []string, stdin io.Reader, stdout io.Writer) error {
	flags := flag.NewFlagSet("ical", flag.ContinueOnError)
	schedule := flags.String("schedule", "", "the `file` with a schedule as JSON; a sample if empty")
	territory := flags.String("territory", "", "the `code` of the territory whose holidays hold, such as FR-67; the schedule's if empty")
	year := flags.Int("year", 2026, "the `year` to write or to print")
	stamp := flags.String("stamp", "2026-01-01T00:00:00Z", "the `instant` at which the feed says it was made (DTSTAMP)")
	closures := flags.String("closures", "", "the iCalendar `file` to read closures from, - for standard input")
	if done, err := command.Parse(flags, args, stdout); done || err != nil {
		return err
	}
	s, err := load(*schedule)
	if err != nil {
		return err
	}
	if *territory != "" {
		s.Holidays = calendar.HolidaySet{Code: *territory}
	}
	if *closures != "" {
		return printClosures(stdout, s, *year, *closures, stdin)
	}
	at, err := time.Parse(time.RFC3339, *stamp)
	if err != nil {
		return fmt.Errorf("-stamp: %w", err)
	}
	feed, err := Feed(s, *year, at)
	if err != nil {
		return err
	}
	_, err = io.WriteString(stdout, feed)
	return err
}

func load(file string) (calendar.Schedule, error) {
	data := sample
	if file != "" {
		f, err := os.Open(file)
		if err != nil {
			return calendar.Schedule{}, err
		}
		defer f.Close()
		if data, err = readAll(f); err != nil {
			return calendar.Schedule{}, fmt.Errorf("%s: %w", file, err)
		}
	}
	var s calendar.Schedule
	err := json.Unmarshal(data, &s)
	return s, err
}

func readAll(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxFeed+1))
	if err == nil && len(data) > MaxFeed {
		err = fmt.Errorf("is larger than %d bytes", MaxFeed)
	}
	return data, err
}

// printClosures prints the exceptions that a feed asks for, and the working days
// that are left.
func printClosures(w io.Writer, s calendar.Schedule, year int, file string, stdin io.Reader) error {
	r := stdin
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		defer f.Close()
		r = f
	}
	zone, err := calendar.LoadLocation(s.Zone)
	if err != nil {
		return err
	}
	// A closure of the next day may cut the last night of the year.
	from, until := calendar.Date{Year: year, Month: time.January, Day: 1}, calendar.Date{Year: year + 1, Month: time.January, Day: 2}
	closures, err := ReadClosures(r, zone, from, until)
	if err != nil {
		return fmt.Errorf("%s:\n%w", file, err)
	}
	s.Exceptions, err = Exceptions(s, closures)
	if err != nil {
		return fmt.Errorf("%s:\n%w", file, err)
	}
	c, err := calendar.Compile(s)
	if err != nil {
		return err
	}
	for _, e := range s.Exceptions {
		if e.Date.Year == year {
			fmt.Fprintf(w, "%s %s  %-24s %s\n", e.Date, e.Date.Weekday().String()[:3], hoursOf(e), e.Reason)
		}
	}
	total := 0
	for month := time.January; month <= time.December; month++ {
		dates, err := c.WorkingDays(calendar.Month{Year: year, Month: month})
		if err != nil {
			return err
		}
		total += len(dates)
		fmt.Fprintf(w, "%s  %2d working days:%s\n", calendar.Month{Year: year, Month: month}, len(dates), days(dates))
	}
	_, err = fmt.Fprintf(w, "%d     %d working days\n", year, total)
	return err
}

func hoursOf(e calendar.Exception) string {
	switch {
	case e.Usual:
		return "usual hours"
	case len(e.Open) == 0:
		return "closed"
	}
	var texts []string
	for _, span := range e.Open {
		texts = append(texts, span.String())
	}
	return strings.Join(texts, " ")
}

func days(dates []calendar.Date) string {
	var b strings.Builder
	for _, d := range dates {
		fmt.Fprintf(&b, " %d", d.Day)
	}
	return b.String()
}
