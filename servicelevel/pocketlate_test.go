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
	"github.com/palier-go/palier/penalty/response"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/statement"
)

// TestPocketCalculatorOfLateness is TestPocketCalculatorOfLines with any clause for what comes
// late, pauses, and clocks of either kind.
func TestPocketCalculatorOfLateness(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cat, ct, act := drawLateness(t)
		for _, m := range []string{"2026-03", "2026-05", "2026-06", "2026-10", "2026-11"} {
			s, err := cat.Statement(ct, act, month(m))
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

// drawLateness draws a contract in any currency with incidents, many of which are begun late, about the ends of
// months and the changes of the clocks.
func drawLateness(t *rapid.T) (*servicelevel.Catalogue, servicelevel.Contract, servicelevel.Activity) {
	currency := drawCurrency(t)
	level := rapid.SampledFrom([]servicelevel.Level{servicelevel.Pro, servicelevel.Business}).Draw(t, "level")
	ct := contract("nuxit", level, "2026-01-01")
	ct.Rent = currency.drawRent(t, 14900, 1010, 123456)
	ct.Options.Late = drawClause(t, currency)
	ct.Options.Late.ClaimWithin = penalty.ClaimTime{}
	if late := ct.Options.Late; late.Basis == penalty.ServiceDays {
		if late.Basis = penalty.Amount; currency != "" { // what was hundredths of a day is units
			*late = shifted(*late, string(currency))
			late.Minor = 0
		}
	}
	if ct.Options.Late.Counting == penalty.CalendarDays {
		ct.Options.Late.Counting = penalty.Begun
	}
	ct.Options.Late.CapOf, ct.Options.Late.CapMonths, ct.Options.Late.CapDays, ct.Options.Late.CapYear = 0, 0, 0, false
	ct.Options.Late.CapLastMonths = 0
	ct.Options.Late.RealTime = oneIn(t, 3, "real time")
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
	return editionsIn(currency), ct, act
}

// readLateness reads what is said apart from a line.
func (l *tongue) readLateness(sentence string) ([]clause, error) {
	head := "interventions not begun within the guaranteed time: "
	if l.french {
		head = "interventions non commencées dans le délai garanti : "
	}
	return l.readLine(head + sentence)
}

// late compares the line with what the interventions of its month came to.
func (x lineSaid) late(p *pocket, list []clause) {
	for i := range x.s.Lateness {
		if late := &x.s.Lateness[i]; late.Month == x.month() && late.Ref == x.line.Ref {
			p.late(late, list)
			owed := less(late.Assessment.Amount.Rat(), late.Before.Rat())
			p.is("what is owed", owed.Abs(owed), new(big.Rat).Abs(inAll(x.line).Rat()))
			return
		}
	}
	p.fault("no lateness")
}

const (
	anyWhole = `\d\d?\d?(?:[,\x{202f}]\d\d\d)*`
	anyTime  = `(?:` + anyWhole + ` (?:h|min)|\d+(?:[.,]\d+)? s)(?: \d+(?:[.,]\d+)? (?:min|s)\b)*`
	anyClock = `\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ` + anyOffset + `)?`
	anyDay   = `\d\d?(?:er)? \pL+ \d\d\d\d (?:at|à) ` + anyClock
)

var (
	lateOne  = regexp.MustCompile(`^(.+?) (?:late by|en retard de) (` + anyTime + `)( in real time| en temps réel)?(?:, (?:not counted below|non compté en dessous de) (` + anyTime + `))?(?:, |$)`)
	pauseOne = regexp.MustCompile(`^(?:, | and | et )?(?:(?:from|du) (` + anyDay + `) (?:to|au) (` + anyDay + `|` + anyClock + `)|(?:since|depuis le) (` + anyDay + `))`)
	// Of one day: "le 4 mai 2026 de 12:00 à 17:00".
	pauseOfDay = regexp.MustCompile(`\ble (\d+(?:er)? \S+ \d+) de (` + anyClock + `) à (` + anyClock + `)`)
)

// lateOnes reads which interventions came late, compares them, and returns those that count.
func (p *pocket) lateOnes(x *statement.Lateness, text string) (counted []*big.Rat) {
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
		if all = all[1:]; m[3] != "" != x.Assessment.Terms.RealTime {
			p.fault("the clock")
		}
		if m[4] == "" {
			counted = append(counted, by)
			continue
		}
		least := p.time(m[4])
		p.is("the least that counts", least, inSeconds(x.Assessment.Terms.MinOutage))
		p.lies("what does not count", by, new(big.Rat), least)
	}
	if len(all) > 0 {
		p.fault("%d are not said", len(all))
	}
	return counted
}

var manyHours = regexp.MustCompile(anyWhole + ` (?:h|min)\b`)

// plainWhole takes out of a whole number of either language what stands between its thousands.
func plainWhole(text string) string { return strings.NewReplacer(",", "", "\u202f", "").Replace(text) }

// plainTime does so in a time, and gives its seconds a point.
func plainTime(text string) string {
	return strings.ReplaceAll(manyHours.ReplaceAllStringFunc(text, plainWhole), ",", ".")
}

// time reads a time of either language.
func (p *pocket) time(text string) *big.Rat {
	v, err := readTime(strings.Fields(plainTime(text)), 60)
	if err != nil {
		p.fault("%v", err)
		return new(big.Rat)
	}
	return v
}

// late recomputes what interventions cost that came late.
func (p *pocket) late(x *statement.Lateness, list []clause) {
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
			p.is("the target", v[6], a.Terms.Target.Rat())
			p.clause(strings.TrimPrefix(c.kind, "late_"), slices.Concat(v[:2], v[3:]))
			if a.Terms.PerOutage {
				p.down = sumOf(ones)
			}
		case "full", "excess", "past_free", "pro_rata", "begun", "full_units", "band", "band_through", "number", "number_on", "length", "length_any", "length_between", "length_above",
			"rent", "euros", "credit", "that_time", "day", "outage_cap", "cap", "plus", "least", "plus_day", "least_day", "plus_euros", "least_euros", "least_over", "least_at", "before":
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
		p.fault("halves to even: %v", p.halfEven)
	}
	if err := assessed(list, &statement.Uptime{Assessment: *a, Before: x.Before}); err != nil {
		p.fault("%v", err)
	}
}

// moment is an instant as it is said: what the clocks show, in seconds, and how far they are ahead
// of UTC, or nil.
type moment struct{ shown, offset *big.Rat }

// anyOffset is how far clocks are ahead of UTC.
const anyOffset = `\(UTC[+-]\d\d?(?::\d\d)?(?::\d\d)?\)`

// readMoment reads "4 May 2026 at 10:00:07.5 (UTC+2)".
func readMoment(text string) (m moment, err error) {
	text, offset, said := strings.Cut(text, " (UTC")
	if m.shown, err = readDate(text); err != nil || !said {
		return m, err
	}
	m.offset, err = readOffset(offset)
	return m, err
}

// readOffset reads "+5:30)" as seconds.
func readOffset(text string) (*big.Rat, error) {
	sum := new(big.Rat)
	for i, part := range strings.Split(strings.Trim(text, "+-)"), ":") {
		v, ok := new(big.Rat).SetString(part)
		if !ok || v.Cmp(big.NewRat([]int64{24, 60, 60}[i], 1)) >= 0 {
			return nil, fmt.Errorf("no offset: %q", text)
		}
		sum.Add(sum, v.Mul(v, big.NewRat([]int64{3600, 60, 1}[i], 1)))
	}
	if text[0] == '-' {
		sum.Neg(sum)
	}
	return sum, nil
}

// at is the instant in seconds: of clocks of one offset, if that is not said.
func (m moment) at() *big.Rat {
	if m.offset == nil {
		return m.shown
	}
	return less(m.shown, m.offset)
}

// moment compares what is said of an instant with it. Without an offset no other instant may look
// like it.
func (p *pocket) moment(what string, m moment, at time.Time, zone *time.Location) {
	at = at.In(zone)
	shown := func(at time.Time) string { return at.Format("2006-01-02 15:04:05.999999999") }
	utc, _ := time.Parse("2006-01-02 15:04:05.999999999", shown(at))
	p.is(what, m.shown, added(big.NewRat(utc.Unix(), 1), big.NewRat(int64(utc.Nanosecond()), 1e9)))
	_, offset := at.Zone()
	if m.offset != nil {
		p.is("the offset of "+what, m.offset, fraction(int64(offset), 1))
		return
	}
	for off := 15 * time.Minute; off <= 3*time.Hour; off += 15 * time.Minute {
		if shown(at.Add(off)) == shown(at) || shown(at.Add(-off)) == shown(at) {
			p.fault("%s looks like another", what)
		}
	}
}

// guaranteed recomputes whether an intervention was in time, by what is said alone: by what the
// clock shows beyond what was guaranteed.
func (p *pocket) guaranteed(s *servicelevel.Statement, g *statement.Punctuality, list []clause) {
	zone, err := calendar.LoadLocation(s.Zone)
	if err != nil {
		p.fault("%v", err)
		return
	}
	r := &g.Response
	if revised := list[len(list)-1].kind == "revised"; revised {
		list = list[:len(list)-1]
		if !g.Revised {
			p.fault("revised")
		}
	} else if g.Revised {
		p.fault("not revised")
	}
	until, end, promise := r.Answered, list[len(list)-1], list[1]
	if until.IsZero() {
		until = r.AsOf
	}
	if end.kind == "not_begun" != r.Answered.IsZero() || (end.kind == "begun") != (r.Outcome == response.InTime) {
		p.fault("%s", end.kind)
	}
	if (promise.kind == "in_hours") != r.InHours {
		p.fault("%s", promise.kind)
	}
	clock := clockSaid{inHours: r.InHours, within: promise.values[0], elapsed: end.values[2], margin: new(big.Rat)}
	clock.start, clock.until = moment{list[0].values[0], list[0].values[1]}, moment{end.values[0], end.values[1]}
	said := []moment{clock.start, clock.until}
	p.moment("the start", clock.start, r.Start, zone)
	p.moment("the end", clock.until, until, zone)
	p.is("what was guaranteed", clock.within, inSeconds(r.Within))
	p.is("what the clock shows", clock.elapsed, inSeconds(r.Elapsed))
	if due := promise.values[1]; due == nil != r.Due.IsZero() {
		p.fault("the deadline")
		return
	} else if due != nil {
		clock.due = &moment{due, promise.values[2]}
		p.moment("the deadline", *clock.due, r.Due, zone)
		said = append(said, *clock.due)
	}
	clock.pauses = p.paused(r, list, zone)
	if end.kind != "begun" {
		clock.margin = end.values[3]
		p.is("how late", clock.margin, inSeconds(-r.Margin))
	}
	for _, m := range append(said, clock.pauses...) {
		if (m.offset == nil) != (clock.start.offset == nil) {
			p.fault("some have offsets, and some do not")
		}
	}
	if !clock.fits() {
		p.fault("the times do not fit")
	}
}

// paused reads and compares the pauses, and returns when they begin and end.
func (p *pocket) paused(r *response.Answer, list []clause, zone *time.Location) (said []moment) {
	text := ""
	if len(list) == 4 {
		text = pauseOfDay.ReplaceAllString(list[2].words[0], "du $1 à $2 au $3")
	}
	for _, pause := range r.Pauses {
		m := pauseOne.FindStringSubmatch(text)
		if m == nil || pause.End.IsZero() != (m[3] != "") {
			p.fault("pauses: %q", text)
			return nil
		}
		text = text[len(m[0]):]
		from, err := readMoment(m[1] + m[3])
		if err != nil {
			p.fault("%v", err)
			return nil
		}
		p.moment("when it waits", from, pause.Start, zone)
		said = append(said, from)
		if m[3] != "" {
			continue
		}
		if !strings.Contains(m[2], " at ") && !strings.Contains(m[2], " à ") { // of the same day
			m[2] = m[1][:strings.IndexByte(m[1], ':')-2] + m[2]
		}
		to, err := readMoment(m[2])
		if err != nil {
			p.fault("%v", err)
			return nil
		}
		p.moment("until when it waits", to, pause.End, zone)
		said = append(said, to)
	}
	if text != "" {
		p.fault("pauses that are none: %q", text)
	}
	return said
}

// clockSaid is what is said of a clock.
type clockSaid struct {
	start, until            moment
	due                     *moment
	pauses                  []moment // from and to, one after the other; the last one can go on
	inHours                 bool
	within, elapsed, margin *big.Rat
}

// fits reports whether the clock shows what is said between the instants that are said.
func (c *clockSaid) fits() bool {
	start, until := c.start.at(), c.until.at()
	if late := less(c.elapsed, c.within); c.margin.Sign() > 0 && late.Cmp(c.margin) != 0 || c.margin.Sign() == 0 && late.Sign() > 0 {
		return false
	}
	if c.due != nil {
		due := c.due.at()
		if c.margin.Sign() > 0 && until.Cmp(due) <= 0 {
			return false
		}
		if !c.inHours && c.runs(start, due).Cmp(c.within) != 0 {
			return false
		}
	}
	return c.inHours || c.runs(start, until).Cmp(c.elapsed) == 0
}

// runs is how long a clock runs from one instant to another that does so around the clock.
func (c *clockSaid) runs(from, to *big.Rat) *big.Rat {
	sum := less(to, from)
	for i := 0; i < len(c.pauses); i += 2 {
		begin, end := c.pauses[i].at(), to
		if begin.Cmp(from) < 0 {
			begin = from
		}
		if i+1 < len(c.pauses) {
			end = lesser(c.pauses[i+1].at(), to)
		}
		if end.Cmp(begin) > 0 {
			sum = less(sum, less(end, begin))
		}
	}
	return sum
}
