package wire

import "reflect"

// Reader reads documents of one type, one after the other, into memory that it uses again:
// for a run over many, which leaves next to no garbage so. The zero value is ready. It must
// not be used by two goroutines at a time.
type Reader[T any] struct {
	// Lenient leaves a document that is right by itself without a question to Validate: its
	// reader will find what that finds.
	Lenient bool

	d *decoder
}

// Read is Decode into a value that is good until the next call, but for the strings in it.
func (r *Reader[T]) Read(data []byte) (*T, error) {
	d := r.d
	if d == nil {
		d = programFor(reflect.TypeFor[T]()).decoder()
		d.again, d.alone = true, r.Lenient
	}
	r.d = nil // one that stopped anywhere, or holds faults, is not used again
	d.words.Reset()
	d.fresh.Elem().SetZero()
	d.empty()
	if err := d.document(data, placeOf(d.fresh)); err != nil {
		return nil, err
	}
	if d.data = nil; cap(d.text) <= maxText {
		r.d = d
	}
	return d.fresh.Interface().(*T), nil //nolint:forcetypeassert // made of that type
}
