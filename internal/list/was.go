package list

// Was is an element of a list as it was before a change.
type Was[T any] struct {
	N     int32
	Value T
}

// Note adds what element n is to a list of changes, if it was there when they began: then there
// were so many elements before.
func Note[T any](changes *[]Was[T], before int, n int32, value *T) {
	if int(n) < before {
		*changes = append(*changes, Was[T]{})
		last := &(*changes)[len(*changes)-1]
		last.N, last.Value = n, *value
	}
}

// PutBack undoes changes, the last first, so that the first value that an element had is the
// one that it has in the end. It leaves the elements that were there before.
func (l *List[T]) PutBack(changes []Was[T], before int) {
	for i := len(changes) - 1; i >= 0; i-- {
		*l.At(changes[i].N) = changes[i].Value
	}
	l.Cut(before)
}
