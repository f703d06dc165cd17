package main

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"time"

	"github.com/palier-go/palier/calendar"
)

// seasons are what a VTIMEZONE says: the changes of the offset from UTC. They
// are worked out as far as they are asked for.
type seasons struct {
	reader  *reader
	line    int
	parts   []season
	changes []change
	begin   int64     // before it what holds is not said
	until   time.Time // before it all changes are worked out
}

// change is an instant from which on an offset holds, both in seconds.
type change struct {
	at     int64
	offset int
}

// season is a STANDARD or DAYLIGHT component: an offset with the times at which
// it begins, which are on the wall by the offset that it ends.
type season struct {
	start  moment
	synced bool // start is one of the rule's times
	offset int
	rule   *rule
	more   []moment
}

// seasons reads a VTIMEZONE.
func (r *reader) seasons(c *component) (*seasons, error) {
	z := &seasons{reader: r, line: c.line, begin: math.MinInt64}
	for _, part := range c.parts {
		if part.name != "STANDARD" && part.name != "DAYLIGHT" {
			continue
		}
		o, err := r.season(part)
		if err != nil {
			return nil, fmt.Errorf("TZID has a VTIMEZONE of which nothing can be read: %w", err)
		}
		z.parts = append(z.parts, o)
	}
	if len(z.parts) == 0 {
		return nil, errors.New("TZID has a VTIMEZONE without STANDARD or DAYLIGHT")
	}
	return z, nil
}

func (r *reader) season(c *component) (o season, err error) {
	var props [4]*property
	for i, name := range []string{"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE"} {
		if props[i], err = c.one(name); err != nil {
			return o, err
		}
		if props[i] == nil && name != "RRULE" {
			return o, &located{c.line, fault(name, "", "is missing")}
		}
	}
	from, err := parseOffset(*props[1])
	if err != nil {
		return o, err
	}
	if o.offset, err = parseOffset(*props[2]); err != nil {
		return o, err
	}
	// A reader to which times without a zone are of the offset before the change.
	local := *r
	local.floating = &zone{database: time.FixedZone("", from)}
	if o.start, err = local.moment(*props[0]); err != nil {
		return o, err
	}
	if o.start.form != formFloating {
		return o, props[0].fault(props[0].value, "must be a time without a zone in a VTIMEZONE")
	}
	if rule := props[3]; rule != nil {
		if o.rule, err = local.rule(*rule, o.start); err != nil {
			return o, err
		}
		if o.synced, err = o.rule.has(o.start); err != nil {
			return o, err
		}
		if !o.synced && o.rule.count > 0 {
			return o, rule.fault(rule.value, "counts from DTSTART, which is none of its times")
		}
	}
	o.more, err = local.moments(c.all("RDATE"), o.start)
	return o, err
}

var offsetText = regexp.MustCompile(`^([+-])([01][0-9]|2[0-3])([0-5][0-9])([0-5][0-9])?$`)

// parseOffset reads an offset from UTC, such as +0100, in seconds.
func parseOffset(p property) (int, error) {
	part := offsetText.FindStringSubmatch(p.value)
	if part == nil {
		return 0, p.fault(p.value, "must be an offset such as +0100")
	}
	n := func(i int) int { v, _ := strconv.Atoi(part[i]); return v } // none is 0
	seconds := n(2)*3600 + n(3)*60 + n(4)
	if part[1] == "-" {
		seconds = -seconds
	}
	return seconds, nil
}

// offset returns the offset that holds at an instant.
func (z *seasons) offset(at time.Time) (int, error) {
	if !at.Before(z.until) {
		// For long, so that later questions are answered.
		last := calendar.DateOf(at.UTC())
		if last.Compare(z.reader.until) < 0 {
			last = z.reader.until
		}
		last.Year += 100
		if err := z.extend(last); err != nil {
			return 0, err
		}
	}
	i := sort.Search(len(z.changes), func(i int) bool { return z.changes[i].at > at.Unix() })
	if i == 0 || at.Unix() < z.begin {
		return 0, fmt.Errorf("is before what the VTIMEZONE on line %d says", z.line)
	}
	return z.changes[i-1].offset, nil
}

// extend works the changes out.
func (z *seasons) extend(last calendar.Date) error {
	z.changes = z.changes[:0]
	for _, o := range z.parts {
		times := o.more
		if o.rule == nil {
			times = append(slices.Clip(times), o.start)
		} else {
			recurring, err := z.reader.recur(o.rule, o.start, o.start.date(), last)
			if err != nil {
				return err
			}
			// A rule of which DTSTART is no time, as Windows has them from 1601 on, is
			// understood from its first time on.
			if !o.synced && len(recurring) > 0 {
				z.begin = max(z.begin, recurring[0].at.Unix())
			}
			times = append(slices.Clip(times), recurring...)
		}
		for _, m := range times {
			z.changes = append(z.changes, change{m.at.Unix(), o.offset})
		}
	}
	slices.SortFunc(z.changes, func(a, b change) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.offset, b.offset)) })
	z.changes = slices.Compact(z.changes)
	for i := 1; i < len(z.changes); i++ {
		if z.changes[i-1].at == z.changes[i].at {
			return fmt.Errorf("has a TZID whose VTIMEZONE on line %d says two things of %s", z.line, time.Unix(z.changes[i].at, 0).UTC().Format(instantLayout))
		}
	}
	z.until = last.Interval(time.UTC).Start
	return nil
}
