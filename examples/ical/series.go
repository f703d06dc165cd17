package main

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/palier-go/palier/calendar"
)

// maxClosures bounds what the events of a feed make, together.
const maxClosures = 100_000

// reader reads a feed.
type reader struct {
	location    *time.Location // to which closures are converted
	floating    *zone          // of times that have none
	from, until calendar.Date  // that are asked for
	timezones   map[string][]*component
	zones       map[string]*zone
	steps       int // of recurrences so far
	made        int // closures so far
}

// series are the events of one UID.
type series struct {
	event    *event   // nil if the feed has only some that are in its place
	several  bool     // of them are in no other's place
	replaced []*event // that are in the place of a time of it
}

// closures reads all events, and then works out what they close: an event that is in
// the place of another's time may stand before it.
func (r *reader) closures(feed *component) ([]Closure, error) {
	var faults []error
	refuse := func(e *event, err error) (full bool) {
		faults = append(faults, eventFault(e.line, e.uid, err))
		return len(faults) == maxFaults
	}
	var events []*event
	all := map[string]*series{}
	for _, c := range feed.parts {
		if c.name != "VEVENT" {
			continue
		}
		e, err := r.event(c)
		if err == nil {
			err = group(all, e)
		}
		if err != nil && refuse(e, err) {
			break
		}
		events = append(events, e)
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	var closures []Closure
	for _, e := range events {
		cs, err := r.closed(e, all[e.uid])
		if err != nil && refuse(e, err) {
			break
		}
		closures = append(closures, cs...)
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return closures, nil
}

// group puts an event with those of the same UID. Without a UID it is alone.
func group(all map[string]*series, e *event) error {
	if e.uid == "" {
		return nil
	}
	s := all[e.uid]
	if s == nil {
		s = &series{}
		all[e.uid] = s
	}
	switch {
	case e.replaces != nil:
		s.replaced = append(s.replaced, e)
	case s.event == nil:
		s.event = e
	case e.sequence != s.event.sequence:
		return fault("SEQUENCE", e.sequence, "is another than that of the event on line "+strconv.Itoa(s.event.line)+", which has the same UID")
	default:
		s.several = true
	}
	return nil
}

// closed returns what an event closes of the dates that are asked for.
func (r *reader) closed(e *event, s *series) (closures []Closure, err error) {
	starts := []moment{e.start}
	switch {
	case e.replaces != nil && s.several:
		return nil, e.replaces.of.fault(e.replaces.text(), "is of an event that is there more than once")
	case e.passed:
		return nil, nil
	case e.replaces != nil && s.event != nil && s.event.cancelled:
		return nil, e.replaces.of.fault(e.replaces.text(), "is of an event that is cancelled")
	case e.replaces == nil:
		var replaced []*event
		if s != nil {
			replaced = s.replaced
		}
		if starts, err = r.starts(e, replaced); err != nil {
			return nil, err
		}
	}
	for _, start := range starts {
		c, err := r.closure(e, start)
		if err != nil {
			return nil, err
		}
		if c.Until.Compare(r.from) <= 0 || c.First.Compare(r.until) >= 0 {
			continue
		}
		if r.made++; r.made > maxClosures {
			return nil, fault("DTSTART", "", "makes more than "+strconv.Itoa(maxClosures)+" closures together with the events before it")
		}
		closures = append(closures, c)
	}
	return closures, nil
}

// starts returns the times at which an event takes place, in order, as far as it may
// close something of the dates that are asked for.
func (r *reader) starts(e *event, replaced []*event) ([]moment, error) {
	if e.rule == nil && len(e.more)+len(e.fewer)+len(replaced) == 0 {
		return []moment{e.start}, nil
	}
	days := e.length.days + int(e.length.time/(24*time.Hour))
	first, last := r.from.AddDays(-days-2), r.until.AddDays(1)
	fewer := slices.Clip(e.fewer)
	var others []moment
	for _, other := range replaced {
		m := *other.replaces
		if err := m.of.alike(m, e.start); err != nil {
			return nil, err
		}
		if other.passed { // one that takes place no more is left out
			fewer = append(fewer, m)
			continue
		}
		others = append(others, m)
		d := calendar.DateOf(m.at.UTC())
		if before := d.AddDays(-1); before.Compare(first) < 0 {
			first = before
		}
		if after := d.AddDays(1); after.Compare(last) > 0 {
			last = after
		}
	}
	times := []moment{e.start}
	if e.rule != nil {
		var err error
		if times, err = r.recur(e.rule, e.start, first, last); err != nil {
			return nil, err
		}
	}
	times = append(times, e.more...)
	gone, err := e.gone(times, others, fewer)
	if err != nil {
		return nil, err
	}
	times = slices.DeleteFunc(times, func(m moment) bool { return gone[m.at.Unix()] })
	slices.SortFunc(times, func(a, b moment) int { return a.at.Compare(b.at) })
	return slices.CompactFunc(times, func(a, b moment) bool { return a.at.Equal(b.at) }), nil
}

// gone returns those of an event's times, in seconds, at which it does not take place: others
// are in their place, or they are left out.
func (e *event) gone(times, others, fewer []moment) (map[int64]bool, error) {
	gone := map[int64]bool{}
	for _, m := range others {
		if gone[m.at.Unix()] {
			return nil, m.of.fault(m.text(), "is replaced twice")
		}
		gone[m.at.Unix()] = true
	}
	left := map[int64]bool{}
	for _, m := range fewer {
		if gone[m.at.Unix()] {
			return nil, m.of.fault(m.text(), "leaves out a time that another event replaces")
		}
		left[m.at.Unix()] = true
	}
	has := map[int64]bool{}           // what is gone and was there
	dates := map[calendar.Date]bool{} // dates on which the event is
	if len(gone)+len(left) > 0 {
		for _, m := range times {
			if at := m.at.Unix(); gone[at] || left[at] {
				has[at] = true
			}
			dates[m.date()] = true
		}
	}
	for _, m := range others {
		if !has[m.at.Unix()] {
			return nil, m.of.fault(m.text(), "is no time of the event on line "+strconv.Itoa(e.line))
		}
	}
	for _, m := range fewer {
		if !has[m.at.Unix()] && m.form == e.start.form && m.zone == e.start.zone && dates[m.date()] {
			return nil, m.of.fault(m.text(), "is on a date of the event and not at its time")
		}
		gone[m.at.Unix()] = true
	}
	return gone, nil
}
