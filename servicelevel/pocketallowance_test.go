package servicelevel_test

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/statement"
)

var (
	levelGives = regexp.MustCompile(`(?:^|, )([^:,;]+?) ?: (` + givenPart + `(?: \+ ` + givenPart + `)*?)(?: = (` + anyTime + `))?(?:, |$)`)
	daysGiven  = regexp.MustCompile(`^(\d+)(?: jours?)? (?:of|sur) (\d+) (?:days of|de) (` + anyTime + `)$`)
	inAllGiven = regexp.MustCompile(`^(in all|en tout|the greatest of them|la plus grande :) (` + anyTime + `)$`)
)

const givenPart = `(?:\d+(?: jours?)? (?:of|sur) \d+ (?:days of|de) )?` + anyTime

// readAllowance reads "Business: 17 of 31 days of 2 h = 1 h 5 min, Pro: 2 h; in all 3 h 5 min (D27)" as
// the times that levels give, and that of all.
func (l *tongue) readAllowance(sentence string) ([]clause, error) {
	text, ok := strings.CutSuffix(sentence, " (D27)")
	if !ok {
		return nil, fmt.Errorf("nothing is cited: %q", sentence)
	}
	text, all, several := strings.Cut(text, l.between)
	var p pocket
	sum, most, n := new(big.Rat), new(big.Rat), 0
	var operands []*big.Rat
	for text != "" {
		m := levelGives.FindStringSubmatch(text)
		if m == nil || !strings.HasPrefix(text, m[0]) {
			return nil, fmt.Errorf("no level: %q", text)
		}
		gives, of, err := p.gives(m[2], m[3])
		if err != nil {
			return nil, err
		}
		operands = append(operands, of...)
		sum.Add(sum, gives)
		if gives.Cmp(most) > 0 {
			most = gives
		}
		n++
		if text = text[len(m[0]):]; strings.HasSuffix(m[0], ", ") && text == "" {
			return nil, fmt.Errorf("a level is missing: %q", sentence)
		}
	}
	if several != (n > 1) {
		return nil, fmt.Errorf("%d levels: %q", n, sentence)
	}
	kind := "one"
	if several {
		m := inAllGiven.FindStringSubmatch(all)
		if m == nil {
			return nil, fmt.Errorf("not in all: %q", all)
		}
		if kind = "in_all"; strings.HasPrefix(m[1], "the") || strings.HasPrefix(m[1], "la") {
			kind, sum = "greatest", most
		}
		p.is("all of it", p.time(m[2]), sum)
	}
	return []clause{{kind: kind, values: append([]*big.Rat{sum}, operands...), cites: []string{"D27"}}}, errorOf(p.faults)
}

// gives reads what a level gives: a time, or as many days of a month as it had, to the minute;
// and what it is made of.
func (p *pocket) gives(parts, comes string) (sum *big.Rat, of []*big.Rat, err error) {
	if comes == "" {
		sum = p.time(parts)
		return sum, []*big.Rat{sum}, nil
	}
	sum = new(big.Rat)
	for part := range strings.SplitSeq(parts, " + ") {
		m := daysGiven.FindStringSubmatch(part)
		if m == nil {
			return nil, nil, fmt.Errorf("no days: %q", part)
		}
		days, _ := new(big.Rat).SetString(m[1])
		month, _ := new(big.Rat).SetString(m[2])
		monthly := p.time(m[3])
		of = append(of, days, month, monthly)
		sum.Add(sum, divided(multiplied(days, monthly), month))
	}
	minutes := new(big.Rat).Quo(sum, big.NewRat(60, 1))
	whole := new(big.Int).Quo(minutes.Num(), minutes.Denom())
	sum = new(big.Rat).Mul(new(big.Rat).SetInt(whole), big.NewRat(60, 1))
	p.is("its share", p.time(comes), sum)
	return sum, of, nil
}

// granted compares what is said of the allowance of a month with it, and with the days of its
// levels.
func (p *pocket) granted(s *servicelevel.Statement, list []clause) {
	v := list[0].values
	p.is("the allowance", v[0], inSeconds(s.Allowance.Granted))
	byDays := slices.ContainsFunc(s.Assumptions, func(a statement.Assumption) bool { return a.Rule == "D27" && a.Choice == "share_of_days" })
	var want []*big.Rat
	seen := map[servicelevel.Level]bool{}
	for _, first := range s.Levels {
		if first.Allowance == 0 || seen[first.Level] {
			continue
		}
		seen[first.Level] = true
		most := new(big.Rat)
		for _, d := range s.Levels {
			if d.Level != first.Level || d.Allowance == 0 {
				continue
			}
			if byDays {
				days := d.Until.Interval(time.UTC).Start.Sub(d.From.Interval(time.UTC).Start) / (24 * time.Hour)
				want = append(want, fraction(int64(days), 1), fraction(int64(s.Month.Days()), 1), inSeconds(d.Allowance))
			} else if monthly := inSeconds(d.Allowance); monthly.Cmp(most) > 0 {
				most = monthly
			}
		}
		if !byDays {
			want = append(want, most)
		}
	}
	if len(v) != 1+len(want) {
		p.fault("%d figures of %d", len(v)-1, len(want))
		return
	}
	for i := range want {
		p.is("what a level gives", v[i+1], want[i])
	}
}
