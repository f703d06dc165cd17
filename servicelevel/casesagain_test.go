package servicelevel_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/credit"
	"github.com/palier-go/palier/servicelevel"
)

// A refund that was withdrawn is invoiced again in June; what is refunded then is given back
// of that invoice first, so that April's gives back no more than it had, nor June's.
func TestRefundAfterAWithdrawnOne(t *testing.T) {
	t.Parallel()
	story := func(second servicelevel.Fact) tale {
		return tale{
			ct: contract("nuxit", servicelevel.Standard, "2026-04-01"), first: "2026-04", more: 6,
			facts: facts(packOf("P", "2026-04-20 09:00", 5*time.Hour, "100.00"), gone(servicelevel.Refunded, "R1", "P", "2026-05-20 09:00", 2*time.Hour),
				wrong("W1", "R1", "2026-06-02 09:00"), second),
		}
	}
	list := story(gone(servicelevel.Refunded, "R2", "P", "2026-07-20 09:00", 0)).told(t)
	assert.Equal(t, []string{"2026-05 for 2026-04: [refund 40.00] 40.00 8.00 48.00"}, notesOf(&list[1]))
	assert.Equal(t, "40.00 8.00 48.00", totals(&list[2].Invoice))
	july := &list[3]
	assert.Equal(t, []string{"2026-07 for 2026-06: [refund 40.00] 40.00 8.00 48.00", "2026-07 for 2026-04: [refund 60.00] 60.00 12.00 72.00"}, notesOf(july))
	july.Explain()
	assert.Equal(t, "5 h taken back of the pack of 5 h of 20 April 2026, €100.00 excl. VAT; €100.00 for 5 h (D30, D21); on this invoice €60.00; VAT of the sale: 20% (D33)",
		july.CreditNotes[1].Document.Lines[0].Explained.EN)

	x := story(gone(servicelevel.Refunded, "R2", "P", "2026-07-20 09:00", 3*time.Hour))
	x.facts = append(x.facts, wrong("W2", "R2", "2026-07-21 09:00"), gone(servicelevel.Refunded, "R3", "P", "2026-08-03 09:00", time.Hour),
		wrong("W3", "R3", "2026-09-03 09:00"), wrong("W", "P", "2026-09-04 09:00"))
	x.left = credit.Balance{}
	list = x.told(t)
	assert.Empty(t, list[3].CreditNotes, "withdrawn at once")
	assert.Equal(t, []string{"2026-08 for 2026-06: [refund 20.00] 20.00 4.00 24.00"}, notesOf(&list[4]))
	september := &list[5]
	assert.Equal(t, []string{"2026-09 for 2026-06: [withdrawal 20.00] 20.00 4.00 24.00", "2026-09 for 2026-04: [withdrawal 60.00] 60.00 12.00 72.00"}, notesOf(september))
	assert.Empty(t, september.Invoice.Lines, "what was invoiced again and then withdrawn in the month is no line")
	september.Explain()
	assert.Equal(t, "5 h invoiced by mistake of the pack of 5 h of 20 April 2026, €80.00 excl. VAT (D31); on this invoice €20.00; VAT of the sale: 20% (D33); known after the statement for April 2026",
		september.CreditNotes[0].Document.Lines[0].Explained.EN)
}

// Cents whose VAT rounds away: what is given back of April's invoice has no more VAT than that
// had, however often a part of it goes to and fro.
func TestVATOfRefundsToAndFro(t *testing.T) {
	t.Parallel()
	list := tale{
		ct: contract("nuxit", servicelevel.Standard, "2026-04-01"), first: "2026-04", more: 7,
		facts: facts(packOf("P", "2026-04-20 09:00", 3*time.Hour, "0.04"), gone(servicelevel.Refunded, "R1", "P", "2026-05-20 09:00", 90*mins),
			gone(servicelevel.Refunded, "R2", "P", "2026-06-20 09:00", 0), wrong("W1", "R2", "2026-07-02 09:00"),
			gone(servicelevel.Refunded, "R3", "P", "2026-08-20 09:00", 0), wrong("W2", "R3", "2026-09-02 09:00"),
			gone(servicelevel.Refunded, "R4", "P", "2026-10-20 09:00", 0)),
	}.told(t)
	var notes, invoices []string
	for i := range list {
		notes, invoices = append(notes, notesOf(&list[i])...), append(invoices, totals(&list[i].Invoice))
	}
	assert.Equal(t, []string{
		"2026-05 for 2026-04: [refund 0.02] 0.02 0.00 0.02", "2026-06 for 2026-04: [refund 0.02] 0.02 0.01 0.03",
		"2026-08 for 2026-07: [refund 0.02] 0.02 0.00 0.02", "2026-10 for 2026-09: [refund 0.02] 0.02 0.00 0.02",
	}, notes)
	assert.Equal(t, []string{"0.04 0.01 0.05", "0.00 0.00 0.00", "0.00 0.00 0.00", "0.02 0.00 0.02", "0.00 0.00 0.00", "0.02 0.00 0.02", "0.00 0.00 0.00"}, invoices)
}

// A refund that was told again at another price changes what a pack has earned, though as
// many hours are gone.
func TestRefundToldAgainAtAnotherPrice(t *testing.T) {
	t.Parallel()
	again := gone(servicelevel.Refunded, "R2", "P", "2026-06-03 10:00", 0)
	again.Price = dec("60.00")
	list := tale{
		ct: contract("nuxit", servicelevel.Standard, "2026-04-01"), first: "2026-04", more: 4,
		facts: facts(packOf("P", "2026-04-20 09:00", 5*time.Hour, "100.00"), gone(servicelevel.Refunded, "R1", "P", "2026-05-20 09:00", 0),
			wrong("W", "R1", "2026-06-02 09:00"), again),
	}.told(t)
	june := &list[2]
	assert.Equal(t, "100.00 20.00 120.00", totals(&june.Invoice))
	assert.Equal(t, []string{"2026-06 for 2026-06: [refund 60.00] 60.00 12.00 72.00"}, notesOf(june))
	require.Len(t, june.Credit.Lots, 1)
	lot := &june.Credit.Lots[0]
	assert.Equal(t, "0s 0s 40.00 40.00 60.00", fmt.Sprintf("%s %s %s %s %s", lot.Opening, lot.Refunded, lot.EarnedMonth.StringFixed(2), lot.Earned.StringFixed(2), lot.Repaid.StringFixed(2)))
}

// Hours that went, came back and went again are spent in every month: each state tells of
// them what went last.
func TestGoneAgainAndAgain(t *testing.T) {
	t.Parallel()
	for _, kind := range []servicelevel.FactKind{servicelevel.Moved, servicelevel.Forfeited, servicelevel.Refunded} {
		tale{
			ct: contract("nuxit", servicelevel.Standard, "2026-04-01"), first: "2026-04", more: 5,
			facts: facts(packOf("P", "2026-04-02 09:00", 5*time.Hour, "100.00"), gone(kind, "R1", "P", "2026-04-15 09:00", 0), wrong("W1", "R1", "2026-05-04 09:00"),
				gone(kind, "R2", "P", "2026-05-21 09:00", 0), wrong("W2", "R2", "2026-06-30 09:00")),
			left: credit.Balance{Available: 5 * time.Hour},
		}.told(t)
	}
}

// Work that was told while a ticket had been merged by mistake stays with the ticket, also if
// the months between are closed.
func TestWorkAfterAWithdrawnMerger(t *testing.T) {
	t.Parallel()
	at := wall("2026-05-04 10:00")
	tale{
		ct: contract("nuxit", servicelevel.Pro, "2026-05-01"), first: "2026-05", more: 4,
		facts: facts(requested("T1", at, servicelevel.ServiceRequest), requested("T2", at, servicelevel.ServiceRequest),
			servicelevel.Fact{ID: "M", Kind: servicelevel.Merged, At: at.Add(time.Hour), Ticket: "T1", Into: "T2"}, wrong("WM", "M", "2026-05-05 09:00"),
			workedOn("s", "T1", at.AddDate(0, 0, 2), at.AddDate(0, 0, 2).Add(time.Hour)), wrong("WS", "s", "2026-06-05 09:00")),
		rows: []string{"2026-05 T1 of 2026-05: 1h0m0s → 1h0m0s by allowance 1h0m0s", "2026-06 T1 of 2026-05: -1h0m0s → -1h0m0s by allowance -1h0m0s"},
		left: credit.Balance{Allowance: 90 * mins},
	}.told(t)
}

// What is refused leaves nothing behind: not in what came back from the state with it, nor in
// the ticket that the work would have gone on to.
func TestRefusedAfterTheStateCameBack(t *testing.T) {
	t.Parallel()
	c, at := servicelevel.NUXIT(), wall("2026-01-12 10:00")
	ct := contract("nuxit", servicelevel.Standard, "2026-01-01")
	open := func() *servicelevel.Book {
		b, err := c.Open(ct)
		require.NoError(t, err)
		require.NoError(t, b.Record(packOf("P", "2026-01-02 09:00", 3*time.Hour, "100.00"), requested("T", at, servicelevel.ServiceRequest),
			requested("U", at, servicelevel.ServiceRequest), workedOn("w", "T", at, at.Add(time.Hour)), gone(servicelevel.Refunded, "R", "P", "2026-02-03 09:00", 0)))
		for _, m := range []string{"2026-01", "2026-02"} {
			_, _, err := b.Close(month(m))
			require.NoError(t, err)
		}
		require.NoError(t, b.Record(given("G", "2026-03-01 09:00", mins), wrong("WG", "G", "2026-03-01 10:00")))
		return b
	}
	again, late := wall("2026-03-02 10:00"), workedOn("w2", "U", at.Add(2*time.Hour), at.Add(3*time.Hour))
	late.Recorded = again // it brings back every ticket, and what those have drawn on
	var short *credit.ShortfallError
	for _, refused := range []servicelevel.Fact{workedOn("w2", "T", again, again.Add(time.Hour)), late} {
		b, fresh := open(), open()
		require.ErrorAs(t, b.Record(refused), &short)
		for _, book := range []*servicelevel.Book{b, fresh} {
			require.NoError(t, book.Record(wrong("WR", "R", "2026-03-05 09:00")))
		}
		requireSameBook(t, fresh, b, wall("2026-03-06 09:00"))
	}

	merged := func() *servicelevel.Book {
		b, err := c.Open(contract("nuxit", servicelevel.Standard, "2026-04-01"))
		require.NoError(t, err)
		at := wall("2026-04-01 10:00")
		require.NoError(t, b.Record(requested("T1", at, servicelevel.ServiceRequest), requested("T2", at, servicelevel.ServiceRequest),
			servicelevel.Fact{ID: "M", Kind: servicelevel.Merged, At: at, Ticket: "T2", Into: "T1"}, given("G", "2026-04-02 10:00", mins)))
		return b
	}
	b, fresh := merged(), merged()
	on := wall("2026-04-20 10:00")
	require.ErrorAs(t, b.Record(workedOn("w", "T2", on, on.Add(time.Hour))), &short)
	requireSameBook(t, fresh, b, on.Add(2*time.Hour))
}

func requireSameBook(t *testing.T, want, got *servicelevel.Book, at time.Time) {
	t.Helper()
	for _, ask := range []func(*servicelevel.Book) (any, error){
		func(b *servicelevel.Book) (any, error) { return b.Balance(at) },
		func(b *servicelevel.Book) (any, error) { return b.Tickets(at) },
		func(b *servicelevel.Book) (any, error) { return b.Preview(at) },
	} {
		x, err := ask(want)
		require.NoError(t, err)
		y, err := ask(got)
		require.NoError(t, err)
		require.Equal(t, x, y)
	}
}

// Calls that were answered without any work count for the guarantee: with one that
// corrections do not reach any more it is not known who answered first without the one that
// did (D31).
func TestWithdrawnAnswerAmongOlderOnes(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Business, "2024-01-01")
	ct.Options.CorrectionMonths, ct.Rent = 1, dec("100.00")
	at := wall("2024-01-19 15:00")
	late := workedOn("S1", "T", at.Add(mins), at.Add(mins))
	late.Recorded = wall("2024-02-20 09:00")
	last := workedOn("S4", "T", at.Add(5*mins), at.Add(5*mins))
	last.Recorded = wall("2024-02-21 09:00")
	list := facts(given("P", "2024-01-01 09:00", 5*time.Hour), requested("T", at, servicelevel.Incident), workedOn("S3", "T", at.Add(3*mins), at.Add(4*mins)), late, last)
	gone := servicelevel.Fact{ID: "W", Kind: servicelevel.Withdrawn, At: wall("2024-03-28 18:01"), Of: "S1"}
	for _, closed := range []bool{false, true} {
		b, err := servicelevel.NUXIT().Open(ct)
		require.NoError(t, err)
		require.NoError(t, b.Record(list...))
		for _, m := range []string{"2024-01", "2024-02"} {
			if closed {
				_, _, err := b.Close(month(m))
				require.NoError(t, err)
			}
		}
		err = b.Record(gone)
		require.ErrorContains(t, err, "facts[0].of: must not be the session with which a ticket began of which corrections do not reach all", closed)

		gone := gone
		gone.Of = "S4"
		require.NoError(t, b.Record(gone), "others began the ticket, closed: %v", closed)
	}
}

// A pack that was withdrawn in the month in which it was bought is on no invoice: the VAT of
// what is given back of another one of that month takes no notice of it.
func TestNoteBesideAPackThatNeverWas(t *testing.T) {
	t.Parallel()
	list := tale{
		ct: contract("nuxit", servicelevel.Standard, "2026-04-01"), first: "2026-04", more: 4,
		facts: facts(packOf("P", "2026-04-20 09:00", 3*time.Hour, "0.03"), packOf("Q", "2026-04-20 10:00", 3*time.Hour, "0.04"), wrong("W", "P", "2026-04-21 09:00"),
			gone(servicelevel.Refunded, "R", "Q", "2026-06-20 09:00", 0)),
	}.told(t)
	assert.Equal(t, "0.04 0.01 0.05", totals(&list[0].Invoice))
	assert.Equal(t, []string{"2026-06 for 2026-04: [refund 0.04] 0.04 0.01 0.05"}, notesOf(&list[2]))
}

// What was told of a ticket into which another one was merged stays what it was when
// something that was told of the other is withdrawn.
func TestTicketOfAMergerWithWithdrawals(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Pro, "2026-01-01")
	ct.Options.CorrectionMonths = 1
	at, work, again := wall("2026-01-12 10:00"), wall("2026-02-10 10:00"), wall("2026-03-05 10:00")
	b := openBook(t, ct, requested("T1", at, servicelevel.ServiceRequest), requested("T2", at, servicelevel.ServiceRequest),
		servicelevel.Fact{ID: "E", Kind: servicelevel.Estimated, At: at, Ticket: "T1", Time: time.Hour},
		servicelevel.Fact{ID: "M", Kind: servicelevel.Merged, At: at.Add(time.Hour), Ticket: "T1", Into: "T2"},
		workedOn("w", "T2", work, work.Add(30*mins)), wrong("W", "E", "2026-02-20 09:00"))
	require.NoError(t, b.Record(workedOn("v", "T2", again, again.Add(30*mins))), "T2 was told of in February")
}

// The end of an outage that is withdrawn in the last month in which it can be stays so once
// corrections do not reach it any more: the outage goes on.
func TestEndWithdrawnInTheLastMonth(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Business, "2026-01-01")
	ct.Rent, ct.Options.CorrectionMonths = dec("149.00"), 1
	list := tale{
		ct: ct, first: "2026-01", more: 4,
		facts: facts(servicelevel.Fact{ID: "O", Kind: servicelevel.Down, At: wall("2026-01-31 23:00")},
			servicelevel.Fact{ID: "E", Kind: servicelevel.Restored, At: wall("2026-01-31 23:30"), Of: "O"}, wrong("W", "E", "2026-02-27 09:00")),
		left: credit.Balance{Allowance: 90 * mins},
	}.told(t)
	var down []string
	for i := range list {
		for k := range list[i].Availability {
			u := &list[i].Availability[k]
			down = append(down, fmt.Sprint(list[i].Month, " for ", u.Month, " ", u.Assessment.Availability.Down))
		}
	}
	assert.Equal(t, []string{
		"2026-01 for 2026-01 30m0s", "2026-02 for 2026-01 1h0m0s", "2026-02 for 2026-02 672h0m0s", "2026-03 for 2026-03 743h0m0s", "2026-04 for 2026-04 720h0m0s",
	}, down)
}

// A ticket whose first session is withdrawn once its month is closed begins with the next
// one, whose month pays then (D5).
func TestBeginsWithTheNextSession(t *testing.T) {
	t.Parallel()
	first, next := wall("2026-05-30 10:00"), wall("2026-06-02 10:00")
	for _, each := range []bool{false, true} {
		ct := contract("nuxit", servicelevel.Pro, "2026-05-01")
		ct.Options.EachSession = each
		tale{
			ct: ct, first: "2026-05", more: 5,
			facts: facts(requested("T", first, servicelevel.ServiceRequest), workedOn("w1", "T", first, first.Add(20*mins)),
				workedOn("w2", "T", first.Add(time.Hour), first.Add(80*mins)), workedOn("w3", "T", next, next.Add(20*mins)),
				wrong("W1", "w1", "2026-07-03 10:00"), wrong("W2", "w2", "2026-07-04 10:00")),
			rows: map[bool][]string{
				false: {
					"2026-05 T of 2026-05: 40m0s → 1h0m0s by allowance 1h0m0s", "2026-06 T of 2026-05: 20m0s → 0s by",
					"2026-07 T of 2026-05: -40m0s → -1h0m0s by allowance -1h0m0s", "2026-07 T of 2026-06: 0s → 30m0s by allowance 30m0s",
				},
				true: {
					"2026-05 T of 2026-05: 40m0s → 1h0m0s by allowance 1h0m0s", "2026-06 T of 2026-06: 20m0s → 30m0s by allowance 30m0s",
					"2026-07 T of 2026-05: -40m0s → -1h0m0s by allowance -1h0m0s",
				},
			}[each],
			left: credit.Balance{Allowance: 90 * mins},
		}.told(t)
	}
}

// Hours that come back pay for what is overdrawn before others can be taken away.
func TestHoursThatComeBackPayFirst(t *testing.T) {
	t.Parallel()
	ct := contract("nuxit", servicelevel.Standard, "2026-04-01")
	ct.Options.Overdraft = 5 * time.Hour
	at := wall("2026-05-12 10:00")
	list := tale{
		ct: ct, first: "2026-04", more: 4,
		facts: facts(packOf("P", "2026-04-20 09:00", 5*time.Hour, "100.00"), gone(servicelevel.Refunded, "R1", "P", "2026-05-02 09:00", 0),
			requested("T", at, servicelevel.ServiceRequest), workedOn("w", "T", at, at.Add(time.Hour)),
			wrong("W", "R1", "2026-06-02 09:00"), gone(servicelevel.Refunded, "R2", "P", "2026-06-02 10:00", 0)),
		rows: []string{"2026-05 T of 2026-05: 1h0m0s → 1h0m0s by overdraft 1h0m0s", "2026-06 T of 2026-05: 0s → 0s by P 1h0m0s 20.00 overdraft -1h0m0s"},
	}.told(t)
	assert.Equal(t, []string{"2026-06 for 2026-06: [refund 80.00] 80.00 16.00 96.00"}, notesOf(&list[2]))
}
