package ledger

import (
	"hash/maphash"
	"slices"

	"github.com/palier-go/palier/internal/fund"
	"github.com/palier-go/palier/internal/list"
)

// index is a list of names, and finds a name's number by the name: open addressing, half full
// at most. A slot is a number of four bytes that holds a part of the hash too: to learn that a
// name is new takes, nearly always, one look at one place.
type index struct {
	seed  maphash.Seed
	slots []uint32         // their number is a power of two
	names list.List[named] // by number
}

// named is a name with its hash beside it: what is added with one another is in one line of
// the cache.
type named struct {
	name string
	hash uint32
}

// A slot is 0 if it is free; else its lower bits are the number plus 1, which is at
// most credit.MaxEntries, and its upper bits are those of the hash. The lower bits of the hash
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
	x.names.Clear(0)
}

func (x *index) clone() index {
	return index{x.seed, slices.Clone(x.slots), x.names.Clone()}
}

func (x *index) len() int { return x.names.Len() }

// at returns the name of a number.
func (x *index) at(n int32) string { return x.names.At(n).name }

// find returns the number of a name, or none, and the hash of the name.
func (x *index) find(name string) (n int32, hash uint32) {
	if x.seed == (maphash.Seed{}) {
		return fund.None, 0 // before the first reset
	}
	if hash = x.hash(name); x.len() == 0 {
		return fund.None, hash
	}
	mask := len(x.slots) - 1
	for i := int(hash) & mask; x.slots[i] != 0; i = (i + 1) & mask {
		s := x.slots[i]
		if n := int32(s&numberMask) - 1; (s^hash)&^numberMask == 0 && x.at(n) == name {
			return n, hash
		}
	}
	return fund.None, hash
}

// hash returns the hash of a name, of which half is enough.
func (x *index) hash(name string) uint32 { return uint32(maphash.String(x.seed, name)) }

// add gives a name, of which there is the hash, the next number.
func (x *index) add(name string, hash uint32) {
	x.reserve(1)
	n := x.names.New()
	n.name, n.hash = name, hash
	x.put(hash, x.len())
}

// fill lists the names that are in the list alone. It reports whether no two are equal.
// Looking for many places at once takes a third of the time that it takes to look for one
// after the other, as most of them are far away.
func (x *index) fill() bool {
	if size := x.size(x.len()); size > len(x.slots) {
		x.slots = make([]uint32, size)
	}
	for part := range x.names.First(x.len()) {
		for i := range part {
			part[i].hash = x.hash(part[i].name)
		}
	}
	mask := len(x.slots) - 1
	for n := range int32(x.len()) { // at most credit.MaxEntries
		name := x.names.At(n)
		i := int(name.hash) & mask
		for x.slots[i] != 0 {
			if s := x.slots[i]; (s^name.hash)&^numberMask == 0 && x.at(int32(s&numberMask)-1) == name.name {
				return false
			}
			i = (i + 1) & mask
		}
		x.slots[i] = name.hash&^numberMask | uint32(n+1) // at most credit.MaxEntries
	}
	return true
}

// cut takes out all names but the first ones, the last one first. Those that came before it
// were placed without it, so its slot is free again and no search has to go over it.
func (x *index) cut(first int) {
	mask := len(x.slots) - 1
	for last := x.len(); last > first; last-- {
		i := int(x.names.At(int32(last-1)).hash) & mask // at most credit.MaxEntries
		for x.slots[i]&numberMask != uint32(last) {
			i = (i + 1) & mask
		}
		x.slots[i] = 0
	}
	x.names.Clear(first)
}

// size returns how many slots n names need, as many as there are at least.
func (x *index) size(n int) int {
	size := max(16, len(x.slots))
	for size < 2*n {
		size *= 2
	}
	return size
}

// reserve makes room for n more.
func (x *index) reserve(n int) {
	size := x.size(x.len() + n)
	if size == len(x.slots) {
		return
	}
	x.slots = make([]uint32, size)
	n = 0
	for part := range x.names.First(x.len()) {
		for i := range part {
			n++
			x.put(part[i].hash, n)
		}
	}
}

func (x *index) put(hash uint32, slot int) {
	mask := len(x.slots) - 1
	i := int(hash) & mask
	for x.slots[i] != 0 {
		i = (i + 1) & mask
	}
	x.slots[i] = hash&^numberMask | uint32(slot) // from 1 to credit.MaxEntries
}
