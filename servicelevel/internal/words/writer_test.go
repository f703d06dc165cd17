package words

import (
	"math"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/palier-go/palier/calendar"
	"github.com/palier-go/palier/penalty"
	"github.com/palier-go/palier/servicelevel/plans"
)

func TestWriterWordsFigures(t *testing.T) {
	t.Parallel()
	at := func(after time.Duration) time.Time {
		return time.Date(2026, time.May, 1, 10, 9, 0, 0, time.UTC).Add(after)
	}
	for _, c := range []struct {
		write  func(*Writer)
		fr, en string
	}{
		{func(w *Writer) { w.seconds(0) }, "0 s", "0 s"},
		{func(w *Writer) { w.seconds(-90 * time.Minute) }, "-5\u202f400 s", "-5,400 s"},
		{func(w *Writer) { w.seconds(1) }, "0,000000001 s", "0.000000001 s"},
		{func(w *Writer) { w.seconds(time.Second - 1) }, "0,999999999 s", "0.999999999 s"},
		{func(w *Writer) { w.seconds(time.Second) }, "1 s", "1 s"},
		{func(w *Writer) { w.seconds(-1500 * time.Millisecond) }, "-1,5 s", "-1.5 s"},
		{func(w *Writer) { w.seconds(10*time.Second + 50*time.Millisecond) }, "10,05 s", "10.05 s"},
		{func(w *Writer) { w.minutes(0) }, "0 min", "0 min"},
		{func(w *Writer) { w.minutes(time.Minute - time.Second) }, "59 s", "59 s"},
		{func(w *Writer) { w.minutes(time.Minute) }, "1 min", "1 min"},
		{func(w *Writer) { w.minutes(-90 * time.Second) }, "-1 min 30 s", "-1 min 30 s"},
		{func(w *Writer) { w.minutes(65*time.Minute + 1500*time.Millisecond) }, "65 min 1,5 s", "65 min 1.5 s"},
		{func(w *Writer) { w.Lapse(90 * time.Minute) }, "1 h 30 min", "1 h 30 min"},
		{func(w *Writer) { w.Lapse(time.Hour - time.Minute) }, "59 min", "59 min"},
		{func(w *Writer) { w.Lapse(time.Hour) }, "1 h", "1 h"},
		{func(w *Writer) { w.Lapse(-time.Hour - time.Second) }, "-1 h 1 s", "-1 h 1 s"},
		{func(w *Writer) { w.Lapse(2*time.Hour + 37*time.Minute + 30*time.Second) }, "2 h 37 min 30 s", "2 h 37 min 30 s"},
		{func(w *Writer) { w.Lapse(0) }, "0 min", "0 min"},
		{func(w *Writer) { w.Work(90 * time.Minute) }, "90 min", "90 min"},
		{func(w *Writer) { w.Work(2*time.Hour - 1) }, "119 min 59,999999999 s", "119 min 59.999999999 s"},
		{func(w *Writer) { w.Work(2 * time.Hour) }, "2 h", "2 h"},
		{func(w *Writer) { w.Work(2*time.Hour + 1) }, "2 h 0,000000001 s", "2 h 0.000000001 s"},
		{func(w *Writer) { w.Work(1 - 2*time.Hour) }, "-119 min 59,999999999 s", "-119 min 59.999999999 s"},
		{func(w *Writer) { w.Work(-2 * time.Hour) }, "-2 h", "-2 h"},
		{func(w *Writer) { w.Lapse(999*time.Hour + 59*time.Minute) }, "999 h 59 min", "999 h 59 min"},
		{func(w *Writer) { w.Lapse(1000 * time.Hour) }, "1\u202f000 h", "1,000 h"},
		{func(w *Writer) { w.Lapse(-1444*time.Hour - 32*time.Minute) }, "-1\u202f444 h 32 min", "-1,444 h 32 min"},
		{func(w *Writer) { w.Work(500_000 * time.Hour) }, "500\u202f000 h", "500,000 h"},
		{func(w *Writer) { w.Int(-999) }, "-999", "-999"},
		{func(w *Writer) { w.Int(1179) }, "1\u202f179", "1,179"},
		{func(w *Writer) { w.Int(math.MaxInt64) }, "9\u202f223\u202f372\u202f036\u202f854\u202f775\u202f807", "9,223,372,036,854,775,807"},
		{func(w *Writer) { w.Int(math.MinInt64) }, "-9\u202f223\u202f372\u202f036\u202f854\u202f775\u202f808", "-9,223,372,036,854,775,808"},
		{func(w *Writer) { w.Ratio(penalty.Ratio{Num: 1000, Den: 44640}) }, "1\u202f000/44\u202f640", "1,000/44,640"},
		{func(w *Writer) { w.Percent(decimal.New(999, -3)) }, "99,9 %", "99.9%"},
		{func(w *Writer) { w.Percent(decimal.New(50, -3)) }, "5 %", "5%"},
		{func(w *Writer) { w.Percent(decimal.New(12, -4)) }, "0,12 %", "0.12%"},
		{func(w *Writer) { w.Percent(decimal.New(100, 0)) }, "10\u202f000 %", "10,000%"},
		{func(w *Writer) { w.Percent(decimal.New(1, -10)) }, "", ""}, // of no valid terms
		{func(w *Writer) { Cites(w, []string{"S1, S2", "", "D9"}) }, " (S1, S2, D9)", " (S1, S2, D9)"},
		{func(w *Writer) { Cites(w, []string{""}) }, "", ""},
		{func(w *Writer) { w.Euros(decimal.New(-123, -2)) }, "-1,23 €", "-€1.23"},
		{func(w *Writer) { w.Euros(decimal.New(0, 0)) }, "0,00 €", "€0.00"},
		{func(w *Writer) { w.Euros(decimal.New(99999, -2)) }, "999,99 €", "€999.99"},
		{func(w *Writer) { w.Euros(decimal.New(100000, -2)) }, "1\u202f000,00 €", "€1,000.00"},
		{func(w *Writer) { w.Euros(decimal.New(-1234567890, -2)) }, "-12\u202f345\u202f678,90 €", "-€12,345,678.90"},
		{func(w *Writer) { w.Euros(decimal.New(1, 10)) }, "10\u202f000\u202f000\u202f000,00 €", "€10,000,000,000.00"},
		{func(w *Writer) { w.Instant(at(0)) }, "1er mai 2026 à 10:09", "1 May 2026 at 10:09"},
		{func(w *Writer) { w.Instant(at(24 * time.Hour)) }, "2 mai 2026 à 10:09", "2 May 2026 at 10:09"},
		{func(w *Writer) { w.Instant(at(time.Second)) }, "1er mai 2026 à 10:09:01", "1 May 2026 at 10:09:01"},
		{func(w *Writer) { w.Instant(at(1)) }, "1er mai 2026 à 10:09:00,000000001", "1 May 2026 at 10:09:00.000000001"},
		{func(w *Writer) { w.offset(at(0).In(time.FixedZone("", 7200))) }, " (UTC+2)", " (UTC+2)"},
		{func(w *Writer) { w.offset(at(0).UTC()) }, " (UTC+0)", " (UTC+0)"},
		{func(w *Writer) { w.offset(at(0).In(time.FixedZone("", -12600))) }, " (UTC-3:30)", " (UTC-3:30)"},
		{func(w *Writer) { w.offset(at(0).In(time.FixedZone("", 561))) }, " (UTC+0:09:21)", " (UTC+0:09:21)"},
		{func(w *Writer) { w.offset(at(0).In(time.FixedZone("", 12*3600+1))) }, " (UTC+12:00:01)", " (UTC+12:00:01)"},
		{func(w *Writer) { w.OfMonth(calendar.Month{Year: 2026, Month: 1}) }, "de janvier 2026", "for January 2026"},
		{func(w *Writer) { w.OfMonth(calendar.Month{Year: 2026, Month: 4}) }, "d'avril 2026", "for April 2026"},
		{func(w *Writer) { w.OfMonth(calendar.Month{Year: 2026, Month: 8}) }, "d'août 2026", "for August 2026"},
		{func(w *Writer) { w.OfMonth(calendar.Month{Year: 2026, Month: 10}) }, "d'octobre 2026", "for October 2026"},
		{func(w *Writer) { w.OfMonth(calendar.Month{Year: 2026, Month: 12}) }, "de décembre 2026", "for December 2026"},
		{func(w *Writer) { w.FromMonth(calendar.Month{Year: 2026, Month: 3}) }, "de mars 2026", "March 2026"},
		{func(w *Writer) { w.FromMonth(calendar.Month{Year: 2026, Month: 4}) }, "d'avril 2026", "April 2026"},
		{func(w *Writer) { w.FromMonth(calendar.Month{Year: 2026, Month: 8}) }, "d'août 2026", "August 2026"},
		{func(w *Writer) { w.FromMonth(calendar.Month{Year: 2026, Month: 10}) }, "d'octobre 2026", "October 2026"},
	} {
		for lang, want := range []string{plans.French: c.fr, plans.English: c.en} {
			w := Writer{Lang: plans.Language(lang)}
			c.write(&w)
			require.Equal(t, want, string(w.buf[:w.n]))
		}
	}
}

// TestEurosByEitherName: amounts in euros are written one way, whichever of its names the currency goes by.
func TestEurosByEitherName(t *testing.T) {
	t.Parallel()
	for currency, want := range map[string][2]string{"": {"90,00 €", "€90.00"}, "EUR": {"90,00 €", "€90.00"}, "CHF": {"90,00 CHF", "CHF 90.00"}} {
		var w Writer
		var text plans.Wording
		w.Begin(currency, 0)
		w.Say(&text, func() { w.Euros(decimal.New(90, 0)) })
		w.End()
		require.Equal(t, want, [2]string{text.FR, text.EN}, currency)
	}
}
