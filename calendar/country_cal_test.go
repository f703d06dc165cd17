package calendar_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/ar"
	austria "github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/ecb"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/mw"
	"github.com/rickar/cal/v2/nc"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/ru"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/sk"
	"github.com/rickar/cal/v2/ua"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
)

var update = flag.Bool("update", false, "write testdata/holidays_cal.txt")

func calLists() map[string][]*cal.Holiday {
	return map[string][]*cal.Holiday{
		"AR": ar.Holidays, "AT": austria.Holidays, "BE": be.Holidays, "BG": bg.Holidays, "BR": br.Holidays, "CA": ca.Holidays,
		"CH": ch.Holidays, "CZ": cz.Holidays, "DE": de.Holidays, "DK": dk.Holidays, "ECB": ecb.Holidays, "ES": es.Holidays,
		"FR": fr.Holidays, "GB": gb.Holidays, "GR": gr.Holidays, "HR": hr.Holidays, "IE": ie.Holidays, "IT": it.Holidays,
		"JP": jp.Holidays, "LT": lt.Holidays, "LV": lv.Holidays, "MW": mw.Holidays, "FR-NC": nc.Holidays, "NL": nl.Holidays,
		"NO": no.Holidays, "NZ": nz.Holidays, "PL": pl.Holidays, "RO": ro.Holidays, "RU": ru.Holidays, "SE": se.Holidays,
		"SI": si.Holidays, "SK": sk.Holidays, "UA": ua.Holidays, "US": us.Holidays, "ZA": za.Holidays,

		"AU-ACT": au.HolidaysACT, "AU-NSW": au.HolidaysNSW, "AU-NT": au.HolidaysNT, "AU-QLD": au.HolidaysQLD,
		"AU-SA": au.HolidaysSA, "AU-TAS": au.HolidaysTAS, "AU-VIC": au.HolidaysVIC, "AU-WA": au.HolidaysWA,

		"CH-ZH": ch.HolidaysZH, "CH-BE": ch.HolidaysBE, "CH-LU": ch.HolidaysLU, "CH-UR": ch.HolidaysUR, "CH-SZ": ch.HolidaysSZ,
		"CH-OW": ch.HolidaysOW, "CH-NW": ch.HolidaysNW, "CH-GL": ch.HolidaysGL, "CH-ZG": ch.HolidaysZG, "CH-FR": ch.HolidaysFR,
		"CH-SO": ch.HolidaysSO, "CH-BS": ch.HolidaysBS, "CH-BL": ch.HolidaysBL, "CH-SH": ch.HolidaysSH, "CH-AR": ch.HolidaysAR,
		"CH-AI": ch.HolidaysAI, "CH-SG": ch.HolidaysSG, "CH-GR": ch.HolidaysGR, "CH-AG": ch.HolidaysAG, "CH-TG": ch.HolidaysTG,
		"CH-VD": ch.HolidaysVD, "CH-TI": ch.HolidaysTI, "CH-VS": ch.HolidaysVS, "CH-NE": ch.HolidaysNE, "CH-GE": ch.HolidaysGE,
		"CH-JU": ch.HolidaysJU,

		"DE-BW": de.HolidaysBW, "DE-BY": de.HolidaysBY, "DE-BE": de.HolidaysBE, "DE-BB": de.HolidaysBB, "DE-HB": de.HolidaysHB,
		"DE-HH": de.HolidaysHH, "DE-HE": de.HolidaysHE, "DE-MV": de.HolidaysMV, "DE-NI": de.HolidaysNI, "DE-NW": de.HolidaysNW,
		"DE-RP": de.HolidaysRP, "DE-SL": de.HolidaysSL, "DE-SN": de.HolidaysSN, "DE-ST": de.HolidaysST, "DE-SH": de.HolidaysSH,
		"DE-TH": de.HolidaysTH,
	}
}

// TestCountriesAgainstCal compares each list of rickar/cal with ours, day by day from 2000 to
// 2060. testdata/holidays_cal.txt has the differences, and docs/holidays.md who is right.
func TestCountriesAgainstCal(t *testing.T) {
	calInUTC(t)
	lists := calLists()
	var got []string
	for _, code := range calendar.HolidayCodes() {
		list, ok := lists[code]
		if !ok {
			continue
		}
		delete(lists, code)
		got = append(got, differences(t, code, list)...)
	}
	assert.Empty(t, lists, "lists that are nowhere here")
	text := strings.Join(got, "\n") + "\n"
	if *update {
		require.NoError(t, os.WriteFile("testdata/holidays_cal.txt", []byte(text), 0o666))
	}
	want, err := os.ReadFile("testdata/holidays_cal.txt")
	require.NoError(t, err)
	assert.Equal(t, string(want), text)
}

// calInUTC has rickar/cal work out its days where each has a midnight, whatever the machine's zone is.
// The test must not be parallel.
func calInUTC(t *testing.T) {
	loc := cal.DefaultLoc
	cal.DefaultLoc = time.UTC
	t.Cleanup(func() { cal.DefaultLoc = loc })
}

// differences returns a line for each name and side: "+" is ours, "-" is rickar/cal's.
func differences(t *testing.T, code string, list []*cal.Holiday) []string {
	t.Helper()
	ours, theirs := map[string]string{}, map[string]string{}
	for y := 2000; y <= 2060; y++ {
		for _, h := range year(t, calendar.HolidaySet{Code: code}, y) {
			ours[h.Date.String()] = h.Key
		}
	}
	for y := 1999; y <= 2061; y++ {
		for _, h := range list {
			if _, day := h.Calc(y); !day.IsZero() && day.Year() >= 2000 && day.Year() <= 2060 {
				theirs[day.Format(time.DateOnly)] = h.Name
			}
		}
	}
	years := map[string][]string{}
	only := func(side string, a, b map[string]string) {
		for date, name := range a {
			if _, ok := b[date]; !ok {
				years[side+" "+name] = append(years[side+" "+name], date)
			}
		}
	}
	only("+", ours, theirs)
	only("-", theirs, ours)
	var out []string
	for name, dates := range years {
		slices.Sort(dates)
		out = append(out, fmt.Sprintf("%s %s: %d× from %s to %s", code, name, len(dates), dates[0], dates[len(dates)-1]))
	}
	slices.Sort(out)
	return out
}
