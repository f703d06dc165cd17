package main

import (
	"fmt"
	"time"

	"github.com/palier-go/palier/calendar"
)

// drawing is one SVG. Widths are shares of the page, so that it takes whatever
// room there is without its letters growing; heights are pixels. Title and Desc
// say in words all that it shows.
type drawing struct {
	ID, Class   string
	Title, Desc string
	Height      int
	Rects       []rect
	Lines       []line
	Dots        []dot
	Texts       []label
}

// share is a place across a drawing in hundredths of a percent.
type share int

// whole is the full width.
const whole share = 10_000

// String writes the share as SVG has it, "43.21%".
func (s share) String() string {
	if s < 0 {
		return "-" + (-s).String()
	}
	return fmt.Sprintf("%d.%02d%%", int(s)/100, int(s)%100)
}

// along returns where an instant lies in a span.
func along(t time.Time, in calendar.Interval) share {
	length := in.Duration()
	if length < time.Duration(whole) {
		return 0
	}
	at := min(max(t.Sub(in.Start), 0), length)
	return min(share(at/(length/time.Duration(whole))), whole)
}

type rect struct {
	Class string
	X, W  share
	Y, H  int
}

type line struct {
	Class  string
	X1, X2 share
	Y1, Y2 int
}

type dot struct {
	Class string
	X     share
	Y, R  int
}

type label struct {
	Class, Anchor string
	X             share
	DX, Y         int
	Text          string
}

// box adds the part of a span that an interval takes.
func (d *drawing) box(class string, i, in calendar.Interval, y, h int) {
	from := along(i.Start, in)
	d.Rects = append(d.Rects, rect{Class: class, X: from, W: along(i.End, in) - from, Y: y, H: h})
}

// text adds a text at a place, turned inwards near the edges.
func (d *drawing) text(class, text string, x share, y int) {
	l := label{Class: class, Anchor: "middle", X: x, Y: y, Text: text}
	switch {
	case x < whole/20:
		l.Anchor = "start"
	case x > whole-whole/20:
		l.Anchor = "end"
	}
	d.Texts = append(d.Texts, l)
}
