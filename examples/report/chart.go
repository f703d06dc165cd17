package main

import (
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

const (
	chartTop    = 30
	chartBottom = 190
)

// narrowest is how many pixels a drawing is wide on the smallest phone, and letter how many
// one of its letters takes at most: what has room there has it everywhere.
const (
	narrowest = 280
	letter    = 7
)

// wide is the share that a text takes of the narrowest drawing.
func wide(text string) share {
	return share(utf8.RuneCountInString(text)) * letter * whole / narrowest
}

// chart draws the hours bought over the month, in steps.
type chart struct {
	drawing
	*page

	left      share // the scale's numbers stand before it
	low, high time.Duration
	taken     []labelBox
}

// labelBox is where a label stands.
type labelBox struct {
	from, to    share
	top, bottom int
}

// drawCredit draws the hours bought over the month.
func (p *page) drawCredit(moves []movement) drawing {
	c := chart{page: p, drawing: drawing{ID: "credit", Class: "chart", Height: chartBottom + 24}}
	c.Title = p.t("Crédit d’heures ", "Hours of credit ") + p.ofMonth(p.Month)
	c.Desc = p.t("Au début\u00a0: ", "At the start: ") + p.hours(p.Credit.Opening)
	c.low, c.high = min(p.Credit.Opening, 0), max(p.Credit.Opening, time.Hour)
	for _, m := range moves {
		c.low, c.high = min(c.low, m.Left), max(c.high, m.Left)
		c.Desc += p.t("\u00a0; ", "; ") + p.when(m) + ", " + m.Text + p.t("\u00a0: ", ": ") + p.hours(m.Left)
	}
	c.Desc += p.t("\u00a0; à la fin\u00a0: ", "; at the end: ") + p.hours(p.Credit.Closing) + "."
	c.scale()
	c.steps(moves)
	c.dates()
	return c.drawing
}

// y is how high a level lies.
func (c *chart) y(v time.Duration) int {
	const room = chartBottom - chartTop
	return chartBottom - int((v-c.low)/((c.high-c.low)/room))
}

// scale draws the lines of whole steps, with room for their longest number.
func (c *chart) scale() {
	step := gridStep(c.high - c.low)
	c.low, c.high = -((-c.low + step - 1) / step * step), (c.high+step-1)/step*step
	for v := c.low; v <= c.high; v += step {
		c.left = max(c.left, wide(c.wholeHours(v)+" "))
	}
	for v := c.low; v <= c.high; v += step {
		c.Lines = append(c.Lines, line{"grid", c.left, whole, c.y(v), c.y(v)})
		c.Texts = append(c.Texts, label{Class: "axis", Anchor: "start", Y: c.y(v) + 4, Text: c.wholeHours(v)})
	}
}

// gridStep returns how far apart the lines of a scale are: at most six.
func gridStep(span time.Duration) time.Duration {
	for step := time.Hour; ; step *= 10 {
		for _, s := range [...]time.Duration{step, 2 * step, 5 * step} {
			if span <= 5*s {
				return s
			}
		}
	}
}

// across returns where an instant of the month lies in the chart.
func (c *chart) across(t time.Time) share {
	return c.left + along(t, c.Period)*(whole-c.left)/whole
}

// steps draws each level up to the next, and labels all that have room. The first and the
// last are labelled before the others: they are those of the month's balance.
func (c *chart) steps(moves []movement) {
	x, left := c.left, c.Credit.Opening
	for _, m := range moves {
		to := c.across(m.At)
		c.level(x, to, left)
		c.Lines = append(c.Lines, line{"step", to, to, c.y(left), c.y(m.Left)})
		x, left = to, m.Left
	}
	end := whole
	if c.Provisional {
		end = c.across(c.AsOf)
	}
	c.level(x, max(end, x), left)
	c.label(c.left, c.Credit.Opening)
	if len(moves) == 0 {
		return
	}
	c.label(x, left)
	for _, m := range moves[:len(moves)-1] {
		c.label(c.across(m.At), m.Left)
	}
}

func (c *chart) level(from, to share, v time.Duration) {
	top, bottom := c.y(max(v, 0)), c.y(min(v, 0))
	c.Rects = append(c.Rects, rect{"area", from, to - from, top, bottom - top})
	c.Lines = append(c.Lines, line{"step", from, to, c.y(v), c.y(v)})
}

// label writes a level's hours at its beginning, or at the end of the drawing if there is no room
// behind that: above its line, else below it, else further off, where no other label stands and no
// step runs through it, if there is such a place.
func (c *chart) label(x share, v time.Duration) {
	const height, gap = 14, 5
	text := c.hours(v)
	long := wide(text + " ")
	places := []label{{Class: "value", Anchor: "start", X: x, DX: gap, Text: text}}
	if x+long > whole { // no room after it
		places = []label{{Class: "value", Anchor: "end", X: whole, Text: text}, {Class: "value", Anchor: "end", X: x, DX: -gap, Text: text}}
	}
	for _, lines := range [...][]labelBox{c.drawn(), nil} {
		for _, l := range places {
			box := labelBox{from: l.X, to: l.X + long}
			if l.Anchor == "end" {
				box.from, box.to = l.X-long, l.X
			}
			for _, off := range [...]int{-6, 15, -20, 29} {
				l.Y = c.y(v) + off
				box.top, box.bottom = l.Y-height+3, l.Y+3
				if box.top < 0 || box.bottom > chartBottom || slices.ContainsFunc(c.taken, box.meets) || slices.ContainsFunc(lines, box.meets) {
					continue
				}
				c.taken = append(c.taken, box)
				c.Texts = append(c.Texts, l)
				return
			}
		}
	}
}

// drawn returns where the steps run.
func (c *chart) drawn() (list []labelBox) {
	for _, l := range c.Lines {
		if l.Class == "step" {
			list = append(list, labelBox{min(l.X1, l.X2), max(l.X1, l.X2), min(l.Y1, l.Y2), max(l.Y1, l.Y2)})
		}
	}
	return list
}

func (b labelBox) meets(o labelBox) bool {
	return b.from < o.to && o.from < b.to && b.top < o.bottom && o.top < b.bottom
}

func (c *chart) dates() {
	first, last := c.DaysOf(c.Month)
	for date := first; date.Compare(last) <= 0; date = date.AddDays(7) {
		x := c.across(date.Interval(c.zone).Start)
		c.Lines = append(c.Lines, line{"tick", x, x, chartBottom, chartBottom + 4})
		c.Texts = append(c.Texts, label{Class: "axis", Anchor: "middle", X: x, Y: chartBottom + 18, Text: strconv.Itoa(date.Day)})
	}
}
