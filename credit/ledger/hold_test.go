package ledger_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/credit/ledger"
)

func extend(id string, t time.Time, of string, d time.Duration) ledger.Entry {
	return ledger.Entry{ID: id, Kind: credit.Extend, At: t, Of: of, Time: d}
}

// Two hours estimated, an hour on 29 May and one on 1 June: May's hour and a half and half
// an hour of the pack.
func TestEstimateOverAMonthsEnd(t *testing.T) {
	estimate := hold("h", "T1", on(5, 29, 8, 0), 2*hour)
	first, second := work("a", "T1", on(5, 29, 9, 0), on(5, 29, 10, 0)), work("b", "T1", on(6, 1, 9, 0), on(6, 1, 10, 0))
	captured := capture("b", second.At, "h", second.Time)
	for _, order := range [][]ledger.Entry{{estimate, first, second}, {estimate, first, captured}, {estimate, second, first}, {second, first}} {
		a := pro(t, nil, pack("P", on(5, 1, 9, 0), 5, "239"))
		apply(t, a, order...)
		want := ledger.Usage{Worked: 2 * hour, Charged: 2 * hour, Allowance: 90 * minute, Credit: 30 * minute, Cost: 23900}
		assert.Equal(t, want, usage(a, "T1"))
		v := a.View(on(6, 2, 0, 0), time.Time{})
		assert.Equal(t, want, v.Month(may).Usage)
		assert.Equal(t, credit.Balance{Allowance: 90 * minute, Available: 270 * minute}, v.Balance(), "nothing is held, and June pays nothing")
	}
	a := pro(t, nil, pack("P", on(5, 1, 9, 0), 5, "239"), estimate, first)
	assert.Equal(t, hour, a.View(on(5, 31, 0, 0), time.Time{}).Holds()[0].Held)
	apply(t, a, work("b", "T1", on(6, 1, 9, 0), on(6, 1, 9, 0).Add(1)))
	assert.Equal(t, 30*minute, a.View(on(6, 1, 9, 0), time.Time{}).Holds()[0].Held, "a nanosecond begins a block")
	apply(t, a, work("c", "T1", on(6, 1, 12, 0), on(6, 1, 13, 0)))
	assert.Zero(t, a.View(on(6, 2, 0, 0), time.Time{}).Holds()[0].Held, "more was worked than estimated")
}

// Ninety minutes held since May: in June that month's allowance and then the pack must
// cover them. T2 may use June's allowance as far as the pack covers what is held.
func TestHoldOfAnEarlierMonth(t *testing.T) {
	for _, tt := range []struct {
		pack, more time.Duration // for T2
	}{{300 * minute, hour}, {60 * minute, hour}, {60*minute - 1, 30 * minute}, {30 * minute, 30 * minute}, {0, 0}} {
		entries := []ledger.Entry{hold("h", "T1", on(5, 20, 9, 0), 90*minute)}
		if tt.pack > 0 {
			entries = append(entries, gift("P", on(5, 1, 9, 0), tt.pack))
		}
		a := pro(t, nil, entries...)
		assert.LessOrEqual(t, tt.more, balance(a, on(6, 1, 0, 0)).Allowance+balance(a, on(6, 1, 0, 0)).Available)
		if tt.more < hour {
			b := a.Clone()
			s := short(t, b, work("w", "T2", on(6, 2, 9, 0), on(6, 2, 10, 0)))
			assert.Equal(t, tt.pack, s.Available)
			assert.Equal(t, state(a), state(b))
			assert.Empty(t, b.Broken())
		}
		r := apply(t, a, session("w", "T2", on(6, 2, 9, 0), tt.more))
		if tt.more > 0 {
			assert.Equal(t, []ledger.Draw{{Rule: "D6", Month: may.AddMonths(1), Time: tt.more}}, r.Draws)
		}
		apply(t, a, capture("c", on(6, 3, 9, 0), "h", 90*minute))
		assert.Equal(t, 90*minute-tt.more, usage(a, "T1").Allowance, "what T2 has left")
	}
}

// What is overdrawn is no more and no less if hours are held too.
func TestHeldBesideADebt(t *testing.T) {
	a := account(t, halfHours, overdraft(2*hour), debit("d", at(2, 0, 0), hour), hold("h", "T", at(2, 0, 0), 30*minute))
	assert.Equal(t, credit.Balance{Held: 30 * minute, Used: hour, Overdrawn: hour}, balance(a, at(2, 0, 0)))
}

// What others have reserved is not there for a debit: neither allowance, nor lots, nor
// overdraft. What a ticket has reserved is there for its own.
func TestReservedIsNotThereForOthers(t *testing.T) {
	for name, there := range map[string]ledger.Entry{
		"allowance": allowance("x", may, hour), "lot": gift("x", at(1, 0, 0), hour), "overdraft": overdraft(hour),
	} {
		a := account(t, halfHours, there, hold("h", "T", at(2, 0, 0), hour-1))
		s := short(t, a, session("d", "U", at(2, 0, 0), 1))
		assert.Equal(t, &credit.ShortfallError{ID: "d", Needed: 30 * minute, Missing: 30 * minute}, s, name)
		assert.Equal(t, 30*minute, short(t, a, hold("h2", "U", at(2, 0, 0), 1)).Missing, name)
		assert.Equal(t, 30*minute, short(t, a, extend("h2", at(2, 0, 0), "h", 2)).Missing, name)
		apply(t, a, hold("h2", "U", at(2, 0, 0), 0), extend("x1", at(2, 0, 0), "h", 1), session("d", "T", at(2, 0, 0), hour))
		assert.Zero(t, balance(a, at(2, 0, 0)).Held, name)
		assert.Empty(t, a.Broken())
	}
}

// A hold that more than the overdraft is drawn beside gives nothing new away.
func TestReservedBeyondWhatIsThere(t *testing.T) {
	a := account(t, halfHours, allowance("may", may, hour), allowance("june", may.AddMonths(1), 0), hold("h", "T", at(2, 0, 0), hour))
	july := at(70, 0, 0)
	short(t, a, session("d", "U", july, 1))
	apply(t, a, gift("g", july, 30*minute))
	assert.Equal(t, 30*minute, short(t, a, session("d", "U", july, 1)).Missing, "it is needed for what is held")
	apply(t, a, gift("g2", july, hour), session("d", "U", july, 1))
	assert.Equal(t, credit.Balance{Held: hour, Used: 30 * minute}, balance(a, july))
}

func TestRefundLeavesWhatIsHeld(t *testing.T) {
	a := account(t, halfHours, allowance("plan", may, 30*minute), gift("g", at(1, 0, 0), hour), purchase("A", at(1, 0, 0), hour, "60"), hold("h", "T", at(2, 0, 0), 91*minute))
	refund := acts(credit.Refund, "f", at(3, 0, 0), "A")
	_, err := a.Apply(refund)
	assert.Equal(t, &credit.InUseError{ID: "f", Of: "A", Asked: hour, Left: hour, Held: 2 * hour}, err)
	apply(t, a, acts(credit.Release, "l", at(3, 0, 0), "h"), hold("h2", "T", at(3, 0, 0), 90*minute))
	apply(t, a, refund)
	assert.Equal(t, credit.Balance{Held: 90 * minute}, balance(a, at(3, 0, 0)))
	assert.Empty(t, a.Broken())
}

// A pack that pays for what was overdrawn from its day on is in use then.
func TestRefundOfAPackThatPays(t *testing.T) {
	a := account(t, hours, overdraft(hour), debit("d", at(2, 0, 0), hour), known(purchase("A", at(5, 0, 0), 3*hour, "60"), at(2, 0, 0)))
	_, err := a.Apply(removal(credit.Refund, "f", at(6, 0, 0), "A", 2*hour+1))
	assert.Equal(t, &credit.InUseError{ID: "f", Of: "A", Asked: 2*hour + 1, Left: 2 * hour}, err)
	assert.Equal(t, credit.Balance{Used: hour, Available: 2 * hour}, balance(a, at(5, 0, 0)), "it is net, whoever pays")
	assert.Equal(t, 3*hour, a.View(at(6, 0, 0), time.Time{}).Lots()[0].Left, "a refused entry does not say that its day has come")
}

// The day of the first session, or of the hold before there is one, says in what blocks an
// estimate is counted, by the plans known and at the instant that is looked at.
func TestBlocksOfAnEstimate(t *testing.T) {
	a := account(t, halfHours, gift("g", at(1, 0, 0), 9*hour), hold("h", "T", at(9, 9, 0), 70*minute))
	held := func(on, known time.Time) time.Duration { return a.View(on, known).Holds()[0].Held }
	assert.Equal(t, 90*minute, held(far, time.Time{}))
	apply(t, a, known(plan("p", "Pro", 9, 0, hour), at(12, 0, 0)))
	assert.Equal(t, 2*hour, held(far, time.Time{}))
	assert.Equal(t, 90*minute, held(far, at(11, 0, 0)), "it was not known")
	assert.Empty(t, a.Broken())
	apply(t, a, plan("q", "Standard", 15, 0, 20*minute))
	assert.Equal(t, 2*hour, held(far, time.Time{}))
	apply(t, a, session("d", "T", at(16, 9, 0), 1))
	assert.Equal(t, hour, held(at(16, 9, 0), time.Time{}), "80 min, 20 of them charged")
	assert.Equal(t, 2*hour, held(at(16, 9, 0).Add(-1), time.Time{}), "before it was begun")
	apply(t, a, acts(credit.Reversal, "r", at(17, 0, 0), "d"))
	assert.Equal(t, 2*hour, held(far, time.Time{}))
	apply(t, a, acts(credit.Release, "l", at(18, 0, 0), "h"), hold("h2", "T", at(18, 0, 0), 70*minute))
	assert.Equal(t, 80*minute, a.View(far, time.Time{}).Holds()[0].Held, "a hold of another day")
	apply(t, a, extend("x", at(19, 0, 0), "h2", 20*minute), plan("s", "Silver", 19, 0, hour))
	assert.Equal(t, 100*minute, a.View(far, time.Time{}).Holds()[0].Held, "its extension begins nothing")
	assert.Empty(t, a.Broken())
}

// A capture after the last extension, and on a later day, may draw what was added.
func TestCaptureOfAnExtension(t *testing.T) {
	a := account(t, halfHours, allowance("plan", may, 30*minute), gift("g", at(1, 0, 0), 2*hour), hold("h", "T", at(30, 9, 0), 30*minute),
		extend("x1", at(31, 9, 0), "h", 30*minute), extend("x2", at(32, 9, 0), "h", 30*minute))
	_, err := a.Apply(capture("c", at(33, 9, 0), "h", 90*minute+1))
	assert.Equal(t, &credit.HeldError{ID: "c", Of: "h", Needed: 2 * hour, Held: 90 * minute}, err)
	r := apply(t, a, capture("c", at(33, 9, 0), "h", 90*minute))
	assert.Equal(t, []ledger.Draw{{Rule: "D6", Month: may.AddMonths(1), Time: 30 * minute}, {Rule: "D7", Lot: "g", Time: hour}}, r.Draws)
	assert.Equal(t, 90*minute, r.Charged)
	assert.Equal(t, credit.Balance{Available: hour, Used: 90 * minute}, balance(a, at(33, 9, 0)))
}

// Several holds of one ticket follow each other; those without a name are each by itself.
func TestSecondHoldOfATicket(t *testing.T) {
	a := account(t, halfHours, gift("g", at(1, 0, 0), 9*hour), hold("h", "T", at(2, 0, 0), hour), hold("n1", "", at(2, 0, 0), hour), hold("n2", "", at(2, 0, 0), hour))
	_, err := a.Apply(hold("h2", "T", at(3, 0, 0), hour))
	var f *credit.FieldError
	require.ErrorAs(t, err, &f)
	assert.Equal(t, "ticket", f.Field)
	apply(t, a, capture("c", at(3, 0, 0), "h", 30*minute), hold("h2", "T", at(3, 0, 0), hour))
	assert.Equal(t, []time.Duration{hour, hour, 30 * minute}, func() (list []time.Duration) {
		for _, h := range a.View(at(3, 0, 0), time.Time{}).Holds() {
			list = append(list, h.Held)
		}
		return list
	}(), "half an hour of T is charged")
	assert.Equal(t, credit.Balance{Available: 6 * hour, Held: 150 * minute, Used: 30 * minute}, balance(a, at(3, 0, 0)))
}

// A hold given up leaves no trace.
func TestHoldGivenUp(t *testing.T) {
	a := pro(t, nil, pack("P", on(5, 1, 9, 0), 5, "239"), hold("h", "T", on(5, 2, 9, 0), 6*hour), acts(credit.Release, "l", on(5, 3, 9, 0), "h"),
		work("d", "U", on(5, 4, 9, 0), on(5, 4, 10, 0)))
	b := pro(t, nil, pack("P", on(5, 1, 9, 0), 5, "239"), work("d", "U", on(5, 4, 9, 0), on(5, 4, 10, 0)))
	v, w := a.View(far, time.Time{}), b.View(far, time.Time{})
	assert.Equal(t, w.Balance(), v.Balance())
	assert.Equal(t, w.Lots(), v.Lots())
	assert.Equal(t, w.Months(), v.Months())
	assert.Equal(t, w.Tickets(), v.Tickets())
	ra, _ := a.Receipt("d")
	rb, _ := b.Receipt("d")
	assert.Equal(t, rb, ra)
}

// What others hold and is not covered any more is no reason to refuse what does not draw
// on it: work paid by what its own ticket holds, or by a month that is over.
func TestHoldsNotCovered(t *testing.T) {
	a := account(t, halfHours, allowance("may", may, 3*hour), allowance("june", may.AddMonths(1), 0), hold("h1", "T", at(2, 0, 0), hour),
		hold("h2", "U", at(2, 0, 0), hour), session("d", "V", at(2, 0, 0), 30*minute))
	june := at(40, 0, 0)
	short(t, a, capture("c", june, "h1", hour))
	apply(t, a, gift("g", june, hour), capture("c", june, "h1", hour), session("d2", "V", june, hour))
	assert.Equal(t, ledger.Usage{Worked: hour, Charged: hour, Credit: hour}, usage(a, "T"))
	assert.Equal(t, 90*minute, usage(a, "V").Allowance, "of May")
	assert.Equal(t, credit.Balance{Held: hour, Used: hour}, balance(a, june))
}

// Blocks of a nanosecond: a capture of one more than is held.
func TestCaptureOfANanosecondMore(t *testing.T) {
	a := account(t, credit.Terms{Blocks: credit.Blocks{Size: 1}}, gift("g", at(1, 0, 0), hour), hold("h", "T", at(2, 0, 0), 10))
	_, err := a.Apply(capture("c", at(2, 0, 0), "h", 11))
	assert.Equal(t, &credit.HeldError{ID: "c", Of: "h", Needed: 11, Held: 10}, err)
	apply(t, a, capture("c", at(2, 0, 0), "h", 10))
}

// A plan with longer blocks counts what is held anew before it draws for anybody.
func TestPlanThatHoldsMore(t *testing.T) {
	a := account(t, hours, gift("g", at(1, 0, 0), hour), plan("p", "Pro", 1, 0, 1), session("d", "T", at(2, 0, 0), minute), hold("h", "U", at(2, 0, 0), minute))
	r := apply(t, a, plan("q", "Pro", 2, 0, 0))
	assert.Equal(t, []ledger.Draw{{Rule: "D8", Time: 59 * minute, For: "T"}}, r.Draws, "the rest of the hour is held")
	assert.Equal(t, hour, balance(a, at(2, 0, 0)).Held)
	assert.Empty(t, a.Broken())
}

// Of hours that do not cover all that is held, a ticket takes what it has reserved itself
// and no more: of 60 minutes beyond May's allowance, 30.
func TestHoursThatDoNotCoverAll(t *testing.T) {
	a := account(t, halfHours, allowance("may", may, hour), allowance("june", may.AddMonths(1), 0), gift("g", at(1, 0, 0), 45*minute), overdraft(45*minute),
		hold("h", "T", at(2, 0, 0), 90*minute), hold("h2", "U", at(2, 0, 0), hour), session("a", "T", at(3, 0, 0), 30*minute))
	assert.Equal(t, []ledger.Draw{
		{Rule: "D6", Month: may, Time: 30 * minute}, {Rule: "D7", Lot: "g", Time: 30 * minute}, {Rule: "D8", Time: 30 * minute},
	}, apply(t, a, session("b", "T", at(40, 0, 0), 90*minute)).Draws)
	assert.Equal(t, hour, balance(a, at(40, 0, 0)).Held)
	assert.Empty(t, a.Broken())
}

// What a ticket has reserved stays as it is if others than its allowance pay for it now.
func TestHeldTicketOfAnAllowanceTakenAway(t *testing.T) {
	a := account(t, halfHours, allowance("may", may, hour), gift("g", at(1, 0, 0), 9*hour),
		hold("h", "T", at(2, 0, 0), 90*minute), hold("h2", "U", at(2, 0, 0), 30*minute), session("a", "T", at(3, 0, 0), 30*minute), allowance("none", may, 0))
	assert.Equal(t, ledger.Usage{Worked: 30 * minute, Charged: 30 * minute, Credit: 30 * minute}, usage(a, "T"))
	assert.Equal(t, credit.Balance{Available: 7 * hour, Held: 90 * minute, Used: 30 * minute}, balance(a, at(3, 0, 0)))
	assert.Empty(t, a.Broken())
}

// Where the remainder of an allowance is lost what is held takes whole blocks of it too:
// the rest of what is held keeps packs from paying for what is overdrawn.
func TestHeldInWholeBlocksOfTheAllowance(t *testing.T) {
	lose := func(terms *credit.Terms) { terms.Blocks.Size, terms.Remainder = hour, credit.LoseRemainder }
	hold := ledger.Entry{ID: "h", Kind: credit.Hold, At: on(5, 4, 9, 0), Ticket: "T", Time: 3 * hour}
	a := pro(t, lose, pack("P", on(1, 1, 9, 0), 3, "169"), hold)
	assert.Equal(t, credit.Balance{Allowance: 30 * minute, Available: hour, Held: 3 * hour}, balance(a, on(5, 4, 9, 0)))

	late := session("w", "U", on(5, 3, 9, 0), 4*hour)
	june := ledger.Entry{ID: "june", Kind: credit.Overdraft, At: on(6, 1, 0, 0), Recorded: on(6, 1, 0, 0)}
	apply(t, a, known(late, on(5, 4, 10, 0)))
	assert.Equal(t, credit.Balance{Allowance: 30 * minute, Held: 3 * hour, Used: 4 * hour, Overdrawn: 3 * hour}, balance(a, on(5, 4, 10, 0)))
	apply(t, a, june)
	assert.Equal(t, credit.Balance{Allowance: 30 * minute, Held: 3 * hour, Overdrawn: 2 * hour}, balance(a, on(6, 1, 0, 0)))
}
