package calendar_test

import (
	"iter"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/fr"

	"github.com/palier-go/palier/calendar"
)

// The peer is rickar/cal's BusinessCalendar with the same hours and holidays,
// used plainly and with its cache on. All sides are asked about one pool of
// instants in Europe/Paris, spread over the three years that fit in that cache.

func peer(cached bool) *cal.BusinessCalendar {
	c := cal.NewBusinessCalendar()
	c.SetWorkHours(9*time.Hour, 18*time.Hour)
	c.AddHoliday(fr.Holidays...)
	c.Cacheable = cached
	return c
}

func peers() iter.Seq2[string, *cal.BusinessCalendar] {
	return func(yield func(string, *cal.BusinessCalendar) bool) {
		_ = yield("cal", peer(false)) && yield("cal-cached", peer(true))
	}
}

const poolSize = 1 << 12

func pool(b *testing.B, c *calendar.Calendar) []time.Time {
	b.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	first := time.Date(2024, 1, 1, 0, 0, 0, 0, c.Location()).Unix()
	out := make([]time.Time, poolSize)
	for i := range out {
		out[i] = time.Unix(first+random.Int64N(3*365*86400), random.Int64N(1e9)).In(c.Location())
	}
	return out
}

var (
	sinkBool     bool
	sinkTime     time.Time
	sinkDuration time.Duration
)

func BenchmarkIsOpen(b *testing.B) {
	c := office()
	ts := pool(b, c)
	b.Run("palier", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkBool, _ = c.IsOpen(ts[i%poolSize])
		}
	})
	for name, p := range peers() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				sinkBool = p.IsWorkTime(ts[i%poolSize])
			}
		})
	}
}

func BenchmarkBetween(b *testing.B) {
	c := office()
	ts := pool(b, c)
	for _, r := range []struct {
		name string
		d    time.Duration
		peer bool
	}{
		{"1h", time.Hour, true},
		{"1month", 30 * 24 * time.Hour, true},
		{"1year", 365 * 24 * time.Hour, true},
		{"10years", 3650 * 24 * time.Hour, false},
	} {
		b.Run(r.name+"/palier", func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				t := ts[i%poolSize]
				sinkDuration, _ = c.Between(t, t.Add(r.d))
			}
		})
		if r.peer {
			for name, p := range peers() {
				b.Run(r.name+"/"+name, func(b *testing.B) {
					b.ReportAllocs()
					for i := range b.N {
						t := ts[i%poolSize]
						sinkDuration = p.WorkHoursInRange(t, t.Add(r.d))
					}
				})
			}
		}
	}
}

func BenchmarkAdd(b *testing.B) {
	c := office()
	ts := pool(b, c)
	for _, r := range []struct {
		name string
		d    time.Duration
		peer bool
	}{{"4h", 4 * time.Hour, true}, {"40h", 40 * time.Hour, true}, {"400h", 400 * time.Hour, true}, {"4000h", 4000 * time.Hour, false}} {
		b.Run(r.name+"/palier", func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				sinkTime, _ = c.Add(ts[i%poolSize], r.d)
			}
		})
		if r.peer {
			for name, p := range peers() {
				b.Run(r.name+"/"+name, func(b *testing.B) {
					b.ReportAllocs()
					for i := range b.N {
						sinkTime = p.AddWorkHours(ts[i%poolSize], r.d)
					}
				})
			}
		}
	}
}

func BenchmarkNextOpen(b *testing.B) {
	c := office()
	ts := pool(b, c)
	b.Run("palier", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkTime, _ = c.NextOpen(ts[i%poolSize])
		}
	})
	for name, p := range peers() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				sinkTime = p.NextWorkdayStart(ts[i%poolSize])
			}
		})
	}
}

func BenchmarkCompile(b *testing.B) {
	s := calendar.OfficeHours()
	s.FirstYear, s.LastYear = 1950, 2099
	b.ReportAllocs()
	for b.Loop() {
		if _, err := calendar.Compile(s); err != nil {
			b.Fatal(err)
		}
	}
}

// sunJSON is what follows the sun: Paris, Montréal and Tokyo.
const sunJSON = `{"zone":"Europe/Paris","first_year":1950,"last_year":2099,"hours":[{"days":"mon-fri","open":["09:00-18:00"]}],"holidays":{"code":"FR"},
	"layers":[{"op":"union","zone":"America/Montreal","hours":[{"days":"mon-fri","open":["09:00-18:00"]}],"reason":"Montréal"},
	          {"op":"union","zone":"Asia/Tokyo","hours":[{"days":"mon-fri","open":["09:00-18:00"]}],"reason":"Tokyo"}]}`

// A union of three zones, beside the one zone of the other benchmarks.
func BenchmarkUnion(b *testing.B) {
	c, s := fromJSON(b, sunJSON)
	ts := pool(b, c)
	dates, _ := datePool(b, c)
	b.Run("Compile", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := calendar.Compile(s); err != nil {
				b.Fatal(err)
			}
		}
	})
	for name, ask := range map[string]func(int){
		"IsOpen":          func(i int) { sinkBool, _ = c.IsOpen(ts[i]) },
		"Between":         func(i int) { sinkDuration, _ = c.Between(ts[i], ts[i].Add(365*24*time.Hour)) },
		"Add":             func(i int) { sinkTime, _ = c.Add(ts[i], 40*time.Hour) },
		"NextOpen":        func(i int) { sinkTime, _ = c.NextOpen(ts[i]) },
		"NextClosing":     func(i int) { sinkTime, _ = c.NextClosing(ts[i]) },
		"AddWorkingDays":  func(i int) { sinkDate, _ = c.AddWorkingDays(dates[i], 5) },
		"CloseOfBusiness": func(i int) { sinkTime, _ = c.CloseOfBusiness(ts[i], 5) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				ask(i % poolSize)
			}
		})
	}
}

func BenchmarkNextClosing(b *testing.B) {
	c := office()
	ts := pool(b, c)
	b.Run("palier", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkTime, _ = c.NextClosing(ts[i%poolSize])
		}
	})
	for name, p := range peers() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				sinkTime = p.NextWorkdayEnd(ts[i%poolSize])
			}
		})
	}
}

func BenchmarkLastClosing(b *testing.B) {
	c := office()
	ts := pool(b, c)
	b.ReportAllocs()
	for i := range b.N {
		sinkTime, _ = c.LastClosing(ts[i%poolSize])
	}
}

func BenchmarkNextChange(b *testing.B) {
	c := office()
	ts := pool(b, c)
	until := c.Window().End
	b.ReportAllocs()
	for i := range b.N {
		sinkTime, sinkBool, _ = c.NextChange(ts[i%poolSize], until)
	}
}

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
