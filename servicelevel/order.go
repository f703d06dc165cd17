package servicelevel

import (
	"slices"

	"github.com/palier-go/palier/servicelevel/internal/life"
)

// sort puts the facts from one on in their place among those before.
func (b *Book) sort(first int) {
	for n := first; n < len(b.facts); n++ {
		b.order = append(b.order, int32(n)) // at most MaxFacts
	}
	fresh := b.order[first:]
	slices.SortFunc(fresh, b.compare)
	if first == 0 || len(fresh) == 0 || b.compare(b.order[first-1], fresh[0]) < 0 {
		return
	}
	fresh = slices.Clone(fresh)
	i, to := first-1, len(b.order)
	for j := len(fresh) - 1; j >= 0; {
		if to--; i >= 0 && b.compare(b.order[i], fresh[j]) > 0 {
			b.order[to] = b.order[i]
			i--
		} else {
			b.order[to] = fresh[j]
			j--
		}
	}
	b.stale = b.stale || to < b.folded // what was folded goes on differently
}

// compare orders facts as they became known, and those of one instant in an order that
// does not depend on how they came.
func (b *Book) compare(i, j int32) int {
	return life.CompareFacts(&b.facts[i], &b.facts[j], b.known[i], b.known[j], b.find)
}
