// Package inside has what packages of this module offer each other and nobody else: a
// function with a Call among its arguments can be called from here alone.
package inside

// Call is an argument that only this module can give.
type Call struct{}

// Journal is the journal of one owner in a store.
type Journal interface {
	// Lock reports whether there are so many lines and no more. If so the others wait until
	// Unlock, and what Append adds is next.
	Lock(after int) bool
	Unlock()
	// Append adds n lines between Lock and Unlock, as bytes, which it copies: each begins with
	// its length in two bytes, the lower one first, which count too. The lines are valid and
	// their ids are new: the caller has made them, and knows all the lines before.
	Append(n int, lines []byte)
}
