// Package holidays knows the public holidays of countries, of their parts and of the territories of
// France: their names, the rules of their dates and the years in which they hold. Days are counted
// as package civil does.
package holidays

import (
	"slices"
	"strings"
)

// A Holiday is a public holiday without a date. Basis is the text that makes it one, of France only;
// it holds from FirstYear to LastYear, both included, and 0 is no limit.
type Holiday struct {
	Key, FR, EN         string
	Basis               string
	FirstYear, LastYear int
}

// Choices are what the law of France leaves open.
type Choices struct {
	GoodFriday      bool // is a holiday in Alsace and Moselle
	PentecostWorked bool // leaves out the Pentecost Monday of 2005 to 2007
	ByTheLetter     bool // takes 27 May for Saint-Martin from 2018 on
}

// With returns the choices of both.
func (c Choices) With(other Choices) Choices {
	return Choices{c.GoodFriday || other.GoodFriday, c.PentecostWorked || other.PentecostWorked, c.ByTheLetter || other.ByTheLetter}
}

// Offered returns the choices that there are under a code. known is false if there is no such code.
func Offered(code string) (offered Choices, known bool) {
	where := areaOf(code)
	if where == 0 {
		return Choices{}, hasCountry(code)
	}
	return Choices{GoodFriday: where&alsaceMoselle != 0, PentecostWorked: true, ByTheLetter: where&saintMartin != 0}, true
}

// Codes returns every code: those of France, then those of other countries in alphabetical order.
func Codes() []string {
	var out []string
	for i := range frenchCodes {
		out = append(out, frenchCodes[i].code)
	}
	return append(out, countryCodes()...)
}

// Of returns the holidays of some codes with commas between, each of which is known. What several
// have in common is there once.
func Of(codes string, chosen Choices) []Yearly {
	out := make([]Yearly, 0, 16)
	for code := range strings.SplitSeq(codes, ",") {
		if where := areaOf(code); where != 0 {
			out = appendFrench(out, where, chosen)
		} else {
			out = appendCountry(out, code)
		}
	}
	if strings.Contains(codes, ",") {
		out = distinct(out)
	}
	return out
}

// distinct returns the holidays of some codes, those that several have in common once.
func distinct(list []Yearly) []Yearly {
	type rule struct {
		Holiday
		dateRule
		moved [7]int8
	}
	seen := make(map[rule]int, len(list))
	out := list[:0]
	for _, y := range list {
		key := rule{y.Holiday, y.rule, y.moved}
		if i, ok := seen[key]; ok && slices.Equal(out[i].except, y.except) {
			continue
		}
		seen[key] = len(out)
		out = append(out, y)
	}
	return out
}
