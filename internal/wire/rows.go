package wire

import "reflect"

// rows are the elements of a list that is being read, one behind the other.
type rows struct {
	first place
	room  int  // how many there is memory for
	own   bool // it is the list's own memory, not the scratch
}

// scratch is memory in which the elements of a list are read before it is known how many
// they are.
type scratch struct {
	rows  cell // zero behind the lists that a Reader has read there, but for one that is being read
	exact cell // for memory of the right size
	last  int  // how many elements the memory given away last was for
}

// free returns the rows behind the lists that lie in the scratch memory. If there are none
// it has no place either: one behind the memory is that of something else, or of nothing.
func (sc *scratch) free(s *shape) rows {
	m := *sc.rows.made
	if len(m) == cap(m) {
		return rows{}
	}
	return rows{first: m.first().element(s.elem, len(m)), room: cap(m) - len(m)}
}

// cell is a list of a type, by which the package reflect makes memory for such lists.
type cell struct {
	list reflect.Value
	made *memory
}

func newCell(t reflect.Type) cell {
	p := reflect.New(t)
	return cell{p.Elem(), placeOf(p).memory()}
}

// Bounds of scratch memory, in elements and bytes.
const (
	leastScratch = 4
	mostScratch  = 64
	maxScratch   = 8 << 10
)

func rowsIn(m memory) rows { return rows{first: m.first(), room: cap(m)} }

// rowsFor returns where the elements of the list at p are to be read.
func (d *decoder) rowsFor(s *shape, p place) rows {
	if d.probe {
		if again := rowsIn(*p.memory()); again.room > 0 {
			again.own = true
			return again
		}
	}
	sc := &d.scratch[s.node]
	if sc.rows.made == nil {
		*sc = scratch{newCell(s.typ), newCell(s.typ), leastScratch}
	}
	if cap(*sc.rows.made) == 0 {
		sc.rows.list.Grow(sc.last)
	}
	return sc.free(s)
}

// moreRoom is called if r is full, n elements have been read, and the list goes on at i.
// Scratch memory grows up to its bounds. Then the elements are counted, which is a second
// look at them, and memory is made for just as many: to grow step by step would take up to
// four times as much, and leave up to half of it empty.
func (d *decoder) moreRoom(s *shape, p place, r *rows, n, i int) {
	before := p.value(s)
	if !r.own {
		sc := &d.scratch[s.node]
		used := len(*sc.rows.made)
		before = sc.rows.list.Slice(used, used+n)
		if most := min(mostScratch, maxScratch/max(1, int(s.elem.size))); n < most {
			*sc.rows.made = nil
			sc.rows.list.Grow(min(most, max(leastScratch, 4*n, 2*used)))
			sc.rows.list.SetLen(n)
			reflect.Copy(sc.rows.list, before)
			sc.rows.list.SetLen(0)
			*r = sc.free(s)
			return
		}
	}
	total := n + d.count(i)
	if !d.charge(total, s.elem) {
		return
	}
	all := reflect.MakeSlice(s.typ, n, total)
	reflect.Copy(all, before)
	if !r.own {
		before.Clear()
	}
	p.value(s).Set(all)
	*r = rowsIn(*p.memory())
	r.own = true
}

// keepRows ends a list of n elements.
func (d *decoder) keepRows(s *shape, p place, r *rows, n int) {
	if r.own {
		if !d.lost {
			*p.memory() = (*p.memory())[:n]
		}
		return
	}
	sc := &d.scratch[s.node]
	read := sc.rows.made
	switch {
	case d.lost || !d.charge(n, s.elem):
		n = r.room
	case d.again:
		if len(*read) == 0 {
			d.filled = append(d.filled, s.node)
		}
		*p.memory(), *read = r.first.memoryOf(n), (*read)[:len(*read)+n]
		return
	case 4*n >= 3*r.room: // the scratch memory fits well enough to be given away as it is
		sc.last = n
		*p.memory(), *read = (*read)[:n:n], nil
		return
	default:
		sc.rows.list.SetLen(n)
		sc.exact.list.Grow(n)
		sc.exact.list.SetLen(n)
		reflect.Copy(sc.exact.list, sc.rows.list)
		*p.memory(), *sc.exact.made = *sc.exact.made, nil
	}
	sc.rows.list.SetLen(n)
	sc.rows.list.Clear()
	sc.rows.list.SetLen(0)
}

// empty empties the scratch memory in which the lists of the last document lie.
func (d *decoder) empty() {
	for _, node := range d.filled {
		list := d.scratch[node].rows.list
		list.Clear()
		list.SetLen(0)
	}
	d.filled = d.filled[:0]
}
