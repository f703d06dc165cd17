// Package leveltest helps to test what is built on palier: a billing run, a
// customer area, a program in another language that must come to the same cent.
//
// A Case is a contract's month whose statement is known, worked out by hand:
//
//	c := leveltest.SampleA()
//	s, err := billing.Statement(c.Input)   // what is tested
//	if err := c.Want.Check(s); err != nil { t.Error(err) }
//
// SampleA to LateAnswer are the ready-made cases; Vectors holds them together
// with questions to calendars, offers of packs, ledgers and assessments, as they
// stand in testdata/vectors, in JSON that any language can read. The README there
// describes the format.
//
// Schedules, Outages, Contracts, Activities and Inputs are generators for
// pgregory.net/rapid; for accounts of hours there are those of package credittest.
// What they draw is valid.
//
// FactLines lets credittest.TestStore test a store of facts.
package leveltest
