package penalty_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
)

func TestTraceOfSampleB(t *testing.T) {
	c := sampleB(t, "149.00")
	c.Exclusions = []penalty.Exclusion{{Start: at("2026-05-12T10:00:00+02:00"), End: at("2026-05-12T10:30:00+02:00"), Reason: penalty.Maintenance}}
	terms := plain()
	terms.Cap, terms.Rules = dec("0.05"), penalty.Rules{Target: "S61", Rate: "S62"}
	a := assess(t, terms, c)
	want := []penalty.Step{
		{Kind: penalty.StepTotal, Rules: []string{"D4"}, Time: 744 * time.Hour},
		{Kind: penalty.StepDowntime, Rules: []string{"D13", "D14"}, Time: 2 * time.Hour, Of: 30 * time.Minute, Count: 1},
		{Kind: penalty.StepTarget, Rules: []string{"S61"}, Share: dec("0.999"), Time: 2678400 * time.Millisecond, Of: 744 * time.Hour, Choice: "strictly_below"},
		{Kind: penalty.StepMissed, Rules: []string{"S61", "D9"}, Time: 4521600 * time.Millisecond},
		{Kind: penalty.StepCounted, Rules: []string{"D10"}, Time: 2 * time.Hour, Of: 2 * time.Hour, Choice: "all"},
		{Kind: penalty.StepUnits, Rules: []string{"S62", "D11"}, Time: 2 * time.Hour, Of: time.Hour, Units: penalty.Ratio{Num: 2, Den: 1}, Choice: "pro_rata"},
		{Kind: penalty.StepAmount, Rules: []string{"S62", "D21"}, Share: dec("0.05"), Units: penalty.Ratio{Num: 2, Den: 1}, Amount: dec("14.90"), Rent: dec("149.00"), Choice: "half_away"},
		{Kind: penalty.StepCap, Rules: []string{"D12"}, Share: dec("0.05"), Amount: dec("7.45"), Rent: dec("149.00")},
	}
	sameSteps(t, want, a.Trace())
	assert.Equal(t, []penalty.Assumption{
		{Rule: "D4", Choice: "calendar_month"},
		{Rule: "D9", Choice: "strictly_below"},
		{Rule: "D10", Choice: "all"},
		{Rule: "D11", Choice: "pro_rata"},
		{Rule: "D12", Choice: "0.05"},
		{Rule: "D13", Choice: "union"},
		{Rule: "D14", Choice: "period_stays"},
		{Rule: "D21", Choice: "half_away"},
	}, a.Assumptions())
	for _, as := range a.Assumptions() {
		roundTrip(t, as)
	}
}

// TestTraceOfShortOutages: those that are too short to count are told one by one, looked at whole,
// and those that would not count anyway are not.
func TestTraceOfShortOutages(t *testing.T) {
	t.Parallel()
	terms := penalty.Terms{Target: dec("1"), Rate: dec("0.05"), MinOutage: 60 * time.Second, Rules: penalty.Rules{Target: "A1"}}
	out := func(from, to int) penalty.Outage { return penalty.Outage{Start: second(from), End: second(to)} }
	c := penalty.Case{
		Rent: dec("90.00"), Period: calendar.Interval{Start: second(0), End: second(1000)},
		Outages: []penalty.Outage{
			out(-100, -50), out(-30, 20), out(100, 159), out(200, 260), out(300, 330), out(330, 359), out(400, 500), out(600, 650), out(990, 1010), out(1100, 1110),
		},
		Exclusions: []penalty.Exclusion{
			{Start: second(440), End: second(495), Reason: penalty.Maintenance}, {Start: second(600), End: second(650), Reason: penalty.Maintenance},
		},
	}
	a := assess(t, terms, c)
	assert.Equal(t, 60*time.Second, a.Availability.Down)
	want := []time.Duration{50 * time.Second, 59 * time.Second, 59 * time.Second, 45 * time.Second, 20 * time.Second}
	assert.Equal(t, want, a.Short)
	step := a.Trace()[2]
	roundTrip(t, step)
	roundTrip(t, a)
	assert.Equal(t, penalty.Step{Kind: penalty.StepShort, Rules: []string{"A1"}, Of: time.Minute, Each: want}, step)
	step.Each[0] = 0
	assert.Equal(t, want, a.Trace()[2].Each, "the caller may change what it returns")
	for _, wrong := range []time.Duration{0, time.Minute} {
		a.Short = []time.Duration{time.Second, wrong}
		assert.ErrorContains(t, a.Validate(), "short[1]: must be above 0 and shorter than an outage that counts")
	}
	terms.MinOutage = 0
	assert.Nil(t, assess(t, terms, c).Short)
}

// sameSteps compares decimals by value.
func sameSteps(t *testing.T, want, got []penalty.Step) {
	t.Helper()
	if !assert.Len(t, got, len(want)) {
		return
	}
	for i := range want {
		assert.True(t, want[i].Share.Equal(got[i].Share), "%s: share %s", want[i].Kind, got[i].Share)
		assert.True(t, want[i].Amount.Equal(got[i].Amount), "%s: amount %s", want[i].Kind, got[i].Amount)
		assert.True(t, want[i].Rent.Equal(got[i].Rent), "%s: rent %s", want[i].Kind, got[i].Rent)
		for _, s := range []*penalty.Step{&want[i], &got[i]} {
			s.Share, s.Amount, s.Rent = decimal.Zero, decimal.Zero, decimal.Zero
		}
		assert.Equal(t, want[i], got[i])
	}
}

func TestTraceOfOtherChoices(t *testing.T) {
	c := open(t, 30*time.Hour)
	c.Service = c.Period
	c.Service.Start = c.Period.Start.Add(24 * time.Hour)
	c.Exclusions = []penalty.Exclusion{{Start: c.Period.Start, End: c.Period.Start.Add(48 * time.Hour), Reason: penalty.Customer}}
	terms := penalty.Terms{
		Target: dec("0.999"), Rate: dec("0.5"), Unit: 24 * time.Hour, Counting: penalty.Begun, PerOutage: true, Excess: true,
		OutageCap: dec("0.6"), Uncapped: true, Shrink: true, WholePeriod: true, Period: penalty.ThirtyDays, Rounding: penalty.HalfEven,
		Rules: penalty.Rules{Target: "A1", Rate: "A2"},
	}
	a := assess(t, terms, c)
	assert.Equal(t, "54.00", a.Amount.StringFixed(2))
	assert.Equal(t, "90.00", a.BeforeCap.StringFixed(2))
	assert.Equal(t, []penalty.Assumption{
		{Rule: "D4", Choice: "thirty_days"},
		{Rule: "D9", Choice: "strictly_below"},
		{Rule: "D10", Choice: "excess"},
		{Rule: "D11", Choice: "begun_per_outage"},
		{Rule: "D12", Choice: "none"},
		{Rule: "D14", Choice: "period_shrinks"},
		{Rule: "D15", Choice: "as_of"},
		{Rule: "D16", Choice: "whole_period"},
		{Rule: "D21", Choice: "half_even"},
	}, a.Assumptions())
	steps := a.Trace()
	assert.Equal(t, []string{"D4", "D14", "D16"}, steps[0].Rules)
	assert.Equal(t, 720*time.Hour-24*time.Hour, steps[0].Time, "the second day was excluded, the first not in service")
	assert.Equal(t, []string{"D14", "D15"}, steps[1].Rules)
	assert.Equal(t, []string{"A1"}, steps[2].Rules)
	assert.Equal(t, "excess", steps[4].Choice)
	assert.Equal(t, penalty.StepOutage, steps[5].Kind)
	assert.Equal(t, []any{30 * time.Hour, 30*time.Hour - a.Allowed, penalty.Ratio{Num: 2, Den: 1}}, []any{steps[5].Of, steps[5].Time, steps[5].Units})
	assert.Equal(t, []string{"A2", "D11"}, steps[6].Rules)
	assert.Equal(t, "begun_per_outage", steps[6].Choice)
	last := steps[len(steps)-1]
	assert.Equal(t, penalty.StepOutageCap, last.Kind)
	assert.True(t, last.Share.Equal(dec("0.6")), "the cap of one outage")
	assert.Equal(t, 1, last.Count)
	assert.Equal(t, "54.00", last.Amount.StringFixed(2))
	// With a cap of the period as well that is reached.
	terms.Uncapped, terms.Cap = false, dec("0.5")
	a = assess(t, terms, c)
	steps = a.Trace()
	assert.Equal(t, "45.00", a.Amount.StringFixed(2))
	assert.Equal(t, penalty.StepOutageCap, steps[len(steps)-2].Kind)
	assert.True(t, steps[len(steps)-2].Amount.IsZero())
	assert.Equal(t, penalty.StepCap, steps[len(steps)-1].Kind)
	// And with one that is not.
	terms.Cap = dec("0.9")
	steps = assess(t, terms, c).Trace()
	assert.Equal(t, penalty.StepOutageCap, steps[len(steps)-1].Kind)

	met := assess(t, plain(), down(t, "2026-05", time.Second)).Trace()
	assert.Equal(t, penalty.StepMet, met[3].Kind)
	assert.Equal(t, 2677400*time.Millisecond, met[3].Time)

	lengths := penalty.Terms{Target: dec("1"), Lengths: []penalty.Length{{Below: time.Hour}, {From: time.Hour, Credit: dec("0.25")}}}
	band := assess(t, lengths, down(t, "2026-05", time.Hour)).Trace()[5]
	assert.Equal(t, penalty.StepBand, band.Kind)
	assert.True(t, band.Share.Equal(dec("0.25")))
	assert.Equal(t, lengths.Lengths[1], *band.Length)
	lengths.PerOutage = true
	two := down(t, "2026-05", time.Hour)
	two.Outages = append(two.Outages, penalty.Outage{Start: two.Outages[0].End.Add(time.Hour), End: two.Outages[0].End.Add(90 * time.Minute)})
	each := assess(t, lengths, two).Trace()
	assert.Equal(t, []penalty.StepKind{penalty.StepOutage, penalty.StepOutage, penalty.StepAmount}, []penalty.StepKind{each[5].Kind, each[6].Kind, each[7].Kind})
	assert.Equal(t, []any{time.Hour, lengths.Lengths[1], 30 * time.Minute, lengths.Lengths[0]}, []any{each[5].Time, *each[5].Length, each[6].Time, *each[6].Length})
	assert.True(t, each[7].Share.Equal(dec("0.25")), "what they give together")

	bands := penalty.Terms{Target: dec("1"), Bands: []penalty.Band{{Below: dec("1"), Credit: dec("2")}}}
	steps = assess(t, bands, down(t, "2026-05", time.Hour)).Trace()
	assert.Equal(t, penalty.StepBand, steps[4].Kind)
	assert.True(t, steps[4].Share.Equal(dec("2")))
	assert.Equal(t, bands.Bands[0], *steps[4].Band)
	bands.Basis = penalty.DayRent
	assert.Equal(t, []any{penalty.DayRent, 31}, []any{assess(t, bands, down(t, "2026-05", time.Hour)).Trace()[5].Basis, assess(t, bands, down(t, "2026-05", time.Hour)).Trace()[5].Count})
	tenTimes := plain()
	tenTimes.Rate, tenTimes.Basis = dec("10"), penalty.ProRataRent
	assert.Equal(t, 744*time.Hour, assess(t, tenTimes, down(t, "2026-05", time.Hour)).Trace()[6].Of)
	assert.True(t, steps[6].Share.Equal(dec("1")), "the whole rent")
}

// TestTraceOfTwoCaps: the cap of the period is a step only if it takes something off what
// those of the outages leave.
func TestTraceOfTwoCaps(t *testing.T) {
	terms := plain()
	terms.PerOutage, terms.OutageCap, terms.Cap = true, dec("0.1"), dec("0.1")
	one := down(t, "2026-05", 3*time.Hour) // 15 %, 10 % under its cap
	two := down(t, "2026-05", 3*time.Hour)
	two.Outages = append(two.Outages, penalty.Outage{Start: two.Outages[0].End.Add(time.Hour), End: two.Outages[0].End.Add(time.Hour + time.Nanosecond)})
	for _, c := range []struct {
		penalty.Case
		last []penalty.StepKind
	}{
		{one, []penalty.StepKind{penalty.StepAmount, penalty.StepOutageCap}},
		{two, []penalty.StepKind{penalty.StepOutageCap, penalty.StepCap}}, // by less than a cent
	} {
		a := assess(t, terms, c.Case)
		steps := a.Trace()
		last := steps[len(steps)-2:]
		assert.Equal(t, c.last, []penalty.StepKind{last[0].Kind, last[1].Kind})
		assert.True(t, last[1].Amount.Equal(a.Amount))
	}
}

// TestTraceOfLengths: whether lengths are those of each outage or of all is a decision too.
func TestTraceOfLengths(t *testing.T) {
	terms := penalty.Terms{Target: dec("1"), Lengths: []penalty.Length{{Credit: dec("0.25")}}}
	steps := assess(t, terms, down(t, "2026-05", time.Hour)).Trace()
	assert.Equal(t, [][]string{{"D11"}, {"D21"}}, [][]string{steps[5].Rules, steps[6].Rules})
	terms.PerOutage = true
	steps = assess(t, terms, down(t, "2026-05", time.Hour)).Trace()
	assert.Equal(t, [][]string{nil, {"D11", "D21"}}, [][]string{steps[5].Rules, steps[6].Rules})
}
