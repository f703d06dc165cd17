package servicelevel_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
)

// TestOutageOverTheEndOfAMonth: how long it lasted is looked at whole, and the month that it
// began in is corrected when it has lasted long enough (D35).
func TestOutageOverTheEndOfAMonth(t *testing.T) {
	t.Parallel()
	out := func(id, from, to string) servicelevel.Fact {
		return servicelevel.Fact{ID: id, Kind: servicelevel.Down, At: wall(from), End: wall(to)}
	}
	off := func(id, from, to string) servicelevel.Fact {
		return servicelevel.Fact{ID: id, Kind: servicelevel.Excluded, At: wall(from), End: wall(to), Reason: penalty.Maintenance}
	}
	for what, c := range map[string]struct {
		list []servicelevel.Fact
		owed []string // by the statements of May, June and July
	}{
		"whole":              {facts(out("a", "2026-05-31 23:35", "2026-06-01 00:35")), []string{"0.00", "50.00"}},
		"split at midnight":  {facts(out("a", "2026-05-31 23:35", "2026-06-01 00:00"), out("b", "2026-06-01 00:00", "2026-06-01 00:35")), []string{"0.00", "50.00"}},
		"in three parts":     {facts(out("a", "2026-05-31 23:35", "2026-05-31 23:50"), out("b", "2026-05-31 23:45", "2026-06-01 00:00"), out("c", "2026-06-01 00:00", "2026-06-01 00:35")), []string{"0.00", "50.00"}},
		"a minute too short": {facts(out("a", "2026-05-31 23:35", "2026-06-01 00:04")), []string{"0.00", "0.00"}},
		"just long enough":   {facts(out("a", "2026-05-31 23:35", "2026-06-01 00:05")), []string{"0.00", "25.00"}},
		"its head excluded":  {facts(out("a", "2026-05-31 23:35", "2026-06-01 00:29"), off("x", "2026-05-31 23:30", "2026-06-01 00:00")), []string{"0.00", "0.00"}},
		"not all of it":      {facts(out("a", "2026-05-31 23:35", "2026-06-01 00:29"), off("x", "2026-05-31 23:30", "2026-05-31 23:59")), []string{"0.00", "25.00"}},
		"long enough at once": {
			facts(out("a", "2026-05-31 23:00", "2026-06-01 00:06")), []string{"50.00", "5.00"},
		},
		"it goes on": {
			facts(servicelevel.Fact{ID: "a", Kind: servicelevel.Down, At: wall("2026-05-31 23:36")}, servicelevel.Fact{ID: "b", Kind: servicelevel.Restored, At: wall("2026-06-01 00:36"), Of: "a"}),
			[]string{"0.00", "50.00"},
		},
		"its end excluded, as is told later": {
			facts(out("a", "2026-05-31 23:35", "2026-06-01 00:35"), told(off("x", "2026-06-01 00:04", "2026-06-01 00:35"), "2026-07-03 10:00")),
			[]string{"0.00", "50.00", "-50.00"},
		},
		"its end was not excluded": {
			facts(out("a", "2026-05-31 23:35", "2026-06-01 00:35"), off("x", "2026-06-01 00:04", "2026-06-01 00:35"), wrong("w", "x", "2026-07-03 10:00")),
			[]string{"0.00", "0.00", "50.00"},
		},
		"it went on, as is told later": {
			facts(out("a", "2026-05-31 23:35", "2026-06-01 00:00"), told(out("b", "2026-06-01 00:00", "2026-06-01 00:35"), "2026-07-03 10:00")),
			[]string{"0.00", "0.00", "50.00"},
		},
		"it did not go on": {
			facts(out("a", "2026-05-31 23:35", "2026-06-01 00:00"), out("b", "2026-06-01 00:00", "2026-06-01 00:35"), wrong("w", "b", "2026-07-03 10:00")),
			[]string{"0.00", "50.00", "-50.00"},
		},
		"it was over after some minutes, as is told later": {
			facts(
				servicelevel.Fact{ID: "a", Kind: servicelevel.Down, At: wall("2026-05-31 23:36")},
				told(servicelevel.Fact{ID: "b", Kind: servicelevel.Restored, At: wall("2026-06-01 00:05"), Of: "a"}, "2026-07-03 10:00"),
			),
			[]string{"0.00", "1020.00", "-1020.00"},
		},
		"most of three months excluded": {
			facts(
				out("a", "2026-05-31 23:50", "2026-06-30 00:00"), out("b", "2026-06-30 00:00", "2026-07-01 00:20"),
				off("x", "2026-06-01 00:00", "2026-06-30 23:55"),
			),
			[]string{"0.00", "0.00", "29.17"},
		},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			ct := contract("nuxit", servicelevel.Business, "2026-01-01")
			ct.Rent = dec("1000.00")
			ct.Options.Penalty = &penalty.Terms{Target: *dec("1"), Rate: *dec("0.05"), MinOutage: 30 * time.Minute}
			for i, s := range requireAllRoads(t, ct, c.list, "2026-05", 3) {
				if i >= len(c.owed) {
					assert.Nil(t, s.Compensation)
					continue
				}
				got := "0.00"
				if s.Compensation != nil {
					got = s.Compensation.Net.StringFixed(2)
				}
				assert.Equal(t, c.owed[i], got, s.Month)
			}
		})
	}
}

// TestOutagesThatTouchOverMonths: whatever of a chain of outages and exclusions becomes known, in
// whatever month, the months of all of it are corrected (D35).
func TestOutagesThatTouchOverMonths(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("1000.00")
	ct.Options.Penalty = &penalty.Terms{Target: *dec("1"), Rate: *dec("0.05"), MinOutage: 30 * time.Minute}
	const months = 4
	corrected := 0
	rapid.Check(t, func(t *rapid.T) {
		l := &life{ct: ct, desk: true, first: month("2026-04"), months: months}
		at := wall("2026-04-30 23:00").Add(time.Duration(rapid.IntRange(0, 59).Draw(t, "first")) * time.Minute)
		for i := range rapid.IntRange(2, 6).Draw(t, "outages") {
			f := servicelevel.Fact{ID: string(rune('a' + i)), Kind: servicelevel.Down, At: at}
			f.End = f.At.Add(time.Duration(rapid.IntRange(1, 25).Draw(t, "minutes")) * time.Minute)
			if oneIn(t, 4, "over a month") {
				f.End = wall("2026-05-31 23:40").Add(time.Duration(rapid.IntRange(0, 60).Draw(t, "after")) * time.Minute)
			}
			if !f.End.After(f.At) {
				continue
			}
			l.facts = append(l.facts, tellSome(t, f))
			if at = f.End; oneIn(t, 4, "gap") {
				at = at.Add(time.Duration(rapid.IntRange(1, 20).Draw(t, "gap")) * time.Minute)
			}
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "exclusions") {
			of := rapid.SampledFrom(l.facts).Draw(t, "of")
			f := servicelevel.Fact{ID: string(rune('p' + i)), Kind: servicelevel.Excluded, Reason: penalty.Maintenance}
			f.At = of.At.Add(time.Duration(rapid.IntRange(-10, 20).Draw(t, "from")) * time.Minute)
			f.End = f.At.Add(of.End.Sub(of.At)).Add(time.Duration(rapid.IntRange(-15, 5).Draw(t, "until")) * time.Minute)
			if f.End.After(f.At) {
				l.facts = append(l.facts, tellSome(t, f))
			}
		}
		for i, f := range l.facts {
			if oneIn(t, 6, "wrong") {
				l.facts = append(l.facts, servicelevel.Fact{ID: "w" + strconv.Itoa(i), Kind: servicelevel.Withdrawn, Of: f.ID, At: wall("2026-07-04 10:00")})
			}
		}
		texts := inOneCall(straight(t), l)
		requireModel(t, l, texts)
		requireRoads(straight(t), l, texts, roads)
		for _, text := range texts {
			corrected += strings.Count(text, `"corrects"`)
		}
	})
	assert.Positive(t, corrected)
}

// tellSome has a fact become known late, or at once.
func tellSome(t *rapid.T, f servicelevel.Fact) servicelevel.Fact {
	if m := rapid.SampledFrom([]string{"", "2026-06-10 10:00", "2026-07-03 10:00"}).Draw(t, "known"); m != "" && wall(m).After(f.At) {
		return told(f, m)
	}
	return f
}
