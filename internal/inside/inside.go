// Package inside has what packages of this module offer each other and nobody else: a
// function with a Call among its arguments can be called from here alone.
package inside

// Call is an argument that only this module can give.
type Call struct{}

// Journal is the journal of one owner in a store.
type Journal[L any] interface {
	// Append adds lines after so many, and keeps what they hold. It reports whether there
	// were no more, and no less. The lines are valid and their ids are new: the caller has
	// made them, and knows all the lines before.
	Append(after int, lines []L) bool
}
