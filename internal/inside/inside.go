// Package inside has what packages of this module offer each other and nobody else: a
// function with a Call among its arguments can be called from here alone.
package inside

// Call is an argument that only this module can give. Others can have its zero value at most, with which nothing
// is called.
type Call struct{ given bool }

// Give returns the argument.
func Give() Call { return Call{given: true} }

// Given reports whether the argument is one of Give.
func (c Call) Given() bool { return c.given }

// Journal is the journal of one owner in a store.
type Journal interface {
	// Lock reports whether there are so many lines and no more. If so the others wait until
	// Unlock, and the lines added in between are the next ones.
	Lock(after int) bool
	Unlock()
	// Room returns what a line is appended to, and Add adds the line by taking the result. A
	// line begins with its length in two bytes, the lower one first, which count too. It is
	// valid and its id is new: the caller has made it, and knows all the lines before.
	Room() []byte
	Add(lines []byte)
}
