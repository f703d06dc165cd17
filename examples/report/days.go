package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// day is one day of the month's calendar.
type day struct {
	Date     calendar.Date
	Holidays []string
	Open     []calendar.Interval // office hours
	Length   time.Duration       // 23 h or 25 h where the clocks change
	Served   bool                // the contract is in service
	Events   []event
	Strip    drawing

	span calendar.Interval
}

// Lead is the column, from 1, in which the day stands: Monday first.
func (d day) Lead() int { return (int(d.Date.Weekday())+6)%7 + 1 }

// Changed reports whether the clocks change on the day.
func (d day) Changed() bool { return d.Length != 24*time.Hour }

// event is something on a day of the calendar. What a thing lasts is cut to the
// day.
type event struct {
	Kind string // "ask", "work", "down" or "spared": a class of the style sheet
	When calendar.Interval
	Text string
	// Incident tells a request that is one.
	Incident bool
}

// days makes the calendar of the month.
func (p *page) days() ([]day, error) {
	events, err := p.events()
	if err != nil {
		return nil, err
	}
	offices := make([]*calendar.Calendar, len(p.Levels))
	for i, l := range p.Levels {
		if offices[i], err = calendar.Compile(p.plan(l).Hours.Schedule); err != nil {
			return nil, err
		}
	}
	var all []day
	first, last := p.DaysOf(p.Month)
	for date := first; date.Compare(last) <= 0; date = date.AddDays(1) {
		d := day{Date: date, span: date.Interval(p.zone)}
		d.Length = d.span.Duration()
		level, served := p.level(date)
		if d.Served = served; served {
			if err := p.office(&d, offices[level]); err != nil {
				return nil, err
			}
		}
		for _, e := range events {
			if cut := e.When.Intersect(d.span); !cut.Empty() || e.When.Empty() && d.span.Contains(e.When.Start) {
				if !cut.Empty() {
					e.When = cut
				}
				d.Events = append(d.Events, e)
			}
		}
		d.Strip = p.strip(&d)
		all = append(all, d)
	}
	return all, nil
}

// office notes the office hours and the holidays of a day.
func (p *page) office(d *day, office *calendar.Calendar) error {
	open, err := office.Open(d.span.Start, d.span.End)
	if err != nil {
		return err
	}
	for i := range open {
		d.Open = append(d.Open, calendar.Interval{Start: i.Start.In(p.zone), End: i.End.In(p.zone)})
	}
	holidays, err := office.Holidays(d.Date)
	for _, h := range holidays {
		d.Holidays = append(d.Holidays, p.held(p.t(h.FR, h.EN)))
	}
	return err
}

// events lists what was known of the month at its end, in the order of time.
func (p *page) events() ([]event, error) {
	var all []event
	for i := range p.in.Activity.Requests {
		r := &p.in.Activity.Requests[i]
		if !p.covered().Contains(r.At) {
			continue
		}
		e, err := p.asked(r)
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	for i := range p.in.Activity.Interventions {
		if w := &p.in.Activity.Interventions[i]; p.knew(w.Recorded, w.End) && w.Start.Before(w.End) {
			all = append(all, event{Kind: "work", When: p.local(w.Start, w.End), Text: p.t("intervention ", "work on ") + w.Ticket})
		}
	}
	for _, o := range p.outages(p.Period, penalty.Terms{}, nil) {
		e := event{Kind: "down", When: o.Span, Text: p.t("panne", "outage")}
		if o.Excluded != penalty.Counts {
			e.Kind, e.Text = "spared", p.excluded(o.Excluded)
		}
		if o.Name != "" {
			e.Text += " " + o.Name
		}
		all = append(all, e)
	}
	slices.SortStableFunc(all, func(a, b event) int { return a.When.Start.Compare(b.When.Start) })
	return all, nil
}

// asked makes the event of a request; one that the plan refuses says so.
func (p *page) asked(r *servicelevel.Request) (event, error) {
	e := event{Kind: "ask", When: p.local(r.At, r.At), Incident: r.Kind == servicelevel.Incident}
	e.Text = p.kind(r.Kind) + " " + r.Ticket
	if _, served := p.level(calendar.DateOf(e.When.Start)); !served {
		return e, nil
	}
	cat, err := p.known.Of(&p.in.Contract)
	if err != nil {
		return e, err
	}
	book, err := cat.Open(p.in.Contract)
	if err != nil {
		return e, err
	}
	h, err := book.Handle(*r)
	if err == nil && !h.Accepted {
		e.Text += p.t(", refusée", ", refused") + " (" + strings.Join(h.Rules, ", ") + ")"
		p.cite(slices.Values(h.Rules))
	}
	return e, err
}

func (p *page) kind(k servicelevel.RequestKind) string {
	if k == servicelevel.Incident {
		return p.t("incident", "incident")
	}
	return p.t("demande", "request")
}

func (p *page) local(start, end time.Time) calendar.Interval {
	return calendar.Interval{Start: start.In(p.zone), End: end.In(p.zone)}
}

// strip draws a day from its first instant to its last: office hours behind,
// outages below, work in the middle, requests as pins.
func (p *page) strip(d *day) drawing {
	s := drawing{
		ID: fmt.Sprintf("day-%d", d.Date.Day), Class: "strip", Height: 20,
		Title: p.day(d.Date), Desc: p.told(d),
	}
	s.Rects = append(s.Rects, rect{Class: "night", W: whole, Y: 4, H: 12})
	for _, i := range d.Open {
		s.box("open", i, d.span, 4, 12)
	}
	for _, e := range d.Events {
		switch x := along(e.When.Start, d.span); e.Kind {
		case "ask":
			s.Lines = append(s.Lines, line{"pin", x, x, 4, 20})
			s.Dots = append(s.Dots, dot{map[bool]string{true: "incident", false: "request"}[e.Incident], x, 4, 3})
		case "work":
			s.box("work", e.When, d.span, 7, 6)
		default:
			s.box(e.Kind, e.When, d.span, 13, 6)
		}
	}
	return s
}

// told says a day in words.
func (p *page) told(d *day) string {
	var parts []string
	switch {
	case !d.Served:
		parts = append(parts, p.t("contrat hors service", "contract not in service"))
	case len(d.Open) == 0:
		parts = append(parts, p.t("bureau fermé", "office closed"))
	default:
		parts = append(parts, p.t("bureau ouvert de ", "office open ")+p.spans(d.Open))
	}
	parts = append(parts, d.Holidays...)
	if d.Changed() {
		parts = append(parts, p.clockChange(d))
	}
	for _, e := range d.Events {
		parts = append(parts, p.moment(e.When)+" "+e.Text)
	}
	return strings.Join(parts, p.t(nbsp+"; ", "; ")) + "."
}

func (p *page) clockChange(d *day) string {
	return p.t("changement d’heure, jour de ", "clocks change, a day of ") + p.hours(d.Length)
}

// spans writes spans of one day.
func (p *page) spans(all []calendar.Interval) string {
	var parts []string
	for _, i := range all {
		parts = append(parts, p.clocks(i))
	}
	return strings.Join(parts, ", ")
}

// moment writes an instant or a span of a day.
func (p *page) moment(i calendar.Interval) string {
	if i.Empty() {
		return p.clock(i.Start)
	}
	return p.clocks(i)
}
