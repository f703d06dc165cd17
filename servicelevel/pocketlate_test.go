package servicelevel_test

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// TestPocketCalculatorOfLateness is TestPocketCalculatorOfLines with any clause for what comes
// late, pauses, and clocks of either kind.
func TestPocketCalculatorOfLateness(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ct, act := drawLateness(t)
		for _, m := range []string{"2026-03", "2026-05", "2026-06", "2026-10"} {
			s, err := servicelevel.NUXIT().Statement(ct, act, month(m))
			if err != nil {
				continue // it costs more than an amount can be
			}
			s.Explain()
			for _, x := range allSaid(&s) {
				require.NoError(t, x.check(), "%s\n%s\n%+v", x.text.EN, x.text.FR, ct.Options.Late)
				x.misread(t)
			}
		}
	})
}

// drawLateness draws a contract with incidents, many of which are begun late, about the ends of
// months and the changes of the clocks.
func drawLateness(t *rapid.T) (servicelevel.Contract, servicelevel.Activity) {
	level := rapid.SampledFrom([]servicelevel.Level{servicelevel.Pro, servicelevel.Business}).Draw(t, "level")
	ct := contract("nuxit", level, "2026-01-01")
	ct.Rent = cents(rapid.OneOf(rapid.SampledFrom([]int64{14900, 1010, 123456, 0, 900_000_000_000}), rapid.Int64Range(0, 300_000)).Draw(t, "rent"))
	ct.Options.Late = drawClause(t)
	ct.Options.GuaranteeInHours = oneIn(t, 3, "in hours")
	ct.Options.PauseWaiting = !oneIn(t, 4, "no pauses")
	ct.Options.PriceReduction = oneIn(t, 2, "price reduction")
	ct.Options.Overdraft = 1000 * time.Hour
	var act servicelevel.Activity
	for i := range rapid.IntRange(1, 5).Draw(t, "incidents") {
		at := rapid.SampledFrom([]time.Time{wall("2026-03-29 00:30"), wall("2026-05-07 17:00"), wall("2026-05-29 23:00"), wall("2026-06-11 12:00"), wall("2026-10-24 23:30")}).Draw(t, "at")
		at = at.Add(time.Duration(rapid.IntRange(0, 2*86400).Draw(t, "after")) * time.Second)
		if oneIn(t, 4, "fine") {
			at = at.Add(time.Duration(rapid.Int64Range(1, 1e9).Draw(t, "ns")))
		}
		r := servicelevel.Request{Ticket: fmt.Sprint("T-", i), Kind: servicelevel.Incident, At: at}
		from := at
		for range rapid.IntRange(0, 3).Draw(t, "pauses") {
			from = from.Add(time.Duration(rapid.IntRange(1, 300).Draw(t, "until it waits")) * time.Minute)
			p := calendar.Pause{Start: from, End: from.Add(time.Duration(rapid.IntRange(1, 2000).Draw(t, "it waits")) * time.Minute)}
			from = p.End
			r.Waiting = append(r.Waiting, p)
		}
		act.Requests = append(act.Requests, r)
		if oneIn(t, 5, "never begun") {
			continue
		}
		in := servicelevel.Intervention{Ticket: r.Ticket, Start: at.Add(time.Duration(rapid.OneOf(rapid.IntRange(0, 20_000), rapid.IntRange(0, 900_000)).Draw(t, "begun")) * time.Second)}
		in.End = in.Start.Add(10 * time.Minute)
		if oneIn(t, 4, "known late") {
			in.Recorded = later(in.End, wall("2026-06-15 09:00"))
		}
		act.Interventions = append(act.Interventions, in)
	}
	return ct, act
}

// readLateness reads what is said apart from a line.
func (l *tongue) readLateness(sentence string) ([]clause, error) {
	head := "interventions begun after the guaranteed time: "
	if l == french {
		head = "interventions commencées après le délai garanti : "
	}
	return l.readLine(head + sentence)
}

// late compares the line with what the interventions of its month came to.
func (x lineSaid) late(p *pocket, list []clause) {
	for i := range x.s.Lateness {
		if late := &x.s.Lateness[i]; late.Month == x.line.Date.MonthOf() {
			p.late(late, list)
			owed := less(late.Assessment.Amount.Rat(), late.Before.Rat())
			p.is("what is owed", owed.Abs(owed), new(big.Rat).Abs(inAll(x.line).Rat()))
			return
		}
	}
	p.fault("no lateness")
}

const (
	anyTime  = `\d+(?:[.,]\d+)? (?:h|min|s)(?: \d+(?:[.,]\d+)? (?:min|s)\b)*`
	anyClock = `\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?`
	anyDay   = `\d\d?(?:er)? \pL+ \d\d\d\d (?:at|à) ` + anyClock
)

var (
	lateOne  = regexp.MustCompile(`^(.+?) (?:late by|en retard de) (` + anyTime + `)(?:, (?:not counted below|non compté en dessous de) (` + anyTime + `))?(?:, |$)`)
	pauseOne = regexp.MustCompile(`^(?:, | and | et )?(?:(?:from|du) (` + anyDay + `) (?:to|au|à) (` + anyDay + `|` + anyClock + `)|(?:since|depuis le) (` + anyDay + `))`)
)

// lateOnes reads which interventions came late, compares them, and returns those that count.
func (p *pocket) lateOnes(x *servicelevel.Lateness, text string) (counted []*big.Rat) {
	if text == "none late" || text == "aucune en retard" {
		text = ""
	}
	all := x.Late
	for text != "" {
		m := lateOne.FindStringSubmatch(text)
		if m == nil || len(all) == 0 {
			p.fault("late: %q", text)
			return counted
		}
		text = text[len(m[0]):]
		by := p.time(m[2])
		p.is("how late "+m[1]+" is", by, inSeconds(all[0].By))
		if m[1] != all[0].Ticket {
			p.fault("ticket %s", m[1])
		}
		all = all[1:]
		if m[3] == "" {
			counted = append(counted, by)
			continue
		}
		least := p.time(m[3])
		p.is("the least that counts", least, inSeconds(x.Assessment.Terms.MinOutage))
		p.lies("what does not count", by, new(big.Rat), least)
	}
	if len(all) > 0 {
		p.fault("%d are not said", len(all))
	}
	return counted
}

// time reads a time of either language.
func (p *pocket) time(text string) *big.Rat {
	v, err := readTime(strings.Fields(strings.ReplaceAll(text, ",", ".")), 60)
	if err != nil {
		p.fault("%v", err)
		return new(big.Rat)
	}
	return v
}

// late recomputes what interventions cost that came late.
func (p *pocket) late(x *servicelevel.Lateness, list []clause) {
	a := &x.Assessment
	p.owed = new(big.Rat)
	ones := p.lateOnes(x, list[0].words[0])
	p.down, p.counted = sumOf(ones), sumOf(ones)
	listed := 0
	for i, c := range list {
		v := c.values
		switch outage := strings.HasPrefix(c.kind, "outage") && c.kind != "outage_cap"; {
		case outage && listed < len(ones):
			p.is("one that is listed", v[0], ones[listed])
			p.outage(c)
			listed++
			continue
		case outage:
			p.fault("one too many")
			continue
		case listed > 0 && len(p.parts) == listed && strings.HasPrefix(list[i-1].kind, "outage"):
			p.is("what is counted of all", sumOf(p.parts), p.counted)
		}
		switch c.kind {
		case "in_all", "in_all_most":
			p.down = lesser(p.down, inSeconds(a.Availability.Total))
			p.is("all of it", v[0], p.down)
			if !a.Terms.PerOutage {
				p.counted = p.down
			}
			if (p.down.Cmp(inSeconds(a.Availability.Total)) == 0) != (c.kind == "in_all_most") {
				p.fault("%s", c.kind)
			}
		case "late_missed", "late_kept":
			p.total, p.up = v[2], divided(less(v[2], p.down), v[2])
			p.is("the length", v[2], inSeconds(a.Availability.Total))
			p.is("the target", v[3], a.Terms.Target.Rat())
			p.clause(strings.TrimPrefix(c.kind, "late_"), []*big.Rat{v[0], v[1], v[3], v[4]})
			if a.Terms.PerOutage {
				p.down = sumOf(ones)
			}
		case "full", "excess", "pro_rata", "begun", "full_units", "band", "length", "length_any", "length_between", "length_above",
			"rent", "euros", "credit", "that_time", "day", "outage_cap", "cap", "before":
			p.clause(c.kind, v)
		}
	}
	p.is("what is owed", p.owed, a.Amount.Rat())
	said := func(kind string) bool {
		return slices.ContainsFunc(list, func(c clause) bool { return strings.HasPrefix(c.kind, kind) })
	}
	tolerant := a.Allowed > 0 || len(a.Terms.Bands) > 0
	for kind, want := range map[string]bool{
		"before": !x.Before.IsZero(), "in_all": tolerant || !a.Terms.PerOutage, "late_missed": tolerant && a.Missed,
		"late_kept": tolerant && !a.Missed, "nothing": !tolerant && !a.Missed,
	} {
		if said(kind) != want {
			p.fault("%s: %v", kind, !want)
		}
	}
	if a.Missed && p.halfEven != (a.Terms.Rounding == penalty.HalfEven) {
		p.fault("half cents to even: %v", p.halfEven)
	}
	if err := assessed(list, &servicelevel.Uptime{Assessment: *a, Before: x.Before}); err != nil {
		p.fault("%v", err)
	}
}

// shown is what the clocks show at an instant, as readDate reads it.
func shown(at time.Time, zone *time.Location) *big.Rat {
	at = at.In(zone)
	utc := time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), at.Nanosecond(), time.UTC)
	return added(big.NewRat(utc.Unix(), 1), big.NewRat(int64(utc.Nanosecond()), 1e9))
}

// instants are those at which the clocks show something: two where they are put back.
func asShown(v *big.Rat, zone *time.Location) (list []time.Time) {
	whole := floor(v)
	utc := time.Unix(whole.Num().Int64(), floor(multiplied(less(v, whole), fraction(1e9, 1))).Num().Int64()).UTC()
	one := time.Date(utc.Year(), utc.Month(), utc.Day(), utc.Hour(), utc.Minute(), utc.Second(), utc.Nanosecond(), zone)
	for _, off := range []time.Duration{0, -time.Hour, time.Hour} {
		if at := one.Add(off); shown(at, zone).Cmp(v) == 0 {
			list = append(list, at)
		}
	}
	return list
}

// guaranteed recomputes whether an intervention was in time. On a clock of opening hours that is
// how long before or after the deadline it was.
func (p *pocket) guaranteed(s *servicelevel.Statement, g *servicelevel.Punctuality, list []clause) {
	zone, err := calendar.LoadLocation(s.Zone)
	if err != nil {
		p.fault("%v", err)
		return
	}
	r := &g.Response
	said := []*big.Rat{list[0].values[0]} // the instants: start, end, deadline if any, pauses
	until, end := r.Answered, list[len(list)-1]
	if until.IsZero() {
		until = r.AsOf
	}
	if end.kind == "not_begun" != r.Answered.IsZero() {
		p.fault("%s", end.kind)
	}
	said = append(said, end.values[0])
	p.is("the start", said[0], shown(r.Start, zone))
	p.is("the end", said[1], shown(until, zone))
	p.is("what the clock shows", end.values[1], inSeconds(r.Elapsed))
	promise := list[1]
	p.is("what was guaranteed", promise.values[0], inSeconds(r.Within))
	if (promise.kind == "in_hours") != r.InHours {
		p.fault("%s", promise.kind)
	}
	due := promise.values[1]
	if due == nil != r.Due.IsZero() {
		p.fault("the deadline")
		return
	}
	if due != nil {
		p.is("the deadline", due, shown(r.Due, zone))
		said = append(said, due)
	}
	open := p.paused(r, list, zone, &said)
	margin := new(big.Rat)
	if end.kind != "begun" {
		margin = end.values[2]
		p.is("how late", margin, inSeconds(-r.Margin))
	}
	if (end.kind == "begun") != (r.Outcome == penalty.InTime) {
		p.fault("%s", end.kind)
	}
	clock := clockSaid{due: due != nil, inHours: r.InHours, open: open, within: promise.values[0], elapsed: end.values[1], margin: margin}
	if !clock.fits(said, nil, zone) {
		p.fault("the times do not fit")
	}
}

// paused reads and compares the pauses, and appends when they begin and end.
func (p *pocket) paused(r *penalty.Response, list []clause, zone *time.Location, said *[]*big.Rat) (open bool) {
	text := ""
	if len(list) == 4 {
		text = list[2].words[0]
	}
	for _, pause := range r.Pauses {
		m := pauseOne.FindStringSubmatch(text)
		if m == nil || pause.End.IsZero() != (m[3] != "") {
			p.fault("pauses: %q", text)
			return false
		}
		text = text[len(m[0]):]
		from, err := readDate(m[1] + m[3])
		if err != nil {
			p.fault("%v", err)
			return false
		}
		p.is("when it waits", from, shown(pause.Start, zone))
		*said = append(*said, from)
		if m[3] != "" {
			open = true
			continue
		}
		var to *big.Rat
		if strings.Contains(m[2], " ") {
			to, err = readDate(m[2])
		} else if to, err = readClock(m[2]); err == nil { // of the same day
			to = added(to, multiplied(floor(divided(from, fraction(86400, 1))), fraction(86400, 1)))
		}
		if err != nil {
			p.fault("%v", err)
			return false
		}
		p.is("until when it waits", to, shown(pause.End, zone))
		*said = append(*said, to)
	}
	if text != "" {
		p.fault("pauses that are none: %q", text)
	}
	return open
}

// clockSaid is what is said of a clock, apart from instants.
type clockSaid struct {
	due, inHours, open      bool
	within, elapsed, margin *big.Rat
}

// fits reports whether there are instants at which the clocks show what is said, and between which
// the clock shows what is said.
func (c *clockSaid) fits(said []*big.Rat, at []time.Time, zone *time.Location) bool {
	if len(at) < len(said) {
		for _, one := range asShown(said[len(at)], zone) {
			if c.fits(said, append(at[:len(at):len(at)], one), zone) {
				return true
			}
		}
		return false
	}
	start, until, pauses := at[0], at[1], at[2:]
	if c.due {
		due := at[2]
		pauses = at[3:]
		if late := inSeconds(until.Sub(due)); c.margin.Sign() > 0 && late.Cmp(c.margin) != 0 || c.margin.Sign() == 0 && late.Sign() > 0 {
			return false
		}
		if !c.inHours && inSeconds(due.Sub(start)-c.stopped(pauses, start, due)).Cmp(c.within) != 0 {
			return false
		}
	}
	return c.inHours || inSeconds(until.Sub(start)-c.stopped(pauses, start, until)).Cmp(c.elapsed) == 0
}

// stopped is how long a clock stood still.
func (c *clockSaid) stopped(pauses []time.Time, from, to time.Time) (sum time.Duration) {
	for i := 0; i < len(pauses); i += 2 {
		begin, end := later(pauses[i], from), to
		if i+1 < len(pauses) && pauses[i+1].Before(to) {
			end = pauses[i+1]
		}
		sum += max(0, end.Sub(begin))
	}
	return sum
}
