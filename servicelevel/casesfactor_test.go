package servicelevel_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
	"github.com/palier-go/palier/servicelevel/statement"
)

// nightly is a host's edition as JSON, whose nights count one and a half times, and Sundays and holidays twice.
const nightly = `{
	"id": "nightly", "provider": "Nightly", "zone": "Europe/Paris", "vat_rate": "0.2",
	"clauses": [{"id": "N1", "wording": {"fr": "Les nuits comptent une fois et demie.", "en": "Nights count one and a half times."}}, {"id": "N2", "wording": {"fr": "Les dimanches comptent double.", "en": "Sundays count twice."}}],
	"plans": [{
		"level": "standard", "name": {"fr": "Simple", "en": "Plain"}, "fee": {"monthly": "10.00"},
		"hours": {"schedule": {"zone": "Europe/Paris", "hours": [{"days": "mon-sun", "open": ["00:00-24:00"]}]}},
		"desk": {"channels": ["ticket"]}, "allowance": {"monthly": "PT10H"},
		"work": {"block": "PT15M", "factors": [
			{"by": "2", "schedule": {"zone": "Europe/Paris", "holidays": {"code": "FR"}, "hours": [{"days": "mon-sat", "open": ["00:00-24:00"]}], "layers": [{"op": "complement"}]}, "rules": ["N2"]},
			{"by": "1.5", "schedule": {"zone": "Europe/Paris", "hours": [{"days": "mon-sun", "open": ["00:00-06:00", "22:00-24:00"]}]}, "rules": ["N1"]}
		]}
	}]
}`

// nightlyWith is the same with other texts in places of some.
func nightlyWith(t *testing.T, pairs ...string) *servicelevel.Catalogue {
	t.Helper()
	var e plans.Edition
	require.NoError(t, json.Unmarshal([]byte(strings.NewReplacer(pairs...).Replace(nightly)), &e))
	return compiled(e)
}

// spell is work from one instant to another, on a ticket that was asked for long before.
func spell(id, from, to string) servicelevel.Fact { return workedOn(id, "T1", wall(from), wall(to)) }

// weighedMonths tells facts, and closes months.
func weighedMonths(t *testing.T, c *servicelevel.Catalogue, o servicelevel.Options, months []string, list ...servicelevel.Fact) (out []servicelevel.Statement) {
	t.Helper()
	ct := contract("nightly", servicelevel.Standard, "2025-01-01")
	ct.Options = o
	book, err := c.Open(ct)
	require.NoError(t, err)
	require.NoError(t, book.Record(facts(requested("T1", wall("2025-01-01 00:00"), servicelevel.ServiceRequest), list)...))
	for _, m := range months {
		s, _, err := book.Close(month(m))
		require.NoError(t, err)
		s.Explain()
		out = append(out, s)
	}
	return out
}

func counted(w *statement.TicketWork) time.Duration {
	if len(w.Weighed) == 0 {
		return w.Worked
	}
	return w.Counted
}

// TestNightCountsMore: what a session counts as, at the boundaries of its hours.
func TestNightCountsMore(t *testing.T) {
	t.Parallel()
	const us, s, minute = time.Microsecond, time.Second, time.Minute
	for _, x := range []struct {
		from, to string
		want     time.Duration
		charged  time.Duration
	}{
		{"2025-05-13 21:30", "2025-05-13 22:30", 75 * minute, 75 * minute}, // the case of old
		{"2025-05-13 21:30", "2025-05-13 22:29:59", 75*minute - 1500*time.Millisecond, 75 * minute},
		{"2025-05-13 21:30", "2025-05-13 22:30:01", 75*minute + 1500*time.Millisecond, 90 * minute},
		{"2025-05-13 21:30", "2025-05-13 22:30:00.000001", 75*minute + us + us/2, 90 * minute},
		{"2025-05-13 21:30", "2025-05-13 22:30:00.000000001", 75*minute + 1, 90 * minute},
		{"2025-05-13 21:30", "2025-05-13 22:29:59.999999999", 75*minute - us/2 - 1, 75 * minute}, // 999 ns of a microsecond count once
		{"2025-05-13 21:30", "2025-05-13 22:00", 30 * minute, 30 * minute},
		{"2025-05-13 21:30", "2025-05-13 22:00:01", 30*minute + s + s/2, 45 * minute},
		{"2025-05-13 21:30", "2025-05-13 21:59:59", 30*minute - s, 30 * minute},
		{"2025-05-14 05:50", "2025-05-14 06:00", 15 * minute, 15 * minute},
		{"2025-05-14 05:50", "2025-05-14 06:00:00.000000001", 15*minute + 1, 30 * minute},
		{"2025-05-14 05:50", "2025-05-14 05:50", 0, 0},
		{"2025-05-13 12:00", "2025-05-14 12:00", 28 * time.Hour, 28 * time.Hour},
		{"2025-03-28 22:00", "2025-03-29 06:00", 12 * time.Hour, 12 * time.Hour},
		{"2025-03-30 00:00", "2025-03-30 06:00", 10 * time.Hour, 10 * time.Hour}, // a Sunday of five hours until six
		{"2025-10-26 00:00", "2025-10-26 06:00", 14 * time.Hour, 14 * time.Hour}, // and of seven
		{"2025-05-03 23:00", "2025-05-04 01:00", 210 * minute, 210 * minute},     // a Sunday's night is of the first factor
		{"2025-05-04 23:00", "2025-05-05 01:00", 210 * minute, 210 * minute},
		{"2025-05-07 23:00", "2025-05-08 01:00", 210 * minute, 210 * minute}, // a holiday
		{"2025-05-08 12:00", "2025-05-08 12:30", 60 * minute, 60 * minute},
		{"2025-05-31 23:00", "2025-06-01 01:00", 210 * minute, 210 * minute},
	} {
		o := servicelevel.Options{Overdraft: 100 * time.Hour}
		list := weighedMonths(t, nightlyWith(t), o, []string{"2025-05"}, spell("w", x.from, x.to), servicelevel.Fact{ID: "late", Kind: servicelevel.Worked, At: wall("2025-05-31 23:59"), End: wall("2025-05-31 23:59"), Ticket: "T1"})
		if x.to > "2025-06" || x.from < "2025-05" || x.from > "2025-06" {
			m := x.to[:7]
			list = weighedMonths(t, nightlyWith(t), o, []string{m}, spell("w", x.from, x.to))
		}
		w := &list[0].Tickets[0]
		assert.Equal(t, x.want, counted(w), "%s %s", x.from, x.to)
		assert.Equal(t, x.charged, w.Charged, "%s %s", x.from, x.to)
	}
}

// TestFactorsAreExact: nothing is rounded before blocks, whatever the factor and however often.
func TestFactorsAreExact(t *testing.T) {
	t.Parallel()
	for by, want := range map[string]time.Duration{
		"1.1": 660 * time.Second, "1.333": 799800 * time.Millisecond, "0.001": 600 * time.Millisecond, "100": 1000 * time.Minute, "1": 10 * time.Minute, "1.000": 10 * time.Minute,
	} {
		c := nightlyWith(t, `"by": "1.5"`, `"by": "`+by+`"`, "PT15M", "PT1S")
		var list []servicelevel.Fact
		for i := range 10 {
			from := wall("2025-05-13 22:00").Add(time.Duration(i) * 2 * time.Minute)
			list = append(list, workedOn(string(rune('a'+i)), "T1", from, from.Add(time.Minute)))
		}
		w := weighedMonths(t, c, servicelevel.Options{Overdraft: 1000 * time.Hour}, []string{"2025-05"}, list...)[0].Tickets[0]
		assert.Equal(t, want, counted(&w), by)
		assert.Equal(t, (want + time.Second - 1).Truncate(time.Second), w.Charged, by)
	}
}

// TestWordsOfFactors: each factor stands with its part of the work, and what they come to.
func TestWordsOfFactors(t *testing.T) {
	t.Parallel()
	words := func(o servicelevel.Options, months string, list ...servicelevel.Fact) (texts []string) {
		for _, s := range weighedMonths(t, nightlyWith(t), o, strings.Fields(months), list...) {
			for _, w := range s.Tickets {
				en, _, _ := strings.Cut(w.Explained.EN, ";")
				fr, _, _ := strings.Cut(w.Explained.FR, " ;")
				texts = append(texts, en, fr)
			}
		}
		return texts
	}
	evening, morning := spell("w1", "2025-05-13 21:30", "2025-05-13 22:30"), spell("w2", "2025-06-04 05:50", "2025-06-04 06:10")
	assert.Equal(t, []string{
		"30 min + 30 min × 1.5 = 75 min (N1) → 5 blocks of 15 min", "30 min + 30 min × 1,5 = 75 min (N1) → 5 tranches de 15 min",
		"75 min before and 10 min + 10 min × 1.5 = 100 min (N1) → 7 blocks of 15 min, less 5 charged before",
		"75 min avant et 10 min + 10 min × 1,5 = 100 min (N1) → 7 tranches de 15 min, moins 5 facturées avant",
	}, words(servicelevel.Options{}, "2025-05 2025-06", evening, morning))
	gone := servicelevel.Fact{ID: "x", Kind: servicelevel.Withdrawn, At: wall("2025-06-02 09:00"), Of: "w1"}
	assert.Equal(t, []string{
		"30 min + 30 min × 1.5 = 75 min (N1) → 5 blocks of 15 min", "30 min + 30 min × 1,5 = 75 min (N1) → 5 tranches de 15 min",
		"75 min before less 30 min less 30 min × 1.5 = 0 min (N1) → 0 blocks of 15 min, less 5 charged before",
		"75 min avant moins 30 min moins 30 min × 1,5 = 0 min (N1) → 0 tranche de 15 min, moins 5 facturées avant",
	}, words(servicelevel.Options{}, "2025-05 2025-06", evening, gone))
	assert.Equal(t, []string{
		"40 min + 30 min × 1.5 = 85 min (N1): 75 min + 10 min, each → 6 blocks of 15 min", "40 min + 30 min × 1,5 = 85 min (N1) : 75 min + 10 min, chacune → 6 tranches de 15 min",
		"taken back: 30 min + 30 min × 1.5 = 75 min (N1) → 5 blocks of 15 min", "repris : 30 min + 30 min × 1,5 = 75 min (N1) → 5 tranches de 15 min",
	}, words(servicelevel.Options{EachSession: true}, "2025-05 2025-06", evening, spell("w3", "2025-05-14 10:00", "2025-05-14 10:10"), gone))
	assert.Equal(t, []string{
		"60 min × 1.5 + 60 min × 2 = 3 h 30 min (N1, N2) → 14 blocks of 15 min", "60 min × 1,5 + 60 min × 2 = 3 h 30 min (N1, N2) → 14 tranches de 15 min",
	}, words(servicelevel.Options{}, "2025-06", spell("w1", "2025-05-31 23:00", "2025-06-01 01:00")))
	assert.Equal(t, []string{
		"60 min × 1.5 = 90 min (N1) → 6 blocks of 15 min", "60 min × 1,5 = 90 min (N1) → 6 tranches de 15 min",
		"60 min × 2 = 2 h (N2) → 8 blocks of 15 min", "60 min × 2 = 2 h (N2) → 8 tranches de 15 min",
	}, words(servicelevel.Options{SplitMonths: true}, "2025-06", spell("w1", "2025-05-31 23:00", "2025-06-01 01:00")))
}

// TestFactorsOverAChange: each part of a session counts by the plan of its own days.
func TestFactorsOverAChange(t *testing.T) {
	t.Parallel()
	var e plans.Edition
	require.NoError(t, json.Unmarshal([]byte(strings.NewReplacer(`"id": "nightly"`, `"id": "later"`, `"by": "1.5"`, `"by": "3"`).Replace(nightly)), &e))
	c, err := nightlyWith(t).With(compiled(e))
	require.NoError(t, err)
	ct := contract("nightly", servicelevel.Standard, "2025-01-01")
	ct.Changes = []servicelevel.Change{{On: day("2025-07-01"), Level: servicelevel.Standard, Edition: "later"}}
	act := servicelevel.Activity{
		Requests:      []servicelevel.Request{{Ticket: "T1", At: wall("2025-06-30 12:00")}},
		Interventions: []servicelevel.Intervention{{ID: "w", Ticket: "T1", Start: wall("2025-06-30 21:00"), End: wall("2025-07-01 01:00")}},
	}
	s, err := c.Statement(ct, act, month("2025-07"))
	require.NoError(t, err)
	s.Explain()
	assert.True(t, strings.HasPrefix(s.Tickets[0].Explained.EN, "60 min + 2 h × 1.5 + 60 min × 3 = 7 h (N1) → 28 blocks of 15 min"), s.Tickets[0].Explained.EN)
	_, err = c.Resume(ct, servicelevel.State{})
	require.Error(t, err)
}

// TestFactorsOfAClosedMonth: what was decided of a session stays, and another factor under the same id
// of an edition is refused (D34).
func TestFactorsOfAClosedMonth(t *testing.T) {
	t.Parallel()
	c := nightlyWith(t)
	ct := contract("nightly", servicelevel.Standard, "2025-01-01")
	book, err := c.Open(ct)
	require.NoError(t, err)
	require.NoError(t, book.Record(requested("T1", wall("2025-05-13 10:00"), servicelevel.ServiceRequest), spell("w1", "2025-05-13 21:30", "2025-05-13 22:30")))
	for f := range book.Facts() {
		if f.Kind == servicelevel.Worked {
			assert.Equal(t, []credit.Part{{Day: day("2025-05-13"), Time: time.Hour, Counted: 75 * time.Minute}}, f.Parts)
		}
	}
	_, state, err := book.Close(month("2025-05"))
	require.NoError(t, err)
	_, err = nightlyWith(t, `"by": "1.5"`, `"by": "1.6"`).Resume(ct, state)
	require.ErrorContains(t, err, "state.figures")
	_, err = nightlyWith(t, `"N1"`, `"N3"`).Resume(ct, state) // words are no figures
	require.NoError(t, err)
}

// TestCountedElsewhere: a session that its book says to count otherwise than the factors do is charged so, and
// said without them.
func TestCountedElsewhere(t *testing.T) {
	t.Parallel()
	f := spell("w1", "2025-05-13 21:30", "2025-05-13 22:30")
	f.Parts = []credit.Part{{Day: day("2025-05-13"), Time: time.Hour, Counted: 40 * time.Minute}}
	w := weighedMonths(t, nightlyWith(t), servicelevel.Options{}, []string{"2025-05"}, f)[0].Tickets[0]
	assert.Equal(t, 45*time.Minute, w.Charged)
	assert.Contains(t, w.Explained.EN, "60 min worked, 40 min counted, 45 min charged")
	assert.Contains(t, w.Explained.FR, "60 min travaillées, 40 min comptées, 45 min facturées")
	refused := func(reason string) {
		book, err := nightlyWith(t).Open(contract("nightly", servicelevel.Standard, "2025-01-01"))
		require.NoError(t, err)
		require.NoError(t, book.Record(requested("T1", wall("2025-05-13 10:00"), servicelevel.ServiceRequest)))
		require.ErrorContains(t, book.Record(f), reason)
	}
	f.Parts[0].Counted = credit.MaxTime + 1
	refused("facts[0].parts[0].counted: must lie from 0 to 10000 h in all")
	f.Parts[0].Counted, f.End, f.Parts[0].Time = 1, f.At, 0
	refused("facts[0].parts[0].counted: must be absent")
}

// TestFactorsThatRestOnFeasts: work rests on D26 if it would count otherwise were 8 May no holiday, and
// less than a microsecond counts as it is.
func TestFactorsThatRestOnFeasts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to string
		says     servicelevel.Wording
	}{
		{"2025-05-08 10:00", "2025-05-08 10:00:00.000000999", servicelevel.Wording{}},
		{"2025-05-08 10:00", "2025-05-08 10:00:00.000001", feastsSaid},
		{"2025-05-07 23:00", "2025-05-08 00:00:00.000000999", servicelevel.Wording{}},
		{"2025-05-07 23:00", "2025-05-08 00:00:00.000001", feastsSaid},
		{"2025-05-01 10:00", "2025-05-01 11:00", servicelevel.Wording{}}, // a holiday of which nobody doubts
	} {
		s := weighedMonths(t, nightlyWith(t), servicelevel.Options{}, []string{"2025-05"}, spell("w1", c.from, c.to))[0]
		assert.Equal(t, c.says, bothSaid(&s, "D26"), "%s to %s", c.from, c.to)
	}
}

// TestEstimateIsOfCountedTime: hours are held for what the work will count as.
func TestEstimateIsOfCountedTime(t *testing.T) {
	t.Parallel()
	ct := contract("nightly", servicelevel.Standard, "2025-05-01")
	book, err := nightlyWith(t).Open(ct)
	require.NoError(t, err)
	require.NoError(t, book.Record(
		requested("T1", wall("2025-05-13 10:00"), servicelevel.ServiceRequest),
		servicelevel.Fact{ID: "e", Kind: servicelevel.Estimated, At: wall("2025-05-13 11:00"), Ticket: "T1", Time: 2 * time.Hour},
		spell("w1", "2025-05-13 21:30", "2025-05-13 22:30"),
	))
	b, err := book.Balance(wall("2025-05-13 23:00"))
	require.NoError(t, err)
	assert.Equal(t, credit.Balance{Allowance: 8 * time.Hour, Held: 45 * time.Minute, Used: 75 * time.Minute}, b)
	h, err := book.Handle(servicelevel.Request{Ticket: "T1", At: wall("2025-05-13 23:00"), Estimate: 2 * time.Hour})
	require.NoError(t, err)
	assert.Equal(t, 45*time.Minute, h.Billable)
}

// TestRefusedFactors: each fault of a factor is named.
func TestRefusedFactors(t *testing.T) {
	t.Parallel()
	for by, ok := range map[string]bool{
		"0": false, "-1": false, "0.0001": false, "0.001": true, "1.3333": false, "1.3330": true, "100": true, "100.001": false, "1e9": false, "1e-30": false, "0.5": true,
	} {
		var e plans.Edition
		err := json.Unmarshal([]byte(strings.Replace(nightly, `"by": "1.5"`, `"by": "`+by+`"`, 1)), &e)
		if ok {
			assert.NoError(t, err, by)
			continue
		}
		assert.ErrorContains(t, err, "plans[0].work.factors[1].by", by)
	}
	for old, reason := range map[string]string{
		`"rules": ["N1"]`: "plans[0].work.factors[1].rules[0]", `"00:00-06:00", "22:00-24:00"`: "plans[0].work.factors[1].schedule.hours[0].open",
	} {
		fresh := map[string]string{`"rules": ["N1"]`: `"rules": [","]`, `"00:00-06:00", "22:00-24:00"`: `"00:00-06:00", "05:00-24:00"`}[old]
		var e plans.Edition
		assert.ErrorContains(t, json.Unmarshal([]byte(strings.Replace(nightly, old, fresh, 1)), &e), reason)
	}
	p := plans.NUXIT().Plans[0]
	p.Work.Factors = make([]plans.Factor, 25)
	assert.ErrorContains(t, p.Validate(), "work.factors: must be at most 24")
	q := plans.NUXIT().Plans[4]
	q.Work.Factors = p.Work.Factors[:1]
	assert.ErrorContains(t, q.Validate(), "work.factors: must not be stated by a plan on quote")
}
