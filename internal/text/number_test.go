package text_test

import (
	"fmt"
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

func TestDigits(t *testing.T) {
	t.Parallel()
	for n := range uint(10_000) {
		word, bits := text.Word(n)
		var b []byte
		for ; bits > 0; bits -= 8 {
			b, word = append(b, byte(word)), word>>8
		}
		require.Equal(t, fmt.Sprint(n), string(b))
		require.Zero(t, word)
		if p := text.Pair(n % 100); n < 100 {
			require.Equal(t, fmt.Sprintf("%02d", n), string([]byte{byte(p), byte(p >> 8)}))
		}
	}
}
