package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/examples/internal/editions"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// facts makes a page, without its HTML, of a Business contract and what happened.
func facts(m calendar.Month, ct servicelevel.Contract, act servicelevel.Activity) (*page, error) {
	return factsAsOf(servicelevel.Input{Month: m, Contract: ct, Activity: act})
}

func factsAsOf(in servicelevel.Input) (*page, error) {
	s, err := servicelevel.NUXIT().StatementOf(in)
	if err != nil {
		return nil, err
	}
	known, err := editions.Read(nil)
	if err != nil {
		return nil, err
	}
	return &page{
		month: &month{Statement: s, in: in, known: known, zone: s.Period.Start.Location()},
		words: words{lang: servicelevel.English}, cited: map[string]bool{},
	}, nil
}

func business(start string) servicelevel.Contract {
	rent := decimal.RequireFromString("149.00")
	return servicelevel.Contract{
		ID: "C", Customer: "C", Edition: "nuxit", Level: servicelevel.Business, Start: calendar.MustParseDate(start), Rent: &rent,
	}
}

var may = calendar.MustParseMonth("2026-05")

// TestDaysOfService: what a clause owes in days is no amount, here or where it is corrected.
func TestDaysOfService(t *testing.T) {
	ct := business("2026-03-01")
	ct.Options.Penalty = &penalty.Terms{Target: decimal.New(999, -3), Rate: decimal.New(5, -1), Basis: penalty.ServiceDays}
	down := func(at string, recorded time.Time) penalty.Outage {
		start, err := time.Parse(time.RFC3339, at)
		require.NoError(t, err)
		return penalty.Outage{Start: start, End: start.Add(3 * time.Hour), Recorded: recorded}
	}
	known := time.Date(2026, 5, 20, 10, 0, 0, 0, time.UTC)
	act := servicelevel.Activity{Outages: []penalty.Outage{
		down("2026-04-03T10:00:00Z", time.Time{}), down("2026-04-05T10:00:00Z", known), down("2026-05-05T10:00:00Z", time.Time{}),
	}}
	for lang, want := range map[servicelevel.Language][]string{
		servicelevel.English: {"<dt>Days of service</dt><dd><b>3</b>", "Already acknowledged for that month: 1.5" + nbsp + "days"},
		servicelevel.French:  {"<dt>Jours de service</dt><dd><b>3</b>", "Déjà reconnu pour ce mois : 1,5" + nbsp + "jour<"},
	} {
		p, err := facts(may, ct, act)
		require.NoError(t, err)
		html, err := render(p.month, lang)
		require.NoError(t, err)
		for _, text := range want {
			assert.Contains(t, strings.ReplaceAll(string(html), "\u00a0:", " :"), text)
		}
	}
}

func TestMovementsEndAtTheStatementsClosing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ct := business("2026-03-01")
		ct.Options.Overdraft = 5000 * time.Hour
		ct.Options.Uncovered = rapid.SampledFrom([]servicelevel.Uncovered{servicelevel.UncoveredRefused, servicelevel.UncoveredPacks}).Draw(t, "uncovered")
		ct.Options.EachSession = rapid.Bool().Draw(t, "each session")
		ct.Options.SplitMonths = rapid.Bool().Draw(t, "split months")
		from := calendar.MustParseMonth("2026-04").Interval(servicelevel.NUXIT().Location()).Start
		at := func(what string) time.Time {
			return from.Add(time.Duration(rapid.IntRange(0, 70*24*60).Draw(t, what)) * time.Minute)
		}
		late := func(t0 time.Time) time.Time {
			if rapid.Bool().Draw(t, "late") {
				return t0.Add(time.Duration(rapid.IntRange(0, 20*24).Draw(t, "by")) * time.Hour)
			}
			return time.Time{}
		}
		var act servicelevel.Activity
		for i := range rapid.IntRange(0, 4).Draw(t, "purchases") {
			b := servicelevel.Purchase{ID: fmt.Sprint("p", i), At: at("bought"), Time: 3 * time.Hour, Gift: rapid.Bool().Draw(t, "gift")}
			b.Recorded = late(b.At)
			if rapid.IntRange(0, 5).Draw(t, "never bought") == 0 {
				b.Withdrawn = late(b.At)
			}
			act.Purchases = append(act.Purchases, b)
			for j := range rapid.IntRange(0, 2).Draw(t, "removals") {
				r := servicelevel.Removal{
					ID: fmt.Sprint("r", i, j), Of: b.ID, At: at("removed"), Time: time.Duration(rapid.IntRange(0, 3).Draw(t, "hours")) * time.Hour,
					Kind: rapid.SampledFrom([]credit.Kind{credit.Refund, credit.Forfeit, credit.Transfer}).Draw(t, "way"),
				}
				if rapid.IntRange(0, 3).Draw(t, "stays") == 0 {
					r.Withdrawn = late(r.At)
				}
				act.Removals = append(act.Removals, r)
			}
		}
		for i := range rapid.IntRange(0, 4).Draw(t, "tickets") {
			r := servicelevel.Request{Ticket: fmt.Sprint("t", i), Kind: servicelevel.Incident, At: at("asked")}
			act.Requests = append(act.Requests, r)
			for range rapid.IntRange(0, 3).Draw(t, "sessions") {
				start := r.At.Add(time.Duration(rapid.IntRange(0, 30*24*60).Draw(t, "after")) * time.Minute)
				end := start.Add(time.Duration(rapid.IntRange(1, 600).Draw(t, "for")) * time.Minute)
				act.Interventions = append(act.Interventions, servicelevel.Intervention{Ticket: r.Ticket, Start: start, End: end, Recorded: late(end)})
			}
		}
		for i := range rapid.IntRange(0, 2).Draw(t, "claims") {
			act.Claims = append(act.Claims, servicelevel.Claim{ID: fmt.Sprint("c", i), At: at("claimed"), Month: may})
		}
		in := servicelevel.Input{Month: may, Contract: ct, Activity: act}
		if rapid.Bool().Draw(t, "provisional") {
			in.AsOf = may.Interval(servicelevel.NUXIT().Location()).Start.Add(time.Duration(rapid.IntRange(0, 31*24*60-1).Draw(t, "as of")) * time.Minute)
		}
		p, err := factsAsOf(in)
		if err != nil {
			t.Skip(err)
		}
		left, bought, used, gone := p.Credit.Opening, time.Duration(0), time.Duration(0), time.Duration(0)
		moves := p.movements()
		for i, m := range moves {
			left += m.Delta
			assert.Equal(t, left, m.Left)
			assert.True(t, p.covered().Contains(m.At), m.At)
			assert.True(t, i == 0 || !m.At.Before(moves[i-1].At))
			if strings.HasPrefix(m.Text, p.t("intervention ", "work on ")) {
				used -= m.Delta // below zero: a correction gave hours back
			} else if !strings.HasPrefix(m.Text, "purchase ") && !strings.HasPrefix(m.Text, "hours given ") && !strings.HasPrefix(m.Text, "sale ") {
				gone -= m.Delta
			} else {
				bought += m.Delta
			}
		}
		assert.Equal(t, p.Credit.Closing, left)
		assert.Equal(t, p.Credit.Bought, bought)
		assert.Equal(t, p.Credit.Used, used)
		assert.Equal(t, p.Credit.Refunded+p.Credit.Forfeited+p.Credit.Moved+p.Credit.Withdrawn+p.Credit.Lapsed, gone)
		checkDrawing(t, p.drawCredit(moves))
		checkDrawing(t, p.drawAllowance())
		_, err = render(p.month, servicelevel.French)
		require.NoError(t, err)
	})
}

// A ticket of two months gives the rounding of the first back (D5) with the work of
// the second: one movement, and nothing bought.
func TestRoundingGivenBackIsNoPurchase(t *testing.T) {
	ct := business("2026-03-01")
	ct.Options.Overdraft, ct.Options.SplitMonths = 20*time.Hour, true
	at := func(day string) time.Time {
		return calendar.MustParseDate(day).Interval(servicelevel.NUXIT().Location()).Start
	}
	act := servicelevel.Activity{
		Requests: []servicelevel.Request{{Ticket: "t", Kind: servicelevel.Incident, At: at("2026-04-01")}},
		Interventions: []servicelevel.Intervention{
			{ID: "i1", Ticket: "t", Start: at("2026-04-01"), End: at("2026-04-01").Add(213 * time.Minute)},
			{ID: "i2", Ticket: "t", Start: at("2026-05-01"), End: at("2026-05-01").Add(509 * time.Minute)},
		},
	}
	p, err := facts(may, ct, act)
	require.NoError(t, err)
	moves := p.movements()
	require.Len(t, moves, 1)
	assert.Equal(t, -(12*time.Hour+30*time.Minute)+90*time.Minute+4*time.Hour, moves[0].Delta, "25 blocks of 30 min, of which April has 8")
	assert.Equal(t, p.Credit.Closing, moves[0].Left)
	assert.Zero(t, p.Credit.Bought)
}

// A purchase that was withdrawn in the month in which it was told is no movement; one that is
// withdrawn later is two.
func TestMovementsOfAPurchaseThatNeverWas(t *testing.T) {
	at := func(day string) time.Time {
		return calendar.MustParseDate(day).Interval(servicelevel.NUXIT().Location()).Start
	}
	for withdrawn, want := range map[string][][]string{
		"2026-05-31": {nil, nil},
		"2026-06-01": {{"purchase P 3h0m0s 3h0m0s"}, {"withdrawn purchase P -3h0m0s 0s"}},
	} {
		act := servicelevel.Activity{Purchases: []servicelevel.Purchase{{ID: "P", At: at("2026-05-04"), Time: 3 * time.Hour, Withdrawn: at(withdrawn)}}}
		for i, m := range []calendar.Month{may, may.AddMonths(1)} {
			p, err := facts(m, business("2026-03-01"), act)
			require.NoError(t, err)
			var got []string
			left := p.Credit.Opening
			for _, move := range p.movements() {
				got, left = append(got, fmt.Sprint(move.Text, " ", move.Delta, " ", move.Left)), move.Left
			}
			assert.Equal(t, want[i], got, "%s in %s", withdrawn, m)
			assert.Equal(t, p.Credit.Closing, left)
		}
	}
}

// checkDrawing refuses what lies outside a drawing.
func checkDrawing(t require.TestingT, d drawing) {
	for _, r := range d.Rects {
		assert.True(t, r.X >= 0 && r.W >= 0 && r.X+r.W <= whole && r.Y >= 0 && r.H >= 0 && r.Y+r.H <= d.Height, "%s: %+v", d.ID, r)
	}
	for _, l := range d.Lines {
		assert.True(t, l.X1 >= 0 && l.X2 <= whole && l.X1 <= l.X2, "%s: %+v", d.ID, l)
		assert.True(t, min(l.Y1, l.Y2) >= 0 && max(l.Y1, l.Y2) <= d.Height, "%s: %+v", d.ID, l)
	}
	for _, x := range d.Texts {
		assert.True(t, x.X >= 0 && x.X <= whole && x.Y > 8 && x.Y <= d.Height, "%s: %+v", d.ID, x)
	}
}

func TestDrawnDowntimeIsTheStatements(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ct := business(rapid.SampledFrom([]string{"2026-01-01", "2026-05-11"}).Draw(t, "start"))
		ct.Options.ProRata = true
		if rapid.Bool().Draw(t, "at another level for a while") {
			ct.Changes = []servicelevel.Change{
				{On: calendar.MustParseDate("2026-05-12"), Level: servicelevel.Pro}, {On: calendar.MustParseDate("2026-05-20"), Level: servicelevel.Business},
			}
		}
		ct.Options.Penalty = &penalty.Terms{
			Target: decimal.RequireFromString("0.999"), Rate: decimal.RequireFromString("0.05"),
			From:      rapid.SampledFrom([]penalty.Start{penalty.Earliest, penalty.Detected, penalty.Declared}).Draw(t, "from"),
			MinOutage: time.Duration(rapid.SampledFrom([]int{0, 0, 300, 86400, 2 * 86400}).Draw(t, "least")) * time.Second,
		}
		if rapid.Bool().Draw(t, "each is claimed") {
			ct.Options.Penalty.ClaimWithin = penalty.ClaimTime{Days: rapid.IntRange(1, 10).Draw(t, "within")}
			ct.Options.Penalty.ClaimFrom = rapid.SampledFrom([]penalty.ClaimStart{penalty.OutageStart, penalty.OutageEnd}).Draw(t, "claim from")
		}
		at := func(what string) time.Time {
			return may.Interval(servicelevel.NUXIT().Location()).Start.Add(time.Duration(rapid.IntRange(1, 31*24*3600-7200).Draw(t, what)) * time.Second)
		}
		length := func() time.Duration { return time.Duration(rapid.IntRange(1, 4*86400).Draw(t, "for")) * time.Second }
		var act servicelevel.Activity
		for i := range rapid.IntRange(0, 5).Draw(t, "outages") {
			o := penalty.Outage{ID: fmt.Sprint("o", i), Start: at("start")}
			o.End = o.Start.Add(length())
			if rapid.Bool().Draw(t, "declared") {
				o.Declared = o.Start.Add(o.End.Sub(o.Start) / 2)
			}
			o.Excluded = rapid.SampledFrom([]penalty.Reason{penalty.Counts, penalty.Counts, penalty.Maintenance}).Draw(t, "excluded")
			act.Outages = append(act.Outages, o)
		}
		if rapid.Bool().Draw(t, "exclusion") {
			x := penalty.Exclusion{Start: at("from"), Reason: penalty.ForceMajeure}
			x.End = x.Start.Add(length())
			act.Exclusions = append(act.Exclusions, x)
		}
		in := servicelevel.Input{Month: may, Contract: ct, Activity: act}
		if rapid.Bool().Draw(t, "provisional") {
			in.AsOf = at("as of")
		}
		p, err := factsAsOf(in)
		if err != nil {
			t.Skip(err)
		}
		for _, u := range p.uptimes() {
			down, _ := effective(u.Outages, u.Assessment.Breaks)
			if len(u.Assessment.Short) > 0 {
				assert.True(t, slices.ContainsFunc(u.Outages, func(o outage) bool { return o.Least > 0 }), "none is marked")
			}
			assert.Equal(t, u.Assessment.Availability.Down, calendar.Total(down))
			var days time.Duration
			for _, d := range u.Days {
				days += d.Down
				checkDrawing(t, d.Draw)
			}
			assert.Equal(t, u.Assessment.Availability.Down, days)
			checkDrawing(t, u.Period)
			checkDrawing(t, u.Budget)
		}
	})
}

// TestShortOutage: one that is shorter than what counts says so in its row, and is drawn as what does
// not count.
func TestShortOutage(t *testing.T) {
	for length, want := range map[time.Duration]string{
		5*time.Minute - time.Second: "does not count, as it is shorter than 5 min", 5 * time.Minute: "", 5*time.Minute + time.Second: "",
	} {
		ct := business("2026-01-01")
		ct.Options.Penalty = &penalty.Terms{Target: decimal.RequireFromString("0.999"), Rate: decimal.RequireFromString("0.05"), MinOutage: 5 * time.Minute}
		start := may.Interval(servicelevel.NUXIT().Location()).Start.Add(10 * time.Hour)
		p, err := facts(may, ct, servicelevel.Activity{Outages: []penalty.Outage{{ID: "o", Start: start, End: start.Add(length)}}})
		require.NoError(t, err)
		u := p.uptimes()[0]
		require.Len(t, u.Outages, 1)
		assert.Equal(t, want, plain(p.outageNote(u.Outages[0])))
		require.Len(t, u.Days, 1)
		if want == "" {
			assert.Equal(t, length, u.Days[0].Down)
			continue
		}
		assert.Zero(t, u.Days[0].Down)
		assert.Contains(t, plain(u.Days[0].Draw.Desc), "Time that counts: none. Time that does not count: 1 May at 10:00 → 1 May at 10:04:59 (4 min 59 s).")
	}
}

// TestUnclaimedOutage: one that does not count for want of a claim says so in its row, and is drawn as what does
// not count: it is of 10 May from 10:00 to 12:00, and can be claimed until ten days after its end.
func TestUnclaimedOutage(t *testing.T) {
	at := func(day, hour int) time.Time {
		return time.Date(2026, 5, day, hour, 0, 0, 0, servicelevel.NUXIT().Location())
	}
	for _, c := range []struct {
		claim, end, asOf time.Time
		want             string
	}{
		{at(20, 11), at(10, 12), time.Time{}, ""},
		{at(20, 12), at(10, 12), time.Time{}, "does not count, as it was claimed too late, on 20 May at 12:00"},
		{time.Time{}, at(10, 12), time.Time{}, "does not count, as it was not claimed before 20 May at 12:00"},
		{time.Time{}, at(10, 12), at(11, 0), "does not count until it is claimed, before 20 May at 12:00"},
		{time.Time{}, time.Time{}, at(11, 0), "does not count until it is claimed"},
	} {
		ct := business("2026-01-01")
		ct.Options.Penalty = &penalty.Terms{
			Target: decimal.RequireFromString("0.999"), Rate: decimal.RequireFromString("0.05"),
			ClaimWithin: penalty.ClaimTime{Days: 10}, ClaimFrom: penalty.OutageEnd,
		}
		act := servicelevel.Activity{Outages: []penalty.Outage{{ID: "o", Start: at(10, 10), End: c.end}}}
		if !c.claim.IsZero() {
			act.Claims = []servicelevel.Claim{{ID: "c", At: c.claim, Month: may}}
		}
		p, err := factsAsOf(servicelevel.Input{Month: may, Contract: ct, Activity: act, AsOf: c.asOf})
		require.NoError(t, err)
		u := p.uptimes()[0]
		require.Len(t, u.Outages, 1)
		assert.Equal(t, c.want, plain(p.outageNote(u.Outages[0])))
		down, spared := effective(u.Outages, nil)
		assert.Equal(t, c.want == "", len(down) == 1 && len(spared) == 0, c.want)
	}
}

func TestDays(t *testing.T) {
	for _, c := range []struct {
		month, start string
		day          int
		want         string
	}{
		{"2026-05", "2026-01-01", 1, "office closed; Labour Day."},
		{"2026-05", "2026-01-01", 4, "office open 09:00–18:00."},
		{"2026-05", "2026-01-01", 9, "office closed."},
		{"2026-05", "2026-05-11", 8, "contract not in service."},
		{"2026-05", "2026-05-11", 11, "office open 09:00–18:00."},
		{"2026-03", "2026-01-01", 29, "office closed; clocks change, a day of 23 h."},
		{"2026-10", "2026-01-01", 25, "office closed; clocks change, a day of 25 h."},
		{"2026-02", "2026-01-01", 28, "office closed."},
	} {
		ct := business(c.start)
		ct.Options.ProRata = true
		p, err := facts(calendar.MustParseMonth(c.month), ct, servicelevel.Activity{})
		require.NoError(t, err)
		days, err := p.days()
		require.NoError(t, err)
		require.Len(t, days, p.Month.Days())
		assert.Equal(t, c.want, plain(days[c.day-1].Strip.Desc), "%s-%d", c.month, c.day)
		for _, d := range days {
			checkDrawing(t, d.Strip)
			if len(d.Open) > 0 {
				assert.Equal(t, "37.50% 37.50%", d.Strip.Rects[1].X.String()+" "+d.Strip.Rects[1].W.String())
			}
		}
	}
}

// TestEventsAreCutToTheirDays follows work over midnight, also in the night in
// which the clocks change.
func TestEventsAreCutToTheirDays(t *testing.T) {
	paris := servicelevel.NUXIT().Location()
	ct := business("2026-01-01")
	ct.Options.Overdraft = 100 * time.Hour
	p, err := facts(calendar.MustParseMonth("2026-10"), ct, servicelevel.Activity{
		Requests: []servicelevel.Request{{Ticket: "T", Kind: servicelevel.Incident, At: time.Date(2026, 10, 24, 21, 0, 0, 0, paris)}},
		Interventions: []servicelevel.Intervention{
			{Ticket: "T", Start: time.Date(2026, 10, 24, 22, 0, 0, 0, paris), End: time.Date(2026, 10, 25, 12, 0, 0, 0, paris)},
		},
	})
	require.NoError(t, err)
	days, err := p.days()
	require.NoError(t, err)
	assert.Equal(t, "office closed; 21:00 incident T; 22:00–24:00 work on T.", plain(days[23].Strip.Desc))
	assert.Equal(t, "office closed; clocks change, a day of 25 h; 00:00–12:00 work on T.", plain(days[24].Strip.Desc))
	assert.Equal(t, rect{"work", 0, 5200, 7, 6}, days[24].Strip.Rects[1], "13 of 25 hours")
	assert.Equal(t, 15*time.Hour, p.Tickets[0].Worked)
}

// TestMonths renders what the samples do not have.
func TestMonths(t *testing.T) {
	const rent, still, o4 = `"rent": "149.00"`, `"end": "2026-05-21T02:21:30+02:00", `, `"id": "O4",`
	for name, c := range map[string]struct{ edits, want []string }{
		"price reduction": {[]string{rent, rent + `, "options": {"price_reduction": true}`}, []string{"−€19.56", "€287.33"}},
		"late costs": {
			[]string{rent, rent + `, "options": {"late": {"target": "1", "rate": "0.05", "counting": "begun"}}`},
			[]string{"Late interventions, May 2026", "€27.01"},
		},
		"exempt":     {[]string{rent, rent + `, "vat": {"category": "E"}`}, []string{"exempt", "To pay€259.00"}},
		"pro rata":   {[]string{`"2025-11-01"`, `"2026-05-02"`, `"2026-03-10`, `"2026-05-11`, `"rent"`, `"options": {"pro_rata": true, "overdraft": "PT9H"}, "rent"`}, []string{"30 days", "€90.00 for 31"}},
		"known late": {[]string{o4, o4 + `"recorded": "2026-06-02T00:00:00+02:00",`}, []string{"99.6639%"}},
		"a share":    {[]string{o4, o4 + `"share": "0.5",`}, []string{"50% of the platform"}},
		"still down": {[]string{still, ""}, []string{"not yet", "21 May at 02:14 → 1 June at 00:00"}},
		"a correction": {
			[]string{o4, o4 + `"recorded": "2026-05-22T00:00:00+02:00",`, "2026-05-21T02", "2026-04-21T02"},
			[]string{"Availability of April 2026", "Outages of Tuesday 21 April 2026"},
		},
		"a quiet month": {
			[]string{`"month": "2026-05"`, `"month": "2026-06"`},
			[]string{"Your statement of June 2026", "Availability of June 2026", "100.0000%", "lost: 1 h 30 min, for it is not carried over"},
		},
		"a quarter": {
			[]string{`"month": "2026-05"`, `"month": "2026-06"`, rent, rent + `, "options": {"penalty": {"target": "0.999", "rate": "0.05", "period": "quarter"}}`},
			[]string{"Availability from 1 April to 30 June 2026", "2 h 37 min 30 s", "Outages from 1 April to 30 June 2026"},
		},
		"overdrawn": {
			[]string{`"PT5H"`, `"PT3H"`, rent, rent + `, "options": {"overdraft": "PT9H"}`, `"2026-05-20T14:30`, `"2026-05-30T14:30`},
			[]string{"−1 h", "−1 h 30 min"},
		},
		"a change of level": {
			[]string{`"level": "business"`, `"level": "pro", "changes": [{"on": "2026-05-18", "level": "business"}]`, `"rent"`, `"options": {"pro_rata": true}, "rent"`, `"monitoring"`, `"ticket"`},
			[]string{"Pro, from 1 May to 17 May", "Business, from 18 May to 31 May"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := monthOf(t, strings.NewReplacer(c.edits...).Replace(string(sample)))
			root, _ := parse(t, pageOf(t, m, servicelevel.English))
			for _, want := range c.want {
				assert.True(t, strings.Contains(plain(root.text), plain(want)), want)
			}
			parse(t, pageOf(t, m, servicelevel.French))
		})
	}
}

func TestWords(t *testing.T) {
	fr, en := words{lang: servicelevel.French}, words{lang: servicelevel.English}
	million := decimal.RequireFromString("-1234567.5")
	assert.Equal(t, "−1\u202f234\u202f567,50\u00a0€", fr.amount(million))
	assert.Equal(t, "−€1,234,567.50", en.amount(million))
	assert.Equal(t, "0,00\u00a0€", fr.amount(decimal.Decimal{}))
	assert.Equal(t, "99,6639\u00a0%", fr.percentText("99.6639 %"))
	assert.Equal(t, "99.6639%", en.percentText("99.6639 %"))
	assert.Equal(t, "5,5\u00a0%", fr.percent(decimal.RequireFromString("0.055")))
	for d, want := range map[time.Duration]string{
		0: "0 min", time.Minute: "1 min", 90 * time.Minute: "1 h 30 min", time.Hour: "1 h", 100 * time.Hour: "100 h", 999 * time.Hour: "999 h", -1444 * time.Hour: "−1\u202f444 h",
		time.Second: "1 s", 61 * time.Second: "1 min 1 s", time.Hour + time.Nanosecond: "1 h 0,000000001 s",
		-30 * time.Minute: "−30 min", 44*time.Minute + 38400*time.Millisecond: "44 min 38,4 s",
	} {
		assert.Equal(t, want, strings.ReplaceAll(fr.hours(d), nbsp, " "))
	}
	for m, want := range map[string]string{
		"2026-04": "d’avril 2026", "2026-05": "de mai 2026", "2026-08": "d’août 2026", "2026-10": "d’octobre 2026",
	} {
		assert.Equal(t, want, strings.ReplaceAll(fr.ofMonth(calendar.MustParseMonth(m)), nbsp, " "))
	}
	first := calendar.MustParseDate("2026-05-01")
	assert.Equal(t, "vendredi 1er mai 2026", strings.ReplaceAll(fr.day(first), nbsp, " "))
	assert.Equal(t, "Friday 1 May 2026", strings.ReplaceAll(en.day(first), nbsp, " "))
	assert.Equal(t, "ven.", fr.short(time.Friday))
	assert.Equal(t, "4\u00a0h, 99,9\u00a0%\u00a0: l’écart", fr.held("4 h, 99,9 % : l'écart"))
	assert.Equal(t, "\u221220,00\u00a0€ et \u2212€3, T-4", fr.held("-20,00 € et -€3, T-4"), "signs as on the rest of the page")
	for lang, want := range map[servicelevel.Language]string{servicelevel.French: "02:30:07,5", servicelevel.English: "02:30:07.5"} {
		assert.Equal(t, want, words{lang: lang}.clock(time.Date(2026, 5, 3, 2, 30, 7, 5e8, time.UTC)))
	}
	assert.Equal(t, "(UTC-3:30)", fr.offset(time.Date(2026, 5, 3, 2, 30, 7, 0, time.FixedZone("", -12600))))
}

func TestShares(t *testing.T) {
	day := may.First().Interval(servicelevel.NUXIT().Location())
	for hours, want := range map[time.Duration]string{0: "0.00%", 6: "25.00%", 24: "100.00%", 48: "100.00%", -1: "0.00%"} {
		assert.Equal(t, want, along(day.Start.Add(hours*time.Hour), day).String())
	}
	assert.Equal(t, "0.00%", along(day.Start, calendar.Interval{}).String())
	assert.Equal(t, "-1.05%", share(-105).String())
	for span, want := range map[time.Duration]time.Duration{1: 1, 5: 1, 6: 2, 10: 2, 11: 5, 26: 10, 251: 100, 10000: 2000} {
		assert.Equal(t, want*time.Hour, gridStep(span*time.Hour), span)
	}
}

// TestClausesOfTheProvider: what is cited beside the registry is explained too, by its words.
func TestClausesOfTheProvider(t *testing.T) {
	p, err := facts(may, business("2026-03-01"), servicelevel.Activity{})
	require.NoError(t, err)
	p.Clauses = []plans.CitedClause{{ID: "H<7", Edition: "nuxit", Wording: servicelevel.Wording{FR: "Le loyer & le reste.", EN: "The rent & the rest."}}}
	html, err := render(p.month, servicelevel.English)
	require.NoError(t, err)
	assert.Contains(t, string(html), "<dt>H&lt;7</dt><dd>The rent &amp; the rest.</dd>")
}
