// Package compare says what a customer's own months would have come to at each level, and from how much work on
// a plan pays for itself.
//
// [Levels] takes a contract and what happened under it, and makes the statements of some months as if it had been at
// each level of its editions all along:
//
//	c, err := compare.Levels(servicelevel.NUXIT(), contract, activity, from, to)
//	for _, l := range c.Levels {
//		l.Fees, l.Hours, l.Packs // what the level costs, and the hours beyond its allowance, bought at best
//		l.HourMonths             // which of them are billed by the hour (D29)
//		l.Cost                   // all together, excl. VAT
//		l.Refused, l.Later       // which requests it does not take, which it begins later than another level
//		l.Guarantees, l.Owed     // which promises were kept, and what is owed for the others
//	}
//	c.Explain() // in French and in English, if somebody reads it
//
// [FindBreakEven] compares the prices of two plans alone: from how many hours a month on one costs no more than
// the other. What it goes by is in the result, and [BreakEven.Explain] words it.
//
// A [Comparison] and a [BreakEven] are documents, as those of package servicelevel are: they have one form in JSON,
// which is read as strictly and is that of a column too, and schemas in package schema. Bad input is refused whole, each fault by its path.
//
// The package is made of servicelevel's public parts: [servicelevel.Catalogue.Timeline] for the plan of each day, and a
// Biller of [servicelevel.Catalogue.Accruals] for what months bear, whatever is invoiced in them.
package compare
