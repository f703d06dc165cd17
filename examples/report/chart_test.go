package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
)

// values are the levels that a chart labels, in the order of time.
func values(d drawing) (all []string) {
	for _, l := range d.Texts {
		if l.Class == "value" {
			all = append(all, plain(l.Text))
		}
	}
	return all
}

// TestEveryLevelIsLabelled has as many levels as the sample's chart has room for.
func TestEveryLevelIsLabelled(t *testing.T) {
	p := &page{month: opened(t, files[0]), words: words{lang: servicelevel.English}}
	assert.ElementsMatch(t, []string{"5 h", "3 h", "1 h", "4 h", "3 h 30 min"}, values(p.drawCredit(p.movements())))
}

// TestNoStepRunsThroughALabel holds where all labels of a month have room beside the steps, on the
// smallest phone too: the last level of the sample begins near the end of the month, half an hour
// below the one before.
func TestNoStepRunsThroughALabel(t *testing.T) {
	for _, lang := range []servicelevel.Language{servicelevel.English, servicelevel.French} {
		p := &page{month: opened(t, files[0]), words: words{lang: lang}}
		d := p.drawCredit(p.movements())
		const px = 280 // of the smallest phone
		for _, l := range d.Texts {
			if l.Class != "value" {
				continue
			}
			wide, from := 6.5*float64(len([]rune(l.Text))), float64(l.X)*px/float64(whole)+float64(l.DX)
			if l.Anchor == "end" {
				from -= wide
			}
			for _, s := range d.Lines {
				x1, x2 := float64(min(s.X1, s.X2))*px/float64(whole), float64(max(s.X1, s.X2))*px/float64(whole)
				meets := x1 < from+wide && from < x2 && min(s.Y1, s.Y2) < l.Y && l.Y-11 < max(s.Y1, s.Y2)
				assert.False(t, s.Class == "step" && meets, "%+v %+v", l, s)
			}
		}
	}
}

// TestLabelsLeaveEachOtherRoom holds whatever there is to draw: labels do not meet, not on
// the smallest phone, and the first level has its own.
func TestLabelsLeaveEachOtherRoom(t *testing.T) {
	m := opened(t, files[0])
	rapid.Check(t, func(t *rapid.T) {
		p := &page{month: m, words: words{lang: servicelevel.French}}
		left := time.Duration(rapid.IntRange(-9_000, 9_000).Draw(t, "opening")) * time.Hour / 2
		p.Credit.Opening = left
		defer func(d time.Duration) { m.Credit.Opening = d }(m.Credit.Opening)
		var moves []movement
		at := m.Period.Start
		for range rapid.IntRange(0, 12).Draw(t, "moves") {
			at = at.Add(time.Duration(rapid.IntRange(0, 60*24*2).Draw(t, "after")) * time.Minute)
			left += time.Duration(rapid.IntRange(-200, 200).Draw(t, "by")) * time.Minute * 30
			moves = append(moves, movement{At: at, Left: left})
		}
		d := p.drawCredit(moves)
		checkDrawing(t, d)
		said := strings.Join(values(d), "|")
		assert.Contains(t, said, plain(p.hours(p.Credit.Opening)))
		const px = 280 // of the smallest phone
		type box struct{ from, to, y float64 }
		var all []box
		for _, l := range d.Texts {
			if l.Class != "value" {
				continue
			}
			wide, x := 6.5*float64(len([]rune(l.Text))), float64(l.X)*px/float64(whole)+float64(l.DX)
			if l.Anchor == "end" {
				x -= wide
			}
			b := box{x, x + wide, float64(l.Y)}
			for _, o := range all {
				assert.False(t, b.from < o.to && o.from < b.to && b.y-11 < o.y && o.y-11 < b.y, fmt.Sprint(b, o))
			}
			all = append(all, b)
		}
	})
}

// An instant in the hour that clocks show twice has their offset.
func TestInstantShownTwice(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("", 2*3600)
	first := time.Date(2024, 10, 27, 2, 0, 0, 0, zone)
	m := &month{Statement: servicelevel.Statement{Repeated: []calendar.Interval{{Start: first, End: first.Add(2 * time.Hour)}}}}
	p := &page{month: m, words: words{lang: servicelevel.English}}
	assert.Equal(t, "27\u00a0October at 02:00\u00a0(UTC+2)", p.instant(first))
	assert.Equal(t, "27\u00a0October at 04:00", p.instant(first.Add(2*time.Hour)))
}
