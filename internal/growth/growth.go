// Package growth has how the tests of several packages hold that what is done to a list grows with its length.
package growth

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Step does a step of some work; one of the same name adds to it.
type Step func(what string, do func())

// Check does work of some elements and of a hundredth of them, and wants no step to take more than 2 000 times as long
// for a hundred times as many: what goes over all of them takes a hundred times as long, and what takes the square of
// them 10 000 times. A step of less than 100 µs counts as one of 100 µs.
func Check(t testing.TB, most int, work func(n int, step Step)) {
	t.Helper()
	measured := func(n int) map[string]time.Duration {
		took := map[string]time.Duration{}
		work(n, func(what string, do func()) {
			begun := time.Now()
			do()
			took[what] += time.Since(begun)
		})
		return took
	}
	var slow []string
	for range 3 { // another process may have been in the way
		few, many := measured(most/100), measured(most)
		require.NotEmpty(t, many)
		slow = nil
		for what, took := range many {
			t.Log(what, few[what], took)
			if took > 2000*max(few[what], 100*time.Microsecond) {
				slow = append(slow, fmt.Sprint(what, " of ", most, " took ", took, ", and of a hundredth of them ", few[what]))
			}
		}
		if len(slow) == 0 {
			return
		}
	}
	require.Empty(t, slow)
}
