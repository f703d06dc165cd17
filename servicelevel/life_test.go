package servicelevel_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/penalty/clauses"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/monthend"
	"github.com/palier-go/palier/servicelevel/plans"
)

// life is a contract with everything that happened under it.
type life struct {
	ct       servicelevel.Contract
	currency modelCurrency // of its editions
	facts    []servicelevel.Fact
	act      servicelevel.Activity   // the same, if it is no life of a desk
	desk     bool                    // with facts that an Activity cannot tell
	cat      *servicelevel.Catalogue // nil: NUXIT's or Magic's own
	byPlan   servicelevel.Uncovered  // what its plans say of work without credit
	late     *penalty.Terms          // what late interventions cost by its plans
	first    calendar.Month
	months   int
}

func (l *life) catalogue() *servicelevel.Catalogue {
	switch {
	case l.cat != nil:
		return l.cat
	case l.currency != "":
		return editionsIn(l.currency)
	}
	return catalogueOf(l.ct)
}

func (l *life) model() *model {
	m := newModel(l.ct, l.facts)
	m.currency = l.currency
	if l.cat != nil {
		m.rates = append(m.rates, l.cat.Edition().VATChanges...)
	}
	m.byPlan, m.late = l.byPlan, l.late
	return m
}

// monthEnd is a run over the life by itself.
func (l *life) monthEnd() monthend.Run {
	return monthend.Run{Workers: 1, Catalogue: l.catalogue()}
}

// last is a month in which all is known.
func (l *life) last() calendar.Month { return l.first.AddMonths(l.months + 3) }

func cents(n int64) *decimal.Decimal {
	d := decimal.New(n, -2)
	return &d
}

func oneIn(t *rapid.T, n int, label string) bool { return rapid.IntRange(1, n).Draw(t, label) == 1 }

func drawOptions(t *rapid.T, currency modelCurrency) servicelevel.Options {
	o := servicelevel.Options{
		EachSession:      oneIn(t, 4, "each session"),
		SplitMonths:      oneIn(t, 3, "split months"),
		LoseRemainder:    oneIn(t, 4, "lose remainder"),
		AllowanceAnyDay:  oneIn(t, 4, "allowance any day"),
		GuaranteeInHours: oneIn(t, 4, "guarantee in hours"),
		PauseWaiting:     oneIn(t, 2, "pause waiting"),
		PriceReduction:   oneIn(t, 3, "price reduction"),
		ProRata:          oneIn(t, 2, "pro rata"),
		FeesInAdvance:    oneIn(t, 4, "fees in advance"),
		MonthDay:         drawMonthDay(t),
		Overdraft:        rapid.SampledFrom([]time.Duration{0, 0, 30 * time.Minute, 10 * time.Hour, 1000 * time.Hour}).Draw(t, "overdraft"),
		Zone:             rapid.SampledFrom([]string{"", "", "Indian/Reunion", "America/New_York"}).Draw(t, "zone"),
	}
	if o.SplitMonths { // of a block that moves to another month the fund draws each part by itself
		o.LoseRemainder = false
	}
	if oneIn(t, 4, "half even") {
		o.Rounding = penalty.HalfEven
	}
	if oneIn(t, 3, "terms") {
		o.Penalty, o.PenaltyBesides = drawTerms(t, currency)
	}
	switch rapid.IntRange(0, 5).Draw(t, "late") {
	case 0:
		o.Late = &penalty.Terms{
			Target: *dec("1"), PerOutage: true, Counting: penalty.Begun, RealTime: oneIn(t, 2, "real time"),
			Rate: rapid.SampledFrom([]decimal.Decimal{*dec("0.05"), *dec("0.0003"), *dec("0.00125")}).Draw(t, "share"),
		}
	case 1:
		o.Late = &penalty.Terms{
			Target: *dec("1"), PerOutage: true, Counting: penalty.Begun, RealTime: oneIn(t, 2, "real time"), Basis: penalty.Amount,
			Rate: currency.drawCredit(t, "amount"),
		}
	case 2:
		o.Late = &penalty.Terms{
			Target: *dec("1"), PerOutage: true,
			Lengths: []penalty.Length{{Credit: rapid.SampledFrom([]decimal.Decimal{*dec("0.05"), *dec("0.333"), *dec("0.025"), *dec("0.6")}).Draw(t, "share")}},
		}
	}
	return o
}

// drawTerms draws a clause of availability, and those beside it.
func drawTerms(t *rapid.T, currency modelCurrency) (*penalty.Terms, *clauses.Besides) {
	c := &penalty.Terms{
		Target: *dec("0.999"), Rate: *dec("0.05"), Rounding: penalty.Rounding(rapid.IntRange(0, 1).Draw(t, "rounding")),
		Excess:      oneIn(t, 2, "excess"),
		Uncapped:    oneIn(t, 2, "uncapped"),
		WholePeriod: oneIn(t, 2, "whole period"),
		Shrink:      oneIn(t, 2, "shrink"),
		Counting:    penalty.Counting(rapid.IntRange(0, 2).Draw(t, "counting")),
		Period:      penalty.Period(max(0, rapid.IntRange(-3, 3).Draw(t, "period"))),
		ClaimWithin: drawDeadline(t),
		MinOutage:   rapid.SampledFrom([]time.Duration{0, 0, 10 * time.Minute, 45 * time.Minute, 3 * time.Hour}).Draw(t, "least outage"),
	}
	c.ClaimFrom = drawClaimFrom(t, c)
	drawNewer(t, currency, c)
	return c, drawBesides(t, currency, c)
}

// drawMonthDay draws the day on which months begin: mostly that of the calendar's.
func drawMonthDay(t *rapid.T) int {
	return rapid.OneOf(rapid.Just(0), rapid.SampledFrom([]int{0, 0, 1, 2, 15, 15, 28}), rapid.IntRange(2, 28)).Draw(t, "month day")
}

// drawLife draws a life that an Activity can tell, and drawDesk one with estimates,
// withdrawn and merged requests, and outages whose end was told by itself. What the
// contract has no hours for is left out.
func drawLife(t *rapid.T) *life { return drawLifeOf(t, false).possible() }

func drawDesk(t *rapid.T) *life { return drawLifeOf(t, true).possible() }

// drawLifeOf draws a life of either kind, in any currency, under a contract that can be changed.
func drawLifeOf(t *rapid.T, desk bool, changes ...func(*servicelevel.Contract)) *life {
	return drawLifeIn(t, drawCurrency(t), desk, changes...)
}

func drawLifeIn(t *rapid.T, currency modelCurrency, desk bool, changes ...func(*servicelevel.Contract)) *life {
	l := &life{months: rapid.IntRange(1, 5).Draw(t, "months"), desk: desk, currency: currency}
	l.first = calendar.MustParseMonth("2023-01").AddMonths(rapid.IntRange(0, 30).Draw(t, "first month"))
	ct := &l.ct
	ct.ID, ct.Customer = "C-1", "Atelier"
	ct.Edition = rapid.SampledFrom([]string{"nuxit", "nuxit", "magic", "other", "years", "limits"}).Draw(t, "edition")
	ct.Options = drawOptions(t, currency)
	l.drawDays(t)
	l.drawLevels(t)
	ct.Rent = currency.drawAmount(t, "rent", 100_000, 14900, 14900, 1010, 0)
	l.drawVAT(t)
	l.drawUncovered(t)
	for _, change := range changes {
		change(ct)
	}
	l.drawFacts(t)
	return l
}

// drawDays draws the days of service.
func (l *life) drawDays(t *rapid.T) {
	ct := &l.ct
	day := func(label string) int {
		return rapid.OneOf(rapid.SampledFrom([]int{1, 15, 28}), rapid.IntRange(1, 31)).Draw(t, label)
	}
	clip := func(m calendar.Month, d int) calendar.Date {
		return calendar.Date{Year: m.Year, Month: m.Month, Day: min(d, m.Days())}
	}
	ct.Start = clip(l.first, day("start day"))
	if oneIn(t, 2, "from the first") {
		ct.Start = l.model().first(l.first)
	}
	l.first = l.model().monthOn(ct.Start)
	if oneIn(t, 3, "ends") {
		end := clip(l.first.AddMonths(rapid.IntRange(0, l.months).Draw(t, "end month")), day("end day"))
		if before(ct.Start, end) {
			ct.End = end
		}
		if oneIn(t, 4, "one day") {
			ct.End = ct.Start.AddDays(1)
		}
	}
}

// drawLevels draws the level at the start and its changes, to the same one too, and changes
// of edition.
func (l *life) drawLevels(t *rapid.T) {
	ct, currency, levels := &l.ct, l.currency, 4
	if ct.Edition == "nuxit" && oneIn(t, 3, "quote") {
		ct.Quote, levels = currency.quote(), 5
	}
	ct.Level = levelAt(rapid.IntRange(0, levels-1).Draw(t, "level"))
	level, last := ct.Level, ct.Start
	for range rapid.IntRange(0, 4).Draw(t, "changes") {
		on := last.AddDays(rapid.OneOf(rapid.IntRange(1, 12), rapid.IntRange(1, 60)).Draw(t, "days on"))
		if oneIn(t, 3, "on a bound") {
			on = l.model().first(l.model().monthOn(last).AddMonths(1)).AddDays(rapid.IntRange(-1, 0).Draw(t, "last or first"))
		}
		if !before(last, on) || ct.End.Valid() && !before(on, ct.End) {
			continue
		}
		level, last = levelAt((numberOf(level)+rapid.IntRange(0, levels-1).Draw(t, "other level"))%levels), on
		ch := servicelevel.Change{On: on, Level: level}
		if oneIn(t, 4, "other edition") {
			ch.Edition = rapid.SampledFrom([]string{"nuxit", "magic", "dearer", "other", "years", "limits"}).Draw(t, "edition from then on")
		}
		if levels == 5 && oneIn(t, 3, "other quote") {
			ch.Quote = rapid.SampledFrom([]*plans.Plan{currency.quote(), currency.dearerQuote(), currency.dearerQuote()}).Draw(t, "quote from then on")
		}
		ct.Changes = append(ct.Changes, ch)
	}
}

// possible leaves out what the model refuses, and what becomes known too late to matter.
func (l *life) possible() *life {
	m := l.model()
	from, until := m.bounds(l.last())
	refused := m.fold(from, until).refused
	var facts []servicelevel.Fact
	for _, f := range l.facts {
		if refused[f.ID] == nil && knownAt(&f).Before(until) {
			facts = append(facts, f)
		}
	}
	l.facts = facts
	if !l.desk {
		l.act = activityOf(facts)
	}
	return l
}

// activityOf tells facts as an Activity.
func activityOf(facts []servicelevel.Fact) (act servicelevel.Activity) {
	requests, wrong := map[string]int{}, map[string]time.Time{}
	for _, f := range facts {
		if f.Kind == servicelevel.Withdrawn {
			wrong[f.Of] = knownAt(&f)
		}
		if f.Kind == servicelevel.Requested {
			requests[f.Ticket] = len(act.Requests)
			act.Requests = append(act.Requests, servicelevel.Request{Ticket: f.Ticket, Kind: f.Request, Channel: f.Channel, At: f.At, Recorded: f.Recorded, For: f.For})
		}
	}
	for _, f := range facts {
		switch f.Kind {
		case servicelevel.Bought, servicelevel.Given:
			act.Purchases = append(act.Purchases, servicelevel.Purchase{ID: f.ID, At: f.At, Recorded: f.Recorded, Time: f.Time, Price: f.Price, Gift: f.Kind == servicelevel.Given, Withdrawn: wrong[f.ID], Elsewhere: f.Elsewhere, Until: f.End})
		case servicelevel.Refunded, servicelevel.Forfeited, servicelevel.Moved:
			kinds := map[servicelevel.FactKind]credit.Kind{
				servicelevel.Refunded: credit.Refund, servicelevel.Forfeited: credit.Forfeit, servicelevel.Moved: credit.Transfer,
			}
			act.Removals = append(act.Removals, servicelevel.Removal{
				ID: f.ID, Kind: kinds[f.Kind], Of: f.Of, At: f.At, Recorded: f.Recorded, Time: f.Time, Price: f.Price, Withdrawn: wrong[f.ID],
			})
		case servicelevel.Claimed:
			act.Claims = append(act.Claims, servicelevel.Claim{ID: f.ID, Month: f.Month, At: f.At, Recorded: f.Recorded, Withdrawn: wrong[f.ID]})
		case servicelevel.Charged:
			act.Charges = append(act.Charges, servicelevel.Charge{ID: f.ID, At: f.At, Recorded: f.Recorded, Price: *f.Price, Label: f.Label, VAT: f.VAT, Withdrawn: wrong[f.ID]})
		case servicelevel.Worked:
			act.Interventions = append(act.Interventions, servicelevel.Intervention{ID: f.ID, Ticket: f.Ticket, Start: f.At, End: f.End, Recorded: f.Recorded, ChargedTo: f.ChargedTo, Withdrawn: wrong[f.ID]})
		case servicelevel.Waiting:
			r := &act.Requests[requests[f.Ticket]]
			r.Waiting = append(r.Waiting, calendar.Pause{Start: f.At})
		case servicelevel.Resumed:
			r := &act.Requests[requests[f.Ticket]]
			r.Waiting[len(r.Waiting)-1].End = f.At
		case servicelevel.Down:
			act.Outages = append(act.Outages, penalty.Outage{
				ID: f.ID, Start: f.At, Declared: f.Declared, End: f.End, Recorded: f.Recorded, Share: f.Share, Excluded: f.Reason, Cause: f.Note, Withdrawn: wrong[f.ID],
			})
		case servicelevel.Excluded:
			act.Exclusions = append(act.Exclusions, penalty.Exclusion{Start: f.At, End: f.End, Reason: f.Reason, Note: f.Note, Recorded: f.Recorded, Withdrawn: wrong[f.ID]})
		}
	}
	return act
}

func TestLifeAgainstModel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := drawLife(t)
		m := l.model()
		for mo := l.first; mo.Compare(l.last()) <= 0; mo = mo.AddMonths(1) {
			got, err := l.catalogue().Statement(l.ct, l.act, mo)
			require.NoError(t, err, mo)
			require.NoError(t, got.Validate(), mo)
			require.Equal(t, m.month(mo), accountOf(&got), mo)
		}
	})
}
