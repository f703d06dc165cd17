// Package monthend makes the statements of a month for any number of contracts: on all cores, in
// the order in which the contracts come, and in memory that does not grow with how many they are.
//
// The zero [Run] is ready. From one file of JSON lines to another:
//
//	tally, err := monthend.Run{}.Lines(ctx, os.Stdin, os.Stdout)
//	fmt.Println(tally.Done, tally.Refused)
//
// Each line in is a [servicelevel.Input]; each line out is its statement, or a [RefusedLine] that
// says what is wrong with it. [ReadStatements] reads what was written. In a program the contracts
// come from wherever it has them, and the statements go where it wants:
//
//	run := monthend.Run{Explain: true}
//	for s, err := range run.Statements(ctx, contracts) {
//		if err != nil { … } // a *ContractError: this contract has none, the others go on
//	}
//
// [Run.JSON] yields the JSON of the statements, for a program that only stores them.
// [Run.Closings] closes the month of contracts that tell what happened as facts: it yields the
// states from which the next month goes on too.
//
// The package is made of servicelevel's public parts alone: a Biller for each core, which
// makes statements in memory that it uses again, and a queue that keeps their order.
package monthend
