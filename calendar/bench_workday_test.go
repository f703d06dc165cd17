package calendar_test

import (
	"testing"
	"time"

	"github.com/rickar/cal/v2"

	"github.com/palier-go/palier/calendar"
)

// datePool is the dates of pool, and the same as the peer takes them.
func datePool(b *testing.B, c *calendar.Calendar) ([]calendar.Date, []time.Time) {
	b.Helper()
	var dates []calendar.Date
	var days []time.Time
	for _, t := range pool(b, c) {
		dates = append(dates, calendar.DateOf(t))
		days = append(days, cal.DayStart(t))
	}
	return dates, days
}

var (
	sinkDate calendar.Date
	sinkInt  int
)

func BenchmarkAddWorkingDays(b *testing.B) {
	c := office()
	dates, days := datePool(b, c)
	for _, r := range []struct {
		name string
		n    int
		peer bool
	}{{"5", 5, true}, {"20", 20, true}, {"250", 250, true}, {"2500", 2500, false}} {
		b.Run(r.name+"/palier", func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				sinkDate, _ = c.AddWorkingDays(dates[i%poolSize], r.n)
			}
		})
		if r.peer {
			for name, p := range peers() {
				b.Run(r.name+"/"+name, func(b *testing.B) {
					b.ReportAllocs()
					for i := range b.N {
						sinkTime = p.WorkdaysFrom(days[i%poolSize], r.n)
					}
				})
			}
		}
	}
}

func BenchmarkWorkingDaysBetween(b *testing.B) {
	c := office()
	dates, days := datePool(b, c)
	for _, r := range []struct {
		name string
		days int
		peer bool
	}{{"1week", 7, true}, {"1month", 30, true}, {"1year", 365, true}, {"10years", 3650, false}} {
		until := make([]calendar.Date, poolSize)
		end := make([]time.Time, poolSize)
		for i, d := range dates {
			until[i], end[i] = d.AddDays(r.days), days[i].AddDate(0, 0, r.days-1)
		}
		b.Run(r.name+"/palier", func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				sinkInt, _ = c.WorkingDaysBetween(dates[i%poolSize], until[i%poolSize])
			}
		})
		if r.peer {
			for name, p := range peers() {
				b.Run(r.name+"/"+name, func(b *testing.B) {
					b.ReportAllocs()
					for i := range b.N {
						sinkInt = p.WorkdaysInRange(days[i%poolSize], end[i%poolSize])
					}
				})
			}
		}
	}
}

func BenchmarkWorkingDay(b *testing.B) {
	c := office()
	dates, _ := datePool(b, c)
	b.Run("palier", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkDate, _ = c.WorkingDay(dates[i%poolSize].MonthOf(), -3)
		}
	})
	for name, p := range peers() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				d := dates[i%poolSize]
				sinkInt = p.WorkdayN(d.Year, d.Month, -3)
			}
		})
	}
}

func BenchmarkNextWorkingDay(b *testing.B) {
	c := office()
	dates, _ := datePool(b, c)
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		sinkDate, _ = c.NextWorkingDay(dates[i%poolSize])
	}
}

func BenchmarkCloseOfBusiness(b *testing.B) {
	c := office()
	ts := pool(b, c)
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		sinkTime, _ = c.CloseOfBusiness(ts[i%poolSize], 5)
	}
}
