// Package credit keeps prepaid time: what was bought, what is free each month,
// what was worked, and what all of it was worth. It is exact to the nanosecond
// and to the cent, and every figure can say how it came about.
//
// # Blocks, packs, a tariff
//
// Work is billed in whole blocks (S19). [Blocks.Billable] rounds an intervention
// up; [Tariff.Cheapest] finds the packs that cover a need for the least money.
//
// # An account
//
// An [Account] is a journal of entries and what it adds up to. Give it [Terms],
// then apply facts as they happen:
//
//	a, err := credit.NewAccount(credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}})
//	_, err = a.Apply(credit.Entry{ID: "plan", Kind: credit.Allowance, At: start, From: may, Time: 90 * time.Minute})
//	_, err = a.Apply(credit.Entry{ID: "inv-1", Kind: credit.Purchase, At: start, Time: 3 * time.Hour, Price: price}) // 169.00
//	r, err := a.Apply(credit.Entry{ID: "int-1", Kind: credit.Debit, At: now, Ticket: "T-7", Time: 100 * time.Minute})
//	r.Charged        // 2h0m0s, four blocks
//	r.Draws          // 1h30m0s of May's allowance, and 30m0s of inv-1 that had cost 28.17
//	a.Trail("int-1") // the same step by step, with the rules
//
// A debit is rounded to blocks first, then drawn: from the allowance of the month
// in which the intervention starts (D5, D6), then from packs, first bought first
// (D7). It is refused whole where that is not enough (D8), unless an Overdraft
// entry grants more, which the next pack then pays for. The [Receipt] says which
// month and which lots it drew on, and what that time had cost: a pack's price is
// spread over its time by the difference of cumulative rounding, so that its
// blocks always add up to it.
//
// In place of a debit, an estimate can be set aside by a Hold, raised by Extend,
// and ended by Capture, which draws what was worked and gives back the rest, or by
// Release. A Reversal gives a debit or a capture back to where it came from, and a
// Refund takes back a pack of which nothing is used.
//
// An id makes its entry idempotent, and a refused entry changes nothing.
//
// # Two times
//
// Each entry says when it counts (At) and may say when it became known
// (Recorded). [Account.View] answers as of any instant, by what was known at any
// other: the balance, lots with their earned and deferred revenue, open holds, use
// by month and by ticket.
//
//	v := a.View(now, time.Time{}) // by all that is known
//	v.Balance().Available         // 2h30m0s
//	v.Lots()[0].Earned            // 28.17; the other 140.83 are Deferred
//
// A late entry draws only on what was there at its At and
// has not been missing since. A reversal dated like its debit undoes it as if it
// had never been; dated later, it leaves the time between as it was.
//
// # Many accounts
//
// A [Ledger] keeps accounts over a [Store], for many goroutines and processes.
// [MemoryStore] is one; two unique constraints make a table another, as package
// creditsql has it for PostgreSQL and SQLite.
//
//	ledger, err := credit.NewLedger(new(credit.MemoryStore), terms)
//	r, err := ledger.Apply(ctx, "customer-42", entry)
//
// # Errors
//
// Every refusal has a type that carries its operands: a [*FieldError] for each
// fault of an input, all joined; a [*ShortfallError] with what is missing and the
// cheapest packs that cover it; a [*ConflictError] where an id comes again with
// other content; and others, each with its doc comment. Entries, terms and results
// go through encoding/json and back; what would be refused is refused while
// decoding.
package credit
