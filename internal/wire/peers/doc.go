// Package peers compares the reading of an input with that of other JSON codecs, in a module of
// its own for their sake.
package peers
