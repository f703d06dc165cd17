package leveltest_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/leveltest"
)

func TestSchedulesCompile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := leveltest.Schedules().Draw(t, "schedule")
		_, err := calendar.Compile(s)
		require.NoError(t, err)
		b, err := json.Marshal(s)
		require.NoError(t, err)
		var back calendar.Schedule
		require.NoError(t, json.Unmarshal(b, &back))
	})
	var nights, holidays int
	layers := map[calendar.LayerOp]int{}
	for i := range 100 {
		s := leveltest.Schedules().Example(i)
		for _, h := range s.Hours {
			if h.Open[0].End <= h.Open[0].Start {
				nights++
			}
		}
		if s.Holidays.Code != "" {
			holidays++
		}
		for _, x := range s.Layers {
			layers[x.Op]++
		}
	}
	assert.Len(t, layers, 4)
	assert.Positive(t, nights)
	assert.Positive(t, holidays)
}

func TestOutagesCanBeAssessed(t *testing.T) {
	paris, err := calendar.LoadLocation("Europe/Paris")
	require.NoError(t, err)
	terms := penalty.Terms{Target: decimal.New(999, -3), Rate: decimal.New(5, -2)}
	assess := func(t require.TestingT, outages func(within calendar.Interval) []penalty.Outage, month time.Month) (met, missed bool) {
		c := penalty.Case{Rent: decimal.New(14900, -2), Period: calendar.Month{Year: 2026, Month: month}.Interval(paris)}
		c.Outages = outages(c.Period)
		a, err := penalty.Assess(terms, c)
		require.NoError(t, err)
		return !a.Missed && len(c.Outages) > 0, a.Missed
	}
	rapid.Check(t, func(t *rapid.T) {
		assess(t, func(within calendar.Interval) []penalty.Outage { return leveltest.Outages(within).Draw(t, "outages") },
			time.Month(rapid.IntRange(1, 12).Draw(t, "month")))
	})
	count := map[[2]bool]int{}
	for i := range 100 { // however many were drawn
		met, missed := assess(t, func(within calendar.Interval) []penalty.Outage { return leveltest.Outages(within).Example(i) }, time.Month(1+i%12))
		count[[2]bool{met, missed}]++
	}
	assert.Greater(t, count[[2]bool{true, false}], 5)
	assert.Greater(t, count[[2]bool{false, true}], 5)
}

func TestInputsHaveStatements(t *testing.T) {
	var made, changed int
	check := func(t require.TestingT, in servicelevel.Input) {
		require.NoError(t, in.Validate())
		c := servicelevel.NUXIT()
		if in.Contract.Edition == "magic" {
			c = servicelevel.Magic()
		}
		s, err := c.Statement(in.Contract, in.Activity, in.Month)
		var none *credit.ShortfallError
		if errors.As(err, &none) {
			return
		}
		require.NoError(t, err)
		made++
		if len(in.Contract.VAT.Changes) > 0 {
			changed++
		}
		require.NoError(t, leveltest.FiguresOf(s).Check(s))
	}
	rapid.Check(t, func(t *rapid.T) { check(t, leveltest.Inputs().Draw(t, "input")) })
	made, changed = 0, 0
	for i := range 100 { // however many were drawn
		check(t, leveltest.Inputs().Example(i))
	}
	assert.Greater(t, made, 10)
	assert.Greater(t, changed, 10)
}
