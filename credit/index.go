package credit

import "hash/maphash"

// index finds a record by its id: open addressing, half full at most. A slot has
// the hash too, so that other records need not be looked at, and no pointer, so
// that a collection does not look at the slots.
type index struct {
	seed  maphash.Seed
	slots []slot // its length is a power of two
	count int
}

type slot struct {
	hash   uint32
	record int32 // plus 1; 0 where the slot is free
}

func (x *index) reset() {
	if x.slots == nil {
		x.seed = maphash.MakeSeed()
	}
	clear(x.slots)
	x.count = 0
}

func (x *index) hash(id string) uint32 { return uint32(maphash.String(x.seed, id)) } // half is enough

// find returns the record with an id, or -1.
func (x *index) find(records []record, id string, hash uint32) int32 {
	mask := len(x.slots) - 1
	if mask < 0 {
		return -1
	}
	for i := int(hash) & mask; x.slots[i].record != 0; i = (i + 1) & mask {
		if s := x.slots[i]; s.hash == hash && records[s.record-1].id == id {
			return s.record - 1
		}
	}
	return -1
}

// add lists a record under the hash of its id.
func (x *index) add(hash uint32, record int32) {
	if 2*(x.count+1) > len(x.slots) {
		x.grow(max(16, 2*len(x.slots)))
	}
	x.put(slot{hash, record + 1})
	x.count++
}

// grow makes room for as many records as half of size.
func (x *index) grow(size int) {
	old := x.slots
	x.slots = make([]slot, size)
	for _, s := range old {
		if s.record != 0 {
			x.put(s)
		}
	}
}

func (x *index) put(s slot) {
	mask := len(x.slots) - 1
	i := int(s.hash) & mask
	for x.slots[i].record != 0 {
		i = (i + 1) & mask
	}
	x.slots[i] = s
}
