// Package states has how a contract stands when a month is closed, as data: what is left, what is open, and
// what corrections may still touch.
//
// A [State] comes from closing a month, and the next one starts from it: with the facts that became known
// since, everything comes out as from the whole life. So a month costs what it holds, not what the contract's
// age holds, and what was sent stays as it was sent.
//
//	for i := range s.Lots { // hours bought that have something left
//		lot := &s.Lots[i]
//		lot.Time - lot.Used // less what of lot.Removals went
//	}
//	s.Open                   // the tickets that are not done with
//	t, month := s.Ticket("T1") // one of them, and the closed month that tells of it
//	t.Shares                 // what paid for its work
//	err := s.Validate()      // every part by itself, and what they contradict in each other
//
// It grows with what happened in the months that corrections reach back over, a [ClosedMonth] each, and is
// plain JSON: keep it beside the contract, one for each month closed. In a column it is the same text, never
// NULL.
//
// States are made by package servicelevel, by Book.Close, and read by its Catalogue.Resume; the type has the
// same name there. Where a comment here names a Book, it is that of that package, a Statement is a
// [statement.Statement], Work is [plans.Work], and Options are those of package contracts. A state that was
// made or read is [State.Sealed], and must not be changed any more: it may be read from any goroutine then.
package states
