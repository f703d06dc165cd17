// Package fund draws prepaid time: it counts work in blocks and takes it from the allowance of
// its month, from hours bought, and beyond (S19–S21, D1, D2, D5–D8, D27, D28, D38). That is done
// here and nowhere else: an account of package ledger is a fund with a journal, and a statement
// of package servicelevel reads its hours from one.
//
//	var f fund.Fund
//	err := f.Reset(credit.Terms{Blocks: credit.Blocks{Size: 30 * time.Minute}})
//	err = f.SetPlan(fund.Plan{From: firstOfMay, Allowance: 90 * time.Minute})
//	lot, err := f.Buy(fund.Hours{At: start, Time: 3 * time.Hour, Price: 16900})
//	work, err := f.Work(fund.Work{Ticket: f.NewTicket(), At: now, Time: 100 * time.Minute})
//
// # What it is told
//
// A [Fund] is told of facts in the order in which they became known: a [Plan], [Hours] bought, a
// [Reservation], [Work], a [Removal]. It answers with numbers. The methods that begin with
// Restore make one of what another has told of itself ([LotHours], [TicketHours]), and those that
// begin with Withdraw take back what was wrong (D31).
//
// # Its rows
//
// What it keeps is rows, which name each other by their numbers: a [TicketRow] has a [ShareRow]
// for each [AllowanceRow] that pays for some of it, and a share has a [MoveRow] for each time that
// was drawn from an allowance or a [LotRow], or given back. An account reads them where they are,
// so that a view of a hundred thousand moves copies none, and reads its image into rows anew.
// Nobody else looks at them. An instant is nanoseconds since 1970, a day is counted from the
// same, money is in the smallest unit of the currency, and [None] is no number.
//
// What Reset, Buy and the like check, the methods that take rows or nanoseconds do not: their
// callers have, or have read what was checked.
package fund
