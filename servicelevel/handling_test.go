package servicelevel_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// catalogueOf returns the catalogue of a contract's edition.
func catalogueOf(ct servicelevel.Contract) *servicelevel.Catalogue {
	several := slices.ContainsFunc(ct.Changes, func(ch servicelevel.Change) bool { return ch.Edition != "" })
	switch {
	case several || modelEditions[ct.Edition].vat != "" && ct.Edition != "magic" && ct.Edition != "nuxit":
		return allEditions()
	case ct.Edition == "magic":
		return servicelevel.Magic()
	}
	return servicelevel.NUXIT()
}

// openBook returns the book of a contract with some facts in it.
func openBook(t require.TestingT, ct servicelevel.Contract, facts ...servicelevel.Fact) *servicelevel.Book {
	book, err := catalogueOf(ct).Open(ct)
	require.NoError(t, err)
	require.NoError(t, book.Record(facts...))
	return book
}

func handle(t *testing.T, ct servicelevel.Contract, r servicelevel.Request, facts ...servicelevel.Fact) servicelevel.Handling {
	t.Helper()
	h, err := openBook(t, ct, facts...).Handle(r)
	require.NoError(t, err)
	for _, id := range h.Rules {
		_, ok := plans.LookupRule(id)
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
	for n := range 4 {
		l := levelAt(n)
		for ch, rule := range map[servicelevel.Channel]string{servicelevel.ByTelephone: "S28", servicelevel.ByMail: "S27"} {
			r := incident("T1", "2026-05-13 10:00")
			r.Channel = ch
			h := handle(t, onLevel(l), r)
			assert.False(t, h.Accepted)
			assert.Contains(t, h.Rules, rule)
			assert.False(t, h.Priority)
			assert.True(t, h.Earliest.IsZero())
			assert.True(t, h.Due.IsZero())
			assert.Zero(t, h.Billable)
		}
		r := incident("T1", "2026-05-13 10:00")
		r.Channel = servicelevel.ByMonitoring
		assert.Equal(t, l == servicelevel.Business, handle(t, onLevel(l), r).Accepted) // S64, S65
		h := handle(t, onLevel(l), asked("T1", "2026-05-13 10:00"))
		assert.True(t, h.Accepted)
		assert.Equal(t, n >= 2, h.Priority) // S40
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
		h := handle(t, onLevel(c.level), c.r)
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
	h := handle(t, ct, incident("T", "2026-05-13 16:00"))
	assert.True(t, h.Due.Equal(wall("2026-05-15 11:00")), h.Due) // Thursday is Ascension
	ct.Options.GuaranteeInHours, ct.Options.PauseWaiting = false, true
	r := incident("T", "2026-05-13 16:00")
	r.Waiting = []calendar.Pause{{Start: wall("2026-05-13 17:00"), End: wall("2026-05-13 18:30")}}
	assert.True(t, handle(t, ct, r).Due.Equal(wall("2026-05-13 21:30")))
}

// givenHours is a fact of hours that cost nothing, and worked is one of a ticket that was
// requested when the work began.
func givenHours(id, at string, d time.Duration) servicelevel.Fact {
	return servicelevel.Fact{ID: id, Kind: servicelevel.Given, At: wall(at), Time: d}
}

func workFacts(ticket, at string, d time.Duration) []servicelevel.Fact {
	return []servicelevel.Fact{
		requested(ticket, wall(at), servicelevel.ServiceRequest), workedOn("work on "+ticket, ticket, wall(at), wall(at).Add(d)),
	}
}

func TestHandleFunds(t *testing.T) {
	t.Parallel()
	const m = time.Minute
	for _, c := range []struct {
		edition                    string
		level                      servicelevel.Level
		estimate                   time.Duration
		used, given, over          time.Duration
		lose                       bool
		billable, free, paid, lack time.Duration
		offer                      string
	}{
		{edition: "nuxit", level: servicelevel.Standard, billable: 30 * m, paid: 30 * m, lack: 30 * m, offer: "169.00"},
		{edition: "magic", level: servicelevel.Standard, billable: 60 * m, paid: 60 * m, lack: 60 * m},
		{edition: "nuxit", level: servicelevel.Pro, used: 90 * m, estimate: 30 * m, given: 60 * m, billable: 30 * m, paid: 30 * m},
		{edition: "nuxit", level: servicelevel.Pro, used: 90 * m, estimate: 61 * m, given: 60 * m, billable: 90 * m, paid: 90 * m, lack: 30 * m, offer: "169.00"},
		{edition: "nuxit", level: servicelevel.Pro, estimate: 65 * m, billable: 90 * m, free: 90 * m},
		{edition: "nuxit", level: servicelevel.Pro, used: 1, estimate: 60 * m, billable: 60 * m, free: 60 * m},
		{edition: "nuxit", level: servicelevel.Pro, estimate: 91 * m, given: 30 * m, billable: 120 * m, free: 90 * m, paid: 30 * m},
		{edition: "nuxit", level: servicelevel.Pro, estimate: 90 * m, billable: 90 * m, free: 90 * m},
		{edition: "nuxit", level: servicelevel.Pro, estimate: 90*m + 1, billable: 120 * m, free: 90 * m, paid: 30 * m, lack: 30 * m, offer: "169.00"},
		{edition: "nuxit", level: servicelevel.Pro, estimate: 91 * m, given: 30*m - 1, billable: 120 * m, free: 90 * m, paid: 30 * m, lack: 1, offer: "169.00"},
		{edition: "nuxit", level: servicelevel.Pro, estimate: 91 * m, over: 30 * m, billable: 120 * m, free: 90 * m, paid: 30 * m},
		{edition: "nuxit", level: servicelevel.Pro, estimate: 91 * m, over: 30*m - 1, billable: 120 * m, free: 90 * m, paid: 30 * m, lack: 1, offer: "169.00"},
		{edition: "nuxit", level: servicelevel.Standard, estimate: 30 * m, used: 30 * m, over: 34 * m, billable: 30 * m, paid: 30 * m, lack: 26 * m, offer: "169.00"},
		{edition: "magic", level: servicelevel.Pro, estimate: 61 * m, given: 30 * m, billable: 120 * m, free: 90 * m, paid: 30 * m},
		{edition: "magic", level: servicelevel.Pro, estimate: 61 * m, given: 30 * m, lose: true, billable: 120 * m, free: 60 * m, paid: 60 * m, lack: 30 * m},
		{edition: "nuxit", level: servicelevel.Standard, estimate: 26 * 60 * m, billable: 26 * 60 * m, paid: 26 * 60 * m, lack: 26 * 60 * m, offer: "1037.00"},
	} {
		ct := contract(c.edition, c.level, "2026-01-01")
		ct.Options.Overdraft, ct.Options.LoseRemainder = c.over, c.lose
		var facts []servicelevel.Fact
		if c.given > 0 {
			facts = append(facts, givenHours("G", "2026-05-11 09:00", c.given))
		}
		if c.used > 0 {
			facts = append(facts, workFacts("before", "2026-05-11 10:00", c.used)...)
		}
		r := asked("T", "2026-05-13 10:00")
		r.Estimate = c.estimate
		h := handle(t, ct, r, facts...)
		assert.Equal(t, []time.Duration{c.billable, c.free, c.paid, c.lack}, []time.Duration{h.Billable, h.FromAllowance, h.FromCredit, h.Shortfall}, "%+v", c)
		assert.Equal(t, c.lack > 0, h.NeedsCredit)
		if c.offer == "" {
			assert.Nil(t, h.Offer, "%+v", c)
		} else if assert.NotNil(t, h.Offer, "%+v", c) {
			assert.Equal(t, c.offer, h.Offer.Price.StringFixed(2))
		}
		assert.Contains(t, h.Rules, "S19")
		assert.Equal(t, c.paid > 0, slices.Contains(h.Rules, "S20"), "%+v", c)
		assert.Equal(t, c.free > 0, slices.Contains(h.Rules, "S43"), "%+v", c)
		roundTrip(t, h)
	}
}

// TestHandleBesideHolds: what is held for others is not there (D38), in the month in
// which the work would be done.
func TestHandleBesideHolds(t *testing.T) {
	t.Parallel()
	held := []servicelevel.Fact{
		givenHours("G", "2026-05-04 09:00", time.Hour), requested("H", wall("2026-05-04 09:00"), servicelevel.ServiceRequest),
		{ID: "hold", Kind: servicelevel.Estimated, At: wall("2026-05-05 09:00"), Ticket: "H", Time: 2 * time.Hour},
	}
	for _, c := range []struct {
		at, released string
		free, lack   time.Duration
	}{
		{at: "2026-05-05 08:59", free: 90 * time.Minute}, // before it is held
		{at: "2026-05-05 09:00", free: 90 * time.Minute, lack: time.Hour},
		{at: "2026-05-29 17:59", free: 90 * time.Minute, lack: time.Hour},
		{at: "2026-06-01 09:00", free: 90 * time.Minute, lack: time.Hour},
		{at: "2026-05-20 10:00", released: "2026-05-20 10:00", free: 90 * time.Minute},
	} {
		facts := slices.Clone(held)
		if c.released != "" {
			facts = append(facts, servicelevel.Fact{ID: "over", Kind: servicelevel.Reported, At: wall(c.released), Ticket: "H"})
		}
		r := asked("T", c.at)
		r.Estimate = 90 * time.Minute
		h := handle(t, onLevel(servicelevel.Pro), r, facts...)
		assert.Equal(t, []time.Duration{c.free, 0, c.lack}, []time.Duration{h.FromAllowance, h.FromCredit, h.Shortfall}, c)
	}
}

func TestHandleFaults(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		ct   servicelevel.Contract
		want string
	}{
		"all":      {servicelevel.Contract{}, "contract.id: "},
		"no rent":  {contract("nuxit", servicelevel.Business, "2026-01-01"), "contract.rent: "},
		"edition":  {contract("magic", servicelevel.Pro, "2026-01-01"), "contract.edition: "},
		"no quote": {contract("nuxit", servicelevel.CriticalBusiness, "2026-01-01"), "contract.level: "},
	} {
		_, err := servicelevel.NUXIT().Open(c.ct)
		assert.ErrorContains(t, err, c.want, name)
	}
	ct := ending(onLevel(servicelevel.Pro), "2026-05-12")
	for field, r := range map[string]servicelevel.Request{
		"request.ticket":  {At: wall("2026-05-11 10:00")},
		"request.at":      {Ticket: "T"},
		"request.channel": {Ticket: "T", At: wall("2026-05-11 10:00"), Channel: 9},
	} {
		_, err := openBook(t, ct).Handle(r)
		var fe *servicelevel.FieldError
		require.ErrorAs(t, err, &fe)
		assert.Equal(t, field, fe.Field)
	}
	for at, ok := range map[string]bool{
		"2025-12-31 23:59:59.999999999": false, "2026-01-01 00:00": true, "2026-05-11 23:59:59.999999999": true, "2026-05-12 00:00": false,
	} {
		_, err := openBook(t, ct).Handle(asked("T", at))
		if ok {
			require.NoError(t, err, at)
		} else {
			assert.ErrorContains(t, err, "request.at: must lie in the contract's days of service", at)
		}
	}
	book := openBook(t, onLevel(servicelevel.Pro))
	_, _, err := book.Close(month("2026-05"))
	require.NoError(t, err)
	_, err = book.Handle(asked("T", "2026-05-31 23:59:59.999999999"))
	assert.ErrorContains(t, err, "request.at: must not be before the end of the last month closed")
	_, err = book.Handle(asked("T", "2026-06-01 00:00"))
	require.NoError(t, err)
}

// TestHandleBeyondTheHours: a quote whose hours end before the request has no answer for
// it.
func TestHandleBeyondTheHours(t *testing.T) {
	t.Parallel()
	ct := onLevel(servicelevel.CriticalBusiness)
	ct.Quote = quote()
	ct.Quote.Hours.Schedule.LastYear = 2026
	h := handle(t, ct, asked("T", "2026-12-31 10:00"))
	assert.True(t, h.Window.End.Equal(wall("2026-12-31 18:00")))
	_, err := openBook(t, ct).Handle(asked("T", "2027-05-13 10:00"))
	assert.ErrorContains(t, err, "request.at")
	var beyond *calendar.RangeError
	require.ErrorAs(t, err, &beyond)
	ct.Options.GuaranteeInHours = true
	_, err = openBook(t, ct).Handle(incident("T", "2027-05-13 10:00"))
	assert.ErrorContains(t, err, "request.at")
	act := servicelevel.Activity{Requests: []servicelevel.Request{incident("T", "2027-05-13 10:00")}}
	_, err = servicelevel.NUXIT().Statement(ct, act, month("2027-05"))
	assert.ErrorContains(t, err, "activity.requests[0]")
	act.Requests[0] = asked("T", "2026-12-31 10:00")
	act.Interventions = []servicelevel.Intervention{session("T", "2027-05-14 10:00", time.Hour)}
	_, err = servicelevel.NUXIT().Statement(ct, act, month("2027-05"))
	assert.ErrorContains(t, err, "activity.interventions[0]")
}

// TestHandlePaused: a deadline that a pause holds off is told from none.
func TestHandlePaused(t *testing.T) {
	t.Parallel()
	ct := onLevel(servicelevel.Pro)
	ct.Options.PauseWaiting = true
	r := incident("T", "2026-05-13 16:00")
	r.Waiting = []calendar.Pause{{Start: wall("2026-05-13 17:00")}}
	h := handle(t, ct, r)
	assert.True(t, h.Guaranteed)
	assert.True(t, h.Paused)
	assert.True(t, h.Due.IsZero())
	h = handle(t, ct, asked("T", "2026-05-13 16:00"))
	assert.False(t, h.Guaranteed)
	assert.False(t, h.Paused)
}

// What is estimated of a ticket that was worked on is all of its work: 70 of the 90 min of
// May's allowance are gone, in blocks of 30 min.
func TestHandleGoesOnFromATicket(t *testing.T) {
	list := facts(request("T", "2026-05-04 09:00", servicelevel.ServiceRequest), worked("a", "T", "2026-05-04 10:00", 70*mins), pack("P", "2026-05-04 09:00", 3))
	for estimate, want := range map[time.Duration][2]time.Duration{
		0: {}, 70 * mins: {}, 90 * mins: {}, 91 * mins: {0, 30 * mins}, 120 * mins: {0, 30 * mins}, 150 * mins: {0, 60 * mins},
	} {
		r := asked("T", "2026-06-01 09:00")
		r.Estimate = estimate
		h := handle(t, onLevel(servicelevel.Pro), r, list...)
		assert.Equal(t, want, [2]time.Duration{h.FromAllowance, h.FromCredit}, estimate)
		assert.Equal(t, want[1], h.Billable)
		r.Ticket = "new" // June's allowance is whole
		h = handle(t, onLevel(servicelevel.Pro), r, list...)
		assert.Equal(t, max((estimate+29*mins)/(30*mins)*30*mins, 30*mins), h.Billable)
		assert.Equal(t, min(h.Billable, 90*mins), h.FromAllowance)
	}
}
