package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// UNTIL with times is an instant; one of another form is understood unless it matters.
func TestUntil(t *testing.T) {
	for _, c := range []struct{ start, until, want string }{
		{";TZID=Europe/Paris:20260504T090000", "20260511T070000Z", "2026-05-04 2026-05-11"},
		{";TZID=Europe/Paris:20260504T090000", "20260511T065959Z", "2026-05-04"},
		{":20260504T090000Z", "20260511T090000Z", "2026-05-04 2026-05-11"},
		{":20260504T090000Z", "20260511T085959Z", "2026-05-04"},
		{":20260504T090000", "20260511T090000", "2026-05-04 2026-05-11"},
		{":20260504T090000", "20260511T085959", "2026-05-04"},
		{":20260504T090000", "20260511T070000Z", "2026-05-04 2026-05-11"},
		{":20260504T090000", "20260512", "2026-05-04 2026-05-11"},
		{":20260504T090000", "20260510", "2026-05-04"},
		{":20260504T000000", "20260511", "2026-05-04 2026-05-11"},
		{":20260504T090000Z", "20260511T230000", "2026-05-04 2026-05-11"},
		{":20260504T090000Z", "20260510T205959", "2026-05-04"},
		{";TZID=Europe/Paris:20260504T090000", "20260511T090000", "2026-05-04 2026-05-11"},
		{";TZID=Europe/Paris:20260504T090000", "20260511T065959", "2026-05-04"},
		{";TZID=America/New_York:20260504T090000", "20260511T130000", "2026-05-04 2026-05-11"},
		{";TZID=America/New_York:20260504T090000", "20260511T085959", "2026-05-04"},
	} {
		assert.Equal(t, c.want, datesOf(t, feedOf("DTSTART"+c.start, "DURATION:PT1H", "RRULE:FREQ=WEEKLY;UNTIL="+c.until), 2026, 2026), c)
	}
	for start, until := range map[string]string{
		";VALUE=DATE:20260504":                 "20260510T100000Z", // 11 May where clocks are 14 hours ahead
		";VALUE=DATE:20260504 ":                "20260511T115959Z", // 10 May where they are 12 hours behind
		":20260504T090000":                     "20260511",         // its beginning or its end?
		":20260504T090000Z":                    "20260511T225959",
		":20260504T090000Z ":                   "20260510T210000",
		";TZID=Europe/Paris:20260504T090000":   "20260511T085959",
		";TZID=Europe/Paris:20260504T090000 ":  "20260511T070000",
		";TZID=America/New_York:20260504T0900": "",
	} {
		if until == "" {
			continue
		}
		_, err := readAllYears(strings.NewReader(feedOf("DTSTART"+strings.TrimSpace(start), "DURATION:P1D", "RRULE:FREQ=WEEKLY;UNTIL="+until)), paris(t))
		assert.ErrorContains(t, err, "line 6: event u@x: RRULE: UNTIL leaves open whether 2026-05-11 is within it", "%s %s", start, until)
	}
}

func TestRuleRefuses(t *testing.T) {
	for rule, want := range map[string]string{
		"":                                       "is not understood",
		"INTERVAL=1":                             "must have a FREQ",
		"FREQ=HOURLY":                            `FREQ is not understood as "HOURLY" (got "FREQ=HOURLY")`,
		"FREQ=YEARLY;INTERVAL=0":                 `INTERVAL is not understood as "0"`,
		"FREQ=YEARLY;INTERVAL=10000":             "INTERVAL is not understood",
		"FREQ=YEARLY;COUNT=0":                    "COUNT is not understood",
		"FREQ=YEARLY;COUNT=1000000000":           "COUNT is not understood",
		"FREQ=YEARLY;COUNT=2;UNTIL=20300101":     "must not have both COUNT and UNTIL",
		"FREQ=YEARLY;COUNT=2;COUNT=2":            "COUNT must be there once",
		"FREQ=YEARLY;;COUNT=2":                   "is not understood",
		"FREQ=YEARLY;UNTIL=2030":                 "UNTIL is not a date or a time",
		"FREQ=YEARLY;UNTIL=20260430":             "must have DTSTART as its first time",
		"FREQ=YEARLY;BYMONTH=0":                  "BYMONTH is not understood",
		"FREQ=YEARLY;BYMONTH=-5":                 "BYMONTH is not understood",
		"FREQ=YEARLY;BYMONTH=13":                 "BYMONTH is not understood",
		"FREQ=YEARLY;BYMONTH=5L":                 "BYMONTH is not understood",
		"FREQ=YEARLY;BYMONTH=6":                  "must have DTSTART as its first time",
		"FREQ=YEARLY;BYMONTHDAY=1":               "leaves open the months of BYMONTHDAY",
		"FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=0":     "BYMONTHDAY is not understood",
		"FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=32":    "BYMONTHDAY is not understood",
		"FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=-32":   "BYMONTHDAY is not understood",
		"FREQ=YEARLY;BYDAY=0FR":                  "BYDAY is not understood",
		"FREQ=YEARLY;BYDAY=54FR":                 "BYDAY is not understood",
		"FREQ=YEARLY;BYDAY=FRI":                  "BYDAY is not understood",
		"FREQ=YEARLY;BYDAY=XX":                   "BYDAY is not understood",
		"FREQ=YEARLY;BYDAY=":                     "BYDAY is not understood",
		"FREQ=YEARLY;BYMONTH=5;BYDAY=2FR":        "must have DTSTART as its first time",
		"FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=1FR":    "leaves open what the number with BYDAY counts",
		"FREQ=WEEKLY;BYDAY=1FR":                  "must have a number with BYDAY only",
		"FREQ=WEEKLY;BYMONTHDAY=1":               "must not have BYMONTHDAY",
		"FREQ=DAILY;BYDAY=-1FR":                  "must have a number with BYDAY only",
		"FREQ=YEARLY;BYSETPOS=1":                 "must have BYSETPOS only with another list",
		"FREQ=WEEKLY;BYDAY=FR;BYSETPOS=1":        "leaves open what BYSETPOS counts",
		"FREQ=YEARLY;BYDAY=FR;BYSETPOS=367":      "BYSETPOS is not understood",
		"FREQ=YEARLY;WKST=FRI":                   "WKST is not understood",
		"FREQ=YEARLY;BYWEEKNO=18":                "BYWEEKNO is not understood",
		"FREQ=YEARLY;BYYEARDAY=121":              "BYYEARDAY is not understood",
		"FREQ=YEARLY;BYHOUR=1":                   "BYHOUR is not understood",
		"RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=OMIT": "RSCALE is not understood",
	} {
		_, err := readAllYears(strings.NewReader(feedOf("DTSTART:20260501", "RRULE:"+rule)), paris(t)) // a Friday
		require.Error(t, err, rule)
		assert.Contains(t, err.Error(), "line 5: event u@x: RRULE: ", rule)
		assert.Contains(t, err.Error(), want, rule)
	}
	assert.Equal(t, "2026-12-25 2026-12-26", datesOf(t, feedOf("DTSTART:20261225", "RRULE:FREQ=YEARLY;BYDAY="+strings.Repeat("FR,", 300)+"SA;UNTIL=20261231"), 2026, 2026))
	_, err := readAllYears(strings.NewReader(feedOf("DTSTART:20261225", "RRULE:FREQ=YEARLY;BYDAY="+numberedDays(101))), paris(t))
	assert.ErrorContains(t, err, "BYDAY is not understood")
}

// numberedDays are so many different values of BYDAY.
func numberedDays(n int) string {
	var days []string
	for i := range n {
		days = append(days, fmt.Sprint(i/7+1)+[]string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}[i%7])
	}
	return strings.Join(days, ",")
}
