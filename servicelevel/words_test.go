package servicelevel

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

func TestWriterWordsTimesAndShares(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		write  func(*writer)
		fr, en string
	}{
		{func(w *writer) { w.seconds(0) }, "0 s", "0 s"},
		{func(w *writer) { w.seconds(-90 * time.Minute) }, "-5400 s", "-5400 s"},
		{func(w *writer) { w.seconds(1) }, "0,000000001 s", "0.000000001 s"},
		{func(w *writer) { w.seconds(10*time.Second + 50*time.Millisecond) }, "10,05 s", "10.05 s"},
		{func(w *writer) { w.minutes(65*time.Minute + 1500*time.Millisecond) }, "65 min 1,5 s", "65 min 1.5 s"},
		{func(w *writer) { w.hours(90 * time.Minute) }, "1 h 30", "1 h 30"},
		{func(w *writer) { w.hours(5*time.Hour + 5*time.Minute) }, "5 h 05", "5 h 05"},
		{func(w *writer) { w.percent(decimal.New(999, -3)) }, "99,9 %", "99.9%"},
		{func(w *writer) { w.percent(decimal.New(50, -3)) }, "5 %", "5%"},
		{func(w *writer) { w.euros(decimal.New(-123, -2)) }, "-1,23 €", "-€1.23"},
	} {
		for lang, want := range []string{French: c.fr, English: c.en} {
			w := writer{lang: Language(lang)}
			c.write(&w)
			require.Equal(t, want, string(w.buf[:w.n]))
		}
	}
}
