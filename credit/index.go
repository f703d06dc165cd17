package credit

import "hash/maphash"

// index finds a record by its id: open addressing over the records themselves.
// It holds no pointers, so that a collection does not look into it.
type index struct {
	seed  maphash.Seed
	slots []int32 // record + 1, 0 where free; its length is a power of two
}

func (x *index) reset() {
	if x.slots == nil {
		x.seed = maphash.MakeSeed()
	}
	clear(x.slots)
}

func (x *index) hash(id string) uint32 { return uint32(maphash.String(x.seed, id)) } //nolint:gosec // half is enough

// find returns the record with an id, or -1.
func (x *index) find(records []record, id string, hash uint32) int32 {
	if len(x.slots) == 0 {
		return -1
	}
	mask := uint32(len(x.slots) - 1) //nolint:gosec // at most 2·MaxEntries
	for i := hash & mask; x.slots[i] != 0; i = (i + 1) & mask {
		r := &records[x.slots[i]-1]
		if r.hash == hash && r.id == id {
			return x.slots[i] - 1
		}
	}
	return -1
}

// add lists the last record. It keeps a third of the slots free at least.
func (x *index) add(records []record) {
	n := len(records)
	if 3*n > 2*len(x.slots) {
		x.grow(records[:n-1], max(16, 2*len(x.slots)))
	}
	x.put(records[n-1].hash, int32(n)) //nolint:gosec // at most MaxEntries
}

func (x *index) grow(records []record, size int) {
	x.slots = make([]int32, size)
	for i := range records {
		x.put(records[i].hash, int32(i+1)) //nolint:gosec // at most MaxEntries
	}
}

func (x *index) put(hash uint32, slot int32) {
	mask := uint32(len(x.slots) - 1) //nolint:gosec // at most 2·MaxEntries
	i := hash & mask
	for x.slots[i] != 0 {
		i = (i + 1) & mask
	}
	x.slots[i] = slot
}
