package servicelevel_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/compare"
	"github.com/palier-go/palier/servicelevel/statement"
)

func given(id, at string, hours time.Duration) servicelevel.Fact {
	return servicelevel.Fact{ID: id, Kind: servicelevel.Given, At: wall(at), Time: hours}
}

// Work booked on the wrong contract in May is withdrawn on 3 June: May's statement stays,
// June gives back minutes, cost and May's allowance (D31), also to other work of May that
// a pack has paid for in its place.
func TestWithdrawnWork(t *testing.T) {
	t.Parallel()
	at := wall("2026-05-12 10:00")
	list := tale{
		ct: contract("nuxit", servicelevel.Pro, "2026-04-01"), first: "2026-04", more: 4,
		facts: facts(packOf("P", "2026-04-20 09:00", 5*time.Hour, "239.00"),
			requested("T", at, servicelevel.ServiceRequest), workedOn("w1", "T", at, at.Add(50*mins)), workedOn("w2", "T", at.Add(2*time.Hour), at.Add(3*time.Hour)),
			requested("U", at, servicelevel.ServiceRequest), workedOn("w3", "U", at.Add(4*time.Hour), at.Add(5*time.Hour)),
			wrong("W", "w2", "2026-06-03 11:00")),
		rows: []string{
			"2026-05 T of 2026-05: 1h50m0s → 2h0m0s by allowance 1h30m0s P 30m0s 23.90", "2026-05 U of 2026-05: 1h0m0s → 1h0m0s by P 1h0m0s 47.80",
			"2026-06 T of 2026-05: -1h0m0s → -1h0m0s by allowance -30m0s P -30m0s -23.90", "2026-06 U of 2026-05: 0s → 0s by allowance 30m0s P -30m0s -23.90",
		},
		left: credit.Balance{Allowance: 90 * mins, Available: 4*time.Hour + 30*mins},
	}.told(t)
	assert.Equal(t, "0.00 0.00", list[1].Credit.Lots[0].Repaid.StringFixed(2)+" "+list[2].Credit.Lots[0].Repaid.StringFixed(2))
	assert.Equal(t, -time.Hour, list[2].Credit.Used)
	assert.Contains(t, decisionsOf(list[2].Assumptions), "D31")
	assert.NotContains(t, decisionsOf(list[3].Assumptions), "D31")
}

// What is withdrawn in the month in which it was told leaves no trace in its statement.
func TestWithdrawnAtOnce(t *testing.T) {
	t.Parallel()
	at := wall("2026-05-12 10:00")
	list := tale{
		ct: contract("nuxit", servicelevel.Pro, "2026-05-01"), first: "2026-05", more: 4,
		facts: facts(packOf("P", "2026-05-02 09:00", 5*time.Hour, "239.00"), packOf("Q", "2026-05-02 10:00", 5*time.Hour, "239.00"),
			servicelevel.Fact{ID: "N", Kind: servicelevel.Bought, At: wall("2026-05-03 10:00"), Time: 3 * time.Hour, Price: dec("0.00")},
			requested("T", at, servicelevel.ServiceRequest), workedOn("w", "T", at, at.Add(2*time.Hour)),
			gone(servicelevel.Refunded, "R", "Q", "2026-05-20 10:00", time.Hour),
			wrong("W1", "w", "2026-05-31 23:59:59.999999999"), wrong("W2", "P", "2026-05-31 23:59:59.999999999"),
			wrong("W3", "R", "2026-05-31 23:59:59.999999999"), wrong("W4", "N", "2026-05-31 23:59:59.999999999")),
		left: credit.Balance{Allowance: 90 * mins, Available: 5 * time.Hour},
	}.told(t)
	may := &list[0]
	assert.Equal(t, []string{"fee 45.00", "pack 239.00"}, amounts(&may.Invoice))
	assert.Equal(t, "284.00 56.80 340.80", totals(&may.Invoice))
	assert.Empty(t, may.CreditNotes)
	require.Len(t, may.Credit.Lots, 1)
	assert.Equal(t, statement.LotUse{
		Lot: "Q", Bought: day("2026-05-02"), Time: 5 * time.Hour, Price: *dec("239.00"), Closing: 5 * time.Hour,
		EarnedMonth: *dec("0.00"), Earned: *dec("0.00"), Deferred: *dec("239.00"),
	}, may.Credit.Lots[0])
	assert.Equal(t, 5*time.Hour, may.Credit.Bought)
}

// A pack withdrawn after use leaves overdrawn what other packs do not cover, and the next
// one pays for it; its price is credited, at the VAT of the sale.
func TestWithdrawnPack(t *testing.T) {
	t.Parallel()
	list := tale{
		ct: contract("nuxit", servicelevel.Standard, "2026-04-01"), first: "2026-04", more: 5,
		facts: facts(packOf("P", "2026-04-20 09:00", 5*time.Hour, "239.00"), given("G", "2026-05-01 09:00", 30*mins), work2h(),
			wrong("W", "P", "2026-06-01 00:00"), packOf("Q", "2026-07-10 09:00", 3*time.Hour, "169.00")),
		rows: []string{
			"2026-05 T of 2026-05: 2h0m0s → 2h0m0s by P 2h0m0s 95.60",
			"2026-06 T of 2026-05: 0s → 0s by P -2h0m0s -95.60 G 30m0s 0.00 overdraft 1h30m0s",
			"2026-07 T of 2026-05: 0s → 0s by Q 1h30m0s 84.50 overdraft -1h30m0s",
		},
		left: credit.Balance{Available: 90 * mins},
	}.told(t)
	june := &list[2]
	assert.Equal(t, []string{"2026-06 for 2026-04: [withdrawal 239.00] 239.00 47.80 286.80"}, notesOf(june))
	assert.Equal(t, 90*mins, june.Credit.Overdrawn)
	lot := june.Credit.Lots[0]
	assert.Equal(t, statement.LotUse{
		Lot: "P", Bought: day("2026-04-20"), Time: 5 * time.Hour, Price: *dec("239.00"), Opening: 3 * time.Hour, Used: -2 * time.Hour, Withdrawn: 5 * time.Hour,
		EarnedMonth: *dec("-95.60"), Earned: *dec("0.00"), Deferred: *dec("0.00"), Repaid: *dec("239.00"),
	}, lot)
	june.Explain()
	line := june.CreditNotes[0].Document.Lines[0]
	assert.Equal(t, "Purchase withdrawn, 5 h", line.Label.EN)
	assert.Equal(t, "5 h facturées par erreur du pack de 5 h du 20 avril 2026, 239,00 € HT (D31) ; TVA de la vente : 20 % (D33) ; connu après le relevé d'avril 2026", line.Explained.FR)
}

// A refund that was an error is invoiced again, and what is left is there again.
func TestWithdrawnRefund(t *testing.T) {
	t.Parallel()
	list := tale{
		ct: contract("nuxit", servicelevel.Standard, "2026-04-01"), first: "2026-04", more: 5,
		facts: facts(packOf("P", "2026-04-20 09:00", 5*time.Hour, "239.00"), work2h(), gone(servicelevel.Refunded, "R1", "P", "2026-05-20 09:00", time.Hour),
			gone(servicelevel.Refunded, "R2", "P", "2026-06-03 11:00", 0), wrong("W", "R2", "2026-07-03 11:00"),
			gone(servicelevel.Forfeited, "R3", "P", "2026-07-20 11:00", 0)),
		rows: []string{"2026-05 T of 2026-05: 2h0m0s → 2h0m0s by P 2h0m0s 95.60"},
	}.told(t)
	assert.Equal(t, []string{"2026-06 for 2026-04: [refund 95.60] 95.60 19.12 114.72"}, notesOf(&list[2]))
	july := &list[3]
	assert.Empty(t, july.CreditNotes)
	assert.Equal(t, []string{"withdrawal 95.60"}, amounts(&july.Invoice))
	assert.Equal(t, "95.60 19.12 114.72", totals(&july.Invoice))
	assert.Equal(t, "-2h0m0s 2h0m0s 95.60 191.20 47.80", fmt.Sprintf("%s %s %s %s %s", july.Credit.Refunded, july.Credit.Forfeited,
		july.Credit.Lots[0].EarnedMonth.StringFixed(2), july.Credit.Lots[0].Earned.StringFixed(2), july.Credit.Lots[0].Repaid.StringFixed(2)))
	july.Explain()
	assert.Equal(t, servicelevel.Wording{FR: "Remboursement retiré, 2 h", EN: "Refund withdrawn, 2 h"}, july.Invoice.Lines[0].Label)
	assert.Equal(t, "2 h given back by mistake of the pack of 5 h of 20 April 2026, €95.60 excl. VAT (D31); VAT of the sale: 20% (D33)", july.Invoice.Lines[0].Explained.EN)
}

// An outage that never was takes back what was owed for it; one whose end was wrong goes on.
func TestWithdrawnOutage(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Business, "2026-04-01")
	ct.Rent = dec("149.00")
	out := servicelevel.Fact{ID: "O", Kind: servicelevel.Down, At: wall("2026-05-12 08:00"), End: wall("2026-05-12 12:00")}
	open := servicelevel.Fact{ID: "O", Kind: servicelevel.Down, At: out.At}
	end := servicelevel.Fact{ID: "E", Kind: servicelevel.Restored, At: out.End, Of: "O"}
	maintenance := servicelevel.Fact{ID: "X", Kind: servicelevel.Excluded, At: out.At, End: wall("2026-05-12 11:00"), Reason: penalty.Maintenance}
	for name, c := range map[string]struct {
		facts []servicelevel.Fact
		want  [3]string // compensation of May, June, July
	}{
		"never":            {facts(out, wrong("W", "O", "2026-06-03 11:00")), [3]string{"29.80", "-29.80", ""}},
		"never, at once":   {facts(out, wrong("W", "O", "2026-05-31 23:59:59.999999999")), [3]string{"", "", ""}},
		"never, next":      {facts(out, wrong("W", "O", "2026-06-01 00:00")), [3]string{"29.80", "-29.80", ""}},
		"not maintenance":  {facts(out, maintenance, wrong("W", "X", "2026-06-03 11:00")), [3]string{"7.45", "22.35", ""}},
		"goes on":          {facts(open, end, wrong("W", "E", "2026-06-03 11:00")), [3]string{"29.80", "119.20", "149.00"}},
		"ended otherwise":  {facts(open, end, wrong("W", "E", "2026-06-03 11:00"), servicelevel.Fact{ID: "E2", Kind: servicelevel.Restored, At: wall("2026-05-12 09:00"), Recorded: wall("2026-06-03 12:00"), Of: "O"}), [3]string{"29.80", "-22.35", ""}},
		"and never at all": {facts(open, end, wrong("W1", "E", "2026-06-03 11:00"), wrong("W2", "O", "2026-06-03 11:00")), [3]string{"29.80", "-29.80", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			list := tale{ct: ct, first: "2026-04", more: 4, facts: c.facts, left: credit.Balance{Allowance: 90 * mins}}.told(t)
			for i, want := range c.want {
				got := ""
				if s := &list[i+1]; s.Compensation != nil {
					got = s.Compensation.Net.StringFixed(2)
					if want == "119.20" { // June itself, which it goes on in, is at the cap too
						assert.Equal(t, "268.20", got)
						continue
					}
				}
				assert.Equal(t, want, got, i)
			}
		})
	}
}

// What was told of a ticket by mistake: its end, its estimate, a pause, itself.
func TestWithdrawnOfATicket(t *testing.T) {
	t.Parallel()
	at := wall("2026-05-12 10:00")
	ct := contract("nuxit", servicelevel.Standard, "2026-04-01")
	on := func(kind servicelevel.FactKind, id string, hours int) servicelevel.Fact {
		return servicelevel.Fact{ID: id, Kind: kind, Ticket: "T", At: at.Add(time.Duration(hours) * time.Hour)}
	}
	estimate := func(id string, hours int, d time.Duration) servicelevel.Fact {
		f := on(servicelevel.Estimated, id, hours)
		f.Time = d
		return f
	}
	merged := on(servicelevel.Merged, "m", 3)
	merged.Into = "U"
	base := facts(given("G", "2026-05-01 09:00", 3*time.Hour), requested("T", at, servicelevel.ServiceRequest), requested("U", at, servicelevel.ServiceRequest))
	for name, c := range map[string]struct {
		told   []servicelevel.Fact
		wrong  []string
		status servicelevel.TicketStep
		held   time.Duration
	}{
		"a report":           {facts(estimate("e", 1, time.Hour), on(servicelevel.Reported, "r", 2)), []string{"r"}, servicelevel.TicketEstimated, time.Hour},
		"the last estimate":  {facts(estimate("e", 1, time.Hour), estimate("f", 2, 2*time.Hour)), []string{"f"}, servicelevel.TicketEstimated, time.Hour},
		"the first estimate": {facts(estimate("e", 1, time.Hour), estimate("f", 2, 2*time.Hour)), []string{"e"}, servicelevel.TicketEstimated, 2 * time.Hour},
		"every estimate":     {facts(estimate("e", 1, time.Hour), estimate("f", 2, 2*time.Hour)), []string{"e", "f"}, servicelevel.TicketOpen, 0},
		"its cancellation":   {facts(estimate("e", 1, time.Hour), on(servicelevel.Cancelled, "c", 2)), []string{"c"}, servicelevel.TicketEstimated, time.Hour},
		"its merger":         {facts(estimate("e", 1, time.Hour), merged), []string{"m"}, servicelevel.TicketEstimated, time.Hour},
		"a pause":            {facts(on(servicelevel.Waiting, "w", 1)), []string{"w"}, servicelevel.TicketOpen, 0},
		"a pause with its end": {
			facts(on(servicelevel.Waiting, "w", 1), on(servicelevel.Resumed, "x", 2)), []string{"w", "x"}, servicelevel.TicketOpen, 0,
		},
		"its only work":       {facts(workedOn("v", "T", at, at.Add(time.Hour))), []string{"v"}, servicelevel.TicketOpen, 0},
		"one of its sessions": {facts(workedOn("v", "T", at, at.Add(time.Hour)), workedOn("w", "T", at.Add(time.Hour), at.Add(2*time.Hour))), []string{"v"}, servicelevel.TicketWorked, 0},
		"work after an estimate": {
			facts(estimate("e", 1, 2*time.Hour), workedOn("v", "T", at.Add(time.Hour), at.Add(2*time.Hour))), []string{"v"}, servicelevel.TicketEstimated, 2 * time.Hour,
		},
	} {
		for when, known := range map[string]string{"in its month": "2026-05-31 23:59", "later": "2026-06-01 00:00"} {
			t.Run(name+" "+when, func(t *testing.T) {
				list := facts(base, c.told)
				for i, id := range c.wrong {
					list = append(list, wrong(fmt.Sprint("W", i), id, known))
				}
				straightened(t, ct, list)
				for _, resumed := range []bool{false, true} {
					book := openBook(t, ct, list...)
					if resumed {
						_, state, err := book.Close(month("2026-06"))
						require.NoError(t, err)
						book, err = servicelevel.NUXIT().Resume(ct, readAgain(t, state))
						require.NoError(t, err)
					}
					got, err := book.Ticket("T", wall("2026-07-02 10:00"))
					require.NoError(t, err)
					assert.Equal(t, c.status.String(), got.Status.String())
					assert.Equal(t, c.held, got.Held)
					assert.False(t, got.Waiting)
					assert.Empty(t, got.Into)
				}
			})
		}
	}
	waits := openBook(t, ct, facts(base, on(servicelevel.Waiting, "w", 1), on(servicelevel.Resumed, "x", 2), wrong("W", "x", "2026-06-02 10:00"))...)
	got, err := waits.Ticket("T", wall("2026-06-03 10:00"))
	require.NoError(t, err)
	assert.True(t, got.Waiting)
	never := openBook(t, ct, facts(base, wrong("W", "T", "2026-06-02 10:00"))...)
	_, err = never.Ticket("T", wall("2026-06-03 10:00"))
	require.ErrorContains(t, err, "ticket: must be the ticket of a request that is known by then")
	require.ErrorContains(t, never.Record(workedOn("v", "T", wall("2026-06-02 11:00"), wall("2026-06-02 12:00"))), "facts[0].ticket: was never requested")
	tickets, err := never.Tickets(wall("2026-06-03 10:00"))
	require.NoError(t, err)
	assert.Len(t, tickets, 1)
}

// straightened takes every road and holds the model to it.
func straightened(t *testing.T, ct servicelevel.Contract, list []servicelevel.Fact) {
	t.Helper()
	l := &life{ct: ct, facts: list, desk: true, first: month("2026-04"), months: 1}
	way := straight(t)
	want := inOneCall(way, l)
	requireModel(t, l, want)
	requireRoads(way, l, want, roads)
}

// What others rest on is withdrawn after them; what is withdrawn already, is no fact, or is
// too old, is not withdrawn. Nothing changes then.
func TestWithdrawalsThatAreRefused(t *testing.T) {
	t.Parallel()
	at := wall("2026-05-12 10:00")
	ct := contract("nuxit", servicelevel.Standard, "2026-04-01")
	on := func(kind servicelevel.FactKind, id, ticket string, hours int) servicelevel.Fact {
		return servicelevel.Fact{ID: id, Kind: kind, Ticket: ticket, At: at.Add(time.Duration(hours) * time.Hour)}
	}
	merged := on(servicelevel.Merged, "m", "V", 1)
	merged.Into = "T"
	list := facts(packOf("P", "2026-04-20 09:00", 5*time.Hour, "239.00"), work2h(), requested("V", at, servicelevel.ServiceRequest), merged,
		workedOn("v", "V", at.Add(2*time.Hour), at.Add(3*time.Hour)), on(servicelevel.Waiting, "a", "T", 3), on(servicelevel.Resumed, "b", "T", 4), on(servicelevel.Waiting, "c", "T", 5),
		gone(servicelevel.Refunded, "R1", "P", "2026-05-20 09:00", time.Hour), gone(servicelevel.Forfeited, "R2", "P", "2026-05-21 09:00", time.Hour),
		servicelevel.Fact{ID: "O", Kind: servicelevel.Down, At: at}, servicelevel.Fact{ID: "E", Kind: servicelevel.Restored, At: at, Of: "O"}, wrong("W", "c", "2026-05-30 09:00"))
	for of, want := range map[string]string{
		"nobody": `must be the id of a fact that was recorded and that corrections still reach (got "nobody")`,
		"c":      `was withdrawn before (got "c")`,
		"W":      `must not be a withdrawal: what was withdrawn is told again under another id (got "W")`,
		"P":      `must not be hours of which something went: R2 is withdrawn first (got "P")`,
		"R1":     `must be what went of P last: R2 is withdrawn first (got "R1")`,
		"O":      `must not be an outage whose end was told: E is withdrawn first (got "O")`,
		"T":      `must not be a request that others go on as: their mergers are withdrawn first (got "T")`,
		"V":      `must not be a request of which more was told: m is withdrawn first (got "V")`,
		"m":      `must not be of a ticket whose work went on to T: that is withdrawn first (got "m")`,
		"a":      `must not be before another pause of its ticket, or the end of one: b is withdrawn first (got "a")`,
	} {
		for _, closed := range []bool{false, true} {
			book := openBook(t, ct, list...)
			if closed {
				_, state, err := book.Close(month("2026-05"))
				require.NoError(t, err)
				book, err = servicelevel.NUXIT().Resume(ct, readAgain(t, state))
				require.NoError(t, err)
			}
			now := wall("2026-06-04 10:00")
			before, err := book.Preview(now)
			require.NoError(t, err)
			require.ErrorContains(t, book.Record(wrong("Z", of, "2026-06-03 10:00")), "facts[0].of: "+want, of)
			after, err := book.Preview(now)
			require.NoError(t, err)
			assert.Equal(t, encode(t, before), encode(t, after))
			require.NoError(t, book.Record(wrong("Z", "R2", "2026-06-03 10:00")))
		}
	}
	// All of it, in any order, at one instant: the last to have come goes first.
	var all []servicelevel.Fact
	for i := range list {
		if f := &list[i]; f.ID != "c" && f.ID != "W" {
			all = append(all, wrong("Z"+f.ID, f.ID, "2026-06-03 10:00"))
		}
	}
	straightened(t, ct, append(list, all...))
	book := openBook(t, ct, append(list, all...)...)
	got, err := book.Balance(wall("2026-06-04 10:00"))
	require.NoError(t, err)
	assert.Equal(t, credit.Balance{}, got)
}

// Corrections reach back over a window, to the month.
func TestWithdrawalsWithinReach(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	ct.Options.CorrectionMonths = 2
	list := facts(packOf("P", "2026-02-28 23:59:59.999999999", 5*time.Hour, "239.00"), packOf("Q", "2026-03-01 00:00", 5*time.Hour, "239.00"))
	book := openBook(t, ct, list...)
	require.ErrorContains(t, book.Record(wrong("W", "P", "2026-05-01 00:00")), "facts[0].of: must be the id of a fact that was recorded and that corrections still reach")
	require.NoError(t, book.Record(wrong("W", "P", "2026-04-30 23:59:59.999999999"), wrong("W2", "Q", "2026-05-01 00:00")))

	// Without its first session it is not known with which a ticket began, if one is too old.
	at := wall("2026-01-31 23:00")
	old := workedOn("v", "T", at.Add(30*mins), at.Add(59*mins))
	first := workedOn("w", "T", at, at.Add(30*mins))
	first.Recorded = wall("2026-02-01 00:00")
	told := facts(given("G", "2026-01-01 09:00", 5*time.Hour), requested("T", at, servicelevel.ServiceRequest), old, first)
	for known, reached := range map[string]bool{"2026-03-31 23:59": true, "2026-04-01 00:00": false} {
		for _, closed := range []string{"", "2026-02", "2026-03"} {
			book := openBook(t, ct, told...)
			if closed != "" {
				for mo := month("2026-01"); mo.Compare(month(closed)) <= 0; mo = mo.AddMonths(1) {
					_, state, err := book.Close(mo)
					require.NoError(t, err)
					book, err = servicelevel.NUXIT().Resume(ct, readAgain(t, state))
					require.NoError(t, err)
					if mo == month("2026-01") {
						require.NoError(t, book.Record(first))
					}
				}
				if reached && closed == "2026-03" {
					continue
				}
			}
			err := book.Record(wrong("W", "w", known))
			if reached {
				require.NoError(t, err, closed)
			} else {
				require.ErrorContains(t, err, "facts[0].of: must not be the session with which a ticket began of which corrections do not reach all", closed)
			}
		}
	}
}

// A comparison leaves out what was withdrawn, whenever that became known.
func TestCompareWithoutWhatWasWithdrawn(t *testing.T) {
	t.Parallel()
	at := wall("2026-05-12 10:00")
	told := facts(requested("T", at, servicelevel.ServiceRequest), workedOn("w", "T", at, at.Add(time.Hour)), workedOn("v", "T", at.Add(time.Hour), at.Add(2*time.Hour)),
		servicelevel.Fact{ID: "O", Kind: servicelevel.Down, At: at, End: at.Add(time.Hour)},
		servicelevel.Fact{ID: "X", Kind: servicelevel.Excluded, At: at, End: at.Add(time.Hour), Reason: penalty.Maintenance})
	ct := contract("nuxit", servicelevel.Business, "2026-05-01")
	ct.Rent = dec("149.00")
	want, err := compare.Levels(servicelevel.NUXIT(), ct, activityOf(told[:2]), month("2026-05"), month("2026-06"))
	require.NoError(t, err)
	got, err := compare.Levels(servicelevel.NUXIT(), ct, activityOf(append(told, wrong("W1", "v", "2026-06-01 10:00"), wrong("W2", "O", "2026-06-01 10:00"), wrong("W3", "X", "2026-06-01 10:00"))),
		month("2026-05"), month("2026-06"))
	require.NoError(t, err)
	assert.Equal(t, want, got)
}

// A row of a table says when it was found wrong, and not before it was known.
func TestWithdrawnRows(t *testing.T) {
	t.Parallel()
	at := wall("2026-05-12 10:00")
	early := at.Add(-1)
	act := servicelevel.Activity{
		Purchases:     []servicelevel.Purchase{{ID: "P", At: at, Time: 3 * time.Hour, Withdrawn: early}},
		Removals:      []servicelevel.Removal{{ID: "R", Kind: credit.Refund, Of: "P", At: at, Withdrawn: early}},
		Requests:      []servicelevel.Request{{Ticket: "T", At: early}},
		Interventions: []servicelevel.Intervention{{Ticket: "T", Start: early, End: at, Withdrawn: early}},
		Outages:       []penalty.Outage{{Start: at, Withdrawn: early}},
		Exclusions:    []penalty.Exclusion{{Start: at, End: at, Reason: penalty.Maintenance, Withdrawn: early}},
		Claims:        []servicelevel.Claim{{ID: "K", At: at, Month: month("2026-05"), Withdrawn: early}},
	}
	err := act.Validate()
	for _, list := range []string{"purchases", "removals", "interventions", "outages", "exclusions", "claims"} {
		assert.ErrorContains(t, err, list+"[0].withdrawn: must not be before the fact was known", list)
	}
	ct := contract("nuxit", servicelevel.Standard, "2026-05-01")
	_, err = servicelevel.NUXIT().Statement(ct, servicelevel.Activity{
		Purchases: []servicelevel.Purchase{{ID: "P", At: at, Time: 3 * time.Hour, Withdrawn: at.Add(time.Hour)}},
		Removals:  []servicelevel.Removal{{ID: "R", Kind: credit.Refund, Of: "P", At: at}},
	}, month("2026-05"))
	require.ErrorContains(t, err, "activity.purchases[0].withdrawn: must not be before what went of it is withdrawn: R")
	_, err = servicelevel.NUXIT().Statement(ct, servicelevel.Activity{
		Purchases: []servicelevel.Purchase{{ID: "P", At: at, Time: 3 * time.Hour}},
		Removals: []servicelevel.Removal{
			{ID: "R", Kind: credit.Refund, Of: "P", At: at, Time: time.Hour, Withdrawn: at.Add(2 * time.Hour)}, {ID: "S", Kind: credit.Refund, Of: "P", At: at.Add(time.Hour), Time: time.Hour},
		},
	}, month("2026-05"))
	require.ErrorContains(t, err, "activity.removals[0].withdrawn: must not be before what went of P later is withdrawn")
	_, err = servicelevel.NUXIT().Statement(ct, servicelevel.Activity{ // what was refused is not withdrawn either
		Purchases: []servicelevel.Purchase{{ID: "P", At: at, Time: time.Minute, Price: dec("1.00"), Withdrawn: at}},
	}, month("2026-05"))
	require.ErrorContains(t, err, "activity.purchases[0].time: must not be below the least that can be bought")
}

// A charge that was an error is credited, at its own VAT, and a discount that was one is
// charged; what is withdrawn in its month is on no statement.
func TestWithdrawnCharge(t *testing.T) {
	t.Parallel()
	label := servicelevel.Wording{FR: "Mise en service", EN: "Set-up"}
	charge := func(id, at, price string) servicelevel.Fact {
		return servicelevel.Fact{ID: id, Kind: servicelevel.Charged, At: wall(at), Price: dec(price), Label: label}
	}
	free := charge("C4", "2026-05-06 10:00", "70.00")
	free.VAT = &servicelevel.ChargeVAT{Category: "E", Exemption: servicelevel.Exemption{Reason: "par la loi"}}
	list := tale{
		ct: contract("nuxit", servicelevel.Standard, "2026-05-01"), first: "2026-05", more: 4,
		facts: facts(charge("C1", "2026-05-05 10:00", "50.00"), charge("C2", "2026-05-05 11:00", "-20.00"), charge("C3", "2026-05-05 12:00", "9.99"), free,
			charge("C0", "2026-04-20 10:00", "30.00"), wrong("W0", "C0", "2026-04-21 10:00"),
			wrong("W3", "C3", "2026-05-31 23:59:59.999999999"), wrong("W1", "C1", "2026-06-01 00:00"), wrong("W2", "C2", "2026-06-02 10:00"), wrong("W4", "C4", "2026-06-02 10:00")),
	}.told(t)
	assert.Equal(t, []string{"charge 50.00", "charge -20.00", "charge 70.00"}, amounts(&list[0].Invoice))
	june := &list[1]
	assert.Equal(t, []string{"2026-06 for 2026-05: [withdrawal 50.00 withdrawal 70.00] 120.00 10.00 130.00"}, notesOf(june))
	assert.Equal(t, []string{"withdrawal 20.00"}, amounts(&june.Invoice))
	assert.Equal(t, "20.00 4.00 24.00", totals(&june.Invoice))
	assert.Equal(t, "par la loi", june.CreditNotes[0].Document.Lines[1].Exemption.Reason)
	june.Explain()
	assert.Equal(t, label, june.CreditNotes[0].Document.Lines[0].Label)
	assert.Equal(t, "invoiced by mistake, €50.00 excl. VAT (D31); VAT of the sale: 20% (D33); known after the statement for May 2026", june.CreditNotes[0].Document.Lines[0].Explained.EN)
	assert.Equal(t, "accordé par erreur, 20,00 € HT (D31) ; TVA de la vente : 20 % (D33)", june.Invoice.Lines[0].Explained.FR)
}

// A contract ends with 1 h 30 of a pack of 3 h, 84.50, and is renewed under another edition:
// the new one opens with these, and earned over both is 169.00 (D32).
func TestHoursThatMoveToAnotherContract(t *testing.T) {
	t.Parallel()
	at := wall("2026-05-12 10:00")
	old := contract("nuxit", servicelevel.Standard, "2024-01-01")
	old.End = day("2026-06-01")
	x := tale{
		ct: old, first: "2026-05", more: 4,
		facts: facts(packOf("P", "2026-05-02 09:00", 3*time.Hour, "169.00"), requested("T", at, servicelevel.ServiceRequest),
			workedOn("w", "T", at, at.Add(80*mins)), gone(servicelevel.Moved, "M", "P", "2026-06-01 09:00", 0)),
		rows: []string{"2026-05 T of 2026-05: 1h20m0s → 1h30m0s by P 1h30m0s 84.50"},
	}.told(t)
	before := x[1].Credit.Lots[0]
	assert.Equal(t, "84.50 0.00 84.50", fmt.Sprintf("%s %s %s", before.Earned.StringFixed(2), before.Deferred.StringFixed(2), before.Transferred.StringFixed(2)))

	ct := contract("magic", servicelevel.Standard, "2026-06-01")
	received := packOf("P", "2024-05-02 09:00", before.Moved, before.Transferred.StringFixed(2)) // when it was bought
	received.Recorded, received.Elsewhere = wall("2026-06-01 09:00"), true
	began := wall("2026-07-07 10:00")
	y := tale{
		ct: ct, first: "2026-06", more: 4,
		facts: facts(received, requested("U", began, servicelevel.ServiceRequest), workedOn("v", "U", began, began.Add(time.Hour)), gone(servicelevel.Forfeited, "F", "P", "2026-08-03 09:00", 0)),
		rows:  []string{"2026-07 U of 2026-07: 1h0m0s → 1h0m0s by P 1h0m0s 56.33"},
	}.told(t)
	assert.Empty(t, y[0].Invoice.Lines)
	assert.Equal(t, 90*mins, y[1].Credit.Opening)
	assert.Equal(t, "84.50", y[0].Credit.Lots[0].Deferred.StringFixed(2))
	assert.Equal(t, "84.50", y[2].Credit.Lots[0].Earned.StringFixed(2))
}

// TestHoursOfAWithdrawnEstimate: by an instant before it is withdrawn they repay what is overdrawn,
// as it never was, so that an estimate told later finds them gone.
func TestHoursOfAWithdrawnEstimate(t *testing.T) {
	t.Parallel()
	ct := hoursContract("2026-05-01", 100*time.Hour)
	list := facts(
		pack("P", "2026-05-01 09:00", 3), request("A", "2026-05-04 09:00", servicelevel.ServiceRequest), request("B", "2026-05-04 09:00", servicelevel.ServiceRequest),
		request("C", "2026-05-04 09:00", servicelevel.ServiceRequest), estimated("e", "A", "2026-05-04 10:00", 30*mins),
		worked("w", "B", "2026-05-04 11:00", 20*time.Hour), wrong("W", "e", "2026-06-10 09:00"), told(estimated("f", "C", "2026-05-04 10:30", 30*mins), "2026-06-11 09:00"),
	)
	for at, want := range map[string]credit.Balance{
		"2026-05-04 10:29": {Available: 3 * time.Hour},
		"2026-05-04 10:30": {Available: 150 * mins, Held: 30 * mins},
		"2026-05-05 07:00": {Held: 30 * mins, Used: 20 * time.Hour, Overdrawn: 17 * time.Hour},
		"2026-06-10 09:00": {Held: 30 * mins, Overdrawn: 17 * time.Hour},
		"2026-06-11 09:00": {Held: 30 * mins, Overdrawn: 17 * time.Hour},
	} {
		got, err := openBook(t, ct, list...).Balance(wall(at))
		require.NoError(t, err)
		assert.Equal(t, want, got, at)
	}
}

// TestWithdrawnOutageIsADecision: a penalty that changes because an outage, a maintenance or a claim was
// withdrawn rests on D31, on the statement of that month alone; one that changes since an outage became
// known late does not.
func TestWithdrawnOutageIsADecision(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent = dec("149.00")
	gone := wall("2026-06-03 10:00")
	out := penalty.Outage{ID: "a", Start: wall("2026-05-12 10:00"), End: wall("2026-05-12 12:30")}
	told := servicelevel.Activity{Outages: []penalty.Outage{out}}
	late, outage, exclusion, claim := told, told, told, told
	out.Withdrawn = gone
	outage.Outages = []penalty.Outage{out}
	out.Withdrawn, out.Recorded = time.Time{}, gone
	late.Outages = []penalty.Outage{out}
	exclusion.Exclusions = []penalty.Exclusion{{Start: wall("2026-05-12 10:00"), End: wall("2026-05-12 11:00"), Reason: penalty.Maintenance, Withdrawn: gone}}
	claim.Claims = []servicelevel.Claim{{ID: "c", Month: month("2026-05"), At: wall("2026-05-20 10:00"), Withdrawn: gone}}
	claimed := ct
	claimed.Options.Penalty = &penalty.Terms{Target: *dec("0.999"), Rate: *dec("0.05"), ClaimWithin: penalty.ClaimTime{Days: 30}}
	for name, c := range map[string]struct {
		ct    servicelevel.Contract
		act   servicelevel.Activity
		rests bool
	}{
		"outage": {ct, outage, true}, "exclusion": {ct, exclusion, true}, "claim": {claimed, claim, true}, "late": {ct, late, false},
	} {
		for m, rests := range map[string]bool{"2026-05": false, "2026-06": c.rests, "2026-07": false} {
			s := stated(t, c.ct, c.act, m)
			assert.Equal(t, rests, slices.ContainsFunc(s.Assumptions, func(a statement.Assumption) bool { return a.Rule == "D31" }), "%s, %s", name, m)
		}
		june := stated(t, c.ct, c.act, "2026-06")
		assert.NotNil(t, june.Compensation, name)
	}
}
