package holidays

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// countryRules has the public holidays of countries and of their parts. A country's section
// begins with its code and the codes of its parts that have a list of their own, * for the
// country as a whole. Each line is a holiday's key in countryNames and its date in every year,
//
//	12-25           a day of a month
//	easter+39       days after Easter, or before it
//	orthodox-2      the same from the Easter of the Orthodox churches
//	mon>05-01       the first Monday from a date on; thu>11-22 is the fourth Thursday of November
//	mon<05-31       the last Monday up to a date
//	vernal          the equinox in Japan, as do autumnal
//
// and behind them, in any order and number,
//
//	2019-  -2013  2001-2019  2020   the years in which it holds
//	!2020                           a year in which it does not
//	sun+1                           one on a Sunday is observed a day later, and not on the Sunday,
//	                                unless a line without it says so
//	@BE,ZH                          only in these parts; * is the list of the country itself
//	@!VS                            everywhere but in these
//
// What other sources say otherwise, and who is right, is in docs/holidays.md.
const countryRules = rulesOfWest + rulesOfEast + rulesElsewhere

// section returns the lines of a country and the codes of its parts, "*" being the
// country itself.
func section(country string) (parts, lines string) {
	_, from, ok := strings.Cut(countryRules, "\n= "+country+": ")
	if !ok {
		return "", ""
	}
	parts, from, _ = strings.Cut(from, "\n")
	lines, _, _ = strings.Cut(from, "\n=")
	return parts, lines
}

// split returns the country and the part of a code such as "DE-BY", "*" if it
// names none.
func split(code string) (country, part string) {
	country, part, ok := strings.Cut(code, "-")
	if !ok {
		return code, "*"
	}
	return country, part
}

// hasCountry reports whether there is a list of that code.
func hasCountry(code string) bool {
	country, part := split(code)
	parts, _ := section(country)
	return (part == "*") == !strings.Contains(code, "-") && slices.Contains(strings.Fields(parts), part)
}

// countryCodes returns every code that hasCountry knows, sorted.
func countryCodes() []string {
	var out []string
	for _, s := range strings.Split(countryRules, "\n= ")[1:] {
		country, rest, _ := strings.Cut(s, ": ")
		parts, _, _ := strings.Cut(rest, "\n")
		for _, part := range strings.Fields(parts) {
			if part == "*" {
				out = append(out, country)
			} else {
				out = append(out, country+"-"+part)
			}
		}
	}
	slices.Sort(out)
	return out
}

// appendCountry appends the holidays of a code.
func appendCountry(out []Yearly, code string) []Yearly {
	country, part := split(code)
	_, lines := section(country)
	for line := range strings.SplitSeq(lines, "\n") {
		if y, ok := parseYearly(line, part); ok {
			out = append(out, y)
		}
	}
	return out
}

// parseYearly reads a line of countryRules. It is false if the line is empty or
// does not hold in that part of the country.
func parseYearly(line, part string) (y Yearly, ok bool) {
	words := strings.Fields(line)
	if len(words) < 2 {
		return y, false
	}
	y.Key = words[0]
	for _, w := range words[2:] {
		switch {
		case w[0] == '@':
			if !holdsIn(w[1:], part) {
				return y, false
			}
		case w[0] == '!':
			y.except = append(y.except, number(w[1:]))
		case w[0] >= 'a':
			n, _ := strconv.ParseInt(w[3:], 10, 8)
			y.moved[weekdayNamed(w[:3])] = int8(n)
		default:
			first, last, ranged := strings.Cut(w, "-")
			if !ranged {
				last = first
			}
			y.FirstYear, y.LastYear = number(first), number(last)
		}
	}
	y.FR, y.EN = nameOf(y.Key)
	y.rule = parseDateRule(words[1])
	return y, true
}

// holdsIn reports whether a part is in a list, or not in one that begins with "!".
func holdsIn(list, part string) bool {
	others, but := strings.CutPrefix(list, "!")
	return slices.Contains(strings.Split(others, ","), part) != but
}

// nameOf returns the French and the English name of a key.
func nameOf(key string) (fr, en string) {
	_, line, _ := strings.Cut(countryNames, "\n"+key+"|")
	line, _, _ = strings.Cut(line, "\n")
	fr, en, _ = strings.Cut(line, "|")
	return fr, en
}

// parseDateRule reads the date of a line of countryRules.
func parseDateRule(s string) dateRule {
	for _, from := range [...]struct {
		name string
		kind dateKind
	}{{"easter", afterEaster}, {"orthodox", afterOrthodox}} {
		if days, ok := strings.CutPrefix(s, from.name); ok {
			n, _ := strconv.Atoi(days)
			return dateRule{kind: from.kind, day: n}
		}
	}
	switch {
	case s == "vernal":
		return dateRule{kind: vernal}
	case s == "autumnal":
		return dateRule{kind: autumnal}
	case s[0] >= 'a':
		r := parseDateRule(s[4:])
		r.kind, r.weekday = weekdayOnward, weekdayNamed(s[:3])
		if s[3] == '<' {
			r.kind = weekdayBack
		}
		return r
	}
	return dateRule{kind: onDate, month: time.Month(number(s[:2])), day: number(s[3:])}
}

// dayNames are the names of the days of the week from Sunday on, as lines of countryRules have them.
const dayNames = "sunmontuewedthufrisat"

func weekdayNamed(name string) time.Weekday { return time.Weekday(strings.Index(dayNames, name) / 3) }

// number returns what the digits of a line stand for; of none it is 0.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
