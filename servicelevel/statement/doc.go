// Package statement has what a contract's month comes to, as data: what is invoiced and what is owed to the
// customer, what was worked and from what it was paid, which promises were kept, and what was chosen where
// nobody had decided.
//
// A [Statement] is whole in itself. Every figure stands beside the operands and the rules that led to it:
// those of a [TicketWork] say how work became blocks and what paid for them, those of an [Uptime] how an
// availability was assessed and what it costs, an [Assumption] which decision was taken and how.
//
//	for i := range s.Tickets {
//		t := &s.Tickets[i]
//		t.Worked        // 1h5m
//		t.Charged       // 1h30m: three blocks of 30 min
//		t.FromAllowance // 30m
//		t.Draws         // 1h of a pack, with what that had cost
//		t.Rules.Blocks  // S18, S19
//	}
//
// [Statement.Explain] words all that in French and in English, by nothing but the statement: one that is read
// from JSON after years says the same.
//
// Statements are made by package servicelevel, and put together by package joint; Catalogue and Options are
// those of servicelevel. They have one form in JSON, which is that of a column too; Validate refuses one that
// contradicts itself.
package statement
