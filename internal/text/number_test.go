package text_test

import (
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/palier-go/palier/internal/text"
)

func TestAppendUint(t *testing.T) {
	t.Parallel()
	check := func(t require.TestingT, n uint64) {
		require.Equal(t, "a"+strconv.FormatUint(n, 10), string(text.AppendUint([]byte("a"), n)))
	}
	for n := range uint64(20_001) {
		check(t, n)
	}
	check(t, math.MaxUint64)
	rapid.Check(t, func(t *rapid.T) { check(t, rapid.Uint64().Draw(t, "n")) })
}
