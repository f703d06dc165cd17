package clone_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/palier-go/palier/internal/clone"
)

type leaf struct {
	Names []string
	Price decimal.Decimal
	At    time.Time
}

type tree struct {
	Leaf   leaf
	Leaves []leaf
	Next   *tree
	Empty  []int
	hidden []int
}

func TestOf(t *testing.T) {
	original := func() tree {
		return tree{
			Leaf:   leaf{Names: []string{"a", "b"}, Price: decimal.New(4500, -2), At: time.Unix(1, 2).UTC()},
			Leaves: []leaf{{Names: []string{"c"}}},
			Next:   &tree{Leaf: leaf{Names: []string{"d"}}},
			hidden: []int{1},
		}
	}
	a := original()
	b := clone.Of(a)
	assert.Equal(t, a, b)
	assert.Nil(t, b.Empty)

	b.Leaf.Names[0], b.Leaves[0].Names[0], b.Next.Leaf.Names[0] = "x", "x", "x"
	b.Leaves[0].Price, b.Next.Leaves = decimal.New(1, 0), []leaf{{}}
	assert.Equal(t, original(), a, "a change of the copy reached the original")
	assert.Equal(t, 1, cap(clone.Of(append(make([]int, 0, 9), 1))), "the copy has room for an append to share")
}
