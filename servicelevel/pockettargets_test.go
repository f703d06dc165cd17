package servicelevel_test

import (
	"cmp"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/invoice"
	"github.com/palier-go/palier/servicelevel/statement"
)

// unkept reports whether a line is for a promise that was not kept.
func unkept(k invoice.LineKind) bool {
	return k == invoice.PenaltyLine || k == invoice.LateLine || k == invoice.QuotaLine
}

const (
	quotaOfEN = `(?:answers|updates|resolutions) within (?:what is promised|{T})(?:: {S})?`
	quotaOfFR = `(?:réponses|nouvelles|résolutions) (?:dans le délai promis|en {T})(?: : {S})?`
	countedEN = `{N} of {N} in time, {P} \({N}\)(?:, {N} not decided yet)?, promised {P}{C}`
	countedFR = `{N} sur {N} dans le délai, {P} \({N}\)(?:, {N} pas encore échues?)?, engagement {P}{C}`
)

// quotaForms are how it is said what share of tickets was in time.
var quotaForms = []form{
	{"quota", quotaOfEN, quotaOfFR},
	{"quota_line", `share of requests in time{C}: ` + quotaOfEN, `part des demandes dans le délai{C} : ` + quotaOfFR},
	{"quota_missed", countedEN + `: missed{C}`, countedFR + ` : manqué{C}`},
	{"quota_kept", countedEN + `: kept{C}`, countedFR + ` : tenu{C}`},
	{"quota_open", countedEN, countedFR},
	{"quota_none", `none decided(?:, {N} not decided yet)?, promised {P}{C}`, `aucune échue(?:, {N} pas encore échues?)?, engagement {P}{C}`},
	{"quota_few", `nothing is owed of fewer than {N}`, `rien n'est dû de moins de {N}`},
	{"quota_rank", `{P} take {T} at most, rank {N} of {N}`, `{P} en {T} au plus, au rang {N} sur {N}`},
	{
		"quota_amount", `band from {P} to below {P}: {P} of the rent of {A} = {M}{A}{E}{C}`,
		`tranche de {P} à moins de {P} : {P} du loyer de {A} = {M}{A}{E}{C}`,
	},
}

// goalForms are how it is said how a ticket stands to a goal.
var goalForms = []form{
	{"goal", `{S}: (?:answer|news|resolution) due within {T}(?:, by {I})?{C}`, `{S} : (?:réponse|nouvelles|résolution) à donner en {T}(?:, au plus tard le {I})?{C}`},
	{
		"leg", `(?:{S}, )?from {I} to {I}, (?:around the clock|hours {S})(?:, without {S})?(?:: {T})?`,
		`(?:{S}, )?du {I} au {I}, (?:jour et nuit|heures {S})(?:, sans {S})?(?: : {T})?`,
	},
	{
		"leg_without", `(?:{S}, )?from {I} to {I}, nothing promised(?:, without {S})?(?:: {T})?`,
		`(?:{S}, )?du {I} au {I}, sans délai promis(?:, sans {S})?(?: : {T})?`,
	},
	{"done_late", `done on {I}, after {T}: missed by {T}`, `fait le {I}, après {T} : manqué de {T}`},
	{"done", `done on {I}, after {T}: in time`, `fait le {I}, après {T} : dans le délai`},
	{"not_late", `not yet on {I}, after {T}: missed by {T}`, `pas encore le {I}, après {T} : manqué de {T}`},
	{"not", `not yet on {I}, after {T}: in time`, `pas encore le {I}, après {T} : dans le délai`},
	{"revised", `an earlier statement said something else of it`, `un relevé précédent en disait autre chose`},
}

// readGoal takes what is said of a goal apart.
func (l *tongue) readGoal(sentence string) (list []clause, err error) {
	for part := range strings.SplitSeq(sentence, l.between) {
		if list, err = l.take(list, l.goals, part); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// goal recomputes what a clock shows and by how much it is too much, and compares each instant.
func (p *pocket) goal(s *servicelevel.Statement, g *statement.GoalResult, list []clause) {
	zone, err := calendar.LoadLocation(s.Zone)
	if err != nil {
		p.fault("%v", err)
		return
	}
	x := &g.Standing
	if last := list[len(list)-1]; (last.kind == "revised") != g.Revised {
		p.fault("revised")
	} else if g.Revised {
		list = list[:len(list)-1]
	}
	if len(list) != len(x.Legs)+2 {
		p.fault("%d legs", len(list)-2)
		return
	}
	head, end, sum := list[0], list[len(list)-1], new(big.Rat)
	p.is("what is promised", head.values[0], inSeconds(x.Within))
	if head.values[1] == nil != x.Due.IsZero() {
		p.fault("the deadline")
	} else if head.values[1] != nil {
		p.moment("the deadline", moment{head.values[1], head.values[2]}, x.Due, zone)
	}
	if said := inOrder(x.Ticket, x.Priority); head.words[0] != said {
		p.fault("%q, not %q", head.words[0], said)
	}
	begun := list[1].values
	p.moment("the start", moment{begun[0], begun[1]}, x.Start, zone)
	for i := range x.Legs {
		if i > 0 {
			follows := list[i+1].values
			p.is("where a leg follows", follows[0], list[i].values[2])
			p.moment("where a leg follows", moment{follows[0], follows[1]}, x.Legs[i-1].To, zone)
		}
		if said := list[i+1].words[0]; len(x.Legs) == 1 && said != "" || len(x.Legs) > 1 && said != inOrder(x.Legs[i].Priority, x.Legs[i].Plan) {
			p.fault("leg %d is by %q", i, said)
		}
		sum = added(sum, p.leg(&x.Legs[i], list[i+1], end.values[2], zone.String()))
	}
	until := x.Reached
	if until.IsZero() {
		until = x.AsOf
	}
	if strings.HasPrefix(end.kind, "not") != x.Reached.IsZero() || strings.HasSuffix(end.kind, "late") != (x.State == response.GoalMissed) {
		p.fault("%s", end.kind)
	}
	p.moment("the end", moment{end.values[0], end.values[1]}, until, zone)
	p.is("what ran", end.values[2], sum)
	if strings.HasSuffix(end.kind, "late") {
		p.is("how late", end.values[3], less(sum, head.values[0]))
	}
}

// inOrder is what is said of a name and of another one after it, of which either may be missing.
func inOrder(names ...string) string {
	return strings.Join(slices.DeleteFunc(names, func(name string) bool { return name == "" }), ", ")
}

var pausesSaid = regexp.MustCompile(`(?:^|, )([^,]+?) (?:(?:from|du) (` + anyDay + `) (?:to|au) (` + anyDay + `)|(?:since|depuis le) (` + anyDay + `))`)

// pausesCalled are the reasons of pauses that have names in both languages.
var pausesCalled = map[string]string{
	"waiting for the customer": "waiting", "l'attente du client": "waiting", "the time resolved": "resolved", "le temps résolu": "resolved",
}

// leg compares a leg, and returns what ran in it: what is said in the end, if it is the only one.
func (p *pocket) leg(g *response.Leg, c clause, whole *big.Rat, zoneName string) *big.Rat {
	zone, err := calendar.LoadLocation(zoneName)
	kind, hours := "leg", ""
	if g.Without {
		kind = "leg_without"
	}
	if err != nil || c.kind != kind {
		p.fault("%s, not %s: %v", c.kind, kind, err)
		return whole
	}
	pausing := c.words[len(c.words)-1]
	if !g.Without {
		hours = c.words[1]
	}
	from, to := moment{c.values[0], c.values[1]}, moment{c.values[2], c.values[3]}
	p.moment("the beginning", from, g.From, zone)
	p.moment("the end", to, g.To, zone)
	if hours != g.Hours {
		p.fault("hours %q", hours)
	}
	pauses := pausesSaid.FindAllStringSubmatch(pausing, -1)
	if len(pauses) != len(g.Pauses) {
		p.fault("%d pauses: %q", len(pauses), pausing)
		return whole
	}
	for i, m := range pauses {
		if said := cmp.Or(pausesCalled[m[1]], m[1]); said != g.Pauses[i].Reason {
			p.fault("a pause in %q, not %q", said, g.Pauses[i].Reason)
		}
		for k, at := range map[string]bool{m[2] + m[4]: true, m[3]: false} {
			if k == "" {
				continue
			}
			said, err := readMoment(k)
			if err != nil {
				p.fault("%v", err)
				continue
			}
			if at {
				p.moment("a pause", said, g.Pauses[i].Start, zone)
			} else {
				p.moment("the end of a pause", said, g.Pauses[i].End, zone)
			}
		}
	}
	ran := c.values[4]
	if ran == nil {
		ran = whole
	}
	p.is("what ran in a leg", ran, inSeconds(g.Elapsed))
	if g.Hours == "" && len(pauses) == 0 && !g.Without && from.offset != nil == (to.offset != nil) {
		p.is("the length of a leg", ran, less(to.at(), from.at()))
	}
	return ran
}

// quota compares the line with the quota that it is of.
func (x lineSaid) quota(p *pocket, list []clause) {
	for i := range x.s.Quotas {
		if q := &x.s.Quotas[i]; q.Month == x.month() && q.Ref == x.line.Ref {
			head := list[0]
			head.kind = "quota"
			p.quota(q, append([]clause{head}, list[1:]...))
			owed := less(q.Result.Amount.Rat(), q.Before.Rat())
			p.is("what is owed", owed.Abs(owed), new(big.Rat).Abs(inAll(x.line).Rat()))
			return
		}
	}
	p.fault("no quota")
}

// quota recomputes a share of tickets, where it lies among the bands, and what that costs.
func (p *pocket) quota(q *statement.QuotaMonth, list []clause) {
	r := &q.Result
	a, decided := r.Attainment, int64(r.Attainment.InTime+r.Attainment.Late)
	count := func(said *big.Rat, n int) {
		if (said == nil) != (n == 0) || said != nil && said.Cmp(fraction(int64(n), 1)) != 0 {
			p.fault("%v are not %d", said, n)
		}
	}
	kinds := map[string]int{}
	for _, c := range list {
		kinds[c.kind]++
		v := c.values
		switch c.kind {
		case "quota":
			if r.Quota.Within > 0 {
				p.is("within", v[0], inSeconds(r.Quota.Within))
			} else if v[0] != nil {
				p.fault("within %v", v[0])
			}
			if c.words[0] != strings.Join(r.Quota.Priorities, ", ") {
				p.fault("priorities %q", c.words[0])
			}
		case "quota_missed", "quota_kept", "quota_open":
			p.is("in time", v[0], fraction(int64(a.InTime), 1))
			p.is("all", v[1], fraction(decided, 1))
			share := divided(v[0], v[1])
			p.is("the share", v[3], share)
			p.is("the percentage", v[2], multiplied(floor(multiplied(share, fraction(1_000_000, 1))), fraction(1, 1_000_000)))
			count(v[4], a.Waiting)
			p.is("the target", v[5], r.Quota.Target.Rat())
			below := share.Cmp(v[5]) < 0
			if few := decided < int64(max(1, r.Quota.Least)); (c.kind == "quota_open") != few || !few && below != (c.kind == "quota_missed") || below && !few != r.Missed {
				p.fault("%s: %v of %v", c.kind, share, v[5])
			}
		case "quota_none":
			count(v[0], a.Waiting)
			p.is("the target", v[1], r.Quota.Target.Rat())
			p.is("what was decided", fraction(decided, 1), new(big.Rat))
		case "quota_few":
			p.is("the least", v[0], fraction(int64(r.Quota.Least), 1))
		case "quota_rank":
			p.is("the share of the rank", v[0], r.Quota.Percentile.Rat())
			p.is("the percentile", v[1], inSeconds(r.Percentile))
			p.is("of all", v[3], fraction(decided, 1))
			exact := multiplied(v[0], v[3])
			if rank := floor(exact); rank.Cmp(exact) != 0 {
				p.is("the rank", v[2], added(rank, fraction(1, 1)))
			} else {
				p.is("the rank", v[2], rank)
			}
		case "quota_amount":
			share := fraction(int64(a.InTime), decided)
			p.lies("the share", share, v[0], v[1])
			p.is("the lower edge", v[0], r.Band.From.Rat())
			p.is("the upper edge", v[1], r.Band.Below.Rat())
			p.is("the rent", v[3], r.Rent.Rat())
			p.halfEven = v[6] != nil
			p.is("the amount", v[5], p.cents(multiplied(v[2], v[3])))
			p.halfEven = false
			p.is("what is owed", v[5], r.Amount.Rat())
		case "before":
			p.is("what was owed before", v[0], q.Before.Rat())
			p.is("the difference", v[1], less(r.Amount.Rat(), v[0]))
		}
	}
	if (kinds["quota_amount"] == 1) != (r.Band != nil) || (kinds["before"] == 1) == q.Before.IsZero() || (kinds["quota_rank"] == 1) != (decided > 0) {
		p.fault("%v", kinds)
	}
}

// TestPocketCalculatorOfTargets is TestPocketCalculatorOfLines with targets.
func TestPocketCalculatorOfTargets(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawTickets(t)
		for _, text := range inOneCall(atRandom(t), l) {
			var s servicelevel.Statement
			require.NoError(t, s.UnmarshalJSON([]byte(text)))
			s.Explain()
			for _, x := range allSaid(&s) {
				require.NoError(t, x.check(), "%s\n%s", x.text.EN, x.text.FR)
				x.misread(t)
			}
		}
	})
}
