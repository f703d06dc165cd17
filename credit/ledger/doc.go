// Package ledger keeps what is left of prepaid time: an account is a journal of what was bought, given, held
// and worked, and a ledger keeps many of them in a store. It is exact to the nanosecond and to the cent, and
// every figure can say how it came about.
//
// # An account
//
// An [Account] is a journal of entries and what it adds up to. Give it [credit.Terms], then apply facts as
// they happen:
//
//	a, err := ledger.NewAccount(credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}})
//	_, err = a.Apply(ledger.Entry{ID: "plan", Kind: credit.Allowance, At: start, From: firstOfMay, Time: 90 * time.Minute})
//	_, err = a.Apply(ledger.Entry{ID: "inv-1", Kind: credit.Purchase, At: start, Time: 3 * time.Hour, Price: price}) // 169.00
//	r, err := a.Apply(ledger.Entry{ID: "int-1", Kind: credit.Debit, At: now, Ticket: "T-7", Time: 100 * time.Minute})
//	r.Charged        // 2h0m0s, four blocks
//	r.Draws          // 1h30m0s of May's allowance, and 30m0s of inv-1 that had cost 28.17
//	a.Trail("int-1") // the same step by step, with the rules
//
// All debits of one ticket are one intervention (D1). Each is charged for what it adds to the blocks of its
// ticket, and draws that: from the allowance of the month in which the ticket was begun (D5, D6), then from
// packs, soonest to end first, and then first bought first (D7). It is refused whole if that is not enough
// (D8), unless an Overdraft entry grants more, which the next pack then pays for, or a Sale, whatever is held
// (D29). The [Receipt] says which month and which lots it drew on, and what that time had cost: a pack's
// price is spread over its time by the difference of cumulative rounding, so that its blocks always add up to
// it.
//
// Before the work, its estimate can be reserved by a Hold and raised by Extend. A hold draws nothing: it
// keeps what it expects from others (D38). It ends with a Capture, which is work under it, or with a Release.
// A Reversal takes a debit or a capture back, as if it had never been.
//
// What is left of a pack can go without being used: a Refund gives back its share of the price (D30), a
// Forfeit loses it, so that it is earned, and a Transfer takes it to another account (D32), where it is a
// Purchase at what it had cost. What is left at [Entry.Until] is lost and earned: a view of any later instant
// finds that without an entry.
//
// An id makes its entry idempotent, and a refused entry changes nothing.
//
// # Two times
//
// Each entry says when it counts (At) and may say when it became known (Recorded). [Account.View] answers as
// of any instant, by what was known at any other: the balance, lots with their earned and deferred revenue,
// open holds, use by month and by ticket.
//
//	v := a.View(now, time.Time{}) // by all that is known
//	v.Balance().Available         // 2h30m0s
//	v.Lots()[0].Earned            // 28.17; the other 140.83 are Deferred
//
// Work is late if its At lies before what was known when it came. It draws on what is there then, also on
// packs bought since, and shows as overdrawn until they were (D28). What goes back counts from the At of its
// reversal, so one that is dated later than its work leaves the time between as it was.
//
// The order in which facts became known makes no difference to what is left, to what each ticket comes to and
// to what each month pays. Which pack paid can differ: hours go back to the pack that they came from, though
// later packs are in use. So more or less of packs that end can be lost.
//
// # Many accounts
//
// A [Ledger] keeps accounts over a [Store], for many goroutines and processes. [Memory] is one; package
// creditsql has one on PostgreSQL and SQLite.
//
//	l, err := ledger.New(new(ledger.Memory), terms)
//	r, err := l.Apply(ctx, "customer-42", entry)
//	a, err := l.Account(ctx, "customer-42") // an account of the caller's own
//	a.View(now, time.Time{}).Balance()
//
// # Errors, JSON and columns
//
// Every refusal has a type that carries its operands: a [*credit.FieldError] for each fault of an input, all
// joined; a [*credit.ShortfallError] with what is missing and the cheapest packs that cover it; a
// [*ConflictError] if an id comes again with other content; and others, each with its doc comment. Entries and
// results go through encoding/json and back, and what implements [driver.Valuer] stands in a column as the
// same text, never as NULL. What is unknown is refused when read and when written, what Validate refuses when
// read.
package ledger
