package credit

import "hash/maphash"

// index finds a record by its id: open addressing, half full at most. A slot is a
// number of four bytes that holds a part of the hash too: to learn that an id is
// new takes, nearly always, one look at one place.
type index struct {
	seed  maphash.Seed
	slots []uint32 // their number is a power of two
	seen  uint32   // what prepare has looked at, so that it does look
}

// A slot is 0 where it is free; else its lower bits are the record plus 1, which
// is at most MaxEntries, and its upper bits are those of the hash. The lower bits
// of the hash say where the slot is.
const (
	recordBits = 23
	recordMask = 1<<recordBits - 1
)

func slotOf(hash uint32, record int32) uint32 {
	return hash&^recordMask | uint32(record+1) // from 1 to MaxEntries
}

func (x *index) reset() {
	if x.seed == (maphash.Seed{}) {
		x.seed = maphash.MakeSeed()
	}
	clear(x.slots)
}

// hash returns the hash of an id; half of it is enough. Before the first reset it
// is 0.
func (x *index) hash(id string) uint32 {
	if x.seed == (maphash.Seed{}) {
		return 0
	}
	return uint32(maphash.String(x.seed, id))
}

// prepare finds the hashes of the entries to come, for which there is room, and
// looks at their slots, all at once: slots lie anywhere, and the processor waits
// for many of them no longer than for one.
func (x *index) prepare(hashes *[32]uint32, next []Entry) {
	mask := len(x.slots) - 1
	for i := range next {
		hashes[i] = x.hash(next[i].ID)
		x.seen ^= x.slots[int(hashes[i])&mask]
	}
}

// find returns the record with an id, or none.
func (x *index) find(texts []text, id string, hash uint32) int32 {
	if len(x.slots) == 0 {
		return none
	}
	mask := len(x.slots) - 1
	for i := int(hash) & mask; x.slots[i] != 0; i = (i + 1) & mask {
		s := x.slots[i]
		if record := int32(s&recordMask) - 1; (s^hash)&^recordMask == 0 && texts[record].id == id {
			return record
		}
	}
	return none
}

// add lists the last of the records under the hash of its id.
func (x *index) add(records []record) {
	last := len(records) - 1
	if 2*len(records) > len(x.slots) {
		x.reserve(records[:last], 1)
	}
	x.put(records[last].hash, int32(last)) // at most MaxEntries
}

// reserve makes room for n more than the records there are.
func (x *index) reserve(records []record, n int) {
	size := max(16, len(x.slots))
	for size < 2*(len(records)+n) {
		size *= 2
	}
	if size == len(x.slots) {
		return
	}
	x.slots = make([]uint32, size)
	for i := range records {
		x.put(records[i].hash, int32(i)) // at most MaxEntries
	}
}

func (x *index) put(hash uint32, record int32) {
	mask := len(x.slots) - 1
	i := int(hash) & mask
	for x.slots[i] != 0 {
		i = (i + 1) & mask
	}
	x.slots[i] = slotOf(hash, record)
}
