package holidays

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestCountryRulesAreRead writes every line of the rules again from what was read of it.
func TestCountryRulesAreRead(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, s := range strings.Split(countryRules, "\n= ")[1:] {
		head, body, _ := strings.Cut(s, "\n")
		country, parts, ok := strings.Cut(head, ": ")
		require.True(t, ok, head)
		all := strings.Fields(parts)
		require.True(t, slices.IsSorted(all), head)
		for line := range strings.SplitSeq(strings.TrimSpace(body), "\n") {
			key, _, _ := strings.Cut(line, " ")
			used[key] = true
			var in []string
			for _, part := range all {
				y, ok := parseYearly(line, part)
				if !ok {
					continue
				}
				in = append(in, part)
				require.NotEmpty(t, y.FR, line)
				require.NotEmpty(t, y.EN, line)
				require.Equal(t, y.Key, key)
				require.NotContains(t, []string{pentecostMonday, victory}, key, "D26 is about those of France")
			}
			require.NotEmpty(t, in, "%s: %s", country, line)
			y, _ := parseYearly(line, in[0])
			assert.Equal(t, line, again(&y, line, all, in), country)
		}
	}
	names := strings.Split(strings.TrimSpace(countryNames), "\n")
	assert.True(t, slices.IsSorted(names))
	for _, n := range names {
		key, _, _ := strings.Cut(n, "|")
		assert.True(t, used[key], "%s is used nowhere", key)
		assert.Equal(t, 2, strings.Count(n, "|"), n)
	}
}

// again returns the line of a holiday that holds in some of all parts.
func again(y *Yearly, line string, all, in []string) string {
	words := []string{y.Key, ruleText(&y.rule)}
	for _, d := range []int{2, 3, 4, 5, 6, 0, 1} { // from Tuesday, as the lines have them
		if n := y.moved[d]; n > 0 {
			words = append(words, dayNames[3*d:3*d+3]+"+"+strconv.Itoa(int(n)))
		} else if n < 0 {
			words = append(words, dayNames[3*d:3*d+3]+strconv.Itoa(int(n)))
		}
	}
	years := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	switch {
	case y.FirstYear != 0 && y.FirstYear == y.LastYear:
		words = append(words, years(y.FirstYear))
	case y.FirstYear != 0 || y.LastYear != 0:
		words = append(words, years(y.FirstYear)+"-"+years(y.LastYear))
	}
	for _, n := range y.except {
		words = append(words, "!"+strconv.Itoa(n))
	}
	if len(in) < len(all) {
		out := slices.DeleteFunc(slices.Clone(all), func(p string) bool { return slices.Contains(in, p) })
		if strings.Contains(line, "@!") {
			words = append(words, "@!"+strings.Join(out, ","))
		} else {
			words = append(words, "@"+strings.Join(in, ","))
		}
	}
	return strings.Join(words, " ")
}

func ruleText(r *dateRule) string {
	signed := func(n int) string {
		if n < 0 {
			return strconv.Itoa(n)
		}
		return "+" + strconv.Itoa(n)
	}
	date := fmt.Sprintf("%02d-%02d", r.month, r.day)
	switch r.kind {
	case afterEaster:
		return "easter" + signed(r.day)
	case afterOrthodox:
		return "orthodox" + signed(r.day)
	case vernal:
		return "vernal"
	case autumnal:
		return "autumnal"
	case weekdayOnward:
		return dayNames[3*r.weekday:3*r.weekday+3] + ">" + date
	case weekdayBack:
		return dayNames[3*r.weekday:3*r.weekday+3] + "<" + date
	}
	return date
}

// TestDaysOverNewYear has holidays that are observed beyond New Year's Eve, on either side.
func TestDaysOverNewYear(t *testing.T) {
	t.Parallel()
	var list []Yearly
	for _, line := range []string{"new_year 01-01 sat-3", "midsummer 12-30", "christmas 12-31 fri+2 sat+2"} {
		y, ok := parseYearly(line, "*")
		require.True(t, ok)
		list = append(list, y)
	}
	var got []string
	for _, d := range Days(list, 2021, 2023) { // 1 January 2022 is a Saturday, and 31 December 2022
		got = append(got, dateOf(d.Number)+" "+list[d.Holiday].Key)
	}
	assert.Equal(t, []string{
		"2021-01-01 new_year", "2021-12-29 new_year", "2021-12-30 midsummer", "2022-01-02 christmas",
		"2022-12-30 midsummer", "2023-01-01 new_year", "2023-01-02 christmas", "2023-12-30 midsummer", "2023-12-31 christmas",
	}, got)
}
