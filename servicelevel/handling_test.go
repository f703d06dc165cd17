package servicelevel_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
)

func handle(t *testing.T, ct servicelevel.Contract, r servicelevel.Request, funds servicelevel.Funds) servicelevel.Handling {
	t.Helper()
	c := servicelevel.NUXIT()
	if ct.Edition == "magic" {
		c = servicelevel.Magic()
	}
	h, err := c.Handle(ct, r, funds)
	require.NoError(t, err)
	for _, id := range h.Rules {
		_, ok := servicelevel.LookupRule(id)
		assert.True(t, ok, id)
	}
	return h
}

func onLevel(level servicelevel.Level) servicelevel.Contract {
	ct := contract("nuxit", level, "2026-01-01")
	ct.Rent = dec("149.00")
	return ct
}

func TestHandleChannels(t *testing.T) {
	for l := range servicelevel.Level(4) {
		for ch, rule := range map[servicelevel.Channel]string{servicelevel.ByTelephone: "S28", servicelevel.ByMail: "S27"} {
			r := incident("T1", "2026-05-13 10:00")
			r.Channel = ch
			h := handle(t, onLevel(l), r, servicelevel.Funds{})
			assert.False(t, h.Accepted)
			assert.Contains(t, h.Rules, rule)
			assert.False(t, h.Priority)
			assert.True(t, h.Earliest.IsZero())
			assert.True(t, h.Due.IsZero())
			assert.Zero(t, h.Billable)
		}
		r := incident("T1", "2026-05-13 10:00")
		r.Channel = servicelevel.ByMonitoring
		assert.Equal(t, l == servicelevel.Business, handle(t, onLevel(l), r, servicelevel.Funds{}).Accepted) // S64, S65
		h := handle(t, onLevel(l), asked("T1", "2026-05-13 10:00"), servicelevel.Funds{})
		assert.True(t, h.Accepted)
		assert.Equal(t, l >= servicelevel.Pro, h.Priority) // S40
		assert.Equal(t, l, h.Level)
		assert.Contains(t, h.Rules, "S27")
	}
}

func TestHandleTimes(t *testing.T) {
	for _, c := range []struct {
		level    servicelevel.Level
		r        servicelevel.Request
		earliest string
		due      string
		window   [2]string // none: around the clock
	}{
		{servicelevel.Standard, incident("T", "2026-05-14 11:20"), "2026-05-15 09:00", "", [2]string{"2026-05-15 09:00", "2026-05-15 18:00"}},
		{servicelevel.Standard, asked("T", "2026-05-15 17:59:59.999999999"), "2026-05-15 17:59:59.999999999", "", [2]string{"2026-05-15 17:59:59.999999999", "2026-05-15 18:00"}},
		{servicelevel.Standard, asked("T", "2026-05-15 18:00"), "2026-05-18 09:00", "", [2]string{"2026-05-18 09:00", "2026-05-18 18:00"}},
		{servicelevel.Serenity, incident("T", "2026-05-03 22:10"), "2026-05-04 09:00", "", [2]string{"2026-05-04 09:00", "2026-05-04 18:00"}},
		{servicelevel.Pro, incident("T", "2026-05-03 22:10"), "2026-05-03 22:10", "2026-05-04 02:10", [2]string{}},
		{servicelevel.Pro, asked("T", "2026-05-03 22:10"), "2026-05-04 09:00", "", [2]string{"2026-05-04 09:00", "2026-05-04 18:00"}},
		{servicelevel.Business, incident("T", "2026-05-03 22:10"), "2026-05-03 22:10", "2026-05-03 22:55", [2]string{}},
	} {
		h := handle(t, onLevel(c.level), c.r, servicelevel.Funds{})
		assert.True(t, h.Earliest.Equal(wall(c.earliest)), h.Earliest)
		if c.due == "" {
			assert.True(t, h.Due.IsZero())
		} else {
			assert.True(t, h.Due.Equal(wall(c.due)), h.Due)
			assert.Contains(t, h.Rules, map[servicelevel.Level]string{servicelevel.Pro: "S46", servicelevel.Business: "S63"}[c.level])
		}
		assert.Equal(t, c.window == [2]string{}, h.Anytime)
		if h.Anytime {
			assert.Equal(t, calendar.Interval{}, h.Window)
			assert.Contains(t, h.Rules, "S49")
		} else {
			assert.True(t, h.Window.Start.Equal(wall(c.window[0])), h.Window)
			assert.True(t, h.Window.End.Equal(wall(c.window[1])), h.Window)
			assert.Contains(t, h.Rules, "S12")
		}
	}
	ct := onLevel(servicelevel.Pro)
	ct.Options.GuaranteeInHours = true
	h := handle(t, ct, incident("T", "2026-05-13 16:00"), servicelevel.Funds{})
	assert.True(t, h.Due.Equal(wall("2026-05-15 11:00")), h.Due) // Thursday is Ascension
	ct.Options.GuaranteeInHours, ct.Options.PauseWaiting = false, true
	r := incident("T", "2026-05-13 16:00")
	r.Waiting = []calendar.Pause{{Start: wall("2026-05-13 17:00"), End: wall("2026-05-13 18:30")}}
	assert.True(t, handle(t, ct, r, servicelevel.Funds{}).Due.Equal(wall("2026-05-13 21:30")))
}

func TestHandleFunds(t *testing.T) {
	const m = time.Minute
	for _, c := range []struct {
		edition                    string
		level                      servicelevel.Level
		estimate                   time.Duration
		allowance, credit          time.Duration
		over                       time.Duration
		lose                       bool
		billable, free, paid, lack time.Duration
		offer                      string
	}{
		{edition: "nuxit", billable: 30 * m, paid: 30 * m, lack: 30 * m, offer: "169.00"},
		{edition: "magic", billable: 60 * m, paid: 60 * m, lack: 60 * m},
		{edition: "nuxit", level: 2, estimate: 30 * m, credit: 60 * m, billable: 30 * m, paid: 30 * m},
		{edition: "nuxit", level: 2, estimate: 65 * m, allowance: 90 * m, billable: 90 * m, free: 90 * m},
		{edition: "nuxit", level: 2, estimate: 91 * m, allowance: 90 * m, credit: 30 * m, billable: 120 * m, free: 90 * m, paid: 30 * m},
		{edition: "nuxit", level: 2, estimate: 91 * m, allowance: 90 * m, credit: 30*m - 1, billable: 120 * m, free: 90 * m, paid: 30 * m, lack: 1, offer: "169.00"},
		{edition: "nuxit", level: 2, estimate: 91 * m, allowance: 90 * m, over: 30 * m, billable: 120 * m, free: 90 * m, paid: 30 * m},
		{edition: "nuxit", level: 2, estimate: 30 * m, allowance: 90 * m, credit: -5 * m, over: 4 * m, billable: 30 * m, free: 30 * m},
		{edition: "nuxit", level: 0, estimate: 30 * m, credit: -5 * m, over: 4 * m, billable: 30 * m, paid: 30 * m, lack: 30 * m, offer: "169.00"},
		{edition: "magic", level: 2, estimate: 61 * m, allowance: 90 * m, credit: 30 * m, billable: 120 * m, free: 90 * m, paid: 30 * m},
		{edition: "magic", level: 2, estimate: 61 * m, allowance: 90 * m, credit: 30 * m, lose: true, billable: 120 * m, free: 60 * m, paid: 60 * m, lack: 30 * m},
		{edition: "nuxit", level: 0, estimate: 26 * 60 * m, billable: 26 * 60 * m, paid: 26 * 60 * m, lack: 26 * 60 * m, offer: "1037.00"},
	} {
		ct := contract(c.edition, c.level, "2026-01-01")
		ct.Options.Overdraft, ct.Options.LoseRemainder = c.over, c.lose
		r := asked("T", "2026-05-13 10:00")
		r.Estimate = c.estimate
		h := handle(t, ct, r, servicelevel.Funds{Allowance: c.allowance, Credit: c.credit})
		assert.Equal(t, []time.Duration{c.billable, c.free, c.paid, c.lack}, []time.Duration{h.Billable, h.FromAllowance, h.FromCredit, h.Shortfall}, "%+v", c)
		assert.Equal(t, c.lack > 0, h.NeedsCredit)
		if c.offer == "" {
			assert.Empty(t, h.Offer.Lines)
		} else {
			assert.Equal(t, c.offer, h.Offer.Price.StringFixed(2))
		}
		assert.Contains(t, h.Rules, "S19")
		assert.Equal(t, c.paid > 0, slices.Contains(h.Rules, "S20"), "%+v", c)
		assert.Equal(t, c.free > 0, slices.Contains(h.Rules, "S43"), "%+v", c)
	}
}

func TestHandleFaults(t *testing.T) {
	for name, c := range map[string]struct {
		ct    servicelevel.Contract
		r     servicelevel.Request
		funds servicelevel.Funds
		want  []string
	}{
		"all": {
			servicelevel.Contract{},
			servicelevel.Request{},
			servicelevel.Funds{Allowance: -1, Credit: -servicelevel.MaxPeriod - 1},
			[]string{"contract.id: ", "request.ticket: ", "request.at: ", "funds.allowance: ", "funds.credit: "},
		},
		"no rent":  {contract("nuxit", servicelevel.Business, "2026-01-01"), asked("T", "2026-05-13 10:00"), servicelevel.Funds{}, []string{"contract.rent: "}},
		"edition":  {contract("magic", servicelevel.Pro, "2026-01-01"), asked("T", "2026-05-13 10:00"), servicelevel.Funds{}, []string{"contract.edition: "}},
		"no quote": {contract("nuxit", servicelevel.CriticalBusiness, "2026-01-01"), asked("T", "2026-05-13 10:00"), servicelevel.Funds{}, []string{"contract.level: "}},
	} {
		_, err := servicelevel.NUXIT().Handle(c.ct, c.r, c.funds)
		require.Error(t, err, name)
		for _, want := range c.want {
			assert.ErrorContains(t, err, want)
		}
	}
	// A quote whose hours end before the request has no answer for it.
	ct := onLevel(servicelevel.CriticalBusiness)
	ct.Quote = quote()
	ct.Quote.Hours.Schedule.LastYear = 2026
	h := handle(t, ct, asked("T", "2026-12-31 10:00"), servicelevel.Funds{})
	assert.True(t, h.Window.End.Equal(wall("2026-12-31 18:00")))
	_, err := servicelevel.NUXIT().Handle(ct, asked("T", "2027-05-13 10:00"), servicelevel.Funds{})
	assert.ErrorContains(t, err, "request.at")
	ct.Options.GuaranteeInHours = true
	_, err = servicelevel.NUXIT().Handle(ct, incident("T", "2027-05-13 10:00"), servicelevel.Funds{})
	assert.ErrorContains(t, err, "request.at")
	act := servicelevel.Activity{Requests: []servicelevel.Request{incident("T", "2027-05-13 10:00")}}
	_, err = servicelevel.NUXIT().Statement(ct, act, month("2027-05"))
	assert.ErrorContains(t, err, "activity.requests[0]")
	act.Requests[0].Kind = servicelevel.ServiceRequest
	act.Interventions = []servicelevel.Intervention{session("T", "2027-05-14 10:00", time.Hour)}
	_, err = servicelevel.NUXIT().Statement(ct, act, month("2027-05"))
	assert.ErrorContains(t, err, "activity.interventions[0]")
}
