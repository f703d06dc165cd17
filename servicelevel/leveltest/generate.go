package leveltest

import (
	"fmt"
	"slices"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/plans"
)

// oneIn draws true once in n times.
func oneIn(t *rapid.T, n int, label string) bool { return rapid.IntRange(1, n).Draw(t, label) == n }

// pick draws one of some values; the first is the one that a failing test is
// reduced to.
func pick[V any](t *rapid.T, label string, values ...V) V {
	return rapid.SampledFrom(values).Draw(t, label)
}

// Schedules draws valid schedules of the years 2023 to 2027 in Europe/Paris or UTC:
// hours with and without a break, nights, days around the clock, holidays of
// France and two other countries, dates with rules of their own, and up to three layers
// of each kind.
func Schedules() *rapid.Generator[calendar.Schedule] {
	return rapid.Custom(func(t *rapid.T) calendar.Schedule {
		own := drawLayer(t)
		s := calendar.Schedule{Zone: own.Zone, FirstYear: 2023, LastYear: 2027, Hours: own.Hours, Holidays: own.Holidays, Exceptions: own.Exceptions}
		for range max(0, rapid.IntRange(-2, 3).Draw(t, "layers")) {
			x := calendar.Layer{Op: calendar.LayerComplement}
			if op := pick(t, "op", calendar.LayerUnion, calendar.LayerIntersection, calendar.LayerDifference, calendar.LayerComplement); op != x.Op {
				x = drawLayer(t)
				x.Op = op
			}
			x.Reason = pick(t, "reason", "", "on call")
			s.Layers = append(s.Layers, x)
		}
		if len(s.Hours)+len(s.Exceptions)+len(s.Layers) == 0 { // which no plan has
			s.Hours = []calendar.Hours{{Days: calendar.Weekdays, Open: []calendar.Span{{Start: calendar.At(9, 0), End: calendar.At(18, 0)}}}}
		}
		return s
	})
}

// drawLayer draws the hours of a schedule, or of a layer of one.
func drawLayer(t *rapid.T) calendar.Layer {
	s := calendar.Layer{Zone: pick(t, "zone", "Europe/Paris", "Europe/Paris", "UTC")}
	week := []calendar.Days{calendar.EveryDay}
	if rapid.Bool().Draw(t, "weekend apart") {
		week = []calendar.Days{calendar.Weekdays, calendar.On(time.Saturday), calendar.On(time.Sunday)}
	}
	nights := rapid.Bool().Draw(t, "nights")
	for _, days := range week {
		if open := drawSpans(t, nights); len(open) > 0 {
			s.Hours = append(s.Hours, calendar.Hours{Days: days, Open: open})
		}
	}
	s.Holidays.Code = pick(t, "holidays", "", "FR", "FR-67", "FR-974", "CH-GE", "FR,LU")
	var on calendar.Date
	for range rapid.IntRange(0, 3).Draw(t, "exceptions") {
		if !on.Valid() {
			on = calendar.Date{Year: rapid.IntRange(2023, 2026).Draw(t, "year"), Month: time.December, Day: rapid.IntRange(1, 31).Draw(t, "day")}
		} else {
			on = on.AddDays(rapid.IntRange(1, 90).Draw(t, "days on"))
		}
		s.Exceptions = append(s.Exceptions, drawException(t, on))
	}
	return s
}

// drawException draws what holds on a date, on it and some after it, or on it and again.
func drawException(t *rapid.T, on calendar.Date) calendar.Exception {
	e := calendar.Exception{Date: on, Reason: "by arrangement"}
	switch rapid.IntRange(0, 5).Draw(t, "dates") {
	case 0:
		e.Until = on.AddDays(rapid.IntRange(1, 21).Draw(t, "length"))
	case 1:
		e.Yearly = true
	case 2:
		e.Weeks, e.Days = rapid.IntRange(1, 4).Draw(t, "weeks"), calendar.On(time.Saturday)
	}
	some := []calendar.Span{{Start: calendar.At(10, 0), End: calendar.At(12, 30)}}
	switch rapid.IntRange(0, 3).Draw(t, "exception") {
	case 0:
		e.Open, e.IfOpen = some, rapid.Bool().Draw(t, "if open")
	case 1:
		e.Usual = true
	case 2:
		e.Closed = some
	}
	return e
}

// drawSpans draws what is open on a day: a night ends before any morning begins,
// and if there are nights no day is open around the clock.
func drawSpans(t *rapid.T, nights bool) []calendar.Span {
	clock := func(from, to int) calendar.Clock {
		return calendar.Clock(rapid.IntRange(from*4, to*4).Draw(t, "quarter")) * 900
	}
	switch rapid.IntRange(0, 4).Draw(t, "open") {
	case 0:
		return []calendar.Span{{Start: clock(7, 11), End: clock(12, 24)}}
	case 1:
		return []calendar.Span{{Start: clock(7, 10), End: clock(11, 12)}, {Start: clock(13, 14), End: clock(15, 20)}}
	case 2:
		if nights {
			return []calendar.Span{{Start: clock(20, 23), End: clock(0, 6)}}
		}
		return []calendar.Span{{Start: calendar.At(0, 0), End: calendar.Midnight24}}
	case 3:
		return []calendar.Span{{Start: clock(20, 23), End: calendar.Midnight24}}
	}
	return nil
}

// Outages draws up to six outages of a period, in any order: some overlap, some
// reach over its ends, some are excluded, partial, declared later than detected,
// or as long as 99.9 % of the period allows, to the nanosecond. All have ended.
func Outages(period calendar.Interval) *rapid.Generator[[]penalty.Outage] {
	return rapid.Custom(func(t *rapid.T) []penalty.Outage {
		var list []penalty.Outage
		for i := range rapid.IntRange(0, 6).Draw(t, "outages") {
			start := within(t, period, "down")
			if i > 0 && oneIn(t, 3, "overlapping") {
				start = list[i-1].Start.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "later")) * time.Minute)
			}
			if !start.Before(period.End) {
				start = period.Start
			}
			o := penalty.Outage{ID: fmt.Sprint("O", i), Start: start}
			allowed := period.Duration() / 1000
			o.End = o.Start.Add(pick(t, "length", time.Hour, 1, time.Second, 30*time.Minute, allowed, allowed+1, 26*time.Hour))
			switch rapid.IntRange(0, 5).Draw(t, "variety") {
			case 0:
				o.Share = decimal.New(rapid.Int64Range(1, 100).Draw(t, "share"), -2)
			case 1:
				o.Declared = o.End
			case 2:
				o.Excluded = pick(t, "reason", penalty.Maintenance, penalty.Customer, penalty.ForceMajeure)
			}
			list = append(list, o)
		}
		return list
	})
}

// within draws an instant of a period, of whole minutes from its start.
func within(t *rapid.T, period calendar.Interval, label string) time.Time {
	minutes := int((period.Duration() - 1) / time.Minute)
	return period.Start.Add(time.Duration(rapid.IntRange(0, max(0, minutes)).Draw(t, label)) * time.Minute)
}

// Contracts draws valid contracts under the editions of NUXIT and Magic, of the
// levels from Standard to Business, that start in 2025 or 2026: with changes of
// level, with an end, under other decisions than the defaults, with other VAT, also
// from a day on. All have a rent, so that they may promise availability. Their zones
// are Europe/Paris and UTC.
func Contracts() *rapid.Generator[servicelevel.Contract] {
	return rapid.Custom(func(t *rapid.T) servicelevel.Contract {
		ct := servicelevel.Contract{
			ID: "C-1", Customer: "Atelier du Port",
			Edition: pick(t, "edition", "nuxit", "nuxit", "magic"),
			Level:   plans.Levels()[rapid.IntRange(0, 3).Draw(t, "level")],
			Start:   calendar.Date{Year: 2025, Month: time.January, Day: 1}.AddDays(rapid.IntRange(0, 600).Draw(t, "start")),
			Options: drawOptions(t),
		}
		rent := cents(t, "rent", 0, 100_000)
		ct.Rent = &rent
		levels, on := plans.Levels(), ct.Start
		level := slices.Index(levels[:], ct.Level)
		for range rapid.IntRange(0, 2).Draw(t, "changes") {
			on = on.AddDays(rapid.IntRange(1, 60).Draw(t, "days on"))
			level = (level + rapid.IntRange(1, 3).Draw(t, "other level")) % 4
			ct.Changes = append(ct.Changes, servicelevel.Change{On: on, Level: levels[level]})
		}
		if oneIn(t, 3, "ends") {
			ct.End = on.AddDays(rapid.IntRange(1, 90).Draw(t, "days"))
		}
		switch rapid.IntRange(0, 3).Draw(t, "vat") {
		case 1:
			ct.VAT = servicelevel.VAT{Rate: drawRate(t), Territory: "RE"}
		case 2:
			ct.VAT.Category = drawCategory(t)
		}
		ct.VAT.Changes = drawVATChanges(t, ct.Start)
		return ct
	})
}

// drawVATChanges draws other treatments from some days on, mostly none: about the start
// and in the months after it, often on the first or the last day of one.
func drawVATChanges(t *rapid.T, start calendar.Date) (list []servicelevel.VATChange) {
	on := start.AddDays(rapid.IntRange(-30, 30).Draw(t, "VAT from"))
	for range pick(t, "changes of VAT", 0, 1, 3, 8) {
		ch := servicelevel.VATChange{On: on}
		switch rapid.IntRange(0, 2).Draw(t, "change of VAT") {
		case 0:
			ch.Rate = drawRate(t)
		case 1:
			ch.Category = drawCategory(t)
		}
		list = append(list, ch)
		if on = on.AddDays(rapid.IntRange(1, 30).Draw(t, "days of VAT")); oneIn(t, 2, "at a month's end") {
			on = on.MonthOf().AddMonths(1).First().AddDays(pick(t, "first or last", 0, -1))
		}
		if on.Compare(ch.On) <= 0 {
			on = ch.On.AddDays(1)
		}
	}
	return list
}

func drawRate(t *rapid.T) *decimal.Decimal {
	rate := pick(t, "rate", decimal.New(2, -1), decimal.New(85, -3), decimal.New(55, -3))
	return &rate
}

func drawCategory(t *rapid.T) string {
	return pick(t, "category", "S", "AE", "K", "G", "E", "Z", "O")
}

func cents(t *rapid.T, label string, from, to int64) decimal.Decimal {
	return decimal.New(rapid.Int64Range(from, to).Draw(t, label), -2)
}

func drawOptions(t *rapid.T) servicelevel.Options {
	o := servicelevel.Options{
		Zone:             pick(t, "zone", "", "", "", "UTC"),
		MonthDay:         pick(t, "month day", 0, 0, 0, 1, 2, 15, 28),
		EachSession:      oneIn(t, 4, "each session"),
		SplitMonths:      oneIn(t, 4, "split months"),
		LoseRemainder:    oneIn(t, 4, "lose remainder"),
		AllowanceAnyDay:  oneIn(t, 4, "allowance any day"),
		Overdraft:        pick(t, "overdraft", 0, 30*time.Minute, 1000*time.Hour),
		GuaranteeInHours: oneIn(t, 4, "guarantee in hours"),
		PauseWaiting:     oneIn(t, 3, "pause waiting"),
		Rounding:         pick(t, "rounding", penalty.HalfAway, penalty.HalfAway, penalty.HalfEven),
		PriceReduction:   oneIn(t, 4, "price reduction"),
		ProRata:          oneIn(t, 3, "pro rata"),
	}
	if oneIn(t, 4, "other terms") {
		o.Penalty = &penalty.Terms{
			Target: decimal.New(999, -3), Rate: decimal.New(5, -2), Counting: penalty.Counting(rapid.IntRange(0, 2).Draw(t, "counting")),
			Excess: oneIn(t, 2, "excess"), Shrink: oneIn(t, 2, "shrink"), Uncapped: oneIn(t, 2, "uncapped"),
		}
	}
	if oneIn(t, 4, "billed by the hour") {
		price := cents(t, "hour", 1, 200_00)
		o.Uncovered, o.HourPrice = servicelevel.UncoveredHours, &price
	}
	if oneIn(t, 4, "late answers cost") {
		o.Late = &penalty.Terms{Target: decimal.New(1, 0), PerOutage: true, Lengths: []penalty.Length{{Credit: decimal.New(5, -2)}}}
	}
	return o
}

// service is the first quarter of a contract, or less if it ends sooner.
func service(ct servicelevel.Contract) calendar.Interval {
	loc := zone(ct)
	end := ct.Start.AddDays(90)
	if ct.End.Valid() && ct.End.Compare(end) < 0 {
		end = ct.End
	}
	return calendar.Interval{Start: ct.Start.Interval(loc).Start, End: end.Interval(loc).Start}
}

func zone(ct servicelevel.Contract) *time.Location {
	loc, err := calendar.LoadLocation(ct.Options.Zone)
	if err != nil {
		loc = servicelevel.NUXIT().Location()
	}
	return loc
}

// Activities draws what may have happened in the first three months of a contract:
// packs, also late ones, gifts and those that are billed elsewhere, requests with and
// without work, outages, charges. The facts fit the contract; a statement of it can be refused for nothing but hours
// that are not there (a *credit.ShortfallError).
func Activities(ct servicelevel.Contract) *rapid.Generator[servicelevel.Activity] {
	return rapid.Custom(func(t *rapid.T) servicelevel.Activity {
		var act servicelevel.Activity
		in := service(ct)
		for i := range rapid.IntRange(0, 4).Draw(t, "purchases") {
			p := servicelevel.Purchase{ID: fmt.Sprint("P", i), At: within(t, in, "bought"), Time: pick(t, "pack", 3*time.Hour, 5*time.Hour, 10*time.Hour, 20*time.Hour)}
			switch {
			case oneIn(t, 5, "gift"):
				p.Gift, p.Time = true, time.Duration(rapid.IntRange(1, 600).Draw(t, "minutes"))*time.Minute
			case ct.Edition == "magic" || oneIn(t, 3, "own price"):
				price := cents(t, "price", 0, 90_000)
				p.Price = &price
			}
			if oneIn(t, 5, "ends") {
				p.Until = calendar.DateOf(p.At.In(zone(ct))).AddDays(rapid.IntRange(0, 60).Draw(t, "days")).Interval(zone(ct)).End
			}
			p.Elsewhere = !p.Gift && oneIn(t, 6, "billed elsewhere")
			p.Recorded = drawRecorded(t, p.At)
			act.Purchases = append(act.Purchases, p)
		}
		for i := range rapid.IntRange(0, 5).Draw(t, "requests") {
			drawRequest(t, &act, in, fmt.Sprint("T", i))
		}
		act.Outages = Outages(in).Draw(t, "outages")
		for i := range act.Outages {
			act.Outages[i].Recorded = drawRecorded(t, act.Outages[i].Start)
		}
		if oneIn(t, 3, "excluded") {
			at := within(t, in, "maintenance")
			act.Exclusions = []penalty.Exclusion{{Start: at, End: at.Add(2 * time.Hour), Reason: penalty.Maintenance, Note: "announced"}}
		}
		for i := range max(0, rapid.IntRange(-2, 2).Draw(t, "charges")) {
			act.Charges = append(act.Charges, drawCharge(t, in, fmt.Sprint("C", i)))
		}
		return act
	})
}

// drawCharge draws one of a day in service or soon after it, at the contract's VAT or its
// own.
func drawCharge(t *rapid.T, in calendar.Interval, id string) servicelevel.Charge {
	c := servicelevel.Charge{
		ID: id, At: within(t, in, "charged").AddDate(0, 0, pick(t, "days on", 0, 0, 0, 40)), Label: servicelevel.Wording{FR: "Mise en service", EN: "Set-up"},
		Price: cents(t, "price", 1, 20_000),
	}
	if oneIn(t, 3, "goodwill") {
		c.Label, c.Price = servicelevel.Wording{FR: "Geste commercial", EN: "Goodwill"}, c.Price.Neg()
	}
	c.Recorded = drawRecorded(t, c.At)
	switch rapid.IntRange(0, 4).Draw(t, "own VAT") {
	case 1:
		c.VAT = &servicelevel.ChargeVAT{Rate: drawRate(t)}
	case 2:
		c.VAT = &servicelevel.ChargeVAT{Category: pick(t, "without tax", "E", "AE", "K", "G", "O"), Exemption: servicelevel.Exemption{Reason: "by law"}}
	}
	return c
}

// drawRecorded draws when a fact became known: mostly at once.
func drawRecorded(t *rapid.T, at time.Time) time.Time {
	if !oneIn(t, 4, "late") {
		return time.Time{}
	}
	return at.Add(time.Duration(rapid.IntRange(0, 60*24).Draw(t, "hours later")) * time.Hour)
}

func drawRequest(t *rapid.T, act *servicelevel.Activity, in calendar.Interval, ticket string) {
	r := servicelevel.Request{Ticket: ticket, At: within(t, in, "asked"), Kind: pick(t, "kind", servicelevel.ServiceRequest, servicelevel.Incident)}
	if oneIn(t, 8, "by telephone") { // no work comes of it (S28)
		r.Channel = servicelevel.ByTelephone
		act.Requests = append(act.Requests, r)
		return
	}
	if oneIn(t, 4, "waited") {
		at := r.At.Add(time.Duration(rapid.IntRange(0, 300).Draw(t, "asked back")) * time.Minute)
		r.Waiting = []calendar.Pause{{Start: at, End: at.Add(time.Hour), Reason: "the customer is asked"}}
	}
	act.Requests = append(act.Requests, r)
	for range rapid.IntRange(0, 3).Draw(t, "sessions") {
		start := r.At.Add(time.Duration(rapid.IntRange(0, 3000).Draw(t, "after")) * time.Minute)
		if !start.Before(in.End) {
			continue
		}
		worked := pick(t, "worked", 20*time.Minute, 0, 1, 30*time.Minute-1, 30*time.Minute, 30*time.Minute+1, 65*time.Minute, 4*time.Hour)
		s := servicelevel.Intervention{Ticket: ticket, Start: start, End: start.Add(worked), Recorded: drawRecorded(t, start.Add(worked))}
		act.Interventions = append(act.Interventions, s)
	}
}

// Inputs draws a contract, an activity and one of the contract's first six months.
// A statement of it can be refused for nothing but hours that are not there.
func Inputs() *rapid.Generator[servicelevel.Input] {
	return rapid.Custom(func(t *rapid.T) servicelevel.Input {
		ct := Contracts().Draw(t, "contract")
		act := Activities(ct).Draw(t, "activity")
		return servicelevel.Input{Month: ct.MonthOf(ct.Start).AddMonths(rapid.IntRange(0, 5).Draw(t, "month")), Contract: ct, Activity: act}
	})
}
