package ledger_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

// planFrom is a plan from a day of 2026 on.
func planFrom(id, name string, m time.Month, day int, d time.Duration) ledger.Entry {
	return ledger.Entry{ID: id, Kind: credit.Allowance, At: on(1, 1, 0, 0), From: calendar.Date{Year: 2026, Month: m, Day: day}, Time: d, Plan: name}
}

// Pro holds on the last day of March only: of 90 minutes, two by its days, for work begun
// on that day.
func TestAllowanceOfTheLastDay(t *testing.T) {
	last := on(3, 31, 0, 0)
	for choice, want := range map[credit.PartMonth]struct{ pro, serenity time.Duration }{
		credit.WholeAllowance: {90 * minute, 0}, credit.AllowanceByDays: {2 * minute, 0}, credit.AnyDay: {90 * minute, 90 * minute},
	} {
		for begin, free := range map[time.Time]time.Duration{
			on(3, 3, 9, 0): want.serenity, last.Add(-1): want.serenity, last: want.pro, on(4, 1, 0, 0).Add(-1): want.pro, on(4, 1, 0, 0): 90 * minute,
		} {
			list := []ledger.Entry{planFrom("s", "Serenity", 1, 1, 0), planFrom("p", "Pro", 3, 31, 90*minute), session("d", "T", begin, 2*hour)}
			orders(list, func(order []ledger.Entry) {
				a := account(t, credit.Terms{Blocks: credit.Blocks{Size: hour}, PartMonth: choice}, gift("g", on(1, 1, 0, 0), 9*hour))
				apply(t, a, order...)
				assert.Equal(t, ledger.Usage{Worked: 2 * hour, Charged: 2 * hour, Allowance: free, Credit: 2*hour - free}, usage(a, "T"), "%v %v", choice, begin)
				assert.Equal(t, want.pro, a.View(on(3, 31, 12, 0), time.Time{}).Month(month(2026, time.March)).Granted)
				assert.Empty(t, a.Broken())
			})
		}
	}
}

// The days of one plan share its allowance of a month, though another plan held between
// them, or it gave more for some of them.
func TestDaysOfOnePlan(t *testing.T) {
	for choice, want := range map[credit.PartMonth][2]time.Duration{ // of Pro, and of all
		credit.WholeAllowance: {120 * minute, 150 * minute},
		// 10·90 + 11·120 of 31 days are 71 min 36 s, and 10·30 are 9 min 40 s.
		credit.AllowanceByDays: {71 * minute, 80 * minute},
		credit.AnyDay:          {120 * minute, 120 * minute},
	} {
		terms := credit.Terms{Blocks: credit.Blocks{Size: 1}, PartMonth: choice}
		a := account(t, terms, plan("a", "Pro", 1, 90*minute, 0), plan("b", "Standard", 11, 30*minute, 0), plan("c", "Pro", 21, 120*minute, 0), gift("g", at(1, 0, 0), 9*hour))
		v := a.View(at(31, 0, 0), time.Time{})
		assert.Equal(t, want[1], v.Month(may).Granted, choice)
		assert.Equal(t, want[0], v.Balance().Allowance, choice)
		apply(t, a, session("d", "T", at(25, 0, 0), 3*hour), session("e", "U", at(5, 0, 0), hour))
		assert.Equal(t, want[0], usage(a, "T").Allowance)
		assert.Zero(t, usage(a, "U").Allowance, "T has used it up")
		assert.Equal(t, want[1]-want[0], a.View(at(31, 0, 0), time.Time{}).Month(may).Left)
	}
}

// A session over a month's end is paid by the plans of both days, told before the plan or
// after.
func TestPlanOfTheNextMonth(t *testing.T) {
	list := []ledger.Entry{
		plan("a", "Pro", 1, 90*minute, 0), plan("b", "Business", 32, 90*minute, 0), work("d", "T", on(5, 31, 23, 0), on(6, 1, 1, 0)),
	}
	orders(list, func(order []ledger.Entry) {
		a := account(t, credit.Terms{Blocks: credit.Blocks{Size: hour}, Paying: credit.SplitAtMidnight}, gift("g", on(1, 1, 0, 0), 9*hour))
		apply(t, a, order...)
		assert.Equal(t, map[string]time.Duration{"2026-05": hour, "2026-06": hour}, charges(a))
		assert.Empty(t, a.Broken())
	})
}

// The plan of the last day worked on pays for the rounding, also if work of a later day is
// taken back: of two minutes on Pro, Standard and Pro again.
func TestRoundingOfAMonthWithSeveralPlans(t *testing.T) {
	terms := credit.Terms{Blocks: credit.Blocks{Size: 30 * minute}, Paying: credit.SplitAtMidnight}
	plans := []ledger.Entry{plan("p", "Pro", 1, hour, 0), plan("q", "Standard", 11, hour, 0), plan("r", "Pro", 21, hour, 0), gift("g", at(1, 0, 0), 9*hour)}
	list := []ledger.Entry{session("a", "T", at(5, 0, 0), minute), session("b", "T", at(15, 0, 0), minute), session("c", "T", at(25, 0, 0), minute)}
	orders(list, func(order []ledger.Entry) {
		a := account(t, terms, plans...)
		apply(t, a, order...)
		apply(t, a, session("x", "X", at(25, 0, 0), hour)) // what is left to Pro
		assert.Equal(t, 31*minute, usage(a, "X").Allowance, "Pro pays 29 minutes")
		a = account(t, terms, plans...)
		apply(t, a, order...)
		apply(t, a, acts(credit.Reversal, "back", at(26, 0, 0), "c"), session("x", "X", at(25, 0, 0), hour))
		assert.Equal(t, 59*minute, usage(a, "X").Allowance, "Pro pays one")
		apply(t, a, session("e", "T", at(9, 0, 0), minute)) // a minute more of Pro, of which nothing is left, and one less of Standard
		assert.Equal(t, ledger.Usage{Worked: 3 * minute, Charged: 30 * minute, Allowance: 29 * minute, Credit: minute}, usage(a, "T"))
		assert.Empty(t, a.Broken())
	})
}

// What an allowance no longer gives others pay for, for the work begun last first, from
// when it had been drawn on.
func TestAllowanceTakenAway(t *testing.T) {
	a := account(t, halfHours, gift("g", at(1, 0, 0), 9*hour), allowance("plan", may, 2*hour),
		session("b", "B", at(10, 0, 0), hour), session("a", "A", at(5, 0, 0), 30*minute), session("a2", "A", at(20, 0, 0), 30*minute))
	before := account(t, halfHours, gift("g", at(1, 0, 0), 9*hour), allowance("plan", may, 90*minute),
		session("a", "A", at(5, 0, 0), 30*minute), session("a2", "A", at(20, 0, 0), 30*minute), session("b", "B", at(10, 0, 0), hour))
	apply(t, a, allowance("less", may, 30*minute))
	assert.Equal(t, []time.Duration{30 * minute, 0}, []time.Duration{usage(a, "A").Allowance, usage(a, "B").Allowance})
	assert.Equal(t, 8*hour+30*minute-30*minute, balance(a, at(15, 0, 0)).Available, "B from the 10th on")
	assert.Equal(t, 7*hour+30*minute, balance(a, at(20, 0, 0)).Available, "and half of A from the 20th on")
	assert.Equal(t, 9*hour, balance(a, at(10, 0, 0).Add(-1)).Available)
	apply(t, a, allowance("more", may, 90*minute))
	assert.Equal(t, lastOf(before).months, lastOf(a).months)
	assert.Equal(t, lastOf(before).used, lastOf(a).used)
	assert.Empty(t, a.Broken())
}

// Of work begun at one instant others pay for the ticket told last.
func TestAllowanceTakenAwayFromOneInstant(t *testing.T) {
	a := account(t, halfHours, gift("g", at(1, 0, 0), 9*hour), allowance("plan", may, hour), session("b", "B", at(5, 0, 0), 1), session("a", "A", at(5, 0, 0), 1),
		allowance("less", may, 30*minute))
	assert.Equal(t, []time.Duration{30 * minute, 0}, []time.Duration{usage(a, "B").Allowance, usage(a, "A").Allowance})
}

// What comes back to an allowance pays for the work that last came to be paid by others,
// whatever was refused between.
func TestReliefOfTheLastPaidByOthers(t *testing.T) {
	for _, refused := range []bool{false, true} {
		a := account(t, halfHours, allowance("plan", may, 30*minute), gift("g", at(1, 0, 0), hour), session("x", "X", at(2, 0, 0), 30*minute))
		if refused { // A would come first
			short(t, a, session("no", "A", at(2, 0, 0), 2*hour))
		}
		apply(t, a, session("b", "B", at(3, 0, 0), 30*minute), session("a", "A", at(3, 0, 0), 30*minute))
		r := apply(t, a, acts(credit.Reversal, "r", at(4, 0, 0), "x"))
		assert.Equal(t, []ledger.Draw{
			{Rule: "D6", Month: may, Time: -30 * minute},
			{Rule: "D7", Lot: "g", Time: -30 * minute, For: "A"},
			{Rule: "D6", Month: may, Time: 30 * minute, For: "A"},
		}, r.Draws)
		assert.Empty(t, a.Broken())
	}
}

// A reversal that moves its ticket to a month with less allowance is refused if there is
// not enough for that, and then nothing has changed.
func TestReversalThatCostsMore(t *testing.T) {
	a := account(t, halfHours, allowance("may", may, hour), allowance("june", may.AddMonths(1), 0),
		session("a", "T", at(5, 0, 0), minute), session("b", "T", at(40, 0, 0), hour-minute))
	before := state(a)
	_, err := a.Apply(acts(credit.Reversal, "r", at(41, 0, 0), "a"))
	assert.Equal(t, &credit.ShortfallError{ID: "r", Needed: hour, Missing: hour}, err)
	assert.Equal(t, before, state(a))
	assert.Empty(t, a.Broken())
	apply(t, a, gift("g", at(41, 0, 0), hour), acts(credit.Reversal, "r", at(41, 0, 0), "a"))
	assert.Equal(t, map[string]time.Duration{"2026-06 lots": hour}, charges(a))
	assert.Empty(t, a.Broken())
	apply(t, a, session("c", "T", at(6, 0, 0), minute))
	assert.Equal(t, map[string]time.Duration{"2026-05": hour}, charges(a))
}

// A plan that is refused leaves nothing behind.
func TestPlanThatCostsMore(t *testing.T) {
	a := account(t, halfHours, plan("p", "Pro", 1, 2*hour, 0), gift("g", at(1, 0, 0), 30*minute), hold("h", "H", at(2, 0, 0), 30*minute),
		session("a", "T", at(5, 0, 0), 61*minute), session("b", "U", at(20, 0, 0), 30*minute))
	before := state(a)
	for _, e := range []ledger.Entry{plan("q", "New", 3, 0, hour), plan("q", "Pro", 4, 0, hour), plan("q", "New", 19, 0, 2*hour)} {
		short(t, a, e)
		assert.Equal(t, before, state(a))
		assert.Empty(t, a.Broken())
	}
	apply(t, a, plan("q", "New", 21, 0, hour))
	assert.Equal(t, 90*minute, usage(a, "T").Allowance)
}

// What a month owes is drawn in one go, also if some of it was another month's: of 88 min
// 59 s, one block of an hour comes from the 90 minutes of February. In two goes, of 59
// minutes and the rest, each would lose what is less than a block.
func TestBlocksOfOneDraw(t *testing.T) {
	a := account(t, credit.Terms{Blocks: credit.Blocks{Size: hour}, Paying: credit.SplitAtMidnight, Remainder: credit.LoseRemainder, Zone: "Europe/Paris"},
		planFrom("s", "Serenity", 1, 1, 0), planFrom("p", "Pro", 1, 2, 90*minute), gift("g", on(1, 1, 0, 0), 9*hour))
	apply(t, a, session("d", "T", on(1, 1, 0, 0), 30*minute+time.Second), session("e", "T", on(1, 31, 23, 59), 30*minute))
	usage := usage(a, "T")
	assert.Equal(t, 2*hour, usage.Charged)
	assert.Equal(t, hour+minute, usage.Allowance, "a minute of January's, an hour of February's")
	assert.Equal(t, hour, a.View(on(2, 28, 0, 0), time.Time{}).Month(month(2026, time.February)).Usage.Allowance)
	assert.Equal(t, 59*minute, usage.Credit)
}
