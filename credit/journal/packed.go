package journal

import (
	"encoding/binary"
	"sort"
)

// packed is lines as bytes, as inside.Journal has them.
type packed[L any] struct {
	n      int // how many
	chunks []packedChunk
	unpack func(line []byte) L
}

// packedChunk is some lines, so that one is found without reading all before it, and those
// that are there stay where they are while others come.
type packedChunk struct {
	first int
	lines []byte
}

// chunkBytes is how long the lines of a chunk are. The first one grows up to that, so that
// a short journal is short.
const chunkBytes = 2048

func (p *packed[L]) add(n int, lines []byte) {
	last := len(p.chunks) - 1
	if last < 0 || len(p.chunks[last].lines)+len(lines) > chunkBytes {
		var room []byte
		if last >= 0 {
			room = make([]byte, 0, chunkBytes)
		}
		p.chunks = append(p.chunks, packedChunk{p.n, room})
		last++
	}
	c := &p.chunks[last]
	c.lines = append(c.lines, lines...)
	p.n += n
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
	next := sort.Search(len(p.chunks), func(i int) bool { return p.chunks[i].first > from })
	n := p.chunks[next-1].first
	for _, c := range p.chunks[next-1:] {
		for b := c.lines; len(b) > 0; n++ {
			size := binary.LittleEndian.Uint16(b)
			if n >= from && !yield(p.unpack(b[:size])) {
				return
			}
			b = b[size:]
		}
	}
}

func (p *packed[L]) clear() { p.n, p.chunks = 0, nil }
