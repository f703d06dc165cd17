package journal

import (
	"encoding/binary"
	"sort"
)

// packed is lines as bytes, as inside.Journal has them. The last chunk is at hand, so that
// to add a line looks at one place beside it.
type packed[L any] struct {
	n      int // how many
	last   packedChunk
	full   []packedChunk
	unpack func(line []byte) L
}

// packedChunk is some lines, so that one is found without reading all before it, and those
// that are there stay where they are while others come.
type packedChunk struct {
	first int
	lines []byte
}

// chunkBytes is how long the lines of a chunk are. The first one grows up to that, so that
// a short journal is short. In the last lineBytes of a chunk no line begins, so that few end
// beyond it.
const (
	chunkBytes = 2048
	lineBytes  = 128
)

// room returns what a line is appended to: to write it there and not to copy it is a twentieth
// of what a ledger does (BenchmarkLedger).
func (p *packed[L]) room() []byte {
	if len(p.last.lines) > chunkBytes-lineBytes {
		p.full = append(p.full, p.last)
		p.last = packedChunk{p.n, make([]byte, 0, chunkBytes)}
	}
	return p.last.lines
}

// add adds a line that was appended to the room.
func (p *packed[L]) add(lines []byte) {
	p.last.lines = lines
	p.n++
}

// appendTo appends the lines from one on.
func (p *packed[L]) appendTo(dst []L, from int) []L {
	p.each(from, func(line L) bool {
		dst = append(dst, line)
		return true
	})
	return dst
}

// at returns a line.
func (p *packed[L]) at(n int) (line L) {
	p.each(n, func(l L) bool {
		line = l
		return false
	})
	return line
}

// each reads the lines from one on, until one is enough.
func (p *packed[L]) each(from int, yield func(L) bool) {
	if from >= p.n {
		return
	}
	i := sort.Search(len(p.full), func(i int) bool { return p.full[i].first > from }) // the one after it
	for i = max(0, i-1); i <= len(p.full); i++ {
		c := &p.last
		if i < len(p.full) {
			c = &p.full[i]
		}
		n := c.first
		for b := c.lines; len(b) > 0; n++ {
			size := binary.LittleEndian.Uint16(b)
			if n >= from && !yield(p.unpack(b[:size])) {
				return
			}
			b = b[size:]
		}
	}
}

func (p *packed[L]) clear() { p.n, p.last, p.full = 0, packedChunk{}, nil }
