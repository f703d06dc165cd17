package servicelevel_test

import (
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// TestPocketCalculator: whoever recomputes what is said of an availability, in either language,
// gets each figure in it, and the amount that is owed.
func TestPocketCalculator(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		for _, s := range drawStatements(t) {
			for i := range s.Availability {
				u := &s.Availability[i]
				require.Equal(t, s.Currency, string(minorOf(u)))
				require.NoError(t, checkSaid(u), "%s\n%s\n%+v", u.Explained.EN, u.Explained.FR, u.Assessment.Terms)
				checkCites(t, u)
				misread(t, u)
			}
		}
	})
}

// checkSaid reads an explanation in both languages, recomputes it, and compares it with what was
// assessed.
func checkSaid(u *statement.Uptime) error {
	var read [2][]clause
	tongues := tonguesIn(minorOf(u))
	for i, l := range tongues {
		var err error
		if read[i], err = l.read([]string{u.Explained.EN, u.Explained.FR}[i]); err != nil {
			return err
		}
		p, err := recomputed(read[i], u)
		if err != nil {
			return err
		}
		if days := u.Assessment.Terms.Basis == penalty.ServiceDays; days && strings.Contains(u.Explained.EN+u.Explained.FR, tongues[0].currency.sign()) {
			return errors.New("days are no money")
		} else if owes := regexp.MustCompile(`= -?[\d,.]+ days?`).MatchString(u.Explained.EN); owes && !days {
			return errors.New("money is no days")
		}
		if amount := u.Owed().Rat(); p.owed.Cmp(amount) != 0 {
			return fmt.Errorf("%v is owed and %v said", amount, p.owed)
		}
	}
	if en, fr := fmt.Sprint(read[0]), fmt.Sprint(read[1]); en != fr {
		return fmt.Errorf("the languages differ:\n%s\n%s", en, fr)
	}
	return nil
}

func (c clause) String() string { return fmt.Sprint(c.kind, c.values, c.cites) }

func inSeconds(d time.Duration) *big.Rat { return big.NewRat(int64(d), int64(time.Second)) }

// assessed compares the figures that do not follow from others with the assessment and its terms.
func assessed(list []clause, u *statement.Uptime) error {
	var p pocket
	a, each, lasted, lost, inTime, short, limited, lump, claimed := &u.Assessment, 0, 0, 0, 0, false, false, false, false
	rent := a.Rent.Rat()
	for _, c := range list {
		v := c.values
		switch c.kind {
		case "time":
			p.is("the downtime", v[0], inSeconds(a.Availability.Down))
			if (v[1] != nil) != (len(a.Shares) > 0 && len(a.Lasted) == 0) {
				p.fault("shares")
			}
			p.is("the length", v[3], inSeconds(a.Availability.Total))
			if a.Excluded > 0 || v[2] != nil {
				p.is("what is excluded", v[2], inSeconds(a.Excluded))
			}
		case "maintenance":
			p.is("the budget of maintenance", v[0], inSeconds(a.Terms.MaintenanceBudget))
			p.is("the maintenance", v[1], inSeconds(a.Maintenance))
			limited = true
		case "short":
			p.short(a, c)
			short = true
		case "lost_late", "lost_lapsed", "lost_open", "lost_so_far":
			if lost < len(a.NotClaimed) {
				p.lost(&a.NotClaimed[lost], c)
			}
			lost++
		case "in_time", "in_time_so_far":
			if inTime < len(a.InTime) {
				p.inTime(&a.InTime[inTime], c)
			}
			inTime++
		case "grain", "grain_fixed":
			p.is("the grain", v[0], inSeconds(a.Terms.Grain))
			if a.Terms.Fixed != (c.kind == "grain_fixed") {
				p.fault("%s", c.kind)
			}
		case "lasted", "filled":
			if lasted < len(a.Lasted) {
				p.is("an outage", v[0], inSeconds(a.Lasted[lasted]))
				if c.kind == "filled" {
					p.is("its intervals", v[1], inSeconds(a.Filled[lasted]))
				}
			}
			lasted++
		case "missed", "kept":
			p.is("the target", v[5], a.Terms.Target.Rat())
			if place := a.Terms.Figure; v[2] != nil || !place.IsZero() {
				p.is("the place of the figure", v[2], place.Rat())
			}
			if a.Terms.AtTarget != (v[4] != nil) {
				p.fault("exactly the target")
			}
			if a.Missed != (c.kind == "missed") {
				p.fault("%s", c.kind)
			}
		case "full", "excess":
			p.is("what is counted", v[len(v)-1], inSeconds(a.Counted))
			if a.Terms.Excess != (c.kind == "excess") || a.Terms.Deductible > 0 {
				p.fault("%s", c.kind)
			}
		case "past_free":
			p.is("what is counted", v[0], inSeconds(a.Counted))
			p.is("the deductible", v[1], inSeconds(a.Terms.Deductible))
		case "outage", "outage_length", "outage_between", "outage_above", "outage_any":
			if each >= len(a.Each) {
				p.fault("an outage too many")
				continue
			}
			p.is("an outage", v[0], inSeconds(a.Each[each]))
			if a.Terms.Counting == penalty.CalendarDays && each < len(a.Dates) && c.kind == "outage" {
				p.is("its dates", v[2], fraction(int64(a.Dates[each]), 1))
			}
			each++
			switch c.kind {
			case "outage_length":
				p.hasLength(a, new(big.Rat), v[2], either(v[3:]))
			case "outage_between":
				p.hasLength(a, v[2], v[3], either(v[4:]))
			case "outage_above":
				p.hasLength(a, v[2], new(big.Rat), either(v[3:]))
			case "outage_any":
				p.hasLength(a, new(big.Rat), new(big.Rat), either(v[2:]))
			}
		case "pro_rata", "begun", "full_units":
			unit := a.Terms.Unit
			if unit == 0 {
				unit = time.Hour
			}
			p.is("the unit", v[1], inSeconds(unit))
			if want := []string{"pro_rata", "begun", "full_units"}[a.Terms.Counting]; c.kind != want {
				p.fault("%s, not %s", c.kind, want)
			}
		case "dates":
			sum := 0
			for _, n := range a.Dates {
				sum += n
			}
			p.is("the dates", v[0], fraction(int64(sum), 1))
			if a.Terms.Counting != penalty.CalendarDays {
				p.fault("%s", c.kind)
			}
		case "band", "band_through":
			p.hasBand(a, v, c.kind == "band_through", oneCredit(list))
		case "number", "number_on":
			p.is("how many outages there are", v[0], fraction(int64(a.Outages), 1))
			p.hasNumber(a, v[1:], oneCredit(list))
		case "length":
			p.hasLength(a, new(big.Rat), v[0], oneCredit(list))
		case "length_between":
			p.hasLength(a, v[0], v[1], oneCredit(list))
		case "length_any":
			p.hasLength(a, new(big.Rat), new(big.Rat), oneCredit(list))
		case "length_above":
			p.hasLength(a, v[0], new(big.Rat), oneCredit(list))
		case "credit":
			if !isFlat(a.Terms.Basis) {
				p.fault("%s", c.kind)
			}
		case "rent", "day", "euros", "that_time":
			want := []string{"rent", "that_time", "day", "euros", "euros"}[a.Terms.Basis]
			if c.kind != want {
				p.fault("%s, not %s", c.kind, want)
				continue
			}
			if !a.Terms.Rate.IsZero() {
				p.is("the rate", v[map[bool]int{true: 0, false: 1}[c.kind == "that_time"]], a.Terms.Rate.Rat())
			}
			if c.kind == "that_time" {
				p.is("the rent", v[1], rent)
				p.is("the length", v[2], inSeconds(rentedTime(a)))
			} else if c.kind != "euros" {
				p.is("the rent", v[2], rent)
			}
		case "plus", "least", "plus_day", "least_day", "plus_euros", "least_euros":
			p.is("the lump sum", v[0], a.Terms.Lump.Rat())
			if suffix := []string{"", "", "_day", "_euros", "_euros"}[a.Terms.Basis]; c.kind != map[bool]string{false: "plus", true: "least"}[a.Terms.LumpAtLeast]+suffix {
				p.fault("%s", c.kind)
			}
			if !isFlat(a.Terms.Basis) {
				p.is("the rent", v[1], rent)
			}
			lump = true
		case "outage_cap":
			p.is("the cap of an outage", v[0], a.Terms.OutageCap.Rat())
			p.is("the rent", v[1], rent)
			p.is("how many", v[2], fraction(int64(a.CappedOutages), 1))
		case "cap_service":
			p.is("the cap", v[0], capShare(a))
			p.is("the days", v[1], daysOf(a))
			if a.Terms.Basis != penalty.ServiceDays {
				p.fault("%s", c.kind)
			}
		case "cap", "cap_month", "cap_day", "cap_months", "cap_days":
			p.cap(a, c)
		case "least_over", "least_at":
			p.is("the minimum", v[0], a.Terms.Minimum.Rat())
			if a.Terms.OverMinimum != (c.kind == "least_over") {
				p.fault("%s", c.kind)
			}
		case "claim_made", "claim_late", "claim_open", "claim_lapsed":
			p.claim(a, c)
			claimed = true
		case "before":
			p.is("what was owed", v[0], u.Before.Rat())
		}
	}
	if lost != len(a.NotClaimed) || inTime != len(a.InTime) {
		p.fault("%d of %d outages that were not claimed", lost, len(a.NotClaimed))
	}
	if a.Missed && !a.Terms.Lump.IsZero() && !a.Terms.LumpAtLeast && !lump {
		p.fault("the lump sum")
	}
	if claimed != (a.Claim != penalty.Unneeded) {
		p.fault("the claim")
	}
	if limited != (a.Maintenance > a.Terms.MaintenanceBudget) {
		p.fault("the budget of maintenance")
	}
	if lasted != len(a.Lasted) || lasted > 0 && lasted < a.Outages {
		p.fault("%d of %d outages", lasted, len(a.Lasted))
	}
	if least := a.Terms.Minimum; a.Amount.Sign() > 0 && (a.Amount.Cmp(least) < 0 || a.Terms.OverMinimum && a.Amount.Equal(least)) {
		p.fault("less than the minimum")
	}
	if a.Terms.PerOutage && a.Missed && each != len(a.Each) {
		p.fault("%d of %d outages", each, len(a.Each))
	}
	if short != (len(a.Short) > 0) {
		p.fault("short outages: %v", short)
	}
	if len(p.faults) > 0 {
		return p.faults[0]
	}
	return nil
}

// short compares outages that are said to be too short to count: each is shorter than the least
// that counts.
func (p *pocket) short(a *penalty.Assessment, c clause) {
	p.is("the least outage", c.values[0], inSeconds(a.Terms.MinOutage))
	list := strings.Split(c.words[0], ", ")
	if len(list) != len(a.Short) {
		p.fault("%d short outages of %d", len(list), len(a.Short))
		return
	}
	for i, text := range list {
		v, err := readTime(strings.Fields(strings.ReplaceAll(text, ",", ".")), 60)
		if err != nil {
			p.fault("%v", err)
			return
		}
		p.is("a short outage", v, inSeconds(a.Short[i]))
		p.lies("a short outage", v, new(big.Rat), c.values[0])
	}
}

var (
	ofCatalogue = regexp.MustCompile(`^S\d+$`)
	manySeconds = regexp.MustCompile(`(?:^|[^.,\d])(?:[6-9]\d|\d{3,})(?:[.,]\d+)? s\b`)
)

// checkCites: what is cited is applied, what is assumed is cited, and nothing is written raw.
func checkCites(t require.TestingT, u *statement.Uptime) {
	a := &u.Assessment
	applied := map[string]bool{"D12": u.Combined != nil && u.Combined.Capped}
	assumptions, capped := a.Assumptions(), a.Capped
	if u.Combined != nil {
		for _, x := range u.Combined.Others {
			assumptions = append(assumptions, x.Assumptions()...)
			capped = false // by which of them is not looked at
		}
	}
	named := map[string]bool{}
	for i := range u.Clauses() {
		rules := u.Assessed(i).Terms.Rules
		named[rules.Target], named[rules.Rate] = true, true
	}
	for _, step := range u.Trace() {
		for _, id := range step.Rules {
			applied[id] = true
		}
	}
	for i, l := range tonguesIn(minorOf(u)) {
		text := []string{u.Explained.EN, u.Explained.FR}[i]
		list, err := l.read(text)
		require.NoError(t, err)
		cited := map[string]bool{}
		for _, c := range list {
			for _, cites := range c.cites {
				for id := range plans.Citation(cites).All() {
					cited[id] = true
					require.True(t, applied[id], "%s in %s", id, text)
				}
			}
		}
		for _, x := range assumptions {
			require.True(t, cited[x.Rule] || x.Rule == "D12" && !capped, "%s not in %s", x.Rule, text)
		}
		for id := range cited {
			require.True(t, !ofCatalogue.MatchString(id) || u.Rules.Has(id) || named[id], "%s in %s, of a promise by %q", id, text, u.Rules)
		}
		require.NotContains(t, text, "Inf")
		require.NotRegexp(t, manySeconds, text)
	}
}

var inParentheses = regexp.MustCompile(`\([^()]*[A-Z§%][^()]*\)`) // rules and offsets, not ratios

// citedIn finds the rules in parentheses.
func citedIn(text string) [][]int {
	return slices.DeleteFunc(inParentheses.FindAllStringIndex(text, -1), func(at []int) bool { return strings.HasPrefix(text[at[0]:], "(UTC") })
}

// misread changes one digit of a figure: no such sentence is taken.
func misread(t *rapid.T, u *statement.Uptime) {
	wrong := *u
	text := &wrong.Explained.EN
	if rapid.Bool().Draw(t, "French") {
		text = &wrong.Explained.FR
	}
	b := []byte(*text)
	for _, cites := range citedIn(*text) {
		copy(b[cites[0]:cites[1]], strings.Repeat(" ", cites[1]-cites[0]))
	}
	var digits []int
	for i, c := range b {
		if '0' <= c && c <= '9' {
			digits = append(digits, i)
		}
	}
	at := rapid.SampledFrom(digits).Draw(t, "digit")
	b = []byte(*text)
	b[at] = '0' + (b[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "more")))%10
	*text = string(b)
	require.Error(t, checkSaid(&wrong), *text)
}

// isFlat reports whether a rate is no share of anything.
func isFlat(b penalty.Basis) bool { return b == penalty.Amount || b == penalty.ServiceDays }

// daysOf is how many days the period of an assessment has, to the nearest.
func daysOf(a *penalty.Assessment) *big.Rat {
	if a.Terms.Period == penalty.ThirtyDays {
		return fraction(30, 1)
	}
	return floor(added(divided(inSeconds(a.Period.Duration()), fraction(86400, 1)), fraction(1, 2)))
}

// rentedTime is what the rent goes over: the period, or what ran of it (D36).
func rentedTime(a *penalty.Assessment) time.Duration {
	switch {
	case !a.Terms.RentInService && a.Terms.Period == penalty.ThirtyDays:
		return 720 * time.Hour
	case !a.Terms.RentInService:
		return a.Period.Duration()
	}
	ran := a.Service
	if ran.Empty() {
		ran = a.Period
	}
	sum := ran.Duration()
	for _, b := range a.Breaks { // they do not overlap
		sum -= b.Duration()
	}
	return sum
}
