// Package seal has what only package servicelevel and those below it can say of a state: that it was made by a
// book, or read and checked, so that nothing needs to check it again.
package seal

// Mark comes with what they say of a state. Others can have the zero value at most, which says nothing.
type Mark struct{ given bool }

// Give returns the mark of a state that is known to be valid.
func Give() Mark { return Mark{given: true} }

// Given reports whether the mark is one of Give.
func (m Mark) Given() bool { return m.given }
