package servicelevel_test

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/servicelevel/statement"
)

// weighedSum is how a sentence says what work counts as, in either language: each factor with its part, and
// what they come to with what was worked before.
var weighedSum = regexp.MustCompile(`^(taken back: |repris : )?(?:(` + anyTime + `) (?:before|avant) (and|et|less|moins) )?(less |moins )?([^=→]*?) = (-?` + anyTime + `)(?: \([^)]*\))?( →| ?: | and | et |, another |, un autre )`)

// weighedPlain is what is said of it without a sum.
var weighedPlain = regexp.MustCompile(`^(` + anyTime + `(?: less)? (?:worked|travaillées?)(?: de moins)?), (` + anyTime + `) (less )?(?:counted|comptées?)( de moins)?(?: \([^)]*\))?, `)

// unweighed checks what a sentence says of factors, and returns it without: as it would be if the work
// had taken what it counts as.
func unweighed(t require.TestingT, w *statement.TicketWork, sentence string) (*statement.TicketWork, string) {
	counted, rest := new(big.Rat).SetInt64(int64(w.Worked)), w.Worked
	for _, x := range w.Weighed {
		more := new(big.Rat).Sub(x.By.Rat(), big.NewRat(1, 1))
		counted.Add(counted, more.Mul(more, new(big.Rat).SetInt64(int64(x.Time))))
		rest -= x.Time
	}
	require.True(t, counted.IsInt() && counted.Num().Int64() == int64(w.Counted), sentence)
	if m := weighedPlain.FindStringSubmatch(sentence); m != nil {
		require.Equal(t, w.Counted, lessOf(t, m[2], m[3]+m[4] != ""), sentence)
		return w, m[1] + ", " + sentence[len(m[0]):]
	}
	m := weighedSum.FindStringSubmatch(sentence)
	require.NotNil(t, m, sentence)
	sign := big.NewRat(1, 1)
	if m[1] != "" {
		sign.Neg(sign)
	}
	sum, held := new(big.Rat), map[string]time.Duration{}
	text := strings.NewReplacer(" less ", " + -", " moins ", " + -").Replace(m[5])
	if m[4] != "" || m[3] == "less" || m[3] == "moins" {
		text = "-" + text
	}
	for _, term := range strings.Split(text, " + ") {
		took, by, found := strings.Cut(term, " × ")
		factor := big.NewRat(1, 1)
		if found {
			_, ok := factor.SetString(strings.Replace(by, ",", ".", 1))
			require.True(t, ok, sentence)
		}
		d := spanOf(t, took)
		held[factor.FloatString(3)] += d
		sum.Add(sum, factor.Mul(factor, new(big.Rat).SetInt64(int64(d))))
	}
	way := time.Duration(1)
	if m[1] != "" {
		way = -1
	}
	require.Equal(t, way*rest, held["1.000"], sentence)
	delete(held, "1.000")
	require.Len(t, held, len(w.Weighed), sentence)
	for _, x := range w.Weighed {
		require.Equal(t, way*x.Time, held[x.By.StringFixed(3)], sentence)
	}
	require.Zero(t, counted.Cmp(sign.Mul(sign, sum)), sentence)
	all := time.Duration(0)
	if m[2] != "" {
		all = spanOf(t, m[2])
	}
	require.Equal(t, all+way*w.Counted, spanOf(t, m[6]), sentence)
	plain := *w
	plain.Worked, plain.Weighed, plain.Counted = w.Counted, nil, 0
	after := sentence[len(m[0]):]
	switch {
	case strings.HasSuffix(m[7], ": "): // sessions follow
		return &plain, m[1] + after
	case m[2] == "":
		return &plain, m[1] + m[6] + m[7] + after
	case w.Counted == 0:
		return &plain, m[2] + " before" + m[7] + after
	}
	join := " and "
	if w.Counted < 0 {
		join = " less "
	}
	now := w.Counted.Abs()
	return &plain, m[2] + " before" + join + fmt.Sprintf("%d.%09d s", now/time.Second, now%time.Second) + " = " + m[6] + m[7] + after
}
