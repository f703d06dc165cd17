package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/statement"
)

// outage is a span without service, or one that does not count, as it was
// reported.
type outage struct {
	Name     string
	Span     calendar.Interval // cut to the period
	Going    bool              // it had no end yet
	Cause    string
	Share    decimal.Decimal // zero: all of the platform
	Excluded penalty.Reason
	Any      bool // what is excluded is the time of any outage, not one of them
	// Least is above 0 if it is too short to count: how long one must last.
	Least time.Duration
	// Claim says how it stands, if it does not count for want of a claim in time; else it is the zero value.
	Claim penalty.OutageClaim
	// Budget is how much maintenance of a period does not count, if it is a part of maintenance
	// that goes beyond that: what is excluded of it, or what is not.
	Budget time.Duration
	// Detected is when it was, if it counts from when the customer reported it.
	Detected time.Time
	// Since is from when it would count, were it not excluded; zero is never.
	Since time.Time
}

// counts reports whether it is one that the clause is about.
func (o *outage) counts() bool { return !o.Any && o.Excluded == penalty.Counts }

// outages lists those of a period, in the order of time, and those that do not count for want of a claim as such.
func (p *page) outages(period calendar.Interval, terms penalty.Terms, claims []penalty.OutageClaim) []outage {
	var all []outage
	seen := map[string]bool{}
	known := p.Period.End
	if p.Provisional {
		known = p.AsOf
	}
	for _, o := range p.in.Activity.Outages {
		from := terms.From
		if o.Excluded != penalty.Counts {
			from = penalty.Earliest // what is excluded is so from its first sign
		}
		start := began(o, from)
		if start.IsZero() || !p.knew(o.Recorded, began(o, penalty.Earliest)) || o.ID != "" && seen[o.ID] {
			continue
		}
		seen[o.ID] = true
		end := o.End
		if end.IsZero() {
			end = known
			if end.Before(period.End) {
				end = period.End
			}
		}
		one := outage{
			Name: o.ID, Span: p.local(start, end), Going: o.End.IsZero(), Cause: o.Cause, Share: o.Share, Excluded: o.Excluded,
		}
		if since := began(o, terms.From); !since.IsZero() {
			one.Since = since.In(p.zone)
		}
		if from == penalty.Declared && o.Start.Before(start) && !o.Start.IsZero() {
			one.Detected = o.Start.In(p.zone)
		}
		all = append(all, one)
	}
	for _, x := range p.in.Activity.Exclusions {
		all = append(all, outage{Span: p.local(x.Start, x.End), Cause: x.Note, Excluded: x.Reason, Any: true})
	}
	markShort(all, terms.MinOutage, known)
	markUnclaimed(all, claims)
	if p.Provisional && p.AsOf.Before(period.End) {
		period.End = p.AsOf // what comes after is not known yet
	}
	for i := range all {
		all[i].Going = all[i].Going || p.Provisional && all[i].Span.End.After(p.AsOf)
		cut := all[i].Span.Intersect(period)
		all[i].Span = p.local(cut.Start, cut.End)
	}
	all = slices.DeleteFunc(all, func(o outage) bool { return o.Span.Empty() })
	slices.SortStableFunc(all, func(a, b outage) int { return a.Span.Start.Compare(b.Span.Start) })
	return all
}

// markShort marks those that are too short to count: those that touch are one, looked at whole as
// far as it is known (D35), less what is excluded.
func markShort(all []outage, least time.Duration, known time.Time) {
	var counted, excluded []calendar.Interval
	for i := range all {
		switch o := &all[i]; {
		case o.Any:
			excluded = append(excluded, o.Span)
		case o.counts() && o.Span.Start.Before(known):
			span := o.Span
			if span.End.After(known) {
				span.End = known
			}
			counted = append(counted, span)
		}
	}
	for _, one := range calendar.Union(counted) {
		lasted := calendar.Total(calendar.Subtract([]calendar.Interval{one}, excluded))
		if lasted == 0 || lasted >= least {
			continue
		}
		for i := range all {
			if o := &all[i]; o.counts() && one.Contains(o.Span.Start) {
				o.Least = least
			}
		}
	}
}

// markUnclaimed marks those that were not claimed in time: those that touch are one, looked at whole.
func markUnclaimed(all []outage, claims []penalty.OutageClaim) {
	var spans []calendar.Interval
	for i := range all {
		if all[i].counts() {
			spans = append(spans, all[i].Span)
		}
	}
	for _, one := range calendar.Union(spans) {
		n := slices.IndexFunc(claims, func(c penalty.OutageClaim) bool { return c.Start.Equal(one.Start) })
		for i := range all {
			if o := &all[i]; n >= 0 && o.counts() && one.Contains(o.Span.Start) {
				o.Claim = claims[n]
			}
		}
	}
}

// began returns when an outage began, by the sign that the terms look at; it is
// zero where that sign is missing.
func began(o penalty.Outage, from penalty.Start) time.Time {
	switch {
	case from == penalty.Detected || from == penalty.Earliest && o.Declared.IsZero():
		return o.Start
	case from == penalty.Declared || o.Start.IsZero() || o.Declared.Before(o.Start):
		return o.Declared
	}
	return o.Start
}

func (p *page) excluded(r penalty.Reason) string {
	switch r {
	case penalty.Maintenance:
		return p.t("maintenance annoncée", "announced maintenance")
	case penalty.Customer:
		return p.t("du fait du client", "the customer’s own doing")
	case penalty.ForceMajeure:
		return p.t("force majeure", "force majeure")
	case penalty.Counts:
	}
	return ""
}

// uptime is the availability of a period with its drawings.
type uptime struct {
	statement.Uptime

	ID    string // within the page
	Whose string // which level's promise it is, if there are several of a month

	Outages []outage
	Period  drawing // all of the period
	Days    []downDay
	More    int // days with outages that are not drawn
	Budget  drawing
}

// downDay is a day with outages, enlarged.
type downDay struct {
	Date calendar.Date
	Down time.Duration // by the clock: of what is down in part, all
	Draw drawing
}

// maxDays is how many days with outages are drawn by themselves.
const maxDays = 31

// uptimes makes the part about availability: the month, and earlier ones that
// late facts changed.
func (p *page) uptimes() []uptime {
	var all []uptime
	for _, a := range p.Availability {
		u := uptime{Uptime: a, ID: a.Month.String(), Whose: p.whose(&a)}
		if u.Whose != "" {
			u.ID += "-" + a.Level.String()
		}
		period := a.Assessment.Period
		if s := a.Assessment.Service; !s.Empty() {
			period = period.Intersect(s)
		}
		u.Outages = budgeted(p.outages(period, a.Assessment.Terms, a.Assessment.NotClaimed), a.Assessment.Breaks, a.Assessment.Terms.MaintenanceBudget)
		down, spared := effective(u.Outages, a.Assessment.Breaks)
		u.Period = p.drawPeriod(&u, down, spared)
		u.Budget = p.drawBudget(&u)
		p.drawDays(&u, down, spared)
		all = append(all, u)
	}
	return all
}

// whose names the level of a promise, if there are several of a month.
func (p *page) whose(u *statement.Uptime) string {
	if !slices.ContainsFunc(p.Availability, func(x statement.Uptime) bool { return x.Month == u.Month && x.Level != u.Level }) {
		return ""
	}
	return cmp.Or(p.plan(statement.LevelDays{Level: u.Level}).Name.Text(p.lang), u.Level.String())
}

// effective splits outages into the time that counts, once (D13), and the time
// that does not: what is excluded (D14), what is too short, and what was not claimed in time. What lies in a break of the service is neither (D16).
func effective(all []outage, breaks []calendar.Interval) (down, spared []calendar.Interval) {
	var own []calendar.Interval
	for _, o := range all {
		switch {
		case o.counts() && o.Least == 0 && o.Claim.Claim == penalty.Unneeded:
			down = append(down, o.Span)
		case o.Any:
			spared = append(spared, o.Span)
		default:
			own = append(own, o.Span)
		}
	}
	down = calendar.Subtract(down, spared)
	spared = append(spared, calendar.Subtract(own, down)...)
	return calendar.Subtract(down, breaks), calendar.Subtract(spared, breaks)
}

// drawPeriod draws the whole period with a mark for each outage.
func (p *page) drawPeriod(u *uptime, down, spared []calendar.Interval) drawing {
	period := p.local(u.Assessment.Period.Start, u.Assessment.Period.End)
	d := drawing{ID: "period-" + u.ID, Class: "timeline", Height: 46}
	d.Title = p.t("Pannes ", "Outages ") + p.of(u.Assessment.Period)
	d.Rects = append(d.Rects, rect{Class: "up", W: whole, Y: 6, H: 20})
	days := int(period.Duration() / (24 * time.Hour))
	for date := calendar.DateOf(period.Start); date.Interval(p.zone).Start.Before(period.End); date = date.AddDays(1) {
		x := along(date.Interval(p.zone).Start, period)
		switch {
		case days > 40 && date.Day == 1:
			d.text("axis", p.names()[date.Month-1][:1], x, 42)
		case days <= 40 && date.Day%7 == 1:
			d.text("axis", strconv.Itoa(date.Day), x, 42)
		default:
			continue
		}
		d.Lines = append(d.Lines, line{"tick", x, x, 6, 30})
	}
	for _, i := range spared {
		d.box("spared", i, period, 6, 20)
	}
	for _, i := range down {
		d.box("down", i, period, 6, 20)
	}
	d.Desc = p.tellSpans(p.t("Temps compté\u00a0: ", "Time that counts: "), down)
	if len(spared) > 0 {
		d.Desc += " " + p.tellSpans(p.t("Temps non compté\u00a0: ", "Time that does not count: "), spared)
	}
	return d
}

// of writes a period: a month, or its first and last day.
func (p *page) of(period calendar.Interval) string {
	first, last := calendar.DateOf(period.Start.In(p.zone)), calendar.DateOf(period.End.In(p.zone)).AddDays(-1)
	if first == first.MonthOf().First() && last == first.MonthOf().Last() {
		return p.ofMonth(first.MonthOf())
	}
	return p.t("du ", "from ") + p.span(first, last)
}

// tellSpans says spans in words.
func (p *page) tellSpans(head string, all []calendar.Interval) string {
	var parts []string
	for _, i := range all {
		i = p.local(i.Start, i.End)
		parts = append(parts, p.instant(i.Start)+" → "+p.instant(i.End)+" ("+p.hours(i.Duration())+")")
	}
	if len(parts) == 0 {
		parts = []string{p.t("aucun", "none")}
	}
	return head + strings.Join(parts, ", ") + "."
}

// drawBudget draws the downtime allowed over the downtime used, on one scale.
func (p *page) drawBudget(u *uptime) drawing {
	a := &u.Assessment
	allowed, used := p.hours(a.Allowed), p.hours(a.Availability.Down)
	d := drawing{
		ID: "budget-" + u.ID, Class: "budget", Height: 84,
		Title: p.t("Indisponibilité permise et constatée", "Downtime allowed and used"),
		Desc:  p.t("Permise\u00a0: ", "Allowed: ") + allowed + p.t(". Constatée\u00a0: ", ". Used: ") + used + ".",
	}
	longest := max(a.Allowed, a.Availability.Down, 1)
	scale := calendar.Interval{Start: a.Period.Start, End: a.Period.Start.Add(longest)}
	bar := func(class string, length time.Duration, y int) share {
		i := scale
		i.End = i.Start.Add(length)
		d.box(class, i, scale, y, 14)
		return along(i.End, scale)
	}
	limit := bar("allowed", a.Allowed, 20)
	bar("down", a.Availability.Down, 64)
	d.Lines = append(d.Lines, line{"limit", limit, limit, 17, 37}, line{"cut", limit, limit, 65, 77})
	d.Texts = append(
		d.Texts,
		label{Class: "name", Anchor: "start", Y: 13, Text: p.t("Permise : ", "Allowed: ") + allowed},
		label{Class: "name", Anchor: "start", Y: 57, Text: p.t("Constatée : ", "Used: ") + used},
	)
	return d
}

// drawDays draws each day with outages by itself.
func (p *page) drawDays(u *uptime, down, spared []calendar.Interval) {
	both := append(slices.Clone(down), spared...)
	var last calendar.Date
	for _, i := range calendar.Union(both) {
		date := calendar.DateOf(i.Start.In(p.zone))
		if date.Compare(last) <= 0 {
			date = last.AddDays(1)
		}
		for ; date.Interval(p.zone).Start.Before(i.End); date = date.AddDays(1) {
			last = date
			if len(u.Days) == maxDays {
				u.More++
				continue
			}
			u.Days = append(u.Days, p.drawDay(u, date, down, spared))
		}
	}
}

func (p *page) drawDay(u *uptime, date calendar.Date, down, spared []calendar.Interval) downDay {
	span := date.Interval(p.zone)
	down, spared = calendar.Clip(down, span), calendar.Clip(spared, span)
	d := drawing{
		ID: "down-" + u.Month.String() + "-" + date.String(), Class: "timeline", Height: 40,
		Title: p.t("Pannes du ", "Outages of ") + p.day(date),
		Desc:  p.tellSpans(p.t("Temps compté\u00a0: ", "Time that counts: "), down),
	}
	if len(spared) > 0 {
		d.Desc += " " + p.tellSpans(p.t("Temps non compté\u00a0: ", "Time that does not count: "), spared)
	}
	d.Rects = append(d.Rects, rect{Class: "up", W: whole, Y: 4, H: 18})
	for hour := 0; hour <= 24; hour += 6 {
		x := along(time.Date(date.Year, date.Month, date.Day, hour, 0, 0, 0, p.zone), span)
		d.Lines = append(d.Lines, line{"tick", x, x, 4, 26})
		d.text("axis", fmt.Sprintf("%d"+nbsp+"h", hour), x, 37)
	}
	for _, i := range spared {
		d.box("spared", i, span, 4, 18)
	}
	for _, i := range down {
		d.box("down", i, span, 4, 18)
	}
	return downDay{date, calendar.Total(down), d}
}
