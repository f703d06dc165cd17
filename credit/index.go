package credit

import (
	"hash/maphash"
	"slices"

	"github.com/palier-go/palier/internal/list"
)

// index finds a name's number by the name: open addressing, half full at most. A slot is
// a number of four bytes that holds a part of the hash too: to learn that a name is new
// takes, nearly always, one look at one place.
type index struct {
	seed   maphash.Seed
	slots  []uint32          // their number is a power of two
	hashes list.List[uint32] // by number
}

// A slot is 0 if it is free; else its lower bits are the number plus 1, which is at
// most MaxEntries, and its upper bits are those of the hash. The lower bits of the hash
// say where the slot is.
const (
	numberBits = 23
	numberMask = 1<<numberBits - 1
)

func (x *index) reset() {
	if x.seed == (maphash.Seed{}) {
		x.seed = maphash.MakeSeed()
	}
	clear(x.slots)
	x.hashes.Cut(0)
}

func (x *index) clone() index {
	return index{x.seed, slices.Clone(x.slots), x.hashes.Clone()}
}

// find returns the number of a name, or none, and the hash of the name.
func (x *index) find(names *list.List[string], name string) (n int32, hash uint32) {
	if x.seed == (maphash.Seed{}) {
		return none, 0 // before the first reset
	}
	if hash = x.hash(name); x.hashes.Len() == 0 {
		return none, hash
	}
	mask := len(x.slots) - 1
	for i := int(hash) & mask; x.slots[i] != 0; i = (i + 1) & mask {
		s := x.slots[i]
		if n := int32(s&numberMask) - 1; (s^hash)&^numberMask == 0 && *names.At(n) == name {
			return n, hash
		}
	}
	return none, hash
}

// hash returns the hash of a name, of which half is enough.
func (x *index) hash(name string) uint32 { return uint32(maphash.String(x.seed, name)) }

// add lists the next number under the hash of its name.
func (x *index) add(hash uint32) {
	x.reserve(1)
	x.hashes.Add(hash)
	x.put(hash, x.hashes.Len())
}

// fill lists names by their numbers in an index that is empty. It reports whether no two
// are equal. Looking for many places at once takes a third of the time that it takes to
// look for one after the other, as most of them are far away.
func (x *index) fill(names *list.List[string]) bool {
	x.reserve(names.Len())
	x.hashes.Grow(names.Len())
	for n := range int32(names.Len()) { // at most MaxEntries
		x.hashes.Add(x.hash(*names.At(n)))
	}
	mask := len(x.slots) - 1
	for n := range int32(names.Len()) { // at most MaxEntries
		hash := *x.hashes.At(n)
		i := int(hash) & mask
		for x.slots[i] != 0 {
			if s := x.slots[i]; (s^hash)&^numberMask == 0 && *names.At(int32(s&numberMask) - 1) == *names.At(n) {
				return false
			}
			i = (i + 1) & mask
		}
		x.slots[i] = hash&^numberMask | uint32(n+1) // at most MaxEntries
	}
	return true
}

// drop takes the last name out. Those that came before it were placed without it, so its
// slot is free again and no search has to go over it.
func (x *index) drop() {
	last := x.hashes.Len()
	mask := len(x.slots) - 1
	i := int(*x.hashes.At(int32(last - 1))) & mask // at most MaxEntries
	for x.slots[i]&numberMask != uint32(last) {
		i = (i + 1) & mask
	}
	x.slots[i] = 0
	x.hashes.Cut(last - 1)
}

// reserve makes room for n more.
func (x *index) reserve(n int) {
	size := max(16, len(x.slots))
	for size < 2*(x.hashes.Len()+n) {
		size *= 2
	}
	if size == len(x.slots) {
		return
	}
	x.slots = make([]uint32, size)
	n = 0
	for part := range x.hashes.First(x.hashes.Len()) {
		for _, hash := range part {
			n++
			x.put(hash, n)
		}
	}
}

func (x *index) put(hash uint32, slot int) {
	mask := len(x.slots) - 1
	i := int(hash) & mask
	for x.slots[i] != 0 {
		i = (i + 1) & mask
	}
	x.slots[i] = hash&^numberMask | uint32(slot) // from 1 to MaxEntries
}
