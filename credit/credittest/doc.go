// Package credittest helps to test what is built on package ledger: a store of
// one's own, a service that keeps accounts, a report that adds them up.
//
// TestStore is a conformance suite for any store of journals, of entries as here or of
// facts with leveltest.FactLines:
//
//	func TestStore(t *testing.T) {
//		credittest.TestStore(t, credittest.EntryLines(), func() ledger.Store { return mystore.New(t.TempDir()) })
//	}
//
// Model is an account that is added up again from its first entry on for every
// question, in exact fractions and without any of ledger's ways to be fast. A
// test applies the same entries to it and to what it tests, and compares:
//
//	m, err := credittest.NewModel(terms)
//	for _, e := range credittest.Entries(terms).Draw(t, "entries") {
//		if got := credittest.VerdictOf(service.Apply(e)); got != m.Apply(e) { … }
//	}
//	if err := m.Check(service.Account()); err != nil { … }
//
// Terms, Tariffs, Entry and Entries are generators for pgregory.net/rapid.
// What they draw is valid; Entries draws sequences that an account takes whole.
package credittest
